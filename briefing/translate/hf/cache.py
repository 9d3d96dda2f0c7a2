"""Where the hub library keeps what it fetched.

Owns the layout of its cache (``models--owner--name/refs``, ``snapshots``) as far
as it is read here, so that looking costs no import of the library. Knows nothing
of profiles nor of what a folder has to hold (``contents``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}")


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The cache, by the same variables and in the same order as the library itself."""
    environ = os.environ if environ is None else environ
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if environ.get(name):
            return _expanded(environ[name])
    if environ.get("HF_HOME"):
        return _expanded(environ["HF_HOME"]) / "hub"
    home = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return _expanded(home) / "huggingface" / "hub"


def is_commit(revision: str) -> bool:
    return _COMMIT.fullmatch(revision) is not None


def commit_of(repo: str, revision: str) -> str:
    """The commit the cache knows ``revision`` by; empty where it never saw it."""
    if is_commit(revision):
        return revision
    try:
        commit = (_repo_folder(repo) / "refs" / revision).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return commit if is_commit(commit) else ""


def remember(repo: str, revision: str, commit: str) -> None:
    """Note in the cache what a branch stands for, so that a copy of the cache is enough; a note there stays."""
    ref = _repo_folder(repo) / "refs" / revision
    if is_commit(revision) or ref.exists():
        return
    ref.parent.mkdir(parents=True, exist_ok=True)
    ref.write_text(commit, encoding="utf-8")


def snapshot(repo: str, commit: str) -> Path:
    """The folder the files of that commit appear in, whether it is there or not."""
    return _repo_folder(repo) / "snapshots" / commit


def _repo_folder(repo: str) -> Path:
    return cache_folder() / ("models--" + repo.replace("/", "--"))


def _expanded(path: str) -> Path:
    return Path(os.path.expandvars(path)).expanduser()
