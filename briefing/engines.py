"""Which engine writes: what a name given with ``--engine`` means on this machine.

Owns the choice and the line that tells it. Knows nothing of how engines work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefing.errors import EngineError
from briefing.translate.engine import Engine
from briefing.translate.recorded import Recorded
from briefing.values import Lang

EMBEDDED = "embedded"
AUTO = "auto"
RECORDED = "recorded:"


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that writes (None: the embedded one) and what is said about it, in one line or none."""

    engine: Engine | None
    note: str = ""


@cache
def open_engine(name: str, *, langs: Sequence[Lang]) -> Choice:
    """The engine of a name. Raises EngineError where it cannot be had."""
    if name == EMBEDDED:
        return Choice(None)
    if name.startswith(RECORDED):
        return Choice(_recorded(Path(name.removeprefix(RECORDED))))
    if name == AUTO:
        return Choice(None, "engine: embedded (no model weights are used; see briefing --help)")
    raise EngineError(f"engine {name}: not available", hint="this version has the engines auto and embedded")


def _recorded(file: Path) -> Engine:
    return Recorded(file)
