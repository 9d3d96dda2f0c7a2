"""Which engine writes: what a name given with ``--engine`` means on this machine.

Owns the choice, the opening of models that are here, and the line that tells
it. Knows nothing of how engines work, and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import platformdirs

from briefing.errors import EngineError
from briefing.settings import Settings
from briefing.translate.engine import Condenser, Engine
from briefing.translate.hf.choose import choose
from briefing.translate.hf.load import open_condenser
from briefing.translate.hf.load import open_engine as load_engine
from briefing.translate.hf.store import ensure
from briefing.translate.profiles import OWN_FOLDER, Profile, available, find
from briefing.translate.recorded import Recorded
from briefing.values import Lang

EMBEDDED = "embedded"
AUTO = "auto"
RECORDED = "recorded:"


@dataclass(frozen=True, slots=True)
class Choice:
    """Who writes. ``engine`` None is the embedded one; ``note`` is said once; ``replaceable``: nobody asked for it."""

    engine: Engine | None = None
    condenser: Condenser | None = None
    note: str = ""
    replaceable: bool = False


def choose_engine(settings: Settings) -> Choice:
    """Who writes with these settings. Raises EngineError where what was asked for cannot be had."""
    return _open(settings.engine, settings.summariser, settings.langs, settings.models)


def loads_model(settings: Settings) -> bool:
    """Whether these settings would load weights, as far as can be known without loading them."""
    if settings.summariser:
        return True
    if settings.engine == AUTO:
        profiles = {OWN_FOLDER: str(settings.models)} if settings.models else {}
        return choose(available(profiles), settings.langs).profile is not None
    return settings.engine != EMBEDDED and not settings.engine.startswith(RECORDED)


@cache
def _open(name: str, summariser: str, langs: tuple[Lang, ...], models: Path | None) -> Choice:
    profiles = {OWN_FOLDER: str(models)} if models else {}
    condenser = _condenser(summariser, profiles) if summariser else None
    if name == EMBEDDED:
        return Choice(condenser=condenser)
    if name.startswith(RECORDED):
        return Choice(Recorded(Path(name.removeprefix(RECORDED))), condenser)
    if name == AUTO:
        return _best(langs, profiles, condenser)
    profile = find(name, profiles)
    return Choice(_engine(profile, langs), condenser, note=_partly(profile, langs))


def _best(langs: tuple[Lang, ...], profiles: Mapping[str, str], condenser: Condenser | None) -> Choice:
    """The best profile that is here and can be opened; what is wrong with it is said, and the embedded one writes."""
    found = choose(available(profiles), langs)
    if found.profile is None:
        return Choice(None, condenser, found.reason, replaceable=True)
    try:
        return Choice(_engine(found.profile, langs), condenser, found.reason, replaceable=True)
    except EngineError as error:
        return Choice(None, condenser, f"engine: embedded ({error.message})", replaceable=True)


def _engine(profile: Profile, langs: tuple[Lang, ...]) -> Engine:
    able = [lang for lang in langs if lang in profile.langs]
    if not able:
        raise EngineError(
            f"engine {profile.name}: writes neither of the languages asked for",
            hint="see briefing models show " + profile.name,
        )
    cache_folder = platformdirs.user_cache_path("briefing", appauthor=False) / "converted"
    return load_engine(profile, folders=ensure(profile), langs=able, cache=cache_folder)


def _condenser(name: str, profiles: Mapping[str, str]) -> Condenser:
    profile = find(name, profiles)
    opened = open_condenser(profile, folders=ensure(profile))
    if opened is None:
        raise EngineError(f"summariser {name}: holds no model that condenses", hint="see briefing models list")
    return opened


def _partly(profile: Profile, langs: tuple[Lang, ...]) -> str:
    missing = [lang for lang in langs if lang not in profile.langs]
    return f"engine: {profile.name}; {' and '.join(missing)} by the embedded engine" if missing else ""
