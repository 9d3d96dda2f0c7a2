"""Dates, media and reporters as Chinese bylines and report openings give them.

Owns the reading of one line; the words are in ``data/furniture.toml``. Knows
nothing of where in the article the line stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.read.draft import flat
from briefing.read.furniture import furniture

_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
    r"(?:[\sT\u3000\-]*(?P<H>\d{1,2})\s*[:：时]\s*(?P<M>\d{2})(?:\s*[:：分]\s*(?P<S>\d{2}))?(?:\.\d+)?)?(?P<z>Z(?!\w))?"
)
_DIGITS = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:(?P<H>[0-2]\d)(?P<M>[0-5]\d)\d\d)?(?P<z>Z)?(?!\d)"
)
_TOKENS = re.compile(r"[\s|｜/·•,，\-—_]+")
_LONGEST = 120
# What may stand in a byline beside what we know: a column's name, a city.
_REST = 14
_CHINA_HOURS = 8


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says of the article; all None where it says nothing."""

    published: datetime | None = None
    has_time: bool = False
    source: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A report's first words; ``month`` and ``day`` lack their year."""

    source: str
    author: str | None
    month: int | None
    day: int | None


def date_in(text: str) -> tuple[datetime, bool] | None:
    """The first full date of ``text``, in China's time, and whether it has a time of day."""
    for match in _DATE.finditer(text):
        if found := _moment(match):
            return found
    return None


def stamp_in(text: str) -> tuple[datetime, bool] | None:
    """As date_in, also for stamps without marks such as 20201120111800."""
    if found := date_in(text):
        return found
    match = _DIGITS.search(text)
    return _moment(match) if match else None


def byline_in(line: str) -> Byline | None:
    """What a byline says, or None where the line is none."""
    rules = furniture()
    if len(line) > _LONGEST or any(mark in line for mark in "。！？"):
        return None
    source, rest = _keyed(line, rules.source_keys)
    author, rest = _keyed(rest, rules.author_keys)
    author = _names(author or "")
    dated = date_in(rest)
    if dated and not source:
        source = _medium_beside(rest)
    rest = _without_known(_DATE.sub(" ", rest), source or "")
    if not (dated or source or author) or len(rest) > (_REST if source or author or (dated and dated[1]) else 0):
        return None
    published, has_time = dated or (None, False)
    return Byline(published=published, has_time=has_time, source=source, author=author)


def reporters_in(line: str) -> Byline | None:
    """Medium and reporters of a line that names nothing else, or None."""
    for pattern in furniture().reporters:
        if match := pattern.fullmatch(line):
            source = _first_medium(match.group("source") or "")
            return Byline(source=source, author=_names(match.group("author")))
    return None


def opening_of(text: str) -> Opening | None:
    """Agency, place and day that open a report, or None."""
    for pattern in furniture().openings:
        match = pattern.match(text)
        if not match:
            continue
        found = match.groupdict()
        month, day = found.get("month"), found.get("day")
        author = found.get("author")
        return Opening(
            source=match.group("source"),
            author=_names(author) if author and not date_in(author) else None,
            month=int(month) if month else None,
            day=int(day) if day else None,
        )
    return None


def is_medium(name: str) -> bool:
    """Whether ``name`` is known as a medium or is formed as such names are."""
    rules = furniture()
    return name in rules.media_names or (2 < len(name) <= 16 and name.endswith(rules.media_endings))


def year_of(opening: Opening, *, first: str, text: str) -> datetime | None:
    """The opening's day with the year that the text itself proves, else None.

    Two proofs count: the fiscal year named as the current one, and a half
    year of the first paragraph that holds the day and is the latest year the
    text names.
    """
    if opening.month is None or opening.day is None:
        return None
    rules = furniture()
    if current := rules.fiscal.search(text):
        ends_year, ends_month = int(current.group("year")), int(current.group("month"))
        return _day(ends_year if opening.month <= ends_month else ends_year - 1, opening.month, opening.day)
    half = rules.half.search(first)
    if half is None or (half.group("half") == rules.first_half) != (opening.month <= 6):
        return None
    year = int(half.group("year"))
    latest = max(int(y) for y in re.findall(r"(?<!\d)(20\d\d)年", text))
    return _day(year, opening.month, opening.day) if year == latest else None


def _moment(match: re.Match[str]) -> tuple[datetime, bool] | None:
    part = match.groupdict()
    day = _day(int(part["y"]), int(part["m"]), int(part["d"]))
    if day is None:
        return None
    if part["H"] is None or not (int(part["H"]) < 24 and int(part["M"]) < 60):
        return day, False
    at = day.replace(hour=int(part["H"]), minute=int(part["M"]), second=min(int(part.get("S") or 0), 59))
    return (at + timedelta(hours=_CHINA_HOURS) if part["z"] else at), True


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _keyed(line: str, keys: tuple[str, ...]) -> tuple[str | None, str]:
    """The value after one of ``keys`` and the line without both."""
    for key in keys:
        match = re.search(rf"{re.escape(key)}\s*[:：|｜]\s*([^\s\u3000|｜)）】\]]+)", line)
        if match:
            value = _without_glued(match.group(1))
            return value or None, line[: match.start()] + " " + line[match.start(1) + len(value) :]
    return None, line


def _without_glued(value: str) -> str:
    """``value`` up to the next key that was glued to it (来源:某报作者:某人)."""
    rules = furniture()
    ends = [value.find(word) for word in (*rules.author_keys, *rules.source_keys, *rules.byline_words) if len(word) > 1]
    cut = min((end for end in ends if end > 0), default=len(value))
    dated = _DATE.search(value)
    return value[: min(cut, dated.start() if dated else cut)].strip("　 :：")


def _medium_beside(line: str) -> str | None:
    """A medium's name right before or after the date."""
    match = _DATE.search(line)
    if not match:
        return None
    before = [token for token in _TOKENS.split(line[: match.start()]) if token]
    after = [token for token in _TOKENS.split(line[match.end() :]) if token]
    for token in (*before[-1:], *after[:1]):
        name = re.sub(r"[\[【(（].*$", "", token)
        if is_medium(name):
            return name
    return None


def _first_medium(text: str) -> str | None:
    parts = [part for part in re.split(r"[-—·\s]+", text) if part]
    return next((part for part in parts if is_medium(part)), None)


def _without_known(rest: str, source: str) -> str:
    if source:
        rest = rest.replace(source, " ")
    for word in furniture().byline_words:
        rest = rest.replace(word, "")
    return flat(re.sub(r"[\W\d_A]+", "", rest))


def _names(text: str) -> str | None:
    """Names parted by spaces, without what stands among them but is none; None where nothing is left."""
    parts = [part for part in re.split(r"[\s、,，/]+", text) if part and part not in furniture().no_names]
    return " ".join(parts) or None
