"""Dates, media and reporters as Chinese bylines and report openings give them.

Owns the reading of one line; the words are in ``data/furniture.toml``. Knows
nothing of where in the article the line stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from briefing.read.draft import flat
from briefing.read.furniture import furniture

_DATE = re.compile(
    r"(?:(?<!\d)(?P<y>(?:19|20)\d\d)|民[国國]\s{0,3}(?P<roc>\d{2,3}))"
    r"\s{0,9}(?:年|[-/.])\s{0,9}(?P<m>\d{1,2})\s{0,9}(?:月|[-/.])\s{0,9}(?P<d>\d{1,2})(?!\d)\s{0,9}日?"
    r"(?:[\sT\u3000\-]{0,9}(?:(?:星期|周|週|[（(])[一二三四五六日天期周星]{1,3}[）)]?\s{0,9})?"
    r"(?P<half>上午|下午|中午|晚上|晚|凌晨|早上|AM|PM)?\s{0,9}"
    r"(?P<H>\d{1,2})\s{0,9}[:：时時]\s{0,9}(?P<M>\d{2})(?:\s{0,9}[:：分]\s{0,9}(?P<S>\d{2}))?(?:\.\d{1,9})?分?)?"
    r"(?P<z>Z(?!\w)|\s?(?:UTC|GMT)(?![+\-\w])|[+\-]00:?00)?"
)
# RFC 822 and what JavaScript makes of a date.
_ENGLISH = re.compile(
    r"(?:(?P<d>\d{1,2})\s(?P<mon>[A-Z][a-z]{2})|(?P<mon2>[A-Z][a-z]{2})\s(?P<d2>\d{1,2}))\s(?P<y>20\d\d)"
    r"(?:\s(?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d))?)?(?P<z>\s?(?:UTC|GMT|\+0000)(?![+\-\w]))?"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DIGITS = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:(?P<H>[0-2]\d)(?P<M>[0-5]\d)\d\d)?(?P<z>Z)?(?!\d)"
)
_TOKENS = re.compile(r"[\s|｜/·•,，\-—_]+")
_LONGEST = 120
# What may stand in a byline beside what we know: a column's name, a city.
_REST = 14
_CHINA_HOURS = 8
# The years of the Republic, as they are counted in Taiwan.
_REPUBLIC = 1911
_HAN = "\u3400-\u9fff"
# 记者 and names with nothing between, to the line's end or 台北報導.
_REPORTER = re.compile(
    rf"(?:记者|記者)\s{{0,2}}(?P<names>[{_HAN}]{{2,4}}(?:[、\s][{_HAN}]{{2,4}}){{0,3}})\s{{0,3}}(?:[／/]\s{{0,3}}[{_HAN}]{{2,6}}(?:報導|報道|报道|電|电)|\Z)"
)
_WORD = re.compile(r"[^\s\u3000、,，/|｜;；)）】\]]+")
_ROLE = re.compile(
    r"^(?:本报|本刊|首席|资深|见习|实习|特约|特派)?(?:记者|記者|通讯员|通訊員|实习生|实习记者|摄影|撰文|文)(?=.|$)[:：]?"
)
# Who follows the reporters: 每经编辑, 摄影.
_OTHER_ROLE = re.compile(r"(?:编辑|編輯|责编|校对|实习生|摄影|攝影|审核|制图)\Z")
_PAGE_OF_PAPER = re.compile(r"第?[A-Z]?\d{1,3}版")
# Where a report was written: 广州报道.
_FILED = re.compile(rf"[{_HAN}]{{2,3}}(?:综合)?(?:报道|報道|報導)")
_WEEKDAY = re.compile(r"(?:星期|周|週)[一二三四五六日天]")
_PERSON = re.compile(r"[\u3400-\u9fff·]{2,4}|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff·]{1,12}|[A-Za-z][A-Za-z .'\-]{2,30}")


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
    match = _DIGITS.search(text) or _ENGLISH.search(text)
    return _moment(match) if match else None


def byline_in(line: str) -> Byline | None:
    """What a byline says, or None where the line is none."""
    rules = furniture()
    if len(line) > _LONGEST or any(mark in line for mark in "。！？"):
        return None
    source, rest = _keyed(line, rules.source_keys)
    author, rest = _signed(rest)
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
        match = pattern.match(text, _after_slug(text))
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


def _after_slug(text: str) -> int:
    """Where a report begins behind its headline in 【】, as flashes of news have it."""
    slug = re.match(r"【[^】]{2,80}】\s{0,3}", text)
    return slug.end() if slug else 0


def is_medium(name: str) -> bool:
    """Whether ``name`` is known as a medium or is formed as such names are."""
    rules = furniture()
    if name in rules.media_names:
        return True
    return 2 < len(name) <= 16 and name.endswith(rules.media_endings) and not _FILED.fullmatch(name)


def person_in(text: str) -> str | None:
    """The people that a field for the author names, or None where it names an account, a medium or nobody."""
    for key in furniture().author_keys:
        text = re.sub(rf"^[（(]?{re.escape(key)}\s{{0,3}}[:：|｜]?\s{{0,3}}", "", text)
    parts = [part for part in re.split(r"[、,，/;；|]|\s(?=[\u3400-\u9fff])", text[:80]) if part.strip()]
    names = [part.strip() for part in parts if _PERSON.fullmatch(part.strip()) and not is_medium(part.strip())]
    return _names(" ".join(name for name in names if name.lower() not in furniture().no_names))


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
    year = int(part["y"]) if part.get("y") else int(part["roc"]) + _REPUBLIC
    day = _day(year, _month(part), int(part.get("d") or part.get("d2") or 0))
    if day is None:
        return None
    if part["H"] is None or not (int(part["H"]) < 24 and int(part["M"]) < 60):
        return day, False
    hour = _of_day(int(part["H"]), part.get("half") or "")
    at = day.replace(hour=hour, minute=int(part["M"]), second=min(int(part.get("S") or 0), 59))
    return (at + timedelta(hours=_CHINA_HOURS) if part["z"] else at), True


def _month(part: dict[str, str | None]) -> int:
    name = part.get("mon") or part.get("mon2")
    if name:
        return _MONTHS.index(name) + 1 if name in _MONTHS else 0
    return int(part.get("m") or 0)


def _of_day(hour: int, half: str) -> int:
    """The hour of a clock with twelve hours as one of 24."""
    if half in ("下午", "晚上", "晚", "PM") and hour < 12:
        return hour + 12
    return 0 if hour == 12 and half in ("凌晨", "AM") else hour


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _keyed(line: str, keys: tuple[str, ...]) -> tuple[str | None, str]:
    """The value after one of ``keys`` and the line without both."""
    for key in keys:
        match = re.search(
            rf"(?:{re.escape(key)}\s*[:：]|(?<![{_HAN}]){re.escape(key)}\s*[|｜丨])\s*([^\s\u3000|｜)）】\]]+)", line
        )
        if match:
            value = _without_glued(match.group(1))
            return value or None, line[: match.start()] + " " + line[match.start(1) + len(value) :]
    return None, line


def _signed(line: str) -> tuple[str | None, str]:
    """The people named after a word for the author, with roles among them, and the line without all that."""
    for key in furniture().author_keys:
        match = re.search(rf"(?:{re.escape(key)}\s*[:：]|(?<![{_HAN}]){re.escape(key)}\s*[|｜丨])\s*", line)
        if match is None:
            continue
        names: list[str] = []
        end = match.end()
        for word in _WORD.finditer(line, match.end()):
            name = _without_glued(_ROLE.sub("", word.group()))
            if name and (name in furniture().no_names or is_medium(name) or not _PERSON.fullmatch(name)):
                break
            names, end = [*names, name], word.start() + len(word.group())
        if any(names):
            return _names(" ".join(name for name in names if name)), line[: match.start()] + " " + line[end:]
        value, rest = _keyed(line, (key,))
        return _names(value or ""), rest
    if match := _REPORTER.search(line):
        return _names(match.group("names")), line[: match.start()] + " " + line[match.end() :]
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
    before = [token for token in _TOKENS.split(line[: match.start()]) if token and not _PAGE_OF_PAPER.fullmatch(token)]
    after = [token for token in _TOKENS.split(line[match.end() :]) if token]
    for token in (*before[-1:], *after[:1]):
        name = re.sub(r"[\[【(（].*$", "", token)
        if is_medium(name):
            return name
    return next((token for token in (*before, *after) if token in furniture().media_names), None)


def _first_medium(text: str) -> str | None:
    parts = [part for part in re.split(r"[-—·\s]+", text) if part]
    return next((part for part in parts if is_medium(part)), None)


def _without_known(rest: str, source: str) -> str:
    if source:
        rest = rest.replace(source, " ")
    rest = _WEEKDAY.sub(" ", rest)
    for word in furniture().byline_words:
        rest = rest.replace(word, "")
    return flat(re.sub(r"[\W\d_A]+", "", rest))


def _names(text: str) -> str | None:
    """Names parted by spaces, without what stands among them but is none; None where nothing is left."""
    parts = [part for part in re.split(r"[\s、,，/]+", text) if part and part not in furniture().no_names]
    people = takewhile(lambda part: not _OTHER_ROLE.search(part), parts)
    return " ".join(part for part in people if not part.isdecimal() and not _FILED.fullmatch(part)) or None
