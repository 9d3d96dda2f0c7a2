"""Whom an article is about, where it leaves no doubt.

A measure without a holder is the topic's if the article names exactly one
holder at all, names it in its headline or first sentence, and the metric is of
a kind such a holder has. Anything less stays "not stated".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.facts.context import says_nothing_of_goods
from briefing.values import Fact, Phrase, Slot, Status

# Which categories can hold a metric, by the metric's own ``holder`` attribute (docs/concepts/lexicon.md).
_HOLDERS = {"company": ("company",), "place": ("place",)}


def topic_of(facts: Sequence[Fact]) -> Phrase | None:
    """The only holder or company subject the facts name."""
    named = [slot for fact in facts if _names_it_itself(fact) for slot in _holders(fact.slots)]
    if len({_identity(slot) for slot in named}) != 1:
        return None
    return next((slot for slot in named if slot.entity is not None), named[0])  # the name without what it makes


def _names_it_itself(fact: Fact) -> bool:
    """Whether whose the fact is stands in its own clause, be it in the name of its source."""
    return all(fact.span.holds(span) for span in fact.proof)


def with_topic(fact: Fact, topic: Phrase, *, whole: bool = True) -> Fact:
    """The fact with the topic as its holder, where its metric allows that; ``whole`` if nothing else is missing."""
    metric = fact.slots.get("metric")
    kind = metric.attrs.get("holder", "") if isinstance(metric, Phrase) else ""
    if "where" in fact.slots or topic.cat not in _HOLDERS.get(kind, ()):
        return fact
    slots: dict[str, Slot] = {**fact.slots, "holder": topic}
    return replace(
        fact, slots=slots, whole=whole, inherited=(*fact.inherited, "holder"), proof=(*fact.proof, topic.span)
    )


def of_the_nation(fact: Fact, nation: Phrase, *, whole: bool) -> Fact:
    """The fact as the nation's, where what it measures can be a country's."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or {"holder", "where", "subj"} & fact.slots.keys():
        return fact
    if metric.attrs.get("holder") not in ("place", "any") or _says_nothing_alone(metric) or fact.status is Status.PLANNED:
        return fact
    slots: dict[str, Slot] = {**fact.slots, "holder": nation}
    return replace(
        fact, slots=slots, whole=whole, inherited=(*fact.inherited, "holder"), proof=(*fact.proof, nation.span)
    )


def _says_nothing_alone(metric: Phrase) -> bool:
    generic = metric.attrs.get("sense") == "generic" or metric.attrs.get("dim") == "growth"
    return (generic and not metric.parts) or says_nothing_of_goods(metric)


def in_bulletins(fact: Fact) -> bool:
    """Whether a measure is one that bulletins of statistics tell of a place: trade, investment, output, incomes."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or metric.attrs.get("holder") != "place":
        return False
    words = " ".join((metric.en, metric.rule, *(part.en for part in metric.parts.values() if isinstance(part, Phrase))))
    return _BULLETINS.search(words) is not None


_BULLETINS = re.compile(
    r"\b(?:exports?|imports?|trade|investment|retail sales|value added|disposable income|gross|GDP|budget|consumer price)\b"
)


def _holders(slots: Mapping[str, Slot]) -> Iterable[Phrase]:
    for name in ("holder", "subj"):
        slot = slots.get(name)
        if isinstance(slot, Phrase) and slot.cat in ("company", "place", "gov", "org", "names"):
            yield slot


def _identity(slot: Phrase) -> str:
    if slot.entity is not None:
        # 山东 and 山东省 are one.
        return slot.entity.en.removesuffix(" Province") if slot.cat == "place" else slot.entity.en
    companies = {entity.en for entity in slot.entities if entity.kind == "company"}
    alone = slot.cat != "names" and len(companies) == 1
    return companies.pop() if alone else slot.rule + str(slot.span)
