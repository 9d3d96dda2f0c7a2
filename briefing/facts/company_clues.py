"""Short names of companies that no term file holds: 岚启智行宣布完成…融资, 星澜医药(688999.SH), 车企恒川汽车.

Owns what must stand on either side of such a name, and how much of it proves
the name for the whole article. A word that a dictionary holds is no name, nor
is what foreign names are written with: whose that is only a term can tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from briefing.facts.name_ground import Ground, is_han, is_transliterated, rules, word_at, words
from briefing.lexicon.readings import is_dictionary_word, is_person_name

_SHORTEST_PLAIN = 3
_LONGEST = 12
_HOME = "中国"
_OUTSIDE = frozenset({"香港", "澳门", "台湾"})
_JAPANESE = re.compile("株式会社")
_CLAUSE_MARKS = "\n。，；！？,;!?"
_PROPER = range(2, 5)
_PLAIN = range(2, 6)
_TWICE = 2
_AFTER = "的将与和及在对为是也已还则等由向被因从就以并拟称说会"
_BEFORE = "的在对和与由向被给为将从及是"
_MARKS = "\n。，；：！？,;:!?、“”\"‘’'《》()「」【】|"
_OPENING, _CLOSING = '“"「『', '”"」』'
_CODE = re.compile(
    r"\s*\((?:[^()0-9]{0,8})?(?:\d{5,6}(?:\.(?:SH|SZ|HK|BJ|OC|SS|sh|sz|hk))?|\d{4}\.HK|0\d{3,4})(?=[,;，；、)\s])[^()]{0,16}\)"
)
_FUNDED = re.compile(
    r"(?:宣布)?(?:完成|获得|获|敲定|斩获|拿下)(?:[^。，；！？,;\n]{0,22}?(?:融资|轮投资|战略投资|天使投资)|[^。，；！？,;\n]{0,4}\d[^。，；！？,;\n]{0,6}元(?:的)?投资)"
)
# In a headline: 瑞岚生物:上半年净利润同比增长30%.
_HEADLINE = re.compile(
    r"[:：]\s*(?:\d{4}年)?(?:上半年|下半年|前三季度|[一二三四]季度|\d{1,2}月|拟|预计|净利|营收|控股股东|关于|股东|子公司|董事|获得|中标|收到|签订|公司|终止|累计|全年|年度)"
)
_AMONG = re.compile(r"等(?:\d+|[一二两三四五六七八九十多数]+)?[家只]")


# Where a name may begin and what shows it: ``mark``, ``quote``, ``told`` (车企恒川汽车) or ``link`` (与恒川汽车).
Beginning = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A string that stands where a company's name could.

    ``left``   what shows its beginning.
    ``clue``   what follows: ``sure`` (a share code, a round of funding), ``company``, ``deed`` or nothing.
    ``named``  whether it ends as companies' names do.
    """

    zh: str
    start: int
    left: str
    clue: str
    named: bool


def proven(ground: Ground, begins: Iterable[Beginning]) -> tuple[str, ...]:
    """Strings that this article shows to be companies."""
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in _sightings(ground, begins):
        seen[sighting.zh].append(sighting)
    sure = {zh for zh, at in seen.items() if _is_proven(at)}
    return tuple(sorted(sure | set(_listed(ground, seen, sure))))


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


def beginnings(ground: Ground) -> Iterator[Beginning]:
    """Where a name may begin, and what shows it."""
    text = ground.text
    told, between, linked = (_ends(text, key) for key in ("announcers", "between", "links"))
    for at, char in enumerate(text):
        if not is_han(char):
            continue
        if at == 0 or text[at - 1] in _MARKS or text[at - 1].isspace():
            quoted = at > 0 and text[at - 1] in _OPENING
            yield at, ("told" if at - 1 in told else "quote") if quoted else "mark"
        elif (at in told or at in between or at in linked) and not _is_inside_word(ground, at):
            yield at, "told" if at in told else "mark" if at in between else "link"


def _ends(text: str, key: str) -> frozenset[int]:
    """Where a word of the list ends."""
    return frozenset(m.end(1) for m in _one_of(key).finditer(text))


@cache
def _one_of(key: str) -> re.Pattern[str]:
    longest_first = sorted(rules()["short_names"][key], key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(longest_first)}))")


def _is_inside_word(ground: Ground, at: int) -> bool:
    """Whether a word reaches over ``at``, so that nothing can begin there."""
    if is_dictionary_word(ground.text[at - 1 : at + 1]):
        return True
    return any(s < at < e for start in range(max(0, at - 6), at) for s, e, _ in ground.starting(start))


# --- what may be a name ---------------------------------------------------------


def _named_at(ground: Ground, start: int, left: str) -> Iterator[Sighting]:
    """Names that end as companies' names do: 恒川汽车."""
    for length in _PROPER:
        kind_start = start + length
        kind = word_at(ground.text, kind_start, table="short_names", key="industries")
        if kind:
            end = kind_start + len(kind)
            clue = _clue(ground, end)
            proper = ground.text[start:kind_start]
            if _is_proper(ground, proper, start, end, clue) and _is_closed(ground, end, clue):
                yield Sighting(ground.text[start:end], start, left, clue, named=True)
            return


