"""Facts of projects as a whole article bears them out: where a batch was started, and what its parts are parts of.

此次集中开工项目42个 leaves out where: it is the one place the sentence or the headline names, and the day is that of the
ceremony told right before. Its parts (其中，产业项目27个，…) make a sentence only after it. What a project is to be (its
area, its capacity) is stated until it is built, not actual, and 项目 beside many of them is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from briefing.facts.labels import label_words
from briefing.facts.targets import proposed
from briefing.lexicon.rules import Grammar
from briefing.values import Article, Entity, Fact, Period, Phrase, Status

_CEREMONIES = ("仪式", "活动", "动员会", "推进会", "签约会")
_SIZES = frozenset({"area", "distance", "volume", "power", "energy", "duration", "mass", "any", "count"})
# What a batch of projects is counted by: the projects that started, not those of a place.
_BATCH_NOUNS = re.compile("(?:开工|竣工|签约|投产|新建|续建)项目")


def of_projects(
    facts: Sequence[Fact],
    grammar: Grammar,
    article: Article,
    *,
    places: Sequence[Entity],
    projects: Sequence[Entity],
    periods: Sequence[Period],
) -> list[Fact]:
    """The facts with the place and the day of batches, and without parts of nothing."""
    told: list[Fact] = []
    for given in facts:
        fact = _once_built(given, told, projects, grammar, article.text)
        batch = grammar[fact.frame].attrs.get("batch", "")
        if batch == "parts":
            told.append(_of_its_whole(fact, told, grammar))
        elif batch == "aim":
            told.append(_aimed_at(fact, article, places, periods))
        elif batch:
            told.append(_placed(fact, article, places, periods))
        else:
            known = _by_a_year(_of_the_batch(fact, told, grammar), article, periods)
            known = _not_yet_real(_only_described(_phased(known, article), article.text))
            told.append(_ownerless(known) if _of_nobody(fact, article.text) else known)
    return told


def _once_built(fact: Fact, told: Sequence[Fact], projects: Sequence[Entity], grammar: Grammar, text: str) -> Fact:
    """What is told of a project once it is there: of the project that 项目 means (项目达产后，…), expected, not possible.

    Jobs told beside what is expected are expected once it is there too; without that they make no sentence.
    """
    slots = dict(fact.slots)
    for name in ("link", "modal"):
        slot = slots.get(name)
        if isinstance(slot, Phrase) and "basis" in slots and slot.span.of(text).startswith("可达"):
            slots[name] = replace(slot, attrs=MappingProxyType({**slot.attrs, "m": "expect"}))
    basis, link, metric = slots.get("basis"), slots.get("link"), slots.get("metric")
    whole = fact.whole
    if isinstance(basis, Phrase) and "once" in basis.attrs:
        meant = next((e for e in projects if e.span.start == basis.span.start), None)
        if meant is not None and "holder" not in slots and isinstance(metric, Phrase):
            slots["holder"] = _phrase(meant)
            whole = not fact.blocked or fact.whole
        if isinstance(link, Phrase) and isinstance(metric, Phrase) and metric.en.startswith(_EXPECTED):
            ja = metric.ja.removeprefix("見込み")
            slots["metric"] = replace(metric, en=metric.en.removeprefix(_EXPECTED), ja=ja)
    if "after" in grammar[fact.frame].attrs and "basis" not in slots:
        before = told[-1] if told and told[-1].sentence == fact.sentence else None
        once = before.slots.get("basis") if before is not None else None
        if once is not None:
            slots["basis"] = once
        elif "modal" not in slots:
            whole = False
    return replace(fact, slots=slots, whole=whole)


_EXPECTED = "expected "


def _of_its_whole(fact: Fact, told: Sequence[Fact], grammar: Grammar) -> Fact:
    """The parts of what was told last, in the same paragraph or the one before; without it they make no sentence."""
    wholes = [f for f in told if grammar[f.frame].attrs.get("batch") == "1"]
    follows = bool(wholes) and wholes[-1].whole and fact.paragraph - wholes[-1].paragraph in (0, 1)
    apart = bool(wholes) and any(f.span.start > wholes[-1].span.start and "n" in f.slots for f in told)
    slots = {name: slot for name, slot in fact.slots.items() if name not in fact.inherited}
    whole = follows and not apart and not fact.blocked
    return replace(fact, slots=slots, whole=whole, inherited=("parts",), proof=())


def _placed(fact: Fact, article: Article, places: Sequence[Entity], periods: Sequence[Period]) -> Fact:
    slots, proof, text = dict(fact.slots), fact.proof, article.text
    begin = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    if fact.status is not Status.PLANNED and _STILL_TO_COME.search(text, begin, fact.span.start):
        # 将举行开工活动，42个项目开工: there will be so many.
        return replace(fact, frame="event.count_only", slots={"obj": slots["o"]}, whole=False, status=Status.STATED)
    owner = slots.get("subj")
    if isinstance(owner, Phrase) and owner.cat != "place":  # 重点园区新开工项目86个，…；竣工项目53个
        return replace(fact, slots={n: s for n, s in slots.items() if n != "subj"}, whole=False, blocked=True)
    whole = fact.whole and "subj" in slots
    if "subj" not in slots and (home := _home(fact, article, places)) is not None:
        slots["subj"] = home
        proof = (*proof, home.span)
        whole = not fact.blocked or _only_begun(fact, text)
    day = None if "period" in slots else _day_of_ceremony(fact, text, periods)
    if day is not None:
        slots["period"] = day
        proof = (*proof, day.span)
    return replace(fact, slots=slots, whole=whole, proof=proof)


def _of_the_batch(fact: Fact, told: Sequence[Fact], grammar: Grammar) -> Fact:
    """What goes on after a batch (…，涵盖新材料领域) is told of the projects, not of the place."""
    after = bool(told) and told[-1].sentence == fact.sentence and grammar[told[-1].frame].attrs.get("batch") == "1"
    if not after or "subj" not in fact.inherited or "metric" in fact.slots:
        return fact
    slots = {name: slot for name, slot in fact.slots.items() if name != "subj"}
    return replace(fact, slots=slots, whole=False, blocked=True)


def _year_to_come(fact: Fact, article: Article, periods: Sequence[Period]) -> Period | None:
    """The year until which the fact's sentence sets something: 到2027年, where that lies after the article."""
    text = article.text
    begin = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    if _SO_FAR.search(text[begin : fact.span.end]):
        return None
    near = [p for p in periods if begin <= p.span.start < fact.span.end and p.text.startswith("到") and p.year]
    published = article.published.year if article.published is not None else None
    ahead = [p for p in near if published is None or (p.year or 0) > published]
    return ahead[-1] if ahead and len(ahead) == len(near) else None


