"""The findings of a brief as a table for whoever reviews it before it is sent.

Owns what a line of it says. All of it is set as notes: it speaks about the
brief and states nothing. Knows nothing of how a finding came about.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml.ns import qn

from briefing.render.columns import Column, column_widths
from briefing.render.comments import review_words
from briefing.render.ooxml import Element, element, run, table
from briefing.render.sections import Desk
from briefing.render.writable import one_line
from briefing.values import Finding, Place, Severity

_COLUMNS = ("severity", "place", "finding", "source")
_ORDER = tuple(Severity)


def review_table(desk: Desk, heading: Element | None) -> list[Element]:
    """A heading that looks like ``heading``, and the findings, the gravest first; or one line that there are none."""
    words = review_words(desk.lang)
    made = [] if heading is None else [_heading(desk, heading)]
    findings = sorted(desk.brief.findings, key=lambda f: _ORDER.index(f.severity))
    if not findings:
        return [*made, desk.block("Note", desk.words(words["none"]))]
    cells = [list(_cells(desk, finding)) for finding in findings]
    heads = [desk.block("Table Head", desk.words(words[name])) for name in _COLUMNS]
    held = [Column(words[name], tuple(row[n][0] for row in cells), tight=n < 2) for n, name in enumerate(_COLUMNS)]
    rows = [[[head] for head in heads], *([[block] for _, block in row] for row in cells)]
    style = desk.styles["table", "Brief Table"]
    return [*made, table(style, words["title"], column_widths(desk.width, desk.em, held), rows)]


def _heading(desk: Desk, like: Element) -> Element:
    made = element("p")
    properties = like.find(qn("w:pPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    made.append(desk.words(review_words(desk.lang)["title"]))
    return made


def _cells(desk: Desk, finding: Finding) -> Iterator[tuple[str, Element]]:
    """The text of each cell, for the widths, and its paragraph."""
    words = review_words(desk.lang)
    message = f"{finding.message} ({finding.code})"
    for text in (words[str(finding.severity)], place_words(desk, finding.place), message):
        yield text, desk.block("Note", desk.words(text))
    source = one_line(finding.source_text)
    yield source, desk.block("Source Text", run(source, east=True))


def place_words(desk: Desk, place: Place | None) -> str:
    """Where it stands in words; a dash for what is not in the brief."""
    if place is None:
        return "–"
    return str(review_words(desk.lang)["parts"][place.part].format(number=place.number + 1))
