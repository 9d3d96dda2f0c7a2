"""A clause as a row of known words and unknown stretches: why no rule could read it.

Owns the cut of a clause into pieces and what stands for each of them in a
pattern. Reads nothing new: figures, periods and names are those of the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from briefing.facts.lattice import Lattice, figure_cat, lattice
from briefing.lexicon.patterns import Words
from briefing.lexicon.rules import Grammar
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Term
from briefing.values import OpenClause, Reading, Span

UNKNOWN = "?"

_HOLDERS = ENTITY_CATS | {"anaphor"}
_THINGS = frozenset({"noun", "mod", "industry", "product", "agreement", "event", "title", "zone_kind", "org_kind"})
_SHOWN = {
    "metric": "metric",
    "link": "link",
    "dir": "change",
    "dirto": "change",
    "comp": "comparison",
    "modal": "modal",
}
# Words that hold others together; elsewhere a single known character is more often part of an unknown word.
_PARTICLES = frozenset("的和与及、")
_MARKS = frozenset("，；：。“”‘’《》()[]·—-/ ")

# A word is cheaper than a known character, that cheaper than a new unknown stretch: 和 does not cut 和谐 in two.
_WORD, _CHARACTER, _STRETCH, _LETTER = 1, 9, 10, 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause. ``slot`` names its kind, is empty for a word shown as it stands, ``?`` if unknown."""

    text: str
    slot: str = ""

    @property
    def shown(self) -> str:
        return f"[{self.slot}]" if self.slot else self.text


@dataclass(frozen=True, slots=True)
class _Known:
    start: int
    end: int
    slot: str
    cost: int


def pieces_of(clause: OpenClause, reading: Reading, *, lexicon: Lexicon, words: frozenset[str]) -> tuple[Piece, ...]:
    """The clause cut so that as much as possible of it is known. ``words`` are those that rules spell out."""
    return _pieces(lattice(reading.matched.text, clause.span, lexicon), clause, reading, words)


def explained(reading: Reading, *, lexicon: Lexicon, words: frozenset[str]) -> Reading:
    """The reading with the unknown stretches of each open clause as what blocked it."""

    def with_blocked(clause: OpenClause) -> OpenClause:
        grid = lattice(reading.matched.text, clause.span, lexicon)
        return replace(clause, blocked=tuple(_unknown_spans(grid, _pieces(grid, clause, reading, words))))

    return replace(reading, open_clauses=tuple(with_blocked(clause) for clause in reading.open_clauses))


def pattern_of(pieces: Iterable[Piece]) -> str:
    """The clause with its slots abstracted; neighbours of one kind are one slot."""
    shown: list[str] = []
    for piece in pieces:
        if not (piece.slot and shown and shown[-1] == piece.shown):
            shown.append(piece.shown)
    return "".join(shown)


def rule_words(grammar: Grammar) -> frozenset[str]:
    """Every word that some rule spells out."""
    return frozenset(
        form
        for rule in grammar.rules.values()
        for variant in rule.variants
        for element in variant
        if isinstance(element, Words)
        for form in element.forms
    )


def _pieces(grid: Lattice, clause: OpenClause, reading: Reading, words: frozenset[str]) -> tuple[Piece, ...]:
    starts: dict[int, list[_Known]] = {}
    for known in _known(grid, clause, reading, words):
        starts.setdefault(known.start, []).append(known)
    return _cut(grid.text, starts)


def _unknown_spans(grid: Lattice, pieces: Iterable[Piece]) -> Iterator[Span]:
    at = 0
    for piece in pieces:
        if piece.slot == UNKNOWN:
            yield grid.article_span(at, at + len(piece.text))
        at += len(piece.text)


def _known(grid: Lattice, clause: OpenClause, reading: Reading, words: frozenset[str]) -> Iterator[_Known]:
    for figure in clause.figures:
        yield _Known(*grid.folded_range(figure.span), figure_cat(figure), 0)
    for period in clause.periods:
        yield _Known(*grid.folded_range(period.span), "period", 0)
    for entity in reading.entities:
        if clause.span.holds(entity.span):
            yield _Known(*grid.folded_range(entity.span), "holder", _WORD)
    for match in grid.matches:
        if _says_something(match.term):
            yield _Known(match.start, match.end, _slot(match.term), _WORD if len(match.term.zh) > 1 else _CHARACTER)
    yield from _spelled_out(grid.text, words)


def _spelled_out(text: str, words: frozenset[str]) -> Iterator[_Known]:
    longest = _longest(words)
    for start in range(len(text)):
        if text[start] in _PARTICLES or text[start] in _MARKS:
            yield _Known(start, start + 1, "", 0)
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if text[start:end] in words:
                yield _Known(start, end, "", _WORD if end > start + 1 else _CHARACTER)


@cache
def _longest(words: frozenset[str]) -> int:
    return max(map(len, words), default=0)


def _says_something(term: Term) -> bool:
    """Whether a term stands alone: a short form only combines, a single character of a noun is mostly part of one."""
    return not term.attrs.get("abbr") and (len(term.zh) > 1 or term.cat not in _THINGS | _HOLDERS | {"metric"})


def _slot(term: Term) -> str:
    if term.cat in _HOLDERS:
        return "holder"
    return "noun" if term.cat in _THINGS else _SHOWN.get(term.cat, "")


_Cut = tuple[int, tuple[Piece, ...]]


def _cut(text: str, starts: dict[int, list[_Known]]) -> tuple[Piece, ...]:
    """The cheapest row of pieces, found from the end of the text to its beginning."""
    best: dict[int, _Cut] = {len(text): (0, ())}
    for at in range(len(text) - 1, -1, -1):
        options = [_unknown(text[at], best[at + 1])]
        for known in starts.get(at, ()):
            cost, rest = best[known.end]
            options.append((cost + known.cost, (Piece(text[at : known.end], known.slot), *rest)))
        best[at] = min(options, key=lambda option: (option[0], len(option[1]), _bare(option[1])))
    return best[0][1]


def _bare(pieces: Iterable[Piece]) -> int:
    """Pieces of no kind: 出口 before an amount is what is measured, before it is a word some rule spells."""
    return sum(not piece.slot for piece in pieces)


def _unknown(letter: str, after: _Cut) -> _Cut:
    cost, rest = after
    if rest and rest[0].slot == UNKNOWN:
        return cost + _LETTER, (Piece(letter + rest[0].text, UNKNOWN), *rest[1:])
    return cost + _LETTER + _STRETCH, (Piece(letter, UNKNOWN), *rest)
