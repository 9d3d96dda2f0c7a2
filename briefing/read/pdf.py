"""PDF → Draft.

Owns how lines on a page become paragraphs again, also over pages, how a table
goes on over pages, and which lines are the page's own (running heads,
numbers). Knows nothing of furniture.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from statistics import median_low

from briefing.errors import SourceTooLarge, SourceUnreadable
from briefing.read.draft import Block, Draft, Kind
from briefing.read.filings import without_forms
from briefing.read.pdf_page import Item, Line, Table, items_of
from briefing.read.plain import join

# Beyond this it is a book or an annual report; reading a page takes about 50 ms.
MAX_PAGES = 300
_ENDS = "。！？!?；;”"
_NUMBER = re.compile(r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·\s]*")
# A line stops short of the right margin if more than this many characters' widths are free.
_SHORT = 2.5
_INDENT = 1.2
_HALF_WIDTH = 0.6
_LEADING = 2.2
# Headings are set larger than text, footnotes smaller.
_LARGER = 1.12
_SMALLER = 0.88
_LONGEST_HEADING = 80
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|第.{1,3}[章节条]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]+[、.．]"
)
_CAPTION = re.compile(r"[单單]位(?:为|為)?[:：]|^表\s*[0-9一二三四五六七八九十]")
_NOTE = re.compile(r"(?:注\s*[0-9一二三四五]?\s*[:：]|[①-⑳*＊※]|\[[0-9]{1,2}\]|[0-9]{1,2}\s)")


def read_pdf(data: bytes, *, where: str) -> Draft:
    """Paragraphs with their page numbers.

    Raises SourceUnreadable for an encrypted or damaged file and for a scan
    without text, SourceTooLarge beyond MAX_PAGES.
    """
    try:
        items, pages = _items(data)
    # pdfminer raises whatever a damaged file makes it stumble over.
    except Exception as error:
        raise _reason(error, where) from error
    if pages > MAX_PAGES:
        raise SourceTooLarge(f"{where}: has {pages} pages, more than the limit of {MAX_PAGES}", hint="pass the pages")
    if not items:
        raise SourceUnreadable(
            f"{where}: has no text layer (a scan or pictures of text)",
            hint="recognise its text first (OCR) and pass the text",
        )
    return without_forms(Draft(tuple(_paragraphs(_own(items, pages)))))


def _reason(error: Exception, where: str) -> SourceUnreadable:
    names = {type(error).__name__, *(type(arg).__name__ for arg in error.args), str(error)}
    if any("Password" in name or "Encrypt" in name for name in names):
        return SourceUnreadable(
            f"{where}: is encrypted with a password", hint="save a copy without a password and pass that"
        )
    return SourceUnreadable(f"{where}: is a damaged or incomplete PDF", hint="download it again")


def _items(data: bytes) -> tuple[list[Item], int]:
    import pdfplumber

    # It warns of every oddity of a file, with pieces of it; what matters ends in our own errors.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(BytesIO(data)) as document:
        count = len(document.pages)
        if count > MAX_PAGES:
            return [], count
        return [item for page in document.pages for item in items_of(page)], count


def _own(items: Sequence[Item], pages: int) -> list[Item]:
    """Without page numbers and lines that stand at the edge of most pages."""
    edges = [item for item in items if isinstance(item, Line) and item.edge]
    repeated = Counter(_shape(line.text) for line in edges)
    often = {shape for shape, count in repeated.items() if count >= max(3, pages / 2)}
    # On two pages nothing but the same words in the same place tell.
    twice = Counter((_shape(line.text), round(line.top)) for line in edges) if pages == 2 else Counter()
    often |= {shape for (shape, _), count in twice.items() if count == pages}
    return [item for item in items if not (isinstance(item, Line) and _is_running(item, often))]


def _is_running(line: Line, often: set[str]) -> bool:
    return line.edge and (bool(_NUMBER.fullmatch(line.text)) or _shape(line.text) in often)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", "".join(text.split()))


@dataclass(slots=True)
class _Flow:
    """The paragraphs so far; notes at the foot of a page wait until the paragraph over them is complete."""

    size: float
    left: dict[int, float]
    right: dict[int, float]
    done: list[Block] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[Block, int]] = field(default_factory=list)
    last: Line | None = None
    rows: tuple[tuple[str, ...], ...] = ()

    def add(self, item: Item) -> None:
        if isinstance(item, Table):
            self._table(item)
        elif self._is_note(item):
            self._note(item)
        elif self.last is not None and self._runs_on(self.last, item):
            self.done[-1] = Block(join(self.done[-1].text, item.text), self.done[-1].kind, self.done[-1].page)
            self.pages[-1] = (self.pages[-1][0], item.page)
            self.last = item
        else:
            self._begin(item)

    def _begin(self, line: Line) -> None:
        self.flush()
        kind: Kind = "heading" if self._is_heading(line) else "body"
        self.done.append(Block(line.text, kind, line.page))
        self.pages.append((line.page, line.page))
        self.last, self.rows = line, ()

    def flush(self) -> None:
        for note, page in self.notes:
            self.done.append(note)
            self.pages.append((page, page))
        self.notes.clear()

    def _note(self, line: Line) -> None:
        before = self.notes[-1] if self.notes else None
        if before is not None and not _NOTE.match(line.text):
            self.notes[-1] = (Block(join(before[0].text, line.text), page=before[1]), before[1])
        else:
            self.notes.append((Block(line.text, page=line.page), line.page))

    def _is_note(self, line: Line) -> bool:
        small = line.size < self.size * _SMALLER
        return small and (bool(_NOTE.match(line.text)) or any(page == line.page for _, page in self.notes))

    def _is_heading(self, line: Line) -> bool:
        return line.size > self.size * _LARGER and len(line.text) <= _LONGEST_HEADING and "。" not in line.text

    def _table(self, table: Table) -> None:
        rows = table.rows
        if all(sum(bool(cell) for cell in row) <= 1 for row in rows):
            rows = ()
        goes_on = bool(self.rows) and bool(rows) and len(rows[0]) == len(self.rows[0]) and not self.notes
        if goes_on:
            # A table that runs over pages repeats its head.
            repeated = 0
            while repeated < min(len(rows), len(self.rows), 3) and rows[repeated] == self.rows[repeated]:
                repeated += 1
            rows = rows[repeated:]
        else:
            self._caption()
            self.flush()
            self.rows = rows
        for row in rows:
            self.done.append(Block("\t".join(row), "table", table.page))
            self.pages.append((table.page, table.page))
        for row in table.rows if not table.rows or not self.rows else ():
            self.done.append(Block("".join(row), "body", table.page))
            self.pages.append((table.page, table.page))
        self.last = None

    def _caption(self) -> None:
        """The line right before a table is its caption where it names a unit or a number of the table."""
        before = self.done[-1] if self.done else None
        if before is not None and len(before.text) <= _LONGEST_HEADING and _CAPTION.search(before.text):
            self.done[-1] = replace(before, kind="caption")

    def _runs_on(self, before: Line, line: Line) -> bool:
        """Whether ``line`` continues the paragraph of the line before it."""
        if abs(before.size - line.size) >= 0.2 * line.size:
            return False
        near = (before.page, before.column) != (line.page, line.column) or line.top - before.top < line.size * _LEADING
        if self._is_heading(before) and self._is_heading(line):
            return before.page == line.page and (near or self._is_title()) and not _NUMBERED.match(line.text)
        free = self.right[before.column] - before.right
        full = free < before.size * _SHORT + _first_word(line)
        indented = line.left - self.left[line.column] > line.size * _INDENT
        if indented or not full or self._is_heading(before) != self._is_heading(line):
            return False
        # At the top of a page a full stop at the margin ends the paragraph; within a page the gap tells.
        return near and not (before.page != line.page and before.text[-1] in _ENDS)

    def _is_title(self) -> bool:
        """Whether no text has come yet: what is set large then is the title, in however many lines."""
        return not any("。" in block.text for block in self.done)

    def blocks(self) -> Iterator[Block]:
        self.flush()
        for block, (first, last) in zip(self.done, self.pages, strict=True):
            place = f"page {first}" if first == last else f"pages {first}–{last}"
            yield Block(block.text, block.kind, first, place)


def _paragraphs(items: Sequence[Item]) -> list[Block]:
    lines = [item for item in items if isinstance(item, Line)]
    if not lines and not items:
        return []
    columns = {line.column for line in lines} | {0}
    sizes = [line.size for line in lines for _ in range(len(line.text))]
    flow = _Flow(
        size=median_low(sizes) if sizes else 1.0,
        left={c: _most_common([line.left for line in lines if line.column == c]) for c in columns},
        right={c: _margin([line for line in lines if line.column == c]) for c in columns},
    )
    for item in items:
        flow.add(item)
    return list(flow.blocks())


def _margin(lines: Sequence[Line]) -> float:
    """The right margin: the farthest that two lines reach, as one alone may run off the page."""
    edges = sorted((line.right for line in lines), reverse=True)
    shared = (a for a, b in pairwise(edges) if a - b < _SHORT * lines[0].size)
    return next(shared, edges[0] if edges else 0.0)


def _first_word(line: Line) -> float:
    """The width of the figure or Latin word that a line begins with: it may have had no room on the line before."""
    found = re.match(r"[!-~]+", line.text)
    return len(found.group()) * line.size * _HALF_WIDTH if found else 0.0


def _most_common(values: Sequence[float]) -> float:
    return float(Counter(round(value) for value in values).most_common(1)[0][0]) if values else 0.0
