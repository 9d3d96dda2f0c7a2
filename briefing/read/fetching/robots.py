"""robots.txt: what a site asks machines not to read, and how fast it wants to be read.

Owns its rules as RFC 9309 has them: a file that is not there allows all, one that
cannot be had now allows nothing until it can. Knows nothing of how it is fetched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import httpx
from protego import Protego

from briefing.errors import SourceError, SourceRefused, SourceUnreachable
from briefing.read.fetching import address
from briefing.read.fetching.clock import Clock

_LARGEST = 512 * 1024  # the standard asks for 500 KiB at least; what follows is not read
_KEPT = 24 * 3600.0
_KEPT_FAILURE = 300.0
_NOTHING = Protego.parse("")


@dataclass(frozen=True, slots=True)
class _Known:
    until: float
    rules: Protego
    failure: str = ""  # why it could not be had; then nothing may be read


class Robots:
    """``fetch`` gets a robots.txt: its bytes, or a SourceError."""

    def __init__(self, fetch: Callable[[httpx.URL], bytes], clock: Clock, *, agent: str) -> None:
        self._fetch = fetch
        self._clock = clock
        self._agent = agent
        self._lock = Lock()
        self._locks: dict[str, Lock] = {}
        self._known: dict[str, _Known] = {}

    def require(self, place: httpx.URL) -> float | None:
        """The Crawl-delay asked for, None where none is; raises SourceRefused for a page not to be read."""
        known = self._of(place)
        if known.failure:
            raise SourceUnreachable(
                f"{address.short(str(place))}: {known.failure}, asked for its site's robots.txt",
                hint="try again later, or save the page and pass the file",
            )
        rules = known.rules
        if not rules.can_fetch(str(place), self._agent):
            raise SourceRefused(
                f"{address.short(str(place))}: the site's robots.txt asks programs not to read it",
                hint="open it in a browser, save the page and pass the file",
            )
        delay = rules.crawl_delay(self._agent)
        return float(delay) if delay is not None else None

    def _of(self, place: httpx.URL) -> _Known:
        origin = address.origin(place)
        with self._lock:
            lock = self._locks.setdefault(origin, Lock())
        with lock:  # one thread asks, the others of this site wait for what it hears
            known = self._known.get(origin)
            if known is None or known.until <= self._clock.elapsed():
                known = self._known[origin] = self._ask(place)
            return known

    def _ask(self, place: httpx.URL) -> _Known:
        now = self._clock.elapsed()
        try:
            data = self._fetch(place.copy_with(raw_path=b"/robots.txt"))
        except SourceUnreachable as error:
            # A host that is down is asked again after a while, not for each of its pages.
            return _Known(now + _KEPT_FAILURE, _NOTHING, failure=error.message.rpartition("robots.txt: ")[2])
        except SourceError:  # 4xx, a redirect out of bounds, bytes that don't unpack: there is no such file
            return _Known(now + _KEPT, _NOTHING)
        return _Known(now + _KEPT, Protego.parse(data[:_LARGEST].decode("utf-8-sig", errors="replace")))
