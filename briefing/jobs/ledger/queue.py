"""The queue: places seen, claimed, let go, ended.

Owns every change of an item's state. A claim is a promise with a time: who does
not renew it is asked once more (``doubted``) and then loses it. Knows nothing of
articles and briefs (``books``). Each function works inside one transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from briefing.errors import QueueFull
from briefing.jobs.ledger.rows import item_of, key_of, options_text
from briefing.jobs.ledger.schema import item as items
from briefing.jobs.values import Item, Sighting, State

# A worker that ends while on an article, seen by whoever started it: three times is no accident.
STRIKES = 3
# A claim that nobody renewed and nobody saw end: machines go down for reasons that are not the article's.
ATTEMPTS = 10
_FREE: dict[str, Any] = {"state": State.SEEN, "worker": "", "until": None, "doubted": False, "stage": ""}
_NEW: dict[str, Any] = {
    **_FREE, "attempts": 0, "strikes": 0, "reason": "", "hint": "", "rule": "", "again": False, "cancel_asked": False
}  # fmt: skip
_DONE = (State.MADE, State.FAILED, State.SKIPPED, State.CANCELLED)


def see(connection: Connection, sightings: Sequence[Sighting], *, run: str, wall: int) -> int:
    """New places and places that changed are queued; how many."""
    latest = {key_of(sighting.locator): sighting for sighting in sightings}
    known = {row.key: row for row in connection.execute(select(items).where(items.c.key.in_(latest)))}
    new = [_columns(s, key=key, wall=wall) | {"run": run} for key, s in latest.items() if key not in known]
    if new:
        connection.execute(insert(items), new)
    changed = [(row, latest[key]) for key, row in known.items() if row.signature != latest[key].signature]
    return len(new) + sum(_see_again(connection, row, sighting, run=run, wall=wall) for row, sighting in changed)


def _see_again(connection: Connection, row: Any, sighting: Sighting, *, run: str, wall: int) -> bool:
    """What is being worked on keeps its signature: the next look finds the change and queues it then."""
    if row.state == State.CLAIMED:
        return False
    values = {
        **_NEW,
        "signature": sighting.signature,
        "title": sighting.title or row.title,
        "run": run,
        "changed": wall,
    }
    connection.execute(update(items).where(items.c.seq == row.seq, items.c.state == row.state).values(values))
    return row.state in _DONE


def submit(connection: Connection, sighting: Sighting, *, limit: int, wall: int) -> Item:
    """One job of the page, queued unless ``limit`` wait already."""
    waiting = select(func.count()).where(items.c.state == State.SEEN, items.c.options.is_not(None))
    if connection.execute(waiting).scalar_one() >= limit:
        raise QueueFull(f"{limit} jobs wait already", hint="try again in a few minutes")
    name = sighting.id or secrets.token_hex(16)
    job = Sighting(**{**_fields(sighting), "id": name, "options": dict(sighting.options or {})})
    row = connection.execute(insert(items).values(_columns(job, key=name, wall=wall)).returning(items)).one()
    return item_of(row)


def claim(
    connection: Connection,
    worker: str,
    *,
    count: int,
    lease: timedelta,
    now: int,
    wall: int,
    sources: Collection[str] | None,
    run: str,
) -> tuple[Item, ...]:
    """Up to ``count`` items for this worker, those waiting longest first."""
    _settle(connection, now=now, grace=_ms(lease) // 2, wall=wall)
    free = _of(select(items.c.seq).where(items.c.state == State.SEEN), sources)
    free = free.order_by(items.c.priority.desc(), items.c.attempts, items.c.seq).limit(count)
    chosen = connection.execute(free.with_for_update(skip_locked=True)).scalars().all()
    if not chosen:
        return ()
    taken = (
        update(items)
        .where(items.c.seq.in_(chosen), items.c.state == State.SEEN)
        .values(
            state=State.CLAIMED,
            worker=worker,
            until=now + _ms(lease),
            doubted=False,
            attempts=items.c.attempts + 1,
            stage="",
            run=run,
            changed=wall,
        )
        .returning(items)
    )
    rows = sorted(connection.execute(taken).all(), key=lambda row: chosen.index(row.seq))
    return tuple(map(item_of, rows))


def _settle(connection: Connection, *, now: int, grace: int, wall: int) -> None:
    """Claims whose time is over: doubted first, lost when nobody renewed them after that."""
    over = and_(items.c.state == State.CLAIMED, items.c.until <= now)
    rows = connection.execute(select(items.c.seq, items.c.doubted).where(over)).all()
    if not rows:
        return
    lost = [row.seq for row in rows if row.doubted]
    late = [row.seq for row in rows if not row.doubted]
    if late:
        asked = update(items).where(items.c.seq.in_(late), over)
        connection.execute(asked.values(doubted=True, until=now + grace))
    if lost:
        _let_go(connection, and_(items.c.seq.in_(lost), over), wall=wall)


def _let_go(connection: Connection, which: ColumnElement[bool], *, wall: int) -> int:
    """Claims without a worker: queued again, unless cancelling was asked or it happened too often."""
    claimed = and_(which, items.c.state == State.CLAIMED)
    end = update(items).where(claimed)
    stopped = end.where(items.c.cancel_asked)
    count = connection.execute(stopped.values({**_FREE, "state": State.CANCELLED, "changed": wall})).rowcount
    struck = end.where(or_(items.c.strikes >= STRIKES, items.c.attempts >= ATTEMPTS))
    reason = {"reason": _poison(), "hint": "read it alone: briefing generate SOURCE; then briefing batch retry"}
    count += connection.execute(struck.values({**_FREE, "state": State.FAILED, "changed": wall, **reason})).rowcount
    return count + connection.execute(end.values({**_FREE, "changed": wall})).rowcount


def _poison() -> str:
    return "its worker was killed or ran out of time on it, again and again"


def renew(connection: Connection, workers: Collection[str], *, lease: timedelta, now: int) -> int:
    held = update(items).where(items.c.state == State.CLAIMED, items.c.worker.in_(workers))
    return connection.execute(held.values(until=now + _ms(lease), doubted=False)).rowcount


def release(connection: Connection, worker: str, *, wall: int) -> int:
    """A worker that stops in order gives back what it has not ended, as if it had never had it."""
    held = and_(items.c.state == State.CLAIMED, items.c.worker == worker)
    connection.execute(update(items).where(held).values(attempts=items.c.attempts - 1))
    return _let_go(connection, held, wall=wall)


def lost(connection: Connection, worker: str, *, struck: bool, wall: int) -> tuple[Item, ...]:
    """A worker that is gone for sure: what it held, as it stands now. ``struck``: seen to die at its work."""
    held = and_(items.c.state == State.CLAIMED, items.c.worker == worker)
    ids = connection.execute(select(items.c.seq).where(held)).scalars().all()
    if struck and ids:
        connection.execute(update(items).where(items.c.seq.in_(ids)).values(strikes=items.c.strikes + 1))
    _let_go(connection, held, wall=wall)
    return tuple(map(item_of, connection.execute(select(items).where(items.c.seq.in_(ids)))))


def holders(connection: Connection, *, sources: Collection[str] | None) -> tuple[str, ...]:
    """The workers that hold claims."""
    held = select(items.c.worker).where(items.c.state == State.CLAIMED).distinct()
    return tuple(connection.execute(_of(held, sources)).scalars())


def number(connection: Connection, state: State, *, sources: Collection[str] | None) -> int:
    there = select(func.count()).where(items.c.state == state)
    return int(connection.execute(_of(there, sources)).scalar_one())


def unknown(connection: Connection, sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """What ``see`` would queue."""
    latest = {key_of(sighting.locator): sighting for sighting in sightings}
    found = select(items.c.key, items.c.signature, items.c.state).where(items.c.key.in_(latest))
    known = {row.key: row for row in connection.execute(found)}
    return tuple(s for key, s in latest.items() if key not in known or _has_changed(known[key], s))


def _has_changed(row: Any, sighting: Sighting) -> bool:
    return row.state in _DONE and row.signature != sighting.signature


def _of(query: Select[Any], sources: Collection[str] | None) -> Select[Any]:
    return query if sources is None else query.where(items.c.source.in_(sources))


def end(connection: Connection, which: str, *, worker: str, wall: int, **values: Any) -> bool:
    """An item reaches its final state; False where this worker holds it no longer."""
    held = and_(items.c.id == which, items.c.state == State.CLAIMED)
    if worker:
        held = and_(held, items.c.worker == worker)
    cleared = {**_FREE, "strikes": 0, "reason": "", "hint": "", "rule": "", "again": False}
    done = update(items).where(held).values({**cleared, "changed": wall, **values})
    return connection.execute(done).rowcount == 1


def stage(connection: Connection, which: str, stage: str, *, worker: str) -> bool:
    """Notes how far the work is; False where it should stop: cancelling was asked, or the claim is another's."""
    held = [items.c.id == which, items.c.state == State.CLAIMED, items.c.cancel_asked.is_(False)]
    if worker:
        held.append(items.c.worker == worker)
    return connection.execute(update(items).where(*held).values(stage=stage)).rowcount == 1


