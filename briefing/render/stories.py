"""The texts of a Word document by where they stand: body, headers, footers, notes.

Owns the walk over them; knows nothing of placeholders or briefs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
# Parts that hold text nothing is filled into.
APART = ("footnotes", "endnotes", "comments", "glossaryDocument")


def story_roots(document: Document) -> Iterator[Element]:
    """The body, then each header and footer part, in relationship order."""
    yield document.element.body
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer")):
            yield rel.target_part.element


def placed_paragraphs(document: Document) -> Iterator[tuple[str, Element]]:
    """Each paragraph that is filled, with where it stands: body, text box, header or footer.

    The older drawing that Word keeps beside each text box counts as the same one.
    """
    for root in story_roots(document):
        story = {f"{W}hdr": "header", f"{W}ftr": "footer"}.get(str(root.tag), "body")
        for paragraph in root.iter(f"{W}p"):
            held = {above.tag for above in paragraph.iterancestors()}
            if FALLBACK not in held:
                yield ("text box" if TEXT_BOX in held else story), paragraph


def texts_apart(document: Document) -> Iterator[tuple[str, str]]:
    """The text of footnotes, endnotes and comments, where no placeholder is filled."""
    from lxml import etree

    for rel in document.part.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if kind in APART and not rel.is_external:
            root = etree.fromstring(rel.target_part.blob, etree.XMLParser(resolve_entities=False))
            for paragraph in root.iter(f"{W}p"):
                yield {"glossaryDocument": "building block"}.get(kind, kind[:-1]), text_of(paragraph)


def own_texts(paragraph: Element) -> list[Element]:
    """The text elements of a paragraph, those of a text box anchored in it left out."""
    return [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]


def text_of(paragraph: Element) -> str:
    """The text of a paragraph, whatever runs it is split into."""
    return "".join(text.text or "" for text in own_texts(paragraph))
