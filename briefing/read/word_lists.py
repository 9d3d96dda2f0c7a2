"""The numbers that Word sets before the paragraphs of its lists: 一、, 1.2, (a).

Owns counting and the forms of numbers. A reader sees such a number, so it is
text. Knows nothing of what the paragraphs say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word counts no further; a list that begins at a billion would be spelt out in as many letters.
_HIGHEST = 32767
_LEVELS = 9
_HAN = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CIRCLED = 0x2460
_HAN_FORMS = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "ideographDigital",
    "chineseLegalSimplified",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Lists:
    """The lists of one document, counted as its paragraphs pass."""

    levels: dict[str, dict[int, _Level]]
    abstract: dict[str, str]
    styles: dict[str, tuple[str, int]]
    counts: dict[str, list[int]] = field(default_factory=dict)

    def number(self, paragraph: Any, style: str) -> str:
        """The number in front of the next paragraph, empty where it has none; bullets are no text."""
        place = self._place(paragraph, style)
        if place is None:
            return ""
        list_id, depth = place
        known = self.levels.get(list_id, {})
        if depth not in known:
            return ""
        counts = self.counts.setdefault(self.abstract.get(list_id, list_id), [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else known[depth].start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return _written(known, counts, depth)

    def _place(self, paragraph: Any, style: str) -> tuple[str, int] | None:
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        if numbered is None:
            return self.styles.get(style)
        list_id, depth = numbered.find(_W + "numId"), numbered.find(_W + "ilvl")
        if list_id is None:
            return None
        value = str(list_id.get(_W + "val"))
        level = int(depth.get(_W + "val") or 0) if depth is not None else 0
        return None if value == "0" or not 0 <= level < _LEVELS else (value, level)


def lists_of(document: Any) -> Lists:
    """The lists that a document defines; none where it has no such part."""
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    root = getattr(part, "element", None)
    abstract: dict[str, dict[int, _Level]] = {}
    own: dict[str, str] = {}
    if root is not None:
        abstract = {str(e.get(_W + "abstractNumId")): dict(_levels(e)) for e in root.iter(_W + "abstractNum")}
        for number in root.iter(_W + "num"):
            target = number.find(_W + "abstractNumId")
            if target is not None:
                own[str(number.get(_W + "numId"))] = str(target.get(_W + "val"))
    levels = {list_id: abstract.get(target, {}) for list_id, target in own.items()}
    return Lists(levels, _counted_together(root, own), dict(_styles(document)))


def _counted_together(root: Any, own: dict[str, str]) -> dict[str, str]:
    """Lists of one definition go on counting, but for those that begin anew."""
    if root is None:
        return {}
    anew = {
        str(n.get(_W + "numId"))
        for n in root.iter(_W + "num")
        if n.find(f"{_W}lvlOverride/{_W}startOverride") is not None
    }
    return {list_id: f"{list_id}!" if list_id in anew else target for list_id, target in own.items()}


def _styles(document: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in document.styles.element.iter(_W + "style"):
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        list_id = numbered.find(_W + "numId") if numbered is not None else None
        if list_id is not None and numbered is not None:
            depth = numbered.find(_W + "ilvl")
            level = int(depth.get(_W + "val") or 0) if depth is not None else 0
            yield str(style.get(_W + "styleId")), (str(list_id.get(_W + "val")), min(level, _LEVELS - 1))


def _levels(element: Any) -> Iterator[tuple[int, _Level]]:
    for level in element.iter(_W + "lvl"):
        found = {name: level.find(_W + name) for name in ("start", "numFmt", "lvlText")}
        said = {name: "" if e is None else str(e.get(_W + "val") or "") for name, e in found.items()}
        start = min(int(said["start"]), _HIGHEST) if said["start"].isdecimal() else 1
        yield int(level.get(_W + "ilvl") or 0), _Level(start, said["numFmt"] or "decimal", said["lvlText"])


def _written(levels: dict[int, _Level], counts: list[int], depth: int) -> str:
    level = levels[depth]
    if level.form in ("bullet", "none"):
        return ""

    def one(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        form = levels[at].form if at in levels else "decimal"
        return _form(counts[at] or (levels[at].start if at in levels else 1), form)

    return re.sub("%([1-9])", one, level.text)


def _form(number: int, form: str) -> str:
    if form in _HAN_FORMS:
        return _han(number)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(_CIRCLED + number - 1)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _han(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
