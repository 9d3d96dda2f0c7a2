"""PDF → Draft.

Owns how lines on a page become paragraphs again and which lines are the
page's own (running heads, numbers). Knows nothing of furniture.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from briefing.errors import SourceTooLarge, SourceUnreadable
from briefing.read.draft import Block, Draft, clean
from briefing.read.plain import join

# Beyond this it is a book or an annual report; reading a page takes about 50 ms.
MAX_PAGES = 300
_ENDS = "。！？!?；;”"
_NUMBER = re.compile(r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–·\s]*")
# A line stops short of the right margin if more than this many characters' widths are free.
_SHORT = 2.5
_INDENT = 1.2
_LEADING = 2.2
# The strip at top and bottom of a page where running heads stand.
_EDGE = 0.1


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    edge: bool


def read_pdf(data: bytes, *, where: str) -> Draft:
    """Paragraphs with their page numbers.

    Raises SourceUnreadable for an encrypted or damaged file and for a scan
    without text, SourceTooLarge beyond MAX_PAGES.
    """
    try:
        lines, pages = _lines(data)
    # pdfminer raises whatever a damaged file makes it stumble over.
    except Exception as error:
        raise _reason(error, where) from error
    if pages > MAX_PAGES:
        raise SourceTooLarge(f"{where}: has {pages} pages, more than the limit of {MAX_PAGES}", hint="pass the pages")
    if not lines:
        raise SourceUnreadable(
            f"{where}: has no text layer (a scan or pictures of text)",
            hint="recognise its text first (OCR) and pass the text",
        )
    return Draft(tuple(_paragraphs(_own(lines, pages))))


def _reason(error: Exception, where: str) -> SourceUnreadable:
    names = {type(error).__name__, *(type(arg).__name__ for arg in error.args), str(error)}
    if any("Password" in name or "Encrypt" in name for name in names):
        return SourceUnreadable(
            f"{where}: is encrypted with a password", hint="save a copy without a password and pass that"
        )
    return SourceUnreadable(f"{where}: is a damaged or incomplete PDF", hint="download it again")


def _lines(data: bytes) -> tuple[list[_Line], int]:
    import pdfplumber

    # It warns of every oddity of a file, with pieces of it; what matters ends in our own errors.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(BytesIO(data)) as document:
        count = len(document.pages)
        if count > MAX_PAGES:
            return [], count
        return [line for page in document.pages for line in _of_page(page)], count


def _of_page(page: Any) -> Iterable[_Line]:
    for found in page.extract_text_lines(return_chars=True):
        text = clean(found["text"])
        if text:
            yield _Line(
                text=_closed(text),
                left=found["x0"],
                right=found["x1"],
                top=found["top"],
                size=found["bottom"] - found["top"],
                page=page.page_number,
                edge=not _EDGE < found["top"] / float(page.height) < 1 - _EDGE,
            )
    page.close()


def _closed(text: str) -> str:
    """Without the spaces that stretched type leaves between Chinese characters."""
    return (
        re.sub(r"(?<=[\u3400-\u9fff，。；：！？、”“]) (?=[\u3400-\u9fff，。；：！？、”“])", "", text)
        if _loose(text)
        else text
    )


def _loose(text: str) -> bool:
    return text.count(" ") > len(text) / 4


def _own(lines: list[_Line], pages: int) -> list[_Line]:
    """Without page numbers and lines that stand at the edge of most pages."""
    repeated = Counter(_shape(line.text) for line in lines if line.edge)
    often = {shape for shape, count in repeated.items() if count >= max(3, pages / 2)}
    return [
        line
        for line in lines
        if not (line.edge and (_NUMBER.fullmatch(line.text) or (pages > 2 and _shape(line.text) in often)))
    ]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", "".join(text.split()))


def _paragraphs(lines: list[_Line]) -> list[Block]:
    if not lines:
        return []
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    right = max(line.right for line in lines)
    blocks = [Block(lines[0].text, page=lines[0].page)]
    for before, line in pairwise(lines):
        if _runs_on(before, line, left=left, right=right):
            blocks[-1] = Block(join(blocks[-1].text, line.text), page=blocks[-1].page)
        else:
            blocks.append(Block(line.text, page=line.page))
    return blocks


def _runs_on(before: _Line, line: _Line, *, left: float, right: float) -> bool:
    """Whether ``line`` continues the paragraph of the line before it."""
    full = right - before.right < before.size * _SHORT
    indented = line.left - left > line.size * _INDENT
    same_size = abs(before.size - line.size) < 0.2 * line.size
    near = before.page != line.page or line.top - before.top < line.size * _LEADING
    if indented or not same_size or not full:
        return False
    # At the top of a page a full stop at the margin ends the paragraph; within a page the gap tells.
    return near and not (before.page != line.page and before.text[-1] in _ENDS)
