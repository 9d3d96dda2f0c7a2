"""What a worker is called in the ledger, and whether it still lives.

Owns the form ``host/process space/process/start``: enough to know on the same
machine that a worker is dead, however it died, and to know nothing of another's.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterable
from pathlib import Path


def worker_name(pid: int | None = None) -> str:
    """A name nobody else has. ``pid`` is this process's own unless given."""
    pid = os.getpid() if pid is None else pid
    return "/".join((_home(), str(pid), _start(pid) or "?", secrets.token_hex(4)))


def dead(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names whose process ran here and is gone for sure."""
    return tuple(name for name in names if _is_dead(name))


def _is_dead(name: str) -> bool:
    parts = name.rsplit("/", 3)
    if len(parts) != 4 or parts[0] != _home() or not parts[1].isdigit() or parts[2] == "?":
        return False
    return _start(int(parts[1])) != parts[2]


def _home() -> str:
    """This machine and its space of processes: two containers of one host have their own."""
    try:
        space = Path("/proc/self/ns/pid").readlink().name
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
    except OSError:
        return f"{socket.gethostname()}:?"
    return f"{socket.gethostname()}:{boot}:{space}"


def _start(pid: int) -> str:
    """When a process began, in the kernel's own count; "" where it is gone (or dead and not yet buried)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
