"""Which sentences of an article its brief is made of, where an engine can say whole sentences.

Extractive: a sentence is worth what it carries (new figures, what is planned or
signed, parties, what the headline speaks of, an early place). Owns that choice,
the same for every language. Knows nothing of translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.values import Fact, Figure, Reading, Span, Status

# About a page and a half in English; measured in Chinese characters.
MOST_CHARACTERS = 1100
FEWEST_SENTENCES = 3
MOST_SENTENCES = 18
_WORTH = 2
_MONEY_LENGTH = 3
_SPOKEN = re.compile(r"[“「][^”」]{10,}[”」]")
_QUESTION = re.compile(r"[？?]\s*[”」]?$")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen sentences in the article's order, and the one or two that say most."""

    spans: tuple[Span, ...]
    lead: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    span: Span
    score: int
    figures: int


def choose(reading: Reading) -> Chosen:
    """The sentences of the brief of an article."""
    body = [span for span in reading.sentences if span != reading.article.title_span]
    scored = list(_scored(reading, body))
    ranked = sorted(scored, key=lambda s: (-s.score, s.span))
    kept: list[Span] = []
    length = 0
    for each in ranked:
        size = each.span.end - each.span.start
        enough = len(kept) >= FEWEST_SENTENCES and (each.score < _WORTH or length + size > MOST_CHARACTERS)
        if enough or len(kept) == MOST_SENTENCES:
            continue
        kept.append(each.span)
        length += size
    lead = [s.span for s in ranked if s.span in kept and not _SPOKEN.search(s.span.of(reading.article.text))][:1]
    return Chosen(tuple(sorted(kept)), tuple(lead or kept[:1]))


def _scored(reading: Reading, body: Sequence[Span]) -> Iterator[_Scored]:
    seen: set[tuple[object, ...]] = set()
    title = reading.article.title
    for position, span in enumerate(body):
        figures = [f for f in reading.figures if span.holds(f.span) and _telling(f)]
        fresh = [f for f in figures if f.signature not in seen]
        seen |= {f.signature for f in figures}
        facts = [f for f in reading.facts if span.holds(f.span)]
        names = {e.zh for e in reading.entities if span.holds(e.span)}
        score = sum(3 if _is_money(f) else 2 for f in fresh[:5]) + min(len(figures) - len(fresh), 1)
        score += 3 * _ahead(facts) + min(len(names), 3)
        score += 2 * sum(name in title for name in names) + 3 * any(
            len(f.text) > 1 and f.text in title for f in figures
        )
        score += max(0, 4 - 2 * position)
        text = span.of(reading.article.text)
        score -= 3 * bool(_SPOKEN.search(text)) + 6 * bool(_QUESTION.search(text)) + 4 * (not figures and not facts)
        yield _Scored(span, score, len(fresh))


def _ahead(facts: Sequence[Fact]) -> bool:
    return any(fact.status in (Status.PLANNED, Status.SIGNED, Status.FORECAST) for fact in facts)


def _telling(figure: Figure) -> bool:
    """Not 一 and 两 before a measure word, mostly articles."""
    return figure.value is not None and not (figure.unit in ("", "count") and abs(figure.value) <= _WORTH)


def _is_money(figure: Figure) -> bool:
    return len(figure.unit) == _MONEY_LENGTH and figure.unit.isupper()
