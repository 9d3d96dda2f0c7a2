"""Exports and imports told right after a part of all trade: 民营企业进出口410亿元，其中出口320亿元.

They are that part's, not the place's, and no words of the fact say so: it has
no owner then. Owns which measures are of all trade and which of a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.values import Fact, Phrase, Slot

_TRADE = re.compile(r"\b(?:exports?|imports?|trade)\b")
_OF_ALL = frozenset(
    {
        "exports",
        "imports",
        "total exports",
        "total imports",
        "goods exports",
        "goods imports",
        "trade",
        "trade surplus",
        "trade deficit",
        "trade balance",
        "total trade",
        "foreign trade",
        "total foreign trade",
        "total goods trade",
        "export volume",
        "import volume",
        "net exports",
    }
)


def without_trade_of_all(fact: Fact, told: Sequence[Fact], own: Slot | None) -> Fact:
    """The fact, without an owner it took over where it goes on with a part of trade told before it.

    ``own``: the owner its own clause names, if any.
    """
    metric = fact.slots.get("metric")
    if own is not None or not isinstance(metric, Phrase) or not _is_of_all(metric) or not _after_a_part(fact, told):
        return fact
    slots = {name: slot for name, slot in fact.slots.items() if name != "holder"}
    return replace(fact, slots=slots, whole=False, blocked=True, inherited=(*fact.inherited, "unsaid"))


def _after_a_part(fact: Fact, told: Sequence[Fact]) -> bool:
    """Whether the last trade its paragraph told of was a part, or itself went on with one."""
    for before in reversed(told):
        metric = before.slots.get("metric")
        if before.paragraph != fact.paragraph:
            return False
        if isinstance(metric, Phrase) and _is_trade(metric):
            return not _is_of_all(metric) or "unsaid" in before.inherited
    return False


def _is_trade(metric: Phrase) -> bool:
    return any(_TRADE.search(english) for english in _words(metric))


def _is_of_all(metric: Phrase) -> bool:
    return not metric.parts and metric.en in _OF_ALL


def _words(metric: Phrase) -> list[str]:
    """The English of a metric, of its head, and of the rule's words where it was put together (对欧盟进出口)."""
    if metric.rule.startswith(("metric.trade", "metric.exports", "metric.imports", "metric.belt", "metric.partner")):
        return ["trade"]
    return [metric.en, *(part.en for part in metric.parts.values() if isinstance(part, Phrase))]
