"""What may not be believed of a fact as its clause gives it: its time, its status, what it is a measure of.

Each function looks at one fact and what came before it; the order in which they
are asked is the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from briefing.facts.context import Known, Resolved, expected, of_a_plan
from briefing.facts.gates import gate_table, gate_words, is_done, only_announced
from briefing.facts.labels import MOVES
from briefing.facts.same_time import THAT_QUARTER
from briefing.facts.senses import kind_of, kinds
from briefing.facts.status import status_of
from briefing.lexicon.rules import Rule
from briefing.values import Fact, Figure, Period, Phrase, Qualifier, Slot, Status


def not_yet_done(fact: Fact, text: str) -> bool:
    """A headline's 斥资50亿元收购 is no deed where the article goes on with 拟收购 or 尚需批准."""
    act = fact.span.of(text)
    if "metric" in fact.slots or fact.status not in (Status.ACTUAL, Status.STATED) or is_done(act):
        return False
    return any(word in act for word in gate_words("deals")) and bool(_pending().search(text))


@cache
def _pending() -> re.Pattern[str]:
    return re.compile("|".join(gate_words("pending")))


def as_preliminary(fact: Fact, sentence: str, before: str = "") -> Fact:
    """What a sentence calls preliminary is stated, not settled, and called preliminary where it is told.

    ``before``: the article up to the fact; after 业绩快报 all that a company reports is preliminary.
    """
    rows, metric = gate_table("preliminary"), fact.slots.get("metric")
    holder, kind = fact.slots.get("holder"), metric.attrs.get("holder") if isinstance(metric, Phrase) else ""
    of_company = kind == "company" or (kind == "any" and isinstance(holder, Phrase) and holder.cat == "company")
    own = isinstance(metric, Phrase) and of_company and metric.attrs.get("mv") != "price"
    row = next(
        (row for row in rows if _called(row["zh"], sentence) or (own and "reach" in row and row["zh"] in before)), None
    )
    if row is None or fact.status not in (Status.ACTUAL, Status.CUMULATIVE):
        return fact
    slots = dict(fact.slots)
    if "metric" in slots:
        slots["first"] = Phrase("first", fact.span, row["en"], row["ja"])
    status = Status.STATED if fact.status is Status.ACTUAL else fact.status
    return replace(fact, status=status, slots=slots)


def of_a_sector(fact: Fact, before: Sequence[Fact], text: str) -> bool:
    """住户贷款减少，其中短期贷款减少: the short-term loans of households only, and the fact does not say so."""
    metric = fact.slots.get("metric")
    told = [f for f in before if f.sentence == fact.sentence and "metric" in f.slots]
    if not isinstance(metric, Phrase) or metric.parts or "holder" in fact.slots or not told:
        return False
    for whole in (m for f in told if isinstance(m := f.slots["metric"], Phrase)):
        begins, words = whole.span.end, set(whole.en.split())
        if "其中" in text[begins : metric.span.start] and words & _SECTORS and not set(metric.en.split()) & _SECTORS:
            return metric.en.split()[-1:] == whole.en.split()[-1:]
    return False


_SECTORS = frozenset({"household", "corporate", "residential", "rural", "urban", "private", "foreign", "enterprise"})


def _called(word: str, sentence: str) -> bool:
    """Whether a sentence calls its figures so, and does not only set them beside such a one: 低于初值43.6."""
    return re.search(f"(?<![于较比与]){word}", sentence) is not None


# Forms of a period that are a stretch of time.
STRETCHES = frozenset({"year", "half", "quarter", "quarters", "month", "months"})
_FIRMS = frozenset({"company", "firm", "enterprise", "manufacturer", "producer", "developer", "startup", "start-up"})
_GROUPS = frozenset({"group", "holding"})


