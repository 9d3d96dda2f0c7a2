"""What the rules for names share: the candidate, the rules' data, the text they look at.

Owns boundaries (where a name may begin and end); knows nothing of persons,
places or organisations. The words are data/name_rules.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from briefing.lexicon.terms import Lexicon, Term
from briefing.values import EntityKind, Origin

Known = tuple[int, int, str]
_HAN = re.compile("[\u4e00-\u9fff]+")
_NAMES = frozenset({"company", "person", "place", "cobroker"})
_DEEPEST = 6  # site, town, district, city, province, country


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A name that no term file holds, with the forms its rule gives.

    ``en`` or ``ja`` is empty where the form is not known: the writer then shows
    the original or leaves the name out, never another reading of it. ``certain``
    is False for a form to be shown with the original in brackets.
    """

    start: int
    end: int
    zh: str
    kind: EntityKind
    en: str
    ja: str
    certain: bool
    origin: Origin = "rule"


@cache
def rules() -> dict[str, Any]:
    """The tables of data/name_rules.toml."""
    return tomllib.loads((files("briefing") / "data" / "name_rules.toml").read_text(encoding="utf-8"))


@cache
def words(table: str, key: str) -> frozenset[str]:
    return frozenset(rules()[table][key])


@cache
def _by_first(table: str, key: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in rules()[table][key]:
        word = entry if isinstance(entry, str) else entry[0]
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


def word_at(text: str, start: int, *, table: str, key: str) -> str:
    """The longest word of a list that stands at ``start``, or nothing."""
    here = _by_first(table, key).get(text[start : start + 1], ())
    return max((w for w in here if text.startswith(w, start)), key=len, default="")


def is_transliterated(zh: str) -> bool:
    """Whether ``zh`` is written as foreign names are: with their characters only, some of which little else uses."""
    rule = rules()["persons"]
    return is_spelled(zh) and any(c in rule["hard"] or c in rule["soft"] for c in zh)


def is_spelled(zh: str) -> bool:
    """Whether every character of ``zh`` is one that foreign names are written with."""
    rule = rules()["persons"]
    return all(c in rule["hard"] or c in rule["soft"] or c in rule["spelled"] for c in zh)


def is_han(text: str) -> bool:
    return _HAN.fullmatch(text) is not None


@dataclass(frozen=True)
class Ground:
    """A folded text and the terms found in it."""

    text: str
    known: tuple[Known, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, text: str, known: Iterable[Known], *, lexicon: Lexicon) -> Ground:
        return cls(text, tuple(sorted(set(known))), lexicon)

    def with_known(self, more: Iterable[Known]) -> Ground:
        return Ground.of(self.text, (*self.known, *more), lexicon=self.lexicon)

    @cached_property
    def _starts(self) -> dict[int, tuple[Known, ...]]:
        return _grouped(self.known, 0)

    @cached_property
    def _ends(self) -> dict[int, tuple[Known, ...]]:
        return _grouped(self.known, 1)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every piece of two to four characters of a term that is no name."""
        return _pieces(self.lexicon)

    def starting(self, at: int, *cats: str) -> tuple[Known, ...]:
        return tuple(k for k in self._starts.get(at, ()) if not cats or k[2] in cats)

    def ending(self, at: int, *cats: str) -> tuple[Known, ...]:
        return tuple(k for k in self._ends.get(at, ()) if not cats or k[2] in cats)

    def crosses(self, start: int, end: int) -> bool:
        """Whether a term of two characters or more reaches over an edge of the range, or begins with it."""
        inside = (k for at in range(max(0, start - 11), end) for k in self.starting(at) if k[1] - k[0] > 1)
        return any(
            (s < start < e) or (start < s < end < e) or (s == start and (s, e) != (start, end) and cat != "person")
            for s, e, cat in inside
        )

    def crosses_edge(self, start: int, end: int) -> bool:
        """Whether a term of two characters or more reaches over an edge of the range from within."""
        near = (k for at in range(max(0, start - 11), end) for k in self.starting(at) if k[1] - k[0] > 1)
        return any((s < start < e <= end) or (start <= s < end < e) for s, e, _ in near)

    def is_known(self, start: int, end: int) -> bool:
        return any(k[1] == end for k in self.starting(start))

    def term(self, known: Known) -> Term | None:
        start, end, cat = known
        return next((t for t in self.lexicon.get(self.text[start:end]) if t.cat == cat), None)

    def edge(self, at: int) -> bool:
        """Whether nothing of a name can stand left or right of ``at``: the text's end, punctuation, Latin, a digit."""
        return not 0 <= at < len(self.text) or self.is_mark(at) or not is_han(self.text[at])

    def is_mark(self, at: int) -> bool:
        return self.text[at] in rules()["boundaries"]["punctuation"] or self.text[at].isspace()

    def closed_right(self, end: int) -> str:
        """How sure a name ends at ``end``: ``strong``, ``weak`` or nothing."""
        if self.edge(end) or word_at(self.text, end, table="boundaries", key="strong"):
            return "strong"
        return "weak" if word_at(self.text, end, table="boundaries", key="weak") else ""

    def clause_start(self, at: int) -> int:
        """Where the clause that ``at`` stands in begins."""
        return max(self.text.rfind(mark, 0, at) for mark in (*"。;!?,\n", "”")) + 1

    def paragraph(self, at: int) -> tuple[int, int]:
        """Where the line that ``at`` stands in begins and ends."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(self.text)

    def named_before(self, at: int, *cats: str) -> bool:
        """Whether a term longer than an abbreviation (沪) ends at ``at``."""
        return any(end - start > 1 for start, end, _ in self.ending(at, *cats))

    def country(self, place: str, *, stops: frozenset[str] = frozenset()) -> str:
        """The country (or one of ``stops``) a place lies in, up its chain of ``in``; nothing where a link is missing."""
        for _ in range(_DEEPEST):
            term = next((t for t in self.lexicon.get(place) if t.cat == "place"), None)
            if term is None or "abbr" in term.attrs:
                return ""
            if term.attrs.get("level") == "country" or place in stops:
                return place
            place = term.attrs.get("in", "")
        return ""


@cache
def _pieces(lexicon: Lexicon) -> frozenset[str]:
    words = (t.zh for t in lexicon.terms() if t.cat not in _NAMES)
    return frozenset(zh[at : at + n] for zh in words for n in (2, 3, 4) for at in range(len(zh) - n + 1))


def _grouped(known: Iterable[Known], index: int) -> dict[int, tuple[Known, ...]]:
    found: dict[int, list[Known]] = {}
    for entry in known:
        found.setdefault(int(entry[index]), []).append(entry)
    return {at: tuple(entries) for at, entries in found.items()}


def occurrences(text: str, zh: str) -> list[int]:
    """Where ``zh`` stands in ``text``."""
    found, at = [], text.find(zh)
    while at >= 0:
        found.append(at)
        at = text.find(zh, at + 1)
    return found


def apart(candidates: Sequence[NameCandidate]) -> tuple[NameCandidate, ...]:
    """The candidates in order of text, the longer of two that overlap."""
    kept: list[NameCandidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        if all(candidate.end <= k.start or k.end <= candidate.start for k in kept):
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda c: c.start))
