"""When a batch is due: weekdays, business days, changes of the clocks, runs that overlap or fail."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import islice

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from briefing.errors import SettingsError
from briefing.jobs.calendars import rest_day
from briefing.jobs.config import Schedule
from briefing.jobs.schedule import due_times, serve


def due(cron: str, zone: str, after: str, count: int, calendar: Sequence[str] = ()) -> list[str]:
    schedule = Schedule(cron=cron, timezone=zone, calendar=tuple(calendar))
    times = due_times(schedule, datetime.fromisoformat(after).replace(tzinfo=UTC))
    return [time.isoformat(timespec="minutes") for time in islice(times, count)]


def test_weekday_numbers_are_those_of_crontab() -> None:
    assert due("30 7 * * 0", "Asia/Tokyo", "2026-11-20T00:00", 1) == ["2026-11-22T07:30+09:00"]  # a Sunday
    assert due("30 7 * * 7", "Asia/Tokyo", "2026-11-20T00:00", 1) == ["2026-11-22T07:30+09:00"]
    assert due("30 7 * * 1-5", "Asia/Tokyo", "2026-11-20T12:00", 2) == [
        "2026-11-23T07:30+09:00",
        "2026-11-24T07:30+09:00",
    ]


def test_a_holiday_in_japan_is_no_business_day() -> None:
    assert due("30 7 * * 1-5", "Asia/Tokyo", "2026-11-20T12:00", 2, ["JP"]) == [
        "2026-11-24T07:30+09:00",
        "2026-11-25T07:30+09:00",
    ]
    assert due("30 7 * * *", "Asia/Tokyo", "2026-12-30T12:00", 1, ["JP"]) == ["2027-01-04T07:30+09:00"]


def test_a_time_skipped_in_spring_comes_right_after_the_gap() -> None:
    assert due("30 1 * * *", "Europe/London", "2026-03-28T12:00", 2) == [
        "2026-03-29T02:30+01:00",
        "2026-03-30T01:30+01:00",
    ]


def test_a_time_passed_twice_in_autumn_counts_once() -> None:
    assert due("30 1 * * *", "Europe/London", "2026-10-24T12:00", 2) == [
        "2026-10-25T01:30+01:00",
        "2026-10-26T01:30+00:00",
    ]


def test_a_start_within_the_hour_passed_twice_waits_for_the_next_time() -> None:
    # 00:50 in London's summer time is past its first 01:30, 00:50 UTC is 01:50 there, for the first time.
    assert due("30 1 * * *", "Europe/London", "2026-10-25T00:50", 1) == ["2026-10-26T01:30+00:00"]


def test_every_half_hour_goes_on_over_the_change() -> None:
    assert due("*/30 * * * *", "America/New_York", "2026-11-01T05:20", 3) == [
        "2026-11-01T01:30-04:00",
        "2026-11-01T02:00-05:00",
        "2026-11-01T02:30-05:00",
    ]


@pytest.mark.parametrize(
    ("day", "codes", "rest"),
    [
        ("2026-10-10", ["CN"], ""),  # a Saturday worked for the National Day week
        ("2026-10-10", ["JP"], "JP: Saturday"),
        ("2026-10-07", ["CN"], "CN: "),
        ("2026-11-26", ["US"], "US: Thanksgiving"),
        ("2026-11-23", ["CN", "JP"], "JP: "),
        ("2026-12-28", ["UK"], "UK: "),  # Boxing Day falls on a Saturday
        ("2026-12-31", ["JP"], "JP: "),
        ("2026-11-11", ["US"], "US: Veterans Day"),
        ("2026-11-11", ["NYSE"], ""),
    ],
)
def test_business_days_of_four_countries(day: str, codes: list[str], rest: str) -> None:
    found = rest_day(date.fromisoformat(day), codes)
    assert found.startswith(rest)
    assert bool(found) == bool(rest)


def test_an_unknown_calendar_is_an_error_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="did you mean NYSE"):
        rest_day(date(2026, 1, 5), ["NYS"])


class Told:
    """What a schedule says, and an event after the first line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.one = threading.Event()

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        self.one.set()


def test_a_run_that_is_still_on_lets_the_next_one_pass() -> None:
    stopped, told, runs = threading.Event(), Told(), []

    def job() -> None:
        runs.append(threading.get_ident())
        told.one.wait(30)  # until the overlap was said
        stopped.set()

    serve(Schedule(), job, stopped=stopped, say=told, firing=IntervalTrigger(seconds=1, timezone=UTC))
    assert len(runs) == 1
    assert told.lines[0] == "warning: a run was due while one was still on and is left out"


def test_a_fault_ends_one_run_and_not_the_schedule() -> None:
    stopped, told, runs = threading.Event(), Told(), []

    def job() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise RuntimeError("secret text of an article")
        stopped.set()

    serve(Schedule(), job, stopped=stopped, say=told, firing=IntervalTrigger(seconds=1, timezone=UTC))
    assert len(runs) == 2
    assert told.lines == [
        "error: the run stopped with a fault of the program (RuntimeError); the next one will be made"
    ]
