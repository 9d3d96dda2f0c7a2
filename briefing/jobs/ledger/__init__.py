"""The ledger: what was seen, who works on it, what was made of it.

Owns the one way in: every batch, schedule, cluster and job of the page goes
through a ``Ledger``. Below it ``store`` opens the database, ``queue`` changes
items, ``books`` articles and briefs, ``shelf`` answers. Several processes and
threads may share a database; each process opens its own ledger.
"""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, update

from briefing.jobs.ledger import books, queue, shelf
from briefing.jobs.ledger.schema import item as items
from briefing.jobs.ledger.schema import run as runs
from briefing.jobs.ledger.store import Store, utc_now
from briefing.jobs.values import ArticleRow, BriefRow, Item, Order, RunRow, ShelfEntry, Sighting, State
from briefing.values import Lang

__all__ = ["Ledger"]

# Sightings written in one transaction: others wait for no feed of ten thousand entries.
_AT_ONCE = 500


class Ledger:
    """An open ledger. Everything raises LedgerError where the database does not do its part.

    ``worker`` given to what ends or moves an item guards it: nothing is changed
    where the claim has gone to another meanwhile, and the answer is False.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(
        cls,
        where: Path | str,
        *,
        clock: Callable[[], datetime] = utc_now,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> Ledger:
        """The ledger in a SQLite file or at a database URL, made where there is none."""
        return cls(Store(where, clock=clock, elapsed=elapsed))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    # --- the queue

    def see(self, sightings: Iterable[Sighting], *, run: str = "") -> int:
        """Queues what is new or has changed since it was last seen; how many. Takes them as they come."""
        ahead, queued = iter(sightings), 0
        while some := list(islice(ahead, _AT_ONCE)):
            queued += self._store.write(lambda c, some=some: queue.see(c, some, run=run, wall=self._store.wall()))  # type: ignore[misc]
        return queued

    def submit(self, sighting: Sighting, *, limit: int) -> Item:
        """One job of the page. Raises QueueFull where ``limit`` wait already."""
        return self._store.write(lambda c: queue.submit(c, sighting, limit=limit, wall=self._store.wall()))

    def claim(
        self,
        worker: str,
        *,
        count: int = 1,
        lease: timedelta,
        sources: Collection[str] | None = None,
        run: str = "",
    ) -> tuple[Item, ...]:
        """Up to ``count`` items that are now this worker's for as long as it renews them."""

        def work(c: Connection) -> tuple[Item, ...]:
            now, wall = self._store.now(c), self._store.wall()
            return queue.claim(c, worker, count=count, lease=lease, now=now, wall=wall, sources=sources, run=run)

        return self._store.write(work)

    def renew(self, *workers: str, lease: timedelta) -> int:
        """All that these workers hold is theirs for another lease; how many items that is."""
        return self._store.write(lambda c: queue.renew(c, workers, lease=lease, now=self._store.now(c)))

    def release(self, worker: str) -> int:
        """Gives back what a worker holds, untried; how many."""
        return self._store.write(lambda c: queue.release(c, worker, wall=self._store.wall()))

    def lost(self, worker: str, *, struck: bool) -> tuple[Item, ...]:
        """Frees what a worker held that is gone for sure, as it stands now.

        ``struck``: it was seen to die or hang at this work. Three times, and the item fails.
        """
        return self._store.write(lambda c: queue.lost(c, worker, struck=struck, wall=self._store.wall()))

    def holders(self, *, sources: Collection[str] | None = None) -> tuple[str, ...]:
        """The workers that hold claims."""
        return self._store.read(lambda c: queue.holders(c, sources=sources))

    def number(self, state: State, *, sources: Collection[str] | None = None) -> int:
        """How many items are in a state."""
        return self._store.read(lambda c: queue.number(c, state, sources=sources))

    def unknown(self, sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
        """Those of the sightings that ``see`` would queue; nothing is changed."""
        return self._store.read(lambda c: queue.unknown(c, sightings))

    def cancel(self, item_id: str) -> bool:
        """Cancels what waits, asks whoever works on it to stop; False where it had ended."""
        return self._store.write(lambda c: queue.cancel(c, item_id, wall=self._store.wall()))

    def retry(self, *, source: str | None = None, ids: Collection[str] | None = None) -> int:
        """Failed items back into the queue, as new; how many."""
        which = [] if source is None else [items.c.source == source]
        which += [] if ids is None else [items.c.id.in_(ids)]
        return self._store.write(lambda c: queue.retry(c, which, wall=self._store.wall()))

    def revive(self, *, sources: Collection[str] | None = None, tries: int = 3) -> int:
        """Queues failures that may pass and were tried less than ``tries`` times; how many."""
        return self._store.write(lambda c: queue.revive(c, sources=sources, tries=tries, wall=self._store.wall()))

    # --- one item's way

    def stage(self, item_id: str, stage: str, *, worker: str = "") -> bool:
        """Notes how far the work is; False where it should stop."""
        return self._store.write(lambda c: queue.stage(c, item_id, stage, worker=worker))

    def begin(
        self, item_id: str, article: ArticleRow, langs: Sequence[Lang], *, recipe: str = "", worker: str = ""
    ) -> Order | None:
        """Registers what was read and says what is to be made of it; None where the claim is another's."""
        asked = books.Asked(item_id, article, tuple(langs), recipe, worker)
        return self._store.write(lambda c: books.begin(c, asked))

    def made(self, item_id: str, briefs: Sequence[BriefRow], *, changes: Sequence[str] = (), worker: str = "") -> bool:
        """The item's end, with its briefs. One of them failed: so has the item."""
        wall = self._store.wall()
        return self._store.write(lambda c: books.made(c, item_id, briefs, changes=changes, worker=worker, wall=wall))

    def failed(self, item_id: str, *, reason: str, hint: str = "", again: bool = False, worker: str = "") -> bool:
        """The item's end, for a reason. ``again``: it may pass, the next run tries once more."""
        wall = self._store.wall()
        return self._store.write(
            lambda c: books.failed(c, item_id, reason=reason, hint=hint, again=again, worker=worker, wall=wall)
        )

    def skipped(self, item_id: str, *, rule: str, worker: str = "") -> bool:
        """The item's end, by a rule."""
        wall = self._store.wall()
        return self._store.write(
            lambda c: queue.end(c, item_id, worker=worker, wall=wall, state=State.SKIPPED, rule=rule)
        )

    def cancelled(self, item_id: str, *, worker: str = "") -> bool:
        """The item's end, as was asked."""
        return self._store.write(lambda c: books.cancelled(c, item_id, worker=worker, wall=self._store.wall()))

    # --- answers

    def item(self, item_id: str) -> Item | None:
        return self._store.read(lambda c: shelf.item(c, item_id))

    def items(self, **wanted: Any) -> tuple[Item, ...]:
        """Items by ``state``, ``source``, ``run``, ``text``, ``jobs``; ``limit`` and ``offset``; last changed first."""
        return self._store.read(lambda c: shelf.list_items(c, shelf.Wanted(**wanted)))

    def shelf(self, day: date | None = None, text: str = "", **wanted: Any) -> tuple[ShelfEntry, ...]:
        """Articles with briefs by day, words of the title, ``lang``, ``source``, ``run``; ``limit``, ``offset``.

        ``versions`` True: only what is not the first version of its article.
        """
        return self._store.read(lambda c: shelf.shelf(c, shelf.OnShelf(day=day, text=text, **wanted)))

    def article(self, digest: str) -> ShelfEntry | None:
        """One article with its briefs, by its hash."""
        return self._store.read(lambda c: shelf.article(c, digest))

    def days(self, *, run: str | None = None, limit: int = 31) -> tuple[tuple[date, int], ...]:
        """The latest days of the shelf, with how many articles each has; of what a run made alone."""
        return self._store.read(lambda c: shelf.days(c, run=run, limit=limit))

    def counts(self, *, run: str = "", jobs: bool | None = None) -> Counter[State]:
        """How many items stand where; of one run, of the page's jobs or of batches alone."""
        return self._store.read(lambda c: shelf.counts(c, run=run, jobs=jobs))

    def by_source(self, sources: Collection[str]) -> Mapping[str, Counter[State]]:
        """How many items of each of these sources stand where."""
        return self._store.read(lambda c: shelf.by_source(c, sources=sources))

    def walk(self, *, limit: int = 1000) -> Iterator[tuple[Item, ShelfEntry | None]]:
        """Every item with its article, in the order they were first seen; each transaction is a short one."""
        last = 0
        while some := self._store.read(lambda c, last=last: shelf.walk(c, after=last, limit=limit)):  # type: ignore[misc]
            for last, item, entry in some:  # noqa: B007 - the place to go on from
                yield item, entry

    # --- runs

    def start_run(self, name: str = "") -> str:
        """A new run's id; ``name`` is what people call it, its configuration's file as a rule."""
        run = secrets.token_hex(8)
        values = {"id": run, "name": name, "started": self._store.wall()}
        self._store.write(lambda c: c.execute(insert(runs).values(values)).rowcount)
        return run

    def end_run(self, run: str, *, outcome: str, ended: Mapping[State, int]) -> None:
        """Writes down how a run ended and how many items it brought to which end."""
        values = {
            "ended": self._store.wall(),
            "outcome": outcome,
            "made": ended.get(State.MADE, 0),
            "failed": ended.get(State.FAILED, 0),
            "skipped": ended.get(State.SKIPPED, 0),
        }
        self._store.write(lambda c: c.execute(update(runs).where(runs.c.id == run).values(values)).rowcount)

    def runs(self, *, limit: int = 20) -> tuple[RunRow, ...]:
        """The latest runs first."""
        return self._store.read(lambda c: shelf.list_runs(c, limit=limit))
