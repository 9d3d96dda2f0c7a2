"""What belongs in a brief and in what order: one plan for both languages.

Owns the choice. Knows nothing of target languages: a plan names facts of a
reading, and every engine writes the same ones in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing.values import Entity, Fact, Figure, OpenClause, Phrase, Qualifier, Reading, Slot, Status

MOST_POINTS = 8
MOST_ROWS = 24
_MONEY_LENGTH = 3
# A sentence without a figure is a point only if it brings at least this many names together.
_TELLING = 2
# Two counts from here on that are equal are most likely of the same things.
_TELLING_COUNT = 30
# A headline's 超200亿 stands for an exact total up to this much larger.
_NEAR = Decimal("1.1")


@dataclass(frozen=True, slots=True)
class Item:
    """One point of the brief: a fact, and the facts that only make sense after it (其中 …)."""

    facts: tuple[Fact, ...]
    score: int = 0

    @property
    def lead(self) -> Fact:
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """``items`` best first; ``rows`` and ``open_clauses`` in the article's order."""

    reading: Reading
    title: Item | None
    items: tuple[Item, ...]
    rows: tuple[Fact, ...]
    entities: tuple[Entity, ...]
    open_clauses: tuple[OpenClause, ...]


def plan(reading: Reading) -> Plan:
    """The plan of the brief of an article."""
    body = [fact for fact in reading.facts if fact.paragraph >= 0]
    titles = [fact for fact in reading.facts if fact.paragraph < 0 and fact.whole]
    titles = [fact for fact in titles if not _told_too_early(fact, reading)]
    items = _distinct(_items(body), reading)
    return Plan(
        reading=reading,
        title=Item(tuple(titles[:1])) if titles else None,
        items=tuple(items),
        rows=tuple(_rows(body))[:MOST_ROWS],
        entities=_entities(reading.entities),
        open_clauses=reading.open_clauses,
    )


# What an article says of what a headline tells as done, and of what is done indeed.
_TO_COME = re.compile(
    "拟|将(?!.{1,20}(?:下调|上调|降至|升至|提高|维持|推迟|降低))|计划|预计|有望|可能|考虑|尚需|尚未|接近|洽谈|谈判"
    "|框架协议|意向"
)
_DONE = re.compile("[了已]|完成|成功|结束")


def _told_too_early(title: Fact, reading: Reading) -> bool:
    """Whether a headline's bare verb (A收购B) tells as done what the article says is still to come."""
    text = reading.matched.text
    if "metric" in title.slots:
        return _only_foretold(title, reading)
    if title.status is not Status.ACTUAL or _DONE.search(title.span.of(text)):
        return False
    body = [p.span for p in reading.article.paragraphs if p.span.start >= title.span.end]
    sentences = [s for s in reading.sentences if any(p.holds(s) for p in body)]
    told = {f.signature for f in title.figures}
    same = {f.span for f in reading.figures if f.signature in told}
    telling = [s for n, s in enumerate(sentences) if n == 0 or any(s.holds(f) for f in same)]
    return any(_TO_COME.search(s.of(text)) for s in telling)


# What makes a figure of the article's body one still to come, before it in its clause, and what takes that back.
_FORETOLD = re.compile("将(?!近)|预计|拟|计划|力争|目标|有望|预期|预测")
_HAPPENED = re.compile("[了已]|实际")


def _only_foretold(title: Fact, reading: Reading) -> bool:
    """Whether the article tells a headline's figure (11月净投放1000亿元) only as one still to come (将实现…)."""
    text, told = reading.article.text, {f.signature for f in title.figures}
    if title.status in (Status.PLANNED, Status.FORECAST):
        return False
    same = [f for f in reading.figures if f.signature in told and f.span.start >= title.span.end]
    clauses = [text[max(text.rfind(mark, 0, f.span.start) for mark in "，。；\n") + 1 : f.span.start] for f in same]
    return bool(clauses) and all(_FORETOLD.search(c) and not _HAPPENED.search(c) for c in clauses)


def _items(facts: Iterable[Fact]) -> list[Item]:
    """Facts that can be stated, with those that hang on them."""
    groups: list[list[Fact]] = []
    previous: Fact | None = None
    grouped = False
    for fact in facts:
        if not fact.whole:
            previous = None
            continue
        dependent = bool(fact.inherited) and (
            fact.sentence == getattr(previous, "sentence", -1) or "among" in fact.inherited
        )
        if dependent and previous is not None and (grouped or fact.figures):
            # What hangs on a clause that tells nothing by itself brings that clause along.
            groups[-1].append(fact) if grouped else groups.append([previous, fact])
            grouped = True
        elif "among" not in fact.inherited and _tells(fact):
            groups.append([fact])
            grouped = True
        else:
            grouped = False
        previous = fact
    return [Item(tuple(group)) for group in groups]


def _tells(fact: Fact) -> bool:
    """Whether a fact is worth a point of its own: it has a figure, several names, or a year it is due in."""
    due = fact.status is Status.PLANNED and any(p.year is not None for p in fact.periods)
    return bool(fact.figures) or due or len(set(fact.entities)) >= _TELLING


