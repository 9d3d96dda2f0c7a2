"""What has been read so far of one article, and what of it the next clause may take over.

Owns the reach from sentence to sentence; what one clause takes from the clause
right before it is ``context``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.facts.announcers import speaks_of_itself
from briefing.facts.chart import Edge
from briefing.facts.context import NOTHING, Known, hands_on, is_of_a_day
from briefing.facts.gates import gate_words
from briefing.facts.lattice import Lattice
from briefing.facts.periods import resolve as resolve_period
from briefing.facts.reports import of_the_annual_report
from briefing.facts.sessions import Sessions
from briefing.facts.speakers import observes
from briefing.facts.topic import (
    in_bulletins,
    names_owners,
    of_the_nation,
    told_of_the_nation,
    topic_of,
    with_place_of_firms,
    with_topic,
    without_unfit_owner,
)
from briefing.values import Article, Entity, Fact, OpenClause, Period, Phrase, Slot, Span

_HEAD_MARKS = "，：｜|】」；: 　\n"
# What the whole of some place is said of: 全省.
_ALL_OF_IT = re.compile("[全该我本][省市县区州国]")
# 集团总收入 is of a company, known or not.
_OF_A_COMPANY = re.compile("集团|公司|该行|本行|旗下|平台")
_MODAL_SLOTS = frozenset({"modal", "link"})
# What a house writes of others: 公司 there is whom it writes about.
_ON_OTHERS = re.compile('研报|研究报告|评级|目标价|首次覆盖|给予[“"]')


@dataclass(slots=True)
class Memory:
    """What has been read so far of one article."""

    article: Article
    facts: list[Fact] = field(default_factory=list)
    open: list[OpenClause] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    ownerless: list[int] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)
    last: Known = NOTHING
    last_paragraph: int = -1
    company: Phrase | None = None
    home: Mapping[str, Phrase] = field(default_factory=dict)
    seat: Mapping[str, Phrase] = field(default_factory=dict)
    only_place: Phrase | None = None
    strays: tuple[int, ...] = ()
    nation: Phrase | None = None
    sessions: Sessions | None = None
    listed: Phrase | None = None
    companies: tuple[Entity, ...] = ()
    timeless: set[int] = field(default_factory=set)
    sentence: str = ""
    grid: Lattice | None = None
    years: Period | None = None

    def handed_down(self, paragraph: int, *, among: bool) -> Known:
        """What a sentence's first clause may take from the sentence before: after 其中 all of it, else the holder."""
        if among:
            return self.last if not self._told_two_times() else self.last.without_time()
        if paragraph != self.last_paragraph or "metric" not in self.last.slots or "holder" not in self.last.slots:
            return NOTHING
        return Known({"holder": self.last.slots["holder"]}, self.last.span, self.last.rule)

    def _told_two_times(self) -> bool:
        """10月零售224万辆；今年以来累计零售1925万辆。其中…: of the month or of the year?"""
        last = self.facts[-1].sentence if self.facts else None
        near = [f.slots["period"] for f in self.facts if f.sentence == last and "period" in f.slots]
        return len({p.text for p in near if isinstance(p, Period)}) > 1

    def foretold(self, grid: Lattice, edge: Edge) -> bool:
        """Whether a clause without a modal speaks of a time to come: 到2027年 … 达到 is a target or a forecast."""
        if not isinstance(edge.value, Phrase) or _MODAL_SLOTS & {n for n, s in edge.value.parts.items() if _modal(s)}:
            return False
        until = grid.article_span(edge.start, edge.end).end
        return any(self.ahead(period) for period in grid.periods if period.span.start < until)

    def ahead(self, period: Period) -> bool:
        """Whether a period lies after the article, as far as can be told."""
        dated = self.dated(period)
        published = self.article.published
        if dated.form == "next" or (dated.year_ref or 0) > 0:
            return True
        if published is not None:
            return dated.year is not None and dated.year > published.year
        return dated.text.startswith("到") and dated.form in ("year", "edge")

    def give_owners(self) -> None:
        """What the article tells of nobody becomes the topic's; firms at large are those of the place it is about."""
        self.give_topic()
        self.facts = [without_unfit_owner(fact) for fact in self.facts]
        place = self.nation or self.only_place
        if place is None:
            return
        until = min(self.strays, default=len(self.article.text))
        self.facts = [with_place_of_firms(f, place) if f.span.end <= until else f for f in self.facts]

    def give_topic(self) -> None:
        """Measures without a holder become the topic's, where the article has just one."""
        if self.nation is not None:
            self._give_nation(self.nation)
            return
        topic = topic_of(self.facts) or self._sole_subject()
        if topic is None:
            self._give_home()
            return
        if self._belongs_to_another(topic):
            return
        for index in self.ownerless:
            fact = self.facts[index]
            at = fact.span.start
            if (
                self._of_a_field(fact)
                or self._others_before(fact, topic)
                or self._last_named(at, topic)
                or self._another_spoken_of(at, topic)
                or self._speaks_of_a_relation(at, topic)
                or self._of_this_company(fact)
            ):
                continue
            fact = with_topic(fact, topic, whole=index not in self.unsure)
            self.facts[index] = self.timed(fact, self.facts[:index])

    def _of_this_company(self, fact: Fact) -> bool:
        """该公司…: whose it is was asked where the clause was read; what was not proved then is not by being the only one."""
        return any(word in fact.span.of(self.article.text) for word in gate_words("this_company"))

    def _sole_subject(self) -> Phrase | None:
        """The only company of an article that opens with it, where no fact has an owner of its own."""
        return None if names_owners(self.facts) else self.company

    def _give_home(self) -> None:
        """What bulletins tell of a place is the headline's, up to where the article names another place."""
        home = self.only_place
        if home is None:
            return
        for index in self.ownerless:
            fact = self.facts[index]
            another = _ALL_OF_IT.search(fact.span.of(self.article.text))
            if fact.span.end <= min(self.strays, default=fact.span.end) and in_bulletins(fact) and not another:
                fact = with_topic(fact, home, whole=index not in self.unsure)
                self.facts[index] = self.timed(fact, self.facts[:index])

    def _give_nation(self, nation: Phrase) -> None:
        """What a bulletin of the nation tells of nobody is the nation's."""
        for index in self.ownerless:
            fact = self.facts[index]
            if self._of_a_field(fact) or _OF_A_COMPANY.search(fact.span.of(self.article.text)):
                continue
            fact = of_the_nation(fact, nation, whole=index not in self.unsure)
            self.facts[index] = self.timed(fact, self.facts[:index])
        self.facts = [told_of_the_nation(fact, nation) for fact in self.facts]

    def _of_several_times(self, before: Fact, so_far: Sequence[Fact]) -> bool:
        """Whether the sentence before told of a year and then of its last quarter: of which is what follows?"""
        near = [f.slots["period"] for f in so_far if f.sentence == before.sentence and "period" in f.slots]
        aside = "among" in before.inherited and "period" not in before.inherited
        return aside or len({p.text for p in near if isinstance(p, Period)}) > 1

    def _of_a_month_aside(self, before: Fact) -> bool:
        """Whether the sentence before only looked aside at one month (9月当月) of the time it speaks of."""
        period = before.slots["period"]
        return self.article.text.startswith(("当月", "单月"), period.span.end) or "当月" in period.span.of(
            self.article.text
        )

    def _of_a_field(self, fact: Fact) -> bool:
        """国内创新药领域融资总额: of all who are in it, not of the company the article is about."""
        text = self.article.text
        begins = max(text.rfind(mark, 0, fact.span.start) for mark in "，。；！？\n") + 1
        value = min((f.span.start for f in fact.figures), default=fact.span.end)
        said = text[begins:value].replace("国内生产总值", "")
        return any(word in said for word in gate_words("fields"))

    def _belongs_to_another(self, topic: Phrase) -> bool:
        """Whether the topic is brought in as somebody's shareholder, subsidiary or rival: 公司 is then that somebody."""
        name = topic.entity.zh if topic.entity is not None else ""
        return bool(name) and any(f"{word}{name}" in self.article.text for word in gate_words("relations"))

    def _last_named(self, at: int, topic: Phrase) -> bool:
        """Whether the company named last before ``at`` is another than the topic, be it in a clause nobody understood."""
        before = [e for e in self.entities if e.kind == topic.cat == "company" and e.span.end <= at]
        last = max(before, key=lambda e: e.span.end, default=None)
        return last is not None and topic.entity is not None and not _one_name(last.en, topic.entity.en)

    def _others_before(self, fact: Fact, topic: Phrase) -> bool:
        """Whether the topic is named only later, or the sentence names another such holder before the measure."""
        if topic.span.start > fact.span.start:
            return True
        text, at = self.article.text, fact.span.start
        begins = max(text.rfind(mark, 0, at) for mark in "。！？\n")
        near = [e for e in self.entities if begins < e.span.start < at and e.kind == topic.cat]
        return any(topic.entity is None or e.en != topic.entity.en for e in near)

    def _another_spoken_of(self, at: int, topic: Phrase) -> bool:
        """Whether the sentence speaks of a company without a name (合资公司), and not of the topic after it."""
        text, name = self.article.text, topic.entity.zh if topic.entity is not None else ""
        begins = max(text.rfind(mark, 0, at) for mark in "。！？\n")
        last = max(text.rfind(word, begins + 1, at) for word in gate_words("others"))
        return last > begins and not (name and name in text[last:at])

    def company_before(self, span: Span) -> Phrase | None:
        """The only company, unless 该公司 speaks of one named more than a sentence ago: of another, then."""
        text = self.article.text
        if self.company is None:
            return self._listed_before(span)
        if not any(word in span.of(text) for word in gate_words("this_company")):
            return self.company
        ends = [i for i, char in enumerate(text[: span.start]) if char in "。！？\n"]
        near = text[ends[-2] if len(ends) > 1 else 0 : span.start]
        entity = self.company.entity
        if entity is None or entity.zh not in near:
            return None
        return None if self._speaks_of_a_relation(span.start, self.company) else self.company

    def _speaks_of_a_relation(self, at: int, company: Phrase) -> bool:
        """小米致歉。其母公司表示…。该公司…: the one spoken of last is known by what it is to the company."""
        text, name = self.article.text, company.entity.zh if company.entity is not None else ""
        ends = [i for i, char in enumerate(text[:at]) if char in "。！？\n"]
        near = text[ends[-2] if len(ends) > 1 else 0 : at]
        last = max((near.rfind(word) for word in gate_words("relations")), default=-1)
        return last >= 0 and "该公司" in text[ends[-1] if ends else 0 : at + len("该公司")] and near.rfind(name) < last

    def _listed_before(self, span: Span) -> Phrase | None:
        """The listed company of the headline, where no other is spoken of."""
        entity = self.listed.entity if self.listed is not None else None
        if entity is None or self.listed is None or self._belongs_to_another(self.listed):
            return None
        itself = speaks_of_itself(self.article.text, span, entity, self.companies)
        return self.listed if itself else None

    def dated(self, period: Period) -> Period:
        """The period with what the article's own date settles."""
        published = None if self.article.inferred else self.article.published
        meant = of_the_annual_report(period, self.article.text)
        return resolve_period(meant, published.date() if published else None)

    def dated_slot(self, slot: Slot) -> Slot:
        return self.dated(slot) if isinstance(slot, Period) else slot

    def timed(self, fact: Fact, so_far: Sequence[Fact]) -> Fact:
        """A measure without a time, in a sentence without one, has that of the same holder's measure right before it.

        Only from one sentence to the next: 对美国出口增长5%。对日本出口下降3%。
        """
        before = so_far[-1] if so_far else None
        if before is None or before.sentence + 1 < fact.sentence or fact.sentence not in self.timeless:
            return fact
        if not _are_alike(before, fact) or self._of_several_times(before, so_far) or self._of_a_month_aside(before):
            return fact
        if is_of_a_day(fact.slots.get("metric"), before.slots.get("period")) or _aside(before, fact):
            return fact
        slots: dict[str, Slot] = {**fact.slots, "period": before.slots["period"]}
        return replace(fact, slots=slots, inherited=(*fact.inherited, "period"), proof=(*fact.proof, before.span))


