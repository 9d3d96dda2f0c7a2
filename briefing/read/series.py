"""An article on several pages: where the next page is, and the pages as one.

Owns what counts as a further page of the same article (its address differs by
the page's number only) and what of it is said twice. Fetches nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from briefing.read.draft import Block, Draft, flat
from briefing.read.furniture import furniture
from briefing.read.plain import join
from briefing.read.tidy import is_sentence
from briefing.read.tree import Node

MAX_PAGES = 20
# A number at the end of an address is a page's up to here; larger ones count articles.
_HIGHEST = 99
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?:[_\-](?:p|page)?|/(?:p|page[_\-]?)?)(?P<page>\d{1,2})$", re.IGNORECASE)
_ENDING = re.compile(r"^(?P<stem>.*?)(?P<ending>\.[a-z]{3,5})?/?$", re.IGNORECASE)
_QUERY = frozenset({"page", "p", "pn", "pageno", "page_no", "pageindex", "pagenum", "currentpage"})
_LABEL = re.compile(r"[\s\[\]【】<>《》«»›‹→·|()（）]+")
# What a pager writes: text longer than this is a headline.
_LABEL_LONGEST = 16
_HEAD_LINES = 6
_PART = re.compile(
    r"\s{0,3}[(（\[【]\s{0,3}(?:第?\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s{0,2}(?:页|頁)?(?:\s{0,2}/\s{0,2}\d{1,2})?)\s{0,3}[)）\]】]$"
)


def next_page(root: Node, url: str) -> str | None:
    """The address of the page that follows the one at ``url`` in the same article, or None.

    It is on the same host, differs from ``url`` by the number of the page
    only, and that number is the next one.
    """
    named, numbered = [], []
    for link in root.iter("a", "link"):
        target = _target(link, url)
        if target is None:
            continue
        if link.get("rel") == "next" or _says_next(link):
            named.append(target)
        elif link.tag == "a" and _label(link).isdecimal():
            numbered.append((int(_label(link)), target))
    page = _split(url)[1]
    following = [target for target in named if _follows(url, target)]
    following += [target for number, target in numbered if number == (page or 1) + 1 and _follows(url, target)]
    return next(iter(following), None)


def continues(first: Draft, draft: Draft) -> bool:
    """Whether a page found by its address has the same headline, or none of its own."""
    one, other = (flat(_PART.sub("", page.title)) for page in (first, draft))
    return not one or not other or one in other or other in one


def joined(drafts: Sequence[Draft]) -> Draft:
    """The pages of an article as one draft: what a later page repeats of the head is left out, the order is kept."""
    first = replace(drafts[0], title=_PART.sub("", drafts[0].title))
    blocks = list(first.blocks)
    for draft in drafts[1:]:
        further = _without_heads(draft, first, blocks)
        if blocks and further and _runs_on(blocks[-1], further[0]):
            blocks[-1:] = [replace(blocks[-1], text=join(blocks[-1].text, further[0].text))]
            further = further[1:]
        blocks.extend(further)
    author = next((draft.author for draft in drafts if draft.author), None)
    return replace(first, blocks=tuple(blocks), author=author)


def _without_heads(draft: Draft, first: Draft, before: list[Block]) -> list[Block]:
    """A later page's blocks without title, summary and editor's note that stand on each page."""
    opening = {flat(block.text) for block in before[:_HEAD_LINES]} | {flat(first.title), flat(draft.title)}
    head = next((at for at, block in enumerate(draft.blocks) if flat(block.text) not in opening), len(draft.blocks))
    said = {flat(block.text) for block in before if is_sentence(block)}
    if draft.blocks and all(flat(block.text) in said for block in draft.blocks if is_sentence(block)):
        # The same page again under another number.
        return []
    return list(draft.blocks[head:])


def _runs_on(last: Block, following: Block) -> bool:
    """Whether a paragraph was cut in two by the page's end."""
    ends = last.text.rstrip(furniture().closing)[-1:] in tuple(furniture().final + "：:")
    prose = all(any(mark in block.text for mark in "，。；") and block.kind == "body" for block in (last, following))
    return prose and not ends


# --- links -------------------------------------------------------------------


def _target(link: Node, url: str) -> str | None:
    """Where a link leads, without its fragment; None off this host and for scripts."""
    href = (link.get("href") or "").strip()[:2000]
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return None
    try:
        target = urlsplit(urljoin(url, href))
        own = urlsplit(url)
    except ValueError:
        return None
    if target.scheme not in ("http", "https") or target.netloc.lower() != own.netloc.lower():
        return None
    return str(urlunsplit(target._replace(fragment="")))


def _label(link: Node) -> str:
    text = str(link.text_content()) if len(link) < 4 else ""
    return _LABEL.sub("", text) if len(text) <= _LABEL_LONGEST * 2 else ""


def _says_next(link: Node) -> bool:
    label = _label(link)
    return 0 < len(label) <= _LABEL_LONGEST and any(pattern.fullmatch(label) for pattern in furniture().next_page)


# --- addresses ---------------------------------------------------------------


def _follows(url: str, target: str) -> bool:
    """Whether ``target`` is the page after ``url``: the same address but for a page's number that is one higher."""
    stem, page = _split(url)
    other, number = _split(target)
    if number is None:
        return False
    bare = _bare(url)
    if page is not None and stem == other and number == page + 1:
        return True
    # A first page without a number is 1, or 0 where the second is called 1.
    return other == bare and number in (1, 2)


def _split(url: str) -> tuple[str, int | None]:
    """The address without the number of its page, and the number."""
    parts = urlsplit(url)
    path, ending = _path(parts.path)
    query = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in query:
        if name.lower() in _QUERY and value.isdecimal() and int(value[:6]) <= _HIGHEST:
            rest = urlencode([(key, text) for key, text in query if key != name])
            return f"{parts.netloc}{path}{ending}?{rest}", int(value)
    found = _NUMBERED.match(path)
    if found:
        return f"{parts.netloc}{found.group('stem')}{ending}?{urlencode(query)}", int(found.group("page"))
    return f"{parts.netloc}{path}{ending}?{urlencode(query)}", None


def _bare(url: str) -> str:
    """The address as the stem of its further pages would be."""
    parts = urlsplit(url)
    path, ending = _path(parts.path)
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.netloc}{path}{ending}?{query}"


def _path(path: str) -> tuple[str, str]:
    found = _ENDING.match(path)
    return (found.group("stem"), (found.group("ending") or "").lower()) if found else (path, "")
