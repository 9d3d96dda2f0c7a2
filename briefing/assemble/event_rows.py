"""What an event's amounts are called in a line of the table, as its frame says it (``row_en``, ``row_ja``).

A frame names its lines as ``slot+change label``, several with semicolons between: ``n+c {v} received; a+modal
tourism revenue``; what stands in ``[ ]`` is left out where a slot in it is empty. Knows nothing of owners and times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from briefing.assemble.act_labels import sized_act
from briefing.assemble.desk import Desk
from briefing.render.labels import labels_for
from briefing.translate.amounts import write_figure
from briefing.values import Fact, Figure, Phrase, Row, Slot, Status

_PEOPLE = MappingProxyType({"人": "人", "人次": "人"})
_SLOT = re.compile(r"\{(\w+)\}")
_OPTION = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's label, value and change, and the figures they tell; ``metric`` where a word of the frame names it."""

    label: str
    value: str
    change: str
    figures: tuple[Figure, ...]
    metric: Phrase | None = None


def event_lines(desk: Desk, fact: Fact) -> Iterator[Line]:
    """The lines a frame gives its amounts; none where it names none."""
    rule = desk.writer.words.grammar[fact.frame]
    for entry in filter(None, (rule.row_en if desk.lang == "en" else rule.row_ja).split("; ")):
        where, label = entry.split(" ", 1)
        amount, _, change = where.partition("+")
        slot = fact.slots.get(amount)
        figure = slot.parts.get("n") if isinstance(slot, Phrase) else slot
        if not isinstance(figure, Figure):
            continue
        counter = slot.attrs.get("ctr", "") if isinstance(slot, Phrase) else _PEOPLE.get(figure.counter, "")
        value = (
            write_figure(replace(figure, counter=""), "en")
            if desk.lang == "en"
            else write_figure(figure, "ja", ctr=counter)
        )
        moved, figures = _change(desk, fact, fact.slots.get(change))
        if value:
            named = _OPTION.sub(lambda m: m[1] if fact.slots.keys() >= set(_SLOT.findall(m[1])) else "", label)
            label = _SLOT.sub(lambda m: desk.writer.words.say(fact.slots[m[1]]), named)
            if isinstance(slot, Phrase) and _names_its_things(slot):
                label = _things(desk, slot, label, value)
            words = [fact.slots[name] for name in _SLOT.findall(named)]
            metric = next(
                (w for w in words if isinstance(w, Phrase) and (w is fact.slots.get("m") or "status" in w.attrs)), None
            )
            yield Line(label, value, moved, (figure, *figures), metric)


def no_sum_of_prices(desk: Desk, row: Row) -> Row:
    """累计回购500万股，最高成交价12.5元/股: the shares have added up, the prices were paid."""
    if row.status is not Status.CUMULATIVE or not all("/" in figure.unit for figure in row.figures):
        return row
    return replace(row, status=Status.ACTUAL, status_label=labels_for(desk.lang).status[str(Status.ACTUAL)])


def _names_its_things(counted: Phrase) -> bool:
    """Whether it says what is counted; of shares (500万股, 股份500万股) the frame says it."""
    head = counted.parts.get("h")
    return head is not None and not (isinstance(head, Phrase) and head.cat == "coshareword")


def _things(desk: Desk, counted: Phrase, done: str, value: str) -> str:
    """Projects of at least RMB 100 million started: the things counted, and what became of them."""
    head, kind = counted.parts["h"], counted.parts.get("m")
    label = desk.writer.words.say(head, "pl")
    label = of_kind(desk, label, kind) if isinstance(kind, Figure) else label
    number = counted.parts["n"]
    if desk.lang == "en" or not isinstance(number, Figure):
        return f"{label} {done}"
    return sized_act(f"{label}の{done}", done, number, value)


def _change(desk: Desk, fact: Fact, slot: Slot | None) -> tuple[str, tuple[Figure, ...]]:
    """How far the amount has moved, told as a phrase of its own or as one of two percentages (分别增长5%和8%)."""
    if isinstance(slot, Phrase):
        return desk.writer.words.say(slot), tuple(slot.figures)
    if not isinstance(slot, Figure) or not slot.direction:
        return "", ()
    since = desk.writer.words.say(fact.slots["g"]) if "g" in fact.slots else ""
    amount = write_figure(slot, desk.lang)
    if desk.lang == "en":
        return " ".join(p for p in ("up" if slot.direction > 0 else "down", amount, since) if p), (slot,)
    return f"{since}{amount}{'増' if slot.direction > 0 else '減'}", (slot,)


def of_kind(desk: Desk, label: str, kind: Figure) -> str:
    """Projects by their size: RMB 1 billion-class projects, projects of at least RMB 100 million."""
    size = write_figure(kind, desk.lang)
    if kind.multiple == "class":
        return f"{size} {label}" if desk.lang == "en" else f"{size}{label}"
    return f"{label} of {size}" if desk.lang == "en" else f"{size}の{label}"


__all__ = ["Line", "event_lines", "no_sum_of_prices", "of_kind"]
