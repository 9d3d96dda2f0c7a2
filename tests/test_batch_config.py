"""The configuration of a batch: what it may say, and how it says what is wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from briefing.errors import SettingsError
from briefing.jobs.config import load_config

SMALLEST = '[output]\ndir = "shelf"\n[[source]]\nfolder = "in"\n'


def config_file(folder: Path, text: str) -> Path:
    path = folder / "briefings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_smallest_file_is_enough(tmp_path: Path) -> None:
    config = load_config(config_file(tmp_path, SMALLEST))
    assert config.output.dir == tmp_path / "shelf"
    assert config.source[0].folder == tmp_path / "in"
    assert (config.source[0].kind, config.to, config.engine) == ("folder", ("en", "ja"), "auto")
    assert config.ledger_place == tmp_path / "shelf" / ".briefing" / "ledger.db"


def test_paths_are_relative_to_the_file_and_addresses_stay_as_they_are(tmp_path: Path) -> None:
    text = (
        'ledger = "books.db"\nglossary = "house.csv"\n'
        '[output]\ndir = "/srv/shelf"\n[[source]]\nfeed = "https://example.com/a.xml"\n'
    )
    config = load_config(config_file(tmp_path, text))
    assert config.ledger_place == tmp_path / "books.db"
    assert config.glossary == (tmp_path / "house.csv",)
    assert config.output.dir == Path("/srv/shelf")
    assert config.source[0].feed == "https://example.com/a.xml"


def test_a_database_address_is_kept_as_it_is(tmp_path: Path) -> None:
    config = load_config(config_file(tmp_path, 'ledger = "postgresql://desk@db/briefs"\n' + SMALLEST))
    assert config.ledger_place == "postgresql://desk@db/briefs"


@pytest.mark.parametrize(
    ("text", "seconds"), [("45s", 45), ("30min", 1800), ("2h", 7200), ("7d", 604800), ("2w", 1209600)]
)
def test_lengths_of_time_are_written_with_their_unit(tmp_path: Path, text: str, seconds: int) -> None:
    config = load_config(config_file(tmp_path, f'{SMALLEST}again = "{text}"\n'))
    assert config.source[0].again == timedelta(seconds=seconds)


WRONG = {
    "misspelt key": (
        '[output]\ndir="o"\n[[source]]\nname="bank"\nfeeed="f"\nfolder="in"\n',
        "source 1 (bank): feeed: no such key",
        "did you mean feed?",
    ),
    "two kinds": (
        '[output]\ndir="o"\n[[source]]\nfeed="f"\npage="p"\n',
        "source 1: give exactly one of feed, sitemap, page, urls, folder, files, not 2",
        "",
    ),
    "no kind": (
        '[output]\ndir="o"\n[[source]]\nname="x"\n',
        "source 1 (x): give exactly one of feed, sitemap, page, urls, folder, files",
        "",
    ),
    "no source": ('[output]\ndir="o"\n', "source: is missing", "the smallest file has [output]"),
    "no folder": ("[output]\n[[source]]\nfolder='in'\n", "output: dir: is missing", ""),
    "language": ('to = "fr"\n' + SMALLEST, "to: one or both of en and ja", ""),
    "length": (SMALLEST + 'again = "3 days"\n', "source 1: again: not a length of time: '3 days'", ""),
    "no length": (SMALLEST + 'again = "0d"\n', "source 1: again: ", ""),
    "field": (
        '[output]\ndir="o"\nlayout="{day}/{slug}.{lang}.docx"\n[[source]]\nfolder="in"\n',
        "output: layout: no field {day}; there are date, lang, published, slug, source, stem",
        "",
    ),
    "outside": (
        '[output]\ndir="o"\nlayout="../{slug}.{lang}.docx"\n[[source]]\nfolder="in"\n',
        "output: layout: a layout stays inside the output folder",
        "",
    ),
    "one name for all": (
        '[output]\ndir="o"\nlayout="{date}/brief.{lang}.docx"\n[[source]]\nfolder="in"\n',
        "output: layout: a layout ends in .{lang}.docx and holds {slug}",
        "",
    ),
    "zone": (SMALLEST + '[schedule]\ntimezone = "Asia/Tokio"\n', "schedule: timezone: no time zone 'Asia/Tokio'", ""),
    "calendar": (
        SMALLEST + '[schedule]\ncalendar = "JPN"\n',
        "schedule: calendar 1: no calendar 'JPN'; did you mean JP?",
        "",
    ),
    "cron": (SMALLEST + '[schedule]\ncron = "30 7 * *"\n', "schedule: cron: a cron expression has five fields", ""),
    "hour": (SMALLEST + '[schedule]\ncron = "30 27 * * *"\n', "schedule: cron: not a cron expression", ""),
    "both days": (
        SMALLEST + '[schedule]\ncron = "30 7 1 * 1"\n',
        "schedule: cron: give the day of the month or the weekday, not both",
        "",
    ),
    "twins": (
        '[output]\ndir="o"\n[[source]]\nname="a"\nfolder="x"\n[[source]]\nname="a"\nfolder="y"\n',
        "two sources are called 'a'",
        "",
    ),
    "no TOML": ("[output\n", "cannot be read as TOML", ""),
    "number": (SMALLEST + 'limit = "many"\n', "source 1: limit: Input should be a valid integer", ""),
}


@pytest.mark.parametrize(("text", "message", "hint"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, message: str, hint: str) -> None:
    path = config_file(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_config(path)
    assert caught.value.message.startswith(f"{path}: ")
    assert message in caught.value.message
    assert "\n" not in caught.value.message
    assert hint in caught.value.hint


def test_several_problems_are_counted(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\(and 1 more\)"):
        load_config(config_file(tmp_path, 'to = "fr"\nenginee = "x"\n' + SMALLEST))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        load_config(tmp_path / "none.toml")


def test_the_guide_shows_every_key_in_a_file_that_can_be_used(tmp_path: Path, root: Path) -> None:
    guide = (root / "docs" / "guides" / "batches.md").read_text(encoding="utf-8")
    example = guide.partition("## All keys")[2].partition("```toml\n")[2].partition("```")[0]
    config = load_config(config_file(tmp_path, example))
    tables = (config, config.output, config.source[0], config.filter, config.schedule, config.fetch, config.run)
    keys = {name for table in tables for name in type(table).model_fields} - {"path", "source", "filter"}
    assert [key for key in sorted(keys) if f"{key} = " not in example and f"[{key}]" not in example] == []
