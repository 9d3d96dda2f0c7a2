"""The workbook behind a chart: one sheet, written so that the same table gives the same bytes.

Owns the few parts of SpreadsheetML this takes: text as inline strings, numbers
as exact decimals. Knows nothing of briefs or charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from briefing.render.package import zip_parts
from briefing.render.writable import writable

Cell = str | Decimal | None

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="10"/><name val="Arial"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/>'
    '</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>',
}


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """An .xlsx file whose first sheet holds ``rows`` from A1 on. Raises ValueError beyond column Z."""
    if any(len(row) > 26 for row in rows):
        raise ValueError("more than 26 columns")
    lines = "".join(f'<row r="{n}">{"".join(_cells(n, row))}</row>' for n, row in enumerate(rows, start=1))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    parts = {**_FIXED, "xl/worksheets/sheet1.xml": sheet}
    return zip_parts({name: (_HEAD + text).encode("utf-8") for name, text in parts.items()})


def _cells(number: int, row: Sequence[Cell]) -> list[str]:
    return [_cell(f"{column_name(index)}{number}", value) for index, value in enumerate(row) if value is not None]


def _cell(place: str, value: str | Decimal) -> str:
    if isinstance(value, Decimal):
        return f'<c r="{place}"><v>{value:f}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(writable(value))}</t></is></c>'


def column_name(index: int) -> str:
    """A for 0 … Z for 25."""
    return chr(ord("A") + index)
