"""Facts of one point in as few sentences as an editor would use.

What one owner reports for one time stands in one sentence, and the owner is
named once in a point: X's revenue was 3 billion in 2024, up 5%; net profit
was 1 billion. Owns what is not said again. Says nothing that a fact does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.assemble.desk import Desk, wording
from briefing.translate.embedded.comparisons import basis_of_change
from briefing.translate.embedded.modality import DONE, modality
from briefing.values import Entity, Fact, Phrase

# An editor puts no more measures, and no more English letters, than this into one sentence.
_MOST = 4
_LONGEST = 330
# What the measures of one sentence share, said with the first of them only.
_SHARED = ("holder", "period", "src", "basis", "pending", "where", "at", "hol")
# 4月、の指数は: the particle of an owner that Japanese does not name again.
_OF_NOBODY = re.compile(r"^((?:[^、。]{1,16}、)?)の")
# Who could be meant by "its" besides the one named.
_CAN_OWN = frozenset({"company", "organisation", "government", "place"})
_NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_NO_NAMES = frozenset(
    (*_NUMBERS, "The", "More", "Output", "In", "On", "As", "From", "At", "Over", "Currently", "Passengers")
)
# Who says so stands at the end of an English sentence, for all that is in it.
_ACCORDING = ", according to "
# Measures an English sentence does not name without an article.
_COUNTED = re.compile(r"(?:ratio|factor|margin|backlog|loss|share|rate|price|index|surplus|deficit)(?=$| in )")
_COUNTED_OF = re.compile(r"^(?:balance|number|share|rate|index) of |^profit margin ")
# What a clause that only tells a change may add to one that told the level.
_CHANGES = frozenset({"dir", "change", "comp", "basis", "basis_said", "metric", "holder", "period", "src", "samebase"})
# A comma inside a Japanese clause, which one between clauses would be taken for.
_INNER_COMMA = re.compile("は[^（）]*、|（[^）]*$")
_BRACKETS = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a point; ``again``: what it is where the one before has named its owner and time."""

    fact: Fact
    text: str
    again: str = ""
    series: bool = False


def told(desk: Desk, facts: Sequence[Fact]) -> str:
    """The facts in sentences; raises Unsayable where one has no words."""
    sentences = [_in_one(desk, run) for run in _runs(desk, _leveled(facts))]
    return (" " if desk.lang == "en" else "").join(sentences)


