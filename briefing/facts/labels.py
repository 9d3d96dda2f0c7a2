"""What a figure is of, in a clause that could not be read as a whole.

A verb or noun right beside a figure says what is counted even where the rest of
the clause is unknown: 签约6个项目. Such a figure becomes a line of the table that
points to its source sentence for all the line does not say. Owns which of these
readings may be believed; the words that forbid them are data/labels.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from briefing.facts.chart import Chart, Edge
from briefing.facts.clauses import Unit
from briefing.facts.gates import only_announced
from briefing.facts.lattice import Lattice
from briefing.facts.senses import in_sense, kind_of, measured_in, takes_things
from briefing.facts.targets import proposed
from briefing.values import Fact, Figure, Phrase, Slot, Span, Status

_EACH = "分别"
_MARKS = "，。；：、！“”（）()《》"
_TITLES = re.compile(r"《[^《》]*》|“[^“”]*”")
# What makes an amount that of each, which a line on what is offered may leave to the words it quotes.
_PER = re.compile("每(?=[个家位人年条台辆户名套项])|日均|平均每[天日]|符合条件|最高")
# 对年接待游客超过1万人次的旅行社给予奖励: how many it takes to qualify, not how many there are.
_WHO_QUALIFIES = re.compile("(?:对|凡).*的.*(?:给予|奖励|补助|补贴|资助|奖补)")
# Counters of people.
_PEOPLE = frozenset({"位", "名"})
# Counted so, places own what comes after them: 两省试点工作 is the work of two provinces.
_PLACES = frozenset({"省", "市", "县", "区", "州", "国", "地", "村", "镇", "乡"})
# What a bare change says.
MOVES = frozenset({"comp", "dir", "change", "dir2", "change2", "comp2", "base", "samebase", "basevalue"})
# The slots of what a label names.
_THINGS = frozenset({"h", "c", "m"})
# 企业, 项目: a noun so short says of no kind.
_BARE = 2
_ACTORS = ("company", "gov", "org", "place")


def labelled(chart: Chart, grid: Lattice, unit: Unit, *, taken: Sequence[Span]) -> tuple[Edge, ...]:
    """For each figure of an open clause that has one its longest label, if what is ``taken`` does not tell it."""
    best: dict[Span, Edge] = {}
    believed = [edge for edge in _believed(chart, grid, unit) if not refused(grid, unit, edge)]
    for edge in sorted(believed, key=lambda e: (e.start - e.end, e.cost)):
        figure = _figure(edge)
        if not any(figure.overlaps(span) for span in taken):
            best.setdefault(figure, edge)
    return tuple(sorted(best.values(), key=lambda e: e.start))


def label_fact(edge: Edge, chart: Chart, grid: Lattice, unit: Unit, *, paragraph: int, sentence: int) -> Fact | None:
    """The fact of a label, with the owner and the time that stand right before it; None where its status is unclear."""
    phrase = edge.value
    status = labelled_status(grid, unit, edge)
    if not isinstance(phrase, Phrase) or status is None:
        return None
    if not {"act", "plan"} & edge.attrs.keys() and not _settled(phrase, status):
        return None
    slots: dict[str, Slot] = dict(phrase.parts)
    for name, slot in _before(chart, grid, unit, edge):
        slots.setdefault(name, slot)
    if "whose" in edge.attrs and "holder" not in slots:
        return None  # 占出口的三成: what does?
    whole = slots.get("h")
    spoken = _in_sense(slots, grid, edge)
    if spoken is None:
        return None  # 开设三个板块: opened what?
    if phrase.rule == "label.held_by" and whole is not None and whole.span.end - whole.span.start <= _BARE:
        return None  # 企业占59%: which companies?
    return Fact(
        frame=phrase.rule,
        span=phrase.span,
        slots=spoken,
        status=status,
        whole=False,
        blocked=True,
        paragraph=paragraph,
        sentence=sentence,
    )


def _in_sense(slots: Mapping[str, Slot], grid: Lattice, edge: Edge) -> Mapping[str, Slot] | None:
    """The slots with their verb in the sense it has beside what is counted; None where the two do not go together."""
    verb, thing = slots.get("v"), slots.get("h")
    if verb is None or not takes_things(verb):
        return MappingProxyType(slots)
    kind = edge.attrs.get("kind", "") if thing is None else kind_of(_text(grid, thing.span))
    figure = slots.get("n")
    if isinstance(figure, Figure) and not measured_in(kind, figure.unit):
        return None  # 安装600马力发动机: the engine's power, not how many
    return in_sense(slots, _text(grid, verb.span), kind)


def _text(grid: Lattice, span: Span) -> str:
    start, end = grid.folded_range(span)
    return grid.text[start:end]


def with_change(label: Fact, change: Phrase) -> Fact:
    """A labelled figure with the bare change of the clause after it: 受理投诉39件，同比下降63%."""
    told = MOVES | ({"basis"} - label.slots.keys())  # 按可比口径计算下降5.9%
    slots = {**label.slots, **{name: slot for name, slot in change.parts.items() if name in told}}
    return replace(label, slots=slots, proof=(*label.proof, change.span))


def _believed(chart: Chart, grid: Lattice, unit: Unit) -> Iterator[Edge]:
    """Labels whose neighbours cannot belong to them and that have one reading only."""
    quoted = [range(m.start(), m.end()) for m in _TITLES.finditer(grid.text)]
    for start in range(unit.start, unit.end):
        found = [e for e in chart.starting(start, "label") if e.end <= unit.end]
        for end in {e.end for e in found}:
            best = chart.over(start, end, "label")
            inside = any(start in marks for marks in quoted)
            if not inside and len({_said(e) for e in best}) == 1 and _stands_alone(chart, grid, unit, best[0]):
                yield best[0]


def _figure(edge: Edge) -> Span:
    figure = getattr(edge.value, "parts", {})["n"]
    return figure.span  # type: ignore[no-any-return]


def _said(edge: Edge) -> tuple[object, ...]:
    parts = getattr(edge.value, "parts", {})
    return tuple(sorted((name, slot.span.start, slot.span.end) for name, slot in parts.items()))


def _stands_alone(chart: Chart, grid: Lattice, unit: Unit, edge: Edge) -> bool:
    """Whether the phrase is cut where words are cut: no longer word reaches over its ends."""
    if any(m.start < at < m.end for m in grid.matches for at in (edge.start, edge.end)):
        return False
    verb = _verb(edge)
    if _ends_a_relative(grid, unit, edge):
        return False
    if verb is not None and grid.text.startswith(label_words("no_verbs"), edge.start):
        return False
    if verb is not None and (_may_be_compound(grid, edge) or _verb_before(grid, unit, edge)):
        return False
    if verb is not None and "h" not in edge.value.parts and verb.en in label_words("movers"):  # type: ignore[union-attr]
        return False  # 下调0.06元: what was lowered?
    if _measured_before(chart, unit, edge):
        return False  # 总产值完成136亿元: what was completed is the output
    if verb is not None and chart.starting(edge.start, "metric"):
        return False  # 出口3亿元: exports of what stands before
    if grid.text[unit.start : edge.start].endswith(label_words("not_right_before")):
        return False
    rest = grid.text[edge.end : unit.end]
    left, right = edge.attrs.get("left", "edge"), edge.attrs.get("right", "edge")
    ends = not rest or rest[0] in _MARKS or rest.startswith(label_words("after"))
    if not ends and grid.article_span(edge.start, edge.end).end == _figure(edge).end:
        ends = rest.startswith(label_words("after_amount"))
    return (right == "free" or ends) and (left == "free" or _begins(chart, grid, unit, edge.start))


def _ends_a_relative(grid: Lattice, unit: Unit, edge: Edge) -> bool:
    """Whether the label begins with a noun that 的 ties to words nobody read: 计划扩产的企业占59%."""
    phrase = edge.value
    if not isinstance(phrase, Phrase):
        return False
    begins = any(n in _THINGS and part.span.start == phrase.span.start for n, part in phrase.parts.items())
    return begins and grid.text[unit.start : edge.start].endswith(("的", "”", "》"))


def _may_be_compound(grid: Lattice, edge: Edge) -> bool:
    """Whether verb and thing may be one noun (销售总收入), or a verb without object has one here (企业实施了…)."""
    thing, verb = edge.value.parts.get("h"), _verb(edge)  # type: ignore[union-attr]
    if verb is None or not isinstance(thing, Phrase):
        return False
    first, last = sorted((verb.span, thing.span))
    if verb.cat == "vi" and edge.end < len(grid.text) and grid.text[edge.end] == "了":
        return True
    return (
        first is verb.span and first.end == last.start and grid.text.startswith(label_words("compounding"), edge.start)
    )


def _measured_before(chart: Chart, unit: Unit, edge: Edge) -> bool:
    """Whether what a figure measures stands right before the label's verb."""
    verb = _verb(edge)
    if verb is None or verb.en not in _ATTAINS or set(edge.value.parts) - {"v", "n"}:  # type: ignore[union-attr]
        return False
    return any(e.end == edge.start for at in range(unit.start, edge.start) for e in chart.starting(at, "metric"))


