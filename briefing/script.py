"""Traditional text in the Simplified characters that words are matched in, character for character.

Owns the choice between the two scripts and the turning of one into the other;
lengths never change, so offsets hold in both. Knows nothing of articles' facts.
A text in Simplified characters is left alone: 乾, 著 and 徵 are its own there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from briefing.values import Article, Entity, Fact, Figure, Period, Phrase, Reading, Slot

# A text is Traditional where this share of its telling characters is: a Simplified text that quotes a
# name in Traditional has under 0.1, Traditional text (whose 后, 里, 台 may be its own) over 0.9.
_SHARE = 0.6


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters, as far as it has characters that tell."""
    table, simple = characters(), _simplified_only()
    if text.isascii() or table.keys().isdisjoint(text):
        return False
    told = sum(char in table for char in text)
    return told > (told + sum(char in simple for char in text)) * _SHARE


def simplified(text: str) -> str:
    """``text`` in Simplified characters if it is Traditional, of the same length; words decide where a character has
    two forms (乾燥, 乾隆)."""
    return _converted(text) if is_traditional(text) else text


def simplified_article(article: Article) -> Article:
    """The article that words are matched in: the same offsets, Simplified characters."""
    if not is_traditional(article.text):
        return article
    text = _converted(article.text)
    paragraphs = tuple(replace(p, text=p.span.of(text)) for p in article.paragraphs)
    title = article.title_span.of(text) if article.title_span else _converted(article.title)
    return replace(article, text=text, title=title, paragraphs=paragraphs)


def restored(reading: Reading, article: Article) -> Reading:
    """A reading of ``simplified_article(article)`` as one of ``article``: names stand as the source writes them."""
    matched = reading.article
    if matched is article:
        return reading
    names = _Names(matched.text, article.text)
    return replace(
        reading,
        article=article,
        simplified=matched,
        entities=tuple(names.entity(entity) for entity in reading.entities),
        facts=tuple(names.fact(fact) for fact in reading.facts),
        open_clauses=tuple(
            replace(
                clause,
                entities=tuple(names.entity(entity) for entity in clause.entities),
                terms=tuple(names.phrase(term) for term in clause.terms),
            )
            for clause in reading.open_clauses
        ),
    )


class _Names:
    """The names of a reading in the characters of the source."""

    def __init__(self, matched: str, source: str) -> None:
        self._matched, self._source = matched, source

    def entity(self, entity: Entity) -> Entity:
        # A name may stand for itself (its span), or be the full form given elsewhere.
        at = entity.span.start if entity.span.of(self._matched) == entity.zh else self._matched.find(entity.zh)
        return entity if at < 0 else replace(entity, zh=self._source[at : at + len(entity.zh)])

    def fact(self, fact: Fact) -> Fact:
        return replace(fact, slots={name: self._slot(slot) for name, slot in fact.slots.items()})

    def phrase(self, phrase: Phrase) -> Phrase:
        entity = self.entity(phrase.entity) if phrase.entity is not None else None
        return replace(phrase, entity=entity, parts={name: self._slot(part) for name, part in phrase.parts.items()})

    def _slot(self, slot: Slot) -> Slot:
        return slot if isinstance(slot, Figure | Period) else self.phrase(slot)


def _converted(text: str) -> str:
    return "".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    table = characters()
    for line in text.splitlines(keepends=True):
        found: str = _converter().convert(line)
        # Words that change their length are no question of script.
        found = found if len(found) == len(line) else line
        yield "".join(table.get(char, char) for char in found)


@cache
def _converter() -> Any:
    import opencc

    # Taiwan's forms first (著 for 着); what is Hong Kong's own (衞, 綫) is in the table of characters.
    return opencc.OpenCC("tw2s")


@cache
def characters() -> Mapping[str, str]:
    """Traditional characters with their one Simplified form."""
    raw = resources.files("briefing").joinpath("data/simplified.txt").read_text(encoding="utf-8")
    pairs = (pair for line in raw.splitlines() if not line.startswith("#") for pair in line.split())
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _simplified_only() -> frozenset[str]:
    # 后, 里, 台 and the like stand in Traditional text too; a few do not matter to the share.
    return frozenset(characters().values()) - characters().keys()
