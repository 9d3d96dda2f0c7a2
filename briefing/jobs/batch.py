"""A configuration → one run: sources, filters, engine, shelf, digests and what goes after its time.

Owns how the keys of a configuration become the parts of a run. Knows nothing
of how the work is shared out.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from briefing.console import located, put, say
from briefing.engines import choose_engine
from briefing.errors import BriefingError
from briefing.jobs.config import BatchConfig
from briefing.jobs.daily import Shelf, renew_digests
from briefing.jobs.filters import Screens
from briefing.jobs.layout import Layout
from briefing.jobs.ledger import Ledger
from briefing.jobs.report import Report
from briefing.jobs.retention import clear
from briefing.jobs.run import Batch, dry_run, run_batch
from briefing.jobs.sources import Problem, sightings
from briefing.jobs.values import Sighting
from briefing.jobs.work import Desk
from briefing.lexicon.glossary import read_glossary
from briefing.read.fetch import Fetcher
from briefing.render.templates import find_template, open_template
from briefing.settings import Settings, load

# Articles whose sentences a model gets at once: as many as keep its batches full.
WIDTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one call wants besides the configuration."""

    limit: int | None = None
    since: date | None = None
    dry_run: bool = False
    processes: int | None = None
    cluster: str | None = None


def run_config(
    config: BatchConfig,
    asked: Asked,
    *,
    report: Path | None = None,
    as_json: bool = False,
    stopped: threading.Event | None = None,
) -> int:
    """Run once, print the summary, write the report; the exit code. Raises BriefingError where nothing can begin."""
    done = run_once(config, asked, stopped=stopped)
    put([done.json()] if as_json else done.lines())
    if report is not None:
        done.write(report)
    return done.exit_code


def run_once(config: BatchConfig, asked: Asked, *, stopped: threading.Event | None = None) -> Report:
    """One run and what came of it."""
    now = datetime.now(UTC)
    # What would fail with every article is one error of the call.
    Screens.of(config, now, since=asked.since)
    settings = settings_of(config)
    for lang in config.to:
        open_template(find_template(lang, settings.template))
    for glossary in settings.glossaries:
        read_glossary(glossary)
    chosen = choose_engine(settings)
    batch = _batch(config, asked, now, with_model=chosen.engine is not None)
    place = config.ledger_place
    if asked.dry_run:
        if isinstance(place, Path) and not place.is_file():
            return dry_run(batch, None)
        with Ledger.open(place) as ledger:
            return dry_run(batch, ledger)
    with Ledger.open(place) as ledger:
        done = run_batch(batch, ledger, stopped=stopped)
        return _tidied(config, ledger, done, template=settings.template)


def _tidied(config: BatchConfig, ledger: Ledger, done: Report, *, template: Path | None) -> Report:
    """The day's digests, also after a run that was stopped, and what goes after its time.

    The briefs are made whatever becomes of these: a fault here is told beside them.
    """
    today, zone = _today(config), config.zone
    try:
        if config.output.digest:
            renew_digests(ledger, Shelf(config.output.dir, config.to, template), run=done.run, today=today)
        if config.output.keep is not None:
            clear(ledger, config.output.dir, before=today - config.output.keep, zone=zone)
    except BriefingError as error:
        if done.trouble is not None:  # the same disk, said already
            return done
        say(f"error: {located(error, 'digest')}")
        return replace(done, problems=(*done.problems, Problem("digest", error)))
    return done


def _batch(config: BatchConfig, asked: Asked, now: datetime, *, with_model: bool) -> Batch:
    processes = 1 if with_model else asked.processes or config.run.processes or os.cpu_count() or 1
    # Processes here fetch each for themselves; on a cluster the driver fetches for all.
    fetching = 1 if asked.cluster else processes
    return Batch(
        name=config.path.name,
        desk=partial(desk_of, config, now, asked.since, fetching),
        ledger=config.ledger_place,
        discover=partial(_discover, config),
        sources=config.names(),
        processes=processes,
        width=WIDTH if with_model else 1,
        timeout=config.run.timeout,
        tries=config.run.attempts,
        limit=asked.limit,
        cluster=asked.cluster,
    )


def desk_of(config: BatchConfig, now: datetime, since: date | None, fetching: int = 1) -> Desk:
    """What a process needs to work for this configuration; made in that process, one of so many that fetch."""
    return Desk(
        settings=settings_of(config),
        shelf=config.output.dir,
        layout=Layout(config.output.layout),
        zone=config.zone,
        fetcher=_fetcher(config, fetching=fetching),
        screen=Screens.of(config, now, since=since),
    )


def settings_of(config: BatchConfig) -> Settings:
    """The configuration's settings over those of the user and the machine. Raises SettingsError."""
    given: dict[str, object] = {
        "out": config.output.dir,
        "to": list(config.to),
        "engine": config.engine,
        "summariser": config.summariser or None,
        "template": config.template,
        "glossary": list(config.glossary),
        "models": config.models,
        "allow_private": config.fetch.allow_private,
    }
    return replace(load(given, folder=config.path.parent), out=config.output.dir)


def _discover(config: BatchConfig) -> Iterator[Sighting | Problem]:
    with _fetcher(config) as fetcher:
        yield from sightings(config, fetcher.get, today=_today(config))


def _fetcher(config: BatchConfig, *, fetching: int = 1) -> Fetcher:
    """A fetcher of one process: hosts are asked no more often for being asked by several."""
    fetch = config.fetch
    return Fetcher(
        allow_private=fetch.allow_private,
        cache=config.cache,
        robots=fetch.robots,
        delay=fetch.delay * fetching,
        contact=fetch.contact,
    )


def _today(config: BatchConfig) -> date:
    return datetime.now(config.zone).date()
