"""What the numbers of a table are numbers of: the unit that stands in its caption, its head or its label.

Owns the reading of 单位：万元 and 金额（亿元）. A unit that stands nowhere is
never supplied. Knows nothing of rows and columns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.facts.numerals import SCALES
from briefing.facts.units import Unit, read_unit

_BRACKETS = re.compile(r"[(（\[［]([^()（）\[\]［］]{1,20})[)）\]］]")
_LONGEST_SCALE = 3
_BETWEEN = re.compile(r"[、，,/；;和及与]|或者?")
_CURRENCIES = {
    "人民币": "CNY",
    "人民币元": "CNY",
    "美元": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "新台币": "TWD",
    "台币": "TWD",
    "欧元": "EUR",
    "日元": "JPY",
    "澳门元": "MOP",
    "新加坡元": "SGD",
    "英镑": "GBP",
}


@dataclass(frozen=True, slots=True)
class CellUnit:
    """A unit and what a cell is multiplied by; ``bare`` for a yuan that is not said to be whose."""

    code: str
    dim: str
    factor: Decimal = Decimal(1)
    counter: str = ""
    bare: bool = False


def unit_named(text: str) -> CellUnit | None:
    """The one unit that a text is (万元, 人民币百万元, %, 元/股, 万辆), None where it is another word."""
    text = text.strip().removesuffix("计").removeprefix("以").removeprefix("为")
    if (plain := _whole(text)) is not None:
        return _cell_unit(plain, text, written="", currency="")
    currency = next((name for name in sorted(_CURRENCIES, key=len, reverse=True) if text.startswith(name)), "")
    rest = text[len(currency) :]
    for length in range(min(len(rest), _LONGEST_SCALE), -1, -1):
        written, unit = rest[:length], _whole(rest[length:])
        if written in SCALES and unit is not None and not (written and unit.dim == "ratio"):
            return _cell_unit(unit, text, written=written, currency=currency)
    return None


def _cell_unit(unit: Unit, text: str, *, written: str, currency: str) -> CellUnit | None:
    if currency and not unit.code.startswith("CNY"):
        return None
    code = unit.code.replace("CNY", _CURRENCIES[currency], 1) if currency else unit.code
    bare = code.startswith("CNY") and not currency and "人民币" not in text and "RMB" not in text
    return CellUnit(code, unit.dim, SCALES[written] * unit.factor, unit.counter, bare)


def _whole(text: str) -> Unit | None:
    if text in ("¥", "￥"):
        return Unit("CNY", "money")
    unit = read_unit(text, 0) if text else None
    if unit is None or unit.end != len(text):
        return None
    if "/" in unit.code:
        return Unit(unit.code, "rate")
    return unit


def unit_in_brackets(text: str) -> tuple[str, CellUnit | None, bool]:
    """A label without its unit in brackets, that unit, and whether brackets hold something else that narrows it."""
    found: list[CellUnit] = []
    rest = text
    for match in _BRACKETS.finditer(text):
        lead = re.match(words()["unit_lead"], match[1])
        unit = unit_named(match[1][lead.end() :] if lead else match[1])
        if unit is not None:
            found.append(unit)
            rest = rest.replace(match.group(), "", 1)
    tail = re.search(r"[,，/:：]\s*([^,，/:：]{1,6})$", rest)
    if not found and tail and (unit := unit_named(tail[1])) is not None:
        found.append(unit)
        rest = rest[: tail.start()]
    return rest.strip(), found[0] if len(found) == 1 else None, len(found) > 1 or bool(_BRACKETS.search(rest))


def units_of_caption(text: str) -> tuple[CellUnit, ...] | None:
    """The units that a caption names after 单位, none where it names none; None where one of them is not understood."""
    lead = re.search(words()["unit_lead"], text)
    if lead is None:
        named = [unit for part in _BRACKETS.findall(text) if (unit := unit_named(part)) is not None]
        return tuple(named)
    rest = text[lead.end() :].lstrip()
    currency = re.search(words()["currency_lead"] + r"\s*(\S+?)(?=[)）\s，,；;。]|$)", text)
    rest = re.split(words()["currency_lead"], rest)[0]
    rest = re.split(r"[)）\]］。]|\s", rest.strip(), maxsplit=1)[0]
    units = [_with_currency(unit_named(part), currency[1] if currency else "") for part in _split(rest) if part]
    return None if any(unit is None for unit in units) else tuple(unit for unit in units if unit is not None)


def _split(text: str) -> list[str]:
    return [text] if unit_named(text) else _BETWEEN.split(text)


def _with_currency(unit: CellUnit | None, name: str) -> CellUnit | None:
    """万元 with 币种：人民币 beside it; another currency's name there is kept only where the unit is a bare 元."""
    if unit is None or not name or not unit.code.startswith("CNY") or not unit.bare:
        return unit
    code = _CURRENCIES.get(name)
    return None if code is None else CellUnit(unit.code.replace("CNY", code, 1), unit.dim, unit.factor)


@cache
def words() -> Mapping[str, Any]:
    """The words of data/tables.toml."""
    return tomllib.loads(files("briefing").joinpath("data", "tables.toml").read_text(encoding="utf-8"))


__all__ = ["CellUnit", "unit_in_brackets", "unit_named", "units_of_caption", "words"]
