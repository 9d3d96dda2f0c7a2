"""Articles and briefs: what was read, which of it is new, what is to be made and what was.

Owns the rule that an article is briefed once. Each function works inside one
transaction. Knows nothing of how two articles are known to tell one story
(``likeness``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from briefing.jobs.ledger import queue
from briefing.jobs.ledger.rows import LONGEST_STEM, article_columns, article_of, stamp
from briefing.jobs.ledger.schema import anchor, ledger
from briefing.jobs.ledger.schema import article as articles
from briefing.jobs.ledger.schema import brief as briefs
from briefing.jobs.ledger.schema import item as items
from briefing.jobs.likeness import Likeness, anchors, likeness
from briefing.jobs.values import ArticleRow, BriefRow, Order, State
from briefing.values import Lang

REPEAT = "repeat"
REPRINT = "reprint"
# A name is tried with numbers up to this; then the article's hash makes it unlike any other.
_NUMBERED = 9
# Articles under one mark that a new one is compared with, the newest: a daily series opens with the same words.
_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a worker has read and is to make."""

    item: str
    article: ArticleRow
    langs: tuple[Lang, ...]
    recipe: str
    worker: str


def begin(connection: Connection, asked: Asked) -> Order | None:
    """Registers the article and claims its briefs; None where the item is no longer this worker's."""
    # Two articles of one story must not begin at once. SQLite has one writer anyway.
    connection.execute(select(ledger.c.one).with_for_update())
    row = _held(connection, asked.item, asked.worker)
    if row is None:
        return None
    _forget_unmade(connection, asked.item, but=asked.article.hash)
    known = _article(connection, asked.article.hash)
    if known is None:
        order, known = _registered(connection, asked, row)
        if order is not None:
            return order
    _note(connection, asked.item, known)
    return _ordered(connection, asked, row, known)


def _held(connection: Connection, which: str, worker: str) -> Row[Any] | None:
    held = select(items).where(items.c.id == which, items.c.state == State.CLAIMED)
    return connection.execute(held.where(items.c.worker == worker) if worker else held).one_or_none()


def _note(connection: Connection, which: str, known: ArticleRow) -> None:
    connection.execute(update(items).where(items.c.id == which).values(article=known.hash, title=known.title))


def _forget_unmade(connection: Connection, which: str, *, but: str) -> None:
    """What this item began under another text and never finished. Who was told it repeats that is read again."""
    begun = select(briefs.c.article).where(
        briefs.c.item == which, briefs.c.state != State.MADE, briefs.c.article != but
    )
    for digest in set(connection.execute(begun).scalars()):
        mine = (briefs.c.article == digest, briefs.c.item == which, briefs.c.state != State.MADE)
        connection.execute(delete(briefs).where(*mine))
        if connection.execute(select(briefs.c.lang).where(briefs.c.article == digest)).first() is None:
            gone = select(articles.c.seq).where(articles.c.hash == digest).scalar_subquery()
            connection.execute(delete(anchor).where(anchor.c.article == gone))
            connection.execute(delete(articles).where(articles.c.hash == digest))
            told = update(items).where(items.c.article == digest, items.c.state == State.SKIPPED)
            connection.execute(told.values(state=State.SEEN, rule="", article=""))


def _article(connection: Connection, digest: str) -> ArticleRow | None:
    row = connection.execute(select(articles).where(articles.c.hash == digest)).one_or_none()
    return None if row is None else article_of(row)


