"""Which column of a table is the Chinese and which its translation.

Owns the scripts that tell languages apart and the heads of columns. Knows
nothing of files: a row is a sequence of texts.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from briefing.values import LANGS, Lang

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Japanese prose is 40 to 60 % kana, Chinese with a Japanese product's name 2 %.
_KANA_SHARE = 0.15
# Latin letters to a Chinese character: English with the Chinese of a name in brackets has more.
_LATIN_TO_HAN = 4
_LONGEST_HEAD = 40
_WORDS = re.compile(r"[a-z]+|[\u3041-\u30fe\u3400-\u9fff]+")

Script = Literal["zh", "en", "ja", ""]


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of the two columns, and whether the first row is their head."""

    chinese: int
    target: int
    head: bool


def script(text: str) -> Script:
    """The language a text is in, as far as its characters tell: Japanese without kana looks Chinese."""
    han, kana, latin = (len(pattern.findall(text)) for pattern in (HAN, KANA, LATIN))
    if kana > (han + kana) * _KANA_SHARE:
        return "ja"
    if han and latin <= han * _LATIN_TO_HAN:
        return "zh"
    return "en" if latin else ""


def columns(rows: Sequence[Sequence[str]], lang: Lang | None) -> Columns | None:
    """The columns of the Chinese and of its translation into ``lang`` (None: into either); None where none is Chinese.

    Characters decide; the head does where they leave a choice.
    """
    heads = _heads(rows[0]) if rows else {}
    head = "zh" in heads.values() and any(role != "zh" for role in heads.values())
    body = rows[1:] if head else rows
    amounts = _amounts(body)
    chinese = _most(amounts, ("zh",), [n for n, role in heads.items() if head and role == "zh"])
    if chinese is None:
        return None
    width = max(map(len, rows))
    foreign = {n for n, role in heads.items() if head and lang and role in LANGS and role != lang}
    others = {n: amounts.get(n, Counter()) for n in range(width) if n != chinese and n not in foreign}
    wanted = {lang, "target"} if lang else {*LANGS, "target"}
    named = [n for n, role in heads.items() if head and n != chinese and role in wanted]
    target = _target(others, lang, named)
    return None if target is None else Columns(chinese, target, head)


def _target(others: dict[int, Counter[Script]], lang: Lang | None, named: list[int]) -> int | None:
    if len(others) == 1:
        return next(iter(others))
    if len(named) == 1:
        return named[0]
    # A Japanese column of short entries may be all Chinese characters.
    wanted: tuple[Script, ...] = (lang,) if lang else LANGS
    return _most(others, wanted, named)


def _most(amounts: dict[int, Counter[Script]], scripts: tuple[Script, ...], named: Sequence[int]) -> int | None:
    """The column with most text of these scripts, among the named ones if they have any."""
    sizes = {n: sum(amount[s] for s in scripts) for n, amount in amounts.items()}
    for choice in (named, list(sizes)):
        fitting = [n for n in choice if sizes.get(n)]
        if fitting:
            return max(fitting, key=lambda n: (sizes[n], -n))
    return None


def _amounts(rows: Sequence[Sequence[str]]) -> dict[int, Counter[Script]]:
    """Characters a column has in each script."""
    found: dict[int, Counter[Script]] = {}
    for row in rows:
        for number, cell in enumerate(row):
            found.setdefault(number, Counter())[script(cell)] += len(cell)
    return found


def _heads(row: Sequence[str]) -> dict[int, str]:
    """What the cells of a first row call their columns: zh (the source), en, ja, target."""
    roles = ((number, _role(cell)) for number, cell in enumerate(row))
    return {number: role for number, role in roles if role}


def _role(cell: str) -> str:
    if len(cell) > _LONGEST_HEAD:
        return ""
    words = set(_WORDS.findall(cell.lower()))
    named = [role for role, known in _head_words().items() if words & known]
    role = named[0] if named else ""
    return "zh" if role == "source" else role


@cache
def _head_words() -> dict[str, frozenset[str]]:
    raw = resources.files("briefing").joinpath("data/column_heads.toml").read_text(encoding="utf-8")
    return {role: frozenset(words) for role, words in tomllib.loads(raw).items()}
