"""A running server: the socket, the application on it, the workshop beside it, an orderly end.

Owns the processes and signals of ``briefing serve``. Knows nothing of flags.
"""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import uvicorn

from briefing.errors import UsageError
from briefing.jobs.ledger import Ledger
from briefing.web.access import Access
from briefing.web.app import application
from briefing.web.front import Front
from briefing.web.logs import set_up
from briefing.web.patience import patient
from briefing.web.progress import Waiting
from briefing.web.sessions import Sessions
from briefing.web.site import Folders, Site
from briefing.web.workshop import Workshop

# Idle connections of browsers and proxies.
_KEEP_ALIVE = 15
_MOST_CONNECTIONS = 1000
_BACKLOG = 512
_LEAVE_SECONDS = 10


def require_guard(site: Site, access: Access) -> None:
    """Raises UsageError where others could reach a server that asks nobody who they are."""
    if not site.local and not access.required:
        where = "behind a proxy" if site.proxied else "under that name" if site.names else f"at {site.host}"
        raise UsageError(
            f"others can reach this server {where}, and it has neither a password nor a token",
            hint="set one with briefing serve --set-password, or listen on 127.0.0.1",
        )


def listen(site: Site) -> socket.socket:
    """The socket, so that an address that cannot be had is told before anything is started."""
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((site.host, site.port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or "not possible"
        raise UsageError(
            f"cannot listen on {site.host} port {site.port}: {reason}", hint="choose another with --host and --port"
        ) from error
    return listening


def front_for(site: Site, access: Access, ledger: Ledger) -> Front:
    folders = Folders(site.data)
    return Front(site, ledger, access, Sessions(folders.private, mark=access.mark), Waiting(ledger))


def serve(site: Site, access: Access, listening: socket.socket) -> None:
    """Serve until told to stop (SIGINT, SIGTERM). What is in hand is finished, what waits stays queued."""
    set_up()
    folders = Folders(site.data)
    signal.signal(signal.SIGTERM, _leave)
    with Ledger.open(folders.ledger) as ledger, _working(site, ledger):
        _server(site, application(front_for(site, access, ledger))).run(sockets=[listening])


@contextmanager
def _working(site: Site, ledger: Ledger) -> Iterator[None]:
    workshop = Workshop(site, ledger)
    workshop.start()
    try:
        yield
    finally:
        workshop.stop()


def _server(site: Site, app: object) -> uvicorn.Server:
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application
        http=patient(site.patience.head, crowd=site.patience.crowd),
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=site.proxied,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_LEAVE_SECONDS,
        limit_concurrency=_MOST_CONNECTIONS,
    )
    return uvicorn.Server(config)


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """uvicorn ends in order, puts this handler back and raises the signal again; then the rest ends in order too."""
    raise SystemExit(0)


class Running:
    """A server in a thread of this process, without a workshop: for tests and measurements of pages."""

    def __init__(self, site: Site, app: object, listening: socket.socket) -> None:
        self._server = _server(site, app)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), daemon=True)

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
