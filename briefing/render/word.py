"""A brief set in a Word template.

Owns how the placeholders of a template are filled and what the finished file
says of itself; knows nothing of what the sections look like, and leaves fonts,
colours, page, section names and section order to the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from briefing.render.bilingual import beside_source
from briefing.render.chart import chart
from briefing.render.comments import add_comments
from briefing.render.conversions import conversions
from briefing.render.extras import PLAIN, Extras
from briefing.render.labels import Labels, labels_for
from briefing.render.ooxml import Element, element
from briefing.render.package import package_bytes
from briefing.render.properties import without_number
from briefing.render.review_table import review_table
from briefing.render.room import page_room, room_at
from briefing.render.sections import SECTIONS, Desk, homes_of
from briefing.render.stories import own_texts, story_roots, text_of
from briefing.render.template_names import OPTIONAL, PLACEHOLDER
from briefing.render.templates import has_outline, open_template, style_ids
from briefing.values import Brief

UNDATED = datetime(2000, 1, 1)
LANGUAGE_TAGS = MappingProxyType({"en": "en-GB", "ja": "ja-JP"})
LEAST_LINE = "20"  # twips: a paragraph that only the file format needs
TABLE_SIZE = Pt(8.5)  # where the template's Table Text names no size


def write_brief(brief: Brief, template: Path, extras: Extras = PLAIN) -> bytes:
    """The finished document. Raises TemplateError where the template cannot be used."""
    document = open_template(template)
    desk = desk_for(brief, document)
    if extras.rates is not None:
        desk.conversions = conversions(brief, extras.rates, extras.currency, extras.forms)
    fill_lines(document, line_values(desk, extras))
    fill_blocks(document, desk, extras, list(document.element.body))
    describe(document, brief, desk.labels, extras)
    detach(document)
    return package_bytes(document.part.package)


def line_values(desk: Desk, extras: Extras) -> dict[str, str]:
    """What stands for the placeholders within a line."""
    day = extras.forms.text(desk.labels.date(desk.brief.published), desk.lang)
    return {"date": day, "version": desk.brief.provenance.version}


def desk_for(brief: Brief, document: Document) -> Desk:
    """What the sections of a brief in this document share."""
    used = [int(mark.get(qn("w:id"), "0")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    return Desk(
        brief=brief,
        labels=labels_for(brief.lang),
        styles=style_ids(document),
        width=page_room(document.element.body),
        em=_table_em(document),
        homes=homes_of(brief),
        numbers=iter(range(max(used, default=0) + 1, 1 << 30)),
        relate=lambda url: str(document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)),
    )


def _table_em(document: Document) -> int:
    size = document.styles["Table Text"].font.size or TABLE_SIZE
    return int(size) * 20 // Pt(1)


# --- the template ------------------------------------------------------------


def fill_blocks(document: Document, desk: Desk, extras: Extras, area: Sequence[Element]) -> None:
    """Put each section in its place among the blocks ``area``; an empty one goes, and the heading before it too."""
    places = {}
    for place in (p for block in area for p in block.iter(qn("w:p"))):
        found = PLACEHOLDER.fullmatch(text_of(place).strip())
        if found and (found[1] in SECTIONS or found[1] in OPTIONAL):
            places[found[1]] = place
    for name, place in places.items():
        desk.open_section(room_at(place))
        content = chart(desk, document) if name == "chart" else _section(desk, extras, name, place)
        if name == "figures" and "chart" not in places:
            content += chart(desk, document)
        before = place.getprevious()
        heading = before if before is not None and _is_heading(before, document) else None
        if not content and heading is not None:
            _remove(heading)
        if name == "method" and extras.review:
            content = [*content, *review_table(desk, heading)]
        for piece in content:
            place.addprevious(piece)
        _close(place)
        if place.getparent() is not None and content and content[-1].tag == qn("w:tbl"):
            without_number(place)  # kept for Word behind a table: an empty point is no point
    if extras.comments:
        add_comments(desk, document)


def _section(desk: Desk, extras: Extras, name: str, place: Element) -> list[Element]:
    if extras.bilingual and name in ("points", "quotes"):
        return beside_source(desk, name)
    return SECTIONS[name](desk, place)


def _remove(block: Element) -> None:
    parent = block.getparent()
    if parent is not None:
        parent.remove(block)


def _close(place: Element) -> None:
    """Take the placeholder away, unless Word needs a paragraph there: then one of no height, without number or rule.

    It does at the end of a cell, between two tables, and where a section of the page ends.
    """
    before, after = place.getprevious(), place.getnext()
    bare = before is None or before.tag in (qn("w:tbl"), qn("w:tcPr"))
    ends = place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if ends is None and not (bare and (after is None or after.tag == qn("w:tbl"))):
        _remove(place)
        return
    for child in list(place):
        place.remove(child)
    low = element("spacing", before="0", after="0", line=LEAST_LINE, lineRule="exact")
    place.append(element("pPr", low, *([] if ends is None else [ends])))


def _is_heading(before: Element, document: Document) -> bool:
    style = before.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return before.tag == qn("w:p") and style is not None and has_outline(document, style.get(qn("w:val"), ""))


def fill_lines(document: Document, values: dict[str, str]) -> None:
    """Write the values into body, headers and footers, also where Word split a placeholder into runs."""
    for root in story_roots(document):
        for place in root.iter(qn("w:p")):
            texts = own_texts(place)
            whole = "".join(t.text or "" for t in texts)
            for found in reversed(list(PLACEHOLDER.finditer(whole))):
                if found[1] in values:
                    _write_over(texts, found.span(), values[found[1]])


def _write_over(texts: list[Element], span: tuple[int, int], value: str) -> None:
    at = 0
    for holder in texts:
        text = holder.text or ""
        start, end = max(span[0] - at, 0), min(span[1] - at, len(text))
        if start < end:
            first = at + start == span[0]
            holder.text = text[:start] + (value if first else "") + text[end:]
        at += len(text)


def describe(document: Document, brief: Brief, labels: Labels, extras: Extras) -> None:
    """Document properties, with the article's own time so that the same brief gives the same bytes."""
    when = brief.published or UNDATED
    if when.tzinfo is not None:
        when = when.astimezone(UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title = brief.headline.text[:255]
    core.subject = labels.text["subject"]
    core.author = core.last_modified_by = extras.house
    core.language = LANGUAGE_TAGS[brief.lang]
    core.keywords = core.comments = ""
    core.revision = 1
    core.created = core.modified = when.replace(microsecond=0)


def detach(document: Document) -> None:
    """Drop the link to the .dotx a house document was made from: it names a path of the house."""
    settings = document.settings.element
    for attached in list(settings.iter(qn("w:attachedTemplate"))):
        document.settings.part.drop_rel(attached.get(qn("r:id")))
        settings.remove(attached)
