"""Lines of at most so many cells: English breaks between words, Chinese and Japanese between characters.

Owns where a line may end: never before closing punctuation or after an opening bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from briefing.values import Span

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_OPENING, _CLOSING = "「『（〔《〈“【\\[(", "、。，．）〕」』》〉”】；：！？％ー々…,.;:!?%)\\]"
_TOKEN = re.compile(rf"\s+|[{_OPENING}]*(?:[^\s{_WIDE}]+|[{_WIDE}])[{_CLOSING}]*|.", re.DOTALL)


def wrapped(text: str, cells: int) -> Iterator[Span]:
    """The lines of ``text`` as spans of it, without the spaces at their ends; a word too long for one is cut."""
    start = end = 0
    for token in _tokens(text, cells):
        if end > start and cell_len(text[start : token.end].rstrip()) > cells:
            yield _stripped(text, start, end)
            start = token.end if token.of(text).isspace() else token.start
        end = token.end
    if start < len(text.rstrip()):
        yield _stripped(text, start, end)


def _tokens(text: str, cells: int) -> Iterator[Span]:
    for found in _TOKEN.finditer(text):
        if cell_len(found.group()) <= cells or found.group().isspace():
            yield Span(*found.span())
        else:
            yield from _pieces(text, Span(*found.span()), cells)


def _pieces(text: str, word: Span, cells: int) -> Iterator[Span]:
    start = word.start
    for at in range(word.start + 1, word.end + 1):
        if at == word.end or cell_len(text[start : at + 1]) > cells:
            yield Span(start, at)
            start = at


def _stripped(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))
