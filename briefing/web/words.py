"""What the page says, in three languages.

Owns the form of ``words/*.toml`` and which language a reader gets. Knows nothing of pages. Every file
has the same keys; a test says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, get_args

Tongue = Literal["en", "ja", "zh"]
TONGUES: tuple[Tongue, ...] = get_args(Tongue)
# What <html lang> says of each.
TAGS: Mapping[Tongue, str] = MappingProxyType({"en": "en", "ja": "ja", "zh": "zh-Hans"})
_RANGE = re.compile(r"\s*([a-zA-Z*]{1,8})(?:-[\w-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


@cache
def words(tongue: Tongue) -> Mapping[str, Any]:
    """All texts of a language, by group and name."""
    text = resources.files("briefing.web").joinpath("words", f"{tongue}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def choose(wished: str | None, accepted: str) -> Tongue:
    """The language somebody has picked, else the first that their browser would like, else English."""
    for tongue in TONGUES:
        if wished == tongue:
            return tongue
    wishes = [match.groups() for part in accepted.split(",")[:30] if (match := _RANGE.fullmatch(part))]
    ranked = sorted(wishes, key=lambda wish: -float(wish[1] or 1))
    known = [
        tongue for name, weight in ranked if float(weight or 1) > 0 for tongue in TONGUES if name.lower() == tongue
    ]
    return known[0] if known else "en"


def reason(tongue: Tongue, text: str) -> str:
    """The reader's words for a reason the program gives in English; empty where there are none."""
    told: Mapping[str, str] = words(tongue)["reasons"]
    return next((said for pattern, said in told.items() if pattern in text), "")
