"""What a document is, by its first element, and XML without its dangers.

Owns the look at the opening of a document. Entities of a document's own are
refused before any parser sees them: they read files and blow up.
"""

from __future__ import annotations

import re
from typing import Literal

from briefing.errors import SourceUnreadable

Kind = Literal["feed", "sitemap", "page", "urls"]

_ROOT = re.compile(r"<\s*([A-Za-z][\w.\-]*:)?([A-Za-z][\w.\-]*)")
_KINDS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
# What some servers print before the document: warnings, blank lines.
_JUNK = 2000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def kind_of(text: str) -> Kind:
    """What a list is; ``urls`` for anything without an element."""
    match = _ROOT.match(text, root_at(text))
    return _KINDS.get(match.group(2).lower(), "page") if match else "urls"


def xml_of(text: str, *, items: str, where: str) -> bytes:
    """The document from its first element on, in UTF-8 without a declaration.

    ``items`` are the names of its elements that count, as a pattern: a document that
    was cut off ends after the last whole one. Raises SourceUnreadable for one that
    declares entities.
    """
    start = root_at(text)
    if "<!ENTITY" in text[:start]:
        raise SourceUnreadable(f"{where}: declares entities of its own, which are not read", hint="remove the DOCTYPE")
    return _CONTROLS.sub("", text[start : _end(text, start, items)]).encode("utf-8", "replace")


def _end(text: str, start: int, items: str) -> int:
    """Half an item may hold half an address, which leads elsewhere."""
    root = _ROOT.match(text, start)
    if root and re.search(rf"</{re.escape(root.group(0)[1:].strip())}\s*>", text[-_JUNK:], re.IGNORECASE):
        return len(text)
    return max((match.end() for match in re.finditer(rf"</(?:\w+:)?(?:{items})\s*>", text)), default=start)


def root_at(text: str) -> int:
    """Where the first element begins, after declaration, comments and DOCTYPE; the length of the text for none."""
    at = _opening(text)
    while 0 <= at < len(text):
        if text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _after(text, "-->", at)
        elif text.startswith("<!", at):
            at = _after_doctype(text, at)
        else:
            return at
        at = text.find("<", at)
    return len(text)


def _opening(text: str) -> int:
    at = text.find("<", 0, _JUNK)
    return at if at >= 0 else len(text)


def _after(text: str, mark: str, at: int) -> int:
    end = text.find(mark, at)
    return len(text) if end < 0 else end + len(mark)


def _after_doctype(text: str, at: int) -> int:
    """Past the DOCTYPE with the subset in brackets, which holds marks of its own."""
    end, subset = text.find(">", at), text.find("[", at)
    if 0 <= subset < end:
        closing = re.compile(r"\]\s*>").search(text, subset)
        return closing.end() if closing else len(text)
    return len(text) if end < 0 else end + 1
