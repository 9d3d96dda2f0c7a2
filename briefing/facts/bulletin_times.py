"""The time a bulletin's headline and paragraphs name, for paragraphs that name none.

1—10月份…增长2.7% stands at the head, 分产业看，第一产业投资8409亿元 two paragraphs on. What
the headline and the last paragraph that opens with a time both name is the time
of the paragraphs after it, up to one that opens with another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.facts.doubts import STRETCHES
from briefing.facts.times import is_level
from briefing.values import Article, Fact, Period, Phrase, Status

# How far into a paragraph its opening reaches: who publishes, then the time.
_OPENING = 40
# Areas that come about over a time, rates that are of one.
_COME_ABOUT = re.compile(r"\b(?:sold|new starts|completed|margin|utilisation|sales-to-output)\b")
# Frames whose facts lack nothing but a time, where what they measure names its own market.
_MEASURES = ("measure.", "list.", "kin.")
_OF_A_MONTH = frozenset({"index", "price", "rate", "duration"})


def with_bulletin_time(facts: Sequence[Fact], times: Sequence[Period], article: Article) -> list[Fact]:
    """The facts, those in paragraphs without a time in that of the headline; ``times`` are none only compared with."""
    title = article.title_span
    named = [p for p in times if title is not None and title.holds(p.span) and p.form in STRETCHES]
    if len({_reach(p) for p in named}) != 1:
        return list(facts)
    spoken = _times_of(times, article, named[0])
    return [_timed(fact, spoken.get(fact.paragraph), times, article) for fact in facts]


def _times_of(times: Sequence[Period], article: Article, head: Period) -> Mapping[int, Period]:
    """The time of each paragraph that names none of its own before its figures."""
    found: dict[int, Period] = {}
    current: Period | None = None
    for number, paragraph in enumerate(article.paragraphs):
        own = [p for p in times if paragraph.span.holds(p.span) and p.form != "day"]
        first = min(own, key=lambda p: p.span, default=None)
        if first is not None and first.span.start - paragraph.span.start <= _OPENING:
            current = first if _reach(first) == _reach(head) else None
        elif current is not None:
            found[number] = current
    return found


def _timed(fact: Fact, period: Period | None, times: Sequence[Period], article: Article) -> Fact:
    metric = fact.slots.get("metric")
    if period is None or "period" in fact.slots or not isinstance(metric, Phrase) or fact.status is not Status.ACTUAL:
        return fact
    begins = article.paragraphs[fact.paragraph].span.start
    told = any(begins <= p.span.start < fact.span.end and p.form != "day" for p in times)
    owned = fact.whole or (metric.attrs.get("holder") == "market" and fact.frame.startswith(_MEASURES))
    if told or fact.blocked or not owned or not _is_of_time(fact, metric, period):
        return fact
    slots = {**fact.slots, "period": period}
    return replace(
        fact, slots=slots, whole=True, inherited=(*fact.inherited, "period"), proof=(*fact.proof, period.span)
    )


def _is_of_time(fact: Fact, metric: Phrase, period: Period) -> bool:
    """Whether a measure is made over that time, or is told once a month."""
    monthly = period.form == "month" and metric.attrs.get("dim") in _OF_A_MONTH
    moves = "change" in fact.slots and "value" not in fact.slots and metric.attrs.get("dim") in _OF_A_MONTH
    words = (metric.en, *(part.en for part in metric.parts.values() if isinstance(part, Phrase)))
    comes = any(map(_COME_ABOUT.search, words))
    return monthly or moves or comes or not is_level(metric)


def _reach(period: Period) -> tuple[object, ...]:
    """From which month to which a time is, its year left aside: 前8个月 is 1—8月."""
    if period.form == "half":
        return (1, 6) if period.half == 1 else (7, 12)
    if period.quarter is not None:
        last = period.quarter_to or period.quarter
        return (period.quarter * 3 - 2, last * 3)
    if period.month is not None:
        return (period.month, period.month_to or period.month)
    return (period.form, period.count, period.relation)
