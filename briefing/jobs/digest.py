"""The day's digests from the briefs on the shelf.

Owns what of a brief's JSON a digest needs. Knows nothing of Word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, cast

from briefing.errors import OutputError
from briefing.render import write_atomic
from briefing.render.digest import Entry, write_digest
from briefing.values import Brief, Lang, Provenance, Row, Statement, Status


@dataclass(frozen=True, slots=True)
class Briefed:
    """One article of the day: its brief JSON, its Word files by language, and what changed since its last version."""

    record: Path
    documents: Mapping[Lang, Path]
    changes: tuple[str, ...] = ()


def write_digests(
    folder: Path, day: date, briefed: Sequence[Briefed], *, langs: Sequence[Lang], template: Path | None
) -> tuple[Path, ...]:
    """Write ``digest.<lang>.docx`` into ``folder``; a brief whose JSON is gone or not ours is an OutputError."""
    tables = [_table(each.record) for each in briefed]
    made = []
    for lang in langs:
        entries = [
            Entry(_brief(lang, table["briefs"][lang]), _beside(each.documents[lang], folder), each.changes)
            for each, table in zip(briefed, tables, strict=True)
            if lang in each.documents and lang in table["briefs"]
        ]
        made.append(folder / f"digest.{lang}.docx")
        write_atomic(made[-1], write_digest(lang, day, entries, template=template))
    return tuple(made)


def _table(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(path.read_bytes())
        return cast(dict[str, Any], table) if table["briefs"] is not None else {}
    except (OSError, ValueError, KeyError, TypeError) as error:
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
