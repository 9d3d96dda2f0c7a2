"""Which files on the shelf are ours.

Owns the way from what the ledger says was made to the files it was made as,
and the names of a day's digests. Knows nothing of what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from briefing.jobs import layout
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import ShelfEntry
from briefing.values import LANGS, Lang

# Articles asked for at a time: a long day is never in memory.
_AT_ONCE = 500


def entries_of(ledger: Ledger, day: date) -> Iterator[ShelfEntry]:
    """The articles filed under a day that have briefs, the latest first."""
    seen, told = 0, set[str]()
    while some := ledger.shelf(day, limit=_AT_ONCE, offset=seen):
        seen += len(some)
        # One that is made meanwhile moves the others on.
        new = [entry for entry in some if entry.article.hash not in told]
        told.update(entry.article.hash for entry in new)
        yield from new


def files_of(entry: ShelfEntry, root: Path) -> tuple[Path, ...]:
    """The documents of an article and the records beside them, whether they are still there or not."""
    documents = {root / brief.path: None for brief in entry.briefs if brief.path}
    records = {root / layout.record(_stem(entry, brief.recipe)): None for brief in entry.briefs}
    return (*documents, *records)


def record_of(entry: ShelfEntry, root: Path) -> Path:
    """The JSON of the briefs that a batch made of an article."""
    return root / layout.record(_stem(entry, ""))


def digest_folder(root: Path, day: date) -> Path:
    return root / day.isoformat()


def digest_name(lang: Lang) -> str:
    return f"digest.{lang}.docx"


def digests_of_day(root: Path, day: date) -> tuple[Path, ...]:
    """The digests of a day that are there."""
    places = (digest_folder(root, day) / digest_name(lang) for lang in LANGS)
    return tuple(path for path in places if path.is_file())


def _stem(entry: ShelfEntry, recipe: str) -> str:
    return entry.article.stem + (f".{recipe[:8]}" if recipe else "")
