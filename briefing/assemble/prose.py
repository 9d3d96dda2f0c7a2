"""A brief written by an engine's sentences, each of which has passed the protected path.

Owns where each chosen passage goes: a sentence of the engine, else the embedded
engine's sentences for the same facts, else a row or an open item. The frame
(rows, parties, sources, date line) is that of every brief.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.assemble.desk import Desk
from briefing.assemble.finish import finished
from briefing.assemble.rows import rows_of
from briefing.assemble.sentences import headline_of, short_of, statement_of, with_refs
from briefing.condense.plan import Plan
from briefing.condense.sentences import Chosen, telling
from briefing.protect.path import Guarded
from briefing.translate.embedded.sentences import Writer
from briefing.values import Brief, Entity, Lang, Outcome, Provenance, Row, Span, Statement, Trace

_LONGEST_HEADLINE = {"en": 130, "ja": 60}
# The article's own headline may be longer than one of ours, but a first paragraph is none.
_LONGEST_TITLE = {"en": 170, "ja": 80}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one chosen passage."""

    guarded: Guarded
    statements: tuple[Statement, ...]
    quoted: bool
    lead: bool = False


def assemble_prose(
    plan: Plan, lang: Lang, writer: Writer, guarded: Sequence[Guarded], chosen: Chosen, *, provenance: Provenance
) -> Brief:
    """The brief of a plan in ``lang`` from what an engine wrote."""
    desk = Desk(plan, lang, writer)
    said = _said(desk, guarded, chosen, engine=provenance.engine)
    rows = tuple(row for fact in plan.rows for row in rows_of(desk, fact))
    headline = _headline(desk, guarded, said, rows, engine=provenance.engine)
    guesses = _guesses(headline, said)
    once = _Once(guesses)
    takeaway = tuple(once.said(with_refs(desk, s)) for each in said if each.lead for s in each.statements)
    rest = [each for each in said if not each.lead]
    points = tuple(once.said(with_refs(desk, s)) for each in rest if not each.quoted for s in each.statements)
    quotes = tuple(once.said(with_refs(desk, s)) for each in rest if each.quoted for s in each.statements)
    brief = finished(
        desk,
        headline=headline,
        takeaway=takeaway,
        points=points,
        quotes=quotes,
        rows=rows,
        provenance=provenance,
        guesses=guesses,
    )
    return replace(brief, traces=tuple(_traces(guarded, said, brief)))


def _said(desk: Desk, guarded: Sequence[Guarded], chosen: Chosen, *, engine: str) -> list[Said]:
    """Every chosen passage that can be said, in the article's order."""
    wanted = [g for g in guarded if not g.passage.title and _holds_any(g, chosen.spans)]
    found = []
    for each in wanted:
        own = tuple(_embedded(desk, each.passage.span))
        if each.text and not (each.strange and _dispensable(each, own)):
            desk.findings += each.doubts
            found.append(Said(each, (statement_from(each, desk.lang, engine),), _is_quote(each)))
        elif own:
            found.append(Said(each, own, quoted=False))
    lead = next((s for span in chosen.leads for s in found if s.guarded.passage.span.overlaps(span)), None)
    return [replace(each, lead=each is lead) for each in found]


def _dispensable(guarded: Guarded, own: Sequence[Statement]) -> bool:
    """Whether a sentence with a name that nothing proves can be spared: its figures are told without it."""
    told = {f.span for statement in own for f in statement.figures}
    return all(f.span in told for f in guarded.known.figures if telling(f))


def _guesses(headline: Statement, said: Sequence[Said]) -> tuple[Entity, ...]:
    """Names that only the engine knows, in the order of their first mention in the article."""
    spoken = [headline, *(s for each in said for s in each.statements)]
    found: dict[str, Entity] = {}
    for entity in (e for statement in spoken for e in statement.entities if e.origin == "model"):
        found.setdefault(entity.zh, entity)
    return tuple(sorted(found.values(), key=lambda e: e.span))


