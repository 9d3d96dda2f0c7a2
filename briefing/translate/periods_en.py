"""Periods in English, British day-month order: on 19 November 2020, in the first seven months of 2016.

A period is first named (its bare name and the preposition that goes with it),
then tied to the sentence by its relation: as of, by the end of, since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from briefing.translate import period_words as words
from briefing.values import Period

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ORDINAL = ("", "first", "second", "third", "fourth")
_COUNT = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_EDGE = {"start": "the start", "mid": "the middle", "end": "the end"}
_THIRDS = {1: "early", 2: "mid-", 3: "late"}


@dataclass(frozen=True, slots=True)
class Named:
    """A period's bare name, its preposition ("" for last year, yesterday), and its form before a noun."""

    name: str
    prep: str = "in"
    adjective: str = ""


def write(period: Period, *, place: Literal["in", "bare", "adjective", "table"] = "in") -> str:
    """The period in English, or "" where it has no words."""
    if period.form == "moment":
        said = words.moment(period.name or period.text, "en")
        return said[:1].upper() + said[1:] if place == "table" else said
    named = _WRITERS[period.form](period)
    if not named.name:
        return ""
    if place == "bare":
        return named.name
    if place == "adjective":
        return _before_noun(period, named)
    if place == "table" and period.relation == "in" and period.form != "span":
        said = named.name.removeprefix("the ")
    else:
        said = _tied(period, named)
    return said[:1].upper() + said[1:] if place == "table" else said


def _before_noun(period: Period, named: Named) -> str:
    """Third-quarter, third-quarter 2019, last year's third-quarter: the year is never lost."""
    if not named.adjective:
        return named.name.removeprefix("the ")
    if period.form == "years" or (period.year is None and period.year_ref is None):
        return named.adjective
    year = _year_name(period)
    return f"{named.adjective} {year}" if period.year is not None else f"{year}'s {named.adjective}"


def _tied(period: Period, named: Named) -> str:
    name = named.name
    if period.relation == "by":
        day = period.day is not None or period.day_ref is not None
        return f"as of {name}" if day and not period.edge else f"by {name}"
    if period.relation == "since" and name == "this year":
        return "so far this year"
    if period.relation in ("before", "after", "since", "from", "until"):
        return f"{period.relation} {name}"
    if period.relation in ("end_of", "start_of", "mid"):
        edge = {"end_of": "at the end of", "start_of": "at the start of", "mid": "in the middle of"}[period.relation]
        return f"{edge} {name}"
    return f"{named.prep} {name}".strip()


def _year_name(period: Period) -> str:
    if period.year is not None:
        return str(period.year)
    if period.year_ref is None:
        return ""
    return words.year_before(period, "en") or words.relative("year", period.year_ref, "en")


def _of_year(period: Period, *, link: str = " of ") -> str | None:
    """of 2019, of last year, or nothing; None where the year has no words."""
    if period.year is None and period.year_ref is None:
        return ""
    name = _year_name(period)
    return f"{link}{name}" if name else None


def _with_year(period: Period, head: str, prep: str, *, link: str = " of ", adjective: str = "") -> Named:
    tail = _of_year(period, link=link)
    return Named("") if tail is None else Named(head + tail, prep, adjective)


def _year(period: Period) -> Named:
    if period.year is not None:
        return Named(str(period.year))
    if words.is_year_earlier(period):
        return Named("a year earlier", "", "year-earlier")
    if period.year_ref is not None:
        return Named(_year_name(period), "")
    return Named("the full year", "in", "full-year")


def _half(period: Period) -> Named:
    if period.half not in (1, 2):
        return Named("")
    half = _ORDINAL[period.half]
    return _with_year(period, f"the {half} half", "in", adjective=f"{half}-half")


def _quarter(period: Period) -> Named:
    if period.quarter not in (1, 2, 3, 4):
        return Named("")
    quarter = _ORDINAL[period.quarter]
    return _with_year(period, f"the {quarter} quarter", "in", adjective=f"{quarter}-quarter")


