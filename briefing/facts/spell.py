"""Figures written back as Chinese text; the reader must read them as they were.

Owns one plain form of every figure that has a number. Used by tests and to
put a figure into a prompt; knows nothing of where figures come from.
"""

from __future__ import annotations

from decimal import Decimal

from briefing.facts.units import unit_table
from briefing.values import Figure, Qualifier

_BEFORE = {
    Qualifier.ABOUT: "约",
    Qualifier.OVER: "超过",
    Qualifier.NEARLY: "近",
    Qualifier.AT_LEAST: "至少",
    Qualifier.AT_MOST: "不超过",
}
_DIGITS = "零一二三四五六七八九"


def spell_zh(figure: Figure) -> str:
    """The figure in Chinese: 约1亿2000万元; empty where it has no number."""
    if figure.value is None:
        return ""
    if figure.unit.startswith("fraction/"):
        return _BEFORE.get(figure.qualifier, "") + f"{figure.unit.partition('/')[2]}分之{figure.value}"
    body = spell_number(figure.value)
    if figure.upper is not None:
        body += _unit(figure) + "至" + spell_number(figure.upper)
    level = "级" if figure.multiple else ""
    return _BEFORE.get(figure.qualifier, "") + body + _unit(figure) + level


def spell_number(value: Decimal) -> str:
    """A number in digits with 亿 and 万: 1亿2000万, 11万零15; with decimals as plain digits."""
    sign = "负" if value < 0 else ""
    value = abs(value)
    if value != value.to_integral_value():
        return sign + format(value.normalize(), "f")
    whole = int(value)
    yi, rest = divmod(whole, 10**8)
    wan, ones = divmod(rest, 10**4)
    said = f"{yi}亿" if yi else ""
    said += _part(wan, "万", after=bool(said))
    return sign + (said + _part(ones, "", after=bool(said)) or "0")


def _part(number: int, scale: str, *, after: bool) -> str:
    if not number:
        return ""
    return ("零" if after and (number < 1000 or not scale) else "") + f"{number}{scale}"


def spell_han(number: int) -> str:
    """A whole number below a trillion in Chinese numerals: 一亿零五百万."""
    if number < 10:
        return _DIGITS[number]
    for scale, char in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            high, low = divmod(number, scale)
            tail = "" if not low else ("零" if low < scale // 10 else "") + spell_han(low)
            return spell_han(high) + char + tail
    return ""


def _unit(figure: Figure) -> str:
    if figure.unit == "count":
        return figure.counter
    above, _, below = figure.unit.partition("/")
    said = _form(above)
    if not below:
        return said
    return f"{said}/{next((form for form, code in unit_table().per.items() if code == below), _form(below))}"


def _form(code: str) -> str:
    return next(
        (
            form
            for form, known in unit_table().forms.items()
            if any(k.unit.code == code and k.unit.factor == 1 for k in known)
        ),
        "",
    )
