"""What a list says of one article."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urldefrag, urljoin, urlsplit

_TAG = re.compile(r"<[^<>]{0,500}>")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a list names, as the list gives it.

    ``title`` may be empty or cut short; ``published`` has a zone (China's where the
    list names none) and may be the day only; a sitemap may give the last change.
    """

    url: str
    title: str = ""
    published: datetime | None = None


def web_address(base: str, link: str) -> str | None:
    """The address that ``link`` means on ``base``, without its fragment; None for what is no page of the web."""
    try:
        link = "".join(link.split())
        url = urldefrag(urljoin(base, link)).url if link else ""
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def plain_title(text: str) -> str:
    """One line without markup."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())[:_LONGEST_TITLE]
