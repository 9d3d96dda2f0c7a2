"""The chart of a brief in its Word document: a drawing, the chart part and the workbook one edits it with.

Owns where these parts go and which fonts and colours of the template they
take; knows nothing of what may be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import hexdigits
from types import MappingProxyType

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from briefing.render.chart_table import ChartTable, chart_table
from briefing.render.chart_xml import Look, chart_rows, chart_xml
from briefing.render.ooxml import Element, element, paragraph
from briefing.render.sections import Desk
from briefing.render.stories import story_roots
from briefing.render.workbook import workbook
from briefing.render.writable import writable
from briefing.values import Status

STYLE = "Chart"  # a paragraph style a template may have for the chart
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMU_A_TWIP = 635
HEAD, A_BAR = 1_000, 330  # twips: title and legend together, each bar
_DRAWING = (
    '<w:drawing xmlns:w="{w}" xmlns:wp="{wp}" xmlns:a="{a}" xmlns:c="{c}" xmlns:r="{r}">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{{width}}" cy="{{height}}"/>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{{number}}" name=""/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="{c}"><c:chart r:id="{{rel}}"/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
).format(
    w="http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    a="http://schemas.openxmlformats.org/drawingml/2006/main",
    c="http://schemas.openxmlformats.org/drawingml/2006/chart",
    r="http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
# The template's styles whose colours the bars take; what is done takes that of the headings.
_COLOURED = MappingProxyType(
    {
        Status.ACTUAL: "Heading 1",
        Status.CUMULATIVE: "Heading 1",
        Status.PLANNED: "Status Planned",
        Status.FORECAST: "Status Forecast",
        Status.SIGNED: "Status Signed",
        Status.STATED: "Note",
    }
)


def chart(desk: Desk, document: Document) -> list[Element]:
    """The paragraph with the chart and its note; nothing where no amounts can be compared."""
    table = chart_table(desk.brief)
    if table is None:
        return []
    rel = _add_parts(document, table)
    height = HEAD + A_BAR * len(table.bars)
    made = [_drawing_paragraph(desk, _drawing(document, table, rel, desk.width, height))]
    if table.note:
        made.append(desk.block("Note", desk.words(table.note)))
    return made


def _add_parts(document: Document, table: ChartTable) -> str:
    """Chart and workbook in the package; the relationship of the document to the chart."""
    package = document.part.package
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(n for n in range(1, 1 << 16) if f"/word/charts/chart{n}.xml" not in taken)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    sheet_name = PackURI(f"/word/embeddings/chart{number}.xlsx")
    sheet = Part(sheet_name, SHEET_TYPE, workbook(chart_rows(table)), package)
    part._blob = chart_xml(table, look_of(document), part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE))
    return str(document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))


def _drawing(document: Document, table: ChartTable, rel: str, width: int, height: int) -> Element:
    used = [int(mark.get("id", "0")) for root in story_roots(document) for mark in root.iter(qn("wp:docPr"))]
    made: Element = parse_xml(
        _DRAWING.format(width=width * EMU_A_TWIP, height=height * EMU_A_TWIP, number=max(used, default=0) + 1, rel=rel)
    )
    properties = next(made.iter(qn("wp:docPr")))
    properties.set("name", "Chart")
    properties.set("descr", writable(table.alt))
    properties.set("title", writable(table.title))
    return made


def _drawing_paragraph(desk: Desk, drawing: Element) -> Element:
    """A line of its own height: in the text's exact line height a chart would be cut to a strip."""
    made = paragraph("", [element("r", element("rPr", element("noProof")), drawing)], model=element("p"))
    properties = element("pPr")
    if ("paragraph", STYLE) in desk.styles:
        properties.append(element("pStyle", val=desk.styles["paragraph", STYLE]))
    properties.append(element("keepNext"))
    properties.append(element("spacing", before="160", after="0", line="240", lineRule="auto"))
    made.insert(0, properties)
    return made


# --- the template's look --------------------------------------------------------


def look_of(document: Document) -> Look:
    """Fonts and size of the tables' text, and the colours of headings and statuses."""
    styles = _Styles(document)
    size = styles.attribute("Table Text", "sz", "val")
    plain = Look()
    return Look(
        latin=styles.attribute("Table Text", "rFonts", "ascii"),
        east=styles.attribute("Table Text", "rFonts", "eastAsia"),
        size=int(size) * 50 if size.isdigit() else plain.size,
        ink=styles.colour("Table Text") or plain.ink,
        head=styles.colour("Heading 1") or plain.head,
        colours={status: found for status, name in _COLOURED.items() if (found := styles.colour(name))},
    )


class _Styles:
    """What styles say, through those they are based on and the document's defaults."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self.by_id = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
        names = {key: style.find(qn("w:name")) for key, style in self.by_id.items()}
        self.ids = {name.get(qn("w:val")).casefold(): key for key, name in names.items() if name is not None}
        self.defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")

    def colour(self, style: str) -> str:
        found = self.attribute(style, "color", "val")
        return found if len(found) == 6 and not set(found) - set(hexdigits) else ""

    def attribute(self, style: str, tag: str, name: str) -> str:
        """Empty where nothing says it."""
        for held in self._chain(style):
            look = held.find(f"{qn('w:rPr')}/{qn(f'w:{tag}')}")
            if look is not None and (found := look.get(qn(f"w:{name}"))):
                return str(found)
        return ""

    def _chain(self, style: str) -> Iterator[Element]:
        """The style, those it is based on, the defaults; a circle of styles ends it."""
        key, seen = self.ids.get(style.casefold()), set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            base = self.by_id[key].find(qn("w:basedOn"))
            key = None if base is None else base.get(qn("w:val"))
        if self.defaults is not None:
            yield self.defaults
