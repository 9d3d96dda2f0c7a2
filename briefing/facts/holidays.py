"""Holidays and seasons of business that figures are told of: 国庆假期, 春运期间, 春节档, “双11”期间.

Owns their names in Chinese text. Their words in the target languages are in
data/period_words.toml under the name given here; years and ties are periods.py's.
"""

from __future__ import annotations

import re
from typing import Any

# name in data/period_words.toml -> how it is written; the longest form of a place in the text counts.
_NAMES = {
    "国庆": r"国庆节?(?:假期|黄金周|长假|小长假|期间)|“?十一”?(?:黄金周|假期|长假)",
    "春节": r"春节(?:假期|黄金周|长假|期间)",
    "五一": r"“?五一”?(?:劳动节)?(?:假期|小长假|长假|黄金周)|劳动节(?:假期|小长假)",
    "中秋国庆": r"(?:中秋节?[、和]?国庆节?|国庆节?[、和]?中秋节?)(?:双节)?(?:假期|长假|黄金周)",
    "端午": r"端午节?(?:假期|小长假)",
    "清明": r"清明节?(?:假期|小长假)",
    "元旦": r"元旦(?:假期|小长假)",
    "中秋": r"中秋节?(?:假期|小长假)",
    "春运": r"春运(?:期间)?",
    "暑运": r"暑运期间",
    "暑期档": r"暑期档",
    "春节档": r"春节档",
    "国庆档": r"国庆档",
    "五一档": r"“?五一”?档",
    "元旦档": r"元旦档",
    "双11": r"“?双(?:11|十一)”?(?:购物节)?期间",
    "618": r"“?618”?(?:购物节)?期间",
}
# 假期3天 is all of it, 假期前3天 is not; days in brackets say when it was.
HOLIDAY = (
    r"(?P<season>"
    + "|".join(_NAMES.values())
    + r")(?:[2-9二三四五六七八九]天)?(?:期间)?(?:\([^()]{4,16}日\))?(?![前首头第后最末当以之]|[0-9]天|返程|出行高峰)"
)
STARTS = "国“十春五劳中端清元暑双6"
_KNOWN = tuple((name, re.compile(form)) for name, form in _NAMES.items())


def holiday(got: dict[str, str], fields: dict[str, Any], text: str) -> tuple[str, dict[str, Any]]:
    """The form of a period and its fields: the season by its name."""
    word = got["season"]
    return "season", {**fields, "name": next(name for name, form in _KNOWN if form.fullmatch(word))}
