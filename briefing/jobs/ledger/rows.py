"""Rows of the tables as values, and back.

Owns the forms that columns have. Knows nothing of queries.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from briefing.jobs.ledger.store import from_ms, to_ms
from briefing.jobs.values import ArticleRow, BriefRow, Item, RunRow, State

# Bytes of a stem that a database indexes without complaint; file systems end sooner.
LONGEST_STEM = 240


def key_of(locator: str) -> str:
    return hashlib.sha256(locator.encode("utf-8", "surrogatepass")).hexdigest()


def options_text(options: Mapping[str, str] | None) -> str | None:
    return None if options is None else json.dumps(dict(options), ensure_ascii=False, sort_keys=True)


def stamp(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def moment(stamp: int | None) -> datetime | None:
    return None if stamp is None else from_ms(stamp)


def item_of(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        locator=row.locator,
        source=row.source,
        title=row.title,
        state=State(row.state),
        signature=row.signature,
        options=None if row.options is None else json.loads(row.options),
        stage=row.stage,
        worker=row.worker,
        until=moment(row.until),
        attempts=row.attempts,
        priority=row.priority,
        reason=row.reason,
        hint=row.hint,
        rule=row.rule,
        article=row.article,
        first_seen=from_ms(row.first_seen),
        changed=from_ms(row.changed),
        run=row.run,
        cancel_asked=row.cancel_asked,
    )


def article_of(row: Row[Any]) -> ArticleRow:
    return ArticleRow(
        hash=row.hash,
        title=row.title,
        url=row.url,
        published=moment(row.published),
        source=row.source,
        stem=row.stem,
        fingerprint=row.fingerprint,
        day=date.fromisoformat(row.day),
        figures=row.figures,
        version=row.version,
        supersedes=row.supersedes,
        changes=tuple(json.loads(row.changes)),
    )


def article_columns(article: ArticleRow, stem: str) -> dict[str, Any]:
    return {
        "hash": article.hash,
        "title": article.title,
        "url": article.url,
        "published": stamp(article.published),
        "source": article.source,
        "stem": stem,
        "stem_key": stem.casefold(),
        "fingerprint": article.fingerprint,
        "day": article.day.isoformat(),
        "figures": article.figures,
        "version": article.version,
        "supersedes": article.supersedes,
        "changes": json.dumps(article.changes, ensure_ascii=False),
    }


def brief_of(row: Row[Any]) -> BriefRow:
    return BriefRow(
        article=row.article,
        lang=row.lang,
        recipe=row.recipe,
        state=State(row.state),
        path=row.path,
        reason=row.reason,
        hint=row.hint,
        rule=row.rule,
        errors=row.errors,
        warnings=row.warnings,
        engine=row.engine,
        made=moment(row.made),
    )


def run_of(row: Row[Any]) -> RunRow:
    return RunRow(
        id=row.id,
        name=row.name,
        started=from_ms(row.started),
        ended=moment(row.ended),
        outcome=row.outcome,
        made=row.made,
        failed=row.failed,
        skipped=row.skipped,
    )
