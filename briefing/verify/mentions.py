"""What a translation by anyone may be saying with each of its numbers.

Nobody's prose is as regular as ours, so a number keeps every reading it may
have: in "3 and 5 million yuan" the 3 is 3 or three million yuan. Owns these
values; knows nothing of languages and nothing of the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from briefing.values import Qualifier

ONE = Decimal(1)
Kind = Literal["number", "word", "ordinal", "label", "garbled", "vague"]


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a number: value and unit in base units; ``place`` is what its last digit is worth.

    ``unit`` is empty where none is said, ``count`` before a noun; of a garbled
    number only the unit counts.
    """

    value: Decimal
    unit: str = ""
    place: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of a translation with all its senses, the plain one first.

    ``kind``: ``word`` is a number only by its sense (both, doubled, decade),
    ``label`` a number within a name (CX-4), ``garbled`` one whose digits make no
    number (4.30.7), ``vague`` an order of magnitude (tens of millions).
    ``link`` is the word that ties it to a rise or fall: by, to, from.
    """

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    kind: Kind = "number"
    qualifier: Qualifier = Qualifier.EXACT
    direction: int = 0
    link: str = ""
    digits: bool = False
    scaled: bool = False

    @property
    def plain(self) -> Sense:
        return self.senses[0]


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A day, month, year or clock time as far as it is said; ``days`` may be several (3 to 5 May)."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Everything a translation says in numbers; ``words`` are its words in small letters."""

    text: str
    mentions: tuple[Mention, ...] = ()
    dates: tuple[SaidDate, ...] = ()
    quarters: frozenset[int] = frozenset()
    halves: frozenset[int] = frozenset()
    clocks: frozenset[tuple[int, int]] = frozenset()
    weekdays: frozenset[int] = frozenset()
    words: frozenset[str] = field(default=frozenset())
