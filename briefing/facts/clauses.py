"""A sentence as a row of clauses that were understood and clauses that were not.

A unit runs from one clause border to another and is covered by one reading of
category S; what no unit covers stays open. Most characters understood wins,
then fewer units, then the cheaper reading; readings of equal cost that differ
in what they say are no reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.facts.chart import Chart, Edge
from briefing.facts.datelines import dateline_end
from briefing.values import Phrase, Slot

_BORDERS = "，；。！？：…】"
# What may follow a measure in its clause without belonging to it.
_FOLLOWERS = ("verb", "vprep", "vi", "modal", "filler", "adv")
# Before a measure these make it no plain fact, or another metric than its word says.
_UNSURE = re.compile("[将拟会需欲料若应可或未不非]|预|目标|扣除|剔除|归属|调整|计划|估|至少|最多|其中")
# Right before a name or a metric these make it a part of something, or a place where something is.
_JOINED = (
    "和",
    "与",
    "及",
    "或",
    "、",
    "于",
    "在",
    "对",
    "自",
    "从",
    "由",
    "同",
    "向",
    "比",
    "较",
    "后",
    "前",
    "后的",
    "前的",
    "期",
    "类",
    "总",
)
# What a place name cannot stand right after without being a part of it.
_GLUED = re.compile("[一-鿿](?<![的是为称说示布较在向对和与及、])$")
# What is achieved in one way or at one place is a part of it all.
_BY_MEANS = re.compile("通过|经由|借助|依托|向|对")
_BY_A_WAY = re.compile("通过|经由|借助|依托|向|对|实现|贡献|占|带来|产生|用于")
_SOMEWHERE = re.compile("[于在].*的$")
_OWNERS = ("company", "period")
_ACHIEVED = ("实现", "完成", "录得", "达成", "创造", "拥有")
_CLOSING = "。！？；，：…”’）"


@dataclass(frozen=True, slots=True)
class Unit:
    """``start``..``end`` in folded offsets; ``edge`` is None where nothing was understood."""

    start: int
    end: int
    edge: Edge | None


def units(chart: Chart, breaks: Sequence[int] = ()) -> tuple[Unit, ...]:
    """The best cover of the sentence, in order. ``breaks`` are borders that no mark of punctuation shows."""
    borders = sorted({*_borders(chart.text), *breaks})
    best: dict[int, tuple[tuple[int, int, int], tuple[Unit, ...]]] = {len(borders) - 1: ((0, 0, 0), ())}
    for at in range(len(borders) - 2, -1, -1):
        options = [_option(chart, borders, at, to, best[to]) for to in range(at + 1, len(borders))]
        best[at] = max((o for o in options if o is not None), key=lambda o: o[0])
    return best[0][1]


_Cover = tuple[tuple[int, int, int], tuple[Unit, ...]]


def _option(chart: Chart, borders: list[int], at: int, to: int, rest: _Cover) -> _Cover | None:
    start, end = _trim(chart.text, borders[at], borders[to])
    (covered, count, cost), following = rest
    edge = reading(chart, start, end) if end > start else None
    if edge is None:
        if to != at + 1:
            return None
        return (covered, count, cost), (Unit(start, end, None), *following)
    score = (covered + end - start, count - 1, cost - edge.cost)
    return score, (Unit(start, end, edge), *following)


def reading(chart: Chart, start: int, end: int, cat: str = "S") -> Edge | None:
    """The one reading of this stretch, or None where there is none or they disagree."""
    found = chart.over(start, end, cat)
    if not found:
        return None
    claims = {_claim(edge) for edge in found}
    return found[0] if len(claims) == 1 else None


def opening(chart: Chart, unit: Unit) -> Edge | None:
    """A measure that begins a clause not understood as a whole, where what follows begins with a verb of its own.

    What follows may then say more, but not of another thing: 营业收入达50亿元创… keeps its figure,
    出口50亿元的企业 does not.
    """
    ends = {e.end for e in chart.starting(unit.start, "S") if e.end < unit.end}
    for end in sorted(ends, reverse=True):
        follows = any(chart.starting(end, cat) for cat in _FOLLOWERS)
        edge = reading(chart, unit.start, end) if follows else None
        if edge is not None and {"metric", "value"} <= getattr(edge.value, "parts", {}).keys():
            return edge
    return None


def closing(chart: Chart, unit: Unit) -> Edge | None:
    """A measure that ends a clause not understood as a whole, where what stands before it cannot be part of its metric.

    It names its holder or its time first (…受此影响ARM股价大涨41%), or it comes after a verb that only has a measure for
    its object (…业务实现收入50亿元), or only a company can have it.
    """
    for start in range(unit.start + 1, unit.end):
        before = chart.text[unit.start : start]
        if _UNSURE.search(before) or not any(e.end == unit.end for e in chart.starting(start, "S")):
            continue
        edge = reading(chart, start, unit.end)
        parts = getattr(edge.value, "parts", {}) if edge is not None else {}
        if "metric" in parts and ("value" in parts or "change" in parts):
            told = range(unit.start, start)
            named = any(e.end == start for at in told for cat in _OWNERS for e in chart.starting(at, cat))
            if _stands_apart(before, parts, named=named):
                return edge
    return None


def _stands_apart(before: str, parts: Mapping[str, Slot], *, named: bool) -> bool:
    first = min(parts.values(), key=lambda slot: slot.span)
    if isinstance(first, Phrase) and first.cat == "place" and _GLUED.search(before):
        return False  # 沃尔科中国净销售额: the end of a name nobody knows
    if before.endswith(_JOINED):
        return False
    if before.endswith(_ACHIEVED) and _BY_MEANS.search(before):
        return False
    if first is parts.get("period") or before.endswith(_ACHIEVED):
        return first is not parts.get("holder") or _is_name(first)
    if first is parts.get("holder"):
        return _is_name(first)
    metric = parts["metric"]
    if not isinstance(metric, Phrase) or first is not metric or "closes" in metric.attrs:
        return False
    if before.endswith("的"):
        # 通过网络实现的零售额: what is before it tells which sales.
        return not metric.parts and not _SOMEWHERE.search(before) and not _BY_A_WAY.search(before)
    return not metric.parts and metric.attrs.get("holder") == "company" and named


def _is_name(slot: Slot) -> bool:
    """A bare noun may be the end of a longer word nobody knows; a name is not."""
    return isinstance(slot, Phrase) and slot.entity is not None


def _claim(edge: Edge) -> tuple[object, ...]:
    """What a reading says: its slots by name and place, whatever rules built it."""
    parts = getattr(edge.value, "parts", {})
    return tuple(sorted((name, slot.span.start, slot.span.end) for name, slot in parts.items()))


def _borders(text: str) -> list[int]:
    start = dateline_end(text)
    inside = [i + 1 for i, c in enumerate(text) if c in _BORDERS and start < i + 1 < len(text)]
    return [start, *inside, len(text)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    while start < end and text[start] in "“‘":
        start += 1
    return start, end
