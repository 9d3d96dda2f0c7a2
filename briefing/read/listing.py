"""A feed, a sitemap, an index page or a list of addresses → the articles it names.

Owns what a list is taken for. Knows nothing of how pages are fetched and of
what their articles say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

import feedparser

from briefing.read.fetch import Page, fetch

Kind = Literal["auto", "feed", "sitemap", "page", "urls"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a list names; ``title`` and ``published`` as the list gives them."""

    url: str
    title: str = ""
    published: datetime | None = None


def entries(
    source: str, *, kind: Kind = "auto", get: Callable[[str], Page] | None = None, limit: int | None = None
) -> tuple[Entry, ...]:
    """The articles of ``source`` in its order, each once; the first ``limit`` of them.

    ``source`` is the address of a feed, a sitemap or an index page, or a file that
    holds one, or a text file of addresses. ``get`` fetches (``Fetcher.get`` of a run).
    """
    data = (get or fetch)(source).data if "://" in source else Path(source).read_bytes()
    found = (Entry(item["link"], item.get("title", "")) for item in feedparser.parse(BytesIO(data)).entries)
    return tuple(found)[:limit]
