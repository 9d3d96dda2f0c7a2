"""A page's tree → its lines, and the part of them that is the article.

Owns what a line of a page is (block, <br>, table row) and how the part that
holds the article is weighed. Knows nothing of titles, dates and words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from briefing.read.draft import Kind, clean
from briefing.read.furniture import furniture
from briefing.read.tables import is_data, table_lines
from briefing.read.tree import STOPS, Measures, Node

_GONE = {"audio", "button", "canvas", "iframe", "noscript", "object", "script", "select"} | {
    "style",
    "svg",
    "template",
    "textarea",
    "video",
    "head",
    "math",
    "marquee",
    "title",
}
_BLOCKS = (
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
    }
    | {
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
    }
    | {"p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
# One paragraph is never all of an article's part: its headline and byline stand beside it.
_PARAGRAPHS = {"p", "pre", "li", "h1", "h2", "h3", "h4"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_STOPS = re.compile(f"[{STOPS}]")
# Parts named as furniture stay where they hold most of the page's text: the name was chosen for another reason.
_MOST = 0.4
_NAMED = frozenset({"div", "section", "ul", "ol", "p", "span", "h2", "h3", "dl", "table", "td", "header", "aside"})
# What a line without a stop costs: measured on news pages, 6 keeps captions and sub-headlines and drops lists of links.
_COST = 6.0
_LINKED = 0.6
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});")
_HEADING_LONGEST = 40


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A block of the page and the blocks it lies in."""

    element: Node
    parent: Place | None
    depth: int

    def innermost(self, levels: int) -> Iterator[Node]:
        """Its element and those right around it."""
        place: Place | None = self
        for _ in range(levels):
            if place is None:
                return
            yield place.element
            place = place.parent


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of the page and the block it stands in."""

    text: str
    kind: Kind
    linked: float
    place: Place

    @property
    def weight(self) -> float:
        """How much it speaks for running text; negative for what stands around it."""
        stops = len(_STOPS.findall(self.text))
        if self.linked > _LINKED:
            return -_COST * 2
        if stops == 0:
            return {"body": -_COST, "table": 0.0}.get(self.kind, -_COST / 3)
        return stops * 6 + min(len(self.text), 400) / 4 * (1 - self.linked)

    @property
    def is_link_list(self) -> bool:
        return self.linked > 0.85 and "。" not in self.text


def attribute(element: Node) -> str:
    """Class and id in lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def furniture_of(measures: Measures) -> frozenset[Node]:
    """The elements of a page that are never the article, by their names and by being hidden."""
    whole = max(next(iter(measures.stops.values()), 0), 1)
    return frozenset(
        element
        for element, stops in measures.stops.items()
        if _is_hidden(element) or (stops < whole * _MOST and element.tag in _NAMED and _is_named(element))
    )


def _is_hidden(element: Node) -> bool:
    style = element.get("style")
    return bool(style and _HIDDEN.search(style[:500]))


def _is_named(element: Node) -> bool:
    """Whether a word of its class or id is one that names furniture."""
    names = attribute(element)
    return names != " " and _names_furniture(names[:300])


@lru_cache(maxsize=4096)
def _names_furniture(names: str) -> bool:
    words = re.split(r"[\s_\-]+", names)
    return any(_is_in(part, names, words) for part in furniture().drop_words)


def _is_in(part: str, names: str, words: list[str]) -> bool:
    """A compound anywhere, a long word as a beginning, a short one only whole: research is no search."""
    if "-" in part or "_" in part:
        return part in names
    return part in words or (len(part) > 5 and any(word.startswith(part) for word in words))


# --- lines -----------------------------------------------------------------


def lines_of(root: Node, *, without: Set[Node] = frozenset()) -> list[Line]:
    """The page's lines in reading order, but those in the elements of ``without``."""
    body = root.find(".//body")
    outline = _Outline(without)
    outline.walk(body if body is not None else root)
    return _with_captions(outline.lines)


