"""Connections that say nothing are closed: the part of slowness that comes before any request is seen.

Owns the time a client has for the head of a request, and who leaves when there are too many connections.
uvicorn knows only a limit between requests, and turns the newest away.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with a limit on the time for a request's head. Made by ``patient``.

    ``crowd``: beyond so many connections, the one that has been silent the longest makes room for a new one, so
    that nobody keeps others out by holding connections open.
    """

    seconds = 15.0
    crowd = 900
    _silent: ClassVar[dict[PatientProtocol, None]]
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if len(self.connections) > self.crowd and self._silent:
            next(iter(self._silent))._leave()
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._waiting is None:
            self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._silent[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._silent.setdefault(self)
        self._waiting = self.loop.call_later(self.seconds, self._give_up)

    def _stop_waiting(self) -> None:
        self._silent.pop(self, None)
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if self.conn.their_state is h11.IDLE:
            self._leave()

    def _leave(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.close()


def patient(seconds: float, *, crowd: int = PatientProtocol.crowd) -> type[PatientProtocol]:
    """The protocol of one server, with a limit of so many seconds."""
    return type("PatientProtocol", (PatientProtocol,), {"seconds": seconds, "crowd": crowd, "_silent": {}})