def _quarters(period: Period) -> Named:
    first, last = period.quarter or 1, period.quarter_to
    if last not in (1, 2, 3, 4):
        return Named("")
    if first == 1:
        return _with_year(period, f"the first {_COUNT[last]} quarters", "in")
    return _with_year(period, f"the {_ORDINAL[first]} to {_ORDINAL[last]} quarters", "in")


def _month(period: Period) -> Named:
    if period.month is None:
        name = "" if period.month_ref is None else words.relative("month", period.month_ref, "en")
        return Named(name, "")
    return _with_year(period, _month_name(period.month), "in", link=" ")


def _months(period: Period) -> Named:
    first, last = period.month or 1, period.month_to
    if last is None:
        return Named("")
    if first == 1 and "前" in period.text:
        count = _COUNT[last] if last < len(_COUNT) else str(last)
        return _with_year(period, f"the first {count} months", "in")
    joint = f"{_month_name(first)}–{_month_name(last)}"
    return _with_year(period, joint, "in", link=" ")


def _ten_days(period: Period) -> Named:
    part = _THIRDS.get(period.part or 0, "")
    if not part or (period.month is None and period.month_ref is None):
        return Named("")
    if period.month is None:
        ref = words.relative("month", period.month_ref or 0, "en")
        whole = {"early": "the first third", "mid-": "the middle", "late": "the last third"}[part]
        return Named(f"{whole} of {ref}") if ref else Named("")
    glue = "" if part.endswith("-") else " "
    return _with_year(period, f"{part}{glue}{_month_name(period.month)}", "in", link=" ")


def _day(period: Period) -> Named:
    if period.day is None:
        if period.day_ref is not None:
            return Named(words.relative("day", period.day_ref, "en"), "")
        day = words.day_of_week(period.text, "en")
        return Named(day, "on" if day == words.weekday(period.text, "en") else "")
    if period.month is None:
        if period.month_ref is None:
            return Named(_clock(period) + f"the {_ordinal(period.day)}", "on")
        ref = words.relative("month", period.month_ref, "en")
        return Named(f"the {_ordinal(period.day)} of {ref}" if ref else "", "on")
    named = _with_year(period, f"{period.day} {_month_name(period.month)}", "on", link=" ")
    clock = _clock(period)
    return Named(f"{clock}{named.name}", "at") if clock and named.name else named


def _clock(period: Period) -> str:
    """The time of day as the text counts it: 3 p.m. on … where it says 下午3时, 15:30 on … else."""
    if period.hour is None:
        return ""
    minute = f":{period.minute:02d}" if period.minute else ""
    if any(word in period.text for word in ("下午", "晚", "傍晚")) and period.hour != 12:
        return f"{period.hour % 12}{minute} p.m. on "
    if any(word in period.text for word in ("上午", "早", "凌晨")) and period.hour < 12:
        return f"{period.hour}{minute} a.m. on "
    return f"{period.hour}:{period.minute or 0:02d} on "


def _days(period: Period) -> Named:
    if period.day is None or period.day_to is None:
        return Named("")
    if period.month is None:
        return Named(f"the {_ordinal(period.day)} to the {_ordinal(period.day_to)}", "from")
    if period.month_to is None or period.month_to == period.month:
        span = f"{period.day} to {period.day_to} {_month_name(period.month)}"
        return _with_year(period, span, "from", link=" ")
    first = f"{period.day} {_month_name(period.month)}"
    return _with_year(period, f"{first} to {period.day_to} {_month_name(period.month_to)}", "from", link=" ")


def _years(period: Period) -> Named:
    if period.year is None or period.year_to is None:
        return Named("")
    return Named(f"{period.year} to {period.year_to}", "from", f"{period.year}–{period.year_to}")


def _past(period: Period) -> Named:
    return _stretch(period, "past")


def _next(period: Period) -> Named:
    return _stretch(period, "next")


