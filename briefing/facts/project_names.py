"""Projects and what is built, by their endings: 云汐水库, 宜城高新区汽车零部件产业园项目, 柯拉光伏二期项目.

A name begins at the head of a clause or after words that tell of it (由…投资的), is cut into places, words that are
known and at most one stretch that is a name proper, and ends where no longer word goes on. It is a guess: the proper
part is in pinyin, so the original stands beside it. What may be said of many projects (重点项目, 产业项目) is no name.
The words are data/project_words.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.facts.name_ground import Ground, NameCandidate, is_han, is_transliterated, occurrences, rules
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import is_dictionary_word, place_en
from briefing.lexicon.terms import Term

_LEAST = 4
_PROPER = (2, 3, 4)
_TWO_WORDS = 4
_WORDS = ("mod", "noun", "product", "industry", "program")
_NAMES = ("company", "org")
_LOW = ("city", "district", "county", "zone", "town", "site")
_SHORT = 2  # 项目, 工程
_ENOUGH = 2  # words beside a place that make a project of it
_ENOUGH_ALONE = 3
# Who builds it: 由某公司投资建设的.
_MADE = re.compile("(?:投资|建设|承建|兴建|实施|打造|运营|开发|投建)的$")
_RANKS = "市县区镇乡村州省"
_DAY = re.compile("[0-9年月日上下午晚时分]+|(?:今|去|明)年|近日|日前|当[天日]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a name: a place, a known word or the proper part, in both languages."""

    sort: str
    zh: str
    en: str
    ja: str


def find_projects(ground: Ground) -> list[NameCandidate]:
    """Projects and built things that are named, and the same names wherever they stand between borders."""
    found = [name for match in _ending().finditer(ground.text) if (name := _name_at(ground, match))]
    return [*found, *_again(ground, found)]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("briefing").joinpath("data", "project_words.toml").read_text(encoding="utf-8"))


def project_words(name: str) -> tuple[str, ...]:
    """The words of one kind that tell of projects (data/project_words.toml)."""
    return tuple(_data()[name])


@cache
def _kinds() -> dict[str, tuple[str, str, str]]:
    return {zh: (sort, en, ja) for zh, sort, en, ja in _data()["kinds"]}


@cache
def _words() -> dict[str, tuple[str, str]]:
    return {zh: (en, ja) for zh, en, ja in _data()["words"]}


@cache
def _phases() -> dict[str, tuple[str, str]]:
    return {zh: (en, ja) for zh, en, ja in _data()["phases"]}


@cache
def _ending() -> re.Pattern[str]:
    """An ending with the phase that may stand before or after it: 二期项目, 项目(一期), 产业园二期."""
    kinds = "|".join(sorted(_kinds(), key=len, reverse=True))
    phases = "|".join(_phases())
    after = "|".join(sorted(_data()["after"], key=len, reverse=True))
    border = rf"(?=$|[\s,.;:!?()“”\"、。，；：]|{after})"
    return re.compile(
        rf"(?:\((?P<b>{phases})\)|(?P<p>{phases}))?(?P<kind>{kinds})(?:\((?P<q>{phases})\)|(?P<r>{phases})(?:项目|工程)?)?{border}"
    )


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_data()['leads'])})")


def _name_at(ground: Ground, match: re.Match[str]) -> NameCandidate | None:
    for start in _starts(ground, match.start()):
        stretch = ground.text[start : match.end()]
        inside = ground.text[start : match.start()]
        if not _LEAST <= len(stretch) <= _data()["longest"] or any(w in inside for w in _data()["not_in"]):
            continue
        pieces = _pieces(ground, start, match.start())
        if pieces and _is_one(pieces, match, sole=bool(_MADE.search(ground.text[:start]))):
            return _candidate(ground, start, match, pieces)
    return None


def _starts(ground: Ground, stop: int) -> Iterator[int]:
    """Where the name may begin: the head of its clause, or what leads to it there; the longest name first."""
    begin = stop
    while begin > 0 and stop - begin <= 2 * _data()["longest"] and _goes_on(ground.text[begin - 1]):
        begin -= 1
    day = _DAY.match(ground.text, begin, stop)
    at_head = begin == 0 or ground.text[begin - 1] in '\n,.;:!?、。，；：“" 　'
    if at_head:
        yield day.end() if day else begin
    for lead in _lead().finditer(ground.text, begin, stop):
        yield lead.end()


def _goes_on(char: str) -> bool:
    return is_han(char) or (char.isascii() and char.isalnum())


