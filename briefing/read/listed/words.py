"""The data of lists: loads ``data/listing.toml`` once and hands out sets and patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.errors import DataError


@dataclass(frozen=True, slots=True)
class Words:
    tracking_prefixes: tuple[str, ...]
    tracking_names: frozenset[str]
    index_names: frozenset[str]
    around: frozenset[str]
    never: re.Pattern[str]
    more: re.Pattern[str]
    lists: re.Pattern[str]
    elsewhere: frozenset[str]


@cache
def words() -> Words:
    """The shipped data; raises DataError where the file is damaged."""
    source = files("briefing") / "data" / "listing.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return Words(
            tuple(table["tracking"]["prefixes"]),
            frozenset(table["tracking"]["names"]),
            frozenset(table["index"]["names"]),
            frozenset(table["page"]["around"]),
            re.compile(table["page"]["never"]),
            re.compile(table["page"]["more"]),
            re.compile(table["page"]["lists"], re.IGNORECASE),
            frozenset(table["page"]["elsewhere"]),
        )
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise DataError(f"{source}: cannot be used: {error}", hint="install briefing again") from error
