"""One item's way from its claim to its end.

read → filter → facts → filter → begin → write and check → files → made

Owns this order, and what becomes of an error on the way. Knows nothing of who
started it: a process, a machine of a cluster or the page's worker.
"""

from __future__ import annotations

import contextlib
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import pipeline
from briefing.console import located
from briefing.engines import Choice, choose_engine
from briefing.errors import BriefingError, LedgerError, OutputError, SourceUnreadable
from briefing.jobs import layout
from briefing.jobs.layout import Layout
from briefing.jobs.ledger import Ledger
from briefing.jobs.story import row_of
from briefing.jobs.values import ArticleRow, BriefRow, Item, Order, State
from briefing.jobs.versions import changes
from briefing.pipeline import Documents
from briefing.read import read
from briefing.render import write_atomic
from briefing.settings import Settings
from briefing.values import Article, Lang, Reading, Severity

if TYPE_CHECKING:
    from briefing.read.fetch import Fetcher

# The rule an article falls under, in words, or "": by its source and its text, or what is understood of it.
Screen = Callable[[str, Article | Reading], str]


@dataclass(frozen=True, slots=True)
class Errand:
    """What an item asks for: where the article is, and how its briefs are to be.

    ``name``: what an article without a title is called where its file's name says nothing.
    """

    source: str | Path
    settings: Settings
    recipe: str = ""
    name: str = ""


def _pass_all(_source: str, _what: Article | Reading) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What work needs besides the ledger; made once in each process.

    ``errand`` reads what a job of the page asks for; batch work is done as
    ``settings`` say. ``choose`` opens the engine.
    """

    settings: Settings
    shelf: Path
    layout: Layout = field(default_factory=Layout)
    zone: tzinfo = UTC
    fetcher: Fetcher | None = None
    screen: Screen = _pass_all
    errand: Callable[[Item], Errand] | None = None
    choose: Callable[[Settings], Choice] = choose_engine

    def errand_of(self, item: Item) -> Errand:
        if item.options is not None and self.errand is not None:
            return self.errand(item)
        return Errand(item.locator, self.settings)


@dataclass(frozen=True, slots=True)
class Understood:
    """An article read and weighed: under a ``rule`` it is not briefed."""

    row: ArticleRow
    reading: Reading | None
    rule: str = ""


class _Stopped(Exception):
    """Cancelling was asked, or the claim has gone to another."""


def work_on(item: Item, ledger: Ledger, desk: Desk) -> State:
    """Bring one claimed item to its end and say which; CLAIMED where the claim has gone to another.

    An article's errors, and faults of ours, become its reason. Raises
    LedgerError and OutputError only where nobody could go on: the books or the
    shelf cannot be written. The item then stays claimed, and its files are gone.
    """
    try:
        return _through(item, ledger, desk)
    except _Stopped:
        return _stopped(item, ledger)
    except LedgerError:
        raise
    except OutputError as error:
        if shelf_refuses(desk.shelf):
            raise
        return failed(item, ledger, error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not cost the others
        return failed(item, ledger, error)


def _through(item: Item, ledger: Ledger, desk: Desk) -> State:
    errand = desk.errand_of(item)
    step = _Steps(item, ledger)
    step("reading")
    article = read(errand.source, allow_private=errand.settings.allow_private, fetcher=desk.fetcher)
    if errand.name:
        article = replace(article, name=errand.name)
    step("facts")
    found = understood(article, item, desk, errand)
    if found.reading is None:
        return ended(State.SKIPPED, ledger.skipped(item.id, rule=found.rule, worker=item.worker))
    order = ledger.begin(item.id, found.row, errand.settings.langs, recipe=errand.recipe, worker=item.worker)
    if order is None:
        raise _Stopped
    if (state := settled(item, ledger, order)) is not None:
        return state
    settings = settings_for(order, errand.settings)
    made = pipeline.make(found.reading, desk.choose(settings), settings=settings, stage=step)
    step.sure("files")
    return deliver(item, ledger, desk, Delivery(found.row, order, made, errand.recipe))


@dataclass(frozen=True, slots=True)
class _Steps:
    """Tells the ledger how far a job of the page is, and stops where it should. Batch work tells nobody."""

    item: Item
    ledger: Ledger

    def __call__(self, stage: str) -> None:
        if self.item.options is not None:
            self.sure(stage)

    def sure(self, stage: str) -> None:
        if not self.ledger.stage(self.item.id, stage, worker=self.item.worker):
            raise _Stopped


def understood(article: Article, item: Item, desk: Desk, errand: Errand) -> Understood:
    """The article as the ledger knows it, with its reading unless a filter keeps it out."""
    seen = datetime.now(desk.zone).date() if item.options is not None else item.first_seen.astimezone(desk.zone).date()
    if rule := desk.screen(item.source, article):
        bare = Reading(article, (), (), (), (), (), ())
        return Understood(row_of(bare, source=item.source, layout=desk.layout, seen=seen), None, rule)
    reading = pipeline.facts_in(article, settings=errand.settings)
    row = row_of(reading, source=item.source, layout=desk.layout, seen=seen)
    rule = desk.screen(item.source, reading)
    return Understood(row, None if rule else reading, rule)


def settled(item: Item, ledger: Ledger, order: Order) -> State | None:
    """The end of an item of which nothing is to be made; None where something is."""
    if order.rule:
        return ended(State.SKIPPED, ledger.skipped(item.id, rule=order.rule, worker=item.worker))
    if not order.langs:
        return ended(State.MADE, ledger.made(item.id, (), worker=item.worker))
    return None


def settings_for(order: Order, settings: Settings) -> Settings:
    """The record holds every language that lies on the shelf, also where only one is new."""
    langs = tuple(dict.fromkeys((*settings.langs, *order.there)))
    return replace(settings, langs=langs)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was made of an item, and for what order."""

    row: ArticleRow
    order: Order
    made: Documents
    recipe: str = ""


