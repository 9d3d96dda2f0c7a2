"""A brief put together from its sentences: what stands around them is the same whoever wrote them.

Owns the order in which source sentences get their numbers: rows and parties
after the points, open items last.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.assemble.desk import Desk
from briefing.assemble.lists import date_line, open_items_of, parties_of, sources_of
from briefing.assemble.rows import merged, row_with_refs
from briefing.values import Brief, Entity, Provenance, Row, Statement


def finished(
    desk: Desk,
    *,
    headline: Statement,
    takeaway: Sequence[Statement],
    points: Sequence[Statement],
    quotes: Sequence[Statement],
    rows: Sequence[Row],
    provenance: Provenance,
    guesses: Sequence[Entity] = (),
) -> Brief:
    """The brief of these sentences and rows. ``guesses``: names whose forms only an engine knows."""
    numbered = tuple(row_with_refs(desk, row) for row in merged(rows, desk.lang))
    parties = tuple(parties_of(desk, guesses))
    told = (headline, *takeaway, *points, *quotes)
    stated = {f.span for s in told for f in s.figures} | {f.span for row in numbered for f in row.figures}
    open_items = tuple(open_items_of(desk, stated))
    article = desk.plan.reading.article
    return Brief(
        lang=desk.lang,
        headline=headline,
        date_line=date_line(article, desk),
        takeaway=tuple(takeaway),
        points=tuple(points),
        rows=numbered,
        parties=parties,
        quotes=tuple(quotes),
        open_items=open_items,
        sources=sources_of(desk),
        findings=tuple(desk.findings),
        provenance=provenance,
        title_zh=article.title,
        url=article.url or "",
        published=None if article.inferred else article.published,
    )
