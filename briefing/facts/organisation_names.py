"""Companies and organisations by their endings: 衡水老白干酿酒集团, “海棠湾医院”.

Only where the name's left end is certain: a quotation mark, a boundary with a
legal form, a known place in front, or the same name twice. The proper part is
in pinyin and therefore never certain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefing.facts.name_ground import (
    Ground,
    NameCandidate,
    is_han,
    is_transliterated,
    occurrences,
    rules,
    word_at,
    words,
)
from briefing.facts.place_names import is_mainland_place
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import is_dictionary_word, place_en
from briefing.values import EntityKind

_QUOTES = '“「『"《'
_DESCRIPTIONS = ("industry", "product", "mod", "noun")
_LONGEST = 16
_FARTHEST = 40
_TWO_WORDS = 4
_COUNTRY = "中国"
_LEGAL = re.compile(r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|公司)$|集团$|合伙企业$")
_JAPANESE_FORM = "株式会社"
# A name in Latin letters with a legal form is its own spelling: C+株式会社, Rokid公司.
_LATIN_COMPANY = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9+&.'-]*(?: [A-Z][A-Za-z0-9+&.'-]*)*)(?:株式会社|股份有限公司|有限公司|公司|集团)"
)


_PLACE_INSIDE = re.compile(
    r"(?P<proper>[\u4e00-\u9fff]{2,4})\((?P<inner>[\u4e00-\u9fff]{2,4})\)(?P<tail>[\u4e00-\u9fff]{0,10}?)"
    r"(?P<kind>集团股份有限公司|集团有限公司|股份有限公司|有限责任公司|有限公司)"
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
def _industries() -> dict[str, str]:
    """Words companies' names end in, in English."""
    return dict(rules()["short_names"]["industries"])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_kinds(), key=len, reverse=True))))


def find_organisations(ground: Ground, begins: Sequence[int]) -> list[NameCandidate]:
    """Companies and organisations; ``begins`` is where the name of a company may begin, in order."""
    found = [*_japanese_companies(ground), *_latin_companies(ground), *_with_place_inside(ground, begins)]
    for match in _pattern().finditer(ground.text):
        kind = _kinds()[match.group()]
        edges = _left_edges(ground, match.start(), begins if kind.legal else ())
        candidates = (_organisation(ground, start, match.start(), kind) for start in edges)
        found += [c for c in candidates if c is not None][:1]
    return found


def _latin_companies(ground: Ground) -> list[NameCandidate]:
    """Companies whose proper part needs no other spelling; which company it is stays unproved."""
    found = []
    for match in _LATIN_COMPANY.finditer(ground.text):
        name = match.group(1)
        if not ground.is_known(match.start(), match.end()):
            found.append(NameCandidate(match.start(), match.end(), match.group(), "company", name, name, certain=False))
    return found


def _organisation(ground: Ground, start: int, kind_start: int, kind: _Kind) -> NameCandidate | None:
    place_end = _place_end(ground, start, kind_start, legal=kind.legal)
    tail_start = _tail_start(ground, place_end, kind_start)
    proper = ground.text[place_end:tail_start]
    end = kind_start + len(kind.zh)
    if (
        not _is_proper(proper, kind)
        or ground.is_known(start, end)
        or not _is_proven(ground, start, end, place_end, kind)
    ):
        return None
    en, ja = _forms(ground, start, place_end, tail_start, kind_start, kind)
    return NameCandidate(start, end, ground.text[start:end], kind.kind, en, ja, False)


def _left_edges(ground: Ground, kind_start: int, begins: Sequence[int]) -> Iterator[int]:
    """The nearest boundary before the ending, and for a legal name every place after it where a name may begin."""
    start = kind_start
    while start > 0 and kind_start - start <= _FARTHEST and is_han(ground.text[start - 1]):
        start -= 1
    if 0 < kind_start - start <= _LONGEST:
        yield start
    first = bisect_right(begins, max(start, kind_start - _LONGEST - 1))
    yield from (at for at in begins[first : bisect_right(begins, kind_start - 2)])


def _place_end(ground: Ground, start: int, stop: int, *, legal: bool = False) -> int:
    """Where the place before the name proper ends; 宁东 is no such place in 宁东能源有限公司."""
    places = [e for _, e, _ in ground.starting(start, "place") if e < stop]
    shortest = rules()["organisations"]["shortest"]
    ends = [
        e
        for e in places
        if (is_mainland_place(ground, start, e) or (legal and ground.text[start:e] == _COUNTRY))
        and _tail_start(ground, e - shortest, stop) > e
    ]
    return max(ends, default=start)


def _tail_start(ground: Ground, start: int, stop: int) -> int:
    """Where the known words before the ending (酿酒, 能源科技) begin."""
    at = stop
    shortest = rules()["organisations"]["shortest"]
    while True:
        begins = [s for s, e, _ in ground.ending(at, *_DESCRIPTIONS) if s >= start + shortest and e - s > 1]
        begins += [
            at - n for n in (2, 3, 4, 5) if at - n >= start + shortest and ground.text[at - n : at] in _industries()
        ]
        if not begins:
            return at
        at = min(begins)


def _is_proper(proper: str, kind: _Kind) -> bool:
    limits = rules()["organisations"]
    barred = rules()["short_names"]["never_proper"] if kind.legal else limits["not_proper"]
    return (
        is_han(proper)
        and limits["shortest"] <= len(proper) <= limits["longest"]
        and not any(c in barred for c in proper)
        and not any(word in proper for word in words("organisations", "not_names"))
        and not any(word_at(proper, 0, table="short_names", key=key) for key in ("announcers", "links", "between"))
    )


