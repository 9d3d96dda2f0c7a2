"""Whose yuan a bare 元 is: in Hong Kong, Macau, Taiwan and Singapore it is not the renminbi.

Where such a place is what the sentence or the article is about, and nothing of
the mainland stands beside it, the amount has no certain currency and is read
as no amount. A wrong currency is worse than an open item.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from briefing.facts.lattice import Lattice
from briefing.values import Figure

# The headline and the first sentence tell where an article is at home.
_OPENING = 2


def with_certain_currency(lattices: Sequence[Lattice]) -> list[Lattice]:
    """The lattices of an article, bare 元 of doubtful currency without a value."""
    opening = lattices[:_OPENING]
    elsewhere = any(_speaks_of(grid, "elsewhere") for grid in opening) and not any(map(_of_the_mainland, opening))
    return [_without_doubt(grid, elsewhere=elsewhere) for grid in lattices]


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


def _speaks_of(grid: Lattice, where: str) -> bool:
    return any(word in grid.text for word in _words()[where])


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files("briefing").joinpath("data", "currency.toml").read_text(encoding="utf-8"))