def _pieces(ground: Ground, start: int, stop: int) -> list[_Piece]:
    """The cheapest cut of a stretch; nothing where a part of it is neither known nor a name."""
    best: dict[int, tuple[int, list[_Piece]]] = {start: (0, [])}
    for at in range(start, stop):
        if at not in best:
            continue
        cost, so_far = best[at]
        for end, piece, price in _steps(ground, at, stop, so_far):
            if end not in best or cost + price < best[end][0]:
                best[end] = (cost + price, [*so_far, piece])
    return best.get(stop, (0, []))[1]


def _steps(ground: Ground, at: int, stop: int, so_far: list[_Piece]) -> Iterator[tuple[int, _Piece, int]]:
    placed = all(piece.sort.startswith(("place", "company")) for piece in so_far)
    named = bool(so_far) and so_far[0].sort == "proper" and len(so_far) <= _ENOUGH
    if so_far and so_far[-1].sort.startswith("place") and ground.text[at] in "市县" and at + 1 < stop:
        yield (
            at + 1,
            _Piece("place", ground.text[at], "" if ground.text[at] == "市" else "County", _rank_ja(ground.text[at])),
            0,
        )
    for zh, en, ja in rules()["places"]["kinds"]:
        if so_far and so_far[-1].sort.startswith("place") and len(zh) > _ENOUGH and ground.text.startswith(zh, at):
            yield at + len(zh), _Piece("place", zh, en, ja), 1
    for end in range(at + 2, min(stop, at + 10) + 1):
        zh = ground.text[at:end]
        if zh in _words():
            yield end, _Piece("word", zh, *_words()[zh]), 2
        elif zh in _phases():
            yield end, _Piece("phase", zh, *_phases()[zh]), 2
        else:
            for start, stop_at, cat in ground.starting(at):
                term = ground.term((start, stop_at, cat)) if stop_at == end else None
                if (piece := _of_term(ground, term, cat, zh, placed=placed or named)) is not None:
                    yield end, piece, 2 if piece.sort != "word" else 3
                    break
        county = _county(ground, zh) if not so_far else None
        if county is not None:
            yield end, county, 2
        elif placed and end - at in _PROPER and _is_proper(ground, at, end):
            yield end, _proper(zh), 9
    if placed:
        yield from _found_places(ground, at, stop)


def _county(ground: Ground, zh: str) -> _Piece | None:
    """建始 of 建始县, and 云岭县 where no list has it."""
    known = next((t for rank in "县市区" for t in ground.lexicon.get(zh + rank) if t.cat == "place"), None)
    if known is not None and ground.country(known.zh) == "中国":
        ja = to_japanese(zh)
        return _Piece("place", zh, re.sub(" (?:County|District)$", "", known.en), ja) if ja else None
    if len(zh) == 3 and zh[-1] == "县" and is_han(zh) and not is_dictionary_word(zh[:2]) and zh[0] not in "全各该本我":
        ja = to_japanese(zh[:2])
        return _Piece("place", zh, f"{place_en(zh[:2])} County", f"{ja}県") if ja else None
    return None


def _rank_ja(zh: str) -> str:
    return {"市": "市", "县": "県"}[zh]


def _found_places(ground: Ground, at: int, stop: int) -> Iterator[tuple[int, _Piece, int]]:
    """Places that the rules found: they have no term."""
    for start, end, cat in ground.starting(at, "place"):
        zh = ground.text[start:end]
        if cat == "place" and end <= stop and not ground.lexicon.get(zh):
            rank = next((kind for kind in rules()["places"]["kinds"] if zh.endswith(kind[0])), None)
            proper = zh.removesuffix(rank[0]) if rank else ""
            if rank and proper:
                ja = to_japanese(proper)
                yield end, _Piece("place", zh, f"{place_en(proper)} {rank[1]}", f"{ja or place_en(proper)}{rank[2]}"), 2


def _of_term(ground: Ground, term: Term | None, cat: str, zh: str, *, placed: bool) -> _Piece | None:
    if term is None or term.attrs.get("abbr"):
        return None
    if cat == "place":
        home = placed and ground.country(zh) == "中国" and term.attrs.get("level") != "region"
        return (
            _Piece(f"place{'' if term.attrs.get('level') in _LOW else '.high'}", zh, term.en, term.ja) if home else None
        )
    if cat in _NAMES:
        return _Piece("company", zh, term.en, term.ja) if placed and term.en and term.ja else None
    terms = {t.cat: t for t in ground.lexicon.get(zh)}
    chosen = next((terms[c] for c in _WORDS if c in terms), None)
    return _Piece("word", zh, chosen.en, chosen.ja) if chosen is not None and chosen.en and chosen.ja else None


