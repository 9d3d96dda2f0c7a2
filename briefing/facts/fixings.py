"""The rates of a fixing: 12月3日…人民币汇率中间价为1美元对人民币7.12元，1欧元对人民币7.76元.

One sentence names the day and says that these are central parity rates; the pairs that follow in it say neither. Owns
which pairs are of a fixing, and of which day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.values import Fact, Figure, Period, Phrase, Slot, Status

_PAIR, _FIRST, _PARITY = "eco.pair", "eco.pair_fixing", "eco.metric.parity"
# 中间价为：1美元…; a fixing of another day, a forecast and what only is compared have words in between.
_SET = re.compile(r"中间价(?:分别)?(?:为|报|是)?[：:，,]?$")
_NO_FIXING = re.compile(r"预计|预期|预测|有望|或将|即期|收盘|此前|上次")


def with_fixings(facts: Sequence[Fact], times: Sequence[Period], text: str) -> list[Fact]:
    """The facts, the pairs of currencies of a fixing as central parity rates of its day."""
    made: list[Fact] = []
    for fact in facts:
        made.append(_fixed(fact, made, times, text))
    return made


def _fixed(fact: Fact, so_far: Sequence[Fact], times: Sequence[Period], text: str) -> Fact:
    metric = fact.slots.get("metric")
    if fact.frame not in (_PAIR, _FIRST) or not isinstance(metric, Phrase) or "a" not in metric.parts:
        return fact
    if fact.frame == _FIRST:
        status = Status.ACTUAL if fact.status is Status.STATED else fact.status
        return replace(fact, slots={**fact.slots, "metric": _parity(metric, fact)}, status=status)
    begins = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    before = text[begins : fact.span.start]
    last = so_far[-1] if so_far else None
    goes_on = last is not None and last.sentence == fact.sentence and _is_parity(last)
    if fact.status is not Status.STATED or (not goes_on and not _SET.search(before)) or _NO_FIXING.search(before):
        return fact
    days = [t for t in times if begins <= t.span.start < fact.span.start and t.form == "day" and t.relation == "in"]
    if len({(t.month, t.day) for t in days}) != 1:  # 12月3日…, 较12月2日…
        return fact
    slots: dict[str, Slot] = {**fact.slots, "metric": _parity(metric, fact), "period": days[-1]}
    told = replace(fact, slots=slots, whole=True, blocked=False, inherited=(*fact.inherited, "period"))
    return replace(told, status=Status.ACTUAL)


def _parity(metric: Phrase, fact: Fact) -> Phrase:
    """The rate as one of the fixing; where the renminbi is what is paid, 调升 is a stronger renminbi and a lower number."""
    value = fact.slots.get("value")
    yuan = isinstance(value, Figure) and value.unit == "CNY"
    attrs = {**metric.attrs, "mv": "yuan" if yuan else "price", "status": "actual"}
    return replace(metric, rule=_PARITY, attrs=attrs)


def _is_parity(fact: Fact) -> bool:
    metric = fact.slots.get("metric")
    return isinstance(metric, Phrase) and metric.rule == _PARITY
