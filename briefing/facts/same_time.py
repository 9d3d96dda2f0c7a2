"""Times that point back to one just told: 同期, 当月.

同期，对欧盟出口900亿元 is of the time of the figure before it; 当月乘用车出口56万辆 of
the month told last. Where another month stands in between, neither is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.values import Fact, Period, Phrase, Slot

_ANY_TIME = re.compile(r"月|季度|半年|[0-9]年|去年|上年|今年|同期")
_MONTH = re.compile(r"[0-9]月|上月|季度|半年|全年")
# Single-month exports, as their rule writes them (frames/economy.toml).
_OF_A_MONTH = "eco.metric.single_month"


def with_same_time(parts: Mapping[str, Slot], told: Sequence[Fact], text: str) -> Mapping[str, Slot]:
    """The parts of a measure with the time that 同期 or 当月 points back to, where there is just one."""
    before = next((f for f in reversed(told) if isinstance(f.slots.get("period"), Period)), None)
    when = before.slots["period"] if before is not None else None
    if not isinstance(when, Period) or before is None:
        return parts
    period, metric = parts.get("period"), parts.get("metric")
    if isinstance(period, Period) and period.text == "同期":
        between = text[before.span.end : period.span.start]
        return {**parts, "period": when} if not _ANY_TIME.search(between) else parts
    monthly = isinstance(metric, Phrase) and metric.rule == _OF_A_MONTH and period is None
    if monthly and isinstance(metric, Phrase) and when.form == "month" and when.relation in ("", "in"):
        between = text[when.span.end : metric.span.start]
        return parts if _MONTH.search(between) else {**parts, "metric": metric.parts["h"], "period": when}
    return parts
