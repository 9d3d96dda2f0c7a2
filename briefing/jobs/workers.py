"""Processes that work on one ledger, and the driver that keeps them at it.

Owns their lives: started, given leave for one piece of work at a time, renewed
in the ledger, ended when they overstay their time on an article, replaced when
they die. Knows nothing of what a run is (``run``) or how an item is worked on
(``worker``). The page's queue and a batch are served alike.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from briefing.errors import BriefingError
from briefing.jobs.ledger import Ledger
from briefing.jobs.names import dead
from briefing.jobs.values import Item, State
from briefing.jobs.worker import Began, Ended, GivesUp, Post, Ready, Said, Wants, main

# How long the driver sleeps at most between two looks at its workers.
LOOK_SECONDS = 0.2
# A worker that found nothing is asked again after this long while more may come.
PAUSE_SECONDS = 0.3
# A process is replaced after so many articles: what the libraries below us leak is given back.
ARTICLES_A_LIFE = 2000
# Workers that die before they have loaded anything will die again.
BAD_STARTS = 3


@dataclass(slots=True)
class _Worker:
    """One process as its driver sees it."""

    process: BaseProcess
    line: Connection
    name: str = ""
    hands: tuple[Item, ...] = ()
    since: float = 0.0
    wants: bool = False
    found: bool = True
    asked: float = 0.0
    done: int = 0
    told: bool = False

    @property
    def busy(self) -> bool:
        """Whether it may hold something: it has leave, and has not come back for more."""
        return bool(self.name) and not self.wants


@dataclass(slots=True)
class Pool:
    """``count`` workers. ``on_end`` is told of every item that ended; ``timeout`` is for one article.

    ``limit``  no more than so many items are brought to an end that counts
               (made or failed); None for as many as there are.
    """

    post: Post
    ledger: Ledger
    count: int
    timeout: timedelta
    on_end: Callable[[Item, State], None] = lambda _item, _state: None
    say: Callable[[str], None] = lambda _line: None
    limit: int | None = None
    trouble: BriefingError | None = None
    _workers: list[_Worker] = field(default_factory=list)
    _stopping: bool = False
    _renewed: float = 0.0
    _counted: int = 0
    _bad_starts: int = 0

    def run(self, *, more: Callable[[], bool], stopped: Callable[[], int]) -> None:
        """Work until the queue is empty and no ``more`` may come.

        ``stopped`` answers 0 while work goes on, 1 to finish what is in hand, 2
        to end at once. What keeps everybody from going on is in ``trouble``.
        """
        self.free_dead()
        try:
            while self._goes_on(more, stopped):
                self._look()
        finally:
            self._end_all()

    @property
    def names(self) -> frozenset[str]:
        """What its workers are called in the ledger."""
        return frozenset(worker.name for worker in self._workers if worker.name)

    def free_dead(self) -> int:
        """Frees what workers of this machine held that died unseen, with their driver; how many items."""
        gone = dead(self.ledger.holders())
        return sum(len(self.ledger.lost(name, struck=False)) for name in gone)

    def _goes_on(self, more: Callable[[], bool], stopped: Callable[[], int]) -> bool:
        asked = stopped()
        if asked >= 2:
            return False
        self._stopping = self._stopping or asked == 1 or self.trouble is not None
        if self._stopping:
            return any(worker.busy for worker in self._workers)
        if not more() and self._is_idle():
            return False
        if self._limit_left() <= 0:
            return any(worker.busy for worker in self._workers)
        return True

    def _is_idle(self) -> bool:
        """Whether nobody found anything when last asked; with nobody there, whether the queue is empty."""
        if self._workers:
            return all(worker.wants and not worker.found for worker in self._workers)
        return self._waiting() == 0

    def _waiting(self) -> int:
        return self.ledger.number(State.SEEN, sources=self.post.sources)

    def _look(self) -> None:
        """One turn: fill up the workers, hear them, see who died or hangs, renew their claims."""
        if not self._stopping:
            self._fill()
        for worker in list(self._workers):
            self._give_leave(worker)
        lines = {worker.line: worker for worker in self._workers}
        sentinels = [worker.process.sentinel for worker in self._workers]
        for ready in wait([*lines, *sentinels], timeout=LOOK_SECONDS):
            if ready in lines:
                self._hear(lines[ready])
        for worker in list(self._workers):
            if not worker.process.is_alive():
                self._bury(worker)
            elif worker.hands and time.monotonic() - worker.since > self.timeout.total_seconds() * len(worker.hands):
                self.say(f"warning: ended a worker that took too long on {_named(worker.hands)}")
                worker.process.kill()
        self._renew()

    def _fill(self) -> None:
        """A process for each place that is free, as long as there is something to do for it."""
        free = self.count - len(self._workers)
        if free <= 0 or self._bad_starts >= BAD_STARTS:
            return
        for _ in range(min(free, max(self._waiting() - len(self._workers), 0))):
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=main, args=(there, self.post), daemon=True)
            process.start()
            there.close()
            self._workers.append(_Worker(process, here))

    def _give_leave(self, worker: _Worker) -> None:
        if not worker.wants or self._stopping:
            return
        if not worker.found and time.monotonic() - worker.asked < PAUSE_SECONDS:
            return
        spoken = sum(len(w.hands) or self.post.width for w in self._workers if w.busy)
        leave = min(self.post.width, self._limit_left() - spoken)
        if worker.done >= ARTICLES_A_LIFE:
            self._dismiss(worker)
        elif leave > 0:
            worker.wants, worker.asked = False, time.monotonic()
            self._tell(worker, leave)

    def _limit_left(self) -> int:
        return 1 << 30 if self.limit is None else self.limit - self._counted

    def _tell(self, worker: _Worker, leave: int) -> None:
        with contextlib.suppress(OSError):  # it has just died; it is buried at the end of this turn
            worker.line.send(leave)

    def _hear(self, worker: _Worker) -> None:
        with contextlib.suppress(EOFError, OSError):
            while worker.line.poll():
                self._heed(worker, worker.line.recv())

    def _heed(self, worker: _Worker, said: Said) -> None:
        match said:
            case Ready(name):
                worker.name, self._bad_starts = name, 0
            case Wants(found):
                worker.wants, worker.found = True, found
            case Began(items):
                worker.hands, worker.since = items, time.monotonic()
            case Ended(item, state):
                worker.hands = tuple(each for each in worker.hands if each.id != item.id)
                worker.since = time.monotonic()
                worker.done += 1
                self._counted += state in (State.MADE, State.FAILED)
                self.on_end(item, state)
            case GivesUp(message, hint):
                worker.told = True
                self.trouble = self.trouble or BriefingError(message, hint=hint)

    def _bury(self, worker: _Worker) -> None:
        """What a dead worker held is free at once; where it died at its work, that is held against the items."""
        self._hear(worker)
        self._workers.remove(worker)
        worker.process.join()
        worker.line.close()
        if not worker.name and not worker.told:
            self._bad_starts += 1
            if self._bad_starts >= BAD_STARTS:
                self.trouble = self.trouble or BriefingError(
                    "a worker cannot be started", hint="see whether there is enough memory"
                )
        if not worker.name:
            return
        struck = bool(worker.hands) and not worker.told
        for item in self.ledger.lost(worker.name, struck=struck):
            if item.state is not State.SEEN:
                self._counted += item.state is State.FAILED
                self.on_end(item, item.state)
        if struck:
            self.say(f"warning: a worker died while on {_named(worker.hands)}; another goes on")

    def _renew(self) -> None:
        names = [worker.name for worker in self._workers if worker.name]
        if names and time.monotonic() - self._renewed > self.post.lease.total_seconds() / 3:
            self._renewed = time.monotonic()
            self.ledger.renew(*names, lease=self.post.lease)
            self.free_dead()

    def _dismiss(self, worker: _Worker) -> None:
        """A worker that has nothing in hand is told to go, and replaced at the next turn."""
        self._tell(worker, 0)
        worker.process.join(timeout=10)
        if worker.process.is_alive():
            worker.process.kill()
        worker.hands = ()
        self._bury(worker)

    def _end_all(self) -> None:
        """Who waits is told to go; who is still at work is ended, and gives back what it held, untried."""
        for worker in self._workers:
            if worker.wants:
                self._tell(worker, 0)
            else:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(timeout=10)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.line.close()
            if worker.name:
                self._give_back(worker.name)
        self._workers.clear()

    def _give_back(self, name: str) -> None:
        try:
            self.ledger.release(name)
        except BriefingError as error:
            self.trouble = self.trouble or error


def _named(items: tuple[Item, ...]) -> str:
    return ", ".join(item.locator for item in items)
