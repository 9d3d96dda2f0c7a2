"""Brief -> Word and JSON, and files that are complete or absent.

Owns how a finished brief looks; knows nothing of how it came about. python-docx
is imported only when a document is rendered.
"""

from __future__ import annotations

from pathlib import Path

from briefing.render.canonical import render_json
from briefing.render.files import write_atomic
from briefing.render.forms import Forms
from briefing.render.templates import find_template
from briefing.values import Brief

__all__ = ["Forms", "find_template", "render_docx", "render_json", "write_atomic"]


def render_docx(brief: Brief, *, template: Path | None = None, forms: Forms | None = None) -> bytes:
    """The brief as a Word document, byte for byte the same for the same brief, template and forms.

    ``forms`` tells how the template's own ``{{date}}`` is written; the brief comes in its form already.

    Raises TemplateError where the template cannot be used.
    """
    from briefing.render.word import write_brief

    return write_brief(brief, find_template(brief.lang, template), forms or Forms())
