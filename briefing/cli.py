"""The command ``briefing``: what a person or a script asks for, and the answer.

Owns flags, help texts, progress, the one place where errors become lines and
exit codes. Data goes to standard output, everything else to standard error.
Knows nothing of how a brief is made: stages are imported inside the commands,
so that ``--help`` costs nothing.

Exit codes: 0 all made and clean; 1 something could not be made or an error
finding remains; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import Abort, TyperException

from briefing import batch_cli, glossary_cli, models_cli, serve_cli, show, template_cli
from briefing.console import complain, put, say
from briefing.errors import BriefingError, OutputError, SourceMissing, SourceUnreadable, UsageError
from briefing.settings import Settings, load
from briefing.version import __version__

OK, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="briefing",
    help="Chinese business news in, English and Japanese investor briefs in Word out.",
    epilog="Exit codes: 0 all made and clean, 1 something failed or is in doubt, 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: no boxes that cut long values short
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(batch_cli.app, name="batch")
app.add_typer(models_cli.app, name="models")
app.add_typer(glossary_cli.app, name="glossary")
app.add_typer(template_cli.app, name="template")

ONE_HELP = "A file (.txt .md .html .docx .pdf), a web address, or - for standard input."
MANY_HELP = "Files (.txt .md .html .docx .pdf), folders, web addresses, or - for standard input."
Source = Annotated[str, typer.Argument(metavar="SOURCE", help=ONE_HELP, show_default=False)]
Sources = Annotated[list[str], typer.Argument(metavar="SOURCE", help=MANY_HELP, show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON instead of text.")]
AllowPrivate = Annotated[
    bool | None,
    typer.Option(
        "--allow-private/--no-allow-private",
        help="Also read web pages from private network addresses.",
        show_default="no",
    ),
]
Glossary = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE", help="A glossary of your own terms and names; may be given several times.", show_default=False
    ),
]


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """The exit code of ``briefing ARGS``: the one place where errors become words."""
    try:
        return int(app(args=list(args), prog_name="briefing", standalone_mode=False) or OK)
    except BriefingError as error:
        complain(error)
        return error.exit_code
    except TyperException as error:
        return _refuse(error)
    except (KeyboardInterrupt, Abort):
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our answers has had enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _print_version(asked: bool) -> None:
    if asked:
        put([f"briefing {__version__}"])
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """The flags that come before any command; the help text is the app's."""


@app.command()
def generate(
    sources: Sources,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the briefs.", show_default="this folder"),
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="LANGS", help="Languages to write.", show_default="en,ja")] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who writes: auto (the best engine on this machine), embedded, which needs no weights, a profile "
            "as in briefing models list, or recorded:FILE.jsonl.",
            show_default="auto",
        ),
    ] = None,
    summariser: Annotated[
        str | None,
        typer.Option(
            metavar="PROFILE", help="A model that shortens the takeaway and the headline.", show_default="none"
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A house style of ours (see briefing template list), or your own Word template: NAME.docx for both "
            "languages, or NAME.en.docx with NAME.ja.docx beside it.",
            show_default="investor-brief",
        ),
    ] = None,
    glossary: Glossary = None,
    *,
    comments: Annotated[
        bool | None,
        typer.Option("--comments/--no-comments", help="Word comments at doubtful places.", show_default="yes"),
    ] = None,
    review: Annotated[
        bool | None,
        typer.Option("--review/--no-review", help="Add a table of all findings for the reviewer.", show_default="no"),
    ] = None,
    bilingual: Annotated[
        bool | None,
        typer.Option("--bilingual/--no-bilingual", help="Key points beside their Chinese.", show_default="no"),
    ] = None,
    one_file: Annotated[
        bool | None,
        typer.Option(
            "--one-file/--no-one-file", help="Both languages in one Word file, NAME.en-ja.docx.", show_default="no"
        ),
    ] = None,
    pdf: Annotated[
        bool | None,
        typer.Option("--pdf/--no-pdf", help="Also PDF files, made by LibreOffice.", show_default="no"),
    ] = None,
    html: Annotated[
        bool | None,
        typer.Option("--html/--no-html", help="Also a preview as a web page, NAME.preview.html.", show_default="no"),
    ] = None,
    house: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Your house, the author in the documents' properties.", show_default="none"),
    ] = None,
    fx: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Exchange rates (CSV: date,from,to,rate,source): amounts are also given in yen or dollars, "
            "marked as converted.",
            show_default="no conversions",
        ),
    ] = None,
    fx_to: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="What the English brief converts into: USD or JPY.", show_default="USD if FILE has it"
        ),
    ] = None,
    allow_private: AllowPrivate = None,
    as_json: AsJson = False,
) -> None:
    """Make an English and a Japanese investor brief of each article.

    Writes NAME.en.docx, NAME.ja.docx and NAME.brief.json and prints their paths. A source that cannot be read
    stops none of the others; two sources of the same name are an error for the second.
    """
    settings = load(
        {
            "out": out,
            "to": to,
            "engine": engine,
            "summariser": summariser,
            "template": template,
            "glossary": glossary,
            "comments": comments,
            "review": review,
            "bilingual": bilingual,
            "one_file": one_file,
            "pdf": pdf,
            "html": html,
            "house": house,
            "fx": fx,
            "fx_to": fx_to,
            "allow_private": allow_private,
        }
    )
    _check_folder(settings.out)
    from briefing.several import generate_all

    clean = generate_all(sources, settings=settings, as_json=as_json)
    raise typer.Exit(OK if clean else FAILED)


