"""Whom an article is about, where it leaves no doubt.

A measure without a holder is the topic's if the article names exactly one
holder at all, names it in its headline or first sentence, and the metric is of
a kind such a holder has. Anything less stays "not stated".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.values import Fact, Phrase, Slot

# Which categories can hold a metric, by the metric's own ``holder`` attribute (docs/concepts/lexicon.md).
_HOME = {"中国": "China"}
_HOLDERS = {"company": ("company",), "place": ("place",)}


def topic_of(facts: Sequence[Fact]) -> Phrase | None:
    """The only holder or company subject the facts name."""
    named = [slot for fact in facts if _names_it_itself(fact) for slot in _holders(fact.slots)]
    if len({_identity(slot) for slot in named}) != 1:
        return None
    return next((slot for slot in named if slot.entity is not None), named[0])  # the name without what it makes


def names_owners(facts: Sequence[Fact]) -> bool:
    """Whether any fact has an owner of its own."""
    return any(True for fact in facts for _ in _holders(fact.slots))


def _names_it_itself(fact: Fact) -> bool:
    """Whether whose the fact is stands in its own clause, be it in the name of its source."""
    return all(fact.span.holds(span) for span in fact.proof)


def with_topic(fact: Fact, topic: Phrase, *, whole: bool = True) -> Fact:
    """The fact with the topic as its holder, where its metric allows that; ``whole`` if nothing else is missing."""
    metric = fact.slots.get("metric")
    kind = metric.attrs.get("holder", "") if isinstance(metric, Phrase) else ""
    cat = "place" if _is_home(topic) else topic.cat
    if "where" in fact.slots or cat not in _HOLDERS.get(kind, ()):
        return fact
    slots: dict[str, Slot] = {**fact.slots, "holder": topic}
    return replace(
        fact, slots=slots, whole=whole, inherited=(*fact.inherited, "holder"), proof=(*fact.proof, topic.span)
    )


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
        if isinstance(slot, Phrase) and (slot.cat in ("company", "place", "gov", "org", "names") or _is_home(slot)):
            yield slot


def _is_home(slot: Phrase) -> bool:
    """我国, 全国: the country the medium writes from."""
    return slot.cat == "anaphor" and "is" in slot.attrs


def _identity(slot: Phrase) -> str:
    if _is_home(slot):
        return _HOME[slot.attrs["is"]]
    if slot.entity is not None:
        # 山东 and 山东省 are one.
        return slot.entity.en.removesuffix(" Province") if slot.cat == "place" else slot.entity.en
    companies = {entity.en for entity in slot.entities if entity.kind == "company"}
    alone = slot.cat != "names" and len(companies) == 1
    return companies.pop() if alone else slot.rule + str(slot.span)
