"""When a run is to stop: the first signal asks it to finish what is in hand, the second to end at once.

Owns the handlers of SIGINT and SIGTERM while a run goes on. Knows nothing of
what is stopped.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Asked with the number of times somebody asked: 0, 1, 2. ``event`` is another way to ask once."""

    def __init__(self, say: Callable[[str], None], event: threading.Event | None = None) -> None:
        self._say, self._event, self._times, self._told = say, event, 0, 0

    def __call__(self) -> int:
        if self._times > self._told:
            self._told = self._times
            self._say(
                "stopping: the articles in work are finished, the others stay in the queue; once more stops at once"
                if self._times == 1
                else "stopped at once; what was in work is back in the queue"
            )
        return max(self._times, 1 if self._event is not None and self._event.is_set() else 0)

    def ask(self) -> None:
        self._times += 1

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Signals ask; only a main thread may hear them, elsewhere this does nothing."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def heard(_number: int, _frame: FrameType | None) -> None:
            # Nothing is written here: the stream may be in the middle of a line.
            self.ask()

        before = [(number, signal.signal(number, heard)) for number in _SIGNALS]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)
