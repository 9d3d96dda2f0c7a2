"""Posts in a text, and where their bearers are from as far as the clause tells.

Knows nothing of names. The words are data/name_rules.toml, ``persons``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.facts.name_ground import Ground, occurrences, rules, words

# What may stand right before a person's name.
BEARERS = ("title", "company", "gov", "org", "place", "media", "org_kind")


@cache
def post_pattern() -> re.Pattern[str]:
    posts = (words("persons", key) for key in ("titles", "roles", "foreign_titles"))
    longest_first = sorted(frozenset().union(*posts), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def posts_of(ground: Ground) -> dict[int, int]:
    """Where posts end, with the start of the longest that ends there."""
    spans = [(m.start(), m.end()) for m in post_pattern().finditer(ground.text)]
    spans += [(start, end) for start, end, cat in ground.known if cat == "title"]
    spans += [(at, at + len(word)) for word in words("persons", "after") for at in occurrences(ground.text, word)]
    posts: dict[int, int] = {}
    for start, end in spans:
        posts[end] = min(start, posts.get(end, start))
    no_posts = words("persons", "not_posts")
    return {end: start for end, start in posts.items() if ground.text[start:end] not in no_posts}


def origin_of(ground: Ground, at: int, title: str) -> str:
    """Where the bearer of the title is from (``jp``, ``foreign``, ``cn``) as far as the clause before ``at`` tells."""
    if title in words("persons", "after"):
        return "foreign"
    countries = {
        term.attrs["country"]
        for known in ground.ending(at, "company", "gov", "org")
        if (term := ground.term(known)) and "country" in term.attrs
    }
    if countries:
        return "cn" if countries == {"CN"} else "jp" if "JP" in countries else "foreign"
    start, end = _home(ground, ground.clause_start(at), at), at + len(title)
    marks = {*_marks(ground.text, start, end), *_countries(ground, start, end)}
    marks |= {"foreign" for word in words("persons", "foreign_titles") if title.endswith(word)}
    return "jp" if "jp" in marks else "foreign" if marks else "cn"


def _home(ground: Ground, start: int, end: int) -> int:
    """Where the clause says for the last time that someone is of China; its start where it does not."""
    clause = ground.text[start:end]
    found = (at for word in words("persons", "home") for at in occurrences(clause, word))
    return start + max((at for at in found if not _is_abroad(ground.text, start + at)), default=0)


def _is_abroad(text: str, at: int) -> bool:
    """Whether the place at ``at`` is where one is sent to (驻韩国大使)."""
    return at > 0 and text[at - 1] in rules()["persons"]["abroad"]


def _marks(text: str, start: int, end: int) -> Iterator[str]:
    clause = text[start:end]
    for mark, key in (("jp", "japanese"), ("foreign", "foreign")):
        for word in words("persons", key):
            if word in clause and any(not _is_abroad(text, start + at) for at in occurrences(clause, word)):
                yield mark


def _country(ground: Ground, start: int, end: int) -> str:
    return ground.country(ground.text[start:end], stops=words("places", "outside"))


def _countries(ground: Ground, start: int, end: int) -> Iterator[str]:
    for at in range(start, end):
        for _, stop, _ in ground.starting(at, "place"):
            country = "" if stop > end or _is_abroad(ground.text, at) else _country(ground, at, stop)
            if country not in ("", "中国"):
                yield "jp" if country == "日本" else "foreign"
