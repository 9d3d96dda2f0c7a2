"""What is on the shelf, found by day, language, run and words, with the headlines people know it by.

Owns the search: the ledger knows Chinese titles, the data files the headlines in both languages. Knows
nothing of pages and JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.jobs.ledger import Ledger
from briefing.jobs.values import ShelfEntry
from briefing.values import LANGS, Lang
from briefing.web.problems import Problem
from briefing.web.results import Result, recipes, result

PAGE = 40
# How many articles a search by words looks through, the latest first.
SEARCHED = 2000
_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which articles: every field that is given narrows."""

    q: str = ""
    day: date | None = None
    lang: Lang | None = None
    run: str = ""
    offset: int = 0

    @property
    def any(self) -> bool:
        return bool(self.q or self.day or self.lang or self.run)


@dataclass(frozen=True, slots=True)
class Shown:
    """One result on the shelf with its headlines by language."""

    result: Result
    headlines: Mapping[str, str]

    def says(self, words: list[str]) -> bool:
        article = self.result.article
        text = " ".join([article.title, article.source, *self.headlines.values()]).casefold()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the shelf; ``more`` says that there are earlier ones."""

    entries: tuple[Shown, ...]
    more: bool


def look(ledger: Ledger, asked: Asked, *, shelf: Path, limit: int = PAGE) -> Found:
    """The articles asked for, the latest day first."""
    words = asked.q.casefold().split()
    if not words:
        entries = ledger.shelf(**_wanted(asked), limit=limit + 1, offset=asked.offset)
        shown = [each for entry in entries[:limit] for each in shown_of(entry, asked.lang, shelf=shelf)]
        return Found(tuple(shown), len(entries) > limit)
    matching = (each for each in _all(ledger, asked, shelf) if each.says(words))
    found = [each for _, each in zip(range(asked.offset + limit + 1), matching, strict=False)][asked.offset :]
    return Found(tuple(found[:limit]), len(found) > limit)


def files_of_day(ledger: Ledger, day: date, lang: Lang | None, *, shelf: Path) -> Iterator[tuple[str, Path]]:
    """The files of a day with their names: Word in the language asked for, or everything."""
    for each in _all(ledger, Asked(day=day, lang=lang), shelf):
        named = each.result.named()
        yield from (pair for pair in named if lang is None or pair[0].endswith(f".{lang}.docx"))
    yield from ((path.name, path) for known, path in digests(shelf, day).items() if lang in (None, known))


def digests(shelf: Path, day: date) -> Mapping[Lang, Path]:
    """The digests that batches wrote of a day; they lie where ``jobs.daily`` puts them."""
    there = {lang: shelf / day.isoformat() / f"digest.{lang}.docx" for lang in LANGS}
    return {lang: path for lang, path in there.items() if path.is_file()}


def digest_of(shelf: Path, day: date, name: str) -> Path:
    """The digest called so. Raises Problem ``not_found``."""
    for path in digests(shelf, day).values():
        if path.name == name:
            return path
    raise Problem("not_found")


def shown_of(entry: ShelfEntry, lang: Lang | None, *, shelf: Path) -> Iterator[Shown]:
    """An article's results, one for each recipe that left a file."""
    for recipe in recipes(entry):
        found = result(entry, recipe, shelf=shelf)
        if found.files and (lang is None or lang in found.words):
            yield Shown(found, headlines(found.data))


def _all(ledger: Ledger, asked: Asked, shelf: Path) -> Iterator[Shown]:
    for offset in range(0, SEARCHED, _AT_ONCE):
        entries = ledger.shelf(**_wanted(asked), limit=_AT_ONCE, offset=offset)
        for entry in entries:
            yield from shown_of(entry, asked.lang, shelf=shelf)
        if len(entries) < _AT_ONCE:
            return


def _wanted(asked: Asked) -> dict[str, Any]:
    return {"day": asked.day, "lang": asked.lang, "run": asked.run or None}


def headlines(data: Path | None) -> Mapping[str, str]:
    """The headlines in a data file by language; none where it cannot be read."""
    if data is None:
        return {}
    try:
        return _headlines(data, data.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=4 * SEARCHED)
def _headlines(data: Path, _stamp: int) -> Mapping[str, str]:
    try:
        briefs = json.loads(data.read_bytes())["briefs"]
        return {lang: str(briefs[lang]["headline"]["text"]) for lang in LANGS if lang in briefs}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
