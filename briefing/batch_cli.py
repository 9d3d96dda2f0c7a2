"""``briefing batch`` and ``briefing schedule``: flags, tables and exit codes.

Owns what these commands print. Knows nothing of how a run is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.console import put, say

if TYPE_CHECKING:
    pass

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
    limit: Annotated[int | None, typer.Option(min=1, help="Make at most so many articles.", show_default=False)] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles published on that day or later.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read; change nothing.")] = False,
    processes: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes that write.", show_default="as configured")
    ] = None,
    business_days: Annotated[
        bool, typer.Option("--business-days", help="Do nothing on a day the schedule's calendar calls a holiday.")
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
    """Look at all sources and brief what is new."""
    from briefing.jobs.batch import Asked, run_config
    from briefing.jobs.config import load_config

    loaded = load_config(config)
    if business_days and (rest := _rest_today(loaded)):
        say(f"no run today ({rest})")
        return
    asked = Asked(limit=limit, since=_day(since, "--since"), dry_run=dry_run, processes=processes, cluster=cluster)
    done = run_config(loaded, asked)
    if report is not None:
        done.write(report)
    put([done.json()] if as_json else done.lines())
    raise typer.Exit(done.exit_code)