def _is_proven(ground: Ground, start: int, end: int, place_end: int, kind: _Kind) -> bool:
    proper = ground.text[place_end : place_end + rules()["organisations"]["shortest"]]
    if any(cat == "place" for _, _, cat in ground.starting(place_end)) or ground.lexicon.get(proper):
        return False
    if place_end == start and is_transliterated(ground.text[start : _tail_start(ground, start, end - len(kind.zh))]):
        return False
    if any(cat in ("company", "gov", "org", "title") for at in range(start, end) for _, _, cat in ground.starting(at)):
        return False
    quoted = start > 0 and ground.text[start - 1] in _QUOTES
    if quoted or kind.legal or place_end > start:
        return True
    # 打印公司 may recur as any word does.
    return not is_dictionary_word(proper) and len(occurrences(ground.text, ground.text[start:end])) > 1


def _with_place_inside(ground: Ground, begins: Sequence[int]) -> Iterator[NameCandidate]:
    """砺芯(深圳)半导体科技有限公司: the name proper before the brackets, its line of business after them."""
    for match in _PLACE_INSIDE.finditer(ground.text):
        kind = _kinds()[match.group("kind")]
        proper, inner, tail = match.group("proper", "inner", "tail")
        place = next((t for t in ground.lexicon.get(inner) if t.cat == "place"), None)
        if _place_end(ground, match.start(), match.end("proper")) > match.start():
            continue
        start, tail_start, kind_start = match.start(), match.start("tail"), match.start("kind")
        known = not tail or _tail_start(ground, tail_start - len(proper), kind_start) <= tail_start
        at_edge = start == 0 or not is_han(ground.text[start - 1]) or start in begins
        if (place is None and inner != "集团") or not known or not at_edge or not _is_proper(proper, kind):
            continue
        bracket = f"({place.en})" if place else "(Group)"
        en = " ".join(filter(None, [proper_en(proper), bracket, _tail(ground, tail_start, kind_start), kind.en]))
        parts = [to_japanese(proper), place.ja if place else "集団", to_japanese(tail) if tail else ""]
        ja = "" if None in parts else f"{parts[0]}({parts[1]}){parts[2]}{kind.ja}"
        yield NameCandidate(start, match.end(), match.group(), "company", en, ja, certain=False)


def _forms(
    ground: Ground, start: int, place_end: int, tail_start: int, kind_start: int, kind: _Kind
) -> tuple[str, str]:
    """English in words but for the proper part; Japanese in the characters of the name.

    A name with a character that Japanese does not write (沅, 鑫) goes by its English form there too.
    """
    place = next((t for t in ground.lexicon.get(ground.text[start:place_end]) if t.cat == "place"), None)
    proper = ground.text[place_end:tail_start]
    english = [place.en if place else "", proper_en(proper), _tail(ground, tail_start, kind_start), kind.en]
    own = to_japanese(ground.text[start:kind_start].removesuffix("股份"))
    said = " ".join(filter(None, english))
    return said, own + kind.ja if own else said


def proper_en(proper: str) -> str:
    """A company's name proper in pinyin, four characters as two words (Lanqi Zhixing)."""
    parts = (proper[:2], proper[2:]) if len(proper) == _TWO_WORDS else (proper,)
    return " ".join(place_en(part) for part in parts if part)


def name_forms(ground: Ground, start: int, end: int) -> tuple[str, str]:
    """English and Japanese of a company's name with certain ends: known words translated, the rest in pinyin."""
    ending = next((m for m in _pattern().finditer(ground.text, start, end) if m.end() == end), None)
    kind_start = ending.start() if ending and ending.start() > start else end
    kind = _kinds()[ending.group()] if ending and kind_start < end else _Kind("", "company", "", "", False)
    place_end = _place_end(ground, start, kind_start, legal=kind.legal)
    return _forms(ground, start, place_end, _tail_start(ground, place_end, kind_start), kind_start, kind)


def short_forms(ground: Ground, full: NameCandidate) -> tuple[str, ...]:
    """What a company with a full legal name may be called for short: all before the legal form, and its name proper."""
    legal = _LEGAL.search(full.zh)
    if legal is None or not is_han(full.zh):
        return ()
    place_end = _place_end(ground, full.start, full.start + legal.start(), legal=True)
    tail_start = _tail_start(ground, place_end, full.start + legal.start())
    proper = ground.text[place_end:tail_start]
    stop = full.start + legal.start()
    short = {full.zh[: legal.start()], proper, *(proper + tail for tail in _first_words(ground, tail_start, stop))}
    return tuple(sorted(s for s in short if len(s) > 1 and s != full.zh))


def _first_words(ground: Ground, start: int, stop: int) -> Iterator[str]:
    at = start
    while at < stop:
        at = _word_end(ground, at, stop)
        yield ground.text[start:at]


def _tail(ground: Ground, start: int, stop: int) -> str:
    """The known words before the ending in English."""
    english, at = [], start
    while at < stop:
        end = _word_end(ground, at, stop)
        english.append(_word_en(ground, at, end))
        at = end
    return " ".join(filter(None, english))


def _word_end(ground: Ground, at: int, stop: int) -> int:
    ends = [k[1] for k in ground.starting(at, *_DESCRIPTIONS) if k[1] <= stop]
    return max([*ends, *(at + n for n in (2, 3, 4, 5) if at + n <= stop and ground.text[at : at + n] in _industries())])


def _word_en(ground: Ground, start: int, end: int) -> str:
    zh = ground.text[start:end]
    if zh in _industries():
        return _industries()[zh]
    term = next(t for t in ground.lexicon.get(zh) if t.cat in _DESCRIPTIONS)
    return term.en if term.en[:1].isupper() else term.en.title()


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
