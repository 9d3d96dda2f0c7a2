"""When two addresses are one: a form that is equal for both. For comparing, never for fetching.

Owns what of an address does not matter: http or https, www, the way a reader
came by, fragments, slashes at the end, the order of parameters.
"""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from briefing.read.listed.words import words

_DEFAULT_PORTS = (80, 443)


def canonical(url: str) -> str:
    """An address that is the same for all that lead to the same page; text that is no address comes back as it is."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return url
    host = parts.hostname.rstrip(".").removeprefix("www.")
    at = f":{port}" if port is not None and port not in _DEFAULT_PORTS else ""
    query = _query(parts)
    return f"{_ascii(host)}{at}{_path(parts)}{'?' + query if query else ''}"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _path(parts: SplitResult) -> str:
    segments = [segment for segment in parts.path.split("/") if segment]
    if segments and segments[-1].partition(".")[0].lower() in words().index_names:
        segments.pop()
    return "".join("/" + quote(unquote(segment), safe="~!$&'()*+,;=:@") for segment in segments)


def _query(parts: SplitResult) -> str:
    found = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    return urlencode(sorted((name, value) for name, value in found if not _is_tracking(name)))


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in words().tracking_names or name.startswith(words().tracking_prefixes)
