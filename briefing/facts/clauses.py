"""A sentence as a row of clauses that were understood and clauses that were not.

A unit runs from one clause border to another and is covered by one reading of
category S; what no unit covers stays open. Most characters understood wins,
then fewer units, then the cheaper reading; readings of equal cost that differ
in what they say are no reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.facts.chart import Chart, Edge

_BORDERS = "，；。！？：…"
# What may follow a measure in its clause without belonging to it.
_FOLLOWERS = ("verb", "vprep", "vi", "modal", "filler", "adv")
_CLOSING = "。！？；，：…”’）"


@dataclass(frozen=True, slots=True)
class Unit:
    """``start``..``end`` in folded offsets; ``edge`` is None where nothing was understood."""

    start: int
    end: int
    edge: Edge | None


def units(chart: Chart) -> tuple[Unit, ...]:
    """The best cover of the sentence, in order."""
    borders = _borders(chart.text)
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


def _claim(edge: Edge) -> tuple[object, ...]:
    """What a reading says: its slots by name and place, whatever rules built it."""
    parts = getattr(edge.value, "parts", {})
    return tuple(sorted((name, slot.span.start, slot.span.end) for name, slot in parts.items()))


def _borders(text: str) -> list[int]:
    inside = [i + 1 for i, c in enumerate(text) if c in _BORDERS and i + 1 < len(text)]
    return [0, *inside, len(text)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    while start < end and text[start] in "“‘":
        start += 1
    return start, end
