"""The levels and moves that a report of the markets tells in one sentence, each as a measure for the table.

截至收盘，沪指报3304点，涨0.6%；深成指报…: one event for the sentence, one line for every index. Owns which parts
of the frames in markets_close.toml are name, level and move. Knows nothing of how a line is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.values import Fact, Figure, Period, Phrase, Slot

_PREFIX = "mkt."
_NAMES = frozenset({"mkt_name", "mkt_active"})
_ITEMS = frozenset({"mkt_mv", "mkt_item", "mkt_titem", "mkt_full"})
_FRAME = "measure.plain"


def closing_measures(fact: Fact) -> Iterator[Fact]:
    """A measure for each index or price whose move the event tells; none for other events."""
    if not fact.frame.startswith(_PREFIX) or "metric" in fact.slots:
        return
    noon = fact.slots.get("noon")
    period = fact.slots.get("closed", fact.slots.get("period", noon))
    shared: dict[str, Slot] = {"period": replace(period, relation="in")} if isinstance(period, Period) else {}
    if noon is not None or any(isinstance(p, Phrase) and p.cat == "mkt_noon" for p in fact.slots.values()):
        shared["basis"] = Phrase("basis", fact.span, "at midday", "前引け")
    told = [*_of_event(fact.frame, fact.slots), *(one for slot in fact.slots.values() for one in _nested(slot))]
    for slots in told:
        yield replace(fact, frame=_FRAME, slots={**shared, **slots})


def _of_event(frame: str, slots: Mapping[str, Slot]) -> Iterator[dict[str, Slot]]:
    """What the event's own slots tell: its first index, or each of two or three told with 分别."""
    falls = frame.endswith("_down")
    if not falls and not frame.endswith("_up"):
        return
    if "m" in slots:
        names = [slots[n] for n in ("n", "m", "o") if n in slots]
        moves = [slots[n] for n in ("subj", "y", "modal") if isinstance(slots.get(n), Figure)]
        if len(names) == len(moves):
            for name, move in zip(names, moves, strict=True):
                yield from _told(name, None, (move,), falls=falls)
        return
    modal = slots.get("modal")
    by_percent = isinstance(modal, Figure) and modal.unit == "percent"
    level = slots.get("y", modal if isinstance(modal, Figure) and not by_percent else None)
    also = slots.get("x", modal if by_percent else None)
    yield from _told(slots.get("n", modal), level, (slots.get("subj"), also), falls=falls)


def _nested(slot: Slot) -> Iterator[dict[str, Slot]]:
    """What the further items of a row tell."""
    if not isinstance(slot, Phrase):
        return
    if slot.cat in _ITEMS:
        moves = (slot.parts["p"], slot.parts["x"]) if "p" in slot.parts else (slot.parts.get("x"), None)
        yield from _told(slot.parts.get("n"), slot.parts.get("y"), moves, falls=slot.rule.endswith("down"))
        return
    for part in slot.parts.values():
        yield from _nested(part)


def _told(
    name: Slot | None, level: Slot | None, moves: tuple[Slot | None, ...], *, falls: bool
) -> Iterator[dict[str, Slot]]:
    if not isinstance(name, Phrase) or name.cat not in _NAMES:
        return
    known = [move for move in moves if isinstance(move, Figure)]
    if not known:
        return
    head = name.parts.get("h")
    plain = head if isinstance(head, Phrase) and len(name.parts) == 1 and name.rule in _PLAIN else name
    turned = Phrase(
        "dir", known[0].span, "down" if falls else "up", "減" if falls else "増", {"d": "-1" if falls else "1"}
    )
    slots: dict[str, Slot] = {"metric": plain, "dir": turned, "change": known[0]}
    if isinstance(level, Figure):
        slots["value"] = level
    if len(known) > 1:
        slots |= {"dir2": turned, "change2": known[1]}
    yield slots


# The names that say no more than their own metric.
_PLAIN = frozenset({"mkt.name.index", "mkt.name.price"})
