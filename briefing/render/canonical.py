"""Values as canonical JSON.

Owns the machine-readable form of a brief (schema ``briefing/1``): keys sorted,
UTF-8, decimals as plain strings, spans as ``[start, end]`` offsets into
``article.text``. Knows nothing of Word.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache

from briefing.values import Brief, Lang, Reading, Span

SCHEMA = "briefing/1"

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def render_json(briefs: Mapping[Lang, Brief], reading: Reading) -> bytes:
    """The briefs of one article with all that proves them, as canonical JSON."""
    article = _record(reading.article)
    understood = _record(reading)
    del understood["article"]
    document: Plain = {
        "schema": SCHEMA,
        "article": article,
        "reading": understood,
        "briefs": {lang: plain(brief) for lang, brief in briefs.items()},
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
    return text.encode("utf-8", errors="backslashreplace") + b"\n"


def plain(value: object) -> Plain:
    """``value`` as JSON knows it. Raises TypeError for what has no form of its own."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value, "f")
        case Span():
            return [value.start, value.end]
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
    if is_dataclass(value):
        return dict(_record(value))
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _record(value: object) -> dict[str, Plain]:
    return {name: plain(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type]


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))  # type: ignore[arg-type]
