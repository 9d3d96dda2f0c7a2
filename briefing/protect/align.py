"""Which sentences of a translated paragraph belong to which of its source.

Owns the cutting of target text into sentences and the alignment of both sides:
a shortest path over beads of at most three sentences a side, by length and by
the numbers both sides hold (Gale and Church, 1993, with figures as anchors).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from briefing.facts.figures import read_figures
from briefing.values import Lang, Span
from briefing.verify.read_target import read_all

MOST = 3
# Characters of the target for one of the source: median of news text.
RATIO = {"en": 3.3, "ja": 1.35}
_LENGTH_COST, _FIGURE_COST, _MERGE_COST, _EMPTY_COST = 2.0, 1.5, 0.6, 2.4
_SHORT = (
    r"Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|etc|Inc|Co|Corp|Ltd|Jr|Sr|Gen|Sen|Rep|Gov|Fig|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|[A-Z]|[ap]\.m|U\.S|U\.K|U\.N|e\.g|i\.e"
)
_END_EN = re.compile(r"([.!?]+[\"”’')\]]*)\s+(?=[\"“‘'(\[]?[A-Z0-9$€£¥])")
_ABBREVIATED = re.compile(rf"(?:^|[\s(\"“])(?:{_SHORT})\.$")
_END_JA = re.compile(r"[。！？!?]+[」』）)”\"]*")


@dataclass(frozen=True, slots=True)
class Bead:
    """Source sentences ``source[0]..source[1]`` and the target text that stands for them."""

    source: tuple[int, int]
    target: str


def target_sentences(text: str, lang: Lang) -> list[str]:
    """The sentences of a target text; joined by a space (Japanese: nothing) they are the text again."""
    return [span.of(text) for span in sentence_spans(text, lang)]


def sentence_spans(text: str, lang: Lang) -> list[Span]:
    """Where they stand: spans without white space at their ends."""
    ends = [m.end() for m in _END_JA.finditer(text)] if lang == "ja" else list(_english_ends(text))
    spans: list[Span] = []
    for start, end in pairwise([0, *ends, len(text)]):
        piece = text[start:end]
        if piece.strip():
            at = start + len(piece) - len(piece.lstrip())
            spans.append(Span(at, at + len(piece.strip())))
    return spans


def _english_ends(text: str) -> list[int]:
    return [m.end() for m in _END_EN.finditer(text) if not _ABBREVIATED.search(text[: m.end(1)])]


def align(sources: Sequence[str], target: str, lang: Lang) -> list[Bead]:
    """Beads that cover every source sentence in order; a bead whose target is empty was not translated."""
    pieces = target_sentences(target, lang)
    if len(sources) <= 1 or not pieces:
        return [Bead((0, len(sources)), target.strip())]
    left, right = [_profile(s, None) for s in sources], [_profile(p, lang) for p in pieces]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i, j in product(range(len(sources) + 1), range(len(pieces) + 1)):
        if (i, j) != (0, 0):
            best[i, j] = min(
                (best[i - di, j - dj][0] + _cost(left[i - di : i], right[j - dj : j], lang), (i - di, j - dj))
                for di, dj in product(range(MOST + 1), repeat=2)
                if (di or dj) and di <= i and dj <= j
            )
    return _beads(best, sources, pieces, lang)


def _beads(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    sources: Sequence[str],
    pieces: Sequence[str],
    lang: Lang,
) -> list[Bead]:
    at = (len(sources), len(pieces))
    found: list[Bead] = []
    while at != (0, 0):
        before = best[at][1]
        text = ("" if lang == "ja" else " ").join(pieces[before[1] : at[1]])
        found.append(Bead((before[0], at[0]), text))
        at = before
    # Target text without a source proves nothing and enters no brief.
    return [bead for bead in found[::-1] if bead.source[0] < bead.source[1]]


@dataclass(frozen=True, slots=True)
class _Profile:
    length: int
    values: frozenset[Decimal]


def _profile(text: str, lang: Lang | None) -> _Profile:
    figures = read_figures(text) if lang is None else read_all(text, lang).figures
    return _Profile(len(text), frozenset(abs(f.value) for f in figures if f.value is not None and abs(f.value) > 2))


def _cost(left: Sequence[_Profile], right: Sequence[_Profile], lang: Lang) -> float:
    if not left or not right:
        return _EMPTY_COST * (len(left) + len(right))
    wanted = sum(p.length for p in left) * RATIO[lang]
    got = sum(p.length for p in right)
    length = abs(wanted - got) / (wanted + got)
    here: frozenset[Decimal] = frozenset().union(*(p.values for p in left))
    there: frozenset[Decimal] = frozenset().union(*(p.values for p in right))
    return _LENGTH_COST * length + _FIGURE_COST * len(here ^ there) + _MERGE_COST * (len(left) + len(right) - 2)
