"""RSS, Atom and RDF → entries.

Owns which of an item's links is the article. feedparser only ever sees bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from briefing.errors import SourceUnreadable
from briefing.read.listed.entry import Entry, plain_title, web_address
from briefing.read.listed.markup import xml_of
from briefing.read.listed.moments import moment


def feed_entries(text: str, *, base: str, where: str) -> Iterator[Entry]:
    """The items in their order. ``base`` is the feed's address, empty for a file."""
    found = _parsed(xml_of(text, items="item|entry", where=where), base=base, where=where)
    home = web_address(base, str(found.feed.get("link", ""))) or base
    for item in found.entries:
        link = next((each for each in (web_address(home, link) for link in _links(item)) if each), None)
        if link:
            stamp = item.get("published") or item.get("updated") or item.get("created")
            yield Entry(link, plain_title(str(item.get("title", ""))), moment(stamp))


def _parsed(data: bytes, *, base: str, where: str) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        found = feedparser.parse(
            BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:
        raise SourceUnreadable(f"{where}: is a damaged feed", hint="look at it in a browser") from error
    if not found.get("version") and not found.entries:
        raise SourceUnreadable(f"{where}: is no feed that can be read", hint="pass the address of an RSS or Atom feed")
    return found


def _links(item: Any) -> Iterator[str]:
    """The item's page; else its name where that is an address."""
    if item.get("link"):
        yield str(item["link"])
    for link in item.get("links", ()):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            yield str(link["href"])
    if str(item.get("id", "")).startswith(("http://", "https://")):
        yield str(item["id"])
