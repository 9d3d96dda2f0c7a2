"""``models.lock``: which commit of a repository was fetched, so that later runs load the same.

Owns the file in the user's data folder. A branch moves; what a brief was written
with must not. Knows nothing of profiles nor of the cache.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from briefing.errors import DataError, OutputError

NAME = "models.lock"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What was fetched of a repository: the commit, when, and the files with their sizes in bytes."""

    commit: str
    fetched: str
    files: Mapping[str, int]


def lock_file() -> Path:
    return platformdirs.user_data_path("briefing", appauthor=False) / NAME


def entry(repo: str, revision: str) -> Entry | None:
    """What was fetched for that revision; None where nothing was."""
    return _read().get(_key(repo, revision))


def record(repo: str, revision: str, commit: str, files: Mapping[str, int], *, now: datetime | None = None) -> None:
    """Remember what was fetched; the file is replaced whole or not at all."""
    fetched = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    entries = _read() | {_key(repo, revision): Entry(commit, fetched, dict(sorted(files.items())))}
    table = {"version": _VERSION, "models": {key: asdict(entries[key]) for key in sorted(entries)}}
    try:
        _replace(lock_file(), json.dumps(table, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise OutputError(f"{lock_file()}: cannot be written: {error.strerror}") from error


def _key(repo: str, revision: str) -> str:
    return f"{repo}@{revision}"


def _read() -> dict[str, Entry]:
    file = lock_file()
    if not file.is_file():
        return {}
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        if table["version"] != _VERSION:
            raise ValueError(f"version {table['version']}")
        return {key: Entry(**fields) for key, fields in table["models"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise DataError(
            f"{file}: cannot be read: {error}", hint="delete it; briefing models pull writes it anew"
        ) from error


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=NAME, delete=False, encoding="utf-8") as half:
        try:
            half.write(text)
            half.flush()
            os.fsync(half.fileno())
            Path(half.name).replace(file)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise
