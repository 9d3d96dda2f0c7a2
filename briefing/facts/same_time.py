"""Times that point back to one just told: 同期, 当月, 当日, 月末.

同期，对欧盟出口900亿元 is of the time of the figure before it; 当月乘用车出口56万辆 of
the month told last. Where another month stands in between, neither is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.values import Fact, Period, Phrase, Slot

_ANY_TIME = re.compile(r"月|季度|半年|[0-9]年|去年|上年|今年|同期")
_MONTH = re.compile(r"[0-9]月|上月|季度|半年|全年")
_DAY = re.compile(r"[0-9]日|昨日|今日|前日|次日|昨天|今天|周[一二三四五六日]")
THAT_QUARTER = ("当季", "该季度", "本季度", "本季", "季内")
_STRETCH = re.compile(r"[0-9]月|上月|季度|半年|全年|[0-9]年|个月")
_COMPARED = re.compile(r"(?:较|比|与)?(?:上一?季度?|第?[一二三四]季度[末初]|(?:去年|上年)同期)")
_NUMBERED_MONTH = re.compile(r"[0-9]月")
_THAT_DAY = ("当日", "当天", "同日")
# Single-month exports, as their rule writes them (frames/economy.toml).
_OF_A_QUARTER = "metric.quarterly"
_OF_A_MONTH = "eco.metric.single_month"


def with_same_time(parts: Mapping[str, Slot], told: Sequence[Fact], text: str) -> Mapping[str, Slot]:
    """The parts of a measure with the time that 同期 or 当月 points back to, where there is just one."""
    period, metric = parts.get("period"), parts.get("metric")
    if isinstance(period, Period) and period.text == "同期":
        before = next((fact for fact in reversed(told) if "period" in fact.slots), None)
        if before is None or _ANY_TIME.search(text[before.span.end : period.span.start]):
            return parts
        return {**parts, "period": before.slots["period"]}
    if isinstance(period, Period) and period.text in _THAT_DAY:
        when = _last(told, "day")
        numbered = when is not None and any(char.isdigit() for char in when.text)
        sure = numbered and when is not None and not _DAY.search(text[when.span.end : period.span.start])
        return {**parts, "period": when} if when is not None and sure else parts
    if isinstance(period, Period) and period.text == "月末":
        when = _last_month_end(told)
        sure = when is not None and not _NUMBERED_MONTH.search(text[when.span.end : period.span.start])
        return {**parts, "period": when} if when is not None and sure else parts
    if isinstance(period, Period) and period.text in ("当月", "同月"):
        when = _last(told, "month")
        sure = when is not None and not _MONTH.search(text[when.span.end : period.span.start])
        return {**parts, "period": when} if when is not None and sure else parts
    if isinstance(metric, Phrase) and metric.rule == _OF_A_QUARTER and not isinstance(period, Period):
        when = _last_quarter(told)
        sure = when is not None and not _STRETCH.search(_COMPARED.sub("", text[when.span.end : metric.span.start]))
        return {**parts, "metric": metric.parts["h"], "period": when} if when is not None and sure else parts
    if isinstance(period, Period) and period.text in THAT_QUARTER:
        when = _last_quarter(told)
        sure = when is not None and not _STRETCH.search(_COMPARED.sub("", text[when.span.end : period.span.start]))
        return {**parts, "period": when} if when is not None and sure else parts
    if isinstance(metric, Phrase) and metric.rule == _OF_A_MONTH and period is None:
        when = _last(told, "month")
        sure = when is not None and not _MONTH.search(text[when.span.end : metric.span.start])
        return {**parts, "metric": metric.parts["h"], "period": when} if when is not None and sure else parts
    return parts


def _last_quarter(told: Sequence[Fact]) -> Period | None:
    """The quarter told last, be it named by its three months."""
    times = (fact.slots.get("period") for fact in reversed(told))
    quarters = (t for t in times if isinstance(t, Period) and t.relation in ("", "in") and _is_quarter(t))
    return next(quarters, None)


def _is_quarter(period: Period) -> bool:
    three = period.form == "months" and (period.month_to or 0) - (period.month or 0) == 2
    return three or (period.form in ("quarter", "fiscal") and period.quarter is not None)


def _last_month_end(told: Sequence[Fact]) -> Period | None:
    """10月末，…余额；月末人民币贷款余额…: the month's end told last."""
    times = (fact.slots.get("period") for fact in reversed(told))
    return next((t for t in times if isinstance(t, Period) and t.edge == "end" and t.month is not None), None)


def _last(told: Sequence[Fact], form: str) -> Period | None:
    """The day or the month told last."""
    times = (fact.slots.get("period") for fact in reversed(told))
    return next((t for t in times if isinstance(t, Period) and t.form == form and t.relation in ("", "in", "on")), None)
