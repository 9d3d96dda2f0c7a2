"""What all ways to show a report share: order, plain words, counts, text that is safe to show.

Owns which findings are shown and in which order. Knows nothing of terminals,
pages or Word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from briefing.review.values import Located, Match, Report
from briefing.values import Finding, Severity

# From bad to good: the order of counts and filters.
SEVERITIES: tuple[Severity, ...] = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
# Control characters drive a terminal and break a page; the marks of direction turn a text round.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@cache
def _words() -> dict[str, str]:
    raw = resources.files("briefing").joinpath("data/finding_words.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(raw)["words"]
    return words


def plain_words(code: str) -> str:
    """What a code says to somebody who does not know it; its parts where nobody wrote that down."""
    return _words().get(code) or code.replace(".", ": ").replace("_", " ")


def visible(text: str) -> str:
    """The text on one line without characters that do something, as long as before: offsets stay."""
    return _INVISIBLE.sub("\ufffd", _UNSAFE.sub(" ", text))


def at_least(findings: Iterable[Finding], least: Severity) -> tuple[Finding, ...]:
    """Those of ``least`` and worse."""
    shown = SEVERITIES[: SEVERITIES.index(least) + 1]
    return tuple(finding for finding in findings if finding.severity in shown)


def only(report: Report, least: Severity) -> Report:
    """The report with the findings of ``least`` and worse."""
    return replace(report, findings=ordered(report, least))


def ordered(report: Report, least: Severity = Severity.NOTE) -> tuple[Located, ...]:
    """The findings of ``least`` and worse by their place, those of the whole document first."""
    numbers = row_numbers(report)
    shown = SEVERITIES[: SEVERITIES.index(least) + 1]
    return tuple(sorted((f for f in report.findings if f.finding.severity in shown), key=lambda f: _place(f, numbers)))


def rows(report: Report) -> tuple[Match, ...]:
    """The matches; a segment that is in none has one of its own, so that nothing is ever left out."""
    sources = {number for match in report.matches for number in match.source}
    targets = {number for match in report.matches for number in match.target}
    return (
        *report.matches,
        *(Match((number,), ()) for number in range(len(report.bitext.source)) if number not in sources),
        *(Match((), (number,)) for number in range(len(report.bitext.target)) if number not in targets),
    )


def row_of(located: Located, numbers: Mapping[tuple[str, int], int]) -> int:
    """The row a finding is shown in, its target's where it has one; -1 where it is about the whole document."""
    if located.target is not None:
        return numbers["target", located.target]
    return -1 if located.source is None else numbers["source", located.source]


def row_numbers(report: Report) -> dict[tuple[str, int], int]:
    """In which row each segment is, by side and number."""
    numbers: dict[tuple[str, int], int] = {}
    for row, match in enumerate(rows(report)):
        numbers |= {("source", number): row for number in match.source}
        numbers |= {("target", number): row for number in match.target}
    return numbers


def _place(located: Located, numbers: Mapping[tuple[str, int], int]) -> tuple[int, int, int]:
    finding = located.finding
    row = row_of(located, numbers)
    if located.target is not None:
        return row, located.target, finding.target.start if finding.target else 0
    return row, located.source or 0, finding.source.start if finding.source else 0


def compared(report: Report) -> int:
    """How many segments of the source have something to be compared with."""
    return sum(len(match.source) for match in report.matches if match.target)


def summary(report: Report) -> str:
    """The counts in one line: all findings, whatever is shown of them."""
    done = f"{compared(report)} of {len(report.bitext.source)} segments compared"
    if not report.findings:
        return f"{done}; no finding"
    errors, warnings, notes = (report.count(severity) for severity in SEVERITIES)
    return f"{done}; errors: {errors}, warnings: {warnings}, notes: {notes}"
