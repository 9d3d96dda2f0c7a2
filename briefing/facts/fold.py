"""Chinese text in the one form that the readers match, with the way back.

Owns half-width digits and letters, one form of punctuation and quotes,
Simplified characters, and the dropping of spaces that web pages set around
Chinese. Knows nothing of figures or words; every span found in the folded
text is turned into a span of the original by ``Folded.span``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from briefing.script import characters, simplified
from briefing.values import Span

_CJK = r"㐀-鿿豈-﫿〇"
_CLOSE = "、，。；：！？“”‘’《》〈〉【】（）"
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_BLANK = frozenset(" \t\u00a0\u3000\u2002\u2003\u2009\u202f\u2005\u2006")
_WIDE_KEPT = frozenset("，：；！？")
_ASCII_TO_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_SINGLE = {
    "−": "-",
    "﹣": "-",
    "﹪": "%",
    "￥": "¥",
    "￡": "£",
    "￠": "¢",
    "∶": ":",
    "―": "—",
    "︰": "：",
    "﹕": "：",
    "﹐": "，",
    "﹔": "；",
    "○": "〇",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "＂": '"',
    "＇": "'",
    "〜": "~",
    "～": "~",
    "∼": "~",
    "²": "2",
    "³": "3",
    "\r": "\n",
}
# 5，000 can be nothing but five thousand.
_THOUSAND = re.compile(r"000(?![0-9])")
_CN_DIGIT = frozenset("一二三四五六七八九零〇○")
_NEAR_BLANK = re.compile(rf"[{_CJK}{_CLOSE}%‰]")
# No number has so many digits or groups; readers would take minutes over a page of them.
_ENDLESS = re.compile(
    r"\d{41,}|\d{1,3}(?:,\d{3}){14,}|[\d零〇一二两三四五六七八九十百千万亿億兆点壹贰叁肆伍陆柒捌玖拾佰仟]{61,}"
)
_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``offsets[i]`` is where character ``i`` stands in the original, the last its length."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of the original that folds to ``text[start:end]``."""
        if start >= end:
            at = self.offsets[start]
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def gap(self, index: int) -> bool:
        """Whether something was dropped from the original right before character ``index``."""
        return 0 < index < len(self.text) and self.offsets[index] > self.offsets[index - 1] + 1


def fold(text: str) -> Folded:
    """``text`` in the form that words and figures are matched in."""
    if text.isascii() and not any(c in text for c in "\"'\r\t%.,"):
        return Folded(without_endless(text), tuple(range(len(text) + 1)))
    chars, offsets = _characters(simplified(text))
    _mark_quotes(chars)
    _widen_punctuation(chars)
    chars, offsets = _without_spaces(chars, offsets)
    return Folded(without_endless("".join(chars)), (*offsets, len(text)))


def without_endless(text: str) -> str:
    """The text with runs of digits and numerals too long for a number blanked out, character for character."""
    return _ENDLESS.sub(lambda found: _HOLE * len(found.group()), text)


def _characters(text: str) -> tuple[list[str], list[int]]:
    chars: list[str] = []
    offsets: list[int] = []
    table = characters()
    for index, char in enumerate(text):
        if char in _DROPPED:
            continue
        folded = char if "一" <= char <= "鿿" else _half_width(text, index, char)
        for part in folded:
            chars.append(table.get(part, part))
            offsets.append(index)
    return chars, offsets


def _half_width(text: str, index: int, char: str) -> str:
    if char.isascii() and char != "\r":
        return " " if char == "\t" else char
    if char in _BLANK:
        return " "
    if char in _WIDE_KEPT:
        # Thousands in full width (１，１８７) only where the digits are full width too.
        if char == "，" and text[index - 1 : index].isdigit() and _THOUSAND.match(text, index + 1):
            return ","
        around = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
        return "," if char == "，" and len(around) == 2 and all("０" <= c <= "９" for c in around) else char
    if char in "²³" and text[max(0, index - 1) : index].lower() not in ("m", "ｍ", "米"):
        return char
    if char == "○" and not _CN_DIGIT.intersection(text[max(0, index - 1) : index] + text[index + 1 : index + 2]):
        return char
    if char in _SINGLE:
        return _SINGLE[char]
    if "！" <= char <= "～" or "㌀" <= char <= "㏿" or "豈" <= char <= "﫿" or "⺀" <= char <= "⿟":
        return unicodedata.normalize("NFKC", char)
    return char


def _mark_quotes(chars: list[str]) -> None:
    """Straight quotes that pair up within a line become “” and ‘’, in place."""
    start = 0
    while start < len(chars):
        end = next((i for i in range(start, len(chars)) if chars[i] == "\n"), len(chars))
        for straight, pair in (('"', "“”"), ("'", "‘’")):
            at = [i for i in range(start, end) if chars[i] == straight and not _apostrophe(chars, i)]
            if len(at) % 2 == 0:
                for order, i in enumerate(at):
                    chars[i] = pair[order % 2]
        start = end + 1


def _apostrophe(chars: list[str], index: int) -> bool:
    if chars[index] != "'":
        return False
    before = chars[index - 1] if index else " "
    return before.isascii() and before.isalnum()


def _widen_punctuation(chars: list[str]) -> None:
    """ASCII commas, colons and semicolons that touch Chinese become Chinese ones, in place."""
    for index, char in enumerate(chars):
        if char not in _ASCII_TO_WIDE:
            continue
        before = _beside(chars, index, -1)
        after = _beside(chars, index, 1)
        if before.isdigit() and after.isdigit():
            continue
        closes = before in "%‰" and char in ",;" and chars[index + 1 : index + 2] == [after]  # 跌1.7%;7月, 降4%;PM10
        if _is_chinese(before) or _is_chinese(after) or (closes and (after.isdigit() or after.isupper())):
            chars[index] = _ASCII_TO_WIDE[char]


def _beside(chars: list[str], index: int, step: int) -> str:
    index += step
    while 0 <= index < len(chars) and chars[index] == " ":
        index += step
    return chars[index] if 0 <= index < len(chars) else ""


def _is_chinese(char: str) -> bool:
    return "㐀" <= char <= "鿿" or (char in _CLOSE and char != "")


def _without_spaces(chars: list[str], offsets: list[int]) -> tuple[list[str], list[int]]:
    kept: list[str] = []
    places: list[int] = []
    for index, char in enumerate(chars):
        if char == " ":
            before = kept[-1] if kept else "\n"
            after = _beside(chars, index, 1) or "\n"
            if _spaced_point(chars, index):
                continue
            if before in " \n" or after == "\n" or _NEAR_BLANK.match(before) or _NEAR_BLANK.match(after):
                continue
        kept.append(char)
        places.append(offsets[index])
    return kept, places


def _spaced_point(chars: list[str], index: int) -> bool:
    """Whether the space is one of those in ``2 . 5``."""
    around = "".join(chars[max(0, index - 3) : index + 4])
    return re.search(r"[0-9] \. [0-9]", around) is not None and (
        "." in (chars[index - 1], *chars[index + 1 : index + 2])
    )
