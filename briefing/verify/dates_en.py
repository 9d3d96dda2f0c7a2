"""Days, months, quarters, weekdays and clock times of an English translation, in any usual form.

2 July, July 2nd, 7/2, 2020-07-02, the 27th, Q3, third-quarter, H1, 9 a.m.,
15:30, 1530 hours. Knows nothing of the source; bare years are left to the
numbers of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.verify.mentions import Said, SaidDate

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_OF = {name: number + 1 for number, name in enumerate(_NAMES)}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|"
    r"MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)\.?"
)
_DAY = r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)?(?![\d%])(?![.,]\d)"
_JOIN = r"\s?(?:-|–|—|~|to|and|until|through|,|or|till)\s?(?:the\s)?"
_AFTER = re.compile(
    rf"(?:\s|-)?(?:the\s)?(?P<days>{_DAY}(?:{_JOIN}{_DAY})*)?(?:,?\s?(?:of\s)?(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_BEFORE = re.compile(rf"(?<![\d.,])(?P<days>{_DAY}(?:{_JOIN}{_DAY})*)(?:\s|-)(?:of\s)?(?:this\s)?$")
_MONTHS = re.compile(rf"\b{_MONTH}(?![a-z])")
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>1[0-2]|0[1-9]|[1-9](?=[-/.]\d))(?:[-/.](?P<day>3[01]|[12]\d|0?[1-9]))?(?!\d)"
)
_SLASH = re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>(?:19|20)?\d\d))?(?![\d/])")
_QUARTERS = re.compile(
    r"\b(?:Q(?P<q>[1-4])(?:FY\d\d)?|(?P<n>[1-4])Q(?:(?:FY)?['’]?(?:20)?\d\d)?|(?P<word>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
    r"(?=(?:(?:,|\sand|\sto|,\sand)\s(?:the\s)?(?:first|second|third|fourth))*(?:\sfiscal)?[\s-]quarters?\b)(?:(?:\sfiscal)?[\s-]quarters?)?)\b",
    re.I,
)
_HALVES = re.compile(
    r"\b(?:H(?P<h>[12])|(?P<n>[12])H(?:(?:20)?\d\d)?|(?P<word>first|second|latter|1st|2nd|last)(?:\s|-)?half)\b", re.I
)
_SIX_MONTHS = re.compile(r"\b(?P<word>first|last|second) (?:six|6) months\b", re.I)
_RANK = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "latter": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_CLOCK = re.compile(
    r"(?<![\d.,])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::\d\d)?\s?(?P<half>[ap])\.?\s?m\b\.?|"
    r"(?<![\d.,])(?P<hour24>\d{1,2})[:h](?P<minute24>\d\d)(?!\d)|(?<!\d)(?P<hour4>[012]\d)(?P<minute4>[0-5]\d)\shours|"
    r"(?<![\d.,])(?P<clock>\d{1,2})\so'?clock",
    re.I,
)
_FROM = re.compile(r"(?P<hour>1[0-2]|[1-9])(?::(?P<minute>\d\d))?\s?(?:-|–|to|and|until)\s?$")
_WEEKDAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}


def read_dates(text: str, said: Said) -> Said:
    """``said`` completed by the dates of ``text``."""
    lower = text.lower()
    return replace(
        said,
        dates=tuple(sorted({*_named(text), *_numeric(text)}, key=lambda date: date.start)),
        quarters=frozenset(_quarters(text)),
        halves=frozenset(_halves(text)),
        clocks=frozenset(_clocks(text))
        if any(c in lower for c in ("m", ":", "clock", "hours", "noon"))
        else frozenset(),
        weekdays=frozenset(number for name, number in _WEEKDAYS.items() if name in lower),
    )


def _named(text: str) -> Iterator[SaidDate]:
    last = 0
    for match in _MONTHS.finditer(text):
        month = _MONTH_OF[match["month"][:3].lower()]
        before = _BEFORE.search(text[max(last, match.start() - 24) : match.start()])
        after = _AFTER.match(text, match.end())
        days = (before["days"] if before else "") or (after["days"] if after else "") or ""
        year = int(after["year"]) if after and after["year"] else None
        numbers = tuple(int(n) for n in re.findall(r"\d+", days))
        end = after.end() if after else match.end()
        start = match.start() - (len(before.group()) if before else 0)
        yield SaidDate(start, end, text[start:end], year, month, numbers)
        last = end if after and after["days"] else match.end()


def _numeric(text: str) -> Iterator[SaidDate]:
    for match in _ISO.finditer(text):
        days = (int(match["day"]),) if match["day"] else ()
        yield SaidDate(*match.span(), match.group(), int(match["year"]), int(match["month"]), days)
    if "/" in text:
        for match in _SLASH.finditer(text):
            first, second = int(match["first"]), int(match["second"])
            for month, day in {(first, second), (second, first)}:
                if 1 <= month <= 12 and 1 <= day <= 31:
                    yield SaidDate(*match.span(), match.group(), None, month, (day,))


def _quarters(text: str) -> Iterator[int]:
    for match in _QUARTERS.finditer(text):
        word = (match["word"] or "").lower()
        yield int(match["q"] or match["n"] or _RANK.get(word, 4))


def _halves(text: str) -> Iterator[int]:
    for pattern in (_HALVES, _SIX_MONTHS):
        for match in pattern.finditer(text):
            got = match.groupdict()
            yield int(got.get("h") or got.get("n") or _RANK.get(got["word"].lower(), 2))


def _clocks(text: str) -> Iterator[tuple[int, int]]:
    """Each time twice where it may be before or after noon."""
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"] or match["hour24"] or match["hour4"] or match["clock"])
        minute = int(match["minute"] or match["minute24"] or match["minute4"] or 0)
        if match["half"] and match["half"].lower() == "p" and hour < 12:
            hour += 12
        elif match["half"] and match["half"].lower() == "a" and hour == 12:
            hour = 0
        yield hour, minute
        earlier = _FROM.search(text[max(0, match.start() - 24) : match.start()])
        if earlier and match["half"]:  # 2 to 4 p.m.
            yield (int(earlier["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0), int(earlier["minute"] or 0))
        if not match["half"]:
            yield (hour + 12) % 24, minute
    lower = text.lower()
    if "noon" in lower or "midday" in lower:
        yield 12, 0
    if "midnight" in lower:
        yield from ((0, 0), (24, 0))
