"""Shared steps of reading finished text: folding, masking, and joining the ends of ranges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.facts.fold import without_endless
from briefing.values import Qualifier
from briefing.verify.target import TargetDate, TargetFigure

MASK = "\x00"


@dataclass(frozen=True, slots=True)
class Item:
    """One number as it stands, before ranges are joined.

    ``bare`` is the value without its scale word. ``closed``: a unit or scale
    follows the number itself, so it borrows none from the upper end of a
    range; ``prefixed``: a currency stands before it.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    bare: Decimal
    scale: Decimal = Decimal(1)
    closed: bool = False
    prefixed: bool = False
    weak: bool = False


def fold(text: str) -> str:
    """Full-width forms at half width, character for character, so that offsets stay."""
    folded = "".join(c if len(n := unicodedata.normalize("NFKC", c)) != 1 else n for c in text)
    return without_endless(folded)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans blanked out."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


def take_dates(
    text: str,
    patterns: Iterable[tuple[re.Pattern[str], str]],
    numbers: Callable[[str], tuple[int, ...]],
    keep: Callable[[str, re.Match[str]], bool],
) -> tuple[str, list[TargetDate]]:
    """(text with all dates masked, the dates), the patterns in order of trust."""
    found: list[TargetDate] = []
    for pattern, kind in patterns:
        spans = []
        for match in pattern.finditer(text):
            if keep(text, match):
                spans.append(match.span())
                said = match.group()
                found.append(TargetDate(match.start(), match.end(), said, numbers(said), kind))  # type: ignore[arg-type]
        text = mask(text, spans)
    return text, found


def join_ranges(
    text: str, items: list[Item], joins: Callable[[str, Item, Item], bool]
) -> list[tuple[Item, Decimal | None]]:
    """Each item with its upper end, where the next item is one. A lower end borrows scale and unit."""
    out: list[tuple[Item, Decimal | None]] = []
    position = 0
    while position < len(items):
        low = items[position]
        high = items[position + 1] if position + 1 < len(items) else None
        if high is not None and joins(text, low, high):
            value, unit = _lower_end(low, high), joint_unit(low.unit, high.unit)
            if value <= high.value and unit is not None:
                out.append((replace(low, end=high.end, value=value, unit=unit), high.value))
                position += 2
                continue
        out.append((low, None))
        position += 1
    return out


def joint_unit(low: str, high: str) -> str | None:
    """The unit of a range from what stands at its ends: RMB 1–2 per tonne; None where they differ."""
    if low == high or not low or (low == "count" and high):
        return high
    if not high or high == "count":
        return low
    if high.startswith("/"):
        return low + high
    if low.startswith("/"):
        return high + low
    return high if high.startswith(f"{low}/") else None


def _lower_end(low: Item, high: Item) -> Decimal:
    """Its own value, or in the scale of the upper end where it has none: 3–5 million, but 900–1.2 million."""
    if low.closed or low.scale != 1 or (low.prefixed and high.prefixed):
        return low.value
    borrowed = low.bare * high.scale
    return borrowed if borrowed <= high.value else low.value


def figure(
    text: str, span: tuple[int, int], item: Item, upper: Decimal | None, qualifier: Qualifier, direction: int
) -> TargetFigure:
    """The finished value of one item, its text taken from the unfolded original."""
    start, end = span
    kind = Qualifier.RANGE if upper is not None and qualifier is Qualifier.EXACT else qualifier
    unit = f"count{item.unit}" if item.unit.startswith("/") else item.unit
    return TargetFigure(start, end, text[start:end], item.value, upper, unit, kind, direction, item.weak)
