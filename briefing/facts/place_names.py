"""Chinese places by their endings under a known higher place: 广州市天河区.

The proper part is in pinyin, the ending in words. Where the higher place is not
on the Chinese mainland nothing is found: its names are spelt otherwise.
"""

from __future__ import annotations

from functools import cache

from briefing.facts.name_ground import Ground, NameCandidate, is_han, rules, words
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import place_en

_COUNTRY = "中国"
_RANKS = frozenset("省市县区州")  # what follows is the rank of the place before
_LONE = frozenset({"县"})  # 郫县, 泾县: the only ending with one character before it


def find_places(ground: Ground) -> list[NameCandidate]:
    """Places after known ones, and places after those."""
    found: list[NameCandidate] = []
    frontier = [e for s, e, cat in ground.known if cat == "place" and _is_whole(ground, s, e)]
    while frontier:
        here = [c for at in set(frontier) if (c := _place_at(ground, at)) and c not in found]
        found += here
        frontier = [c.end for c in here]
    return found


def _is_whole(ground: Ground, start: int, end: int) -> bool:
    """Whether no longer place begins there (广州 in 广州市) and it is on the mainland."""
    longest = max(e for _, e, _ in ground.starting(start, "place"))
    return end == longest and is_mainland_place(ground, start, end)


def is_mainland_place(ground: Ground, start: int, end: int) -> bool:
    """Whether the place at a range lies where names are written in Mandarin pinyin."""
    place = ground.text[start:end]
    stops = words("places", "outside") | words("places", "other_spelling")
    return place != _COUNTRY and ground.country(place, stops=stops) == _COUNTRY


@cache
def _kinds() -> tuple[tuple[str, str, str], ...]:
    return tuple((zh, en, ja) for zh, en, ja in sorted(rules()["places"]["kinds"], key=lambda k: -len(k[0])))


def _place_at(ground: Ground, start: int) -> NameCandidate | None:
    for length in range(1, rules()["places"]["longest"] + 1):
        at = start + length
        kind = next((k for k in _kinds() if ground.text.startswith(k[0], at)), None)
        if kind is None:
            continue
        proper = ground.text[start:at]
        if (length == 1 and kind[0] not in _LONE) or not _is_proper(ground, start, at, kind[0]):
            return None
        return _place(start, proper, kind)
    return None


def _is_proper(ground: Ground, start: int, end: int, kind: str) -> bool:
    proper = ground.text[start:end]
    whole = proper + kind
    stop = end + len(kind)
    banned = proper[:1] in _RANKS or proper[:1] in rules()["places"]["not_first"] or _is_number(proper)
    banned = (
        banned
        or proper[:2] in words("places", "not_proper")
        or any(whole.endswith(word) for word in words("places", "not_places"))
    )
    follows = any(k == kind and ground.text[stop : stop + 1] in f for k, f in rules()["places"]["not_before"] if f)
    at_end = stop >= len(ground.text)
    function = any(c in rules()["organisations"]["not_proper"] for c in _checked(proper))
    return (
        is_han(proper)
        and not banned
        and (at_end or not follows)
        and not function
        and not ground.is_known(start, stop)
        and not _holds_word(ground, start, end)
    )


def _is_number(proper: str) -> bool:
    return all(c in "一二两三四五六七八九十百千万几多数" for c in proper)


def _checked(proper: str) -> str:
    """The proper part without characters that are everyday in place names."""
    return "".join(c for c in proper if c not in "新大小上下和立开门安合兴分业入内外全三四五六七八九十百千万子多支")


def _holds_word(ground: Ground, start: int, end: int) -> bool:
    """Whether a term other than a place begins the proper part or reaches out of it."""
    return any(
        cat != "place" and e - s > 1 and (s == start or e > end)
        for at in range(start, end)
        for s, e, cat in ground.starting(at)
        if not (cat in ("zone_kind", "org_kind") and s >= end)
    )


def _place(start: int, proper: str, kind: tuple[str, str, str]) -> NameCandidate:
    zh = proper + kind[0]
    own = to_japanese(proper)
    sure = not any(c in rules()["places"]["several_readings"] for c in proper)
    return NameCandidate(
        start, start + len(zh), zh, "place", f"{place_en(proper)} {kind[1]}", f"{own}{kind[2]}" if own else "", sure
    )
