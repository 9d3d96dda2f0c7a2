"""What of a profile lies on this machine, and whether it is whole.

Owns the answers here, partly, not here, and the errors for an engine that cannot
be loaded. Reads folders only: nothing is fetched (``fetch``), nothing is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.errors import EngineError
from briefing.translate.hf import cache, contents, lock
from briefing.translate.profiles import ModelSpec, Profile

State = Literal["here", "partly", "not here"]


@dataclass(frozen=True, slots=True)
class Presence:
    """What lies here of one model.

    ``folder``   where its files are or would be; None while the commit is not known.
    ``commit``   40 hex digits; empty if not known, and for a folder of the user's own, which has none.
    ``missing``  what is not there or cut off, a line each.
    ``size``     bytes of what is there.
    """

    spec: ModelSpec
    folder: Path | None
    commit: str
    missing: tuple[str, ...]
    size: int

    @property
    def state(self) -> State:
        if not self.size:
            return "not here"
        return "partly" if self.missing else "here"


def look(spec: ModelSpec) -> Presence:
    """What lies here of one model. Raises ``DataError`` for a lock file that cannot be read."""
    if is_folder(spec):
        return _presence(spec, Path(spec.repo), "")
    locked = lock.entry(spec.repo, spec.revision)
    commit = locked.commit if locked else cache.commit_of(spec.repo, spec.revision)
    if not commit:
        return Presence(spec, None, "", (), 0)
    return _presence(spec, cache.snapshot(spec.repo, commit), commit, locked)


def look_all(profile: Profile) -> tuple[Presence, ...]:
    """The same for every model of a profile."""
    return tuple(look(spec) for spec in profile.models)


def state(profile: Profile) -> State:
    """Whether all, some or nothing of a profile's models lies here."""
    states = {presence.state for presence in look_all(profile)}
    return states.pop() if len(states) == 1 else "partly"


def locate(spec: ModelSpec) -> Path:
    """The folder a model is loaded from. Raises ``EngineError`` where it is not here or not whole."""
    return _whole(look(spec), hint="briefing models list shows the profiles, briefing models pull gets one")


def ensure(profile: Profile) -> dict[str, tuple[Path, str]]:
    """(folder, commit) of all its models by repo. Raises ``EngineError`` for the first that is not whole."""
    hint = f"briefing models pull {profile.name}"
    return {seen.spec.repo: (_whole(seen, hint=hint), seen.commit) for seen in look_all(profile)}


def is_folder(spec: ModelSpec) -> bool:
    """Whether ``repo`` is a folder of the user's own; the form of profiles makes those full paths."""
    return Path(spec.repo).is_absolute()


def _presence(spec: ModelSpec, folder: Path, commit: str, locked: lock.Entry | None = None) -> Presence:
    size = sum(file.stat().st_size for file in folder.glob("*") if file.is_file())
    missing = contents.missing(folder, spec.architecture, locked.files if locked else None)
    return Presence(spec, folder, commit, missing, size)


def _whole(presence: Presence, *, hint: str) -> Path:
    repo = presence.spec.repo
    if is_folder(presence.spec):
        hint = "the profile names this folder; copy the files of the model into it"
    if presence.folder is None or presence.state == "not here":
        raise EngineError(f"{repo}: no weights on this machine", hint=hint)
    if presence.missing:
        more = f" (and {len(presence.missing) - 1} more)" if len(presence.missing) > 1 else ""
        raise EngineError(f"{repo}: the weights are not complete: {presence.missing[0]}{more}", hint=hint)
    return presence.folder
