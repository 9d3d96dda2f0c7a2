"""Column widths that fit what the columns hold, in as few lines as they can be.

Owns the estimate of how wide a text is set, where it may break, and which
column gives way; knows nothing of Word or briefs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Widths of Arial in thousandths of an em, from the space to the tilde; East Asian characters are one em.
ARIAL = tuple(
    map(
        int,
        [
            "278",
            "278",
            "355",
            "556",
            "556",
            "889",
            "667",
            "191",
            "333",
            "333",
            "389",
            "584",
            "278",
            "333",
            "278",
            "278",
            "556",
            "556",
            "556",
            "556",
            "556",
            "556",
            "556",
            "556",
            "556",
            "556",
            "278",
            "278",
            "584",
            "584",
            "584",
            "556",
            "1015",
            "667",
            "667",
            "722",
            "722",
            "667",
            "611",
            "778",
            "722",
            "278",
            "500",
            "667",
            "556",
            "833",
            "722",
            "778",
            "667",
            "778",
            "722",
            "667",
            "611",
            "722",
            "667",
            "944",
            "667",
            "667",
            "611",
            "278",
            "278",
            "278",
            "469",
            "556",
            "333",
            "556",
            "556",
            "500",
            "556",
            "556",
            "278",
            "556",
            "556",
            "222",
            "222",
            "500",
            "222",
            "833",
            "556",
            "556",
            "556",
            "556",
            "333",
            "500",
            "278",
            "556",
            "500",
            "722",
            "500",
            "500",
            "500",
            "334",
            "260",
            "334",
            "584",
        ],
    )
)
OTHERS = 556
GENEROUS, EAST = 1.03, 1.02  # a house's font may be a little wider; a line that fits exactly may still break
SPACE = 0.28
GAP = 0.25
BOLD = 1.08
CELL_MARGINS = 140  # twips, as in the table style
NUMBER_INDENT = 100  # twips, as in the style Table Number
MOST_LINES = 6  # of a cell that is reckoned with; one that needs more is squeezed as it comes
ONE_WORD = 6  # characters
STEP = 40  # twips: breaks that lie closer are taken as one
# What a line more costs: of the row; of a figure, a status or a time; of words.
ROW_LINE, TIGHT_LINE, LOOSE_LINE = 1.0, 2.5, 0.5
# A word, a Japanese amount with its scale and unit, or a single East Asian character.
ATOM = re.compile(
    r"[!-~\u00a0-\u024f\u2010-\u2027\u20ac\u2212]+(?:[兆億万][\d,.]+)*[兆億万]*(?:ドル|ポイント|[元円％社件人台株年月日])?|\S"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A head, the texts below it, whether they should stay on one line, and whether they are figures."""

    head: str
    texts: tuple[str, ...]
    tight: bool = True
    number: bool = False

    def natural(self, em: int) -> int:
        """Twips that keep every text on one line."""
        widest = max([text_width(self.head) * BOLD, *(text_width(text) for text in self.texts)])
        return round(widest * em) + self.margins

    def unbroken(self, em: int) -> int:
        """Twips that keep every word and every amount whole; East Asian text breaks anywhere else."""
        heads = [text_width(self.head[start:end]) * BOLD for start, end in _atoms(self.head)]
        words = (text_width(text[start:end]) for text in self.texts for start, end in _atoms(text))
        widest = max([*heads, *words], default=0)
        return round(widest * em) + self.margins

    @property
    def margins(self) -> int:
        return CELL_MARGINS + (NUMBER_INDENT if self.number else 0)

    def needs(self, em: int) -> list[list[int]]:
        """For each text the least twips that set it in one line, in two, and so on."""
        return [[round(width * em) + self.margins for width in _needs(text)] for text in self.texts]


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """The width of a text in em, with the gap Word may put where scripts meet."""
    wide = [unicodedata.east_asian_width(c) in "WFA" for c in text]
    gaps = sum(left != right for left, right in pairwise(wide))
    return sum(EAST if is_wide else _latin_width(c) for c, is_wide in zip(text, wide, strict=True)) + gaps * GAP


def _latin_width(c: str) -> float:
    at = ord(" " if c == "\u00a0" else c) - ord(" ")
    return (ARIAL[at] if at < len(ARIAL) else OTHERS) / 1000 * GENEROUS


# --- how many lines a text takes -----------------------------------------------


def _atoms(text: str) -> list[tuple[int, int]]:
    """What no line may end in; 原文参照 and 累計 are words too, though Japanese could break anywhere."""
    if 0 < len(text) <= ONE_WORD and " " not in text:
        return [(0, len(text))]
    return [found.span() for found in ATOM.finditer(text)]


@lru_cache(maxsize=1024)
def _needs(text: str) -> tuple[float, ...]:
    """Ems that set a text in one line, two, three …: each the least that does."""
    spaced = [(text_width(text[start:end]), start > 0 and text[start - 1] == " ") for start, end in _atoms(text)]
    widest = max((width for width, _ in spaced), default=0.0)
    needs = [text_width(text)]
    while len(needs) < MOST_LINES and needs[-1] > widest + GAP:
        needs.append(_least(spaced, len(needs) + 1, widest, needs[-1]))
    return tuple(needs)


