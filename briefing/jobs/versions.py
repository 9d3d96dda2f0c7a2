"""What a new version of an article says differently, in its figures.

Owns the comparison of two records (the JSON beside the briefs) and the words
for it. A figure is known again by label, period and holder of its row; one that
stands in several rows, or in none, is told only as gone or new.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

# Figures told by name alone; a rewritten article has nothing to compare.
MOST = 12


def changes(former: bytes, record: bytes) -> tuple[str, ...]:
    """``Operating revenue, 2023: 86.32亿元 → 86.52亿元`` for each figure that changed; nothing without two records."""
    try:
        before, after = json.loads(former), json.loads(record)
        return tuple(_changes(before, after))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return ()


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    gone, new = _figures(before) - _figures(after), _figures(after) - _figures(before)
    told: Counter[str] = Counter()
    rows = _rows(before)
    for key, values in _rows(after).items():
        if len(values) == 1 == len(rows.get(key, ())) and values != rows[key]:
            told.update((*rows[key], *values))
            yield f"{', '.join(part for part in key if part)}: {rows[key][0]} → {values[0]}"
    for words, left in (("no longer there", gone), ("new", new)):
        rest = [text for text in left if text not in told]
        if rest:
            more = f" and {len(rest) - MOST} more" if len(rest) > MOST else ""
            yield f"{words}: {', '.join(rest[:MOST])}{more}"


def _figures(record: Mapping[str, Any]) -> Counter[str]:
    return Counter(figure["text"] for figure in record["reading"]["figures"])


def _rows(record: Mapping[str, Any]) -> Mapping[tuple[str, str], list[str]]:
    """The first figure of each row of the table, as the article writes it, by label and period."""
    briefs = record["briefs"]
    brief = briefs.get("en") or next(iter(briefs.values()))
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in brief["rows"]:
        if row["figures"]:
            found[row["label"], row["period"]].append(row["figures"][0]["text"])
    return found