@app.command()
def read(source: Source, allow_private: AllowPrivate = None, as_json: AsJson = False) -> None:
    """Show what is read of an article: title, date, medium, paragraphs."""
    from briefing import read as reading
    from briefing.read.describe import describe

    settings = load({"allow_private": allow_private})
    article = reading.read(source, fetcher=reading.fetcher_for([source], settings))
    put([show.json_line(describe(article))] if as_json else show.article_lines(article))


@app.command()
def facts(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help=ONE_HELP, show_default=False)] = None,
    lines: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Read the figures of each line of a text file (- for standard input) on its own; answers a line each.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also show what was not understood, and why.")] = False,
    report: Annotated[
        bool,
        typer.Option("--report", help="Instead, count over a folder what is understood and rank what blocks the rest."),
    ] = False,
    glossary: Glossary = None,
    allow_private: AllowPrivate = None,
    as_json: AsJson = False,
) -> None:
    """Show the figures, dates, names and facts found in an article."""
    if lines is not None and source is None:
        put(_figures_of_lines(lines, as_json=as_json))
        return
    if lines is not None or source is None:
        raise UsageError("give either a source or --lines FILE", hint="see briefing facts --help")
    settings = load({"glossary": glossary, "allow_private": allow_private})
    if report:
        raise typer.Exit(_report(source, settings, as_json=as_json))
    from briefing import coverage, pipeline

    facts_of = coverage.explained_facts if explain else pipeline.facts_of
    found = facts_of(source, settings=settings)
    table = show.reading_table(found, explain=explain)
    put([show.json_line(table)] if as_json else show.reading_lines(found, explain=explain))


@app.command()
def check(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE",
            help="The Chinese (.txt .md .html .docx .pdf, - for standard input), or a file that holds both sides "
            "(.tmx .xlf .xliff .csv, two-column .docx).",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Argument(metavar="TARGET", help="Its translation or brief, by anyone.", show_default=False),
    ] = None,
    *,
    to: Annotated[str, typer.Option(metavar="LANG", help="Language of the target: en or ja.")],
    pairs: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Instead of SOURCE and TARGET: pairs of short texts, a JSON object to a line (- for standard input).",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help="What TARGET is: a translation, or a brief, which may leave things out.",
            show_default="by its length",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day 去年 and 昨日 count from, as 2020-11-20.", show_default=False),
    ] = None,
    glossary: Glossary = None,
    min_severity: Annotated[
        str, typer.Option(metavar="SEVERITY", help="Show nothing less than this: error, warning or note.")
    ] = "note",
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Also write both texts side by side as a web page.", show_default=False),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Also write TARGET with the findings as Word comments.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace results that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check a translation that anyone made against its Chinese: figures by value and unit, dates, names, leftovers.

    Exits with 1 where an error was found.
    """
    from briefing import check_cli

    asked = check_cli.Asked(
        to=to,
        source=source,
        target=target,
        pairs=pairs,
        kind=kind,
        published=published,
        glossaries=load({"glossary": glossary}).glossaries,
        least=min_severity,
        html=html,
        annotate=annotate,
        force=force,
        as_json=as_json,
    )
    raise typer.Exit(OK if check_cli.check(asked) else FAILED)


# After the commands for one article: help lists them in this order.
app.command()(batch_cli.schedule)
app.command()(serve_cli.serve)


def _report(source: str, settings: Settings, *, as_json: bool) -> int:
    """Print how much of the source's articles is understood; a source that fails stops none of the others."""
    from briefing.coverage import coverage_lines, coverage_table, gathered, measure
    from briefing.read import expand

    measures, failed = [], 0
    for each in expand([source]):
        try:
            measures.append(measure(each, settings=settings))
        except BriefingError as error:
            failed += 1
            complain(error, about=each)
    if measures:
        coverage = gathered(measures)
        put([show.json_line(coverage_table(coverage))] if as_json else coverage_lines(coverage))
    return FAILED if failed else OK


def _figures_of_lines(file: str, *, as_json: bool) -> Iterator[str]:
    from briefing.facts.figures import read_figures

    for number, line in enumerate(_lines(file), start=1):
        figures = read_figures(line)
        if as_json:
            yield show.json_line({"line": number, "figures": [show.line_figure(figure) for figure in figures]})
        else:
            yield from (f"{number}: {figure.text}  =  {show.figure_words(figure)}" for figure in figures)


def _lines(file: str, flag: str = "--lines") -> list[str]:
    """The lines of a UTF-8 text; only a line feed ends one, so that numbers match other tools'."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"{file}: not UTF-8 at byte {error.start}", hint="convert it to UTF-8") from error
    except OSError as error:
        raise SourceMissing(
            f"{file}: {error.strerror}", hint=f"{flag} takes a text file, one text to a line"
        ) from error
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _check_folder(out: Path) -> None:
    """Refuse a folder that can never be written to before any work is done for it."""
    there = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not there.is_dir():
        raise OutputError(f"{out}: {there} is a file, not a folder", hint="give another folder with --out")
    if not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(f"{out}: not allowed to write in {there}", hint="give another folder with --out")


def _refuse(error: TyperException) -> int:
    """Say what is wrong with the flags; with no command at all the help is the answer."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "briefing"
    message = error.format_message()
    if message.startswith("Usage:") or not message.strip():
        say(message)
        return WRONG_USAGE
    say(f"error: {message}")
    say(f"hint: see {command} --help")
    return WRONG_USAGE
