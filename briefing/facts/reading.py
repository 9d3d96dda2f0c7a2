"""An article as facts: every clause that was understood, and every one that was not.

Owns the way from text to ``Reading``; the grammar, the lattice and the rules of
inheritance are others'. Nothing is dropped: a clause with a figure that no rule
understood becomes an ``OpenClause``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from briefing.facts.chart import Builder, Chart, Edge, Parser
from briefing.facts.clauses import Unit, closing, opening, units
from briefing.facts.context import NOTHING, Known, Resolved, nameless, of_a_plan, resolve
from briefing.facts.currency import with_certain_currency
from briefing.facts.gates import (
    Blocked,
    is_done,
    keeps_measure,
    looks_back,
    only_announced,
    says_more,
    tells_of_finished,
)
from briefing.facts.labels import MOVES, label_fact, labelled, with_change
from briefing.facts.lattice import Lattice, edges, lattice, term_edge
from briefing.facts.lists import changes_of, spread
from briefing.facts.memory import Memory, sole_company
from briefing.facts.names import NameCandidate, find_names
from briefing.facts.segment import sentences
from briefing.facts.speakers import can_be_own, country_of, speaking_company
from briefing.facts.status import status_of
from briefing.lexicon.rules import Grammar, Rule
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Term
from briefing.values import (
    Article,
    Entity,
    Fact,
    Figure,
    OpenClause,
    Period,
    Phrase,
    Qualifier,
    Reading,
    Slot,
    Span,
    Status,
)

Placed = tuple[int, int, Term]
_CAT_OF = {"government": "gov", "organisation": "org", "company": "company", "person": "person", "place": "place"}

# Words worth naming beside a clause that could not be put into words.
_TELLING = frozenset({"metric", "agreement", "event", "company", "gov", "org", "media", "person", "place", "program"})


class Reader:
    """Reads articles with one lexicon and one grammar."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._lexicon = lexicon
        self._grammar = grammar
        self._parser = Parser(grammar)

    @property
    def lexicon(self) -> Lexicon:
        return self._lexicon

    def read(self, article: Article) -> Reading:
        """All that is understood of ``article``."""
        spans = sentences(article)
        lattices = with_certain_currency([lattice(article.text, span, self._lexicon) for _, span in spans])
        names = _names(lattices, self._lexicon)
        state = Memory(article)
        state.company = _company(article, lattices, names)
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

    def _sentence(self, state: Memory, grid: Lattice, chart: Chart, paragraph: int, number: int) -> None:
        if not grid.periods:
            state.timeless.add(number)
        inside = NOTHING
        blocked = Blocked()
        to_come = False
        foretold: Status | None = None
        breaks = _halves(grid) if paragraph < 0 else ()
        for unit in units(chart, breaks):
            edge = unit.edge
            blocked = blocked.before(grid, unit)
            told: tuple[Fact, ...] = ()
            before = NOTHING
            back = looks_back(grid, unit)
            if edge is not None and blocked.hedged and not blocked.denied and blocked.ahead is None:
                told = self._foreseen(state, edge, paragraph=paragraph, number=number)
            elif edge is not None and not blocked.hedged and (back or not state.foretold(grid, edge)):
                among = edge.attrs.get("among") == "1"
                before = inside if inside.slots else state.handed_down(paragraph, among=among)
                blocked = blocked.lost() if among and not before.slots else blocked
                before = replace(before, built=before.built or inside.built)
                before = before.told_of_the_past() if back else before
                told = self._facts(state, edge, before, paragraph=paragraph, number=number)
                told = () if blocked.to_come and any(map(_may_share_plan, told)) else told
            if not told and self._moves_label(state, edge, number):
                continue
            if not told:
                state.open += _open(grid, unit)
                built = inside.built or tells_of_finished(grid.text[unit.start : unit.end])
                past = inside.past(says_more(grid, unit), measure=keeps_measure(grid, unit))
                inside = state.last = replace(past, built=built)
                earlier, blocked = blocked, blocked.after(grid, unit)
                found: tuple[Fact, ...] = ()
                if not blocked.hedged:
                    ends = self._at_its_ends(state, chart, grid, unit, paragraph=paragraph, number=number)
                    ahead = to_come or blocked.to_come
                    found = tuple(f for f in ends if not (ahead and _may_share_plan(f)) and not nameless(f.slots))
                if earlier.ahead is not None and edge is not None:
                    shared = self._facts(state, edge, NOTHING, paragraph=paragraph, number=number)
                    found = (*found, *_sharing(shared, earlier.ahead))
                if not earlier.hedged or earlier.ahead is not None:
                    taken = [fact.span for fact in found]
                    found = (*found, *_labels(chart, grid, unit, taken, paragraph=paragraph, number=number))
                state.facts += [_as_row(state, fact) for fact in found]
                continue
            told = tuple(_foretold(fact, foretold) for fact in told) if blocked.any and foretold else told
            to_come = told[-1].status in (Status.PLANNED, Status.FORECAST)
            foretold = told[-1].status if to_come else foretold if blocked.any else None
            for fact in told:
                self._keep(state, fact, blocked)
            last = state.facts[-1]
            if self._unsaid(last) and not blocked.hedged:
                counted = [span for fact in told for span in _counted(fact)]
                named = _labels(chart, grid, unit, counted, paragraph=paragraph, number=number)
                state.facts += [_as_row(state, fact) for fact in named]
            built = before.built or (
                last.status is Status.ACTUAL and tells_of_finished(last.span.of(state.article.text))
            )
            inside = state.last = Known(last.slots, last.span, last.frame, _carried(last, before), built)
            state.last_paragraph = paragraph

    def _foreseen(self, state: Memory, edge: Edge, *, paragraph: int, number: int) -> tuple[Fact, ...]:
        """What a clause after an opinion nobody understood foresees with a modal of its own: a line of the table."""
        facts = self._facts(state, edge, NOTHING, paragraph=paragraph, number=number)
        foretold = all(
            f.status is Status.FORECAST and "modal" not in f.inherited and "metric" in f.slots for f in facts
        )
        return tuple(replace(fact, whole=False) for fact in facts) if foretold else ()

    def _moves_label(self, state: Memory, edge: Edge | None, number: int) -> bool:
        """Whether a clause is only the change of the figure that a line of the table named right before it."""
        phrase, last = edge.value if edge is not None else None, state.facts[-1] if state.facts else None
        if not isinstance(phrase, Phrase) or last is None or "bare" not in self._grammar[phrase.rule].attrs:
            return False
        right_before = phrase.span.start - last.span.end == 1 and last.sentence == number
        if not right_before or "change" in last.slots or not self._takes_change(last, phrase.parts.get("change")):
            return False
        state.facts[-1] = with_change(last, phrase)
        return True

    def _takes_change(self, fact: Fact, change: Slot | None) -> bool:
        """Whether a figure named by a label, or the level at the end of an open clause, may move by this much."""
        rule, level = self._grammar[fact.frame], fact.slots.get("n") or fact.slots.get("value")
        row = rule.kind == "label" or (rule.kind == "measure" and not fact.whole)
        return row and "still" not in rule.attrs and _moves_by(level, change)

    def _unsaid(self, fact: Fact) -> bool:
        """Whether a fact is an event that makes no sentence: only what it counts becomes a line of the table."""
        return self._grammar[fact.frame].kind == "event" and not fact.whole

    def _keep(self, state: Memory, fact: Fact, blocked: Blocked) -> None:
        fact = fact if blocked.dated else state.timed(fact, state.facts)
        dated = not blocked.dated or _dates_itself(fact)
        slots = {name: state.dated_slot(slot) for name, slot in fact.slots.items()}
        status = Status.SIGNED if blocked.signed and _may_be_agreed(fact) else fact.status
        unsure = blocked.based or (blocked.voiced and "src" not in fact.slots)
        whole = fact.whole and dated and not unsure
        fact = replace(fact, whole=whole, blocked=blocked.any, slots=slots, status=status)
        if "metric" in fact.slots and not {"holder", "subj"} & fact.slots.keys() and dated and not blocked.among:
            state.ownerless.append(len(state.facts))
        state.facts.append(fact)

    def _at_its_ends(
        self, state: Memory, chart: Chart, grid: Lattice, unit: Unit, *, paragraph: int, number: int
    ) -> tuple[Fact, ...]:
        """A measure at the head or the end of a clause that stays open."""
        edge = opening(chart, unit) or closing(chart, unit)
        if edge is None or (state.foretold(grid, edge) and not looks_back(grid, unit)):
            return ()  # 到2027年…达到 is a target
        return self._facts(state, edge, NOTHING, paragraph=paragraph, number=number)

    def _facts(self, state: Memory, edge: Edge, before: Known, *, paragraph: int, number: int) -> tuple[Fact, ...]:
        """What a clause says with what it takes over; nothing where that leaves a doubt about its time."""
        phrase = edge.value
        if not isinstance(phrase, Phrase):
            return ()
        rule, among = self._grammar[phrase.rule], edge.attrs.get("among") == "1"
        owner = self._owner(phrase.parts, own=edge.attrs.get("own") == "1")
        facts: list[Fact] = []
        backward = "backward" in rule.attrs
        if backward and not before.slots:
            return ()
        told = changes_of(phrase.parts, state.facts, sentence=number) if backward else spread(phrase.parts)
        for parts in map(_without_moved_share, told):
            found = resolve(rule, parts, before=before, among=among, owner=owner, company=state.company)
            if ("bare" in rule.attrs and "metric" not in found.slots) or (
                "own_total" in rule.attrs and among and not _totalled(before.slots)
            ):
                return ()
            if _only_how_fast(parts):
                return ()
            if found.doubtful or _of_another_time(found.slots) or _of_no_level(found.slots):
                return ()
            if rule.kind == "event" and _may_be_to_come(found, phrase.span.of(state.article.text), before):
                return ()
            listed = ("list", "metric", "period") if backward else ("list",) if facts else ()
            fact = Fact(
                frame=rule.id,
                span=phrase.span,
                slots=found.slots,
                status=_status(rule, found, before, among=among),
                whole=found.whole and not _moves_to_a_bound(found.slots),
                inherited=(*found.inherited, *listed, *(("among",) if among else ())),
                proof=(before.span,) if backward and before.span else found.proof,
                paragraph=paragraph,
                sentence=number,
            )
            facts.append(fact)
        return tuple(facts)

    def _owner(self, slots: Mapping[str, Slot], *, own: bool) -> Phrase | None:
        """Whose a clause is that leaves its owner out, as far as its source says so."""
        metric = slots.get("metric")
        company = speaking_company(slots) if own else None
        if company is not None and (metric is None or can_be_own(company, metric)):
            return company
        national = isinstance(metric, Phrase) and metric.attrs.get("holder") == "place"
        return country_of(slots, self._lexicon) if national else None


