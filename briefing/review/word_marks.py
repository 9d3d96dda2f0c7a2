"""Word comments at exact characters.

Owns the splitting of runs and the marks of a comment in the body; formatting,
fields, links and tracked changes stay as they are. Word allows no comments
inside text boxes and notes: one there goes to the run that holds the box or
calls the note. Knows nothing of findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from briefing.review.word_text import Letter, Passage, W

AUTHOR, INITIALS = "briefing", "br"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class CommentedPassage:
    """A passage that takes comments; its characters keep their numbers while runs are split under them."""

    def __init__(self, found: Passage) -> None:
        self._letters: list[Letter] = list(found.letters)
        self._mark = found.mark
        outer = _outermost(found.paragraph, "p")
        self._paragraph = found.paragraph if outer is None else outer

    def add(self, document: Any, start: int, end: int, lines: Sequence[str]) -> None:
        """A comment of these lines on the characters ``start`` to ``end``."""
        number = _comment(document, lines)
        first, last = self._runs(start, end)
        opening, closing = _marked("commentRangeStart", number), _marked("commentRangeEnd", number)
        if first is None or last is None:
            self._paragraph.extend((opening, closing, _reference(number)))
            return
        first.addprevious(opening)
        last.addnext(closing)
        # Outside of links, insertions and controls: the mark of a comment is no part of them.
        paragraph = _outermost(last, "p")
        top = next((a for a in (closing, *closing.iterancestors()) if a.getparent() is paragraph), closing)
        top.addnext(_reference(number))

    def _runs(self, start: int, end: int) -> tuple[Element | None, Element | None]:
        if self._mark is not None:
            run = _outermost(self._mark, "r")
            return run, run
        at = [n for n, letter in enumerate(self._letters) if letter[1] is not None]
        within = [n for n in at if start <= n < max(end, start + 1)] or at[-1:]
        if not within:
            return None, None
        self._split(within[-1] + 1)
        self._split(within[0])
        return self._run(within[0]), self._run(within[-1])

    def _run(self, number: int) -> Element | None:
        element = self._letters[number][1]
        return None if element is None else _outermost(element, "r")

    def _split(self, number: int) -> None:
        """Let a run begin at this character, if the one before is in the same."""
        if number >= len(self._letters):
            return
        _, element, offset = self._letters[number]
        run = None if element is None else element.getparent()
        # Inside a text box or ruby the whole outer run is marked: nothing to split.
        if element is None or run is None or run is not _outermost(element, "r"):
            return
        if offset:
            element = self._split_text(element, offset)
        before = [child for child in element.itersiblings(preceding=True) if child.tag != W + "rPr"]
        if before:
            _move(run, element)

    def _split_text(self, element: Element, offset: int) -> Element:
        text = element.text or ""
        rest = deepcopy(element)
        element.text, rest.text = text[:offset], text[offset:]
        element.set(_SPACE, "preserve")
        rest.set(_SPACE, "preserve")
        element.addnext(rest)
        self._letters = [
            (char, rest, at - offset) if owner is element and at >= offset else (char, owner, at)
            for char, owner, at in self._letters
        ]
        return rest


def _move(run: Element, element: Element) -> None:
    """Into a run of the same look after this one: ``element`` and what follows it."""
    following = [element, *element.itersiblings()]
    rest: Element = OxmlElement("w:r")
    for key, value in run.attrib.items():
        rest.set(key, value)
    properties = run.find(W + "rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    rest.extend(following)
    run.addnext(rest)


def _comment(document: Any, lines: Sequence[str]) -> str:
    comment = document.comments.add_comment(author=AUTHOR, initials=INITIALS)
    # The hour of the check would make two runs over the same files differ.
    del comment._comment_elm.attrib[qn("w:date")]
    for number, line in enumerate(lines):
        paragraph = comment.paragraphs[0] if number == 0 else comment.add_paragraph()
        paragraph.add_run(line)
    return str(comment.comment_id)


def _marked(tag: str, number: str) -> Element:
    mark: Element = OxmlElement(f"w:{tag}")
    mark.set(qn("w:id"), number)
    return mark


def _reference(number: str) -> Element:
    run: Element = OxmlElement("w:r")
    properties, style = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
    style.set(qn("w:val"), "CommentReference")
    properties.append(style)
    run.extend((properties, _marked("commentReference", number)))
    return run


def _outermost(element: Element, tag: str) -> Element | None:
    """The outermost ancestor of this kind, or the element itself; None where it is in none."""
    chain = [found for found in (element, *element.iterancestors()) if found.tag == W + tag]
    return chain[-1] if chain else None
