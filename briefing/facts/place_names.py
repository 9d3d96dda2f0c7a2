"""Chinese places by their endings under a known higher place: 广州市天河区.

The proper part is in pinyin, the ending in words. Where the higher place is not
on the Chinese mainland nothing is found: its names are spelt otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from briefing.facts.name_ground import Ground, NameCandidate, is_han, occurrences, rules, words
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import is_dictionary_word, place_en

_COUNTRY = "中国"
_RANKS = frozenset("省市县区州")  # what follows is the rank of the place before
_RANK_ENDS = frozenset("市区县镇乡道")
_SHORTEST = 2
_LONE = frozenset({"县"})  # 郫县, 泾县: the only ending with one character before it


def find_places(ground: Ground) -> list[NameCandidate]:
    """Places after known ones, places after those, and the same names wherever they stand apart."""
    known = [e for s, e, cat in ground.known if cat == "place" and _is_whole(ground, s, e)]
    found = _down_from(ground, [*known, *_after_anaphors(ground), *_chains(ground)])
    return [*found, *_again(ground, found)]


def _down_from(ground: Ground, frontier: list[int]) -> list[NameCandidate]:
    found: list[NameCandidate] = []
    while frontier:
        here = [c for at in sorted(set(frontier)) if (c := _place_at(ground, at)) and c not in found]
        found += here
        frontier = [c.end for c in here]
    return found


def _after_anaphors(ground: Ground) -> Iterator[int]:
    """该市双岭区: the city is one of those named before, and of China if the paragraph names no other country."""
    for _, end, cat in ground.known:
        if cat == "anaphor" and ground.text[end - 2] == "该" and _is_at_home(ground, end):
            yield end


def _chains(ground: Ground) -> Iterator[int]:
    """青泉县柳塘镇: of two ranks right after one another, under no known place."""
    for at in _beginnings(ground):
        higher = _place_at(ground, at)
        lower = _place_at(ground, higher.end) if higher else None
        if higher and lower and 0 <= _rank(higher.zh) < _rank(lower.zh) and _is_at_home(ground, at):
            yield at


def _beginnings(ground: Ground) -> Iterator[int]:
    if _is_place_word(ground, 0):
        yield 0
    for match in _before().finditer(ground.text):
        inside = is_dictionary_word(ground.text[match.end() - 1 : match.end() + 1])
        if not inside and _is_place_word(ground, match.end()):
            yield match.end()


def _is_place_word(ground: Ground, at: int) -> bool:
    """Whether one of the characters of rank stands soon after ``at``."""
    return any(c in _RANK_ENDS for c in ground.text[at + 1 : at + 5])


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        "|".join([r"[\n。，；：！？,;:!?、“”]\s*", *sorted(rules()["places"]["before"], key=len, reverse=True)])
    )


def _rank(zh: str) -> int:
    ranks = enumerate(rules()["places"]["ranks"])
    return next((number for number, kinds in ranks if zh.endswith(tuple(kinds))), -1)


def _is_at_home(ground: Ground, at: int) -> bool:
    """Whether no place of the paragraph lies where names are spelt otherwise than in Mandarin."""
    start, end = ground.paragraph(at)
    places = (k for s in range(start, end) for k in ground.starting(s, "place"))
    stops = words("places", "outside") | words("places", "other_spelling")
    return all(ground.country(ground.text[s:e], stops=stops) in ("", _COUNTRY) for s, e, _ in places)


def _again(ground: Ground, found: list[NameCandidate]) -> Iterator[NameCandidate]:
    """A place once proven, where both its ends are borders of words."""
    taken = {c.start for c in found}
    for place in {c.zh: c for c in found if len(c.zh) > _SHORTEST}.values():
        for at in occurrences(ground.text, place.zh):
            end = at + len(place.zh)
            before = at == 0 or not is_han(ground.text[at - 1]) or _before().search(ground.text, max(0, at - 3), at)
            whole = not ground.is_known(at, end) and not ground.crosses_edge(at, end)
            if at not in taken and before and whole and not _goes_on(ground, place.zh, end):
                yield replace(place, start=at, end=end)


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
        if length == 1 and kind[0] not in _LONE:
            continue  # 安镇街道
        if not _is_proper(ground, start, at, kind[0]):
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
    function = any(c in rules()["organisations"]["not_proper"] for c in _checked(proper))
    return (
        is_han(proper)
        and not banned
        and not _goes_on(ground, whole, stop)
        and not function
        and not ground.is_known(start, stop)
        and not _holds_word(ground, start, end)
    )


def _goes_on(ground: Ground, place: str, end: int) -> bool:
    """Whether what follows makes another word of the ending: 市场, 路线, 村干部."""
    follows = ground.text[end : end + 1]
    return bool(follows) and any(
        place.endswith(kind) and follows in marks for kind, marks in rules()["places"]["not_before"]
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
