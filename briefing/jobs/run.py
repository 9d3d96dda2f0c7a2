"""One run of a batch: look at the sources, work on what is new, say what came of it.

Owns the order of a run and how it ends. Where the work is done, in processes
here (``workers``) or on a cluster (``cluster``), makes no difference to it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Protocol

from briefing.console import located
from briefing.errors import BriefingError
from briefing.jobs import report
from briefing.jobs.ledger import Ledger
from briefing.jobs.progress import Board, board
from briefing.jobs.report import Report
from briefing.jobs.sources import Problem
from briefing.jobs.stop import Stop
from briefing.jobs.values import ArticleRow, Item, Sighting, State
from briefing.jobs.work import Desk, told_as
from briefing.jobs.worker import Post
from briefing.jobs.workers import Pool

LEASE = timedelta(seconds=60)
# Looking at the sources may go on this long after all else is done; each fetch has its own, shorter limit.
LOOK = timedelta(minutes=5)
# How often the ledger is asked what is left.
_ASK_SECONDS = 0.25
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a run is to do. ``desk`` is called in every process that works, so it must travel: a function with data.

    ``discover``   yields what the sources hold; a Problem for one that cannot be looked at.
    ``width``      articles at a time in one process; more than one where a model writes.
    ``tries``      how often what may pass is tried, over several runs.
    ``cluster``    a Ray address, None for processes here.
    """

    name: str
    desk: Callable[[], Desk]
    ledger: Path | str
    discover: Callable[[], Iterator[Sighting | Problem]]
    sources: tuple[str, ...]
    processes: int = 1
    width: int = 1
    timeout: timedelta = timedelta(minutes=10)
    tries: int = 3
    limit: int | None = None
    cluster: str | None = None
    lease: timedelta = LEASE


class Crew(Protocol):
    """Whoever does the work."""

    trouble: BriefingError | None

    @property
    def names(self) -> frozenset[str]: ...
    def run(self, *, more: Callable[[], bool], stopped: Callable[[], int]) -> None: ...


