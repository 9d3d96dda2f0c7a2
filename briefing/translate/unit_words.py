"""The target-language words of units, currencies and counters, from ``data/unit_words.toml``.

Owns the loading and nothing of the writing. An unknown code has no words:
callers then write nothing rather than something near.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.errors import DataError


@dataclass(frozen=True, slots=True)
class Words:
    """What one code is called. ``sign`` stands solid after an English number, ``symbol`` after a space.

    ``bundle``: what is counted is not the thing itself (500 boxes of masks are not 500 masks).
    """

    en: str = ""
    en_pl: str = ""
    ja: str = ""
    ja_short: str = ""
    sign: str = ""
    symbol: str = ""
    small: bool = False
    bundle: bool = False


@dataclass(frozen=True, slots=True)
class UnitWords:
    money: dict[str, Words]
    unit: dict[str, Words]
    per: dict[str, Words]
    counter: dict[str, Words]


@cache
def unit_words() -> UnitWords:
    """The table, read once. Raises ``DataError`` where the file holds an unknown field."""
    raw = resources.files("briefing").joinpath("data/unit_words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(raw)
    try:
        return UnitWords(
            **{name: {code: Words(**words) for code, words in rows.items()} for name, rows in tables.items()}
        )
    except TypeError as error:
        raise DataError(f"unit_words.toml: {error}", hint="see the head of the file for its fields") from error
