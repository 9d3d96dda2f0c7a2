"""The lattice of one sentence: every word, figure, period and name in it, as edges.

Owns what becomes an edge and under which category; offsets of edges are those
of the folded sentence, spans of values those of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from briefing.facts.chart import Edge
from briefing.facts.figures import figures_in
from briefing.facts.fold import Folded, fold
from briefing.facts.identifiers import SHARE_CODE
from briefing.facts.numbering import NUMBER, numbered
from briefing.facts.own_years import of_calendar
from briefing.facts.periods import periods_in
from briefing.facts.pieces import whole_names
from briefing.facts.reports import of_the_report
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Match, Term
from briefing.values import Entity, EntityKind, Figure, Period, Phrase, Span

_KINDS: Mapping[str, EntityKind] = MappingProxyType(
    {
        "company": "company",
        "gov": "government",
        "org": "organisation",
        "media": "media",
        "person": "person",
        "place": "place",
        "project": "project",
        "program": "project",
    }
)
_COMMON_COST = 5
_PHASED = ("项目", "工程", "基地", "扩建", "机组", "产业园", "建设", "竣工", "投产", "开工", "电站")
_SPOKEN_OF_COST = -8
# 三方协议 is an agreement of three sides, not three agreements.
_SIDES = frozenset({"方", "边"})
# Periods that have no words of their own yet: they date a clause, but nothing may name them.
_UNNAMED = "?"
_TRADING_DAY = ("前一", "上一", "上个")
_SCALE_ALONE = re.compile(r"[百千万亿]+(?![百千万亿分0-9零一二两三四五六七八九十])")
# Brackets without a digit or a word that narrows what stands before them (不含税, 季调后, 按收盘价).
_ASIDE = re.compile(r"\((?:(?![0-9不除未非无含税预估调季初终修按以同环约折合上下限包扣累仅只部口])[^()])+\)")
# What brackets right after a company hold: its share code, and maybe its short name.
_SHARE_CODE = re.compile(
    r"\((?:(?:[A-Za-z]{2,8}|股票代码|证券代码|港股代码|[AH]股)[:：. ]?)?(?:[0-9]{4,6}|[0-9]{1,4}[×*][0-9]{2,4}|[A-Z]{1,5})"
    r"(?:\.[A-Z]{1,3})?(?:[,，/、]\s?(?:[0-9]{4,6}|[A-Z]{1,5})(?:\.[A-Z]{1,3})?)?(?:[,，;；](?:以下|下文|下)?(?:简)?称[^()]{2,12})?\)"
)
# Hong Kong marks unequal votes, secondary listings and the like after the name: 恒川集团-W(09821.HK).
_VOTING = re.compile(r"-[A-Z]{1,3}(?=[(，：]|[\u4e00-\u9fff])")
_QUOTED = (("“", "”"), ("‘", "’"))
_ACROSS = re.compile(r"(?:19|20)[0-9]{2}[-/—–][0-9]{2}(?:年度|财年|学年|赛季|榨季)")
_DURATIONS = frozenset({"year", "month", "week", "day", "hour", "minute", "quarter"})
_CHANGES = {
    "percent": "percent",
    "permille": "percent",
    "pp": "pp",
    "bp": "pp",
    "times": "times",
    "count": "count",
    "": "num",
}


@dataclass(frozen=True, slots=True)
class Lattice:
    """A folded sentence and what stands in it."""

    folded: Folded
    span: Span
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    matches: tuple[Match, ...]

    @property
    def text(self) -> str:
        return self.folded.text

    def article_span(self, start: int, end: int) -> Span:
        """Folded offsets as a span of the article."""
        return self.folded.span(start, end).shift(self.span.start)

    def folded_range(self, span: Span) -> tuple[int, int]:
        """A span of the article as folded offsets."""
        offsets = self.folded.offsets
        return bisect_left(offsets, span.start - self.span.start), bisect_left(offsets, span.end - self.span.start)


def lattice(text: str, span: Span, lexicon: Lexicon) -> Lattice:
    """The lattice of ``span`` of the article's ``text``."""
    folded = fold(span.of(text))
    figures = tuple(replace(_scaled(f), span=f.span.shift(span.start)) for f in figures_in(folded))
    found = (of_the_report(_nameable(p), text) for p in periods_in(folded))
    named_periods = (of_calendar(p, text, lexicon) for p in found)
    periods = tuple(replace(p, span=p.span.shift(span.start)) for p in named_periods)
    matches = whole_names(folded.text, lexicon.matches(folded.text))
    grid = Lattice(folded, span, figures, periods, matches)
    named = [grid.article_span(m.start, m.end) for m in grid.matches if m.term.cat in ENTITY_CATS]
    # 三起商行 and 第一财经 hold no number of anything.
    return replace(grid, figures=tuple(f for f in figures if not any(n.holds(f.span) and n != f.span for n in named)))


def _nameable(period: Period) -> Period:
    """前一交易日 is the day before, not the stretch of a day; a 财季 of no number is no whole financial year.

    2018/19年度 is one year that begins in another's middle, not two.
    """
    if period.form in ("past", "moment") and period.text.endswith("交易日") and period.text.startswith(_TRADING_DAY):
        return period.at(form="moment", name="上一交易日", count=None, unit="")
    previous = period.form == "past" and period.text.startswith(("前一", "上一"))
    if previous or _ACROSS.match(period.text) or ("财季" in period.text and period.quarter is None):
        return period.at(form="moment", name=_UNNAMED)
    return period


def _scaled(figure: Figure) -> Figure:
    """千万美元 without a digit tells the scale, not the amount; 千亿级 says so itself, and 亿元以上 is a bound."""
    bound = figure.multiple or figure.text.endswith("以上")
    scale_alone = _SCALE_ALONE.match(figure.text) and not bound
    return replace(figure, value=None) if scale_alone else figure


