"""Words that finished text uses for units and qualifiers, from ``data/target_words.toml``.

Shares nothing with the writers' tables, so that a wrong entry in one shows
against the other.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from briefing.values import Lang


@cache
def _tables() -> dict[str, Any]:
    raw = resources.files("briefing").joinpath("data/target_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


@cache
def codes(lang: Lang, table: str) -> dict[str, str]:
    """Word -> code of one table."""
    return {word: code for code, words in _tables()[lang][table].items() for word in words}


@cache
def pattern(lang: Lang, *tables: str) -> str:
    """An alternation of all words of the tables, the longest first."""
    words = {word for table in tables for word in codes(lang, table)}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def senses(lang: Lang, table: str) -> dict[str, tuple[str, ...]]:
    """Word in small letters -> all codes of one table that list it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in _tables()[lang][table].items():
        for word in words:
            found[word.lower()] = (*found.get(word.lower(), ()), code)
    return found


@cache
def measures() -> dict[str, tuple[str, Decimal]]:
    """Unit -> its dimension and how much of the dimension's first unit it is."""
    return {
        unit: (dimension, Decimal(str(worth)))
        for dimension, row in _tables()["measure"].items()
        for unit, worth in row.items()
    }