def _are_alike(before: Fact, fact: Fact) -> bool:
    """Whether two measures are told of one holder, both as facts, the first with its time."""
    first, second = before.slots.get("metric"), fact.slots.get("metric")
    if not isinstance(first, Phrase) or not isinstance(second, Phrase) or "period" in fact.slots:
        return False
    owners = [_name(f.slots.get("holder")) for f in (before, fact)]
    kinds = {p.attrs.get("status", "") for p in (first, second)}
    return (
        hands_on(before.slots.get("period"))
        and before.whole
        and before.status is fact.status
        and owners[0] == owners[1] != ""
        and kinds == {""}
        and (first.attrs.get("holder") == second.attrs.get("holder") or _of_one_company(before, first, second))
    )


def _of_one_company(before: Fact, first: Phrase, second: Phrase) -> bool:
    """存款总额6120亿元。不良贷款率1.17%: of the bank both, though places have deposits too."""
    holder = before.slots.get("holder")
    kinds = {p.attrs.get("holder") for p in (first, second)}
    levels = re.search(r"\b(?:ratio|loans|deposits|assets)\b", second.en) is not None
    return isinstance(holder, Phrase) and holder.cat == "company" and kinds <= {"company", "any"} and levels


def _aside(before: Fact, fact: Fact) -> bool:
    """1—10月份…。从环比看，10月份下降0.1%: a place's figures in the next paragraph need not be of that month."""
    metric = fact.slots.get("metric")
    return before.paragraph != fact.paragraph and isinstance(metric, Phrase) and metric.attrs.get("holder") == "place"


