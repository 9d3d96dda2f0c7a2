"""Sources of a configuration → sightings for the ledger.

Owns what a source's entries are called (locators) and what tells that one has
changed (signatures). One source that fails or hangs stops none of the others.
Knows nothing of what is done with an article.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import cast

from briefing.errors import BriefingError, SourceMissing, SourceUnreadable
from briefing.jobs.config import BatchConfig, SourceConfig
from briefing.jobs.values import Sighting
from briefing.read import expand
from briefing.read.fetch import Page
from briefing.read.listing import Entry, Kind, entries

Get = Callable[[str], Page]


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that could not be looked at."""

    source: str
    error: BriefingError


def sightings(config: BatchConfig, get: Get, *, today: date) -> Iterator[Sighting | Problem]:
    """What all sources hold today, in the order of the file; a Problem for a source that cannot be listed."""
    for name, source in zip(config.names(), config.source, strict=True):
        try:
            yield from _of_source(config, name, source, get, today)
        except BriefingError as error:
            yield Problem(name, error)


def _of_source(
    config: BatchConfig, name: str, source: SourceConfig, get: Get, today: date
) -> Iterator[Sighting | Problem]:
    if source.kind in ("folder", "files"):
        shelf = config.output.dir.resolve()
        files = (path for path in _files(config, source) if shelf not in path.parents)
        yield from (_of_file(path, name, source) if _has_plain_name(path) else _odd(path, name) for path in files)
    else:
        found = _listed(source, get)
        yield from (_of_entry(entry, name, source, today) for entry in islice(found, source.limit))


def _files(config: BatchConfig, source: SourceConfig) -> Iterator[Path]:
    """What is on the shelf is no source, though the shelf may lie inside the folder."""
    if source.folder is not None:
        if not source.folder.is_dir():
            raise SourceMissing(f"{source.folder}: no such folder", hint="paths are relative to the configuration")
        return (Path(found).resolve() for found in expand([str(source.folder)]))
    base, pattern = _anchored(config.path.parent, cast(str, source.files))
    try:
        found = sorted(path.resolve() for path in base.glob(pattern) if path.is_file())
    except (ValueError, OSError, NotImplementedError) as error:
        raise SourceUnreadable(f"{source.files}: not a pattern of files", hint="write it as inbox/**/*.pdf") from error
    if not found:
        raise SourceMissing(f"{source.files}: no file fits", hint="the pattern is relative to the configuration")
    return iter(found)


def _anchored(folder: Path, pattern: str) -> tuple[Path, str]:
    """A pattern that starts at the root is looked for from there."""
    path = Path(pattern).expanduser()
    return (Path(path.anchor), str(path.relative_to(path.anchor))) if path.is_absolute() else (folder, pattern)


def _has_plain_name(path: Path) -> bool:
    """False for bytes that are no UTF-8, such as a name in GBK out of an old archive: no database takes them."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _odd(path: Path, name: str) -> Problem:
    shown = os.fsencode(path).decode("utf-8", "replace")
    return Problem(name, SourceUnreadable(f"{shown}: its name is not UTF-8", hint="rename the file"))


def _of_file(path: Path, name: str, source: SourceConfig) -> Sighting:
    try:
        held = path.stat()
        signature = f"{held.st_size}:{held.st_mtime_ns}"
    except OSError:  # gone since it was listed: reading it will say so, with its name
        signature = "gone"
    return Sighting(str(path), name, signature=signature, title=path.name, priority=source.priority)


def _listed(source: SourceConfig, get: Get) -> Sequence[Entry]:
    if isinstance(source.urls, tuple):
        return tuple(Entry(url) for url in source.urls)
    kind: Kind = cast(Kind, source.kind)
    return entries(source.where, kind=kind, get=get, limit=source.limit)


def _of_entry(entry: Entry, name: str, source: SourceConfig, today: date) -> Sighting:
    """An address is read once, and again each day for as long as the source asks to look for changes."""
    published = entry.published.astimezone(UTC) if entry.published else None
    signature = published.isoformat() if published else ""
    if source.again is not None and _recent(published, today, source):
        signature += f"@{today.isoformat()}"
    return Sighting(entry.url, name, signature=signature, title=entry.title, priority=source.priority)


def _recent(published: datetime | None, today: date, source: SourceConfig) -> bool:
    return published is None or (source.again is not None and (today - published.date()) <= source.again)
