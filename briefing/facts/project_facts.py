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
        elif batch:
            told.append(_placed(fact, article, places, periods))
        else:
            known = _not_yet_real(_only_described(_phased(fact, article), article.text))
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
    if len(near) == 1 and (not headed or headed[0].en == near[0].en or near[0].span.start - begin < _NEAR_HEAD):
        return _phrase(near[0])
    return _phrase(headed[0]) if not near and len(headed) == 1 else None


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
    """An act of building that may be what a project consists of (建设8条生产线) is stated: nothing says that it is done."""
    verb = fact.slots.get("v")
    if fact.whole or fact.status is not Status.ACTUAL or not isinstance(verb, Phrase) or "period" in fact.slots:
        return fact
    begin = max(text.rfind(mark, 0, fact.span.end) for mark in "，。；\n") + 1
    described = verb.en in label_words("open_verbs") and not _DONE.search(text[begin : fact.span.end])
    if not described:
        return fact
    begin = max(text.rfind(mark, 0, fact.span.start) for mark in "。！？\n") + 1
    laid_out = _LAID_OUT.search(text, begin, fact.span.start) is not None
    return replace(fact, status=Status.PLANNED if laid_out else Status.STATED)


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
    if fact.status is not Status.ACTUAL or not isinstance(metric, Phrase) or {"change", "period"} & fact.slots.keys():
        return fact
    of_one = isinstance(owner, Phrase) and owner.cat == "project"
    if of_one and metric.attrs.get("dim") in _SIZES:
        # Its size is so on any day, told without a time.
        lasting = replace(metric, attrs=MappingProxyType({**metric.attrs, "lasts": "1"}))
        fact = replace(fact, slots={**fact.slots, "metric": lasting})
    if metric.attrs.get("dim") in _SIZES and (of_one or metric.attrs.get("holder") == "project"):
        return replace(fact, status=Status.STATED)
    return fact


__all__ = ["of_projects"]