class _Once:
    """Sets the Chinese in brackets beside a guess where it is first said, and not again."""

    def __init__(self, guesses: Sequence[Entity]) -> None:
        self.brackets = {f" ({entity.zh})" for entity in guesses}
        self.seen: set[str] = set()

    def said(self, statement: Statement) -> Statement:
        text = statement.text
        for bracket in sorted(self.brackets):
            if bracket in text and bracket in self.seen:
                text = text.replace(bracket, "")
            elif bracket in text:
                self.seen.add(bracket)
        return replace(statement, text=text, originals=(*statement.originals, *_originals(text, self.brackets)))


def _originals(text: str, brackets: Iterable[str]) -> Iterator[tuple[int, int]]:
    for bracket in sorted(brackets):
        if (at := text.find(bracket)) >= 0:
            yield at + 2, at + len(bracket) - 1


def _holds_any(guarded: Guarded, spans: Iterable[Span]) -> bool:
    return any(guarded.passage.span.overlaps(span) for span in spans)


def statement_from(guarded: Guarded, lang: Lang, engine: str) -> Statement:
    """The statement a guarded passage makes."""
    known = guarded.known
    statuses = {fact.status for fact in known.facts}
    return Statement(
        lang=lang,
        text=guarded.text,
        spans=(guarded.passage.span,),
        figures=known.figures,
        periods=known.periods,
        entities=guarded.said,
        engine=engine,
        status=statuses.pop() if len(statuses) == 1 else None,
    )


def _embedded(desk: Desk, span: Span) -> Iterator[Statement]:
    """The embedded engine's sentences for the facts of a passage, in the article's order."""
    items = [item for item in desk.plan.items if span.holds(item.lead.span)]
    for item in sorted(items, key=lambda i: i.lead.span):
        statement = statement_of(desk, item)
        if statement is not None:
            yield statement


# A person's own words: 他表示：“…”, or a sentence that begins with them.
_SPEECH = re.compile(r"(?:说|表示|称|指出|认为|透露|介绍|坦言|强调)[道，,：: ]{0,2}[“「]|^[“「][^”」]{12,}[”」]")


def _is_quote(guarded: Guarded) -> bool:
    """Whether a sentence is mainly what somebody said in his own words."""
    text = guarded.text
    opened, closed = max(text.find("“"), text.find("「")), max(text.rfind("”"), text.rfind("」"))
    return bool(_SPEECH.search(guarded.passage.source)) and closed - opened > len(text) / 2 and opened >= 0


def _headline(
    desk: Desk, guarded: Sequence[Guarded], said: Sequence[Said], rows: Sequence[Row], *, engine: str
) -> Statement:
    """The article's own headline as the engine wrote it, else the embedded engine's, else the lead in short."""
    for each in guarded:
        fits = len(each.text) <= _LONGEST_TITLE[desk.lang]
        if each.passage.title and each.text and fits and not each.strange:
            statement = statement_from(each, desk.lang, engine)
            return replace(statement, text=each.text.rstrip(".。"))
    if desk.plan.title is not None and (short := short_of(desk, desk.plan.title)):
        return short
    items = [(item, s) for item in desk.plan.items[:3] if (s := short_of(desk, item))]
    lead = next((each.statements[0] for each in said if each.lead), None)
    if lead is not None and (not items or len(lead.text) <= _LONGEST_HEADLINE[desk.lang]):
        return replace(lead, text=lead.text.rstrip(".。"))
    return headline_of(desk, items, rows)


def _traces(guarded: Sequence[Guarded], said: Sequence[Said], brief: Brief) -> Iterator[Trace]:
    """What became of every passage of the article."""
    told = {id(each.guarded) for each in said}
    in_rows = {f.span for row in brief.rows for f in row.figures}
    stated = {f.span for s in (*brief.takeaway, *brief.points, *brief.quotes) for f in s.figures} | in_rows
    for each in guarded:
        outcome: Outcome = each.outcome
        if id(each) in told:
            outcome = each.outcome if each.text else "embedded"
        elif each.text and not each.passage.title:
            outcome = "left out"
        elif not each.text:
            figures = {f.span for f in each.known.figures}
            outcome = "row" if figures & in_rows and figures <= stated else "open"
        yield replace(each.trace, outcome=outcome)


__all__ = ["assemble_prose", "statement_from"]
