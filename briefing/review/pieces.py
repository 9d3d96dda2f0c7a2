"""The sentences of both sides of a bitext, and what in them shows that two belong together.

Owns the cutting of segments into pieces and the clues of a piece: numbers and
dates by value, Latin words, names of the lexicon, and for Japanese the
characters both languages write. Knows nothing of alignment nor of right and
wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.terms import ENTITY_CATS, built_in
from briefing.protect.align import sentence_spans
from briefing.review.values import Segment
from briefing.values import Lang, Span
from briefing.verify.compare import period_numbers
from briefing.verify.documents import literal_numbers
from briefing.verify.read_target import read_said

Clue = tuple[str, object]

_END_ZH = re.compile(r"[。！？!?…]+\s*[”’」』）)\"]*|\n")
# 「増収だ。」と述べた: the sentence goes on behind the quotation.
_GOES_ON = re.compile(r"^[とはがのをにで、なも]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[&.-][A-Za-z0-9]+)*")
_KANJI = re.compile(r"[一-龥々]{2,}")
# Articles, plurals and beginnings of every kind.
_EVERYWHERE = frozenset(map(Decimal, (0, 1, 2)))
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence: ``span`` of the text of segment number ``segment``."""

    segment: int
    span: Span
    text: str


def source_pieces(segments: Sequence[Segment]) -> list[Piece]:
    found: list[Piece] = []
    for number, segment in enumerate(segments):
        ends = [m.end() for m in _END_ZH.finditer(segment.text)]
        found += _pieces(number, segment.text, [0, *ends, len(segment.text)])
    return found


def target_pieces(segments: Sequence[Segment], lang: Lang) -> list[Piece]:
    found: list[Piece] = []
    for number, segment in enumerate(segments):
        text = segment.text
        cuts = {0, len(text), *(m.end() for m in re.finditer(r"\n", text))}
        for span in sentence_spans(text, lang):
            if not (lang == "ja" and text[span.end - 1] in "」』" and _GOES_ON.match(text[span.end :])):
                cuts.add(span.end)
        found += _pieces(number, text, sorted(cuts))
    return found


def _pieces(number: int, text: str, cuts: Sequence[int]) -> Iterator[Piece]:
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.strip():
            at = start + len(piece) - len(piece.lstrip())
            yield Piece(number, Span(at, at + len(piece.strip())), piece.strip())


def clues(
    source: Sequence[Piece], target: Sequence[Piece], lang: Lang
) -> tuple[list[frozenset[Clue]], list[frozenset[Clue]]]:
    """Of every piece of either side what may be found again on the other."""
    left = [_source_numbers(p.text) | _latin(p.text) for p in source]
    right = [_target_numbers(p.text, lang) | _latin(p.text) for p in target]
    for one, other in (_names(source, target, lang), _characters(source, target, lang)):
        left = [a | b for a, b in zip(left, one, strict=True)]
        right = [a | b for a, b in zip(right, other, strict=True)]
    return left, right


def _source_numbers(text: str) -> frozenset[Clue]:
    values = {v for figure in read_figures(text) for v in (figure.value, figure.upper) if v is not None}
    values |= {Decimal(n) for period in read_periods(text) for n in period_numbers(period)} | literal_numbers(text)
    return frozenset(("number", abs(value)) for value in values if abs(value) not in _EVERYWHERE)


def _target_numbers(text: str, lang: Lang) -> frozenset[Clue]:
    said = read_said(text, lang)
    values = {abs(sense.value) for mention in said.mentions for sense in mention.senses}
    for date in said.dates:
        values |= {Decimal(n) for n in (date.year, date.month, *date.days) if n}
    return frozenset(("number", value) for value in values if value not in _EVERYWHERE)


def _latin(text: str) -> frozenset[Clue]:
    return frozenset(("latin", word.casefold()) for word in _LATIN.findall(text) if len(word) > 1)


def _names(source: Sequence[Piece], target: Sequence[Piece], lang: Lang) -> tuple[list[set[Clue]], list[set[Clue]]]:
    """Names of the lexicon whose form in the other language stands somewhere in the target."""
    texts = [piece.text.casefold() for piece in target]
    whole = "\n".join(texts)
    left: list[set[Clue]] = [set() for _ in source]
    right: list[set[Clue]] = [set() for _ in target]
    homes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, piece in enumerate(source):
        for form in _forms(piece.text, lang):
            homes[form].append(index)
    for (zh, name), indices in homes.items():
        if name not in whole:
            continue
        for index in indices:
            left[index].add(("name", zh))
        for index, text in enumerate(texts):
            if name in text:
                right[index].add(("name", zh))
    return left, right


@cache
def _forms(text: str, lang: Lang) -> frozenset[tuple[str, str]]:
    found = (m.term for m in built_in().matches(text) if m.end - m.start >= _SHORTEST and m.term.cat in ENTITY_CATS)
    forms = ((term.zh, (term.en if lang == "en" else term.ja).casefold()) for term in found)
    return frozenset((zh, form) for zh, form in forms if len(form) >= _SHORTEST)


def _characters(
    source: Sequence[Piece], target: Sequence[Piece], lang: Lang
) -> tuple[list[set[Clue]], list[set[Clue]]]:
    """Pairs of characters that both languages write: most nouns of a Japanese translation."""
    if lang != "ja":
        return [set() for _ in source], [set() for _ in target]
    return [_pairs("".join(map(_japanese, p.text))) for p in source], [_pairs(p.text) for p in target]


@cache
def _japanese(char: str) -> str:
    return to_japanese(char) or char


def _pairs(text: str) -> set[Clue]:
    return {("characters", run[i : i + 2]) for run in _KANJI.findall(text) for i in range(len(run) - 1)}
