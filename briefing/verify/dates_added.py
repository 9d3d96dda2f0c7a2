"""Days of a month in a translation that its source has nowhere.

A day with another month, or another day of the month, beside the right date of
the same text is found here: every date of the source may be said, and one of
them twice in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.values import Period
from briefing.verify.mentions import Said, SaidDate


def unsupported(said: Said, periods: Sequence[Period]) -> Iterator[tuple[SaidDate, Period | None]]:
    """Each day of a month that the source has nowhere, with the source's date it stands for, if one shares a part."""
    days = [(month, day, period) for period in periods for month, day in _days_of(period)]
    bare = {day for month, day, _ in days if month is None}
    for date_ in said.dates:
        if date_.month is None or len(date_.days) != 1 or "/" in date_.text or date_.days[0] in bare:
            continue
        day = date_.days[0]
        if any((month, number) == (date_.month, day) for month, number, _ in days) or _inside(
            date_.month, day, periods
        ):
            continue
        alike = [p for month, number, p in days if month == date_.month or (number == day and month is not None)]
        place = date_.start / max(1, len(said.text))
        yield date_, min(alike, key=lambda p: abs(p.span.start - place * _last_end(periods)), default=None)


def _last_end(periods: Sequence[Period]) -> int:
    return max((period.span.end for period in periods), default=0)


def _days_of(period: Period) -> list[tuple[int | None, int]]:
    days = [(period.month, period.day), (period.month_to or period.month, period.day_to)]
    days += [(day.month, day.day) for day in (period.start, period.end) if day]
    return [(month, day) for month, day in days if day]


def _inside(month: int, day: int, periods: Sequence[Period]) -> bool:
    """Whether the source gives the month and the day apart: 10月，1日."""
    return any(p.day == day and p.month is None for p in periods) and any(p.month == month for p in periods)
