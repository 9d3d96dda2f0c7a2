"""One brief in the making: the plan, the writer, and the source sentences in the order they are first cited."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.condense.plan import Plan
from briefing.translate.embedded.sentences import Writer
from briefing.values import Fact, Finding, Lang, Span


@cache
def wording(lang: Lang) -> dict[str, Any]:
    """The words of the brief's frame that are no section names: kinds of parties, takeaway, fallback headline."""
    text = files("briefing").joinpath("data", f"wording.{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(slots=True)
class Desk:
    """One brief in the making."""

    plan: Plan
    lang: Lang
    writer: Writer
    findings: list[Finding] = field(default_factory=list)
    cited: dict[int, int] = field(default_factory=dict)
    unsaid: list[Fact] = field(default_factory=list)

    def refs(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """Numbers of the source sentences that hold the spans, counted as they are first cited."""
        found = []
        for span in spans:
            for number, sentence in enumerate(self.plan.reading.sentences):
                if sentence.overlaps(span):
                    found.append(self.cited.setdefault(number, len(self.cited) + 1))
        return tuple(dict.fromkeys(found))
