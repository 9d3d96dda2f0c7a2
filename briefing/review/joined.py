"""Sentences of one or more segments as one text, and the way back to their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.review.pieces import Piece
from briefing.review.values import Segment
from briefing.values import Span


@dataclass(frozen=True)
class Joined:
    """``text`` and, part by part, where it begins and what stretch of which segment it is."""

    text: str
    parts: tuple[tuple[int, int, Span], ...]

    @cached_property
    def segments(self) -> frozenset[int]:
        return frozenset(segment for _, segment, _ in self.parts)

    def place(self, span: Span) -> tuple[int, Span]:
        """The segment and the span within it; of a span over several parts what lies in the first."""
        start, segment, own = next(part for part in reversed(self.parts) if part[0] <= span.start)
        first = min(own.start + span.start - start, own.end)
        return segment, Span(first, max(first, min(own.start + span.end - start, own.end)))


def joined(pieces: Sequence[Piece], segments: Sequence[Segment]) -> Joined:
    """The pieces in their order; what follows on in one segment is taken as it stands there."""
    runs: list[tuple[int, Span]] = []
    last = -2
    for piece in pieces:
        if (
            runs
            and runs[-1][0] == piece.segment
            and not segments[last].text[runs[-1][1].end : piece.span.start].strip()
        ):
            runs[-1] = (piece.segment, runs[-1][1].join(piece.span))
        else:
            runs.append((piece.segment, piece.span))
        last = piece.segment
    text, parts = "", []
    for segment, span in runs:
        text += "\n" if text else ""
        parts.append((len(text), segment, span))
        text += span.of(segments[segment].text)
    return Joined(text, tuple(parts))
