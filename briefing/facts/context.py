"""Whose figure it is and of when: what a clause takes over from the clause before.

A clause may leave out its subject, holder or period. It is filled in only from
the understood clause right before it (or, after 其中, from the last one of the
sentence before); anything not understood in between ends that. What cannot be
proved stays out, and the fact is then no whole statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from briefing.facts.announcers import by_announcer
from briefing.facts.businesses import is_of_business, leaves_business
from briefing.facts.goods import (
    BARE_FLOWS,
    FLOWS_OF_ALL,
    GOODS_FLOWS,
    OF_GOODS,
    OF_NO_KIND,
    PER_DAY,
    made_and_sold,
    says_only_sold,
)
from briefing.facts.parts import counted_by, daily_of, metric_of_part
from briefing.facts.years_ahead import as_far_ahead
from briefing.lexicon.rules import Rule
from briefing.values import Figure, Period, Phrase, Slot, Span, Status, leaves

_KIND_OF = {"place": ("place",), "company": ("company",), "company/gov": ("company", "gov")}


# Sizes a thing has on any day; what is sold or built of them has its time.
_OF_THINGS = frozenset({"area", "distance"})
_FLOWS = re.compile(
    r"\b(?:sold|sales|new|newly|started|under construction|completed|traded|leased|let|starts|transacted|acquired|opened|added|sown)\b"
)
# What is told once more without something says that of itself only.
_ON_ITS_OWN_BASIS = frozenset({"measure.based_change", "measure.without"})
_ASIDE_DAY = "上一交易日"
_PUBLISHERS = frozenset({"gov", "org", "media"})
_WHO_SIGNS = frozenset({"company", "place", "gov", "org", "media", "person", "names"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the clause before said, if it was understood; ``built`` where what it is about has been finished."""

    slots: Mapping[str, Slot] = field(default_factory=lambda: MappingProxyType({}))
    span: Span | None = None
    rule: str = ""
    status: Status | None = None
    built: bool = False

    def past(self, says_more: bool, *, measure: bool) -> Known:
        """What is left of it after a clause that was not understood."""
        metric = self.slots.get("metric")
        if not says_more or (not measure and isinstance(metric, Phrase) and _has_kind(metric)):
            return NOTHING
        return self if measure else replace(self, slots={n: s for n, s in self.slots.items() if n != "metric"})

    def without_time(self) -> Known:
        """What is left of it where it told of two times, and the next sentence may be of either."""
        return replace(self, slots={n: s for n, s in self.slots.items() if n != "period"}, status=None)

    def told_of_the_past(self) -> Known:
        """What a clause that turns to the past may take over: neither the forecast nor who made it."""
        slots = {n: s for n, s in self.slots.items() if n not in ("modal", "link", "src", "period")}
        return replace(self, slots=slots, status=None)


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The slots of a clause with what it took over; ``whole`` where nothing needed is missing.

    ``elsewhere`` where whose it is stands in the text, though not where it can be proved.
    ``doubtful`` where it may or may not share the forecast before it: then it is no fact at all.
    """

    slots: dict[str, Slot]
    inherited: tuple[str, ...]
    proof: tuple[Span, ...]
    whole: bool
    doubtful: bool = False
    elsewhere: bool = False


def resolve(
    rule: Rule,
    parts: Mapping[str, Slot],
    *,
    before: Known,
    among: bool,
    owner: Phrase | None = None,
    company: Phrase | None = None,
    home: Mapping[str, Phrase] = MappingProxyType({}),
) -> Resolved:
    """``parts`` completed from ``before``.

    ``owner`` is the one who speaks of what is theirs; ``company`` the only one the article names; ``home`` the
    city and the province it is about.
    """
    if owner is not None:
        before = Known(
            {"holder": owner}, before.span if before.slots else owner.span, before.rule, before.status, before.built
        )
    slots = {name: slot for name, slot in parts.items() if not name.startswith("_")}
    taken: list[str] = []
    whole = proved = _replace_anaphors(slots, before, taken, company, home)
    doubtful = rule.kind == "measure" and (_beside_a_plan(slots, before) or _shares_forecast(slots, before, taken))
    period = before.slots.get("period")
    if "again" in rule.attrs:
        _take(slots, "metric", _same_flow(parts.get("value"), before), taken)
        whole = whole and "metric" in slots
    if "part" in rule.attrs:
        _take(slots, "metric", metric_of_part(parts.get("value"), before.slots), taken)
        whole = whole and "metric" in slots
    again = "based" in rule.attrs  # 扣除价格因素实际增长5%: once more, on another basis
    if "bare" in rule.attrs and (again or "change" not in before.slots) and (period is None or hands_on(period)):
        _take(slots, "metric", before.slots.get("metric"), taken)
        _take(slots, "holder", before.slots.get("holder") if again and "holder" not in slots else None, taken)
    if rule.kind == "measure" and _of_some_company_there(slots):
        slots.setdefault("where", slots.pop("holder"))
        whole = False
    if rule.kind == "measure":
        _take(slots, "basis", _basis_of_all(before) if "basis" not in slots else None, taken)
        doubtful = _once_there(slots, taken) or doubtful
        whole = not _price_of_goods(slots, before, taken) and whole
        _keep_kind(slots, before, taken)
        slots.update(
            {name: slot for name in ("metric",) if (slot := daily_of(slots.get(name), before.slots.get(name)))}
        )
        whole = _complete_measure(slots, before if whole else _without_owner(before), taken) and whole
    elif "subj" not in slots:
        if "day" in rule.attrs and "period" not in slots:
            _take(slots, "period", before.slots.get("period"), taken)
        before = replace(before, slots=by_announcer(rule.attrs, before.slots, company))
        whole = _complete_event(slots, before if whole else NOTHING, taken, rule.id) and whole
    whole = whole and "rows_only" not in rule.attrs
    proof = (before.span,) if taken and before.span else ()
    unsaid = rule.kind == "measure" and "holder" not in slots and _goes_unsaid(slots, before)
    if unsaid:
        taken.append("unsaid")
    return Resolved(slots, tuple(taken), proof, whole, doubtful, elsewhere=unsaid or not proved)


def _same_flow(value: Slot | None, before: Known) -> Slot | None:
    """10月乘用车零售224万辆，今年以来累计零售1925万辆: the same cars, where both are sold and counted alike."""
    metric, last = before.slots.get("metric"), before.slots.get("value")
    if not isinstance(metric, Phrase) or not isinstance(value, Figure) or not isinstance(last, Figure):
        return None
    sold = any("sales" in part.en for part in (metric, *metric.parts.values()) if isinstance(part, Phrase))
    return metric if sold and value.counter == last.counter != "" else None


def _once_there(slots: dict[str, Slot], taken: list[str]) -> bool:
    """达产后年产值75亿元 is expected, though no word says so; True where it may as well have come about (投产后销售额…)."""
    basis = slots.get("basis")
    if not isinstance(basis, Phrase) or "once" not in basis.attrs:
        return False
    metric = slots.get("metric")
    if isinstance(metric, Phrase) and metric.attrs.get("status") in ("planned", "signed"):
        own = "basis" not in taken
        for name in ("basis", "modal"):  # 达产后年产值75亿元，总投资20亿元
            if name in taken:
                del slots[name]
                taken.remove(name)
        return own
    if any(_foretells(slots.get(name)) for name in ("modal", "link")):
        return False
    if "period" in slots or not isinstance(metric, Phrase) or not _BROUGHT.search(metric.en):
        return True
    _take(slots, "modal", expected(basis.span), taken)
    return False


def expected(span: Span) -> Phrase:
    return Phrase("modal", span, "expect", "-", MappingProxyType({"m": "expect"}))


# What plants are to make, hold and bring.
_BROUGHT = re.compile(r"\b(?:annual|yearly|capacity|jobs|monthly)\b")


def _basis_of_all(before: Known) -> Slot | None:
    """What is reckoned 按可比价格 goes on so; 名义增长 and 实际增长 say it of their own change only."""
    basis = before.slots.get("basis") if before.rule not in _ON_ITS_OWN_BASIS else None
    return basis if isinstance(basis, Phrase) and basis.cat != "basis_short" else None


def _shares_forecast(slots: dict[str, Slot], before: Known, taken: list[str]) -> bool:
    """预计A增长5%，B增长3%: B is expected too. True where a time of its own leaves that open."""
    modal = next((s for s in map(before.slots.get, ("modal", "link")) if _foretells(s)), None)
    if modal is None and before.status is Status.FORECAST and before.span is not None and "metric" not in before.slots:
        modal = expected(before.span)  # 建成后预计年产值15亿元，带动就业800人: an event that has no slot for it
    if modal is None or any(_foretells(slots.get(name)) for name in ("modal", "link")):
        return False
    metric = slots.get("metric")
    if _planned_by_name(metric) and isinstance(metric, Phrase) and metric.attrs.get("holder") == "company":
        return False  # 拟发行新股，拟募集资金9亿元: planned as it is
    later = as_far_ahead(slots.get("period"), before.slots.get("period"))
    if ("period" in slots and not later) or (isinstance(link := slots.get("link"), Phrase) and "m" in link.attrs):
        return True
    _take(slots, "modal", modal, taken)
    if "src" not in slots:
        _take(slots, "src", before.slots.get("src"), taken)
    return False


def _beside_a_plan(slots: Mapping[str, Slot], before: Known) -> bool:
    """将收购啤酒厂，营业收入增长5%: what is planned is the act; the measure is neither planned nor surely told as done.

    What the plan itself is made of (总投资, 年产能, 占地面积) is planned with it.
    """
    modal, metric = before.slots.get("modal"), slots.get("metric")
    if isinstance(metric, Phrase) and _planned_by_name(before.slots.get("metric")):
        return not (of_a_plan(slots) or "period" in slots or _foretells(slots.get("modal")))
    if not _foretells(modal) or not isinstance(metric, Phrase) or not of_a_plan(before.slots):
        return False
    told = any(_foretells(slots.get(name)) for name in ("modal", "link"))
    expected = isinstance(modal, Phrase) and modal.attrs.get("m") == "expect"
    return not (told or expected or of_a_plan(slots))


def _planned_by_name(metric: Slot | None) -> bool:
    """计划投资56亿元，新增装机200万千瓦: what is planned as much as the investment."""
    named = isinstance(metric, Phrase) and metric.attrs.get("status") == "planned"
    return named and isinstance(metric, Phrase) and metric.en.startswith("planned")


def of_a_plan(slots: Mapping[str, Slot]) -> bool:
    """An act, or a measure of what is built by it."""
    metric = slots.get("metric")
    return not isinstance(metric, Phrase) or _timeless(slots) or _of_a_size(metric)


def _of_a_size(metric: Phrase) -> bool:
    """年产能 counts whatever is made; 持股 is a rate of its own."""
    return metric.attrs.get("dim") == "any" and metric.attrs.get("mv") != "rate"


def _foretells(slot: Slot | None) -> bool:
    return isinstance(slot, Phrase) and slot.attrs.get("m", "done") != "done"


def _of_some_company_there(slots: Mapping[str, Slot]) -> bool:
    """中国零售平台活跃用户 are those of the company spoken of in China: only a company has them."""
    holder, metric = slots.get("holder"), slots.get("metric")
    if not isinstance(holder, Phrase) or not isinstance(metric, Phrase):
        return False
    of_a_country = holder.cat == "place" and holder.attrs.get("level") == "country"
    return of_a_country and metric.attrs.get("holder") == "company"


def _price_of_goods(slots: dict[str, Slot], before: Known, taken: list[str]) -> bool:
    """进口铁矿石10亿吨，均价每吨70美元: the price of what was counted before; a line of the table names both."""
    metric, goods = slots.get("metric"), before.slots.get("metric")
    if not isinstance(metric, Phrase) or not isinstance(goods, Phrase) or not _says_nothing_alone(metric):
        return False
    if metric.attrs.get("dim") != "price" or goods.attrs.get("dim") not in OF_GOODS:
        return False
    if not goods.parts and goods.en in FLOWS_OF_ALL:
        return False  # 销量下降2%，价格下降3%: siblings, and no goods named
    parts = {"m": goods, "h": metric}
    built = Phrase("metric_built", metric.span, attrs=metric.attrs, rule="metric.of_goods", parts=parts)
    _take(slots, "metric", built, taken)
    return True


def _keep_kind(slots: dict[str, Slot], before: Known, taken: list[str]) -> None:
    """集成电路出口2330亿个，出口额9051亿元: the second are the exports of the same goods."""
    metric, last = slots.get("metric"), before.slots.get("metric")
    if not isinstance(metric, Phrase) or not isinstance(last, Phrase) or metric.parts or "holder" in slots:
        return
    kind, head = last.parts.get("m"), last.parts.get("h")
    if last.rule != "metric.mod" or kind is None or not isinstance(head, Phrase):
        return
    if not set(metric.en.split()) <= OF_NO_KIND:
        return  # 半导体出口…，汽车出口…: cars are other goods
    alike = any(stem in metric.en and stem in head.en for stem in GOODS_FLOWS)
    if alike or made_and_sold(metric, head, slots.get("value"), before.slots.get("value")):
        parts = {"m": kind, "h": metric}
        rule = "metric.by_value" if metric.en == head.en and metric.attrs.get("dim") == "money" else last.rule
        _take(slots, "metric", Phrase("metric_built", metric.span, attrs=metric.attrs, rule=rule, parts=parts), taken)


def _without_owner(before: Known) -> Known:
    """What may still be taken over where the clause has an owner of its own that is not proved."""
    slots = {name: slot for name, slot in before.slots.items() if name == "period"}
    return Known(slots, before.span, before.rule, before.status)


def _complete_event(slots: dict[str, Slot], before: Known, taken: list[str], rule: str) -> bool:
    """The subject of the clause before, with its modal: 将设立A，建设B plans both."""
    _take(slots, "subj", counted_by(rule, _owner(before.slots)), taken)
    if "modal" not in slots and isinstance(modal := before.slots.get("modal"), Phrase):
        _take(slots, "modal", modal, taken)
    return "subj" in slots


def _complete_measure(slots: dict[str, Slot], before: Known, taken: list[str]) -> bool:
    if "period" not in slots and not (
        _timeless(slots) or _of_a_day_only(slots, before) or _of_a_stretch(slots, before)
    ):
        _take(slots, "period", before.slots.get("period"), taken)
    owner = None if "holder" in slots else _owner_of(slots, before)
    if "holder" not in slots and not _self_standing(slots) and not _of_a_pair(slots) and _can_own(owner, slots):
        _take(slots, "holder", owner, taken)
    return "holder" in slots or (_self_standing(slots) and "period" in slots)


def _of_a_day_only(slots: Mapping[str, Slot], before: Known) -> bool:
    """前三季度新签合同120亿元，在手订单350亿元: the backlog is of a day, not of three quarters."""
    metric, last, period = slots.get("metric"), before.slots.get("metric"), before.slots.get("period")
    if not isinstance(metric, Phrase) or not isinstance(period, Period):
        return False
    stretch = period.relation == "in" and not period.edge and period.form not in ("day", "edge", "moment")
    return (
        stretch
        and bool(_DAYS.search(_head(metric).en))
        and not (isinstance(last, Phrase) and _DAYS.search(_head(last).en))
    )


def _of_a_stretch(slots: Mapping[str, Slot], before: Known) -> bool:
    """截至6月末存货11亿元，经营现金流净额2亿元: the inventories are of a day, the cash came in over half a year."""
    metric, last, period = slots.get("metric"), before.slots.get("metric"), before.slots.get("period")
    if not isinstance(metric, Phrase) or not isinstance(period, Period):
        return False
    if period.relation == "in" and not period.edge and period.form != "edge":
        return False
    summed = "cum" in slots or "cum" in before.slots or before.status is Status.CUMULATIVE
    after_one = isinstance(last, Phrase) and _STREAMS.search(_head(last).en) is not None
    flows = _STREAMS.search(_head(metric).en) is not None and not after_one
    return flows and not summed and metric.attrs.get("holder") == "company"


_STREAMS = re.compile(
    r"\b(?:revenue|profit|income|cash flow|sales|expenses?|loss(?:es)?|earnings|spending|premiums?)\b"
)


def is_of_a_day(metric: Slot | None, period: Slot | None) -> bool:
    """Whether a measure is a level, and the time a stretch that it cannot be of: 全年产量…, 现有产能…."""
    words = [w.en for w in leaves(metric) if isinstance(w, Phrase)] if isinstance(metric, Phrase) else []
    level = any(_LEVELS.search(en) for en in words)
    return level and isinstance(period, Period) and period.relation == "in" and period.form not in ("day", "edge")


_LEVELS = re.compile(
    r"\b(?:capacity|existing|backlog|headcount|outstanding|balance|population|number of (?:employees|stores|staff))\b"
)
_DAYS = re.compile(
    r"\b(?:backlog|assets?|debt|liabilities|balance|outstanding|reserves|inventor(?:y|ies)|headcount|deposits|population)\b"
    r"|\bnumber of (?:routes|stores|outlets|companies|enterprises|users)\b"
)


def _owner_of(slots: Mapping[str, Slot], before: Known) -> Slot | None:
    """Whoever the clause before was about, unless what is counted here is something of it that goes unsaid.

    全国新建商品房销售面积…，销售额…: the sales are those of the homes, neither the country's nor a company's.
    """
    owner, metric, last = _owner(before.slots), slots.get("metric"), before.slots.get("metric")
    if before.rule == "measure.part" or (isinstance(owner, Phrase) and owner.rule == "trv.who.fast"):
        return None  # 其中国际航线完成650万人次；完成货邮运输量81万吨: the whole's again
    of_place = isinstance(metric, Phrase) and metric.attrs.get("holder") == "place"
    acts = owner if "holder" not in before.slots and isinstance(owner, Phrase) else None
    if acts is not None and (acts.cat in _PUBLISHERS or (of_place and _is_office(acts))):
        return None  # 国家统计局发布数据，PMI为50.1%: the office's subject, not its own
    if _of_another_business(metric, owner):
        return None  # 种子业务收入8亿元，农药业务收入4亿元: not the seeds'
    if isinstance(metric, Phrase) and _WORKERS.search(metric.en) and _counts(before.slots.get("obj")):
        return None  # 开封有1860家餐馆，从业人员2.4万人: those of the shops
    if not isinstance(owner, Phrase) or not isinstance(metric, Phrase) or not isinstance(last, Phrase):
        return owner
    if _margin_of_a_kind(metric, last):
        return None
    if _has_kind(last) and not _has_kind(metric) and says_only_sold(metric, _head(last)):
        return None  # 煤炭产量20万吨，销售额2亿元: the sales are those of the coal
    if metric.attrs.get("holder") != "any" or metric.attrs.get("mv") != "amount" or _has_kind(metric):
        return owner
    words, of_country = set(_head(metric).en.split()), owner.cat == "place" or "is" in owner.attrs
    unsaid = (of_country and words <= BARE_FLOWS) or words < set(_head(last).en.split())
    return None if unsaid else owner


def _is_office(owner: Phrase) -> bool:
    """国家统计局服务业调查中心: a part of an office, which is no place."""
    return any(isinstance(part, Phrase) and part.cat in _PUBLISHERS for part in (owner, *leaves(owner)))


_WORKERS = re.compile(r"\b(?:employed|employees|staff|workers|workforce)\b")


def _counts(slot: Slot | None) -> bool:
    return isinstance(slot, Phrase) and {"n", "h"} <= slot.parts.keys()


def _of_another_business(metric: Slot | None, owner: Slot | None) -> bool:
    return leaves_business(owner, metric, has_kind=isinstance(metric, Phrase) and _has_kind(metric))


def _goes_unsaid(slots: Mapping[str, Slot], before: Known) -> bool:
    owner = _owner(before.slots)
    of_its_company = _of_another_business(slots.get("metric"), owner)
    margin = _margin_of_a_kind(slots.get("metric"), before.slots.get("metric"))
    return margin or (owner is not None and not of_its_company and _owner_of(slots, before) is None)


def _margin_of_a_kind(metric: Slot | None, last: Slot | None) -> bool:
    """数控机床业务收入31亿元，毛利率21%: the margin is that of the business."""
    if (
        not isinstance(metric, Phrase)
        or not isinstance(last, Phrase)
        or metric.attrs.get("dim") not in ("ratio", "rate")
    ):
        return False
    return _has_kind(last) and not _has_kind(metric)


def _has_kind(metric: Phrase) -> bool:
    """Whether it names its own goods or market: 汽车销量 and 海外收入, not 单月销量."""
    part = not _PARTS_OF_ALL.isdisjoint(_head(metric).en.split()) or is_of_business(metric)
    return isinstance(metric.parts.get("m"), Phrase) or part


_PARTS_OF_ALL = frozenset(
    {"overseas", "domestic", "online", "offline", "e-commerce", "advertising", "export", "foreign"}
)


def _head(metric: Phrase) -> Phrase:
    head = metric.parts.get("h")
    return head if isinstance(head, Phrase) and not metric.en else metric


def _timeless(slots: Mapping[str, Slot]) -> bool:
    """Whether the amount is a plan's, a contract's or a site's: the day of the event is not its own."""
    metric = slots.get("metric")
    if not isinstance(metric, Phrase):
        return False
    planned = metric.attrs.get("status") in ("planned", "signed")
    size = metric.attrs.get("dim") in _OF_THINGS and not _FLOWS.search(metric.en)
    return planned or size or metric.attrs.get("holder") == "project" or metric.en.endswith("speed")


