"""Which place 全市 and 全省 mean in an article about one.

An article whose headline names one city speaks of that city wherever it says
全市. Where the headline names none of that rank, its first sentence may; where
two are named, none is meant. A partner or a destination (对上海出口) is no such place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefing.facts.lattice import Lattice, term_edge
from briefing.facts.named import Placed, entities_of, longest
from briefing.values import Phrase, Span

_RANKS = frozenset({"city", "province", "county", "site"})
_PARTNERS = tuple("对与从和向自赴往在跟同由至到、")
_NOWHERE: Mapping[str, Phrase] = MappingProxyType({})


def home_of(lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]], *, titled: bool) -> Mapping[str, Phrase]:
    """By rank (city, province, county, site) the one place an article is about; nothing of a rank it leaves open.

    ``titled``: whether the first of its sentences is its headline.
    """
    if not titled:
        return _NOWHERE
    opening = [_places(grid, found) for grid, found in zip(lattices[:2], names[:2], strict=True)]
    home: dict[str, Phrase] = {}
    for rank in _RANKS:
        named = next((places for of_rank in opening if (places := _of_rank(of_rank, rank))), ())
        if len({_stem(place) for place in named}) == 1:
            home[rank] = named[0]
    return home


def _of_rank(places: Sequence[Phrase], rank: str) -> tuple[Phrase, ...]:
    found = (place for place in places if place.attrs.get("level") == rank)
    return tuple(place for place in found if rank != "site" or (place.entity and place.entity.zh.endswith("港")))


def _stem(place: Phrase) -> str:
    """山东省 and 山东 are one."""
    zh = place.entity.zh if place.entity is not None else ""
    return zh[:-1] if len(zh) > 2 and zh[-1] in "省市县" else zh


def _places(grid: Lattice, names: Sequence[Placed]) -> tuple[Phrase, ...]:
    """The places a sentence names that are part of no longer name, partners left out."""
    whole: set[Span] = {e.span for e in longest(entities_of(grid, names)) if e.kind == "place"}
    found = []
    for start, end, term in (*((m.start, m.end, m.term) for m in grid.matches), *names):
        value = term_edge(grid, start, end, term).value if term.cat == "place" else None
        partner = grid.text[:start].endswith(_PARTNERS) and start > 0
        if isinstance(value, Phrase) and value.span in whole and not partner:
            found.append(value)
    return tuple(sorted(found, key=lambda place: place.span))
