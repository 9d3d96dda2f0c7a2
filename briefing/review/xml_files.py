"""XML of translation tools, safely: no entity expanded, no DTD loaded, no address fetched.

Owns the parsing, the text of a unit without its inline codes, and the codes of
languages. Knows nothing of what a format means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from briefing.errors import SourceUnreadable
from briefing.read.draft import clean

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_THREE_LETTERS = {"zho": "zh", "chi": "zh", "cmn": "zh", "eng": "en", "jpn": "ja", "jp": "ja", "cn": "zh"}
_LAYOUT = re.compile(r"[ \t]*[\r\n]+\s*")
_HINT = "export it again from the translation tool"


def parsed(data: bytes, *, where: str) -> Element:
    """The root of a file. Raises ``SourceUnreadable`` with the line where it breaks."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "cannot be read").split(", line ")[0]
        raise SourceUnreadable(f"{where}:{error.lineno or 1}: not well-formed XML: {reason}", hint=_HINT) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceUnreadable(
            f"{where}: declares entities of its own, which are not read", hint="write the characters themselves"
        )
    return root


def name(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def named(element: Element, *names: str) -> Iterator[Element]:
    """The children with these names, in any namespace."""
    return (child for child in element if name(child) in names)


def text_of(element: Element | None, codes: frozenset[str]) -> str:
    """The text of a unit in one line; elements of ``codes`` hold a format's own codes and are left out."""
    return "" if element is None else clean(_LAYOUT.sub(" ", "".join(_texts(element, codes))))


def _texts(element: Element, codes: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if name(child) and name(child) not in codes:
            yield from _texts(child, codes)
        elif child.get("ctype") == "lb":
            yield "\n"
        yield child.tail or ""


def language(tag: str | None) -> str:
    """``zh`` of zh-Hans-CN, zh_CN, ZHO; empty for no language."""
    main = re.split(r"[-_]", tag or "")[0].lower()
    return _THREE_LETTERS.get(main, main)