def of_some_company(fact: Fact, text: str) -> bool:
    """爱尔兰租赁公司订购100架飞机: one company or several? The noun alone does not say, and English must."""
    measured = "metric" in fact.slots
    subject = fact.slots.get("holder" if measured else "subj")
    stakes = (slot for slot in fact.slots.values() if isinstance(slot, Phrase) and "stake" in slot.attrs)
    if (measured and _is_bare(subject, text)) or any(_is_bare(stake.parts.get("t"), text) for stake in stakes):
        return True  # 企业去年收入8亿元, 公司52%的股份: of the one just spoken of
    if not isinstance(subject, Phrase) or "n" in subject.parts or (measured and "this" in subject.attrs):
        return False
    if any(entity.kind == "company" for entity in subject.entities):
        return False
    if subject.span.of(text).endswith("企业"):
        return False  # 日本企业 are Japan's companies
    head = subject
    while isinstance(inner := head.parts.get("h"), Phrase):
        head = inner
    return head.en.split(" ")[-1] in (_GROUPS if measured else _FIRMS)


def _is_bare(slot: Slot | None, text: str) -> bool:
    return isinstance(slot, Phrase) and slot.span.of(text) in _BARE


_BARE = frozenset({"企业", "公司", "该企业", "厂家", "厂商"})


def without_foreign_owner(fact: Fact) -> Fact:
    """德国服务业PMI为51.5。M2余额335万亿元: no other country's money is counted in yuan."""
    holder, value = fact.slots.get("holder"), fact.slots.get("value")
    if "holder" not in fact.inherited or not isinstance(holder, Phrase) or not isinstance(value, Figure):
        return fact
    abroad = holder.attrs.get("level") in ("country", "region") and holder.attrs.get("in") != "中国"
    if value.unit != "CNY" or not abroad or holder.en == "China":
        return fact
    slots = {name: slot for name, slot in fact.slots.items() if name != "holder"}
    return replace(fact, slots=slots, whole=False, blocked=True, inherited=(*fact.inherited, "unsaid"))


def of_places(fact: Fact) -> bool:
    """Whether only a place has such a measure, so that the article's place would take it: 大蒜量价齐跌，出口下降 is the garlic's."""
    metric = fact.slots.get("metric")
    return isinstance(metric, Phrase) and metric.attrs.get("holder") == "place"


def of_something_unnamed(fact: Fact, text: str, title: str) -> bool:
    """该地块容积率2.2: a sentence by itself does not say which plot, and the point before it may be of another.

    The project may be the one the headline speaks of.
    """
    owner = fact.slots.get("holder") or fact.slots.get("subj")
    if not isinstance(owner, Phrase) or owner.entities or "is" in owner.attrs or "n" in owner.parts:
        return False
    if owner.rule == "np.nationwide" or fact.frame == "measure.part":
        return "this" in owner.attrs  # 全国港口, 其中沿海港口: all of their kind
    kind, this = kind_of(owner.span.of(text)), owner.attrs.get("this") == "1"
    if kind == "project":
        return bool(title) and (this or not owner.parts) and not any(word in title for word in _PROJECTS)
    return this or kind in _OF_ONE


_PROJECTS = tuple(
    ending for ending, kind in kinds().items() if kind in ("project", "factory", "site", "road", "facility")
)


# Kinds of which an article tells one after another: the plot, the new area, the survey.
_OF_ONE = frozenset({"site", "land", "event", "document"})


def of_no_goods(fact: Fact) -> bool:
    """宁东基地…，年产能8.7万吨: a place makes many things; of which, the clause before may say."""
    metric, owner = fact.slots.get("metric"), fact.slots.get("holder")
    if not isinstance(metric, Phrase) or not isinstance(owner, Phrase) or metric.parts:
        return False
    return owner.cat != "company" and metric.en in _OF_GOODS


def of_no_whole(fact: Fact, text: str) -> bool:
    """中标5亿元项目，公司份额为55%: a share by itself may be of the contract, of the market or of what else was spoken of."""
    metric = fact.slots.get("metric")
    return isinstance(metric, Phrase) and metric.span.of(text) == "份额" and "whole" not in fact.slots


_OF_GOODS = frozenset(
    f"{of}{what}" for of in ("", "annual ", "monthly ") for what in ("capacity", "production capacity", "output")
)


