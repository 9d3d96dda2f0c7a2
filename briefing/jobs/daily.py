"""The digests of a day from what the ledger says was made on it.

Owns where a day's digests lie: ``2026-11-23/digest.en.docx`` below the shelf.
Knows nothing of what a digest looks like.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from briefing.errors import OutputError
from briefing.jobs import layout
from briefing.jobs.digest import Briefed, write_digests
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import ShelfEntry
from briefing.values import Lang

_AT_ONCE = 500


def digests_of(
    ledger: Ledger, root: Path, day: date, *, langs: Sequence[Lang], template: Path | None
) -> tuple[Path, ...]:
    """Write the digests of a day anew, whoever made its briefs; none for a day without any. Raises OutputError."""
    entries: list[ShelfEntry] = []
    while some := ledger.shelf(day, limit=_AT_ONCE, offset=len(entries)):
        entries += some
    # As the day went on: the shelf gives the latest first.
    briefed = [_briefed(ledger, root, entry) for entry in reversed(entries)]
    held = [each for each in briefed if each.record.is_file()]
    if not held:
        return ()
    folder = root / day.isoformat()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}", hint="the output folder must be writable") from error
    return write_digests(folder, day, held, langs=langs, template=template)


def _briefed(ledger: Ledger, root: Path, entry: ShelfEntry) -> Briefed:
    article = entry.article
    former = ledger.article(article.supersedes) if article.supersedes else None
    return Briefed(
        record=root / layout.record(article.stem),
        documents={brief.lang: root / brief.path for brief in entry.briefs if brief.path and not brief.recipe},
        former=None if former is None else root / layout.record(former.article.stem),
    )
