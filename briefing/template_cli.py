"""The commands ``briefing template``: the shipped house styles, a copy to start from, what is wrong with one.

Owns flags and messages. Knows nothing of what makes a template usable
(``render``), which is imported inside the commands only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from briefing.console import put
from briefing.errors import OutputError, UsageError
from briefing.show import json_line
from briefing.values import LANGS, Lang

if TYPE_CHECKING:
    from briefing.render.template_report import Report

app = typer.Typer(
    help="Word templates: list ours, copy one to start from, check one of your own.", no_args_is_help=True
)

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON instead of text.")]


@app.command("list")
def list_styles(as_json: AsJson = False) -> None:
    """List the house styles that --template takes by name."""
    from briefing.render.template_names import DEFAULT_STYLE, HOUSE_STYLES

    if as_json:
        styles = [{"name": n, "about": about, "default": n == DEFAULT_STYLE} for n, about in HOUSE_STYLES.items()]
        put([json_line(styles)])
        return
    wide = max(map(len, HOUSE_STYLES))
    for name, about in HOUSE_STYLES.items():
        put([f"{name:<{wide}}  {about}" + (" (default)" if name == DEFAULT_STYLE else "")])


@app.command("new")
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The template to write (.docx).", show_default=False)],
    style: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The house style to copy; see briefing template list.", show_default="investor-brief"
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="LANG", help="Its language, en or ja.", show_default="as in FILE (.en.docx), else both as a pair"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a copy of one of our templates, to be changed in Word.

    FILE.docx without a language gives FILE.en.docx and FILE.ja.docx; prints what was written.
    """
    from briefing.render.files import write_atomic
    from briefing.render.template_names import DEFAULT_STYLE
    from briefing.render.templates import shipped_template

    copies = {path: shipped_template(style or DEFAULT_STYLE, lang) for lang, path in _targets(file, to).items()}
    for path in copies:
        if path.exists() and not force:
            raise OutputError(f"{path}: is there already", hint="choose another name, or replace it with --force")
    for path, source in copies.items():
        write_atomic(path, source.read_bytes())
        put([str(path)])


def _targets(file: Path, to: str | None) -> dict[Lang, Path]:
    """The file for each language to write."""
    whole = file if file.suffix == ".docx" else file.with_name(f"{file.name}.docx")
    if file.suffix not in ("", ".docx") and not _tag(file.name):
        raise UsageError(f"{file}: a template is a .docx file", hint="end its name in .docx")
    if to is not None and to not in get_args(Lang):
        raise UsageError(f"--to: not a language we write: {to!r}", hint="en or ja")
    named = _tag(whole.stem)
    if to and named and to != named:
        raise UsageError(f"{file} is named as the {named} template, not {to}", hint="leave --to out, or rename it")
    for lang in LANGS:
        if lang in (to, named):
            return {lang: whole}
    return {lang: whole.with_name(f"{whole.stem}.{lang}.docx") for lang in LANGS}


def _tag(stem: str) -> str:
    tag = stem.rpartition(".")[2]
    return tag if tag in LANGS else ""


@app.command("check")
def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Your template (.docx), or several.", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with a template: placeholders, styles, fonts, and what clients should not see.

    Exits with 1 where a template cannot be used.
    """
    from briefing.render.template_report import report_on

    reports = [report_on(file) for file in files]
    for report in reports:
        put([json_line(_table(report))] if as_json else _lines(report))
    raise typer.Exit(int(not all(report.usable for report in reports)))


def _table(report: Report) -> dict[str, Any]:
    told = {
        f"{kind}s": [r.message for r in report.remarks if r.severity == kind] for kind in ("error", "warning", "note")
    }
    found = {
        "sections": list(report.sections),
        "lines": list(report.lines),
        "fonts": {script: list(fonts) for script, fonts in report.fonts.items()},
        "page_mm": list(report.page_mm),
        "text_mm": report.text_mm,
        "pictures": report.pictures,
    }
    return {"file": report.file, "usable": report.usable, **told, **found}


def _lines(report: Report) -> Iterator[str]:
    for remark in report.remarks:
        yield f"{report.file}: {remark.severity}: {remark.message}"
    if report.page_mm[0]:
        width, height = report.page_mm
        yield f"{report.file}: page {width} × {height} mm, text {report.text_mm} mm wide; pictures: {report.pictures}"
        yield f"{report.file}: sections: {', '.join(report.sections) or 'none'}"
        yield f"{report.file}: lines: {', '.join(report.lines) or 'none'}"
        for script, fonts in report.fonts.items():
            yield f"{report.file}: {script}: {', '.join(fonts) or 'no font'}"
    errors, warnings = (sum(r.severity == kind for r in report.remarks) for kind in ("error", "warning"))
    can = "can be used" if report.usable else "cannot be used"
    yield f"{report.file}: {can}; errors: {errors}, warnings: {warnings}"
