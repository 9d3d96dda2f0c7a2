"""A <table> → rows with their cells joined by a tab, and its captions.

Owns which tables hold data and how cells that span several columns or rows
are filled in. Knows nothing of what stands around the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.read.draft import Kind, repeats
from briefing.read.furniture import furniture
from briefing.read.tree import Node

# Cells of data are short; a few explain themselves in a sentence or two. Longer ones hold an article.
_SHORT = 80
_LONGEST = 500
_SHORT_SHARE = 0.75
# A table that says colspan="9999" has not that many columns.
_COLUMNS = 60
_CELLS = 40_000
# Cells inside cells would have their text read once for each level.
_LARGEST = 400_000
_LAYOUT = ("table", "h1", "h2", "ul", "form", "article")


def is_data(table: Node) -> bool:
    """Rows of short cells are data; a table with prose or a table inside lays out the page."""
    if next(table.iterdescendants(*_LAYOUT), None) is not None or len(str(table.text_content())) > _LARGEST:
        return False
    rows = [[len(_text(cell)) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if len(row) > 1 and any(row)]
    lengths = [length for row in wide for length in row]
    if len(wide) < 2 or max((length for row in rows for length in row), default=0) > _LONGEST:
        return False
    return sum(length <= _SHORT for length in lengths) >= len(lengths) * _SHORT_SHARE


def table_lines(table: Node) -> Iterator[tuple[Kind, str]]:
    """Captions first, then rows; a line across the whole width is a caption at the top and a row of one cell below."""
    rows, unit, began = _grid(table), furniture().table_unit, False
    for caption in table.iter("caption"):
        if text := _text(caption):
            yield "caption", text
    width = max((len(row) for row, _ in rows), default=0)
    for row, cells in rows:
        texts = [text for text in row if text]
        if not texts:
            continue
        alone = cells == 1 and width > 1 and len(set(texts)) == 1
        if alone and (not began or unit.search(texts[0])):
            yield "caption", texts[0]
            continue
        began = True
        yield "table", texts[0] if alone else "\t".join(row)


def _grid(table: Node) -> list[tuple[list[str], int]]:
    """Each row with its spanning cells repeated in every column and row they cover, and how many cells it had."""
    rows: list[tuple[list[str], int]] = []
    waiting: dict[int, tuple[int, str]] = {}
    total = 0
    for row in table.iter("tr"):
        cells, column = list(row.iterchildren("td", "th")), 0
        filled: list[str] = []
        for cell in cells:
            column = _carry(waiting, filled, column)
            text = _text(cell)
            # Spans that would fill more cells than a table has are not believed; no row is lost.
            believed = total + len(filled) < _CELLS and column < _COLUMNS
            for number in range(_span(cell, "colspan") if believed else 1):
                filled.append(repeats(text) if number else text)
                if believed and (below := _span(cell, "rowspan")) > 1:
                    waiting[column] = (below - 1, repeats(text))
                column += 1
        _carry(waiting, filled, column)
        total += len(filled)
        rows.append((filled, len(cells)))
    return rows


def _carry(waiting: dict[int, tuple[int, str]], filled: list[str], column: int) -> int:
    """Fill in what cells of rows above reach down to here; the next free column."""
    while column in waiting:
        left, text = waiting.pop(column)
        if left > 1:
            waiting[column] = (left - 1, text)
        filled.append(text)
        column += 1
    return column


def _span(cell: Node, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return (
        min(max(int(value), 1), _COLUMNS if name == "colspan" else 1000) if value.isdecimal() and len(value) < 6 else 1
    )


def _text(cell: Node) -> str:
    return " ".join(str(cell.text_content()).split())
