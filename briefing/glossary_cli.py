"""The commands ``briefing glossary``: what is wrong with one, and CSV into TBX and back.

Owns flags and messages. Knows nothing of the forms of glossaries (``lexicon``),
which are imported inside the commands only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.console import put
from briefing.errors import OutputError

app = typer.Typer(help="Check a glossary, or turn CSV into TBX and back.", no_args_is_help=True)

GlossaryFile = Annotated[Path, typer.Argument(metavar="FILE", help="A glossary (.csv or .tbx).", show_default=False)]


@app.command("check")
def check(file: GlossaryFile) -> None:
    """Say what is wrong with a glossary, line by line."""
    from briefing.lexicon.glossary import entries_of
    from briefing.lexicon.glossary_check import remarks

    entries = entries_of(file)
    found = list(remarks(entries, file))
    put(f"{remark.severity}: {remark.message}" for remark in found)
    errors = sum(remark.severity == "error" for remark in found)
    put([f"{file}: {len(entries)} terms; errors: {errors}, warnings: {len(found) - errors}"])
    raise typer.Exit(int(errors > 0))


@app.command("convert")
def convert(
    file: GlossaryFile,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file to write.", show_default="the same name with the other ending"),
    ] = None,
) -> None:
    """Write a CSV glossary as TBX, or a TBX one as CSV.

    Prints the path of the new file. Replaces none that is there.
    """
    from briefing.lexicon import tbx
    from briefing.lexicon.glossary import csv_text, entries_of, is_tbx, read_glossary
    from briefing.render.files import write_atomic

    read_glossary(file)
    entries = entries_of(file)
    to = out or file.with_suffix(".csv" if is_tbx(file) else ".tbx")
    if to.exists():
        raise OutputError(f"{to}: is there already", hint="name another file with --out")
    write_atomic(to, tbx.written(entries) if is_tbx(to) else csv_text(entries).encode("utf-8"))
    put([str(to)])
