"""Which words of its sentence a line of the table leaves out though they may narrow what it measures.

在东南亚新开200家门店, of which only the last words were read, counts shops opened in Southeast Asia. Owns which
stretch of the source such a line has to show beside its label: what stands unread right before its phrase, and what
the clause before it is about where the line names nothing of its own. Judges by what was read and what was not;
the words that narrow nothing are data/scope.toml. Knows nothing of how a stretch is shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from briefing.facts.lattice import Lattice
from briefing.values import Entity, Fact, Figure, Period, Phrase, Slot, Span, leaves

_ENDS = "，；。！？：,;!?:\n"
_STOPS = "；。！？;!?\n"
_WORD = re.compile("[㐀-鿿A-Za-z]")
_QUOTES = "“”‘’、 "
# The slots that tell whose, where or of what an amount is.
_OWN = frozenset({"holder", "subj", "where", "among", "whole", "of", "at"})
# Measures of a country or a place: the words before them tell whose, not which.
_NATIONAL = "place"
_AMONG, _AVERAGE = "其中", "平均"
# A clause with one of these before its figure tells of a share or a level of its own: 开店目标由1000家上调至….
_OF_ITSELF = re.compile("占$|[由从].*[至到]")
# A short name or a code that is given in brackets: （以下简称“公司”）, （证券代码：600000）.
_GIVEN = re.compile(
    r"[（(](?:以下|下文)?(?:统一)?(?:简称|下称)[^（）()]*[)）]|[（(](?:证券|股票|股份)(?:代码|代号|简称)[^（）()]*[)）]"
)
# A stretch of one character is the end of a word that was cut.
_SHORTEST = 2
# An object no longer than this names nothing that what follows is about.
_OBJECT = 2
# A clause this short is shown whole where its thing stands behind its figure (今天开工的6个项目).
_SHORT_CLAUSE = 14


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of an article: its text and the places of times, names, figures and words of the lexicon.

    A short name given in brackets narrows as little as a time does and stands among them.
    """

    text: str
    times: tuple[Span, ...]
    names: tuple[Span, ...]
    figures: tuple[Span, ...]
    metrics: tuple[Span, ...]
    verbs: tuple[Span, ...]

    @classmethod
    def of(
        cls, text: str, grids: Iterable[Lattice], *, periods: Iterable[Period], entities: Iterable[Entity],
        figures: Iterable[Figure],
    ) -> Seen:  # fmt: skip
        words = [(g.article_span(m.start, m.end), m.term.cat) for g in grids for m in g.matches]
        return cls(
            text,
            times=(*(p.span for p in periods), *(Span(*m.span()) for m in _GIVEN.finditer(text))),
            names=tuple(e.span for e in entities),
            figures=tuple(f.span for f in figures),
            metrics=tuple(span for span, cat in words if cat == "metric" and span.end - span.start > 1),
            verbs=tuple(span for span, cat in words if cat in scope_words("verbs")),
        )

    def narrowing(self, span: Span) -> Span | None:
        """The stretch without what narrows nothing at its ends; None where nothing is left that was not read."""
        read = [*self.times, *self.names, *_filling(self.text, span)]
        letters = [at for at in range(span.start, span.end) if _WORD.match(self.text[at])]
        if all(any(s.start <= at < s.end for s in read) for at in letters):
            return None
        start, end = span.start, span.end
        while (to := self._skipped(start, end)) > start and end - to != 1:
            start = to
        while end > start and (to := self._cut(start, end)) < end and to - start != 1:
            end = to
        return Span(start, end) if end - start >= _SHORTEST else None

    def _skipped(self, start: int, end: int) -> int:
        """Where a stretch begins without its first filling, time, or name that something filling follows."""
        known = [s.end for s in self.times if s.start <= start < s.end <= end]
        known += [start + len(w) for w in scope_words("filling") if self.text.startswith(w, start, end)]
        known += [start + 1] if start < end and self.text[start] in _QUOTES else []
        if known:
            return max(known)
        named = [s.end for s in self.names if s.start == start and s.end < end]
        return max((at for at in named if self._skipped(at, end) > at), default=start)

    def _cut(self, start: int, end: int) -> int:
        known = [max(s.start, start) for s in self.times if s.start < end <= s.end]
        ends = [w for w in (*scope_words("filling"), *scope_words("endings")) if w not in scope_words("beginnings")]
        known += [end - len(w) for w in ends if self.text.endswith(w, start, end)]
        verbs = [s for s in self.verbs if s.end == end and s.end - s.start > 1 and not self._named(s)]
        known += [s.start for s in verbs if s.start > start]
        known += [end - 1] if self.text[end - 1] in _QUOTES else []
        return min(known, default=end)

    def _named(self, span: Span) -> bool:
        return any(name.overlaps(span) for name in self.names)

    def head(self, clause: Span) -> Span | None:
        """What a clause nobody read is about: its words up to its measure or its figure; None where it begins so."""
        figure = max((f.start for f in self.figures if clause.holds(f)), default=clause.end)
        whole = self.narrowing(Span(clause.start, figure))
        if whole is None or _OF_ITSELF.search(self.text[clause.start : figure]):
            return None
        measure = min((m.start for m in self.metrics if whole.start <= m.start < figure), default=figure)
        if measure < figure:
            return self.narrowing(Span(whole.start, measure)) if measure > whole.start else None
        if any(v.start == whole.start and v.end + _OBJECT >= whole.end for v in self.verbs):
            return None  # 拥有员工460人: an act of whom went before
        behind = any(f.start == figure and f.end < clause.end for f in self.figures)
        return Span(whole.start, clause.end) if behind and clause.end - whole.start <= _SHORT_CLAUSE else whole


