"""Which place 全市 and 全省 mean in an article about one.

An article whose headline names one city speaks of that city wherever it says
全市; where two are named, none is meant. A partner or a destination (对上海出口) is
no such place, nor is the seat of an office (南京海关 looks after a province).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefing.facts.datelines import dateline_end
from briefing.facts.lattice import Lattice, term_edge
from briefing.facts.named import Placed, entities_of, longest
from briefing.lexicon.terms import Lexicon
from briefing.values import Phrase, Span

_RANKS = frozenset({"city", "province", "county", "site"})
_PARTNERS = tuple("对与从和向自赴往在跟同由至到、")
# After a place these make it the seat or the field of somebody, whose figures need not be the place's.
_OFFICES = ("海关", "关区", "口岸", "铁路", "电网", "银行", "证券", "局集团")
_NOWHERE: Mapping[str, Phrase] = MappingProxyType({})


def home_of(lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]], *, titled: bool) -> Mapping[str, Phrase]:
    """By rank (city, province, county, site) the one place an article is about; nothing of a rank it leaves open.

    ``titled``: whether the first of its sentences is its headline.
    """
    if not titled:
        return _NOWHERE
    places = places_of(lattices[0], names[0])
    ranked = {rank: _of_rank(places, rank) for rank in _RANKS}
    return {rank: named[0] for rank, named in ranked.items() if len({_stem(place) for place in named}) == 1}


def with_region(home: Mapping[str, Phrase]) -> Mapping[str, Phrase]:
    """In an article about an autonomous region 全区 is the region."""
    region = home.get("province")
    named = region.entity.zh if region is not None and region.entity is not None else ""
    return {**home, "zone": region} if region is not None and named.startswith(_REGIONS) else home


_REGIONS = ("广西", "内蒙古", "宁夏", "新疆", "西藏")


def sole_home(home: Mapping[str, Phrase]) -> Phrase | None:
    """The one place a headline names, of whatever rank."""
    return next(iter(home.values())) if len(home) == 1 else None


def seat_of(grid: Lattice, lexicon: Lexicon) -> Mapping[str, Phrase]:
    """The city or province whose office a sentence opens with: 沈阳市商务局的数据显示，…全市 is that city."""
    start = dateline_end(grid.text)
    found = _SEAT.match(grid.text, start)
    if found is None:
        return _NOWHERE
    at, end = found.span("place")
    rank = "city" if grid.text[end - 1] == "市" else "province"
    name = grid.text[at:end]
    known = [term for zh in (name, name[:-1]) for term in lexicon.get(zh) if term.attrs.get("level") == rank]
    place = term_edge(grid, at, end, known[0]).value if known else None
    return {rank: place} if isinstance(place, Phrase) else _NOWHERE


_SEAT = re.compile(
    r"(?:据|根据|记者从|从)?(?P<place>[一-龥]{2,4}[市省])[一-龥]{0,6}(?:局|厅|委|委员会|调查总队|调查队|政府)"
)


def strays_of(lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]], home: Phrase) -> tuple[int, ...]:
    """Where an article names a city or a province besides the one it is about, partners left out."""
    found = (place for grid, spans in zip(lattices, names, strict=True) for place in places_of(grid, spans))
    others = (p for p in found if p.attrs.get("level") in _RANKS | {"district", "zone"} and _stem(p) != _stem(home))
    return tuple(place.span.start for place in others)


def _of_rank(places: Sequence[Phrase], rank: str) -> tuple[Phrase, ...]:
    found = (place for place in places if place.attrs.get("level") == rank)
    return tuple(place for place in found if rank != "site" or (place.entity and place.entity.zh.endswith("港")))


def _stem(place: Phrase) -> str:
    """山东省 and 山东 are one."""
    zh = place.entity.zh if place.entity is not None else ""
    return zh[:-1] if len(zh) > 2 and zh[-1] in "省市县" else zh


def places_of(grid: Lattice, names: Sequence[Placed]) -> tuple[Phrase, ...]:
    """The places a sentence names that are part of no longer name, partners left out."""
    whole: set[Span] = {e.span for e in longest(entities_of(grid, names)) if e.kind == "place"}
    found = []
    for start, end, term in (*((m.start, m.end, m.term) for m in grid.matches), *names):
        value = term_edge(grid, start, end, term).value if term.cat == "place" else None
        partner = grid.text[:start].endswith(_PARTNERS) and start > 0
        seat = grid.text.startswith(_OFFICES, end)
        if isinstance(value, Phrase) and value.span in whole and not partner and not seat:
            found.append(value)
    return tuple(sorted(found, key=lambda place: place.span))
