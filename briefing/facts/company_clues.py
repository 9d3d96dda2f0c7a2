"""Short names of companies that no term file holds: 岚启智行宣布完成…融资, 星澜医药(688999.SH), 车企恒川汽车.

Owns what such a name may be, and how much of what stands beside it (company_context)
proves it for the whole article. A word that a dictionary holds is no name, nor
is what foreign names are written with: whose that is only a term can tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.facts.company_context import Beginning, clue_after, is_closed
from briefing.facts.identifiers import SHARE_CODE
from briefing.facts.name_ground import Ground, is_han, is_transliterated, occurrences, rules, word_at, words
from briefing.facts.place_names import is_mainland_place
from briefing.lexicon.readings import is_dictionary_word, is_person_name

# The code of a share listed in Shanghai, Shenzhen or Beijing.
_MAINLAND_CODE = re.compile(r"\s*[(（][034689]\d{5}(?:\.(?:SH|SZ|BJ|sh|sz))?[)）]")
_SHORTEST_PLAIN = 3
_PROPER = range(2, 5)
_PLAIN = range(2, 6)
_TWICE = 2
_TABLES = ("short_names", "organisations")
_LONGEST = 11


@dataclass(frozen=True, slots=True)
class Sighting:
    """A string that stands where a company's name could.

    ``left``   what shows its beginning.
    ``clue``   what follows: ``sure`` (a share code, a round of funding), ``company``, ``deed`` or nothing.
    ``proper``  what stands before its ending, if it ends as companies' names do.
    """

    zh: str
    start: int
    left: str
    clue: str
    proper: str = ""

    @property
    def named(self) -> bool:
        return bool(self.proper)


def proven(ground: Ground, begins: Iterable[Beginning]) -> tuple[str, ...]:
    """Strings that this article shows to be companies."""
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in _sightings(ground, begins):
        seen[sighting.zh].append(sighting)
    sure = {zh for zh, at in seen.items() if _is_proven(at) or (at[0].named and is_listed_share(ground, zh))}
    sure |= set(_of_one_house(seen))
    return tuple(sorted(sure | set(_listed(ground, seen, sure))))


def is_listed_share(ground: Ground, zh: str) -> bool:
    """Whether the code of its share follows the name anywhere, whatever stands before: 停牌的恒川环保(300×12)."""
    return any(SHARE_CODE.match(ground.text, at + len(zh)) for at in occurrences(ground.text, zh))


def _is_proven(at: list[Sighting]) -> bool:
    if any(s.clue == "sure" for s in at):
        return len(at[0].zh) >= _SHORTEST_PLAIN or len(at) >= _TWICE or any(s.left in ("quote", "told") for s in at)
    if at[0].named and at[0].zh.endswith(tuple(rules()["short_names"]["products"])):
        return any(s.left == "told" or s.clue == "company" for s in at)
    if at[0].named:
        return len({s.start for s in at}) >= _TWICE or any(s.left == "told" or s.clue for s in at)
    if len(at[0].zh) >= _SHORTEST_PLAIN and any(s.left in ("told", "quote") and s.clue == "company" for s in at):
        return True
    strong = sum(s.clue == "company" and s.left == "mark" for s in at)
    return strong >= _TWICE or (strong > 0 and len(at[0].zh) > _SHORTEST_PLAIN)


def _of_one_house(seen: Mapping[str, list[Sighting]]) -> Iterator[str]:
    """灵踪科技 and 灵踪机器人: one proper part before two endings."""
    houses: dict[str, set[str]] = defaultdict(set)
    for zh, at in seen.items():
        if at[0].named:
            houses[at[0].proper].add(zh)
    yield from (zh for house in houses.values() if len(house) > 1 for zh in house)


def _listed(ground: Ground, seen: Mapping[str, list[Sighting]], sure: set[str]) -> Iterator[str]:
    """启曜资本、临渊创投: beside a proven company in a list stands another."""
    for zh, at in seen.items():
        for s in at if at[0].named else ():
            before, end = ground.text[: s.start], s.start + len(zh)
            others = [*sure, *(n for n, found in seen.items() if found[0].named and n != zh)]
            names = [*others, *(ground.text[k[0] : k[1]] for k in ground.ending(s.start - 1, "company"))]
            after = any(ground.text.startswith(f"{sign}{n}", end) for sign in "、和与" for n in others)
            if after or any(before.endswith(f"{n}{sign}") for n in names for sign in "、和与"):
                yield zh


# --- where a name may begin ---------------------------------------------------


def _sightings(ground: Ground, begins: Iterable[Beginning]) -> Iterator[Sighting]:
    for start, left in begins:
        yield from list(_named_at(ground, start, left)) or _plain_at(ground, start, left)


# --- what may be a name ---------------------------------------------------------


def _named_at(ground: Ground, start: int, left: str) -> Iterator[Sighting]:
    """Names that end as companies' names do: 恒川汽车."""
    for length in _PROPER:
        kind_start = start + length
        kind = word_at(ground.text, kind_start, table="short_names", key="industries")
        if kind:
            end = _kinds_end(ground, kind_start)
            clue = clue_after(ground, end)
            proper = ground.text[start:kind_start]
            if _is_proper(ground, proper, start, end, clue) and is_closed(ground, end, clue):
                yield Sighting(ground.text[start:end], start, left, clue, proper)
            return


