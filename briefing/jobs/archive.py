"""What the ledger and the shelf hold, as one file to take away.

Owns the form of the exported ledger and of a day's zip. Knows nothing of who asks for them.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import IO

from briefing.errors import OutputError, UsageError
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import Item, ShelfEntry
from briefing.render import write_atomic

# Rows asked for at a time: a ledger of a million is never in memory.
PAGE = 1000
COLUMNS = (
    "source",
    "locator",
    "title",
    "state",
    "reason",
    "hint",
    "rule",
    "attempts",
    "first_seen",
    "changed",
    "article",
    "day",
    "version",
    "documents",
)
# The zip epoch: the same files make the same archive.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def export_to(path: Path, ledger: Ledger, root: Path, day: date) -> str:
    """Write what the ending asks for, whole or not at all, and say what. Raises UsageError, OutputError."""
    match path.suffix.lower():
        case ".zip":
            held = day_files(ledger, root, day)
            if not held:
                raise OutputError(f"no briefs of {day.isoformat()} on the shelf", hint="give another --day")
            write_atomic(path, zip_files(held, root))
            return f"{path}: {len(held)} files of {day.isoformat()}"
        case ".csv" | ".json" | ".jsonl" as ending:
            stream = io.StringIO()
            count = (write_csv if ending == ".csv" else write_json)(rows(ledger), stream)
            write_atomic(path, stream.getvalue().encode("utf-8"))
            return f"{path}: {count} places"
    raise UsageError(f"{path}: not a form of export", hint="end the name in .csv, .json or .zip")


def rows(ledger: Ledger) -> Iterator[dict[str, str]]:
    """Every item of the ledger with what was made of it, the last changed first."""
    for at in _pages():
        items = ledger.items(limit=PAGE, offset=at)
        yield from (_row(item, ledger.article(item.article) if item.article else None) for item in items)
        if len(items) < PAGE:
            return


def write_csv(found: Iterator[dict[str, str]], stream: IO[str]) -> int:
    """How many rows were written. With a byte-order mark: Excel takes a CSV file without one for another encoding."""
    stream.write("\ufeff")
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    return sum(1 for row in found if table.writerow({key: _harmless(value) for key, value in row.items()}))


def write_json(found: Iterator[dict[str, str]], stream: IO[str]) -> int:
    """How many rows were written, each a JSON object on a line."""
    return sum(1 for row in found if stream.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"))


def day_files(ledger: Ledger, root: Path, day: date) -> tuple[Path, ...]:
    """The files of a day that are on the shelf: documents, records, digests."""
    found: dict[Path, None] = {}
    for at in _pages():
        entries = ledger.shelf(day, limit=PAGE, offset=at)
        for entry in entries:
            found |= dict.fromkeys(_files_of(entry, root))
        if len(entries) < PAGE:
            break
    digests = {path for file in found for path in file.parent.glob("digest.*.docx")}
    return tuple(path for path in (*sorted(digests), *found) if path.is_file())


def zip_files(paths: Sequence[Path], root: Path) -> bytes:
    """The files in one zip under their places on the shelf, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:  # Word files are packed already
        for path in paths:
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _bytes(path))
    return held.getvalue()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", hint="the file has gone from the shelf") from error


def _files_of(entry: ShelfEntry, root: Path) -> Iterator[Path]:
    for brief in entry.briefs:
        if brief.path:
            document = root / brief.path
            yield document
            yield document.with_name(document.name.removesuffix(f".{brief.lang}.docx") + ".brief.json")


def _row(item: Item, entry: ShelfEntry | None) -> dict[str, str]:
    made = {
        "day": entry.article.day.isoformat() if entry else "",
        "version": str(entry.article.version) if entry else "",
        "documents": " ".join(brief.path for brief in entry.briefs) if entry else "",
    }
    held = {field.name: _plain(getattr(item, field.name)) for field in fields(item)}
    return {column: made[column] if column in made else held[column] for column in COLUMNS}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _harmless(value: str) -> str:
    """A title from the web that begins like a formula would be one in Excel."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _pages() -> Iterator[int]:
    at = 0
    while True:
        yield at
        at += PAGE
