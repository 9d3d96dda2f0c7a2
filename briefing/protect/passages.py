"""An article in passages: a source sentence (or a few) and what the engine made of it.

Owns what is asked of an engine and which part of its answer belongs to which
sentence. Knows nothing of whether the answer is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.protect.align import align
from briefing.translate.engine import Engine, Problem, Request, Translation
from briefing.values import Entity, Fact, Figure, Lang, Period, Reading, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the article and the text that is to say it. ``title``: it is the article's headline."""

    span: Span
    source: str
    target: str
    problem: Problem = ""
    title: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a passage before anybody translates it."""

    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


def known_of(reading: Reading, span: Span) -> Known:
    return Known(
        figures=tuple(f for f in reading.figures if span.holds(f.span)),
        periods=tuple(p for p in reading.periods if span.holds(p.span)),
        entities=tuple(e for e in reading.entities if span.holds(e.span)),
        facts=tuple(f for f in reading.facts if span.holds(f.span)),
    )


def translated(reading: Reading, engine: Engine, lang: Lang) -> list[Passage]:
    """Every sentence of the article with its translation, in the article's order."""
    groups = list(_groups(reading, whole=engine.grain == "paragraph"))
    answers = _ask(reading, engine, groups, lang)
    # What is not known as a paragraph may be known sentence by sentence.
    alone = [[s] for g, a in zip(groups, answers, strict=True) if a.problem == "missing" and len(g) > 1 for s in g]
    if alone:
        missed = {span for [span] in alone}
        groups = [g for g in groups if g[0] not in missed] + alone
        answers = _ask(reading, engine, groups, lang)
    found = [p for group, answer in zip(groups, answers, strict=True) for p in _passages(reading, group, answer, lang)]
    return sorted(found, key=lambda p: p.span)


def _ask(reading: Reading, engine: Engine, groups: Sequence[Sequence[Span]], lang: Lang) -> list[Translation]:
    text = reading.article.text
    return engine.translate([Request(_joined(group).of(text), lang, context=text) for group in groups])


def _groups(reading: Reading, *, whole: bool) -> Iterator[list[Span]]:
    """The sentences that are asked for together: those of a paragraph, or each alone."""
    article = reading.article
    homes = [p.span for p in article.paragraphs]
    if article.title_span is not None:
        homes.insert(0, article.title_span)
    for home in homes:
        inside = [span for span in reading.sentences if home.holds(span)]
        yield from [inside] if whole and inside else ([span] for span in inside)


def _joined(group: Sequence[Span]) -> Span:
    return Span(group[0].start, group[-1].end)


def _passages(reading: Reading, group: Sequence[Span], answer: Translation, lang: Lang) -> Iterator[Passage]:
    text, title = reading.article.text, reading.article.title_span
    if answer.problem:
        for span in group:
            yield Passage(span, span.of(text), "", answer.problem, span == title)
        return
    for bead in align([span.of(text) for span in group], answer.text, lang):
        span = _joined(group[bead.source[0] : bead.source[1]])
        yield Passage(span, span.of(text), bead.target, "" if bead.target else "empty", span == title)
