"""Numbers of a translation that nothing in the source accounts for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from briefing.values import Figure, Finding, Period, Severity, Span
from briefing.verify.compare import period_numbers
from briefing.verify.documents import literal_numbers
from briefing.verify.equal import Fit, fit
from briefing.verify.mentions import Mention, Said

_SMALL = 2
_JIN = {(Decimal(500), "g"), (Decimal("0.5"), "kg")}
_NO_MEASURE = ("", "count", "times", "percent", "permille")
_LARGE = 1000
# A number of a unit or a plant, digit by digit: 六O二厂.
_CODE = re.compile(
    r"(?<![一二三四五六七八九十百千万亿])[一二三四五六七八九][一二三四五六七八九零〇○OＯ]{2,}(?![十百千万亿])"
)
_BY_DIGIT = str.maketrans("一二三四五六七八九零〇○OＯ", "12345678900000")
_POWERS = {"百": 2, "千": 3, "万": 4, "亿": 8}
_BARE = re.compile(r"(?<![0-9０-９一二三四五六七八九十百千万数几])[百千]?[万亿]+|(?<![一二三四五六七八九十数几])[百千]")
_PARTED = re.compile(r"[0-9]秒[0-9]|[0-9][·•][0-9]|双(?:11|十一|12|十二)")
_SHORT_YEAR = re.compile(r"['’]$")
_CLOCK = re.compile(r"\d{1,2}:\d\d")


def added(
    said: Said, figures: Sequence[Figure], periods: Sequence[Period], used: set[int], source: str
) -> list[Finding]:
    """One finding for each number in digits, or large in words, that nothing in the source accounts for."""
    known = literal_numbers(source) | {Decimal(n) for period in periods for n in period_numbers(period)}
    known |= {Decimal(10 + "一二三四五".index(n) + 1) for n in re.findall(r"十([一二三四])五", source)}
    known |= {year % 100 for year in known if 1900 < year < 2100}  # the 14 of 2003-14
    known |= {_bare(scale) for scale in _BARE.findall(source)}
    known |= {v for figure in figures for v in (figure.value, figure.upper) if v is not None}
    known |= {Decimal(run.translate(_BY_DIGIT)) for run in _CODE.findall(source)}
    vague = any(figure.value is None for figure in figures)
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", source))
    found = []
    for index, mention in enumerate(said.mentions):
        if _SHORT_YEAR.search(said.text[max(0, mention.start - 1) : mention.start]) and any(
            v % 100 == mention.plain.value for v in known if 1900 < v < 2100
        ):
            continue  # in '63
        if index in used or not (mention.digits or _spelled_out(mention)) or _supported(mention, known, flat):
            continue
        if _converted(mention, figures, flat):
            continue
        place = Span(mention.start, mention.end)
        if _CLOCK.search(said.text[max(0, mention.start - 3) : mention.end + 3]) and re.search(
            r"[时点分秒:：]", source
        ):
            continue
        if any(place.start < date.end and date.start < place.end for date in said.dates):
            continue  # its parts are checked against the source's dates
        small = abs(mention.plain.value) <= _SMALL and not mention.scaled
        severity = Severity.WARNING if small or vague or mention.kind in ("garbled", "label") else Severity.ERROR
        message = f"the source has no {mention.text}"
        found.append(Finding("figure.added", severity, message, None, place, "", mention.text))
    return found


def _converted(mention: Mention, figures: Sequence[Figure], flat: str) -> bool:
    """A figure said again in another measure, 1500 mu (100 hectares); the 500 grams of a price by the 斤."""
    if re.search(r"(?<!公)斤", flat) and any((s.value, s.unit) in _JIN for s in mention.senses):
        return True
    return any(
        fit(value, figure, mention) is Fit.CONVERTED
        for figure in figures
        for value in (figure.value, figure.upper)
        if value is not None and figure.unit not in _NO_MEASURE
    )


def _spelled_out(mention: Mention) -> bool:
    """Whether words alone make a large number: "two million", but not "one" nor "hundreds"."""
    return mention.scaled and mention.kind == "number" and abs(mention.plain.value) >= _LARGE


def _bare(scale: str) -> Decimal:
    """What 万辆, 千万 and the like count without any number."""
    return Decimal(10) ** sum(_POWERS[char] for char in scale)


def _supported(mention: Mention, known: frozenset[Decimal], flat: str) -> bool:
    if any(abs(sense.value) in known for sense in mention.senses):
        return True
    digits = re.sub(r"[^\d.]", "", mention.text)
    if len(digits) == 4 and digits.isdigit() and {Decimal(digits[:2]), Decimal(digits[2:])} <= known:
        return True  # 1530 hours
    parts = [Decimal(part) for part in digits.split(".") if part]
    if _PARTED.search(flat) and len(parts) > 1 and set(parts) <= known:
        return True  # 13秒48, 8·11, 双11
    return len(digits) > 1 and digits in flat
