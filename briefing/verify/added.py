"""Numbers of a translation that nothing in the source accounts for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefing.values import Figure, Finding, Period, Severity, Span
from briefing.verify.compare import period_numbers
from briefing.verify.documents import literal_numbers
from briefing.verify.mentions import Mention, Said

_SMALL = 2


def added(
    said: Said, figures: Sequence[Figure], periods: Sequence[Period], used: set[int], source: str
) -> Iterator[Finding]:
    """One finding for each number in digits that is no figure, no date and no literal number of the source."""
    known = literal_numbers(source) | {Decimal(n) for period in periods for n in period_numbers(period)}
    known |= {v for figure in figures for v in (figure.value, figure.upper) if v is not None}
    vague = any(figure.value is None for figure in figures)
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", source))
    for index, mention in enumerate(said.mentions):
        if index in used or not mention.digits or mention.kind == "label" or _supported(mention, known, flat):
            continue
        place = Span(mention.start, mention.end)
        if any(place.start < date.end and date.start < place.end for date in said.dates):
            continue  # its parts are checked against the source's dates
        small = abs(mention.plain.value) <= _SMALL and not mention.scaled
        severity = Severity.WARNING if small or vague or mention.kind == "garbled" else Severity.ERROR
        message = f"the source has no {mention.text}"
        yield Finding("figure.added", severity, message, None, place, "", mention.text)


def _supported(mention: Mention, known: frozenset[Decimal], flat: str) -> bool:
    if any(abs(sense.value) in known for sense in mention.senses):
        return True
    digits = re.sub(r"[^\d.]", "", mention.text)
    clock = len(digits) == 4 and {Decimal(digits[:2]), Decimal(digits[2:])} <= known
    return clock or (len(digits) > 1 and digits in flat)