def with_scopes(facts: Sequence[Fact], seen: Seen, sentences: Sequence[Span]) -> list[Fact]:
    """The facts of clauses that were not read whole with what of their sentence may narrow them."""
    told: list[Fact] = []
    for fact in facts:
        within = next((s for s in sentences if s.holds(fact.span)), None)
        found = () if fact.whole or within is None else _distinct(_scope(fact, told, seen, within), seen.text)
        told.append(replace(fact, scope=found) if found else fact)
    return told


def _distinct(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    found = list({span.of(text): span for span in spans}.values())
    said = [span.of(text) for span in found]
    return tuple(s for s in found if not any(s.of(text) in other and s.of(text) != other for other in said))


def _scope(fact: Fact, before: Sequence[Fact], seen: Seen, sentence: Span) -> Iterator[Span]:
    starts = _clause_start(seen.text, fact.span.start, sentence)
    if _needs_context(fact, seen.text) or fact.span.of(seen.text).startswith(_AMONG):
        yield from _context(fact, before, seen, Span(sentence.start, starts))
    ahead = Span(starts, fact.span.start)
    left = None if _is_aside(ahead.of(seen.text).rstrip("的")) else seen.narrowing(ahead)
    yield from () if left is None else (left,)
    yield from (slot.span for slot in fact.slots.values() if _points_back(slot))


def _clause_start(text: str, at: int, sentence: Span) -> int:
    return max(sentence.start, max(text.rfind(mark, sentence.start, at) for mark in _ENDS) + 1)


def _points_back(slot: Slot) -> bool:
    """该业务: which business only the source says."""
    return isinstance(slot, Phrase) and slot.attrs.get("this") == "1" and not slot.entities


def _needs_context(fact: Fact, text: str) -> bool:
    """Whether a line names no owner and no thing of its own, so that what goes before may be what it is about."""
    if (set(fact.slots) - set(fact.inherited)) & _OWN:
        return False
    metric = fact.slots.get("metric")
    if metric is None:
        return True
    if not isinstance(metric, Phrase):
        return False
    averaged = metric.span.of(text).startswith(_AVERAGE)  # an average of what?
    return len(leaves(metric)) <= 1 + averaged


def _is_national(fact: Fact) -> bool:
    metric = fact.slots.get("metric")
    return isinstance(metric, Phrase) and metric.attrs.get("holder") == _NATIONAL


def _context(fact: Fact, before: Sequence[Fact], seen: Seen, ahead: Span) -> Iterator[Span]:
    """What the nearest clause before a line that is about something is about."""
    for clause in _clauses_back(seen.text, ahead):
        inside = [f for f in before if f.span.overlaps(clause) and f.sentence == fact.sentence]
        if inside:
            yield from inside[-1].scope if _is_national(fact) else _handed_on(inside[-1], fact)
            return
        if _is_national(fact):
            return
        said = clause.of(seen.text)
        if said.endswith(scope_words("topics")):
            yield from () if seen.narrowing(clause) is None else (clause,)
            return
        if said.startswith(scope_words("moving")) or _is_aside(said):
            continue
        if not any(clause.holds(f) for f in seen.figures):
            return
        head = seen.head(clause)
        if head is not None:
            yield head
            return


def _clauses_back(text: str, ahead: Span) -> Iterator[Span]:
    """The clauses of a stretch from its end to its beginning, as far as a stop."""
    end = ahead.end
    while end > ahead.start and text[end - 1] not in _STOPS:
        start = max(ahead.start, max(text.rfind(mark, ahead.start, end - 1) for mark in _ENDS) + 1)
        yield Span(start, end - 1)
        end = start


def _is_aside(said: str) -> bool:
    """Whether words tell who speaks, why or when, and nothing of what is measured."""
    return said.startswith(scope_words("aside_heads")) or said.endswith(scope_words("aside"))


def _handed_on(last: Fact, fact: Fact) -> Iterator[Span]:
    """A line right after one of a part is of that part: 玉米种子收入4.1亿元，毛利率31.2%."""
    part, own = last.slots.get("metric"), fact.slots.get("metric")
    if last.scope:
        yield from last.scope
    elif isinstance(part, Phrase) and isinstance(own, Phrase) and not own.parts and _is_part(part, own):
        yield part.span


def _is_part(part: Phrase, own: Phrase) -> bool:
    """Whether a measure is narrower than one that anything may have: 商品房销售面积 before 销售额."""
    anybody = own.attrs.get("holder") == "any" and own.attrs.get("dim") == "money"
    return bool(part.parts) or (anybody and part.attrs.get("holder") != "any")


@cache
def scope_words(name: str) -> tuple[str, ...]:
    """The words of one kind, the longest first (data/scope.toml)."""
    raw = files("briefing").joinpath("data", "scope.toml").read_text(encoding="utf-8")
    return tuple(sorted(tomllib.loads(raw)[name], key=len, reverse=True))


def _filling(text: str, within: Span) -> Iterator[Span]:
    """The words of a stretch that narrow nothing, longest first, none overlapping another."""
    at = within.start
    while at < within.end:
        word = next((w for w in scope_words("filling") if text.startswith(w, at, within.end)), "")
        if word:
            yield Span(at, at + len(word))
        at += len(word) or 1
