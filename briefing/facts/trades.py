"""What a trade calls its own figures: the 营业收入 of banks, insurers and brokers is 営業収益, that of others 売上高."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from briefing.values import Fact, Phrase

# Endings of the names of houses that live on interest, premiums and commissions.
_FINANCE = "银行|农商行|信用社|证券|人寿|保险|财险|寿险|信托|期货|消费金融|金融租赁|金租"
_IN_FINANCE = re.compile(rf"(?:{_FINANCE})(?:股份有限公司|有限公司|集团|控股|公司)*$|^(?:该行|本行|我行|全行|该券商)$")
# A house that opens a clause and reports, where nobody could be read as the owner.
_OPENS = re.compile(
    rf"(?:^|[，。；\n])[^，。；\n]{{2,8}}(?:{_FINANCE})(?:股份有限公司|集团)?"
    r"(?:[（(]|[0-9今去前上第20一二三四]|发布|披露|公告|公布|表示|称|[，：:]|$)"
)
# So much of an article tells whom it is about.
_OPENING = 120
_SALES, _INCOME = "売上高", "営業収益"


def in_trade(fact: Fact, text: str, company: Phrase | None) -> Fact:
    """The fact with the name its figure has in its owner's trade; ``company`` is the only one it may be of."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase):
        return fact
    if not _of_finance(fact, text, company):
        return fact
    told = {n: _as_income(s) for n in ("metric", "whole") if isinstance(s := fact.slots.get(n), Phrase)}
    return replace(fact, slots={**fact.slots, **told})


def as_sales(fact: Fact) -> Fact:
    """The fact with 売上高 for what a company, a business or goods earn: the 収入 of others is income of any kind."""
    metric, owner = fact.slots.get("metric"), fact.slots.get("holder", fact.slots.get("subj"))
    if not isinstance(metric, Phrase) or (isinstance(owner, Phrase) and _IN_FINANCE.search(_zh(owner))):
        return fact
    if isinstance(owner, Phrase) and _sells(owner):
        told = {n: _as_sales(s) for n in ("metric", "whole") if isinstance(s := fact.slots.get(n), Phrase)}
        fact = replace(fact, slots={**fact.slots, **told})
    head, kind = metric.parts.get("h"), metric.parts.get("m")
    of_goods = isinstance(kind, Phrase) and kind.cat == "product"
    if of_goods and isinstance(head, Phrase) and head.ja in (_TAKINGS, _OF_BUSINESS):
        word = _SALES if head.ja == _TAKINGS else f"事業{_SALES}"
        parts = MappingProxyType({**metric.parts, "h": replace(head, ja=word)})
        return replace(fact, slots={**fact.slots, "metric": replace(metric, parts=parts)})
    return fact


_TAKINGS, _OF_BUSINESS = "収入", "事業収入"
_BUSINESS = ("事業", "部門", "セグメント")


def _zh(owner: Phrase) -> str:
    return owner.entity.zh if owner.entity else ""


def _sells(owner: Phrase) -> bool:
    if owner.entity is not None:
        return owner.entity.kind == "company"
    head = owner.parts.get("h")
    return owner.ja.endswith(_BUSINESS) or (isinstance(head, Phrase) and _sells(head))


def in_region(fact: Fact) -> Fact:
    """The fact with 域内総生産 for what a province, a city or a district produces: 国内 is a country's."""
    metric, owner = fact.slots.get("metric"), fact.slots.get("holder", fact.slots.get("subj"))
    if not isinstance(metric, Phrase) or not isinstance(owner, Phrase) or _NATIONAL not in metric.ja:
        return fact
    if owner.cat != "place" or owner.attrs.get("level", "country") in ("country", "region"):
        return fact
    return replace(fact, slots={**fact.slots, "metric": replace(metric, ja=metric.ja.replace(_NATIONAL, _REGIONAL))})


_NATIONAL, _REGIONAL = "国内総生産", "域内総生産"


def _of_finance(fact: Fact, text: str, company: Phrase | None) -> bool:
    owner = fact.slots.get("holder", fact.slots.get("subj"))
    owner = owner if isinstance(owner, Phrase) else company
    if owner is not None:
        name = owner.entity.zh if owner.entity else owner.span.of(text)
        return bool(_IN_FINANCE.search(name))
    begun = max(text.rfind(mark, 0, fact.span.start) for mark in "。\n") + 1
    return bool(_OPENS.search(text[begun : fact.span.end]) or _OPENS.search(text[:_OPENING]))


def _as_income(metric: Phrase) -> Phrase:
    parts = {name: _as_income(part) if isinstance(part, Phrase) else part for name, part in metric.parts.items()}
    return replace(metric, ja=_INCOME if metric.ja == _SALES else metric.ja, parts=MappingProxyType(parts))


def _as_sales(metric: Phrase) -> Phrase:
    whole = metric.parts.get("h") if metric.cat == "whole" else None
    if isinstance(whole, Phrase):
        return replace(metric, parts=MappingProxyType({**metric.parts, "h": _as_sales(whole)}))
    return replace(metric, ja=_SALES) if metric.ja in (_TAKINGS, _OF_BUSINESS) else metric
