"""What a finished job left on the shelf: its files, their names for a download, several of them in one zip.

Owns the way from a row of the ledger to a file. A path comes from the ledger alone, and only counts
below the shelf. Knows nothing of HTTP.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO

from briefing.jobs.layout import record
from briefing.jobs.values import ArticleRow, BriefRow, ShelfEntry, State
from briefing.values import LANGS, Lang
from briefing.web.problems import Problem

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON = "application/json"
ZIP = "application/zip"
NAMES = ("en.docx", "ja.docx", "all.zip", "brief.json")
# A zip of a day: more is for a copy of the folder, not for a browser.
MOST_FILES = 2000
MOST_BYTES = 500 * 1024 * 1024
_IN_MEMORY = 8 * 1024 * 1024
# The same files give the same zip; 1980 is where its calendar begins.
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Result:
    """The files of an article's briefs by one recipe; only those that are there."""

    article: ArticleRow
    recipe: str
    briefs: tuple[BriefRow, ...]
    words: Mapping[Lang, Path]
    data: Path | None
    called: str = ""

    @property
    def name(self) -> str:
        """What downloads are called, without language and ending."""
        return self.called or PurePosixPath(self.article.stem).name.replace(".{lang}", "")

    def download(self, name: str) -> str:
        """What the download of one of ``NAMES`` is called."""
        return f"{self.name}.zip" if name == "all.zip" else f"{self.name}.{name}"

    @property
    def files(self) -> Mapping[str, Path]:
        """What can be fetched alone, by its name of ``NAMES``."""
        words = {f"{lang}.docx": path for lang, path in self.words.items()}
        return words | ({"brief.json": self.data} if self.data else {})

    def named(self) -> tuple[tuple[str, Path], ...]:
        """The files under the names they are downloaded by."""
        return tuple((self.download(name), path) for name, path in self.files.items())

    @property
    def withheld(self) -> bool:
        """Whether there are findings to look at but, for an error, no Word files."""
        return bool(self.data) and not self.briefs

    def offers(self) -> tuple[str, ...]:
        """Which of ``NAMES`` can be fetched."""
        return tuple(name for name in NAMES if name in self.files or (name == "all.zip" and self.files))

    def file(self, name: str) -> Path:
        """Raises Problem ``not_found`` for what is not offered."""
        if name not in self.files:
            raise Problem("not_found")
        return self.files[name]


def result(entry: ShelfEntry, recipe: str, *, shelf: Path) -> Result:
    """What an article's entry holds of one recipe."""
    briefs = tuple(b for b in entry.briefs if b.recipe == recipe and b.state is State.MADE)
    stem = f"{entry.article.stem}.{recipe[:8]}" if recipe else entry.article.stem
    words = {lang: path for lang in LANGS for b in briefs if b.lang == lang and (path := _below(shelf, b.path))}
    return Result(entry.article, recipe, briefs, words, _below(shelf, record(stem)))


def recipes(entry: ShelfEntry) -> tuple[str, ...]:
    """The recipes an article was briefed by, the plain one of batches first."""
    return tuple(sorted({b.recipe for b in entry.briefs if b.state is State.MADE}))


def media_type(name: str) -> str:
    return {"docx": WORD, "json": JSON, "zip": ZIP}[name.rsplit(".", 1)[-1]]


def packed(files: Iterable[tuple[str, Path]]) -> IO[bytes]:
    """A zip of files under the names given, at its beginning. Raises Problem where they are too many."""
    chosen = list(dict.fromkeys(files))
    if len(chosen) > MOST_FILES or sum(path.stat().st_size for _, path in chosen) > MOST_BYTES:
        raise Problem("too_large")
    stream: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  it is the caller's to close
    names: set[str] = set()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, path in chosen:
            entry = zipfile.ZipInfo(_free(name, names), _MOMENT)
            # Word files are compressed already; the entry of a data file is worth it.
            entry.compress_type = zipfile.ZIP_DEFLATED if path.suffix == ".json" else zipfile.ZIP_STORED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    stream.seek(0)
    return stream


def _free(name: str, taken: set[str]) -> str:
    """Files of two folders may have one name; in a zip each needs its own."""
    stem, dot, rest = name.partition(".")
    free = name
    number = 2
    while free.casefold() in taken:
        free = f"{stem}-{number}{dot}{rest}"
        number += 1
    taken.add(free.casefold())
    return free


def _below(shelf: Path, relative: str) -> Path | None:
    """A file of the shelf; None for one that is gone or lies elsewhere."""
    if not relative:
        return None
    root = shelf.resolve()
    path = (root / relative).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None
