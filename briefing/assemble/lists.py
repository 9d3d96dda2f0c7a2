"""What stands around the statements: parties, open items, source sentences, the date line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.assemble.desk import Desk, wording
from briefing.render.labels import labels_for
from briefing.script import simplified
from briefing.translate.amounts import write_figure
from briefing.translate.embedded.sentences import Unsayable
from briefing.translate.periods import write_period
from briefing.values import Article, Entity, Figure, OpenClause, OpenItem, Party, Reading, SourceSentence, Span

_SCALE_ALONE = re.compile("[百千万亿]+[^0-9零一二三四五六七八九十]?")


def parties_of(desk: Desk, guesses: Sequence[Entity] = ()) -> Iterator[Party]:
    """Every name once. ``guesses`` are forms that only an engine knows."""
    kinds = wording(desk.lang)["kinds"]
    known = {entity.zh for entity in guesses}
    entities = [e for e in desk.plan.entities if e.certain or e.zh not in known]
    for entity in sorted([*entities, *guesses], key=lambda e: e.span):
        # A name nobody can spell in the target language yet is shown as it stands, in brackets.
        name = entity.form(desk.lang) or (f"({entity.zh})" if desk.lang == "en" else "")
        if name and entity.kind != "media":
            yield Party(name, kinds[entity.kind], entity.zh, entity.certain, desk.refs([entity.span])[:1], entity)


def open_items_of(desk: Desk, stated: set[Span]) -> Iterator[OpenItem]:
    """Clauses whose figures the brief does not state, in the article's order."""
    text = desk.plan.reading.article.text
    clauses = [(c.span, c) for c in desk.plan.open_clauses if not _repeated(desk, c, stated)]
    undated = {c.span for c in desk.plan.open_clauses if not c.figures}
    unsaid = [(f.span, OpenClause(f.span, f.figures, f.periods, f.entities)) for f in desk.plan.reading.facts]
    for span, clause in sorted([*clauses, *unsaid], key=lambda pair: pair[0]):
        missing = [f for f in clause.figures if f.span not in stated and _telling(f)]
        if missing or span in undated:
            stated |= {f.span for f in missing}
            yield OpenItem(span.of(text), span, tuple(filter(None, _known(desk, clause))), desk.refs([span]))


def _repeated(desk: Desk, clause: OpenClause, stated: set[Span]) -> bool:
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


def _known(desk: Desk, clause: OpenClause) -> Iterator[str]:
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


def sources_of(desk: Desk) -> tuple[SourceSentence, ...]:
    reading = desk.plan.reading
    ordered = sorted(desk.cited.items(), key=lambda pair: pair[1])
    return tuple(
        SourceSentence(number, reading.sentences[n], reading.sentences[n].of(reading.article.text), _place(reading, n))
        for n, number in ordered
    )


def _place(reading: Reading, sentence: int) -> str:
    """Where in the source a sentence stands: "page 3", "table 2, row 1"."""
    span = reading.sentences[sentence]
    return next((p.place for p in reading.article.paragraphs if p.span.holds(span)), "")


def date_line(article: Article, desk: Desk) -> str:
    medium = _media(article.source, desk)
    via = _media(article.via, desk)
    published = None if article.inferred else article.published
    parts = [labels_for(desk.lang).date(published) or wording(desk.lang)["undated"], medium]
    if via and via != medium:
        parts.append(wording(desk.lang)["via"].format(name=via))
    return " · ".join(part for part in parts if part)


def _media(name: str | None, desk: Desk) -> str:
    """A medium by its known name; an unknown one is left to the sources."""
    from briefing.lexicon.terms import built_in

    for term in built_in().get(name or "") or built_in().get(simplified(name or "")):
        return term.en if desk.lang == "en" else term.ja
    return ""