def _distinct(items: Sequence[Item], reading: Reading) -> list[Item]:
    """Scored, best first, without what says nothing new."""
    title = reading.headline
    scored = [Item(i.facts, _score(i, title, n, rounded=_rounded(i, items))) for n, i in enumerate(items)]
    kept: list[Item] = []
    seen: list[Figure] = []
    for item in sorted(scored, key=lambda i: -i.score):
        figures = [f for fact in item.facts for f in fact.figures]
        if figures and all(_said(f, seen) for f in figures):
            continue
        seen += figures
        kept.append(item)
    return kept


def _said(figure: Figure, seen: Sequence[Figure]) -> bool:
    """Whether a better point gives this figure, or the exact one it rounds."""
    return any(figure.signature == other.signature or rounds(figure, other) for other in seen)


def _rounded(item: Item, others: Sequence[Item]) -> bool:
    """Whether a rounded total (over 20 billion) is given exactly elsewhere (20.45 billion)."""
    return any(
        rounds(figure, exact)
        for figure in item.lead.figures
        for other in others
        if other is not item
        for fact in other.facts
        for exact in fact.figures
    )


def rounds(rounded: Figure, exact: Figure) -> bool:
    """Whether over 20 billion is a headline's way to say exactly 20.45 billion."""
    if rounded.qualifier is not Qualifier.OVER or exact.qualifier is not Qualifier.EXACT or rounded.unit != exact.unit:
        return False
    if rounded.value is None or exact.value is None or not _is_money(rounded):
        return False
    return rounded.value <= exact.value <= rounded.value * _NEAR


def _score(item: Item, title: str, position: int, *, rounded: bool) -> int:
    """How much an investor loses without it: amounts, what is new, what the headline speaks of, early place."""
    figures = [f for fact in item.facts for f in fact.figures]
    score = 3 * sum(_is_money(f) for f in figures[:4]) + sum(not _is_money(f) for f in figures[:4])
    score += 3 * any(fact.status in (Status.SIGNED, Status.PLANNED) for fact in item.facts)
    score += 4 * any(f.text in title for f in figures if len(f.text) > 1)
    score += 2 * any(e.zh in title for fact in item.facts for e in fact.entities)
    score -= 6 * rounded
    score += 2 * any("subj" in fact.slots for fact in item.facts)
    score -= 4 * _vague(item.lead)
    return score - min(position, 6) - (0 if figures else 5)


def _vague(fact: Fact) -> bool:
    """Whether the subject is a bare common noun (清单, 项目), which says little away from its text."""
    subject = fact.slots.get("subj")
    return isinstance(subject, Phrase) and not subject.parts and subject.entity is None


def _is_money(figure: Figure) -> bool:
    return len(figure.unit) == _MONEY_LENGTH and figure.unit.isupper() and not figure.multiple


def _rows(facts: Iterable[Fact]) -> list[Fact]:
    """Facts with a figure worth a line of the table, each amount once."""
    facts = list(facts)
    measured = {f.signature for fact in facts if not (_is_label(fact) or _is_unsaid(fact)) for f in fact.figures}
    found: list[Fact] = []
    seen: set[tuple[object, ...]] = set()
    for fact in facts:
        says = _row_says(fact)
        if says and says not in seen and not (_is_label(fact) and _told_better(fact, measured)):
            if not _is_unsaid(fact):
                seen.add(says)
            found.append(fact)
    return found


def _is_unsaid(fact: Fact) -> bool:
    """Whether an event makes neither a sentence nor a line of its own: its amounts are told by their labels."""
    if fact.whole or {"metric", "n"} & fact.slots.keys():
        return False
    return not any(_counts(slot) for slot in fact.slots.values())


def _counts(slot: Slot) -> bool:
    """Whether something in it is counted: such things have lines of their own."""
    if not isinstance(slot, Phrase):
        return False
    return {"n", "h"} <= slot.parts.keys() or any(_counts(part) for part in slot.parts.values())


def _is_label(fact: Fact) -> bool:
    """Whether a figure has no more than a name from the words beside it."""
    return not fact.whole and "n" in fact.slots and "metric" not in fact.slots


def _told_better(label: Fact, measured: Collection[tuple[object, object, str]]) -> bool:
    """Whether another line gives this amount; small counts recur by chance."""
    figure = label.slots["n"]
    if not isinstance(figure, Figure) or figure.signature not in measured:
        return False
    return figure.unit != "count" or (figure.value or 0) >= _TELLING_COUNT


def _row_says(fact: Fact) -> tuple[object, ...]:
    metric = fact.slots.get("metric")
    figures = tuple(f.signature for f in fact.figures if f.value is not None and f.value != Decimal(1))
    return (metric.en or metric.rule if isinstance(metric, Phrase) else "", *figures) if figures else ()


def _entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Every name once, in order of first mention."""
    first: dict[str, Entity] = {}
    for entity in entities:
        first.setdefault(entity.en or entity.zh, entity)
    return tuple(first.values())