def _can_own(owner: Slot | None, slots: Mapping[str, Slot]) -> bool:
    """Whether the amount can be the owner's: a contract's or a project's amount is no company's."""
    metric = slots.get("metric")
    if not isinstance(metric, Phrase):
        return True
    built = isinstance(owner, Phrase) and owner.cat == "project"
    if _says_nothing_alone(metric):
        return built and metric.attrs.get("dim") in _OF_THINGS  # 云岭高速起于…，全长132公里
    of_a_project = metric.attrs.get("holder") == "project" or metric.attrs.get("status") in ("signed", "planned")
    told_of_it = metric.attrs.get("status") == "stated" or metric.attrs.get("dim") == "duration"
    of_a_deal = metric.attrs.get("holder") == "any" and told_of_it
    return not (of_a_project or of_a_deal) or (isinstance(owner, Phrase) and owner.cat not in _WHO_SIGNS)


def _says_nothing_alone(metric: Phrase) -> bool:
    """Whether it is the amount, price or rate of something named just before: 金额, 均价, 跌幅, not of who did it."""
    generic = metric.attrs.get("sense") == "generic" or metric.attrs.get("dim") == "growth"
    return generic and not metric.parts


def says_nothing_of_goods(metric: Phrase) -> bool:
    """Whether a measure names nothing that is made, sold or paid: output, sales volume."""
    return not metric.parts and set(metric.en.split()) <= BARE_FLOWS


