"""A chart as DrawingML: bars lying on their side, one series a status, hatched so that grey printing keeps it.

Owns the elements of the chart part and their order in the schema; knows
nothing of Word or of what may be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from briefing.render.chart_choice import chart_data
from briefing.render.chart_table import Bar, ChartTable
from briefing.render.workbook import Cell, column_name
from briefing.render.writable import writable
from briefing.values import Lang, Status

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"c": C, "a": A, "r": R}
_LANGUAGES: Mapping[Lang, tuple[str, str]] = {"en": ("en-GB", "ja-JP"), "ja": ("ja-JP", "en-GB")}
# Room right of the longest bar for its label, as a part of the bar.
_ROOM = Decimal("0.45")
_GAP = "45"  # between bars, percent of a bar


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts (empty: the theme's), size in hundredths of a point, and colours as RRGGBB."""

    latin: str = ""
    east: str = ""
    size: int = 850
    ink: str = "000000"
    head: str = "000000"
    colours: Mapping[Status, str] | None = None


def chart_rows(table: ChartTable) -> list[list[Cell]]:
    """The sheet of the workbook: names down, a column for each status."""
    statuses = [status for status, _ in table.statuses]
    rows: list[list[Cell]] = [[table.unit, *(label for _, label in table.statuses)]]
    rows += [[bar.name, *(bar.value if bar.status is status else None for status in statuses)] for bar in table.bars]
    return rows


