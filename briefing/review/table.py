"""A report for a terminal: a block a finding, both sides beside each other, the words in question marked.

Owns the layout. Colour marks on a terminal that has it, brackets elsewhere; a
narrow terminal has the sides below each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from briefing.review.excerpts import Excerpt, excerpts
from briefing.review.shown import ordered, plain_words, row_numbers, row_of, rows, summary, visible
from briefing.review.values import Bitext, Located, Match, Report
from briefing.review.wrapping import wrapped
from briefing.values import Finding, Severity, Span

WIDTH = 80
# Beyond this a line is too long to read; below it two columns are too narrow for English.
_WIDEST, _BESIDE, _NARROWEST = 150, 72, 24
_INDENT, _BETWEEN = 2, 3
_LINES = 4
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def table_lines(report: Report, *, width: int = WIDTH, least: Severity = Severity.NOTE) -> Iterator[str]:
    """The table as plain lines, brackets around the words in question."""
    for line in _lines(report, width, least, brackets=True):
        yield line.plain


def print_table(report: Report, console: Console, *, least: Severity = Severity.NOTE) -> None:
    """The table in the console's width and, where it has them, colours."""
    brackets = not console.is_terminal or console.no_color or console.color_system is None
    for line in _lines(report, console.width, least, brackets=brackets):
        console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)


def _lines(report: Report, width: int, least: Severity, *, brackets: bool) -> Iterator[Text]:
    width = max(_NARROWEST, min(width, _WIDEST))
    shown = ordered(report, least)
    matches, numbers = rows(report), row_numbers(report)
    for located in shown:
        yield from _message(located.finding, width)
        row = row_of(located, numbers)
        if row >= 0:
            yield from _sides(located, matches[row], report.bitext, width, brackets=brackets)
        yield Text("")
    for line in _closing(report, len(shown)):
        yield from (Text(span.of(line)) for span in wrapped(line, width))


def _closing(report: Report, shown: int) -> Iterator[str]:
    yield summary(report)
    if shown < len(report.findings):
        yield f"not shown: {len(report.findings) - shown} (--min-severity)"
    if report.kind == "brief":
        yield "read as a brief: what it leaves out is no finding (--as translation compares everything)"


def _message(finding: Finding, width: int) -> Iterator[Text]:
    head = Text(str(finding.severity), style=_STYLES[finding.severity]).append(f"  {finding.code}  ", "dim")
    yield from _wrapped_head(head.append(plain_words(finding.code), "bold"), width)
    message = visible(finding.message)
    for span in wrapped(message, width - _INDENT):
        yield _indented(Text(span.of(message)))


def _sides(located: Located, match: Match, bitext: Bitext, width: int, *, brackets: bool) -> Iterator[Text]:
    beside = width >= _BESIDE
    column = (width - _INDENT - _BETWEEN) // 2 if beside else width - _INDENT
    style = _STYLES[located.finding.severity]
    source, target = excerpts(located, match, bitext, cells=(column - _INDENT) * _LINES)
    left = _column("source", source, column, style=style, brackets=brackets)
    right = _column("target", target, column, style=style, brackets=brackets)
    yield from _beside(left, right, column) if beside else map(_indented, [*left, *right])


def _wrapped_head(head: Text, width: int) -> Iterator[Text]:
    if cell_len(head.plain) <= width:
        yield head
        return
    cut = head.plain.rstrip().find("  ", head.plain.find("  ") + 2)
    yield head[:cut]
    yield _indented(head[cut + 2 :])


def _column(side: str, excerpt: Excerpt | None, cells: int, *, style: str, brackets: bool) -> list[Text]:
    if excerpt is None:
        return [Text(f"{side}: nothing here", "dim")]
    place = visible(f"{side}, {excerpt.place}" if excerpt.place else side)
    lines = [Text(span.of(place), "dim") for span in wrapped(place, cells)]
    text, mark = excerpt.text, excerpt.mark
    if brackets and mark.start < mark.end:
        text = f"{text[: mark.start]}[{mark.of(text)}]{text[mark.end :]}"
        mark = Span(mark.start, mark.end + 2)
    whole = Text(text)
    if not brackets:
        whole.stylize(f"{style} underline", mark.start, mark.end)
    return lines + [whole[span.start : span.end] for span in wrapped(text, cells)]


def _beside(left: list[Text], right: list[Text], cells: int) -> Iterator[Text]:
    for one, other in zip_longest(left, right, fillvalue=Text("")):
        line = _indented(one)
        if other.plain:
            line = line.append(" " * (cells + _BETWEEN - cell_len(one.plain))).append(other)
        yield line


def _indented(line: Text) -> Text:
    return Text(" " * _INDENT).append(line)
