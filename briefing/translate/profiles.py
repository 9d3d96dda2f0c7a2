"""Model profiles: which models write which language, under which licence, and how they are asked.

A profile is a TOML file in ``models/`` (in an installed wheel ``_models/``) or in
the user's own folder. Owns where they are found and what they say; ``profile_form``
knows what may stand in a file. Knows nothing of what lies on this machine
(``hf.store``) nor how a model is run (``hf``).
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import platformdirs

from briefing.errors import DataError, SettingsError
from briefing.values import Lang

Architecture = Literal["marian", "m2m100", "t5", "causal"]
Runtime = Literal["ctranslate2", "transformers"]
Role = Literal["translate", "condense"]

OWN_FOLDER = "BRIEFING_MODELS"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How text is searched for: always repeatable, so greedy (``beams = 1``) or beam search."""

    beams: int = 1
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model of a profile.

    ``repo``        repo id on the hub, or a local folder.
    ``revision``    the commit (40 hex digits) or a branch; a lock file pins what was fetched.
    ``licence``     the SPDX name, ``licence_url`` where its text stands.
    ``langs``       the languages it writes from Chinese.
    ``source_token``, ``target_tokens``  language codes of the tokenizer (M2M100: zh, ja; T5: ``<2ja>``;
                    Marian with several targets: ``>>jpn<<``), empty where it needs none.
    ``prompts``     causal models: prompt forms by name, ``plain``, ``terms`` (with ``{terms}``), ``context``
                    (with ``{context}``), ``headline``, ``takeaway``; ``{text}`` and ``{language}`` are filled in.
                    ``term`` is one line of ``{terms}``, with ``{source}`` and ``{target}``.
    ``languages``   what ``{language}`` becomes for each language.
    ``disk_mb``, ``memory_mb``  sizes of the weights and of a running model.
    ``max_input``, ``max_output``  token limits of one request.
    """

    repo: str
    revision: str
    architecture: Architecture
    licence: str
    commercial: bool
    langs: tuple[Lang, ...]
    licence_url: str = ""
    runtime: Runtime = "transformers"
    role: Role = "translate"
    source_token: str = ""
    target_tokens: dict[Lang, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    languages: dict[Lang, str] = field(default_factory=dict)
    decoding: Decoding = Decoding()
    disk_mb: int = 0
    memory_mb: int = 0
    max_input: int = 512
    max_output: int = 512


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of models. ``rank``: ``auto`` takes the highest whose weights are here and that fits."""

    name: str
    about: str
    rank: int
    models: tuple[ModelSpec, ...]

    @property
    def commercial(self) -> bool:
        return all(model.commercial for model in self.models)

    @property
    def langs(self) -> frozenset[Lang]:
        return frozenset(lang for model in self.models if model.role == "translate" for lang in model.langs)

    @property
    def licences(self) -> tuple[str, ...]:
        """The licences of its models, each once."""
        return tuple(dict.fromkeys(model.licence for model in self.models))

    @property
    def disk_mb(self) -> int:
        """What all its weights take on disk, as its author stated it."""
        return sum(model.disk_mb for model in self.models)

    @property
    def memory_mb(self) -> int:
        """What all its models take when they run side by side."""
        return sum(model.memory_mb for model in self.models)


def built_in() -> tuple[Profile, ...]:
    """The profiles that come with the program, best first."""
    return _ranked(_read(_shipped()))


def available(environ: Mapping[str, str] | None = None) -> tuple[Profile, ...]:
    """All profiles, best first: a user's own replace those of the same name that come with the program.

    Raises ``DataError`` for a file that is no profile, ``SettingsError`` where
    ``BRIEFING_MODELS`` names no folder.
    """
    profiles = _read(_shipped())
    for folder in _own_folders(os.environ if environ is None else environ):
        profiles |= _read(folder)
    return _ranked(profiles)


def find(name: str, environ: Mapping[str, str] | None = None) -> Profile:
    """The profile of that name. Raises ``SettingsError`` with the closest name there is."""
    profiles = {profile.name: profile for profile in available(environ)}
    if name in profiles:
        return profiles[name]
    near = difflib.get_close_matches(name, profiles, n=1)
    hint = f"did you mean {near[0]}?" if near else "the profiles are " + ", ".join(profiles)
    raise SettingsError(f"no such profile: {name}", hint=hint)


def load(path: Path) -> Profile:
    """The profile in one TOML file. Raises ``DataError`` naming file and key."""
    from briefing.translate.profile_form import read_profile

    return read_profile(path)


def _shipped() -> Path:
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_models", package.parent / "models"):
        if folder.is_dir():
            return folder
    raise DataError("the model profiles that come with the program are missing", hint="install briefing again")


def _own_folders(environ: Mapping[str, str]) -> Iterator[Path]:
    """The user's folders that exist; one named in the environment has to."""
    own = platformdirs.user_config_path("briefing", appauthor=False) / "models"
    if own.is_dir():
        yield own
    if named := environ.get(OWN_FOLDER):
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise SettingsError(f"environment: {OWN_FOLDER}: no folder {folder}", hint="name a folder of .toml files")
        yield folder


def _read(folder: Path) -> dict[str, Profile]:
    """The profiles of a folder by name; two files of one name would hide one another."""
    profiles: dict[str, Profile] = {}
    files: dict[str, Path] = {}
    for file in sorted(folder.glob("*.toml")):
        profile = load(file)
        if profile.name in profiles:
            raise DataError(f"{file}: name: {files[profile.name].name} is called {profile.name!r} too")
        profiles[profile.name], files[profile.name] = profile, file
    return profiles


def _ranked(profiles: Mapping[str, Profile]) -> tuple[Profile, ...]:
    return tuple(sorted(profiles.values(), key=lambda profile: (-profile.rank, profile.name)))