_SO_FAR = re.compile("已|了|以来|截至|增长到|从20|去年")


def _aimed_at(fact: Fact, article: Article, places: Sequence[Entity], periods: Sequence[Period]) -> Fact:
    """What a place sets out to have by a year; without that year it makes no sentence, and is no plan of its own."""
    year = _year_to_come(fact, article, periods)
    slots = {name: slot for name, slot in fact.slots.items() if name != "period"}
    if year is None:
        return replace(fact, frame="event.count_only", slots={"obj": slots["o"]}, whole=False, status=Status.STATED)
    slots["period"] = year
    owner = slots.get("subj")
    if not isinstance(owner, Phrase) and (home := _home(fact, article, places)) is not None:
        owner = slots["subj"] = home
    named = isinstance(owner, Phrase) and owner.cat in ("place", "gov") and bool(owner.entities)
    if not named:
        slots.pop("subj", None)
    return replace(fact, slots=slots, whole=named, blocked=not named, status=Status.PLANNED)


def _by_a_year(fact: Fact, article: Article, periods: Sequence[Period]) -> Fact:
    """What stands under a year to come is aimed at by then: a measure, and a count of a clause nobody read (建成20个机场)."""
    modal, untimed = fact.slots.get("modal"), "metric" in fact.slots and "period" not in fact.slots
    if untimed and isinstance(modal, Phrase) and modal.attrs.get("m") == "aim":
        year = _year_to_come(fact, article, periods)
        slots = {**fact.slots, "period": year} if year is not None else fact.slots
        return replace(fact, slots=slots)
    untold = fact.whole or "metric" in fact.slots or fact.status not in (Status.ACTUAL, Status.STATED)
    if untold or _year_to_come(fact, article, periods) is None:
        return fact
    return replace(fact, status=Status.PLANNED)