def says_no_goods(english: str) -> bool:
    """Whether a measure a day or a month names nothing that is made or sold: average daily output."""
    words = set(english.split())
    return words <= BARE_FLOWS and not words.isdisjoint(PER_DAY)


def nameless(slots: Mapping[str, Slot]) -> bool:
    """A share, an amount or a growth rate of nobody knows what: no line of the table can name it."""
    metric = slots.get("metric")
    return isinstance(metric, Phrase) and _says_nothing_alone(metric) and "holder" not in slots


def _of_a_pair(slots: Mapping[str, Slot]) -> bool:
    """Whether the metric lies between two (双边贸易额, 贡献率): nobody's but by its own words."""
    metric = slots.get("metric")
    return isinstance(metric, Phrase) and metric.attrs.get("holder") == "pair"


def _self_standing(slots: Mapping[str, Slot]) -> bool:
    """Whether the metric names its own object: a rate of exchange, an index, exports of a named country."""
    metric = slots.get("metric")
    return isinstance(metric, Phrase) and metric.attrs.get("holder") == "market" and not _says_nothing_alone(metric)


def _owner(slots: Mapping[str, Slot]) -> Slot | None:
    """Who or what a clause was about, short: of a counted list, the count."""
    owner = slots.get("holder") or slots.get("subj")
    if isinstance(owner, Phrase) and {"n", "h"} <= owner.parts.keys():
        parts = {name: owner.parts[name] for name in ("n", "h")}
        attrs = MappingProxyType({**owner.attrs, "the": "1"})
        return Phrase("cnp", owner.span, attrs=attrs, rule="counted.before", parts=parts)
    return owner if isinstance(owner, Phrase) else None


