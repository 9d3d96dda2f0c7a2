"""What the user wants, settled once at the edge and never changed after.

Owns the order in which wishes count (defaults < user file < ``briefing.toml``
here < environment < flags) and what each may be. Knows nothing of articles,
engines or Word, and does not look whether the files it names exist; only a
``template`` of one word is looked for, to tell a folder from a house style.

Keys of the TOML files; paths in a file are relative to that file:

    out = "briefs"              folder for the results
    to = ["en", "ja"]           languages to write
    engine = "auto"             auto, embedded, recorded:FILE.jsonl or a profile
    summariser = "takeaway"     a profile whose model shortens checked sentences
    models = "profiles"         a folder of model profiles of one's own
    template = "house.en.docx"  a Word template of one's own, or a house style of ours
    percent = "％"              in Japanese: ％ or %
    currency = "RMB"            the renminbi in English: RMB or CNY
    dates = "day-month"         in English: 20 November 2020, or month-day: November 20, 2020
    glossary = ["house.csv"]    glossaries; all of them apply, from every level
    allow_private = false       read pages from private network addresses
    comments = true             Word comments at doubtful places
    review = false              a table of all findings at the end of a brief
    bilingual = false           key points beside their Chinese
    one_file = false            both languages in one Word file
    pdf = false                 also PDF files, by LibreOffice
    html = false                also a preview as a web page
    house = "Example & Co."     the author in the documents' properties
    fx = "rates.csv"            exchange rates; amounts are also given converted
    fx_to = "USD"               what the English brief converts into: USD or JPY
    fx_max_age = 7              days a rate may be older than the article
    robots = true               keep to what a site's robots.txt asks for
    delay = 1.0                 seconds between two pages of one site
    contact = "ir@house.example"  told to the sites that are read
    cache = "pages"             a folder for pages that were read before

The environment has the same keys as ``BRIEFING_OUT``, ``BRIEFING_TO=en,ja``,
``BRIEFING_GLOSSARY`` (several separated as in ``PATH``) and so on.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import platformdirs

from briefing.errors import SettingsError
from briefing.values import LANGS, Lang

FILE_NAME = "briefing.toml"
ENV_PREFIX = "BRIEFING_"
_LONGEST_DELAY = 600.0
_FILE_HINT = 'a settings file has lines such as to = ["en", "ja"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run's settings."""

    out: Path = Path()
    langs: tuple[Lang, ...] = LANGS
    engine: str = "auto"
    summariser: str = ""
    models: Path | None = None
    template: Path | None = None
    percent: str = "％"
    currency: str = "RMB"
    dates: str = "day-month"
    glossaries: tuple[Path, ...] = ()
    allow_private: bool = False
    comments: bool = True
    review: bool = False
    bilingual: bool = False
    one_file: bool = False
    pdf: bool = False
    html: bool = False
    house: str = ""
    fx: Path | None = None
    fx_to: str = ""
    fx_max_age: int = 7
    robots: bool = True
    delay: float = 1.0
    contact: str = ""
    cache: Path | None = None

    def template_for(self, _lang: Lang) -> Path | None:
        """The user's template, None for ours. Which file of a pair serves a language is ``render``'s to say."""
        return self.template


