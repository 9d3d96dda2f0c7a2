"""Whether an amount is planned, signed, actual, cumulative, forecast or only stated.

The words of the clause decide: its modal first, then what the metric says of
itself, then the verb. Nothing here is guessed from the size of a figure.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefing.lexicon.rules import Rule
from briefing.values import Phrase, Slot, Status

_MODALS = {
    "will": Status.PLANNED,
    "plan": Status.PLANNED,
    "aim": Status.PLANNED,
    "decide": Status.PLANNED,
    "doing": Status.PLANNED,
    "agree": Status.SIGNED,
    "expect": Status.FORECAST,
    "may": Status.FORECAST,
}


def status_of(rule: Rule, slots: Mapping[str, Slot]) -> Status:
    """The status of the amounts of a clause."""
    for name in ("modal", "link"):
        modal = _attr(slots, name, "m")
        foreseen = rule.kind == "measure" or "src" in slots
        if modal == "will" and foreseen and "metric" in slots and not _attr(slots, "metric", "status"):
            return Status.FORECAST
        if modal in _MODALS:
            return _MODALS[modal]
    for name in ("metric", "v", "obj"):
        if given := _attr(slots, name, "status"):
            return Status(given)
    if any(_attr(slots, name, "cum") == "1" for name in ("link", "adv", "cum")):
        return Status.CUMULATIVE
    if rule.status:
        return Status(rule.status)
    return Status.STATED if _is_asked(slots) else Status.ACTUAL


def _is_asked(slots: Mapping[str, Slot]) -> bool:
    """Whether it is a price somebody sets or asks; what a market paid, what a share earned and what rose has happened."""
    if _attr(slots, "metric", "dim") != "price":
        return False
    paid = _attr(slots, "metric", "holder") == "market"
    return not (paid or _attr(slots, "metric", "mv") == "amount" or "change" in slots)


def _attr(slots: Mapping[str, Slot], name: str, key: str) -> str:
    slot = slots.get(name)
    return slot.attrs.get(key, "") if isinstance(slot, Phrase) else ""
