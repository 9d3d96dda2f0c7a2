"""A bottom-up chart parser over a lattice of words, figures and periods.

Works from the end of the text to its beginning, so that whatever starts to the
right is complete when a rule asks for it; rules are a trie that is entered by
the word or category found. Nothing is skipped: an edge covers every character
between its ends. Knows the grammar's form, nothing of any one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from briefing.lexicon.patterns import MERGE, Element, Want, Words
from briefing.lexicon.rules import Grammar, Rule
from briefing.values import Figure, Period, Phrase, Slot, Span

# Readings of the same stretch under the same category that are kept: enough for
# true ambiguity to be seen, few enough that long lists stay linear.
_KEPT = 4
_LEAF_COST = 10
_WITHIN_A_YEAR = frozenset({"year", "half", "quarter", "quarters", "month", "months", "day", "days", "ten_days"})
# Categories of clauses begin so; what wraps a clause is written as the clause.
_CLAUSE = "S"


@dataclass(frozen=True, slots=True)
class Edge:
    """One reading of ``start``..``end`` (offsets into the folded text)."""

    cat: str
    start: int
    end: int
    value: Slot
    attrs: Mapping[str, str]
    cost: int = _LEAF_COST
    key: tuple[object, ...] = ()


@dataclass(slots=True)
class _Node:
    """A state in the trie of rules."""

    words: dict[str, list[tuple[str, _Node]]] = field(default_factory=dict)
    sets: dict[Words, _Node] = field(default_factory=dict)
    wants: dict[Want, _Node] = field(default_factory=dict)
    by_cat: dict[str, list[tuple[Want, _Node]]] = field(default_factory=dict)
    ends: list[Rule] = field(default_factory=list)


class Parser:
    """A grammar compiled for parsing; holds no text."""

    def __init__(self, grammar: Grammar) -> None:
        self._supers = grammar.supers
        self._root = _Node()
        for rule in grammar.rules.values():
            for variant in rule.variants:
                self._insert(rule, variant)

    def _insert(self, rule: Rule, variant: tuple[Element, ...]) -> None:
        node = self._root
        for element in variant:
            node = _child(node, element)
        node.ends.append(rule)

    def parse(self, text: str, leaves: Iterable[Edge], *, build: Builder) -> Chart:
        """All edges over ``text``; ``build`` makes the value of a new edge."""
        chart = Chart(text, self._supers)
        waiting: dict[int, list[Edge]] = {}
        for leaf in leaves:
            waiting.setdefault(leaf.start, []).append(leaf)
        for start in range(len(text) - 1, -1, -1):
            self._complete(chart, start, waiting.get(start, []), build)
        return chart

    def _complete(self, chart: Chart, start: int, agenda: list[Edge], build: Builder) -> None:
        agenda = list(agenda)
        for form, node in self._root.words.get(chart.text[start], ()):
            if chart.text.startswith(form, start):
                agenda += _follow(chart, node, start + len(form), (), start, build)
        while agenda:
            edge = agenda.pop()
            if not chart.add(edge):
                continue
            for cat in self._supers.get(edge.cat, (edge.cat,)):
                for want, node in self._root.by_cat.get(cat, ()):
                    if _fits(want, edge):
                        agenda += _follow(chart, node, edge.end, ((want.name, edge),), start, build)


class Chart:
    """The edges found, by start and category."""

    def __init__(self, text: str, supers: Mapping[str, tuple[str, ...]]) -> None:
        self.text = text
        self._supers = supers
        self._at: list[dict[str, list[Edge]]] = [{} for _ in range(len(text) + 1)]
        self._best: dict[tuple[str, int, int], list[Edge]] = {}

    def add(self, edge: Edge) -> bool:
        """Whether the edge says something new; a cheaper reading of the same stretch replaces dearer ones."""
        place = (edge.cat, edge.start, edge.end)
        kept = self._best.setdefault(place, [])
        if any(k.key == edge.key for k in kept):
            return False
        if kept and edge.cost > kept[0].cost:
            return False
        if kept and edge.cost < kept[0].cost:
            self._drop(kept)
        elif len(kept) >= _KEPT:
            return False
        kept.append(edge)
        for cat in self._supers.get(edge.cat, (edge.cat,)):
            self._at[edge.start].setdefault(cat, []).append(edge)
        return True

    def _drop(self, kept: list[Edge]) -> None:
        for old in kept:
            for cat in self._supers.get(old.cat, (old.cat,)):
                self._at[old.start][cat].remove(old)
        kept.clear()

    def starting(self, start: int, cat: str) -> tuple[Edge, ...]:
        return tuple(self._at[start].get(cat, ()))

    def over(self, start: int, end: int, cat: str) -> tuple[Edge, ...]:
        """The cheapest readings of exactly this stretch."""
        found = [e for e in self._at[start].get(cat, ()) if e.end == end]
        least = min((e.cost for e in found), default=0)
        return tuple(e for e in found if e.cost == least)


Bound = tuple[tuple[str, Edge], ...]
SpanOf = Callable[[int, int], Span]


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes the edge of a rule from what filled its slots; None where slots clash."""

    span_of: SpanOf

    def __call__(self, rule: Rule, bound: Bound, start: int, end: int) -> Edge | None:
        if not _differ(rule, bound):
            return None
        slots: dict[str, Slot] = {}
        for name, edge in bound:
            parts = dict(_parts(name, edge))
            for shared in slots.keys() & parts.keys():
                joined = _joined(slots.pop(shared), parts[shared])
                if joined is None:
                    return None
                parts[shared] = joined
            slots.update(parts)
        if not _has_what_it_needs(rule, slots):
            return None
        attrs = _attrs(rule, bound)
        cost = rule.cost + sum(edge.cost for _, edge in bound) + (0 if bound else _LEAF_COST)
        value = Phrase(rule.cat, self.span_of(start, end), attrs=attrs, rule=_writer(rule, bound), parts=slots)
        return Edge(rule.cat, start, end, value, attrs, cost, (rule.id, *((n, e.key) for n, e in bound)))


