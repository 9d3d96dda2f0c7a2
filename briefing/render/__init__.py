"""Brief -> Word and JSON, and files that are complete or absent.

Owns how a finished brief looks; knows nothing of how it came about. python-docx
is imported only when a document is rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.render.canonical import render_json
from briefing.render.extras import PLAIN, Extras
from briefing.render.files import write_atomic
from briefing.render.forms import Forms
from briefing.render.templates import find_template
from briefing.values import Brief

__all__ = ["Extras", "Forms", "find_template", "render_docx", "render_json", "render_together", "write_atomic"]


def render_docx(brief: Brief, *, template: Path | None = None, extras: Extras = PLAIN) -> bytes:
    """The brief as a Word document, byte for byte the same for the same brief and template.

    Raises TemplateError where the template cannot be used.
    """
    from briefing.render.word import write_brief

    return write_brief(brief, find_template(brief.lang, template), extras)


def render_together(briefs: Sequence[Brief], *, template: Path | None = None, extras: Extras = PLAIN) -> bytes:
    """The briefs of one article as one Word document, one after the other.

    Raises TemplateError where a template cannot be used.
    """
    from briefing.render.together import write_together

    return write_together([(brief, find_template(brief.lang, template)) for brief in briefs], extras)
