"""The work of a run on a Ray cluster: machines read and write, this process keeps the books and the shelf.

Owns the way to Ray and what the death of a process or a machine over there
means: time lost, nothing else. Files come back as bytes and are put on the
shelf here, with the same ledger. Knows nothing of what a run is (``run``).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from briefing.engines import loads_model
from briefing.errors import BriefingError, EngineError, LedgerError
from briefing.jobs import remote
from briefing.jobs.hands import Gone, Hand, Machines
from briefing.jobs.ledger import Ledger
from briefing.jobs.names import dead
from briefing.jobs.values import Item, State
from briefing.jobs.worker import Post

LOOK_SECONDS = 0.1
# Articles under way for each processor over there: one is computed while the next is on its way.
AHEAD = 1.5


@dataclass(slots=True)
class Cluster:
    """A crew on a Ray cluster; used as ``workers.Pool`` is."""

    post: Post
    ledger: Ledger
    address: str
    timeout: timedelta
    on_end: Callable[[Item, State], None] = lambda _item, _state: None
    say: Callable[[str], None] = lambda _line: None
    limit: int | None = None
    trouble: BriefingError | None = None
    _ray: Any = None
    _over_there: Machines | None = None
    _hands: list[Hand] = field(default_factory=list)
    _news: queue.SimpleQueue[tuple[Item, State] | str] = field(default_factory=queue.SimpleQueue)
    _leaving: threading.Event = field(default_factory=threading.Event)
    _at_once: threading.Event = field(default_factory=threading.Event)
    _counting: threading.Lock = field(default_factory=threading.Lock)
    _counted: int = 0
    _given: int = 0
    _renewed: float = 0.0

    @property
    def names(self) -> frozenset[str]:
        return frozenset(hand.name for hand in self._hands)

    def run(self, *, more: Callable[[], bool], stopped: Callable[[], int]) -> None:
        """Work until the queue is empty and no ``more`` may come; see ``workers.Pool.run``."""
        for name in dead(self.ledger.holders()):
            self.ledger.lost(name, struck=False)
        try:
            self._connect()
            self._hire()
            while self._goes_on(more, stopped):
                self._hear()
                self._renew()
                time.sleep(LOOK_SECONDS)
        except BriefingError as error:
            self.trouble = self.trouble or error
        finally:
            self._end_all()

    def _connect(self) -> None:
        self._ray = ray = ray_library()
        try:
            ray.init(address=self.address, log_to_driver=False, logging_level="error", namespace="briefing")
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise EngineError(
                f"{self.address}: no Ray cluster answers there",
                hint="start one with ray start --head, join machines with ray start --address, or leave --cluster out",
            ) from error
        desk = self.post.desk()
        recipe = pickle.dumps(self.post.desk)
        # A task that is lost goes back into the ledger's queue, which counts how often; Ray is not to repeat it.
        once = {"num_cpus": 1, "max_retries": 0}
        read = ray.remote(num_returns=2, **once)(remote.read_there).remote
        model = loads_model(desk.settings)
        write = self._writers(recipe) if model else ray.remote(**once)(remote.write_there).remote
        self._over_there = Machines(desk, recipe, read, write)

    def _writers(self, recipe: bytes) -> Callable[..., Any]:
        """Actors that hold the model: one on each GPU, or a single one without."""
        gpus = int(self._ray.cluster_resources().get("GPU", 0))
        place = {"num_gpus": 1, "num_cpus": 0} if gpus else {"num_cpus": 1}
        actor = self._ray.remote(**place, max_restarts=-1, max_task_retries=0, max_concurrency=self.post.width)
        writers = [actor(remote.Writer).remote(recipe) for _ in range(max(gpus, 1))]
        turn = itertools.count()
        return lambda *what: writers[next(turn) % len(writers)].write.remote(*what)

    def _hire(self) -> None:
        if self._over_there is None:
            return
        processors = max(self._ray.cluster_resources().get("CPU", 1), 1)
        for number in range(max(2, int(processors * AHEAD), self.post.width)):
            hand = Hand(self, self.post, self.ledger, self._over_there, number)
            self._hands.append(hand)
            hand.thread.start()

    def _goes_on(self, more: Callable[[], bool], stopped: Callable[[], int]) -> bool:
        asked = stopped()
        if asked >= 2:
            self._at_once.set()
            return False
        if asked or self.trouble is not None:
            self._leaving.set()
        alive = any(hand.thread.is_alive() for hand in self._hands)
        if self._leaving.is_set() or not alive:
            return alive
        if self._is_full() or (not more() and all(hand.found_nothing for hand in self._hands)):
            self._leaving.set()
        return True

    def _is_full(self) -> bool:
        return self.limit is not None and self._counted >= self.limit

    def _hear(self) -> None:
        """What the hands tell is passed on here, in one thread."""
        while not self._news.empty():
            news = self._news.get()
            if isinstance(news, str):
                self.say(news)
            else:
                self.on_end(*news)

    def _renew(self) -> None:
        if self._hands and time.monotonic() - self._renewed > self.post.lease.total_seconds() / 3:
            self._renewed = time.monotonic()
            self.ledger.renew(*self.names, lease=self.post.lease)

    def _end_all(self) -> None:
        self._leaving.set()
        for hand in self._hands:
            hand.thread.join(timeout=5 if self._at_once.is_set() else None)
        self._hear()
        for hand in self._hands:
            try:
                self.ledger.release(hand.name)
            except LedgerError as error:
                self.trouble = self.trouble or error
        if self._ray is not None:
            self._ray.shutdown()

    # --- for the hands, in their threads

    @property
    def leaving(self) -> bool:
        return self._leaving.is_set()

    def leave(self) -> bool:
        """Whether one more item may be begun, with the limit in mind."""
        with self._counting:
            if self._leaving.is_set() or (self.limit is not None and self._counted + self._given >= self.limit):
                return False
            self._given += 1
            return True

    def done(self, item: Item | None, state: State) -> None:
        with self._counting:
            self._given -= 1
            self._counted += item is not None and state in (State.MADE, State.FAILED)
        if item is not None and state is not State.SEEN:
            self._news.put((item, state))

    def stop_for(self, error: BriefingError) -> None:
        self.trouble = self.trouble or error
        self._leaving.set()

    def tell(self, line: str) -> None:
        self._news.put(line)

    def wait_for(self, ref: Any) -> Any:
        """What a task answers. Raises Gone where nobody will."""
        errors = self._ray.exceptions
        until = time.monotonic() + self.timeout.total_seconds()
        try:
            while True:
                try:
                    return self._ray.get(ref, timeout=1.0)
                except errors.GetTimeoutError:
                    if self._at_once.is_set() or time.monotonic() > until:
                        with contextlib.suppress(errors.RayError, ValueError):
                            self._ray.cancel(ref, force=True)
                        raise Gone(struck=not self._at_once.is_set()) from None
        except (errors.NodeDiedError, errors.ObjectLostError) as error:
            raise Gone(struck=False) from error
        except (errors.WorkerCrashedError, errors.RayActorError, errors.OutOfMemoryError) as error:
            raise Gone(struck=True) from error
        except errors.RayError as error:
            raise Gone(struck=False) from error


def ray_library() -> Any:
    """Ray, told to tell nobody of its use. Raises EngineError where it is not installed."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError as error:
        raise EngineError(
            "working on a cluster needs Ray, which is not installed", hint="pip install 'briefing[cluster]'"
        ) from error
    return ray
