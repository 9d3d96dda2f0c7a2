"""Properties of paragraphs and runs where the schema wants them.

Owns the order of ``data/property_order.toml``; knows nothing of what they mean.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from docx.oxml.ns import qn
from lxml import etree

from briefing.render.ooxml import Element, element


def put_property(properties: Element, made: Element) -> None:
    """``made`` among the children of ``w:pPr`` or ``w:rPr``, in its place."""
    order = _order()[etree.QName(properties).localname]
    rank = order[etree.QName(made).localname]
    after = [child for child in properties if order.get(etree.QName(child).localname, 0) <= rank]
    properties.insert(len(after), made)


def without_number(place: Element) -> None:
    """Let a paragraph of a list style have no number or bullet."""
    properties = place.find(qn("w:pPr"))
    if properties is None:
        return
    for held in properties.findall(qn("w:numPr")):
        properties.remove(held)
    put_property(properties, element("numPr", element("ilvl", val="0"), element("numId", val="0")))


@cache
def _order() -> dict[str, dict[str, int]]:
    text = resources.files("briefing").joinpath("data/property_order.toml").read_text(encoding="utf-8")
    return {kind: {name: n for n, name in enumerate(names.split())} for kind, names in tomllib.loads(text).items()}
