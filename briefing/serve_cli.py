"""The command ``briefing serve``: its flags, its questions, what it says at the start.

Owns how wishes become a ``Site``. Everything of the page is imported inside, so that ``--help`` costs nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import platformdirs
import typer

from briefing.console import put, say
from briefing.errors import OutputError, UsageError
from briefing.settings import load

if TYPE_CHECKING:
    from briefing.web.site import Folders

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Folder for briefs, jobs, templates and glossaries.",
        show_default="the user's data folder",
    ),
]
Workers = Annotated[
    int, typer.Option(min=1, max=64, help="Processes that make briefs; a model is held by a single one.")
]
Queue = Annotated[int, typer.Option(min=1, max=100_000, help="Jobs that may wait before more are refused.")]
Engine = Annotated[str | None, typer.Option(metavar="NAME", help="Who writes, as with generate.", show_default="auto")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A host name it answers to; may be given several times.", show_default=False),
]
Proxied = Annotated[
    bool, typer.Option("--behind-proxy", help="A reverse proxy on this machine stands in front and may speak https.")
]
TokenFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A file with a token that opens page and API.", show_default=False),
]
SetPassword = Annotated[bool, typer.Option("--set-password", help="Ask for the house's password, keep its hash, end.")]
NewToken = Annotated[bool, typer.Option("--new-token", help="Print a new token for scripts, keep its hash, end.")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Data = None,
    workers: Workers = 1,
    queue: Queue = 200,
    engine: Engine = None,
    allow_host: AllowHost = None,
    behind_proxy: Proxied = False,
    token_file: TokenFile = None,
    set_password: SetPassword = False,
    new_token: NewToken = False,
) -> None:
    """Serve the page and the API: paste or upload an article, watch, check, download.

    On this machine alone (127.0.0.1) nobody needs to log in. At any other address, under another name or behind
    a proxy it starts only with a password or a token.
    """
    folder = data or platformdirs.user_data_path("briefing", appauthor=False)
    if set_password or new_token:
        _credentials(folder, set_password=set_password, new_token=new_token)
        return
    from briefing.web import access, server
    from briefing.web.site import Folders, Site
    from briefing.web.workshop import require_engine

    site = Site(
        data=folder.absolute(),
        host=host,
        port=port,
        names=frozenset(name.lower().rstrip(".") for name in allow_host or ()),
        proxied=behind_proxy,
        workers=workers,
        queue=queue,
        settings=load({"engine": engine}),
    )
    known = access.load(Folders(site.data).private, token_file=token_file)
    server.require_guard(site, known)
    require_engine(site.settings)
    listening = server.listen(site)
    _make(Folders(site.data))
    shown = f"[{host}]" if ":" in host else host
    say(f"briefing serves http://{shown}:{port}/ from {site.data} (Ctrl-C ends it)")
    if not known.required:
        say("anyone on this machine may use it without a password")
    server.serve(site, known, listening)


def _make(folders: Folders) -> None:
    try:
        folders.make()
    except OSError as error:
        raise OutputError(
            f"{folders.data}: {error.strerror}", hint="name a folder you may write to with --data"
        ) from error


def _credentials(folder: Path, *, set_password: bool, new_token: bool) -> None:
    """What the house's people and scripts come in with; only hashes are kept."""
    from briefing.web import access
    from briefing.web.site import Folders

    private = Folders(folder).private
    if set_password:
        access.set_password(private, _asked_password())
        say("the password is set; whoever was logged in must log in again once the server is restarted")
    if new_token:
        put([access.new_token(private)])
        say("keep it well: it is shown only now")


def _asked_password() -> str:
    """Typed twice at a terminal, or one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    first = getpass.getpass("password: ")
    if first != getpass.getpass("once more: "):
        raise UsageError("the two are not the same", hint="try again")
    return first
