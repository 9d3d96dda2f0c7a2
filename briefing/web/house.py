"""What a house has installed: Word templates and glossaries to choose from, by name.

Owns the listing. A name that somebody sends is only ever compared with these; it never becomes a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefing.render import find_template
from briefing.values import LANGS

# What is taken where none is chosen.
STANDARD = "investor-brief"
_GLOSSARY_ENDINGS = (".csv", ".tbx")


@dataclass(frozen=True, slots=True)
class Choices:
    """Names in the order they are offered; an empty template name is the standard one."""

    templates: tuple[str, ...]
    glossaries: tuple[str, ...]


def choices(*, templates: Path, glossaries: Path) -> Choices:
    """What the two folders offer now, and the styles that come with the program; no restart is needed."""
    named = {_template_name(path) for path in _template_files(templates)} - {STANDARD}
    return Choices(tuple(sorted(named)), tuple(path.name for path in _files(glossaries, _GLOSSARY_ENDINGS)))


def template_file(folder: Path, name: str) -> Path | None:
    """The file behind a template's name, either of a pair; None for a name that is not offered.

    A house's own template counts before a shipped one of the same name.
    """
    return next((path for path in _template_files(folder) if _template_name(path) == name), None)


def glossary_file(folder: Path, name: str) -> Path | None:
    return next((path for path in _files(folder, _GLOSSARY_ENDINGS) if path.name == name), None)


def _template_files(folder: Path) -> list[Path]:
    shipped = find_template("en").parent
    return [*_files(folder, (".docx",)), *_files(shipped, (".docx",))]


def _template_name(path: Path) -> str:
    """``house`` for house.docx, house.en.docx and house.ja.docx."""
    return re.sub(rf"\.({'|'.join(LANGS)})$", "", path.stem)


def _files(folder: Path, endings: Iterable[str]) -> list[Path]:
    """Names that begin with a dot or ~$ are drafts of other programs; a comma separates names in an order."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if path.suffix.lower() in tuple(endings) and path.is_file()]
    return sorted(path for path in found if not path.name.startswith((".", "~$")) and "," not in path.name)