def load(
    flags: Mapping[str, object] | None = None,
    *,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a run started in ``folder`` with ``flags``.

    A flag that is None was not given. Raises ``SettingsError`` for a key we do
    not know or a value a key cannot have, naming the key and where it stands.
    """
    wishes: dict[str, Any] = {}
    here = folder or Path.cwd()
    for file in (platformdirs.user_config_path("briefing", appauthor=False) / FILE_NAME, here / FILE_NAME):
        if file.is_file():
            _merge(wishes, _from_file(file))
    _merge(wishes, _from_environment(os.environ if environ is None else environ))
    _merge(wishes, _from_flags(flags or {}))
    return Settings(**wishes)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: for messages, and for what its paths are relative to."""

    name: str
    folder: Path = Path()


def _merge(wishes: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Later levels win, but glossaries add up: a house list and a list for one job are both meant."""
    for field, value in more.items():
        wishes[field] = (*wishes.get(field, ()), *value) if field == "glossaries" else value


def _from_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: cannot be read as TOML: {error}", hint=_FILE_HINT) from error
    return _settle(table, _Place(str(file), file.parent))


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    table: dict[str, object] = {}
    for name, value in environ.items():
        if name.startswith(ENV_PREFIX):
            key = name.removeprefix(ENV_PREFIX).lower()
            table[key] = value.split(os.pathsep) if key == "glossary" else value
    return _settle(table, _Place("environment"), spell=lambda key: ENV_PREFIX + key.upper())


def _from_flags(flags: Mapping[str, object]) -> dict[str, Any]:
    given = {key: value for key, value in flags.items() if value is not None and value != []}
    return _settle(given, _Place("command line"), spell=lambda key: "--" + key.replace("_", "-"))


def _settle(table: Mapping[str, object], place: _Place, *, spell: Callable[[str], str] = str) -> dict[str, Any]:
    settled: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise SettingsError(f"{place.name}: no such setting: {spell(key)}", hint=_closest(key, spell))
        field, check = _KEYS[key]
        try:
            settled[field] = check(value, place)
        except ValueError as error:
            raise SettingsError(f"{place.name}: {spell(key)}: {error}", hint=_HINTS[key]) from error
    return settled


def _closest(key: str, spell: Callable[[str], str]) -> str:
    near = difflib.get_close_matches(key, _KEYS, n=1)
    return f"did you mean {spell(near[0])}?" if near else "the settings are " + ", ".join(map(spell, _KEYS))


def _path(value: object, place: _Place) -> Path:
    if isinstance(value, Path):
        return value
    if not isinstance(value, str) or not value:
        raise ValueError(f"not a path: {value!r}")
    return place.folder / Path(value).expanduser()


def _template(value: object, place: _Place) -> Path:
    """A file or folder; one word that names neither beside the settings file is a house style's name."""
    path = _path(value, place)
    word = Path(str(value))
    return word if len(word.parts) == 1 and not word.suffix and not path.exists() else path


def _one_of(*allowed: str) -> Callable[[object, _Place], str]:
    def check(value: object, _place: _Place) -> str:
        if value not in allowed:
            raise ValueError(f"neither {' nor '.join(allowed)}: {value!r}")
        return str(value)

    return check


def _paths(value: object, place: _Place) -> tuple[Path, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(_path(each, place) for each in values)


def _langs(value: object, _place: _Place) -> tuple[Lang, ...]:
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not words:
        raise ValueError(f"not a list of languages: {value!r}")
    asked = [str(word).strip().lower() for word in words]
    if unknown := [word for word in asked if word not in get_args(Lang)]:
        raise ValueError(f"not a language we write: {unknown[0]!r}")
    return tuple(lang for lang in LANGS if lang in asked)


def _engine(value: object, place: _Place) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"not the name of an engine: {value!r}")
    name, colon, file = value.strip().partition(":")
    if name == "recorded":
        if not file:
            raise ValueError("a recorded engine needs its file")
        return f"recorded:{_path(file, place)}"
    if colon:
        raise ValueError(f"not the name of an engine: {value!r}")
    return name


def _profile(value: object, _place: _Place) -> str:
    if not isinstance(value, str) or ":" in value:
        raise ValueError(f"not the name of a profile: {value!r}")
    return value.strip()


def _switch(value: object, _place: _Place) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError(f"neither true nor false: {value!r}")


def _name(value: object, _place: _Place) -> str:
    if not isinstance(value, str) or any(ord(char) < ord(" ") for char in value):
        raise ValueError(f"not a name: {value!r}")
    return value.strip()


def _currency(value: object, _place: _Place) -> str:
    code = str(value).strip().upper()
    if code not in ("USD", "JPY"):
        raise ValueError(f"not a currency we convert into: {value!r}")
    return code


def _days(value: object, _place: _Place) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or not text.isascii() or len(text) > 5:
        raise ValueError(f"not a number of days: {value!r}")
    return int(text)


def _seconds(value: object, _place: _Place) -> float:
    try:
        seconds = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else -1.0
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST_DELAY:
        raise ValueError(f"not a number of seconds from 0 to {_LONGEST_DELAY:.0f}: {value!r}")
    return seconds


def _contact(value: object, _place: _Place) -> str:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or set(value) & set("();"):
        raise ValueError(f"not a mail or web address: {value!r}")
    return value.strip()


_KEYS: Mapping[str, tuple[str, Callable[[object, _Place], Any]]] = {
    "out": ("out", _path),
    "to": ("langs", _langs),
    "engine": ("engine", _engine),
    "template": ("template", _template),
    "percent": ("percent", _one_of("％", "%")),
    "currency": ("currency", _one_of("RMB", "CNY")),
    "dates": ("dates", _one_of("day-month", "month-day")),
    "glossary": ("glossaries", _paths),
    "allow_private": ("allow_private", _switch),
    "summariser": ("summariser", _profile),
    "models": ("models", _path),
    "comments": ("comments", _switch),
    "review": ("review", _switch),
    "bilingual": ("bilingual", _switch),
    "one_file": ("one_file", _switch),
    "pdf": ("pdf", _switch),
    "html": ("html", _switch),
    "house": ("house", _name),
    "fx": ("fx", _path),
    "fx_to": ("fx_to", _currency),
    "fx_max_age": ("fx_max_age", _days),
    "robots": ("robots", _switch),
    "delay": ("delay", _seconds),
    "contact": ("contact", _contact),
    "cache": ("cache", _path),
}
_HINTS: Mapping[str, str] = {
    "out": "give the folder the briefs go to",
    "to": "one or both of en and ja, as in en,ja",
    "engine": "auto, embedded, recorded:FILE.jsonl or the name of a profile in models/",
    "summariser": "a profile that condenses; see briefing models list",
    "models": "give a folder of model profiles (.toml)",
    "template": "give a Word file (.docx) or a house style; see briefing template list",
    "percent": "％ (full width) or %",
    "currency": "RMB or CNY; a ¥ would be read as yen",
    "dates": "day-month for 20 November 2020, month-day for November 20, 2020",
    "glossary": "give a glossary file (.csv or .tbx)",
    "allow_private": "true or false",
    "comments": "true or false",
    "review": "true or false",
    "bilingual": "true or false",
    "one_file": "true or false",
    "pdf": "true or false",
    "html": "true or false",
    "house": "give the name of your house",
    "fx": "give a CSV file of exchange rates",
    "fx_to": "USD or JPY",
    "fx_max_age": "a whole number such as 7",
    "robots": "true or false",
    "delay": "give seconds, as in 1.5",
    "contact": "give a mail or web address in plain letters, as in ir@house.example",
    "cache": "give a folder that may be written to",
}
