"""Times that a page gives in other ways than by a full date.

Owns seconds since 1970, dates in addresses, and words such as 昨天 or 3小时前,
which say a day only beside the day on which the page was made. Knows nothing
of where in a page they stand.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from briefing.read.furniture import furniture

_CHINA = timedelta(hours=8)
_EPOCH = re.compile(r"(?<!\d)(1[0-9]{9}|9\d{8})(\d{3})?(?!\d)")
_IN_URL = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d)(?:(?P<mark>[-/_])(?P<m>\d{1,2})(?:(?P=mark)|/)(?P<d>\d{1,2})|/?(?P<m2>[01]\d)[-/]?(?P<d2>[0-3]\d))(?!\d)"
)
_CLOCK = r"(?:\s{0,9}(?P<H>[01]?\d|2[0-3])\s{0,3}[:：]\s{0,3}(?P<M>[0-5]\d)(?:\s{0,3}[:：]\s{0,3}[0-5]\d)?)?"
_SHORT = re.compile(
    rf"(?<![\d.:：\-/年])(?P<m>1[0-2]|0?[1-9])(?:月|[-/])(?P<d>3[01]|[12]\d|0?[1-9])(?!\d|[-/.]\d)日?{_CLOCK}"
)


def epoch_in(text: str) -> tuple[datetime, bool] | None:
    """China's clock at a number of seconds or milliseconds since 1970; None where ``text`` is no such number."""
    match = _EPOCH.fullmatch(text.strip())
    if match is None:
        return None
    return datetime.fromtimestamp(int(match.group(1)), UTC).replace(tzinfo=None) + _CHINA, True


def day_in_url(url: str) -> datetime | None:
    """The day that an address carries, as ``/2022-03/08/`` or ``/20220308/``; None for none and for several."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url[:2000]).split("?")[0]
    days = {day for match in _IN_URL.finditer(path) if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def _day(match: re.Match[str]) -> datetime | None:
    part = match.groupdict()
    try:
        return datetime(int(part["y"]), int(part["m"] or part["m2"]), int(part["d"] or part["d2"]))
    except ValueError:
        return None


def told_by(text: str, *, now: tuple[datetime, bool]) -> tuple[datetime, bool] | None:
    """The moment that ``text`` names by its distance from ``now``, a moment or only a day.

    None where it names none, and where the words leave open which day is meant.
    """
    rules, (moment, has_time) = furniture(), now
    if match := rules.days_ago.search(text):
        return _at(match, _midnight(moment) - timedelta(days=rules.day_words[match.group("word")]))
    if (match := rules.hours_ago.search(text)) and has_time:
        return _ago(match, moment)
    return None


def without_year(text: str, *, now: datetime) -> tuple[datetime, bool] | None:
    """The last day up to ``now`` that ``text`` names by month and day; pages leave out the year of recent days."""
    match = _SHORT.search(text)
    return _short(match, now) if match else None


def _midnight(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


def _at(match: re.Match[str], day: datetime) -> tuple[datetime, bool]:
    if match.group("H") is None:
        return day, False
    return day.replace(hour=int(match.group("H")), minute=int(match.group("M"))), True


def _ago(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    """The day, where the whole span that "3 hours ago" covers lies in one."""
    step = timedelta(minutes=furniture().ago_minutes[match.group("unit")])
    latest = now - int(match.group("count")) * step
    return (_midnight(latest), False) if latest.date() == (latest - step).date() else None


def _short(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    for year in (now.year, now.year - 1):
        try:
            found = _at(match, datetime(year, int(match.group("m")), int(match.group("d"))))
        except ValueError:
            continue
        if found[0].date() <= now.date():
            return found
    return None
