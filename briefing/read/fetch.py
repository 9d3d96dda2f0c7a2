"""URL → bytes, as a guest who keeps to the rules of the house.

Owns the order of a visit: may we (robots.txt), is it our turn, ask, follow a
redirect and ask all of it again, try once more what may pass. The parts are in
``fetching``. Knows nothing of what a page says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx

from briefing.errors import SourceUnreadable, UsageError
from briefing.read.fetching import address
from briefing.read.fetching.answer import Answer, Page, Passing, ask
from briefing.read.fetching.cache import Cache
from briefing.read.fetching.clock import Clock, SystemClock
from briefing.read.fetching.connect import Network, pool_for
from briefing.read.fetching.limits import Deadline, Limits
from briefing.read.fetching.pace import Pace
from briefing.read.fetching.robots import Robots
from briefing.read.fetching.unpack import ACCEPTED
from briefing.version import __version__

__all__ = ["Fetcher", "Limits", "Network", "Page", "fetch"]

PRODUCT = "briefing"
_ROBOTS_REDIRECTS = 5
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,zh-TW;q=0.8,en;q=0.3",
    "Accept-Encoding": ACCEPTED,
}


def fetch(url: str, *, allow_private: bool = False) -> Page:
    """The page behind one address; see ``Fetcher.get``."""
    with Fetcher(allow_private=allow_private) as fetcher:
        return fetcher.get(url)


class Fetcher:
    """Fetches the pages of one run; threads may share it.

    ``delay``    seconds between two pages of one host; robots.txt may ask for more
    ``robots``   keep to robots.txt
    ``cache``    a folder for what was fetched, to be asked about again instead of fetched
    ``contact``  an address or mail of the house, told to the servers
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        cache: Path | None = None,
        robots: bool = True,
        delay: float = 1.0,
        contact: str = "",
        limits: Limits | None = None,
        clock: Clock | None = None,
        network: Network | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._cache = Cache(cache) if cache else None
        self._delay = delay
        self._limits = limits or Limits()
        self._clock = clock or SystemClock()
        self._network = network or Network()
        self._headers = _HEADERS | {"User-Agent": _agent(contact)}
        self._pace = Pace(self._clock, longest_wait=self._limits.longest_wait)
        self._robots = Robots(self._get_robots, self._clock, agent=PRODUCT) if robots else None

    def get(self, url: str) -> Page:
        """The page at ``url`` after its redirects.

        Raises SourceRefused for an address that is not read by rule, SourceMissing for a
        page that is gone, SourceTooLarge, SourceUnreachable for what may go better later,
        SourceUnreadable for all else that keeps it from being read.
        """
        place = address.parse(url)
        return self._tried(lambda: self._visit(place, self._admit, self._limits.redirects))

    def close(self) -> None:
        """Nothing is held open: a connection lasts no longer than its page, as hosts are asked with pauses."""

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tried(self, visit: Callable[[], Page]) -> Page:
        """What passes is tried again, after the wait that the server names or a growing one of ours."""
        pause = self._limits.back_off
        for _ in range(self._limits.tries - 1):
            try:
                return visit()
            except Passing as error:
                if error.retry_after is not None and error.retry_after > self._limits.longest_wait:
                    raise
                if error.retry_after is None:
                    self._clock.sleep(pause * (0.5 + self._clock.chance() / 2))
                pause *= 2
        return visit()

    def _visit(self, place: httpx.URL, admit: Callable[[httpx.URL, set[str]], None], redirects: int) -> Page:
        """Follow redirects, each checked like an address of its own. Cookies last as long as the visit."""
        deadline, cookies, seen = Deadline(self._limits.whole), httpx.Cookies(), set[str]()
        start = place
        for _ in range(redirects + 1):
            with deadline.paused():
                admit(place, seen)
            answer = self._asked(place, cookies, deadline)
            if answer.page is not None:
                return answer.page
            place = answer.location or place
        raise SourceUnreadable(
            f"{address.short(str(start))}: redirects more than {redirects} times", hint="pass the final address"
        )

    def _asked(self, place: httpx.URL, cookies: httpx.Cookies, deadline: Deadline) -> Answer:
        """One answer; where the server says that nothing changed, the page we had."""
        kept = self._cache.find(str(place)) if self._cache else None
        headers = self._headers | dict(kept.validators if kept else {})
        pool = pool_for(place, self._network, deadline, limits=self._limits, allow_private=self._allow_private)
        try:
            answer = ask(
                place, pool, headers, cookies=cookies, deadline=deadline, limits=self._limits, clock=self._clock
            )
        except Passing as error:
            if error.retry_after is not None:
                self._pace.hold(address.host_of(place), error.retry_after)
            raise
        if answer.page is not None and self._cache:
            self._cache.keep(str(place), answer.page, answer.headers)
        if answer.page is None and answer.location is None and kept:
            return replace(answer, page=kept.page)
        return answer

    def _admit(self, place: httpx.URL, seen: set[str]) -> None:
        """Return when this address may be asked: its site allows it and it is our turn."""
        host, delay = address.host_of(place), self._delay
        if self._robots is not None:
            delay = max(delay, min(self._robots.require(place) or 0.0, self._limits.longest_wait))
        if host not in seen:
            seen.add(host)
            self._pace.wait(host, delay=delay)

    def _get_robots(self, place: httpx.URL) -> bytes:
        """A site's robots.txt; to ask for it needs no leave."""
        return self._tried(lambda: self._visit(place, _unasked, _ROBOTS_REDIRECTS)).data


def _unasked(_place: httpx.URL, _seen: set[str]) -> None:
    """What a visit to a robots.txt waits for: nothing."""


def _agent(contact: str) -> str:
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("();"):
        raise UsageError(f"{contact!r}: is no contact a server could read", hint="give a mail or web address")
    return f"Mozilla/5.0 (compatible; {PRODUCT}/{__version__}{'; +' + contact if contact else ''})"
