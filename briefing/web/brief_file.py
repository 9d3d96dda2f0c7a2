"""A ``.brief.json`` as the values it was written from, as far as a preview needs them.

Owns the way back from canonical JSON (schema ``briefing/1``). Knows nothing of pages. What an older version did
not write has its default; a file that somebody edited into another form is refused rather than shown half.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from briefing.errors import DataError
from briefing.render.canonical import SCHEMA
from briefing.values import LANGS, Article, Brief, Figure, Lang, Reading, Span

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BriefFile:
    """The briefs of one article, and of its reading the article, its sentences and its figures."""

    briefs: Mapping[Lang, Brief]
    reading: Reading


def load(path: Path) -> BriefFile:
    """Raises DataError for a file that is absent, damaged or of another form."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("too large")
        return _build(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
        raise DataError(f"{path.name}: cannot be read as a brief ({type(error).__name__})") from error


def _build(table: Mapping[str, Any]) -> BriefFile:
    if table["schema"] != SCHEMA:
        raise ValueError("another schema")
    understood = table["reading"]
    reading = Reading(
        article=_value(table["article"], Article),
        sentences=_value(understood["sentences"], tuple[Span, ...]),
        figures=_value(understood["figures"], tuple[Figure, ...]),
        periods=(),
        entities=(),
        facts=(),
        open_clauses=(),
    )
    briefs = {lang: _value({**table["briefs"][lang], "traces": []}, Brief) for lang in LANGS if lang in table["briefs"]}
    return BriefFile(briefs, reading)


def _value(plain: Any, kind: Any) -> Any:
    """``plain`` as a value of ``kind``."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _either(plain, get_args(kind))
    if origin is Literal:
        return _one_of(plain, get_args(kind))
    if origin is tuple:
        return _tuple(plain, get_args(kind))
    if kind is Span:
        return Span(*plain)
    if kind is Decimal:
        return Decimal(plain)
    if isinstance(kind, type) and issubclass(kind, datetime | date):
        return kind.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind in (str, int, bool):
        return _exactly(plain, kind)
    return kind(**{name: _value(plain[name], hint) for name, hint in _hints(kind).items() if name in plain})


def _either(plain: Any, kinds: tuple[Any, ...]) -> Any:
    """Of our values only ``X | None`` is ever read back."""
    if plain is None and NoneType in kinds:
        return None
    (kind,) = (each for each in kinds if each is not NoneType)
    return _value(plain, kind)


def _one_of(plain: Any, allowed: tuple[Any, ...]) -> Any:
    if plain not in allowed:
        raise ValueError("a value that is none of ours")
    return plain


def _tuple(plain: Any, kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise TypeError("not a list")
    if kinds[-1] is Ellipsis:
        return tuple(_value(each, kinds[0]) for each in plain)
    return tuple(_value(each, kind) for each, kind in zip(plain, kinds, strict=True))


def _exactly(plain: Any, kind: type) -> Any:
    if type(plain) is not kind:
        raise TypeError("a value of another type")
    return plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
