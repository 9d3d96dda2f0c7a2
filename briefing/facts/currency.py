"""Whose yuan a bare 元 is: in Hong Kong, Macau, Taiwan and Singapore it is not the renminbi.

Where such a place is what the sentence or the article is about, and nothing of
the mainland stands beside it, the amount has no certain currency and is read
as no amount; likewise where an article in Traditional characters does not say
where it is at home. An article that names its currency once (新台币23亿元) and
nothing of the mainland means the same one by 元; one in Simplified characters that writes 港元
as a unit of its own means the renminbi by 元. A wrong currency is worse than
an open item.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from briefing.facts.lattice import Lattice
from briefing.lexicon.terms import Match
from briefing.values import Figure

# The headline and the first sentence tell where an article is at home.
_OPENING = 2
_MAINLAND = "中国"
_HOMES = ("TWD", "HKD", "MOP", "SGD")


def with_certain_currency(lattices: Sequence[Lattice], *, traditional: bool = False) -> list[Lattice]:
    """The lattices of an article, bare 元 of doubtful currency without a value."""
    if not traditional and _tells_apart(lattices):
        return list(lattices)
    elsewhere = _is_elsewhere(lattices, traditional=traditional)
    if elsewhere and not any(map(_of_the_mainland, lattices)) and (code := _named(lattices)):
        return [replace(grid, figures=tuple(_in(f, code) for f in grid.figures)) for grid in lattices]
    return [_without_doubt(grid, elsewhere=elsewhere) for grid in lattices]


def currency_of_yuan(lattices: Sequence[Lattice], *, traditional: bool = False) -> str:
    """The currency that a bare 元 over an article's tables means, empty where that is not certain."""
    apart = not traditional and _tells_apart(lattices)
    if apart or not _is_elsewhere(lattices, traditional=traditional):
        return "CNY"
    return "" if any(map(_of_the_mainland, lattices)) else _named(lattices)


def _is_elsewhere(lattices: Sequence[Lattice], *, traditional: bool) -> bool:
    """Whether an article is at home where 元 is not the renminbi, or may be: Traditional text says it or is doubtful."""
    if traditional:
        return any(_speaks_of(grid, "elsewhere") for grid in lattices) or not any(map(_at_home, lattices))
    opening = lattices[:_OPENING]
    return any(_speaks_of(grid, "elsewhere") for grid in opening) and not any(map(_of_the_mainland, opening))


def _tells_apart(lattices: Sequence[Lattice]) -> bool:
    """Whether an article of the mainland writes 港元 where it means that: then its bare 元 is the renminbi.

    港元，下同 says that it will not be written again.
    """
    named = any(f.text.rstrip("）").endswith(_UNITS) for grid in lattices for f in grid.figures if not _bare(f))
    return named and not any(_FROM_HERE_ON.search(grid.text) for grid in lattices)


# A Taiwanese house is told in 亿元新台币 once and in 元 after that.
_UNITS = ("港元", "港币")
_FROM_HERE_ON = re.compile("(?:港元|港币|台币|澳门元|澳门币|新加坡元|新元)[，,、]?(?:以)?下同")


def _named(lattices: Sequence[Lattice]) -> str:
    """The one currency of such a place that an article names, empty where it names none, two, or the renminbi."""
    units = {f.unit.partition("/")[0] for grid in lattices for f in grid.figures if not _bare(f)}
    found = units.intersection(_HOMES)
    return found.pop() if len(found) == 1 and "CNY" not in units else ""


def _in(figure: Figure, code: str) -> Figure:
    return replace(figure, unit=code + figure.unit.removeprefix("CNY")) if _bare(figure) else figure


def _without_doubt(grid: Lattice, *, elsewhere: bool) -> Lattice:
    if not (elsewhere or _speaks_of(grid, "elsewhere")) or _of_the_mainland(grid):
        return grid
    return replace(grid, figures=tuple(replace(f, value=None) if _bare(f) else f for f in grid.figures))


def _bare(figure: Figure) -> bool:
    return figure.unit.startswith("CNY") and "人民币" not in figure.text


def _of_the_mainland(grid: Lattice) -> bool:
    if _speaks_of(grid, "mainland"):
        return True
    # A mainland company's shares may be traded in Hong Kong: only an office speaks in its own money.
    return any(m.term.cat == "gov" and m.term.attrs.get("country") == "CN" for m in grid.matches)


def _at_home(grid: Lattice) -> bool:
    """Whether a sentence is at home in the mainland: by what it speaks of, or by words that nobody else uses."""
    return _of_the_mainland(grid) or _speaks_of(grid, "usage") or any(map(_is_mainland_place, grid.matches))


def _is_mainland_place(match: Match) -> bool:
    attrs = match.term.attrs
    return match.term.cat == "place" and attrs.get("in") == _MAINLAND and not attrs.get("abbr")


def _speaks_of(grid: Lattice, where: str) -> bool:
    return any(word in grid.text for word in _words()[where])


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files("briefing").joinpath("data", "currency.toml").read_text(encoding="utf-8"))
