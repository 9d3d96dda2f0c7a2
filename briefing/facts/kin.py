"""Clauses that name only the next of a row: 采矿业增加值增长4%，制造业增长6%.

What is measured is that of the clause before, if what it tells of is of the same
kind: a sector after a sector, firms after firms, a quarter after a quarter, a
city after the cities it is one of. Anything else is no measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from briefing.facts.context import Known
from briefing.values import Period, Phrase, Slot, Span

IN_SECTOR = "metric.in_sector"
IN_AREA = "metric.in_area"
_FIRST_TIER = "first-tier cities"
_GREW = ("bulletin.industries_grew", "bulletin.industries_grew_in")
_PRODUCT = ("GDP", "gross regional product", "gross domestic product")
_WHOLES = ("year", "half", "quarters")
_VALUE_ADDED = MappingProxyType({"dim": "money", "mv": "amount", "holder": "place"})


def with_kin(parts: Mapping[str, Slot], before: Known, text: str) -> Mapping[str, Slot] | None:
    """The parts with what is measured; None where the clause before does not tell."""
    kin, metric = parts.get("kin"), before.slots.get("metric") or before.slots.get("m")
    own = {name: slot for name, slot in parts.items() if name != "kin"}
    if not isinstance(metric, Phrase):
        metric = _of_the_sectors(before, text)
    if metric is None:
        return None
    if isinstance(kin, Period):
        return _of_another_time(own, kin, metric, before)
    if not isinstance(kin, Phrase):
        return _of_cities(own, metric, before)
    if kin.cat == "industry":
        built = _in_sector(kin, metric, text)
        return None if built is None else {**own, "metric": built}
    if kin.cat == "kin_area":
        area = _in_area(kin, metric)
        return None if area is None else {**_carried(before, "comp"), **own, "metric": area}
    return _of_other_firms(own, kin, metric, before)


def with_second_comparison(parts: Mapping[str, Slot], before: Known) -> Mapping[str, Slot]:
    """同比上涨1.4%；环比下降0.3%: the bare change is of the same measure, compared with the month before."""
    metric, again = before.slots.get("metric"), parts.get("comp")
    first = before.slots.get("comp")
    kinds = tuple(comp.attrs.get("c") for comp in (first, again) if isinstance(comp, Phrase))
    if (
        set(kinds) != {"yoy", "pop"}
        or not {"value", "change2"}.isdisjoint(before.slots)
        or not isinstance(metric, Phrase)
    ):
        return parts
    return {**parts, "metric": metric}


def _in_area(kin: Phrase, metric: Phrase) -> Phrase | None:
    """城市上涨0.5%，农村上涨0.4%: the index there."""
    head = metric.parts.get("h") if metric.rule == IN_AREA else metric
    known = isinstance(head, Phrase) and head.en == "consumer price index"
    return _built(IN_AREA, kin, head) if known and isinstance(head, Phrase) else None


def _carried(before: Known, *names: str) -> dict[str, Slot]:
    return {name: before.slots[name] for name in names if name in before.slots}


def _in_sector(kin: Phrase, metric: Phrase, text: str) -> Phrase | None:
    head: Slot | None = metric.parts.get("h") if metric.rule == IN_SECTOR else None
    if metric.cat == "sector_flow":
        head = metric
    elif metric.span.of(text).endswith("工业增加值"):
        head = Phrase("sector_flow", metric.span, "value added", "付加価値額", _VALUE_ADDED)
    return _built(IN_SECTOR, kin, head) if isinstance(head, Phrase) else None


def _built(rule: str, kind: Phrase, head: Phrase) -> Phrase:
    return Phrase("metric_built", kind.span, attrs=head.attrs, rule=rule, parts={"m": kind, "h": head})


def _of_the_sectors(before: Known, text: str) -> Phrase | None:
    """41个行业中有34个行业增加值增长。其中，纺织业增长5%: the value added."""
    span = before.span
    if before.rule not in _GREW or span is None or "增加值" not in span.of(text):
        return None
    at = text.index("增加值", span.start)
    return Phrase("sector_flow", Span(at, at + 3), "value added", "付加価値額", _VALUE_ADDED)


def _of_another_time(own: Mapping[str, Slot], kin: Period, metric: Phrase, before: Known) -> Mapping[str, Slot] | None:
    """一季度增长5%，二季度增长4%: quarter after quarter, each with its change; the quarters of a year's product."""
    last = before.slots.get("period")
    if not isinstance(last, Period) or {"change", "x"}.isdisjoint(before.slots):
        return None
    if last.form in _WHOLES and kin.form == "quarter" and metric.en in _PRODUCT:
        kin = kin.at(year=last.year, year_ref=last.year_ref) if kin.year is None else kin
    elif last.form != kin.form:
        return None
    return {**own, "metric": metric, "period": kin}


def _of_other_firms(own: Mapping[str, Slot], kin: Phrase, metric: Phrase, before: Known) -> Mapping[str, Slot] | None:
    holder = before.slots.get("holder")
    if not isinstance(holder, Phrase) or holder.attrs.get("ctr") != "社" or "change" not in before.slots:
        return None
    return {**own, "metric": metric, "holder": kin}


def _of_cities(own: Mapping[str, Slot], metric: Phrase, before: Known) -> Mapping[str, Slot] | None:
    """一线城市新建商品住宅销售价格环比下降0.5%，其中北京下降0.7%: of one of these cities, the price alone."""
    english, _, cities = metric.en.partition(" in ")
    _, _, japanese = metric.ja.partition("の")
    home = before.slots.get("holder")
    if cities == _FIRST_TIER and japanese:
        attrs = MappingProxyType({**metric.attrs, "holder": "place", "tier": "1"})
        price = replace(metric, en=english, ja=japanese, attrs=attrs)
    elif metric.attrs.get("tier") and isinstance(home, Phrase) and home.cat == "place":
        price = metric
    else:
        return None
    return {**_carried(before, "comp"), **own, "metric": price}


_DEBTORS = {"household loans": ("household", "家計向け"), "corporate loans": ("corporate", "企業向け")}
_TERMS = {"short-term loans": "短期貸し出し", "medium- and long-term loans": "中長期貸し出し"}


def with_debtors(parts: Mapping[str, Slot], before: Known, text: str) -> Mapping[str, Slot]:
    """住户贷款增加2万亿元，其中短期贷款减少1000亿元，中长期贷款增加…: those of households only."""
    metric, last = parts.get("metric"), before.slots.get("metric")
    if not isinstance(metric, Phrase) or not isinstance(last, Phrase) or before.span is None:
        return parts
    if metric.parts or metric.en not in _TERMS:
        return parts
    begins = last.span.end
    within = "其中" in text[begins : metric.span.start] and "。" not in text[begins : metric.span.start]
    debtors = _DEBTORS.get(last.en) if within else _debtors_of(last)
    if debtors is None:
        return parts
    term = metric.en.removesuffix(" loans")
    built = replace(metric, en=f"{term} {debtors[0]} loans", ja=f"{debtors[1]}{_TERMS[metric.en]}")
    return {**parts, "metric": built}


def _debtors_of(last: Phrase) -> tuple[str, str] | None:
    """Whose the loans of the clause before were, if it told a part of them."""
    return next((told for told in _DEBTORS.values() if last.en == f"short-term {told[0]} loans"), None)
