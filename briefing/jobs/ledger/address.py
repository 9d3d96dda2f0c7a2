"""Where a ledger is: a SQLite file or a database address, and how to reach it.

Owns the forms of an address and what each driver wants to be told. Knows
nothing of tables.
"""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from briefing.errors import LedgerError

# A write takes a millisecond; whoever holds the file longer than this is stuck, not busy.
BUSY_SECONDS = 30
# A statement may wait for another's transaction; a server that says nothing for longer is gone.
ANSWER_SECONDS = 60
_FORM = "as postgresql://user@host/name"
_DRIVER = "postgresql+pg8000"


def address(where: Path | str) -> tuple[str, URL]:
    """How the ledger is called in messages, without a password, and its URL. Raises LedgerError."""
    if isinstance(where, str) and "://" in where:
        try:
            url = make_url(where)
        except (ArgumentError, ValueError) as error:
            raise LedgerError("the ledger's address is no URL", hint=_FORM) from error
        return url.render_as_string(hide_password=True), _with_driver(url)
    path = Path(where)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"{path}: no folder for the ledger ({error.strerror})", hint="name a folder you may write to"
        ) from error
    return str(path), URL.create("sqlite", database=str(path))


def open_engine(url: URL) -> Engine:
    """The engine for an address; nothing is connected yet. Raises LedgerError where its driver is missing."""
    plain = url
    arguments: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    elif url.drivername == _DRIVER:
        plain, arguments = _for_pg8000(url)
    try:
        return create_engine(plain, connect_args=arguments, pool_pre_ping=url.get_backend_name() != "sqlite")
    except (NoSuchModuleError, ImportError) as error:
        raise LedgerError(
            f"no driver for the ledger at {url.render_as_string(hide_password=True)}",
            hint=f"for PostgreSQL: pip install 'briefing[postgres]' and an address {_FORM}",
        ) from error


def _with_driver(url: URL) -> URL:
    """Both names that PostgreSQL has in addresses, by the driver that we test with; another one where it is named."""
    return url.set(drivername=_DRIVER) if url.drivername in ("postgresql", "postgres") else url


def _for_pg8000(url: URL) -> tuple[URL, dict[str, Any]]:
    """What libpq reads from an address and the environment, and this driver does not: TLS and the password."""
    query = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    mode, authority = query.pop("sslmode", ""), query.pop("sslrootcert", None)
    arguments: dict[str, Any] = {"timeout": ANSWER_SECONDS, "application_name": "briefing"}
    if mode in ("require", "verify-ca", "verify-full"):
        arguments["ssl_context"] = _tls(mode, authority)
    elif mode not in ("", "disable", "allow", "prefer"):
        raise LedgerError(f"the ledger's address: no such sslmode: {mode}", hint="write sslmode=verify-full")
    if unknown := sorted(query.keys() - {"unix_sock"}):
        raise LedgerError(
            f"the ledger's address: no such parameter: {unknown[0]}", hint="there are sslmode, sslrootcert, unix_sock"
        )
    if url.password is None and (password := os.environ.get("PGPASSWORD")):
        url = url.set(password=password)
    return url.set(query=query), arguments


def _tls(mode: str, authority: str | None) -> ssl.SSLContext:
    """As libpq does it: ``require`` alone asks for no certificate, ``verify-ca`` for no host name."""
    try:
        context = ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError) as error:
        raise LedgerError(f"the ledger's address: sslrootcert: {authority} cannot be read", hint=_FORM) from error
    if mode != "verify-full":
        context.check_hostname = False
    if mode == "require" and authority is None:
        context.verify_mode = ssl.CERT_NONE
    return context
