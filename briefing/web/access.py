"""Who may come in: the house's password and the tokens of its scripts, as hashes in one private file.

Owns ``private/access.json``. Knows nothing of HTTP and sessions. A token is 256 random bits, so a
plain SHA-256 keeps it; a password is weak, so argon2 does.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import OutputError, SettingsError, UsageError
from briefing.render.files import write_atomic

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FILE = "access.json"
SHORTEST = 10
# Nobody types more; hashing a megabyte would only keep the machine busy.
LONGEST = 1024
_SHORTEST_TOKEN = 24


@dataclass(frozen=True, slots=True)
class Access:
    """The hashes a login or a token is held against."""

    password: str = ""
    tokens: frozenset[str] = frozenset()

    @property
    def required(self) -> bool:
        """Whether anybody must say who they are."""
        return bool(self.password or self.tokens)

    def opens(self, secret: str) -> bool:
        """Whether this is the password or a token; takes as long as argon2 does."""
        return self.knows_token(secret) or self.knows_password(secret)

    def knows_token(self, token: str) -> bool:
        given = _digest(token)
        return any(hmac.compare_digest(given, known) for known in self.tokens)

    def knows_password(self, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        if not self.password or len(password) > LONGEST:
            return False
        try:
            return _hasher().verify(self.password, password)
        except (VerificationError, InvalidHashError):
            return False

    @property
    def mark(self) -> str:
        """Changes with the password, so that sessions begun with an old one end."""
        return _digest(self.password)[:16]


def load(folder: Path, *, token_file: Path | None = None) -> Access:
    """What ``folder`` holds, and the token in a file that the system hands over (a credential, a secret)."""
    access = _read(folder / FILE)
    if token_file is None:
        return access
    try:
        token = token_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{token_file}: cannot be read as a token", hint="give a file that holds one line"
        ) from error
    if len(token) < _SHORTEST_TOKEN:
        raise SettingsError(
            f"{token_file}: its token is shorter than {_SHORTEST_TOKEN} characters",
            hint="make one with briefing serve --new-token",
        )
    return replace(access, tokens=access.tokens | {_digest(token)})


def set_password(folder: Path, password: str) -> None:
    """Keep the hash of a new password. Raises UsageError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            f"a password has {SHORTEST} to {LONGEST} characters",
            hint="several words are easy to keep, hard to guess",
        )
    _write(folder / FILE, replace(_read(folder / FILE), password=_hasher().hash(password)))


def new_token(folder: Path) -> str:
    """A new token, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    access = _read(folder / FILE)
    _write(folder / FILE, replace(access, tokens=access.tokens | {_digest(token)}))
    return token


def _read(file: Path) -> Access:
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return Access(str(table["password"]), frozenset(map(str, table["tokens"])))
    except FileNotFoundError:
        return Access()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{file}: cannot be read", hint="remove it and set the password again with briefing serve --set-password"
        ) from error


def _write(file: Path, access: Access) -> None:
    table = {"password": access.password, "tokens": sorted(access.tokens)}
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.chmod(0o600)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}", hint="name a folder you may write to with --data") from error
    write_atomic(file, json.dumps(table, indent=1).encode())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()