_ATTAINS = frozenset({"complete", "achieve", "reach", "attain", "realise"})


def _verb_before(grid: Lattice, unit: Unit, edge: Edge) -> bool:
    """经营租赁155架: a verb right before the label's verb tells which way, and the label would not."""
    verb = _verb(edge)
    leads = verb is not None and verb.span.start == edge.value.span.start
    return leads and any(
        m.end == edge.start and m.start >= unit.start and m.term.cat == "vattr" and m.end - m.start > 1
        for m in grid.matches
    )


def _begins(chart: Chart, grid: Lattice, unit: Unit, at: int) -> bool:
    before = grid.text[unit.start : at]
    if not before or before[-1] in _MARKS or before.endswith(label_words("before")):
        return True
    return any(e.end == at for start in range(unit.start, at) for e in chart.starting(start, "period"))


def refused(grid: Lattice, unit: Unit, edge: Edge) -> bool:
    """Whether the clause denies, supposes, asks or shares out what it tells; some labels tell each share themselves."""
    text = _without_figures(grid, unit)
    if edge.attrs.get("each") == "1":
        text = text.replace(_EACH, "＿", 1)
    if edge.attrs.get("policy") == "1":
        text = _PER.sub("＿", text)
    elif _WHO_QUALIFIES.search(text):
        return True
    if grid.text[unit.end : unit.end + 1] == "？":
        return True
    return _any("refused", _plain(text))


