"""Sentences too long for a model, divided where a clause ends.

Owns where a Chinese sentence may be divided: after a sign that closes a clause,
never inside a number, a quotation or brackets. Knows nothing of tokens; the
caller says what fits.
"""

from __future__ import annotations

from collections.abc import Callable

# Stronger signs first: a sentence is divided at a semicolon before it is divided at a comma.
SIGNS = ("。！？!?", "；;", "，,：:", "、")
_PAIRS = dict(zip("“‘「『（(《【[〈", "”’」』）)》】]〉", strict=True))
_CLOSERS = frozenset(_PAIRS.values())
_SAME = frozenset('"＂')
# A cut within the middle half leaves two parts a model can make something of.
_MIDDLE = (0.25, 0.75)


def divide(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in parts that fit, none lost: joined they are the text. One part that does not fit stays as it is."""
    if fits(text):
        return [text]
    place = _best(text)
    if place is None:
        return [text]
    return [*divide(text[:place], fits), *divide(text[place:], fits)]


def _best(text: str) -> int | None:
    """Where to divide: the strongest sign near the middle, else the one nearest to it."""
    closed = _inside(text)
    borders: list[tuple[int, int]] = []
    for place, letter in enumerate(text[:-1]):
        rank = next((rank for rank, signs in enumerate(SIGNS) if letter in signs), None)
        if rank is not None and not closed[place] and not _in_number(text, place) and text[place + 1 :].strip():
            borders.append((rank, place + 1))
    if not borders:
        return None
    low, high = (len(text) * part for part in _MIDDLE)
    central = [border for border in borders if low <= border[1] <= high]
    if central:
        return min(central, key=lambda border: (border[0], abs(border[1] - len(text) / 2)))[1]
    return min(borders, key=lambda border: abs(border[1] - len(text) / 2))[1]


def _in_number(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def _inside(text: str) -> list[bool]:
    """For every character, whether it stands in a pair of quotation marks or brackets; unpaired ones count for none."""
    closed = [False] * len(text)
    waiting: list[tuple[str, int]] = []
    for place, letter in enumerate(text):
        opened = next((i for i in reversed(range(len(waiting))) if waiting[i][0] == letter), None)
        if (letter in _CLOSERS or letter in _SAME) and opened is not None:
            start = waiting[opened][1]
            del waiting[opened:]
            closed[start : place + 1] = [True] * (place + 1 - start)
        elif letter in _PAIRS:
            waiting.append((_PAIRS[letter], place))
        elif letter in _SAME:
            waiting.append((letter, place))
    return closed
