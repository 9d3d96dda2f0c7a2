"""The day's digests from the briefs on the shelf.

Owns what of a brief's JSON a digest needs. Knows nothing of Word.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from briefing.errors import OutputError
from briefing.render import write_atomic
from briefing.render.digest import Change, Entry, write_digest
from briefing.values import Brief, Lang, Provenance, Row, Statement, Status

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Briefed:
    """One article of the day: its brief JSON, its Word files by language, and the JSON of its version before."""

    record: Path
    documents: Mapping[Lang, Path]
    former: Path | None = None


def write_digests(
    folder: Path, day: date, briefed: Sequence[Briefed], *, langs: Sequence[Lang], template: Path | None
) -> tuple[Path, ...]:
    """Write ``digest.<lang>.docx`` into ``folder``; a brief whose JSON is gone or not ours is an OutputError."""
    tables = [(_table(each.record), _former(each)) for each in briefed]
    made = []
    for lang in langs:
        entries = [
            Entry(
                _brief(lang, table[lang]),
                _beside(each.documents[lang], folder),
                changes(former.get(lang, {}), table[lang]),
            )
            for each, (table, former) in zip(briefed, tables, strict=True)
            if lang in each.documents and lang in table
        ]
        made.append(folder / f"digest.{lang}.docx")
        write_atomic(made[-1], write_digest(lang, day, entries, template=template))
    return tuple(made)


def changes(former: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[Change, ...]:
    """What the rows of two versions of a brief say differently of the same thing.

    A thing is known again by its label, period and holder; one that stands in several rows is left out.
    """
    before, after = _values(former), _values(table)
    same = (key for key in after if len(after[key]) == 1 == len(before.get(key, ())) and after[key] != before[key])
    return tuple(Change(key[0], before[key][0], after[key][0]) for key in same)


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
        raise OutputError(f"{path}: is no record of a brief", hint="make the brief again with batch retry") from error


def _beside(document: Path, folder: Path) -> str:
    """The file as seen from the digest, with forward slashes."""
    try:
        return str(PurePosixPath(*document.relative_to(folder).parts))
    except ValueError:
        return document.name


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