def _kinds_end(ground: Ground, start: int) -> int:
    """Where the last of the words of industry from ``start`` on ends: 新能源集团."""
    end = start
    while word := word_at(ground.text, end, table="short_names", key="industries"):
        end += len(word)
    return end


def _plain_at(ground: Ground, start: int, left: str) -> Iterator[Sighting]:
    """Names that end as they like: nothing but what follows tells where (岚启智行 before 宣布完成…融资)."""
    if left == "link":
        return
    barred = rules()["short_names"]["never"]
    for length in _PLAIN:
        end = start + length
        if end > len(ground.text) or not is_han(ground.text[start:end]) or ground.text[end - 1] in barred:
            return
        clue = clue_after(ground, end)
        if clue in ("sure", "company") and _is_plain(ground, start, end, clue):
            yield Sighting(ground.text[start:end], start, left, clue)
            return


def _is_proper(ground: Ground, proper: str, start: int, end: int, clue: str) -> bool:
    """Whether ``proper`` is a word of its own that no dictionary holds, or the place of 厦门银行."""
    if not is_han(proper) or ground.is_known(start, end) or crosses(ground, start, end):
        return False
    if clue and _opens_twice(ground, ground.text[start:end]):
        return not any(c in rules()["short_names"]["never_proper"] for c in proper)
    if _is_place(ground, start, start + len(proper)):
        return clue in ("sure", "company") and ground.text[start + len(proper) : end] in words(
            "short_names", "with_places"
        )
    barred = any(c in rules()["short_names"]["never_proper"] for c in proper) or _holds_a_word(proper, _TABLES)
    if barred or is_transliterated(proper) or _is_word(ground, proper) or _begins_later(ground, proper):
        return False
    inside = (k for at in range(start, start + len(proper)) for k in ground.starting(at) if k[1] - k[0] > 1)
    return not any(cat != "title" for _, _, cat in inside)


def _opens_twice(ground: Ground, zh: str) -> bool:
    """Whether headline and text both begin a sentence with it, and it is told of there as only companies are.

    Then a word (振华) or a place (岳麓) before its ending is a name all the same.
    """
    begins = [0, *(m.end() for m in re.finditer("[\n。]\\s*", ground.text))]
    at = [i for i in begins if ground.text.startswith(zh, i)]
    return at[:1] == [0] and len(at) >= _TWICE and any(clue_after(ground, i + len(zh)) == "company" for i in at)


def crosses(ground: Ground, start: int, end: int) -> bool:
    """Whether a word reaches over an edge; 集团董事长 does not keep 集团 from ending a name."""
    near = (k for at in range(max(0, start - _LONGEST), end) for k in ground.starting(at) if k[1] - k[0] > 1)
    return any((s < start < e <= end) or (start <= s < end < e and cat != "title") for s, e, cat in near)


def _is_place(ground: Ground, start: int, end: int) -> bool:
    return any(k[1] == end and is_mainland_place(ground, start, end) for k in ground.starting(start, "place"))


def _begins_later(ground: Ground, proper: str) -> bool:
    """Whether a word stands before the name proper: 包括启曜."""
    leading = any(word_at(proper, 0, table="short_names", key=key) for key in ("announcers", "links", "between"))
    return len(proper) > 2 and (leading or _is_word(ground, proper[:2]) or _is_two_words(ground, proper))


def _is_two_words(ground: Ground, proper: str) -> bool:
    return len(proper) == max(_PROPER) and _is_word(ground, proper[2:])


def _is_plain(ground: Ground, start: int, end: int, clue: str) -> bool:
    zh = ground.text[start:end]
    if not is_han(zh) or _is_barred(zh, clue) or _is_word(ground, zh):
        return False
    if _MAINLAND_CODE.match(ground.text, end):
        return not ground.crosses_edge(start, end)  # no foreign house is listed there: 永安里(600×××)
    if is_transliterated(zh):
        return False
    if is_person_name(zh) and clue != "sure":
        return False  # 欧阳海洋董事长
    if zh[-1] in rules()["short_names"]["not_endings"] or ground.crosses_edge(start, end):
        return False
    if clue == "sure":
        return True
    known = any(e - s > 1 for at in range(start, end) for s, e, _ in ground.starting(at))
    return not known and not any(_is_word(ground, zh[i : i + 2]) for i in range(len(zh) - 1))


def _is_barred(zh: str, clue: str) -> bool:
    barred = rules()["short_names"]["never"] if clue == "sure" else rules()["organisations"]["not_proper"]
    return any(c in barred for c in zh) or _holds_a_word(zh, _TABLES[:1])


def _holds_a_word(zh: str, tables: Sequence[str]) -> bool:
    return any(word in zh for table in tables for word in words(table, "not_names"))


def _is_word(ground: Ground, zh: str) -> bool:
    return bool(ground.lexicon.get(zh)) or zh in ground.vocabulary or is_dictionary_word(zh)
