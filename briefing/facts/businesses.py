"""Businesses that own figures within a list of results: 种子业务实现收入8亿元，毛利率21%；农药业务收入4亿元.

Owns which measures that follow such a business are still its own. Knows nothing of names or periods.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.values import Fact, Phrase, Slot, leaves

_BUSINESS = re.compile(r"\b(?:business(?:es)?|segments?|divisions?|business groups?)$")
# What a business has as much as its company; net profit, cash and dividends are the company's.
_ITS_OWN = re.compile(
    r"^(?:gross |operating )?(?:margin|revenue|profit|loss)$|^(?:sales|sales revenue|orders|new orders|income|gross profit)$"
)


def is_of_business(metric: Phrase) -> bool:
    """Whether a measure names a business among several in so many words: energy storage system business revenue."""
    english = " ".join((metric.en, *(part.en for part in leaves(metric) if isinstance(part, Phrase))))
    return _OF_BUSINESS.search(english) is not None and _OF_ALL.search(english) is None


_OF_BUSINESS = re.compile(r"\b(?:business|businesses|segment|division|solutions?|subscription|products?)\b")
_OF_ALL = re.compile(r"\b(?:main|core|principal|other|total|all)\b")


def is_business(owner: Slot | None) -> bool:
    """Whether an owner is a business without a name, not the company that has it."""
    if not isinstance(owner, Phrase) or owner.entity is not None or owner.cat in ("company", "place", "anaphor", "cnp"):
        return False
    words = [part.en for part in leaves(owner) if isinstance(part, Phrase) and part.en]
    return bool(words) and any(_BUSINESS.search(word) for word in (owner.en, words[-1]))


def leaves_business(owner: Slot | None, metric: Slot | None, *, has_kind: bool) -> bool:
    """Whether a measure after one of a business is that of another business or of the company itself."""
    if not isinstance(metric, Phrase) or not is_business(owner):
        return False
    margin = metric.attrs.get("dim") in ("ratio", "rate") and "margin" in metric.en
    return has_kind or not (margin or _ITS_OWN.search(metric.en))


def without_owner_of_part(fact: Fact) -> Fact:
    """After an amount of something nobody read (数控刀具收入28亿元，毛利率38%) the margin, the price and what is sold are its."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or metric.parts or "holder" in fact.slots.keys() - set(fact.inherited):
        return fact
    if not _OF_ANYTHING.search(metric.en):
        return fact
    slots = {name: slot for name, slot in fact.slots.items() if name != "holder"}
    return replace(fact, slots=slots, whole=False, blocked=True, inherited=(*fact.inherited, "unsaid"))


# Measures that any part of a business has of its own.
_OF_ANYTHING = re.compile(
    r"\bmargin\b|\bprices?\b|\bunit costs?\b|^(?:sales volume|output|production|shipments|deliveries|inventory|inventories|orders)$"
)
