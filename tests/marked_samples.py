"""The marked sample articles: what a careful reader finds in each, and how to compare it.

The articles are made up for these tests; their companies, people and figures are invented.

``tests/samples/NAME.txt`` is the article, ``NAME.toml`` beside it the reading worked out by hand: every figure in
the article's order (text as written; ``value`` and ``upper`` in base units; ``unit`` a code of ``data/units.toml``;
``direction`` of a change; ``key`` where an investor would miss it; ``also`` for other words the article has for the
same holder), names with their forms, and sentences a native editor would write, which are for people to read.

Periods: ``2025``, ``2025-H1``, ``2025-Q1..Q3``, ``2025-04``, ``2025-01..05``, ``2025-04-28``, ``2025-10-01..08``,
``2021..2023`` and full dates on both sides of ``..``; ``by``, ``since``, ``from`` and ``next`` before one.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from briefing.condense.plan import Plan
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief, Fact, Figure, Lang, Period, Qualifier, Span, Status

SAMPLES = Path(__file__).resolve().parent / "samples"
NAMES = tuple(sorted(path.stem for path in SAMPLES.glob("*.txt")))

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Gold:
    """One figure as it should be read, with its place in the article."""

    figure: Figure
    status: Status
    key: bool
    period: str
    holders: tuple[str, ...]

    @property
    def signature(self) -> tuple[Decimal | None, Decimal | None, str]:
        return self.figure.signature


@cache
def plan_for(name: str) -> Plan:
    return plan_of(facts_of(str(SAMPLES / f"{name}.txt"), settings=Settings()))


@cache
def brief_for(name: str, lang: Lang) -> Brief:
    return brief_of(plan_for(name), lang)


@cache
def sample(name: str) -> dict:
    """The marked reading of a sample as it stands in its file."""
    return tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def marks(name: str) -> tuple[Gold, ...]:
    """The figures of a sample in order. Raises ValueError for one the article does not hold where it should."""
    text = plan_for(name).reading.article.text
    found, at = [], 0
    for row in sample(name)["figures"]:
        start = text.index(row["text"], at)
        at = start + len(row["text"])
        found.append(_gold(row, Span(start, at)))
    return tuple(found)


def _gold(row: dict, span: Span) -> Gold:
    figure = Figure(
        span,
        row["text"],
        Decimal(row["value"]),
        row["unit"],
        upper=Decimal(row["upper"]) if "upper" in row else None,
        qualifier=Qualifier(row["qualifier"]),
        direction=row.get("direction", 0),
    )
    holders = (row["holder"], *row.get("also", ())) if row["holder"] else ()
    return Gold(figure, Status(row["status"]), row["key"], row["period"], holders)


def mark_of(name: str, figure: Figure) -> Gold | None:
    """The mark at the place of a figure the engine states."""
    return next((gold for gold in marks(name) if gold.figure.span.overlaps(figure.span)), None)


def facts_stated(name: str) -> tuple[Fact, ...]:
    """The facts behind the sentences and rows of either brief."""
    plan = plan_for(name)
    told = {span for lang in ("en", "ja") for piece in pieces(brief_for(name, lang)) for span in piece.spans}
    return tuple(fact for fact in plan.reading.facts if fact.span in told)


def pieces(brief: Brief) -> tuple:
    """Everything in a brief that states a figure: statements, then rows."""
    return (brief.headline, *brief.takeaway, *brief.points, *brief.quotes, *brief.rows)


# --- periods -----------------------------------------------------------------

_MONTHS = {"H1": (1, 6), "H2": (7, 12)} | {f"Q{n}": (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)}
_POINT = re.compile(r"(\d{4})(?:-(?:([HQ]\d)|(\d{2})(?:-(\d{2}))?))?")


def interval(words: str) -> Interval | None:
    """First and last day of a marked period; None where it names none (``next 3 years``)."""
    first, _, last = re.sub(r"^(by|since|from) ", "", words).partition("..")
    start = _days(first)
    if start is None or not last:
        return start
    end = _days(last) or _days(first.rpartition("-")[0] + "-" + last)
    return (start[0], end[1]) if end else None


def _days(point: str) -> Interval | None:
    found = _POINT.fullmatch(point)
    if found is None:
        return None
    year, part, month, day = found.groups()
    if day:
        return (date(int(year), int(month), int(day)),) * 2
    return _span_of_months(int(year), *(_MONTHS[part] if part else (int(month),) * 2 if month else (1, 12)))


def _span_of_months(year: int, first: int, last: int) -> Interval:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def read_interval(period: Period, *, year: int) -> Interval | None:
    """The days of a period the engine read, in ``year`` where it has none of its own; None where not comparable."""
    year = period.year or year
    relative = (period.year_ref or period.month_ref or period.day_ref) and not period.resolved
    if relative or period.relation not in ("in", "by", "end_of"):
        return None
    if period.form in ("day", "days") and period.month and period.day:
        return date(year, period.month, period.day), date(year, period.month, period.day_to or period.day)
    if period.form in ("month", "months", "edge") and period.month:
        return _span_of_months(year, period.month, period.month_to or period.month)
    if period.form in ("quarter", "quarters") and period.quarter:
        return _span_of_months(year, 3 * period.quarter - 2, 3 * (period.quarter_to or period.quarter))
    if period.form == "half" and period.half:
        return _span_of_months(year, *_MONTHS[f"H{period.half}"])
    return _span_of_months(year, 1, 12) if period.form == "year" else None


def same_days(marked: Interval, read: Interval) -> bool:
    """Equal, or the last day of it: 截至9月末 is told of September."""
    return marked == read or read == (marked[1], marked[1])
