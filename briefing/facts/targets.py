"""Targets: a level at a time to come that a plan or a policy sets, without a word for it beside the level.

《方案》提出，到2030年，覆盖率不低于65%: what a document sets for a time to come is aimed at. What somebody foresees is not.
The words are data/gates.toml (``targets``, ``target_bounds``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from briefing.facts.chart import Edge
from briefing.facts.gates import gate_words
from briefing.facts.lattice import Lattice
from briefing.values import Figure, Phrase

# 到2027年，全省低空经济规模突破1000亿元: nobody foresees it, a place sets it.
_OF_A_PLACE = re.compile("到20[0-9]{2}年[底末]?[，,]?[全我][省市县区州]")
_SETS = re.compile(
    "(?:》|方案|措施|意见|政策|规划|计划|文件|通知|办法|条例|若干措施)(?:中|还|同时|要求)?(?:提出|明确|规定|指出)[，：,:]"
)


def aimed(grid: Lattice, edge: Edge) -> Edge | None:
    """The measure as a target, if the words before it say that a plan sets it; None where they may foresee it."""
    phrase = edge.value
    value = phrase.parts.get("value") if isinstance(phrase, Phrase) else None
    if not isinstance(phrase, Phrase) or "metric" not in phrase.parts or not isinstance(value, Figure):
        return None
    before = grid.text[: edge.start]
    if any(word in before for word in gate_words("foreseeing")):
        return None
    bound = value.text.startswith(gate_words("target_bounds"))
    if not bound and not any(word in before for word in gate_words("targets")) and not _OF_A_PLACE.match(grid.text):
        return None
    aim = Phrase("modal", phrase.span, "aim to", "-", MappingProxyType({"m": "aim"}))
    return replace(edge, value=replace(phrase, parts=MappingProxyType({**phrase.parts, "modal": aim})))


def proposed(before: str) -> bool:
    """Whether a document sets what follows: 《措施》提出，设立基金. It is to be done, not done."""
    return _SETS.search(before) is not None


__all__ = ["aimed", "proposed"]
