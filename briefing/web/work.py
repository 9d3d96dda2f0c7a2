"""What a job of the page asks of a worker: where its article is, and the settings its briefs are made with.

Owns the options of a job and their digest. Knows nothing of HTTP; runs in the worker's process.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from briefing.errors import SourceMissing, TemplateError
from briefing.jobs.values import Item
from briefing.jobs.work import Desk, Errand
from briefing.read.fetch import Fetcher
from briefing.render import find_template
from briefing.settings import Settings
from briefing.values import LANGS
from briefing.version import __version__
from briefing.web.house import glossary_file, template_file
from briefing.web.site import Folders

UPLOAD = "upload:"
SOURCE = "page"
_RECIPE = 16
# Settings that do not shape a brief, and those that are looked at as files.
_APART = ("out", "langs", "allow_private", "template", "glossaries")


@dataclass(frozen=True, slots=True)
class Bench:
    """Makes the desk of a worker; travels to its process. ``settings`` are the house's own.

    ``nice``: how far the process stands back behind the one that serves pages. ``memory``: bytes it may fill; 0
    where a model lives in it.
    """

    data: Path
    settings: Settings
    nice: int = 0
    memory: int = 0

    def __call__(self) -> Desk:
        folders = Folders(self.data)
        _stand_back(self.nice)
        _bound(self.memory)
        return Desk(
            settings=self.settings,
            shelf=folders.shelf,
            # A brief of the page is filed under the server's own calendar.
            zone=datetime.now().astimezone().tzinfo or UTC,
            fetcher=guest(self.settings),
            errand=Errands(folders, self.settings),
        )


def guest(settings: Settings) -> Fetcher:
    """Fetches what people name on the page: never from private addresses, and keeping no copy."""
    return Fetcher(robots=settings.robots, delay=settings.delay, contact=settings.contact)


def _stand_back(nice: int) -> None:
    """Pages come first: with every core at work they would wait otherwise."""
    if nice and hasattr(os, "nice"):
        os.nice(nice)


def _bound(memory: int) -> None:
    """An article that unpacks to gigabytes fails by itself, before it costs the others the machine."""
    if memory and sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


@dataclass(frozen=True, slots=True)
class Errands:
    """From a job's options to its errand. Private addresses are never read for the page, whatever the settings say."""

    folders: Folders
    settings: Settings

    def __call__(self, item: Item) -> Errand:
        options = item.options or {}
        settings = replace(
            self.settings,
            langs=tuple(lang for lang in LANGS if lang in options.get("langs", "").split(",")) or LANGS,
            template=self._template(options.get("template", "")),
            glossaries=(*self.settings.glossaries, *map(self._glossary, _names(options.get("glossaries", "")))),
            allow_private=False,
        )
        return Errand(self._source(item.locator), settings, recipe_of(options), name=_name(item))

    def _source(self, locator: str) -> str | Path:
        """An upload by the last part of its name alone, so that no locator leads out of the folder."""
        if not locator.startswith(UPLOAD):
            return locator
        file = self.folders.uploads / PurePosixPath(locator.removeprefix(UPLOAD)).name
        if not file.is_file():
            raise SourceMissing("the upload is no longer there", hint="send the article again")
        return file

    def _template(self, name: str) -> Path | None:
        if not name:
            return self.settings.template
        file = template_file(self.folders.templates, name)
        if file is None:
            raise TemplateError(f"no template {name} is installed", hint="choose another one")
        return file

    def _glossary(self, name: str) -> Path:
        file = glossary_file(self.folders.glossaries, name)
        if file is None:
            raise SourceMissing(f"no glossary {name} is installed", hint="choose another one")
        return file


def _name(item: Item) -> str:
    """What people know an upload by: its own name, or the first line that was pasted. It is stored under another."""
    if not item.locator.startswith(UPLOAD):
        return ""
    given = (item.options or {}).get("name", "")
    return PurePosixPath(given).stem if given else item.title


def recipe_of(options: Mapping[str, str]) -> str:
    """The digest under which a job's briefs are kept; settled when it was queued."""
    return options.get("recipe", "")


def recipe_for(options: Mapping[str, str], *, folders: Folders, settings: Settings) -> str:
    """A digest of all that shapes a brief besides the article: a changed template or glossary makes another brief."""
    template = template_file(folders.templates, options.get("template", "")) or settings.template
    glossaries = [glossary_file(folders.glossaries, name) for name in _names(options.get("glossaries", ""))]
    shaping = {
        "version": __version__,
        "settings": {f.name: str(getattr(settings, f.name)) for f in fields(settings) if f.name not in _APART},
        "template": [options.get("template", ""), *map(_mark, _pair(template))],
        "glossaries": [_mark(path) for path in (*settings.glossaries, *glossaries)],
    }
    return hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()[:_RECIPE]


def _pair(template: Path | None) -> list[Path]:
    """The files of a template in both languages, as far as it has both."""
    found = []
    for lang in LANGS:
        with contextlib.suppress(TemplateError):
            found.append(find_template(lang, template))
    return found


def _mark(path: Path | None) -> str:
    """Changes with a file's content."""
    if path is None or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]
