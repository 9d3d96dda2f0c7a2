"""Which fact of an article says what its own headline says, where that headline itself was not read.

Owns how much a fact shares with the headline: its owner, its figure, its words. A fact that shares too little would
make a stray figure the headline. Knows nothing of target languages.
"""

from __future__ import annotations

import re

from briefing.condense.plan import rounds
from briefing.values import Fact, Figure, Phrase, Reading, Span

# Paragraphs of the lead: what stands there in whole sentences is the news.
_LEAD = 2
# As much of what a fact measures or does must stand in the headline: less of it where the owner does too.
_ENOUGH, _SOME = 0.5, 0.3
_FIGURE, _OWNER, _FIRST = 3.0, 1.0, 1.0
_OWNERS = ("holder", "subj", "src")
_ABOUT = ("metric", "v", "v2", "obj", "s", "h", "where")
# A piece of the headline this long is what the fact is about (碳酸锂).
_PIECE = 3
# What an owner is first asked for, and verbs (in English) that tell a state, no news.
_PRINCIPAL = re.compile(
    "revenue|net profit|gross (?:regional|domestic) product|^GDP|total (?:imports|foreign|goods|trade)"
)
_STATES = frozenset({"have", "own", "employ", "operate", "be", "hold", "recruit"})
_NOT_WORDS = re.compile(r"[0-9.,%〇一二三四五六七八九十百千万亿两\s“”‘’「」《》()（）:：，、]+")
_THE_COUNTRY = frozenset({"我国", "全国", "中国"})


def shares(fact: Fact, reading: Reading) -> float:
    """How much a fact tells of what the headline tells; 0 where it would be a stray figure."""
    if not reading.headline.strip():
        return 1.0  # an article without a headline is about what it tells
    owner, figure, words = _owned(fact, reading), _figured(fact.figures, reading), _worded(fact, reading)
    lead = _leads(fact)
    first = lead or (_nobodys(fact) and 0 <= fact.paragraph < _LEAD)
    if not (owner and (figure or words >= _SOME or lead)) and not (words >= _ENOUGH and (figure or first)):
        return 0.0
    return _FIGURE * figure + words + _OWNER * owner + _FIRST * lead


def _owned(fact: Fact, reading: Reading) -> bool:
    """Whether the headline names whose the fact is; a headline that names nobody is of whoever the lead is of."""
    title = reading.headline
    owner = next((fact.slots[name] for name in _OWNERS if name in fact.slots), None)
    if not isinstance(owner, Phrase):
        return not _named(reading) and fact.paragraph <= 0
    text = owner.span.of(reading.article.text)
    names = {text, *(e.zh for e in owner.entities)}
    if names & _THE_COUNTRY and not title.startswith("中国"):
        return not _named(reading)
    short = {e.zh.rstrip("省市县区") if e.kind == "place" else e.zh[:2] for e in owner.entities}
    return any(name in title for name in (names | short) if len(name) > 1)


def _leads(fact: Fact) -> bool:
    """Whether it is the news of the first paragraphs: an act, or what an owner is first asked for."""
    if not fact.whole or not 0 <= fact.paragraph < _LEAD:
        return False
    metric, verb = fact.slots.get("metric"), fact.slots.get("v")
    if isinstance(metric, Phrase):
        return bool(_PRINCIPAL.search(_english(metric)))
    long_ago = any(p.year is not None and p.relation == "in" and p.form in ("month", "year") for p in fact.periods)
    return not long_ago and not (isinstance(verb, Phrase) and verb.en in _STATES)


def _nobodys(fact: Fact) -> bool:
    """Whether it is a price or a level of a market, which has no owner."""
    return "metric" in fact.slots and "holder" not in fact.slots


def _english(phrase: Phrase) -> str:
    """The English words in a phrase, in no good order."""
    return " ".join([phrase.en, *(_english(part) for part in phrase.parts.values() if isinstance(part, Phrase))])


def _named(reading: Reading) -> bool:
    span = reading.article.title_span
    return any(e.kind in ("place", "company") and span is not None and span.holds(e.span) for e in reading.entities)


def _figured(figures: tuple[Figure, ...], reading: Reading) -> bool:
    """Whether a figure of the fact stands in the headline, be it rounded there."""
    span = reading.article.title_span
    told = [f for f in reading.figures if span is not None and span.holds(f.span)]
    return any(f.signature == t.signature or rounds(t, f) for f in figures for t in told if f.value is not None)


def _worded(fact: Fact, reading: Reading) -> float:
    """How much of what the fact measures or does stands in the headline, by pairs of characters."""
    spans = [fact.slots[name].span for name in _ABOUT if name in fact.slots]
    pairs = {pair for span in spans for pair in _pairs(span, reading)}
    title = reading.headline
    share = sum(pair in title for pair in pairs) / len(pairs) if pairs else 0.0
    pieces = (span.of(reading.article.text) for span in spans)
    whole = any(piece[at : at + _PIECE] in title for piece in pieces for at in range(len(piece) - _PIECE + 1))
    return max(share, _ENOUGH) if whole else share


def _pairs(span: Span, reading: Reading) -> set[str]:
    words = _NOT_WORDS.split(span.of(reading.article.text))
    return {word[at : at + 2] for word in words for at in range(len(word) - 1)}


__all__ = ["shares"]
