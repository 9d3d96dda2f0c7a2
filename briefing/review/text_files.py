"""One side of a review from text, Markdown, a page or a PDF: its paragraphs, cells of tables one by one.

Owns how English lines that an editor wrapped become paragraphs again; all
else of reading is ``briefing.read``'s. A text is taken whole: what a
translator was given, he had to translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from unicodedata import east_asian_width

from briefing.read.decode import decode
from briefing.read.draft import Block, Draft, clean
from briefing.read.kind import text_kind
from briefing.review.values import Segment
from briefing.values import Article

# English is taken as wrapped where this share of line ends had no room for the word that opens the next line.
_SHARE_FULL = 0.6
_LEAST_FULL = 2
_WIDEST = 120
_NARROWEST = 40
_WIDE_SHARE = 0.02
# What opens a line of its own in Markdown.
_OWN_LINE = re.compile(r"\s*(?:#{1,6}\s|[-*+>|]|\d+[.)]\s|```|~~~|=+\s*$|-+\s*$)")
_KEPT_BREAK = re.compile(r"(?:  |\\)$")


def read_article(article: Article) -> list[Segment]:
    """The title and the paragraphs of an article that ``briefing.read`` has read."""
    title = [Segment(article.title, "title")] if article.title else []
    blocks = (Block(p.text, p.kind, p.page) for p in article.paragraphs)
    return [*title, *_segments(blocks)]


def read_lines(data: bytes, *, where: str, ending: str, charset: str | None = None) -> list[Segment]:
    """Paragraphs of a text, Markdown or HTML file in either language."""
    text = decode(data, where=where, declared=charset)
    kind = text_kind(text, ending=ending)
    if kind == "html":
        from briefing.read.page import read_page

        return _of_draft(read_page(text, where=where)[0])
    from briefing.read.plain import read_markdown, read_text

    if kind == "markdown":
        return _of_draft(read_markdown(_unwrapped(text, markdown=True)))
    return _of_draft(read_text(_unwrapped(text, markdown=False)))


def read_pages(data: bytes, *, where: str) -> list[Segment]:
    """Paragraphs of a PDF in either language."""
    from briefing.read.pdf import read_pdf

    return _of_draft(read_pdf(data, where=where))


def _of_draft(draft: Draft) -> list[Segment]:
    title = clean(draft.title)
    blocks = list(draft.blocks)
    if blocks and clean(blocks[0].text) == title:
        blocks = blocks[1:]
    return [*([Segment(title, "title")] if title else []), *_segments(blocks)]


def _segments(blocks: Iterable[Block]) -> Iterator[Segment]:
    number = 0
    for block in blocks:
        page = f"page {block.page}, " if block.page is not None else ""
        cells = [clean(cell) for cell in block.text.split("\t")] if block.kind == "table" else [clean(block.text)]
        if any(cells):
            number += 1
        for column, cell in enumerate(cells, start=1):
            at = f", column {column}" if len(cells) > 1 else ""
            if cell:
                yield Segment(cell, f"{page}paragraph {number}{at}")


def _unwrapped(text: str, *, markdown: bool) -> str:
    """An English text with the lines of a paragraph joined; any other as it is."""
    lines = text.splitlines()
    if sum(east_asian_width(char) in "WF" for char in text) > len(text) * _WIDE_SHARE:
        return text
    width = _width(lines)
    joined = lines[:1]
    for line, following in pairwise(lines):
        if _may_join(line, following) and (markdown or _is_full(line, following, width)):
            joined[-1] = f"{joined[-1].rstrip()} {following.strip()}"
        else:
            joined.append(following)
    return "\n".join(joined)


def _width(lines: list[str]) -> int:
    """The columns at which the lines were wrapped; 0 for a text that was not."""
    width = max((len(line.rstrip()) for line in lines), default=0)
    inner = [pair for pair in pairwise(lines) if _may_join(*pair)]
    full = sum(_is_full(*pair, width) for pair in inner)
    wrapped = _NARROWEST <= width <= _WIDEST and full >= max(_LEAST_FULL, len(inner) * _SHARE_FULL)
    return width if wrapped else 0


def _may_join(line: str, following: str) -> bool:
    own = _OWN_LINE.match(following) or re.match(r"\s*(?:#{1,6}\s|[|>])", line)
    return bool(line.strip() and following.strip()) and not own and not _KEPT_BREAK.search(line)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word had no room in this one."""
    return bool(width) and len(line.rstrip()) + 1 + len(following.split()[0]) > width
