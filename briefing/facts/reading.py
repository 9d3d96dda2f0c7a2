"""An article as facts: every clause that was understood, and every one that was not.

Owns the way from text to ``Reading``; the grammar, the lattice and the rules of
inheritance are others'. Nothing is dropped: a clause with a figure that no rule
understood becomes an ``OpenClause``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.facts.bulletin_times import with_bulletin_time
from briefing.facts.businesses import without_owner_of_part
from briefing.facts.chart import Builder, Chart, Edge, Parser
from briefing.facts.clauses import Unit, closing, opening, units
from briefing.facts.conditions import with_conditions
from briefing.facts.context import NOTHING, Known, nameless, resolve
from briefing.facts.currency import currency_of_yuan, with_certain_currency
from briefing.facts.dimensions import unfit
from briefing.facts.doubts import (
    as_preliminary,
    carried,
    dates_itself,
    fact_status,
    foretold_too,
    less_sure,
    may_be_agreed,
    may_be_to_come,
    may_share_plan,
    moves_by,
    moves_to_a_bound,
    not_yet_done,
    of_a_sector,
    of_another_time,
    of_no_goods,
    of_no_level,
    of_no_whole,
    of_places,
    of_some_company,
    of_something_unnamed,
    only_agreed,
    only_how_fast,
    planned_by_name,
    sharing,
    totalled,
    undated,
    without_foreign_owner,
    without_moved_share,
)
from briefing.facts.fixings import with_fixings
from briefing.facts.gates import (
    Blocked,
    gate_words,
    keeps_measure,
    looks_back,
    says_more,
    says_nothing,
    tells_of_finished,
)
from briefing.facts.homes import with_certain_country
from briefing.facts.homographs import with_certain_companies
from briefing.facts.in_turn import in_turn, of_their_market
from briefing.facts.kin import with_debtors, with_kin, with_second_comparison
from briefing.facts.labels import label_fact, labelled, with_change
from briefing.facts.lattice import Lattice, edges, lattice
from briefing.facts.lists import changes_of, spread, with_lent_unit, years_of
from briefing.facts.localities import home_of, seat_of, sole_home, strays_of
from briefing.facts.memory import Memory
from briefing.facts.named import entities_of, listed_company, longest, names_found, only_company, open_clauses
from briefing.facts.nation import nation_of
from briefing.facts.nuances import loses_a_word, without_foreign_change, without_part_of_fiscal_year
from briefing.facts.project_facts import of_projects
from briefing.facts.running_times import with_running_time
from briefing.facts.same_time import with_same_time
from briefing.facts.scope import with_scopes
from briefing.facts.segment import sentences
from briefing.facts.senses import event_in_sense
from briefing.facts.sessions import is_price_beside_a_year, of_that_day, sessions_of, with_closing_day, with_session
from briefing.facts.speakers import can_be_own, country_of, observes, speaking_company
from briefing.facts.spoken_of import described, with_spoken_of
from briefing.facts.standing import as_standing
from briefing.facts.table_grid import is_table, worded_cells
from briefing.facts.tables import TableReader, Told
from briefing.facts.tails import as_tail, tail
from briefing.facts.targets import aimed
from briefing.facts.times import with_sole_time
from briefing.facts.topic import at_the_gate, with_topic
from briefing.facts.trade import without_trade_of_all
from briefing.facts.trades import as_sales, in_region, in_trade
from briefing.facts.unit_senses import in_unit
from briefing.facts.unplaced import of_each_or_all, ranks_at_no_time, without_growth_of_each
from briefing.facts.warnings import ranged_as_forecast
from briefing.facts.years_ahead import foreseen_too
from briefing.lexicon.rules import Grammar
from briefing.lexicon.terms import Lexicon
from briefing.script import restored, simplified_article
from briefing.values import Article, Fact, Period, Phrase, Reading, Slot, Span, Status


class Reader:
    """Reads articles with one lexicon and one grammar."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._lexicon = lexicon
        self._grammar = grammar
        self._parser = Parser(grammar)
        self._tables = TableReader(lexicon, self._parser)

    @property
    def lexicon(self) -> Lexicon:
        return self._lexicon

    def read(self, article: Article) -> Reading:
        """All that is understood of ``article``, be it in Simplified or Traditional characters."""
        matched = simplified_article(article)
        return restored(self._read(matched, traditional=matched is not article), article)

    def _read(self, article: Article, *, traditional: bool) -> Reading:
        spans = sentences(article)
        places = [
            place
            for number, (paragraph, span) in enumerate(spans)
            for place in _places(article, paragraph, span, number=number)
        ]
        grids = [lattice(article.text, place.span, self._lexicon) for place in places]
        meant = with_certain_companies(grids, self._lexicon)
        lattices = with_certain_country(with_certain_currency(meant, traditional=traditional))
        named = names_found(lattices, self._lexicon)
        names = with_spoken_of(lattices, named, [place.paragraph for place in places])
        tables = self._tables.read(article, yuan=currency_of_yuan(grids, traditional=traditional))
        rows = deque((number, paragraph) for number, (paragraph, _) in enumerate(spans) if paragraph in tables.by_row)
        state = Memory(article)
        state.company = only_company(article, lattices, names)
        state.sessions = sessions_of(lattices)
        state.home = home_of(lattices, names, titled=article.title_span is not None)
        state.only_place = sole_home(state.home)
        state.strays = strays_of(lattices, names, state.only_place) if state.only_place is not None else ()
        state.listed, state.companies = listed_company(article, lattices, names)
        state.nation = nation_of(lattices, names, self._lexicon)
        for place, grid, found in zip(places, lattices, names, strict=True):
            if place.quiet:
                state.entities += entities_of(grid, found)
                continue
            _tell_rows(state, tables, rows, until=place.paragraph)
            chart = self._parser.parse(grid.text, edges(grid, found), build=Builder(grid.article_span))
            self._sentence(state, grid, chart, place.paragraph, place.number)
            state.entities += entities_of(grid, found)
        _tell_rows(state, tables, rows, until=len(article.paragraphs))
        state.give_owners()
        days = [state.dated(p) for grid in lattices for p in grid.periods]
        kept = longest(state.entities)
        built, sites = ([e for e in kept if e.kind == kind] for kind in ("project", "place"))
        state.facts = of_projects(state.facts, self._grammar, article, places=sites, projects=built, periods=days)
        state.facts = [replace(f, whole=f.whole and not not_yet_done(f, article.text)) for f in state.facts]
        told = [f for place, grid in zip(places, lattices, strict=True) if not place.quiet for f in grid.figures]
        times = [state.dated(p) for grid in lattices for p in grid.periods if not only_compares(grid, p)]
        to_come = {p.span for grid in lattices for p in grid.periods if is_to_come(grid, p)}
        gone = [p for p in times if p.span not in to_come]
        standing = [as_standing(at_the_gate(fact, article.text), article.text) for fact in state.facts]
        listed = in_turn(of_their_market(standing), article.text)
        state.facts = with_running_time(with_sole_time(listed, gone, article.text), times, article.text)
        state.facts = with_fixings(with_bulletin_time(state.facts, gone, article), times, article.text)
        state.facts = [replace(f, whole=f.whole and not _says_too_little(f, times, article)) for f in state.facts]
        state.facts = with_conditions(state.facts, article.text)
        state.facts = [less_sure(f, _sentence_before(f, article.text)) for f in state.facts]
        periods, entities = tuple(state.dated(p) for p in _periods(lattices, tables.periods)), longest(state.entities)
        figures = tuple(sorted((*told, *tables.figures), key=lambda figure: figure.span))
        running = [span for paragraph, span in spans if paragraph not in tables.by_row]
        facts = with_scopes(state.facts, article.text, running)
        return Reading(
            article=article,
            sentences=tuple(span for _, span in spans),
            figures=figures,
            periods=periods,
            entities=entities,
            facts=tuple(facts),
            open_clauses=tuple(state.open),
        )

    def _sentence(self, state: Memory, grid: Lattice, chart: Chart, paragraph: int, number: int) -> None:
        state.grid, state.sentence, state.years = grid, grid.text, None
        state.seat = seat_of(grid, self._lexicon)
        if all(only_compares(grid, period) for period in grid.periods):
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
            if edge is not None and not back and state.foretold(grid, edge):
                edge = aimed(grid, edge) or edge
            if edge is not None and blocked.hedged and not blocked.denied and blocked.ahead is None:
                told = self._foreseen(state, edge, paragraph=paragraph, number=number)
            elif edge is not None and not blocked.hedged and (back or not state.foretold(grid, edge)):
                among = edge.attrs.get("among") == "1"
                before = inside if inside.slots else state.handed_down(paragraph, among=among)
                before = NOTHING if not (inside.slots or among) and _somebody_speaks(edge) else before
                blocked = blocked.lost() if among and not before.slots else blocked
                before = replace(before, built=before.built or inside.built)
                before = before.told_of_the_past() if back else before
                told = self._facts(state, edge, before, paragraph=paragraph, number=number)
                told = () if blocked.to_come and any(map(may_share_plan, told)) else told
            if not told and self._moves_label(state, edge, number):
                continue
            if not told and says_nothing(grid, unit):
                continue
            if not told:
                state.open += open_clauses(grid, unit)
                built = inside.built or tells_of_finished(grid.text[unit.start : unit.end])
                past = inside.past(says_more(grid, unit), measure=keeps_measure(grid, unit))
                goes_on = described(chart, unit, inside)
                inside = state.last = replace(past if past.slots else goes_on, built=built)
                earlier, blocked = blocked, blocked.after(grid, unit)
                found: tuple[Fact, ...] = ()
                if not blocked.hedged:
                    ends = self._at_its_ends(state, chart, grid, unit, paragraph=paragraph, number=number)
                    ahead = to_come or blocked.to_come
                    found = tuple(f for f in ends if not (ahead and may_share_plan(f)) and not nameless(f.slots))
                if earlier.ahead is not None and edge is not None:
                    shared = self._facts(state, edge, NOTHING, paragraph=paragraph, number=number)
                    found = (*found, *sharing(shared, earlier.ahead))
                if not earlier.hedged or earlier.ahead is not None:
                    taken = [fact.span for fact in found]
                    found = (*found, *_labels(chart, grid, unit, taken, paragraph=paragraph, number=number))
                if not blocked.hedged and not (to_come or blocked.to_come):
                    told_of = [fact.span for fact in found]
                    found = (*found, *self._tail(state, chart, grid, unit, told_of, paragraph=paragraph, number=number))
                found = tuple(f for f in found if not loses_a_word(f, state.article.text))
                state.facts += [_as_row(state, fact) for fact in found]
                continue
            told = tuple(foretold_too(fact, foretold) for fact in told) if blocked.any and foretold else told
            told = tuple(foreseen_too(fact, state.facts) for fact in told)
            to_come = told[-1].status in (Status.PLANNED, Status.FORECAST) and not planned_by_name(told[-1])
            foretold = told[-1].status if to_come else foretold if blocked.any else None
            for fact in told:
                self._keep(state, fact, blocked)
            last = state.facts[-1]
            if self._unsaid(last) and not blocked.hedged:
                counted = [span for fact in told for span in _counted(fact)]
                named = _labels(chart, grid, unit, counted, paragraph=paragraph, number=number)
                state.facts += [_as_row(state, fact) for fact in named if not loses_a_word(fact, state.article.text)]
            built = before.built or (
                last.status is Status.ACTUAL and tells_of_finished(last.span.of(state.article.text))
            )
            inside = state.last = Known(last.slots, last.span, last.frame, carried(last, before), built)
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
        if (
            not right_before
            or {"change", "n2"} & last.slots.keys()
            or not self._takes_change(last, phrase.parts.get("change"))
        ):
            return False
        state.facts[-1] = with_change(last, phrase)
        return True

    def _takes_change(self, fact: Fact, change: Slot | None) -> bool:
        """Whether a figure named by a label, or the level at the end of an open clause, may move by this much."""
        rule, level = self._grammar[fact.frame], fact.slots.get("n") or fact.slots.get("value")
        row = rule.kind == "label" or (rule.kind == "measure" and not fact.whole)
        return row and "still" not in rule.attrs and moves_by(level, change)

    def _unsaid(self, fact: Fact) -> bool:
        """Whether a fact is an event that makes no sentence: only what it counts becomes a line of the table."""
        return self._grammar[fact.frame].kind == "event" and not fact.whole

    def _keep(self, state: Memory, fact: Fact, blocked: Blocked) -> None:
        fact = fact if blocked.dated else state.timed(fact, state.facts)
        fact = without_owner_of_part(fact) if blocked.parted else fact
        dated = not blocked.dated or dates_itself(fact, by_day=blocked.by_day)
        slots = {name: state.dated_slot(slot) for name, slot in fact.slots.items()}
        status = Status.SIGNED if blocked.signed and may_be_agreed(fact) else fact.status
        unsure = blocked.based or (blocked.voiced and "src" not in fact.slots)
        whole = fact.whole and dated and not unsure
        fact = replace(fact, whole=whole, blocked=fact.blocked or blocked.any, slots=slots, status=status)
        if (
            "metric" in fact.slots
            and not {"holder", "subj"} & fact.slots.keys()
            and dated
            and not (blocked.among or blocked.another)
            and not (blocked.astray and of_places(fact))
            and "unsaid" not in fact.inherited
        ):
            state.ownerless.append(len(state.facts))
            if unsure:
                state.unsure.add(len(state.facts))
        state.facts.append(fact)

    def _at_its_ends(
        self, state: Memory, chart: Chart, grid: Lattice, unit: Unit, *, paragraph: int, number: int
    ) -> tuple[Fact, ...]:
        """A measure at the head or the end of a clause that stays open."""
        edge = opening(chart, unit) or closing(chart, unit)
        if edge is None or (state.foretold(grid, edge) and not looks_back(grid, unit)):
            return ()  # 到2027年…达到 is a target
        return self._facts(state, edge, NOTHING, paragraph=paragraph, number=number)

    def _tail(
        self,
        state: Memory,
        chart: Chart,
        grid: Lattice,
        unit: Unit,
        taken: Sequence[Span],
        *,
        paragraph: int,
        number: int,
    ) -> Iterator[Fact]:
        """A measure at the very end of a clause that stays open, if nothing else tells its figure."""
        edge = tail(chart, grid, unit, taken=taken)
        ahead = edge is not None and state.foretold(grid, edge)
        told_as = aimed(grid, edge) if edge is not None and ahead else edge
        if edge is None or told_as is None:
            return
        for fact in self._facts(state, told_as, NOTHING, paragraph=paragraph, number=number):
            told = None if nameless(fact.slots) else as_tail(fact, grid, unit, edge, aimed=ahead)
            if told is not None:
                yield told

    def _facts(self, state: Memory, edge: Edge, before: Known, *, paragraph: int, number: int) -> tuple[Fact, ...]:
        """What a clause says with what it takes over; nothing where that leaves a doubt about its time."""
        phrase = edge.value
        if not isinstance(phrase, Phrase):
            return ()
        rule, among = self._grammar[phrase.rule], edge.attrs.get("among") == "1"
        owner = self._owner(phrase.parts, own=edge.attrs.get("own", ""))
        company = state.company_before(phrase.span)
        if rule.kind == "measure" and of_that_day(phrase.parts.get("metric"), phrase.span, state.grid):
            before = with_session(before, state.sessions, phrase.span, phrase.span.of(state.article.text))
        facts: list[Fact] = []
        backward = "backward" in rule.attrs
        if backward and not before.slots:
            return ()
        state.years = years_of(phrase.parts) or state.years
        told = changes_of(phrase.parts, state.facts, sentence=number) if backward else spread(phrase.parts, state.years)
        if "bare" in rule.attrs and state.facts and "list" in state.facts[-1].inherited and before.slots:
            return ()  # of which of them?
        for given in map(without_foreign_change, map(without_moved_share, told)):
            near = state.last if paragraph == state.last_paragraph and "metric" not in before.slots else before
            kin = with_kin(given, near, state.article.text) if "kin" in rule.attrs else given
            if kin is None:
                return ()
            given = with_debtors(kin, before, state.article.text)
            given = with_second_comparison(given, before) if "bare" in rule.attrs else given
            parts = with_lent_unit(without_part_of_fiscal_year(given, state.article.text))
            parts = with_same_time(parts, state.facts, state.article.text)
            parts = with_closing_day(parts, state.sessions, phrase.span, state.sentence)
            found = resolve(
                rule, parts, before=before, among=among, owner=owner, company=company, home={**state.home, **state.seat}
            )
            if (not {"bare", "again"}.isdisjoint(rule.attrs) and "metric" not in found.slots) or (
                "own_total" in rule.attrs and among and not totalled(before.slots)
            ):
                return ()
            if only_how_fast(parts):
                return ()
            if found.doubtful or of_another_time(found.slots) or of_no_level(found.slots) or unfit(found.slots):
                return ()
            foretells = rule.status in (Status.PLANNED, Status.FORECAST)  # its own words say so: 有资格获得
            if (
                rule.kind == "event"
                and not foretells
                and may_be_to_come(found, phrase.span.of(state.article.text), before)
            ):
                return ()
            listed = ("list", "metric", "period") if backward else ("list",) if facts else ()
            fact = Fact(
                frame=rule.id,
                span=phrase.span,
                slots=found.slots,
                status=fact_status(rule, found, before, among=among),
                whole=found.whole and not moves_to_a_bound(found.slots),
                blocked=found.elsewhere,
                inherited=(*found.inherited, *listed, *(("among",) if among else ())),
                proof=(before.span,) if backward and before.span else found.proof,
                paragraph=paragraph,
                sentence=number,
            )
            if loses_a_word(fact, state.article.text) or of_a_sector(fact, state.facts, state.article.text):
                return ()
            fact = without_trade_of_all(
                without_foreign_owner(without_growth_of_each(fact)), (*state.facts, *facts), parts.get("holder")
            )
            said = event_in_sense(fact, state.article.text) if rule.kind == "event" else fact
            said = in_unit(in_trade(said, state.article.text, company), state.article.text)
            facts.append(as_sales(in_region(said)))
        so_far = state.article.text[: phrase.span.start]
        facts = [ranged_as_forecast(fact, so_far) for fact in facts]
        return tuple(only_agreed(as_preliminary(fact, state.sentence, so_far)) for fact in facts)

    def _owner(self, slots: Mapping[str, Slot], *, own: str) -> Phrase | None:
        """Whose a clause is that leaves its owner out, as far as its source says so."""
        metric = slots.get("metric")
        company = speaking_company(slots) if own else None
        if company is not None and own == "item" and observes(company):
            return None
        if company is not None and (metric is None or can_be_own(company, metric)):
            return company
        national = isinstance(metric, Phrase) and metric.attrs.get("holder") == "place"
        return country_of(slots, self._lexicon) if national else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch that is read by itself: a sentence, or a cell with words; ``quiet`` where it only names something."""

    paragraph: int
    span: Span
    number: int
    quiet: bool = False


def _places(article: Article, paragraph: int, span: Span, *, number: int) -> Iterator[_Place]:
    if paragraph < 0 or not is_table(article.paragraphs[paragraph]):
        yield _Place(paragraph, span, number)
        return
    for cell, quiet in worded_cells(article.paragraphs[paragraph]):
        yield _Place(paragraph, cell.span, number, quiet)


def _says_too_little(fact: Fact, times: Sequence[Period], article: Article) -> bool:
    """Whether a sentence of a fact would not say when, of whom, or of what."""
    text, title = article.text, article.title
    nameless = of_some_company(fact, text) or of_something_unnamed(fact, text, title) or of_no_goods(fact)
    nameless = nameless or of_each_or_all(fact) or ranks_at_no_time(fact)
    return nameless or is_price_beside_a_year(fact) or of_no_whole(fact, text) or undated(fact, times)


def _sentence_before(fact: Fact, text: str) -> str:
    begins = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    return text[begins : fact.span.start]


def _somebody_speaks(edge: Edge) -> bool:
    """Whether a person speaks in a sentence of their own: an analyst's forecast is not of whom was spoken of before."""
    source = edge.value.parts.get("src") if isinstance(edge.value, Phrase) else None
    return isinstance(source, Phrase) and source.cat in ("np", "person", "speaker") and "o" not in source.parts


