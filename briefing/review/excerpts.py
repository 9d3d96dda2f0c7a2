"""What a finding shows of each side: the words in question with as much around them as there is room for.

Owns which text stands for a side that the finding has no place in (what is
matched with the other side's) and where a long text is cut. Width is counted
in cells: a Chinese character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from briefing.review.shown import visible
from briefing.review.values import Bitext, Located, Match, Segment
from briefing.values import Span

GAP = "…"
_NO_MARK = Span(0, 0)
_LONG_WORD = 16


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of one side; ``mark`` covers the words in question and is empty where there are none."""

    place: str
    text: str
    mark: Span


@dataclass(frozen=True, slots=True)
class _Side:
    """A whole text of one side and the words in question, if they are known."""

    place: str
    text: str
    mark: Span | None


def excerpts(located: Located, match: Match, bitext: Bitext, *, cells: int) -> tuple[Excerpt | None, Excerpt | None]:
    """Source and target of a finding in ``match``, at most ``cells`` cells each; None where that side has nothing."""
    finding = located.finding
    left = _side(bitext.source, located.source, match.source, finding.source)
    right = _side(bitext.target, located.target, match.target, finding.target)
    return _cut(left, _share(right), cells), _cut(right, _share(left), cells)


def _side(segments: Sequence[Segment], number: int | None, matched: Sequence[int], mark: Span | None) -> _Side | None:
    if number is not None:
        return _Side(segments[number].place, visible(segments[number].text), mark)
    if not matched:
        return None
    ends = [segments[matched[0]].place, segments[matched[-1]].place]
    return _Side(" – ".join(dict.fromkeys(ends)), visible(" ".join(segments[n].text for n in matched)), None)


def _share(side: _Side | None) -> float:
    """How far into its text the words in question stand, to show the same part of the other side."""
    return side.mark.start / max(1, len(side.text)) if side and side.mark else 0.0


def _cut(side: _Side | None, share: float, cells: int) -> Excerpt | None:
    if side is None:
        return None
    text, mark = side.text, side.mark
    if cell_len(text) <= cells:
        return Excerpt(side.place, text, mark or _NO_MARK)
    middle = int(len(text) * share)
    window = _window(text, mark or Span(middle, middle), cells - 2 * len(GAP))
    before, after = GAP * (window.start > 0), GAP * (window.end < len(text))
    shown = before + window.of(text) + after
    if mark is None:
        return Excerpt(side.place, shown, _NO_MARK)
    by = len(before) - window.start
    return Excerpt(side.place, shown, Span(mark.start + by, min(mark.end, window.end) + by))


def _window(text: str, focus: Span, cells: int) -> Span:
    """About ``cells`` cells of ``text`` around ``focus``, from its start where it is wider than that."""
    room = cells - cell_len(focus.of(text))
    if room <= 0:
        return Span(focus.start, focus.start + _fitting(text[focus.start : focus.end], cells))
    left, right = text[: focus.start][::-1], text[focus.end :]
    wanted = max(room // 2, room - cell_len(right))
    start = focus.start - _fitting(left, wanted)
    end = focus.end + _fitting(right, room - cell_len(text[start : focus.start]))
    return Span(_after_space(text, start, focus.start), _before_space(text, end, focus.end))


def _fitting(text: str, cells: int) -> int:
    """How many characters from the start fit."""
    taken = 0
    for number, char in enumerate(text):
        taken += cell_len(char)
        if taken > cells:
            return number
    return len(text)


def _after_space(text: str, start: int, most: int) -> int:
    """Not in the middle of a word, if that costs little."""
    if start == 0 or not _in_word(text, start):
        return start
    space = re.compile(r"\s").search(text, start, min(most, start + _LONG_WORD))
    return space.end() if space else start


def _before_space(text: str, end: int, least: int) -> int:
    if end < len(text) and _in_word(text, end):
        space = text.rfind(" ", max(least, end - _LONG_WORD), end)
        end = space if space >= 0 else end
    return max(least, len(text[:end].rstrip()))


def _in_word(text: str, at: int) -> bool:
    return text[at - 1].isascii() and text[at].isascii() and not text[at - 1].isspace()