def undated(fact: Fact, times: Sequence[Period]) -> bool:
    """Whether a sentence would tell how much there was, and not when, though the article names times before it.

    A line of the table points to its source for that.
    """
    metric, verb = fact.slots.get("metric"), fact.slots.get("v")
    if not any(time.span.start < fact.span.end for time in times):
        return False
    if metric is None and isinstance(verb, Phrase) and verb.en in _COUNTED_OVER_TIME:
        return fact.status is Status.ACTUAL and "period" not in fact.slots
    if any(isinstance(slot, Phrase) and slot.cat == "trv_visitor" for slot in fact.slots.values()):
        return "period" not in fact.slots
    told = fact.status in (Status.ACTUAL, Status.CUMULATIVE, Status.STATED) and not _dated(fact.slots.get("period"))
    if not isinstance(metric, Phrase):
        return told and moved(fact.slots)
    if not told:
        return False
    owner = fact.slots.get("holder")
    built = isinstance(owner, Phrase) and owner.cat == "project" and metric.attrs.get("dim") != "money"
    return not built and metric.attrs.get("holder") != "project" and metric.attrs.get("status") not in _AHEAD_BY_NAME


_AHEAD_BY_NAME = ("planned", "signed")


def _dated(period: Slot | None) -> bool:
    """Whether a time says when by itself: 当月 does not."""
    return period is not None and not (isinstance(period, Period) and period.text in ("当月", "同月", *THAT_QUARTER))


def moved(slots: Mapping[str, Slot]) -> bool:
    """Whether an event tells by how much it was more than before, so that it is of a stretch of time: 生产汽车82万辆，增长8%."""
    return any(isinstance(slot, Phrase) and slot.cat.startswith(_MOVED) for slot in slots.values())


# What a move is, in the frames of the macro files.
_MOVED = ("mac_chg", "mac_cmonth", "mac_cquarter", "mac_move", "mac_month", "mac_quarter")


_COUNTED_OVER_TIME = frozenset({"export", "import", "sell", "produce", "deliver", "ship"})


def only_agreed(fact: Fact) -> Fact:
    """An investment without a time or a word that it is made may be one to come: it is stated, not actual."""
    metric = fact.slots.get("metric")
    plain = fact.status is Status.ACTUAL and not {"period", "change"} & fact.slots.keys()
    if plain and isinstance(metric, Phrase) and metric.en in _INVESTED:
        return replace(fact, status=Status.STATED)
    return fact


_INVESTED = frozenset({"investment", "total investment", "first-tranche size", "total size", "investment amount"})


def foretold_too(fact: Fact, ahead: Status) -> Fact:
    """A measure after a forecast and something not understood: a forecast too, unless it has a time or says better."""
    given = fact.slots.keys() - ({"period"} if fact.frame.startswith("list.year") else set())  # the forecast's years
    plain = "metric" in given and not {"period", "modal"} & given
    if not plain or fact.status not in (Status.ACTUAL, Status.CUMULATIVE):
        return fact
    slots = fact.slots if ahead is not Status.FORECAST else {**fact.slots, "modal": expected(fact.span)}
    return replace(fact, status=ahead, whole=False, slots=slots)


def less_sure(fact: Fact, before: str) -> Fact:
    """A line of the table beside a plan nobody understood is stated, not actual; a bid won is no contract signed.

    ``before``: the sentence up to the fact.
    """
    metric = fact.slots.get("metric")
    if fact.status is Status.PLANNED and (_GIVEN_UP.search(before) or _CARRIED_OUT.search(before)):
        return replace(fact, status=Status.STATED, whole=False)
    if fact.whole or not isinstance(metric, Phrase) or {"change", "period"} & (fact.slots.keys() - set(fact.inherited)):
        return fact
    last = max((found.start() for found in _TO_COME.finditer(before)), default=-1)
    beside = fact.status is Status.ACTUAL and last >= 0 and not _SETTLED.search(before, last)
    beside = beside or (fact.status is Status.ACTUAL and bool(_RECKONED.search(before)))
    won = fact.status is Status.SIGNED and "中标" in before and "签" not in before
    return replace(fact, status=Status.STATED) if beside or won else fact


