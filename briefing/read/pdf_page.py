"""One page of a PDF → its lines and tables in reading order.

Owns what is a table (with ruling lines or set in columns by white space) and
the order of text in columns. Knows nothing of paragraphs and of other pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from briefing.read.draft import clean, repeats

# Two cells of a row set by white space are at least so many characters' widths apart.
_GAP = 1.4
# Beside one Chinese character, and between two: type-setting leaves white between 5 and 亿 by itself.
_SPACE = {1: 0.4, 2: 0.2}
_ROWS = 3
_NUMBER = re.compile(r"[(（]?[-+−–]?[0-9][0-9,.]*\s*[%％]?[)）]?|[-—–/]+|不适用|不適用")
# The white between two columns stands in this middle part of the page, and this many lines have text on both sides.
_MIDDLE = (0.4, 0.6)
_BESIDE = 4
# Running text fills its column; the cells of a table do not.
_FILLED = 0.7
# Type that differs by more than this from the page's is set over both columns.
_OTHER_SIZE = 0.15
_EDGE = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its place on the page; ``column`` is the range of x it could have filled."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    edge: bool
    column: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row; a cell that another covers is empty."""

    rows: tuple[tuple[str, ...], ...]
    page: int
    top: float
    edge: bool = False


Item = Line | Table


def items_of(page: Any) -> list[Item]:
    """Everything on a page, top to bottom, the left column before the right one."""
    ruled = [table for table in page.find_tables() if _is_grid(table)]
    words = [w for w in _words(page) if not any(_inside(w, table.bbox) for table in ruled)]
    found: list[tuple[float, Item]] = [(table.bbox[1], _ruled(table, page)) for table in ruled]
    for top, item in _by_columns(words, page):
        found.append((top, item))
    page.close()
    return [item for _, item in _placed(found)]


def _placed(found: list[tuple[float, Item]]) -> list[tuple[float, Item]]:
    """Ruled tables put among the lines, which are in order already."""
    tables = sorted((f for f in found if isinstance(f[1], Table)), key=lambda f: f[0])
    result: list[tuple[float, Item]] = []
    for entry in (f for f in found if not isinstance(f[1], Table)):
        while tables and tables[0][0] < entry[0] and not _is_second(entry[1]):
            result.append(tables.pop(0))
        result.append(entry)
    return result + tables


def _is_second(item: Item) -> bool:
    return isinstance(item, Line) and item.column == 2


# --- words and lines --------------------------------------------------------


def _words(page: Any) -> list[dict[str, Any]]:
    """Runs of characters without a gap, with their size."""
    found = page.extract_words(
        x_tolerance=3, y_tolerance=3, keep_blank_chars=False, extra_attrs=["size"], use_text_flow=False
    )
    return [word for word in found if clean(word["text"])]


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


Row = list[dict[str, Any]]


