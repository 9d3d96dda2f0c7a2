"""Figures of an engine's sentence, matched with those of its source one by one, and put right where that is certain.

Owns the pairing of what the sentence states with what the source holds, the
repair of a wrong amount (only where one figure of the source can be meant), and
the house form of right ones. Whether the result is right is ``verify``'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.translate.amounts import write_figure
from briefing.values import Figure, Lang, Period, Qualifier
from briefing.verify.compare import names_stretch, same_qualifier, same_unit, same_value
from briefing.verify.read_target import read_all
from briefing.verify.target import TargetFigure

_MONEY_LENGTH = 3
_COUNTS = frozenset({"", "count"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure as the sentence states it, and the source's; ``right``: value and unit agree."""

    target: TargetFigure
    figure: Figure
    right: bool


def pairs(text: str, lang: Lang, figures: Sequence[Figure], periods: Sequence[Period]) -> tuple[list[Pair], list[Pair]]:
    """(right pairs, wrong pairs that can only be meant for each other)."""
    said = [t for t in read_all(text, lang).figures if not names_stretch(t, periods)]
    right: list[Pair] = []
    left = list(figures)
    for target in said:
        fits = [f for f in figures if same_value(f, target) and same_unit(f, target.unit)]
        fits.sort(key=lambda f: (f not in left, not same_qualifier(f.qualifier, target.qualifier)))
        if fits:
            right.append(Pair(target, fits[0], True))
            left = [f for f in left if f.signature != fits[0].signature]
    loose = [t for t in said if not t.weak and all(p.target is not t for p in right)]
    wrong = list(_meant(loose, [f for f in left if f.value is not None]))
    # A right amount that lost its "more than" is as wrong as a wrong one, and as surely put right.
    blurred = [p for p in right if p.figure.qualifier is not Qualifier.EXACT and not _as_qualified(p)]
    return [p for p in right if p not in blurred], wrong + [replace(p, right=False) for p in blurred]


def _as_qualified(pair: Pair) -> bool:
    return same_qualifier(pair.figure.qualifier, pair.target.qualifier)


def _meant(targets: list[TargetFigure], figures: list[Figure]) -> Iterator[Pair]:
    """Wrong amounts whose figure is certain: the same digits first, then the only one left of a kind."""
    for test in (_same_digits, _kindred):
        for target in list(targets):
            fits = [f for f in figures if test(f, target)]
            rivals = [t for t in targets if any(test(f, t) for f in fits)]
            if len({f.signature for f in fits}) == 1 and len(rivals) == 1:
                yield Pair(target, fits[0], False)
                targets.remove(target)
                figures[:] = [f for f in figures if f.signature != fits[0].signature]


def _same_digits(figure: Figure, target: TargetFigure) -> bool:
    """The same digits at another power of ten or in another currency: 260.43亿 as 26.043 billion yuan or dollars."""
    if figure.value is None or not target.value or not figure.value or figure.upper is not None:
        return False
    same = _digits(figure.value) == _digits(target.value) and len(_digits(figure.value)) > 1
    if figure.value == abs(target.value) and len(_digits(figure.value)) > 1:
        return True  # the number itself with another unit: 1.11 as 1.11 per cent
    return (same or figure.value == abs(target.value)) and _one_kind(figure.unit, target.unit)


def _kindred(figure: Figure, target: TargetFigure) -> bool:
    if figure.upper is not None or target.upper is not None or figure.value is None or not target.value:
        return False
    return _one_kind(figure.unit, target.unit) and bool(figure.value)


def _digits(value: Decimal) -> tuple[int, ...]:
    return abs(value).normalize().as_tuple().digits


def _one_kind(unit: str, other: str) -> bool:
    return unit == other or (unit in _COUNTS and other in _COUNTS) or (_money(unit) and _money(other))


def is_foreign(unit: str) -> bool:
    """Whether a unit is money, and not the Chinese money that a bare number of a Chinese text may mean."""
    return _money(unit) and unit != "CNY"


def _money(unit: str) -> bool:
    return len(unit) == _MONEY_LENGTH and unit.isalpha() and unit.isupper() and unit != "TEU"


def repaired(text: str, lang: Lang, wrong: Sequence[Pair]) -> str:
    """``text`` with every wrong amount in the source's own value; "" where one cannot be written."""
    for pair in sorted(wrong, key=lambda p: -p.target.start):
        form = _form(pair.figure, lang)
        if not form:
            return ""
        text = _put(text, pair.target, form)
    return text


def in_house_form(text: str, lang: Lang, right: Sequence[Pair]) -> str:
    """``text`` with its right amounts of money and per cents as the house writes them."""
    for pair in sorted(right, key=lambda p: -p.target.start):
        figure, target = pair.figure, pair.target
        plain = figure.upper is None and target.upper is None and figure.qualifier is not Qualifier.RANGE
        if not plain or not (_money(figure.unit) or figure.unit == "percent") or target.unit != figure.unit:
            continue
        if not same_qualifier(figure.qualifier, target.qualifier) or (target.value or 0) < 0 or (figure.value or 0) < 0:
            continue
        form = write_figure(figure, lang, qualified=False)
        start, end = _bare(text, target)
        if form and not text[end:].startswith(("'", "’", "-")) and not text[:start].endswith("-"):
            text = text[:start] + form + text[end:]
    return text


def _bare(text: str, target: TargetFigure) -> tuple[int, int]:
    """The range of a figure without the words that qualify it."""
    said = text[target.start : target.end]
    first = next((i for i, c in enumerate(said) if c.isdigit() or c in "$€£¥"), 0)
    head = said[:first]
    for code in ("RMB", "CNY", "US", "HK", "NT", "A", "C", "S", "US ", "RMB ", "HK ", "CNY ", "約", "计"):
        if head.endswith(code) and (len(head) == len(code) or not head[-len(code) - 1].isalpha()):
            first -= len(code)
            break
    return target.start + first, target.end


def _form(figure: Figure, lang: Lang) -> str:
    """A count is put right in its number alone: the sentence has its own word for the things counted."""
    if figure.unit in _COUNTS and lang == "en":
        return write_figure(replace(figure, unit="", counter=""), lang)
    return write_figure(figure, lang)


# What belongs to a badly written number and was read as none of it: "27,79 trillion", "1,283.,000".
_MORE_BEFORE = re.compile(r"\d[\d.,:]*$")
_MORE_AFTER = re.compile(r"[.,]?\d[\d.,]*\d?(?:\s(?:thousand|million|billion|trillion))?|,\d+")


def _put(text: str, target: TargetFigure, form: str) -> str:
    start, end = target.start, target.end
    if text[start : start + 1].isdigit() and (more := _MORE_BEFORE.search(text[:start])):
        start = more.start()
    if more_after := _MORE_AFTER.match(text[end:]):
        end += more_after.end()
    head = text[:start]
    if head == "" or head.endswith((". ", "“")):
        form = form[:1].upper() + form[1:]
    return head + form + text[end:]
