"""The words the embedded engine knows: loaded from data, found in text.

Owns the form of the term files (docs/concepts/lexicon.md) and look-up by
position; knows nothing of grammar or of articles.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class _Shelf(Mapping[str, tuple[Term, ...]]):
    """Terms by their Chinese, made of their lines when they are first asked for.

    An article needs a few hundred of some thirty thousand terms; making them all takes as long as reading ten articles.
    """

    def __init__(self, lines: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self._lines = lines
        self._made: dict[str, tuple[Term, ...]] = {}

    def __getitem__(self, zh: str) -> tuple[Term, ...]:
        if zh not in self._made:
            by_cat: dict[str, Term] = {}
            for where, line in self._lines[zh]:
                term = _parse_line(line, where=where)
                by_cat.setdefault(term.cat, term)  # the same word under one category in two files is one term
            self._made[zh] = tuple(by_cat.values())
        return self._made[zh]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Lexicon:
    """All terms, found by position. Built once, never changed: ``extended`` gives a new one."""

    def __init__(self, terms: Iterable[Term]) -> None:
        by_zh: dict[str, tuple[Term, ...]] = {}
        for term in terms:
            by_zh[term.zh] = (*by_zh.get(term.zh, ()), term)
        self._index(by_zh)

    @classmethod
    def of_lines(cls, lines: Mapping[str, Sequence[tuple[str, str]]]) -> Lexicon:
        """The lexicon of lines by their Chinese, each with where it stands; each made when a text asks for them."""
        lexicon = cls(())
        lexicon._index(_Shelf(lines))
        return lexicon

    def _index(self, by_zh: Mapping[str, tuple[Term, ...]]) -> None:
        self._by_zh = by_zh
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
    return tuple(_parse_line(line, where=place) for place, line in _term_lines(text, where=where))


def _term_lines(text: str, *, where: str) -> Iterator[tuple[str, str]]:
    """Where each term of a file stands, and its line; not its header, comments and empty lines."""
    for number, line in enumerate(text.splitlines(), start=1):
        if number > 1 and line.strip() and not line.startswith("#"):
            yield f"{where}:{number}", line


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
    lines: dict[str, list[tuple[str, str]]] = {}
    for file in files:
        for where, line in _term_lines(file.read_text(encoding="utf-8"), where=f"terms/{file.name}"):
            lines.setdefault(line.partition("\t")[0].strip(), []).append((where, line))
    return Lexicon.of_lines(lines)
