"""How much it weighs that a translation lacks a figure of the source.

A dropped amount, percentage or measured quantity is an error. 一 is often an
article, 两国 are two countries without being counted, and 三大 says little that
a list of the three does not.
"""

from __future__ import annotations

import re
from enum import Enum

from briefing.values import Figure
from briefing.verify.equal import is_money
from briefing.verify.mentions import Said

_SMALL = 10

_ASCII_OR_WIDE = frozenset("0123456789０１２３４５６７８９")
# Counted in Chinese where a translation names them or simply means them: 四部门, 两国, 三大.
_MEANT = re.compile(r"^[一二两三四五六七八九十]{1,2}(?:[大国地方岸市省部委局院校会边县区州强侧军]|$)")
_PLURAL_NOTHING = frozenset({"count", ""})


# 甲、乙、丙三人: the number only counts the names before it.
_APPOSED = re.compile(r"、[^，。；：]{1,14}(?:等)?$")


class Weight(Enum):
    NONE = 0
    MILD = 1
    HARD = 2


def weight(figure: Figure, source: str, said: Said) -> Weight:
    """Whether the lack of this figure is an error, a warning or nothing."""
    value = figure.value
    if value is None:
        return Weight.NONE
    digits = any(char in _ASCII_OR_WIDE for char in figure.text)
    if not digits and value == 1 and figure.upper is None:
        return Weight.NONE
    if not digits and value <= _SMALL and is_money(figure.unit):
        return Weight.MILD  # 三元 is more often a name than a price
    if figure.unit in _PLURAL_NOTHING and value == 1:
        return Weight.NONE
    if not digits and figure.unit in _PLURAL_NOTHING and value <= 10:
        if _APPOSED.search(source[max(0, figure.span.start - 20) : figure.span.start]):
            return Weight.MILD
        if _MEANT.match(figure.text):
            return Weight.MILD
    return Weight.HARD
