"""Which addresses are read: scheme, host, port, and the network they lie in.

Owns the form of a web address and what counts as public. Knows nothing of
names' resolution (``connect``) and of what is sent.
"""

from __future__ import annotations

import ipaddress
import re
import socket

import httpx

from briefing.errors import SourceRefused

LONGEST = 4096
_SERVED = {"http": 80, "https": 443}
# Services that listen above 1024 and take harm from stray requests; the first row is that of the
# Fetch standard (fetch.spec.whatwg.org, "bad port"), the second are databases and control ports.
_NO_PORTS = frozenset(
    (1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080)
) | frozenset((1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5900, 6379, 6443, 9200, 9300, 10250, 11211, 27017))
_HOST = re.compile(r"[a-z0-9_\-.]{1,253}")
_LOCAL = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa|corp)\.?$")
# Routable by their numbers, yet clouds serve their own machines by the first; the others are set apart by the IANA
# (a house's own NAT64 among them, behind which lies its private IPv4), which not all Pythons know.
_ALSO_PRIVATE = tuple(
    ipaddress.ip_network(each)
    for each in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16")
)
_EMBEDDING = (  # IPv6 that stands for an IPv4 address in its last four bytes
    ipaddress.ip_network("::/96"),
    ipaddress.ip_network("::ffff:0:0:0/96"),
    ipaddress.ip_network("64:ff9b::/96"),
)


def parse(url: str) -> httpx.URL:
    """The address without its fragment, its host in ASCII; raises SourceRefused for what is none of the web."""
    shown = short(url)
    try:
        place = httpx.URL(url.strip()).copy_with(fragment=None)
        host = place.host  # of an "xn--" that stands for no letters this raises
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise SourceRefused(
            f"{shown}: is no valid URL", hint="pass an address such as https://example.com/a"
        ) from error
    if place.scheme not in _SERVED or not host:
        raise SourceRefused(f"{shown}: only http and https addresses are read", hint="pass a file path without file://")
    # Readers of addresses disagree on what comes before an @ and after a backslash; ours takes neither.
    if place.userinfo or "\\" in url:
        raise SourceRefused(f"{shown}: carries a user name or a backslash", hint="pass the address without them")
    if len(url) > LONGEST or not _is_host(place) or not 0 < port(place) < 65536:
        raise SourceRefused(f"{shown}: is no valid URL", hint="pass an address such as https://example.com/a")
    return place


def short(url: str) -> str:
    """For messages: one line of bounded length."""
    line = re.sub(r"[\x00-\x20\x7f]+", " ", url).strip()
    return line if len(line) <= 200 else line[:200] + "…"


def port(place: httpx.URL) -> int:
    return place.port if place.port is not None else _SERVED[place.scheme]


def origin(place: httpx.URL) -> str:
    """Scheme, host and port: what a robots.txt speaks for."""
    return f"{place.scheme}://{host_of(place)}:{port(place)}"


def host_of(place: httpx.URL) -> str:
    """In ASCII, without a closing dot; IPv6 in brackets."""
    host = place.raw_host.decode("ascii").rstrip(".")
    return f"[{host}]" if ":" in host else host


def require_port(place: httpx.URL) -> None:
    """Web servers listen on 80, 443 and above 1023, apart from what is known as something else."""
    number = port(place)
    if number not in _SERVED.values() and (number < 1024 or number in _NO_PORTS):
        raise SourceRefused(
            f"{short(str(place))}: port {number} is no web server's, and is not read",
            hint="allow it with --allow-private if you trust it",
        )


def refused_as_private(place: httpx.URL) -> SourceRefused:
    return SourceRefused(
        f"{short(str(place))}: is an address inside a private network, which is not read",
        hint="allow it with --allow-private if you trust it",
    )


def literal(host: str) -> str | None:
    """The number behind a host given as one (127.0.0.1, 0x7f.1, 2130706433, [::1]); None for a name."""
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    if not re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", bare):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except OSError:
        return None


def is_local_name(host: str) -> bool:
    """A name that only an own network knows, or that has no dot: no public page stands there."""
    return bool(_LOCAL.search(host)) or ("." not in host.rstrip(".") and literal(host) is None)


def is_public(address: str) -> bool:
    """True for an address that any machine of the Internet would reach as the same."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if any(ip in network for network in _ALSO_PRIVATE):
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not ip.is_reserved
    inner = _inside(ip)
    return ip.is_global and not ip.is_multicast and not ip.is_site_local and (inner is None or is_public(str(inner)))


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    embedded = any(ip in network for network in _EMBEDDING)
    return ipaddress.IPv4Address(ip.packed[-4:]) if embedded else None


def _is_host(place: httpx.URL) -> bool:
    host = place.raw_host.decode("ascii")
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return bool(_HOST.fullmatch(host)) and ".." not in host and not host.startswith(".")
    return "%" not in host
