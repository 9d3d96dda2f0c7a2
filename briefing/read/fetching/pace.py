"""Not too often to one host, from any number of threads.

Owns when each host may be asked next. Knows nothing of what is asked.
"""

from __future__ import annotations

from threading import Lock

from briefing.errors import SourceUnreachable
from briefing.read.fetching.clock import Clock


class Pace:
    def __init__(self, clock: Clock, *, longest_wait: float) -> None:
        self._clock = clock
        self._longest = longest_wait
        self._lock = Lock()
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def wait(self, host: str, *, delay: float) -> None:
        """Return when it is our turn, ``delay`` seconds after the turn before.

        Raises SourceUnreachable where the host asked to be left alone for longer than we wait.
        """
        with self._lock:
            now = self._clock.elapsed()
            held = self._held.get(host, now) - now
            if held > self._longest:
                raise self._left_alone(host, held)
            turn = max(now, self._next.get(host, now), self._held.get(host, now))
            self._next[host] = turn + delay
        if turn > now:
            self._clock.sleep(turn - now)

    def hold(self, host: str, seconds: float) -> None:
        """The host asks to be left alone for so long."""
        with self._lock:
            self._held[host] = max(self._held.get(host, 0.0), self._clock.elapsed() + seconds)

    def _left_alone(self, host: str, seconds: float) -> SourceUnreachable:
        return SourceUnreachable(
            f"{host}: asks not to be read for {seconds:.0f} seconds", hint="try again later", retry_after=seconds
        )