class _Outline:
    """Collects text until a block ends. The one place with state: a tree is walked once, without recursion."""

    def __init__(self, without: Set[Node]) -> None:
        self.lines: list[Line] = []
        self._without = without
        self._pieces: list[tuple[str, bool, bool]] = []
        self._place: Place | None = None

    def walk(self, top: Node) -> None:
        """Go through all below ``top``; what is to be done when an element ends waits on a stack."""
        stack: list[tuple[Node, Place | None, bool, bool, Iterator[Node] | None]] = [(top, None, False, False, None)]
        while stack:
            element, place, link, strong, children = stack.pop()
            if children is None:
                opened = self._open(element, place, link=link, strong=strong)
                if opened is None:
                    continue
                place, link, strong = opened
                children = iter(element)
            child = next(children, None)
            if child is None:
                if place is not None and place.element is element:
                    self._end(place)
                continue
            stack.append((element, place, link, strong, children))
            stack.append((child, place, link, strong, None))
            # A child's tail is met after it: the stack unwinds to here first.
            if child.tail:
                stack.insert(-1, (_Tail(child.tail), place, link, strong, None))
        self._end(self._place)

    def _open(
        self, element: Node, place: Place | None, *, link: bool, strong: bool
    ) -> tuple[Place | None, bool, bool] | None:
        """Begin an element; None where there is nothing to see inside it."""
        if isinstance(element, _Tail):
            self._add(element.text, place, link=link, strong=strong)
            return None
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _GONE or element in self._without:
            return None
        if tag in _BLOCKS or (tag == "span" and _names_caption(attribute(element)[:300])):
            self._end(place)
            place = Place(element, place, place.depth + 1 if place else 0)
        elif tag == "br":
            self._end(place)
        if tag == "table" and is_data(element):
            self._table(element, place)
            return None
        link, strong = link or tag == "a", strong or tag in ("strong", "b")
        self._add(element.text, place, link=link, strong=strong)
        return place, link, strong

    def _add(self, text: str | None, place: Place | None, *, link: bool, strong: bool) -> None:
        self._place = place
        if text:
            self._pieces.append((text, link, strong))

    def _end(self, place: Place | None) -> None:
        """A line is complete."""
        pieces, self._pieces = self._pieces, []
        if not pieces or place is None:
            return
        text = _one_line("".join(piece for piece, _, _ in pieces))
        if text:
            linked = sum(len(piece.strip()) for piece, link, _ in pieces if link) / len(text)
            bold = all(strong for piece, _, strong in pieces if piece.strip())
            self.lines.append(Line(text, _kind(text, place, bold=bold), min(linked, 1.0), place))

    def _table(self, table: Node, place: Place | None) -> None:
        if place is not None:
            self.lines += [Line(text, kind, 0.0, place) for kind, text in table_lines(table)]


@dataclass(frozen=True, slots=True, eq=False)
class _Tail:
    """Text after an element, waiting for the element to end."""

    text: str


def _one_line(text: str) -> str:
    """Runs of white space are one; a full-width space is the writer's own. Entities escaped twice are read."""
    if "&" in text and _ENTITY.search(text):
        text = unescape(text)
    if "\u3000" in text:
        return clean(re.sub(r"\s+", _one, text))
    return clean(" ".join(text.split()))


def _one(space: re.Match[str]) -> str:
    return "\u3000" if "\u3000" in space.group() else " "


def _kind(text: str, place: Place, *, bold: bool) -> Kind:
    near = list(place.innermost(2))
    if any(element.tag in _HEADINGS for element in near):
        return "heading"
    if any(element.tag in ("figcaption", "caption") or _names_caption(attribute(element)) for element in near):
        return "caption"
    return "heading" if bold and len(text) <= _HEADING_LONGEST and not _STOPS.search(text) else "body"


@lru_cache(maxsize=4096)
def _names_caption(names: str) -> bool:
    return names != " " and any(word in names for word in furniture().caption_words)


def _with_captions(lines: list[Line]) -> list[Line]:
    """What stands right before a table's rows and names it or its unit is its caption."""
    found = list(lines)
    rules = furniture()
    for at in range(len(lines) - 2, -1, -1):
        line, following = lines[at], found[at + 1]
        if line.kind == "table" or following.kind not in ("table", "caption") or not _tops_table(found, at + 1):
            continue
        if rules.table_unit.search(line.text) or rules.table_name.fullmatch(line.text):
            found[at] = replace(line, kind="caption")
    return found


def _tops_table(lines: list[Line], at: int) -> bool:
    """Whether only captions stand between here and a table."""
    for line in lines[at : at + 4]:
        if line.kind == "table":
            return True
        if line.kind != "caption":
            return False
    return False


# --- the article's part ----------------------------------------------------


def main_part(lines: list[Line]) -> list[Line]:
    """The lines inside the element that holds most running text for least furniture.

    Of elements that weigh nearly the same the innermost is taken.
    """
    places = _places(lines)
    weights: dict[Place, float] = defaultdict(float)
    for line in lines:
        weights[line.place] += line.weight
    for place in reversed(places):
        if place.parent is not None:
            weights[place.parent] += weights[place]
    if not weights:
        return []
    best = max(weights.values())
    least = best - max(_COST, abs(best) * 0.02)
    chosen = max((place for place in places if weights[place] >= least), key=lambda place: place.depth)
    while chosen.element.tag in _PARAGRAPHS and chosen.parent is not None:
        chosen = chosen.parent
    return _inside(lines, places, chosen)


def _places(lines: list[Line]) -> list[Place]:
    """All blocks that hold a line, outer ones first."""
    found: dict[Place, None] = {}
    for line in lines:
        chain, place = [], line.place
        while place not in found:
            chain.append(place)
            if place.parent is None:
                break
            place = place.parent
        found.update(dict.fromkeys(reversed(chain)))
    return list(found)


def _inside(lines: list[Line], places: list[Place], chosen: Place) -> list[Line]:
    inside: set[Place] = set()
    for place in places:
        if place is chosen or place.parent in inside:
            inside.add(place)
    return [line for line in lines if line.place in inside]
