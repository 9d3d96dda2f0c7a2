"""Which things a verb is said of, and the sense it has beside each kind of them.

引进 is 誘致 of projects and 導入 of aircraft, and 修复费用 is a noun: what a line of the table calls a counted thing
(Aircraft brought in) holds only where the verb takes such things. Owns the kinds of things (data/thing_classes.toml,
by the endings of their nouns) and what each verb takes (data/verb_objects.tsv). Knows nothing of sentences.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from briefing.errors import DataError
from briefing.lexicon.terms import parse_attrs
from briefing.values import Fact, Phrase, Slot

Slots = Mapping[str, Slot]

# A sum of money right after the verb: 投资22亿元.
_AMOUNT = "amount"
# Verbs that take whatever is counted: 涉及, 覆盖.
_ANY = "any"
# … but no sums, and no people: 涉及消费者74万人次 are told in other words.
_NOT_ANY = frozenset(
    {_AMOUNT, "people", "user", "staff", "expert", "student", "patient", "visitor", "passenger", "victim"}
)
_CELLS = 3
# What a verb without a known thing must not lend to a label.
_LABELLING = frozenset({"pp", "ea", "jn"})


@dataclass(frozen=True, slots=True)
class Sense:
    """The words a verb has beside some kinds of things, where they are not its own."""

    attrs: Mapping[str, str]

    def of(self, verb: Phrase) -> Phrase:
        words = dict(self.attrs)
        en, ja = words.pop("en", verb.en), words.pop("ja", verb.ja)
        kept = {name: word for name, word in verb.attrs.items() if name != "jn" or "ja" not in self.attrs}
        return replace(verb, en=en, ja=ja, attrs=MappingProxyType({**kept, **words}))

    def counting(self, slot: Slot) -> Slot:
        """A thing with the counter that the Japanese verb asks for: trains that run are 本, trains that are bought 編成."""
        counter = self.attrs.get("ctr")
        if counter is None or not isinstance(slot, Phrase):
            return slot
        parts = {name: self.counting(part) if name == "h" else part for name, part in slot.parts.items()}
        own = {**slot.attrs, "ctr": counter} if "ctr" in slot.attrs else slot.attrs
        return replace(slot, attrs=MappingProxyType(dict(own)), parts=MappingProxyType(parts))


@cache
def kinds() -> Mapping[str, str]:
    """The kind of things each ending of a noun tells."""
    raw = files("briefing").joinpath("data", "thing_classes.toml").read_text(encoding="utf-8")
    return MappingProxyType({ending: kind for kind, endings in tomllib.loads(raw).items() for ending in endings})


def kind_of(thing: str) -> str:
    """The kind of a Chinese noun by its longest known ending; empty where none is known."""
    return next((kinds()[thing[at:]] for at in range(len(thing)) if thing[at:] in kinds()), "")


@cache
def senses() -> Mapping[tuple[str, str], Sense]:
    """The sense of each verb beside each kind it takes. Raises DataError naming the line."""
    raw = files("briefing").joinpath("data", "verb_objects.tsv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], Sense] = {}
    for number, line in enumerate(raw.splitlines(), start=1):
        if number == 1 or not line.strip() or line.startswith("#"):
            continue
        where = f"verb_objects.tsv:{number}"
        cells = [*line.split("\t"), ""][:_CELLS]
        if len(cells) < _CELLS or not cells[1].split():
            raise DataError(f"{where}: a line needs a verb, kinds of things and attributes")
        sense = Sense(parse_attrs(cells[2].strip(), where=where))
        for kind in cells[1].split():
            if kind not in (_AMOUNT, _ANY, *set(kinds().values())) or (cells[0], kind) in found:
                raise DataError(f"{where}: {cells[0]} {kind}: no such kind, or told twice")
            found[cells[0], kind] = sense
    return MappingProxyType(found)


# What is told in money, and what by weight, size or energy; all else is counted.
_IN_MONEY = frozenset(
    {_AMOUNT, "money", "bond", "loan", "fund", "share", "liquidity", "asset", "order", "agreement", "commodity"}
    | {"product", "parcel", "land", "vote", "waste", ""}
)
_IN_BULK = frozenset({"commodity", "waste", "parcel", "product", "electricity", "land", "building", "drug", "road", ""})
_CURRENCY = 3


def measured_in(kind: str, unit: str) -> bool:
    """Whether things of a kind are told in a unit."""
    if unit in ("count", "", "percent", "TEU"):
        return True
    return kind in (_IN_MONEY if len(unit) == _CURRENCY and unit.isupper() else _IN_BULK)


def sense_of(verb: str, kind: str) -> Sense | None:
    """The sense of a Chinese verb beside a kind of things; None where it takes none of them."""
    return senses().get((verb, kind)) or (None if kind in _NOT_ANY else senses().get((verb, _ANY)))


def in_sense(slots: Slots, verb: str, kind: str) -> Slots | None:
    """What a clause says with its verb in the sense it has beside a kind of things; None where it takes none."""
    sense, said = sense_of(verb, kind), slots["v"]
    if sense is None or not isinstance(said, Phrase):
        return None
    return MappingProxyType({name: sense.counting(slot) for name, slot in slots.items()} | {"v": sense.of(said)})


def event_in_sense(fact: Fact, text: str) -> Fact:
    """An event in the sense its verb has beside its thing; what it counts has no line where they do not go together."""
    verb, thing = fact.slots.get("v"), fact.slots.get("obj") or fact.slots.get("subj")
    if not isinstance(verb, Phrase) or not takes_things(verb) or not isinstance(thing, Phrase):
        return fact
    counted = thing.parts.get("h") if "n" in thing.parts else None
    head = counted if isinstance(counted, Phrase) else thing
    said = in_sense(fact.slots, verb.span.of(text), kind_of(head.span.of(text)))
    if said is not None:
        return replace(fact, slots=said)
    if counted is None:
        return fact
    mute = {name: word for name, word in verb.attrs.items() if name not in _LABELLING}
    silent = replace(verb, attrs=MappingProxyType(mute))
    return replace(fact, whole=False, slots=MappingProxyType({**fact.slots, "v": silent}))


def takes_things(slot: Slot | None) -> bool:
    """Whether a slot is a verb whose things are told in the data."""
    return isinstance(slot, Phrase) and slot.cat in _VERBS


_VERBS = frozenset({"verb", "vattr", "vprep", "vi"})
