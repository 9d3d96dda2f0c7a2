"""A figure at the end of a clause nobody read, with what it measures right before it.

云岭风电场装机容量30万千瓦: whatever stands before 装机容量 says of what, and the line quotes it. Such a line is only
stated: the words not read may say when, and whether it has come about. Knows which words before a measure turn
it into another one (data/labels.toml, ``tails``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.facts.chart import Chart, Edge
from briefing.facts.clauses import Unit, reading
from briefing.facts.labels import label_words, labelled_status, refused
from briefing.facts.lattice import Lattice
from briefing.lexicon.readings import is_dictionary_word
from briefing.values import Fact, Figure, Phrase, Span, Status

_VERBS = ("verb", "vattr", "vprep", "vi", "coverb")
_AHEAD = (Status.PLANNED, Status.FORECAST)


def tail(chart: Chart, grid: Lattice, unit: Unit, *, taken: Sequence[Span]) -> Edge | None:
    """The longest measure that ends the clause, if its words are whole and nothing says that it is another's."""
    for start in range(unit.start + 1, unit.end):
        edge = reading(chart, start, unit.end)
        if edge is None or not _measures_alone(edge) or any(span.overlaps(edge.value.span) for span in taken):
            continue
        before = grid.text[unit.start : start]
        believed = not any(word in before for word in label_words("no_tail_after"))
        if believed and _is_cut_well(chart, grid, unit, start) and not refused(grid, unit, edge):
            return edge
    return None


def as_tail(fact: Fact, grid: Lattice, unit: Unit, edge: Edge, *, aimed: bool) -> Fact | None:
    """The fact of a tail, as sure as the words before it let it be; None where somebody only wishes it.

    ``aimed``: it is known to be a target.
    """
    if fact.status is Status.PLANNED and aimed:
        return fact
    status = labelled_status(grid, unit, edge)
    if status is None or any(f.text.startswith("不得") for f in fact.figures):
        return None
    if status in _AHEAD:
        return replace(fact, status=status)
    return replace(fact, status=Status.STATED) if fact.status is Status.ACTUAL else fact


def _measures_alone(edge: Edge) -> bool:
    """Whether the phrase begins with its metric, a word of its own that nothing before it was made a part of."""
    parts = getattr(edge.value, "parts", {})
    metric = parts.get("metric")
    if not isinstance(metric, Phrase) or metric.parts or not ({"value", "change"} & parts.keys()):
        return False
    first = min(parts.values(), key=lambda slot: slot.span)
    shown = parts.get("value") or parts["change"]
    named = (
        metric.attrs.get("sense") != "generic" and metric.attrs.get("dim") != "growth" and "closes" not in metric.attrs
    )
    return (
        (first is metric or first is parts.get("cum"))
        and named
        and isinstance(shown, Figure)
        and not {metric.en, metric.ja} & {*label_words("no_tails")}
    )


def _is_cut_well(chart: Chart, grid: Lattice, unit: Unit, start: int) -> bool:
    """Whether no word reaches over the beginning, and what ends there is no verb of its own."""
    if any(m.start < start < m.end for m in grid.matches) or is_dictionary_word(grid.text[start - 1 : start + 1]):
        return False
    words = (*label_words("no_tail_right_after"), *label_words("not_right_before"))
    if grid.text[unit.start : start].endswith(words):
        return False
    ends = (m for m in grid.matches if m.end == start and m.start >= unit.start and m.end - m.start > 1)
    return not any(m.term.cat in _VERBS for m in ends)


__all__ = ["as_tail", "tail"]
