"""How wide the place is that a template keeps for a section.

Owns pages, columns of text and cells of layout tables; knows nothing of what
is set there. All widths are twips.
"""

from __future__ import annotations

from docx.oxml.ns import qn

from briefing.render.ooxml import Element

CELL_MARGIN = 108  # what Word takes where neither table nor cell says
A4_TEXT = 9638
COLUMN_GAP = 720  # Word's own where the section names none


def room_at(place: Element) -> int:
    """The width of the innermost cell, or else of the column of text, that the paragraph ``place`` stands in."""
    cell = next(place.iterancestors(qn("w:tc")), None)
    return _cell_room(cell) if cell is not None else _column_room(_section_of(place))


def page_room(body: Element) -> int:
    """The width of the text on the last page of the document."""
    return _column_room(body.find(qn("w:sectPr")))


def _cell_room(cell: Element) -> int:
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if width is not None and width.get(qn("w:type")) == "dxa":
        whole = _number(width, "w")
    else:
        whole = _grid_width(cell)
    return max(whole - _margin(cell, "left", "start") - _margin(cell, "right", "end"), CELL_MARGIN)


def _grid_width(cell: Element) -> int:
    """The columns of the grid that the cell spans, where it names no width in twips itself."""
    row = next(cell.iterancestors(qn("w:tr")))
    grid = next(cell.iterancestors(qn("w:tbl"))).findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    at = 0
    for each in row.findall(qn("w:tc")):
        span = each.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        wide = 1 if span is None else _number(span, "val", 1)
        if each is cell:
            return sum(_number(column, "w") for column in grid[at : at + wide])
        at += wide
    return A4_TEXT


def _margin(cell: Element, *sides: str) -> int:
    table = next(cell.iterancestors(qn("w:tbl")))
    for held in (cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}"), table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")):
        if held is not None:
            for side in sides:
                found = held.find(qn(f"w:{side}"))
                if found is not None:
                    return _number(found, "w")
    return CELL_MARGIN


def _section_of(place: Element) -> Element | None:
    """The section properties that govern a paragraph: those of the first section that ends after it."""
    top = place
    while (parent := top.getparent()) is not None and parent.tag != qn("w:body"):
        top = parent
    for block in (top, *top.itersiblings()):
        if block.tag == qn("w:sectPr"):
            return block
        found = next(block.iter(qn("w:sectPr")), None)
        if found is not None:
            return found
    return None


def _column_room(section: Element | None) -> int:
    if section is None:
        return A4_TEXT
    size, margins, columns = (section.find(qn(f"w:{tag}")) for tag in ("pgSz", "pgMar", "cols"))
    whole = A4_TEXT
    if size is not None:
        whole = _number(size, "w", A4_TEXT)
        whole -= 0 if margins is None else _number(margins, "left") + _number(margins, "right")
    count = 1 if columns is None else max(_number(columns, "num", 1), 1)
    gap = 0 if columns is None else _number(columns, "space", COLUMN_GAP)
    return (whole - gap * (count - 1)) // count


def _number(held: Element, name: str, otherwise: int = 0) -> int:
    """An attribute as a whole number; Word also writes 9638.5."""
    try:
        return int(float(held.get(qn(f"w:{name}"), otherwise)))
    except ValueError:
        return otherwise
