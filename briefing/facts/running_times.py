"""The time a paragraph opens with, for the measures that follow it without one.

前8个月，民营企业进出口…；外商投资企业进出口…。机电产品出口…: statistics name their
stretch of time once and go on. It runs until another time is named, until
somebody speaks, or until the text turns to what is to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.facts.context import hands_on, is_of_a_day
from briefing.facts.doubts import STRETCHES
from briefing.facts.gates import gate_words
from briefing.values import Fact, Period, Phrase, Slot, Status

# 据统计，前8个月…: nothing but who reports stands before the time that a sentence opens with.
_REPORTS = re.compile(
    r"^[^，,。；、0-9]{0,24}(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[^，,。；、0-9]{0,24}(?:显示|获悉|了解到|统计|消息|电)[，,：: ]"
)
_ASIDE = re.compile(r"当月|单月|单季|当季")
# Words that leave the time open, be they understood or not.
_TURNS = re.compile(
    r"目前|当前|眼下|如今|现在|此前|以往|历史|未来|将[在于会]?|预计|预期|计划|力争|目标|有望|近年|过去|曾|当[天日年时]|昨|"
    r"年[底末初]|月[底末初]|期末|截至|截止|以来|同期|日均|累计|表示|认为|指出|说"
)
# What a change is measured against is no other time.
_COMPARED = re.compile(
    r"(?:比|较|与)?(?:去年|上年|上月|前年)?同期|(?:比|较)[^，,。；]{0,12}?(?:以来|年[底末]|月[底末])"
)


def with_running_time(facts: Sequence[Fact], times: Sequence[Period], text: str) -> list[Fact]:
    """The facts, those without a time in the one their paragraph opened with, where nothing came in between."""
    made: list[Fact] = []
    for fact in facts:
        made.append(_timed(fact, made, times, text))
    return made


def _timed(fact: Fact, so_far: Sequence[Fact], times: Sequence[Period], text: str) -> Fact:
    if "period" in fact.slots or fact.paragraph < 0 or fact.status is not Status.ACTUAL or "holder" not in fact.slots:
        return fact
    if not isinstance(fact.slots.get("metric"), Phrase):
        return fact
    opened = next(_opened(fact, so_far), None)
    period = opened.slots.get("period") if opened is not None else None
    if opened is None or not isinstance(period, Period) or not _runs(period, opened, fact, times, text):
        return fact
    slots: dict[str, Slot] = {**fact.slots, "period": period}
    return replace(fact, slots=slots, inherited=(*fact.inherited, "period"), proof=(*fact.proof, opened.span))


def _opened(fact: Fact, so_far: Sequence[Fact]) -> Iterator[Fact]:
    """The measures of the paragraph and of the same holder that have a time, the last first."""
    near = (f for f in reversed(so_far) if f.paragraph == fact.paragraph and isinstance(f.slots.get("period"), Period))
    for f in near:
        if f.status is fact.status and "metric" in f.slots:
            yield from [f] if _name(f) == _name(fact) != "" else []
            return


def _runs(period: Period, opened: Fact, fact: Fact, times: Sequence[Period], text: str) -> bool:
    """Whether nothing between the time and the measure names another or leaves it open."""
    stretch = period.form in STRETCHES and period.relation == "in" and not period.edge and hands_on(period)
    if not stretch or _ASIDE.search(text[period.span.start : period.span.end + 2]):
        return False
    if is_of_a_day(fact.slots.get("metric"), period) or period.span.end > fact.span.start:
        return False
    between = text[period.span.end : fact.span.end]
    others = [t for t in times if period.span.end <= t.span.start < fact.span.end]
    if others or _TURNS.search(_COMPARED.sub("", between)) or any(w in between for w in gate_words("own_times")):
        return False
    return _opens_its_sentence(period, times, text)


def _opens_its_sentence(period: Period, times: Sequence[Period], text: str) -> bool:
    """Whether the time heads its sentence, so that it is of all that the sentence goes on to tell."""
    begins = max(text.rfind(mark, 0, period.span.start) for mark in "。！？\n") + 1
    head = text[begins : period.span.start]
    stretches = [t for t in times if begins <= t.span.start < period.span.start and t.form in STRETCHES]
    return not stretches and not re.search(r"[0-9]", _REPORTS.sub("", head))


def _name(fact: Fact) -> str:
    holder = fact.slots.get("holder")
    if not isinstance(holder, Phrase):
        return ""
    if holder.entity is not None:
        return holder.entity.en
    return holder.en or " ".join((holder.rule, *(entity.en for entity in holder.entities)))  # 青岛口岸 is not 青岛
