"""Outputs that are no translations: empty, turning in a loop, cut off.

Owns what counts as a loop. Knows nothing of figures and names: whether a
translation is right is for ``verify`` to say.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from briefing.translate.engine import Problem

# (characters of the repeated part, times in a row): the shorter the part, the more often may chance repeat it.
# Names such as 拉拉 and figures such as 10,000,000,000 stay below; "rose 3%. It rose 3%." does not.
_RUNS = ((1, 8), (2, 6), (4, 4), (8, 3), (24, 2))
# The least that any of these runs equals itself by: one character, eight times.
_STRETCH = 7
_FIRST = 12
# A loop is not longer than this; looking for longer ones takes minutes on long texts of few letters.
_LONGEST = 1000
# The same words again and again with others between them. Figures count as words: five changes in a row, each
# "前年同期比2.9%増", are a list.
_WORDS, _CHARACTERS, _TIMES = 5, 10, 4
_SOURCE_CHARACTERS = 2
# A Chinese character says as much as three English letters.
_DENSER = 3
_LATIN = re.compile(r"[A-Za-z]{2}")
_WORD = re.compile(r"[^\W_]+")


def problem_of(source: str, text: str, *, cut: bool = False) -> Problem:
    """Why ``text`` is no translation of ``source``, or ""."""
    if not any(letter.isalnum() for letter in text):
        return "empty"
    if _runs(text) and not _runs(source, dense=_DENSER):
        return "repeated"
    if _phrase_again(text) >= max(_TIMES, _most_common(_grams(source, _SOURCE_CHARACTERS)) + 1):
        return "repeated"
    return "cut" if cut else ""


def _runs(text: str, *, dense: int = 1) -> bool:
    """Whether a part of the text stands several times in a row. Digits alone are an amount, signs alone a rule."""
    # The space lets the last part end as the others do: "Sales rose. Sales rose."
    spaced = text.rstrip() + " "
    for size in _distances(spaced):
        needed = next(times for least, times in reversed(_RUNS) if size * dense >= least)
        if _run_of(spaced, size, needed):
            return True
    return False


def _distances(text: str) -> list[int]:
    """How far apart equal stretches of the text stand: a part in a row cannot have another size."""
    places: dict[str, list[int]] = {}
    for place in range(len(text) - _STRETCH + 1):
        places.setdefault(text[place : place + _STRETCH], []).append(place)
    pairs = (pair for each in places.values() for pair in combinations(each[:_FIRST], 2))
    return sorted({apart for first, second in pairs if (apart := second - first) <= _LONGEST})


def _run_of(text: str, size: int, needed: int) -> bool:
    """Equal to itself ``size`` characters on, for as long as ``needed`` parts take."""
    same = 0
    for place in range(len(text) - size):
        same = same + 1 if text[place] == text[place + size] else 0
        if same >= size * (needed - 1) and any(letter.isalpha() for letter in text[place + 1 : place + 1 + size]):
            return True
    return False


def _phrase_again(text: str) -> int:
    """How often the most frequent phrase stands in the text."""
    if _LATIN.search(text):
        words = _WORD.findall(text.casefold())
        return _most_common([tuple(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)])
    return _most_common(_grams(text, _CHARACTERS))


def _grams(text: str, size: int) -> list[str]:
    kept = "".join(letter for letter in text if letter.isalnum())
    return [kept[i : i + size] for i in range(len(kept) - size + 1)]


def _most_common(phrases: list[str] | list[tuple[str, ...]]) -> int:
    return max(Counter(phrases).values(), default=0)
