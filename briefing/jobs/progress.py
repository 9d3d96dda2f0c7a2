"""How a run is shown while it goes on: a live line for a person, plain lines for a log.

Owns rate and remaining time. Everything goes to standard error. Knows nothing
of how the numbers come about.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from typing import TYPE_CHECKING, Protocol, Self

from briefing.console import say
from briefing.jobs.report import spoken
from briefing.jobs.values import Item, State

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# The rate of the last minute: one of the whole run would forget that a slow source has begun.
WINDOW_SECONDS = 60.0
# A log gets a line no more often than this.
LINE_SECONDS = 30.0


class Board(Protocol):
    """Where a run is shown."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def ended(self, item: Item, state: State) -> None: ...
    def waiting(self, count: int) -> None: ...
    def say(self, line: str) -> None: ...


def board(*, quiet: bool = False) -> Board:
    """The board that fits where standard error goes."""
    return LiveBoard() if sys.stderr.isatty() and not quiet else PlainBoard()


class Tally:
    """What has ended so far, how fast, and how long the rest will take."""

    def __init__(self) -> None:
        self.ends: Counter[State] = Counter()
        self.left = 0
        self._times: deque[float] = deque()

    def ended(self, state: State) -> None:
        self.ends[state] += 1
        self.left = max(self.left - 1, 0)
        self._times.append(time.monotonic())

    def rate(self) -> float:
        """Items a second over the last minute, 0.0 before there are two."""
        now = time.monotonic()
        while self._times and now - self._times[0] > WINDOW_SECONDS:
            self._times.popleft()
        return (len(self._times) - 1) / (now - self._times[0]) if len(self._times) > 1 else 0.0

    def line(self) -> str:
        rate = self.rate()
        done = f"{self.ends[State.MADE]} made, {self.ends[State.FAILED]} failed, {self.ends[State.SKIPPED]} skipped"
        rest = f", about {spoken(self.left / rate)} left" if rate and self.left else ""
        return f"{done}, {self.left} wait, {rate:.1f} a second{rest}"


class PlainBoard:
    """A line for each failure, and one every half minute."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def ended(self, item: Item, state: State) -> None:
        self._tally.ended(state)
        if state is State.FAILED:
            self.say(f"failed: {item.locator}")
        if time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            self.say(self._tally.line())

    def waiting(self, count: int) -> None:
        self._tally.left = count

    def say(self, line: str) -> None:
        say(line)


class LiveBoard:
    """A bar that moves; lines that stay go above it."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        self._tally = Tally()
        columns = (SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}", markup=False))
        self._progress: Progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task: TaskID = self._progress.add_task("looking at the sources", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def ended(self, item: Item, state: State) -> None:
        self._tally.ended(state)
        if state is State.FAILED:
            self.say(f"failed: {item.locator}")
        self._show()

    def waiting(self, count: int) -> None:
        self._tally.left = count
        self._show()

    def say(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _show(self) -> None:
        done = self._tally.ends.total()
        total = done + self._tally.left
        self._progress.update(self._task, description=self._tally.line(), completed=done, total=total or None)
