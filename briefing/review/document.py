"""Findings and reports as plain JSON: what ``briefing check --json`` answers.

Owns the keys, which stay as they are (docs/guides/check.md); prints nothing.
"""

from __future__ import annotations

import re
from typing import Any

from briefing import show
from briefing.review.shown import SEVERITIES, compared, ordered
from briefing.review.values import Located, Report, Segment
from briefing.values import Finding, Severity

FORMAT = "briefing-check/1"
_HALF = re.compile("[\ud800-\udfff]")


def json_line(table: object) -> str:
    """One line of JSON, without halves of characters, which JSON can hold and UTF-8 cannot."""
    return _HALF.sub("\ufffd", show.json_line(table))


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding with its kind, the part of the code before the point: figure, date, output, residue."""
    row = show.finding_table(finding)
    kind = finding.code.partition(".")[0]
    return {"code": row.pop("code"), "severity": row.pop("severity"), "kind": kind, **row}


def report_table(report: Report, *, least: Severity = Severity.NOTE) -> dict[str, Any]:
    """The whole report; the counts are of all findings, the list has those of ``least`` and worse."""
    bitext = report.bitext
    return {
        "format": FORMAT,
        "language": report.lang,
        "as": report.kind,
        "compared": compared(report),
        "counts": {str(severity): report.count(severity) for severity in SEVERITIES},
        "findings": [_located_row(located, report) for located in ordered(report, least)],
        "matches": [{"source": list(match.source), "target": list(match.target)} for match in report.matches],
        "source": _side(bitext.source_name, bitext.source),
        "target": _side(bitext.target_name, bitext.target),
    }


def _located_row(located: Located, report: Report) -> dict[str, Any]:
    return finding_row(located.finding) | {
        "source_segment": _numbered(located.source, report.bitext.source),
        "target_segment": _numbered(located.target, report.bitext.target),
    }


def _numbered(number: int | None, segments: tuple[Segment, ...]) -> dict[str, Any] | None:
    return None if number is None else {"number": number, "place": segments[number].place}


def _side(name: str, segments: tuple[Segment, ...]) -> dict[str, Any]:
    return {"name": name, "segments": [{"place": segment.place, "text": segment.text} for segment in segments]}
