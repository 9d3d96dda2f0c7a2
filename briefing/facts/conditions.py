"""What an act still to come hangs on, told in a clause after it: 拟收购…，尚需股东大会审议.

Owns which acts such a clause speaks of; the words are data (gates.toml,
``reservations``). A condition becomes a slot of the act and is said in both
languages, so that no sentence tells the act without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from briefing.facts.gates import gate_table, gate_words
from briefing.values import Fact, Phrase, Span, Status

_STOPS = "。！？\n"
_AHEAD = frozenset({Status.PLANNED, Status.SIGNED, Status.FORECAST})


def with_conditions(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The facts, each act still to come with the approval it waits for."""
    found = list(facts)
    for match in _reserved().finditer(text):
        words = next((row for row in gate_table("reservations") if re.search(row["zh"], match[0])), None)
        if words is None:
            continue
        span = Span(match.start(), match.end())
        slot = Phrase("pending", span, words["en"], words["ja"], MappingProxyType({}))
        for index, fact in enumerate(found):
            if _waits(fact, span, text) and "pending" not in fact.slots:
                found[index] = replace(fact, slots={**fact.slots, "pending": slot}, proof=(*fact.proof, span))
    return found


def _waits(fact: Fact, condition: Span, text: str) -> bool:
    """Whether the condition is that of this act: in its sentence, the one after, or where it is named (本次交易)."""
    if "metric" in fact.slots or fact.status not in _AHEAD or fact.paragraph < 0 or fact.span.end > condition.start:
        return False
    between = text[fact.span.end : condition.start]
    if "\n" in between.strip():
        return False
    ends = sum(between.count(mark) for mark in _STOPS)
    begins = max(text.rfind(mark, 0, condition.start) for mark in "，；" + _STOPS) + 1
    named = text.startswith(gate_words("this_act"), begins) or text[begins : condition.end].startswith(
        gate_words("this_act")
    )
    if ends and _OTHER_PLAN.search(_last_sentence(between)):
        return False  # 甲拟加征关税。乙计划上调关税，该方案尚待批准: the plan is the second one's
    return ends == 0 or (ends == 1 and text[condition.start] in "尚仍还须能有最") or named


def _last_sentence(between: str) -> str:
    return between[max(between.rfind(mark) for mark in _STOPS) + 1 :]


_OTHER_PLAN = re.compile("计划|拟|将|提议|宣布|决定")


@cache
def _reserved() -> re.Pattern[str]:
    return re.compile("|".join(gate_words("reserved")))
