"""Figures in English: RMB 20.45 billion, US$1.961 billion, 1.7 percentage points, nine proposals.

Owns scales, currencies and qualifiers of written English. Never rounds: what a
scale cannot hold in four decimals is written in full digits.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from briefing.translate.period_words import compared_unit
from briefing.translate.unit_words import Words, unit_words
from briefing.values import Comparison, Figure, Period, Qualifier

SCALES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
MAX_DECIMALS = 4
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
QUALIFIERS = {
    Qualifier.ABOUT: "about ",
    Qualifier.OVER: "more than ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "up to ",
}
_BELOW = ("不到", "不足", "不满", "未满", "少于", "低于", "小于")
_PARTS = {3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}
_FOLDS = {Decimal(2): "doubled", Decimal(3): "tripled", Decimal(4): "quadrupled"}
_BY_FOLDS = {Qualifier.EXACT: "", Qualifier.OVER: "more than ", Qualifier.NEARLY: "nearly ", Qualifier.ABOUT: "about "}
_PREVIOUS = {
    "month": "month",
    "months": "period",
    "quarter": "quarter",
    "year": "year",
    "day": "day",
    "half": "half-year",
}
# The lower end of 1.2—1.5万亿 has no scale of its own.
_SHARED = re.compile(r"[\d一二三四五六七八九十两]\s*(?:[-–—~～]+|至|到)\s*[\d一二三四五六七八九十两]")


def write(figure: Figure, *, noun: str = "", noun_plural: str = "", qualified: bool = True) -> str:
    """The figure in English, or "" where it has no number or an unknown unit."""
    if figure.value is None or (figure.qualifier is Qualifier.RANGE and figure.upper is None):
        return ""
    if figure.unit.startswith("fraction/"):
        body = _fraction(figure)
    elif "/" in figure.unit:
        body = _rate(figure)
    else:
        body = _amount(figure, figure.unit, noun=noun, noun_plural=noun_plural)
    if not body:
        return ""
    if figure.multiple == "class":
        body += "-class"
    return (_qualifier(figure) if qualified else "") + body


def _qualifier(figure: Figure) -> str:
    """不到 sets a bound, 近 does not: "less than" and "nearly"."""
    return "less than " if not_reached(figure) else QUALIFIERS.get(figure.qualifier, "")


def not_reached(figure: Figure) -> bool:
    """Whether the Chinese says that the number was not reached."""
    return figure.qualifier in (Qualifier.NEARLY, Qualifier.AT_MOST) and figure.text.startswith(_BELOW)


def write_change(
    figure: Figure, *, direction: int, comparison: Comparison | None, period: Period | None, verb: bool = False
) -> str:
    """A rise or fall: "up 2.9% year on year", "fell 0.9 percentage points from the previous month"."""
    body = write(figure)
    if not body:
        return ""
    if " to " in body:
        body = "between " + body.replace(" to ", " and ", 1)
        body = f"by {body}" if direction else body
    head = {1: "rose " if verb else "up ", -1: "fell " if verb else "down ", 0: ""}[direction]
    if figure.unit == "times" and direction > 0 and (multiplied := _multiplied(figure)):
        return f"{multiplied}{_against(figure, comparison, period)}"
    if figure.unit == "times" and direction:
        # 增长1.5倍 means 1.5 times the base on top of the base; "up 1.5 times" would leave that open.
        return f"{head}{body if body.startswith('by ') else f'by {body}'} {_base(comparison, period)}"
    tail = _against(figure, comparison, period)
    return f"{head}{body}{tail}"


def multiple(figure: Figure) -> Decimal | None:
    """How many times as much it is after a rise: 增长两倍 is three times, 翻两番 four times."""
    if figure.unit != "times" or figure.value is None or figure.upper is not None:
        return None
    return figure.value if figure.text.lstrip().startswith("翻") else figure.value + 1


def _multiplied(figure: Figure) -> str:
    """More than doubled, nearly tripled; "" where English has no word for it."""
    word = _FOLDS.get(multiple(figure) or Decimal(0), "")
    if not word or figure.qualifier not in _BY_FOLDS:
        return ""
    return f"{_BY_FOLDS[figure.qualifier]}{word}"


def number(value: Decimal, text: str = "") -> str:
    """Digits with thousands commas; closing zeros stay only where ``text`` writes them."""
    plain = format(abs(value), "f")
    if "." in plain and plain not in unicodedata.normalize("NFKC", text):
        plain = plain.rstrip("0").rstrip(".")
    whole, dot, rest = plain.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def scaled(value: Decimal, text: str = "") -> tuple[str, str]:
    """(digits, scale word): the largest scale that holds every digit in four decimals."""
    size = abs(value)
    for scale, word in SCALES:
        if size >= scale:
            shown = size.scaleb(-scale.adjusted()).normalize()
            if -int(shown.as_tuple().exponent) <= MAX_DECIMALS:
                return number(shown), word
    return number(value, text), ""


def shares_scale(text: str) -> bool:
    """Whether the two ends of a Chinese range share the scale of the upper one (or the text is not known)."""
    return not text or _SHARED.search(unicodedata.normalize("NFKC", text)) is not None


def _sign(figure: Figure) -> str:
    head = figure.text.lstrip()[:1]
    if figure.value is not None and (figure.value < 0 or head == "负"):
        return "minus "
    return "plus " if head == "正" else ""


def _amount(figure: Figure, unit: str, *, noun: str = "", noun_plural: str = "") -> str:
    words = unit_words()
    if unit in words.money:
        return _money(figure, words.money[unit].en)
    if unit == "count" or not unit:
        return _counted(figure, _count_words(figure, noun, noun_plural))
    if unit in words.unit:
        return _counted(figure, words.unit[unit])
    return ""


def _count_words(figure: Figure, noun: str, noun_plural: str) -> Words:
    known = unit_words().counter.get(figure.counter, Words()) if figure.unit == "count" else Words()
    if noun and known.bundle:
        of = noun_plural or noun
        return Words(en=f"{known.en} of {of}", en_pl=f"{known.en_pl} of {of}", small=True)
    if noun:
        return Words(en=noun, en_pl=noun_plural or noun, small=True)
    return Words(en=known.en, en_pl=known.en_pl, small=bool(known.en))


def _money(figure: Figure, prefix: str) -> str:
    if figure.value is None:
        return ""
    digits, scale = scaled(figure.value, figure.text)
    low = f"{prefix}{digits}"
    if figure.upper is None:
        return f"{_sign(figure)}{low} {scale}".rstrip()
    high, high_scale = scaled(figure.upper, figure.text)
    if scale == high_scale and shares_scale(figure.text) and figure.value >= 0:
        return f"{low}–{high} {scale}".rstrip()
    return (
        f"{_sign(figure)}{low} {scale}".rstrip()
        + f" to {'minus ' if figure.upper < 0 else ''}{prefix}{high} {high_scale}".rstrip()
    )


def _counted(figure: Figure, words: Words) -> str:
    if figure.value is None:
        return ""
    last = figure.value if figure.upper is None else figure.upper
    body = _digits(figure, small=words.small)
    if words.sign:
        return body + words.sign
    single = last == 1 and figure.upper is None
    name = words.symbol or (words.en if single else words.en_pl)
    return f"{body} {name}".rstrip()


def _digits(figure: Figure, *, small: bool) -> str:
    if figure.value is None:
        return ""
    ends = [figure.value] if figure.upper is None else [figure.value, figure.upper]
    sign = _sign(figure)
    if small and not sign and figure.multiple != "class" and all(v in range(1, 10) for v in ends):
        return " to ".join(SMALL[int(v)] for v in ends)
    parts = [scaled(v, figure.text) for v in ends]
    if len(parts) == 1:
        return sign + " ".join(p for p in parts[0] if p)
    if parts[1][1] and not parts[0][1]:
        # "1 to 1.5 million" would lend its million to the 1.
        parts[1] = (number(ends[1], figure.text), "")
    (low, low_scale), (high, high_scale) = parts
    if sign:
        return (
            f"{sign}{low} {low_scale}".rstrip() + f" to {'minus ' if ends[1] < 0 else ''}{high} {high_scale}".rstrip()
        )
    if low_scale == high_scale and (not low_scale or shares_scale(figure.text)):
        return f"{low}–{high} {high_scale}".rstrip()
    return f"{low} {low_scale}".rstrip() + f" to {high} {high_scale}".rstrip()


def _fraction(figure: Figure) -> str:
    denominator = figure.unit.partition("/")[2]
    if not denominator.isdigit() or figure.upper is not None or figure.value is None:
        return ""
    if figure.value == 1 and denominator == "2":
        return "half"
    part = _PARTS.get(int(denominator))
    if part is None or figure.value not in range(1, 10):
        return f"{number(figure.value)}/{denominator}"
    return f"{SMALL[int(figure.value)]}-{part}{'' if figure.value == 1 else 's'}"


def _rate(figure: Figure) -> str:
    above, _, below = figure.unit.partition("/")
    per = unit_words().per.get(below)
    body = _amount(figure, above)
    if figure.unit == "km/hour" and body:
        return f"{body}/h"
    return f"{body} per {per.en}" if per and body else ""


def _against(figure: Figure, comparison: Comparison | None, period: Period | None) -> str:
    if comparison is None:
        return ""
    if comparison is Comparison.YEAR_ON_YEAR:
        return " year on year" if figure.unit == "percent" else " from a year earlier"
    return f" from the previous {_previous(period)}"


def _base(comparison: Comparison | None, period: Period | None) -> str:
    if comparison is Comparison.YEAR_ON_YEAR:
        return "the year-earlier level"
    if comparison is Comparison.PREVIOUS_PERIOD:
        return f"the level of the previous {_previous(period)}"
    return "the earlier level"


def _previous(period: Period | None) -> str:
    return _PREVIOUS.get(compared_unit(period), "period") if period else "period"
