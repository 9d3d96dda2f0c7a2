"""Which amounts of a brief may stand in one chart: the same kind, the same unit, comparable.

Decided by what the rows measure, never by their words in the target language,
so that both languages show the same chart. Three amounts make a chart:

- of one holder in one period (revenue, profit, spending of 2023),
- of one metric in one period, by holder,
- of one metric and holder, over periods of the same form, or
- agreed sums that need no period, of holders that are known.

Ranges, bounds from above, classes, changes and amounts whose period or holder
is left to the source are no bars. Knows nothing of Word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from briefing.errors import DataError
from briefing.translate.amounts_en import not_reached
from briefing.translate.unit_words import unit_words
from briefing.values import Measure, Period, Qualifier, Row, Span

LEAST, MOST = 3, 8
# Beyond this the shortest bar is a hairline: at 50 times it is about two millimetres.
WIDEST_RATIO = 50
Layout = Literal["metrics", "holders", "periods", "sums"]
_BARS = frozenset({Qualifier.EXACT, Qualifier.ABOUT, Qualifier.OVER, Qualifier.NEARLY, Qualifier.AT_LEAST})


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of amount."""

    name: str
    unit: Literal["money", "percent", "same"]
    has: re.Pattern[str]
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class Comparable:
    """The rows of a chart in the order of the table, and what they share. ``left_out``: those too far apart."""

    rows: tuple[Row, ...]
    layout: Layout
    left_out: tuple[Row, ...] = ()


@cache
def chart_data() -> Mapping[str, Any]:
    """``data/chart.toml``. Raises DataError where it cannot be read."""
    try:
        return tomllib.loads(resources.files("briefing").joinpath("data/chart.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"chart.toml cannot be read: {error}") from error


@cache
def _families() -> tuple[Family, ...]:
    return tuple(
        Family(table["name"], table["unit"], re.compile(table["has"]), table.get("timeless", False))
        for table in chart_data()["family"]
    )


@cache
def _never() -> re.Pattern[str]:
    return re.compile(chart_data()["never"])


def comparable(rows: Sequence[Row]) -> Comparable | None:
    """The largest set of rows that may be compared; of equal ones the first. None where no three can."""
    bars = [(row, row.measure, family) for row in rows if row.measure and (family := _family(row.measure))]
    found: list[Comparable] = []
    for layout, key in _LAYOUTS.items():
        groups: dict[Hashable, list[Row]] = {}
        for row, measure, family in bars:
            shared = key(measure, family)
            if shared is not None:
                groups.setdefault((family.name, measure.figure.unit, measure.figure.counter, shared), []).append(row)
        found += [chosen for held in groups.values() if (chosen := _readable(held, layout))]
    return max(found, key=lambda chosen: len(chosen.rows), default=None)


def _family(measure: Measure) -> Family | None:
    """The kind of an amount that may be a bar."""
    figure = measure.figure
    plain = figure.value is not None and figure.value > 0 and figure.upper is None and not figure.multiple
    if not plain or figure.qualifier not in _BARS or not_reached(figure) or _never().search(measure.metric):
        return None
    return next((f for f in _families() if f.has.search(measure.metric) and _unit_fits(f, figure.unit)), None)


def _unit_fits(family: Family, unit: str) -> bool:
    money = unit in unit_words().money
    if family.unit == "money":
        return money
    if family.unit == "percent":
        return unit == "percent"
    return bool(unit) and not money and "/" not in unit and unit not in ("percent", "pp", "bp", "times")


# --- what the rows of a chart share; None where a row cannot be in such a chart ------


def _metrics(measure: Measure, family: Family) -> Hashable:
    if family.unit == "same" or not measure.holder or measure.period is None:
        return None
    return measure.holder, _when(measure.period)


def _holders(measure: Measure, family: Family) -> Hashable:
    if not measure.holder or (measure.period is None and not family.timeless):
        return None
    return measure.metric, _when(measure.period)


def _periods(measure: Measure, family: Family) -> Hashable:
    if not measure.holder or measure.period is None:
        return None
    return measure.metric, measure.holder, measure.period.form, measure.period.relation


def _sums(measure: Measure, family: Family) -> Hashable:
    return "sums" if family.timeless and measure.holder and measure.period is None else None


_LAYOUTS: Mapping[Layout, Callable[[Measure, Family], Hashable]] = {
    "metrics": _metrics,
    "holders": _holders,
    "periods": _periods,
    "sums": _sums,
}


def _when(period: Period | None) -> Period | None:
    """The period without the words that say it."""
    return None if period is None else period.at(span=Span(0, 0), text="")


# --- what can be read ------------------------------------------------------------


def _readable(rows: Sequence[Row], layout: Layout) -> Comparable | None:
    """Rows that differ from each other and are of a size, at most ``MOST``; None where fewer than ``LEAST`` are."""
    held = _different(rows)
    kept = _of_a_size(held)[:MOST]
    if len(kept) < LEAST:
        return None
    return Comparable(tuple(kept), layout, tuple(row for row in held if row not in kept))


def _different(rows: Iterable[Row]) -> list[Row]:
    """No amount twice: 一季度 in headline and text is one bar. Two amounts of the same thing are in doubt: no bar."""
    by_thing: dict[Hashable, list[Row]] = {}
    for row in rows:
        measure = row.measure
        if measure is not None:
            by_thing.setdefault((measure.metric, measure.holder, _when(measure.period)), []).append(row)
    kept: dict[Hashable, Row] = {}
    for same in by_thing.values():
        values = {(m.figure.signature, m.holder, _when(m.period)) for row in same if (m := row.measure)}
        if len(values) == 1:
            kept.setdefault(values.pop(), same[0])
    return list(kept.values())


def _of_a_size(rows: Sequence[Row]) -> list[Row]:
    """The most rows no two of which are further apart than can be drawn, the largest where there are several."""
    sized = sorted(((row.measure.figure.value or 0, row) for row in rows if row.measure), key=lambda pair: pair[0])
    best: list[Row] = []
    for most, _ in sized:
        window = [row for value, row in sized if value <= most and value * WIDEST_RATIO >= most]
        best = window if len(window) >= len(best) else best
    return [row for row in rows if row in best]
