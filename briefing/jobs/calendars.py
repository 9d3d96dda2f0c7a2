"""Business days of China, Japan, Britain and the United States.

Owns which public calendar a code stands for. Knows nothing of schedules and
time zones: a day is a day of the place that asks.

China's calendar counts the weekends that are worked in exchange for a longer
holiday. The State Council names them each November for the year after, so
days further ahead are weekdays less the public holidays.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefing.errors import SettingsError

if TYPE_CHECKING:
    from holidays import HolidayBase


def _country(code: str, **options: Any) -> HolidayBase:
    from holidays import country_holidays

    return country_holidays(code, **options)


def _exchange(code: str) -> HolidayBase:
    from holidays import financial_holidays

    return financial_holidays(code)


# Banks and exchanges of Japan also rest from 31 December to 3 January.
_CALENDARS: Mapping[str, Callable[[], HolidayBase]] = MappingProxyType(
    {
        "CN": partial(_country, "CN", language="en_US"),
        "JP": partial(_country, "JP", categories=("public", "bank"), language="en_US"),
        "UK": partial(_country, "GB", subdiv="ENG"),
        "US": partial(_country, "US"),
        "NYSE": partial(_exchange, "NYSE"),
    }
)
CODES = tuple(_CALENDARS)


def known_code(code: str) -> str:
    """The code as we spell it; GB is UK. Raises ValueError naming the nearest one."""
    wanted = {"GB": "UK"}.get(code.strip().upper(), code.strip().upper())
    if wanted in _CALENDARS:
        return wanted
    near = difflib.get_close_matches(wanted, CODES, n=1)
    raise ValueError(
        f"no calendar {code!r}; " + (f"did you mean {near[0]}?" if near else f"there are {', '.join(CODES)}")
    )


def rest_day(day: date, codes: Collection[str]) -> str:
    """Why nobody works that day in one of the calendars, as ``JP: Labor Thanksgiving Day``; empty on a business day.

    Raises SettingsError for a code we do not know.
    """
    for code in codes:
        calendar = _calendar(code)
        if not calendar.is_working_day(day):
            return f"{code}: {calendar.get(day) or day.strftime('%A')}"
    return ""


@cache
def _calendar(code: str) -> HolidayBase:
    try:
        return _CALENDARS[known_code(code)]()
    except ValueError as error:
        raise SettingsError(str(error), hint="calendars are " + ", ".join(CODES)) from error
