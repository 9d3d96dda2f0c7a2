"""The trading day a report of the markets is of: 周四(9月25日)，A股三大指数….

A closing report names its day once. What it then tells of an index, a turnover
or a flow without a time of its own is of that day, except beside words of
another one (隔夜, 全周, 年内) and of markets in other hours (美股).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from briefing.facts.context import Known
from briefing.facts.gates import gate_words
from briefing.facts.lattice import Lattice
from briefing.values import Fact, Period, Phrase, Slot, Span

# The day stands at the head of one of the first sentences, at most after its weekday.
_OPENING, _HEAD = 4, 7
_AFTER_DAY = ("早盘，", "A股", "沪深", "港股", "大盘", "市场", "两市")
_MEASURED = frozenset({"index", "money"})


@dataclass(frozen=True, slots=True)
class Sessions:
    """The days an article's sentences open with, each with whether its sentence reports of trading.

    ``morning``: the report was written at midday, so that its amounts are none of the day.
    """

    days: tuple[tuple[Period, bool], ...]
    morning: bool = False

    def at(self, span: Span) -> Period | None:
        """The trading day that what stands there is of; None where another day was named since."""
        told = [(day, trades) for day, trades in self.days if day.span.start <= span.start]
        return told[-1][0] if told and told[-1][1] else None


def sessions_of(lattices: Sequence[Lattice]) -> Sessions | None:
    """The trading days of a report of the markets; None where it opens as no such report."""
    opens = any(_trades(grid.text) for grid in lattices[:_OPENING] for _ in _opening_days(grid))
    days = ((day, _trades(grid.text)) for grid in lattices for day in _opening_days(grid))
    half = any(_HALF.search(grid.text) for grid in lattices) and not any(_WHOLE.search(grid.text) for grid in lattices)
    return Sessions(tuple(days), half) if opens else None


_HALF = re.compile(r"午间收盘|截至午盘|半日收盘|半日成交|早盘收盘|上午收盘")
_WHOLE = re.compile(r"截[至止]收盘|全天|终盘|收盘时")


def _opening_days(grid: Lattice) -> Iterator[Period]:
    """The days that a sentence opens with; up to a day (截至6月18日) is the time of a stock, not of a session."""
    for period in grid.periods:
        start, end = grid.folded_range(period.span)
        alone = grid.text[end : end + 2].lstrip(")").startswith("，") or grid.text.startswith(_AFTER_DAY, end)
        if period.form == "day" and period.relation == "in" and start <= _HEAD and alone:
            yield period


def _trades(text: str) -> bool:
    return any(word in text for word in gate_words("trading"))


def of_that_day(metric: Slot | None, at: Span, grid: Lattice | None) -> bool:
    """Whether a measure is of a market that the report is about, in a sentence that speaks of no other time."""
    if grid is None or not isinstance(metric, Phrase) or metric.attrs.get("holder") != "market":
        return False
    start, end = grid.folded_range(metric.span)
    fixed = metric.attrs.get("mv") == "yuan" and "中间价" in grid.text[start:end]
    return (metric.attrs.get("dim") in _MEASURED or fixed) and not _of_other_hours(grid, at)


def _of_other_hours(grid: Lattice, at: Span) -> bool:
    """Whether the words before a measure, or those of its own part of the sentence, speak of other hours.

    沪指早盘一度上攻3148点，…；深成指报9874点: what one index did in between says nothing of the next.
    """
    start, _ = grid.folded_range(at)
    own = grid.text.rfind("；", 0, start) + 1
    earlier = _IN_BETWEEN.sub("", grid.text[:own])
    told = (earlier + grid.text[own:]).replace("截至收盘", "")
    return any(word in told for word in gate_words("other_sessions"))


_IN_BETWEEN = re.compile(r"(?:早盘|午后|盘中|日内)?一度|盘中")


def is_price_beside_a_year(fact: Fact) -> bool:
    """股价年内累计上涨47%，报18.6元: the rise is the year's, the price the day's; one sentence has no time for both."""
    metric, period = fact.slots.get("metric"), fact.slots.get("period")
    priced = isinstance(metric, Phrase) and metric.attrs.get("dim") == "price"
    within = isinstance(period, Period) and period.name == "年内"
    return priced and within and {"value", "change"} <= fact.slots.keys()


def with_session(before: Known, sessions: Sessions | None, at: Span, told: str) -> Known:
    """What a clause may take over, with the day of the report where nothing before it named a time.

    ``told``: the words of the clause.
    """
    day = sessions.at(at) if sessions is not None else None
    if day is None or sessions is None or "period" in before.slots:
        return before
    if sessions.morning and "半日" not in told:
        return before
    return replace(before, slots={**before.slots, "period": day}, span=before.span or day.span)


def with_closing_day(
    parts: Mapping[str, Slot], sessions: Sessions | None, at: Span, sentence: str
) -> Mapping[str, Slot]:
    """The parts of a closing report (截至收盘，沪指涨0.6%) with the day of the report, where it names none itself."""
    slot = next((_CLOSES[p.cat] for p in parts.values() if isinstance(p, Phrase) and p.cat in _CLOSES), "")
    day = sessions.at(at) if sessions is not None else None
    if day is None or not slot or {"closed", "noon", "period"} & parts.keys():
        return parts
    # A clause that holds the closing words speaks of no other part of the day.
    elsewhere = any(word in sentence for word in gate_words("other_sessions") if word not in _AT_CLOSE[slot])
    return parts if elsewhere else {**parts, slot: day}


_CLOSES = MappingProxyType({"mkt_close": "closed", "mkt_noon": "noon"})
_AT_CLOSE = MappingProxyType({"closed": frozenset({"截至"}), "noon": frozenset({"截至", "早盘", "午盘"})})
