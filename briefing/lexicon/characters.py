"""Chinese characters in the forms Japan prints.

Owns the conversion of names from Chinese (Simplified or Traditional) to
Japanese characters. Knows nothing of words that Japanese writes otherwise
(米国, ハルビン): those are terms. The table is data/characters.tsv.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class _Table(NamedTuple):
    single: dict[int, str]
    words: dict[str, str]
    pattern: re.Pattern[str]


@cache
def _table() -> _Table:
    text = (files("briefing") / "data" / "characters.tsv").read_text(encoding="utf-8")
    single: dict[int, str] = {}
    words: dict[str, str] = {}
    for line in text.splitlines():
        zh, _, ja = line.partition("\t")
        if len(zh) != len(ja):
            continue  # comment lines
        if len(zh) == 1:
            single[ord(zh)] = ja
        elif zh != "zh":
            words[zh] = ja
    longest_first = sorted(words, key=len, reverse=True)
    return _Table(single, words, re.compile("|".join(map(re.escape, longest_first))))


def is_japanese_text(text: str) -> bool:
    """Whether every character can be printed in Japan (cp932)."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


@cache
def to_japanese(zh: str) -> str | None:
    """``zh`` in Japanese characters, one for one, or None where one has no form."""
    table = _table()
    parts: list[str] = []
    end = 0
    for match in table.pattern.finditer(zh):
        parts.append(zh[end : match.start()].translate(table.single))
        parts.append(table.words[match.group()])
        end = match.end()
    parts.append(zh[end:].translate(table.single))
    ja = "".join(parts)
    return ja if is_japanese_text(ja) else None
