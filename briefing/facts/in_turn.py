"""Owners told one after another: 甲三季度营收30亿元；乙营收20亿元 gives both the time of the first.

A list that tells the same measure of several owners in one sentence names its time once, at its head. Owns when a
figure without a time stands in such a list; another time anywhere between the two, or a word that foresees, ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.facts.gates import gate_words
from briefing.values import Fact, Figure, Phrase, Slot, Status

_ANY_TIME = re.compile(
    r"[0-9]月|[0-9]日|季度|半年|[0-9]年|去年|上年|今年|明年|同期|此前|目前|当前|现在|当日|当天|单月|当月|截至|以来|累计"
)
_FORESEEN = re.compile(r"预计|预期|预测|有望|或将|将|拟|计划|目标|若|如果|曾")
_SHIPMENTS = "shipments"
_STOPS = re.compile("[，；,;]")
_LISTED = re.compile("[；;]")
# A rise against the year before names no time of its own.
_COMPARED = re.compile(r"(?:与|较|比)?(?:去年|上年|上一?季度?|上月)(?:同期)?(?:相比)?|同比|环比")


def in_turn(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The facts, those of a list with the time that its first one tells."""
    told: list[Fact] = []
    for fact in facts:
        first = next((before for before in reversed(told) if _leads(before, fact, text)), None)
        told.append(fact if first is None else _at(fact, first))
    return told


def of_their_market(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, a firm's bare shipments named by the goods of the market that its paragraph tells of.

    全球个人电脑出货量7580万台；苹果出货量680万台: these are computers. Where no goods are named, the line stays with its source.
    """
    told: list[Fact] = []
    for fact in facts:
        if not _ships_machines(fact):
            told.append(replace(fact, whole=fact.whole and not _ranks_in_no_market(fact)))
            continue
        market = next((m for before in reversed(told) if (m := _goods_shipped(before, fact)) is not None), None)
        slots = fact.slots if market is None else {**fact.slots, "metric": market}
        told.append(replace(fact, slots=slots, whole=fact.whole and market is not None))
    return told


def _ranks_in_no_market(fact: Fact) -> bool:
    """三星以64%的市场份额位居第一: of which market only what stands before says; after its own shipments it is theirs."""
    return fact.frame in ("co.rank.with_share", "co.rank.share_rank") and "subj" not in fact.inherited


def _ships_machines(fact: Fact) -> bool:
    metric, owner, value = (fact.slots.get(name) for name in ("metric", "holder", "value"))
    of_a_firm = isinstance(owner, Phrase) and owner.cat == "company"
    bare = isinstance(metric, Phrase) and metric.en == _SHIPMENTS and not metric.parts
    return of_a_firm and bare and isinstance(value, Figure) and value.counter in ("台", "部")


def _goods_shipped(before: Fact, fact: Fact) -> Phrase | None:
    """What a market ships, as the name of what a firm ships in it."""
    market, metric = before.slots.get("metric"), fact.slots["metric"]
    if before.paragraph != fact.paragraph or not isinstance(market, Phrase) or not isinstance(metric, Phrase):
        return None
    if market.rule == "fea.metric_global" and isinstance(head := market.parts["h"], Phrase):
        market = head
    if market.parts or not market.en.endswith(f" {_SHIPMENTS}"):
        return None
    en, ja = market.en.removeprefix("global "), market.ja.replace("世界", "")
    return replace(market, en=en, ja=ja, span=metric.span)


def _leads(first: Fact, fact: Fact, text: str) -> bool:
    """Whether ``fact`` tells of its own owner what ``first`` told of another one, in the same sentence."""
    if fact.sentence != first.sentence or fact.paragraph < 0 or "period" in fact.slots or "period" not in first.slots:
        return False
    if fact.status is not Status.ACTUAL or first.status is not Status.ACTUAL or not first.whole:
        return False
    if fact.blocked and not first.blocked and not _is_of_the_first(first, fact, text):
        return False
    one, other = first.slots.get("holder"), fact.slots.get("holder")
    if not _is_owner(one) or not _is_owner(other) or "holder" in fact.inherited or one == other:
        return False
    between = text[first.span.end : fact.span.start]
    told = _COMPARED.sub("", text[first.span.end : fact.span.end])
    same = _words(first.slots.get("metric")) == _words(fact.slots.get("metric")) != ""
    return same and bool(_LISTED.search(between)) and not _ANY_TIME.search(told) and not _FORESEEN.search(told)


def _is_of_the_first(first: Fact, fact: Fact, text: str) -> bool:
    """Whether all that stands between the two says more of the first: its share, its rank."""
    clauses = _STOPS.split(text[first.span.end : fact.span.start])
    return all(not clause or clause.startswith(gate_words("predicates")) for clause in clauses)


def _is_owner(slot: Slot | None) -> bool:
    return isinstance(slot, Phrase) and slot.entity is not None


def _words(slot: Slot | None) -> str:
    if not isinstance(slot, Phrase):
        return ""
    return slot.en + "".join(_words(part) for part in slot.parts.values())


def _at(fact: Fact, first: Fact) -> Fact:
    """The fact at the time of the first one; told in a sentence where nothing else was missing."""
    slots: dict[str, Slot] = {**fact.slots, "period": first.slots["period"]}
    return replace(fact, slots=slots, inherited=(*fact.inherited, "period"), proof=(*fact.proof, first.span))
