"""Companies the press calls by a common word: 苹果 in an article on phones is Apple, in one on orchards a fruit.

Owns which words of an article decide (data/homographs.toml). Where neither list speaks, the word stays what the terms
say it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from briefing.facts.lattice import Lattice
from briefing.lexicon.terms import Lexicon, Match, Term


@dataclass(frozen=True, slots=True)
class _Homograph:
    full: str
    meant: tuple[str, ...]
    thing: tuple[str, ...]

    def is_company(self, text: str) -> bool:
        return any(word in text for word in self.meant) and not any(word in text for word in self.thing)


def with_certain_companies(lattices: Sequence[Lattice], lexicon: Lexicon) -> list[Lattice]:
    """The lattices of an article, its common words that are companies here read as these and as nothing else."""
    text = "\n".join(grid.text for grid in lattices)
    named = {zh: _company(zh, word, lexicon) for zh, word in _words().items() if zh in text and word.is_company(text)}
    return [_naming(grid, named) for grid in lattices] if named else list(lattices)


def _company(zh: str, word: _Homograph, lexicon: Lexicon) -> Term:
    return replace(next(term for term in lexicon.get(word.full) if term.cat == "company"), zh=zh)


def _naming(grid: Lattice, named: Mapping[str, Term]) -> Lattice:
    kept = [m for m in grid.matches if m.term.zh not in named]
    found = {(m.start, m.end): Match(m.start, m.end, named[m.term.zh]) for m in grid.matches if m.term.zh in named}
    for zh, term in named.items():
        found |= {(at, at + len(zh)): Match(at, at + len(zh), term) for at in _alone(grid, zh)}
    return replace(grid, matches=tuple(sorted([*kept, *found.values()], key=lambda m: (m.start, m.end))))


def _alone(grid: Lattice, zh: str) -> list[int]:
    """Where a word stands that no longer known word holds."""
    found, at = [], grid.text.find(zh)
    while at >= 0:
        end = at + len(zh)
        if not any(m.start <= at and end <= m.end and m.end - m.start > len(zh) for m in grid.matches):
            found.append(at)
        at = grid.text.find(zh, end)
    return found


@cache
def _words() -> Mapping[str, _Homograph]:
    raw = tomllib.loads(files("briefing").joinpath("data", "homographs.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {w["zh"]: _Homograph(w["full"], tuple(w["meant"]), tuple(w["thing"])) for w in raw["company"]}
    )
