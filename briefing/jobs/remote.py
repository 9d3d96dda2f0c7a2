"""What runs on another machine: bytes to facts, facts to documents. Nothing is written there.

Owns the form of what travels and that an article's error travels as a value.
Knows nothing of Ray (``cluster``) nor of the ledger.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from briefing import pipeline
from briefing.errors import BriefingError
from briefing.jobs.together import Meeting, Together
from briefing.jobs.values import ArticleRow, Item
from briefing.jobs.work import Desk, told_as, understood
from briefing.pipeline import Documents
from briefing.read import MAX_BYTES, read, read_bytes
from briefing.read.fetch import Fetcher, Page
from briefing.settings import Settings
from briefing.values import Reading
from briefing.version import __version__


@dataclass(frozen=True, slots=True)
class Task:
    """One article for another machine: how to make the desk there, and what was fetched here."""

    desk: bytes
    item: Item
    material: bytes | Page


@dataclass(frozen=True, slots=True)
class Found:
    """What came of reading: a row, and perhaps the rule that keeps it out; or the error."""

    row: ArticleRow | None = None
    rule: str = ""
    error: BriefingError | None = None
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Wrote:
    """What came of writing."""

    made: Documents | None = None
    error: BriefingError | None = None


def fetched(source: str | Path, desk: Desk, settings: Settings) -> bytes | Page:
    """The bytes of a source, read where its files are and where one rule of politeness holds for all pages."""
    if isinstance(source, str) and "://" in source:
        if desk.fetcher is not None:
            return desk.fetcher.get(source)
        with Fetcher(allow_private=settings.allow_private) as own:
            return own.get(source)
    try:
        data = Path(source).read_bytes()
    except (OSError, ValueError):
        data = b""
    if not data or len(data) > MAX_BYTES:
        read(source)  # says what is wrong with it
    return data


def read_there(task: Task) -> tuple[Found, Reading | None]:
    """Bytes to facts; the reading stays where it is until somebody writes from it."""
    try:
        desk = _desk(task.desk)
        errand = desk.errand_of(task.item)
        article = (
            read_bytes(task.material, name=str(errand.source))
            if isinstance(task.material, bytes)
            else read(task.material.url, fetcher=_Fetched(task.material))  # type: ignore[arg-type]
        )
        found = understood(article, task.item, desk, errand)
        return Found(found.row, found.rule), found.reading
    except Exception as error:  # noqa: BLE001 - becomes the item's reason
        return Found(error=_sendable(error)), None


def write_there(task: Task, reading: Reading, settings: Settings) -> Wrote:
    """Facts to documents by the embedded engine."""
    return _written(_desk(task.desk), task, reading, settings)


class Writer:
    """Holds a model; several articles at once get one batch of sentences."""

    def __init__(self, desk: bytes) -> None:
        self._desk, self._meeting = _desk(desk), Meeting()
        self._desk.choose(self._desk.settings)
        pipeline.warm(self._desk.settings)

    def write(self, task: Task, reading: Reading, settings: Settings) -> Wrote:
        self._meeting.expect(1)
        try:
            return _written(self._desk, task, reading, settings, meeting=self._meeting)
        finally:
            self._meeting.leave()


def _written(desk: Desk, task: Task, reading: Reading, settings: Settings, *, meeting: Meeting | None = None) -> Wrote:
    try:
        choice = desk.choose(settings)
        if meeting is not None and choice.engine is not None:
            choice = replace(choice, engine=Together(choice.engine, meeting))
        return Wrote(pipeline.make(reading, choice, settings=settings))
    except Exception as error:  # noqa: BLE001 - becomes the item's reason
        return Wrote(error=_sendable(error))


def _sendable(error: Exception) -> BriefingError:
    """The kind, message and hint; what caused it may not travel."""
    told = told_as(error)
    return type(told)(told.message, hint=told.hint)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A fetcher that has one page already."""

    page: Page

    def get(self, _url: str) -> Page:
        return self.page


@lru_cache(maxsize=4)
def _desk(data: bytes) -> Desk:
    made = pickle.loads(data)()
    if not isinstance(made, Desk):
        raise TypeError("a desk is made of a desk's recipe only")
    return made
