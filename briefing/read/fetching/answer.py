"""One request and its answer: a page, a redirect, or "not changed"; failures in our words.

Owns headers, status codes and what each failure of the network is called. Knows
nothing of retries, of other hosts' wishes and of the cache behind a request.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from briefing.errors import SourceMissing, SourceTooLarge, SourceUnreachable, SourceUnreadable
from briefing.read.fetching import address, unpack
from briefing.read.fetching.clock import Clock
from briefing.read.fetching.limits import Deadline, Limits

_GONE = (404, 410)
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_SAVE = "open it in a browser, save the page and pass the file"
_CHECK = "check the address and the connection, or save the page and pass the file"
_LATER = "try again later, or save the page and pass the file"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:\-]{2,40})", re.ASCII | re.IGNORECASE)


class Passing(SourceUnreachable):
    """A failure that the next try may not meet."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: ``url`` after redirects, ``charset`` as its header declares.

    ``cached`` is True where the server said that what we had is still current.
    """

    url: str
    data: bytes
    charset: str | None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``page`` is None for "not changed", ``location`` set for a redirect."""

    headers: httpx.Headers
    page: Page | None = None
    location: httpx.URL | None = None


def ask(
    place: httpx.URL,
    pool: httpcore.ConnectionPool,
    headers: Mapping[str, str],
    *,
    cookies: httpx.Cookies,
    deadline: Deadline,
    limits: Limits,
    clock: Clock,
) -> Answer:
    """Send one GET. Raises a SourceError for all but a page, a redirect and "not changed"."""
    request = httpx.Request("GET", place, headers=dict(headers))
    cookies.set_cookie_header(request)
    timeout = {"connect": limits.connect, "read": limits.idle, "write": limits.idle, "pool": limits.idle}
    with (
        _in_our_words(place, deadline, limits),
        closing(pool),
        pool.stream("GET", str(place), headers=request.headers.raw, extensions={"timeout": timeout}) as response,
    ):
        got = httpx.Headers(response.headers)
        cookies.extract_cookies(httpx.Response(response.status, headers=got, request=request))
        return _answer(place, response, got, conditional=_is_conditional(headers), limits=limits, clock=clock)


def _answer(
    place: httpx.URL,
    response: httpcore.Response,
    headers: httpx.Headers,
    *,
    conditional: bool,
    limits: Limits,
    clock: Clock,
) -> Answer:
    if response.status in _REDIRECTS and "location" in headers:
        return Answer(headers, location=_target(place, headers["location"]))
    if response.status == 304 and conditional:
        return Answer(headers)
    _require_ok(place, response.status, headers, clock)
    declared = headers.get("content-length", "")
    if re.fullmatch(r"\d{1,18}", declared) and int(declared) > limits.size:
        raise _too_large(place, limits)
    body = unpack.unpacked(response.iter_stream(), headers.get("content-encoding", ""), limit=limits.size)
    charset = _CHARSET.search(headers.get("content-type", ""))
    return Answer(headers, page=Page(str(place), body, charset.group(1) if charset else None))


def _is_conditional(headers: Mapping[str, str]) -> bool:
    return "If-None-Match" in headers or "If-Modified-Since" in headers


def _target(place: httpx.URL, location: str) -> httpx.URL:
    """A Location may hold raw UTF-8, which a header's reader takes for Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return address.parse(str(place.join(location.strip())))
    except httpx.InvalidURL as error:
        raise SourceUnreadable(f"{_shown(place)}: redirects to no valid URL", hint=_SAVE) from error


def _require_ok(place: httpx.URL, status: int, headers: httpx.Headers, clock: Clock) -> None:
    shown = _shown(place)
    if status in _GONE:
        raise SourceMissing(f"{shown}: does not exist (HTTP {status})", hint="check the address")
    if status in _BUSY:
        wait = _retry_after(headers.get("retry-after", ""), clock)
        asked = f" and asks to wait {wait:.0f} seconds" if wait else ""
        raise Passing(f"{shown}: the server answered HTTP {status}{asked}", hint=_LATER, retry_after=wait)
    if status != httpx.codes.OK:
        raise SourceUnreadable(f"{shown}: the server answered HTTP {status}", hint=_SAVE)


def _retry_after(value: str, clock: Clock) -> float | None:
    """Seconds, given as such or as a date; None for neither."""
    if re.fullmatch(r"\s*\d{1,9}\s*", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - clock.now(), 0.0)


@contextmanager
def _in_our_words(place: httpx.URL, deadline: Deadline, limits: Limits) -> Iterator[None]:
    try:
        yield
    except unpack.TooLarge as error:
        raise _too_large(place, limits) from error
    except unpack.CutOff as error:
        raise Passing(f"{_shown(place)}: the answer was cut off", hint=_LATER) from error
    except unpack.Damaged as error:
        raise SourceUnreadable(f"{_shown(place)}: its compression cannot be undone ({error})", hint=_SAVE) from error
    except httpcore.TimeoutException as error:
        raise SourceUnreachable(f"{_shown(place)}: {_lateness(error, deadline, limits)}", hint=_LATER) from error
    except httpcore.ConnectError as error:
        raise _unconnected(place, error) from error
    except httpcore.ProxyError as error:
        raise SourceUnreachable(
            f"{_shown(place)}: the proxy refuses to connect", hint="check HTTP_PROXY, HTTPS_PROXY and NO_PROXY"
        ) from error
    except httpcore.RemoteProtocolError as error:
        raise Passing(f"{_shown(place)}: the answer was cut off or is no HTTP", hint=_LATER) from error
    except (httpcore.NetworkError, OSError) as error:
        raise Passing(f"{_shown(place)}: the connection broke off", hint=_LATER) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError, UnicodeError, ValueError) as error:
        # ValueError: what the standard library's readers of cookies and dates raise on odd ones.
        raise SourceUnreadable(f"{_shown(place)}: the answer is no HTTP", hint=_SAVE) from error


def _lateness(error: httpcore.TimeoutException, deadline: Deadline, limits: Limits) -> str:
    if deadline.left <= 0:
        return f"took more than {limits.whole:g} seconds"
    if isinstance(error, httpcore.ConnectTimeout):
        return f"no connection within {limits.connect:g} seconds"
    return f"the server sent nothing for {limits.idle:g} seconds"


def _unconnected(place: httpx.URL, error: httpcore.ConnectError) -> SourceUnreadable:
    shown, reason = _shown(place), _ssl_error(error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return SourceUnreadable(
            f"{shown}: its certificate is not accepted ({reason.verify_message.rstrip('.')})",
            hint="name the authority of your network with SSL_CERT_FILE, or save the page and pass the file",
        )
    if reason is not None:
        word = (reason.reason or type(reason).__name__).replace("_", " ").lower()
        return SourceUnreadable(f"{shown}: no secure connection ({word})", hint=_SAVE)
    return SourceUnreachable(f"{shown}: no connection ({_cause(error)})", hint=_CHECK)


def _ssl_error(error: BaseException | None) -> ssl.SSLError | None:
    for _ in range(5):
        if error is None or isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _cause(error: httpcore.ConnectError) -> str:
    inner = error.__cause__ or error.__context__
    return (inner.strerror or "").lower() or "failed" if isinstance(inner, OSError) else "failed"


def _too_large(place: httpx.URL, limits: Limits) -> SourceTooLarge:
    size = f"{limits.size / 1024**2:.3g} MB"
    return SourceTooLarge(
        f"{_shown(place)}: is larger than the limit of {size}", hint="save the article alone and pass the file"
    )


def _shown(place: httpx.URL) -> str:
    return address.short(str(place))
