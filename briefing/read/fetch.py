"""URL → bytes, safely.

Owns the limits on time and size, the redirects, and the refusal of addresses
inside the own network, which a link in a feed could otherwise reach. The name
is resolved once and the connection goes to the address that was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from briefing.errors import SourceMissing, SourceTooLarge, SourceUnreadable, UsageError

MAX_BYTES = 20 * 1024 * 1024
MAX_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
# A server that sends a byte a second never times out by itself.
_WHOLE_TIME = 60.0
_GONE = (404, 410)
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; briefing)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,zh-TW;q=0.8,en;q=0.3",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a URL answered; ``charset`` as its header declares."""

    url: str
    data: bytes
    charset: str | None
    cached: bool = False


def fetch(url: str, *, allow_private: bool = False) -> Page:
    """The bytes behind ``url`` after at most five redirects.

    Raises UsageError for a scheme other than http and https or a private
    address, SourceMissing for a page that is gone, SourceTooLarge beyond
    MAX_BYTES, SourceUnreadable for all else that keeps it from answering.
    """
    start, place = time.monotonic(), _parsed(url)
    try:
        with httpx.Client(timeout=_TIMEOUT, trust_env=False, headers=_HEADERS) as client:
            for _ in range(MAX_REDIRECTS + 1):
                answer = _ask(client, place, allow_private=allow_private, start=start)
                if isinstance(answer, Page):
                    return answer
                place = answer
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
        raise SourceUnreadable(
            f"{url}: could not be read from the network ({type(error).__name__})",
            hint="check the address and the connection, or save the page and pass the file",
        ) from error
    raise SourceUnreadable(f"{url}: redirects more than {MAX_REDIRECTS} times", hint="pass the final address")


class Fetcher:
    """Fetches pages for one run; safe to share between threads."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        cache: Path | None = None,
        robots: bool = True,
        delay: float = 1.0,
    ) -> None:
        self._allow_private = allow_private

    def get(self, url: str) -> Page:
        return fetch(url, allow_private=self._allow_private)

    def close(self) -> None:
        """Nothing is held open yet."""

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _parsed(url: str) -> httpx.URL:
    try:
        place = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UsageError(
            f"{url[:200]}: is no valid URL", hint="pass an address such as https://example.com/a"
        ) from error
    if place.scheme not in ("http", "https") or not place.host:
        raise UsageError(
            f"{url[:200]}: only http and https addresses are read", hint="pass a file path without file://"
        )
    return place


def _ask(client: httpx.Client, place: httpx.URL, *, allow_private: bool, start: float) -> Page | httpx.URL:
    """The page, or where it redirects to."""
    address = _address(place, allow_private=allow_private)
    request = client.build_request(
        "GET",
        place.copy_with(host=address),
        headers={"Host": place.netloc.decode("ascii")},
        extensions={"sni_hostname": place.host},
    )
    response = client.send(request, stream=True)
    try:
        if response.is_redirect:
            return _parsed(str(place.join(response.headers["location"])))
        _require_answer(response, place)
        return Page(str(place), _body(response, place, start), response.charset_encoding)
    finally:
        response.close()


def _address(place: httpx.URL, *, allow_private: bool) -> str:
    """The address to connect to; every address of the name must be public."""
    try:
        found = socket.getaddrinfo(
            place.host, place.port or (443 if place.scheme == "https" else 80), type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise SourceUnreadable(
            f"{place}: no such host", hint="check the address and the connection, or save the page and pass the file"
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(_is_public(address) for address in addresses):
        raise UsageError(
            f"{place}: is an address inside a private network, which is not read",
            hint="allow it with --allow-private if you trust it",
        )
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or mapped.is_global)


def _require_answer(response: httpx.Response, place: httpx.URL) -> None:
    if response.status_code in _GONE:
        raise SourceMissing(f"{place}: does not exist (HTTP {response.status_code})", hint="check the address")
    if response.status_code != httpx.codes.OK:
        raise SourceUnreadable(
            f"{place}: the server answered HTTP {response.status_code}",
            hint="open it in a browser, save the page and pass the file",
        )


def _body(response: httpx.Response, place: httpx.URL, start: float) -> bytes:
    declared = response.headers.get("content-length", "")
    chunks, size = [], 0
    if re.fullmatch(r"\d{1,15}", declared) and int(declared) > MAX_BYTES:
        raise _too_large(place)
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > MAX_BYTES:
            raise _too_large(place)
        if time.monotonic() - start > _WHOLE_TIME:
            raise SourceUnreadable(f"{place}: took more than {_WHOLE_TIME:.0f} seconds", hint="try again later")
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(place: httpx.URL) -> SourceTooLarge:
    return SourceTooLarge(
        f"{place}: is larger than the limit of {MAX_BYTES // 1024**2} MB",
        hint="save the article alone and pass the file",
    )
