"""Where a text in the target language quotes Chinese originals in brackets.

Rows, parties and the date line carry no offsets: an original in them is known
by its characters, or as the original of a name that is only a guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from briefing.values import Brief, Lang

BRACKETED = re.compile(r"[(（\[［][^()（）\[\]［］]*[)）\]］]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def originals_in(text: str, lang: Lang, names: Collection[str] = ()) -> list[tuple[int, int]]:
    """Half-open offsets of the brackets that hold Chinese; ``names``: those that count as Chinese in Japanese too."""
    return [m.span() for m in BRACKETED.finditer(text) if _is_chinese(m[0], lang) or m[0][1:-1] in names]


def uncertain_names(brief: Brief) -> frozenset[str]:
    """The originals of names whose form is only a guess: 万科 in brackets is one, though Japanese can write it."""
    return frozenset(party.original for party in brief.parties if not party.certain)


def _is_chinese(text: str, lang: Lang) -> bool:
    return bool(HAN.search(text)) if lang == "en" else not _cp932(text)


def _cp932(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
