"""Year's ends that models lose: "by 2020" for 2020年底前.

date.value   the source speaks of the end (or the beginning) of a year; the sentence of the year

Owns that check and its repair, which has one reading: the words stand before the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.values import Finding, Lang, Period, Severity, Span

_SAID = {"end": re.compile(r"\bend|\blate\b|\bclose\b|December|\blast\b", re.IGNORECASE)}
_WORDS = {"end": "the end of "}


def edges_lost(text: str, periods: Sequence[Period], lang: Lang) -> Iterator[Finding]:
    """The findings of an English text that names the year alone."""
    for period, match in _bare(text, periods, lang):
        message = f"{period.text} is the {period.edge} of {period.year}, the sentence says {match.group()}"
        said = Span(*match.span())
        yield Finding("date.value", Severity.ERROR, message, period.span, said, period.text, match.group())


def with_edges(text: str, periods: Sequence[Period], lang: Lang) -> str:
    """The text with the end of the year said where only the year was."""
    for period, match in sorted(_bare(text, periods, lang), key=lambda pair: -pair[1].start()):
        text = f"{text[: match.start(2)]}{_WORDS[period.edge]}{text[match.start(2) :]}"
    return text


def _bare(text: str, periods: Sequence[Period], lang: Lang) -> Iterator[tuple[Period, re.Match[str]]]:
    for period in periods:
        if lang != "en" or period.edge not in _SAID or period.year is None or period.month is not None:
            continue
        found = list(re.finditer(rf"\b(by|before|until|in|at|since|from)\s({period.year})\b", text))
        if len(found) == 1 and not _SAID[period.edge].search(text):
            yield period, found[0]
