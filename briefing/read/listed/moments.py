"""Dates as lists write them → moments with a zone.

Owns the forms. A time without a zone is China's, as the lists we read are; a day
without a time is its first moment. No year is invented.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

CHINA = timezone(timedelta(hours=8))
_DIGITS = r"(?P<year>20\d\d|19\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
_WRITTEN = re.compile(rf"(?<!\d){_DIGITS}(?:[\sT]*(?P<hour>\d{{1,2}})[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d))?)?")
# /2020/11/23/, /2020-11/23/, /202011/23/, /20201123/, t20201123_
_IN_PATH = re.compile(r"(?<!\d)(?P<year>20\d\d)[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")


def moment(text: str | None) -> datetime | None:
    """The moment that a field of a list names; None for none."""
    text = (text or "").strip()[:100]
    found = _iso(text) or _mail(text)
    if found is None:
        return written(text)
    return found if found.tzinfo else found.replace(tzinfo=CHINA)


def written(text: str) -> datetime | None:
    """The first full date in running text."""
    return _made(_WRITTEN.search(text))


def in_path(path: str) -> datetime | None:
    """The day that an address is filed under."""
    return _made(_IN_PATH.search(path))


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text[:1].isdigit() else None
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found


def _made(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    numbers = {name: int(value) for name, value in match.groupdict().items() if value}
    try:
        return datetime(**numbers, tzinfo=CHINA)
    except ValueError:
        return None
