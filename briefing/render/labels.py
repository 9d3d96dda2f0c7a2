"""The words a document carries besides the article: section names, column heads, notes.

Owns the form of ``briefing/data/labels.*.toml``; knows nothing of Word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from briefing.errors import DataError
from briefing.values import Lang, Row, Status

# What has not happened yet is seen at a glance: shaded wherever it is shown.
AHEAD = (Status.PLANNED, Status.FORECAST, Status.SIGNED)

KEYS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sections": frozenset(
            ("takeaway", "points", "figures", "parties", "quotes", "open_items", "sources", "method")
        ),
        "figures": frozenset(("item", "value", "change", "status", "period", "holder", "ref")),
        "parties": frozenset(("name", "kind", "original", "ref")),
        "open_items": frozenset(("source", "known", "ref")),
        "status": frozenset(("planned", "signed", "actual", "cumulative", "forecast", "stated")),
        "text": frozenset(
            (
                "house_investor-brief",
                "house_research-note",
                "logo",
                "subject",
                "not_stated",
                "see_source",
                "scope",
                "see_source_cell",
                "unconfirmed",
                "nothing_known",
                "legend",
                "legend_cells",
                "legend_scope",
                "article",
                "method",
                "provenance",
                "disclaimer",
                "page",
                "date",
            )
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Labels:
    lang: Lang
    sections: Mapping[str, str]
    figures: Mapping[str, str]
    parties: Mapping[str, str]
    open_items: Mapping[str, str]
    status: Mapping[str, str]
    text: Mapping[str, str]
    months: tuple[str, ...] = ()

    def cell(self, text: str) -> str:
        """What a cell of the table shows: a dash, told once below, for what only the source sentence can tell."""
        return self.text["see_source_cell"] if text == self.text["see_source"] else text

    def legend(self, rows: Sequence[Row]) -> str:
        """What the shades, the dashes and the quotations of a table mean; only what these rows have, empty for none."""
        unanswered = {self.text["not_stated"], self.text["see_source"]}
        parts = [self.text["legend"]] if any(row.status in AHEAD for row in rows) else []
        parts += [self.text["legend_cells"]] if any(unanswered & {row.period, row.holder} for row in rows) else []
        parts += [self.text["legend_scope"]] if any(row.scope for row in rows) else []
        return ("" if self.lang == "ja" else " ").join(parts)

    def date(self, when: datetime | None) -> str:
        """The day in the language's own form; empty where there is none."""
        if when is None:
            return ""
        name = self.months[when.month - 1] if self.months else ""
        return self.text["date"].format(year=when.year, month=when.month, day=when.day, month_name=name)


@cache
def labels_for(lang: Lang) -> Labels:
    """The labels of a language. Raises DataError where a name is missing or unknown."""
    name = f"labels.{lang}.toml"
    try:
        data = tomllib.loads(files("briefing").joinpath("data", name).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{name} cannot be read: {error}") from error
    months = data.get("text", {}).pop("months", [])
    if len(months) not in (0, 12):
        raise DataError(f"{name}: text.months holds {len(months)} names, not 12 or none")
    groups: dict[str, Mapping[str, str]] = {}
    for group, wanted in KEYS.items():
        found = data.pop(group, {})
        odd = sorted(wanted ^ found.keys())
        if odd:
            raise DataError(f"{name}: missing or unknown in [{group}]: {', '.join(odd)}")
        groups[group] = MappingProxyType({key: str(text) for key, text in found.items()})
    if data:
        raise DataError(f"{name}: unknown tables: {', '.join(sorted(data))}")
    return Labels(lang=lang, months=tuple(months), **groups)