def _without_figures(grid: Lattice, unit: Unit) -> str:
    """The clause with its figures blotted out: 不少于 and 超 belong to them."""
    letters = list(grid.text)
    for figure in grid.figures:
        start, end = grid.folded_range(figure.span)
        letters[start:end] = "＿" * (end - start)
    return "".join(letters[unit.start : unit.end])


def labelled_status(grid: Lattice, unit: Unit, edge: Edge) -> Status | None:
    """What the words before the label make of it; None where a wish or a plan may or may not reach it."""
    if edge.attrs.get("policy") == "1":
        return Status.STATED
    sentence, clause = _plain(grid.text[: edge.start]), _plain(grid.text[unit.start : edge.start])
    agreed = edge.attrs.get("agreed") == "1" and _any("agreed", clause)
    for word in label_words("agreed") if agreed else ():
        sentence = sentence.replace(word, "")
    if _any("wanted", sentence):
        return None
    for status, name in ((Status.FORECAST, "foreseen"), (Status.PLANNED, "planned")):
        if _ahead(name, clause):
            return status if _reaches(clause) else None
    if _ahead("planned", sentence) or _any("foreseen", sentence):
        return _shared(grid, unit, clause)
    if proposed(sentence):
        return Status.PLANNED
    verb = _verb(edge)
    if verb is not None and "status" in verb.attrs:
        return Status(verb.attrs["status"])
    if clause.endswith(label_words("summed")):
        return Status.CUMULATIVE
    done = "了" in grid.text[edge.start : edge.end] or clause.endswith(label_words("done"))
    if agreed and not done:
        return Status.SIGNED
    if not done and "act" in edge.attrs and clause.endswith(label_words("announced")):
        return Status.PLANNED  # 宣布以2亿元收购: a decision
    if not done and _only_told(edge, verb, sentence):
        return None  # 宣布，收购3家工厂: announced, and perhaps still to come
    return Status.ACTUAL if done else Status.STATED


def _only_told(edge: Edge, verb: Phrase | None, sentence: str) -> bool:
    """Whether an act is only announced."""
    act = "act" in edge.attrs
    return ((act or verb is not None) and _any("announced", sentence)) or (act and only_announced(sentence))


def _ahead(name: str, text: str) -> bool:
    """Whether what a text plans or foresees is still to come: 计划增持的高管已累计增持 is done."""
    words = [text[text.rfind(word) :] for word in label_words(name) if word in text]
    return any(name == "foreseen" or not any(mark in rest for mark in ("已", "累计")) for rest in words)


