"""What the ledger and the shelf hold, as one file to take away.

Owns the form of the exported ledger and of a day's zip. Knows nothing of who asks for them.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

from briefing.errors import OutputError, UsageError
from briefing.jobs.ledger import Ledger
from briefing.jobs.shelved import digests_of_day, entries_of, files_of
from briefing.jobs.values import Item, ShelfEntry
from briefing.render import write_atomic

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
            count, data = _FORMS[ending](rows(ledger))
            write_atomic(path, data)
            return f"{path}: {count} places"
    raise UsageError(f"{path}: not a form of export", hint="end the name in .csv, .json, .jsonl or .zip")


def rows(ledger: Ledger) -> Iterator[dict[str, str]]:
    """Every item of the ledger with what was made of it, in the order they were first seen."""
    return (_row(item, entry) for item, entry in ledger.walk())


def csv_bytes(found: Iterable[Mapping[str, str]]) -> tuple[int, bytes]:
    """How many rows, and the table. With a byte-order mark: Excel takes a CSV file without one for another encoding."""
    stream = io.StringIO()
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    count = sum(1 for row in found if table.writerow({key: _harmless(value) for key, value in row.items()}))
    return count, stream.getvalue().encode("utf-8-sig")


def json_bytes(found: Iterable[Mapping[str, str]]) -> tuple[int, bytes]:
    """How many rows, and one JSON list of them, a row to a line."""
    lines = list(map(_json_line, found))
    return len(lines), ("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n").encode()


def jsonl_bytes(found: Iterable[Mapping[str, str]]) -> tuple[int, bytes]:
    """How many rows, and each as a JSON object on a line of its own."""
    lines = list(map(_json_line, found))
    return len(lines), "".join(f"{line}\n" for line in lines).encode()


_FORMS = {".csv": csv_bytes, ".json": json_bytes, ".jsonl": jsonl_bytes}


def _json_line(row: Mapping[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def day_files(ledger: Ledger, root: Path, day: date) -> tuple[Path, ...]:
    """The files of a day that are on the shelf: digests, documents, records."""
    found = dict.fromkeys(path for entry in entries_of(ledger, day) for path in files_of(entry, root))
    return (*digests_of_day(root, day), *(path for path in found if path.is_file()))


def zip_files(paths: Sequence[Path], root: Path) -> bytes:
    """The files in one zip under their places on the shelf, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _EPOCH)
            entry.external_attr = 0o644 << 16
            # Word files are packed already.
            entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".docx" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, _bytes(path))
    return held.getvalue()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", hint="the file has gone from the shelf") from error


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