def _rows(words: Sequence[dict[str, Any]]) -> list[Row]:
    """Words on one height are a row, left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        last = rows[-1][0] if rows else None
        if last is not None and abs(word["bottom"] - last["bottom"]) < 0.4 * max(_height(word), _height(last)):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w["x0"]) for row in rows]


def _height(word: dict[str, Any]) -> float:
    return float(word["bottom"] - word["top"])


def _line(row: Row, page: Any, column: int = 0) -> Line:
    text = row[0]["text"]
    for before, word in pairwise(row):
        text += (" " if _apart(before, word) else "") + word["text"]
    top, height = min(w["top"] for w in row), float(page.height)
    return Line(
        text=_unstretched(clean(text)),
        left=row[0]["x0"],
        right=max(w["x1"] for w in row),
        top=top,
        size=max(_height(w) for w in row),
        page=page.page_number,
        edge=not _EDGE < top / height < 1 - _EDGE,
        column=column,
    )


def _apart(before: dict[str, Any], word: dict[str, Any]) -> bool:
    """Whether the white between two runs is a space: Latin words always, Chinese from this width on."""
    wide = (before["text"][-1] > "\u2e7f") + (word["text"][0] > "\u2e7f")
    return bool(not wide or word["x0"] - before["x1"] >= _height(word) * _SPACE[wide])


def _unstretched(text: str) -> str:
    """Without the spaces that stretched type leaves between Chinese characters."""
    if text.count(" ") <= len(text) / 4:
        return text
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", text)


# --- columns ----------------------------------------------------------------


def _by_columns(words: Sequence[dict[str, Any]], page: Any) -> Iterator[tuple[float, Item]]:
    rows = _rows(words)
    gutter = _gutter(rows, float(page.width))
    if gutter is None:
        yield from _lines_and_tables(rows, page)
        return
    band: list[Row] = []
    size = median(_height(word) for word in words)
    for row in [*rows, []]:
        if (
            row
            and abs(_height(row[0]) - size) < _OTHER_SIZE * size
            and not any(w["x0"] < gutter < w["x1"] for w in row)
            and not _spans(row, gutter)
        ):
            band.append(row)
            continue
        sides = sum(row_[0]["x1"] < gutter < row_[-1]["x0"] for row_ in band)
        if sides >= _BESIDE:
            yield from _lines_and_tables(_rows([w for r in band for w in r if w["x1"] < gutter]), page, 1)
            yield from _lines_and_tables(_rows([w for r in band for w in r if w["x0"] > gutter]), page, 2)
        else:
            yield from _lines_and_tables(band, page)
        band = []
        if row:
            yield from _lines_and_tables([row], page)


def _spans(row: Row, gutter: float) -> bool:
    """Whether a row is centred over both columns."""
    left, right = row[0]["x0"], row[-1]["x1"]
    return bool(left < gutter < right and not any(abs(w["x1"] - gutter) < 60 for w in row) and len(row) == 1)


def _gutter(rows: Sequence[Row], width: float) -> float | None:
    """Where the white between two columns of running text stands, None on a page of one."""
    best: tuple[int, float] | None = None
    for at in range(int(width * _MIDDLE[0]), int(width * _MIDDLE[1]), 3):
        both = [
            row for row in rows if row[0]["x1"] < at < row[-1]["x0"] and not any(w["x0"] < at < w["x1"] for w in row)
        ]
        if len(both) >= _BESIDE and (best is None or len(both) > best[0]) and _runs(both, at):
            best = len(both), float(at)
    return best[1] if best else None


def _runs(rows: Sequence[Row], at: float) -> bool:
    """Whether the text on both sides fills its column, as running text does."""
    for side in (
        [[w for w in row if w["x1"] < at] for row in rows],
        [[w for w in row if w["x0"] > at] for row in rows],
    ):
        extent = max(r[-1]["x1"] for r in side) - min(r[0]["x0"] for r in side)
        filled = median(sum(w["x1"] - w["x0"] for w in r) for r in side)
        if extent <= 0 or filled < extent * _FILLED or filled < 8 * median(_height(r[0]) for r in side):
            return False
    return True


# --- tables -----------------------------------------------------------------


def _is_grid(table: Any) -> bool:
    """Whether ruling lines make a table: more than one row and column; a box around text is none."""
    return bool(len(table.rows) > 1 and max(len([c for c in row.cells if c]) for row in table.rows) > 1)


def _ruled(table: Any, page: Any) -> Table:
    texts = [[_cell(text) for text in row] for row in table.extract(x_tolerance=3, y_tolerance=3)]
    rows = tuple(
        tuple(_filled(table, texts, number, column) for column in range(len(texts[number])))
        for number in range(len(texts))
    )
    return Table(tuple(row for row in rows if any(row)), page.page_number, table.bbox[1])


def _filled(table: Any, texts: list[list[str]], number: int, column: int) -> str:
    """A cell's text; of one that a larger cell covers, what that says."""
    boxes = table.rows[number].cells
    if boxes[column] is not None:
        return texts[number][column]
    at = next((row.cells[column][0] for row in table.rows if row.cells[column] is not None), None)
    height = next((box[1] for box in boxes if box is not None), None)
    if at is None or height is None:
        return ""
    for row, said in zip(table.rows, texts, strict=True):
        for box, text in zip(row.cells, said, strict=True):
            if box is not None and box[0] - 1 <= at < box[2] - 1 and box[1] - 1 <= height < box[3] - 1:
                return repeats(text)
    return ""


