"""Cookies that cannot be forged, logins that can be ended, and the token every form must carry.

Owns the signature, the list of logins (one empty file each, named by a hash) and what a token of
a form is. Knows nothing of passwords and pages.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

LOGIN_SECONDS = 12 * 3600
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """One browser. ``inside`` is True after a login."""

    id: str
    inside: bool = False


class Sessions:
    """The sessions of one data folder; they outlive a restart and end with the password."""

    def __init__(self, folder: Path, *, mark: str = "", clock: Callable[[], float] = time.time) -> None:
        self._logins = folder / "logins"
        self._logins.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._secret = _secret(folder / "secret")
        self._signed = URLSafeSerializer([self._secret], salt=f"session {mark}", signer_kwargs=_SIGNER)
        self._clock = clock

    def of(self, cookie: str) -> Session | None:
        """The session of a cookie; None for one that we did not write."""
        try:
            name = self._signed.loads(cookie)
        except BadSignature:
            return None
        return Session(name, self._is_inside(name)) if isinstance(name, str) else None

    def cookie(self, session: Session) -> str:
        return str(self._signed.dumps(session.id))

    def new(self) -> Session:
        """A session of somebody who has not said who they are."""
        return Session(secrets.token_urlsafe(24))

    def enter(self, old: Session | None) -> Session:
        """A login under a new name: whoever knew the old one gains nothing."""
        if old is not None:
            self.leave(old)
        session = Session(secrets.token_urlsafe(24), inside=True)
        file = self._file(session.id)
        file.touch(mode=0o600)
        now = self._clock()
        os.utime(file, (now, now))
        self._sweep()
        return session

    def leave(self, session: Session) -> None:
        self._file(session.id).unlink(missing_ok=True)

    def form_token(self, session: Session) -> str:
        """What a form of this session must carry."""
        return hmac.new(self._secret, b"form " + session.id.encode(), hashlib.sha256).hexdigest()

    def accepts(self, session: Session | None, token: str) -> bool:
        given = token.encode("utf-8", errors="replace")
        return session is not None and hmac.compare_digest(self.form_token(session).encode(), given)

    def _is_inside(self, name: str) -> bool:
        with contextlib.suppress(OSError):
            return self._clock() - self._file(name).stat().st_mtime < LOGIN_SECONDS
        return False

    def _file(self, name: str) -> Path:
        return self._logins / hashlib.sha256(name.encode()).hexdigest()

    def _sweep(self) -> None:
        for file in self._logins.iterdir():
            with contextlib.suppress(OSError):
                if self._clock() - file.stat().st_mtime >= LOGIN_SECONDS:
                    file.unlink()


_SIGNER = {"key_derivation": "hmac", "digest_method": hashlib.sha256}


def _secret(file: Path) -> bytes:
    """The server's own secret, made once. Two servers that start together agree on one."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    if not file.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secrets.token_bytes(_SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_bytes()