def _halves(title: Lattice) -> tuple[int, ...]:
    """Where a headline is set apart by a space: 营收增长5% 净利润达2亿元."""
    text = title.text
    inside = range(1, len(text))
    return tuple(i for i in inside if title.folded.gap(i) and not (text[i - 1].isascii() and text[i].isascii()))


def _labels(
    chart: Chart, grid: Lattice, unit: Unit, taken: Sequence[Span], *, paragraph: int, number: int
) -> Iterator[Fact]:
    """The figures of a clause that the words beside them name, except those ``taken`` already."""
    for edge in labelled(chart, grid, unit, taken=taken):
        fact = label_fact(edge, chart, grid, unit, paragraph=paragraph, sentence=number)
        if fact is not None:
            yield fact


def _foretold(fact: Fact, ahead: Status) -> Fact:
    """A measure after a forecast and something not understood: a forecast too, unless it has a time or says better."""
    plain = "metric" in fact.slots and not {"period", "modal"} & fact.slots.keys()
    settled = fact.status not in (Status.ACTUAL, Status.CUMULATIVE)
    return fact if settled or not plain else replace(fact, status=ahead, whole=False)


def _sharing(facts: Sequence[Fact], ahead: Status) -> Iterator[Fact]:
    """Measures after a forecast or plan that was not understood: forecast or planned too, unless they have a time."""
    for fact in facts:
        if fact.status in (Status.PLANNED, Status.FORECAST):
            yield fact
        elif "metric" in fact.slots and "period" not in fact.slots and fact.status in (Status.ACTUAL, Status.STATED):
            yield replace(fact, status=ahead)


