"""Points, headline and takeaway: a plan's facts in sentences, each read back before it is kept.

A sentence that cannot be said, or whose reading back differs from its facts,
is left out, and its facts are remembered as unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.assemble.desk import Desk, wording
from briefing.assemble.joining import told
from briefing.condense.headline import shares
from briefing.condense.plan import Item
from briefing.lexicon.terms import built_in
from briefing.render.labels import labels_for
from briefing.translate.embedded.modality import DONE, modality
from briefing.translate.embedded.sentences import Unsayable
from briefing.translate.embedded.words import generic
from briefing.values import Entity, Fact, Figure, Finding, Lang, Phrase, Row, Severity, Span, Statement, Status
from briefing.verify.compare import mask_names, verify_statement


def statement_of(desk: Desk, item: Item, *, lists: bool = True) -> Statement | None:
    try:
        text = told(desk, item.facts)
    except Unsayable:
        desk.unsaid += item.facts
        return None
    statement = _checked(desk, _named_once(text, item.facts), item.facts, all_figures=lists)
    if statement is None:
        desk.unsaid += item.facts
    return statement


def _named_once(text: str, facts: Sequence[Fact]) -> str:
    """A name told with its original in brackets is told so once in a point."""
    for zh in {e.zh for fact in facts for e in fact.entities if not e.certain}:
        for bracket in (f" ({zh})", f"（{zh}）"):
            head, found, tail = text.partition(bracket)
            text = head + found + tail.replace(bracket, "")
    return text


def _checked(desk: Desk, text: str, facts: Sequence[Fact], *, all_figures: bool = True) -> Statement | None:
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
        originals=_originals(text, entities, desk.lang),
        status=_status(facts[0]),
    )


def _status(fact: Fact) -> Status | None:
    """The status of a sentence's amounts: 总投资52亿元的项目开工 has started, its total investment is planned.

    None where they differ: 24 projects started are actual, their total investment is planned.
    """
    subject, measure = fact.slots.get("subj"), fact.slots.get("m")
    if isinstance(measure, Phrase) and "status" in measure.attrs and measure.attrs["status"] != str(fact.status):
        return None
    if isinstance(subject, Phrase) and "status" in subject.attrs and set(fact.figures) <= set(subject.figures):
        return Status(subject.attrs["status"])
    return fact.status


def _numbered(facts: Sequence[Fact], lang: Lang) -> list[str]:
    """Words that hold a number which is no figure: Fortune Global 500 company."""
    words = [leaf for fact in facts for leaf in fact.leaves if isinstance(leaf, Phrase) and not leaf.entity]
    forms = [form for w in words for form in (w.form(lang), w.attrs.get("en_pl", "")) if any(c.isdigit() for c in form)]
    return [form for form in forms if form]


def _kept_out(error: Finding, span: Span) -> Finding:
    """What stopped a sentence is a note: the sentence is not in the brief."""
    return Finding(f"left-out.{error.code}", Severity.NOTE, f"sentence left out: {error.message}", span, error.target)


def _originals(text: str, entities: Iterable[Entity], lang: Lang) -> tuple[tuple[int, int], ...]:
    found = set()
    for entity in entities:
        if entity.certain or entity.form(lang) == entity.zh:
            continue
        at = text.find(entity.zh)
        if at >= 0:
            found.add((at, at + len(entity.zh)))
    return tuple(sorted(found))


def with_refs(desk: Desk, statement: Statement) -> Statement:
    return replace(statement, refs=desk.refs(statement.spans))


def headline_of(desk: Desk, chosen: Sequence[tuple[Item, Statement]], rows: Sequence[Row]) -> Statement:
    """The article's own headline where it could be read, else a lead point, a row, or the names."""
    candidates = [desk.plan.title] if desk.plan.title else []
    for item in (*candidates, *_of_the_title(desk, [item for item, _ in chosen])):
        short = short_of(desk, item)
        if short is not None:
            return short
    words = wording(desk.lang)["headline"]
    row = _row_of_the_title(desk, rows)
    if row is not None:
        text = _row_in_short(desk, row)
        named = _originals(text, desk.plan.entities, desk.lang)
        return Statement(desk.lang, text, spans=row.spans, figures=row.figures, originals=named)
    names = list(dict.fromkeys(_with_article(entity, desk.lang) for entity in _whom_it_concerns(desk)))[:2]
    if names:
        text = words["names_figures" if rows else "names"].format(names=words["and"].join(names))
        return Statement(desk.lang, text, originals=_originals(text, desk.plan.entities, desk.lang))
    return Statement(desk.lang, words["figures" if rows else "none"])


def _of_the_title(desk: Desk, items: Sequence[Item]) -> list[Item]:
    """The points that tell what the article's headline tells, the one that tells most of it first."""
    reading = desk.plan.reading
    named = [(shares(item.lead, reading), item) for item in items if not _unnamed(item.lead)]
    return [item for shared, item in sorted(named, key=lambda pair: -pair[0]) if shared]


def _row_of_the_title(desk: Desk, rows: Sequence[Row]) -> Row | None:
    """The line that tells most of what the article's headline tells, and may stand alone."""
    facts = {fact.span: fact for fact in desk.plan.rows}
    alone = [row for row in rows if not row.scope and _names_its_owner(desk, row) and row.spans[0] in facts]
    shared = [(shares(facts[row.spans[0]], desk.plan.reading), row) for row in alone]
    return max(shared, key=lambda pair: pair[0])[1] if any(share for share, _ in shared) else None


