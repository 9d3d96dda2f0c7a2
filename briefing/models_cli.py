"""The commands ``briefing models``: which models there are, what of them is here, getting one.

Owns flags, tables and progress. Knows nothing of where weights lie nor how they
come here (``translate.hf``), which is imported inside the commands only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.console import put, say
from briefing.show import json_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from briefing.translate.hf.fetch import Watch
    from briefing.translate.hf.store import Presence
    from briefing.translate.profiles import Profile

app = typer.Typer(help="See which models can write the briefs, and get them.", no_args_is_help=True)

_MB = 1_000_000
_HEAD = ("profile", "state", "disk", "memory", "writes", "licence", "commercial use")

Name = Annotated[str, typer.Argument(metavar="PROFILE", help="A profile as in briefing models list.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON instead of text.")]


@app.command("list")
def list_profiles(as_json: AsJson = False) -> None:
    """Show all profiles, best first, and what of them is on this machine."""
    from briefing.translate.hf.choose import choose
    from briefing.translate.profiles import available
    from briefing.values import LANGS

    profiles = available()
    if as_json:
        put(json_line(_table(profile)) for profile in profiles)
        return
    put(_columns([_HEAD, *(_row(profile) for profile in profiles)]))
    say("auto takes " + choose(profiles, LANGS).reason.removeprefix("engine: "))


@app.command()
def show(profile: Name, as_json: AsJson = False) -> None:
    """Show all of a profile: its models, what is missing and where it lies."""
    from briefing.translate.profiles import find

    found = find(profile)
    put([json_line(_table(found))] if as_json else _details(found))


@app.command()
def pull(
    profile: Name,
    allow_noncommercial: Annotated[
        bool, typer.Option("--allow-noncommercial", help="Also get weights whose licence forbids commercial use.")
    ] = False,
) -> None:
    """Get the weights of a profile from the Hugging Face hub.

    Files that came whole stay when it is interrupted; pull again to go on.
    """
    from briefing.translate.hf import fetch, store
    from briefing.translate.hf.contents import size_words
    from briefing.translate.profiles import find

    found = find(profile)
    for model in found.models:
        terms = "commercial use allowed" if model.commercial else "no commercial use"
        say(f"{model.repo}: {model.licence}, {terms}" + (f" ({model.licence_url})" if model.licence_url else ""))
    if store.state(found) == "here":
        say(f"{found.name} is already here")
        return
    with _watch() as watch:
        fetch.pull(found, watch=watch, allow_noncommercial=allow_noncommercial)
    say(f"{found.name} is here: {size_words(_size(found))}")


# --- what is shown -------------------------------------------------------------


def _row(profile: Profile) -> tuple[str, ...]:
    from briefing.translate.hf.contents import size_words
    from briefing.translate.hf.store import state

    known = state(profile)
    return (
        profile.name,
        known,
        size_words(_size(profile) if known == "here" else profile.disk_mb * _MB),
        size_words(profile.memory_mb * _MB),
        " ".join(_writes(profile)) or "-",
        ", ".join(profile.licences),
        "yes" if profile.commercial else "no",
    )


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _details(profile: Profile) -> Iterator[str]:
    from briefing.translate.hf.choose import machine_memory
    from briefing.translate.hf.contents import size_words
    from briefing.translate.hf.store import look_all, state

    memory = machine_memory()
    has = f" (this machine has {size_words(memory)})" if memory else ""
    yield f"{profile.name}: {profile.about}"
    yield from _columns(
        [
            ("state", state(profile)),
            ("rank", str(profile.rank)),
            ("memory", size_words(profile.memory_mb * _MB) + has),
            ("commercial use", "yes" if profile.commercial else "no"),
        ]
    )
    for presence in look_all(profile):
        yield ""
        yield from _model_lines(presence)


def _model_lines(presence: Presence) -> Iterator[str]:
    from briefing.translate.hf.contents import size_words

    model = presence.spec
    task = "translates into" if model.role == "translate" else "shortens texts in"
    yield model.repo
    rows = [
        ("state", presence.state),
        ("revision", model.revision),
        ("commit", presence.commit or ("-" if presence.size else "not fetched yet")),
        ("licence", f"{model.licence} {model.licence_url}".rstrip()),
        (task, " ".join(model.langs)),
        ("run by", f"{model.runtime} ({model.architecture})"),
        ("disk", size_words(model.disk_mb * _MB)),
        ("memory", size_words(model.memory_mb * _MB)),
    ]
    if presence.folder and presence.size:
        rows.append(("folder", str(presence.folder)))
        rows += [("missing", line) for line in presence.missing]
    yield from (f"  {line}" for line in _columns(rows))


def _table(profile: Profile) -> dict[str, object]:
    from briefing.translate.hf.store import look_all, state

    return {
        "name": profile.name,
        "about": profile.about,
        "rank": profile.rank,
        "state": state(profile),
        "disk": _size(profile) or profile.disk_mb * _MB,
        "memory": profile.memory_mb * _MB,
        "licences": list(profile.licences),
        "commercial": profile.commercial,
        "langs": _writes(profile),
        "models": [_model_table(presence) for presence in look_all(profile)],
    }


def _model_table(presence: Presence) -> dict[str, object]:
    model = presence.spec
    return {
        "repo": model.repo,
        "revision": model.revision,
        "commit": presence.commit or None,
        "state": presence.state,
        "folder": str(presence.folder) if presence.size else None,
        "missing": list(presence.missing) if presence.size else [],
        "licence": model.licence,
        "licence_url": model.licence_url or None,
        "role": model.role,
        "langs": list(model.langs),
        "architecture": model.architecture,
        "runtime": model.runtime,
    }


def _writes(profile: Profile) -> list[str]:
    return sorted(profile.langs)


def _size(profile: Profile) -> int:
    from briefing.translate.hf.store import look_all

    return sum(presence.size for presence in look_all(profile))


# --- progress ------------------------------------------------------------------


@contextmanager
def _watch() -> Iterator[Watch]:
    """A bar for a person, a line a file for a log."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    name = TextColumn("{task.description}", markup=False)
    with Progress(*columns, name, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress)


class _Bar:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("", total=None)

    def begin(self, files: int, size: int) -> None:
        self._progress.update(self._task, total=size)

    def file(self, name: str, size: int) -> None:
        self._progress.update(self._task, description=name)

    def advance(self, size: int) -> None:
        self._progress.advance(self._task, size)


class _Lines:
    def __init__(self) -> None:
        self._files = self._number = 0

    def begin(self, files: int, size: int) -> None:
        self._files = files

    def file(self, name: str, size: int) -> None:
        from briefing.translate.hf.contents import size_words

        self._number += 1
        say(f"[{self._number}/{self._files}] {name} ({size_words(size)})")

    def advance(self, size: int) -> None:
        """A log has no use for it."""
