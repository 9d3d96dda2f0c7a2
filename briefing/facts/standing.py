"""What a sentence says runs already is no plan any more, and what somebody reckons is no actual figure.

一期投资12亿元，今年8月起满产: the investment of a phase is planned by its name; a clause of the same sentence that tells
the phase is in operation leaves the amount stated. 据中金公司测算，规模约为3000亿元: an estimate is stated, too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.values import Fact, Period, Phrase, Status

_RUNS = re.compile("(?:已|去年|前年|今年|20[0-9]{2}年|[0-9]月)[^，；。,;]{0,6}(?:满产|投产|建成|投运|达产|竣工)")
_TO_COME = re.compile("预计|计划|将|拟|力争|有望|前建成|底前|目标|明年")


def _of_the_whole_year_said(fact: Fact) -> bool:
    """首席执行官表示，公司全年资本支出约为180亿美元: of a year without a number a speaker may look ahead."""
    speaker, period = fact.slots.get("src"), fact.slots.get("period")
    told = isinstance(speaker, Phrase) and speaker.cat in ("person", "speaker")
    return (
        told
        and isinstance(period, Period)
        and period.text in ("全年", "今年全年", "今年")
        and "change" not in fact.slots
    )


_RECKONED = re.compile("(?:测算|估算|推算|估计)(?:显示)?[，,：:]")


def as_standing(fact: Fact, text: str) -> Fact:
    """The fact, stated where its own words tell that the phase invested in runs, or that somebody reckons it."""
    if fact.status is Status.ACTUAL and "src" in fact.slots and _RECKONED.search(fact.span.of(text)):
        return replace(fact, status=Status.STATED)
    if fact.status is Status.ACTUAL and _of_the_whole_year_said(fact):
        return replace(fact, status=Status.STATED)
    metric, owner = fact.slots.get("metric"), fact.slots.get("holder")
    if isinstance(metric, Phrase) and metric.attrs.get("holder") == "project" and metric.parts:
        # 塞格德工厂总投资40亿欧元: of the works there, which the place does not own
        of_works = isinstance(owner, Phrase) and owner.cat == "place"
        fact = replace(fact, whole=fact.whole and not of_works)
    by_name = isinstance(metric, Phrase) and metric.en.endswith("-phase investment") and "modal" not in fact.slots
    if fact.status is not Status.PLANNED or not by_name:
        return fact
    rest = re.split("[；;。\n]", text[fact.span.end :], maxsplit=1)[0]
    clauses = re.split("[，,]", rest)
    runs = any(_RUNS.search(clause) and not _TO_COME.search(clause) for clause in clauses)
    return replace(fact, status=Status.STATED) if runs else fact
