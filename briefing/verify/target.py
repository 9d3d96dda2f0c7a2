"""What was read back from finished text: its figures, and its other numbers.

``TargetFigure`` is a quantity. ``TargetDate`` is a number that is none: part
of a date or clock time, an ordinal, a label such as CX-4 or 5G.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from briefing.values import Qualifier


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """One quantity of finished text, in base units; codes as in ``Figure``.

    ``weak`` marks words that often are no quantity ("one", "the two sides").
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    upper: Decimal | None
    unit: str
    qualifier: Qualifier
    direction: int = 0
    weak: bool = False


@dataclass(frozen=True, slots=True)
class TargetDate:
    """Numbers that name a day, a month, a year, a rank or a product: the numbers and the characters."""

    start: int
    end: int
    text: str
    numbers: tuple[int, ...]
    kind: Literal["date", "ordinal", "label"] = "date"


@dataclass(frozen=True, slots=True)
class TargetReading:
    figures: tuple[TargetFigure, ...]
    dates: tuple[TargetDate, ...]