def hands_on(period: Slot | None) -> bool:
    """Whether what comes next may be of the same time: 上一交易日 is only named to be compared with."""
    return isinstance(period, Period) and period.name not in (_ASIDE_DAY, "年内")


def _take(slots: dict[str, Slot], name: str, slot: Slot | None, taken: list[str]) -> None:
    if slot is None or (name == "period" and not hands_on(slot)):
        return
    slots[name] = slot
    taken.append(name)


def _replace_anaphors(
    slots: dict[str, Slot], before: Known, taken: list[str], company: Phrase | None, home: Mapping[str, Phrase]
) -> bool:
    """全市, 该公司 … become what they stand for; False where that is not proved."""
    proved = True
    if _company_and_others(slots.get("holder")):
        del slots["holder"]
        proved = False
    for name, slot in list(slots.items()):
        if not isinstance(slot, Phrase) or slot.cat != "anaphor" or "is" in slot.attrs:
            continue
        meant = _antecedent(slot, before.slots) or _only(slot, company) or _at_home(slot, home)
        if meant is None and name == "src":
            continue  # "according to the company" is right whichever it is
        if meant is None:
            del slots[name]
            proved = False
        else:
            _take(slots, name, meant, taken)
    return proved


def _company_and_others(holder: Slot | None) -> bool:
    """公司及子公司 are a company spoken of and its own, not companies at large."""
    first = holder.parts.get("a") if isinstance(holder, Phrase) and holder.rule == "np.twoheads" else None
    return isinstance(first, Phrase) and first.en in ("company", "group", "bank")


