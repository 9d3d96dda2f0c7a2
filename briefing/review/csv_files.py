"""CSV and TSV files: a text and its translation in two columns.

Owns the separator and the rows. Which column is which is for ``columns`` to say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from briefing.errors import SourceUnreadable
from briefing.read.decode import decode
from briefing.read.draft import clean
from briefing.review.columns import columns
from briefing.review.values import Segment
from briefing.values import Lang

ENDINGS = frozenset({".csv", ".tsv", ".tab"})
_SEPARATORS = ",\t;|"
_SAMPLE = 20
_MOST_COLUMNS = 256
_HINT = "give a column with the Chinese and one with its translation, headed zh and en or ja"


def read_csv(data: bytes, *, where: str, lang: Lang | None) -> list[tuple[Segment, Segment]]:
    """Both sides row by row. Raises ``SourceUnreadable`` with the row where it breaks."""
    numbered = [(number, row) for number, row in enumerate(_rows(data, where), start=1) if any(row)]
    found = columns([row for _, row in numbered], lang)
    if found is None:
        raise SourceUnreadable(f"{where}: no column with Chinese and its translation", hint=_HINT)
    pairs = []
    for number, row in numbered[1:] if found.head else numbered:
        cells = dict(enumerate(row))
        source, target = cells.get(found.chinese, ""), cells.get(found.target, "")
        if source or target:
            pairs.append((Segment(source, f"row {number}"), Segment(target, f"row {number}")))
    return pairs


def _rows(data: bytes, where: str) -> Iterator[list[str]]:
    text = decode(data, where=where)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, where), strict=True)
    try:
        for row in reader:
            if len(row) > _MOST_COLUMNS:
                raise SourceUnreadable(f"{where}:{reader.line_num}: has {len(row):,} columns", hint=_HINT)
            yield [clean(cell) for cell in row]
    except csv.Error as error:
        raise SourceUnreadable(
            f"{where}:{reader.line_num}: no CSV: {error}",
            hint='a text with quotation marks is enclosed in them, those inside are doubled: "He said ""yes""."',
        ) from error


def _separator(text: str, where: str) -> str:
    """The character that parts most of the first rows into equally many cells; a tab where the file is named so."""
    if where.lower().endswith((".tsv", ".tab")):
        return "\t"
    return max(_SEPARATORS, key=lambda mark: _evenness(text, mark))


def _evenness(text: str, mark: str) -> tuple[int, int]:
    """How many of the first rows have as many cells as the first, if that are several."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        widths = [len(row) for row in islice(reader, _SAMPLE) if row]
    except csv.Error:
        return 0, 0
    width = widths[0] if widths else 1
    return (sum(w == width for w in widths), -width) if width > 1 else (0, 0)
