"""How one server runs: where its data lie, who may reach it, how much it takes on.

Owns the values and the layout of the data folder. Knows nothing of HTTP.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass, field
from pathlib import Path

from briefing.read import MAX_BYTES
from briefing.settings import Settings

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
# A form adds its fields and boundaries to the file.
_FORM_ROOM = 256 * 1024
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<name>[A-Za-z0-9._\-]+))(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds a client may take: to say what it wants, between two pieces of a body, for a whole body.

    ``crowd``: beyond so many connections, silent ones make room for new ones.
    """

    head: float = 15.0
    idle: float = 15.0
    body: float = 120.0
    crowd: int = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One server's settings, settled when it starts.

    ``names`` are host names it answers to besides its own address; ``proxied`` says that a
    proxy on this machine stands in front, whose word on the client's address and scheme counts.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    names: frozenset[str] = field(default_factory=frozenset)
    proxied: bool = False
    workers: int = 1
    settings: Settings = field(default_factory=Settings)
    queue: int = 200
    max_upload: int = MAX_BYTES
    patience: Patience = field(default_factory=Patience)

    @property
    def max_body(self) -> int:
        return self.max_upload + _FORM_ROOM

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it: then nobody needs to log in."""
        return is_loopback(self.host) and not self.names - set(LOOPBACK_NAMES) and not self.proxied

    def answers_to(self, host: str) -> bool:
        """Whether a Host header is ours; any other may be a name that somebody pointed at this address."""
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = (match["v6"] or match["name"]).lower().rstrip(".")
        if name in LOOPBACK_NAMES or name in self.names or name == self.host:
            return True
        return not self.local and (_is_address(name) or name == socket.gethostname().lower())


@dataclass(frozen=True, slots=True)
class Folders:
    """The data folder. Names of files in it are made by us, never by who asks."""

    data: Path

    @property
    def ledger(self) -> Path:
        """Where a batch that writes to this shelf keeps its own: then the page shows what batches made."""
        return self.shelf / ".briefing" / "ledger.db"

    @property
    def shelf(self) -> Path:
        return self.data / "briefs"

    @property
    def uploads(self) -> Path:
        return self.data / "uploads"

    @property
    def templates(self) -> Path:
        return self.data / "templates"

    @property
    def glossaries(self) -> Path:
        return self.data / "glossaries"

    @property
    def private(self) -> Path:
        return self.data / "private"

    def make(self) -> None:
        """Create what is missing; only the owner may look into what is private, or into a data folder of our making."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.shelf, self.uploads, self.templates, self.glossaries, self.private):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.uploads, self.private):
            folder.chmod(0o700)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reachable from this machine alone."""
    if host == "localhost":
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