def _cell(text: str | None) -> str:
    """A cell's text on one line: no space where Chinese was broken."""
    parts = [clean(part) for part in (text or "").split("\n")]
    joined = ""
    for part in filter(None, parts):
        apart = (
            joined and joined[-1].isascii() and part[0].isascii() and not (joined[-1].isdigit() or joined[-1] in ",.")
        )
        joined += (" " if apart else "") + part
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", joined).replace("\t", " ")


def _lines_and_tables(rows: Sequence[Row], page: Any, column: int = 0) -> Iterator[tuple[float, Item]]:
    """The rows as lines; those that white space sets in columns of numbers as tables."""
    at = 0
    while at < len(rows):
        end = _table_end(rows, at)
        if end is None:
            line = _line(rows[at], page, column)
            if line.text:
                yield line.top, line
            at += 1
            continue
        yield rows[at][0]["top"], _spaced(rows[at:end], page)
        at = end


def _cells(row: Row) -> list[Row]:
    cells: list[Row] = [[row[0]]]
    for before, word in pairwise(row):
        if word["x0"] - before["x1"] > _GAP * _height(word):
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _table_end(rows: Sequence[Row], start: int) -> int | None:
    """Where a table that begins with this row ends, None where none begins."""
    columns: list[tuple[float, float]] = [_extent(cell) for cell in _cells(rows[start])]
    end = start
    for row in rows[start:]:
        cells = _cells(row)
        gap = row[0]["top"] - rows[max(end - 1, start)][0]["bottom"]
        if len(cells) < 2 or (end > start and gap > 2.5 * _height(row[0])):
            break
        fitted = _fitted([_extent(cell) for cell in cells], columns)
        if fitted is None:
            break
        columns = fitted
        end += 1
    body = [_cells(row) for row in rows[start:end]]
    numbers = sum(
        sum(bool(_NUMBER.fullmatch(_said(cell))) for cell in cells[1:]) >= max(1, len(cells) - 2) for cells in body
    )
    enough = end - start >= _ROWS and len(columns) >= 2 and numbers >= max(2, (end - start) // 2)
    return end if enough else None


def _extent(cell: Row) -> tuple[float, float]:
    return cell[0]["x0"], cell[-1]["x1"]


def _said(cell: Row) -> str:
    return _cell("".join(w["text"] for w in cell))


def _fitted(
    cells: Sequence[tuple[float, float]], columns: list[tuple[float, float]]
) -> list[tuple[float, float]] | None:
    """The columns widened by a row's cells; None where a cell stands under two of them, or two under one."""
    places = [[i for i, c in enumerate(columns) if cell[0] < c[1] and c[0] < cell[1]] for cell in cells]
    if any(len(p) > 1 for p in places) or (
        len(cells) > len(columns) and any(not p for p in places) and len(columns) > 1 and len(cells) != len(columns) + 1
    ):
        return None
    if len({p[0] for p in places if p}) != len([p for p in places if p]):
        return None
    wider = list(columns)
    for cell, place in zip(cells, places, strict=True):
        if place:
            old = wider[place[0]]
            wider[place[0]] = (min(old[0], cell[0]), max(old[1], cell[1]))
        else:
            wider.append(cell)
    return sorted(wider)


def _spaced(rows: Sequence[Row], page: Any) -> Table:
    columns: list[tuple[float, float]] = [_extent(cell) for cell in _cells(rows[0])]
    for row in rows:
        columns = _fitted([_extent(cell) for cell in _cells(row)], columns) or columns
    lines = []
    for row in rows:
        texts = [""] * len(columns)
        for cell in _cells(row):
            left, right = _extent(cell)
            at = next(i for i, c in enumerate(columns) if left < c[1] and c[0] < right)
            texts[at] = _said(cell)
        lines.append(tuple(texts))
    return Table(tuple(lines), page.page_number, rows[0][0]["top"])
