"""Where a text in the target language quotes Chinese originals in brackets.

Rows, parties and the date line carry no offsets: an original in them is known
by its characters, or as the original of a name that is only a guess. Brackets
and the space before them belong to an original, so that a sentence reads well
with and without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from briefing.values import Brief, Lang

BRACKETED = re.compile(r"[(（\[［][^()（）\[\]［］]*[)）\]］]")
OPENING, CLOSING = "(（[［", ")）]］"
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def originals_in(text: str, lang: Lang, names: Collection[str] = ()) -> list[tuple[int, int]]:
    """Half-open offsets of the brackets that hold Chinese; ``names``: those that count as Chinese in Japanese too."""
    return [m.span() for m in BRACKETED.finditer(text) if _is_chinese(m[0], lang) or m[0][1:-1] in names]


def uncertain_names(brief: Brief) -> frozenset[str]:
    """The originals of names whose form is only a guess: 万科 in brackets is one, though Japanese can write it."""
    return frozenset(party.original for party in brief.parties if not party.certain)


def _is_chinese(text: str, lang: Lang) -> bool:
    return bool(HAN.search(text)) if lang == "en" else not _cp932(text)


def _cp932(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


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
