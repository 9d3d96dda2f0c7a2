"""How often somebody may try a password.

Owns the count of failures for each address and for all together. Knows nothing of passwords.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FREE_TRIES = 5
FIRST_WAIT = 30.0
LONGEST_WAIT = 900.0
# Many addresses at once are one attacker with many machines.
ALL_TRIES = 60
ALL_SECONDS = 600.0
_FORGOTTEN = 3600.0
_MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class _Tries:
    failures: int = 0
    last: float = 0.0


class Throttle:
    """Failures are counted by address: five are free, then the wait doubles up to a quarter of an hour."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_address: dict[str, _Tries] = {}
        self._all: list[float] = []

    def wait(self, address: str) -> int:
        """Whole seconds until this address may try again; 0 for now."""
        now = self._clock()
        tries = self._by_address.get(address, _Tries())
        own = 0.0
        if tries.failures >= FREE_TRIES:
            own = tries.last + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries.failures - FREE_TRIES)) - now
        self._all = [at for at in self._all if now - at < ALL_SECONDS]
        everyone = self._all[0] + ALL_SECONDS - now if len(self._all) >= ALL_TRIES else 0.0
        left = max(own, everyone)
        return int(left) + 1 if left > 0 else 0

    def failed(self, address: str) -> None:
        now = self._clock()
        if len(self._by_address) >= _MOST_ADDRESSES:
            self._by_address = {key: t for key, t in self._by_address.items() if now - t.last < _FORGOTTEN}
        tries = self._by_address.setdefault(address, _Tries())
        if now - tries.last > _FORGOTTEN:
            tries.failures = 0
        tries.failures += 1
        tries.last = now
        self._all.append(now)

    def succeeded(self, address: str) -> None:
        """The try that was counted was none: fifty people who come in the morning are no attack."""
        tries = self._by_address.pop(address, None)
        if tries is not None and tries.last in self._all:
            self._all.remove(tries.last)