def _tell_rows(state: Memory, tables: Told, rows: deque[tuple[int, int]], *, until: int) -> None:
    """The facts of table rows that stand before paragraph ``until``; their holder is the article's topic at most."""
    while rows and rows[0][1] < until:
        number, paragraph = rows.popleft()
        facts, open_clauses = tables.by_row[paragraph]
        state.open += open_clauses
        for fact in facts:
            slots = {name: state.dated_slot(slot) for name, slot in fact.slots.items()}
            fact = replace(fact, slots=slots, paragraph=paragraph, sentence=number)
            fact = with_topic(fact, state.company, whole=False) if state.company is not None else fact
            state.unsure.add(len(state.facts))
            if "holder" not in fact.slots:
                state.ownerless.append(len(state.facts))
            state.facts.append(fact)
        state.last = NOTHING


def _periods(lattices: Sequence[Lattice], heads: Sequence[Period]) -> Iterator[Period]:
    """All periods of the text; a head says better what it means (2023 is a year there)."""
    named = {period.span for period in heads}
    found = [p for grid in lattices for p in grid.periods if not any(span.overlaps(p.span) for span in named)]
    yield from sorted((*found, *heads), key=lambda period: period.span)


def only_compares(grid: Lattice, period: Period) -> bool:
    """Whether a time is only what something is compared with: 较上年同期减少5%."""
    start, _ = grid.folded_range(period.span)
    return grid.text[:start].endswith(("较", "比", "与", "高于", "低于")) or period.text.endswith("同期")


