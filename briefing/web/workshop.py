"""The process that has jobs done while pages are served, and what keeps it alive.

Owns its start, its end and its replacement. The work itself is done by a pool of ``jobs``, whose
processes are its children: nothing of an article is ever parsed in the process that serves pages.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.process import BaseProcess

from briefing.errors import BriefingError
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import Item, State
from briefing.jobs.worker import Post
from briefing.jobs.workers import Pool
from briefing.settings import Settings
from briefing.web.site import Folders, Site
from briefing.web.uploads import forget, sweep
from briefing.web.work import SOURCE, Bench

LEASE = timedelta(seconds=60)
EMBEDDED_TIME = timedelta(minutes=3)
MODEL_TIME = timedelta(minutes=20)
# Articles that a model works on at a time, in its one process.
MODEL_WIDTH = 8
NICE = 10
# A worker with the embedded engine fills 250 MB, with the longest article that is read 600 MB.
EMBEDDED_MEMORY = 2 * 1024**3
_RETRY_SECONDS = (1.0, 2.0, 5.0, 15.0, 60.0)
_SWEEP_SECONDS = 300.0
# Longer than a page needs to be made, shorter than a system waits before it kills.
_LEAVE_SECONDS = 20.0
_log = logging.getLogger("briefing.web")


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes there are, and how many articles each has in hand."""

    count: int
    width: int
    timeout: timedelta


def crew(settings: Settings, *, workers: int) -> Crew:
    """Several processes for the embedded engine; for a model a single one, which holds it for all."""
    if writes_itself(settings):
        return Crew(workers, 1, EMBEDDED_TIME)
    return Crew(1, MODEL_WIDTH, MODEL_TIME)


def writes_itself(settings: Settings) -> bool:
    """Whether the embedded engine writes and no model is loaded."""
    if settings.summariser:
        return False
    if settings.engine == "auto":
        from briefing.translate.hf.choose import choose
        from briefing.translate.profiles import OWN_FOLDER, available

        profiles = {OWN_FOLDER: str(settings.models)} if settings.models else {}
        return choose(available(profiles), settings.langs).profile is None
    return settings.engine == "embedded" or settings.engine.startswith("recorded:")


def require_engine(settings: Settings) -> None:
    """Raises EngineError, with how to get it, for a model that is not on this machine; loads nothing."""
    if settings.engine != "auto" and not writes_itself(settings):
        from briefing.translate.hf.store import ensure
        from briefing.translate.profiles import OWN_FOLDER, find

        ensure(find(settings.engine, {OWN_FOLDER: str(settings.models)} if settings.models else {}))


def main(site: Site, parent: int) -> None:
    """The life of the process: until it is told to stop, or whoever started it is gone."""
    from briefing.web.logs import set_up

    set_up()
    stop = _Stop(parent)
    signal.signal(signal.SIGTERM, stop.asked)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server tells us
    folders = Folders(site.data)
    size = crew(site.settings, workers=site.workers)
    with Ledger.open(folders.ledger) as ledger:
        post = Post(
            desk=Bench(site.data, site.settings, NICE, EMBEDDED_MEMORY if writes_itself(site.settings) else 0),
            ledger=folders.ledger,
            sources=(SOURCE,),
            lease=LEASE,
            width=size.width,
        )
        pool = Pool(post, ledger, size.count, size.timeout, on_end=_Ended(folders), say=_say)
        pool.run(more=lambda: True, stopped=stop)
        if pool.trouble is not None:
            _log.error("the workers stopped: %s", pool.trouble.message)
            raise SystemExit(1)


def _say(_line: str) -> None:
    """The pool names the article; the log of the page does not."""
    _log.warning("a worker died or took too long; another goes on")


class _Stop:
    """Answers whether to go on: 1 to finish what is in hand, 2 to end at once."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._asked = False

    def asked(self, _signal: int, _frame: object) -> None:
        self._asked = True

    def __call__(self) -> int:
        if os.getppid() != self._parent:
            return 2
        return int(self._asked)


class _Ended:
    """An article that became briefs is not kept."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def __call__(self, item: Item, state: State) -> None:
        if state is not State.FAILED:
            forget(self._folders.uploads, item)
        _log.info("job ended: %s", state)


class Workshop:
    """Keeps the process running; a thread of the server looks after it."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site, self._ledger = site, ledger
        self._over = threading.Event()
        self._process: BaseProcess | None = None
        self._thread = threading.Thread(target=self._watch, name="workshop", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Has what is in hand finished, within reason."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        tries = 0
        while not self._over.is_set():
            process = self._process = self._begin()
            if self._wait(process):
                break
            tries = tries + 1
            pause = _RETRY_SECONDS[min(tries, len(_RETRY_SECONDS)) - 1]
            _log.error("the workers ended by themselves (%s); started again in %.0f s", process.exitcode, pause)
            self._over.wait(pause)
        if self._process is not None:
            _end(self._process)

    def _begin(self) -> BaseProcess:
        process = multiprocessing.get_context("spawn").Process(
            target=main, args=(replace(self._site), os.getpid()), name="briefing-workshop"
        )
        process.start()
        return process

    def _wait(self, process: BaseProcess) -> bool:
        """True when the server ends, False when the process did by itself."""
        last = 0.0
        while not self._over.wait(0.5):
            if not process.is_alive():
                return False
            last += 0.5
            if last >= _SWEEP_SECONDS:
                last = 0.0
                self._sweep()
        return True

    def _sweep(self) -> None:
        try:
            sweep(Folders(self._site.data).uploads, self._ledger)
        except (BriefingError, OSError) as error:
            _log.error("old uploads could not be removed: %s", type(error).__name__)


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(_LEAVE_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
