"""What the ledger tells those who only look: items, the shelf, counts, runs.

Owns the queries that change nothing. Each works inside one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select
from sqlalchemy.sql import ColumnElement

from briefing.jobs.ledger.rows import article_of, brief_of, item_of, run_of
from briefing.jobs.ledger.schema import article as articles
from briefing.jobs.ledger.schema import brief as briefs
from briefing.jobs.ledger.schema import item as items
from briefing.jobs.ledger.schema import run as runs
from briefing.jobs.values import ArticleRow, BriefRow, Item, RunRow, ShelfEntry, State
from briefing.values import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which items: every field that is given narrows."""

    state: State | None = None
    source: str | None = None
    run: str | None = None
    text: str = ""
    jobs: bool | None = None
    limit: int = 50
    offset: int = 0


def item(connection: Connection, which: str) -> Item | None:
    row = connection.execute(select(items).where(items.c.id == which)).one_or_none()
    return None if row is None else item_of(row)


def list_items(connection: Connection, wanted: Wanted) -> tuple[Item, ...]:
    """The items, last changed first."""
    query = select(items)
    if wanted.state is not None:
        query = query.where(items.c.state == wanted.state)
    if wanted.source is not None:
        query = query.where(items.c.source == wanted.source)
    if wanted.run is not None:
        query = query.where(items.c.run == wanted.run)
    if wanted.jobs is not None:
        query = query.where(items.c.options.is_not(None) if wanted.jobs else items.c.options.is_(None))
    if wanted.text:
        query = query.where(
            items.c.title.icontains(wanted.text, autoescape=True)
            | items.c.locator.icontains(wanted.text, autoescape=True)
        )
    query = query.order_by(items.c.changed.desc(), items.c.seq.desc())
    return tuple(map(item_of, connection.execute(query.limit(wanted.limit).offset(wanted.offset))))


@dataclass(frozen=True, slots=True, kw_only=True)
class OnShelf:
    """Which articles of the shelf: every field that is given narrows."""

    day: date | None = None
    text: str = ""
    lang: Lang | None = None
    source: str | None = None
    run: str | None = None
    versions: bool = False
    limit: int = 50
    offset: int = 0


def shelf(connection: Connection, wanted: OnShelf) -> tuple[ShelfEntry, ...]:
    """Articles with a brief that was made, the latest day first."""
    rows = connection.execute(_on_shelf(wanted).limit(wanted.limit).offset(wanted.offset)).all()
    return tuple(_entries(connection, [article_of(row) for row in rows]))


def _on_shelf(wanted: OnShelf) -> Select[Any]:
    query = select(articles).where(*_made_articles(wanted.lang, wanted.run))
    if wanted.day is not None:
        query = query.where(articles.c.day == wanted.day.isoformat())
    if wanted.source is not None:
        query = query.where(articles.c.source == wanted.source)
    if wanted.versions:
        query = query.where(articles.c.version > 1)
    if wanted.text:
        query = query.where(articles.c.title.icontains(wanted.text, autoescape=True))
    return query.order_by(articles.c.day.desc(), articles.c.seq.desc())


def _entries(connection: Connection, found: Sequence[ArticleRow]) -> list[ShelfEntry]:
    hashes = [each.hash for each in found]
    made = select(briefs).where(briefs.c.article.in_(hashes), briefs.c.state == State.MADE)
    by_article: dict[str, list[BriefRow]] = {}
    makers: dict[str, str] = {}
    for row in connection.execute(made.order_by(briefs.c.recipe, briefs.c.lang)):
        by_article.setdefault(row.article, []).append(brief_of(row))
        makers.setdefault(row.article, row.item)
    return [ShelfEntry(each, tuple(by_article.get(each.hash, ())), makers.get(each.hash, "")) for each in found]


def article(connection: Connection, digest: str) -> ShelfEntry | None:
    """One article with its briefs, by its hash."""
    row = connection.execute(select(articles).where(articles.c.hash == digest)).one_or_none()
    return None if row is None else _entries(connection, [article_of(row)])[0]


def days(connection: Connection, *, run: str | None, limit: int) -> tuple[tuple[date, int], ...]:
    """The days of the shelf, the latest first, with how many articles each has; of all, or of what a run made."""
    query = select(articles.c.day, func.count()).where(*_made_articles(None, run)).group_by(articles.c.day)
    rows = connection.execute(query.order_by(articles.c.day.desc()).limit(limit))
    return tuple((date.fromisoformat(day), count) for day, count in rows)


def _made_articles(lang: Lang | None, run: str | None) -> Iterator[ColumnElement[bool]]:
    """That an article has a brief, in a language, made by a run."""
    made = [briefs.c.article == articles.c.hash, briefs.c.state == State.MADE]
    yield exists().where(*made, *([briefs.c.lang == lang] if lang is not None else []))
    if run is not None:
        ended = (items.c.article == articles.c.hash, items.c.run == run, items.c.state == State.MADE)
        yield exists().where(*ended)


def by_source(connection: Connection, *, sources: Collection[str]) -> dict[str, Counter[State]]:
    """How many items of each source stand where."""
    query = select(items.c.source, items.c.state, func.count()).where(items.c.source.in_(sources))
    found: dict[str, Counter[State]] = {}
    for source, state, count in connection.execute(query.group_by(items.c.source, items.c.state)):
        found.setdefault(source, Counter())[State(state)] = count
    return found


def walk(connection: Connection, *, after: int, limit: int) -> tuple[tuple[int, Item, ShelfEntry | None], ...]:
    """Items in the order they were first seen, each with its place in it and its article."""
    rows = connection.execute(select(items).where(items.c.seq > after).order_by(items.c.seq).limit(limit)).all()
    read = select(articles).where(articles.c.hash.in_({row.article for row in rows if row.article}))
    found = {e.article.hash: e for e in _entries(connection, [article_of(row) for row in connection.execute(read)])}
    return tuple((row.seq, item_of(row), found.get(row.article)) for row in rows)


def counts(connection: Connection, *, run: str, jobs: bool | None) -> Counter[State]:
    query = select(items.c.state, func.count()).group_by(items.c.state)
    if run:
        query = query.where(items.c.run == run)
    if jobs is not None:
        query = query.where(items.c.options.is_not(None) if jobs else items.c.options.is_(None))
    return Counter({State(state): count for state, count in connection.execute(query)})


def list_runs(connection: Connection, *, limit: int) -> tuple[RunRow, ...]:
    """The runs, the latest first."""
    return tuple(map(run_of, connection.execute(select(runs).order_by(runs.c.seq.desc()).limit(limit))))