def _registered(connection: Connection, asked: Asked, row: Row[Any]) -> tuple[Order | None, ArticleRow]:
    """A new text: an order to make nothing where the story is known with these figures, else its row."""
    before = _own(connection, row) if row.options is None else None
    alike = _alike(connection, asked.article) if row.options is None else []
    known = ([(before, likeness(before, asked.article))] if before is not None else []) + alike
    same = next((each for each, how in known if how == "same"), None)
    if same is not None:
        _note(connection, asked.item, same)
        unchanged = before is not None and same.hash == before.hash
        there = asked.langs if unchanged else ()
        return Order(same.stem, (), there, rule="" if unchanged else REPRINT, repeats=same.hash), same
    # What a place says instead of what it said is a new version of it, however much was written anew.
    former = before or next((each for each, how in known if how == "changed"), None)
    wished = asked.article
    if former is not None:
        former = _newest(connection, former)
        wished = replace(wished, version=former.version + 1, supersedes=former.hash)
        wished = replace(wished, stem=f"{wished.stem}-v{wished.version}")
    wished = replace(wished, stem=_free_stem(connection, wished))
    _register(connection, wished)
    return None, wished


def _register(connection: Connection, new: ArticleRow) -> None:
    row = insert(articles).values(article_columns(new, new.stem)).returning(articles.c.seq)
    seq = connection.execute(row).scalar_one()
    marks = [{"mark": mark, "article": seq} for mark in anchors(new.fingerprint)]
    if marks:
        connection.execute(insert(anchor), marks)


def _own(connection: Connection, row: Row[Any]) -> ArticleRow | None:
    """What this place said before, where briefs were made of it."""
    known = _article(connection, row.article) if row.article else None
    return known if known is not None and _is_made(connection, known.hash) else None


def _is_made(connection: Connection, digest: str) -> bool:
    made = select(briefs.c.lang).where(briefs.c.article == digest, briefs.c.recipe == "", briefs.c.state == State.MADE)
    return connection.execute(made).first() is not None


def _alike(connection: Connection, new: ArticleRow) -> list[tuple[ArticleRow, Likeness]]:
    """The articles of the same story that are or will be on the shelf, newest first."""
    found: set[int] = set()
    for mark in anchors(new.fingerprint):
        newest = select(anchor.c.article).where(anchor.c.mark == mark).order_by(anchor.c.article.desc())
        found.update(connection.execute(newest.limit(_COMPARED)).scalars())
    if not found:
        return []
    works = exists().where(items.c.id == briefs.c.item, items.c.state == State.CLAIMED)
    stands = exists().where(
        briefs.c.article == articles.c.hash,
        briefs.c.recipe == "",
        (briefs.c.state == State.MADE) | ((briefs.c.state == State.CLAIMED) & works),
    )
    there = select(articles).where(articles.c.seq.in_(found), stands).order_by(articles.c.seq.desc())
    known = map(article_of, connection.execute(there))
    return [(each, how) for each in known if (how := likeness(each, new)) != "other"]


def _newest(connection: Connection, known: ArticleRow) -> ArticleRow:
    """The last of the versions that follow one."""
    while True:
        after = select(articles).where(articles.c.supersedes == known.hash)
        row = connection.execute(after.order_by(articles.c.seq.desc()).limit(1)).one_or_none()
        if row is None:
            return known
        known = article_of(row)


def _free_stem(connection: Connection, wished: ArticleRow) -> str:
    wish = wished.stem[:LONGEST_STEM]
    names = [wish, *(f"{wish}-{number}" for number in range(2, _NUMBERED + 1)), f"{wish}-{wished.hash[:12]}"]
    keys = {name.casefold(): name for name in names}
    taken = set(connection.execute(select(articles.c.stem_key).where(articles.c.stem_key.in_(keys))).scalars())
    return next(name for key, name in keys.items() if key not in taken)


