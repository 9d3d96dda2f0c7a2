"""The tables of an article as rows of cells with captions, head and labels; every cell with its exact span.

Owns where a table begins and ends, which of its rows are its head and which of
its columns its labels. Knows nothing of units, metrics or figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.facts.fold import fold
from briefing.facts.table_units import words
from briefing.values import Article, Paragraph, Span

# A caption is a short line; what is longer tells something.
_CAPTION = 60
_CAPTIONS = 3
# A cell longer than this with an amount in it tells of the amount.
_LABEL = 16
_AMOUNT = re.compile(r"[0-9][十百千万亿]*(?:元|美元|港元|%|个百分点)")
_HEAD_ROWS = 3
NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-+−–])?(?P<n>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<of>[%‰])?(?P<close>\))?"
)
YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?(?P<mark>[AE]?)")
_PROSE = re.compile(r"[。；;]|[，,][^，,]*[，,]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as words are matched in, and where it stands in the article."""

    text: str
    span: Span

    @property
    def number(self) -> re.Match[str] | None:
        """The cell as a bare number, in brackets or with a sign."""
        found = NUMBER.fullmatch(self.text)
        return found if found and bool(found["open"]) == bool(found["close"]) else None

    @property
    def empty(self) -> bool:
        return not self.text or self.text in words()["none"]


Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of data: ``labels`` from the left, the heading it stands under, and its cells by column."""

    span: Span
    paragraph: int
    labels: Line
    section: Cell | None
    cells: tuple[tuple[int, Cell], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``head`` gives for every column the cells above it, from the top down."""

    captions: Line
    head: tuple[Line, ...]
    rows: tuple[Row, ...]


def is_table(paragraph: Paragraph) -> bool:
    return paragraph.kind == "table"


def cells_of(paragraph: Paragraph) -> Line:
    """The cells of a row, with their spans."""
    return tuple(_cells(paragraph))


def tells(cell: Cell) -> bool:
    """Whether a cell holds running text rather than a label or a number."""
    return _PROSE.search(cell.text) is not None or (len(cell.text) > _LABEL and _AMOUNT.search(cell.text) is not None)


def worded_cells(paragraph: Paragraph) -> Iterator[tuple[Cell, bool]]:
    """The cells of a row that hold words, and whether they only name something: such tell nothing by themselves."""
    for cell in cells_of(paragraph):
        if cell.text and cell.number is None:
            yield cell, not tells(cell) and "\t" in paragraph.text


def grids_of(article: Article) -> tuple[Grid, ...]:
    """Every table of the article."""
    return tuple(grid for captions, lines in _tables(article) for grid in _parted(captions, lines))


_Placed = tuple[int, Paragraph, Line]


def _tables(article: Article) -> Iterator[tuple[list[Cell], list[_Placed]]]:
    lines: list[_Placed] = []
    captions: list[Cell] = []
    for number, paragraph in enumerate(article.paragraphs):
        if is_table(paragraph) and ("\t" in paragraph.text or lines):
            lines.append((number, paragraph, cells_of(paragraph)))
            continue
        if lines:
            yield captions, lines
            lines, captions = [], []
        captions = _captions(captions, paragraph)
    if lines:
        yield captions, lines


def _captions(before: list[Cell], paragraph: Paragraph) -> list[Cell]:
    if paragraph.kind not in ("caption", "heading", "table") and (
        len(paragraph.text) > _CAPTION or paragraph.text.endswith(("。", "！", "？"))
    ):
        return []
    return [*before, Cell(fold(paragraph.text).text, paragraph.span)][-_CAPTIONS:]


def _cells(paragraph: Paragraph) -> Iterator[Cell]:
    start = paragraph.span.start
    for text in paragraph.text.split("\t"):
        at = start + len(text) - len(text.lstrip())
        yield Cell(fold(text).text, Span(at, at + len(text.strip())))
        start += len(text) + 1


