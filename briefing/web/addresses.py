"""Which addresses are refused before anybody asks for them.

Owns what can be told without asking a name server: form, scheme, numbers in every spelling, names of the
own machine. Where a name leads, and every redirect, is the reader's to check when it fetches the page.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import SplitResult, unquote, urlsplit

from briefing.web.problems import Problem

LONGEST = 2000
_OWN_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "arpa")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}", re.IGNORECASE)


def require_public(url: str) -> str:
    """The address, tidied. Raises Problem ``address_refused`` for one that cannot be a public page."""
    url = url.strip()
    parts = _parts(url)
    host = _host(parts)
    if parts.username is not None or parts.password is not None or not host or _is_own(host):
        raise Problem("address_refused")
    return url


def _parts(url: str) -> SplitResult:
    if not 0 < len(url) <= LONGEST or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in url):
        raise Problem("address_refused")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Problem("address_refused") from error
    if parts.scheme.lower() not in ("http", "https") or "\\" in url:
        raise Problem("address_refused")
    return parts


def _host(parts: SplitResult) -> str:
    """As a client would read it: percent signs undone, full-width digits and dots as plain ones."""
    return unicodedata.normalize("NFKC", unquote(parts.hostname or "")).lower().rstrip(".")


def _is_own(host: str) -> bool:
    address = _address(host)
    if address is not None:
        return not _is_public(address)
    # A name without a dot is looked up in the own network first.
    return "." not in host or host.rsplit(".", 1)[-1] in _OWN_NAMES


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The number behind 127.1, 0x7f000001, 017700000001, 2130706433, ::1 and the like; None for a name."""
    try:
        if _NUMBER.fullmatch(host):
            return ipaddress.IPv4Address(socket.inet_aton(host))
        return ipaddress.ip_address(host.split("%")[0])
    except (OSError, ValueError):
        # What looks like a number and is none is no name either.
        return ipaddress.IPv4Address(0) if _NUMBER.fullmatch(host) else None


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inside = [address]
    if isinstance(address, ipaddress.IPv6Address):
        inside += [each for each in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if each]
        if address in ipaddress.ip_network("64:ff9b::/96"):  # an IPv4 address on its way through NAT64
            inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(each.is_global and not each.is_multicast for each in inside)
