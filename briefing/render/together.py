"""Briefs of one article in one Word document: each language in its own template, in a section of its own.

Owns how the second is put behind the first; each is set as it would be alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document

from briefing.render.adopted import Adoption
from briefing.render.conversions import conversions
from briefing.render.extras import PLAIN, Extras
from briefing.render.ooxml import Element
from briefing.render.package import package_bytes
from briefing.render.templates import open_template
from briefing.render.word import describe, desk_for, detach, fill_blocks, fill_lines, line_values
from briefing.values import Brief


def write_together(briefs: Sequence[tuple[Brief, Path]], extras: Extras = PLAIN) -> bytes:
    """The document of all briefs, each with its template, in their order. Raises TemplateError for a bad template."""
    first, path = briefs[0]
    document = open_template(path)
    _fill(document, first, extras)
    for brief, other_path in briefs[1:]:
        other = open_template(other_path)
        alone = desk_for(brief, other)
        fill_lines(other, line_values(alone, extras))
        adoption = Adoption(document, other)
        start = len(document.element.body) - 1
        blocks = adoption.body()
        _fill(document, brief, extras, area=blocks, like=other)
        adoption.keep_looks(list(document.element.body)[start:])
    describe(document, first, desk_for(first, document).labels, extras)
    detach(document)
    return package_bytes(document.part.package)


def _fill(
    document: Document, brief: Brief, extras: Extras, *, area: list[Element] | None = None, like: Document | None = None
) -> None:
    desk = desk_for(brief, document)
    if like is not None:
        alone = desk_for(brief, like)
        desk.width, desk.em, desk.prefix = alone.width, alone.em, f"{brief.lang}_"
    if extras.rates is not None:
        desk.conversions = conversions(brief, extras.rates, extras.currency, extras.forms)
    if area is None:
        fill_lines(document, line_values(desk, extras))
    fill_blocks(document, desk, extras, list(document.element.body) if area is None else area)
