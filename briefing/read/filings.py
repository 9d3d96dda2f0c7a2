"""The forms of exchange filings, taken off a draft: codes in the head, the board's assurance, who signs and when.

Owns what in a filing is form; the words are ``data/filings.toml``. The day a
filing is signed on becomes its date. Knows nothing of PDF and Word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files

from briefing.read.draft import Block, Draft, flat
from briefing.script import simplified

# Codes stand above everything, who signs below it.
_SIGNING_LINES = 4
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}


@dataclass(frozen=True, slots=True)
class _Forms:
    drop: tuple[re.Pattern[str], ...]
    signed: re.Pattern[str]
    day: re.Pattern[str]


def without_forms(draft: Draft) -> Draft:
    """The draft of a filing without its forms, with the day it is signed on; any other draft as it is."""
    kept = tuple(block for block in draft.blocks if not _is_form(block))
    is_filing = len(kept) < len(draft.blocks)
    return _signed(replace(draft, blocks=kept)) if is_filing else draft


def _is_form(block: Block) -> bool:
    if block.kind == "table":
        return False
    text = simplified(flat(block.text))
    return any(pattern.fullmatch(text) for pattern in _forms().drop)


def _signed(draft: Draft) -> Draft:
    blocks = list(draft.blocks)
    at = max(len(blocks) - _SIGNING_LINES, 0)
    days = [n for n in range(at, len(blocks)) if blocks[n].kind != "table" and _day(blocks[n].text)]
    if not days:
        return draft
    day = _day(blocks[days[-1]].text)
    gone = {days[-1], *_signers(blocks, days[-1])}
    kept = tuple(block for n, block in enumerate(blocks) if n not in gone)
    if draft.published is not None:
        return replace(draft, blocks=kept)
    return replace(draft, blocks=kept, published=day, has_time=False)


def _signers(blocks: Sequence[Block], day: int) -> list[int]:
    before = day - 1
    signs = before >= 0 and blocks[before].kind in ("body", "heading")
    return [before] if signs and _forms().signed.fullmatch(simplified(flat(blocks[before].text))) else []


def _day(text: str) -> datetime | None:
    """The day that a line is, in digits or Chinese numerals (二〇二四年三月八日)."""
    found = _forms().day.search(simplified(flat(text)))
    if found is None or found.end() != len(flat(text)):
        return None
    if found.start() and not _forms().signed.fullmatch(simplified(flat(text))[: found.start()]):
        return None
    try:
        return datetime(_year(found["year"]), _small(found["month"]), _small(found["day"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    return int("".join(str(_DIGITS.get(char, char)) for char in text))


def _small(text: str) -> int:
    """A month or a day up to 三十一."""
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0) if len(text) == 1 else 0
    return (_DIGITS.get(tens, 1 if not tens else 0)) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


@cache
def _forms() -> _Forms:
    data = tomllib.loads(files("briefing").joinpath("data", "filings.toml").read_text(encoding="utf-8"))
    return _Forms(tuple(map(re.compile, data["drop"])), re.compile(data["signed"]), re.compile(data["day"]))
