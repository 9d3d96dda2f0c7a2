"""What a reader sees in the charts of a Word file, as lines of text: title, and each bar with its label.

Reads the finished file: a label is what its number format makes of the number
in the chart, so that a lost digit or a wrong scale shows. Knows nothing of how
the chart was made.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lxml import etree

from briefing.errors import SourceUnreadable

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PART = re.compile(r"word/charts/chart\d+\.xml")
_FORMAT = re.compile(r'(?:"(?P<before>[^"]*)")?#,##0(?:\.(?P<digits>0+))?(?:"(?P<after>[^"]*)")?')


def chart_lines(path: Path) -> tuple[str, ...]:
    """The lines of all charts of the file. Raises ``SourceUnreadable`` where a chart's XML is damaged."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in sorted(package.namelist()) if _PART.fullmatch(name)]
    try:
        return tuple(line for part in parts for line in _lines(etree.fromstring(part)))
    except (etree.XMLSyntaxError, InvalidOperation, ValueError) as error:
        raise SourceUnreadable(f"a chart in {path.name} cannot be read", hint="make the brief again") from error


def _lines(chart: etree._Element) -> Iterator[str]:
    title = chart.find(f".//{_C}title")
    if title is not None:
        yield "".join(t.text or "" for t in title.iter(f"{_A}t"))
    for series in chart.iter(f"{_C}ser"):
        names = {point.get("idx"): _value(point) for point in series.iterfind(f"{_C}cat//{_C}pt")}
        formats = {label.find(f"{_C}idx").get("val"): _format(label) for label in series.iter(f"{_C}dLbl")}  # type: ignore[union-attr]
        for point in series.iterfind(f"{_C}val//{_C}pt"):
            index = point.get("idx")
            yield f"{names.get(index, '')}: {_shown(_value(point), formats.get(index, 'General'))}"


def _value(point: etree._Element) -> str:
    return point.findtext(f"{_C}v") or ""


def _format(label: etree._Element) -> str:
    code = label.find(f"{_C}numFmt")
    return "General" if code is None else code.get("formatCode", "General")


def _shown(number: str, code: str) -> str:
    """The label a number gets. Raises ValueError for a format we do not write."""
    value = Decimal(number)
    if code == "General":
        return f"{value:f}"
    found = _FORMAT.fullmatch(code)
    if found is None:
        raise ValueError(f"not a format of ours: {code}")
    digits = len(found["digits"] or "")
    return f"{found['before'] or ''}{value:,.{digits}f}{found['after'] or ''}"
