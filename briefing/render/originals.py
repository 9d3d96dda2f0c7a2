"""Where a sentence shows the Chinese of a name it is not sure of.

Owns what belongs to such an original: its brackets and the space before them,
so that a sentence reads well with and without it. Knows nothing of Word.
"""

from __future__ import annotations

from collections.abc import Iterable

OPENING, CLOSING = "(（[［", ")）]］"


def original_spans(text: str, originals: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The originals with their brackets, in order, none overlapping another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted({_bracketed(text, *span) for span in originals}):
        if start < end and (not found or start >= found[-1][1]):
            found.append((start, end))
    return tuple(found)


def without_originals(text: str, originals: Iterable[tuple[int, int]]) -> str:
    """The sentence in its own language alone."""
    for start, end in reversed(original_spans(text, originals)):
        text = text[:start] + text[end:]
    return text


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """In Japanese a name and its original may be the same characters: 江南精工（江南精工） means the second."""
    name = text[start:end]
    after = text[end : 2 * end - start + 2]
    if name and after[1:-1] == name and after[0] in OPENING and after[-1] in CLOSING:
        start, end = end, end + len(after)
    elif start > 0 and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING:
        start, end = start - 1, end + 1
    if start > 0 and text[start] in OPENING and text[start - 1] == " ":
        start -= 1
    return start, end
