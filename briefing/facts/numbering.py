"""The number a paragraph of a bulletin begins with: 一、粮食播种面积….

一、二线城市 counts tiers, so a number or a measure word must not follow.
"""

from __future__ import annotations

import re

from briefing.lexicon.terms import Term

NUMBER = Term("一、", "filler", "-", "", "-", {}, "built-in")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十两0-9])|\([一二三四五六七八九十]{1,2}\)(?=[一-鿿])"
)


def numbered(text: str) -> int:
    """How many characters of a sentence are its number; 0 where it has none."""
    found = _NUMBER.match(text)
    return found.end() if found is not None else 0
