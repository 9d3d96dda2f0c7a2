"""Words beside a figure that no slot of a fact tells, and changes that cannot be of its level.

Owns what makes a reading say less than its clause: 约 before a range, 每年 and 平均
before a verb, a change in another unit. Such a figure is told without it nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from briefing.facts.gates import gate_words
from briefing.facts.labels import MOVES
from briefing.values import Fact, Figure, Period, Phrase, Qualifier, Slot, Span, Status

_CLAUSE_ENDS = "，。；：！？\n"
_FAR = 24
# 约, not in 节约 or 签约, with nothing numbered between it and the figure.
_ABOUT = re.compile(
    "(?<![节签合契条制预邀履违公特大缔纽毁相要])约(?:[^0-9０-９一二三四五六七八九十百千万亿两几约]{0,8})$"
)
# An amount for each of several times or things is no amount of all.
_EACH = re.compile("每(?:年|月|日|天|周|季度?|小时|次|人|户|家|只|名)|平均|(?:年|月|日|周|季|户|人)均")
# What is offered is offered to each who qualifies, as the words that such a line quotes say.
_OFFERED = frozenset({"label.subsidy", "label.reward", "label.subsidy_cap", "label.reward_cap"})
_RELATIVE = frozenset({"percent", "permille", "times"})
_POINTS = frozenset({"pp", "bp"})
_PEOPLE = frozenset({"人", "名", "位", "人次", "余人"})
_PACE = frozenset({"pace", "pacefall", "pacebase", "pacevalue"})


def loses_a_word(fact: Fact, text: str) -> bool:
    """Whether a figure of the clause itself has a word beside it that the fact does not tell."""
    if _of_itself(fact.slots):
        return True
    if _of_a_phase(fact, text) or _is_compared_with(fact, text):
        return True
    own = {name: slot for name, slot in fact.slots.items() if name not in fact.inherited}
    told = [span for slot in own.values() for span in _spans(slot)]
    each = fact.frame not in _OFFERED
    return any(_about_lost(f, text) or (each and _each_lost(f, text, told)) for f in _figures(own.values()))


def _of_a_phase(fact: Fact, text: str) -> bool:
    """一期投资9亿元，年产能100架: of the first phase only, and the fact does not say so.

    Told as the phase's own where the phase is a part of what the fact reads.
    """
    if not _of_a_project(fact):
        return False
    at = min((f.span.start for f in fact.figures), default=fact.span.start)
    begins = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    found = [Span(begins + m.start(), begins + m.end()) for m in _phases().finditer(text[begins:at])]
    if not found:
        return False
    last = found[-1]
    if any(word in text[last.end : at] for word in gate_words("whole_project")):
        return False
    return not any(last.overlaps(span) for slot in fact.slots.values() for span in _spans(slot))


def _is_compared_with(fact: Fact, text: str) -> bool:
    """开盘报41元，较24.86元的发行价上涨65%: what rose is the share, and the issue price is what it is measured against."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or "value" in fact.slots or "change" not in fact.slots:
        return False
    before = text[max(0, metric.span.start - _FAR) : metric.span.start]
    clause = before[max(before.rfind(mark) for mark in _CLAUSE_ENDS + ",") + 1 :]
    found = _AGAINST.search(clause)
    at = metric.span.start - len(clause) + found.start() if found else -1
    inside = (span for slot in fact.slots.values() for span in _spans(slot))
    return found is not None and not any(span.start <= at < span.end for span in inside)  # 比亚迪


_AGAINST = re.compile("(?:(?<!相)较|(?<![同环占相])比|相对)[^，,]{0,16}[的]?$")
_SIZES = re.compile(r"\b(?:investment|capacity|output|construction period|generation|throughput)\b")


def _of_a_project(fact: Fact) -> bool:
    """Whether it is what projects have: an investment, a capacity, a term of building, whatever is planned of it."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase):
        return fact.status in (Status.PLANNED, Status.FORECAST)
    return metric.attrs.get("holder") == "project" or bool(_SIZES.search(metric.en))


@cache
def _phases() -> re.Pattern[str]:
    return re.compile("|".join(gate_words("phases")))


def _of_itself(slots: Mapping[str, Slot]) -> bool:
    """X占公司总股本的5%: the company is another one than X."""
    part = slots.get("subj")
    if not isinstance(part, Phrase) or part.entity is None:
        return False
    same = (slots.get(name) for name in ("o", "of", "c", "t", "target"))
    return any(isinstance(slot, Phrase) and slot.entity == part.entity for slot in same)


def _about_lost(figure: Figure, text: str) -> bool:
    before = _before(figure, text)
    lead = figure.text.startswith("约")
    return figure.qualifier is not Qualifier.ABOUT and (lead or _ABOUT.search(before) is not None)


def _each_lost(figure: Figure, text: str, told: list[Span]) -> bool:
    before = _before(figure, text)
    start = figure.span.start - len(before)
    found = (Span(start + m.start(), start + m.end()) for m in _EACH.finditer(before))
    return any(not any(span.holds(word) for span in told) for word in found)


def _before(figure: Figure, text: str) -> str:
    """The clause right before a figure."""
    head = text[max(0, figure.span.start - _FAR) : figure.span.start]
    return head[max(head.rfind(mark) for mark in _CLAUSE_ENDS) + 1 :]


def _figures(slots: object) -> Iterator[Figure]:
    for slot in slots:  # type: ignore[attr-defined]
        if isinstance(slot, Figure):
            yield slot
        elif isinstance(slot, Phrase):
            yield from _figures(slot.parts.values())


def _spans(slot: Slot) -> Iterator[Span]:
    yield slot.span
    if isinstance(slot, Phrase):
        for part in slot.parts.values():
            yield from _spans(part)


def without_part_of_fiscal_year(parts: Mapping[str, Slot], text: str) -> Mapping[str, Slot]:
    """2025/26财年上半年: no first half of a calendar year, so the time stays with the source."""
    period = parts.get("period")
    if not isinstance(period, Period) or period.form not in ("half", "quarter", "quarters"):
        return parts
    if not text[: period.span.start].endswith(("财年", "财政年度", "会计年度", "年度")):
        return parts
    return {name: slot for name, slot in parts.items() if name != "period"}


def without_foreign_change(parts: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """总投资94亿元，比去年同期增加4个: what rose by four is not the investment, so it goes to nobody."""
    value, change = parts.get("value"), parts.get("change")
    if not isinstance(value, Figure) or not isinstance(change, Figure) or can_move(value, change):
        return parts
    return {name: slot for name, slot in parts.items() if name not in MOVES and name not in _PACE}


def can_move(level: Figure, change: Figure) -> bool:
    """Whether a level may move by this much: a share by points, an amount by a part of itself or in its own unit."""
    if level.unit == "percent":
        return change.unit in _POINTS
    if change.unit in _RELATIVE or not change.unit:
        return True
    if change.unit == "pp":
        return not level.unit or level.unit in ("point", "points", "index")
    if level.unit == change.unit == "count":
        counters = {level.counter, change.counter}
        return len(counters) == 1 or "" in counters or counters <= _PEOPLE
    if change.unit == "bp" and level.unit.isupper():
        return True  # a rate of exchange moves by hundredths
    return level.unit.partition("/")[0] == change.unit.partition("/")[0] or not level.unit
