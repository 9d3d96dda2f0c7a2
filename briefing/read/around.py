"""A page's lines → those outside the blocks that belong to other articles or to readers.

Owns two shapes that need no telling name in the markup: a block that opens
with a head such as 相关阅读, wherever it stands, and a run of comments, each
with its time and a word to answer it (回复, 赞). Knows nothing of classes,
titles and dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.read.furniture import furniture
from briefing.read.outline import Line, Place

_HEAD_LONGEST = 20
# A line of prose with a link in it; in a list of other articles each line has one.
_LINKED, _LINK = 0.05, 0.6
_MARK_LONGEST = 40
# Beside time and words to answer a comment's mark holds a name, a place or a number of a floor.
_MARK_REST = 12
_ITEM_LONGEST = 10
# Before readers speak there is an article: this many lines of running text.
_ARTICLE_LINES, _RUNNING = 2, 10.0


def without_related(lines: list[Line]) -> list[Line]:
    """``lines`` without the blocks that a head such as 相关阅读 opens after the text began.

    The head itself stays where the text does not go on: it marks the end.
    """
    heads = [at for at, line in enumerate(lines) if _is_related(line)]
    began = next((at for at, line in enumerate(lines) if _is_running(line)), len(lines))
    gone: set[int] = set()
    firsts, members = _blocks(lines) if heads else ({}, {})
    for at in heads:
        if at > began and at not in gone:
            block = _opened_by(at, lines, firsts, members)
            gone.update(block if _goes_on(lines, at, block) else block[1:])
    return [line for at, line in enumerate(lines) if at not in gone] if gone else lines


def _goes_on(lines: list[Line], at: int, block: Sequence[int]) -> bool:
    """Whether the text before the block goes on behind it: prose in the same element."""
    before = next(line.place for line in reversed(lines[:at]) if _is_running(line))
    after = [line.place for line in lines[(block[-1] if block else at) + 1 :] if _is_running(line)]
    return any(place is before or (place.parent is before.parent and before.parent) for place in after)


def _is_related(line: Line) -> bool:
    return len(line.text) <= _HEAD_LONGEST and any(head.fullmatch(line.text) for head in furniture().related)


def _is_running(line: Line) -> bool:
    return line.weight >= _RUNNING and line.linked <= _LINKED


def _blocks(lines: list[Line]) -> tuple[dict[Place, int], dict[Place, list[int]]]:
    """For each block of the page the first of its lines, and all of them."""
    firsts: dict[Place, int] = {}
    members: dict[Place, list[int]] = {}
    for at, line in enumerate(lines):
        place: Place | None = line.place
        while place is not None:
            firsts.setdefault(place, at)
            members.setdefault(place, []).append(at)
            place = place.parent
    return firsts, members


def _opened_by(at: int, lines: list[Line], firsts: dict[Place, int], members: dict[Place, list[int]]) -> Sequence[int]:
    """The largest block that begins with the head and is a list of links; else the links right below the head."""
    place, found = lines[at].place, [at]
    while firsts[place] == at and _is_list([lines[index] for index in members[place]]):
        found = members[place]
        if place.parent is None:
            break
        place = place.parent
    if len(found) > 1:
        return found
    end = next((index for index in range(at + 1, len(lines)) if lines[index].linked <= _LINK), len(lines))
    return range(at, end) if end > at + 1 else []


def _is_list(lines: list[Line]) -> bool:
    """Whether no prose stands there but what each link has below it as its summary."""
    return sum(_is_running(line) for line in lines) <= sum(line.linked > _LINK for line in lines)


def without_comments(lines: list[Line]) -> list[Line]:
    """``lines`` up to the first of two comments or more that follow each other below the text."""
    marks = [at for at, line in enumerate(lines) if _is_timed(line.text)]
    if len(marks) < 2:
        return lines
    running = [at for at, line in enumerate(lines) if _is_running(line)]
    began = running[_ARTICLE_LINES - 1] if len(running) >= _ARTICLE_LINES else len(lines)
    for one, other in pairwise(at for at in marks if at > began):
        if other - one <= _ITEM_LONGEST and _answered(lines[one:other]) and _answered(lines[other : 2 * other - one]):
            return lines[: _start(lines, one, other - one, began)]
    return lines


def _is_timed(text: str) -> bool:
    """Whether a line gives a moment and nothing else but what marks a comment."""
    rules = furniture()
    if not _may_be_mark(text):
        return False
    rest, found = rules.comment_time.subn(" ", text)
    return found == 1 and len(re.sub(r"[\W\d_]+", "", rules.comment_words.sub(" ", rest))) <= _MARK_REST


def _answered(lines: list[Line]) -> bool:
    """Whether a line is only words to answer a comment with."""
    return any(_answers(line.text) for line in lines)


def _answers(text: str) -> bool:
    rules = furniture()
    if not _may_be_mark(text) or not rules.comment_words.search(text):
        return False
    rest = rules.comment_time.sub(" ", rules.comment_words.sub(" ", text))
    return len(re.sub(r"[\W\d_]+", "", rest)) <= _MARK_REST


def _may_be_mark(text: str) -> bool:
    return len(text) <= _MARK_LONGEST and not any(mark in text for mark in "。，！？")


def _start(lines: list[Line], at: int, period: int, began: int) -> int:
    """Where the first comment begins: its name stands before its time, its words before or after.

    Where the marks do not tell, the words of one comment stay rather than the article's last ones go.
    """
    first = at - period + 1
    time_last = _answers(lines[at].text) or _answers(lines[at + 1].text)
    if time_last and first > began and _may_be_name(lines[first]) and period > 2:
        return first
    return at - 1 if at - 1 > began and _may_be_name(lines[at - 1]) else at


def _may_be_name(line: Line) -> bool:
    return len(line.text) <= _HEAD_LONGEST and line.weight <= 0
