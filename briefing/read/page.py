"""HTML page → Draft: the page's main text and what its head says.

Owns the choice of the title, the date and the part of the page that is the
article. Knows nothing of single sites: all it uses is how Chinese pages are
made in general (punctuation, links, headings, names of classes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import lxml.html
from lxml import etree

from briefing.errors import SourceUnreadable
from briefing.read.bylines import Byline, byline_in, is_medium, stamp_in
from briefing.read.draft import Block, Draft, clean, flat
from briefing.read.furniture import furniture
from briefing.read.outline import Line, Node, attribute, lines_of, main_part, prune
from briefing.read.tidy import split_site

# Below this the page's own structure told us nothing, and trafilatura is asked.
_LITTLE = 120
# A visible heading is the title where it makes up this much of the <title>.
_OF_TITLE = 0.4
_TITLE_LENGTHS = range(5, 120)
_BYLINE_LINES = 25
_ENTITY_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class _Head:
    """What the page's <head> and scripts say."""

    titles: tuple[str, ...]
    stamp: tuple[datetime, bool] | None
    source: str | None
    url: str | None


def read_page(markup: str, *, where: str) -> tuple[Draft, str | None]:
    """The draft, and the address that the page names as its own.

    Raises SourceUnreadable for markup without a document.
    """
    root = _parsed(markup, where=where)
    head = _head(root, markup)
    prune(root)
    lines = lines_of(root)
    part = main_part(lines)
    first = next((at for at, line in enumerate(lines) if line in part), 0) if part else 0
    title = _title(root, head, before=lines[:first], part=part)
    blocks = [Block(line.text, line.kind) for line in part if not line.is_link_list]
    if sum(len(block.text) for block in blocks) < _LITTLE:
        blocks = _asked(markup) or blocks
    draft = Draft(tuple(blocks), title=title, **_origin(head, lines[:first] + part[:_BYLINE_LINES], title))
    return draft, head.url


def _parsed(markup: str, *, where: str) -> Node:
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
        root = lxml.html.document_fromstring(_ENTITY_HEAD.sub("", markup).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceUnreadable(f"{where}: holds no HTML that can be read", hint="save the page again") from error
    return root


def _asked(markup: str) -> list[Block]:
    """The text as trafilatura finds it; its import takes a second, so it is asked last."""
    import trafilatura

    text = trafilatura.extract(markup, include_comments=False, include_tables=True) or ""
    return [Block(line) for line in text.splitlines() if clean(line)]


# --- title -----------------------------------------------------------------


def _title(root: Node, head: _Head, *, before: list[Line], part: list[Line]) -> str:
    """The visible heading that the page's <title> repeats; else the <title> without its site; else the last heading."""
    shown = _shown_titles(root)
    for named in head.titles:
        fitting = [text for text in shown if _fits(text, named)]
        if fitting:
            return max(fitting, key=len)
    visible = [line.text for line in (*before, *part[:3])]
    for named in head.titles:
        bare, site = split_site(named, visible)
        if bare != named or (site is None and _in_lines(bare, visible)):
            if _in_lines(bare, visible) or not _nearest(before):
                return bare
    return _nearest(before) or next(iter(head.titles), "")


def _shown_titles(root: Node) -> list[str]:
    """Texts of headings and of elements whose class or id says title."""
    words = furniture().title_words
    found = []
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "div", "p", "span", "td"):
        named = any(word in attribute(element) for word in words)
        if element.tag in ("h1", "h2", "h3", "h4", "h5") or named:
            text = clean(" ".join(str(element.text_content()).split()))
            if len(text) in _TITLE_LENGTHS:
                found.append(text)
    return found


def _fits(text: str, named: str) -> bool:
    one, other = flat(text), flat(named)
    return one in other and len(one) >= len(other) * _OF_TITLE


def _in_lines(text: str, lines: list[str]) -> bool:
    return any(flat(text) == flat(line) for line in lines)


def _nearest(before: list[Line]) -> str:
    """The last heading above the text."""
    headings = [line.text for line in before if line.kind == "heading" and len(line.text) in _TITLE_LENGTHS]
    return headings[-1] if headings else ""


# --- date and medium -------------------------------------------------------


def _origin(head: _Head, near: list[Line], title: str) -> dict[str, object]:
    """Date, medium and author: the visible byline before the head's, as the head often names the site."""
    bylines = [byline for line in _around(near, title) if (byline := byline_in(line.text)) is not None]
    stamp = _best_stamp(bylines, head)
    source = next((byline.source for byline in bylines if byline.source), None)
    site = split_site(head.titles[-1])[1] if head.titles else None
    medium = source or head.source or site
    return {
        "published": stamp[0] if stamp else None,
        "has_time": bool(stamp and stamp[1]),
        "source": medium,
        "via": site if site and medium and site not in medium and medium not in site else None,
        "author": next((byline.author for byline in bylines if byline.author), None),
    }


def _around(near: list[Line], title: str) -> list[Line]:
    """The lines from the title on."""
    at = next((i for i, line in enumerate(near) if flat(line.text) == flat(title)), 0)
    return near[at:]


def _best_stamp(bylines: list[Byline], head: _Head) -> tuple[datetime, bool] | None:
    shown = [(byline.published, byline.has_time) for byline in bylines if byline.published]
    first = next(iter(shown), None)
    if first and (first[1] or head.stamp is None):
        return first
    return head.stamp or first


def _head(root: Node, markup: str) -> _Head:
    metas = _metas(root)
    rules = furniture()
    title = root.findtext(".//title")
    titles = [metas.get(name) for name in rules.meta_title] + [title]
    sources = [metas.get(name) for name in rules.meta_source]
    return _Head(
        titles=tuple(dict.fromkeys(clean(" ".join(text.split())) for text in titles if text and clean(text))),
        stamp=_meta_stamp(root, metas, markup),
        source=next((clean(text) for text in sources if text and is_medium(clean(text))), None),
        url=_own_url(root, metas),
    )


def _metas(root: Node) -> dict[str, str]:
    """Contents of <meta> by lower-case name, property or itemprop; the first wins."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            found.setdefault(name.strip().lower(), str(meta.get("content")))
    return found


def _meta_stamp(root: Node, metas: dict[str, str], markup: str) -> tuple[datetime, bool] | None:
    rules = furniture()
    texts = [metas[name] for name in rules.meta_time if name in metas]
    texts += [found.group("date") for found in rules.script_time.finditer(markup)]
    texts += [str(time.get("datetime")) for time in root.iter("time") if time.get("datetime")]
    return next((stamp for text in texts if (stamp := stamp_in(text))), None)


def _own_url(root: Node, metas: dict[str, str]) -> str | None:
    links = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
    named = [url for url in (metas.get("og:url"), *links) if url and url.startswith(("http://", "https://"))]
    return str(named[0]) if named else None
