"""A least and a most told one after the other are the two ends of one range: 不低于1亿元且不超过2亿元.

Owns when two bounds are those of one amount, and the brackets that say of a bound that it is included. Knows nothing
of what is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.facts.fold import Folded
from briefing.values import Figure, Qualifier, Span

# 不低于1亿元(含)且不超过2亿元(含本数，下同): every bound of these words is included, so the brackets say nothing new.
_INCLUDED = re.compile(
    r"\((?:均|以上均|都)?(?:包)?含(?:本数|该数|[0-9.,]+[万亿]?(?:元|股|人民币)?(?:/股)?)?(?:[，、；]?下同)?\)"
)
_JOIN = re.compile(
    r"[，、；]?(?:且|但|并|并且|同时|而|至)?(?:不(?:超过|高于|多于)(?:公司|其)?(?:目前|当前)?(?:总股本|股份总数|总股份)的)?"
)
_BOUNDS = (Qualifier.AT_LEAST, Qualifier.AT_MOST)


def past_included(text: str, end: int) -> int:
    """Where a bound that ends at ``end`` ends with the brackets after it."""
    found = _INCLUDED.match(text, end)
    return found.end() if found else end


def with_joined_bounds(folded: Folded, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures with every least and most of one amount as one range."""
    last: Figure | None = None
    for figure in figures:
        if last is not None and _are_ends(folded, last, figure):
            span = Span(last.span.start, figure.span.end)
            last = replace(last, span=span, upper=figure.value, qualifier=Qualifier.RANGE)
            continue
        if last is not None:
            yield last
        last = figure
    if last is not None:
        yield last


def _are_ends(folded: Folded, low: Figure, high: Figure) -> bool:
    """Whether both are bounds of one unit, the first the smaller, with nothing between them that is of another thing.

    处3000元以上8000元以下罚款 is how rules are worded: what may be fined, not a sum anybody plans.
    """
    if (low.qualifier, high.qualifier) != _BOUNDS or (low.unit, low.counter) != (high.unit, high.counter):
        return False
    if low.text.endswith("以上") or low.value is None or high.value is None or not low.value < high.value:
        return False
    start, end = (bisect_left(folded.offsets, at) for at in (low.span.end, high.span.start))
    return _JOIN.fullmatch(folded.text[start:end]) is not None
