"""What a modal does to a verb and to the status of its amounts: will, plan, expect, aim, may, done.

One table for both languages, so that what is only planned is never told as done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.values import Phrase, Slot, Status


@dataclass(frozen=True, slots=True)
class Modality:
    """``en`` has singular and plural auxiliaries; ``ja`` follows the plain verb; ``reach`` follows a value.

    ``moved`` follows 上昇, 増加 …; without it a level is never told to have been moved so.
    """

    status: Status | None
    en: tuple[str, str] = ("", "")
    ja: str = ""
    reach: str = ""
    moved: str = ""


_TABLE = {
    "will": Modality(Status.PLANNED, ("will", "will"), "", "となる見通し", "する見通し"),
    "plan": Modality(Status.PLANNED, ("plans to", "plan to"), "計画", "とする計画"),
    "aim": Modality(Status.PLANNED, ("aims to", "aim to"), "ことを目指す", "を目指す"),
    "expect": Modality(Status.FORECAST, ("is expected to", "are expected to"), "見通し", "となる見通し", "する見通し"),
    "may": Modality(Status.FORECAST, ("may", "may"), "可能性がある", "となる可能性がある", "する可能性がある"),
    "agree": Modality(Status.SIGNED, ("has agreed to", "have agreed to"), "ことで合意した", "とすることで合意"),
    "decide": Modality(Status.PLANNED, ("has decided to", "have decided to"), "ことを決めた", "とすることを決定"),
    "doing": Modality(Status.PLANNED, ("is in the process of", "are in the process of"), "作業を進めている", ""),
}
DONE = Modality(None)
_DOUBLED = frozenset(
    [
        *("admit", "airdrop", "ban", "begin", "cancel", "confer", "cut", "defer", "dig", "drop"),
        *("emit", "expel", "fit", "fulfil", "get", "hit", "kidnap", "let", "outbid", "patrol", "permit"),
        *("plan", "put", "refer", "refit", "remit", "rob", "run", "scrap", "set", "ship"),
        *("shut", "step", "stop", "submit", "sum", "swap", "top", "transfer", "transship", "win"),
    ]
)


def modality(slots: Mapping[str, Slot]) -> Modality:
    """The modality of a clause, from its modal or from a link that carries one."""
    for name in ("modal", "link"):
        slot = slots.get(name)
        if isinstance(slot, Phrase) and slot.attrs.get("m") in _TABLE:
            return _DUE if slot.attrs["m"] == "plan" and _plans_nothing(slots.get("subj")) else _TABLE[slot.attrs["m"]]
    return DONE


def _plans_nothing(subject: Slot | None) -> bool:
    """Products and lines are planned by others: they are due, they do not plan."""
    if not isinstance(subject, Phrase) or subject.entity is not None or subject.cat not in _THINGS:
        return False
    return not {"hum", "ctr"} & subject.attrs.keys() or subject.attrs.get("ctr") in (
        "件",
        "台",
        "品目",
        "基",
        "本",
        "工場",
        "機",
    )


_DUE = Modality(Status.PLANNED, ("is due to", "are due to"), "計画", "とする計画")
_THINGS = frozenset({"noun", "product", "np_built"})


def finite(verb: Phrase, mode: Modality, *, plural: bool, perfect: str = "") -> str:
    """The English verb after its subject: "signed", "will sign", "plans to sign".

    ``perfect`` asks for "has signed" ("have") or "had signed" ("had").
    """
    if mode.en[0].endswith(" of"):
        return f"{mode.en[plural]} {gerund(verb.en)}"
    if mode.en[0]:
        return f"{meant(mode.en[plural], plural) if verb.en.startswith('be ') else mode.en[plural]} {verb.en}"
    if perfect:
        done = (
            f"been {verb.en[3:]}"
            if verb.en.startswith("be ")
            else verb.attrs.get("pp", verb.attrs.get("past", verb.en))
        )
        return f"{'has' if perfect == 'have' and not plural else perfect} {done}"
    if verb.en.startswith("be "):
        return f"{'were' if plural else 'was'} {verb.en[3:]}"
    return verb.attrs.get("past", verb.en)


def meant(auxiliary: str, plural: bool) -> str:
    """What nobody does himself is not planning: spending is planned to rise, a project to be completed."""
    kinds = {"plan": "planned", "plans": "planned", "aim": "targeted", "aims": "targeted"}
    word = kinds.get(auxiliary.split(" ")[0])
    return f"{'are' if plural else 'is'} {word} to" if word else auxiliary


def passive(verb: Phrase, mode: Modality, *, plural: bool) -> str:
    """The English verb where nobody is said to have done it: "were signed", "will be signed"."""
    done = verb.attrs.get("pp", verb.en)
    if mode.en[0].endswith(" of"):
        return f"{'are' if plural else 'is'} being {done}"
    return f"{mode.en[plural]} be {done}" if mode.en[0] else f"{'were' if plural else 'was'} {done}"


def japanese(verb: Phrase, mode: Modality, *, lasting: bool = False) -> str:
    """The Japanese verb at the end of its clause; what is so on the day told of is 運営している."""
    if mode is not DONE:
        return f"{verb.ja}{mode.ja}"
    done = verb.attrs.get("jt", verb.ja)
    return re.sub("(?<=[しれ])た$", "ている", done) if lasting else done


def gerund(base: str) -> str:
    """The -ing form of a base verb, whose first word carries it."""
    first, _, rest = base.partition(" ")
    if first.endswith("ly"):
        return f"{first} {gerund(rest)}"
    if first == "be":
        return f"being {rest}".strip()
    stem = first[:-1] if first.endswith("e") and not first.endswith("ee") else first
    if first in _DOUBLED:
        stem = first + first[-1]
    return f"{stem}ing {rest}".strip()
