"""A page of headlines → entries: which of its links lead to articles.

Owns how such links look on Chinese sites in general: a headline of some length,
on the same site, to an address that carries a date or a number, and several of
one shape. Knows nothing of single sites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import SplitResult, urlsplit

import lxml.html
from lxml import etree

from briefing.errors import SourceUnreadable
from briefing.read.listed.canonical import canonical
from briefing.read.listed.entry import Entry, plain_title, web_address
from briefing.read.listed.moments import in_path, written
from briefing.read.listed.words import words

# Letters of a headline that says enough by itself; shorter ones only beside others of the same shape.
_HEADLINE = 8
_SHORT = 5
_SEVERAL = 3
# What may stand beside a headline in its row: date, source, number of readers.
_BESIDE = 80
_UP = 4
_NUMBER = re.compile(
    r"\d{4,}|(?<!\d)20\d\d[-/_]?(?:0[1-9]|1[0-2])|(?<![0-9a-z])(?=[a-z]*\d)[0-9a-z]{8,}", re.IGNORECASE
)
# /2020/11/23/, /20201123/: all of a day.
_DAY = re.compile(r"/20\d\d[-/_]?\d\d(?:[-/_]?\d\d)?/?$")
_SLUG = re.compile(r"(?:[a-z0-9]+-){3,}[a-z0-9]+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"\w")
_PARTS = re.compile(r"[\s_\-]+")
_CUT = re.compile(r"(?:\.{2,}|…+)$")
_SECOND_LEVEL = frozenset(("com", "net", "org", "gov", "edu", "ac", "co", "mil"))
_UNWANTED = re.compile(r"\A\s*<\?xml[^>]*\?>|[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    parts: SplitResult
    text: str
    published: datetime | None

    @property
    def letters(self) -> int:
        return len(_LETTER.findall(self.text))

    @property
    def shape(self) -> str:
        """The address with its numbers and names taken out: equal for the articles of one list."""
        path = re.sub(r"[0-9a-z]*\d[0-9a-z]*", "9", self.parts.path.lower())
        stem, slash, last = path.rpartition("/")
        names = ",".join(sorted(re.findall(r"(?:^|&)(\w+)=", self.parts.query)))
        return f"{self.parts.hostname}{stem}{slash}{_SLUG.sub('a', last)}?{names}"


def link_entries(text: str, *, base: str, where: str) -> Iterator[Entry]:
    """The articles in the order of the page, each with the fullest headline that links to it."""
    root = _parsed(text, where=where)
    home = _home(root, base)
    if not home:
        raise SourceUnreadable(
            f"{where}: is a page saved without its address, so its links lead nowhere", hint="pass its address"
        )
    links = _merged(_links(root, home))
    sure = [link for link in links if link.letters >= _HEADLINE and _is_article(link.parts)]
    shapes = Counter(link.shape for link in sure)
    if not sure:
        feed = _feed(root, home)
        elsewhere = f"its feed is {feed}" if feed else "pass a feed or a sitemap of the site"
        raise SourceUnreadable(
            f"{where}: holds no links that look like articles",
            hint=f"{elsewhere}; lists that scripts fill in cannot be read",
        )
    chosen = {link.url for link in sure}
    for link in links:
        if link.url in chosen or (_is_article(link.parts) and shapes[link.shape] >= _SEVERAL):
            yield Entry(link.url, link.text, link.published or in_path(link.parts.path))


def feed_of(text: str, *, base: str) -> str | None:
    """The feed that a page names as its own."""
    try:
        return _feed(_parsed(text, where=base), base)
    except SourceUnreadable:
        return None


def _feed(root: lxml.html.HtmlElement, base: str) -> str | None:
    for link in root.iter("link"):
        if link.get("type", "").lower() in ("application/rss+xml", "application/atom+xml") and link.get("href"):
            return web_address(base, str(link.get("href")))
    return None


def _parsed(text: str, *, where: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return lxml.html.document_fromstring(_UNWANTED.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceUnreadable(f"{where}: holds no HTML that can be read", hint="save the page again") from error


def _home(root: lxml.html.HtmlElement, base: str) -> str:
    """What relative links are relative to; a saved page may still say where it is from."""
    for element in root.iter("base"):
        if element.get("href"):
            return web_address(base, str(element.get("href"))) or base
    if base:
        return base
    named = [element.get("href") for element in root.iter("link") if element.get("rel", "").lower() == "canonical"]
    named += [element.get("content") for element in root.iter("meta") if element.get("property") == "og:url"]
    return next((url for url in (web_address("", str(name)) for name in named if name) if url), "")


def _links(root: lxml.html.HtmlElement, home: str) -> Iterator[_Link]:
    site, around, here = _site(urlsplit(home).hostname or ""), _surroundings(root), canonical(home)
    for element in root.iter("a"):
        if element in around:
            continue
        url = web_address(home, str(element.get("href", "")))
        text = _headline(element)
        if url is None or len(_LETTER.findall(text)) < _SHORT or not _HAN.search(text) or words().never.fullmatch(text):
            continue
        parts = urlsplit(url)
        if _site(parts.hostname or "") == site and canonical(url) != here:
            yield _Link(url, parts, text, _beside(element))


def _surroundings(root: lxml.html.HtmlElement) -> frozenset[lxml.html.HtmlElement]:
    """The links inside menus, footers and the like."""
    found: set[lxml.html.HtmlElement] = set()
    half = sum(1 for _ in root.iter("a")) / 2
    for element in root.iter():
        if isinstance(element.tag, str) and _is_around(element):
            inside = list(element.iter("a"))
            # A box that holds most of the page is not around anything, however it is called.
            found.update(inside if len(inside) <= half else ())
    return frozenset(found)


def _is_around(element: lxml.html.HtmlElement) -> bool:
    if element.tag in ("html", "body", "a"):
        return False
    if element.tag in ("nav", "footer"):
        return True
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}".lower()
    return any(part in words().around for part in _PARTS.split(named))


def _headline(element: lxml.html.HtmlElement) -> str:
    """The link's words; its ``title`` where that is what a cut-off text begins with; nothing for "more"."""
    text = plain_title(str(element.text_content()))
    title = plain_title(str(element.get("title", "")))
    if len(title) > len(text) and (not text or title.startswith(_CUT.sub("", text))):
        text = title
    return "" if words().more.fullmatch(text) else text


