"""How Chinese names of people and places are read: pinyin as Xinhua writes it.

Owns surnames, their readings and what cannot be a given name. A reading is not
a translation: what a place's ending means (区 District) is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_UMLAUT_IN_PEOPLE = (("lve", "lyue"), ("nve", "nyue"), ("lv", "lyu"), ("nv", "nyu"))
_UMLAUT_IN_PLACES = (("lv", "lü"), ("nv", "nü"))


def _rows(name: str) -> list[list[str]]:
    text = (files("briefing") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]


@cache
def _surnames() -> dict[str, str]:
    return dict(_rows("surnames.tsv"))


@cache
def _not_in_given_names() -> frozenset[str]:
    return frozenset(zh for zh, _ in _rows("given_name_blocks.tsv"))


@cache
def _readings(use: str) -> dict[str, list[str]]:
    return {zh: pinyin.split() for zh, of, pinyin in _rows("name_readings.tsv") if of == use}


@cache
def _syllables(zh: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # half a second of tables

    return tuple(lazy_pinyin(zh))


@cache
def _dictionary() -> frozenset[str]:
    from pypinyin.phrases_dict import phrases_dict

    return frozenset(phrases_dict)


def is_dictionary_word(zh: str) -> bool:
    """Whether the table of readings holds ``zh`` as a word: ordinary words, idioms, some well-known names."""
    return len(zh) > 1 and zh in _dictionary()


def surname_of(zh: str) -> str:
    """The surname ``zh`` begins with, the longer first (欧阳 before 欧), or nothing."""
    surnames = _surnames()
    return next((zh[:n] for n in (2, 1) if len(zh) >= n and zh[:n] in surnames), "")


def is_person_name(zh: str) -> bool:
    """Whether ``zh`` is a known surname and one or two characters that people are called."""
    surname = surname_of(zh)
    if not surname:
        return False
    given = zh[len(surname) :]
    if len(surname) == 2 and not given:  # 万俟 alone is no one; 司马 may not be read 司 + 马
        return False
    return 1 <= len(given) <= 2 and may_be_in_name(given)


def may_be_in_name(part: str) -> bool:
    """Whether ``part`` is all Chinese characters, none of them a function word (的, 将, 该)."""
    blocked = _not_in_given_names()
    return all("\u4e00" <= c <= "\u9fff" and c not in blocked for c in part)


@cache
def person_en(zh: str) -> str:
    """A Chinese person's name: surname, space, given name in one word (Zhang Xi'an)."""
    surname = surname_of(zh)
    given = zh[len(surname) :]
    family = _surnames().get(surname) or "".join(_people(_syllables(surname)))
    return " ".join(_joined(part).capitalize() for part in ([family], _people(_given(given))) if part != [""] and part)


def _given(given: str) -> list[str]:
    return _with_fixed(given, _readings("given"))


def _with_fixed(zh: str, fixed: dict[str, list[str]]) -> list[str]:
    """The syllables of ``zh``; single characters read as fixed unless a word decided (重阳, 朝阳)."""
    syllables = list(_syllables(zh)) if zh else []
    for i, char in enumerate(zh[: len(syllables)]):
        if char in fixed and syllables[i] == _syllables(char)[0]:
            syllables[i] = fixed[char][0]
    return syllables


def _people(syllables: Iterable[str]) -> list[str]:
    return [_replaced(s, _UMLAUT_IN_PEOPLE) for s in syllables]


@cache
def place_en(zh: str) -> str:
    """A place's proper part in pinyin (西安 Xi'an, 吕梁 Lüliang, 天河 Tianhe)."""
    return _joined(_replaced(s, _UMLAUT_IN_PLACES) for s in _place_syllables(zh)).capitalize()


def _place_syllables(zh: str) -> list[str]:
    fixed = _readings("place")
    found: list[str] = []
    rest = zh
    while rest:
        known = next((rest[:n] for n in (3, 2) if rest[:n] in fixed), "")
        if not known:
            break
        found += fixed[known]
        rest = rest[len(known) :]
    return found + _with_fixed(rest, fixed)


def _joined(syllables: Iterable[str]) -> str:
    word = ""
    for syllable in syllables:
        word += f"'{syllable}" if word and syllable[0] in "aoe" else syllable
    return word


def _replaced(syllable: str, forms: tuple[tuple[str, str], ...]) -> str:
    for plain, written in forms:
        if syllable.startswith(plain):
            return written + syllable[len(plain) :]
    return syllable