def _has_what_it_needs(rule: Rule, slots: Mapping[str, Slot]) -> bool:
    """Whether a rule that only adds to something finds it: a second change needs a first."""
    return rule.attrs.get("needs", "") in ("", *slots)


def _differ(rule: Rule, bound: Bound) -> bool:
    """Whether what the rule wants to be of different kinds is: 10亿美元（65亿元）, but not 10亿元（9亿元）."""
    key = rule.attrs.get("differ")
    return key is None or len({edge.attrs.get(key) for _, edge in bound}) == len(bound)


def _parts(name: str, edge: Edge) -> Mapping[str, Slot]:
    if name == MERGE and isinstance(edge.value, Phrase):
        return edge.value.parts
    return {name: edge.value}


def _joined(first: Slot, second: Slot) -> Slot | None:
    """2017年 … 前三季度: a year given before belongs to the period that lacks one. Other slots cannot be filled twice."""
    if isinstance(first, Phrase) and isinstance(second, Phrase):
        return _joined_modals(first, second)
    if not isinstance(first, Period) or not isinstance(second, Period):
        return None
    only_year = first.form == "year" and first.year is not None and first.relation == "in"
    lacks_year = second.year is None and second.year_ref is None and second.form in _WITHIN_A_YEAR
    return second.at(year=first.year) if only_year and lacks_year else None


def _joined_modals(first: Phrase, second: Phrase) -> Phrase | None:
    """预计 … 将: what is expected to come is expected; 按照规划，…将: what is to come by plan is aimed at."""
    modes = {first.attrs.get("m"): first, second.attrs.get("m"): second}
    told = next((m for m in ("expect", "aim") if modes.keys() == {m, "will"}), None)
    return None if told is None else modes[told]


def _writer(rule: Rule, bound: Bound) -> str:
    """The rule that writes the phrase: a wrapping rule leaves that to what it wraps."""
    if rule.kind != "wrap":
        return rule.id
    inner = [(e.cat, e.value.rule) for name, e in bound if name == MERGE and isinstance(e.value, Phrase)]
    clauses = [writer for cat, writer in inner if cat.startswith(_CLAUSE)]
    return clauses[0] if clauses else inner[-1][1] if inner else rule.id


def _attrs(rule: Rule, bound: Bound) -> Mapping[str, str]:
    """A phrase is what its head is, unless the rule says otherwise."""
    found: dict[str, str] = {}
    for name, edge in bound:
        if name in (rule.head, MERGE):
            found.update(edge.attrs)
    found.update(rule.attrs)
    return MappingProxyType(found)


def _child(node: _Node, element: Element) -> _Node:
    if isinstance(element, Words):
        return node.sets.get(element) or _word_child(node, element)
    child = node.wants.get(element)
    if child is None:
        child = node.wants[element] = _Node()
        for cat in element.cats:
            node.by_cat.setdefault(cat, []).append((element, child))
    return child


def _word_child(node: _Node, element: Words) -> _Node:
    """One node after all words of a choice: a node a word would multiply with every choice of the rule."""
    child = node.sets[element] = _Node()
    for form in element.forms:
        node.words.setdefault(form[0], []).append((form, child))
    return child


def _fits(want: Want, edge: Edge) -> bool:
    return all(edge.attrs.get(key, "") in values for key, values in want.attrs)


def _follow(chart: Chart, node: _Node, at: int, bound: Bound, start: int, build: Builder) -> Iterator[Edge]:
    """Edges for every way to go on from ``node`` at ``at``."""
    for rule in node.ends:
        edge = build(rule, bound, start, at)
        if edge is not None:
            yield edge
    if at >= len(chart.text) or at == start:
        return
    for form, child in node.words.get(chart.text[at], ()):
        if chart.text.startswith(form, at):
            yield from _follow(chart, child, at + len(form), bound, start, build)
    for cat, wants in node.by_cat.items():
        for edge in chart.starting(at, cat):
            for want, child in wants:
                if _fits(want, edge):
                    yield from _follow(chart, child, edge.end, (*bound, (want.name, edge)), start, build)


def figure_attrs(figure: Figure, *, dim: str) -> Mapping[str, str]:
    """What a slot may ask of a figure."""
    kept = {"dim": dim, "unit": figure.unit, "counter": figure.counter, "class": figure.multiple}
    return MappingProxyType(kept | {"q": str(figure.qualifier), "valued": "1" if figure.value is not None else ""})
