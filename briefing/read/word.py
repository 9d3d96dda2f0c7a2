"""Word file → Draft.

Owns the order of paragraphs and tables in a .docx and which of its text
counts: insertions do, deletions, field codes and the second copy of text boxes
do not. Knows nothing of furniture.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from briefing.errors import SourceTooLarge, SourceUnreadable
from briefing.read.draft import Block, Draft, clean

# A long annual report with its pictures unpacks to 30 MB.
MAX_UNPACKED = 100 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "pPr", _W + "rPr", _FALLBACK}
_CHARACTERS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read_word(data: bytes, *, where: str) -> Draft:
    """Paragraphs and table rows in their order; a Title paragraph is the title.

    Raises SourceTooLarge for a file that unpacks beyond all measure,
    SourceUnreadable for a damaged or encrypted one.
    """
    require_sound(data, where=where)
    try:
        import docx

        document = docx.Document(BytesIO(data))
        blocks = list(_blocks(document.element.body, _style_names(document)))
    # python-docx and lxml raise whatever a damaged part makes them stumble over.
    except Exception as error:
        raise SourceUnreadable(
            f"{where}: cannot be read as a Word file", hint="open it in Word and save it again as .docx"
        ) from error
    return _with_title(blocks)


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


def _style_names(document: Any) -> dict[str, str]:
    return {str(style.style_id): str(style.name or "").lower() for style in document.styles}


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    for child in parent:
        if child.tag == _W + "p":
            yield from _paragraph(child, styles)
        elif child.tag == _W + "tbl":
            yield from _rows(child, styles)
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag"):
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[Block]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(_W + "val"), "") if style is not None else ""
    heading = name.startswith(("heading", "title", "subtitle"))
    for line in _text(element).split("\n"):
        if clean(line):
            yield Block(line, "heading" if heading else "caption" if name == "caption" else "body")


def _rows(table: Any, styles: dict[str, str]) -> Iterator[Block]:
    """A line a row; a table of one column only lays out text, so its paragraphs are text."""
    rows = [row for row in table.iter(_W + "tr") if _owner(row) is table]
    cells = [[cell for cell in row.iter(_W + "tc") if _owner(cell, _W + "tr") is row] for row in rows]
    if all(len(row) <= 1 for row in cells):
        for row in cells:
            for cell in row:
                yield from _blocks(cell, styles)
        return
    for row in cells:
        texts = [" ".join(_text(cell).split("\n")).replace("\t", " ").strip() for cell in row]
        if any(texts):
            yield Block("\t".join(texts), "table")


def _owner(element: Any, tag: str = _W + "tbl") -> Any:
    return next(element.iterancestors(tag), None)


def _text(element: Any) -> str:
    if element.tag in _SKIPPED:
        return ""
    if element.tag == _W + "t":
        return element.text or ""
    if element.tag in _CHARACTERS:
        return _CHARACTERS[element.tag]
    text = "".join(_text(child) for child in element)
    inner = element.tag == _W + "p" and _owner(element, _W + "tc") is not None
    return text + "\n" if inner else text


def _with_title(blocks: list[Block]) -> Draft:
    """The first line is the title where its style says so."""
    if blocks and blocks[0].kind == "heading":
        return Draft(tuple(blocks[1:]), title=clean(blocks[0].text))
    return Draft(tuple(blocks))