# 原计划募资12亿元: what was planned once may be planned no more.
_GIVEN_UP = re.compile("原(?:计划|定|拟|本)?[^，。；]{0,6}$")
# 计划发行6亿元，实际发行6亿元，认购倍数2.8倍: of what came of it.
_CARRIED_OUT = re.compile("(?:计划|拟)[^。；]*实际(?!控制|使用外资|利用外资)")
_TO_COME = re.compile("拟|计划|预计|有望|力争|将(?!近|军)|若|如果")
_SETTLED = re.compile("已|了|完成|累计|截至")
# What somebody reckons has not been measured.
_RECKONED = re.compile("测算|估算|估计|盈亏平衡|假设|自[^，。]{3,14}起")


def planned_by_name(fact: Fact) -> bool:
    """规划建筑面积31万平方米，总成交金额89亿元: only the area is planned, and nothing after it shares that."""
    metric = fact.slots.get("metric")
    return isinstance(metric, Phrase) and metric.attrs.get("status") == "planned" and "modal" not in fact.slots


def sharing(facts: Sequence[Fact], ahead: Status) -> Iterator[Fact]:
    """Measures after a forecast or plan that was not understood: forecast or planned too, unless they have a time."""
    for fact in facts:
        if fact.status in (Status.PLANNED, Status.FORECAST):
            yield fact
        elif "metric" in fact.slots and "period" not in fact.slots and fact.status in (Status.ACTUAL, Status.STATED):
            yield replace(fact, status=ahead)


def moves_by(level: Slot | None, change: Slot | None) -> bool:
    """Shares move by points and nothing else does: 占进出口总值的50%，同比增长8% is no growth of the share."""
    share = isinstance(level, Figure) and level.unit == "percent"
    unit = change.unit if isinstance(change, Figure) else ""
    return share == (unit == "pp") or (share and unit == "bp")


