"""``briefing check``: a translation that anyone made against its Chinese source.

Owns what the command's flags mean together and where results go. What is wrong
is for ``verify`` and ``review`` to say, how it looks for the modules of
``review`` that show a report.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.console import put, say
from briefing.errors import OutputError, UsageError
from briefing.review.values import Kind
from briefing.values import LANGS, Lang, Severity

if TYPE_CHECKING:
    from briefing.lexicon.glossary import Entry
    from briefing.review.values import Report

_KINDS: tuple[Kind, ...] = ("translation", "brief")
_ONE_TEXT = (".txt", ".md", ".html", ".htm", ".pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed, before anything is looked at."""

    to: str
    source: str | None = None
    target: str | None = None
    pairs: str | None = None
    kind: str | None = None
    published: str | None = None
    glossaries: tuple[Path, ...] = ()
    least: str = "note"
    html: Path | None = None
    annotate: Path | None = None
    force: bool = False
    as_json: bool = False


def check(asked: Asked) -> bool:
    """Do what was asked; whether no error was found."""
    return _check_documents(asked) if asked.pairs is None else _check_pairs(asked, asked.pairs)


def language(to: str) -> Lang:
    """``to`` as one language. Raises ``UsageError``."""
    for lang in LANGS:
        if to == lang:
            return lang
    raise UsageError(f"--to {to}: no language of ours", hint="give --to en or --to ja")


def terms_of(glossaries: Iterable[str | os.PathLike[str]], lang: Lang) -> tuple[Entry, ...]:
    """The terms of all glossaries, in order."""
    from briefing.lexicon.glossary import terms_to_check

    return terms_to_check([Path(file) for file in glossaries], lang)


# --- documents ---------------------------------------------------------------


def _check_documents(asked: Asked) -> bool:
    if asked.source is None:
        raise UsageError("nothing to check", hint="give SOURCE and TARGET, or --pairs FILE; see briefing check --help")
    lang, kind, least, day = language(asked.to), _kind(asked.kind), _severity(asked.least), _day(asked.published)
    _check_sides(asked.source, asked.target)
    _check_outputs(asked)
    from briefing.review.whole import review_files

    glossary = terms_of(asked.glossaries, lang)
    report = review_files(asked.source, asked.target, lang, kind=kind, glossary=glossary, published=day)
    _write(report, asked, least)
    _print(report, least, as_json=asked.as_json)
    return report.count(Severity.ERROR) == 0


def _check_sides(source: str, target: str | None) -> None:
    if target is None and (source == "-" or "://" in source or source.lower().endswith(_ONE_TEXT)):
        raise UsageError(
            f"{source}: no TARGET to compare it with",
            hint="briefing check SOURCE TARGET; only TMX, XLIFF, CSV and two-column Word hold both sides",
        )
    if source == target == "-":
        raise UsageError("- twice: only one side can come from standard input", hint="give the other as a file")


def _check_outputs(asked: Asked) -> None:
    """Refuse what cannot be written before any work is done for it."""
    inputs = [side for side in (asked.source, asked.target) if side]
    for flag, out in (("--html", asked.html), ("--annotate", asked.annotate)):
        if out is not None:
            _check_output(out, flag, inputs, force=asked.force)
    annotated = inputs[-1]
    if asked.annotate is not None and not annotated.lower().endswith(".docx"):
        raise UsageError(f"--annotate: {annotated} is no Word file (.docx)", hint="for other files use --html")
    if asked.html is not None and asked.html == asked.annotate:
        raise UsageError(f"{asked.html}: both --html and --annotate", hint="give two names")


def _check_output(out: Path, flag: str, inputs: Iterable[str], *, force: bool) -> None:
    if out.is_dir():
        raise OutputError(f"{out}: a folder, not a file", hint=f"give {flag} the name of a file")
    if any(_same(out, Path(side)) for side in inputs):
        raise UsageError(f"{flag} {out}: would replace what is checked", hint="give the result another name")
    if out.exists() and not force:
        raise OutputError(f"{out}: is there already", hint="give another name, or --force to replace it")
    folder = out.absolute().parent
    if not folder.is_dir():
        raise OutputError(f"{out}: no folder {folder}", hint=f"create it, or give {flag} another")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{out}: not allowed to write in {folder}", hint=f"give {flag} another folder")


def _same(out: Path, side: Path) -> bool:
    try:
        return out.samefile(side)
    except OSError:
        return False


def _write(report: Report, asked: Asked, least: Severity) -> None:
    """The files asked for; where each went is said on standard error."""
    if asked.html is not None:
        from briefing.render.files import write_atomic
        from briefing.review.page import page

        write_atomic(asked.html, page(report, least=least).encode("utf-8"))
        say(f"written: {asked.html}")
    if asked.annotate is not None:
        from briefing.review.comments import annotate
        from briefing.review.shown import only

        annotate(only(report, least), Path(asked.target or asked.source or ""), asked.annotate)
        say(f"written: {asked.annotate}")


def _print(report: Report, least: Severity, *, as_json: bool) -> None:
    if as_json:
        from briefing.review.document import json_line, report_table

        put([json_line(report_table(report, least=least))])
        return
    from rich.console import Console

    from briefing.review.table import print_table

    print_table(report, Console(file=sys.stdout), least=least)
    sys.stdout.flush()


def _kind(kind: str | None) -> Kind | None:
    for known in _KINDS:
        if kind == known:
            return known
    if kind is None:
        return None
    raise UsageError(f"--as {kind}: neither of the two", hint="give --as translation or --as brief")


def _severity(least: str) -> Severity:
    for severity in Severity:
        if least == severity:
            return severity
    raise UsageError(f"--min-severity {least}: no severity", hint="give error, warning or note")


def _day(published: str | None) -> date | None:
    try:
        return None if published is None else date.fromisoformat(published)
    except ValueError as error:
        raise UsageError(f"--published {published}: no date", hint="give it as 2020-11-20") from error


# --- pairs -------------------------------------------------------------------


def _check_pairs(asked: Asked, pairs: str) -> bool:
    """Answer pair by pair, as they come; nothing is kept of one when the next is read."""
    if asked.source is not None:
        raise UsageError("both SOURCE and --pairs", hint="give files to compare, or a file of pairs, not both")
    for flag, value in (("--html", asked.html), ("--annotate", asked.annotate), ("--as", asked.kind)):
        if value is not None:
            raise UsageError(f"{flag} does not go with --pairs", hint=f"{flag} is for SOURCE and TARGET")
    lang, least, day = language(asked.to), _severity(asked.least), _day(asked.published)
    glossary = terms_of(asked.glossaries, lang)
    from briefing.review import stream
    from briefing.review.shown import at_least

    counts = dict.fromkeys(Severity, 0)
    total = 0
    for identity, findings in stream.checked(pairs, lang, glossary=glossary, published=day):
        total += 1
        for finding in findings:
            counts[finding.severity] += 1
        shown = at_least(findings, least)
        put([stream.answer(identity, shown)] if asked.as_json else stream.finding_lines(identity, shown))
    if not asked.as_json:
        said = ", ".join(f"{severity}s: {counts[severity]}" for severity in Severity)
        say(f"pairs compared: {total}; {said if any(counts.values()) else 'no finding'}")
    return counts[Severity.ERROR] == 0
