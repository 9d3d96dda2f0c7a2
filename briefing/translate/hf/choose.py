"""Which profile ``auto`` takes on this machine, and the one line that says so.

Owns the rule: the highest rank whose weights are all here, that writes the
languages asked for, fits into memory and may be used commercially. Memory is
what the machine has, not what is free now, so that a second run chooses the same.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.translate.hf.contents import size_words
from briefing.translate.hf.store import state
from briefing.translate.profiles import Profile
from briefing.values import Lang

_CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The profile, None for the embedded engine, and the reason in one line."""

    profile: Profile | None
    reason: str


def choose(profiles: Sequence[Profile], langs: Collection[Lang], *, memory: int | None = None) -> Choice:
    """What ``auto`` takes of ``profiles`` to write ``langs``; ``memory`` in bytes is the machine's if not given."""
    memory = machine_memory() if memory is None else memory
    able = [profile for profile in profiles if profile.commercial and profile.langs.issuperset(langs)]
    able.sort(key=lambda profile: -profile.rank)
    fitting = [profile for profile in able if fits(profile, memory)]
    for profile in fitting:
        if state(profile) == "here":
            return Choice(profile, f"engine: {profile.name} (the best of the models on this machine)")
    return Choice(None, f"engine: embedded ({_why_none(able, fitting, memory)})")


def fits(profile: Profile, memory: int | None) -> bool:
    """Whether its models run side by side; a machine that does not say what it has is not the limit."""
    return memory is None or profile.memory_mb * _MB <= memory


def machine_memory() -> int | None:
    """Bytes this process may use at most: the machine's, or its container's if that is less."""
    limits = [limit for limit in (_physical(), _container()) if limit]
    return min(limits, default=None)


def _why_none(able: Sequence[Profile], fitting: Sequence[Profile], memory: int | None) -> str:
    for profile in able:
        if profile not in fitting and state(profile) == "here":
            has = size_words(memory or 0)
            return f"{profile.name} needs {size_words(profile.memory_mb * _MB)} of memory, this machine has {has}"
    for profile in fitting:
        if state(profile) == "partly":
            return f"{profile.name} is only partly here; briefing models pull {profile.name} gets the rest"
    if not fitting:
        return "no model profile writes these languages in the memory of this machine"
    smallest = min(fitting, key=lambda profile: (profile.disk_mb, -profile.rank))
    size = size_words(smallest.disk_mb * _MB)
    return f"no model weights on this machine; briefing models pull {smallest.name} gets {size}"


def _physical() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return 0


def _container() -> int:
    try:
        return int(_CGROUP_LIMIT.read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or "max"
        return 0