def _parted(captions: list[Cell], lines: Sequence[_Placed]) -> Iterator[Grid]:
    """A table, cut where a new head begins between its lines of data."""
    while lines:
        titles, lines = _titles(lines)
        captions = [*captions, *titles]
        depth = _head_depth([cells for _, _, cells in lines])
        end = next((i for i in range(depth + 1, len(lines)) if _heads(lines, i, depth)), len(lines))
        if lines:
            yield _grid(tuple(captions), lines[:end], depth)
        captions, lines = captions if depth else [], lines[end:]


def _titles(lines: Sequence[_Placed]) -> tuple[list[Cell], Sequence[_Placed]]:
    """Lines with one cell above the head are captions that stand inside the table."""
    found: list[Cell] = []
    while lines and len(filled := [c for c in lines[0][2] if c.text]) <= 1 and len(lines) > 1:
        found, lines = [*found, *filled], lines[1:]
    return found, lines


def _head_depth(lines: Sequence[Line]) -> int:
    for depth, cells in enumerate(lines[:_HEAD_ROWS]):
        if not _is_head(cells):
            return depth
    return min(_HEAD_ROWS, len(lines))


def _is_head(cells: Line) -> bool:
    """Whether a line names columns: no number in it but years."""
    rest = [c for c in cells[1:] if c.text]
    return bool(rest) and not any(_is_value(c) for c in rest) and not any(map(tells, rest))


def _is_value(cell: Cell) -> bool:
    if YEAR.fullmatch(cell.text):
        return False
    return cell.empty or cell.number is not None or bool(re.search(r"[0-9][%亿万]|[0-9]个百分点", cell.text))


def _heads(lines: Sequence[_Placed], at: int, depth: int) -> bool:
    """Whether a line after data is the head of another table: as wide as the first, every column named."""
    cells = lines[at][2]
    full = depth > 0 and len(cells) > 2 and len(cells) == len(lines[0][2]) and all(c.text for c in cells)
    repeated = depth > 0 and [c.text for c in cells] == [c.text for c in lines[0][2]]
    return repeated or (
        full and _is_head(cells) and any(YEAR.match(c.text) or c.text in words()["current"] for c in cells)
    )


def _grid(captions: Line, lines: Sequence[_Placed], depth: int) -> Grid:
    width = max(len(cells) for _, _, cells in lines)
    head = tuple(tuple(_above(lines[:depth], column)) for column in range(width)) if depth else ()
    labels = _label_columns([cells for _, _, cells in lines[depth:]], head)
    return Grid(captions, head, tuple(_rows(lines[depth:], labels, width)))


def _above(lines: Sequence[_Placed], column: int) -> Iterable[Cell]:
    """The cells over a column, each once; one set over several columns may stand over the first of them only."""
    found: dict[str, Cell] = {}
    for level, (_, _, cells) in enumerate(lines):
        below = [row[column] for _, _, row in lines[level + 1 :] if column < len(row) and row[column].text]
        at = column
        while 0 < at < len(cells) and not cells[at].text and below:
            at -= 1
        if at < len(cells) and cells[at].text and (at > 0 or column == 0):
            found.setdefault(cells[at].text, cells[at])
    return found.values()


def _label_columns(lines: Sequence[Line], head: Sequence[Line]) -> int:
    count = 0
    for column in range(max((len(cells) for cells in lines), default=0)):
        named = bool(head) and any(c.text in words()["not_amounts"] for c in head[column])
        values = [c for cells in lines if column < len(cells) and (c := cells[column]).text]
        if not named and any(_is_value(c) for c in values):
            break
        count += 1
    return max(count, 1)


def _rows(lines: Sequence[_Placed], labels: int, width: int) -> Iterator[Row]:
    section: Cell | None = None
    above: list[Cell] = []
    for number, paragraph, cells in lines:
        filled = list({c.text: c for c in cells if c.text}.values())
        if len(filled) == 1 and not _is_value(filled[0]) and cells[0].text:
            section, above = filled[0], []
            continue
        if len(cells) != width:
            yield Row(paragraph.span, number, cells[:labels], section, ())
            continue
        own = list(cells[:labels])
        for column in range(labels - 1):
            if not own[column].text and column < len(above):
                own[column] = above[column]
        above = own
        kept = tuple({c.text: c for c in own if c.text and not c.number}.values())
        yield Row(paragraph.span, number, kept, section, tuple(enumerate(cells))[labels:])
