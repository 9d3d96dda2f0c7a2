"""How much of a folder of articles the embedded engine understands, and what stands in its way.

Owns the counts and how they look. Shows of an article only the short words
that blocked a clause and patterns without them; knows nothing of how a clause
is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefing.facts.shape import UNKNOWN, explained, pattern_of, pieces_of, rule_words
from briefing.lexicon import rules, terms
from briefing.lexicon.glossary import with_glossaries
from briefing.lexicon.terms import Lexicon
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief, Reading, Row, Statement

# A longer stretch is no term but a part of a sentence, and article text is not for reports.
LONGEST_TERM = 8
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Blocker:
    """A word or pattern, how many clauses it stands in, and in how many articles."""

    text: str
    clauses: int
    articles: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counts over all articles measured; blockers with the most articles first."""

    articles: int
    figures: int
    stated: int
    understood: int
    open: int
    terms: tuple[Blocker, ...]
    patterns: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The counts of one article; ``terms`` and ``patterns`` with one entry for each clause they block."""

    figures: int
    stated: int
    understood: int
    open: int
    terms: tuple[str, ...]
    patterns: tuple[str, ...]


def measure(source: str, *, settings: Settings) -> Measure:
    """What is understood of one source. Raises BriefingError."""
    reading = facts_of(source, settings=settings)
    stated = _stated(brief_of(plan_of(reading), "en"))
    lexicon, words = _known(settings.glossaries)
    cuts = [pieces_of(c, reading, lexicon=lexicon, words=words) for c in reading.open_clauses if c.figures]
    return Measure(
        figures=len(reading.figures),
        stated=sum((f.value, f.upper, f.unit) in stated for f in reading.figures),
        understood=_understood(reading),
        open=len(cuts),
        terms=tuple(word for cut in cuts for word in sorted({p.text for p in cut if _is_term(p.text, p.slot)})),
        patterns=tuple(pattern_of(cut) for cut in cuts),
    )


def explained_facts(source: str, *, settings: Settings) -> Reading:
    """What is understood of one source, and of each open clause the stretches nobody knows. Raises BriefingError."""
    lexicon, words = _known(settings.glossaries)
    return explained(facts_of(source, settings=settings), lexicon=lexicon, words=words)


def gathered(measures: Sequence[Measure]) -> Coverage:
    """The counts of several articles as one."""
    return Coverage(
        articles=len(measures),
        figures=sum(m.figures for m in measures),
        stated=sum(m.stated for m in measures),
        understood=sum(m.understood for m in measures),
        open=sum(m.open for m in measures),
        terms=_ranked(m.terms for m in measures),
        patterns=_ranked(m.patterns for m in measures),
    )


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """The report for a person: counts, then the blockers that occur most."""
    clauses = coverage.understood + coverage.open
    yield f"{coverage.articles} articles"
    yield f"{coverage.figures} figures, {coverage.stated} stated ({_share(coverage.stated, coverage.figures)})"
    yield f"{clauses} clauses with figures, {coverage.understood} understood ({_share(coverage.understood, clauses)})"
    yield from _blocker_lines("unknown words", coverage.terms)
    yield from _blocker_lines("clauses without a rule", coverage.patterns)


def coverage_table(coverage: Coverage) -> dict[str, Any]:
    """The whole report as plain JSON; shares are left to the reader."""
    return {
        "articles": coverage.articles,
        "figures": {"read": coverage.figures, "stated": coverage.stated},
        "clauses": {"understood": coverage.understood, "open": coverage.open},
        "terms": [_blocker_table(blocker, "term") for blocker in coverage.terms],
        "patterns": [_blocker_table(blocker, "pattern") for blocker in coverage.patterns],
    }


@cache
def _known(glossaries: tuple[Path, ...]) -> tuple[Lexicon, frozenset[str]]:
    """Every term, and every word that a rule spells out."""
    return with_glossaries(terms.built_in(), glossaries), rule_words(rules.built_in())


def _stated(brief: Brief) -> set[tuple[object, object, str]]:
    """The amounts a brief gives, each wherever the article repeats it."""
    said: tuple[Statement | Row, ...] = (brief.headline, *brief.points, *brief.quotes, *brief.rows)
    return {figure.signature for piece in said for figure in piece.figures}


def _understood(reading: Reading) -> int:
    """Clauses with a figure that a rule read whole; a head read out of an open clause is part of that one."""
    opened = [clause.span for clause in reading.open_clauses]
    return len({f.span for f in reading.facts if f.figures and not any(span.holds(f.span) for span in opened)})


def _is_term(text: str, slot: str) -> bool:
    return slot == UNKNOWN and len(text) <= LONGEST_TERM and any("一" <= c <= "鿿" for c in text)


def _ranked(lists: Iterable[Sequence[str]]) -> tuple[Blocker, ...]:
    clauses: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for found in lists:
        clauses.update(found)
        articles.update(set(found))
    blockers = [Blocker(text, count, articles[text]) for text, count in clauses.items()]
    return tuple(sorted(blockers, key=lambda b: (-b.articles, -b.clauses, b.text)))


def _blocker_lines(title: str, blockers: Sequence[Blocker]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(blockers)}" + (f", the first {MOST_SHOWN}" if len(blockers) > MOST_SHOWN else "")
    if blockers:
        yield "articles  clauses"
    for blocker in blockers[:MOST_SHOWN]:
        yield f"{blocker.articles:8}  {blocker.clauses:7}  {blocker.text}"


def _blocker_table(blocker: Blocker, name: str) -> dict[str, Any]:
    return {name: blocker.text, "clauses": blocker.clauses, "articles": blocker.articles}


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"
