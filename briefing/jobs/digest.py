"""The day's digests from the briefs on the shelf.

Owns what of a brief's JSON a digest needs. Knows nothing of Word.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefing.errors import OutputError
from briefing.jobs.shelved import digest_name
from briefing.render import write_atomic
from briefing.render.digest import Change, Entry, write_digest
from briefing.values import Brief, Lang, Provenance, Row, Statement, Status

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Briefed:
    """One article of the day: its brief JSON and its Word files by language, and the same of its version before."""

    record: Path
    documents: Mapping[Lang, Path]
    former: Path | None = None
    replaced: Mapping[Lang, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The digests, and a fault for each brief that they had to leave out."""

    files: tuple[Path, ...]
    faults: tuple[OutputError, ...] = ()


def write_digests(
    folder: Path, day: date, briefed: Iterable[Briefed], *, langs: Sequence[Lang], template: Path | None
) -> Written:
    """Write ``digest.<lang>.docx`` into ``folder``. A brief whose JSON is gone or not ours is left out and told."""
    entries: dict[Lang, list[Entry]] = {lang: [] for lang in langs}
    faults: list[OutputError] = []
    for each in briefed:
        try:
            for lang, entry in _entries(each, folder, langs):
                entries[lang].append(entry)
        except OutputError as fault:
            faults.append(fault)
    for lang in langs:
        write_atomic(folder / digest_name(lang), write_digest(lang, day, entries[lang], template=template))
    return Written(tuple(folder / digest_name(lang) for lang in langs), tuple(faults))


def _entries(briefed: Briefed, folder: Path, langs: Sequence[Lang]) -> list[tuple[Lang, Entry]]:
    """What the digests show of an article, by language; its record is not kept in memory."""
    table, former = _table(briefed.record), _former(briefed)
    try:
        return [
            (lang, _entry(lang, briefed, folder, table[lang], former.get(lang, _NOTHING)))
            for lang in langs
            if lang in briefed.documents and lang in table
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_record(briefed.record) from error


def _entry(lang: Lang, briefed: Briefed, folder: Path, table: Mapping[str, Any], former: Mapping[str, Any]) -> Entry:
    replaced = briefed.replaced.get(lang)
    return Entry(
        _brief(lang, table),
        _beside(briefed.documents[lang], folder),
        changes(former, table),
        replaces=_beside(replaced, folder) if replaced else "",
    )


def changes(former: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[Change, ...]:
    """What the rows of two versions of a brief say differently of the same thing.

    A thing is known again by its label, period and holder; one that stands in several rows is left out.
    """
    before, after = _values(former), _values(table)
    same = (key for key in after if len(after[key]) == 1 == len(before.get(key, ())) and after[key] != before[key])
    return tuple(Change(key[0], before[key][0], after[key][0], period=key[1]) for key in same)


def _values(table: Mapping[str, Any]) -> Mapping[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in table.get("rows", ()):
        found[row["label"], row["period"], row["holder"]].append(row["value"])
    return found


def _former(briefed: Briefed) -> Mapping[str, Any]:
    """The briefs of the version before; nothing where its record went with the years."""
    try:
        return _table(briefed.former) if briefed.former else _NOTHING
    except OutputError:
        return _NOTHING


def _table(path: Path) -> Mapping[str, Any]:
    """The briefs of a record by language."""
    try:
        table = json.loads(path.read_bytes())
        return dict(table["briefs"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_record(path) from error


def _no_record(path: Path) -> OutputError:
    return OutputError(
        f"{path}: is no record of a brief, so the digest leaves it out", hint="put a copy of the file back"
    )


def _beside(document: Path, folder: Path) -> str:
    """The file as seen from the digest, with forward slashes: wherever the shelf goes, the way between them stays."""
    return Path(os.path.relpath(document, folder)).as_posix()


def _brief(lang: Lang, table: Mapping[str, Any]) -> Brief:
    """As much of a brief as a digest shows."""
    headline = table["headline"]
    originals = tuple((start, end) for start, end in headline["originals"])
    origin = Provenance("", "", table["provenance"]["engine"], table["provenance"]["version"])
    return Brief(
        lang=lang,
        headline=Statement(lang, headline["text"], originals=originals),
        date_line=table["date_line"],
        takeaway=(),
        points=(),
        rows=tuple(_row(row) for row in table["rows"]),
        parties=(),
        quotes=(),
        open_items=(),
        sources=(),
        findings=(),
        provenance=origin,
        published=datetime.fromisoformat(table["published"]) if table["published"] else None,
    )


def _row(table: Mapping[str, Any]) -> Row:
    fields = ("label", "value", "status_label", "period", "holder", "change")
    return Row(status=Status(table["status"]), **{name: table[name] for name in fields})
