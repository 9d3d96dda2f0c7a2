"""Forecasts year by year: 预计2025年增长1.6%；2025年底失业率为4.5%；2026年通胀率为2.6% foresees all three.

A time as far ahead as the one just foreseen, told without a modal of its own, shares the forecast; an earlier one
(2024年为4.1%) or a part of a year may be what came about, and stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.values import Fact, Period, Slot, Status

# Whole years and their ends; of a quarter of the same year nobody knows whether it is gone.
_WHOLE = frozenset({"year", "fiscal", "edge"})


def as_far_ahead(period: Slot | None, foreseen: Slot | None) -> bool:
    """Whether a time is that of a forecast just told, or later."""
    if not isinstance(period, Period) or not isinstance(foreseen, Period) or period.form not in _WHOLE:
        return False
    if period.year is not None and foreseen.year is not None:
        return period.year >= foreseen.year
    if period.year_ref is None or foreseen.year_ref is None:
        return False
    return period.year_ref >= max(foreseen.year_ref, 0)


def foreseen_too(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """A measure with a time as far ahead as what its sentence has foreseen: a line of the table, as a forecast."""
    settled = fact.status is not Status.ACTUAL or "metric" not in fact.slots or "period" in fact.inherited
    told = [f for f in facts if f.sentence == fact.sentence and f.status is Status.FORECAST and f.span < fact.span]
    if settled or not told or not as_far_ahead(fact.slots.get("period"), told[-1].slots.get("period")):
        return fact
    return replace(fact, status=Status.FORECAST, whole=False)