def _shared(grid: Lattice, unit: Unit, clause: str) -> Status | None:
    """计划投资2亿元，收购3家工厂: a clause without a subject of its own shares the plan of the one right before it."""
    before = grid.text[: max(unit.start - 1, 0)]
    last = _plain(before[max(before.rfind(mark) for mark in "，；：") + 1 :])
    if clause not in label_words("goes_on") or grid.text[unit.start - 1 : unit.start] != "，" or not _reaches(last):
        return None
    found = [s for s, name in ((Status.FORECAST, "foreseen"), (Status.PLANNED, "planned")) if _ahead(name, last)]
    return found[0] if found else None


def _plain(text: str) -> str:
    text = _TITLES.sub("＿", text)
    for neutral in label_words("neutral"):
        text = text.replace(neutral, "＿")
    return text


def _any(name: str, text: str) -> bool:
    return any(word in text for word in label_words(name))


def _reaches(clause: str) -> bool:
    """Whether 将, where it stands, is the label's and not said of something it is done to (将产能扩大…)."""
    _, will, rest = clause.rpartition("将")
    return not will or not rest or rest.startswith(label_words("after_will"))


def _settled(phrase: Phrase, status: Status) -> bool:
    """Whether the words say enough of their time: 建设3个基地 may be done or to do; who takes part in what is to come."""
    verb, figure, thing = (phrase.parts.get(name) for name in ("v", "n", "h"))
    counter = figure.counter if isinstance(figure, Figure) and isinstance(thing, Phrase) else ""
    if counter in _PLACES or (counter in _PEOPLE and getattr(thing, "attrs", {}).get("hum") != "1"):
        return False  # 12位经理建议 counts managers, 两省试点工作 provinces
    if phrase.rule == "label.in_brackets":
        return not (isinstance(thing, Phrase) and thing.parts)  # 公司毛利率（35%）: whose?
    if "bare" in phrase.attrs:
        # A thing by itself is only there; 一家工厂 is a factory.
        people = getattr(thing, "attrs", {}).get("hum") == "1"
        plain = status in (Status.STATED, Status.ACTUAL) and not people  # five soldiers: of whom what is said?
        return plain and isinstance(figure, Figure) and figure.value != 1
    if not isinstance(verb, Phrase):
        return True
    if status in (Status.PLANNED, Status.FORECAST):
        return "pp" in verb.attrs
    return status is Status.ACTUAL or verb.en not in label_words("open_verbs")


def _verb(edge: Edge) -> Phrase | None:
    verb = edge.value.parts.get("v") if isinstance(edge.value, Phrase) else None
    return verb if isinstance(verb, Phrase) else None


def _before(chart: Chart, grid: Lattice, unit: Unit, edge: Edge) -> Iterator[tuple[str, Slot]]:
    """The period and the actor the clause begins with, if nothing but adverbs stands between them and the label."""
    at, period = _dated(chart, grid, unit, edge.start)
    actors = [e for cat in _ACTORS for e in chart.starting(at, cat) if e.end <= edge.start]
    actor = max(actors, key=lambda e: e.end, default=None)
    gap = grid.text[at if actor is None else actor.end : edge.start]
    for adverb in label_words("adverbs"):
        gap = gap.replace(adverb, "")
    if gap:
        return
    if period is not None:
        yield "period", period.value
    if actor is not None:
        yield "holder", actor.value


def _dated(chart: Chart, grid: Lattice, unit: Unit, until: int) -> tuple[int, Edge | None]:
    """Where the clause goes on after the time it begins with, which may be cut off by a comma, and that time."""
    ahead = [e for s in range(unit.start) for e in chart.starting(s, "period") if e.end == unit.start - 1]
    inside = [e for e in chart.starting(unit.start, "period") if e.end <= until]
    if inside:
        period = max(inside, key=lambda e: e.end)
        return period.end, period
    return unit.start, max(ahead, key=lambda e: e.end - e.start, default=None)


@cache
def label_words(name: str) -> tuple[str, ...]:
    """The words of one kind that decide over a label."""
    return tuple(_label_data()[name])


@cache
def _label_data() -> dict[str, list[str]]:
    return tomllib.loads(files("briefing").joinpath("data", "labels.toml").read_text(encoding="utf-8"))


__all__ = ["MOVES", "label_fact", "label_words", "labelled", "labelled_status", "refused", "with_change"]
