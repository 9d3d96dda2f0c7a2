"""The text of a Word file with what every character stands on.

Owns what a reader sees of a .docx: body, headings, cells once each, text
boxes, foot- and endnotes; insertions but no deletions, results of fields but
not their codes; no Chinese quoted as evidence, notes or reference marks of a
brief of ours, no contents tables. Knows nothing of comments and of sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any

from lxml.etree import _Element as Element

from briefing.errors import SourceUnreadable
from briefing.read.draft import clean
from briefing.read.word import require_sound
from briefing.review.values import Segment
from briefing.review.xml_files import parsed
from briefing.verify.documents import SKIPPED

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_UNSEEN = frozenset({W + tag for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "rt")} | {_FALLBACK, _BOX})
_CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WRAPPERS = frozenset({W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")})
_OFF = ("0", "false", "off")
# Word makes no table wider.
_MOST_COLUMNS = 63
_CONTENTS = ("toc ", "table of figures")

Letter = tuple[str, Element | None, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment, its paragraph in the file, and for every character of its text the element and offset it comes from.

    ``mark`` is the run in the body that calls a note; the paragraph is then the one that run stands in.
    """

    segment: Segment
    paragraph: Element
    letters: tuple[Letter, ...]
    mark: Element | None = None


def open_word(data: bytes, *, where: str) -> Any:
    """The file as a python-docx document. Raises ``SourceUnreadable`` or ``SourceTooLarge``."""
    require_sound(data, where=where)
    try:
        import docx

        return docx.Document(BytesIO(data))
    # python-docx and lxml raise whatever a damaged part makes them stumble over.
    except Exception as error:
        raise SourceUnreadable(
            f"{where}: cannot be read as a Word file", hint="open it in Word and save it again as .docx"
        ) from error


def passages(document: Any, *, where: str) -> list[Passage]:
    """All passages in reading order, notes after the body."""
    text = WordText(document)
    return [*text.walk(document.element.body, ""), *text.notes(where)]


class WordText:
    """The reading of one document: its style names and how many text boxes came so far."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._names = {str(style.style_id): str(style.name or "").removesuffix(" Char") for style in document.styles}
        self._boxes = count(1)

    def walk(self, container: Element, prefix: str, *, cell: bool = False) -> Iterator[Passage]:
        """The passages of a body, cell, text box or note; ``prefix`` names it. In a cell the first needs no number."""
        paragraphs = tables = 0
        for block in _blocks(container):
            if block.tag == W + "tbl":
                tables += 1
                yield from self._table(block, f"{prefix}, table {tables}".removeprefix(", "))
                continue
            lines = self.lines(block)
            paragraphs += bool(lines)
            place = prefix if cell and paragraphs == 1 else f"{prefix}, paragraph {paragraphs}".removeprefix(", ")
            for number, line in enumerate(lines, start=1):
                at = f"{place}, line {number}" if len(lines) > 1 else place
                yield passage(line, at, block)
            yield from self._text_boxes(block)

    def lines(self, paragraph: Element) -> list[list[Letter]]:
        """The lines of a paragraph that hold anything, cleaned."""
        style = self._style(paragraph.find(f"{W}pPr/{W}pStyle"))
        if style in SKIPPED or style.lower().startswith(_CONTENTS):
            return []
        lines: list[list[Letter]] = [[]]
        for letter in self._letters(paragraph):
            if letter[0] == "\n":
                lines.append([])
            else:
                lines[-1].append(letter)
        return [line for line in map(_cleaned, lines) if line]

    def notes(self, where: str) -> Iterator[Passage]:
        """Footnotes and endnotes, in the order in which the body calls them."""
        for kind in ("footnote", "endnote"):
            texts = self._note_texts(kind, where)
            number = 0
            for call in self._document.element.body.iter(f"{W}{kind}Reference"):
                note = texts.pop(call.get(f"{W}id"), None)
                if note is None or any(ancestor.tag in _UNSEEN - {_BOX} for ancestor in call.iterancestors()):
                    continue
                number += 1
                for found in self.walk(note, f"{kind} {number}", cell=True):
                    yield Passage(found.segment, _owner(call), found.letters, call)

    def cells(self, table: Element) -> Iterator[tuple[int, list[tuple[int, Element]]]]:
        """Rows of a table with their cells and the column each begins in; the rest of a merged cell is none."""
        rows = (row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table)
        for number, row in enumerate(rows, start=1):
            found, column = [], 1
            for cell in (c for c in row.iter(W + "tc") if next(c.iterancestors(W + "tr")) is row):
                merge, span = (cell.find(f"{W}tcPr/{W}{tag}") for tag in ("vMerge", "gridSpan"))
                if merge is None or merge.get(f"{W}val") == "restart":
                    found.append((column, cell))
                width = span.get(f"{W}val", "1") if span is not None else "1"
                column += min(int(width), _MOST_COLUMNS) if width.isdecimal() else 1
            yield number, found

    def _table(self, table: Element, place: str) -> Iterator[Passage]:
        for row, cells in self.cells(table):
            for column, cell in cells:
                yield from self.walk(cell, f"{place}, row {row}, column {column}", cell=True)

    def _text_boxes(self, paragraph: Element) -> Iterator[Passage]:
        for box in paragraph.iter(_BOX):
            if not is_copy(box) and next(box.iterancestors(W + "p")) is paragraph:
                yield from self.walk(box, f"text box {next(self._boxes)}")

    def _letters(self, element: Element) -> Iterator[Letter]:
        for child in element:
            if child.tag in _UNSEEN or (child.tag == W + "r" and self._is_left_out(child)):
                continue
            if child.tag == W + "t":
                yield from ((" " if c in "\r\n" else c, child, n) for n, c in enumerate(child.text or ""))
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag], child, 0
            else:
                yield from self._letters(child)

    def _is_left_out(self, run: Element) -> bool:
        hidden = run.find(f"{W}rPr/{W}vanish")
        if hidden is not None and hidden.get(f"{W}val", "1") not in _OFF:
            return True
        return self._style(run.find(f"{W}rPr/{W}rStyle")) in SKIPPED

    def _style(self, named: Element | None) -> str:
        return self._names.get(named.get(f"{W}val", ""), "") if named is not None else ""

    def _note_texts(self, kind: str, where: str) -> dict[str | None, Element]:
        for relation in self._document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                root = parsed(relation.target_part.blob, where=f"{where}, {kind}s")
                return {note.get(f"{W}id"): note for note in root.iter(f"{W}{kind}")}
        return {}


def passage(letters: list[Letter], place: str, paragraph: Element) -> Passage:
    """A passage of these letters."""
    return Passage(Segment("".join(letter[0] for letter in letters), place), paragraph, tuple(letters))


def is_copy(element: Element) -> bool:
    """Whether it stands in the second copy of a text box that Word keeps for old programs."""
    return any(ancestor.tag == _FALLBACK for ancestor in element.iterancestors())


def _blocks(container: Element) -> Iterator[Element]:
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _cleaned(line: list[Letter]) -> list[Letter]:
    """Without unprinted characters and white space at the ends, as ``clean`` does it."""
    printed = [(_printed(char), element, offset) for char, element, offset in line if _printed(char)]
    text = "".join(letter[0] for letter in printed)
    kept = clean(text)
    start = text.index(kept)
    return printed[start : start + len(kept)]


@cache
def _printed(char: str) -> str:
    return clean(f".{char}.")[1:-1]


def _owner(call: Element) -> Element:
    return next(call.iterancestors(W + "p"))
