"""Whom an article is about, where it leaves no doubt.

A measure without a holder is the topic's if the article names exactly one
holder at all, names it in its headline or first sentence, and the metric is of
a kind such a holder has. Anything less stays "not stated".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.facts.context import says_nothing_of_goods
from briefing.facts.dimensions import unfit
from briefing.facts.trades import as_sales
from briefing.values import Fact, Phrase, Slot, Status, leaves

# Which categories can hold a metric, by the metric's own ``holder`` attribute (docs/concepts/lexicon.md).
_HOME = {"中国": "China"}
_HOLDERS = {"company": ("company",), "place": ("place",)}


def topic_of(facts: Sequence[Fact]) -> Phrase | None:
    """The only holder or company subject the facts name."""
    named = [slot for fact in facts if _names_it_itself(fact) for slot in _holders(fact.slots)]
    if len({_identity(slot) for slot in named}) != 1:
        return None
    return next((slot for slot in named if slot.entity is not None), named[0])  # the name without what it makes


def names_owners(facts: Sequence[Fact]) -> bool:
    """Whether any fact has an owner of its own."""
    return any(True for fact in facts for _ in _holders(fact.slots))


def _names_it_itself(fact: Fact) -> bool:
    """Whether whose the fact is stands in its own clause, be it in the name of its source."""
    return all(fact.span.holds(span) for span in fact.proof)


def with_topic(fact: Fact, topic: Phrase, *, whole: bool = True) -> Fact:
    """The fact with the topic as its holder, where its metric allows that; ``whole`` if nothing else is missing."""
    metric = fact.slots.get("metric")
    kind = metric.attrs.get("holder", "") if isinstance(metric, Phrase) else ""
    cat = "place" if _is_home(topic) else topic.cat
    kind = "company" if cat == "company" and _is_income(fact) else kind
    if "where" in fact.slots or cat not in _HOLDERS.get(kind, ()):
        return fact
    slots: dict[str, Slot] = {**fact.slots, "holder": topic}
    if unfit(slots):
        return fact
    told = replace(
        fact, slots=slots, whole=whole, inherited=(*fact.inherited, "holder"), proof=(*fact.proof, topic.span)
    )
    return as_sales(told)


def _is_income(fact: Fact) -> bool:
    """收入 and 销售收入 are anybody's, but where an article has one company and no other owner they are its own."""
    metric = fact.slots.get("metric")
    named = isinstance(metric, Phrase) and not metric.parts and metric.en in ("revenue", "sales revenue")
    return named and all(figure.value is not None for figure in fact.figures)


def of_the_nation(fact: Fact, nation: Phrase, *, whole: bool) -> Fact:
    """The fact as the nation's, where what it measures can be a country's."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or {"holder", "where", "subj"} & fact.slots.keys():
        return fact
    if metric.attrs.get("holder") == "any" and metric.attrs.get("dim") in ("rate", "ratio"):
        return fact  # a coupon, a margin
    if (
        metric.attrs.get("holder") not in ("place", "any")
        or _says_nothing_alone(metric)
        or fact.status is Status.PLANNED
    ):
        return fact
    slots: dict[str, Slot] = {**fact.slots, "holder": nation}
    return replace(
        fact, slots=slots, whole=whole, inherited=(*fact.inherited, "holder"), proof=(*fact.proof, nation.span)
    )


def told_of_the_nation(fact: Fact, nation: Phrase) -> Fact:
    """A growth rate on a basis of its own (同比实际增长5%) that nobody is named for, as the nation's."""
    metric = fact.slots.get("m")
    told = fact.frame.startswith("eco.") and not fact.blocked and "subj" not in fact.slots
    if not told or not isinstance(metric, Phrase) or metric.attrs.get("holder") != "place":
        return fact
    said = "_real" in fact.frame or ".real" in fact.frame  # 扣除价格因素…实际增长: said once
    slots: dict[str, Slot] = {n: s for n, s in fact.slots.items() if n != "basis" or not said} | {"subj": nation}
    return replace(fact, slots=slots, whole=True, inherited=(*fact.inherited, "subj"), proof=(*fact.proof, nation.span))


