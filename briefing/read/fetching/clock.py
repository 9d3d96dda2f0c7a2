"""Time as fetching needs it: what passes, what the date is, waiting, a bit of chance.

Owns the two clocks: the machine's, and one for trials that waits without time passing.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import Protocol


class Clock(Protocol):
    def elapsed(self) -> float:
        """Seconds since some moment; never runs backwards."""

    def now(self) -> float:
        """Seconds since 1970, which a person may set forward and back."""

    def sleep(self, seconds: float) -> None: ...

    def chance(self) -> float:
        """From 0 up to 1, so that those who were turned away together don't come back together."""


class SystemClock:
    """The machine's own."""

    def elapsed(self) -> float:
        return time.monotonic()

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def chance(self) -> float:
        return random.random()


@dataclass(slots=True)
class ManualClock:
    """Goes forward only by waiting, at once; ``slept`` is what was waited for."""

    time: float = 1_600_000_000.0
    slept: list[float] = field(default_factory=list)

    def elapsed(self) -> float:
        return self.time

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def chance(self) -> float:
        return 1.0
