"""What an event's amounts are called in a line of the table, as its frame says it (``row_en``, ``row_ja``).

A frame names its lines as ``slot+change label``, several with semicolons between: ``n+c {v} received; a+modal
tourism revenue``. Knows nothing of owners, times and status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.assemble.desk import Desk
from briefing.translate.amounts import write_figure
from briefing.values import Fact, Figure, Phrase, Slot

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's label, value and change, and the figures they tell."""

    label: str
    value: str
    change: str
    figures: tuple[Figure, ...]


def event_lines(desk: Desk, fact: Fact) -> Iterator[Line]:
    """The lines a frame gives its amounts; none where it names none."""
    rule = desk.writer.words.grammar[fact.frame]
    for entry in filter(None, (rule.row_en if desk.lang == "en" else rule.row_ja).split("; ")):
        where, label = entry.split(" ", 1)
        amount, _, change = where.partition("+")
        figure = fact.slots.get(amount)
        if not isinstance(figure, Figure):
            continue
        value = write_figure(replace(figure, counter=""), "en") if desk.lang == "en" else _japanese(figure)
        moved, figures = _change(desk, fact, fact.slots.get(change))
        if value:
            yield Line(
                _SLOT.sub(lambda m: desk.writer.words.say(fact.slots[m[1]]), label), value, moved, (figure, *figures)
            )


def _japanese(figure: Figure) -> str:
    return write_figure(figure, "ja", ctr="人" if figure.counter in ("人", "人次") else "")


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


__all__ = ["Line", "event_lines"]
