"""The digests of a day from what the ledger says was made on it.

Owns which days a run renews, where their digests lie (``2026-11-23/digest.en.docx``
below the shelf), and that the one left behind is the whole day's, whoever else
writes it at the same time. Knows nothing of what a digest looks like.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.errors import OutputError
from briefing.jobs.digest import Briefed, write_digests
from briefing.jobs.ledger import Ledger
from briefing.jobs.shelved import digest_folder, digests_of_day, entries_of, record_of
from briefing.jobs.values import ShelfEntry
from briefing.values import Lang

# Runs looked back on for one that was killed before it wrote its digests.
_RUNS = 20
# How often a digest is written anew because more was made meanwhile; the runner that makes it writes one too.
_TURNS = 5
_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where digests go, for whom, and in which template."""

    root: Path
    langs: Sequence[Lang]
    template: Path | None


def renew_digests(ledger: Ledger, shelf: Shelf, *, run: str, today: date) -> None:
    """Write the digests of every day that ``run``, or a run that never ended, made briefs of.

    Raises OutputError after the last one, where one could not be written or had to leave a brief out.
    """
    runs = {run, *(each.id for each in ledger.runs(limit=_RUNS) if each.ended is None)}
    days = {day for each in runs for day, _ in ledger.days(run=each, limit=_MANY)}
    if len(digests_of_day(shelf.root, today)) < len(shelf.langs):
        days.add(today)
    faults: list[OutputError] = []
    for day in sorted(days):
        faults += _renewed(ledger, shelf, day)
    if faults:
        raise faults[0]


def _renewed(ledger: Ledger, shelf: Shelf, day: date) -> list[OutputError]:
    """Written, and written again if the day has grown: of two runners the last to write has seen all of it."""
    told: list[ShelfEntry] = []
    faults: list[OutputError] = []
    for _ in range(_TURNS):
        entries = [entry for entry in entries_of(ledger, day) if record_of(entry, shelf.root).is_file()]
        if entries == told:
            break
        told = entries
        try:
            faults = _written(ledger, shelf, day, entries)
        except OutputError as error:
            return [error]
    return faults


def _written(ledger: Ledger, shelf: Shelf, day: date, entries: Sequence[ShelfEntry]) -> list[OutputError]:
    folder = digest_folder(shelf.root, day)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}", hint="the output folder must be writable") from error
    replaced = {entry.article.supersedes: _documents(entry, shelf.root).keys() for entry in entries}
    # As the day went on: the shelf gives the latest first.
    briefed = (_briefed(ledger, shelf.root, entry, replaced) for entry in reversed(entries))
    done = write_digests(folder, day, briefed, langs=shelf.langs, template=shelf.template)
    return list(done.faults)


def _briefed(ledger: Ledger, root: Path, entry: ShelfEntry, replaced: Mapping[str, Collection[Lang]]) -> Briefed:
    """What a later version of the day replaces is told there, and not once more as if it held."""
    former = ledger.article(entry.article.supersedes) if entry.article.supersedes else None
    newer = replaced.get(entry.article.hash, ())
    return Briefed(
        record=record_of(entry, root),
        documents={lang: path for lang, path in _documents(entry, root).items() if lang not in newer},
        former=None if former is None else record_of(former, root),
        replaced={} if former is None else _documents(former, root),
    )


def _documents(entry: ShelfEntry, root: Path) -> dict[Lang, Path]:
    return {brief.lang: root / brief.path for brief in entry.briefs if brief.path and not brief.recipe}
