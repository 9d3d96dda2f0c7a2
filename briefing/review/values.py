"""The values of a review: segments of both sides, which belong together, and findings at their place.

Imports nothing of ours but the project's values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.values import Finding, Lang, Severity

Kind = Literal["translation", "brief"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of one side: a paragraph, a cell, a unit. ``place`` tells a person where it stands ("table 1, row 2")."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Bitext:
    """Both sides in reading order. ``paired``: the file itself says that the n-th belongs to the n-th."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    paired: bool = False
    source_name: str = ""
    target_name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Segments that belong together, by their numbers; either side may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the segments it stands in; its spans are offsets of their texts."""

    finding: Finding
    source: int | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was compared and what was found, in the target's order (the source's where it has no place there)."""

    bitext: Bitext
    lang: Lang
    kind: Kind
    matches: tuple[Match, ...]
    findings: tuple[Located, ...]

    def count(self, severity: Severity) -> int:
        return sum(located.finding.severity is severity for located in self.findings)
