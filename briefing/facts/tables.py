"""The numbers of tables as figures in base units, and what a line of a table says as a fact.

Owns the joining of a cell with its head, its label and its caption. A number
whose unit stands nowhere, or whose label and head do not agree, is no figure; a
line that is not understood to the last word is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from briefing.facts.chart import Builder, Parser
from briefing.facts.figures import read_figures
from briefing.facts.fold import fold
from briefing.facts.lattice import edges, lattice
from briefing.facts.periods import folded_periods
from briefing.facts.table_grid import YEAR, Cell, Grid, Row, grids_of, is_table, tells
from briefing.facts.table_units import CellUnit, unit_in_brackets, units_of_caption, words
from briefing.lexicon.terms import Lexicon
from briefing.values import (
    Article,
    Comparison,
    Fact,
    Figure,
    OpenClause,
    Period,
    Phrase,
    Slot,
    Span,
    Status,
)

_FRAME = "measure.plain"
# Lines are read for facts up to here; the table of the brief holds two dozen.
_MOST_ROWS = 300
# A short table is shown as open items where it is not understood, a long one is an appendix.
_MOST_OPEN = 12
_CHANGE_LEAD = re.compile(r"(?P<up>增加|增长|上升|提高|上涨|增)|(?P<down>减少|下降|降低|下滑|下跌|减)")
_DIMS = {
    "money": {"money"},
    "ratio": {"ratio"},
    "percent": {"ratio"},
    "growth": {"ratio"},
    "price": {"money", "rate"},
    "count": {"count"},
}

Role = Literal["period", "current", "earlier", "change", "metric", "other", ""]


@dataclass(frozen=True, slots=True)
class Told:
    """What the tables of an article give; ``by_row`` has the facts and open clauses of each row's paragraph."""

    figures: tuple[Figure, ...] = ()
    periods: tuple[Period, ...] = ()
    by_row: dict[int, tuple[tuple[Fact, ...], tuple[OpenClause, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Name:
    """A label or head without its unit, what it is, and whether words are left over."""

    cells: tuple[Cell, ...] = ()
    role: Role = ""
    text: str = ""
    unit: CellUnit | None = None
    metric: Phrase | None = None
    period: Period | None = None
    base: str = ""
    status: Status = Status.ACTUAL
    clear: bool = True


class TableReader:
    """Reads the tables of articles with one lexicon and one grammar."""

    def __init__(self, lexicon: Lexicon, parser: Parser) -> None:
        self._lexicon = lexicon
        self._parser = parser

    def read(self, article: Article, *, yuan: str) -> Told:
        """Figures, periods and facts of all tables; ``yuan`` is the currency a bare 元 means, empty where nobody says."""
        if not any(map(is_table, article.paragraphs)):
            return Told()
        figures: list[Figure] = []
        periods: list[Period] = []
        by_row: dict[int, tuple[tuple[Fact, ...], tuple[OpenClause, ...]]] = {}
        for grid in grids_of(article):
            table = _Table(self, article, grid, yuan)
            for number, row in enumerate(grid.rows):
                found, facts = table.row(row, deep=number < _MOST_ROWS)
                figures += found
                telling = tuple(f for f in found if f.value is not None)
                open_ = () if facts or not telling or len(grid.rows) > _MOST_OPEN else (OpenClause(row.span, telling),)
                by_row[row.paragraph] = facts, open_
            periods += table.periods
        return Told(tuple(figures), tuple(periods), by_row)

    def metric(self, article: Article, cell: Cell, text: str) -> Phrase | None:
        """The one metric that a label is, to its last character."""
        at = article.text.find(text, cell.span.start, cell.span.end)
        if at < 0 or not text:
            return None
        grid = lattice(article.text, Span(at, at + len(text)), self._lexicon)
        chart = self._parser.parse(grid.text, edges(grid, ()), build=Builder(grid.article_span))
        found = [e.value for e in chart.over(0, len(grid.text), "metric") if isinstance(e.value, Phrase)]
        same = {(p.en, p.ja, p.rule) for p in found}
        return found[0] if len(same) == 1 and not found[0].figures else None

    def word(self, zh: str, cat: str, span: Span) -> Phrase | None:
        term = next((t for t in self._lexicon.get(zh) if t.cat == cat), None)
        return None if term is None else Phrase(cat, span, term.en, term.ja, MappingProxyType(dict(term.attrs)))


class _Table:
    """One table with the meaning of its columns."""

    def __init__(self, reader: TableReader, article: Article, grid: Grid, yuan: str) -> None:
        self._reader, self._article, self._grid, self._yuan = reader, article, grid, yuan
        self.periods: list[Period] = []
        self._units = self._caption_units()
        self._columns = tuple(self._name(cells) for cells in grid.head)
        self._captioned = "".join(cell.text for cell in grid.captions)
        self._doubtful = any(word in self._captioned for word in words()["doubtful"])

    def _caption_units(self) -> tuple[CellUnit, ...]:
        """The units of the nearest caption that names one; none where one of its words is not understood."""
        for cell in reversed(self._grid.captions):
            units = units_of_caption(cell.text)
            if units is None:
                return ()
            if units:
                return units
        return ()

    def row(self, row: Row, *, deep: bool) -> tuple[list[Figure], tuple[Fact, ...]]:
        """The figures of a line, and its facts if it is understood."""
        label = self._name(row.labels)
        found: dict[int, Figure] = {}
        for column, cell in row.cells:
            figure = self._figure(cell, label, self._column(column))
            if figure is not None:
                found[column] = figure
        facts = tuple(self._facts(row, label, found)) if deep and found and self._believed(row, label) else ()
        changes = {f.span: f for fact in facts for f in fact.figures}
        return [changes.get(figure.span, figure) for figure in found.values()], facts

    def _column(self, column: int) -> _Name:
        return self._columns[column] if column < len(self._columns) else _Name(clear=not self._columns)

    # --- labels and heads -----------------------------------------------------

    def _name(self, cells: Sequence[Cell]) -> _Name:
        """What the words of a label, or of the cells above a column, are together."""
        name = _Name(tuple(cells))
        for cell in cells:
            name = self._with(name, cell)
        return name

    def _with(self, name: _Name, cell: Cell) -> _Name:
        text, unit, narrowed = unit_in_brackets(_without_lead(cell.text))
        text = re.sub(words()["label_tail"] + "$", "", text) or text
        status = _status(text)
        name = replace(name, text=name.text + text, status=status if status is not Status.ACTUAL else name.status)
        if unit is not None:
            clash = name.unit is not None and name.unit != unit
            name = replace(name, unit=unit, clear=name.clear and not clash)
        bare = text
        for word in (*words()["planned"], *words()["forecast"]):
            bare = bare.removeprefix(word).removesuffix(word) if status is not Status.ACTUAL else bare
        if not bare or bare in words()["sections"]:
            return name
        return self._as(name, cell, bare, narrowed=narrowed)

    def _as(self, name: _Name, cell: Cell, text: str, *, narrowed: bool) -> _Name:
        if change := re.fullmatch(words()["change"], text):
            return replace(name, role="change", base=change["base"] or text, clear=name.clear and not narrowed)
        if text in words()["earlier"]:
            return replace(name, role="earlier")
        if text in words()["current"]:
            return replace(name, role=name.role or "current", clear=name.clear and not narrowed)
        if period := _period(text, cell):
            self.periods.append(period)
            clear = name.clear and name.period is None and not narrowed
            return replace(name, role=name.role or "period", period=period, clear=clear)
        metric = self._reader.metric(self._article, cell, _written(self._article, cell, text)) if not narrowed else None
        if metric is not None and name.metric is None:
            return replace(name, role=name.role or "metric", metric=metric)
        return replace(name, role=name.role or "other", clear=False)

    # --- figures ----------------------------------------------------------------

    def _figure(self, cell: Cell, label: _Name, column: _Name) -> Figure | None:
        if cell.empty or tells(cell):
            return None
        number = cell.number
        if number is None:
            return self._written(cell)
        unit = self._unit(number["of"], label, column)
        if unit is None or any(word in label.text or word in column.text for word in words()["not_amounts"]):
            return None
        value = Decimal(number["n"].replace(",", "")) * unit.factor
        negative = number["sign"] in ("-", "−", "–") or bool(number["open"])
        if number["open"] and number["sign"]:
            return None
        code = unit.code
        if unit.bare:
            code = code.replace("CNY", self._yuan, 1) if self._yuan else code
        value = _whole(-value if negative else value)
        known = not (unit.bare and not self._yuan)
        return Figure(cell.span, cell.text, value if known else None, code, counter=unit.counter)

    def _written(self, cell: Cell) -> Figure | None:
        """A cell that names its own unit: 12.3亿元, 增加1.2个百分点."""
        raw = cell.span.of(self._article.text)
        found = read_figures(raw)
        if len(found) != 1 or not found[0].unit:
            return None
        figure, folded = found[0], fold(raw)
        lead = fold(raw[: figure.span.start]).text
        if raw[figure.span.end :].strip() or (lead and not _CHANGE_LEAD.fullmatch(lead)):
            return None
        if figure.unit.startswith("CNY") and "人民币" not in folded.text:
            known = figure.value if self._yuan else None
            unit = figure.unit.replace("CNY", self._yuan or "CNY", 1)
            figure = replace(figure, unit=unit, value=known)
        way = _CHANGE_LEAD.fullmatch(lead)
        direction = 0 if not way else 1 if way["up"] else -1
        return replace(figure, span=figure.span.shift(cell.span.start), text=folded.text, direction=direction)

    def _unit(self, sign: str | None, label: _Name, column: _Name) -> CellUnit | None:
        if sign:
            return CellUnit("percent" if sign == "%" else "permille", "ratio")
        if label.unit is not None and not label.clear and label.role == "other" and column.unit is not None:
            return None if label.unit != column.unit else label.unit
        unit = self._change_unit(label, column) if column.role == "change" else self._stated(label, column)
        metric = label.metric or column.metric
        if unit is None or metric is None or column.role == "change":
            return unit
        dims = _DIMS.get(metric.attrs.get("dim", ""))
        if dims is not None and unit.dim not in dims:
            return None
        # Earnings per share are so much, not so much per share.
        return replace(unit, code=unit.code.removesuffix("/share")) if metric.attrs.get("dim") == "price" else unit

    def _change_unit(self, label: _Name, column: _Name) -> CellUnit | None:
        """By how much: percent where the head says so; of a rate, that may be points."""
        unit = column.unit
        if unit is None:
            shared = [u for u in self._units if u.code == "percent"]
            said = re.search("率|比例|幅度|幅", column.text)
            unit = shared[0] if shared and said else None
        rate = label.unit is not None and label.unit.dim == "ratio"
        rate = rate or (label.metric is not None and label.metric.attrs.get("dim") in ("ratio", "percent", "growth"))
        return None if unit is not None and unit.code == "percent" and rate else unit

    def _stated(self, label: _Name, column: _Name) -> CellUnit | None:
        if label.unit is not None and column.unit is not None and label.unit != column.unit:
            if label.unit.dim == column.unit.dim:
                return None
            return column.unit if column.unit.dim == "ratio" else label.unit
        if label.unit is not None:
            return label.unit
        if column.unit is not None:
            return None if _has_own_unit(label) and column.unit.dim != "ratio" else column.unit
        return self._shared(label, column)

    def _shared(self, label: _Name, column: _Name) -> CellUnit | None:
        """The unit of the caption, for lines and columns that can have it."""
        ratios = [u for u in self._units if u.dim == "ratio"]
        others = [u for u in self._units if u.dim != "ratio"]
        metric = label.metric or column.metric
        if metric is not None and metric.attrs.get("dim") in _DIMS:
            fitting = [u for u in self._units if u.dim in _DIMS[metric.attrs["dim"]]]
            return fitting[0] if len(fitting) == 1 and not _has_own_unit(column) else None
        if _has_own_unit(label) or _has_own_unit(column):
            share = re.search("率|占比|比例|比重", label.text + column.text)
            return ratios[0] if share and len(ratios) == 1 else None
        return others[0] if len(others) == 1 else None

    # --- facts --------------------------------------------------------------------

    def _believed(self, row: Row, label: _Name) -> bool:
        section = row.section.text if row.section else ""
        known = not section or any(word in section for word in words()["sections"])
        return not self._doubtful and known and label.clear and len(row.labels) == 1

    def _facts(self, row: Row, label: _Name, found: dict[int, Figure]) -> Iterator[Fact]:
        if label.metric is not None and label.role == "metric":
            columns = self._told([c for c in found if self._column(c).role in ("period", "current")])
            changes = self._changes(row, label, found) if len(columns) == 1 else {}
            for column in columns:
                yield from self._fact(row, label, self._column(column), found[column], changes)
        elif label.period is not None and self._is_latest(row):
            for column, figure in found.items():
                name = self._column(column)
                if name.role == "metric" and name.clear:
                    yield from self._fact(row, label, name, figure, {})

    def _told(self, columns: Sequence[int]) -> list[int]:
        """The columns a line is about: those of the latest year, all where no years are given."""
        clear = [c for c in columns if self._column(c).clear and self._column(c).metric is None]
        years = [p.year or 0 for c in clear if (p := self._column(c).period) is not None]
        latest = max(years, default=0)
        kept = [c for c in clear if (p := self._column(c).period) is None or (p.year or 0) == latest]
        unnamed = [c for c in kept if self._column(c).period is None]
        # 金额 beside 2023年: of what time? Two columns without a time are not told apart.
        return kept if not unnamed or len(kept) == 1 else []

    def _is_latest(self, row: Row) -> bool:
        years = [p.year or 0 for other in self._grid.rows if (p := self._name(other.labels).period) is not None]
        own = self._name(row.labels).period
        return own is not None and (own.year or 0) == max(years)

    def _fact(self, row: Row, label: _Name, column: _Name, figure: Figure, changes: dict[str, Slot]) -> Iterator[Fact]:
        metric = label.metric or column.metric
        if metric is None or figure.value is None or not column.clear:
            return
        slots: dict[str, Slot] = {"metric": metric, "value": figure}
        if (period := label.period or column.period) is not None:
            slots["period"] = period
        statuses = {s for s in (label.status, column.status, _status(self._captioned)) if s is not Status.ACTUAL}
        status = statuses.pop() if len(statuses) == 1 else Status.ACTUAL
        if statuses or (status is Status.ACTUAL and self._ahead(period)):
            return
        slots |= changes if figure.value >= 0 and status is Status.ACTUAL else {}
        spans = [cell.span for cell in (*label.cells, *column.cells)]
        units = [c.span for c in self._grid.captions if units_of_caption(c.text)]
        yield Fact(_FRAME, figure.span, slots, status, whole=False, blocked=True, proof=(row.span, *spans, *units))

    def _ahead(self, period: Period | None) -> bool:
        """Whether a column is of a time after the article: then it cannot be what was reached."""
        published = self._article.published
        return period is not None and published is not None and (period.year or 0) > published.year

    def _changes(self, row: Row, label: _Name, found: dict[int, Figure]) -> dict[str, Slot]:
        """The change that a line gives against the year or the period before."""
        columns = [c for c in found if self._column(c).role == "change" and self._column(c).clear]
        based = [(c, b) for c in columns if (b := self._base(self._column(c)))]
        annual = [pair for pair in based if pair[1] == "同比"] or based
        if len(annual) != 1:
            return {}
        column, base = annual[0]
        figure, head = found[column], self._column(column).cells[-1]
        if figure.value is None or not figure.value or figure.unit not in ("percent", "pp"):
            return {}
        falling = figure.value < 0 or figure.direction < 0
        comparison = Comparison.YEAR_ON_YEAR if base == "同比" else Comparison.PREVIOUS_PERIOD
        moved = replace(figure, value=abs(figure.value), direction=-1 if falling else 1, comparison=comparison)
        way = self._reader.word("下降" if falling else "增长", "dir", figure.span)
        comp = self._reader.word(base, "comp", head.span)
        return {"comp": comp, "dir": way, "change": moved} if way is not None and comp is not None else {}

    def _base(self, column: _Name) -> str:
        """What a change is against, as 同比 or 环比; empty where that is another time or is not said."""
        bare = re.sub("^[比较与]", "", column.base)
        if bare in words()["yoy"] or column.text.startswith("同比") or "同期" in column.base:
            return "同比"
        if bare in words()["pop"] or column.text.startswith("环比"):
            return "环比"
        earlier = {c.text for c in self._columns if c.role == "earlier"}
        if column.base == column.text and earlier and all("同期" in text for text in earlier):
            return "同比"
        years = sorted(p.year or 0 for c in self._columns if (p := c.period) is not None)
        full = all(c.period.form == "year" for c in self._columns if c.period is not None)
        plain = column.base == column.text or bare in ("上年", "去年", "上年度")
        return "同比" if plain and full and len(years) == 2 and years[1] - years[0] == 1 else ""


def _has_own_unit(name: _Name) -> bool:
    return any(word in name.text for word in words()["own_unit"])


def _without_lead(text: str) -> str:
    while lead := re.match(words()["label_lead"], text):
        text = text[lead.end() :]
    return text


def _written(article: Article, cell: Cell, text: str) -> str:
    """The words of a folded label as they stand in the cell; empty where folding changed them."""
    raw = cell.span.of(article.text)
    return text if text in raw else ""


def _status(text: str) -> Status:
    if any(word in text for word in words()["planned"]):
        return Status.PLANNED
    if any(word in text for word in words()["forecast"]) or re.fullmatch(r"(?:19|20)[0-9]{2}年?E", text):
        return Status.FORECAST
    return Status.ACTUAL


def _period(text: str, cell: Cell) -> Period | None:
    """The period that a head or label is, to its last character."""
    bare = re.sub("(?:金额|实际|数|合计|累计)$", "", text)
    if year := YEAR.fullmatch(bare):
        return Period(cell.span, text, "year", year=int(year["year"]))
    found = folded_periods(bare)
    if len(found) != 1 or (found[0].span.start, found[0].span.end) != (0, len(bare)):
        return None
    return None if found[0].form in ("moment", "past", "next", "span") else found[0].at(span=cell.span)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**25 else value
