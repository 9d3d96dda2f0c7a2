"""Fetches the weights of a profile from the hub, asked for by name and never otherwise.

Owns what is fetched, the room it needs, the order (disk is checked before the
first byte, the lock is written after the last) and the words for what can go
wrong on the way. The transfer itself, proxies, mirrors (``HF_ENDPOINT``) and
logins are the hub library's. Knows nothing of how progress is shown.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from briefing.errors import EngineError, UsageError
from briefing.translate.hf import cache, contents, lock, store
from briefing.translate.profiles import ModelSpec, Profile

# Left free beside the weights: a full disk harms more than this run.
MARGIN = 500_000_000
OFFLINE_HINT = "docs/guides/models.md says how to bring weights to a machine without a network"


class Watch(Protocol):
    """Whoever shows progress."""

    def begin(self, files: int, size: int) -> None:
        """So many files and bytes are to come."""
        ...

    def file(self, name: str, size: int) -> None:
        """This file comes next."""
        ...

    def advance(self, size: int) -> None:
        """So many bytes came; negative where the server began a file anew."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What one model has on the hub (``files``: name to bytes) and what of it is still to come.

    ``digests`` are the SHA-256 sums of the large files, as the hub states them.
    """

    spec: ModelSpec
    commit: str
    files: dict[str, int]
    digests: dict[str, str]
    wanted: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(self.files[name] for name in self.wanted)


def pull(profile: Profile, *, watch: Watch, allow_noncommercial: bool = False) -> dict[str, tuple[Path, str]]:
    """(folder, commit) of the profile's models by repo, all of them whole; what was missing is fetched.

    Raises ``UsageError`` for weights that forbid commercial use, ``EngineError``
    for all that goes wrong; files that came whole stay for the next try.
    """
    if not profile.commercial and not allow_noncommercial:
        raise UsageError(
            f"{profile.name}: {', '.join(profile.licences)} forbids commercial use",
            hint="add --allow-noncommercial if yours is not",
        )
    absent = [presence.spec for presence in store.look_all(profile) if presence.state != "here"]
    plans = [_plan(spec) for spec in absent if not store.is_folder(spec)]
    _check_room(plans)
    watch.begin(sum(len(plan.wanted) for plan in plans), sum(plan.size for plan in plans))
    for plan in plans:
        _fetch(plan, watch)
    return store.ensure(profile)


# --- before --------------------------------------------------------------------


def _plan(spec: ModelSpec) -> Plan:
    """What the hub has of a model, at the commit that was fetched before if one was."""
    from huggingface_hub import HfApi

    locked = lock.entry(spec.repo, spec.revision)
    with in_our_words(spec):
        found = HfApi(endpoint=_endpoint()).model_info(
            spec.repo, revision=locked.commit if locked else spec.revision, files_metadata=True
        )
    files = [file for file in found.siblings or () if _is_wanted(file.rfilename)]
    sizes = {file.rfilename: file.size or 0 for file in files}
    if not any(name.endswith(".safetensors") for name in sizes):
        raise EngineError(
            f"{spec.repo}: no weights in the safetensors form at {spec.revision}",
            hint="name a revision that has them; pickled weights can run code and are not fetched",
        )
    commit = found.sha or ""
    folder = cache.snapshot(spec.repo, commit)
    digests = {file.rfilename: file.lfs.sha256 for file in files if file.lfs}
    wanted = tuple(name for name in sorted(sizes) if not _is_whole(folder / name, sizes[name]))
    return Plan(spec, commit, sizes, digests, wanted)


def _is_wanted(name: str) -> bool:
    """Folders hold training code, pictures and other forms of the same weights."""
    return "/" not in name and contents.WANTED.fullmatch(name) is not None


def _is_whole(file: Path, size: int) -> bool:
    return file.is_file() and file.stat().st_size == size


def _check_room(plans: Sequence[Plan]) -> None:
    needed = sum(plan.size for plan in plans)
    folder = next(place for place in (cache.cache_folder(), *cache.cache_folder().parents) if place.exists())
    lacking = needed + MARGIN - shutil.disk_usage(folder).free
    if needed and lacking > 0:
        raise EngineError(
            f"{cache.cache_folder()}: not enough room: {contents.size_words(needed)} to fetch and"
            f" {contents.size_words(MARGIN)} to spare, {contents.size_words(lacking)} missing",
            hint="make room, or set HF_HOME to a folder on a larger disk",
        )


# --- the transfer --------------------------------------------------------------


def _fetch(plan: Plan, watch: Watch) -> None:
    """One file after the other: an interrupt then ends the one that is on its way, and no thread goes on."""
    from huggingface_hub import hf_hub_download

    # What the library warns of we say ourselves, or it mends it by trying again.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    folder = cache.snapshot(plan.spec.repo, plan.commit)
    for name in plan.wanted:
        watch.file(name, plan.files[name])
        with in_our_words(plan.spec):
            _clear(folder / name)
            hf_hub_download(
                plan.spec.repo,
                name,
                revision=plan.commit,
                cache_dir=cache.cache_folder(),
                endpoint=_endpoint(),
                tqdm_class=_bar(watch),
            )
            _verify(folder / name, plan)
    if problems := contents.missing(folder, plan.spec.architecture, plan.files):
        raise EngineError(f"{plan.spec.repo}: fetched, but not complete: {problems[0]}", hint="try again")
    cache.remember(plan.spec.repo, plan.spec.revision, plan.commit)
    lock.record(plan.spec.repo, plan.spec.revision, plan.commit, plan.files)


def _clear(file: Path) -> None:
    """Take away what is there but not whole; the library would take it for the file."""
    if file.is_file():
        file.resolve().unlink()
    file.unlink(missing_ok=True)


def _verify(file: Path, plan: Plan) -> None:
    """The library compares lengths only; weights with a wrong byte in them would go unnoticed."""
    wanted = plan.digests.get(file.name)
    if wanted is None:
        return
    with file.open("rb") as data:
        found = hashlib.file_digest(data, "sha256").hexdigest()
    if found != wanted:
        _clear(file)
        raise EngineError(f"{plan.spec.repo}: {file.name} came damaged", hint="pull again")


def _bar(watch: Watch) -> Any:
    """What the library takes for a progress bar, passing on what it is told."""

    class Bar:
        def __init__(self, *_args: object, initial: int = 0, **_more: object) -> None:
            watch.advance(initial or 0)

        def __enter__(self) -> Bar:
            return self

        def __exit__(self, *_error: object) -> None:
            pass

        def update(self, n: float | None = 1) -> None:
            watch.advance(int(n or 0))

        def quiet(self, *_args: object, **_more: object) -> None:
            pass

        # Bytes on the wire and bytes on disk are told apart for some files; those on disk are what counts here.
        update_transfer = set_postfix_str = set_transfer_postfix_str = quiet
        set_description = set_description_str = refresh = close = quiet

    return Bar


def _endpoint() -> str | None:
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or None


# --- what goes wrong -----------------------------------------------------------


@contextmanager
def in_our_words(spec: ModelSpec) -> Iterator[None]:
    """The library's and the system's errors as one line each."""
    from huggingface_hub import errors

    try:
        yield
    except errors.OfflineModeIsEnabled as error:
        raise EngineError(f"{spec.repo}: HF_HUB_OFFLINE keeps the hub closed", hint=OFFLINE_HINT) from error
    except errors.GatedRepoError as error:
        raise EngineError(
            f"{spec.repo}: only for users who accepted its terms",
            hint=f"accept them on {_hub()}/{spec.repo}, then hf auth login",
        ) from error
    except errors.RevisionNotFoundError as error:
        raise EngineError(f"{spec.repo}: no revision {spec.revision}", hint="correct it in the profile") from error
    except errors.RepositoryNotFoundError as error:
        raise EngineError(
            f"{spec.repo}: no such repository on {_hub()}, or it needs a login",
            hint="correct repo in the profile, or hf auth login",
        ) from error
    except errors.HfHubHTTPError as error:
        raise _answered(spec, error.response.status_code) from error
    except errors.LocalEntryNotFoundError as error:  # around whatever kept it from the network
        cause = error.__cause__
        if isinstance(cause, errors.HfHubHTTPError):
            raise _answered(spec, cause.response.status_code) from error
        raise _failed(spec, error) from error
    # HTTPError is the library's base of network errors, from whichever HTTP library it is built on.
    except (errors.HTTPError, OSError, RuntimeError) as error:  # type: ignore[attr-defined]
        raise _failed(spec, error) from error


def _answered(spec: ModelSpec, status: int) -> EngineError:
    return EngineError(f"{spec.repo}: {_hub()} answered {status}", hint="try again later")


def _failed(spec: ModelSpec, error: Exception) -> EngineError:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return EngineError(f"{cache.cache_folder()}: the disk is full", hint="make room and pull again")
    if isinstance(error, PermissionError) and error.errno:  # without a number it is the server's refusal
        return EngineError(f"{cache.cache_folder()}: not allowed to write", hint="set HF_HOME to a folder of yours")
    if "Consistency check failed" in str(error):
        return EngineError(f"{spec.repo}: a file came only in part", hint="pull again")
    if isinstance(error, RuntimeError):  # from the compiled transfer of large files
        return EngineError(
            f"{spec.repo}: the transfer failed: {' '.join(str(error).split())[:200]}",
            hint="pull again; HF_HUB_DISABLE_XET=1 takes the plain transfer",
        )
    return EngineError(
        f"{spec.repo}: {_hub()} cannot be reached",
        hint=f"check the network and HTTPS_PROXY; {OFFLINE_HINT}",
    )


def _hub() -> str:
    return _endpoint() or "https://huggingface.co"