def _ordered(connection: Connection, asked: Asked, row: Row[Any], known: ArticleRow) -> Order:
    """Which of the languages are this item's to make."""
    rows = {
        each.lang: each
        for each in connection.execute(
            select(briefs).where(briefs.c.article == known.hash, briefs.c.recipe == asked.recipe)
        )
    }
    there: tuple[Lang, ...] = tuple(each.lang for each in rows.values() if each.state == State.MADE)
    # A job of the page is somebody waiting: it makes the same file once more rather than wait for another.
    busy = {each.lang for each in rows.values() if row.options is None and _is_others(connection, each, asked.item)}
    langs = tuple(lang for lang in asked.langs if lang not in there and lang not in busy)
    stem = known.stem + (f".{asked.recipe[:8]}" if asked.recipe else "")
    if not langs:
        others = busy or any(each.item != asked.item for each in rows.values() if each.lang in asked.langs)
        repeats = row.options is None and bool(others)
        return Order(stem, (), there, rule=REPEAT if repeats else "", repeats=known.hash, version=known.version)
    for lang in langs:
        _claim_brief(connection, asked, known.hash, lang, begun=lang in rows)
    before = _article(connection, known.supersedes) if known.supersedes else None
    return Order(stem, langs, there, version=known.version, supersedes=before)


def _is_others(connection: Connection, row: Row[Any], which: str) -> bool:
    """Whether another item's worker is at this brief now."""
    if row.state != State.CLAIMED or row.item == which:
        return False
    works = select(items.c.seq).where(items.c.id == row.item, items.c.state == State.CLAIMED)
    return connection.execute(works).first() is not None


def _claim_brief(connection: Connection, asked: Asked, digest: str, lang: Lang, *, begun: bool) -> None:
    key = {"article": digest, "lang": lang, "recipe": asked.recipe}
    mine = {"item": asked.item, "state": State.CLAIMED, "reason": "", "hint": "", "rule": ""}
    if begun:
        connection.execute(update(briefs).where(*(briefs.c[name] == value for name, value in key.items())).values(mine))
    else:
        connection.execute(insert(briefs).values({**key, **mine}))


def made(
    connection: Connection, which: str, done: Sequence[BriefRow], *, changes: Sequence[str], worker: str, wall: int
) -> bool:
    """The item and its briefs reach their end together; False where the item is no longer this worker's."""
    bad = next((each for each in done if each.state is State.FAILED), None)
    ended = {"state": State.MADE} if bad is None else {"state": State.FAILED, "reason": bad.reason, "hint": bad.hint}
    if not queue.end(connection, which, worker=worker, wall=wall, **ended):
        return False
    for each in done:
        _write_down(connection, which, each, wall)
    if changes and done:
        told = update(articles).where(articles.c.hash == done[0].article)
        connection.execute(told.values(changes=json.dumps(list(changes), ensure_ascii=False)))
    return True


def _write_down(connection: Connection, which: str, done: BriefRow, wall: int) -> None:
    row = (briefs.c.article == done.article, briefs.c.lang == done.lang, briefs.c.recipe == done.recipe)
    values = {
        "item": which,
        "state": done.state,
        "path": done.path,
        "reason": done.reason,
        "hint": done.hint,
        "rule": done.rule,
        "errors": done.errors,
        "warnings": done.warnings,
        "engine": done.engine,
        "made": stamp(done.made) or (wall if done.state is State.MADE else None),
    }
    if connection.execute(update(briefs).where(*row).values(values)).rowcount == 0:
        key = {"article": done.article, "lang": done.lang, "recipe": done.recipe}
        connection.execute(insert(briefs).values({**key, **values}))


def failed(connection: Connection, which: str, *, reason: str, hint: str, again: bool, worker: str, wall: int) -> bool:
    """The item and the briefs it had begun fail with one reason."""
    told = {"state": State.FAILED, "reason": reason, "hint": hint}
    if not queue.end(connection, which, worker=worker, wall=wall, again=again, **told):
        return False
    begun = update(briefs).where(briefs.c.item == which, briefs.c.state == State.CLAIMED)
    connection.execute(begun.values(told))
    return True


def cancelled(connection: Connection, which: str, *, worker: str, wall: int) -> bool:
    if not queue.end(connection, which, worker=worker, wall=wall, state=State.CANCELLED, cancel_asked=False):
        return False
    _forget_unmade(connection, which, but="")
    return True