def edges(lattice: Lattice, names: Iterable[tuple[int, int, Term]]) -> Iterator[Edge]:
    """All leaves of the chart. ``names`` are terms found by rule, in folded offsets."""
    for figure in lattice.figures:
        if figure.counter not in _SIDES and not (figure.counter == "期" and _is_phase(lattice, figure)):
            yield _figure_edge(lattice, figure)
    for period in lattice.periods:
        if period.name == _UNNAMED:
            continue
        start, end = lattice.folded_range(period.span)
        ago = "1" if (period.year_ref or 0) < 0 and period.form == "year" else ""
        attrs = MappingProxyType({"rel": period.relation, "form": period.form, "ago": ago})
        yield Edge("period", start, end, period, attrs, key=("period", start, end))
    if end := numbered(lattice.text):
        yield term_edge(lattice, 0, end, NUMBER)
    standing = {(m.start, m.end) for m in lattice.matches if m.term.cat == "anaphor"}
    for match in lattice.matches:
        edge = term_edge(lattice, match.start, match.end, match.term)
        # 公司 alone is the company spoken of, before it is any company.
        common = match.term.cat != "anaphor" and (match.start, match.end) in standing
        yield replace(edge, cost=edge.cost + _COMMON_COST) if common else edge
        yield from _dressed(lattice, edge)
    for start, end, term in names:
        edge = term_edge(lattice, start, end, term)
        # 项目 of a project named before is less than a word: 项目总投资 is its total investment.
        yield replace(edge, cost=_SPOKEN_OF_COST) if "spoken" in term.attrs else edge
        yield from _dressed(lattice, edge)
    yield from _asides(lattice)


def _is_phase(lattice: Lattice, figure: Figure) -> bool:
    """七期项目 is the seventh phase of something, not seven."""
    _, end = lattice.folded_range(figure.span)
    return lattice.text.startswith(_PHASED, end)


def share_codes(lattice: Lattice) -> Iterator[tuple[int, int]]:
    """Brackets that hold a share code, in folded offsets."""
    yield from (found.span() for found in _SHARE_CODE.finditer(lattice.text) if any(map(str.isdigit, found.group())))


def _dressed(lattice: Lattice, name: Edge) -> Iterator[Edge]:
    """A company's name with what only marks it as one: its quotation marks, and the code of its share in brackets.

    A clause never begins with its quotation mark, so a name at its head has only the one after it.
    """
    if name.cat != "company":
        return
    starts, end = [name.start], name.end
    if (lattice.text[name.start - 1 : name.start], lattice.text[end : end + 1]) in _QUOTED:
        starts, end = [name.start - 1, name.start], end + 1
    if marked := _VOTING.match(lattice.text, end):
        end = marked.end()
    if code := _SHARE_CODE.match(lattice.text, end) or SHARE_CODE.match(lattice.text, end):
        end = code.end()
    if end > name.end:
        yield from (replace(name, start=start, end=end) for start in starts)


def _asides(lattice: Lattice) -> Iterator[Edge]:
    """Brackets that only explain the word before them; none with a figure or a word that narrows what it means."""
    for found in _ASIDE.finditer(lattice.text):
        start, end = found.span()
        span = lattice.article_span(start, end)
        taken = [*(f.span for f in lattice.figures), *(p.span for p in lattice.periods)]
        if not any(span.overlaps(other) for other in taken):
            yield Edge("aside", start, end, Phrase("aside", span), MappingProxyType({}), key=("aside", start, end))


def _figure_edge(lattice: Lattice, figure: Figure) -> Edge:
    start, end = lattice.folded_range(figure.span)
    attrs = {"unit": figure.unit, "counter": figure.counter, "class": figure.multiple, "q": str(figure.qualifier)}
    attrs["turns"] = ("done" if "了" in figure.text else "told") if figure.text.startswith("翻") else ""
    return Edge(figure_cat(figure), start, end, figure, MappingProxyType(attrs), key=("figure", start, end))


def figure_cat(figure: Figure) -> str:
    """The grammar category of a figure."""
    unit = figure.unit
    if unit.startswith("fraction/"):
        return "percent"
    if "/" in unit:
        return "price"
    if unit in _CHANGES:
        return _CHANGES[unit]
    if unit in _DURATIONS:
        return "dur"
    return "money" if len(unit) == 3 and unit.isupper() and unit != "TEU" else "qty"


def term_edge(lattice: Lattice, start: int, end: int, term: Term) -> Edge:
    """The edge of a word of the lexicon or of a name."""
    attrs = dict(term.attrs)
    if term.en_pl:
        attrs["en_pl"] = term.en_pl
    span = lattice.article_span(start, end)
    frozen = MappingProxyType(attrs)
    value = Phrase(term.cat, span, term.en, term.ja, frozen, entity=entity(term, span))
    # 非 and 法 stand for Africa and France only where a rule asks for a short form (对美出口), never in 非法.
    cat = "place_abbr" if attrs.get("abbr") else term.cat
    return Edge(cat, start, end, value, frozen, key=(cat, term.zh, term.en))


def entity(term: Term, span: Span) -> Entity | None:
    """The entity a term names, or None for a common word."""
    kind = _KINDS.get(term.cat)
    if kind is None or term.attrs.get("abbr"):
        return None
    certain = term.attrs.get("guess") != "1"
    origin = "rule" if term.origin == "rule" else "glossary" if term.origin == "glossary" else "built-in"
    return Entity(term.zh, kind, term.en, term.ja, origin, span, certain)  # type: ignore[arg-type]
