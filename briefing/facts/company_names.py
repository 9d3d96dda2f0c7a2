"""Companies by what the article says of them: a defined short form, the beginning of a full name, a repeated subject.

A short form in quotation marks after a full name has certain ends; the
beginning of a full name is that company wherever it stands alone; what proves
any other short name is told in company_clues. The proper part is in pinyin and
therefore never certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.facts.company_clues import crosses, is_listed_share, proven
from briefing.facts.company_context import Beginning, foreign_names, own_english, stands_apart
from briefing.facts.name_ground import Ground, NameCandidate, is_han, occurrences, rules, word_at
from briefing.facts.organisation_names import name_forms, short_forms
from briefing.lexicon.readings import is_dictionary_word

_DEFINED = re.compile(
    r"\((?:[0-9A-Z×*.]{4,12}[,，])?(?:(?:以下|下文|下)?简称|下称)(?:为|:)?[“\"'《「]?([^“”\"'《》「」()]{2,10}?)\s*[”\"'》」]?\s*\)"
)
_KIND = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|银行)\s*$")
_LATIN = re.compile(r"(?<![A-Za-z0-9.&-])[A-Z][A-Za-z]{1,}(?:[ &-][A-Z][A-Za-z]+)*(?![A-Za-z0-9.&-])")
# 极曜当季营收: the quarter is no part of the name.
_TIMED = re.compile(
    "(?:[当本上单首]季度?|[当本上单]月|[当本去今明]年|[当本上]期|同期|[当同昨今]日|日前|近日|全年|上半年|下半年)$"
)
_LONGEST_NAME = 30
_SHORTEST_BEGINNING = 3
_TWICE = 2
_HEAD = 3  # so much of a name tells it from others


def find_companies(ground: Ground, begins: Sequence[Beginning], found: Sequence[NameCandidate]) -> list[NameCandidate]:
    """Companies beside those ``found`` by their endings."""
    defined = list(_defined(ground))
    full = [c for c in (*found, *defined) if c.kind == "company"]
    names = [zh for zh in proven(ground, begins) if not _TIMED.search(zh)]
    proven_names = [c for zh in (*names, *_without_shares(ground, names)) for c in _everywhere(ground, zh)]
    return [*defined, *_beginnings(ground, full), *proven_names, *_latin(ground)]


def _without_shares(ground: Ground, names: Sequence[str]) -> Iterator[str]:
    """恒川路桥 where 恒川路桥股份(600012) has been named, unless a group of that name may be meant."""
    for zh in names:
        short = zh.removesuffix("股份")
        known = ground.lexicon.get(short) or is_dictionary_word(short) or f"{short}集团" in ground.text
        if short != zh and len(short) > _SHORTEST_BEGINNING and is_listed_share(ground, zh) and not known:
            yield short


def not_foreign(ground: Ground, companies: Sequence[NameCandidate]) -> list[NameCandidate]:
    """``companies`` without those in pinyin that the article calls another country's anywhere."""
    elsewhere = foreign_names(ground)
    return [
        c
        for c in companies
        if not is_han(c.zh[:_HEAD]) or not c.en or not any(c.zh[:_HEAD] in near for near in elsewhere)
    ]


def _defined(ground: Ground) -> Iterator[NameCandidate]:
    """华强新材料科技有限公司(以下简称“华强新材”): the full name begins where the short form does."""
    for match in _DEFINED.finditer(ground.text):
        short, before = match.group(1).strip(), ground.text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        at = before.rfind(short[:2])
        if at < 0 or not _KIND.search(before) or not is_han(short) or ground.lexicon.get(short):
            continue
        start = match.start() - len(before) + at
        full = ground.text[start : match.start()].strip()
        if is_han(full) and not ground.is_known(start, start + len(full)):
            yield from _everywhere(ground, short)
            forms = name_forms(ground, start, start + len(full))
            yield NameCandidate(start, start + len(full), full, "company", *forms, certain=False)


def _beginnings(ground: Ground, full: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
    """北海家电 and 北海 where 北海家电集团股份有限公司 has been named."""
    for candidate in full:
        if not is_han(candidate.zh):
            yield from _spelled(ground, candidate.en)
        for short in short_forms(ground, candidate):
            if not ground.lexicon.get(short) and not is_dictionary_word(short):
                yield from _everywhere(ground, short)


def _spelled(ground: Ground, name: str) -> Iterator[NameCandidate]:
    """Sikorsky where Sikorsky公司 has been named."""
    for match in _LATIN.finditer(ground.text):
        if match.group() == name and not ground.is_known(match.start(), match.end()):
            yield NameCandidate(match.start(), match.end(), name, "company", name, name, certain=False)


def _everywhere(ground: Ground, zh: str) -> Iterator[NameCandidate]:
    """Every mention of a proven name; of a name of two characters those between borders of words."""
    apart, own = len(zh) < _SHORTEST_BEGINNING, own_english(ground, zh)
    for at in occurrences(ground.text, zh):
        end = at + len(zh)
        if ground.is_known(at, end) or crosses(ground, at, end) or (apart and not stands_apart(ground, at, end)):
            continue
        en, ja = name_forms(ground, at, end)
        yield NameCandidate(at, end, zh, "company", own or en, ja, certain=False)


def _word_after(text: str, at: int, key: str) -> str:
    return max((w for w in rules()["companies"][key] if text.startswith(w, at)), key=len, default="")


def _latin(ground: Ground) -> Iterator[NameCandidate]:
    """ARM, where the article says once that it is a company, or tells its shares or sales."""
    places: dict[str, list[int]] = {}
    for match in _LATIN.finditer(ground.text):
        places.setdefault(match.group(), []).append(match.start())
    for name, starts in places.items():
        if len(starts) < _TWICE or ground.lexicon.get(name) or any(_goes_on(ground, at + len(name)) for at in starts):
            continue
        if any(_is_company(ground.text, at, at + len(name)) for at in starts):
            for at in starts:
                if not ground.is_known(at, at + len(name)):
                    yield NameCandidate(at, at + len(name), name, "company", name, name, certain=True)


def _goes_on(ground: Ground, end: int) -> bool:
    """Whether Latin letters are but the beginning of a word or a longer name: IC卡, JX能源."""
    kind = word_at(ground.text, end, table="short_names", key="industries")
    longer = bool(kind) and kind not in rules()["companies"]["owned"] and kind not in rules()["short_names"]["products"]
    return longer or ground.text[end : end + 1] in tuple("卡机型片类级版")


def _is_company(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip()
    return before.endswith(tuple(rules()["companies"]["kinds"])) or bool(_word_after(text, end, "owned"))
