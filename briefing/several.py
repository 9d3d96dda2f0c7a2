"""Briefs of several sources: one that fails stops none of the others.

Owns the order, the claim of each name in the output folder, progress and the
closing count. Knows nothing of how one brief is made (``pipeline``) and keeps
no record over runs (``jobs``).
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing import show
from briefing.console import complain, located, put, say
from briefing.errors import BriefingError, OutputError
from briefing.settings import Settings
from briefing.values import Severity

if TYPE_CHECKING:
    from briefing.pipeline import Outcome
    from briefing.read.fetch import Fetcher


@dataclass(slots=True)
class _Run:
    """One call of ``generate`` and what has become of its sources so far."""

    settings: Settings
    as_json: bool
    made: int = 0
    failed: int = 0
    doubtful: int = 0
    claims: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    fetcher: Fetcher | None = None


def generate_all(given: Sequence[str], *, settings: Settings, as_json: bool) -> bool:
    """Make the briefs of all sources; True where every one is made and clean."""
    # An engine, a rate file or a LibreOffice that cannot be had is one error of the call, not one of every source.
    from briefing import pipeline
    from briefing.read import fetcher_for

    pipeline.prepare(settings)
    run = _Run(settings, as_json)
    sources = list(dict.fromkeys(each for source in given for each in _expand(run, source)))
    run.fetcher = fetcher_for(sources, settings)
    for source in _with_progress(sources):
        _make(run, source)
    if run.made + run.failed > 1:
        say(_count(run))
    return not (run.failed or run.doubtful)


def _expand(run: _Run, source: str) -> list[str]:
    from briefing.read import expand

    try:
        return expand([source])
    except BriefingError as error:
        _fail(run, source, error)
        return []


def _make(run: _Run, source: str) -> None:
    try:
        _claim(run, source)
        outcome = _attempt(source, run)
    except BriefingError as error:
        _fail(run, source, error)
    else:
        _report(run, source, outcome)


def _claim(run: _Run, source: str) -> None:
    """Two sources of one name would write the same files: a suffix would change with the order, so it is refused."""
    name = _name(source).casefold()
    if name in run.claims:
        raise OutputError(
            f"{source}: its briefs would overwrite those of {run.claims[name]}",
            hint="rename one of the two, or give each its own --out folder",
        )
    run.claims[name] = source


def _name(source: str) -> str:
    """The name its files will have, as far as it can be known before a page is fetched."""
    from briefing.read.kind import ENDINGS

    path = Path(urlsplit(source).path if "://" in source else source)
    return (path.stem if path.suffix.lower() in ENDINGS else path.name) or source


def _attempt(source: str, run: _Run) -> Outcome:
    from briefing import pipeline

    try:
        return pipeline.generate(source, settings=run.settings, fetcher=run.fetcher)
    except BriefingError:
        raise
    except Exception as error:  # a fault of ours in one article must not cost the others
        # The message of a foreign error may quote the article; its type and place cannot.
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise BriefingError(
            f"{source}: a fault in the program: {type(error).__name__} in {Path(place.filename).name}:{place.lineno}",
            hint="please report this line together with the article",
        ) from error


def _fail(run: _Run, source: str, error: BriefingError) -> None:
    run.failed += 1
    complain(error, about=source)
    if run.as_json:
        put([show.json_line({"source": source, "error": located(error, source), "hint": error.hint})])


def _report(run: _Run, source: str, outcome: Outcome) -> None:
    run.made += 1
    run.doubtful += any(finding.severity is Severity.ERROR for finding in outcome.findings)
    for finding in outcome.findings:
        if finding.severity is not Severity.NOTE:
            say(f"{finding.severity}: {source}: {finding.message} [{finding.code}]")
    if outcome.engine_note and outcome.engine_note not in run.told:
        run.told.add(outcome.engine_note)
        say(outcome.engine_note)
    put([show.json_line(_table(source, outcome))] if run.as_json else map(str, outcome.paths))


def _table(source: str, outcome: Outcome) -> dict[str, object]:
    return {
        "source": source,
        "name": outcome.name,
        "paths": [str(path) for path in outcome.paths],
        "engine": outcome.engine_note,
        "findings": [show.finding_table(finding) for finding in outcome.findings],
    }


def _with_progress(sources: Sequence[str]) -> Iterator[str]:
    """The sources, while standard error shows how far we are: a bar for a person, lines for a log."""
    if len(sources) < 2:
        yield from sources
    elif sys.stderr.isatty():
        yield from _with_bar(sources)
    else:
        for number, source in enumerate(sources, start=1):
            say(f"[{number}/{len(sources)}] {source}")
            yield source


def _with_bar(sources: Sequence[str]) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(sources))
        for source in sources:
            progress.update(task, description=source)
            yield source
            progress.advance(task)


def _count(run: _Run) -> str:
    parts = [f"{run.made} of {run.made + run.failed} articles made into briefs"]
    if run.failed:
        parts.append(f"{run.failed} failed")
    if run.doubtful:
        parts.append(f"{run.doubtful} with an error to look at")
    return ", ".join(parts)
