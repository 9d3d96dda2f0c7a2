"""Column widths that fit what the columns hold.

Owns the estimate of how wide a text is set; knows nothing of Word or briefs.
Figures, status and period must stay on one line; items and names may wrap.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Widths in em of Arial by kind of character, a little generous; East Asian characters are 1.
DIGIT, LOWER, UPPER, WIDE, NARROW = 0.57, 0.57, 0.75, 0.88, 0.32
GAP = 0.25
BOLD = 1.08
CELL_MARGINS = 140  # twips, as in the table style
WIDEST_TIGHT = 0.27  # of the text width: a longer figure wraps after all
LEAST_LOOSE = 0.15  # of the text width: an item or a name is never set narrower than this, if it needs it


@dataclass(frozen=True, slots=True)
class Column:
    """A head, the texts below it, and whether they should stay on one line."""

    head: str
    texts: tuple[str, ...]
    tight: bool = True

    def natural(self, em: int) -> int:
        """Twips that keep every text on one line."""
        widest = max([text_width(self.head) * BOLD, *(text_width(text) for text in self.texts)])
        return round(widest * em) + CELL_MARGINS

    def unbroken(self, em: int) -> int:
        """Twips that keep every Latin word whole; East Asian text breaks anywhere."""
        words = [word for text in (self.head, *self.texts) for word in text.split() if word.isascii()]
        return round(max(map(text_width, words), default=0) * BOLD * em) + CELL_MARGINS


def text_width(text: str) -> float:
    """The width of a text in em, with the gap Word may put where scripts meet."""
    wide = [unicodedata.east_asian_width(c) in "WFA" for c in text]
    gaps = sum(left != right for left, right in pairwise(wide))
    return sum(1 if is_wide else _latin_width(c) for c, is_wide in zip(text, wide, strict=True)) + gaps * GAP


def _latin_width(c: str) -> float:
    if c.isdigit():
        return DIGIT
    if c.isalpha():
        if c in "iljtfI":
            return NARROW
        return UPPER if c.isupper() else WIDE if c in "mw" else LOWER
    return WIDE if c == "%" else DIGIT if c in "+−$=" else NARROW


def column_widths(total: int, em: int, columns: Sequence[Column]) -> list[int]:
    """Widths in twips that add up to ``total``; what no column needs is shared by all but the last."""
    widths = [column.natural(em) for column in columns]
    spare = total - sum(widths)
    if spare < 0:
        room = round(total * LEAST_LOOSE)
        least = [min(width, max(room, column.unbroken(em))) for width, column in zip(widths, columns, strict=True)]
        widths = _squeezed(total, widths, [column.tight for column in columns], least)
    elif len(widths) > 1:
        needed = sum(widths[:-1])
        widths[:-1] = [width + spare * width // needed for width in widths[:-1]]
    widths[0] += total - sum(widths)
    return widths


def _squeezed(total: int, natural: Sequence[int], tight: Sequence[bool], needs: Sequence[int]) -> list[int]:
    """Tight columns keep their width; the loose ones share the rest, a long one giving way to a short one."""
    widths = [
        min(width, round(total * WIDEST_TIGHT)) if keep else 0 for width, keep in zip(natural, tight, strict=True)
    ]
    least = sum(need for need, keep in zip(needs, tight, strict=True) if not keep)
    while total - sum(widths) < least:
        # The widest figures wrap before an item is cut into syllables.
        first, second, *_ = sorted(widths, reverse=True)
        over = min(least - (total - sum(widths)), max(first - second, 1))
        widths[widths.index(first)] -= over
    loose = sorted((n for n, keep in enumerate(tight) if not keep), key=lambda n: natural[n])
    rest = total - sum(widths)
    weight = sum(math.sqrt(natural[n]) for n in loose)
    for n in loose:
        share = math.sqrt(natural[n])
        widths[n] = min(natural[n], max(int(rest * share / weight), needs[n]))
        rest -= widths[n]
        weight -= share
    return widths