def _one_name(first: str, second: str) -> bool:
    """Toyota and Toyota Motor are one."""
    return first.startswith(second) or second.startswith(first)


def _name(slot: Slot | None) -> str:
    if isinstance(slot, Phrase) and slot.attrs.get("is") == "中国":
        return "China"
    if isinstance(slot, Phrase) and slot.entity is None and slot.cat == "place":
        return " ".join((slot.rule, *(entity.en for entity in slot.entities)))
    return slot.entity.en if isinstance(slot, Phrase) and slot.entity else ""


def sole_company(article: Article, entities: Sequence[Entity], phrases: Sequence[Phrase]) -> Phrase | None:
    """The company 公司 means where it is the only one named and the article begins with it."""
    named = [e for e in entities if e.kind == "company"]
    full = {e.zh for e in named if any(e.zh != short.zh and e.zh.startswith(short.zh) for short in named)}
    companies = {e.en or e.zh for e in named if e.zh not in full}
    first = min(phrases, key=lambda p: p.span, default=None)
    if len(companies) != 1 or first is None or (observes(first) and _ON_OTHERS.search(article.text)):
        return None
    starts = [p.span.start for p in article.paragraphs] + ([article.title_span.start] if article.title_span else [])
    if first.span.start not in starts and not opens_clauses(article, phrases):
        return None
    # The short form reads better than the full legal name.
    return min(phrases, key=lambda p: (p.span.end - p.span.start, p.span))


def opens_clauses(article: Article, phrases: Sequence[Phrase]) -> bool:
    """Whether a clause of the headline begins with the name, and the first paragraph has it: 营收增5%，恒川汽车扩产."""
    title, first = article.title_span, article.paragraphs[0].span if article.paragraphs else None
    if title is None or first is None:
        return False
    heads = [p.span.start for p in phrases if title.holds(p.span)]
    bordered = any(at == title.start or article.text[at - 1] in _HEAD_MARKS for at in heads)
    return bordered and any(p.entity is not None and p.entity.zh in first.of(article.text) for p in phrases)


def _modal(slot: Slot) -> bool:
    return isinstance(slot, Phrase) and "m" in slot.attrs
