"""How long, how large, how often: the bounds of fetching.

Owns the numbers and the deadline of one visit. Times are seconds, sizes bytes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one page.

    ``connect``       until a connection stands, names looked up included
    ``idle``          between two pieces of an answer
    ``whole``         for the page with its redirects, without waiting our turn: a
                      server that sends a byte a second never falls idle
    ``size``          of the body, as sent and again unpacked
    ``redirects``     followed
    ``tries``         for failures that may pass
    ``back_off``      before the second try; doubled before each further one
    ``longest_wait``  that a server may ask for (Retry-After, Crawl-delay) and gets
    """

    connect: float = 10.0
    idle: float = 20.0
    whole: float = 60.0
    size: int = 20 * 1024 * 1024
    redirects: int = 5
    tries: int = 3
    back_off: float = 1.0
    longest_wait: float = 60.0


class Deadline:
    """When a visit must be over. Real time, as sockets know no other."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return max(self._end - time.monotonic(), 0.0)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The time spent inside, waiting our turn, is not the server's fault."""
        start = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - start
