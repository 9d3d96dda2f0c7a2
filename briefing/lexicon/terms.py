"""The words the embedded engine knows: loaded from data, found in text.

Owns the form of the term files (docs/concepts/lexicon.md) and look-up by
position; knows nothing of grammar or of articles.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType

from briefing.errors import DataError

Attrs = Mapping[str, str]
_NO_ATTRS: Attrs = MappingProxyType({})

ENTITY_CATS = frozenset({"company", "gov", "org", "media", "person", "place", "program", "project"})


@dataclass(frozen=True, slots=True)
class Term:
    """One word or name with its forms. ``origin`` tells built-in from a user's glossary."""

    zh: str
    cat: str
    en: str
    en_pl: str
    ja: str
    attrs: Attrs = field(default_factory=lambda: _NO_ATTRS)
    origin: str = "built-in"


@dataclass(frozen=True, slots=True)
class Match:
    """A term found at ``start``..``end`` of a folded text."""

    start: int
    end: int
    term: Term


class Lexicon:
    """All terms, found by position. Built once, never changed: ``extended`` gives a new one."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_zh: dict[str, tuple[Term, ...]] = {}
        for term in terms:
            self._by_zh[term.zh] = (*self._by_zh.get(term.zh, ()), term)
        lengths: dict[str, set[int]] = {}
        for zh in self._by_zh:
            lengths.setdefault(zh[:2], set()).add(len(zh))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def __len__(self) -> int:
        return sum(map(len, self._by_zh.values()))

    def get(self, zh: str) -> tuple[Term, ...]:
        return self._by_zh.get(zh, ())

    def terms(self) -> Iterator[Term]:
        for found in self._by_zh.values():
            yield from found

    def extended(self, terms: Iterable[Term]) -> Lexicon:
        """A lexicon in which the user's ``terms`` replace built-in ones of the same Chinese."""
        own = tuple(terms)
        replaced = {term.zh for term in own}
        return Lexicon((*own, *(term for term in self.terms() if term.zh not in replaced)))

    def at(self, text: str, start: int) -> Iterator[Match]:
        """Every term that begins at ``start``, longest first."""
        lengths = (*self._lengths.get(text[start : start + 2], ()), *self._lengths.get(text[start : start + 1], ()))
        for length in dict.fromkeys(lengths):
            for term in self._by_zh.get(text[start : start + length], ()):
                yield Match(start, start + len(term.zh), term)

    def matches(self, text: str) -> tuple[Match, ...]:
        """Every term anywhere in ``text``, overlapping ones too; Latin words only as whole words."""
        return tuple(m for i in range(len(text)) for m in self.at(text, i) if _whole_word(text, m))


def _whole_word(text: str, match: Match) -> bool:
    def joins(left: int) -> bool:
        if left < 0 or left + 1 >= len(text):
            return False
        pair = text[left : left + 2]
        return pair.isascii() and pair.isalnum()

    return not joins(match.start - 1) and not joins(match.end - 1)


def parse_terms(text: str, *, where: str) -> tuple[Term, ...]:
    """The terms of one file. Raises DataError naming ``where`` and the line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if number == 1 or not line.strip() or line.startswith("#"):
            continue
        found.append(_parse_line(line, where=f"{where}:{number}"))
    return tuple(found)


def _parse_line(line: str, *, where: str) -> Term:
    cells = [cell.strip() for cell in line.split("\t")]
    if not 5 <= len(cells) <= 6 or not all(cells[i] for i in (0, 1, 2, 4)):
        raise DataError(f"{where}: a term needs zh, cat, en, en_pl, ja and attrs", hint="cells are separated by tabs")
    zh, cat, en, en_pl, ja = cells[:5]
    return Term(zh, cat, en, en_pl, ja, parse_attrs(cells[5] if len(cells) == 6 else "", where=where))


def parse_attrs(cell: str, *, where: str) -> Attrs:
    """``key=value;key=value`` as a mapping. Raises DataError naming ``where``."""
    if not cell:
        return _NO_ATTRS
    pairs = [part.partition("=") for part in cell.split(";") if part.strip()]
    if not all(key and equals and value for key, equals, value in pairs):
        raise DataError(f"{where}: attributes are written key=value;key=value")
    return MappingProxyType({key.strip(): value.strip() for key, _, value in pairs})


@functools.cache
def built_in() -> Lexicon:
    """The lexicon that comes with the program."""
    folder = resources.files("briefing") / "data" / "terms"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
    seen: dict[tuple[str, str], Term] = {}
    for file in files:
        for term in parse_terms(file.read_text(encoding="utf-8"), where=f"terms/{file.name}"):
            seen.setdefault((term.zh, term.cat), term)
    return Lexicon(seen.values())
