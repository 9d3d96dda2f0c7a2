"""A process that works: asks for leave, claims, brings items to their end, tells what became of them.

Owns the loop inside the process and the words it says to its driver. Knows
nothing of other workers (``workers``).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from briefing import pipeline
from briefing.console import located
from briefing.engines import Choice, choose_engine
from briefing.errors import BriefingError
from briefing.jobs.ledger import Ledger
from briefing.jobs.names import worker_name
from briefing.jobs.together import Meeting, Together
from briefing.jobs.values import Item, State
from briefing.jobs.work import Desk, told_as, work_on
from briefing.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a worker is told at its start; it travels to another process.

    ``width``  articles at a time: more than one where a model writes, which
               then gets the sentences of all of them in one batch.
    """

    desk: Callable[[], Desk]
    ledger: Path | str
    sources: tuple[str, ...] | None
    lease: timedelta
    run: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded what it needs; this is its name in the ledger."""

    worker: str


@dataclass(frozen=True, slots=True)
class Wants:
    """The worker has nothing to do. ``found`` False: it had leave and found nothing to claim."""

    found: bool = True


@dataclass(frozen=True, slots=True)
class Began:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    item: Item
    state: State


@dataclass(frozen=True, slots=True)
class GivesUp:
    """Nobody can go on: the books or the shelf cannot be written, or the engine cannot be opened."""

    message: str
    hint: str


Said = Ready | Wants | Began | Ended | GivesUp


def main(line: Connection, post: Post) -> None:
    """The process's life. A driver that is gone ends it after the article in hand."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        # Both may reach the whole group (Ctrl-C, systemd): the driver, who gets them too, tells us when to stop.
        signal.signal(stop, signal.SIG_IGN)
    threading.Thread(target=_leave_with_driver, args=(post.lease.total_seconds(),), daemon=True).start()
    try:
        _serve(line, post)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except BriefingError as error:
        line.send(GivesUp(located(error, ""), error.hint))
    except Exception as error:  # noqa: BLE001 - told to the driver, which stops the run with it
        told = told_as(error)
        line.send(GivesUp(told.message, told.hint))


def _leave_with_driver(patience: float) -> None:
    """Who hangs on an article and has no driver left to end it ends itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        time.sleep(patience)
        os._exit(1)


def _serve(line: Connection, post: Post) -> None:
    with Ledger.open(post.ledger) as ledger:
        meeting = Meeting()
        desk = _warmed(post.desk(), meeting, width=post.width)
        worker = worker_name()
        line.send(Ready(worker))
        line.send(Wants())
        try:
            with ThreadPoolExecutor(post.width) as threads:
                while leave := line.recv():
                    items = ledger.claim(
                        worker, count=min(leave, post.width), lease=post.lease, sources=post.sources, run=post.run
                    )
                    if items:
                        line.send(Began(items))
                    for some in _apart(items):
                        _work(some, ledger, desk, meeting, threads, line)
                    line.send(Wants(found=bool(items)))
        finally:
            ledger.release(worker)


def _apart(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """What was tried before may have killed its worker: it is worked on alone, so that only it is to blame."""
    fresh = tuple(item for item in items if item.attempts == 1)
    return ([fresh] if fresh else []) + [(item,) for item in items if item.attempts > 1]


def _work(
    items: Sequence[Item], ledger: Ledger, desk: Desk, meeting: Meeting, threads: ThreadPoolExecutor, line: Connection
) -> None:
    meeting.expect(len(items))
    if len(items) == 1:
        line.send(Ended(items[0], _one(items[0], ledger, desk, meeting)))
        return
    running = [(item, threads.submit(_one, item, ledger, desk, meeting)) for item in items]
    for item, state in running:
        line.send(Ended(item, state.result()))


def _one(item: Item, ledger: Ledger, desk: Desk, meeting: Meeting) -> State:
    try:
        return work_on(item, ledger, desk)
    finally:
        meeting.leave()


def _warmed(desk: Desk, meeting: Meeting, *, width: int) -> Desk:
    """Everything an article needs, loaded once; an engine that cannot be opened is told before any item is claimed."""
    choose_engine(desk.settings)
    pipeline.warm(desk.settings)
    return desk if width == 1 else replace(desk, choose=_gathered(desk.choose, meeting))


def _gathered(choose: Callable[[Settings], Choice], meeting: Meeting) -> Callable[[Settings], Choice]:
    def gathered(settings: Settings) -> Choice:
        choice = choose(settings)
        return choice if choice.engine is None else replace(choice, engine=Together(choice.engine, meeting))

    return gathered
