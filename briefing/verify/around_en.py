"""What stands around a number of an English translation: money, unit, rate, qualifier, rise or fall.

Knows nothing of numbers themselves. Looks only a fixed distance to either side.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.values import Qualifier
from briefing.verify.target_words import codes, pattern

_LOOK_BACK = 60
_MONEY_BACK = 18


@cache
def _before() -> re.Pattern[str]:
    words = pattern("en", "foreign_money_before", "money_before")
    return re.compile(rf"(?<![A-Za-z])(?P<word>{words})\s?$")


@cache
def _after() -> re.Pattern[str]:
    words = pattern("en", "foreign_money_after", "foreign_unit", "money_before", "unit")
    return re.compile(rf"(?:\s?|\s?[-–]\s?|\s+(?:of|in)\s+|\s?\()(?P<word>{words})(?![A-Za-z\d])")


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rf"\)?\s?(?:per|a|an|each|every|/)\s?(?P<per>{pattern('en', 'per')})(?![A-Za-z])")


@cache
def _known() -> dict[str, str]:
    named = codes("en", "money_before") | codes("en", "unit")
    return named | codes("en", "foreign_unit") | codes("en", "foreign_money_after")


@cache
def _known_before() -> dict[str, str]:
    return codes("en", "money_before") | codes("en", "foreign_money_before")


def names_money(text: str) -> bool:
    """Whether a currency is named anywhere in the text."""
    return _money_word().search(text) is not None


@cache
def _money_word() -> re.Pattern[str]:
    words = pattern("en", "foreign_money_after", "money_before")
    return re.compile(rf"(?<![A-Za-z])(?:(?i:{words}))(?![A-Za-z])")


def money_before(text: str, start: int) -> tuple[int, str]:
    """Where a currency right before ``start`` begins, and its code; empty where there is none."""
    found = _before().search(text[max(0, start - _MONEY_BACK) : start])
    if found is None:
        return start, ""
    return start - len(found.group()), _known_before()[found["word"]]


def unit_after(text: str, end: int) -> tuple[int, str]:
    """Where the unit right after ``end`` ends, and its code, of a rate both codes; ``count`` before a noun."""
    found = _after().match(text, end)
    code = ""
    if found is not None:
        end, code = found.end(), _known()[found["word"]]
    rate = _rate().match(text, end)
    if rate is not None:
        return rate.end(), f"{code or 'count'}/{codes('en', 'per')[rate['per']]}"
    if not code and re.compile(r"[-\s][a-z]").match(text, end) and not _FUNCTION.match(text, end):
        return end, "count"
    return end, code


_FUNCTION = re.compile(
    r"\s(?:in|of|to|from|and|or|at|by|for|on|with|up|down|year|month|quarter|compared|against|than|were|was|is|are|"
    r"had|have|has|as|a|an|the|per|respectively|while|which|but|after|before|since|it|he|she|they|this|last|more|less)\b"
)


@cache
def _qualifiers() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?P<word>(?i:{pattern('en', 'qualifier', 'foreign_qualifier')}))\s*$")


_QUALIFIER_AFTER = re.compile(
    r"\s?(?P<plus>\+|-?plus\b)|,?\s(?:or|and)\s(?P<word>more|above|over|so|thereabouts|less|below|under|higher|fewer)\b(?!\s(?:than|[\d$€£¥]))"
)
_AFTER_WORDS = {"so": Qualifier.ABOUT, "thereabouts": Qualifier.ABOUT}
_AFTER_WORDS |= dict.fromkeys(("less", "below", "under", "fewer"), Qualifier.AT_MOST)


_NOT = re.compile(r"(?:\bnot?|\bnever|n['’]t)(?:\s[a-z]+){0,2}\s$")
_NEGATED = {Qualifier.OVER: Qualifier.AT_MOST, Qualifier.AT_MOST: Qualifier.AT_LEAST}


def qualifier(text: str, start: int, end: int) -> Qualifier:
    """What is said right before or after the number about how exact it is."""
    after = _QUALIFIER_AFTER.match(text, end)
    if after:
        return Qualifier.OVER if after["plus"] else _AFTER_WORDS.get(after["word"], Qualifier.AT_LEAST)
    before = _qualifiers().search(text[max(0, start - 30) : start])
    if before is None:
        return Qualifier.EXACT
    known = codes("en", "qualifier") | codes("en", "foreign_qualifier")
    said = Qualifier(known[before["word"].lower()])
    if _NOT.search(text[max(0, start - 45) : start - len(before.group())]):
        return _NEGATED.get(said, said)
    return said


@cache
def _moves() -> re.Pattern[str]:
    words = pattern("en", "direction", "foreign_direction")
    soft = pattern("en", "qualifier", "foreign_qualifier")
    return re.compile(
        rf"(?<![A-Za-z-])(?P<word>(?i:{words}))(?:\s[a-z]+ly)?(?:\s(?P<link>by|to|from|of))?"
        rf"(?:\s(?:a|an|the))?(?:\s(?i:{soft}))?\s?$"
    )


_NOUN = re.compile(
    r"\s(?:year-on-year\s|year-over-year\s|annual\s|yearly\s)?(?:"
    r"(?P<up>increase|rise|growth|gain|jump|surge|up|higher)|"
    r"(?P<down>decline|drop|fall|decrease|reduction|contraction|down|lower))\b"
)


def movement(text: str, start: int, end: int) -> tuple[int, str]:
    """+1 or -1 where the number is said to be a rise or a fall, and the word that ties it: by, to, from."""
    before = _moves().search(text[max(0, start - _LOOK_BACK) : start])
    if before:
        known = codes("en", "direction") | codes("en", "foreign_direction")
        return (1 if known[before["word"].lower()] == "up" else -1), before["link"] or ""
    link = re.search(r"\b(by|to|from)\s$", text[max(0, start - 6) : start])
    after = _NOUN.match(text, end)
    if after:
        return (1 if after["up"] else -1), "by"
    return 0, link[1] if link else ""
