"""Files that have lain on the shelf for their time go.

Owns which: only what the ledger says it made, and a day's digests. Knows
nothing of how long that is.
"""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

from briefing.jobs import layout
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import ShelfEntry

_DAYS = 100_000
_AT_ONCE = 500


def clear(ledger: Ledger, root: Path, *, before: date) -> int:
    """Take the files of the days before ``before`` off the shelf; how many. The ledger remembers that they were.

    A file that cannot be removed stays, for the next run to try again.
    """
    gone = 0
    for day, _ in ledger.days(limit=_DAYS):
        if day < before:
            gone += sum(_removed(path) for path in _files_of_day(ledger, root, day))
    return gone


def _files_of_day(ledger: Ledger, root: Path, day: date) -> list[Path]:
    found: list[Path] = []
    seen = 0
    while some := ledger.shelf(day, limit=_AT_ONCE, offset=seen):
        seen += len(some)
        found += [path for entry in some for path in _files_of(entry, root)]
    return found + sorted((root / day.isoformat()).glob("digest.*.docx"))


def _files_of(entry: ShelfEntry, root: Path) -> list[Path]:
    stem = entry.article.stem
    documents = [root / brief.path for brief in entry.briefs if brief.path]
    return [*documents, root / layout.record(stem)]


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    with contextlib.suppress(OSError):  # not empty: others still lie there
        path.parent.rmdir()
    return True
