"""Whether quarters are surely those of the calendar's year.

Owns the judgement of one article: its words and the companies it names. Knows
nothing of clauses, and of periods only the quarters.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from briefing.lexicon.terms import Lexicon
from briefing.values import CALENDAR, Period


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files("briefing").joinpath("data", "own_years.toml").read_text(encoding="utf-8"))


def of_calendar(period: Period, text: str, lexicon: Lexicon) -> Period:
    """Quarters from the first on, named so where nothing in the article counts in a year of its own."""
    if period.form != "quarters" or period.name or _counts_its_own(text, lexicon):
        return period
    return period.at(name=CALENDAR)


@lru_cache(maxsize=4)
def _counts_its_own(text: str, lexicon: Lexicon) -> bool:
    if any(word in text for word in _data()["words"]):
        return True
    companies = (match.term for match in lexicon.matches(text) if match.term.cat == "company")
    return any(company.attrs.get("country", "CN") not in _data()["calendar"] for company in companies)
