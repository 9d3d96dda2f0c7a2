"""A report as one HTML page: both texts beside each other, each finding at its characters.

Owns the markup. The page holds all it needs, has no script and may load
nothing: severities are filtered by radio buttons and style sheet alone.
Knows nothing of files; the same report gives the same page.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources

from briefing.review.marks import Mark, Piece, pieces, worst
from briefing.review.shown import SEVERITIES, ordered, plain_words, row_numbers, row_of, rows, summary, visible
from briefing.review.values import Report, Segment
from briefing.values import Severity, Span
from briefing.version import __version__

_FILTERS = {
    Severity.ERROR: "errors only",
    Severity.WARNING: "errors and warnings",
    Severity.NOTE: "everything",
}
_NOTHING = '<p class="soft">nothing here</p>'


def page(report: Report, *, least: Severity = Severity.NOTE) -> str:
    """The page; it opens with findings of ``least`` and worse, and a click shows the others."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _title(report)
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        *_head(report, title),
        *_controls(least),
        "<main>\n",
        *_rows(report),
        f'</main>\n<p class="soft">briefing {__version__}</p>\n</body>\n</html>\n',
    ]
    return "".join(parts)


@cache
def _style() -> str:
    return resources.files("briefing").joinpath("data/report.css").read_text(encoding="utf-8")


def _title(report: Report) -> str:
    names = [name for name in (report.bitext.source_name, report.bitext.target_name) if name]
    return _safe(f"Check of {' and '.join(dict.fromkeys(names))}" if names else "Check of a translation")


def _head(report: Report, title: str) -> Iterator[str]:
    yield f"<header>\n<h1>{title}</h1>\n"
    language = {"en": "English", "ja": "Japanese"}[report.lang]
    yield f'<p class="soft">Chinese and {language}, compared as a {report.kind}. {_safe(summary(report))}.</p>\n'
    yield '<ul class="counts">\n'
    for severity in SEVERITIES:
        count = report.count(severity)
        yield f'<li class="{severity}"><b>{count}</b> {severity}{"" if count == 1 else "s"}</li>\n'
    yield "</ul>\n"
    yield from _codes(report)
    yield "</header>\n"


def _codes(report: Report) -> Iterator[str]:
    counted = Counter(located.finding.code for located in report.findings)
    if not counted:
        yield "<p>No finding.</p>\n"
        return
    yield '<table class="codes">\n'
    for code, times in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        yield f"<tr><td>{times}</td><td>{_safe(plain_words(code))}</td><td><code>{_safe(code)}</code></td></tr>\n"
    yield "</table>\n"


def _controls(least: Severity) -> Iterator[str]:
    for severity in SEVERITIES:
        checked = " checked" if severity is least else ""
        yield f'<input class="pick" type="radio" name="least" id="{severity}"{checked}>\n'
    yield '<input class="pick" type="checkbox" id="only">\n<div class="filters">\n'
    for severity, words in _FILTERS.items():
        yield f'<label for="{severity}">{words}</label>\n'
    yield '<label for="only">only segments with findings</label>\n</div>\n'


def _rows(report: Report) -> Iterator[str]:
    marks = [Mark(number, located) for number, located in enumerate(ordered(report), start=1)]
    numbers = row_numbers(report)
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        by_row.setdefault(row_of(mark.located, numbers), []).append(mark)
    if -1 in by_row:
        yield f'<div class="row {_has(by_row[-1])}"><p>the whole document</p><p></p>{_findings(by_row[-1])}</div>\n'
    texts = _Texts(report, marks)
    for row, match in enumerate(rows(report)):
        found = by_row.get(row, [])
        yield f'<div class="row {_has(found)}">\n'
        yield f"<div>{''.join(map(texts.source, match.source)) or _NOTHING}</div>\n"
        yield f"<div>{''.join(map(texts.target, match.target)) or _NOTHING}</div>\n"
        yield f"{_findings(found)}</div>\n"


class _Texts:
    """The segments of a report with their marks."""

    def __init__(self, report: Report, marks: Sequence[Mark]) -> None:
        self._bitext, self._lang = report.bitext, report.lang
        self._sources: dict[int, list[tuple[Span, Mark]]] = {}
        self._targets: dict[int, list[tuple[Span, Mark]]] = {}
        for mark in marks:
            located, finding = mark.located, mark.located.finding
            if located.source is not None and finding.source is not None:
                self._sources.setdefault(located.source, []).append((finding.source, mark))
            if located.target is not None and finding.target is not None:
                self._targets.setdefault(located.target, []).append((finding.target, mark))

    def source(self, number: int) -> str:
        return _text(self._bitext.source[number], self._sources.get(number, ()), "s", "zh-Hans")

    def target(self, number: int) -> str:
        return _text(self._bitext.target[number], self._targets.get(number, ()), "t", self._lang)


def _text(segment: Segment, marked: Sequence[tuple[Span, Mark]], side: str, lang: str) -> str:
    text = visible(segment.text)
    seen: set[int] = set()
    inside = "".join(_piece(piece, text, side, seen) for piece in pieces(text, marked))
    return f'<p class="place">{_safe(segment.place)}</p>\n<p lang="{lang}" dir="auto">{inside}</p>\n'


def _piece(piece: Piece, text: str, side: str, seen: set[int]) -> str:
    """Marked characters; the first piece of a finding carries its anchor, the last its number."""
    words = escape(piece.span.of(text))
    if not piece.marks:
        return words
    anchors = "".join(f'<a id="{side}{m.number}"></a>' for m in piece.marks if m.number not in seen)
    seen.update(mark.number for mark in piece.marks)
    numbers = "".join(
        f'<sup class="{mark.severity}"><a href="#f{mark.number}">{mark.number}</a></sup>' for mark in piece.ending
    )
    return f'{anchors}<mark class="{worst(piece.marks)}">{words}</mark>{numbers}'


def _findings(marks: Sequence[Mark]) -> str:
    return f"<ol>{''.join(map(_finding, marks))}</ol>" if marks else "<div></div>"


def _finding(mark: Mark) -> str:
    located, finding = mark.located, mark.located.finding
    at = [
        f'<a href="#{side}{mark.number}">{name}</a>'
        for side, name, number, span in (
            ("s", "source", located.source, finding.source),
            ("t", "target", located.target, finding.target),
        )
        if number is not None and span is not None
    ]
    return (
        f'<li class="finding {mark.severity}" id="f{mark.number}">'
        f"<b>{mark.number} {mark.severity}: {_safe(plain_words(finding.code))}</b>{_safe(finding.message)} "
        f"<code>{_safe(finding.code)}</code> {' '.join(at)}</li>"
    )


def _has(marks: Sequence[Mark]) -> str:
    return " ".join(f"has-{severity}" for severity in SEVERITIES if any(m.severity is severity for m in marks))


def _safe(text: str) -> str:
    return escape(visible(text))
