"""A Word file that holds both sides: a table with the Chinese in one column and its translation in another.

Owns when a table is one. The text of its cells is ``word_text``'s; which
column is which is for ``columns`` to say.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lxml.etree import _Element as Element

from briefing.errors import UsageError
from briefing.review.columns import columns
from briefing.review.word_text import Letter, Passage, W, WordText, is_copy, passage, passages
from briefing.values import Lang

# Text outside the table: a title, a name, a footer. With more, the file is a document that has a table.
_LEAST_SHARE = 0.5

Pair = tuple[Passage, Passage]
_Cell = tuple[Element, list[list[Letter]]]


def word_pairs(document: Any, *, where: str, lang: Lang | None) -> list[Pair]:
    """Both sides row by row, paragraph by paragraph where a cell has as many as the other.

    Raises ``UsageError`` where the file has no such table or mostly other text.
    """
    text = WordText(document)
    body = document.element.body
    tables = [t for t in body.iter(W + "tbl") if next(t.iterancestors(W + "tbl"), None) is None]
    found = [pair for number, table in enumerate(tables, start=1) for pair in _pairs(text, table, number, lang)]
    inside = sum(len(p.letters) for pair in found for p in pair)
    if inside < _LEAST_SHARE * sum(len(p.letters) for p in passages(document, where=where)) or not inside:
        raise UsageError(
            f"{where}: holds no table of the Chinese beside its translation",
            hint="give the translation as a second file",
        )
    return found


def _pairs(text: WordText, table: Element, number: int, lang: Lang | None) -> list[Pair]:
    rows = [(row, {column: _cell(text, cell) for column, cell in cells}) for row, cells in text.cells(table)]
    width = max((max(cells, default=0) for _, cells in rows), default=0)
    texts = [[_text(cells[c][1]) if c in cells else "" for c in range(1, width + 1)] for _, cells in rows]
    filled = [(row, cells, line) for (row, cells), line in zip(rows, texts, strict=True) if any(line)]
    chosen = columns([line for *_, line in filled], lang)
    if chosen is None:
        return []
    pairs: list[Pair] = []
    for row, cells, _ in filled[1:] if chosen.head else filled:
        source, target = cells.get(chosen.chinese + 1), cells.get(chosen.target + 1)
        # A row that reaches over all columns is a heading for the eye.
        if source is not None and target is not None and (source[1] or target[1]):
            pairs += _row(source, target, f"table {number}, row {row}")
    return pairs


def _row(source: _Cell, target: _Cell, place: str) -> list[Pair]:
    if len(source[1]) == len(target[1]) > 1:
        both = enumerate(zip(source[1], target[1], strict=True), start=1)
        return [
            (_passage(source, [a], f"{place}, paragraph {n}"), _passage(target, [b], f"{place}, paragraph {n}"))
            for n, (a, b) in both
        ]
    return [(_passage(source, source[1], place), _passage(target, target[1], place))]


def _passage(cell: _Cell, lines: list[list[Letter]], place: str) -> Passage:
    letters = lines[:1]
    for _, following in pairwise(lines):
        letters.append([("\n", None, 0), *following])
    elements = (element for line in lines for _, element, _ in line if element is not None)
    paragraph = next((next(e.iterancestors(W + "p")) for e in elements), cell[0].find(f".//{W}p"))
    if paragraph is None:
        raise ValueError("a cell without a paragraph")
    return passage([letter for line in letters for letter in line], place, paragraph)


def _cell(text: WordText, cell: Element) -> _Cell:
    return cell, [line for p in cell.iter(W + "p") if not is_copy(p) for line in text.lines(p)]


def _text(lines: list[list[Letter]]) -> str:
    return "\n".join("".join(letter[0] for letter in line) for line in lines)
