"""Facts that are no sentences: what may be of each or of all, and ranks of no time.

589个品牌成交额破亿元，同比增长46% counts the brands that passed a mark, and the growth
is theirs; 市场份额20%，位居第一 is of the market and the time of a clause before.
"""

from __future__ import annotations

from dataclasses import replace

from briefing.values import Fact, Figure, Phrase

_BOUNDS = frozenset({"over", "at_least", "nearly"})


def of_each_or_all(fact: Fact) -> bool:
    """Whether things counted by number have passed a mark: each of them or together, the words leave open."""
    holder, value = fact.slots.get("holder"), fact.slots.get("value")
    counted = isinstance(holder, Phrase) and {"n", "h"} <= holder.parts.keys()
    return counted and isinstance(value, Figure) and value.qualifier in _BOUNDS


def without_growth_of_each(fact: Fact) -> Fact:
    """The fact without a change that may be of how many there are."""
    if not of_each_or_all(fact) or "change" not in fact.slots:
        return fact
    lost = ("change", "comp", "dir", "base", "samebase")
    slots = {name: slot for name, slot in fact.slots.items() if name not in lost}
    return replace(fact, slots=slots, whole=False)


def ranks_at_no_time(fact: Fact) -> bool:
    """Whether a place among others by market share is told without its time."""
    return fact.frame.startswith("co.rank.share") and "period" not in fact.slots
