"""A profile and the folders of its weights become an engine.

Owns which model writes which language and what runs it. Knows nothing of where
weights lie (``store``) nor how they are fetched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.errors import EngineError
from briefing.translate.engine import Condenser, Engine
from briefing.translate.hf import machine
from briefing.translate.hf.engine import ModelEngine
from briefing.translate.hf.failures import loading
from briefing.translate.hf.runner import Runner
from briefing.translate.profiles import ModelSpec, Profile
from briefing.values import Lang

Folders = Mapping[str, tuple[Path, str]]
_NAMES: Mapping[Lang, str] = {"en": "English", "ja": "Japanese"}


def open_engine(
    profile: Profile,
    *,
    folders: Folders,
    langs: Sequence[Lang],
    device: machine.Device = "auto",
    cache: Path,
    output_length: int | None = None,
) -> Engine:
    """The engine of a profile, its models loaded and ready.

    ``folders``        (folder, commit) of each model by its repo id.
    ``cache``          where converted models are kept.
    ``output_length``  forces every output to so many tokens: for measuring.

    Raises ``EngineError`` where the profile does not write a language that is
    asked for, or a model is missing, broken, too large or none of what we run.
    """
    chosen = {lang: _spec_for(profile, lang) for lang in langs}
    specs = list({spec.repo: spec for spec in chosen.values()}.values())
    runners = {
        spec.repo: _open(profile, spec, folders, device=device, cache=cache, length=output_length) for spec in specs
    }
    return ModelEngine(
        profile.name,
        {lang: runners[spec.repo] for lang, spec in chosen.items()},
        models=tuple((spec.repo, folders[spec.repo][1]) for spec in specs),
        takes_terms=any("terms" in spec.prompts for spec in specs),
    )


def open_condenser(profile: Profile, *, folders: Folders, device: machine.Device = "auto") -> Condenser | None:
    """The profile's instruct model, None where it has none."""
    from briefing.translate.hf.chat import ChatCondenser, ChatRunner

    spec = next((spec for spec in profile.models if spec.role == "condense"), None)
    if spec is None:
        return None
    folder, commit = _folder(profile, spec, folders)
    with loading(spec.repo):
        runner = ChatRunner(folder, spec, device=machine.torch_device(device))
    return ChatCondenser(runner, spec, models=((spec.repo, commit),))


def _spec_for(profile: Profile, lang: Lang) -> ModelSpec:
    """The first model of the profile that writes the language."""
    for spec in profile.models:
        if spec.role == "translate" and lang in spec.langs:
            return spec
    raise EngineError(f"profile {profile.name} writes no {_NAMES[lang]}", hint="choose another with --engine")


def _check_told(spec: ModelSpec) -> None:
    """What a model must be told that the profile does not say; it would write some other language without a word."""
    missing = ""
    if spec.architecture == "m2m100" and not spec.source_token:
        missing = "source_token"
    elif spec.architecture in ("m2m100", "t5") and set(spec.langs) - spec.target_tokens.keys():
        missing = "target_tokens." + min(set(spec.langs) - spec.target_tokens.keys())
    elif spec.architecture == "causal" and "plain" not in spec.prompts:
        missing = "prompts.plain"
    if missing:
        raise EngineError(f"{spec.repo}: the profile has no {missing}", hint="add it to the profile")


def _folder(profile: Profile, spec: ModelSpec, folders: Folders) -> tuple[Path, str]:
    if spec.repo not in folders:
        raise EngineError(
            f"profile {profile.name}: {spec.repo} is not on this machine", hint=f"briefing models pull {profile.name}"
        )
    return folders[spec.repo]


def _open(
    profile: Profile,
    spec: ModelSpec,
    folders: Folders,
    *,
    device: machine.Device,
    cache: Path,
    length: int | None,
) -> Runner:
    _check_told(spec)
    folder, commit = _folder(profile, spec, folders)
    with loading(spec.repo):
        # CTranslate2 is for the CPU; who asks for CUDA wants the GPU.
        if spec.runtime == "ctranslate2" and device != "cuda":
            return _converted(folder, spec, commit=commit, cache=cache, length=length)
        on = machine.torch_device(device)
        if spec.architecture == "causal":
            from briefing.translate.hf.chat import ChatRunner

            return ChatRunner(folder, spec, device=on, length=length)
        from briefing.translate.hf.seq2seq import Seq2SeqRunner

        return Seq2SeqRunner(folder, spec, device=on, length=length)


def _converted(folder: Path, spec: ModelSpec, *, commit: str, cache: Path, length: int | None) -> Runner:
    from briefing.translate.hf.conversion import converted
    from briefing.translate.hf.ctranslate import CTranslateRunner

    if spec.architecture == "causal":
        raise EngineError(
            f"{spec.repo}: CTranslate2 runs no chat models here", hint='set runtime = "transformers" in the profile'
        )
    return CTranslateRunner(converted(folder, spec, commit=commit, cache=cache), spec, length=length)
