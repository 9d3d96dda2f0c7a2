"""An article as facts: every clause that was understood, and every one that was not.

Owns the way from text to ``Reading``; the grammar, the lattice and the rules of
inheritance are others'. Nothing is dropped: a clause with a figure that no rule
understood becomes an ``OpenClause``.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from briefing.facts.chart import Builder, Chart, Edge, Parser
from briefing.facts.clauses import Unit, opening, units
from briefing.facts.context import NOTHING, Known, resolve
from briefing.facts.lattice import Lattice, edges, lattice, term_edge
from briefing.facts.names import NameCandidate, find_names
from briefing.facts.periods import resolve as resolve_period
from briefing.facts.segment import sentences
from briefing.facts.speakers import country_of, speaking_company
from briefing.facts.status import status_of
from briefing.facts.topic import topic_of, with_topic
from briefing.lexicon.rules import Grammar
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Term
from briefing.values import Article, Entity, Fact, OpenClause, Period, Phrase, Reading, Slot, Span, Status

Placed = tuple[int, int, Term]
_CAT_OF = {"government": "gov", "organisation": "org", "company": "company", "person": "person", "place": "place"}

_MODAL_SLOTS = frozenset({"modal", "link"})

# Words worth naming beside a clause that could not be put into words.
_TELLING = frozenset({"metric", "agreement", "event", "company", "gov", "org", "media", "person", "place", "program"})


class Reader:
    """Reads articles with one lexicon and one grammar."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._lexicon = lexicon
        self._grammar = grammar
        self._parser = Parser(grammar)

    def read(self, article: Article) -> Reading:
        """All that is understood of ``article``."""
        spans = sentences(article)
        lattices = [lattice(article.text, span, self._lexicon) for _, span in spans]
        names = _names(lattices, self._lexicon)
        state = _State(article)
        for number, ((paragraph, _), grid, found) in enumerate(zip(spans, lattices, names, strict=True)):
            chart = self._parser.parse(grid.text, edges(grid, found), build=Builder(grid.article_span))
            self._sentence(state, grid, chart, paragraph, number)
            state.entities += _entities(grid, found)
        state.give_topic()
        return Reading(
            article=article,
            sentences=tuple(span for _, span in spans),
            figures=tuple(f for grid in lattices for f in grid.figures),
            periods=tuple(state.dated(p) for grid in lattices for p in grid.periods),
            entities=_longest(state.entities),
            facts=tuple(state.facts),
            open_clauses=tuple(state.open),
        )

    def _sentence(self, state: _State, grid: Lattice, chart: Chart, paragraph: int, number: int) -> None:
        inside = NOTHING
        blocked = Blocked()
        for unit in units(chart):
            edge = unit.edge
            blocked = blocked.before(grid, unit)
            if edge is None or blocked.hedged or not isinstance(edge.value, Phrase) or state.foretold(grid, edge):
                inside = state.last = NOTHING
                state.open += _open(grid, unit)
                blocked = blocked.after(grid, unit)
                state.facts += self._opening(state, chart, unit, blocked, paragraph=paragraph, number=number)
                continue
            among = edge.attrs.get("among") == "1"
            before = inside if inside.slots else state.handed_down(paragraph, among=among)
            own = edge.attrs.get("own") == "1"
            fact = self._fact(edge.value, before, among=among, own=own, paragraph=paragraph, number=number)
            if fact is None:
                inside = state.last = NOTHING
                state.open += _open(grid, unit)
                blocked = blocked.after(grid, unit)
                continue
            whole = fact.whole and not (blocked.dated and not _dates_itself(fact))
            fact = replace(
                fact, whole=whole, blocked=blocked.any, slots={n: state.dated_slot(s) for n, s in fact.slots.items()}
            )
            if "metric" in fact.slots and "holder" not in fact.slots and (not blocked.dated or _dates_itself(fact)):
                state.ownerless.append(len(state.facts))
            state.facts.append(fact)
            inside = state.last = Known(fact.slots, fact.span, fact.frame, _carried(fact, before))
            state.last_paragraph = paragraph

    def _opening(
        self, state: _State, chart: Chart, unit: Unit, blocked: Blocked, *, paragraph: int, number: int
    ) -> list[Fact]:
        """A measure at the head of a clause that stays open: a row, never a sentence."""
        edge = None if blocked.hedged else opening(chart, unit)
        if edge is None or not isinstance(edge.value, Phrase):
            return []
        fact = self._fact(edge.value, NOTHING, among=False, own=False, paragraph=paragraph, number=number)
        if fact is None:
            return []
        return [replace(fact, whole=False, blocked=True, slots={n: state.dated_slot(s) for n, s in fact.slots.items()})]

    def _fact(
        self, phrase: Phrase, before: Known, *, among: bool, own: bool, paragraph: int, number: int
    ) -> Fact | None:
        rule = self._grammar[phrase.rule]
        owner = self._owner(phrase.parts, own=own)
        found = resolve(rule, phrase.parts, before=before, among=among, owner=owner)
        if found.doubtful or _of_another_time(found.slots):
            return None
        inherited = (*found.inherited, "among") if among else found.inherited
        return Fact(
            frame=rule.id,
            span=phrase.span,
            slots=found.slots,
            status=_part_status(status_of(rule, found.slots), before if among else NOTHING),
            whole=found.whole,
            inherited=inherited,
            proof=found.proof,
            paragraph=paragraph,
            sentence=number,
        )

    def _owner(self, slots: Mapping[str, Slot], *, own: bool) -> Phrase | None:
        """Whose a clause is that leaves its owner out, as far as its source says so."""
        if own:
            return speaking_company(slots)
        metric = slots.get("metric")
        national = isinstance(metric, Phrase) and metric.attrs.get("holder") == "place"
        return country_of(slots, self._lexicon) if national else None