def is_to_come(grid: Lattice, period: Period) -> bool:
    """Whether a clause that names a time speaks of what is still to come (四季度将有…): no actual figure is of it."""
    start, end = grid.folded_range(period.span)
    begins = max(grid.text.rfind(mark, 0, start) for mark in "，；。：") + 1
    ends = [at for mark in "，；。：" if (at := grid.text.find(mark, end)) >= 0]
    clause = grid.text[begins : min(ends, default=len(grid.text))]
    return any(word in clause for word in gate_words("ahead"))


def _halves(title: Lattice) -> tuple[int, ...]:
    """Where a headline is set apart by a space or an upright line: 营收增长5% 净利润达2亿元, 快讯|营收增长5%."""
    text = title.text
    inside = range(1, len(text))
    spaced = (i for i in inside if title.folded.gap(i) and not (text[i - 1].isascii() and text[i].isascii()))
    return (*spaced, *(i for i in inside if text[i - 1] == "|"))


def _labels(
    chart: Chart, grid: Lattice, unit: Unit, taken: Sequence[Span], *, paragraph: int, number: int
) -> Iterator[Fact]:
    """The figures of a clause that the words beside them name, except those ``taken`` already."""
    for edge in labelled(chart, grid, unit, taken=taken):
        fact = label_fact(edge, chart, grid, unit, paragraph=paragraph, sentence=number)
        if fact is not None:
            yield fact


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
