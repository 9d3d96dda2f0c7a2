"""A page's tree → its lines, and the part of them that is the article.

Owns what a line of a page is (block, <br>, table row) and how the part that
holds the article is weighed. Knows nothing of titles, dates and words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from briefing.read.draft import Kind, clean
from briefing.read.furniture import furniture

# lxml's own types differ between the two stub packages in use.
Node = Any

_GONE = {"audio", "button", "canvas", "iframe", "noscript", "object", "script", "select"} | {
    "style",
    "svg",
    "template",
    "textarea",
    "video",
}
# Furniture by their names; some pages wrap everything in one, so they go only where they hold little.
_OFTEN_GONE = ("form", "nav", "footer", "aside", "header")
_BLOCKS = (
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
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
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STOPS = re.compile(r"[，。；！？、：“”]")
# Parts named as furniture stay where they hold most of the page's text: the name was chosen for another reason.
_MOST = 0.4
# What a line without a stop costs: measured on news pages, 6 keeps captions and sub-headlines and drops lists of links.
_COST = 6.0
_LINKED = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of the page; ``path`` are its elements from the root down."""

    text: str
    kind: Kind
    linked: float
    path: tuple[Node, ...]

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


def prune(root: Node) -> None:
    """Take out of the tree what is never the article."""
    for element in list(root.iter(*_GONE)):
        _drop(element)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and _HIDDEN.search(element.get("style") or "") and len(element):
            _drop(element)
    whole = max(_length(root), 1)
    for element in list(
        root.iter("div", "section", "ul", "ol", "p", "span", "h2", "h3", "dl", "table", "td", "header")
    ):
        if _is_furniture(element) and element.getparent() is not None and _length(element) < whole * _MOST:
            _drop(element)


def _is_furniture(element: Node) -> bool:
    """Whether a word of its class or id is one that names furniture."""
    joined = attribute(element)
    words = re.split(r"[\s_\-]+", joined)
    return any(_names(part, joined, words) for part in furniture().drop_words)


def _names(part: str, joined: str, words: list[str]) -> bool:
    """A compound anywhere, a long word as a beginning, a short one only whole: research is no search."""
    if "-" in part or "_" in part:
        return part in joined
    return part in words or (len(part) > 5 and any(word.startswith(part) for word in words))


def _length(element: Node) -> int:
    return len(_STOPS.findall(str(element.text_content())))


def _drop(element: Node) -> None:
    if element.getparent() is not None:
        element.drop_tree()


# --- lines -----------------------------------------------------------------


def lines_of(root: Node) -> list[Line]:
    """The page's lines in reading order."""
    body = root.find(".//body")
    outline = _Outline()
    outline.walk(body if body is not None else root, ())
    outline.end()
    return outline.lines


class _Outline:
    """Collects text until a block ends. The one place with state: a tree is walked once."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[tuple[str, bool, bool]] = []
        self._path: tuple[Node, ...] = ()

    def walk(self, element: Node, path: tuple[Node, ...], *, link: bool = False, strong: bool = False) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "table" and _is_data(element):
            self._table(element, (*path, element))
            return
        block = tag in _BLOCKS
        if block or tag == "br":
            self.end()
        path = (*path, element) if block else path
        self._path = path
        self._add(element.text, link or tag == "a", strong or tag in ("strong", "b"))
        for child in element:
            self.walk(child, path, link=link or tag == "a", strong=strong or tag in ("strong", "b"))
            self._path = path
            self._add(child.tail, link or tag == "a", strong or tag in ("strong", "b"))
        if block:
            self.end()

    def end(self) -> None:
        """A line is complete."""
        text = clean(re.sub(r"[\s]+", _one, "".join(piece for piece, _, _ in self._pieces)))
        if text:
            linked = sum(len(piece.strip()) for piece, link, _ in self._pieces if link) / len(text)
            self.lines.append(Line(text, self._kind(text), min(linked, 1.0), self._path))
        self._pieces = []

    def _add(self, text: str | None, link: bool, strong: bool) -> None:
        if text:
            self._pieces.append((text, link, strong))

    def _kind(self, text: str) -> Kind:
        if any(element.tag in _HEADINGS for element in self._path[-2:]):
            return "heading"
        captions = furniture().caption_words
        if any(
            element.tag == "figcaption" or any(w in attribute(element) for w in captions) for element in self._path[-2:]
        ):
            return "caption"
        bold = all(strong for piece, _, strong in self._pieces if piece.strip())
        return "heading" if bold and len(text) <= 40 and not _STOPS.search(text) else "body"

    def _table(self, table: Node, path: tuple[Node, ...]) -> None:
        self.end()
        for row in table.iter("tr"):
            cells = [" ".join(str(cell.text_content()).split()) for cell in row.iter("td", "th")]
            if any(cells):
                self.lines.append(Line(clean("\t".join(cells)), "table", 0.0, path))


def _one(space: re.Match[str]) -> str:
    """Runs of white space are one; a full-width space is the writer's own."""
    return "\u3000" if "\u3000" in space.group() else " "


def _is_data(table: Node) -> bool:
    """Rows of short cells are data; a table with prose or a table inside lays out the page."""
    if next(table.iterdescendants("table", "h1", "h2", "ul", "form"), None) is not None:
        return False
    rows = [[str(cell.text_content()).strip() for cell in row.iter("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if len(row) > 1]
    return len(wide) >= 2 and all(len(cell) <= 80 for row in rows for cell in row)


# --- the article's part ----------------------------------------------------


def main_part(lines: list[Line]) -> list[Line]:
    """The lines inside the element that holds most running text for least furniture.

    Of elements that weigh nearly the same the innermost is taken.
    """
    weights: dict[Node, float] = defaultdict(float)
    for line in lines:
        for element in line.path:
            weights[element] += line.weight
    if not weights:
        return []
    best = max(weights.values())
    depth = {element: len(line.path[: line.path.index(element)]) for line in lines for element in line.path}
    near = [element for element, weight in weights.items() if weight >= best - max(_COST, abs(best) * 0.02)]
    chosen = max(near, key=lambda element: depth[element])
    while chosen.tag in _PARAGRAPHS and chosen.getparent() in weights:
        chosen = chosen.getparent()
    return [line for line in lines if chosen in line.path]
