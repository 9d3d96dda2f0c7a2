"""Which engine writes: profiles, recorded files, what auto takes, and what happens when a model fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
import tiny_models

from briefing import engines
from briefing.engines import Choice, choose_engine
from briefing.errors import EngineError, SettingsError
from briefing.pipeline import briefs_of, facts_of, generate
from briefing.settings import Settings
from briefing.translate.engine import Request, Translation
from briefing.values import Lang

SEED = str(Path(__file__).resolve().parents[1] / "seeds" / "guangdong-trade.txt")


def profile_file(folder: Path, model: Path) -> Path:
    """A folder with one profile of the user's own, ``tiny``, whose model lies in a local folder."""
    folder.mkdir(exist_ok=True)
    (folder / "tiny.toml").write_text(
        f"""
name = "tiny"
about = "a model made for a test"
rank = 99

[[model]]
repo = "{model}"
revision = "main"
architecture = "marian"
licence = "CC0-1.0"
commercial = true
langs = ["en"]
disk_mb = 1
memory_mb = 1
max_input = 128
max_output = 64
""",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that says "Sales rose sharply." of everything."""
    place = tmp_path_factory.mktemp("model") / "marian"
    tiny_models.marian(place, ["▁Sales", "▁rose", "▁sharply", "."])
    return place


@pytest.fixture(autouse=True)
def forgotten() -> None:
    engines._open.cache_clear()


def test_a_model_that_loses_every_figure_is_believed_in_none(marian: Path, tmp_path: Path) -> None:
    models = profile_file(tmp_path / "profiles", marian)
    outcome = generate(SEED, settings=Settings(out=tmp_path, engine="tiny", models=models))
    document = json.loads((tmp_path / "guangdong-trade.brief.json").read_text(encoding="utf-8"))
    brief = document["briefs"]["en"]
    assert outcome.findings == ()
    assert brief["provenance"]["model"] == str(marian)
    assert {s["engine"] for s in (*brief["takeaway"], *brief["points"])} == {"embedded"}
    first = next(t for t in brief["traces"] if t["steps"] and t["steps"][0]["text"] == "Sales rose sharply.")
    assert [step["action"] for step in first["steps"]] == ["translated", "rejected", "retried", "rejected"]


def test_a_language_the_profile_does_not_write_is_named(marian: Path, tmp_path: Path) -> None:
    models = profile_file(tmp_path / "profiles", marian)
    choice = choose_engine(Settings(engine="tiny", models=models))
    assert choice.note == "engine: tiny; ja by the embedded engine"


def test_auto_takes_the_best_profile_that_is_here_and_says_so(marian: Path, tmp_path: Path) -> None:
    models = profile_file(tmp_path / "profiles", marian)
    choice = choose_engine(Settings(engine="auto", langs=("en",), models=models))
    assert choice.engine is not None
    assert (choice.engine.name, choice.note) == ("tiny", "engine: tiny (the best of the models on this machine)")


def test_auto_without_weights_says_how_to_get_some() -> None:
    choice = choose_engine(Settings(engine="auto"))
    assert choice.engine is None
    assert choice.note.startswith("engine: embedded (no model weights on this machine; briefing models pull ")


def test_auto_falls_back_from_a_model_it_cannot_open_and_says_so(marian: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(marian, other)
    config = json.loads((other / "config.json").read_text(encoding="utf-8"))
    (other / "config.json").write_text(json.dumps({**config, "model_type": "bart"}), encoding="utf-8")
    choice = choose_engine(Settings(engine="auto", langs=("en",), models=profile_file(tmp_path / "profiles", other)))
    assert choice.engine is None
    assert choice.note == f"engine: embedded ({other}: holds a bart model, the profile says marian)"


def test_a_profile_that_is_asked_for_and_broken_is_an_error(marian: Path, tmp_path: Path) -> None:
    models = profile_file(tmp_path / "profiles", tmp_path / "nothing-here")
    with pytest.raises(EngineError, match="nothing-here"):
        choose_engine(Settings(engine="tiny", models=models))


def test_a_misspelt_profile_has_its_closest_name_as_a_hint() -> None:
    with pytest.raises(SettingsError, match="no such profile: standart") as error:
        choose_engine(Settings(engine="standart"))
    assert error.value.hint == "did you mean standard?"


def test_a_profile_that_condenses_nothing_is_no_summariser(marian: Path, tmp_path: Path) -> None:
    models = profile_file(tmp_path / "profiles", marian)
    with pytest.raises(EngineError, match="summariser tiny: holds no model that condenses"):
        choose_engine(Settings(engine="embedded", summariser="tiny", models=models))


class OutOfMemory:
    """An engine whose model fails while it runs."""

    name = "large"
    models: tuple[tuple[str, str], ...] = ()
    grain: Literal["sentence", "paragraph"] = "sentence"
    takes_terms = False

    def langs(self) -> frozenset[Lang]:
        return frozenset({"en", "ja"})

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        raise EngineError("own/large: out of memory", hint="take a smaller profile")


def test_an_engine_that_fails_while_it_writes_is_replaced_only_where_nobody_asked_for_it() -> None:
    settings = Settings()
    reading = facts_of(SEED, settings=settings)
    briefs, note = briefs_of(reading, Choice(OutOfMemory(), replaceable=True), settings=settings)
    assert note == "engine: embedded (own/large: out of memory)"
    assert {brief.provenance.engine for brief in briefs.values()} == {"embedded"}
    with pytest.raises(EngineError, match="out of memory"):
        briefs_of(reading, Choice(OutOfMemory()), settings=settings)
