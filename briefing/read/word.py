"""Word file → Draft.

Owns the order of paragraphs, tables, text boxes and notes in a .docx and which
of its text counts: insertions do, deletions, field codes and the second copy
of text boxes do not. Knows nothing of furniture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from briefing.errors import SourceTooLarge, SourceUnreadable
from briefing.read.draft import Block, Draft, Kind, clean, repeats
from briefing.read.filings import without_forms
from briefing.read.word_lists import Lists, lists_of

# A long annual report with its pictures unpacks to 30 MB.
MAX_UNPACKED = 100 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = _W + "txbxContent"
_SKIPPED = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "pPr", _W + "rPr", _FALLBACK, _BOX}
_CHARACTERS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_WRAPPERS = (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag")
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_HEADING_LEVELS = 9
# Word's own limit; a cell that claims a billion would only fill the memory.
_MOST_COLUMNS = 63


def read_word(data: bytes, *, where: str) -> Draft:
    """Paragraphs and table rows in their order; a Title paragraph is the title.

    Raises SourceTooLarge for a file that unpacks beyond all measure,
    SourceUnreadable for a damaged or encrypted one.
    """
    require_sound(data, where=where)
    try:
        import docx

        document = docx.Document(BytesIO(data))
        blocks = list(_Body(document).blocks())
    # python-docx and lxml raise whatever a damaged part makes them stumble over.
    except Exception as error:
        raise SourceUnreadable(
            f"{where}: cannot be read as a Word file", hint="open it in Word and save it again as .docx"
        ) from error
    return without_forms(_with_title(blocks))


def require_sound(data: bytes, *, where: str) -> None:
    """Raises as ``read_word`` for a package that is damaged, encrypted or beyond all measure."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SourceUnreadable(f"{where}: is a damaged Word file", hint="copy or download it again") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceUnreadable(f"{where}: is encrypted with a password", hint="remove the password and save it again")
    # The reader of a zip stops at the declared size, so a false declaration gains nothing.
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise SourceTooLarge(
            f"{where}: unpacks to {unpacked // 1024**2} MB, more than the limit of {MAX_UNPACKED // 1024**2} MB",
            hint="save the text alone as .docx or .txt",
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style makes of its paragraphs."""

    name: str
    outline: int | None


@dataclass(slots=True)
class _Body:
    """A document read from its first paragraph to its last; counts what a person would count."""

    document: Any
    styles: dict[str, _Style] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    paragraphs: int = 0
    tables: int = 0
    lists: Lists | None = None

    def blocks(self) -> Iterator[Block]:
        self.styles = dict(_styles(self.document))
        self.notes = dict(_notes(self.document))
        self.lists = lists_of(self.document)
        yield from self._children(self.document.element.body)

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self._children(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        self.paragraphs += 1
        place = f"paragraph {self.paragraphs}"
        style = element.find(f"{_W}pPr/{_W}pStyle")
        style_id = str(style.get(_W + "val")) if style is not None else ""
        kind = self._kind(element, self.styles.get(style_id, _Style("", None)))
        number = self.lists.number(element, style_id) if self.lists is not None else ""
        for line in _text(element).split("\n"):
            if clean(line):
                yield Block(number + line.lstrip() if number else line, kind, place=place)
                number = ""
        for box in _boxes(element):
            yield from self._children(box)
        for text in self._noted(element):
            yield Block(text, place=place)

    def _kind(self, element: Any, style: _Style) -> Kind:
        own = element.find(f"{_W}pPr/{_W}outlineLvl")
        level = int(own.get(_W + "val") or _HEADING_LEVELS) if own is not None else style.outline
        if style.name.startswith(("heading", "title", "subtitle")) or (level is not None and level < _HEADING_LEVELS):
            return "heading"
        return "caption" if style.name == "caption" else "body"

    def _noted(self, element: Any) -> Iterator[str]:
        """The notes that a paragraph points to."""
        for kind in _NOTES:
            for mark in element.iter(f"{_W}{kind}Reference"):
                if text := self.notes.get((kind, str(mark.get(_W + "id"))), ""):
                    yield text

    def _table(self, table: Any) -> Iterator[Block]:
        """A line a row; a table of one column only lays out text, so its paragraphs are text."""
        rows = [row for row in table.iter(_W + "tr") if _owner(row) is table and not _is_deleted(row)]
        if all(len(_cells(row)) <= 1 for row in rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self._children(cell)
            return
        self.tables += 1
        own = self.tables
        above: dict[int, str] = {}
        for number, row in enumerate(rows, 1):
            texts, above = _row(row, above)
            if any(texts):
                yield Block("\t".join(texts), "table", place=f"table {own}, row {number}")
            for cell in _cells(row):
                for inner in (e for e in cell.iter(_W + "tbl") if _owner(e) is table):
                    yield from self._table(inner)


def _styles(document: Any) -> Iterator[tuple[str, _Style]]:
    """Styles by id, with the outline level they or the styles they are based on give."""
    known = {str(e.get(_W + "styleId")): e for e in document.styles.element.iter(_W + "style")}
    for style_id, element in known.items():
        name = element.find(_W + "name")
        level, at, seen = None, element, set()
        while at is not None and level is None and id(at) not in seen:
            seen.add(id(at))
            found = at.find(f"{_W}pPr/{_W}outlineLvl")
            level = int(found.get(_W + "val") or _HEADING_LEVELS) if found is not None else None
            based = at.find(_W + "basedOn")
            at = known.get(str(based.get(_W + "val"))) if based is not None else None
        yield style_id, _Style(str(name.get(_W + "val")).lower() if name is not None else "", level)


def _notes(document: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """The text of footnotes and endnotes; separators have none."""
    from docx.oxml import parse_xml

    for kind, part in _NOTES.items():
        for rel in document.part.rels.values():
            if rel.is_external or not rel.reltype.endswith(f"/{part}"):
                continue
            for note in parse_xml(rel.target_part.blob).iter(f"{_W}{kind}"):
                text = " ".join(clean(_text(p)) for p in note.iter(_W + "p") if clean(_text(p)))
                if text:
                    yield (kind, str(note.get(_W + "id"))), text


def _boxes(element: Any) -> list[Any]:
    """The text boxes anchored in a paragraph, each once; those inside one of them are its own."""
    return [
        box
        for box in element.iter(_BOX)
        if next(box.iterancestors(_FALLBACK), None) is None
        and next((a for a in box.iterancestors(_W + "p", _BOX)), None) is element
    ]


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(_W + "tc") if _owner(cell, _W + "tr") is row]


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _row(row: Any, above: dict[int, str]) -> tuple[list[str], dict[int, str]]:
    """The texts of a row by column, a merged cell's words in all it covers, and what reaches down from it."""
    texts: list[str] = [""] * _skipped(row, "gridBefore")
    down: dict[int, str] = {}
    for cell in _cells(row):
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and (merge.get(_W + "val") or "continue") == "continue"
        said = above.get(len(texts), "") if goes_on else _cell_text(cell)
        for number in range(_width(cell)):
            if merge is not None:
                down[len(texts)] = repeats(said)
            texts.append(repeats(said) if number else said)
    return texts, down


def _skipped(row: Any, name: str) -> int:
    before = row.find(f"{_W}trPr/{_W}{name}")
    return _columns(before, 0) if before is not None else 0


def _width(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return max(_columns(span, 1), 1) if span is not None else 1


def _columns(element: Any, missing: int) -> int:
    return min(int(element.get(_W + "val") or missing), _MOST_COLUMNS)


def _cell_text(cell: Any) -> str:
    """The cell's own words; a table inside it is read by itself."""
    lines = [_text(child) for child in cell.iter(_W + "p") if _owner(child, _W + "tc") is cell]
    text = ""
    for line in (clean(line.replace("\n", " ").replace("\t", " ")) for line in lines):
        words = text[-1:].isascii() and line[:1].isascii() and bool(text) and bool(line)
        text += (" " if words else "") + line
    return text


def _owner(element: Any, tag: str = _W + "tbl") -> Any:
    return next(element.iterancestors(tag), None)


def _text(element: Any) -> str:
    if element.tag in _SKIPPED:
        return ""
    if element.tag == _W + "t":
        return element.text or ""
    if element.tag in _CHARACTERS:
        return _CHARACTERS[element.tag]
    return "".join(_text(child) for child in element)


def _with_title(blocks: list[Block]) -> Draft:
    """The first line is the title where its style says so."""
    if blocks and blocks[0].kind == "heading":
        return Draft(tuple(blocks[1:]), title=clean(blocks[0].text))
    return Draft(tuple(blocks))
