"""Who and what an article names, and what is known of a clause nobody read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from briefing.facts.clauses import Unit
from briefing.facts.lattice import Lattice, share_codes, term_edge
from briefing.facts.memory import opens_clauses, sole_company
from briefing.facts.names import NameCandidate, find_names
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Term
from briefing.values import Article, Entity, OpenClause, Period, Phrase, Span

Placed = tuple[int, int, Term]
_CAT_OF = {
    "government": "gov",
    "organisation": "org",
    "company": "company",
    "person": "person",
    "place": "place",
    "project": "project",
}

_TELLING_NAME = 4  # a shorter name may be a piece of another company's
_LEGAL_FORM = 4  # 有限公司

# Words worth naming beside a clause that could not be put into words.
_TELLING = frozenset({"metric", "agreement", "event", "company", "gov", "org", "media", "person", "place", "program"})


def only_company(article: Article, lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]]) -> Phrase | None:
    """The one company an article is about, if there is no other in it."""
    return sole_company(article, *_companies(lattices, names))


def listed_company(
    article: Article, lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]]
) -> tuple[Phrase | None, tuple[Entity, ...]]:
    """The company a headline is about, whoever else the article names, and every company in order.

    It is listed, or the headline and the first paragraph both have it, the headline at the head of a clause.
    """
    entities, phrases = _companies(lattices, names)
    named = tuple(e for e in entities if e.kind == "company")
    codes = [grid.article_span(start, end) for grid in lattices for start, end in share_codes(grid)]
    listed = {e.zh for e in named if any(code.start == e.span.end for code in codes)}
    title = article.title_span
    heads = {e.zh for e in named if e.zh in listed and title is not None and title.holds(e.span)}
    if not listed:
        opening = {zh for zh in {e.zh for e in named} if opens_clauses(article, _called_or_longer(phrases, zh))}
        listed = heads = opening
    found = [phrase for zh in heads for phrase in _called(phrases, zh)]
    return (found[0] if found and len(listed) == 1 else None), named


def _called(phrases: Sequence[Phrase], zh: str) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.entity is not None and phrase.entity.zh == zh]


def _called_or_longer(phrases: Sequence[Phrase], zh: str) -> list[Phrase]:
    """The mentions of a name and of the full legal name that holds it: 杭州恒川科技股份有限公司."""
    longer = [p for p in phrases if p.entity and len(zh) >= _TELLING_NAME and zh in p.entity.zh[:-_LEGAL_FORM]]
    return [*_called(phrases, zh), *(p for p in longer if p.entity and p.entity.zh.endswith("有限公司"))]


def _companies(
    lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]]
) -> tuple[tuple[Entity, ...], list[Phrase]]:
    """All that is named, and the companies among it as words."""
    entities = longest(e for grid, found in zip(lattices, names, strict=True) for e in entities_of(grid, found))
    named = {e.span for e in entities if e.kind == "company"}
    words = [
        term_edge(grid, start, end, term).value
        for grid, found in zip(lattices, names, strict=True)
        for start, end, term in (*((m.start, m.end, m.term) for m in grid.matches), *found)
        if term.cat == "company"
    ]
    return entities, [word for word in words if isinstance(word, Phrase) and word.span in named]


def names_found(lattices: Sequence[Lattice], lexicon: Lexicon) -> list[list[Placed]]:
    """Names found by rule over the whole article, sentence by sentence as terms: (start, end, term)."""
    starts, at = [], 0
    for grid in lattices:
        starts.append(at)
        at += len(grid.text) + 1
    known = [(m.start + s, m.end + s, m.term.cat) for s, g in zip(starts, lattices, strict=True) for m in g.matches]
    found: list[list[Placed]] = [[] for _ in lattices]
    for name in find_names("\n".join(g.text for g in lattices), known, lexicon=lexicon):
        number = bisect_right(starts, name.start) - 1
        base = starts[number]
        if name.end - base <= len(lattices[number].text):
            found[number].append((name.start - base, name.end - base, _name_term(name)))
    return found


def _name_term(name: NameCandidate) -> Term:
    attrs = MappingProxyType(
        ({} if name.certain else {"guess": "1"}) | ({"the": "1"} if name.kind == "project" else {})
    )
    return Term(name.zh, _CAT_OF.get(name.kind, "org"), name.en, "", name.ja, attrs, "rule")


def open_clauses(grid: Lattice, unit: Unit) -> Iterable[OpenClause]:
    """What is known of a clause nobody understood; nothing where it holds neither a figure nor a deadline."""
    span = grid.article_span(unit.start, unit.end)
    figures = tuple(f for f in grid.figures if span.holds(f.span))
    if not figures and not any(span.holds(p.span) and _deadline(p) for p in grid.periods):
        return
    terms = _words(grid, unit, span)
    yield OpenClause(
        span=span,
        figures=figures,
        periods=tuple(p for p in grid.periods if span.holds(p.span)),
        entities=tuple(t.entity for t in terms if t.entity),
        terms=tuple(t for t in terms if not t.entity),
    )


def _deadline(period: Period) -> bool:
    return period.year is not None and period.relation in ("by", "before", "until")


def _words(grid: Lattice, unit: Unit, span: Span) -> tuple[Phrase, ...]:
    """The longest telling words of a stretch, none inside another or a figure."""
    taken: list[Span] = [*(f.span for f in grid.figures), *(p.span for p in grid.periods)]
    found: list[Phrase] = []
    inside = [m for m in grid.matches if unit.start <= m.start and m.end <= unit.end and m.term.cat in _TELLING]
    for match in sorted(inside, key=lambda m: (m.start - m.end, m.start)):
        value = term_edge(grid, match.start, match.end, match.term).value
        if isinstance(value, Phrase) and not any(value.span.overlaps(t) for t in taken):
            taken.append(value.span)
            if match.term.attrs.get("abbr") != "1":
                found.append(value)
    return tuple(sorted(found, key=lambda p: p.span))


def entities_of(grid: Lattice, names: Sequence[Placed]) -> list[Entity]:
    everything = [*((m.start, m.end, m.term) for m in grid.matches), *names]
    found = []
    for start, end, term in everything:
        if term.cat in ENTITY_CATS:
            value = term_edge(grid, start, end, term).value
            if isinstance(value, Phrase) and value.entity:
                found.append(value.entity)
    return found


def longest(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities that no longer one covers, in order."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.span.start, -e.span.end)):
        if not kept or entity.span.start >= kept[-1].span.end:
            kept.append(entity)
    return tuple(kept)
