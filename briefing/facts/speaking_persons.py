"""Persons without a post beside them: ,陆知行说,订单很多; 选举梁启文为董事长.

A name of three characters or more counts at the head of a clause before a word
of speaking or of office, and between the words of an appointment. That is a
guess: its pinyin is never certain, and where the paragraph is about places that
read Chinese characters otherwise nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from briefing.facts.name_ground import (
    Ground,
    NameCandidate,
    is_spelled,
    is_transliterated,
    occurrences,
    rules,
    word_at,
    words,
)
from briefing.facts.person_names import possible_names
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import is_dictionary_word, person_en, surname_of

_MARKS = '\n。，；：！？,;:!?”"’'
_SHORTEST = 3
_SAID = '说道称，：:,“"'


def find_speakers(ground: Ground, taken: Collection[str], *, companies: Collection[str]) -> list[NameCandidate]:
    """Persons beside those already ``taken``; no beginning of the name of one of the ``companies`` is one."""
    names = {zh for zh, at in (*_speaking(ground), *_appointed(ground)) if _is_read_here(ground, at)}
    names -= {zh for zh in names if any(company.startswith(zh) for company in companies)}
    return [_person(at, zh) for zh in sorted(names - set(taken)) for at in occurrences(ground.text, zh)]


def _speaking(ground: Ground) -> Iterator[tuple[str, int]]:
    text = ground.text
    for at in (0, *(m.end() for m in re.finditer(f"[{_MARKS}]\\s*", text))):
        for zh in _names_at(ground, at):
            if _speaks(text, at + len(zh)) or word_at(text, at + len(zh), table="persons", key="office"):
                yield zh, at


def _speaks(text: str, at: int) -> bool:
    said = word_at(text, at, table="persons", key="speech")
    told = bool(said) and text[at + len(said) : at + len(said) + 1] in tuple(_SAID)
    return told or bool(word_at(text, at, table="persons", key="tells"))


def _appointed(ground: Ground) -> Iterator[tuple[str, int]]:
    for match in _appointing().finditer(ground.text):
        for zh in _names_at(ground, match.end()):
            if word_at(ground.text, match.end() + len(zh), table="persons", key="appointed"):
                yield zh, match.end()


@cache
def _appointing() -> re.Pattern[str]:
    return re.compile("|".join(rules()["persons"]["appoints"]))


def _names_at(ground: Ground, at: int) -> list[str]:
    return [zh for zh in possible_names(ground, at) if len(zh) >= _SHORTEST and _is_name(ground, zh)]


def _is_name(ground: Ground, zh: str) -> bool:
    given = zh[len(surname_of(zh)) :]
    spelled = is_spelled(zh) or is_transliterated(given) or any(c in rules()["persons"]["hard"] for c in given)
    spelled |= any(ground.text[at - 1 : at] in tuple(rules()["persons"]["dots"]) for at in occurrences(ground.text, zh))
    word = any(is_dictionary_word(zh[:n]) or zh[:n] in ground.vocabulary for n in range(2, len(zh) + 1))
    return len(given) > 1 and not word and not spelled and given not in ground.vocabulary


def _is_read_here(ground: Ground, at: int) -> bool:
    """Whether nothing in the paragraph says that the name may be read in another language."""
    start, end = ground.paragraph(at)
    paragraph = ground.text[start:end]
    return not any(word in paragraph for word in words("persons", "elsewhere") | words("persons", "foreign"))


def _person(start: int, zh: str) -> NameCandidate:
    return NameCandidate(start, start + len(zh), zh, "person", person_en(zh), to_japanese(zh) or "", certain=False)
