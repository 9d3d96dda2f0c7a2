"""The trading day a report of the markets is of: 周四(9月25日)，A股三大指数….

A closing report names its day once. What it then tells of an index, a turnover
or a flow without a time of its own is of that day, except beside words of
another one (隔夜, 全周, 年内) and of markets in other hours (美股).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.facts.context import Known
from briefing.facts.gates import gate_words
from briefing.facts.lattice import Lattice
from briefing.values import Fact, Period, Phrase, Slot, Span

# The day stands at the head of one of the first sentences, at most after its weekday.
_OPENING, _HEAD = 4, 7
_MEASURED = frozenset({"index", "money"})


def session_of(lattices: Sequence[Lattice]) -> Period | None:
    """The day a report of the markets opens with; None where it is no such report."""
    for grid in lattices[:_OPENING]:
        for period in grid.periods:
            start, end = grid.folded_range(period.span)
            alone = grid.text[end : end + 2].lstrip(")").startswith("，")
            if period.form == "day" and start <= _HEAD and alone and _trades(grid.text):
                return period
    return None


def _trades(text: str) -> bool:
    return any(word in text for word in gate_words("trading"))


def of_that_day(metric: Slot | None, sentence: str) -> bool:
    """Whether a measure is of a market that the report is about, in a sentence that speaks of no other time."""
    if not isinstance(metric, Phrase) or metric.attrs.get("holder") != "market":
        return False
    return metric.attrs.get("dim") in _MEASURED and not any(
        word in sentence.replace("截至收盘", "") for word in gate_words("other_sessions")
    )


def is_price_beside_a_year(fact: Fact) -> bool:
    """股价年内累计上涨47%，报18.6元: the rise is the year's, the price the day's; one sentence has no time for both."""
    metric, period = fact.slots.get("metric"), fact.slots.get("period")
    priced = isinstance(metric, Phrase) and metric.attrs.get("dim") == "price"
    within = isinstance(period, Period) and period.name == "年内"
    return priced and within and {"value", "change"} <= fact.slots.keys()


def with_session(before: Known, day: Period | None, at: Span) -> Known:
    """What a clause may take over, with the day of the report where nothing before it named a time."""
    if day is None or "period" in before.slots or day.span.start > at.start:
        return before
    return replace(before, slots={**before.slots, "period": day}, span=before.span or day.span)


def with_closing_day(parts: Mapping[str, Slot], day: Period | None, at: Span, sentence: str) -> Mapping[str, Slot]:
    """The parts of a closing report (截至收盘，沪指涨0.6%) with the day of the report, where it names none itself."""
    at_close = any(isinstance(part, Phrase) and part.cat == _CLOSE for part in parts.values())
    if day is None or not at_close or {"closed", "period"} & parts.keys() or day.span.start > at.start:
        return parts
    # A clause that holds the closing words speaks of no other part of the day.
    elsewhere = any(word in sentence for word in gate_words("other_sessions") if word not in _AT_CLOSE)
    return parts if elsewhere else {**parts, "closed": day}


_CLOSE = "mkt_close"
_AT_CLOSE = frozenset({"截至"})
