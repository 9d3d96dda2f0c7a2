"""What may stand in a profile's TOML file, and every reason to refuse one.

Owns the keys and the checks. A misspelt key, a language without its code or a
prompt without a place for the text is refused when the file is read, not when
an article is half done. Knows nothing of where files are found (``profiles``).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from briefing.errors import DataError
from briefing.translate.profiles import Architecture, Decoding, ModelSpec, Profile, Role, Runtime
from briefing.values import LANGS

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TAKEN = ("auto", "embedded", "recorded")
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_REVISION = re.compile(r"[\w.][\w./-]*")
_FOLDER_MARKS = ("/", "./", "../", "~", ".\\", "..\\")
_BY_CTRANSLATE2 = ("marian", "m2m100", "t5")
_WITH_CODES = ("m2m100", "t5")
_PLACE = re.compile(r"\{(\w+)\}")
# What each prompt form is filled with; the first of them has to be there.
_PLACES = {
    "plain": ("text", "language"),
    "terms": ("text", "terms", "context", "language"),
    "term": ("source", "target"),
    "context": ("text", "context", "language"),
    "headline": ("text", "language"),
    "takeaway": ("text", "language"),
}
_HINT = "models/README.md says what a profile holds"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, for messages; ``file`` is what a folder given as repo is relative to."""

    file: Path
    part: str = ""

    def error(self, key: str, message: str, *, hint: str = _HINT) -> DataError:
        return DataError(f"{self.file}: {self.part}{key}: {message}", hint=hint)


_Check = Callable[[object, _Place], Any]


