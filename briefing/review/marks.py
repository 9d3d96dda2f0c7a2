"""Where findings stand in a text: the text in pieces, each with the findings that cover it.

Owns how marks that overlap share their characters. Knows nothing of markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.review.shown import SEVERITIES
from briefing.review.values import Located
from briefing.values import Severity, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and its number in the report."""

    number: int
    located: Located

    @property
    def severity(self) -> Severity:
        return self.located.finding.severity


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same findings cover: which of them cover it, and which end with it."""

    span: Span
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()


def worst(marks: Iterable[Mark]) -> Severity:
    return min((mark.severity for mark in marks), key=SEVERITIES.index)


def pieces(text: str, marked: Sequence[tuple[Span, Mark]]) -> Iterator[Piece]:
    """All of ``text`` in order; a span beyond its end is cut, an empty one is a piece of no characters."""
    inside = [(_clipped(span, len(text)), mark) for span, mark in marked]
    edges = sorted({0, len(text), *(edge for span, _ in inside for edge in (span.start, span.end))})
    for at, after in pairwise([*edges, len(text)]):
        empty = tuple(mark for span, mark in inside if span == Span(at, at))
        if empty:
            yield Piece(Span(at, at), empty, empty)
        if after > at:
            covering = [(span, mark) for span, mark in inside if span.holds(Span(at, after))]
            ending = tuple(mark for span, mark in covering if span.end == after)
            yield Piece(Span(at, after), tuple(mark for _, mark in covering), ending)


def _clipped(span: Span, length: int) -> Span:
    return Span(min(span.start, length), min(span.end, length))