def chart_xml(table: ChartTable, look: Look, workbook_rel: str) -> bytes:
    """The chart part; ``workbook_rel`` is its relationship to the workbook."""
    pen = _Pen(table, look)
    space = _e(
        "c:chartSpace",
        _v("c:date1904", "0"),
        _v("c:lang", _LANGUAGES[table.lang][0]),
        _v("c:roundedCorners", "0"),
        pen.chart(),
        _e("c:spPr", _e("a:noFill"), _e("a:ln", _e("a:noFill"))),
        pen.text_properties(look.ink),
        _e("c:externalData", _v("c:autoUpdate", "0"), **{f"{{{R}}}id": workbook_rel}),
    )
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(frozen=True, slots=True)
class _Pen:
    table: ChartTable
    look: Look

    def chart(self) -> etree._Element:
        """Title, bars and legend; the legend says the status also where all bars share it."""
        return _e(
            "c:chart",
            self._title(),
            _v("c:autoTitleDeleted", "0"),
            _e("c:plotArea", _e("c:layout"), self._bars(), self._names(), self._values()),
            _e("c:legend", _v("c:legendPos", "b"), _v("c:overlay", "0"), self.text_properties(self.look.ink)),
            _v("c:plotVisOnly", "1"),
            _v("c:dispBlanksAs", "gap"),
        )

    def _title(self) -> etree._Element:
        run = _e("a:r", self._run_properties("a:rPr", self.look.head, bold=True), _text("a:t", self.table.title))
        rich = _e(
            "c:rich", _e("a:bodyPr"), _e("a:lstStyle"), _e("a:p", self._paragraph(self.look.head, bold=True), run)
        )
        return _e("c:title", _e("c:tx", rich), _v("c:overlay", "0"))

    def _bars(self) -> etree._Element:
        return _e(
            "c:barChart",
            _v("c:barDir", "bar"),
            _v("c:grouping", "clustered"),
            _v("c:varyColors", "0"),
            *(self._series(n, status, label) for n, (status, label) in enumerate(self.table.statuses)),
            _v("c:gapWidth", _GAP),
            _v("c:overlap", "100"),
            _v("c:axId", "1001"),
            _v("c:axId", "1002"),
        )

    def _series(self, number: int, status: Status, label: str) -> etree._Element:
        column, last = column_name(number + 1), len(self.table.bars) + 1
        names = _e("c:strCache", _v("c:ptCount", str(last - 1)), *self._points(b.name for b in self.table.bars))
        held = [(n, bar) for n, bar in enumerate(self.table.bars) if bar.status is status]
        values = _e(
            "c:numCache",
            _text("c:formatCode", "General"),
            _v("c:ptCount", str(last - 1)),
            *(_e("c:pt", _text("c:v", f"{bar.value:f}"), idx=str(n)) for n, bar in held),
        )
        head = _e("c:strCache", _v("c:ptCount", "1"), *self._points([label]))
        return _e(
            "c:ser",
            _v("c:idx", str(number)),
            _v("c:order", str(number)),
            _e("c:tx", _e("c:strRef", _text("c:f", f"Sheet1!${column}$1"), head)),
            self._fill(status),
            _v("c:invertIfNegative", "0"),
            self._labels(held),
            _e("c:cat", _e("c:strRef", _text("c:f", f"Sheet1!$A$2:$A${last}"), names)),
            _e("c:val", _e("c:numRef", _text("c:f", f"Sheet1!${column}$2:${column}${last}"), values)),
        )

    def _points(self, texts: Iterable[str]) -> Iterator[etree._Element]:
        for n, text in enumerate(texts):
            yield _e("c:pt", _text("c:v", text), idx=str(n))

    def _fill(self, status: Status) -> etree._Element:
        kind = chart_data()["status"][str(status)]
        colour = (self.look.colours or {}).get(status, kind["colour"])
        ink = _e("a:solidFill", _v("a:srgbClr", colour))
        fill = ink
        if kind["pattern"]:
            ground = _e("a:bgClr", _v("a:srgbClr", "FFFFFF"))
            fill = _e("a:pattFill", _e("a:fgClr", _v("a:srgbClr", colour)), ground, prst=kind["pattern"])
        line = _e("a:ln", _e("a:solidFill", _v("a:srgbClr", colour)), w="9525")
        return _e("c:spPr", fill, line)

    def _labels(self, held: list[tuple[int, Bar]]) -> etree._Element:
        """A label for each bar: its amount as the table writes it."""
        points = [_e("c:dLbl", _v("c:idx", str(n)), *self._label(bar.number_format)) for n, bar in held]
        return _e("c:dLbls", *points, *self._label("General"))

    def _label(self, code: str) -> Iterator[etree._Element]:
        yield _e("c:numFmt", formatCode=code, sourceLinked="0")
        yield _e("c:spPr", _e("a:noFill"), _e("a:ln", _e("a:noFill")))
        yield self.text_properties(self.look.ink, wrap="none")  # 億元 stays on the line of its number
        yield _v("c:dLblPos", "outEnd")
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
            yield _v(f"c:show{name}", "1" if name == "Val" else "0")

    def _names(self) -> etree._Element:
        grey = _e("a:solidFill", _v("a:srgbClr", "8A94A0"))
        return _e(
            "c:catAx",
            _v("c:axId", "1001"),
            _e("c:scaling", _v("c:orientation", "maxMin")),
            _v("c:delete", "0"),
            _v("c:axPos", "l"),
            _e("c:numFmt", formatCode="General", sourceLinked="0"),
            _v("c:majorTickMark", "none"),
            _v("c:minorTickMark", "none"),
            _v("c:tickLblPos", "low"),
            _e("c:spPr", _e("a:ln", grey, w="9525")),
            self.text_properties(self.look.ink),
            _v("c:crossAx", "1002"),
            _v("c:crosses", "autoZero"),
            _v("c:auto", "1"),
            _v("c:lblAlgn", "ctr"),
            _v("c:lblOffset", "100"),
            _v("c:noMultiLvlLbl", "1"),
        )

    def _values(self) -> etree._Element:
        """From zero, and unseen: the bars carry their numbers."""
        longest = max(bar.value for bar in self.table.bars)
        most = _v("c:max", f"{longest + longest * _ROOM:f}")
        return _e(
            "c:valAx",
            _v("c:axId", "1002"),
            _e("c:scaling", _v("c:orientation", "minMax"), most, _v("c:min", "0")),
            _v("c:delete", "1"),
            _v("c:axPos", "t"),
            _e("c:numFmt", formatCode="General", sourceLinked="0"),
            _v("c:majorTickMark", "none"),
            _v("c:minorTickMark", "none"),
            _v("c:tickLblPos", "nextTo"),
            _v("c:crossAx", "1001"),
            _v("c:crosses", "autoZero"),
            _v("c:crossBetween", "between"),
        )

    def text_properties(self, colour: str, wrap: str = "square") -> etree._Element:
        end = _e("a:endParaRPr", lang=_LANGUAGES[self.table.lang][0])
        return _e("c:txPr", _e("a:bodyPr", wrap=wrap), _e("a:lstStyle"), _e("a:p", self._paragraph(colour), end))

    def _paragraph(self, colour: str, *, bold: bool = False) -> etree._Element:
        return _e("a:pPr", self._run_properties("a:defRPr", colour, bold=bold))

    def _run_properties(self, name: str, colour: str, *, bold: bool = False) -> etree._Element:
        main, alternative = _LANGUAGES[self.table.lang]
        made = _e(
            name,
            _e("a:solidFill", _v("a:srgbClr", colour)),
            lang=main,
            altLang=alternative,
            sz=str(self.look.size),
            b="1" if bold else "0",
        )
        for tag, font in (("a:latin", self.look.latin), ("a:ea", self.look.east)):
            if font:
                made.append(_e(tag, typeface=font))
        return made


def _e(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    prefix, _, local = name.partition(":")
    made = etree.Element(f"{{{_NAMES[prefix]}}}{local}", nsmap=_NAMES)
    for key, value in attributes.items():
        made.set(key, writable(value))
    made.extend(children)
    return made


def _v(name: str, value: str) -> etree._Element:
    return _e(name, val=value)


def _text(name: str, text: str) -> etree._Element:
    made = _e(name)
    made.text = writable(text)
    return made