def _least(atoms: Sequence[tuple[float, bool]], lines: int, low: float, high: float) -> float:
    while high - low > GAP / 2:
        middle = (low + high) / 2
        if _lines(atoms, middle) <= lines:
            high = middle
        else:
            low = middle
    return high


def _lines(atoms: Sequence[tuple[float, bool]], width: float) -> int:
    lines, at = 1, 0.0
    for wide, spaced in atoms:
        step = wide + (SPACE if spaced and at else 0)
        if at and at + step > width:
            lines, at = lines + 1, wide
        else:
            at += step
    return lines


# --- who gives way -------------------------------------------------------------


def column_widths(total: int, em: int, columns: Sequence[Column]) -> list[int]:
    """Widths in twips that add up to ``total``; what no column needs is shared by those that may wrap."""
    widths = [column.natural(em) for column in columns]
    if sum(widths) > total:
        widths = _Squeeze(total, em, columns).widths()
    spare = total - sum(widths)
    sharing = [n for n, column in enumerate(columns) if not column.tight] or list(range(len(columns)))
    needed = sum(widths[n] for n in sharing)
    for n in sharing:
        widths[n] += spare * widths[n] // needed
    widths[sharing[0]] += total - sum(widths)
    return widths


class _Squeeze:
    """Columns that want more than there is. Each break of each cell is known; widths move from break to break."""

    def __init__(self, total: int, em: int, columns: Sequence[Column]) -> None:
        self.total = total
        self.natural = [column.natural(em) for column in columns]
        self.floors = [column.unbroken(em) for column in columns]
        self.needs = [column.needs(em) for column in columns]
        self.own = [TIGHT_LINE if column.tight else LOOSE_LINE for column in columns]

    def widths(self) -> list[int]:
        """As narrow as they must be; what this frees goes where it saves most."""
        widths = list(self.natural)
        while sum(widths) > self.total:
            lines = self._lines(widths)
            moves = [self._move(lines, widths, n, self._lower(widths, n)) for n in range(len(widths))]
            if not (possible := [move for move in moves if move[2] < widths[move[1]]]):
                return [width * self.total // sum(widths) for width in widths]
            _, n, widths[n] = min(possible)
        widths = self._widened(widths)
        while better := self._exchanged(widths):
            widths = better
        return widths

    def _widened(self, widths: Sequence[int]) -> list[int]:
        """What the columns do not need in the lines they have goes where it saves most."""
        settled = [max(self._least(n, width), self.floors[n]) for n, width in enumerate(widths)]
        while wider := self._wider(settled):
            _, n, settled[n] = wider
        return settled

    def _exchanged(self, widths: Sequence[int]) -> list[int]:
        """One column a break narrower, if the others make more of it; empty if none does."""
        best = self._height(widths)
        for n in range(len(widths)):
            lower = [self._lower(widths, n) if m == n else width for m, width in enumerate(widths)]
            if lower[n] < widths[n] and self._height(tried := self._widened(lower)) < best:
                return tried
        return []

    def _height(self, widths: Sequence[int]) -> float:
        lines = self._lines(widths)
        rows: int = sum(max(row) for row in zip(*lines, strict=True))
        return ROW_LINE * rows + sum(own * sum(held) for own, held in zip(self.own, lines, strict=True))

    def _lines(self, widths: Sequence[int]) -> list[list[int]]:
        return [[_lines_at(cell, width) for cell in held] for held, width in zip(self.needs, widths, strict=True)]

    def _move(
        self, lines: Sequence[Sequence[int]], widths: Sequence[int], n: int, width: int
    ) -> tuple[float, int, int]:
        """What it costs to set a column ``n`` so wide, by the twip; negative where it saves lines."""
        cost = 0.01
        for row, cell in enumerate(self.needs[n]):
            now, then = lines[n][row], _lines_at(cell, width)
            if then != now:
                others = max((held[row] for m, held in enumerate(lines) if m != n), default=1)
                cost += ROW_LINE * (max(others, then) - max(others, now)) + self.own[n] * (then - now)
        return cost / (abs(widths[n] - width) or 1), n, width

    def _lower(self, widths: Sequence[int], n: int) -> int:
        breaks = (need for cell in self.needs[n] for need in cell if need < widths[n] - STEP)
        return max(max(breaks, default=0), self.floors[n])

    def _wider(self, widths: Sequence[int]) -> tuple[float, int, int] | None:
        """The move of a column to a wider break that there is room for and that saves most; None where none does."""
        lines, spare = self._lines(widths), self.total - sum(widths)
        moves = [
            self._move(lines, widths, n, need)
            for n, held in enumerate(self.needs)
            for need in {need for cell in held for need in cell if widths[n] < need <= widths[n] + spare}
        ]
        return min((move for move in moves if move[0] < 0), default=None)

    def _least(self, n: int, width: int) -> int:
        """The least width that sets the column in the lines it has."""
        return max((cell[_lines_at(cell, width) - 1] for cell in self.needs[n]), default=0)


def _lines_at(cell: Sequence[int], width: int) -> int:
    return next((n for n, need in enumerate(cell, start=1) if need <= width), len(cell))
