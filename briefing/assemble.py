"""A plan in one language: the brief, sentence by sentence, each checked before it is kept.

Owns how facts become headline, takeaway, points, rows, parties and open items.
A sentence that cannot be said, or whose reading back differs from its facts,
is left out here and its clause listed as open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.condense.plan import MOST_POINTS, Item, Plan
from briefing.render.labels import labels_for
from briefing.translate.amounts import write_figure
from briefing.translate.embedded.modality import DONE, modality
from briefing.translate.embedded.sentences import Unsayable, Writer
from briefing.translate.periods import write_period
from briefing.values import (
    Article,
    Brief,
    Entity,
    Fact,
    Figure,
    Finding,
    Lang,
    OpenClause,
    OpenItem,
    Party,
    Period,
    Phrase,
    Provenance,
    Row,
    Severity,
    SourceSentence,
    Span,
    Statement,
    Status,
)
from briefing.verify.compare import mask_names, verify_statement

_SCALE_ALONE = re.compile("[百千万亿]+[^0-9零一二三四五六七八九十]?")


@cache
def wording(lang: Lang) -> dict[str, Any]:
    """The words of the brief's frame that are no section names: kinds of parties, takeaway, fallback headline."""
    text = files("briefing").joinpath("data", f"wording.{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(slots=True)
class _Desk:
    """One brief in the making."""

    plan: Plan
    lang: Lang
    writer: Writer
    findings: list[Finding] = field(default_factory=list)
    cited: dict[int, int] = field(default_factory=dict)
    unsaid: list[Fact] = field(default_factory=list)

    def refs(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """Numbers of the source sentences that hold the spans, counted as they are first cited."""
        found = []
        for span in spans:
            for number, sentence in enumerate(self.plan.reading.sentences):
                if sentence.overlaps(span):
                    found.append(self.cited.setdefault(number, len(self.cited) + 1))
        return tuple(dict.fromkeys(found))


def agreed(plan: Plan, writers: Mapping[Lang, Writer]) -> Plan:
    """The plan without what one of the languages cannot say: both briefs state the same facts."""
    desks = [_Desk(plan, lang, writer) for lang, writer in writers.items()]
    items = tuple(said for item in plan.items if (said := _sayable(desks, item)) is not None)
    rows = tuple(fact for fact in plan.rows if all(list(_row_of(desk, fact)) for desk in desks))
    titled = plan.title is not None and all(_short(desk, plan.title) for desk in desks)
    title = plan.title if titled else None
    return replace(plan, items=items, rows=rows, title=title)


def _sayable(desks: Sequence[_Desk], item: Item) -> Item | None:
    """As much of a point, from its beginning, as every language can say."""
    for length in range(len(item.facts), 0, -1):
        shorter = replace(item, facts=item.facts[:length])
        if all(_statement(desk, shorter) for desk in desks):
            return shorter
    return None


def assemble(plan: Plan, lang: Lang, writer: Writer, *, provenance: Provenance) -> Brief:
    """The brief of an agreed ``plan`` in ``lang``."""
    desk = _Desk(plan, lang, writer)
    said = [(item, statement) for item in plan.items if (statement := _statement(desk, item)) is not None]
    chosen = _chosen(said)
    rows = tuple(row for fact in plan.rows for row in _row_of(desk, fact))
    headline = _headline(desk, chosen, rows)
    points = tuple(_with_refs(desk, s) for _, s in chosen)
    brief_rows = tuple(_row_refs(desk, row) for row in rows)
    parties = tuple(_parties(desk))
    stated = {f.span for s in points for f in s.figures} | {f.span for r in brief_rows for f in r.figures}
    open_items = tuple(_open_items(desk, stated))
    article = plan.reading.article
    return Brief(
        lang=lang,
        headline=headline,
        date_line=_date_line(article, desk),
        takeaway=_takeaway(desk, chosen),
        points=points,
        rows=brief_rows,
        parties=parties,
        quotes=(),
        open_items=open_items,
        sources=_sources(desk),
        findings=tuple(desk.findings),
        provenance=provenance,
        title_zh=article.title,
        url=article.url or "",
        published=article.published,
    )


def _chosen(said: Sequence[tuple[Item, Statement]]) -> list[tuple[Item, Statement]]:
    """The best points: the first leads, the others follow in the article's order."""
    best = said[:MOST_POINTS]
    return [*best[:1], *sorted(best[1:], key=lambda pair: pair[0].lead.span)]


# --- sentences ---


def _statement(desk: _Desk, item: Item, *, lists: bool = True) -> Statement | None:
    try:
        text = _join(desk.lang, [_sentence(desk, fact, before=before) for fact, before in _pairs(item.facts)])
    except Unsayable:
        desk.unsaid += item.facts
        return None
    statement = _checked(desk, text, item.facts, all_figures=lists)
    if statement is None:
        desk.unsaid += item.facts
    return statement


def _pairs(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact | None]]:
    return zip(facts, (None, *facts), strict=False)


def _sentence(desk: _Desk, fact: Fact, *, before: Fact | None) -> str:
    """The fact in words; a period it took from the sentence before is not said twice."""
    if before is not None and "period" in fact.inherited and fact.slots.get("period") == before.slots.get("period"):
        fact = replace(fact, slots={name: slot for name, slot in fact.slots.items() if name != "period"})
    text = desk.writer.sentence(fact)
    if "metric" in fact.slots or before is None or "among" not in fact.inherited:
        return text
    return f"{wording(desk.lang)['among']}{text[:1].lower() + text[1:] if _lowers(text) else text}"


def _lowers(text: str) -> bool:
    """Whether a sentence's first word is no name: only number words and articles are surely not."""
    return text.split(" ")[0] in {"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "The", "More"}


def _join(lang: Lang, sentences: Sequence[str]) -> str:
    return (" " if lang == "en" else "").join(sentences)


def _checked(desk: _Desk, text: str, facts: Sequence[Fact], *, all_figures: bool = True) -> Statement | None:
    """The sentence, if reading it back gives the facts' figures and names; else a note of why not."""
    figures = tuple(f for fact in facts for f in fact.figures)
    periods = tuple(p for fact in facts for p in fact.periods)
    entities = tuple(e for fact in facts for e in fact.entities)
    found = verify_statement(
        mask_names(text, _numbered(facts, desk.lang)), desk.lang, figures, periods, entities if all_figures else ()
    )
    errors = [f for f in found if f.severity is Severity.ERROR and (all_figures or f.code != "figure.dropped")]
    if errors:
        desk.findings += [_kept_out(error, facts[0].span) for error in errors]
        return None
    spans = tuple(span for fact in facts for span in (fact.span, *fact.proof))
    return Statement(
        lang=desk.lang,
        text=text,
        spans=spans,
        figures=figures,
        periods=periods,
        entities=entities,
        originals=_originals(text, entities),
        status=facts[0].status,
    )


def _numbered(facts: Sequence[Fact], lang: Lang) -> list[str]:
    """Words that hold a number which is no figure: Fortune Global 500 company."""
    words = [leaf for fact in facts for leaf in fact.leaves if isinstance(leaf, Phrase) and not leaf.entity]
    forms = [form for w in words for form in (w.form(lang), w.attrs.get("en_pl", "")) if any(c.isdigit() for c in form)]
    return [form for form in forms if form]


def _kept_out(error: Finding, span: Span) -> Finding:
    """What stopped a sentence is a note: the sentence is not in the brief."""
    return Finding(f"left-out.{error.code}", Severity.NOTE, f"sentence left out: {error.message}", span, error.target)


def _originals(text: str, entities: Iterable[Entity]) -> tuple[tuple[int, int], ...]:
    found = set()
    for entity in entities:
        at = -1 if entity.certain else text.find(entity.zh)
        if at >= 0:
            found.add((at, at + len(entity.zh)))
    return tuple(sorted(found))


def _with_refs(desk: _Desk, statement: Statement) -> Statement:
    return replace(statement, refs=desk.refs(statement.spans))


# --- headline and takeaway ---


def _headline(desk: _Desk, chosen: Sequence[tuple[Item, Statement]], rows: Sequence[Row]) -> Statement:
    """The article's own headline where it could be read, else a lead point, a row, or the names."""
    candidates = [desk.plan.title] if desk.plan.title else []
    candidates += [item for item, _ in chosen[:3]]
    for item in candidates:
        short = _short(desk, item)
        if short is not None:
            return short
    words = wording(desk.lang)["headline"]
    if rows:
        text = words["row"].format(label=rows[0].label, value=rows[0].value)
        return Statement(desk.lang, text, spans=rows[0].spans, figures=rows[0].figures)
    names = [e.form(desk.lang) for e in desk.plan.entities if e.certain and e.form(desk.lang)][:2]
    text = words["names"].format(names=words["and"].join(names)) if names else words["none"]
    return Statement(desk.lang, text)


def _short(desk: _Desk, item: Item) -> Statement | None:
    """A point as a headline: its lead sentence without lists and without its stop."""
    try:
        text = desk.writer.headline(item.lead)
        for fact in item.facts[1:2]:
            text += _amount(desk, fact)
    except Unsayable:
        return None
    return _checked(desk, text, item.facts[:2], all_figures=False)


def _amount(desk: _Desk, fact: Fact) -> str:
    """The amount that goes with a lead: "; planned total investment RMB 20.45 billion"."""
    value, metric = fact.slots.get("value"), fact.slots.get("metric")
    if not isinstance(value, Figure) or metric is None or modality(fact.slots) is not DONE:
        return ""
    mark, gap = ("; ", " ") if desk.lang == "en" else ("、", "")
    return f"{mark}{desk.writer.words.say(metric)}{gap}{desk.writer.words.say(value)}"


def _takeaway(desk: _Desk, chosen: Sequence[tuple[Item, Statement]]) -> tuple[Statement, ...]:
    """The lead in a sentence, and a second one that says what of the amounts is not yet real."""
    if not chosen:
        return ()
    first = chosen[0][0]
    other = [item for item, _ in chosen[1:] if item.lead.status is not first.lead.status and item.score > 0]
    parts = [replace(first, facts=first.facts[:2]), *(replace(item, facts=item.facts[:1]) for item in other[:1])]
    short = replace(desk, writer=desk.writer.short())
    said = [_statement(short, item, lists=False) for item in parts]
    return tuple(_with_refs(desk, statement) for statement in said if statement is not None) or chosen[:1][0][1:]


# --- rows ---


def _row_of(desk: _Desk, fact: Fact) -> Iterator[Row]:
    try:
        yield from _measure_row(desk, fact) if "metric" in fact.slots else _count_rows(desk, fact)
    except Unsayable:
        desk.unsaid.append(fact)


def _measure_row(desk: _Desk, fact: Fact) -> Iterator[Row]:
    if "holder" not in fact.slots and _generic(fact):
        raise Unsayable
    say, slots = desk.writer.words.say, fact.slots
    label = say(slots["metric"])
    if "where" in slots:
        label += f" {say(slots['where'], 'in')}" if desk.lang == "en" else f"（{say(slots['where'])}）"
    value, change = slots.get("value"), desk.writer.change(slots)
    figures = tuple(f for n in ("value", "change", "from", "basevalue") if isinstance(f := slots.get(n), Figure))
    shown = write_figure(value, desk.lang) if isinstance(value, Figure) else change
    if not shown:
        raise Unsayable
    yield _row(desk, fact, label, shown, change if isinstance(value, Figure) else "", figures)


def _generic(fact: Fact) -> bool:
    """Whether the metric alone says nothing: a growth rate, an amount, a share of what?"""
    metric = fact.slots.get("metric")
    attrs = metric.attrs if isinstance(metric, Phrase) and not metric.parts else {}
    return attrs.get("dim") == "growth" or attrs.get("sense") == "generic"


def _count_rows(desk: _Desk, fact: Fact) -> Iterator[Row]:
    """A line for every counted thing of an event."""
    for phrase in _counted(fact):
        figure = phrase.parts["n"]
        head = phrase.parts["h"]
        if not isinstance(figure, Figure) or not isinstance(head, Phrase):
            continue
        label = desk.writer.words.say(head, "pl")
        kind = phrase.parts.get("m")
        if isinstance(kind, Figure):
            label = (
                f"{write_figure(kind, desk.lang)} {label}"
                if desk.lang == "en"
                else f"{write_figure(kind, 'ja')}{label}"
            )
        target = fact.slots.get("obj")
        if isinstance(target, Phrase) and target.entity and "subj" in fact.slots:
            place = desk.writer.words.say(target)
            label += f" ({place})" if desk.lang == "en" else f"（{place}）"
        counter = head.attrs.get("ctr", "") if figure.unit == "count" else ""
        shown = write_figure(figure, desk.lang, ctr=counter)
        if shown:
            figures = (figure, kind) if isinstance(kind, Figure) else (figure,)
            yield _row(desk, fact, label, shown, "", figures)


def _counted(fact: Fact) -> Iterator[Phrase]:
    for name, slot in fact.slots.items():
        if name not in fact.inherited and isinstance(slot, Phrase):
            yield from _counted_in(slot)


def _counted_in(phrase: Phrase) -> Iterator[Phrase]:
    if {"n", "h"} <= phrase.parts.keys():
        yield phrase
    for part in phrase.parts.values():
        if isinstance(part, Phrase):
            yield from _counted_in(part)


def _row(desk: _Desk, fact: Fact, label: str, value: str, change: str, figures: tuple[Figure, ...]) -> Row:
    labels = labels_for(desk.lang)
    missing = labels.text["see_source" if fact.blocked else "not_stated"]
    planned_of = fact.status is Status.PLANNED and "metric" not in fact.slots
    status = Status.STATED if planned_of and (_in_subject(fact, figures) or "modal" not in fact.slots) else fact.status
    return Row(
        label=label[:1].upper() + label[1:] if desk.lang == "en" else label,
        value=value,
        status=status,
        status_label=labels.status[str(status)],
        period=_cell(desk, fact, "period") or missing,
        holder=_cell(desk, fact, "holder") or _cell(desk, fact, "subj") or missing,
        change=change,
        figures=figures,
        spans=(fact.span, *fact.proof),
    )


def _in_subject(fact: Fact, figures: Sequence[Figure]) -> bool:
    """Whether the figures count who acts: the 15 projects exist, whatever they plan."""
    subject = fact.slots.get("subj") or fact.slots.get("holder")
    return isinstance(subject, Phrase) and bool(figures) and set(figures) <= set(subject.figures)


def _cell(desk: _Desk, fact: Fact, name: str) -> str:
    slot = fact.slots.get(name)
    if isinstance(slot, Period):
        return write_period(slot, desk.lang, place="table")
    if slot is None or (name == "subj" and isinstance(slot, Phrase) and not _names_someone(slot)):
        return ""
    try:
        text = desk.writer.words.say(slot)
    except Unsayable:
        return ""
    return text[:1].upper() + text[1:] if desk.lang == "en" else text


def _names_someone(subject: Phrase) -> bool:
    """Whether a subject tells whose figure it is: a name or a described kind, not a count or a bare noun."""
    return "n" not in subject.parts and (bool(subject.parts) or subject.entity is not None)


def _row_refs(desk: _Desk, row: Row) -> Row:
    return replace(row, refs=desk.refs(row.spans))


# --- parties, open items, sources ---


def _parties(desk: _Desk) -> Iterator[Party]:
    kinds = wording(desk.lang)["kinds"]
    for entity in desk.plan.entities:
        # A name nobody can spell in the target language yet is shown as it stands, in brackets.
        name = entity.form(desk.lang) or (f"({entity.zh})" if desk.lang == "en" else "")
        if name and entity.kind != "media":
            yield Party(name, kinds[entity.kind], entity.zh, entity.certain, desk.refs([entity.span])[:1], entity)


def _open_items(desk: _Desk, stated: set[Span]) -> Iterator[OpenItem]:
    """Clauses whose figures the brief does not state, in the article's order."""
    text = desk.plan.reading.article.text
    clauses = [(c.span, c) for c in desk.plan.open_clauses if not _repeated(desk, c, stated)]
    undated = {c.span for c in desk.plan.open_clauses if not c.figures}
    unsaid = [(f.span, OpenClause(f.span, f.figures, f.periods, f.entities)) for f in desk.plan.reading.facts]
    for span, clause in sorted([*clauses, *unsaid], key=lambda pair: pair[0]):
        missing = [f for f in clause.figures if f.span not in stated and _telling(f)]
        if missing or span in undated:
            stated |= {f.span for f in missing}
            yield OpenItem(span.of(text), span, tuple(_known(desk, clause)), desk.refs([span]))


def _repeated(desk: _Desk, clause: OpenClause, stated: set[Span]) -> bool:
    """Whether a heading only repeats figures that the brief states."""
    reading = desk.plan.reading
    inside = next((p for p in reading.article.paragraphs if p.span.holds(clause.span)), None)
    if inside is not None and inside.kind != "heading":
        return False
    values = {f.value for f in reading.figures if f.span in stated}
    return bool(clause.figures) and all(f.value in values for f in clause.figures)


def _telling(figure: Figure) -> bool:
    """Not 一 before a measure word, mostly an article, and not a scale alone: 万亿市值 names a class."""
    if figure.value == 1 and figure.text.startswith("一") and figure.unit == "count":
        return False
    return bool(figure.multiple) or not _SCALE_ALONE.fullmatch(figure.text)


def _known(desk: _Desk, clause: OpenClause) -> Iterator[str]:
    """Figures, dates, names and terms of a clause in the target language."""
    for figure in filter(_telling, clause.figures):
        yield write_figure(figure, desk.lang) or ""
    for period in clause.periods:
        yield write_period(period, desk.lang, place="table")
    for entity in clause.entities:
        yield entity.form(desk.lang) if entity.certain else ""
    for term in clause.terms:
        try:
            yield desk.writer.words.say(term)
        except Unsayable:
            continue


def _sources(desk: _Desk) -> tuple[SourceSentence, ...]:
    reading = desk.plan.reading
    ordered = sorted(desk.cited.items(), key=lambda pair: pair[1])
    return tuple(
        SourceSentence(number, reading.sentences[n], reading.sentences[n].of(reading.article.text))
        for n, number in ordered
    )


def _date_line(article: Article, desk: _Desk) -> str:
    medium = _media(article.source, desk)
    via = _media(article.via, desk)
    published = None if article.inferred else article.published
    parts = [labels_for(desk.lang).date(published) or wording(desk.lang)["undated"], medium]
    if via and via != medium:
        parts.append(wording(desk.lang)["via"].format(name=via))
    return " · ".join(part for part in parts if part)


def _media(name: str | None, desk: _Desk) -> str:
    """A medium by its known name; an unknown one is left to the sources."""
    from briefing.lexicon.terms import built_in

    for term in built_in().get(name or ""):
        return term.en if desk.lang == "en" else term.ja
    return ""
