"""Cron expressions as crontab(5) reads them, on the wall clock of a place.

Owns the translation of weekday numbers (crontab counts Sunday as 0 and 7,
APScheduler Monday as 0) and of ``@daily``-like names, and what a change of the
clocks does: each time of day comes once a day. One that is skipped in spring
comes as much later as the clocks were put forward, one that the clocks pass
twice in autumn at the first. Knows nothing of calendars and runs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

_NAMED = MappingProxyType(
    {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *"}
)
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_RANGE = re.compile(r"(?P<first>[0-7])(?:-(?P<last>[0-7]))?(?:/(?P<step>\d+))?\Z")


class WallClockTrigger(BaseTrigger):  # type: ignore[misc]  # apscheduler ships no types
    """When a run is due, in the zone's own time: minute, hour, day, month, weekday.

    APScheduler's own trigger adds to times with a zone, which goes round in circles where the clocks go back: here
    it counts on a clock that never changes, and each of its times is then looked up in the zone.
    """

    def __init__(self, expression: str, timezone: str) -> None:
        self._zone = ZoneInfo(timezone)
        self._wall = _crontab(expression)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The first due moment after the previous one, or from ``now`` on where there was none."""
        least = now if previous_fire_time is None else max(previous_fire_time + timedelta(microseconds=1), now)
        wall = least.astimezone(self._zone).replace(tzinfo=UTC, fold=0)
        # Where the clocks went forward, a time skipped by them stands before the wall time of now.
        wall -= timedelta(hours=3)
        due: datetime | None
        while (due := self._wall.get_next_fire_time(None, wall)) is not None:
            # A round trip gives a skipped time the form it has after the gap.
            moment: datetime = due.replace(tzinfo=self._zone, fold=0).astimezone(UTC)
            if moment >= least:
                return moment.astimezone(self._zone)
            wall = due + timedelta(microseconds=1)
        return None

    def __str__(self) -> str:
        return f"{self._wall} in {self._zone.key}"


def checked_cron(expression: str) -> str:
    """The expression itself. Raises ValueError saying what is wrong with it."""
    _crontab(expression)
    return expression


def _crontab(expression: str) -> CronTrigger:
    fields = _NAMED.get(expression.strip().lower(), expression).split()
    if len(fields) != 5:
        raise ValueError(f"a cron expression has five fields, not {len(fields)}: minute hour day month weekday")
    minute, hour, day, month, weekday = fields
    if day != "*" and weekday != "*":
        # crontab means either, APScheduler both: neither reading is safe to guess.
        raise ValueError("give the day of the month or the weekday, not both; make two files for both")
    try:
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=month.lower(), day_of_week=_weekdays(weekday), timezone=UTC
        )
    except (ValueError, TypeError) as error:
        raise ValueError(f"not a cron expression: {expression!r} ({error})") from error


def _weekdays(field: str) -> str:
    """Names for the numbers: 1-5 as mon,tue,wed,thu,fri, so that no two counts of days can be confused."""
    return ",".join(_named(part) for part in field.lower().split(","))


def _named(part: str) -> str:
    found = _RANGE.match(part)
    if not found:
        return part
    first = int(found["first"])
    last = int(found["last"]) if found["last"] else (6 if found["step"] else first)
    if last < first:
        raise ValueError(f"weekdays run backwards: {part}")
    return ",".join(dict.fromkeys(_DAYS[n % 7] for n in range(first, last + 1, int(found["step"] or 1))))
