"""The Chinese behind a name that only the engine knows: what in the source sounds like it.

Owns the search for foreign persons (written with a dot between their names) and
for stretches whose two ends are certain and whose sound is that of the English
spelling. Certain enough to set the Chinese in brackets beside the guess; never
enough to call the guess right.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from briefing.lexicon.terms import Lexicon
from briefing.protect.likeness import spelling
from briefing.values import Entity, EntityKind, Span

# Not the name of a thing in quotation marks.
_DOTTED = re.compile(r"(?<![“《‘「])(?<![“《‘「][一-鿿])[一-鿿]{1,7}(?:·[一-鿿A-Z]{1,7})+")
_HAN = re.compile(r"[一-鿿]{2,}")
_PERSON = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)+")
_ALIKE, _ALIKE_PERSON = 0.72, 0.45
_LONGEST, _SHORTEST_NAME = 8, 4


class Hearing:
    """One source, searched for the sound of names. ``start``: where it begins in the article."""

    def __init__(self, source: str, start: int, entities: Sequence[Entity], lexicon: Lexicon) -> None:
        self.source, self.start = source, start
        known = [e.span for e in entities if e.certain and e.span.start >= start]
        self.known = [Span(s.start - start, s.end - start) for s in known]
        self.words = [(m.start, m.end) for m in lexicon.matches(source) if m.end - m.start > 1]
        self.persons = self._persons(entities)

    def _persons(self, entities: Sequence[Entity]) -> list[tuple[int, str]]:
        dotted = [self._trimmed(m.start(), m.group()) for m in _DOTTED.finditer(self.source)]
        told = [(e.span.start - self.start, e.zh) for e in entities if e.kind == "person" and not e.certain]
        found = dict(dotted) | {at: zh for at, zh in told if at >= 0}
        certain = {span.start for span in self.known}
        return sorted((at, zh) for at, zh in found.items() if at not in certain)

    def _trimmed(self, at: int, zh: str) -> tuple[int, str]:
        """A dotted name without the words before and after it: 分析师约翰·卡特表示."""
        start, end = at + zh.index("·"), at + zh.rindex("·") + 1
        while start > at and self.source[start - 1] in _transliterating():
            start -= 1
        while end < at + len(zh) and self.source[end] in _transliterating() and not self._begins_word(end):
            end += 1
        return start, self.source[start:end]

    def _begins_word(self, at: int) -> bool:
        return any(start == at for start, _ in self.words)

    def of(self, name: str) -> Entity | None:
        """The uncertain entity that ``name`` spells, without forms; None where none is clear."""
        letters = re.sub(r"[^a-z]", "", name.casefold())
        if len(letters) < _SHORTEST_NAME:
            return None
        ranked = sorted(((spelling(zh, name), at, zh) for at, zh in self._stretches()), reverse=True)
        if not ranked or ranked[0][0] < _ALIKE:
            return None
        return self._entity(ranked[0][1], ranked[0][2], "organisation")

    def person(self, names: Sequence[str]) -> str:
        """Which of the names spells the one foreign person of the source; "" where none surely does."""
        shaped = [name for name in names if _PERSON.fullmatch(name)]
        if len(self.persons) != 1 or not shaped:
            return ""
        best = max(shaped, key=lambda name: spelling(self.persons[0][1], name))
        return best if len(shaped) == 1 or spelling(self.persons[0][1], best) >= _ALIKE_PERSON else ""

    def the_person(self) -> Entity:
        return self._entity(*self.persons[0], "person")

    def _entity(self, at: int, zh: str, kind: EntityKind) -> Entity:
        return Entity(zh, kind, "", "", "model", Span(self.start + at, self.start + at + len(zh)), certain=False)

    def _stretches(self) -> Iterator[tuple[int, str]]:
        """Parts of the source between known words, signs or the ends."""
        starts = {0} | {e for _, e in self.words} | {s.end for s in self.known}
        ends = {len(self.source)} | {s for s, _ in self.words} | {s.start for s in self.known}
        for match in _HAN.finditer(self.source):
            here = {match.start()} | {p for p in starts if match.start() < p < match.end()}
            there = {match.end()} | {p for p in ends if match.start() < p < match.end()}
            for a in here:
                for b in there:
                    if 2 <= b - a <= _LONGEST and not any(Span(a, b).overlaps(k) for k in self.known):
                        yield a, self.source[a:b]


@cache
def _transliterating() -> frozenset[str]:
    """Characters that foreign names are written with."""
    rules = tomllib.loads(resources.files("briefing").joinpath("data", "name_rules.toml").read_text(encoding="utf-8"))
    return frozenset("".join(rules["persons"][name] for name in ("hard", "soft", "spelled")))
