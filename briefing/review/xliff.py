"""XLIFF 1.2 and 2.x: units with source and target.

Reads both by the names of their elements, the files of translation tools that
extend 1.2 too (.sdlxliff, .mqxliff). A unit that a tool has cut into segments
is read segment by segment.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from briefing.errors import SourceUnreadable
from briefing.review.values import Segment
from briefing.review.xml_files import language, name, named, text_of
from briefing.values import LANGS, Lang

# x, bx, ex, sc, ec, cp are empty anyway.
_CODES = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "sc", "ec", "cp"})

Pair = tuple[Segment, Segment]


def read_xliff(root: Element, *, where: str, lang: Lang | None) -> list[Pair]:
    """Both sides of every unit of the files that go from Chinese to ``lang``, or back."""
    files = [part for part in root.iter() if name(part) == "file"]
    languages = [_languages(root, part) for part in files]
    fitting = [_direction(pair, lang) for pair in languages]
    if not any(fitting):
        held = ", ".join(sorted({f"{a or '?'} to {b or '?'}" for a, b in languages})) or "no file in it"
        raise SourceUnreadable(
            f"{where}: nothing from zh to {lang or 'en or ja'} ({held})",
            hint="give the language of its target with --to",
        )
    found: list[Pair] = []
    for number, (part, direction) in enumerate(zip(files, fitting, strict=True), start=1):
        prefix = f"file {number}, " if len(files) > 1 else ""
        pairs = _units(part, prefix) if direction else iter(())
        found += ((b, a) for a, b in pairs) if direction == "back" else pairs
    return [pair for pair in found if pair[0].text or pair[1].text]


def _languages(root: Element, part: Element) -> tuple[str, str]:
    source = part.get("source-language") or root.get("srcLang")
    target = part.get("target-language") or root.get("trgLang")
    return language(source), language(target)


def _direction(languages: tuple[str, str], lang: Lang | None) -> str:
    """``on`` from Chinese, ``back`` to Chinese, empty for other languages; an unnamed target may be any."""
    source, target = languages
    wanted = (lang,) if lang else LANGS
    if source == "zh" and (not target or target in wanted):
        return "on"
    return "back" if target == "zh" and source in wanted else ""


def _units(part: Element, prefix: str) -> Iterator[Pair]:
    number = 0
    for unit in part.iter():
        if name(unit) in ("trans-unit", "unit"):
            number += 1
            if unit.get("translate") != "no":
                segments = _marked(unit) if name(unit) == "trans-unit" else _segments(unit)
                yield from _placed(list(segments), f"{prefix}unit {number}")


def _placed(segments: list[tuple[str, str, str]], place: str) -> Iterator[Pair]:
    for label, source, target in segments:
        at = f"{place}, segment {label}" if len(segments) > 1 else place
        yield Segment(source, at), Segment(target, at)


def _marked(unit: Element) -> Iterator[tuple[str, str, str]]:
    """A unit of 1.2: label, source and target of its marked segments, or of the whole."""
    source, cut, target = (next(named(unit, part), None) for part in ("source", "seg-source", "target"))
    left, right = _marks(cut if cut is not None else source), _marks(target)
    if left and (right or target is None or not text_of(target, _CODES)):
        for label, text in left.items():
            yield label, text, right.get(label, "")
        yield from ((label, "", text) for label, text in right.items() if label not in left)
    else:
        yield "1", text_of(source, _CODES), text_of(target, _CODES)


def _marks(element: Element | None) -> dict[str, str]:
    marks = () if element is None else (m for m in element.iter() if name(m) == "mrk" and m.get("mtype") == "seg")
    return {mark.get("mid") or str(number): text_of(mark, _CODES) for number, mark in enumerate(marks, start=1)}


def _segments(unit: Element) -> Iterator[tuple[str, str, str]]:
    """A unit of 2.x."""
    for number, segment in enumerate(named(unit, "segment"), start=1):
        source, target = (next(named(segment, part), None) for part in ("source", "target"))
        yield str(number), text_of(source, _CODES), text_of(target, _CODES)
