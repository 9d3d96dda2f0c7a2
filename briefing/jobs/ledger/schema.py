"""The ledger's tables.

Owns columns and indexes. Times are milliseconds since 1970 in UTC: they sort
and compare alike in every database. A change here raises ``VERSION`` and brings
a step in ``MIGRATIONS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, MetaData, String, Table, Text

VERSION = 1
# From a version to the next one; version 1 is the first.
MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {}

metadata = MetaData()

# One row. ``latest`` is the largest time the ledger has seen, for the claims.
ledger = Table(
    "ledger",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("latest", BigInteger, nullable=False),
)

# SQLite counts rows by itself only in a column that is INTEGER to the letter.
_COUNTED = BigInteger().with_variant(Integer, "sqlite")

item = Table(
    "item",
    metadata,
    Column("seq", _COUNTED, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    # The digest of a locator that may be long, or the id of a job, which is never found again by its place.
    Column("key", String(64), nullable=False, unique=True),
    Column("locator", Text, nullable=False),
    Column("source", Text, nullable=False, default=""),
    Column("title", Text, nullable=False, default=""),
    Column("state", String(12), nullable=False),
    Column("signature", Text, nullable=False, default=""),
    Column("options", Text),
    Column("stage", String(20), nullable=False, default=""),
    Column("worker", String(200), nullable=False, default=""),
    Column("until", BigInteger),
    Column("doubted", Boolean, nullable=False, default=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("strikes", Integer, nullable=False, default=0),
    Column("priority", Integer, nullable=False, default=0),
    Column("reason", Text, nullable=False, default=""),
    Column("hint", Text, nullable=False, default=""),
    Column("rule", Text, nullable=False, default=""),
    Column("again", Boolean, nullable=False, default=False),
    Column("article", String(64), nullable=False, default=""),
    Column("first_seen", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("run", String(32), nullable=False, default=""),
    Column("cancel_asked", Boolean, nullable=False, default=False),
)
# The queue: what was tried before comes after what was not, so that a bad article holds up nothing.
Index("item_queue", item.c.state, item.c.priority.desc(), item.c.attempts, item.c.seq)
Index("item_article", item.c.article)
Index("item_run", item.c.run, item.c.state)

article = Table(
    "article",
    metadata,
    Column("seq", _COUNTED, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published", BigInteger),
    Column("source", Text, nullable=False),
    Column("stem", Text, nullable=False),
    # Some file systems do not tell A.docx from a.docx.
    Column("stem_key", Text, nullable=False, unique=True),
    Column("fingerprint", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("figures", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("supersedes", String(64), nullable=False),
    Column("changes", Text, nullable=False),
)
Index("article_supersedes", article.c.supersedes)
Index("article_day", article.c.day, article.c.seq)

# Marks of an article's opening: those of one story share one, so that a new one is compared with few.
anchor = Table(
    "anchor",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("article", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

brief = Table(
    "brief",
    metadata,
    Column("article", String(64), primary_key=True),
    Column("lang", String(8), primary_key=True),
    Column("recipe", String(64), primary_key=True),
    Column("item", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("path", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("hint", Text, nullable=False, default=""),
    Column("rule", Text, nullable=False, default=""),
    Column("errors", Integer, nullable=False, default=0),
    Column("warnings", Integer, nullable=False, default=0),
    Column("engine", Text, nullable=False, default=""),
    Column("made", BigInteger),
)
Index("brief_item", brief.c.item)

run = Table(
    "run",
    metadata,
    Column("seq", _COUNTED, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("outcome", Text, nullable=False, default=""),
    Column("made", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
    Column("skipped", Integer, nullable=False, default=0),
)
