"""What the ledger tells and is told: places, articles, briefs, runs.

Owns the words for them. Knows nothing of SQL, of how a brief is made or of who
asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from briefing.values import Lang


class State(StrEnum):
    """Where an item stands. ``SEEN`` is what people call queued."""

    SEEN = "seen"
    CLAIMED = "claimed"
    MADE = "made"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


OPEN = frozenset({State.SEEN, State.CLAIMED})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where an article may be found.

    ``signature`` changes when the place must be read again (size and time of a
    file, the entry's own date in a feed); with an empty one it is read once.
    ``options`` None is batch work, done as its configuration says; a job of the
    page carries its wishes. ``id`` is given where the caller must know it
    beforehand (an upload is stored under it), else the ledger chooses.
    """

    locator: str
    source: str
    signature: str = ""
    title: str = ""
    priority: int = 0
    options: Mapping[str, str] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A place and what became of it. ``article`` is the hash of what was read there, "" before."""

    id: str
    locator: str
    source: str
    title: str
    state: State
    signature: str
    options: Mapping[str, str] | None
    stage: str
    worker: str
    until: datetime | None
    attempts: int
    priority: int
    reason: str
    hint: str
    rule: str
    article: str
    first_seen: datetime
    changed: datetime
    run: str
    cancel_asked: bool


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the ledger knows it: never its text.

    ``stem``     path and name of its files below the shelf, without language and
                 ending; as a wish it may be taken, what it got is in the ``Order``.
    ``day``      the day it is filed under: the one it was first seen on.
    ``fingerprint``  knows the story again under another address.
    ``figures``  a digest of its figures: tells a reprint from a correction.
    ``changes``  of a new version: "revenue: 12.3亿元 → 12.5亿元".
    """

    hash: str
    title: str
    url: str
    published: datetime | None
    source: str
    stem: str
    fingerprint: str
    day: date
    figures: str = ""
    version: int = 1
    supersedes: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One brief: an article in a language by a recipe. ``path`` is relative to the shelf's root."""

    article: str
    lang: Lang
    recipe: str = ""
    state: State = State.MADE
    path: str = ""
    reason: str = ""
    hint: str = ""
    rule: str = ""
    errors: int = 0
    warnings: int = 0
    engine: str = ""
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of an item that was read.

    ``langs`` are to be made now, ``there`` lie on the shelf already. With a
    ``rule`` there is nothing to make, and ``repeats`` is the article it says
    again. ``supersedes`` is the version before, where there is one.
    """

    stem: str
    langs: tuple[Lang, ...]
    there: tuple[Lang, ...] = ()
    rule: str = ""
    repeats: str = ""
    version: int = 1
    supersedes: ArticleRow | None = None


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """An article with its briefs; ``item`` is the place it was first made from."""

    article: ArticleRow
    briefs: tuple[BriefRow, ...]
    item: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run; ``ended`` is None while it goes on, or where it was killed."""

    id: str
    name: str
    started: datetime
    ended: datetime | None
    outcome: str
    made: int
    failed: int
    skipped: int
