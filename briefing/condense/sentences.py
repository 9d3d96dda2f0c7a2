"""Which sentences of an article its brief is made of, where an engine can say whole sentences.

Extractive: a sentence is worth what it carries (new figures, what is planned or
signed, parties, what the headline speaks of, an early place). Owns that choice,
the same for every language. Knows nothing of translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.values import Fact, Figure, Period, Reading, Span, Status

# About a page and a half in English; measured in Chinese characters.
MOST_CHARACTERS = 1100
FEWEST_SENTENCES = 3
MOST_SENTENCES = 18
_WORTH = 2
_MONEY_LENGTH = 3
_SPOKEN = re.compile(r"[“「][^”」]{10,}[”」]")
# What went before the news, and sentences that lean on the one before them.
_BACKGROUND = re.compile(r"此前|当时|曾[经于在获]|去年同期的|回顾|历史上|多年来|近年来")
_LEANING = re.compile(r"其中|此外|另外|同时|不过|但|而|然而|因此|该|这|其|据悉|对此")
_RHETORIC = re.compile(r"[？?！!]\s*[”」]?$")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen sentences in the article's order, and the same ones by how well they would lead the brief."""

    spans: tuple[Span, ...]
    leads: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    span: Span
    score: int
    leading: int


def choose(reading: Reading) -> Chosen:
    """The sentences of the brief of an article."""
    tables = [p.span for p in reading.article.paragraphs if p.kind == "table"]
    body = [s for s in reading.sentences if s != reading.article.title_span and s not in tables]
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
    leads = sorted((s for s in scored if s.span in kept), key=lambda s: (-s.leading, s.span))
    return Chosen(tuple(sorted(kept)), tuple(s.span for s in leads))


def _scored(reading: Reading, body: Sequence[Span]) -> Iterator[_Scored]:
    seen: set[tuple[object, ...]] = set()
    title = reading.headline
    for position, span in enumerate(body):
        figures = [f for f in reading.figures if span.holds(f.span) and telling(f)]
        fresh = [f for f in figures if f.signature not in seen]
        seen |= {f.signature for f in figures}
        facts = [f for f in reading.facts if span.holds(f.span)]
        names = {e.zh for e in reading.entities if span.holds(e.span)}
        score = sum(3 if _is_money(f) else 2 for f in fresh[:5]) + min(len(figures) - len(fresh), 1)
        score += 3 * _ahead(facts) + min(len(names), 3)
        score += 2 * sum(name in title for name in names) + 3 * any(
            len(f.text) > 1 and f.text in title for f in figures
        )
        score += 3 * any(span.holds(p.span) and _deadline(p) for p in reading.periods)
        score += max(0, 4 - 2 * position)
        text = span.of(reading.matched.text)
        score -= (
            3 * bool(_SPOKEN.search(text))
            + 6 * (not fresh and bool(_RHETORIC.search(text)))
            + 4 * (not figures and not facts)
        )
        leading = score + max(0, 6 - position) - 8 * bool(_BACKGROUND.search(text)) - 6 * bool(_SPOKEN.search(text))
        yield _Scored(span, score, leading - 4 * bool(_LEANING.match(text)))


def _deadline(period: Period) -> bool:
    return period.year is not None and period.relation in ("by", "before", "until")


def _ahead(facts: Sequence[Fact]) -> bool:
    return any(fact.status in (Status.PLANNED, Status.SIGNED, Status.FORECAST) for fact in facts)


def telling(figure: Figure) -> bool:
    """Not 一 and 两 before a measure word, mostly articles, and not 一年."""
    if figure.value is None or (figure.value == 1 and figure.text.startswith("一")):
        return False
    return figure.unit not in ("", "count") or abs(figure.value) > _WORTH


def _is_money(figure: Figure) -> bool:
    return len(figure.unit) == _MONEY_LENGTH and figure.unit.isupper()