def _leveled(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, each change with the level it is of: income was 46,873, up 5.4% in real terms."""
    found: list[Fact] = []
    for fact in facts:
        at = next((n for n, level in enumerate(found) if _changes(fact, level)), None)
        if at is None:
            found.append(fact)
        else:
            found[at] = replace(found[at], slots={**fact.slots, **found[at].slots})
    return found


def _changes(fact: Fact, level: Fact) -> bool:
    """Whether a fact is only the change of a level told before."""
    if not {"metric", "holder", "change"} <= fact.slots.keys() <= _CHANGES:
        return False
    if "value" not in level.slots or {"change", "dirto", "basevalue", "basis", "link"} & level.slots.keys():
        return False
    return all(_same(fact, level, name) for name in ("metric", "holder", "period", "src"))


def _runs(desk: Desk, facts: Sequence[Fact]) -> Iterator[list[_Clause]]:
    """The clauses of each sentence."""
    run: list[_Clause] = []
    for clause in _clauses(desk, facts):
        if clause.again and _may_follow(desk, run, clause):
            run.append(clause)
            continue
        if run:
            yield run
        run = [clause]
    if run:
        yield run


def _clauses(desk: Desk, facts: Sequence[Fact]) -> Iterator[_Clause]:
    """Each fact as a clause, and those of a series as one."""
    before: Fact | None = None
    for series in _series(facts):
        if len(series) > 1 and (text := _year_by_year(desk, series, before=before)):
            yield _Clause(series[-1], text, series=True)
            before = series[-1]
            continue
        for fact in series:
            yield _Clause(fact, _clause(desk, fact, before=before), _again(desk, fact, before=before))
            before = fact


def _series(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The facts, those together that give one measure for several times and nothing more of it."""
    found: list[Fact] = []
    for fact in facts:
        if found and not _goes_on(fact, found[-1]):
            yield found
            found = []
        found.append(fact)
    if found:
        yield found


def _goes_on(fact: Fact, before: Fact) -> bool:
    bare = all(f.slots.keys() == {"holder", "metric", "value", "period"} for f in (fact, before))
    alike = _same(fact, before, "metric") and _same(fact, before, "holder")
    return bare and alike and not _same(fact, before, "period")


def _year_by_year(desk: Desk, series: Sequence[Fact], *, before: Fact | None) -> str:
    """Revenue was 2 billion in 2022, 3 billion in 2023 and 4 billion in 2024; "" where that would need other words."""
    values = [desk.writer.words.value(fact.slots) for fact in series]
    times = [desk.writer.words.say(fact.slots["period"], "in") for fact in series]
    head = _clause(desk, _without(series[0], "period"), before=before)
    if not head.endswith(values[0]):
        return ""
    head = head.removesuffix(values[0])
    if desk.lang == "ja":
        return head + "、".join(f"{time}が{value}" for time, value in zip(times, values, strict=True))
    told_each = [f"{value} {time}" for time, value in zip(times, values, strict=True)]
    return f"{head}{', '.join(told_each[:-1])} and {told_each[-1]}"


def _in_one(desk: Desk, run: Sequence[_Clause]) -> str:
    """A sentence of clauses that share owner and time."""
    first, *rest = run
    if not rest:
        return desk.writer.closed(first.text)
    clauses = [_compact(desk, first.fact, first.text), *(c.again for c in rest)]
    if desk.lang == "ja":
        return desk.writer.closed("、".join(clauses))
    clauses[0], according, source = clauses[0].partition(_ACCORDING)
    return desk.writer.closed("; ".join(clauses) + according + source)


def _may_follow(desk: Desk, run: Sequence[_Clause], clause: _Clause) -> bool:
    """Whether the sentence has room for it, and no comma of its own that one between clauses would be taken for."""
    told_so_far = [c.again or _compact(desk, c.fact, c.text) for c in run]
    if not run or len(run) == _MOST or run[-1].series:
        return False
    if desk.lang == "en":
        return sum(map(len, [*told_so_far, clause.again])) < _LONGEST
    return not _INNER_COMMA.search(_BRACKETS.sub("", told_so_far[-1]))


def _again(desk: Desk, fact: Fact, *, before: Fact | None) -> str:
    """A measure without what it shares with the one before; "" where it cannot follow in one sentence."""
    if before is None or not (_plain(desk, fact) and _plain(desk, before)):
        return ""
    if not all(_same(fact, before, name) for name in _SHARED if name not in ("basis", "src")):
        return ""
    if "src" in fact.slots and not _same(fact, before, "src"):
        return ""
    if _sets_beside_another(before) or not _same(_without_basis(fact), _without_basis(before), "basis"):
        return ""
    shared = [name for name in _SHARED if name != "basis" or not basis_of_change(fact.slots)]
    slots = {(f"_{name}" if name in shared else name): slot for name, slot in fact.slots.items()}
    if "holder" in fact.slots:
        slots["holder"] = Phrase("pronoun", fact.slots["holder"].span, _article(desk, fact))
    unnamed = replace(fact, slots=slots)
    return _compact(desk, unnamed, desk.writer.clause(unnamed))


def _sets_beside_another(fact: Fact) -> bool:
    """Whether somebody else's level stands beside it: what follows could be of either."""
    owner = fact.slots.get("holder")
    named = {e.en for e in owner.entities} if isinstance(owner, Phrase) else set()
    beside = (slot for name, slot in fact.slots.items() if name not in ("holder", "metric", "src"))
    others = (e for slot in beside if isinstance(slot, Phrase) for e in slot.entities if e.kind in _CAN_OWN)
    return any(e.en not in named for e in others)


def _without_basis(fact: Fact) -> Fact:
    """The fact without a basis that is only that of its change."""
    return _without(fact, "basis") if basis_of_change(fact.slots) else fact


def _article(desk: Desk, fact: Fact) -> str:
    """The article of a measure that is one of a kind: the debt-to-asset ratio, but net profit."""
    if desk.lang != "en":
        return ""
    measure = desk.writer.words.say(fact.slots["metric"])
    return "the" if _COUNTED.search(measure) or _COUNTED_OF.search(measure) else ""


def _plain(desk: Desk, fact: Fact) -> bool:
    """Whether it is a measure told as done."""
    measured = desk.writer.words.grammar[fact.frame].kind == "measure" and "metric" in fact.slots
    return measured and modality(fact.slots) is DONE


def _same(fact: Fact, before: Fact, name: str) -> bool:
    """Whether two facts share a slot, or both lack it."""
    one, other = fact.slots.get(name), before.slots.get(name)
    if isinstance(one, Phrase) and isinstance(other, Phrase):
        return one == other or _words_of(one) == _words_of(other)
    return one == other


def _words_of(phrase: Phrase) -> tuple[object, ...]:
    """What a phrase says, wherever it stands."""
    parts = tuple((name, _words_of(p) if isinstance(p, Phrase) else p) for name, p in phrase.parts.items())
    return (phrase.cat, phrase.entity.en if phrase.entity else phrase.en, phrase.ja, phrase.rule, parts)


def _compact(desk: Desk, fact: Fact, text: str) -> str:
    """A Japanese clause without the comma before its change: 売上高は3億元で5%増."""
    change = desk.writer.change(fact.slots) if desk.lang == "ja" and "change" in fact.slots else ""
    return text.replace(f"で、{change}", f"で{change}") if change else text


def _clause(desk: Desk, fact: Fact, *, before: Fact | None) -> str:
    """The fact in words, not yet closed; a period it took from the sentence before is not said twice."""
    if before is not None and "period" in fact.inherited and fact.slots.get("period") == before.slots.get("period"):
        # Not said again, but what a change is compared with still hangs on it.
        fact = _without(fact, "period")
    if before is not None and "pending" in fact.slots and _same(fact, before, "pending"):
        fact = _without(fact, "pending")
    short = _with_pronoun(desk, fact, before)
    text = desk.writer.clause(short)
    if desk.lang == "ja" and short is not fact and "metric" in fact.slots:
        text = _OF_NOBODY.sub(r"\1", text)
    if "metric" in fact.slots or before is None or "among" not in fact.inherited:
        return text
    return f"{wording(desk.lang)['among']}{text[:1].lower() + text[1:] if _lowers(text) else text}"


def _without(fact: Fact, told: str) -> Fact:
    """The fact with a slot that is read but not said."""
    return replace(fact, slots={f"_{name}" if name == told else name: slot for name, slot in fact.slots.items()})


def _with_pronoun(desk: Desk, fact: Fact, before: Fact | None) -> Fact:
    """The same owner is not named again right after: "Its net profit …", and in Japanese nothing at all."""
    name = "holder" if "metric" in fact.slots else "subj"
    owner = fact.slots.get(name)
    if before is None or not isinstance(owner, Phrase) or owner.entity is None:
        return fact
    named = before.slots.get("holder") or before.slots.get("subj")
    others = {e.en for e in before.entities if e.kind in _CAN_OWN and e.en != owner.entity.en}
    if others or not isinstance(named, Phrase) or named.entity is None or named.entity.en != owner.entity.en:
        return fact
    measured, spoken_of = desk.writer.words.grammar[fact.frame].kind == "measure", ("company", "project")
    if owner.entity.kind not in spoken_of and (name == "subj" or (desk.lang == "ja" and not measured)):
        return fact
    # Only the writer of measures leaves its owner out; a frame's own words go on with の.
    words = ("it" if name == "subj" else "its", "" if measured else _the_same(owner.entity))
    return replace(fact, slots={**fact.slots, name: Phrase("pronoun", owner.span, *words, entity=owner.entity)})


def _the_same(owner: Entity) -> str:
    """What Japanese calls a subject the second time."""
    if owner.kind == "company":
        return "同社"
    return "同プロジェクト" if owner.zh.endswith(("项目", "工程")) else "同施設"


def _lowers(text: str) -> bool:
    """Whether a sentence's first word is no name: number words, articles and words of time are surely not."""
    return text.split(" ")[0] in _NO_NAMES


__all__ = ["told"]
