"""Files that are either complete or absent.

Owns how a finished result reaches its final name; knows nothing of what is in it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from briefing.errors import OutputError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` under ``path`` in one step; what stood there stays until then.

    A symbolic link is written through. Raises OutputError where the folder is
    missing or refuses, the disk is full or the file is held by another program.
    """
    final = Path(os.path.realpath(path))
    if final.is_dir():
        raise OutputError(f"{path} is a folder, not a file", hint="give the result another name")
    draft = final.parent / f".briefing-{secrets.token_hex(8)}.tmp"
    try:
        _write(draft, data)
        if final.exists():
            draft.chmod(final.stat().st_mode & 0o777)
        draft.replace(final)
    except BaseException as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _output_error(path, error) from error
        raise
    _settle(final.parent)


def _write(draft: Path, data: bytes) -> None:
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the new name itself durable, where the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _output_error(path: Path, error: OSError) -> OutputError:
    if error.errno in FULL:
        return OutputError(f"no room left to write {path}", hint="free some space, or choose another folder with --out")
    if error.errno in REFUSED:
        return OutputError(
            f"not allowed to write {path}", hint="choose another folder with --out, or close the file where it is open"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return OutputError(
            f"no folder {path.parent} to write {path.name} into", hint="create it, or choose another with --out"
        )
    return OutputError(f"could not write {path}: {error.strerror or error}")
