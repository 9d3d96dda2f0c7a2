"""The WordprocessingML elements a brief is made of.

Owns the shape and child order of paragraphs, runs, links and tables; knows
nothing of briefs. Style arguments are style identifiers, not names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element as Element

from briefing.render.writable import writable

__all__ = ["Element", "bookmark", "element", "keep_with_next", "link", "paragraph", "run", "table", "table_cell"]

SHORTEST = 2  # rows, the head among them: the head keeps its first row by its style
BREAKS = re.compile("([\n\t])")
# Signs that both scripts use: without a hint Word sets them in the Latin font, half as wide.
AMBIGUOUS = re.compile("[\u2010-\u2044\u00b1\u00d7\u00f7\u2103\u2190-\u2193\u2460-\u2473\u25a0-\u25cf]")


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """``<w:tag w:name="value">`` with its children."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def run(text: str, style: str = "", *, east: bool = False) -> Element:
    """A run of text; ``east`` sets quotation marks and the like in the East Asian font."""
    made = element("r")
    if style or (east and AMBIGUOUS.search(text)):
        look = element("rPr", *([element("rStyle", val=style)] if style else []))
        if east and AMBIGUOUS.search(text):
            look.append(element("rFonts", hint="eastAsia"))
        made.append(look)
    for piece in BREAKS.split(writable(text)):
        if piece == "\n":
            made.append(element("br"))
        elif piece == "\t":
            made.append(element("tab"))
        elif piece:
            made.append(_text(piece))
    return made


def _text(piece: str) -> Element:
    made = element("t")
    made.text = piece
    if piece != piece.strip():
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style: str, content: Iterable[Element] = (), *, model: Element | None = None) -> Element:
    """A paragraph in ``style``, or looking exactly like the paragraph ``model``."""
    made = element("p")
    properties = None if model is None else model.find(qn("w:pPr"))
    if properties is not None:
        made.append(_copied(properties))
    elif model is None:
        made.append(element("pPr", element("pStyle", val=style)))
    made.extend(content)
    return made


def _copied(properties: Element) -> Element:
    """Paragraph properties without what belongs to one paragraph only: its section and its revisions."""
    made = element("pPr")
    for child in properties:
        if child.tag not in (qn("w:sectPr"), qn("w:pPrChange")):
            made.append(deepcopy(child))
    return made


def link(content: Iterable[Element], *, anchor: str = "", relation: str = "", tip: str = "") -> Element:
    """A hyperlink to a bookmark of this document or to an external relationship."""
    made = element("hyperlink", *content)
    if anchor:
        made.set(qn("w:anchor"), anchor)
    if relation:
        made.set(qn("r:id"), relation)
    if tip:
        made.set(qn("w:tooltip"), tip)
    made.set(qn("w:history"), "1")
    return made


def bookmark(name: str, number: int, content: Iterable[Element]) -> list[Element]:
    """``content`` between the marks of a bookmark."""
    start = element("bookmarkStart", id=str(number), name=name)
    return [start, *content, element("bookmarkEnd", id=str(number))]


def table_cell(width: int, paragraphs: Sequence[Element]) -> Element:
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    return element("tc", properties, *paragraphs)


def table(style: str, title: str, widths: Sequence[int], rows: Iterable[Sequence[Sequence[Element]]]) -> Element:
    """A table of fixed column widths; the first row is its repeating head, no row breaks over pages.

    The last row never stands alone on a page: the one before it stays with it.
    """
    look = element("tblLook", val="0620", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:noVBand"), "1")
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("tblLayout", type="fixed"),
        look,
        element("tblCaption", val=title),
    )
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
    lines = [_row(widths, cells, head=index == 0) for index, cells in enumerate(rows)]
    if len(lines) > SHORTEST:
        keep_with_next(lines[-2])
    return element("tbl", properties, grid, *lines)


def keep_with_next(piece: Element) -> None:
    """A paragraph, row or table stays on the page of what follows it."""
    for look in piece.iter(qn("w:pPr")):
        after = look.find(qn("w:pStyle"))
        if look.find(qn("w:keepNext")) is None:
            look.insert(0 if after is None else 1, element("keepNext"))


def _row(widths: Sequence[int], cells: Sequence[Sequence[Element]], *, head: bool) -> Element:
    properties = element("trPr", element("cantSplit"), *([element("tblHeader")] if head else []))
    return element("tr", properties, *(table_cell(w, cell) for w, cell in zip(widths, cells, strict=True)))
