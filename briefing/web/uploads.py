"""Uploads that are no longer needed.

Owns when a stored article is removed: as soon as its briefs are made or it was stopped; a week later where
it failed, so that it can be looked into and tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from briefing.jobs.ledger import Ledger
from briefing.jobs.values import OPEN, Item, State
from briefing.web.work import UPLOAD

KEEP_FAILED = 7 * 24 * 3600.0
# A file without a job is one that is being stored at this moment, or that a kill left behind.
KEEP_UNKNOWN = 3600.0


def forget(folder: Path, item: Item) -> None:
    """Remove what was stored for an item."""
    if item.locator.startswith(UPLOAD):
        (folder / PurePosixPath(item.locator.removeprefix(UPLOAD)).name).unlink(missing_ok=True)


def sweep(folder: Path, ledger: Ledger, clock: Callable[[], float] = time.time) -> int:
    """Remove what is left of jobs that are over; how many files."""
    old = [file for file in folder.iterdir() if file.is_file() and _is_over(file, ledger, clock())]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _is_over(file: Path, ledger: Ledger, now: float) -> bool:
    age = now - file.stat().st_mtime
    item = ledger.item(file.name.split(".")[0])
    if item is None:
        return age > KEEP_UNKNOWN
    if item.state in OPEN:
        return False
    return item.state is not State.FAILED or age > KEEP_FAILED
