"""The units and measure words that may follow a number, from ``data/units.toml``.

Owns the table and finding the longest form at a place of the folded text,
rates (元/平方米) included. Knows nothing of numbers.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources

from briefing.errors import DataError

_ONE = Decimal(1)
_OTHER_TABLES = frozenset({"money", "prefix", "cents", "tenths", "counter", "counter_digits", "counter_small", "per"})
# 元 begins other words: 元旦, 元素. Likewise 点, 年, 里 and the like after a number.
_GUARDS = {
    "元": "旦素首老宵宇朝件器",
    "点": "名评赞击滴心火明半",
    "年": "级会检画货夜轻终代",
    "周": "年岁刊边报长转末",
    "里": "程面约斯氏",
    "平": "均台方衡稳安等价台原凡",
    "方": "面式向法案便针位",
    "升": "至到级高值幅",
    "克": "服隆里朗强拉",
    "米": "兰其勒饭粉德歇",
    "伏": "击特",
    "兆": "元美日港欧韩澳加英新台人币圆",
    "分": "别布析红成之配享厅公销",
    "倍": "增感受数特",
    "天": "然津河气地使猫弘齐",
    "秒": "杀",
    "角": "度色逐落",
    "方米": "",
    "桶": "",
    "毫": "",
    "日": "元本币圆均产式货常渐益程用韩美报",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What follows a number: ``unit`` as in ``Figure.unit``, its end, and what the number is multiplied by."""

    code: str
    dim: str
    end: int = 0
    counter: str = ""
    factor: Decimal = _ONE
    after: str = "any"


@dataclass(frozen=True, slots=True)
class _Form:
    unit: Unit
    guard: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    forms: dict[str, tuple[_Form, ...]]
    per: dict[str, str]
    prefixes: dict[str, str]
    longest: int


@cache
def unit_table() -> UnitTable:
    """The table, read once. Raises ``DataError`` where a form stands twice."""
    raw = resources.files("briefing").joinpath("data/units.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(raw)
    forms: dict[str, list[_Form]] = {}

    def add(form: str, unit: Unit, guard: str = "") -> None:
        if any(known.unit.after == unit.after for known in forms.get(form, ())):
            raise DataError(f"units.toml: {form} stands twice", hint="a form belongs to one unit")
        forms.setdefault(form, []).append(_Form(unit, guard))

    for dim, rows in tables.items():
        if dim not in _OTHER_TABLES:
            for code, written in rows.items():
                for form in written.split():
                    add(form, Unit(code, dim), _GUARDS.get(form, ""))
    for name, factor in (("money", _ONE), ("cents", Decimal("0.01")), ("tenths", Decimal("0.1"))):
        for code, written in tables[name].items():
            for form in written.split():
                add(form, Unit(code, "money", factor=factor), _GUARDS.get(form, ""))
    for name, after in (("counter", "any"), ("counter_digits", "digits"), ("counter_small", "small")):
        for form, guard in tables[name].items():
            if after == "small" or not any(known.unit.after == "any" for known in forms.get(form, ())):
                add(form, Unit("count", "count", counter=form.removeprefix("个") or form, after=after), guard)
    per = {form: code for code, written in tables["per"].items() for form in written.split()}
    prefixes = {form: code for code, written in tables["prefix"].items() for form in written.split()}
    return UnitTable({k: tuple(v) for k, v in forms.items()}, per, prefixes, max(map(len, forms)))


def read_unit(text: str, start: int, *, kind: str = "digits") -> Unit | None:
    """The longest unit or measure word at ``start``; ``kind`` is how its number is written: digits, han or one."""
    found = _simple(text, start, kind=kind)
    if found is None:
        return None
    rate = _denominator(text, found.end)
    if rate is None:
        return found
    code, end = rate
    return replace(found, code=f"{found.code}/{code}", dim="rate", end=end)


def denominator(text: str, start: int) -> tuple[str, int] | None:
    """Code and end of what a rate is counted by, at ``start``: 平方米, 股, 吨."""
    table = unit_table()
    for length in range(min(table.longest, len(text) - start), 0, -1):
        form = text[start : start + length]
        if form in table.per:
            return table.per[form], start + length
        for known in table.forms.get(form, ()):
            unit = known.unit
            if not _guarded(text, start + length, known) and unit.dim not in ("ratio", "index", "money"):
                return (form if unit.code == "count" else unit.code), start + length
    return None


def _simple(text: str, start: int, *, kind: str) -> Unit | None:
    table = unit_table()
    for length in range(min(table.longest, len(text) - start), 0, -1):
        written = table.forms.get(text[start : start + length], ())
        # 三方 are three parties, 3方 three cubic metres.
        for known in written if kind == "digits" else reversed(written):
            if _fits(known.unit.after, kind) and not _guarded(text, start + length, known):
                return replace(known.unit, end=start + length)
    return None


def _fits(after: str, kind: str) -> bool:
    if after == "any":
        return True
    return kind == "digits" or (after == "small" and kind == "han")


def _guarded(text: str, end: int, known: _Form) -> bool:
    following = text[end : end + 1]
    if following and following in known.guard:
        return True
    return text[end - 1].isascii() and text[end - 1].isalpha() and following.isascii() and following.isalnum()


def _denominator(text: str, start: int) -> tuple[str, int] | None:
    if text[start : start + 1] not in ("/", "每"):
        return None
    return denominator(text, start + 1)
