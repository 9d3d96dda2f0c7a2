"""HTML page → Draft: the page's main text and what its head says.

Owns the choice of the title, the date and the part of the page that is the
article. Knows nothing of single sites: all it uses is how Chinese pages are
made in general (punctuation, links, headings, names of classes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
_OF_TITLE_INSIDE = 0.6
# Shorter than this, what a <title> shares with the page is the name of a column.
_NAMES_A_COLUMN = 8
# Pruning that loses more than this took the article for furniture.
_LOST = 0.35
_TITLE_LENGTHS = range(5, 120)
_BYLINE_LINES = 25
# The declaration is about bytes and we pass text. Pages glued from parts close the document in the
# middle; browsers go on reading there and the parser would not. Control characters the tree cannot hold.
_UNWANTED = re.compile(
    r"\A\s*<\?xml[^>]*\?>|</(?:html|body)\s*>|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What the page's <head> and scripts say."""

    titles: tuple[str, ...]
    shown: tuple[str, ...]
    stamp: tuple[datetime, bool] | None
    source: str | None
    url: str | None


def read_page(markup: str, *, where: str) -> tuple[Draft, str | None]:
    """The draft, and the address that the page names as its own.

    Raises SourceUnreadable for markup without a document.
    """
    try:
        return _read(_parsed(markup), markup)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise SourceUnreadable(f"{where}: holds no HTML that can be read", hint="save the page again") from error


def _read(root: Node, markup: str) -> tuple[Draft, str | None]:
    head = _head(root, markup)
    whole = lines_of(root)
    prune(root)
    lines = lines_of(root)
    part = main_part(lines)
    if _weight(part) < _weight(main_part(whole)) * _LOST:
        lines, part = whole, main_part(whole)
    before = lines[: lines.index(part[0])] if part else lines
    title = _title(head, before=before, part=part)
    blocks = [Block(line.text, line.kind) for line in part if not line.is_link_list]
    if sum(len(block.text) for block in blocks) < _LITTLE:
        blocks = _asked(markup) or blocks
    origin = _origin(head, _between(whole, title, part), title)
    return replace(origin, blocks=tuple(blocks)), head.url


def _weight(lines: list[Line]) -> float:
    return sum(line.weight for line in lines)


def _between(whole: list[Line], title: str, part: list[Line]) -> list[Line]:
    """The page's lines from the title to the article's first sentences, with what pruning takes: dates stand there."""
    known = {flat(line.text) for line in part if line.weight > 0}
    starts = [at for at, line in enumerate(whole) if flat(line.text) == flat(title)]
    end = next((at for at, line in enumerate(whole) if flat(line.text) in known), 0)
    start = max((at for at in starts if at < end), default=max(end - _BYLINE_LINES, 0))
    return whole[start : end + _BYLINE_LINES // 5] if end else part[:_BYLINE_LINES]


def _parsed(markup: str) -> Node:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    return lxml.html.document_fromstring(_UNWANTED.sub("", markup).encode("utf-8", "replace"), parser=parser)


def _asked(markup: str) -> list[Block]:
    """The text as trafilatura finds it; its import takes a second, so it is asked last."""
    import trafilatura

    text = trafilatura.extract(markup, include_comments=False, include_tables=True) or ""
    return [Block(line) for line in text.splitlines() if clean(line)]


# --- title -----------------------------------------------------------------


def _title(head: _Head, *, before: list[Line], part: list[Line]) -> str:
    """The visible heading that the page's <title> repeats; else the <title> without its site; else the last heading."""
    for named in head.titles:
        fitting = [text for text in head.shown if _fits(text, named)]
        if fitting:
            return max(fitting, key=len)
    visible = {flat(line.text) for line in (*before, *part[:3])}
    bare = [split_site(named, [line.text for line in before])[0] for named in head.titles]
    repeated = next((t for t in bare if flat(t) in visible and len(t) >= _NAMES_A_COLUMN), "")
    return repeated or _nearest(before, part) or next(iter(bare), "")


def _shown_titles(root: Node) -> tuple[str, ...]:
    """Texts of headings and of elements whose class or id says title."""
    words, found = furniture().title_words, []
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "div", "p", "span", "td"):
        if element.tag in ("h1", "h2", "h3", "h4", "h5") or any(word in attribute(element) for word in words):
            text = clean(" ".join(str(element.text_content()).split()))
            if len(text) in _TITLE_LENGTHS:
                found.append(text)
    return tuple(found)


def _fits(text: str, named: str) -> bool:
    one, other = flat(text), flat(named)
    share = len(one) / max(len(other), 1)
    return (other.startswith(one) and share >= _OF_TITLE) or (one in other and share >= _OF_TITLE_INSIDE)


def _nearest(before: list[Line], part: list[Line]) -> str:
    """The heading the text opens with, else the last one above it."""
    sentence = next((at for at, line in enumerate(part) if "。" in line.text), 0)
    inside = [line.text for line in part[:sentence] if _may_be_title(line)]
    above = [line.text for line in before if _may_be_title(line)]
    return next(iter(inside), "") or next(reversed(above), "")


def _may_be_title(line: Line) -> bool:
    return line.kind == "heading" and len(line.text) in _TITLE_LENGTHS and byline_in(line.text) is None


# --- date and medium -------------------------------------------------------


def _origin(head: _Head, near: list[Line], title: str) -> Draft:
    """Title, date, medium and author: the visible byline before the head's, as the head often names the site."""
    bylines = [byline for line in near if (byline := byline_in(line.text)) is not None]
    stamp = _best_stamp(bylines, head)
    source = next((byline.source for byline in bylines if byline.source), None)
    site = split_site(head.titles[-1])[1] if head.titles else None
    medium = source or head.source or site
    return Draft(
        blocks=(),
        title=title,
        published=stamp[0] if stamp else None,
        has_time=bool(stamp and stamp[1]),
        source=medium,
        via=site if site and medium and site not in medium and medium not in site else None,
        author=next((byline.author for byline in bylines if byline.author), None),
    )


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
        shown=_shown_titles(root),
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