def run_batch(
    batch: Batch,
    ledger: Ledger,
    *,
    shown: Board | None = None,
    stopped: threading.Event | None = None,
) -> Report:
    """Look at all sources and brief what is new.

    An article's error is its own; only where the books or the shelf cannot be
    written the run ends early, and says so in the report. Raises LedgerError
    where not even that can be written down.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    run = ledger.start_run(batch.name)
    ledger.revive(sources=batch.sources, tries=batch.tries)
    with shown or board() as screen:
        going = _Going(batch, ledger, screen, run)
        stop = Stop(screen.say, stopped)
        with stop.on_signals():
            crew = going.work(stop)
    outcome = going.outcome(crew, stop)
    ledger.end_run(run, outcome=outcome, ended=going.total)
    if crew.trouble is not None:
        screen.say(f"error: {located(crew.trouble, '')}")
    failures = _failures(ledger, run)
    return Report(
        run=run,
        name=batch.name,
        started=started,
        ended=datetime.now(UTC),
        seconds=time.monotonic() - clock,
        outcome=outcome,
        ends=going.ends,
        failures=failures,
        problems=tuple(going.problems),
        versions=_versions(ledger, run),
        waiting=ledger.number(State.SEEN, sources=batch.sources),
        failed_before=ledger.number(State.FAILED, sources=batch.sources) - len(failures),
        seen=going.seen,
        trouble=crew.trouble,
    )


def dry_run(batch: Batch, ledger: Ledger | None) -> Report:
    """What a run would read; nothing is changed. ``ledger`` is None where there is none yet."""
    started, clock = datetime.now(UTC), time.monotonic()
    problems: list[Problem] = []
    places: dict[str, None] = {}
    found = batch.discover()
    while some := list(islice(found, _AT_ONCE)):
        problems += [each for each in some if isinstance(each, Problem)]
        sightings = [each for each in some if isinstance(each, Sighting)]
        places |= dict.fromkeys(s.locator for s in (ledger.unknown(sightings) if ledger else sightings))
    return Report(
        run="",
        name=batch.name,
        started=started,
        ended=datetime.now(UTC),
        seconds=time.monotonic() - clock,
        outcome=report.DRY_RUN,
        problems=tuple(problems),
        seen=len(places),
        waiting=ledger.number(State.SEEN, sources=batch.sources) if ledger else 0,
        would_read=tuple(places),
    )


@dataclass(slots=True)
class _Going:
    """A run while it goes on."""

    batch: Batch
    ledger: Ledger
    screen: Board
    run: str
    ends: dict[str, Counter[State]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: int = 0
    fault: BriefingError | None = None
    _looking: threading.Thread | None = None
    _found: queue.SimpleQueue[Sighting | Problem] = field(default_factory=queue.SimpleQueue)
    _told: float = field(default_factory=time.monotonic)
    _gave_up: bool = False
    _asked: float = 0.0
    _may_come: bool = True
    _waited: float | None = None

    @property
    def total(self) -> Counter[State]:
        return sum(self.ends.values(), Counter[State]())

    def work(self, stop: Stop) -> Crew:
        crew = self._crew()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()
        crew.run(more=lambda: self._more(crew), stopped=stop)
        if crew.trouble is None:
            crew.trouble = self.fault
        return crew

    def _crew(self) -> Crew:
        batch = self.batch
        post = Post(
            desk=batch.desk,
            ledger=batch.ledger,
            sources=batch.sources,
            lease=batch.lease,
            run=self.run,
            width=batch.width,
        )
        if batch.cluster is not None:
            from briefing.jobs.cluster import Cluster

            return Cluster(
                post=post,
                ledger=self.ledger,
                address=batch.cluster,
                timeout=batch.timeout,
                limit=batch.limit,
                on_end=self._ended,
                say=self.screen.say,
            )
        return Pool(
            post=post,
            ledger=self.ledger,
            count=batch.processes,
            timeout=batch.timeout,
            limit=batch.limit,
            on_end=self._ended,
            say=self.screen.say,
        )

    def _ended(self, item: Item, state: State) -> None:
        self.ends.setdefault(item.source, Counter())[state] += 1
        self.screen.ended(item, state)

    def _look(self) -> None:
        """In a thread of its own: work on what was found begins while the next source is asked."""
        try:
            for found in self.batch.discover():
                self._found.put(found)
        except BriefingError as error:
            self.fault = error
        except Exception as error:  # noqa: BLE001 - a fault of ours in a thread that nobody hears
            self.fault = told_as(error)

    def _take_in(self) -> None:
        """What the sources have told since the last turn goes into the queue."""
        told = [self._found.get() for _ in range(self._found.qsize())]
        for problem in (each for each in told if isinstance(each, Problem)):
            self.problems.append(problem)
            self.screen.say(f"error: {located(problem.error, problem.source)}")
        if told:
            self._told = time.monotonic()
            self.seen += self.ledger.see((each for each in told if isinstance(each, Sighting)), run=self.run)

    def outcome(self, crew: Crew, stop: Stop) -> str:
        if crew.trouble is not None:
            return report.TROUBLE
        if stop():
            return report.STOPPED
        limit = self.batch.limit
        return (
            report.LIMIT
            if limit is not None and self.total[State.MADE] + self.total[State.FAILED] >= limit
            else report.DONE
        )

    def _more(self, crew: Crew) -> bool:
        """Whether more may come: sources still being looked at, items that another holds and may yet lose."""
        now = time.monotonic()
        if now - self._asked < _ASK_SECONDS:
            return self._may_come
        self._asked = now
        looking = self._looking is not None and self._looking.is_alive()
        self._take_in()
        waiting = self.ledger.number(State.SEEN, sources=self.batch.sources)
        self.screen.waiting(waiting)
        self._may_come = waiting > 0 or (looking and not self._is_silent(now)) or self._others_hold(now, waiting, crew)
        return self._may_come

    def _is_silent(self, now: float) -> bool:
        """Whether the sources have told nothing for so long that nothing will come; said once."""
        if now - self._told < LOOK.total_seconds():
            return False
        if not self._gave_up:
            self._gave_up = True
            error = BriefingError("no answer any more", hint="what they hold is read in the next run")
            self.problems.append(Problem("the sources", error))
            self.screen.say(f"error: {located(error, 'the sources')}")
        return True

    def _others_hold(self, now: float, waiting: int, crew: Crew) -> bool:
        """Another runner makes its last articles; or it is gone, and its claims end when nobody renews them."""
        others = set(self.ledger.holders(sources=self.batch.sources)) - crew.names
        if waiting or not others:
            self._waited = None
            return False
        if self._waited is None:
            self._waited = now
            self.screen.say("waiting for articles that another runner holds")
        return now - self._waited < (self.batch.lease * 1.5).total_seconds() + 10


def _failures(ledger: Ledger, run: str) -> tuple[Item, ...]:
    return ledger.items(state=State.FAILED, run=run, limit=100_000)


def _versions(ledger: Ledger, run: str) -> tuple[ArticleRow, ...]:
    return tuple(entry.article for entry in ledger.shelf(run=run, versions=True, limit=100_000))
