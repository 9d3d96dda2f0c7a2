"""Which font each script takes in a style of a template.

Owns the walk from a style over those it is based on to the document's
defaults; knows nothing of placeholders.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing.render.stories import W
from briefing.render.templates import DEEPEST

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

SCRIPTS = {"Latin": "ascii", "Japanese and Chinese": "eastAsia"}


def font_of(document: Document, style: str, slot: str) -> str:
    """The font of a script in a style by its name; ``theme:…`` where the theme decides, empty where nothing does."""
    for look in _looks(document, style):
        fonts = look.find(f"{W}rFonts")
        if fonts is None:
            continue
        if theme := fonts.get(f"{W}{slot}Theme"):
            return f"theme:{theme}"
        if named := fonts.get(f"{W}{slot}"):
            return str(named)
    return ""


def language_of(document: Document, style: str, slot: str) -> str:
    """The language tag of a style: ``val`` for Latin, ``eastAsia`` for East Asian text."""
    tags = (look.find(f"{W}lang") for look in _looks(document, style))
    return next((str(tag.get(f"{W}{slot}")) for tag in tags if tag is not None and tag.get(f"{W}{slot}")), "")


def _looks(document: Document, name: str) -> Iterator[Element]:
    """The run properties of a style, of its bases, of the document."""
    root = document.styles.element
    styles = list(root.iter(f"{W}style"))
    by_id = {style.get(f"{W}styleId"): style for style in styles}
    style = next((s for s in styles if (n := s.find(f"{W}name")) is not None and n.get(f"{W}val") == name), None)
    for _ in range(DEEPEST):
        if style is None:
            break
        if (look := style.find(f"{W}rPr")) is not None:
            yield look
        base = style.find(f"{W}basedOn")
        style = None if base is None else by_id.get(base.get(f"{W}val"))
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is not None:
        yield defaults
