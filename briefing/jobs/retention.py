"""Files that have lain on the shelf for their time go.

Owns which: only what the ledger says was made before a day, and that day's
digests. Knows nothing of how long that is.
"""

from __future__ import annotations

import contextlib
from datetime import date, tzinfo
from pathlib import Path

from briefing.jobs.ledger import Ledger
from briefing.jobs.shelved import digest_folder, digests_of_day, entries_of, files_of
from briefing.jobs.values import ShelfEntry

_DAYS = 100_000


def clear(ledger: Ledger, root: Path, *, before: date, zone: tzinfo) -> int:
    """Take what was made before a day off the shelf; how many files. The ledger remembers that they were.

    An article filed under an old day but made since, after a stop or a retry, stays for
    its time. A file that cannot be removed stays, for the next run to try again.
    """
    days = (day for day, _ in ledger.days(limit=_DAYS) if day < before)
    return sum(_clear_day(ledger, root, day, before, zone) for day in days if _may_hold(ledger, root, day))


def _may_hold(ledger: Ledger, root: Path, day: date) -> bool:
    """Whether to look at all: years of days whose folders have gone would cost every run their articles."""
    filed = digest_folder(root, day)
    return filed.is_dir() or any(
        not entry.article.stem.startswith(f"{filed.name}/") for entry in ledger.shelf(day, limit=1)
    )


def _clear_day(ledger: Ledger, root: Path, day: date, before: date, zone: tzinfo) -> int:
    gone, left = 0, False
    for entry in entries_of(ledger, day):
        if _made(entry, zone) < before:
            gone += sum(_removed(path, root) for path in files_of(entry, root))
        else:
            left = True
    return gone if left else gone + sum(_removed(path, root) for path in digests_of_day(root, day))


def _made(entry: ShelfEntry, zone: tzinfo) -> date:
    """The day its latest brief was made."""
    moments = [brief.made for brief in entry.briefs if brief.made]
    return max(moments).astimezone(zone).date() if moments else entry.article.day


def _removed(path: Path, root: Path) -> bool:
    """Removes a file and the folders it leaves empty; False where it is not there or stays."""
    try:
        path.unlink()
    except OSError:
        return False
    with contextlib.suppress(OSError):  # not empty: others still lie there
        for folder in path.parents:
            if folder == root:
                break
            folder.rmdir()
    return True