def _proper(zh: str) -> _Piece:
    halves = (zh[:2], zh[2:]) if len(zh) == _TWO_WORDS else (zh,)
    en = " ".join(place_en(half) for half in halves)
    return _Piece("proper", zh, en, to_japanese(zh) or en)


def _is_proper(ground: Ground, start: int, end: int) -> bool:
    """Whether a stretch is made of no words: nothing a dictionary or the lexicon holds is in it."""
    zh = ground.text[start:end]
    rule = rules()
    if not is_han(zh) or any(c in rule["organisations"]["not_proper"] for c in zh) or is_transliterated(zh):
        return False
    if zh[0] in _RANKS or ground.text.startswith(tuple(_data()["of_goods"]), end):
        return False  # 硒茶加工项目: what is processed is no name
    if zh[0] in rule["sites"]["not_first"] or zh[-1] in rule["sites"]["not_last"]:
        return False
    if zh[:2] in rule["short_names"]["not_names"] or zh[:2] in rule["organisations"]["not_names"]:
        return False
    spans = [(s, e) for s in range(start, end) for e in range(s + 2, end + 1)]
    if any(ground.text[s:e] in _words() or is_dictionary_word(ground.text[s:e]) for s, e in spans):
        return False
    return not any(e - s > 1 and s < end for at in range(start, end) for s, e, c in ground.starting(at) if e <= end)


def _is_one(pieces: list[_Piece], match: re.Match[str], *, sole: bool) -> bool:
    """Whether the words are those of one project and not of many of a kind; ``sole``: somebody is said to build it."""
    sort, *_ = _kinds()[match["kind"]]
    sorts = [piece.sort for piece in pieces]
    words = sorts.count("word")
    phased = "phase" in sorts or any(match[g] for g in "bpqr")
    if "proper" in sorts or sole:
        return words > 0 or sort == "site" or len(match["kind"]) > _SHORT
    if sort == "site":
        return sorts[0].startswith(("place", "company")) and (
            match["kind"] not in ("隧道", "大桥", "灌区") or words > 0
        )
    if sorts[0].startswith(("place", "company")):
        low = sorts.count("place") > sorts.count("place.high")
        thing = words > 0 and (pieces[-1].zh in _data()["things"] or len(match["kind"]) > _SHORT)
        return phased or (thing if low else thing and words >= _ENOUGH)
    thing = pieces[-1].zh in _data()["things"] or any(match["kind"].startswith(t) for t in ("生产", "加工"))
    return words >= (_ENOUGH if phased or len(match["kind"]) > 2 else _ENOUGH_ALONE) and (thing or phased)


def _candidate(ground: Ground, start: int, match: re.Match[str], pieces: list[_Piece]) -> NameCandidate:
    sort, en, ja = _kinds()[match["kind"]]
    phase = next((_phases()[match[g]] for g in "bpqr" if match[g]), None)
    inner = [p for p in pieces if p.sort != "phase"]
    phase = phase or next(((p.en, p.ja) for p in pieces if p.sort == "phase"), None)
    words = [p.en.title() if sort == "site" and p.sort == "word" and p.en.islower() else p.en for p in inner]
    if phase and sort == "project":
        head, _, last = en.rpartition(" ")
        english = [*words, head, phase[0], last]
        japanese = "".join(p.ja for p in inner) + (phase[1] if ja in ("プロジェクト", "工事") else "") + ja
        japanese += "" if ja in ("プロジェクト", "工事") else f"（{phase[1]}）"
    else:
        english = [*words, en, phase[0] if phase else ""]
        japanese = "".join(p.ja for p in inner) + ja + (phase[1] if phase else "")
    said = " ".join(filter(None, english))
    return NameCandidate(start, match.end(), ground.text[start : match.end()], "project", said, japanese, False)


def _again(ground: Ground, found: list[NameCandidate]) -> Iterator[NameCandidate]:
    """A name once proven, where no longer word holds it."""
    taken = {name.start for name in found}
    for name in {name.zh: name for name in found}.values():
        for at in occurrences(ground.text, name.zh):
            before = at == 0 or not is_han(ground.text[at - 1]) or ground.text[at - 1] in "的和与及对在由为是"
            if at not in taken and before and not ground.crosses_edge(at, at + len(name.zh)):
                yield replace(name, start=at, end=at + len(name.zh))


__all__ = ["find_projects", "project_words"]
