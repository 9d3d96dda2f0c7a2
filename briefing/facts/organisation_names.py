"""Companies and organisations by their endings: 衡水老白干酿酒集团, “海棠湾医院”.

Only where the name's left end is certain: a quotation mark, a boundary with a
legal form, a known place in front, or the same name twice. The proper part is
in pinyin and therefore never certain.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefing.facts.name_ground import Ground, NameCandidate, is_han, occurrences, rules, words
from briefing.facts.place_names import is_mainland_place
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import place_en
from briefing.values import EntityKind

_QUOTES = '“「『"《'
_DESCRIPTIONS = ("industry", "product", "mod", "noun")
_LONGEST = 16
_JAPANESE_FORM = "株式会社"
# A name in Latin letters with a legal form is its own spelling: C+株式会社, Rokid公司.
_LATIN_COMPANY = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9+&.'-]*(?: [A-Z][A-Za-z0-9+&.'-]*)*)(?:株式会社|股份有限公司|有限公司|公司|集团)"
)


class _Kind(NamedTuple):
    zh: str
    kind: EntityKind
    en: str
    ja: str
    legal: bool


@cache
def _kinds() -> dict[str, _Kind]:
    return {row[0]: _Kind(*row) for row in rules()["organisations"]["kinds"]}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_kinds(), key=len, reverse=True)))


def find_organisations(ground: Ground) -> list[NameCandidate]:
    found = [*_japanese_companies(ground), *_latin_companies(ground)]
    for match in _pattern().finditer(ground.text):
        candidate = _organisation(ground, match.start(), _kinds()[match.group()])
        if candidate is not None:
            found.append(candidate)
    return found


def _latin_companies(ground: Ground) -> list[NameCandidate]:
    """Companies whose proper part needs no other spelling; which company it is stays unproved."""
    found = []
    for match in _LATIN_COMPANY.finditer(ground.text):
        name = match.group(1)
        if not ground.is_known(match.start(), match.end()):
            found.append(NameCandidate(match.start(), match.end(), match.group(), "company", name, name, certain=False))
    return found


def _organisation(ground: Ground, kind_start: int, kind: _Kind) -> NameCandidate | None:
    start = _left_edge(ground, kind_start)
    if start is None:
        return None
    place_end = _place_end(ground, start, kind_start)
    tail_start = _tail_start(ground, place_end, kind_start)
    proper = ground.text[place_end:tail_start]
    end = kind_start + len(kind.zh)
    if not _is_proper(proper) or ground.is_known(start, end) or not _is_proven(ground, start, end, place_end, kind):
        return None
    en, ja = _forms(ground, start, place_end, tail_start, kind_start, kind)
    return NameCandidate(start, end, ground.text[start:end], kind.kind, en, ja, False)


def _left_edge(ground: Ground, kind_start: int) -> int | None:
    """The nearest boundary before the ending."""
    start = kind_start
    while start > 0 and kind_start - start <= _LONGEST and is_han(ground.text[start - 1]):
        start -= 1
    return start if 0 < kind_start - start <= _LONGEST else None


def _place_end(ground: Ground, start: int, stop: int) -> int:
    ends = [e for _, e, _ in ground.starting(start, "place") if e < stop and is_mainland_place(ground, start, e)]
    return max(ends, default=start)


def _tail_start(ground: Ground, start: int, stop: int) -> int:
    """Where the known words before the ending (酿酒, 能源科技) begin."""
    at = stop
    shortest = rules()["organisations"]["shortest"]
    while True:
        begins = [s for s, e, _ in ground.ending(at, *_DESCRIPTIONS) if s >= start + shortest and e - s > 1]
        if not begins:
            return at
        at = min(begins)


def _is_proper(proper: str) -> bool:
    limits = rules()["organisations"]
    return (
        is_han(proper)
        and limits["shortest"] <= len(proper) <= limits["longest"]
        and not any(c in limits["not_proper"] for c in proper)
        and not any(word in proper for word in words("organisations", "not_names"))
    )


def _is_proven(ground: Ground, start: int, end: int, place_end: int, kind: _Kind) -> bool:
    proper = ground.text[place_end : place_end + rules()["organisations"]["shortest"]]
    if any(cat == "place" for _, _, cat in ground.starting(place_end)) or ground.lexicon.get(proper):
        return False
    if any(cat in ("company", "gov", "org", "title") for at in range(start, end) for _, _, cat in ground.starting(at)):
        return False
    quoted = start > 0 and ground.text[start - 1] in _QUOTES
    return quoted or kind.legal or place_end > start or len(occurrences(ground.text, ground.text[start:end])) > 1


def _forms(
    ground: Ground, start: int, place_end: int, tail_start: int, kind_start: int, kind: _Kind
) -> tuple[str, str]:
    """English in words but for the proper part; Japanese in the characters of the name."""
    place = next((t for t in ground.lexicon.get(ground.text[start:place_end]) if t.cat == "place"), None)
    proper = ground.text[place_end:tail_start]
    english = [place.en if place else "", place_en(proper), _tail(ground, tail_start, kind_start), kind.en]
    own = to_japanese(ground.text[start:kind_start])
    return " ".join(filter(None, english)), own + kind.ja if own else ""


def name_forms(ground: Ground, start: int, end: int) -> tuple[str, str]:
    """English and Japanese of a company's name with certain ends: known words translated, the rest in pinyin."""
    ending = next((m for m in _pattern().finditer(ground.text, start, end) if m.end() == end), None)
    kind_start = ending.start() if ending and ending.start() > start else end
    kind = _kinds()[ending.group()] if ending and kind_start < end else _Kind("", "company", "", "", False)
    place_end = _place_end(ground, start, kind_start)
    return _forms(ground, start, place_end, _tail_start(ground, place_end, kind_start), kind_start, kind)


def _tail(ground: Ground, start: int, stop: int) -> str:
    """The known words before the ending in English."""
    english, at = [], start
    while at < stop:
        match = max((k for k in ground.starting(at, *_DESCRIPTIONS) if k[1] <= stop), key=lambda k: k[1])
        term = ground.term(match)
        if term is not None:
            english.append(term.en if term.en[:1].isupper() else term.en.title())
        at = match[1]
    return " ".join(english)


def _japanese_companies(ground: Ground) -> list[NameCandidate]:
    """Companies with the Japanese legal form: kanji as they are, no reading."""
    found = []
    for at in occurrences(ground.text, _JAPANESE_FORM):
        start, end = at, at + len(_JAPANESE_FORM)
        while start > 0 and is_han(ground.text[start - 1]):
            start -= 1
        proper = ground.text[start:at]
        if not 2 <= len(proper) <= 8 or any(c in rules()["organisations"]["not_proper"] for c in proper):
            continue
        if not ground.is_known(start, end) and not ground.ending(at, "company"):
            zh = ground.text[start:end]
            found.append(NameCandidate(start, end, zh, "company", "", to_japanese(zh) or "", False))
    return found
