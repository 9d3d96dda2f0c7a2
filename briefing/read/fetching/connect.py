"""A connection to an address that was checked, and to no other.

Owns the look-up of names, the choice of proxy, and the deadline on every read.
A name is resolved once, each of its addresses must be public, and the socket
goes to one of these: a second answer of the name server changes nothing.
Behind a proxy the proxy resolves; then only what the address itself shows is
checked.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from socket import SOCK_STREAM, gaierror, getaddrinfo
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from briefing.errors import SourceUnreachable, UsageError
from briefing.read.fetching import address
from briefing.read.fetching.limits import Deadline, Limits

_MAX_ADDRESSES = 4
_CHECK = "check the address and the connection, or save the page and pass the file"


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, in the order to try them."""
    return [str(entry[4][0]) for entry in getaddrinfo(host, port, type=SOCK_STREAM)]


@cache
def tls() -> ssl.SSLContext:
    """The authorities that are trusted; SSL_CERT_FILE and SSL_CERT_DIR name others."""
    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, which of these are public, whose certificates count; a trial may bring its own."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    is_public: Callable[[str], bool] = address.is_public
    tls: Callable[[], ssl.SSLContext] = tls


def pool_for(
    place: httpx.URL, network: Network, deadline: Deadline, *, limits: Limits, allow_private: bool
) -> httpcore.ConnectionPool:
    """What sends one request to ``place``. Raises SourceRefused for an address that is not read."""
    proxy = _proxy(place)
    if proxy is None:
        found = _addresses(place, network, within=min(limits.connect, deadline.left))
    else:
        found = _shown(place)
    if not allow_private:
        if not all(network.is_public(each) for each in found):  # one private address makes all of them suspect
            raise address.refused_as_private(place)
        address.require_port(place)
    context = network.tls() if place.scheme == "https" else None
    if proxy is None:
        return httpcore.ConnectionPool(ssl_context=context, network_backend=_Backend(deadline, found))
    backend = _Backend(deadline)
    return httpcore.HTTPProxy(proxy.url, proxy_auth=proxy.auth, ssl_context=context, network_backend=backend)


@dataclass(frozen=True, slots=True)
class _Proxy:
    url: str
    auth: tuple[str, str] | None


def _proxy(place: httpx.URL) -> _Proxy | None:
    """The proxy that HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (or the system) name for an address."""
    known = getproxies()
    named = known.get(place.scheme) or known.get("all")
    if not named or proxy_bypass(address.host_of(place).strip("[]")):
        return None
    try:
        url = httpx.URL(named if "://" in named else f"http://{named}")
    except httpx.InvalidURL as error:
        raise UsageError(
            "the proxy of the environment is no valid URL", hint="set HTTP_PROXY=http://host:port"
        ) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError(
            f"the proxy of the environment is of a kind that is not used ({url.scheme or 'none'})",
            hint="set HTTP_PROXY and HTTPS_PROXY to http://host:port",
        )
    auth = (url.username, url.password) if url.username else None
    return _Proxy(str(url.copy_with(username=None, password=None)), auth)


def _shown(place: httpx.URL) -> Sequence[str]:
    """What an address tells of where it leads without being looked up: its number, or that it is local."""
    host = address.host_of(place).strip("[]")
    number = address.literal(host)
    return [number] if number else ["127.0.0.1"] if address.is_local_name(host) else []


def _addresses(place: httpx.URL, network: Network, *, within: float) -> Sequence[str]:
    host = address.host_of(place).strip("[]")
    number = address.literal(host)
    return [number] if number else _resolved(place, host, network, within=within)


def _resolved(place: httpx.URL, host: str, network: Network, *, within: float) -> Sequence[str]:
    """The system's own look-up knows no time limit, so it runs beside us."""
    answers: list[Sequence[str]] = []
    failures: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            answers.append(network.resolve(host, address.port(place)))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    worker = threading.Thread(target=look_up, daemon=True)
    worker.start()
    worker.join(within)
    if answers and answers[0]:
        return answers[0]
    shown = address.short(str(place))
    if failures and not (isinstance(failures[0], gaierror)):
        raise SourceUnreachable(f"{shown}: its host could not be looked up", hint=_CHECK) from failures[0]
    what = "no such host" if failures or answers else f"its host could not be looked up within {within:.0f} seconds"
    raise SourceUnreachable(f"{shown}: {what}", hint=_CHECK) from (failures[0] if failures else None)


class _Backend(httpcore.NetworkBackend):
    """Goes to the addresses given instead of looking the host up; a proxy's host is looked up as ever."""

    def __init__(self, deadline: Deadline, addresses: Sequence[str] = ()) -> None:
        self._deadline = deadline
        self._addresses = addresses
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError("no address")
        for each in (self._addresses or (host,))[:_MAX_ADDRESSES]:
            try:
                stream = self._plain.connect_tcp(
                    each, port, _within(timeout, self._deadline), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure


class _Stream(httpcore.NetworkStream):
    """A connection on which no single wait outlasts the deadline of the visit."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _within(timeout, self._deadline))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, deadline: Deadline) -> float:
    left = deadline.left
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this page is over")
    return left if timeout is None else min(timeout, left)
