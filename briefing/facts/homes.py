"""Whose country 全国 and 国内 are: China's, unless the text speaks of another one.

日本10月全国消费者物价指数 is Japan's index. A sentence that names another
country before such a word, or an article that opens with one, leaves it to the
clause before to say which is meant; where nothing of China stands beside it, it
is never China's. A country only traded with (对日本出口) changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from briefing.facts.lattice import Lattice
from briefing.lexicon.terms import Match, Term

_OURS = re.compile("(?<![对与从和向自赴往在跟同由])(?:中国|我国|内地)")
_NATION = ("全国", "国内")
# The headline and the first sentence tell where an article is at home.
_OPENING = 2
_ABOUT = tuple("对与从和向自赴往在跟同由")
_OPEN = MappingProxyType({"for": "place", "level": "country"})


def with_certain_country(lattices: Sequence[Lattice]) -> list[Lattice]:
    """The lattices of an article, 全国 and 国内 without a meaning of their own where another country is spoken of."""
    opening = lattices[:_OPENING]
    abroad = any(_foreign(grid) for grid in opening) and not any(map(_of_china, opening))
    return [_left_open(grid, abroad=abroad) for grid in lattices]


def _left_open(grid: Lattice, *, abroad: bool) -> Lattice:
    if _of_china(grid) or not any(word in grid.text for word in _NATION):
        return grid
    first = min(_foreign(grid), default=len(grid.text))
    return replace(grid, matches=tuple(_open(m) if abroad or m.start > first else m for m in grid.matches))


def _open(match: Match) -> Match:
    """全国 as 该国: the country of the clause before, if that names one."""
    term = match.term
    if term.zh not in _NATION or term.cat != "anaphor":
        return match
    return replace(match, term=Term(term.zh, term.cat, "the country", "", "同国", _OPEN, term.origin))


def _foreign(grid: Lattice) -> list[int]:
    """Where a sentence names another country that is more than a partner or a market; 8日 is a day, not Japan."""
    found = (m for m in grid.matches if m.term.cat == "place" and m.term.attrs.get("level") == "country")
    named = (m for m in found if not ("abbr" in m.term.attrs and grid.text[: m.start][-1:].isdigit()))
    others = (m for m in named if "中国" not in m.term.zh and m.term.attrs.get("adj") != "Chinese")  # 中 in 其中
    return [m.start for m in others if not grid.text[: m.start].endswith(_ABOUT)]


def _of_china(grid: Lattice) -> bool:
    """Whether something Chinese is spoken of: China, one of its places or its offices."""
    if _OURS.search(grid.text):
        return True
    return any(_chinese(m.term) and not grid.text[: m.start].endswith(_ABOUT) for m in grid.matches)


def _chinese(term: Term) -> bool:
    office = term.cat == "gov" and term.attrs.get("country") == "CN"
    return office or (term.cat == "place" and term.attrs.get("in") == "中国")
