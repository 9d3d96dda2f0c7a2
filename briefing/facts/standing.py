"""What a sentence says runs already is no plan any more: 一期投资12亿元，今年8月起满产.

The investment of a phase is planned by its name (一期投资); a clause of the same sentence that tells the phase is in
operation leaves the amount stated.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.values import Fact, Phrase, Status

_RUNS = re.compile("(?:已|去年|前年|今年|20[0-9]{2}年|[0-9]月)[^，；。,;]{0,6}(?:满产|投产|建成|投运|达产|竣工)")
_TO_COME = re.compile("预计|计划|将|拟|力争|有望|前建成|底前|目标|明年")


def as_standing(fact: Fact, text: str) -> Fact:
    """The fact, stated where its own sentence tells that the phase invested in runs."""
    metric = fact.slots.get("metric")
    by_name = isinstance(metric, Phrase) and metric.en.endswith("-phase investment") and "modal" not in fact.slots
    if fact.status is not Status.PLANNED or not by_name:
        return fact
    rest = re.split("[；;。\n]", text[fact.span.end :], maxsplit=1)[0]
    clauses = re.split("[，,]", rest)
    runs = any(_RUNS.search(clause) and not _TO_COME.search(clause) for clause in clauses)
    return replace(fact, status=Status.STATED) if runs else fact
