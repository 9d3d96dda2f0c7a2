"""Railways, roads, sights and airports by their endings: 襄荆高铁, 云台山景区, 敦煌机场.

The proper part is in pinyin and a guess, but for an airport that has the name of a known place. A word of its own
before the ending (货运铁路, 热门景区) is no name. Knows nothing of places under places (``place_names``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.facts.name_ground import Ground, NameCandidate, is_han, rules, words
from briefing.facts.place_names import is_mainland_place
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import is_dictionary_word, place_en

_LINE = 2
_LONGEST = 4


def find_sites(ground: Ground) -> list[NameCandidate]:
    """Sites whose name begins at a border of words and ends with what they are."""
    found = (_at(ground, match) for match in _ending().finditer(ground.text))
    return [site for site in found if site is not None]


@cache
def _ending() -> re.Pattern[str]:
    kinds = sorted((kind for kind, *_ in rules()["sites"]["kinds"]), key=len, reverse=True)
    after = "|".join(rules()["sites"]["not_before"])
    return re.compile(f"(?P<kind>{'|'.join(kinds)})(?!{after})")


@cache
def _kinds() -> dict[str, tuple[str, str, str]]:
    return {zh: (sort, en, ja) for zh, sort, en, ja in rules()["sites"]["kinds"]}


def _at(ground: Ground, match: re.Match[str]) -> NameCandidate | None:
    sort, en, ja = _kinds()[match["kind"]]
    if sort == "airport":
        return next(_airports(ground, match, en, ja), None)
    lengths = (_LINE,) if sort == "line" else range(_LONGEST, 1, -1)
    start = next((at for n in lengths if _is_proper(ground, at := match.start() - n, match.start(), sort)), None)
    if start is None:
        return None
    proper = ground.text[start : match.start()]
    own = to_japanese(proper)
    return NameCandidate(
        start,
        match.end(),
        proper + match["kind"],
        "project",
        f"{place_en(proper)} {en}",
        f"{own}{ja}" if own else "",
        False,
    )


def _airports(ground: Ground, match: re.Match[str], en: str, ja: str) -> Iterator[NameCandidate]:
    """敦煌机场: that of the place it is named after."""
    for known in ground.ending(match.start(), "place"):
        term = ground.term(known)
        levelled = term is not None and term.attrs.get("level") in ("city", "county", "site")
        if term is None or not levelled or not is_mainland_place(ground, known[0], known[1]) or term.zh.endswith("市"):
            continue
        zh = ground.text[known[0] : match.end()]
        yield NameCandidate(known[0], match.end(), zh, "place", f"{term.en} {en}", f"{term.ja}{ja}", True)


def _is_proper(ground: Ground, start: int, end: int, sort: str) -> bool:
    """Whether a stretch is a name of its own: at a border, and made of no words."""
    if start < 0 or not _begins(ground, start):
        return False
    proper = ground.text[start:end]
    rule = rules()["sites"]
    function = any(c in rules()["organisations"]["not_proper"] for c in proper)
    if ground.is_known(start, end):
        return False  # 成渝高铁: the words say it better
    if not is_han(proper) or function or proper[0] in rule["not_first"] or proper[-1] in rule["not_last"]:
        return False
    if any(word in proper for word in rule["not_in"]) or any(
        proper.startswith(w) for w in words("places", "not_proper")
    ):
        return False
    feature = sort == "sight" and len(proper) > _LINE and proper[-1] in rule["features"]
    if any(_is_word(ground, s, e) for s in range(start, end) for e in range(s + 2, end + 1)):
        return False
    return feature or not any(
        is_dictionary_word(ground.text[s:e]) for s in range(start, end) for e in range(s + 2, end + 1)
    )


def _is_word(ground: Ground, start: int, end: int) -> bool:
    """Whether the lexicon holds a piece of the proper part as a word that is no place."""
    return any(e == end and cat != "place" for _, e, cat in ground.starting(start))


def _begins(ground: Ground, at: int) -> bool:
    """Whether a word begins here: at a mark, or after a known place or a word that sites come after."""
    if at == 0 or not is_han(ground.text[at - 1]):
        return at == 0 or not ground.text[at - 1].isalnum()
    if any(e - s > 1 for s, e, _ in ground.ending(at, "place")):
        return True
    return ground.text[:at].endswith(tuple(rules()["sites"]["before"]))


__all__ = ["find_sites"]
