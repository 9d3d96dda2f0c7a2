"""What is wrong with a glossary, all of it at once, and what is only worth a look.

Owns the remarks; how a file is read belongs to ``glossary``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.errors import DataError
from briefing.lexicon.glossary import Entry, categories, term_of


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one entry. An ``error`` keeps the glossary from being used, a ``warning`` does not."""

    severity: Literal["error", "warning"]
    message: str


def remarks(entries: Sequence[Entry], path: Path) -> Iterator[Remark]:
    """Remarks on the entries in their order; each message names file and line."""
    first: dict[tuple[str, str], int] = {}
    for entry in entries:
        try:
            term_of(entry, path)
        except DataError as error:
            yield Remark("error", error.message)
            continue
        for doubt in _doubts(entry, first):
            yield Remark("warning", f"{path}:{entry.line}: {doubt}")
        first.setdefault((entry.zh, entry.cat), entry.line)


def _doubts(entry: Entry, first: dict[tuple[str, str], int]) -> Iterator[str]:
    if entry.cat and entry.cat not in categories():
        yield f"no rule asks for the category {entry.cat}"
    if (entry.zh, entry.cat) in first:
        yield f"{entry.zh} is given on line {first[entry.zh, entry.cat]} too; the later one counts"
    for form in entry.allowed("en"):
        if any(_is_chinese(char) for char in form):
            yield f"{form} is to be English and holds Chinese characters"
    for form in entry.allowed("ja"):
        if foreign := [char for char in form if not _is_japanese(char)]:
            yield f"{form} is to be Japanese and holds {' '.join(foreign)}"


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_japanese(char: str) -> bool:
    """Whether Japanese files can hold it: no character of Simplified Chinese alone passes."""
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