def cancel(connection: Connection, which: str, *, wall: int) -> bool:
    """What waits is cancelled at once; who works on it is told at the next stage. False where it had ended."""
    waits = update(items).where(items.c.id == which, items.c.state == State.SEEN)
    if connection.execute(waits.values({**_FREE, "state": State.CANCELLED, "changed": wall})).rowcount:
        return True
    held = update(items).where(items.c.id == which, items.c.state == State.CLAIMED)
    return connection.execute(held.values(cancel_asked=True)).rowcount == 1


def retry(connection: Connection, which: Iterable[ColumnElement[bool]], *, wall: int) -> int:
    """Failed items back into the queue, as new."""
    failed = update(items).where(items.c.state == State.FAILED, *which)
    return connection.execute(failed.values({**_NEW, "changed": wall})).rowcount


def revive(connection: Connection, *, sources: Collection[str] | None, tries: int, wall: int) -> int:
    """Failures that may pass, tried again while they were tried less than ``tries`` times."""
    which = [items.c.state == State.FAILED, items.c.again.is_(True), items.c.attempts < tries]
    if sources is not None:
        which.append(items.c.source.in_(sources))
    back = update(items).where(*which)
    return connection.execute(
        back.values({**_FREE, "reason": "", "hint": "", "again": False, "changed": wall})
    ).rowcount


def _columns(sighting: Sighting, *, key: str, wall: int) -> dict[str, Any]:
    return {
        "id": sighting.id or secrets.token_hex(16),
        "key": key,
        "locator": sighting.locator,
        "source": sighting.source,
        "title": sighting.title,
        "state": State.SEEN,
        "signature": sighting.signature,
        "options": options_text(sighting.options),
        "priority": sighting.priority,
        "first_seen": wall,
        "changed": wall,
    }


def _fields(sighting: Sighting) -> dict[str, Any]:
    return {name: getattr(sighting, name) for name in Sighting.__dataclass_fields__}


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
