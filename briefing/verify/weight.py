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
_PLURAL_NOTHING = frozenset({"count", "", "point"})
# 2分13秒48 is one time of a race, written 2:13.48.
_RACE = re.compile(r"(?:[0-9]+分)?[0-9]+秒[0-9]*")


# The 9 of 9、10月份 is a month, checked by no period.
_MONTH_LIST = re.compile(r"[、和及至](?:[0-9]{1,2}[、和及])*[0-9]{1,2}(?:月|日|号)")
_ABROAD = re.compile(r"台湾|台北|台股|新台币|香港|港股|港元|澳门|美股|新加坡|华尔街|纽约|纳斯达克")
# 甲、乙、丙三人: the number only counts the names before it.
_APPOSED = re.compile(r"(?:、[^，。；：]|[与和及][^，。；：]{2})[^，。；：]{0,13}(?:等)?，?$|(?:[这那该此]|上述|前述)$")


_RATE = re.compile(
    r"\b(?:per|(?:to|against|on) (?:the|a|one)) (?:[A-Z][A-Za-z.]+ )*(?:dollar|euro|pound|yuan|yen)", re.I
)


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
    if digits and _race_said(figure, source, said):
        return Weight.NONE
    ratio = figure.unit == "times" or figure.unit.startswith("fraction/")
    if not digits and value == 1 and figure.upper is None and not ratio:
        return Weight.NONE
    if not digits and value <= _SMALL and is_money(figure.unit):
        return Weight.MILD  # 三元 is more often a name than a price
    if value == 1 and is_money(figure.unit) and _RATE.search(said.text):
        return Weight.MILD  # 7.85 per US dollar
    if source[figure.span.end : figure.span.end + 1] == "制":
        return Weight.MILD  # 七人制: a kind of sport
    if source[max(0, figure.span.start - 1) : figure.span.start] in ("数", "几") and figure.text[0] in "十百千":
        return Weight.NONE  # the 十年 of 数十年
    if _MONTH_LIST.match(source, figure.span.end):
        return Weight.MILD
    if figure.counter == "强" and value % 1:
        return Weight.NONE  # 6.21强降雨 is a date and a strong rain
    if figure.unit in _PLURAL_NOTHING and value == 1:
        return Weight.NONE
    if not digits and figure.unit in _PLURAL_NOTHING and value <= 10:
        if _APPOSED.search(source[max(0, figure.span.start - 20) : figure.span.start]):
            return Weight.MILD
        if _MEANT.match(figure.text):
            return Weight.MILD
    return Weight.HARD


def _race_said(figure: Figure, source: str, said: Said) -> bool:
    """Whether the figure is a part of a time in minutes and seconds all of whose numbers are said."""
    if "秒" not in source:
        return False
    for match in _RACE.finditer(source):
        if match.start() <= figure.span.start < match.end():
            numbers = set(re.findall(r"\d+", said.text))
            return all(str(int(n)) in numbers or n in numbers for n in re.findall(r"[0-9]+", match.group()))
    return False


def may_be_abroad(figure: Figure, source: str) -> bool:
    """Whether a bare 元 may be a dollar, as news from Hong Kong, Taiwan or overseas writes it."""
    return "人民币" not in figure.text and _ABROAD.search(source) is not None
