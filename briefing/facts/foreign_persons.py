"""Foreign persons whose name has a dot between its parts: 首席执行官史蒂芬·米克尔森.

Owns where such a name begins and ends. Its only spelling is the one the article
gives in brackets; without one it has no forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from briefing.facts.name_ground import Ground, NameCandidate, is_han, occurrences, rules
from briefing.facts.person_names import beside_dot
from briefing.facts.posts import BEARERS, posts_of
from briefing.lexicon.readings import is_dictionary_word, may_be_in_name

_SPELLED = re.compile(r"\(((?:[A-Z][A-Za-z.'-]*[a-z.][A-Za-z.'-]*)(?: [A-Z][A-Za-z.'-]*)+)\)")
_LONGEST_PART = 6
_LONGEST_AT_EDGE = 4  # longer, and other words may stand before the name


@cache
def _dot_pattern() -> re.Pattern[str]:
    dots = re.escape(rules()["persons"]["dots"])
    part = f"(?:[\\u4e00-\\u9fff]{{1,{_LONGEST_PART}}}|[A-Z]\\.?)"
    return re.compile(f"[{dots}](?:{part}[{dots}])*")


def find_foreigners(ground: Ground) -> Iterator[NameCandidate]:
    """Names with a dot between their parts; their spelling is not in the article."""
    posts, spans = posts_of(ground), set[str]()
    for match in _dot_pattern().finditer(ground.text):
        start, end = _first_part(ground, match.start(), posts), _last_part(ground, match.end())
        if start is None or end is None or beside_dot(ground, start, end):
            continue
        if start in posts or not ground.edge(end):  # a post before it or a word after it says that it is a person
            spans.add(ground.text[start:end])
    for zh in sorted(spans):
        own = _own_spelling(ground, zh)
        for at in occurrences(ground.text, zh):
            yield NameCandidate(at, at + len(zh), zh, "person", own, own, False)


def _own_spelling(ground: Ground, zh: str) -> str:
    """The spelling the article gives right after the name, with as many parts: 史蒂芬·米克尔森(Stephen Mikkelsen)."""
    parts = 1 + sum(c in rules()["persons"]["dots"] for c in zh)
    found = (_SPELLED.match(ground.text, at + len(zh)) for at in occurrences(ground.text, zh))
    return next((m.group(1) for m in found if m and len(m.group(1).split()) == parts), "")


def _first_part(ground: Ground, dot: int, posts: Mapping[int, int]) -> int | None:
    after_post = (
        p for p in range(max(0, dot - _LONGEST_AT_EDGE), dot) if p in posts and may_be_in_name(ground.text[p:dot])
    )
    run = max(after_post, default=_spelled_before(ground, dot))
    if run < dot and (run == 0 or run in posts or not is_han(ground.text[run - 1]) or dot - run > 1):
        return run
    for start in range(dot - 1, max(-1, dot - _LONGEST_PART - 1), -1):
        if not is_han(ground.text[start]):
            return start + 1 if start + 1 < dot <= start + 1 + _LONGEST_AT_EDGE else None
        bearer = 1 < dot - start <= _LONGEST_AT_EDGE and ground.named_before(start, *BEARERS)
        if start in posts or bearer:
            return start
    return 0 if 0 < dot <= _LONGEST_AT_EDGE else None


def _spelled_before(ground: Ground, dot: int) -> int:
    """Where the run of characters that spell foreign names before ``dot`` begins (汤姆 of 对于汤姆·)."""
    start = dot
    while start > 0 and dot - start < _LONGEST_PART and ground.text[start - 1] in _spelling():
        start -= 1
    return start + 1 if 0 < start < dot and is_dictionary_word(ground.text[start - 1 : start + 1]) else start


def _last_part(ground: Ground, start: int) -> int | None:
    run = start
    while run < len(ground.text) and run - start < _LONGEST_PART and ground.text[run] in _spelling():
        run += 1
    if run > start and (ground.closed_right(run) or ground.starting(run, "title")):
        return run
    for end in range(start + 1, min(len(ground.text), start + _LONGEST_PART) + 1):
        if ground.closed_right(end) == "strong" or ground.starting(end, "title"):
            return end if is_han(ground.text[start:end]) else None
    return run if run - start > 1 else None


@cache
def _spelling() -> frozenset[str]:
    written = "".join(rules()["persons"][key] for key in ("hard", "soft", "spelled", "beside_dot"))
    return frozenset(written) - frozenset(rules()["persons"]["beside_name"])