def without_moved_share(parts: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """进出口20亿元，占全省的50.9%，提高3个百分点: what rose by points is the share, which has no words of its own."""
    change, metric, value = parts.get("change"), parts.get("metric"), parts.get("value")
    is_share = (
        isinstance(metric, Phrase) and metric.attrs.get("sense") == "generic" and metric.attrs.get("dim") == "ratio"
    )
    if is_share and value is not None and isinstance(change, Figure) and not moves_by(value, change):
        return {name: slot for name, slot in parts.items() if name not in MOVES}  # 占比75%，同比增长61%: not the share
    if "share" not in parts or not isinstance(change, Figure) or change.unit != "pp":
        return parts
    return {name: slot for name, slot in parts.items() if name not in MOVES}


def only_how_fast(parts: Mapping[str, Slot]) -> bool:
    """涨幅扩大0.2个百分点: how fast something grows more, of what the clause does not say."""
    metric = parts.get("metric")
    growth = isinstance(metric, Phrase) and metric.attrs.get("dim") == "growth" and not metric.parts
    return growth and "change" in parts and "holder" not in parts


def of_another_time(slots: Mapping[str, Slot]) -> bool:
    """上年同期亏损6亿元: the time is that of the clause before, a year earlier, and no time of its own."""
    period = slots.get("period")
    return isinstance(period, Period) and period.text.endswith("同期")


def moves_to_a_bound(slots: Mapping[str, Slot]) -> bool:
    """压缩至6小时以内 names a limit: a line of the table tells it, a sentence would have it fall to "up to six hours"."""
    value = slots.get("value")
    return "dirto" in slots and isinstance(value, Figure) and value.qualifier in (Qualifier.AT_MOST, Qualifier.AT_LEAST)


def totalled(slots: Mapping[str, Slot]) -> bool:
    """Whether the whole has its own total: else 引进100个项目，其中外资20个，总投资500亿元 may give it last."""
    return "amount" in slots or "metric" in slots


def of_no_level(slots: Mapping[str, Slot]) -> bool:
    """营业收入翻一番 is twice as much as before, and no amount of its own; 利率不得超过5% is what shall be, not what is."""
    value = slots.get("value")
    return isinstance(value, Figure) and value.text.startswith(("翻", "不得", "不应", "不能", "不可"))


def may_be_to_come(found: Resolved, text: str, before: Known) -> bool:
    """Whether an act is only announced (宣布，收购…), or part of a plan before it (一期投资21亿元，建设8条生产线)."""
    if "modal" in found.slots or {"change", "comp"} <= found.slots.keys():
        return False  # what is set against a year ago has been
    of_the_plan = before.status is Status.PLANNED and "subj" not in set(found.slots) - set(found.inherited)
    return ("src" in found.slots and only_announced(text)) or (of_the_plan and not is_done(text))


def may_be_agreed(fact: Fact) -> bool:
    """Whether an amount beside an agreement can be the agreement's: 达成授权协议，首付款8000万美元."""
    metric = fact.slots.get("metric")
    of_a_deal = isinstance(metric, Phrase) and metric.attrs.get("dim") == "money" and metric.attrs["holder"] == "any"
    told = fact.status in (Status.ACTUAL, Status.STATED) and not {"change", "period"} & fact.slots.keys()
    return of_a_deal and told


def may_share_plan(fact: Fact) -> bool:
    """Whether a measure beside an act still to come may be still to come too: 将设立合资公司，持股51%."""
    settled = fact.status is not Status.ACTUAL or "period" in fact.slots or "modal" in fact.slots
    return not (settled or of_a_plan(fact.slots))


def dates_itself(fact: Fact, *, by_day: bool = False) -> bool:
    """Whether a fact needs no date from the part of its sentence that was not understood.

    ``by_day``: that part tells days only, and those say nothing of a quarter or a month.
    """
    period = fact.slots.get("period")
    if not isinstance(period, Period):
        return False
    own = by_day and not {"period", "among"} <= set(fact.inherited) and period.form in STRETCHES
    return own or period.year is not None or period.form in ("moment", "span")


def fact_status(rule: Rule, found: Resolved, before: Known, *, among: bool) -> Status:
    """The status of a clause's amounts: what was invested in something that is finished is no plan any more."""
    status = _part_status(status_of(rule, found.slots), before, among=among, moved="change" in found.slots)
    if before.status is Status.CUMULATIVE and status is Status.ACTUAL and _sums_up(found.slots):
        return Status.CUMULATIVE
    return Status.STATED if status is Status.PLANNED and "modal" not in found.slots and before.built else status


def _sums_up(slots: Mapping[str, Slot]) -> bool:
    """Whether it goes on with the sums of what 累计 counted before: 累计增持1835万股，增持金额1.67亿元."""
    metric = slots.get("metric")
    summed = isinstance(metric, Phrase) and metric.attrs.get("dim") in ("money", "mass", "volume", "energy")
    held = isinstance(metric, Phrase) and _HELD.search(metric.en) is not None  # 累计未分配利润…，货币资金14亿元
    return summed and not held and "change" not in slots


_HELD = re.compile(r"\b(?:cash|balances?|assets?|debt|liabilities|equity|reserves|deposits|loans)\b")


def _part_status(status: Status, whole: Known, *, among: bool, moved: bool) -> Status:
    """A part of what is only signed or planned (其中11个…) is no more than that; of what is not known, only stated.

    What has ``moved`` against an earlier time is real.
    """
    if not among:
        return status
    if not whole.slots and status is Status.ACTUAL and not moved:
        return Status.STATED
    open_yet = status in (Status.ACTUAL, Status.STATED)
    return whole.status if whole.status in (Status.SIGNED, Status.PLANNED) and open_yet else status


def carried(fact: Fact, before: Known) -> Status:
    """The status of what happened; an amount told about it (计划投资总额…) does not change that."""
    return before.status if "metric" in fact.slots and before.status is not None else fact.status