def _span(period: Period) -> Named:
    """Over one year: how long it took, without saying when."""
    unit = words.unit(period.unit or "year")
    if unit is None or period.count is None:
        return Named("")
    count = _COUNT[period.count] if period.count < len(_COUNT) else f"{period.count:,}"
    return Named(f"{count} {unit['en'] if period.count == 1 else unit['en_pl']}", "over")


def _season(period: Period) -> Named:
    season = words.season(period.name, "en")
    if not season:
        return Named("")
    preposition = words.season_preposition(period.name)
    if period.year is None and period.year_ref is None:
        return Named(season, preposition)
    return _with_year(period, season if season.startswith("the ") else f"the {season}", preposition)


def _stretch(period: Period, which: str) -> Named:
    unit = words.unit(period.unit or "year")
    if unit is None:
        return Named("")
    if period.count is None:
        return Named(f"the {which} few {unit['en_pl']}", "over")
    if period.count == 1:
        return Named(f"the {which} {unit['en']}", "over")
    count = _COUNT[period.count] if period.count < len(_COUNT) else f"{period.count:,}"
    return Named(f"the {which} {count} {unit['en_pl']}", "over")


def _edge(period: Period) -> Named:
    if period.edge not in _EDGE:
        return Named("")
    of = words.edge_of(period)
    if of == "month":
        whole = "the month" if period.month is None and period.month_ref is None else _month(period).name
    elif of == "quarter":
        whole = "the quarter" if period.quarter is None else _quarter(period).name
    elif of == "week":
        whole = "the week"
    else:
        whole = _year_name(period)
        if not whole:
            whole = "" if period.year_ref is not None else "the year"
    prep = "in" if period.edge == "mid" else "at"
    return Named(f"{_EDGE[period.edge]} of {whole}" if whole else "", prep)


def _fiscal(period: Period) -> Named:
    if period.quarter is not None or period.half is not None:
        return _fiscal_part(period)
    if period.month is not None and period.year is not None:
        return Named(f"the year to {_month_name(period.month)} {period.year}")
    if period.year is not None:
        return Named(f"the {period.year} financial year")
    return Named(words.relative("fiscal", period.year_ref or 0, "en"))


def _fiscal_part(period: Period) -> Named:
    """A quarter or half counted in a company's own year."""
    kind, number = ("quarter", period.quarter) if period.quarter is not None else ("half", period.half)
    if number not in (1, 2, 3, 4):
        return Named("")
    if period.year is not None:
        return Named(f"the {_ORDINAL[number]} {kind} of the {period.year} financial year")
    return Named(f"the {_ORDINAL[number]} fiscal {kind}") if period.year_ref is None else Named("")


def _decade(period: Period) -> Named:
    if period.year is not None and period.year % 10 == 0 and "年代" in (period.name or period.text):
        return Named(f"the {period.year}s")
    return Named(words.decade(period.name or period.text, "en"), "during")


def _days_range(period: Period) -> Named:
    start, end = period.start, period.end
    if start is None or end is None:
        return Named("")
    if period.day is not None:
        names = [f"{d.day} {_month_name(d.month)} {d.year}" for d in (start, end)]
    elif period.month is not None:
        names = [f"{_month_name(d.month)} {d.year}" for d in (start, end)]
    else:
        names = [str(d.year) for d in (start, end)]
    return Named(" to ".join(names), "from")


def _month_name(month: int) -> str:
    return MONTHS[month - 1]


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_WRITERS: dict[str, Callable[[Period], Named]] = {
    "year": _year,
    "half": _half,
    "quarter": _quarter,
    "quarters": _quarters,
    "month": _month,
    "months": _months,
    "ten_days": _ten_days,
    "day": _day,
    "days": _days,
    "years": _years,
    "past": _past,
    "next": _next,
    "span": _span,
    "season": _season,
    "edge": _edge,
    "fiscal": _fiscal,
    "decade": _decade,
    "days_range": _days_range,
}