def _of_another_time(slots: Mapping[str, Slot]) -> bool:
    """上年同期亏损6亿元: the time is that of the clause before, a year earlier, and no time of its own."""
    period = slots.get("period")
    return isinstance(period, Period) and period.text.endswith("同期")


@dataclass(frozen=True, slots=True)
class Blocked:
    """What clauses that were not understood do to the rest of their sentence.

    ``hedged``: it may be a condition or an opinion; ``dated``: its time is in the part not understood.
    """

    hedged: bool = False
    dated: bool = False
    any: bool = False

    def before(self, grid: Lattice, unit: Unit) -> Blocked:
        """A clause that begins with 但 is no part of the condition or opinion before it."""
        return replace(self, hedged=self.hedged and not grid.text.startswith(tuple(gates()["contrasts"]), unit.start))

    def after(self, grid: Lattice, unit: Unit) -> Blocked:
        text = grid.text[unit.start : unit.end]
        span = grid.article_span(unit.start, unit.end)
        hedged = any(word in text for word in gates()["hedges"]) or text.startswith(tuple(gates()["openings"]))
        dated = any(span.holds(p.span) for p in grid.periods) or text.endswith(tuple(gates()["times"]))
        return Blocked(self.hedged or hedged, self.dated or dated, any=True)


@cache
def gates() -> dict[str, list[str]]:
    """Words that make what follows no plain fact, and words that end that (data/gates.toml)."""
    return tomllib.loads(files("briefing").joinpath("data", "gates.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class _State:
    """What has been read so far of one article."""

    article: Article
    facts: list[Fact] = field(default_factory=list)
    open: list[OpenClause] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    ownerless: list[int] = field(default_factory=list)
    last: Known = NOTHING
    last_paragraph: int = -1

    def handed_down(self, paragraph: int, *, among: bool) -> Known:
        """What a sentence's first clause may take from the sentence before: after 其中 all of it, else the holder."""
        if among:
            return self.last
        if paragraph != self.last_paragraph or "metric" not in self.last.slots or "holder" not in self.last.slots:
            return NOTHING
        return Known({"holder": self.last.slots["holder"]}, self.last.span, self.last.rule)

    def foretold(self, grid: Lattice, edge: Edge) -> bool:
        """Whether a clause without a modal speaks of a time to come: 到2027年 … 达到 is a target or a forecast."""
        if not isinstance(edge.value, Phrase) or _MODAL_SLOTS & {n for n, s in edge.value.parts.items() if _modal(s)}:
            return False
        until = grid.article_span(edge.start, edge.end).end
        return any(self.ahead(period) for period in grid.periods if period.span.start < until)

    def ahead(self, period: Period) -> bool:
        """Whether a period lies after the article, as far as can be told."""
        dated = self.dated(period)
        published = self.article.published
        if dated.form == "next" or (dated.year_ref or 0) > 0:
            return True
        if published is not None:
            return dated.year is not None and dated.year > published.year
        return dated.text.startswith("到") and dated.form in ("year", "edge")

    def give_topic(self) -> None:
        """Measures without a holder become the topic's, where the article has just one."""
        topic = topic_of(self.facts)
        for index in self.ownerless if topic else ():
            self.facts[index] = with_topic(self.facts[index], topic)  # type: ignore[arg-type]

    def dated(self, period: Period) -> Period:
        """The period with what the article's own date settles."""
        published = None if self.article.inferred else self.article.published
        return resolve_period(period, published.date() if published else None)

    def dated_slot(self, slot: Slot) -> Slot:
        return self.dated(slot) if isinstance(slot, Period) else slot


def _modal(slot: Slot) -> bool:
    return isinstance(slot, Phrase) and "m" in slot.attrs


def _dates_itself(fact: Fact) -> bool:
    """Whether a fact needs no date from the part of its sentence that was not understood."""
    period = fact.slots.get("period")
    return isinstance(period, Period) and (period.year is not None or period.form == "moment")


def _part_status(status: Status, whole: Known) -> Status:
    """A part of what is only signed or planned (其中11个…) is no more than that."""
    return whole.status if whole.status in (Status.SIGNED, Status.PLANNED) and status is Status.ACTUAL else status


def _carried(fact: Fact, before: Known) -> Status:
    """The status of what happened; an amount told about it (计划投资总额…) does not change that."""
    return before.status if "metric" in fact.slots and before.status is not None else fact.status


def _names(lattices: Sequence[Lattice], lexicon: Lexicon) -> list[list[Placed]]:
    """Names found by rule over the whole article, sentence by sentence as terms: (start, end, term)."""
    starts, at = [], 0
    for grid in lattices:
        starts.append(at)
        at += len(grid.text) + 1
    known = [(m.start + s, m.end + s, m.term.cat) for s, g in zip(starts, lattices, strict=True) for m in g.matches]
    found: list[list[Placed]] = [[] for _ in lattices]
    for name in find_names("\n".join(g.text for g in lattices), known, lexicon=lexicon):
        number = bisect_right(starts, name.start) - 1
        base = starts[number]
        if name.end - base <= len(lattices[number].text):
            found[number].append((name.start - base, name.end - base, _name_term(name)))
    return found


def _name_term(name: NameCandidate) -> Term:
    attrs = MappingProxyType({} if name.certain else {"guess": "1"})
    return Term(name.zh, _CAT_OF.get(name.kind, "org"), name.en, "", name.ja, attrs, "rule")


def _open(grid: Lattice, unit: Unit) -> Iterable[OpenClause]:
    """What is known of a clause nobody understood; nothing where it holds neither a figure nor a deadline."""
    span = grid.article_span(unit.start, unit.end)
    figures = tuple(f for f in grid.figures if span.holds(f.span))
    if not figures and not any(span.holds(p.span) and _deadline(p) for p in grid.periods):
        return
    terms = _words(grid, unit, span)
    yield OpenClause(
        span=span,
        figures=figures,
        periods=tuple(p for p in grid.periods if span.holds(p.span)),
        entities=tuple(t.entity for t in terms if t.entity),
        terms=tuple(t for t in terms if not t.entity),
    )


def _deadline(period: Period) -> bool:
    return period.year is not None and period.relation in ("by", "before", "until")


def _words(grid: Lattice, unit: Unit, span: Span) -> tuple[Phrase, ...]:
    """The longest telling words of a stretch, none inside another or a figure."""
    taken: list[Span] = [*(f.span for f in grid.figures), *(p.span for p in grid.periods)]
    found: list[Phrase] = []
    inside = [m for m in grid.matches if unit.start <= m.start and m.end <= unit.end and m.term.cat in _TELLING]
    for match in sorted(inside, key=lambda m: (m.start - m.end, m.start)):
        value = term_edge(grid, match.start, match.end, match.term).value
        if isinstance(value, Phrase) and not any(value.span.overlaps(t) for t in taken):
            taken.append(value.span)
            if match.term.attrs.get("abbr") != "1":
                found.append(value)
    return tuple(sorted(found, key=lambda p: p.span))


def _entities(grid: Lattice, names: Sequence[Placed]) -> list[Entity]:
    everything = [*((m.start, m.end, m.term) for m in grid.matches), *names]
    found = []
    for start, end, term in everything:
        if term.cat in ENTITY_CATS:
            value = term_edge(grid, start, end, term).value
            if isinstance(value, Phrase) and value.entity:
                found.append(value.entity)
    return found


def _longest(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities that no longer one covers, in order."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.span.start, -e.span.end)):
        if not kept or entity.span.start >= kept[-1].span.end:
            kept.append(entity)
    return tuple(kept)
