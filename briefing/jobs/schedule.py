"""One process that starts a batch when it is due.

Owns the clock of the schedule: which moments count, business days, what is too
late, that no run starts while one is on. Knows nothing of what a run does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from briefing.jobs.calendars import rest_day
from briefing.jobs.config import Schedule
from briefing.jobs.cron import WallClockTrigger

# A clock that is set, or a machine that slept, is noticed within this time.
LOOK = 20.0
_WATCHED = EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES | EVENT_JOB_ERROR


def due_times(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """The moments a run is due after one, business days only, in the schedule's zone."""
    firing = WallClockTrigger(schedule.cron, schedule.timezone)
    due: datetime | None = None
    while (due := firing.get_next_fire_time(due, after)) is not None:
        if not rest_day(due.date(), schedule.calendar):
            yield due


def serve(
    schedule: Schedule,
    job: Callable[[], None],
    *,
    stopped: threading.Event,
    say: Callable[[str], None],
    firing: BaseTrigger | None = None,
) -> None:
    """Run ``job`` at each due moment until ``stopped``.

    A moment missed by more than ``misfire`` (the machine slept) is left out and said; several that were missed
    become one run; a run that is still on when the next is due lets that one pass. A fault of a run is said and
    ends that run only. ``firing`` stands in for the cron expression.
    """
    zone = ZoneInfo(schedule.timezone)
    scheduler = BackgroundScheduler(timezone=zone, executors={"default": ThreadPoolExecutor(1)})
    scheduler.add_listener(lambda event: say(_told(event, schedule)), _WATCHED)
    scheduler.add_job(
        lambda: _on_business_day(schedule, job, say=say),
        firing or WallClockTrigger(schedule.cron, schedule.timezone),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=int(schedule.misfire.total_seconds()),
    )
    scheduler.start()
    try:
        while not stopped.wait(LOOK):
            scheduler.wakeup()
    finally:
        scheduler.shutdown(wait=True)


def _on_business_day(schedule: Schedule, job: Callable[[], None], *, say: Callable[[str], None]) -> None:
    today = datetime.now(ZoneInfo(schedule.timezone)).date()
    if rest := rest_day(today, schedule.calendar):
        say(f"no run on {today.isoformat()} ({rest})")
    else:
        job()


def _told(event: JobEvent, schedule: Schedule) -> str:
    if event.code == EVENT_JOB_MISSED:
        return f"warning: a run was missed by more than {schedule.misfire} and is left out"
    if event.code == EVENT_JOB_MAX_INSTANCES:
        return "warning: a run was due while one was still on and is left out"
    fault = type(event.exception).__name__
    return f"error: the run stopped with a fault of the program ({fault}); the next one will be made"
