"""What a metric is called beside its unit or among the words of its sentence: 装机量 of robots are no batteries.

Owns the names that a unit or a sentence proves wrong (data/unit_senses.toml); whether a unit is possible at all is
asked elsewhere (dimensions.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from briefing.facts.dimensions import kind_of
from briefing.values import Fact, Figure, Phrase

_INSTALLED = "installations"
_MARKS = "。！？\n"


@dataclass(frozen=True, slots=True)
class _Sense:
    en: str
    ja: str
    words: tuple[str, str]


def in_unit(fact: Fact, text: str) -> Fact:
    """The fact with the name its metric has beside its unit, and in its sentence."""
    metric, value = fact.slots.get("metric"), fact.slots.get("value")
    if not isinstance(metric, Phrase):
        return fact
    named = metric
    for sense in _proven(value.unit if isinstance(value, Figure) else None, _sentence(fact, text)):
        named = _called(named, sense)
    if named == metric:
        return fact
    # 中国新装机量29.5万台: of what was installed only the sentence before tells.
    installed = named.en.endswith(_INSTALLED) or any(
        getattr(p, "en", "").endswith(_INSTALLED) for p in named.parts.values()
    )
    bare = installed and isinstance(value, Figure) and value.unit == "count" and not _names_goods(named)
    return replace(fact, whole=fact.whole and not bare, slots=MappingProxyType({**fact.slots, "metric": named}))


def _names_goods(metric: Phrase) -> bool:
    return any(
        isinstance(part, Phrase) and part.cat in ("product", "industry", "noun") for part in metric.parts.values()
    )


def _sentence(fact: Fact, text: str) -> str:
    begun = max(text.rfind(mark, 0, fact.span.start) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := text.find(mark, fact.span.end)) >= 0]
    return text[begun : min(ends, default=len(text))]


def _proven(unit: str | None, sentence: str) -> Iterator[_Sense]:
    """The senses that a unit or a sentence shows."""
    if unit is not None:
        kind = "count" if unit == "count" else kind_of(unit)
        yield from (_sense(raw, raw[kind]) for raw in _senses()["unit"] if kind in raw)
    for raw in _senses()["among"]:
        beside = any(word in sentence for word in raw["beside"])
        if beside and not any(word in sentence for word in raw["instead"]):
            yield _sense(raw, raw["words"])


def _sense(raw: Mapping[str, Any], words: Sequence[str]) -> _Sense:
    return _Sense(raw["en"], raw["ja"], (words[0], words[1]))


def _called(phrase: Phrase, sense: _Sense) -> Phrase:
    """A metric under its other name, in whatever it is built into."""
    parts = {name: _called(part, sense) if isinstance(part, Phrase) else part for name, part in phrase.parts.items()}
    en, ja = phrase.en.replace(sense.en, sense.words[0]), phrase.ja.replace(sense.ja, sense.words[1])
    return replace(phrase, en=en, ja=ja, parts=MappingProxyType(parts))


@cache
def _senses() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    raw = files("briefing").joinpath("data", "unit_senses.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(raw))