def _merged(links: Iterator[_Link]) -> list[_Link]:
    """One link to an address: a picture, a headline and a summary often lead to the same."""
    best: dict[str, _Link] = {}
    for link in links:
        key = canonical(link.url)
        known = best.get(key)
        if known is None or _fuller(link.text, known.text):
            best[key] = _Link(link.url, link.parts, link.text, link.published or (known.published if known else None))
    return list(best.values())


def _fuller(text: str, known: str) -> bool:
    """A headline that the known one was cut off from; a summary with stops is none."""
    return len(text) > len(known) and "。" not in text and text.startswith(_CUT.sub("", known))


def _is_article(parts: SplitResult) -> bool:
    """A number, a date or a headline in the address; not the first page of something."""
    folders, _, last = parts.path.lower().rpartition("/")
    if not words().elsewhere.isdisjoint(folders.split("/")):
        return False
    if _DAY.search(parts.path) and not parts.query:
        return False
    if words().lists.fullmatch(last) and not re.search(r"\d{4,}", parts.query):
        return False
    return bool(
        _NUMBER.search(parts.path) or _SLUG.fullmatch(last.partition(".")[0]) or re.search(r"=\d{3,}", parts.query)
    )


def _beside(element: lxml.html.HtmlElement) -> datetime | None:
    """The date in the headline's row: the closest box that holds one, little else and no other headline."""
    limit = len(element.text_content()) + _BESIDE
    box = element.getparent()
    for _ in range(_UP):
        if box is None or box.tag in ("body", "html") or _holds_another(box, element):
            return None
        text = _up_to(box, limit)
        if text is None:
            return None
        if found := written(text):
            return found
        box = box.getparent()
    return None


def _holds_another(box: lxml.html.HtmlElement, element: lxml.html.HtmlElement) -> bool:
    for other in box.iter("a"):
        if other.get("href") != element.get("href") and len(_LETTER.findall(_headline(other))) >= _SHORT:
            return True
    return False


def _up_to(box: lxml.html.HtmlElement, limit: int) -> str | None:
    """The text of a box; None, before it is read to its end, for one that is longer."""
    pieces, size = [], 0
    for piece in box.itertext():
        pieces.append(str(piece))
        size += len(piece.strip())
        if size > limit:
            return None
    return " ".join(pieces)


@cache
def _site(host: str) -> str:
    """The part of a host that a house registers: sina.com.cn for finance.sina.com.cn."""
    labels = host.lower().rstrip(".").split(".")
    if host.replace(".", "").isdigit() or ":" in host:
        return host
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])
