"""What every request passes before a page sees it, and what every answer carries.

Owns the host list, the origin of whatever changes something, the size and speed of bodies, the security
headers and one log line a request. A line holds the pattern of the path, never the path, its query or a
body: those name articles. Knows nothing of logins.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.web.problems import Problem
from briefing.web.site import Patience, Site

Refuse = Callable[[Scope, Problem], Awaitable[ASGIApp]]

SAFE = ("GET", "HEAD", "OPTIONS")
# Where an article may come in, and how. Every other body is a few fields; before a login a large one would only
# keep the machine busy, and fields in an address's form are slow to undo.
ARTICLES = {"/jobs": ("multipart/form-data",), "/api/v1/jobs": ("multipart/form-data", "application/json")}
FEW_FIELDS = 64 * 1024
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: a form would then be sent with the origin "null", and its origin could not be checked.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}
_YEAR = 365 * 24 * 3600
_log = logging.getLogger("briefing.web")


class Shield:
    """ASGI middleware. ``refuse`` makes the answer for a request that gets no further."""

    def __init__(self, app: ASGIApp, *, site: Site, refuse: Refuse) -> None:
        self._app, self._site, self._refuse = app, site, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # there are no websockets
        answer = _Answer(scope, send)
        problem = self._problem(scope)
        body = _Body(receive, self._site.patience, room=self._room(scope))
        try:
            app = self._app if problem is None else await self._refuse(scope, problem)
            await app(scope, body.receive, answer.send)
        except Exception:  # noqa: BLE001 - noted by type and place within; the server would log what it says
            if not answer.begun:
                await (await self._refuse(scope, Problem("fault")))(scope, receive, answer.send)
        finally:
            answer.log()

    def _problem(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._site.answers_to(hosts[0]):
            return Problem("wrong_host")
        if scope["method"] not in SAFE and not _same_origin(headers, hosts[0]):
            return Problem("foreign_form")
        declared = headers.get("content-length", "0")
        if not declared.isdecimal():
            return Problem("bad_request")
        return Problem("too_large") if int(declared[:20]) > self._room(scope) else None

    def _room(self, scope: Scope) -> int:
        """Bytes a body may have."""
        kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
        return self._site.max_body if kind in ARTICLES.get(scope["path"], ()) else FEW_FIELDS


def _same_origin(headers: Headers, host: str) -> bool:
    """Whether a page of ours, or no page at all, asks. Every browser of today says one of the two."""
    origins = headers.getlist("origin")
    if origins:
        return len(origins) == 1 and origins[0] in (f"http://{host}", f"https://{host}")
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


class _Body:
    """A body that is counted and timed as it comes."""

    def __init__(self, receive: Receive, patience: Patience, *, room: int) -> None:
        self._receive, self._patience, self._room = receive, patience, room
        self._size = 0
        self._start = time.monotonic()
        self._done = False

    async def receive(self) -> Message:
        if self._done:  # now only waits for the client to leave
            return await self._receive()
        message = await self._next()
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._done = not message.get("more_body", False)
            if self._size > self._room:
                raise Problem("too_large")
        return message

    async def _next(self) -> Message:
        left = self._patience.body - (time.monotonic() - self._start)
        try:
            return await asyncio.wait_for(self._receive(), timeout=max(0.0, min(left, self._patience.idle)))
        except TimeoutError as error:
            raise Problem("too_slow") from error


class _Answer:
    """An answer on its way out: its headers, its status for the log."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._start = time.perf_counter()
        self._status = 0

    @property
    def begun(self) -> bool:
        return self._status != 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            if self._scope.get("scheme") == "https":
                headers.setdefault("strict-transport-security", f"max-age={_YEAR}")
            if self._status in (408, 413):  # the rest of the body was not read
                headers["connection"] = "close"
        await self._send(message)

    def log(self) -> None:
        route = self._scope.get("route")
        pattern = getattr(route, "path", "-")
        milliseconds = (time.perf_counter() - self._start) * 1000
        _log.info("%s %s %s %.0f ms", self._scope["method"], pattern, self._status or "-", milliseconds)