def with_place_of_firms(fact: Fact, place: Phrase) -> Fact:
    """The fact told of firms at large (规模以上工业企业) as of those in ``place``, which the article is about."""
    holder = fact.slots.get("holder")
    at_large = isinstance(holder, Phrase) and holder.entity is None and holder.attrs.get("ctr") == "社"
    if not at_large or not isinstance(holder, Phrase) or not {"metric"} <= fact.slots.keys() or "where" in fact.slots:
        return fact
    if "det" in holder.attrs or holder.span.end - holder.span.start <= len("企业"):
        return fact  # 全国规模以上工业企业: said already; 企业 alone may be the one just spoken of
    inside = (holder, *leaves(holder))
    if any(isinstance(part, Phrase) and (part.cat in _OF_ONE or part.entity) for part in inside) or "n" in holder.parts:
        return fact
    parts: dict[str, Slot] = {"p": place, "h": holder}
    theirs = Phrase("np_of_home", holder.span, attrs=holder.attrs, rule="np.of_home", parts=parts)
    return replace(fact, slots={**fact.slots, "holder": theirs}, proof=(*fact.proof, place.span))


def without_unfit_owner(fact: Fact) -> Fact:
    """The fact without an owner it was given that cannot have such an amount: imports in tonnes are no country's total."""
    if "holder" not in fact.inherited or not unfit(fact.slots):
        return fact
    slots = {name: slot for name, slot in fact.slots.items() if name != "holder"}
    return replace(fact, slots=slots, whole=False, blocked=True)


_OF_ONE = frozenset({"place", "anaphor", "company", "gov", "org", "pronoun"})
_AT_THE_GATE = frozenset({"食品价格", "衣着价格"})
_GATE = re.compile("工业生产者出厂价格中|生活资料(?:出厂)?价格")


def at_the_gate(fact: Fact, text: str) -> Fact:
    """生活资料价格下降1%，其中食品价格下降0.9%: what factories are paid for it, not what shops ask."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or metric.span.of(text) not in _AT_THE_GATE:
        return fact
    if not _GATE.search(text, text.rfind("\n", 0, fact.span.start) + 1, fact.span.start):
        return fact
    english, japanese = f"{metric.en} at the factory gate", f"{metric.ja.removesuffix('価格')}の出荷価格"
    return replace(fact, slots={**fact.slots, "metric": replace(metric, en=english, ja=japanese)})


def _says_nothing_alone(metric: Phrase) -> bool:
    generic = metric.attrs.get("sense") == "generic" or metric.attrs.get("dim") == "growth"
    return (generic and not metric.parts) or says_nothing_of_goods(metric)


def in_bulletins(fact: Fact) -> bool:
    """Whether a measure is one that bulletins of statistics tell of a place: trade, investment, output, incomes."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase) or metric.attrs.get("holder") != "place":
        return False
    words = " ".join((metric.en, metric.rule, *(part.en for part in metric.parts.values() if isinstance(part, Phrase))))
    return _BULLETINS.search(words) is not None


_BULLETINS = re.compile(
    r"\b(?:exports?|imports?|trade|investment|retail sales|value added|disposable income|gross|GDP|budget|consumer price)\b"
)


def _holders(slots: Mapping[str, Slot]) -> Iterable[Phrase]:
    for name in ("holder", "subj"):
        slot = slots.get(name)
        if isinstance(slot, Phrase) and (slot.cat in ("company", "place", "gov", "org", "names") or _is_home(slot)):
            yield slot


def _is_home(slot: Phrase) -> bool:
    """我国, 全国: the country the medium writes from."""
    return slot.cat == "anaphor" and "is" in slot.attrs


def _identity(slot: Phrase) -> str:
    if _is_home(slot):
        return _HOME[slot.attrs["is"]]
    if slot.entity is not None:
        # 山东 and 山东省 are one.
        return slot.entity.en.removesuffix(" Province") if slot.cat == "place" else slot.entity.en
    if slot.cat == "place" and slot.entities:
        return " ".join((slot.rule, *(entity.en for entity in slot.entities)))  # 青岛口岸, wherever it stands
    companies = {entity.en for entity in slot.entities if entity.kind == "company"}
    alone = slot.cat != "names" and len(companies) == 1
    return companies.pop() if alone else slot.rule + str(slot.span)
