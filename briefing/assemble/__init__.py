"""A plan in one language: the brief, sentence by sentence, each checked before it is kept.

Owns what both languages can say together and the order of the brief's parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.assemble.desk import Desk
from briefing.assemble.finish import finished
from briefing.assemble.rows import rows_of
from briefing.assemble.sentences import headline_of, short_of, statement_of, takeaway_of, with_refs
from briefing.condense.plan import MOST_POINTS, Item, Plan
from briefing.translate.embedded.sentences import Writer
from briefing.values import Brief, Lang, Phrase, Provenance, Statement


def agreed(plan: Plan, writers: Mapping[Lang, Writer]) -> Plan:
    """The plan without what one of the languages cannot say: both briefs state the same facts."""
    desks = [Desk(plan, lang, writer) for lang, writer in writers.items()]
    items = tuple(said for item in plan.items if (said := _sayable(desks, item)) is not None)
    rows = tuple(fact for fact in plan.rows if all(list(rows_of(desk, fact)) for desk in desks))
    titled = plan.title is not None and all(short_of(desk, plan.title) for desk in desks)
    title = plan.title if titled else None
    return replace(plan, items=items, rows=rows, title=title)


def _sayable(desks: Sequence[Desk], item: Item) -> Item | None:
    """As much of a point, from its beginning, as every language can say."""
    for length in range(len(item.facts), 0, -1):
        shorter = replace(item, facts=item.facts[:length])
        if all(statement_of(desk, shorter) for desk in desks):
            return shorter
    return None


def assemble(plan: Plan, lang: Lang, writer: Writer, *, provenance: Provenance) -> Brief:
    """The brief of an agreed ``plan`` in ``lang``."""
    desk = Desk(plan, lang, writer)
    said = [(item, statement) for item in plan.items if (statement := statement_of(desk, item)) is not None]
    chosen = _chosen(said)
    rows = tuple(row for fact in plan.rows for row in rows_of(desk, fact))
    headline = headline_of(desk, chosen, rows)
    spoken = {item.lead.span for item, _ in chosen if _quoted(item)}
    if len(spoken) == len(chosen):
        spoken = set()  # an article that is all one person's words is its points
    points = tuple(with_refs(desk, s) for item, s in chosen if item.lead.span not in spoken)
    quotes = tuple(with_refs(desk, s) for item, s in chosen if item.lead.span in spoken)
    return finished(
        desk,
        headline=headline,
        takeaway=takeaway_of(desk, chosen),
        points=points,
        quotes=quotes,
        rows=rows,
        provenance=provenance,
    )


def _chosen(said: Sequence[tuple[Item, Statement]]) -> list[tuple[Item, Statement]]:
    """The best points: the first leads, the others follow in the article's order."""
    best = said[:MOST_POINTS]
    return [*best[:1], *sorted(best[1:], key=lambda pair: pair[0].lead.span)]


def _quoted(item: Item) -> bool:
    """Whether a point is what a person said."""
    speaker = item.lead.slots.get("src")
    return isinstance(speaker, Phrase) and speaker.cat in ("person", "speaker")


__all__ = ["agreed", "assemble"]
