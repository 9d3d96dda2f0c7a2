"""A PostgreSQL server of the tests' own: in a folder that goes, on a port of loopback, with nothing made durable."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# What a server does for the next power cut costs seconds that no test needs.
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
# The server refuses to be root.
_USER = "postgres"


def _binaries() -> Path:
    found = [Path(on_path).resolve().parent] if (on_path := shutil.which("initdb")) else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if found:
        return found[-1]
    if os.environ.get("CI") == "true":
        pytest.fail("CI tests the ledger in PostgreSQL: apt-get install postgresql")
    pytest.skip("needs a PostgreSQL server: apt-get install postgresql")


def _called(*command: str | Path) -> None:
    as_user = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_user, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def served() -> Iterator[str]:
    """The address of a database on a server that lives as long as the tests."""
    programs = _binaries()
    # Not below pytest's own folder, which lets nobody else in.
    home = Path(tempfile.mkdtemp(prefix="briefing-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, _USER, _USER)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        data = home / "data"
        _called(
            programs / "initdb", "-D", data, "-U", "desk", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"
        )
        options = " ".join(f"-c {name}={value}" for name, value in {**_OPTIONS, "port": port}.items())
        _called(programs / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://desk@127.0.0.1:{port}/postgres"
        finally:
            _called(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
