"""What a chart says: its bars with their exact numbers, how each is written, and the same in words.

Owns the scale all bars share and the number format that writes a bar's amount
with its unit and qualifier, as the table does. Knows nothing of XML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from briefing.render.chart_choice import Comparable, chart_data, comparable
from briefing.render.originals import originals_in, uncertain_names
from briefing.translate.amounts import write_figure
from briefing.values import Brief, Figure, Lang, Qualifier, Row, Status

SCALES = MappingProxyType(
    {
        "en": ((12, " trillion"), (9, " billion"), (6, " million"), (0, "")),
        "ja": ((12, "兆"), (8, "億"), (4, "万"), (0, "")),
    }
)
# From here on a bar's number is too long to read, and the next scale serves better.
TOO_LONG = MappingProxyType({"en": 10**6, "ja": 10**5})
_BRACKETS = re.compile(r"\s?[(（][^()（）]*[)）]$")


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount: ``value`` in the chart's scale, ``before`` and ``after`` what its label says around the number."""

    name: str
    value: Decimal
    before: str
    after: str
    status: Status
    status_label: str

    @property
    def decimals(self) -> int:
        return max(0, -int(self.value.normalize().as_tuple().exponent))

    @property
    def number_format(self) -> str:
        """The format code that writes the label: ``"about RMB "#,##0.0" million"``."""
        digits = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        return f"{_quoted(self.before)}{digits}{_quoted(self.after)}"


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A chart of one brief. ``unit`` is what the numbers of the workbook are in."""

    lang: Lang
    title: str
    unit: str
    bars: tuple[Bar, ...]
    alt: str
    note: str = ""

    @property
    def statuses(self) -> tuple[tuple[Status, str], ...]:
        """The statuses of the bars with their labels, in the order of the bars."""
        return tuple({bar.status: (bar.status, bar.status_label) for bar in self.bars}.values())


def chart_table(brief: Brief) -> ChartTable | None:
    """The chart of a brief; None where nothing in it can be compared."""
    chosen = comparable(brief.rows)
    if chosen is None:
        return None
    power, word = _scale(chosen.rows, brief.lang)
    around = [_around(row, brief.lang) for row in chosen.rows]
    bars = tuple(
        Bar(name, _scaled(row, power), words[0], word + words[1], row.status, row.status_label)
        for name, row, words in zip(_names(brief, chosen), chosen.rows, around, strict=True)
        if words is not None
    )
    if len(bars) < len(chosen.rows):
        return None
    data = chart_data()[brief.lang]
    title = _title(brief, chosen)
    told = data["apart"].join(
        data["bar"].format(name=bar.name, value=row.value, status=row.status_label)
        for bar, row in zip(bars, chosen.rows, strict=True)
    )
    return ChartTable(
        lang=brief.lang,
        title=title,
        unit=_unit(chosen.rows, brief.lang, word),
        bars=bars,
        alt=data["about"].format(title=title, bars=told),
        note=data["left_out"] if chosen.left_out else data["overlap"] if chosen.layout in ("metrics", "sums") else "",
    )


# --- numbers -------------------------------------------------------------------


def _figure(row: Row) -> Figure:
    if row.measure is None:
        raise ValueError(f"no measure: {row.label}")
    return row.measure.figure


def _value(row: Row) -> Decimal:
    return _figure(row).value or Decimal(0)


def _scale(rows: Sequence[Row], lang: Lang) -> tuple[int, str]:
    """The power of ten all bars share, and its word: the largest that leaves every bar at least 1."""
    least, most = min(map(_value, rows)), max(map(_value, rows))
    fitting = [(power, word) for power, word in SCALES[lang] if least >= Decimal(10) ** power]
    power, word = fitting[0] if fitting else (0, "")
    if most.scaleb(-power) >= TOO_LONG[lang]:
        larger = [scale for scale in SCALES[lang] if scale[0] > power]
        power, word = larger[-1] if larger else (power, word)
    return power, word


def _scaled(row: Row, power: int) -> Decimal:
    shown = _value(row).scaleb(-power)
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()


def _around(row: Row, lang: Lang) -> tuple[str, str] | None:
    """What the table writes before and after the number: its qualifier, currency, unit. None where it is not there."""
    bare = write_figure(replace(_figure(row), unit="", counter="", qualifier=Qualifier.EXACT), lang)
    before, found, after = _BRACKETS.sub("", row.value).partition(bare)
    if not bare or not found or any(c.isdigit() for c in before + after):
        return None
    return before, after


def _unit(rows: Sequence[Row], lang: Lang, word: str) -> str:
    """What the workbook's numbers are in: RMB million. A row without a qualifier says it as the table does."""
    row = next((row for row in rows if _figure(row).qualifier is Qualifier.EXACT), None)
    around = None if row is None else _around(row, lang)
    if around is None:
        plain = replace(_figure(rows[0]), qualifier=Qualifier.EXACT)
        around = _around(replace(rows[0], value=write_figure(plain, lang)), lang) or ("", "")
    before, after = around
    return " ".join(f"{before}{word}{after}".split())


# --- words ---------------------------------------------------------------------


def _title(brief: Brief, chosen: Comparable) -> str:
    first, data = chosen.rows[0], chart_data()[brief.lang]
    shared = {
        "metrics": (first.holder, first.period),
        "holders": (first.label, first.period if first.measure and first.measure.period else ""),
        "periods": (first.holder, first.label),
        "sums": (data["sums"],),
    }[chosen.layout]
    return str(data["between"].join(_clean(brief, text) for text in shared if text))


def _names(brief: Brief, chosen: Comparable) -> list[str]:
    if chosen.layout == "sums":
        form = chart_data()[brief.lang]["holder"]
        return [_clean(brief, form.format(label=row.label, holder=row.holder)) for row in chosen.rows]
    part = {"metrics": "label", "holders": "holder", "periods": "period"}[chosen.layout]
    return [_clean(brief, getattr(row, part)) for row in chosen.rows]


def _clean(brief: Brief, text: str) -> str:
    """The text without Chinese originals: a chart has no style to set them apart, and the table has them."""
    for start, end in reversed(originals_in(text, brief.lang, uncertain_names(brief))):
        text = text[:start].rstrip() + text[end:]
    return text


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""