def deliver(item: Item, ledger: Ledger, desk: Desk, delivery: Delivery) -> State:
    """Files first, then the row: a row without its file would be a brief that nobody has."""
    order, made = delivery.order, delivery.made
    files: dict[str, bytes] = {}
    if made.sound:
        files = {layout.document(order.stem, lang): made.words[lang] for lang in order.langs}
    files[layout.record(order.stem)] = made.record
    former = order.supersedes
    changed = changes(_bytes(desk.shelf / layout.record(former.stem)), made.record) if former is not None else ()
    put(desk.shelf, files)
    rows = [_brief_row(delivery, lang) for lang in order.langs]
    state = State.MADE if made.sound else State.FAILED
    return ended(state, ledger.made(item.id, rows, changes=changed, worker=item.worker))


def _brief_row(delivery: Delivery, lang: Lang) -> BriefRow:
    made, order = delivery.made, delivery.order
    counts = {s: sum(f.severity is s for f in made.findings.get(lang, ())) for s in Severity}
    brief = made.briefs[lang]
    common = BriefRow(
        delivery.row.hash,
        lang,
        delivery.recipe,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING] + sum(f.severity is Severity.WARNING for f in brief.findings),
        engine=brief.provenance.engine,
    )
    return _good(common, layout.document(order.stem, lang)) if made.sound else _bad(common, made)


def _good(row: BriefRow, path: str) -> BriefRow:
    return replace(row, state=State.MADE, path=path)


def _bad(row: BriefRow, made: Documents) -> BriefRow:
    codes = sorted({f.code for found in made.findings.values() for f in found if f.severity is Severity.ERROR})
    reason = f"an error remains in its briefs ({', '.join(codes)}), which are not given out"
    return replace(row, state=State.FAILED, reason=reason, hint="what was found stands in the record beside its place")


def put(shelf: Path, files: Mapping[str, bytes]) -> None:
    """All files of an article on the shelf, or none of those that were not there before."""
    new: list[Path] = []
    try:
        for name, data in files.items():
            path = shelf / name
            _make_folder(path.parent)
            if not path.exists():
                new.append(path)
            write_atomic(path, data)
    except BaseException:
        for path in new:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}", hint="name a folder you may write to") from error


@cache
def _sweep(folder: Path) -> None:
    """What a run killed in the middle of a write left in a folder; once a process and folder."""
    old = time.time() - _DRAFT_SECONDS
    for draft in folder.glob(".briefing-*.tmp"):
        with contextlib.suppress(OSError):
            if draft.stat().st_mtime < old:
                draft.unlink()


def shelf_refuses(shelf: Path) -> bool:
    """Whether nothing can be written at all: then it is not the article's fault, and the next would fail alike."""
    probe = shelf / ".briefing-probe"
    try:
        _make_folder(shelf)
        write_atomic(probe, b"\0" * _PROBE)
        return False
    except OutputError:
        return True
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)


# A write takes milliseconds; another process may be at one now.
_DRAFT_SECONDS = 600
# As large as the files of a long article: a disk that takes a few bytes more is as good as full.
_PROBE = 512 * 1024


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def ended(state: State, held: bool) -> State:
    return state if held else State.CLAIMED


def _stopped(item: Item, ledger: Ledger) -> State:
    now = ledger.item(item.id)
    if now is not None and now.worker == item.worker and now.cancel_asked:
        return ended(State.CANCELLED, ledger.cancelled(item.id, worker=item.worker))
    return State.CLAIMED


def failed(item: Item, ledger: Ledger, error: Exception) -> State:
    """Writes down why; what may pass with time is marked to be tried again."""
    told = told_as(error)
    reason = located(told, item.locator)
    again = "://" in item.locator and isinstance(error, SourceUnreadable)
    held = ledger.failed(item.id, reason=reason, hint=told.hint, again=again, worker=item.worker)
    return ended(State.FAILED, held)


def told_as(error: Exception) -> BriefingError:
    """An error as it may be written down: the message of a foreign one may quote the article, type and place cannot."""
    if isinstance(error, BriefingError):
        return error
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return BriefingError(
        f"a fault in the program: {type(error).__name__}{place}",
        hint="please report this line together with the article",
    )
