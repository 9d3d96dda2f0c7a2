"""What follows from who is speaking for what a clause leaves out.

A company that reports its own figures need not name itself again; a national
office that publishes exports means its country's. Owns that step and no other:
whether a clause may lack an owner at all is the rules' of inheritance.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from briefing.lexicon.terms import Lexicon, Term
from briefing.values import Entity, Phrase, Slot

_HOME = {"CN": "中国"}
# Of what may be anybody's (收入, 销量), what a company can have.
_OWNABLE = frozenset({"money", "count", "any"})
# Companies whose business is to say things of others.
_OBSERVERS = (
    *(
        "银行",
        "证券",
        "高盛",
        "摩根",
        "瑞银",
        "瑞信",
        "花旗",
        "汇丰",
        "野村",
        "美林",
        "美银",
        "巴克莱",
        "中金",
        "基金",
        "资本",
    ),
    *(
        "穆迪",
        "标普",
        "惠誉",
        "咨询",
        "研究",
        "评级",
        "彭博",
        "路透",
        "凯投",
        "大摩",
        "小摩",
        "麦肯锡",
        "普华",
        "德勤",
        "数据",
        "资讯",
    ),
)


def speaking_company(slots: Mapping[str, Slot]) -> Phrase | None:
    """The company that speaks, itself or through one of its officers."""
    source = slots.get("src")
    if isinstance(source, Phrase) and source.cat == "speaker":
        source = source.parts.get("o")
    return source if isinstance(source, Phrase) and source.cat == "company" else None


def can_be_own(company: Phrase, metric: Slot) -> bool:
    """Whether a figure told by a company can be its own: a price is nobody's, and banks speak of others."""
    if not isinstance(metric, Phrase):
        return False
    if metric.attrs.get("holder") == "company":
        return True
    return metric.attrs.get("holder") == "any" and metric.attrs.get("dim") in _OWNABLE and not observes(company)


def observes(company: Phrase) -> bool:
    """Whether its business is to say things of others: 中信证券：预计净利润增长5% is of whom it writes about."""
    name = company.entity.zh if company.entity else ""
    return any(word in name for word in _OBSERVERS)


def country_of(slots: Mapping[str, Slot], lexicon: Lexicon) -> Phrase | None:
    """The country of the national office that is the source, proved by the office's name."""
    source = slots.get("src")
    if not isinstance(source, Phrase) or source.cat != "gov" or source.entity is None or "country" not in source.attrs:
        return None
    term = _country(source.entity.zh, source.attrs["country"], lexicon)
    if term is None:
        return None
    entity = Entity(term.zh, "place", term.en, term.ja, "built-in", source.span)
    return Phrase("place", source.span, term.en, term.ja, MappingProxyType(dict(term.attrs)), entity=entity)


def _country(office: str, code: str, lexicon: Lexicon) -> Term | None:
    names = [_HOME[code]] if code in _HOME else [office[:end] for end in range(len(office) - 1, 1, -1)]
    found = (term for name in names for term in lexicon.get(name))
    return next((t for t in found if t.cat == "place" and t.attrs.get("level") == "country"), None)