_STILL_TO_COME = re.compile("将(?!近)|拟|计划|预计|即将|定于|明[天日年]|下[月周]|力争|争取")


def _only_begun(fact: Fact, text: str) -> bool:
    """Whether all that stands before the fact in its sentence tells of the ceremony and hedges nothing."""
    begin = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    before = text[begin : fact.span.start]
    return any(word in before for word in (*_CEREMONIES, "举行", "召开", "现场"))


def _home(fact: Fact, article: Article, places: Sequence[Entity]) -> Phrase | None:
    """The place of the fact's sentence, or else of the headline, where only one is named there."""
    text, title = article.text, article.title_span
    begin = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    near = _lowest([e for e in places if begin <= e.span.start and e.span.end <= fact.span.start])
    headed = _lowest([e for e in places if title is not None and title.holds(e.span)])
    if _part_named([e for e in places if e.span.end <= fact.span.start and (e in near or e in headed)], text):
        return None
    if len(near) == 1 and (not headed or headed[0].en == near[0].en or near[0].span.start - begin < _NEAR_HEAD):
        return _phrase(near[0])
    return _phrase(headed[0]) if not near and len(headed) == 1 else None


def _part_named(places: Sequence[Entity], text: str) -> bool:
    """Whether a zone nobody knows is named after one of the places: 青岛自贸片区 is not Qingdao."""
    return any(_GOES_ON.match(text, e.span.end) for e in places)


_GOES_ON = re.compile(
    "[一-龥]{0,4}(?:自贸|片区|高新区|经开区|开发区|新区|保税|工业园|产业园|科学城|新城|示范区|合作区|度假区|机场|港区|管委会)"
)
_NEAR_HEAD = 18


def _lowest(places: Sequence[Entity]) -> list[Entity]:
    """The places named, of a chain (恩施建始县) the last, each once."""
    chained = [e for e in places if not any(e.span.end == other.span.start for other in places)]
    return list({e.en: e for e in chained}.values())


def _phrase(named: Entity) -> Phrase:
    the = {"the": "1"} if named.kind == "project" else {}
    return Phrase(named.kind, named.span, named.en, named.ja, MappingProxyType(the), entity=named)


def _day_of_ceremony(fact: Fact, text: str, periods: Sequence[Period]) -> Period | None:
    """The one day of the ceremony told before the fact, in its paragraph or, where that has no time, the one before."""
    begin = text.rfind("\n", 0, fact.span.start) + 1
    if not any(begin <= p.span.start < fact.span.start for p in periods):
        begin = text.rfind("\n", 0, max(begin - 1, 0)) + 1
    before = text[begin : fact.span.start]
    days = [p for p in periods if begin <= p.span.start < fact.span.start and p.form == "day"]
    return days[0] if len(days) == 1 and any(word in before for word in _CEREMONIES) else None


def _of_nobody(fact: Fact, text: str) -> bool:
    """Whether a fact is of a project nobody named, of a field (产业发展项目…), or of projects whose place is not told."""
    owner, metric = fact.slots.get("holder") or fact.slots.get("subj"), fact.slots.get("metric")
    if not isinstance(owner, Phrase):
        return False
    if "n" in owner.parts:
        return bool(_BATCH_NOUNS.search(owner.span.of(text)))
    planned = isinstance(metric, Phrase) and metric.attrs.get("holder") == "project"
    return not owner.entities and (owner.span.of(text) in _UNNAMED or (planned and owner.cat in ("industry", "mod")))


_UNNAMED = frozenset({"项目", "该项目", "工程", "该工程", "此项目", "本项目", "产业"})


