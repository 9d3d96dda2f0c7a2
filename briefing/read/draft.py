"""What a format reader hands on: lines and what the format knows about them.

Owns ``Draft`` and ``Block`` and the cleaning of one line. Knows nothing of
formats, furniture or languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Kind = Literal["body", "heading", "caption", "table"]

_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
# Control and format characters that carry no meaning in print (C0 but tab, C1,
# zero-width, direction marks, byte-order mark, soft hyphen, lone surrogates).
_UNPRINTED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_NUMBER_ALONE = re.compile(r"[-+−–()（）0-9,.%％\s]+")
_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}")
_SPACES = " \t\xa0\u3000\u2002\u2003\u2009\u202f\ufffc"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the source that may be a paragraph of the article; ``place`` says where a person finds it."""

    text: str
    kind: Kind = "body"
    page: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines in reading order; the rest is what the format itself says."""

    blocks: tuple[Block, ...]
    title: str = ""
    published: datetime | None = None
    has_time: bool = False
    inferred: bool = False
    source: str | None = None
    via: str | None = None
    author: str | None = None


def clean(text: str) -> str:
    """One line: no control characters, no white space at the ends, the rest as it was."""
    return _UNPRINTED.sub("", _BREAKS.sub(" ", text)).strip(_SPACES)


def repeats(text: str) -> str:
    """What a cell set over several columns or rows says in each of them: its words, but no number twice."""
    return "" if _NUMBER_ALONE.fullmatch(text) and not _YEAR_ALONE.fullmatch(text.strip()) else text


def clean_row(text: str) -> str:
    """One row of a table: its cells cleaned, the empty ones kept in their places."""
    return "\t".join(clean(cell) for cell in text.split("\t"))


def cleaned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every line of the blocks, cleaned; none without text."""
    for block in blocks:
        for line in lines_of(block.text):
            text = clean_row(line) if block.kind == "table" else clean(line)
            if text.strip():
                yield replace(block, text=text)


def lines_of(text: str) -> list[str]:
    """The lines of ``text``, uncleaned."""
    return _BREAKS.split(text) if "\n\n" not in text else text.splitlines()


def flat(text: str) -> str:
    """For comparing only: without white space."""
    return "".join(text.split())
