"""Whether an article is a bulletin of China's own statistics, whose measures are then China's.

社会消费品零售总额38000亿元 stands there without 全国 as often as with it. An article
that names no other place and no company, and the nation, one of its offices or a
measure that only a nation has, tells of the whole country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.facts.lattice import Lattice, term_edge
from briefing.facts.localities import places_of
from briefing.facts.named import Placed, entities_of, longest
from briefing.lexicon.terms import Lexicon, Term
from briefing.values import Phrase

_NAMED = re.compile("全国|我国|中国(?!人民银行|物流|银行|证监|海关|证券)")
# Who or what is the nation's: the offices that count for it, measures that nobody else has.
_NATIONAL = re.compile(
    "国家统计局|财政部|国家外汇管理局|中国人民银行|人民银行|央行|国内生产总值"
    "|广义货币|流通中货币|社会融资规模|采购经理指数|制造业PMI|城镇调查失业率"
)
# A part of it, or another country's: then the article is not, or not only, about the nation.
_PARTS = re.compile("[全本我该各][省市区县州镇盟]|该国|自治区|示范区|开发区|新区|高新区|兵团")


def nation_of(lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]], lexicon: Lexicon) -> Phrase | None:
    """China, at the first word that names it or tells of it, where an article is about nothing else."""
    if any(map(_names_another, lattices, names)):
        return None
    country = next((term for term in lexicon.get("中国") if term.cat == "place"), None)
    if country is None:
        return None
    for telling in (_NAMED, _NATIONAL):
        for grid in lattices:
            found = telling.search(grid.text)
            if found is not None:
                value = term_edge(grid, found.start(), found.end(), country).value
                return value if isinstance(value, Phrase) else None
    return None


# What is another country's without naming it, or the world's.
_ABROAD = re.compile("美联储|联储|欧央行|欧元区|欧盟|美股|欧股|日股|美债|全球|世界")


def _names_another(grid: Lattice, names: Sequence[Placed]) -> bool:
    """Whether a sentence names a part of China, another place that is no partner, or a company."""
    if _ABROAD.search(grid.text) or any(_foreign_office(match.term) for match in grid.matches):
        return True
    if _PARTS.search(grid.text) or any(entity.kind == "company" for entity in longest(entities_of(grid, names))):
        return True
    return any(not _national(place) for place in places_of(grid, names))


def _foreign_office(term: Term) -> bool:
    return term.cat in ("gov", "org") and term.attrs.get("country", "CN") != "CN"


def _national(place: Phrase) -> bool:
    """China and its great regions: 东部地区."""
    return place.attrs.get("level") == "region" or (place.entity is not None and "中国" in place.entity.zh)
