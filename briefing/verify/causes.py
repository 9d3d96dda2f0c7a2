"""The likely cause of a wrong number, for whoever must mend it: a power of ten, a slip of a digit, digits turned round.

Compares two numbers and the scale word of the Chinese one. Says nothing where
no single slip explains the difference.
"""

from __future__ import annotations

import re
from decimal import Decimal

from briefing.values import Lang

# (the scale of the Chinese, the power of ten by which the translation is off): what was taken for what.
_READ_AS = {
    ("亿", 1): "亿 read as billion",
    ("亿", -2): "亿 read as million",
    ("亿", 4): "亿 read as trillion, or as 兆",
    ("亿", -4): "亿 read as 万",
    ("万", -1): "万 read as thousand",
    ("万", 2): "万 read as million",
    ("万", 4): "万 read as 亿",
    ("万", -4): "万 is lost",
    ("万亿", -3): "万亿 read as billion",
    ("万亿", -4): "万亿 read as 亿",
    ("千万", -1): "千万 read as million",
}
_ENGLISH = re.compile("thousand|million|billion|trillion")


def cause(text: str, value: Decimal, said: Decimal, lang: Lang) -> str:
    """What explains ``said`` for ``value``, in brackets behind a blank; empty where nothing simple does."""
    if not value or not said:
        return ""
    power = _power(value, said)
    if power:
        return off_by(text, power, lang)
    slip = _slip(_digits(value), _digits(said))
    return f" ({slip})" if slip else ""


def off_by(text: str, power: int, lang: Lang) -> str:
    """The same of a number off by a known power of ten: by which, and what was taken for what."""
    named = _READ_AS.get((_scale(text), power), "")
    if lang == "ja" and _ENGLISH.search(named):  # Japanese counts by 万 and 億 and reads nothing as billion
        named = ""
    return f" (by a factor of 10^{power}{named and '; ' + named})"


def _power(value: Decimal, said: Decimal) -> int:
    ratio = abs(said / value).normalize()
    return ratio.adjusted() if ratio.as_tuple().digits == (1,) else 0


def _scale(text: str) -> str:
    for scale in ("万亿", "千万", "亿", "万"):
        if scale in text:
            return scale
    return ""


def _digits(value: Decimal) -> str:
    return format(abs(value), "f").replace(".", "").strip("0")


def _slip(right: str, wrong: str) -> str:
    """One step of the hand from ``right`` to ``wrong``."""
    if len(right) == len(wrong):
        differ = [at for at, (one, other) in enumerate(zip(right, wrong, strict=True)) if one != other]
        if len(differ) == 1 and len(right) > 1:
            return "a digit slipped"
        if len(differ) > 1 and sorted(right) == sorted(wrong):
            return "digits transposed"
    if len(right) == len(wrong) + 1 and _without_one(right, wrong):
        return "a digit is missing"
    if len(wrong) == len(right) + 1 and _without_one(wrong, right):
        return "a digit too many"
    return ""


def _without_one(long: str, short: str) -> bool:
    return len(short) > 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
