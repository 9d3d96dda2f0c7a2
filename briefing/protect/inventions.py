"""What models put to right numbers of their own: a unit, a year, a day of the month.

figure.unit   a bare number told as per cent or in foreign money; a small k that is no thousand
date.added    a number of a date that the passage does not hold

The fair check of translations asks for no unit where the source has none and
for no more of a date than the source gives; an engine's sentence may add neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from briefing.protect.figures import is_foreign
from briefing.values import Figure, Finding, Lang, Period, Severity, Span
from briefing.verify.compare import period_numbers, same_value
from briefing.verify.documents import literal_numbers
from briefing.verify.read_target import read_all

_FIRST_YEAR = 1900
_HOURS = 24
_THOUSANDS = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)k\b")


def units_invented(text: str, figures: Sequence[Figure], lang: Lang) -> Iterator[Finding]:
    """A rate of 1.11 told as 1.11%, 4亿 as dollars, 8克 as 8k. Source spans are those of ``figures``."""
    for target in read_all(text, lang).figures:
        same = [f for f in figures if same_value(f, target)]
        if same and all(f.unit == "" for f in same) and (target.unit == "percent" or is_foreign(target.unit)):
            message = f"{same[0].text} has no such unit as {target.text}"
            span = Span(target.start, target.end)
            yield Finding("figure.unit", Severity.ERROR, message, same[0].span, span, same[0].text, target.text)
    for match in _THOUSANDS.finditer(text) if lang == "en" else ():
        if all(f.value != Decimal(match[1].replace(",", "")) * 1000 for f in figures):
            message = f"the source has no {match.group()}"
            yield Finding("figure.unit", Severity.ERROR, message, target=Span(*match.span()), target_text=match[0])


def dates_invented(
    text: str, source: str, periods: Sequence[Period], lang: Lang, *, published: date | None = None
) -> Iterator[Finding]:
    """Numbers of dates that neither the passage nor the article's own date gives."""
    numbers = {n for p in periods for n in period_numbers(p)}
    numbers |= {int(n) for n in literal_numbers(source) if n == n.to_integral_value()}
    numbers |= {published.year, published.month, published.day} if published else set()
    # 今年, 去年, 近五年 count from a year that the passage does not name.
    if any(p.year_ref is not None for p in periods):
        numbers |= {n + k for n in numbers if n >= _FIRST_YEAR for k in (-1, 1)}
    for said in read_all(text, lang).dates:
        strange = [n for n in said.numbers if n not in numbers and not (n <= _HOURS and n % 12 in numbers)]
        if said.kind == "date" and strange:
            message = f"the passage has no {strange[0]} in a date"
            span = Span(said.start, said.end)
            yield Finding("date.added", Severity.ERROR, message, target=span, target_text=said.text)
