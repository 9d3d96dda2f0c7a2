"""Markup → a tree with its measures, however odd the markup is.

Owns the limits on a page's tags and depth, what the parser must not see, and
how much text lies below each element. Knows nothing of lines and articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from briefing.errors import SourceTooLarge, SourceUnreadable
from briefing.read.build import MAX_CHARACTERS

# lxml's own types differ between the two stub packages in use.
Node = Any

# A page of news has 1,000 to 6,000 marks "<", a table of 10,000 rows 150,000; each costs 15 µs.
MAX_TAGS = 300_000
# libxml2 gives up below this depth and drops all that follows.
_DEEPEST = 2048
STOPS = "，。；！？、：“”"
_STOP = re.compile(f"[{STOPS}]")
# The declaration is about bytes and we pass text. Pages glued from parts close the document in the
# middle; browsers go on reading there and the parser would not. Control characters the tree cannot hold.
_UNWANTED = re.compile(
    r"\A\s{0,1000}<\?xml[^>]{0,500}\?>|</(?:html|body)\s{0,100}>|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    r"|&#(?:0{0,5}(?:[0-8]|1[124-9]|2\d|3[01])|x0{0,5}(?:[0-8bcef]|1[0-9a-f]));",
    re.IGNORECASE,
)
# Marks of style that writers' tools open again and again without closing them.
_STYLE = re.compile(r"</?(?:font|b|i|u|em|strong|span|small|big|center|o:p)\b[^<>]{0,2000}>", re.IGNORECASE)


def parsed(markup: str, *, where: str) -> Node:
    """The root of the page's tree.

    Raises SourceTooLarge for more tags than any article's page has,
    SourceUnreadable for markup without a document or nested beyond measure.
    """
    if markup.count("<") > MAX_TAGS:
        raise SourceTooLarge(f"{where}: holds more than {MAX_TAGS:,} tags", hint="save the article alone and pass that")
    markup = _UNWANTED.sub("", markup)
    root, whole = _tree(markup, where)
    if not whole:
        root, whole = _tree(_STYLE.sub("", markup), where)
    if not whole:
        raise SourceUnreadable(
            f"{where}: nests its elements more than {_DEEPEST:,} deep, which no browser shows",
            hint="copy the article's text and pass that",
        )
    return root


def _tree(markup: str, where: str) -> tuple[Node, bool]:
    """The tree, and whether the parser went through all of the markup."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceUnreadable(f"{where}: holds no HTML that can be read", hint="save the page again") from error
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


@dataclass(frozen=True, slots=True)
class Measures:
    """Characters and stops in and below each element, each text looked at once."""

    lengths: dict[Node, int]
    stops: dict[Node, int]

    def text(self, element: Node, *, longest: int) -> str:
        """The element's text on one line, or nothing where it is longer than ``longest``."""
        if self.lengths[element] > longest * 4:
            return ""
        text = " ".join(str(element.text_content()).split())
        return text if len(text) <= longest else ""


# What a browser never shows as text.
UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title"})


def measured(root: Node, *, where: str) -> Measures:
    """The measures of ``root`` and all below it; scripts count nothing.

    Raises SourceTooLarge for more text than any article has.
    """
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    lengths, stops = dict.fromkeys(elements, 0), dict.fromkeys(elements, 0)
    for element in reversed(elements):
        if element.tag not in UNSEEN and (text := element.text):
            lengths[element] += len(text)
            stops[element] += _count(text)
        parent = element.getparent()
        if parent is None or parent not in lengths:
            continue
        tail = element.tail
        unseen = element.tag in UNSEEN
        lengths[parent] += (0 if unseen else lengths[element]) + (len(tail) if tail else 0)
        stops[parent] += (0 if unseen else stops[element]) + (_count(tail) if tail else 0)
    require_text(lengths[root], where=where)
    return Measures(lengths, stops)


def require_text(length: int, *, where: str) -> None:
    """Raises SourceTooLarge for a page, or a text in its scripts, longer than any article with all around it."""
    if length > 2 * MAX_CHARACTERS:
        raise SourceTooLarge(
            f"{where}: shows {length:,} characters of text, more than the limit of {2 * MAX_CHARACTERS:,}",
            hint="save the article alone and pass that",
        )


def _count(text: str) -> int:
    return 0 if text.isascii() else len(_STOP.findall(text))
