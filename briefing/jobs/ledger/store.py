"""The database under the ledger: how it is opened, how a transaction goes, what its errors mean.

Owns connections, the schema's version row and the ledger's time. Knows nothing
of items and briefs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, event, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from briefing.errors import LedgerError
from briefing.jobs.ledger import schema
from briefing.jobs.ledger.address import address, open_engine

T = TypeVar("T")

# How often a transaction is tried that lost against another one (PostgreSQL; SQLite waits its turn instead).
TRIES = 5
# The largest time seen is written down no more often than this.
TICK_MS = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_ms(stamp: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=stamp)


class Store:
    """An open database. ``clock`` dates what people see; claims go by ``now``, which never runs back."""

    def __init__(self, where: Path | str, *, clock: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self.name, url = address(where)
        self._clock, self._elapsed = clock, elapsed
        # The clock is asked once: a clock that is set while we run moves nothing.
        self._base = to_ms(clock()) - int(elapsed() * 1000)
        with self.told():
            self._engine = _engine(url)
            try:
                self._prepare()
            except BaseException:
                self._engine.dispose()
                raise

    def close(self) -> None:
        with self.told():
            self._engine.dispose()

    @property
    def dialect(self) -> str:
        return self._engine.dialect.name

    def wall(self) -> int:
        """The moment as the clock tells it, for people."""
        return to_ms(self._clock())

    def now(self, connection: Connection) -> int:
        """The ledger's time: this process's own, or the latest any process has seen, whichever is later.

        From there it runs on at the pace of this machine, also where the clock stands behind.
        """
        latest = int(connection.execute(select(schema.ledger.c.latest)).scalar_one())
        now = self._base + int(self._elapsed() * 1000)
        if now < latest:
            self._base += latest - now
            return latest
        if now - latest >= TICK_MS:
            connection.execute(update(schema.ledger).where(schema.ledger.c.latest < now).values(latest=now))
        return now

    def read(self, work: Callable[[Connection], T]) -> T:
        with self.told(), self._engine.connect() as connection:
            return work(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        """``work`` in one transaction that begins as a writer, tried again where another got in between."""
        with self.told():
            for _ in range(TRIES - 1):
                try:
                    return self._write(work)
                except DBAPIError as error:
                    if not _lost_a_race(error):
                        raise
            return self._write(work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                return work(connection)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Whatever the database says becomes one line."""
        try:
            yield
        except (DBAPIError, OSError) as error:
            raise _line(self.name, error) from error

    def _prepare(self) -> None:
        for patience in (0.05, 0.2, 1.0, 0):
            try:
                self._write(self._settle)
                return
            except DBAPIError as error:  # another process makes the same tables at this moment
                if not patience or not (_lost_a_race(error) or _is_locked(error) or _exists(error)):
                    raise
                time.sleep(patience)

    def _settle(self, connection: Connection) -> None:
        """The tables, made or brought up to date; from here on our time and the ledger's run side by side."""
        tables = set(inspect(connection).get_table_names())
        if schema.ledger.name in tables:
            self._migrate(connection)
            self.now(connection)
            return
        if self.dialect == "sqlite" and tables:
            raise LedgerError(f"{self.name}: is a database of another program", hint="name another file for the ledger")
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.ledger).values(one=1, version=schema.VERSION, latest=0))

    def _migrate(self, connection: Connection) -> None:
        version = connection.execute(select(schema.ledger.c.version)).scalar()
        if version is None:
            raise LedgerError(f"{self.name}: is no ledger of briefing", hint="name another file for the ledger")
        if version > schema.VERSION:
            raise LedgerError(
                f"{self.name}: was written by a newer version (form {version}, this one knows {schema.VERSION})",
                hint="upgrade briefing on this machine: pip install --upgrade briefing",
            )
        for step in range(version, schema.VERSION):
            schema.MIGRATIONS[step](connection)
        if version < schema.VERSION:
            connection.execute(update(schema.ledger).values(version=schema.VERSION))


def _engine(url: URL) -> Engine:
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    """SQLite as several processes need it. The driver begins no transactions of its own: ``_begin`` does."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: a reader that turns writer would be refused, not made to wait."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _lost_a_race(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or _state(error) in {"40001", "40P01"}


def _state(error: DBAPIError) -> str:
    """The SQLSTATE, where the database has one; each driver keeps it elsewhere."""
    return str(getattr(error.orig, "sqlstate", "") or getattr(error.orig, "pgcode", "") or _fields(error).get("C", ""))


def _fields(error: DBAPIError) -> Mapping[str, str]:
    """pg8000 gives an error as the fields of the server's answer."""
    first = next(iter(error.orig.args), None) if error.orig is not None else None
    return first if isinstance(first, dict) else {}


def _said(error: DBAPIError | OSError) -> str:
    if isinstance(error, OSError):
        return str(error.strerror or error)
    # pg8000 tells in brackets what it called its socket with.
    return _fields(error).get("M", "") or str(error.orig).partition(" (timeout is ")[0]


def _is_locked(error: DBAPIError) -> bool:
    return "locked" in str(error.orig)


def _exists(error: DBAPIError) -> bool:
    return "already exists" in str(error.orig)


# What SQLite says, what it means and what helps. Its own words, from sqlite3ErrStr; PostgreSQL's are shown as they are.
_MEANINGS = (
    ("not a database", "is no database", "name another file for the ledger, or move this one away"),
    ("malformed", "is damaged", "put a copy back, or move it away: briefs that are there are then made once more"),
    ("readonly", "may not be written", "check its rights and those of its folder"),
    ("read-only", "may not be written", "check its rights and those of its folder"),
    ("unable to open", "cannot be opened", "check its name and the rights of its folder"),
    ("disk is full", "no room left to write it", "free some space; nothing that was made is lost"),
    ("disk I/O", "cannot be written to its disk", "check the disk's space and health; a network folder will not do"),
    ("locked", "has been held by another program for too long", "see which program has it open"),
)


def _line(name: str, error: DBAPIError | OSError) -> LedgerError:
    said = " ".join(_said(error).split())
    for words, meaning, hint in _MEANINGS:
        if words in said:
            return LedgerError(f"{name}: the ledger {meaning}", hint=hint)
    return LedgerError(f"{name}: the ledger does not answer: {said[:200]}", hint="see whether its database runs")