def _whom_it_concerns(desk: Desk) -> list[Entity]:
    """The companies that the headline names; a court or an exchange in it mostly judges or lists somebody else."""
    title = desk.plan.reading.article.title_span
    named = [e for e in desk.plan.reading.entities if title is not None and title.holds(e.span)]
    text = desk.plan.reading.article.text
    companies = [e for e in named if e.kind == "company" and "交易所" not in e.zh + e.form("ja")]
    companies = [e for e in companies if not text[: e.span.start].endswith(tuple("0123456789"))]  # 21瑞邸02 is a bond
    # A place is what an article is about only where its headline begins with it.
    first = [e for e in named if title is not None and e.span.start == title.start]
    first = [e for e in first if e.kind == "project" or (e.kind == "place" and _level(e) in _TOWNS)]
    first = [] if title is not None and _SPOKEN_OF.match(title.of(desk.plan.reading.article.text)) else first
    return [e for e in companies or first if e.form(desk.lang)]


# 德国 at the head of a headline mostly says where a company is from.
# 松原食品：首次回购…: a headline that sets a name apart is about that name, and not about the place in it.
_SPOKEN_OF = re.compile(r"[^，。、；\s]{3,12}[:：]")
_TOWNS = frozenset({"province", "city", "district", "county", "zone"})


def _level(place: Entity) -> str:
    return next((term.attrs.get("level", "") for term in built_in().get(place.zh)), "")


def _with_article(entity: Entity, lang: Lang) -> str:
    """The name as a sentence takes it: the Ministry of Commerce."""
    form = entity.form(lang)
    if not entity.certain and form != entity.zh:
        return f"{form} ({entity.zh})" if lang == "en" else f"{form}（{entity.zh}）"
    the = lang == "en" and any(term.attrs.get("the") == "1" for term in built_in().get(entity.zh))
    return f"the {form}" if the and not form.lower().startswith("the ") else form


def _unnamed(fact: Fact) -> bool:
    """Whether a sentence is of "the project" or "the new area": a headline has nothing before it that says which."""
    owner = fact.slots.get("holder") or fact.slots.get("subj")
    if not isinstance(owner, Phrase) or owner.entities or "is" in owner.attrs:
        return False
    return owner.attrs.get("this") == "1" or not (owner.parts or generic(owner) or owner.attrs.get("num") == "pl")


def _names_its_owner(desk: Desk, row: Row) -> bool:
    """Whether a line of the table may stand alone: a figure of nobody is no headline."""
    return any((form := e.form(desk.lang)) and form in row.holder for e in desk.plan.reading.entities)


def _row_in_short(desk: Desk, row: Row) -> str:
    """A line of the table as a headline, with its time and with what keeps it from being a plain fact."""
    words, labels = wording(desk.lang)["headline"], labels_for(desk.lang)
    unknown = (labels.text["not_stated"], labels.text["see_source"])
    more = [] if row.period in unknown else [row.period]
    more += [] if row.status in (Status.ACTUAL, Status.STATED) else [row.status_label]
    text = str(words["row"].format(holder=row.holder, label=row.label, value=row.value))
    return text if not more else text + str(words["more"].format(more=words["between"].join(more)))


def short_of(desk: Desk, item: Item) -> Statement | None:
    """A point as a headline: its lead sentence without lists and without its stop."""
    try:
        text = desk.writer.headline(item.lead)
        more = "".join(_amount(desk, fact) for fact in item.facts[1:2] if _of_one_time(item.lead, fact))
    except Unsayable:
        return None
    whole = _checked(desk, text + more, item.facts[:2], all_figures=False)
    return whole or (_checked(desk, text, item.facts[:1], all_figures=False) if more else None)


def _of_one_time(lead: Fact, fact: Fact) -> bool:
    """Whether a second amount may stand in a headline without its own time."""
    own = fact.slots.get("period")
    if "holder" in fact.slots and _owner(fact) != _owner(lead):
        return False  # 沪市成交4653亿元，深市成交7714亿元: the second amount would be taken for the first's
    return own is None or own == lead.slots.get("period")


def _owner(fact: Fact) -> str:
    owner = fact.slots.get("holder", fact.slots.get("subj"))
    if not isinstance(owner, Phrase):
        return ""
    return owner.entity.en if owner.entity is not None else owner.en


def _amount(desk: Desk, fact: Fact) -> str:
    """The amount that goes with a lead: "; planned total investment RMB 20.45 billion"."""
    value, metric = fact.slots.get("value"), fact.slots.get("metric")
    if not isinstance(value, Figure) or metric is None or modality(fact.slots) is not DONE:
        return ""
    mark, gap = ("; ", " ") if desk.lang == "en" else ("、", "")
    return f"{mark}{desk.writer.words.say(metric)}{gap}{desk.writer.words.say(value)}"


def takeaway_of(desk: Desk, chosen: Sequence[tuple[Item, Statement]]) -> tuple[Statement, ...]:
    """The lead in a sentence, and a second one that says what of the amounts is not yet real."""
    if not chosen:
        return ()
    first = chosen[0][0]
    other = [item for item, _ in chosen[1:] if item.lead.status is not first.lead.status and item.score > 0]
    parts = [replace(first, facts=first.facts[:2]), *(replace(item, facts=item.facts[:1]) for item in other[:1])]
    short = replace(desk, writer=desk.writer.short())
    said = [statement_of(short, item, lists=False) for item in parts]
    return tuple(with_refs(desk, statement) for statement in said if statement is not None) or chosen[:1][0][1:]
