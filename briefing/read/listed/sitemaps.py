"""Sitemaps and indexes of sitemaps → entries.

Owns how far an index is followed. A part that is gone is passed over, as indexes
outlive their parts; any other failure is the list's, so that none is lost unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from lxml import etree

from briefing.errors import SourceMissing, SourceUnreadable
from briefing.read.listed.canonical import canonical
from briefing.read.listed.entry import Entry, plain_title, web_address
from briefing.read.listed.markup import kind_of, xml_of
from briefing.read.listed.moments import CHINA, moment
from briefing.read.listed.urls import url_entries

_MAX_PARTS = 100
_OLDEST = datetime(1, 1, 2, tzinfo=CHINA)


@dataclass(frozen=True, slots=True)
class _Part:
    """One sitemap that an index names."""

    url: str
    changed: datetime | None


def sitemap_entries(text: str, *, base: str, where: str, load: Callable[[str], str]) -> Iterator[Entry]:
    """The pages that a sitemap names, its parts newest first; ``load`` gives the text behind an address."""
    waiting, known = [(text, base, where)], {canonical(base)}
    parts: list[_Part] = []
    while waiting:
        for each in _read(*waiting.pop()):
            if isinstance(each, Entry):
                yield each
            elif canonical(each.url) not in known and len(known) <= _MAX_PARTS:
                known.add(canonical(each.url))
                parts.append(each)
        parts.sort(key=lambda part: part.changed or _OLDEST)
        while parts and not waiting:
            part = parts.pop()
            try:
                waiting.append((load(part.url), part.url, part.url))
            except SourceMissing:
                continue


def _read(text: str, base: str, where: str) -> Iterator[Entry | _Part]:
    """Element by element, each forgotten after it was read; the protocol also has mere lists of addresses."""
    if kind_of(text) == "urls":
        yield from url_entries(text, where=where)
        return
    read = 0
    try:
        for _, element in etree.iterparse(
            BytesIO(xml_of(text, items="url|sitemap", where=where)),
            tag=("{*}url", "{*}sitemap"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
        ):
            read += 1
            found = _of(element, base)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]  # type: ignore[union-attr]
            if found:
                yield found
    except etree.LxmlError as error:
        if not read:
            raise SourceUnreadable(f"{where}: is no sitemap that can be read", hint="pass its address again") from error


def _of(element: etree._Element, base: str) -> Entry | _Part | None:
    url = web_address(base, _text(element, "loc"))
    if url is None:
        return None
    changed = moment(_text(element, "lastmod"))
    if etree.QName(element).localname == "sitemap":
        return _Part(url, changed)
    return Entry(url, plain_title(_text(element, "title")), moment(_text(element, "publication_date")) or changed)


def _text(element: etree._Element, name: str) -> str:
    found = next(element.iter(f"{{*}}{name}"), None)
    return (found.text or "").strip() if found is not None else ""
