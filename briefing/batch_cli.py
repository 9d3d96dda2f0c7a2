"""``briefing batch`` and ``briefing schedule``: flags, tables and exit codes.

Owns what these commands print. Knows nothing of how a run is made.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.console import complain, put, say
from briefing.errors import BriefingError, OutputError, SettingsError, UsageError

if TYPE_CHECKING:
    from briefing.jobs.config import BatchConfig
    from briefing.jobs.ledger import Ledger

app = typer.Typer(help="Briefs of many sources: run, look, try again, take away.", no_args_is_help=True)

Config = Annotated[
    Path, typer.Argument(metavar="CONFIG", help="The batch's configuration (.toml).", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON instead of text.")]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Only this source.", show_default=False)
]
# Failures shown by name; all of them are in the export.
SHOWN = 20


@app.command()
def run(
    config: Config,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Stop after so many articles; the others stay in the queue.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Skip articles published before that day (2026-11-20); those without a date pass.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read; change nothing.")] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=256,
            help="Processes that write. By default as configured, else one for each core; one where a model writes.",
            show_default=False,
        ),
    ] = None,
    business_days: Annotated[
        bool,
        typer.Option(
            "--business-days",
            help="Do nothing, with exit code 0, on a day that calendar under [schedule] calls a holiday or weekend.",
        ),
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the run's report as JSON.", show_default=False)
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="WHERE", help="Work on a Ray cluster: auto or ray://HOST:PORT.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look at all sources and brief what is new.

    Ctrl-C or SIGTERM once: what is in work is finished, the rest stays in the queue. Twice: at once.

    Exit codes: 0 all made and clean, 1 something failed or could not be looked at, 2 wrong usage or configuration.
    """
    from briefing.jobs.batch import Asked, run_config
    from briefing.jobs.config import load_config

    loaded = load_config(config)
    if business_days and (rest := _rest_today(loaded)):
        say(f"no run today ({rest})")
        return
    asked = Asked(limit=limit, since=_day(since, "--since"), dry_run=dry_run, processes=processes, cluster=cluster)
    raise typer.Exit(run_config(loaded, asked, report=report, as_json=as_json))


@app.command()
def status(config: Config, as_json: AsJson = False) -> None:
    """What was made, what failed and why, what waits."""
    from briefing.jobs.tables import Asked, status_lines, status_table

    with _ledger(config) as (loaded, ledger):
        asked = Asked(loaded.names(), loaded.zone)
        if as_json:
            put([json.dumps(status_table(ledger, asked), ensure_ascii=False)])
        else:
            put(status_lines(ledger, asked, shown=SHOWN))


@app.command()
def retry(config: Config, source: SourceName = None) -> None:
    """Put what failed back into the queue; the next run tries it again."""
    with _ledger(config) as (loaded, ledger):
        if source is not None and source not in loaded.names():
            raise UsageError(f"--source: no source {source!r}", hint="there are " + ", ".join(loaded.names()))
        # The ledger may be shared: what other configurations failed at is not ours to try.
        names = loaded.names() if source is None else (source,)
        put([f"{sum(ledger.retry(source=name) for name in names)} back in the queue"])


@app.command()
def export(
    config: Config,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="Where to: .csv, .json or .jsonl for the ledger, .zip for the files of a day."
        ),
    ],
    day: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day whose files go into a .zip.", show_default="today")
    ] = None,
) -> None:
    """Take away the ledger as a table, or the files of a day as a zip."""
    from briefing.jobs.archive import export_to

    with _ledger(config) as (loaded, ledger):
        wanted = _day(day, "--day") or datetime.now(loaded.zone).date()
        put([export_to(out, ledger, loaded.output.dir, wanted)])


def schedule(config: Config) -> None:
    """Stay, and run the batch whenever [schedule] of the configuration says so.

    Holidays: with calendar = ["JP"] (CN, JP, UK, US, NYSE) a time that falls on a weekend or holiday of one of them
    is left out, not put off.

    Late: a time missed because the machine slept is made up for within misfire (an hour); later, it is left out and
    said. Several missed times are one run.

    Overlap: a run that is still on when the next is due goes on, and that one is left out.

    Clocks: cron is read on the wall clock of timezone. A time that summer time skips comes as much later, a time that
    comes twice counts the first time.

    The configuration is read again before each run, but cron, timezone and calendar are those of the start. Ctrl-C or
    SIGTERM ends a run as it ends briefing batch run, and then the schedule.
    """
    from briefing.jobs.batch import Asked, run_config
    from briefing.jobs.config import load_config
    from briefing.jobs.schedule import due_times, serve

    loaded = load_config(config)
    if loaded.schedule is None:
        raise SettingsError(f"{config}: schedule: is missing", hint='add [schedule] with cron = "30 7 * * 1-5"')
    plan = loaded.schedule
    first = next(due_times(plan, datetime.now(loaded.zone)), None)
    if first is None:
        raise SettingsError(f"{config}: schedule: no day fits cron and calendar", hint="such as 30 February")
    stopped = threading.Event()

    def job() -> None:
        try:
            run_config(load_config(config), Asked(), stopped=stopped)
        except BriefingError as error:  # a configuration changed meanwhile, a ledger that cannot be reached
            complain(error, about=str(config))

    with _stopping(stopped):
        say(f"the first run is due on {first:%A %d %B %Y at %H:%M} ({plan.timezone})")
        serve(plan, job, stopped=stopped, say=say)


@contextmanager
def _ledger(path: Path) -> Iterator[tuple[BatchConfig, Ledger]]:
    """The configuration with its ledger. A batch that never ran has none to look at."""
    from briefing.jobs.config import load_config
    from briefing.jobs.ledger import Ledger

    loaded = load_config(path)
    place = loaded.ledger_place
    if isinstance(place, Path) and not place.is_file():
        raise OutputError(f"{place}: no ledger yet", hint=f"start with briefing batch run {path}")
    with Ledger.open(place) as ledger:
        yield loaded, ledger


@contextmanager
def _stopping(stopped: threading.Event) -> Iterator[None]:
    """``stopped`` is set by Ctrl-C or SIGTERM; a second one does what it does anywhere."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _frame: object) -> None:
        stopped.set()
        signal.signal(number, before[signal.Signals(number)])

    for one in before:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _rest_today(config: BatchConfig) -> str:
    from briefing.jobs.calendars import rest_day

    if config.schedule is None or not config.schedule.calendar:
        raise UsageError(
            "--business-days: the configuration names no calendar", hint='add [schedule] with calendar = ["JP"]'
        )
    return rest_day(datetime.now(config.zone).date(), config.schedule.calendar)


def _day(text: str | None, flag: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{flag}: not a day: {text!r}", hint="write it as 2026-11-20") from error
