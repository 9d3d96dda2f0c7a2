"""How the figures of an English sentence hang together: levels and changes, from and to, ranges.

figure.relation   every number is right, but the sentence says something else of it: a level told as a change, a rise
                  "from 2.6 to 2.1", a range made of two figures that are none

A machine translation often keeps the numbers and loses what lies between them.
Knows nothing of values: only of what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.values import Figure, Finding, Severity, Span
from briefing.verify.target import TargetFigure

_UP = (
    r"rose|rise[ns]?|rising|increas\w+|gr[eo]w\w*|climb\w+|jump\w+|surg\w+|soar\w+|gain\w*|widen\w*|expand\w+|"
    r"advanc\w+|up"
)
_DOWN = (
    r"fell|fall(?:s|en|ing)?|decreas\w+|declin\w+|dropp?\w*|reduc\w+|narrow\w*|shr[aiu]nk\w*|slid\w*|slump\w*|"
    r"plung\w+|cut|lowered|down"
)
_MOVES = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
# In the source: the number is what was reached, or the size of the step.
_REACHED = re.compile(r"(?:[至到达为报]|达到|高达)(?:约|近|逾|超|超过|了)?$")
_RATE = re.compile(r"(?:[增涨降跌升]幅|幅度|增速|增长率|增量|比例|比重)[^，。；]{0,6}$")
_STEP = re.compile(
    r"(?:增长|增加|增|上升|上涨|上调|提高|提升|下降|下滑|下跌|下调|降低|减少|萎缩|收窄|扩大|涨|跌|降)(?:了|幅为|幅度为|约|近|逾|超|超过){0,2}$"
)
_AS_MUCH_AS = re.compile(r"(?:高达|达到|达)(?:约|近|逾|超|超过)?$")
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_AND = re.compile(r"^\s+and\s+(?:about\s|around\s|US|RMB|HK)?[\s$€£¥]?$")


def relations(
    source: str, text: str, pairs: Sequence[tuple[TargetFigure, Figure]], *, start: int = 0
) -> Iterator[Finding]:
    """What an English text says wrongly about right figures. ``start``: where ``source`` begins in the article."""
    ordered = sorted(pairs, key=lambda pair: pair[0].start)
    for index, (target, figure) in enumerate(ordered):
        before = source[: max(0, figure.span.start - start)]
        # 增长高达155% is a step, however high.
        stepped = _AS_MUCH_AS.sub("", before)
        before = stepped if _STEP.search(stepped) else before
        if _STEP.search(before) and _told_as_level(text, target):
            yield _finding("is how much it changed; the sentence tells it as what was reached", target, figure)
        elif _REACHED.search(before) and not _RATE.search(before) and _told_as_step(text, target):
            yield _finding("is what was reached; the sentence tells it as a change", target, figure)
        if index + 1 < len(ordered):
            yield from _two(text, (target, figure), ordered[index + 1])


def _told_as_level(text: str, target: TargetFigure) -> bool:
    """ "rose to 5%", "fell to RMB 3 billion" — but not "from 3% to 5%" or "up to"."""
    head = text[: target.start]
    moved = re.search(rf"\b(?:{_UP}|{_DOWN})\s+to\s*$", head, re.IGNORECASE)
    return bool(moved) and not re.search(r"\bup to\s*$", head, re.IGNORECASE)


def _told_as_step(text: str, target: TargetFigure) -> bool:
    """ "rose by 0.3%", "an increase of 0.3%", "fell 0.3%"."""
    head = text[: target.start]
    return bool(
        re.search(rf"\b(?:{_UP}|{_DOWN})\s+by\s*(?:about|nearly|almost|more than)?\s*$", head, re.IGNORECASE)
        or re.search(r"\b(?:increase|decrease|rise|fall|decline|drop|reduction|growth) of\s*$", head, re.IGNORECASE)
    )


def _two(text: str, one: tuple[TargetFigure, Figure], other: tuple[TargetFigure, Figure]) -> Iterator[Finding]:
    (first, low), (second, high) = one, other
    gap = text[first.end : second.start]
    head = text[: first.start]
    if _BETWEEN.search(head) and _AND.match(gap) and first.unit != second.unit and first.unit and second.unit:
        yield _finding("is no end of a range; the sentence tells it as one", first, low)
    move = list(_MOVES.finditer(head[-60:]))
    falls = re.search(r"\bfrom\s+(?:an?\s)?(?:average of\s|about\s|around\s)?$", head) and re.search(r"\bto\s*$", gap)
    if re.match(r"\s*(?:%|percent|per cent)?\s*to\b", text[second.end :]):
        return  # lowered from 12% to 25% to nothing
    if not move or not falls or low.unit != high.unit or low.value is None or high.value is None:
        return
    if (move[-1]["up"] and low.value > high.value > 0) or (move[-1]["down"] and 0 < low.value < high.value):
        yield _finding(f"and {high.text}: the sentence turns the direction round", first, low)


def _finding(message: str, target: TargetFigure, figure: Figure) -> Finding:
    return Finding(
        "figure.relation",
        Severity.ERROR,
        f"{figure.text} {message}",
        source=figure.span,
        target=Span(target.start, target.end),
        source_text=figure.text,
        target_text=target.text,
    )