def _only(anaphor: Phrase, company: Phrase | None) -> Phrase | None:
    """公司 after the only company an article names."""
    if company is None or company.span.start > anaphor.span.start:
        return None
    if not anaphor.attrs.get("for", "").startswith("company"):
        return None
    return company


def _at_home(anaphor: Phrase, home: Mapping[str, Phrase]) -> Phrase | None:
    """全市 in an article about one city; a place named only later is not meant."""
    place = home.get(anaphor.attrs.get("level", ""))
    return place if place is not None and place.span.start < anaphor.span.start else None


def _level_fits(anaphor: Phrase, slot: Phrase) -> bool:
    """全市 is a city's, 全省 a province's."""
    wanted = anaphor.attrs.get("level")
    return wanted is None or slot.attrs.get("level") in wanted.split("/")


def _antecedent(anaphor: Phrase, slots: Mapping[str, Slot]) -> Phrase | None:
    """The last name of the right kind; a pair of names answers with the first, whose clause it was."""
    cats = _KIND_OF.get(anaphor.attrs.get("for", ""), ())
    for name in ("holder", "subj"):
        slot = slots.get(name)
        while isinstance(slot, Phrase) and slot.cat == "names":
            slot = slot.parts["a"]
        if isinstance(slot, Phrase) and slot.cat in cats and _level_fits(anaphor, slot):
            return slot
    return None
