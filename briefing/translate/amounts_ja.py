"""Figures in Japanese: 204億5,000万元, 19億6,100万ドル, 1,000社近く, 前年同期比2.9%増.

Owns the myriad scales, counters, qualifiers and words of change as Japan's
economic dailies write them. Never rounds: every digit of the value is written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from briefing.translate.amounts_en import multiple, not_reached, number, shares_scale
from briefing.translate.period_words import compared_unit
from briefing.translate.unit_words import Words, unit_words
from briefing.values import Comparison, Figure, Period, Qualifier

SCALES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_SCALED = re.compile("[万亿兆]")
BEFORE = {Qualifier.ABOUT: "約", Qualifier.AT_MOST: "最大"}
AFTER = {Qualifier.OVER: "超", Qualifier.NEARLY: "近く", Qualifier.AT_LEAST: "以上"}
_SPEEDS = frozenset({"km", "mile", "nmi"})
# A qualifier before the noun of a move; the rest take の.
_BEFORE_NOUN = {"近く": "近い"}
# One person who comes twice is two visits.
_TIMES_COUNTED = "延べ"
# direction -> (short, verbal noun) by kind of quantity
# What English has a word for (doubled); both languages tell the same of it.
_FOLDS = (2, 3, 4)
MOVES = {
    "amount": {1: ("増", "増加"), -1: ("減", "減少")},
    "price": {1: ("高", "上昇"), -1: ("安", "下落")},
    "rate": {1: ("上昇", "上昇"), -1: ("低下", "低下")},
    "index": {1: ("上昇", "上昇"), -1: ("下落", "下落")},
    "yuan": {1: ("の元高", "の元高"), -1: ("の元安", "の元安")},
}
_YEAR_AGO = {"month": "前年同月", "year": "前年", "fiscal": "前年度", "day": "前年同期"}
_PREVIOUS = {"month": "前月", "quarter": "前四半期", "year": "前年", "fiscal": "前年度", "day": "前日"}


def write(figure: Figure, *, ctr: str = "", qualified: bool = True, percent: str = "%") -> str:
    """The figure in Japanese, or "" where it has no number or an unknown unit."""
    if figure.value is None or (figure.qualifier is Qualifier.RANGE and figure.upper is None):
        return ""
    before = BEFORE.get(figure.qualifier, "") if qualified and not not_reached(figure) else ""
    after = _trailing(figure) if qualified else ""
    if figure.multiple == "class":
        after = "級" + after
    if figure.unit.startswith("fraction/"):
        return _fraction(figure, before, after)
    above, slash, below = figure.unit.partition("/")
    unit = _unit(figure, above, ctr=ctr, percent=percent, short=bool(after))
    if unit is None:
        return ""
    body = f"{_TIMES_COUNTED if figure.counter == '人次' else ''}{before}{_digits(figure, unit)}{after}"
    if not slash:
        return body
    if figure.unit == "barrel/day":
        return f"日量{body}"
    if below == "hour" and above in _SPEEDS:
        return f"時速{body}"
    per = unit_words().per.get(below)
    return f"{per.ja}当たり{body}" if per else ""


def write_change(
    figure: Figure,
    *,
    direction: int,
    comparison: Comparison | None,
    period: Period | None,
    mv: str,
    verb: bool = False,
    percent: str = "%",
) -> str:
    """A rise or fall: 前年同期比2.9%増, 前月比0.9ポイント低下."""
    body = write(figure, percent=percent)
    if not body:
        return ""
    base = _base(comparison, period)
    kind = "rate" if figure.unit in ("pp", "bp") and mv != "yuan" else mv
    if kind not in MOVES:
        kind = "amount"
    move = MOVES[kind][direction][int(verb)] if direction else ""
    if figure.unit == "times" and direction > 0 and (times := multiple(figure)) in _FOLDS:
        whole = write(replace(figure, value=times, text=figure.text.replace("翻", "")))
        return f"{base + 'の' if base else ''}{whole}に{MOVES[kind][direction][1]}"
    if figure.unit == "times" and direction:
        # 增长1.5倍 is 1.5 times the base on top of the base; 1.5倍増 would leave that open.
        return f"{base or '従来'}の水準の{body}に当たる{MOVES[kind][direction][1]}"
    if direction and not verb and kind != "yuan" and (after := _trailing(figure)):
        # 30%超の増加, 50%近い減少: no one-character 増 after a word of its own.
        body = f"{body.removesuffix(after)}{_BEFORE_NOUN.get(after, after + 'の')}"
        move = MOVES[kind][direction][1]
    return f"{base}比{body}{move}" if base else f"{body}{move}"


def _trailing(figure: Figure) -> str:
    """The qualifier that stands after the amount."""
    return "未満" if not_reached(figure) else AFTER.get(figure.qualifier, "")


def digits(value: Decimal, text: str = "") -> str:
    """A size without its sign: 204億5,000万, 11万7,015, 782.52."""
    size = abs(value)
    if size < SCALES[-1][0]:
        return number(size, text)
    whole = int(size)
    out = ""
    for scale, name in SCALES:
        part, whole = divmod(whole, scale)
        if part:
            out += f"{part:,}{name}"
    rest = whole + (size - int(size))
    return out + number(rest) if rest else out


# 股 counts shares; the counter of 股票 counts issues.
_OWN = frozenset({"股"})


def _unit(figure: Figure, code: str, *, ctr: str, percent: str, short: bool) -> str | None:
    words = unit_words()
    if code == "percent":
        return percent
    if code in words.money:
        return words.money[code].ja
    if code == "count" or not code:
        own = words.counter.get(figure.counter, Words()) if code else Words()
        return own.ja if own.bundle or figure.counter in _OWN else ctr or own.ja
    if code not in words.unit:
        return None
    known = words.unit[code]
    return (known.ja_short if short else "") or known.ja


def _digits(figure: Figure, unit: str) -> str:
    if figure.value is None:
        return ""
    head = figure.text.lstrip()[:1]
    sign = "マイナス" if figure.value < 0 or head == "负" else "プラス" if head == "正" else ""
    low = digits(figure.value, figure.text)
    if figure.upper is None:
        return f"{sign}{low}{unit}"
    high = digits(figure.upper, figure.text)
    if _SCALED.search(figure.text) and shares_scale(figure.text):
        low = _without_scale(figure.value, figure.upper) or low
    elif low[-1] not in "兆億万" and figure.value < 10_000 and high[-1] in "兆億万":
        # 1～150万 would lend its 万 to the 1.
        high = number(figure.upper, figure.text)
    high_sign = "マイナス" if figure.upper < 0 else ""
    return f"{sign}{low}～{high_sign}{high}{unit}"


def _without_scale(low: Decimal, high: Decimal) -> str:
    """The 3 of 3～5億, where both ends are whole in one scale; else ""."""
    for scale, _ in SCALES:
        if high >= scale:
            ends = (low / scale, high / scale)
            return f"{int(ends[0]):,}" if all(e == int(e) and 0 < e < 10_000 for e in ends) else ""
    return ""


def _fraction(figure: Figure, before: str, after: str) -> str:
    denominator = figure.unit.partition("/")[2]
    if not denominator.isdigit() or figure.upper is not None or figure.value is None:
        return ""
    if figure.value == 1 and denominator == "2":
        return f"{before}半分{after}"
    return f"{before}{denominator}分の{number(figure.value)}{after}"


def _base(comparison: Comparison | None, period: Period | None) -> str:
    if comparison is None:
        return ""
    form = compared_unit(period) if period else ""
    if comparison is Comparison.YEAR_ON_YEAR:
        return _YEAR_AGO.get(form, "前年同期")
    return _PREVIOUS.get(form, "前期")
