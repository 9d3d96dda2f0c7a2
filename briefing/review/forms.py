"""How a form of a glossary or a name may stand in a text: plural, possessive, hyphen or space, middle dot, long vowel.

Owns the patterns; knows nothing of documents. ``exactly`` goes by what a
reader sees as that very form, ``loosely`` by all ways to write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.values import Lang

# The hyphen comes first: in a class of characters it stands for itself there.
_HYPHENS = "-‐‑–"
_APOSTROPHES = "'’"
_PIECES = re.compile(rf"[^{_HYPHENS}{_APOSTROPHES}\s]+|[{_HYPHENS}{_APOSTROPHES}\s]+")
# Initials and short forms count as written: "it" is not IT.
_SHORT = 4
_OPENED = re.compile(r"\s?[(（](?:hereinafter |以下、?)?[\"“「'‘]?")
_KATAKANA = "ァ-ヺｦ-ｯｱ-ﾝ"
_LONG = "ーｰ"
_DOT = "・･"
# A shorter word of katakana stands by itself: ビル is not in ビルド.
_APART = 4


def spots(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[tuple[str, int, int]]:
    """Where the forms stand (form, start, end), in order; of those that overlap the longer one."""
    found = [
        (match.start() - match.end(), order, match.start(), match.end(), form)
        for order, (form, pattern) in enumerate(patterns)
        for match in pattern.finditer(text)
    ]
    taken = bytearray(len(text))
    kept = []
    for _, _, start, end, form in sorted(found):
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, form, end))
    for start, form, end in sorted(kept):
        yield form, start, end


@lru_cache(maxsize=4096)
def loosely(form: str, lang: Lang, plural: str = "") -> re.Pattern[str]:
    """The form in all ways to write it; ``plural`` is the irregular one of English."""
    if lang == "ja" and not form.isascii():
        return re.compile(_japanese(form, loose=True))
    ways = [_english(each, loose=True) for each in (form, plural) if each]
    return re.compile("|".join(ways), _flags(form))


@lru_cache(maxsize=4096)
def exactly(form: str, lang: Lang, beside: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The form as written, whatever its number; its capitals count where one of ``beside`` differs by them alone."""
    if lang == "ja" and not form.isascii():
        return re.compile(_japanese(form, loose=False))
    capitals = any(other != form and other.casefold() == form.casefold() for other in beside)
    return re.compile(_english(form, loose=False), 0 if capitals else _flags(form))


def introduced(text: str, one: str, other: str, lang: Lang) -> bool:
    """Whether the text explains one form by the other: "electric vehicles (EVs)"."""
    first, second = loosely(one, lang), loosely(other, lang)
    for before, after in ((first, second), (second, first)):
        for said in before.finditer(text):
            bracket = _OPENED.match(text, said.end())
            if bracket and after.match(text, bracket.end()):
                return True
    return False


def _flags(form: str) -> re.RegexFlag:
    letters = [char for char in form if char.isalpha()]
    short = len(letters) <= _SHORT and any(char.isupper() for char in form[1:] or form)
    return re.NOFLAG if short else re.IGNORECASE


def _english(form: str, *, loose: bool) -> str:
    pieces = _PIECES.findall(form.strip())
    return r"(?<!\w)" + "".join(_piece(piece, loose=loose) for piece in pieces) + rf"(?:[{_APOSTROPHES}]s?)?(?!\w)"


def _piece(piece: str, *, loose: bool) -> str:
    if piece[0].isspace() or piece[0] in _HYPHENS + _APOSTROPHES:
        if loose:
            return rf"[{_HYPHENS}{_APOSTROPHES}\s]{{0,3}}"
        return (
            rf"[{_HYPHENS}]" if piece[0] in _HYPHENS else rf"[{_APOSTROPHES}]" if piece[0] in _APOSTROPHES else r"\s+"
        )
    if not piece[-1].isalpha():
        return re.escape(piece)
    if len(piece) > 2 and piece[-1] == "y" and piece[-2] not in "aeiou":
        return re.escape(piece[:-1]) + "(?:y|ies)"
    if len(piece) > 4 and piece.endswith("ies"):
        return re.escape(piece[:-3]) + "(?:y|ies)"
    if loose and len(piece) > 3 and piece.endswith("s") and not piece.endswith(("ss", "us", "is")):
        return re.escape(piece[:-1]) + "s?"
    return re.escape(piece) + "(?:e?s)?"


def _japanese(form: str, *, loose: bool) -> str:
    folded = unicodedata.normalize("NFKC", form)
    parts = [_character(char, loose=loose) for char in folded if not (loose and (char in _DOT or char.isspace()))]
    between = rf"[{_DOT}\s=＝]?" if loose else ""
    body = between.join(parts)
    alone = len(folded) < _APART or not loose
    before = rf"(?<![{_KATAKANA}{_LONG}])" if alone and _is_katakana(folded[:1]) else _edge_before(folded)
    after = rf"(?![{_KATAKANA}{_LONG}])" if alone and _is_katakana(folded[-1:]) else _edge_after(folded)
    return before + body + after


def _character(char: str, *, loose: bool) -> str:
    if char in _LONG:
        return rf"[{_LONG}]?" if loose else rf"[{_LONG}]"
    if char in _DOT:
        return rf"[{_DOT}]"
    if char.isascii() and char.isalnum():
        return rf"[{char}{chr(ord(char) + 0xFEE0)}]"
    if char in "()":
        return "[(（]" if char == "(" else "[)）]"
    return re.escape(char) + (rf"[{_LONG}]?" if loose and _is_katakana(char) else "")


def _is_katakana(char: str) -> bool:
    return bool(char) and (re.match(rf"[{_KATAKANA}{_LONG}]", char) is not None)


def _edge_before(form: str) -> str:
    return r"(?<![A-Za-zＡ-Ｚａ-ｚ])" if form[:1].isascii() and form[:1].isalpha() else ""


def _edge_after(form: str) -> str:
    return r"(?![A-Za-zＡ-Ｚａ-ｚ])" if form[-1:].isascii() and form[-1:].isalpha() else ""
