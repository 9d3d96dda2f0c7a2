"""Findings as Word comments at the words they are about.

Owns what a comment says and how it is tied to characters of a brief's runs;
knows nothing of how a finding came about. Comments carry no date, so that the
same brief gives the same bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from importlib import resources
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from briefing.render.ooxml import Element, element, run
from briefing.render.sections import Desk
from briefing.render.spacing import NBSP
from briefing.values import Brief, Finding, Lang, Place, Span, Statement

AUTHOR, INITIALS = "briefing", "br"
GUESS = "name.guess"
LONGEST = 200  # characters of Chinese in a comment
# What typography may put between characters: it stands in no statement.
_UNSEEN = frozenset("\u2060\u200b\ufeff")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def review_words(lang: Lang) -> dict[str, Any]:
    text = resources.files("briefing").joinpath("data/review_words.toml").read_text(encoding="utf-8")
    words: dict[str, Any] = tomllib.loads(text)[lang]
    return words


def add_comments(desk: Desk, document: Document) -> None:
    """A comment for every finding of the brief that has a place, in the order of the brief."""
    for finding in desk.brief.findings:
        if finding.place is not None:
            text = _words_at(desk.brief, finding.place)
            runs = desk.told.get((finding.place.part, text.replace(NBSP, " ")))
            if runs:
                _tie(_chosen(runs, text, finding.place.span), _comment(desk, document, finding))


def _words_at(brief: Brief, place: Place) -> str:
    """The text of a place, by which the runs of it are known."""
    if place.part == "headline":
        return brief.headline.text
    if place.part == "parties":
        return brief.parties[place.number].name
    if place.part == "figures":
        return brief.rows[place.number].label
    held: Sequence[Statement] = getattr(brief, place.part)
    return held[place.number].text


# --- what it says ----------------------------------------------------------------


def _comment(desk: Desk, document: Document, finding: Finding) -> str:
    made = document.comments.add_comment(author=AUTHOR, initials=INITIALS)
    held: Element = made._comment_elm
    del held.attrib[qn("w:date")]  # the hour of rendering would make two renderings differ
    for old in list(held):
        held.remove(old)
    held.extend(element("p", *line) for line in _lines(desk, finding))
    return str(made.comment_id)


def _lines(desk: Desk, finding: Finding) -> Iterator[list[Element]]:
    words = review_words(desk.lang)
    if finding.code == GUESS:
        yield [desk.words(words["guess"])]
    else:
        yield [desk.words(f"{words[str(finding.severity)]}: {finding.message} ({finding.code})")]
    chinese = finding.source_text or _sentence(desk.brief, finding)
    if chinese:
        cut = chinese if len(chinese) <= LONGEST else chinese[: LONGEST - 1] + "…"
        yield [desk.words(words["chinese"]), desk.chinese(cut)]


def _sentence(brief: Brief, finding: Finding) -> str:
    if finding.source is None:
        return ""
    return next((s.text for s in brief.sources if s.span.overlaps(finding.source)), "")


# --- where it stands -------------------------------------------------------------


def _chosen(runs: list[Element], text: str, span: Span | None) -> list[Element]:
    """The runs of the words that ``span`` means in ``text``, split off from the others; else all of them.

    What is set may leave out an original that was told before, and has no-break spaces.
    """
    letters = _letters(runs)
    shown = "".join((at[0].text or "")[at[1]] for at in letters).replace(NBSP, " ")
    words = "" if span is None else span.of(text).replace(NBSP, " ")
    starts = [at for at in range(len(shown)) if words and shown.startswith(words, at)]
    if span is None or not starts:
        return list(runs)
    start = min(starts, key=lambda at: abs(at - span.start))
    _split(runs, *letters[start + len(words) - 1], after=True)
    _split(runs, *letters[start], after=False)
    letters = _letters(runs)
    first, last = (runs.index(_run_of(letters[n][0])) for n in (start, start + len(words) - 1))
    return runs[first : last + 1]


def _letters(runs: Sequence[Element]) -> list[tuple[Element, int]]:
    """Every character a reader sees: the text element it is in and its number there."""
    return [
        (text, at)
        for piece in runs
        for text in piece.iter(qn("w:t"))
        for at, char in enumerate(text.text or "")
        if char not in _UNSEEN
    ]


def _run_of(text: Element) -> Element:
    parent = text.getparent()
    if parent is None:
        raise ValueError("a text outside of any run")
    return parent


def _split(runs: list[Element], text: Element, at: int, *, after: bool) -> None:
    """Let a run end before (``after``: behind) a character; what follows goes into a run of the same look."""
    held, words = _run_of(text), text.text or ""
    cut = at + 1 if after else at
    following = list(text.itersiblings())
    begins = not [child for child in text.itersiblings(preceding=True) if child.tag != qn("w:rPr")]
    if (cut == len(words) and not following) or (cut == 0 and begins):
        return
    rest = deepcopy(text)
    text.text, rest.text = words[:cut], words[cut:]
    for piece in (text, rest):
        piece.set(_SPACE, "preserve")
    look = held.find(qn("w:rPr"))
    made = element("r", *([deepcopy(look)] if look is not None else []), rest, *following)
    held.addnext(made)
    runs.insert(runs.index(held) + 1, made)


def _tie(runs: Sequence[Element], number: str) -> None:
    runs[0].addprevious(element("commentRangeStart", id=number))
    end = element("commentRangeEnd", id=number)
    runs[-1].addnext(end)
    mark = run("")
    mark.append(element("commentReference", id=number))
    end.addnext(mark)
