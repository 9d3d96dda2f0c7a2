"""A feed, a sitemap, an index page or a list of addresses → the articles it names.

Owns what a list is taken for, and that each article comes once. Knows nothing of
how pages are fetched and of what their articles say; each kind is read in ``listed``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from briefing.errors import NotAnArticle, SourceMissing, SourceTooLarge, SourceUnreadable
from briefing.read.decode import decode
from briefing.read.fetch import Limits, Page, fetch
from briefing.read.fetching.unpack import Damaged, TooLarge, gunzipped
from briefing.read.listed import markup
from briefing.read.listed.canonical import canonical
from briefing.read.listed.entry import Entry
from briefing.read.listed.feeds import feed_entries
from briefing.read.listed.links import feed_of, link_entries
from briefing.read.listed.sitemaps import sitemap_entries
from briefing.read.listed.urls import url_entries

__all__ = ["Entry", "Kind", "canonical", "entries"]

Kind = Literal["auto", "feed", "sitemap", "page", "urls"]
Get = Callable[[str], Page]

_URL = re.compile(r"https?://", re.IGNORECASE)
# The size that the sitemap protocol allows one file.
_LARGEST = 50 * 1024 * 1024


def entries(source: str, *, kind: Kind = "auto", get: Get | None = None, limit: int | None = None) -> tuple[Entry, ...]:
    """The articles of ``source`` in its order, each once; the first ``limit`` of them.

    ``source`` is the address of a feed, a sitemap or an index page, or a file that
    holds one, or a text file of addresses; ``kind`` says which, ``auto`` looks.
    ``get`` fetches (``Fetcher.get`` of a run). Raises a SourceError where the list
    cannot be had or is of another kind.
    """
    page = _page(source, get or fetch)
    text = _text(page, where=source)
    found = markup.kind_of(text)
    wanted = found if kind == "auto" else kind
    _require(wanted, found, text, page, source)
    return tuple(islice(_once(_read(wanted, text, page, source, get or fetch)), limit))


def described(text: str, *, where: str) -> str:
    """What a feed or sitemap holds, in a few words; nothing is fetched."""
    base = where if _URL.match(where) else "https://localhost/"
    if markup.kind_of(text) == "feed":
        return f"a feed with {_counted(_once(feed_entries(text, base=base, where=where)), 'article')}"
    parts: list[str] = []

    def note(url: str) -> str:
        parts.append(url)
        raise SourceMissing(url)

    pages = _counted(_once(sitemap_entries(text, base=base, where=where, load=note)), "page")
    return f"an index of {_counted(parts, 'sitemap')}" if parts else f"a sitemap with {pages}"


def _counted(found: Iterable[object], noun: str) -> str:
    number = sum(1 for _ in found)
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _read(kind: markup.Kind, text: str, page: Page, where: str, get: Get) -> Iterable[Entry]:
    if kind == "feed":
        return feed_entries(text, base=page.url, where=where)
    if kind == "sitemap":
        return sitemap_entries(text, base=page.url, where=where, load=lambda url: _text(get(url), where=url))
    if kind == "urls":
        return url_entries(text, where=where)
    return link_entries(text, base=page.url, where=where)


def _require(wanted: markup.Kind, found: markup.Kind, text: str, page: Page, where: str) -> None:
    """A sitemap may also be a mere list of addresses; all else must be what was asked for."""
    if wanted == found or (wanted == "sitemap" and found == "urls"):
        return
    names = {"feed": "a feed", "sitemap": "a sitemap", "page": "a page", "urls": "a list of addresses"}
    feed = feed_of(text, base=page.url) if wanted == "feed" and found == "page" else None
    hint = f"its feed is {feed}" if feed else f"name it as {found}, or pass {names[wanted]}"
    raise SourceUnreadable(f"{where}: is {names[found]}, not {names[wanted]}", hint=hint)


def _once(found: Iterable[Entry]) -> Iterator[Entry]:
    """Each article under the first of its addresses."""
    seen: set[str] = set()
    for entry in found:
        key = canonical(entry.url)
        if key not in seen:
            seen.add(key)
            yield entry


def _page(source: str, get: Get) -> Page:
    if _URL.match(source):
        return get(source)
    try:
        with Path(source).open("rb") as stream:
            data = stream.read(Limits().size + 1)
    except FileNotFoundError as error:
        raise SourceMissing(f"{source}: no such file", hint="check the path") from error
    except (OSError, ValueError) as error:
        raise SourceUnreadable(
            f"{source}: cannot be opened ({type(error).__name__})", hint="check its rights"
        ) from error
    if len(data) > Limits().size:
        raise _too_large(source, Limits().size)
    return Page("", data, None)


def _text(page: Page, *, where: str) -> str:
    try:
        data = gunzipped(page.data, limit=_LARGEST)
    except Damaged as error:
        raise SourceUnreadable(f"{where}: is a damaged gzip file", hint="fetch it again") from error
    except TooLarge as error:
        raise _too_large(where, _LARGEST) from error
    if not data.strip():
        raise NotAnArticle(f"{where}: is empty", hint="check that it was saved or copied completely")
    return decode(data, where=where, declared=page.charset)


def _too_large(where: str, limit: int) -> SourceTooLarge:
    return SourceTooLarge(f"{where}: is larger than the limit of {limit // 1024**2} MB", hint="pass a part of it")