def _plain_at(ground: Ground, start: int, left: str) -> Iterator[Sighting]:
    """Names that end as they like: nothing but what follows tells where (岚启智行 before 宣布完成…融资)."""
    if left == "link":
        return
    barred = rules()["short_names"]["never"]
    for length in _PLAIN:
        end = start + length
        if end > len(ground.text) or not is_han(ground.text[start:end]) or ground.text[end - 1] in barred:
            return
        clue = _clue(ground, end)
        if clue in ("sure", "company") and _is_plain(ground, start, end, clue):
            yield Sighting(ground.text[start:end], start, left, clue, named=False)
            return


def _is_proper(ground: Ground, proper: str, start: int, end: int, clue: str) -> bool:
    """Whether ``proper`` is a word of its own that no dictionary holds."""
    kind_start = start + len(proper)
    barred = any(c in rules()["short_names"]["never_proper"] for c in proper) or _holds_a_word(proper)
    if not is_han(proper) or barred or is_transliterated(proper) or _begins_later(ground, proper):
        return False
    if _is_word(ground, proper) or ground.is_known(start, end) or ground.crosses_edge(start, end):
        return False
    across = (k for at in range(start, kind_start) for k in ground.starting(at) if k[1] - k[0] > 1)
    return not any(e > kind_start or (s, e) != (start, kind_start) or cat != "place" for s, e, cat in across)


def _begins_later(ground: Ground, proper: str) -> bool:
    """Whether a word stands before the name proper: 包括启曜."""
    leading = any(word_at(proper, 0, table="short_names", key=key) for key in ("announcers", "links", "between"))
    return len(proper) > 2 and (leading or _is_word(ground, proper[:2]) or _is_two_words(ground, proper))


def _is_two_words(ground: Ground, proper: str) -> bool:
    return len(proper) == max(_PROPER) and _is_word(ground, proper[2:])


def _is_plain(ground: Ground, start: int, end: int, clue: str) -> bool:
    zh = ground.text[start:end]
    if not is_han(zh) or _is_barred(zh, clue) or is_transliterated(zh) or _is_word(ground, zh):
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
    return any(c in barred for c in zh) or _holds_a_word(zh)


def _holds_a_word(zh: str) -> bool:
    return any(word in zh for word in words("short_names", "not_names"))


def _is_word(ground: Ground, zh: str) -> bool:
    return bool(ground.lexicon.get(zh)) or zh in ground.vocabulary or is_dictionary_word(zh)


# --- what follows ---------------------------------------------------------------


def _clue(ground: Ground, end: int) -> str:
    """What stands after ``end``, past a closing quotation mark and words of time, tells of a company or not."""
    text = ground.text
    at = end + 1 if text[end : end + 1] in _CLOSING and end < len(text) else end
    if _CODE.match(text, at):
        return "sure"
    while word := word_at(text, at, table="short_names", key="between"):
        at += len(word)
    if _FUNDED.match(text, at):
        return "sure"
    if _HEADLINE.match(text, end) or word_at(text, at, table="short_names", key="company_deeds"):
        return "company"
    told = at > end or _AMONG.match(text, end) or word_at(text, at, table="short_names", key="deeds")
    return "deed" if told else ""


def _is_closed(ground: Ground, end: int, clue: str) -> bool:
    """Whether a name can end here."""
    text = ground.text
    goes_on = any(word_at(text, end, table="short_names", key=key) for key in ("goes_on", "industries"))
    if goes_on and clue not in ("sure", "company"):
        return False
    if clue or end >= len(text) or not is_han(text[end]) or text[end] in _AFTER:
        return True
    return any(e - s > 1 for s, e, _ in ground.starting(end))


def stands_apart(ground: Ground, start: int, end: int) -> bool:
    """Whether both ends of a short name are borders of words."""
    text = ground.text
    left = start == 0 or not is_han(text[start - 1]) or text[start - 1] in _BEFORE or _word_ends(ground, start)
    return left and _is_closed(ground, end, _clue(ground, end))


def _word_ends(ground: Ground, at: int) -> bool:
    return any(e - s > 1 for s, e, _ in ground.ending(at))


def foreign_names(ground: Ground) -> tuple[str, ...]:
    """What stands right after another country's name or before a legal form of Japan: companies without pinyin."""
    found = [ground.text[max(0, m.start() - _LONGEST) : m.start()] for m in _JAPANESE.finditer(ground.text)]
    for start, end, cat in ground.known:
        if (
            cat == "place"
            and end - start > 1
            and ground.country(ground.text[start:end], stops=_OUTSIDE) not in ("", _HOME)
        ):
            found.append(_until_mark(ground.text[end : end + _LONGEST]))
    return tuple(found)


def _until_mark(text: str) -> str:
    return re.split(f"[{re.escape(_CLAUSE_MARKS)}]", text, maxsplit=1)[0]