def _ownerless(fact: Fact) -> Fact:
    """A line of the table that quotes its source."""
    slots = {name: slot for name, slot in fact.slots.items() if name != "holder"}
    return replace(fact, slots=slots, whole=False, blocked=True)


def _only_described(fact: Fact, text: str) -> Fact:
    """An act of building may be what a project consists of (建设8条生产线): nothing says that it is done."""
    verb, owner = fact.slots.get("v"), fact.slots.get("subj")
    of_one = isinstance(owner, Phrase) and owner.cat == "project"
    begin = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    if isinstance(verb, Phrase) and fact.status is Status.ACTUAL and proposed(text[begin : fact.span.start]):
        return _to_come(fact)  # 《措施》提出，设立基金
    told = (fact.whole and not of_one) or fact.status is not Status.ACTUAL or "period" in fact.slots
    if told or not isinstance(verb, Phrase) or verb.en not in label_words("open_verbs"):
        return fact
    begin = max(text.rfind(mark, 0, fact.span.end) for mark in "，。；\n") + 1
    if _DONE.search(text[begin : fact.span.end]):
        return fact
    begin = text.rfind("\n", 0, max(text.rfind("\n", 0, fact.span.start), 0)) + 1
    ahead = _BEGUN.search(text, begin, fact.span.start) and not _FINISHED.search(text, 0, fact.span.start)
    if not ahead:
        return replace(fact, status=Status.STATED, whole=False)
    return _to_come(fact)


def _to_come(fact: Fact) -> Fact:
    planned = Phrase("modal", fact.span, "plan to", "-", MappingProxyType({"m": "plan"}))
    return replace(fact, slots={**fact.slots, "modal": planned}, status=Status.PLANNED, whole=False)


_BEGUN = re.compile("分[两二三四五]期|拟|计划|规划|奠基|开工|签约|落户|达产|预计")
_FINISHED = re.compile("(?:全面|正式|顺利|已|全部|今日|今天|日)(?:建成|竣工|投产|通车|投用|完工)(?!后)|竣工投产(?!后)")
_DONE = re.compile("[了已曾]|建成|完成|累计|共|先后|新增|完工")


def _phased(fact: Fact, article: Article) -> Fact:
    """项目分两期建设，其中一期投资21亿元，建设8条生产线: planned with the project, where the sentence lays that out."""
    metric, text = fact.slots.get("metric"), article.text
    begins = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    if not _LAID_OUT.search(text, begins, fact.span.start):
        return fact
    if isinstance(metric, Phrase):
        phase = metric.attrs.get("holder") == "project" and "phase" in metric.en
        return replace(fact, status=Status.PLANNED) if phase and fact.status is Status.STATED else fact
    built = not fact.whole and fact.status is Status.ACTUAL and _BUILDS.match(text, fact.span.start) is not None
    return replace(fact, status=Status.PLANNED, slots={**fact.slots, "modal": _planned(fact)}) if built else fact


def _planned(fact: Fact) -> Phrase:
    return Phrase("modal", fact.span, "plan", "-", MappingProxyType({"m": "plan"}))


_BUILDS = re.compile("(?:新建|建设|购置|引进|布局|建)(?![了成])")
_LAID_OUT = re.compile("分[两二三四五]期|拟|计划|规划")


def _not_yet_real(fact: Fact) -> Fact:
    metric, owner = fact.slots.get("metric"), fact.slots.get("holder")
    if not isinstance(metric, Phrase) or {"change", "period"} & fact.slots.keys():
        return fact
    of_one = isinstance(owner, Phrase) and owner.cat == "project"
    if of_one and (metric.attrs.get("dim") in _SIZES or metric.attrs.get("holder") == "project"):
        # Its size is so on any day, told without a time.
        lasting = replace(metric, attrs=MappingProxyType({**metric.attrs, "lasts": "1"}))
        fact = replace(fact, slots={**fact.slots, "metric": lasting})
    if (
        fact.status is Status.ACTUAL
        and metric.attrs.get("dim") in _SIZES
        and (of_one or metric.attrs.get("holder") == "project")
    ):
        return replace(fact, status=Status.STATED)
    return fact


__all__ = ["of_projects"]