def _moves_by(level: Slot | None, change: Slot | None) -> bool:
    """Shares move by points and nothing else does: 占进出口总值的50%，同比增长8% is no growth of the share."""
    share = isinstance(level, Figure) and level.unit == "percent"
    unit = change.unit if isinstance(change, Figure) else ""
    return share == (unit == "pp") or (share and unit == "bp")


def _without_moved_share(parts: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """进出口20亿元，占全省的50.9%，提高3个百分点: what rose by points is the share, which has no words of its own."""
    change = parts.get("change")
    if "share" not in parts or not isinstance(change, Figure) or change.unit != "pp":
        return parts
    return {name: slot for name, slot in parts.items() if name not in MOVES}


def _counted(fact: Fact) -> Iterator[Span]:
    """The counted things of an event: they have lines of their own."""
    slots = [slot for name, slot in fact.slots.items() if name not in fact.inherited]
    while slots:
        slot = slots.pop()
        if isinstance(slot, Phrase):
            if {"n", "h"} <= slot.parts.keys():
                yield slot.span
            slots += slot.parts.values()


def _as_row(state: Memory, fact: Fact) -> Fact:
    """A fact of a clause that stays open: a row, never a sentence."""
    return replace(fact, whole=False, blocked=True, slots={n: state.dated_slot(s) for n, s in fact.slots.items()})


def _only_how_fast(parts: Mapping[str, Slot]) -> bool:
    """涨幅扩大0.2个百分点: how fast something grows more, of what the clause does not say."""
    metric = parts.get("metric")
    growth = isinstance(metric, Phrase) and metric.attrs.get("dim") == "growth" and not metric.parts
    return growth and "change" in parts and "holder" not in parts


def _of_another_time(slots: Mapping[str, Slot]) -> bool:
    """上年同期亏损6亿元: the time is that of the clause before, a year earlier, and no time of its own."""
    period = slots.get("period")
    return isinstance(period, Period) and period.text.endswith("同期")


def _moves_to_a_bound(slots: Mapping[str, Slot]) -> bool:
    """压缩至6小时以内 names a limit: a line of the table tells it, a sentence would have it fall to "up to six hours"."""
    value = slots.get("value")
    return "dirto" in slots and isinstance(value, Figure) and value.qualifier in (Qualifier.AT_MOST, Qualifier.AT_LEAST)


def _totalled(slots: Mapping[str, Slot]) -> bool:
    """Whether the whole has its own total: else 引进100个项目，其中外资20个，总投资500亿元 may give it last."""
    return "amount" in slots or "metric" in slots


def _of_no_level(slots: Mapping[str, Slot]) -> bool:
    """营业收入翻一番 is twice as much as before, and no amount of its own; 利率不得超过5% is what shall be, not what is."""
    value = slots.get("value")
    return isinstance(value, Figure) and value.text.startswith(("翻", "不得", "不应", "不能", "不可"))


def _may_be_to_come(found: Resolved, text: str, before: Known) -> bool:
    """Whether an act is only announced (宣布，收购…), or part of a plan before it (一期投资21亿元，建设8条生产线)."""
    if "modal" in found.slots:
        return False
    of_the_plan = before.status is Status.PLANNED and "subj" not in set(found.slots) - set(found.inherited)
    return ("src" in found.slots and only_announced(text)) or (of_the_plan and not is_done(text))


def _may_be_agreed(fact: Fact) -> bool:
    """Whether an amount beside an agreement can be the agreement's: 达成授权协议，首付款8000万美元."""
    metric = fact.slots.get("metric")
    of_a_deal = isinstance(metric, Phrase) and metric.attrs.get("dim") == "money" and metric.attrs["holder"] == "any"
    told = fact.status in (Status.ACTUAL, Status.STATED) and not {"change", "period"} & fact.slots.keys()
    return of_a_deal and told


def _may_share_plan(fact: Fact) -> bool:
    """Whether a measure beside an act still to come may be still to come too: 将设立合资公司，持股51%."""
    settled = fact.status is not Status.ACTUAL or "period" in fact.slots or "modal" in fact.slots
    return not (settled or of_a_plan(fact.slots))


def _dates_itself(fact: Fact) -> bool:
    """Whether a fact needs no date from the part of its sentence that was not understood."""
    period = fact.slots.get("period")
    return isinstance(period, Period) and (period.year is not None or period.form in ("moment", "span"))


def _status(rule: Rule, found: Resolved, before: Known, *, among: bool) -> Status:
    """The status of a clause's amounts: what was invested in something that is finished is no plan any more."""
    status = _part_status(status_of(rule, found.slots), before, among=among, moved="change" in found.slots)
    if before.status is Status.CUMULATIVE and status is Status.ACTUAL and _sums_up(found.slots):
        return Status.CUMULATIVE
    return Status.STATED if status is Status.PLANNED and "modal" not in found.slots and before.built else status


def _sums_up(slots: Mapping[str, Slot]) -> bool:
    """Whether it goes on with the sums of what 累计 counted before: 累计增持1835万股，增持金额1.67亿元."""
    metric = slots.get("metric")
    summed = isinstance(metric, Phrase) and metric.attrs.get("dim") in ("money", "mass", "volume", "energy")
    return summed and "change" not in slots


def _part_status(status: Status, whole: Known, *, among: bool, moved: bool) -> Status:
    """A part of what is only signed or planned (其中11个…) is no more than that; of what is not known, only stated.

    What has ``moved`` against an earlier time is real.
    """
    if not among:
        return status
    if not whole.slots and status is Status.ACTUAL and not moved:
        return Status.STATED
    return whole.status if whole.status in (Status.SIGNED, Status.PLANNED) and status is Status.ACTUAL else status


def _carried(fact: Fact, before: Known) -> Status:
    """The status of what happened; an amount told about it (计划投资总额…) does not change that."""
    return before.status if "metric" in fact.slots and before.status is not None else fact.status


def _company(article: Article, lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]]) -> Phrase | None:
    """The one company an article is about, if there is no other in it."""
    entities = _longest(e for grid, found in zip(lattices, names, strict=True) for e in _entities(grid, found))
    named = {e.span for e in entities if e.kind == "company"}
    words = [
        term_edge(grid, start, end, term).value
        for grid, found in zip(lattices, names, strict=True)
        for start, end, term in (*((m.start, m.end, m.term) for m in grid.matches), *found)
        if term.cat == "company"
    ]
    phrases = [word for word in words if isinstance(word, Phrase) and word.span in named]
    return sole_company(article, entities, phrases)


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
