"""Sentences of an article, as spans. No character of a paragraph is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.values import Article, Paragraph, Span

# A sentence ends at these, with whatever closing quotes and brackets follow.
_END = re.compile(r"[。！？!?…]+\s*[”’」』）)\"]*|\n")


def sentences(article: Article) -> tuple[tuple[int, Span], ...]:
    """(paragraph number, span) of every sentence; -1 is the title. Spans have no white space at their ends.

    A row of a table is one, whatever its cells hold: it is quoted as a whole.
    """
    found = [] if article.title_span is None else [(-1, article.title_span)]
    for number, paragraph in enumerate(article.paragraphs):
        found += [(number, span) for span in _split(paragraph)]
    return tuple(found)


def _split(paragraph: Paragraph) -> Iterator[Span]:
    start = 0
    ends = [] if paragraph.kind == "table" else [m.end() for m in _END.finditer(paragraph.text)]
    for end in [*ends, len(paragraph.text)]:
        piece = paragraph.text[start:end]
        stripped = piece.strip()
        if stripped:
            at = paragraph.span.start + start + piece.index(stripped[0])
            yield Span(at, at + len(stripped))
        start = end
