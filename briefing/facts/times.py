"""The one time an article speaks of, for what it tells without a time of its own.

A bulletin gives its quarter once and goes on for paragraphs. Where everything
before a figure is of one and the same stretch of time, what was earned, sold or
made without another time is of that stretch. Levels (debts, stocks, rates) are
of a day and take none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from briefing.facts.doubts import STRETCHES, moved
from briefing.facts.gates import gate_words
from briefing.values import Fact, Period, Phrase, Slot, Status, leaves

# English of measures that are levels of a day, not what was made in a stretch of time.
_LEVELS = re.compile(
    r"\b(?:ratio|rate|balance|outstanding|assets|liabilities|debt|deposits?|loans?|reserves|inventor(?:y|ies)|stocks?"
    r"|capacity|fleet|number|share|price|index|population|area|market capitalisation|valuation|margin|orders?|backlog"
    r"|staff|employees|headcount|capital|equity|holding|funds?|size|target|forecast)\b"
)


# A time this early in an article is of all that follows.
_OPENING = 100


def with_sole_time(facts: Sequence[Fact], times: Sequence[Period], text: str) -> list[Fact]:
    """The facts, those without a time in the only one that the article has named before them."""
    told = {_key(p) for f in facts if isinstance(p := f.slots.get("period"), Period) and "period" not in f.inherited}
    return [_timed(fact, times, text, told) for fact in facts]


def _timed(fact: Fact, times: Sequence[Period], text: str, told: Collection[tuple[object, ...]]) -> Fact:
    metric = fact.slots.get("metric")
    if "period" in fact.slots or fact.blocked or fact.paragraph < 0:
        return fact
    flows = not is_level(metric) if isinstance(metric, Phrase) else moved(fact.slots)
    if fact.status is not Status.ACTUAL or not fact.whole or not flows:
        return fact
    before = [period for period in times if period.span.start < fact.span.end]
    stretches = [period for period in before if period.form in STRETCHES]
    named = {_key(period) for period in stretches}
    others = [p for p in before if p.form not in STRETCHES and p.form != "day"]
    if len(named) != 1 or others or any(word in text[: fact.span.end] for word in gate_words("own_times")):
        return fact
    if not named & set(told) and stretches[0].span.start > _OPENING:
        return fact  # 2011年推出的规则…。俱乐部已支付2亿元: a year of something else
    if _of_a_later_company(fact, stretches[-1], text):
        return fact
    slots: dict[str, Slot] = {**fact.slots, "period": stretches[-1]}
    return replace(fact, slots=slots, inherited=(*fact.inherited, "period"), proof=(*fact.proof, stretches[-1].span))


def _of_a_later_company(fact: Fact, period: Period, text: str) -> bool:
    """瑞幸三季度收入…。星巴克同店销售额增长1%: the quarter is the first one's; one in a headline is of all it is over."""
    owner = fact.slots.get("holder")
    if not isinstance(owner, Phrase) or owner.cat != "company" or owner.entity is None or "holder" in fact.inherited:
        return False
    if "\n" not in text[: period.span.start].strip():
        return False
    end = next((at for at in range(period.span.end, len(text)) if text[at] in "。！？\n"), len(text))
    return owner.entity.zh not in text[:end] and owner.span.of(text) not in text[:end]


def _key(period: Period) -> tuple[object, ...]:
    return (period.form, period.half, period.quarter, period.quarter_to, period.month, period.month_to, period.relation)


def is_level(metric: Phrase) -> bool:
    """Whether it is of a day, not of what was made in a stretch of time."""
    said = [word.en for word in leaves(metric) if isinstance(word, Phrase)]
    said = [en.replace("above designated size", "") for en in said]
    levels = metric.attrs.get("dim") in ("rate", "price", "index", "ratio", "area", "power", "duration", "growth")
    return levels or any(_LEVELS.search(en) for en in said) or metric.attrs.get("status") in ("planned", "signed")
