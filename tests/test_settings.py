"""Whose wish counts, what a setting may be, and what is said when it may not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs
import pytest

from briefing.errors import SettingsError
from briefing.settings import Settings, load


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "briefing.toml").write_text(text, encoding="utf-8")


def user_folder() -> Path:
    return platformdirs.user_config_path("briefing", appauthor=False)


def test_without_a_wish_everything_has_its_default(here: Path) -> None:
    assert load(folder=here, environ={}) == Settings(
        out=Path(), langs=("en", "ja"), engine="auto", template=None, glossaries=(), allow_private=False
    )


def test_flags_beat_environment_beats_folder_beats_user(here: Path) -> None:
    write(user_folder(), 'engine = "user"\nout = "/user"\nto = ["en"]\nallow_private = true\n')
    write(here, 'engine = "folder"\nout = "/folder"\nto = ["ja"]\n')
    settings = load({"engine": "flag"}, folder=here, environ={"BRIEFING_OUT": "/env", "BRIEFING_ENGINE": "env"})
    assert (settings.engine, settings.out, settings.langs, settings.allow_private) == (
        "flag",
        Path("/env"),
        ("ja",),
        True,
    )


def test_a_flag_that_was_not_given_changes_nothing(here: Path) -> None:
    write(here, 'engine = "embedded"\n')
    assert load({"engine": None, "glossary": None}, folder=here, environ={}).engine == "embedded"


def test_glossaries_of_all_levels_apply(here: Path) -> None:
    write(here, 'glossary = ["a.csv"]\n')
    environ = {"BRIEFING_GLOSSARY": f"b.csv{os.pathsep}c.csv"}
    settings = load({"glossary": [Path("d.csv")]}, folder=here, environ=environ)
    assert settings.glossaries == (here / "a.csv", Path("b.csv"), Path("c.csv"), Path("d.csv"))


def test_paths_in_a_file_are_relative_to_the_file(here: Path) -> None:
    write(here, 'out = "briefs"\ntemplate = "house.docx"\nengine = "recorded:said.jsonl"\n')
    settings = load(folder=here, environ={})
    assert (settings.out, settings.template) == (here / "briefs", here / "house.docx")
    assert settings.engine == f"recorded:{here / 'said.jsonl'}"


@pytest.mark.parametrize(
    ("given", "langs"),
    [("en", ("en",)), ("ja,en", ("en", "ja")), (" JA ", ("ja",)), ("en,en", ("en",))],
)
def test_languages_are_written_in_one_order(here: Path, given: str, langs: tuple[str, ...]) -> None:
    assert load({"to": given}, folder=here, environ={}).langs == langs


@pytest.mark.parametrize(
    ("flags", "message", "hint"),
    [
        ({"to": "de"}, "command line: --to: not a language we write: 'de'", "one or both of en and ja, as in en,ja"),
        ({"to": ""}, "command line: --to: not a language we write: ''", "one or both of en and ja, as in en,ja"),
        (
            {"engine": "recorded:"},
            "command line: --engine: a recorded engine needs its file",
            "auto, embedded, recorded:FILE.jsonl or the name of a profile in models/",
        ),
        (
            {"engine": "cloud:x"},
            "command line: --engine: not the name of an engine: 'cloud:x'",
            "auto, embedded, recorded:FILE.jsonl or the name of a profile in models/",
        ),
    ],
)
def test_a_wrong_flag_is_named(here: Path, flags: Mapping[str, object], message: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(flags, folder=here, environ={})
    assert (caught.value.message, caught.value.hint, caught.value.exit_code) == (message, hint, 2)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('languages = "en"', "no such setting: languages", "the settings are out, to, engine, template, "),
        ('ot = "x"', "no such setting: ot", "did you mean"),
        ("allow_private = 3", "allow_private: neither true nor false: 3", "true or false"),
        ("to = []", "to: not a list of languages: []", "one or both of en and ja"),
        ("out = 3", "out: not a path: 3", "give the folder the briefs go to"),
        ("out = ", "cannot be read as TOML", "a settings file has lines such as"),
    ],
)
def test_a_wrong_line_of_a_file_is_named(here: Path, text: str, message: str, hint: str) -> None:
    write(here, text)
    with pytest.raises(SettingsError) as caught:
        load(folder=here, environ={})
    assert str(here / "briefing.toml") in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint.startswith(hint)


def test_a_wrong_variable_is_named_as_it_is_spelt(here: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(folder=here, environ={"BRIEFING_ENGIN": "x", "HOME": "/"})
    assert caught.value.message == "environment: no such setting: BRIEFING_ENGIN"
    assert caught.value.hint == "did you mean BRIEFING_ENGINE?"


def test_how_pages_are_fetched_can_be_set(here: Path) -> None:
    write(here, 'robots = false\ndelay = 2.5\ncontact = "desk@house.example"\ncache = "pages"\n')
    settings = load(folder=here, environ={"BRIEFING_DELAY": "4"})
    assert (settings.robots, settings.delay, settings.contact, settings.cache) == (
        False,
        4.0,
        "desk@house.example",
        here / "pages",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("delay = -1", "delay: not a number of seconds from 0 to 600: -1"),
        ('delay = "soon"', "delay: not a number of seconds from 0 to 600: 'soon'"),
        ("delay = true", "delay: not a number of seconds from 0 to 600: True"),
        ('contact = "a\\nb"', "contact: not a mail or web address: 'a\\nb'"),
        ('contact = "编辑部"', "contact: not a mail or web address: '编辑部'"),
    ],
)
def test_a_way_of_fetching_that_cannot_be_is_refused(here: Path, line: str, message: str) -> None:
    write(here, line + "\n")
    with pytest.raises(SettingsError) as caught:
        load(folder=here, environ={})
    assert caught.value.message == f"{here / 'briefing.toml'}: {message}"
    assert caught.value.hint
