"""Names in a list keep their order: which item of an English enumeration stands for which name of the Chinese one.

Owns the pairing of A、B和C with "A, B and C" where enough of the items are known
to fix the rest. Knows nothing of how names sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.values import Entity

_JOINTS = re.compile(r"\s*(?:、|和|及|以及|与|暨)\s*")
_CUTS = re.compile(r",\s+(?:and|as well as)\s+|,\s+|\s+and\s+|\s+as well as\s+")
_NAME = r"[A-Z][\w'’.&-]*(?:(?:\s(?:of|and|for|the)){0,2}\s[A-Z][\w'’.&-]*)*"
_SHORTEST, _LONGEST_ITEM = 3, 60


@dataclass(frozen=True, slots=True)
class Item:
    """Where a name of the list stands in the English text, told as something else."""

    entity: Entity
    start: int
    end: int


def items(text: str, source: str, entities: Sequence[Entity], missing: Sequence[Entity], start: int) -> Iterator[Item]:
    """The places of ``missing`` names of lists whose other names are where they belong."""
    for names in _lists(source, entities, start):
        window = _window(text, names, missing)
        for number, entity in enumerate(names):
            if window and entity in missing:
                spot = _name_at(text, window[number], first=number == 0, last=number == len(names) - 1)
                if spot is not None:
                    yield Item(entity, *spot)


def _lists(source: str, entities: Sequence[Entity], start: int) -> Iterator[list[Entity]]:
    """Runs of names with nothing but commas and 和 between them."""
    run: list[Entity] = []
    for entity in sorted(entities, key=lambda e: e.span):
        gap = source[run[-1].span.end - start : entity.span.start - start] if run else ""
        if run and not _JOINTS.fullmatch(gap):
            if len(run) >= _SHORTEST:
                yield run
            run = []
        run.append(entity)
    if len(run) >= _SHORTEST:
        yield run


def _window(text: str, names: Sequence[Entity], missing: Sequence[Entity]) -> list[tuple[int, int]]:
    """As many consecutive pieces of the text as the list has names, with every known name in its own piece."""
    anchors = [(i, e.en) for i, e in enumerate(names) if e not in missing]
    inside = [m.span() for _, form in anchors for m in re.finditer(re.escape(form), text)]
    found = [m.span() for m in _CUTS.finditer(text)]
    # Human Resources and Social Security is one name.
    cuts = [(0, 0), *((a, b) for a, b in found if not any(s < a < e for s, e in inside)), (len(text), len(text))]
    pieces = [(a[1], b[0]) for a, b in pairwise(cuts)]
    fits = [
        pieces[at : at + len(names)]
        for at in range(len(pieces) - len(names) + 1)
        if all(form in text[slice(*pieces[at + i])] for i, form in anchors)
    ]
    return fits[0] if len(fits) == 1 and 2 * len(anchors) >= len(names) else []


def _name_at(text: str, piece: tuple[int, int], *, first: bool, last: bool) -> tuple[int, int] | None:
    """The name in a piece: all of it inside a list, what is next to the comma at its two ends."""
    start, end = piece
    said = text[start:end]
    if not first and not last and len(said) <= _LONGEST_ITEM:
        return start, end
    found = list(re.finditer(_NAME, said))
    if not found:
        return None
    match = found[-1] if first else found[0]
    beside = match.end() == len(said) if first else not said[: match.start()].strip().removeprefix("the")
    return (start + match.start(), start + match.end()) if beside else None
