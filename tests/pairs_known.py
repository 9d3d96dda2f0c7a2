"""The Chinese-Japanese pairs of ``pairs_ja.toml``: reading them, and what ``verify_pair`` finds of what is planted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from briefing.values import Finding, Severity, Span
from briefing.verify.pairs import verify_pair

_FILE = Path(__file__).parent / "pairs_ja.toml"


@dataclass(frozen=True, slots=True)
class Planted:
    """One error in a translation: its kind, the figure it belongs to, and the words it puts for the right ones."""

    kind: str
    figure: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Pair:
    source: str
    target: str
    figures: tuple[str, ...]
    planted: Planted

    def spoilt(self) -> tuple[str, Span]:
        """The translation with the error, and where the error stands in it."""
        start = self.target.index(self.planted.right)
        end = start + len(self.planted.right)
        wrong = self.planted.wrong
        return self.target[:start] + wrong + self.target[end:], Span(start, start + max(1, len(wrong)))


def pairs() -> list[Pair]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["pair"]
    return [Pair(row["zh"], row["ja"], tuple(row["figures"]), Planted(*row["planted"])) for row in rows]


def errors(source: str, target: str) -> list[Finding]:
    return [f for f in verify_pair(source, target, "ja") if f.severity is Severity.ERROR]


def caught(pair: Pair) -> bool:
    """Whether an error stands at the figure, or (for something added) at the words that were added."""
    target, place = pair.spoilt()
    at = pair.source.find(pair.planted.figure)
    figure = Span(at, at + len(pair.planted.figure))
    for finding in errors(pair.source, target):
        if pair.planted.figure and finding.source and finding.source.overlaps(figure):
            return True
        if finding.source is None and finding.target and finding.target.overlaps(place):
            return True
    return False


def alarms(pair: Pair) -> list[Finding]:
    """Errors found in the right translation."""
    return errors(pair.source, pair.target)