def read_profile(path: Path) -> Profile:
    """The profile in ``path``. Raises ``DataError`` naming file and key."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: cannot be read as TOML: {error}", hint=_HINT) from error
    place = _Place(path)
    fields = _settle(table, _PROFILE, ("name", "about", "rank", "model"), place)
    models = fields.pop("model")
    _check_models(models, place)
    return Profile(models=models, **fields)


def _settle(
    table: Mapping[str, object], checks: Mapping[str, _Check], needed: Iterable[str], place: _Place
) -> dict[str, Any]:
    settled: dict[str, Any] = {}
    for key, value in table.items():
        if key not in checks:
            raise place.error(key, "no such key", hint=_closest(key, checks))
        try:
            settled[key] = checks[key](value, place)
        except ValueError as error:
            raise place.error(key, str(error)) from error
    for key in needed:
        if key not in settled:
            raise place.error(key, "missing")
    return settled


def _closest(word: str, words: Iterable[str]) -> str:
    words = list(words)
    near = difflib.get_close_matches(word, words, n=1)
    return f"did you mean {near[0]}?" if near else "there are " + ", ".join(words)


# --- single values -------------------------------------------------------------


def _text(value: object, _place: _Place) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"not a text: {value!r}")
    return value


def _optional(value: object, place: _Place) -> str:
    return "" if value == "" else _text(value, place)


def _flag(value: object, _place: _Place) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"neither true nor false: {value!r}")
    return value


def _count(least: int) -> _Check:
    def check(value: object, _place: _Place) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise ValueError(f"not a whole number from {least}: {value!r}")
        return value

    return check


def _penalty(value: object, _place: _Place) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1.0 <= value <= 2.0:
        raise ValueError(f"not a number from 1.0 to 2.0: {value!r}")
    return float(value)


def _one_of(kind: object) -> _Check:
    words = get_args(kind)

    def check(value: object, _place: _Place) -> str:
        if value not in words:
            raise ValueError(f"not one of {', '.join(words)}: {value!r}")
        return str(value)

    return check


def _name(value: object, place: _Place) -> str:
    text = _text(value, place)
    if not _NAME.fullmatch(text) or text in _TAKEN:
        raise ValueError(f"not a name for a profile: {text!r} (small letters, digits, . _ -)")
    return text


def _repo(value: object, place: _Place) -> str:
    """A repo id as it stands; a folder as a full path, relative ones from the file."""
    text = _text(value, place)
    if text.startswith(_FOLDER_MARKS) or Path(text).is_absolute():
        return str((place.file.parent / Path(text).expanduser()).resolve())
    if not _HUB_ID.fullmatch(text):
        raise ValueError(f"neither owner/name on the hub nor a folder (/…, ./…, ~/…): {text!r}")
    return text


def _revision(value: object, place: _Place) -> str:
    text = _text(value, place)
    if not _REVISION.fullmatch(text):
        raise ValueError(f"not a commit or branch: {text!r}")
    return text


def _langs(value: object, _place: _Place) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not set(value) <= set(LANGS) or len(set(value)) != len(value):
        raise ValueError(f"not a list of {' and '.join(LANGS)}: {value!r}")
    return tuple(value)


# --- tables --------------------------------------------------------------------


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"not a table: {value!r}")
    return value


def _by_lang(value: object, place: _Place) -> dict[str, str]:
    return _inner(value, dict.fromkeys(LANGS, _text), place, "")


def _decoding(value: object, place: _Place) -> Decoding:
    return Decoding(**_inner(value, _DECODING, place, "decoding."))


def _prompts(value: object, place: _Place) -> dict[str, str]:
    prompts: dict[str, str] = _inner(value, dict.fromkeys(_PLACES, _text), place, "prompts.")
    for name, prompt in prompts.items():
        _check_prompt(name, prompt)
    return prompts


def _inner(value: object, checks: Mapping[str, _Check], place: _Place, part: str) -> dict[str, Any]:
    return _settle(_table(value), checks, (), _Place(place.file, place.part + part))


def _check_prompt(name: str, prompt: str) -> None:
    places = set(_PLACE.findall(prompt))
    known = _PLACES[name]
    if unknown := sorted(places - set(known)):
        raise ValueError(f"{name}: nothing is filled in for {{{unknown[0]}}}, only for {{{'}, {'.join(known)}}}")
    must = known if name == "term" else (known[:1] if name not in ("terms", "context") else known[:2])
    if missing := [place for place in must if place not in places]:
        raise ValueError(f"{name}: no {{{missing[0]}}} in it")


def _models(value: object, place: _Place) -> tuple[ModelSpec, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("a profile has one [[model]] or more")
    return tuple(_model(_table(table), _Place(place.file, f"model {n}: ")) for n, table in enumerate(value, start=1))


def _model(table: Mapping[str, object], place: _Place) -> ModelSpec:
    needed = ("repo", "revision", "architecture", "licence", "commercial", "langs", "disk_mb", "memory_mb")
    model = ModelSpec(**_settle(table, _MODEL, needed, place))
    _check_codes(model, place)
    _check_prompts(model, place)
    if model.runtime == "ctranslate2" and model.architecture not in _BY_CTRANSLATE2:
        raise place.error("runtime", f"ctranslate2 does not run {model.architecture} models")
    return model


def _check_codes(model: ModelSpec, place: _Place) -> None:
    """A model of many languages that is not told which one writes any of them."""
    if model.architecture in _WITH_CODES:
        for lang in model.langs:
            if lang not in model.target_tokens:
                raise place.error("target_tokens", f"no code for {lang}")
    if model.architecture == "m2m100" and not model.source_token:
        raise place.error("source_token", "missing: the code of Chinese")


def _check_prompts(model: ModelSpec, place: _Place) -> None:
    if model.architecture != "causal":
        if model.prompts or model.role == "condense":
            raise place.error("architecture", f"{model.architecture} models take no prompt")
        return
    for name in ("plain",) if model.role == "translate" else ("headline", "takeaway"):
        if name not in model.prompts:
            raise place.error("prompts", f"no {name}")
    if any("{language}" in prompt for prompt in model.prompts.values()):
        for lang in model.langs:
            if lang not in model.languages:
                raise place.error("languages", f"no name for {lang}")


def _check_models(models: Iterable[ModelSpec], place: _Place) -> None:
    """Two models for one language would leave open which of them writes."""
    seen: dict[tuple[str, str], str] = {}
    for model in models:
        for lang in model.langs:
            if other := seen.get((model.role, lang)):
                raise place.error("model", f"both {other} and {model.repo} write {lang}")
            seen[model.role, lang] = model.repo


_PROFILE: Mapping[str, _Check] = {"name": _name, "about": _text, "rank": _count(0), "model": _models}
_DECODING: Mapping[str, _Check] = {"beams": _count(1), "repetition_penalty": _penalty, "no_repeat_ngram": _count(0)}
_MODEL: Mapping[str, _Check] = {
    "repo": _repo,
    "revision": _revision,
    "architecture": _one_of(Architecture),
    "licence": _text,
    "licence_url": _optional,
    "commercial": _flag,
    "langs": _langs,
    "runtime": _one_of(Runtime),
    "role": _one_of(Role),
    "source_token": _optional,
    "target_tokens": _by_lang,
    "prompts": _prompts,
    "languages": _by_lang,
    "decoding": _decoding,
    "disk_mb": _count(1),
    "memory_mb": _count(1),
    "max_input": _count(1),
    "max_output": _count(1),
}
