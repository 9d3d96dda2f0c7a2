"""A job as people see it: its stages, what is before it, what came of it.

Owns the order of the stages. Knows nothing of pages and JSON.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Literal

from briefing.jobs.layout import plain_name
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import OPEN, Item, ShelfEntry, State
from briefing.web.intake import langs_of
from briefing.web.problems import Problem
from briefing.web.results import Result, result
from briefing.web.site import Folders
from briefing.web.work import UPLOAD, recipe_of

STAGES = ("queued", "reading", "facts", "writing", "checking", "files")
# More are not counted: nobody needs to know whether 300 or 301 wait before.
_COUNTED = 300
_FRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a job that is not finished."""

    name: str
    state: Literal["done", "now", "ahead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job of the page. ``before`` counts those that wait longer."""

    id: str
    state: State
    stage: str
    title: str
    created: datetime
    changed: datetime
    langs: tuple[str, ...]
    reason: str
    hint: str
    rule: str
    stopping: bool
    before: int = 0

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def steps(self) -> tuple[Step, ...]:
        reached = STAGES.index(self.stage) if self.stage in STAGES else int(self.state is State.CLAIMED)
        return tuple(
            Step(name, "done" if at < reached else "now" if at == reached else "ahead")
            for at, name in enumerate(STAGES)
        )


def _state(at: int, reached: int) -> Literal["done", "now", "ahead"]:
    return "done" if at < reached else "now" if at == reached else "ahead"


def find(ledger: Ledger, job_id: str) -> Item:
    """A job of the page. Raises Problem ``no_such_job``, also for items of batches."""
    item = ledger.item(job_id)
    if item is None or item.options is None:
        raise Problem("no_such_job")
    return item


def job_of(item: Item, *, before: int = 0) -> Job:
    return Job(
        id=item.id,
        state=item.state,
        stage=item.stage,
        title=item.title,
        created=item.first_seen,
        changed=item.changed,
        langs=tuple(langs_of(item.options)),
        reason=_told(item),
        # A flag of the command line helps nobody here.
        hint="" if "--" in item.hint else item.hint,
        rule=item.rule,
        stopping=item.cancel_asked,
        before=before,
    )


def _told(item: Item) -> str:
    """The reason without the place an upload was stored at, which says nothing to anybody outside."""
    name = item.locator.removeprefix(UPLOAD)
    return item.reason.rpartition(f"{name}: ")[2] if name != item.locator else item.reason


class Waiting:
    """How many jobs of the page wait before another; everybody in the queue asks, so it is looked up once a second."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._ledger, self._clock = ledger, clock
        self._known: tuple[float, list[datetime]] | None = None

    def before(self, item: Item) -> int:
        return bisect_left(self._since(), item.first_seen) if item.state is State.SEEN else 0

    def _since(self) -> list[datetime]:
        """Since when each of them waits, the longest first."""
        now = self._clock()
        if self._known is None or now - self._known[0] > _FRESH_SECONDS:
            waiting = self._ledger.items(state=State.SEEN, jobs=True, limit=_COUNTED)
            self._known = (now, sorted(item.first_seen for item in waiting))
        return self._known[1]


def result_of(ledger: Ledger, item: Item, folders: Folders) -> Result | None:
    """What a finished job left; None where its briefs are gone or never were."""
    entry: ShelfEntry | None = ledger.article(item.article) if item.article else None
    if entry is None:
        return None
    found = result(entry, recipe_of(item.options or {}), shelf=folders.shelf)
    if not entry.article.title:  # its files were named after the upload, whose name says nothing
        found = replace(found, called=plain_name(PurePath((item.options or {}).get("name", "")).stem))
    return found if found.files else None
