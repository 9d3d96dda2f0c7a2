"""Where a line of English may not end: no unit, scale or currency stands alone at a line's head.

Owns the spaces that become no-break spaces, one character for one; knows
nothing of Word or briefs. Japanese needs nothing here: its line breaks are
the template's, in the characters that may not begin or end a line.
"""

from __future__ import annotations

import re

NBSP = "\u00a0"
# Words after a number that are no unit of it: in 2019 and, the 12 of them.
_NO_UNIT = (
    "a|after|an|and|are|as|at|before|but|by|during|for|from|had|has|have|if|in|into|is|it|its|nor|of|on|or|per|said|so|"
    "than|that|the|their|then|they|this|to|until|was|were|when|which|while|who|will|with|would"
)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_SCALE = "thousand|million|billion|trillion"
_NUMBER = r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d[\d,.]*"  # a bare year is no quantity
_LONGEST_UNIT = 8  # letters: a longer word beside its number would leave the line before it ragged
HELD_TOGETHER = re.compile(
    rf"\b(?:[A-Z]{{3}}|No\.) (?=\d)"  # RMB 18.64
    rf"|(?<=\d) (?=(?:{_SCALE}|percentage|{_MONTH})\b)"  # 18.64 billion, 20 November
    rf"|\b(?:{_MONTH}) (?=\d{{1,2}}\b)"  # November 20
    rf"|(?:(?<=\b[QH][1-4])|(?<=\b[1-4][QH])) (?=\d)"  # Q1 2026
    rf"|\b(?:{_SCALE}) (?=(?:kWh|MWh|GWh|TWh|yuan|yen|won|mu|sq)\b)"
    rf"|{_NUMBER} (?=(?!(?:{_NO_UNIT})\b)[A-Za-z]{{1,{_LONGEST_UNIT}}}\b)"  # 1,200 sets
)


def held_together(text: str) -> str:
    """The text with no-break spaces inside amounts, counts and days; as many characters as before."""
    return HELD_TOGETHER.sub(lambda found: found[0].replace(" ", NBSP), text)


def without_widow(headline: str) -> str:
    """The headline with its last word kept beside the one before, if it is too short for a line of its own."""
    before, _, last = headline.rpartition(" ")
    return f"{before}{NBSP}{last}" if before and len(last) <= _LONGEST_UNIT else headline
