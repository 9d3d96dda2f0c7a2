"""What a document may hold: characters, and addresses a reader may follow.

Owns both limits for Word and HTML alike; knows nothing of either format.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# What XML 1.0 cannot hold: control characters, lone surrogates, non-characters.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text with a replacement sign for every character that a document cannot hold."""
    return UNWRITABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip("\u3000 \t")


def web_address(url: str) -> str:
    """The address as a link may hold it; empty for anything but a plain web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    return quote(writable(url), safe="%/:=&?~#+!$,;'@()*[]")
