"""The values that travel through the pipeline: frozen, compared by content.

Owns the words of the project (article, span, figure, period, entity, phrase,
fact, statement, brief, finding) and nothing else: no reading, no language
data, no rendering. Imports nothing of ours.

All spans are half-open character offsets into ``Article.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

Lang = Literal["en", "ja"]
LANGS: tuple[Lang, ...] = ("en", "ja")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of ``Article.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of ``text`` this span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def join(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


# --- what was read ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the article's body, as it stands in ``Article.text``.

    ``place`` says where a person finds it in the source: "page 3", "pages 3–4",
    "paragraph 12", "table 2, row 3"; empty where the source has no such places.
    """

    text: str
    span: Span
    kind: Literal["body", "heading", "caption", "table"] = "body"
    page: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A Chinese article without its page furniture.

    ``text`` is the title (where there is one), a line feed, and the
    paragraphs joined by line feeds, in the characters of the source.
    ``published`` is None unless the source itself supports a date; ``inferred``
    where its year is concluded from the text and stands nowhere in it: such a
    date is metadata and settles nothing a brief says.
    """

    name: str
    text: str
    title: str
    title_span: Span | None
    paragraphs: tuple[Paragraph, ...]
    published: datetime | None = None
    has_time: bool = False
    inferred: bool = False
    source: str | None = None
    via: str | None = None
    author: str | None = None
    url: str | None = None
    sha256: str = ""


# --- figures and periods ---------------------------------------------------


class Qualifier(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Comparison(StrEnum):
    YEAR_ON_YEAR = "yoy"
    PREVIOUS_PERIOD = "pop"


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of the text, exact and in base units.

    ``value``  Decimal in base units (万 and 亿 expanded, percent as 8.7); None
               where there is a quantity that has no single number.
    ``upper``  the upper end of a range (qualifier ``range``, or ``about`` where 约 stands with it), else None.
    ``unit``   a code of ``data/units.toml``: ISO 4217 for money (``CNY``),
               ``percent``, ``pp`` (percentage points), ``bp``, ``times``,
               ``count`` (then ``counter`` is the Chinese measure word), ``t``,
               ``m2``, ``mu``, ``kWh``, …; ``A/B`` for a rate (``CNY/m2``);
               empty for a bare number.
    ``direction``  -1 or +1 where the text right before says that it fell or
               rose by this much, else 0. ``value`` stays as written.
    ``multiple``   the scale class of 亿元级-like forms: ``class``; else empty.
    ``span``   covers qualifier words (约, 超过, 左右), number, unit.
    """

    span: Span
    text: str
    value: Decimal | None
    unit: str
    upper: Decimal | None = None
    counter: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    direction: int = 0
    comparison: Comparison | None = None
    multiple: Literal["", "class"] = ""

    @property
    def signature(self) -> tuple[Decimal | None, Decimal | None, str]:
        return (self.value, self.upper, self.unit)


PeriodForm = Literal[
    "year",  # 2019年, 今年, 全年
    "half",  # 2019年上半年
    "quarter",  # 第三季度
    "quarters",  # 前三季度: quarter 1 .. quarter_to
    "month",  # 8月
    "months",  # 1-9月, 前7个月: month .. month_to
    "ten_days",  # 上旬/中旬/下旬: part 1..3
    "day",  # 11月19日
    "days",  # 9月24-26日
    "years",  # 2003年至2014年: year .. year_to
    "past",  # 近一年, 过去五年, 近10个交易日: count and unit
    "next",  # 未来几年, 未来三年
    "span",  # 一年间, 三个月间: count and unit
    "season",  # 秋季, 2018年春季: ``name`` is the season's character
    "edge",  # 年底, 月底, 年初, 年中: the end, start or middle of another form
    "fiscal",  # 2017财年, 本财年
    "decade",  # 90年代, 十四五时期 (then ``name``)
    "days_range",  # a range over months or years: uses ``start`` and ``end``
    "moment",  # 目前, 日前, 近日, 近年来, 当前: ``name`` is the Chinese word
]
# The name of quarters that are surely those of the calendar's year, not of a company's own.
CALENDAR = "calendar"
PeriodRelation = Literal["in", "by", "before", "after", "since", "from", "until", "end_of", "start_of", "mid"]


@dataclass(frozen=True, slots=True)
class Period:
    """A date or stretch of time as the text gives it.

    Only what the text says is filled; ``year_ref`` and ``day_ref`` carry what
    is relative (今年 0, 去年 -1, 明年 +1; 昨日 -1) until the article's own date
    resolves it (``year`` and ``resolved`` are then set). ``relation`` says how
    the text ties the fact to it: in 2019, by (截至) 30 June, since 2013.
    """

    span: Span
    text: str
    form: PeriodForm
    year: int | None = None
    year_to: int | None = None
    year_ref: int | None = None
    half: int | None = None
    quarter: int | None = None
    quarter_to: int | None = None
    month: int | None = None
    month_to: int | None = None
    month_ref: int | None = None
    part: int | None = None
    day: int | None = None
    day_to: int | None = None
    day_ref: int | None = None
    hour: int | None = None
    minute: int | None = None
    count: int | None = None
    unit: str = ""
    name: str = ""
    relation: PeriodRelation = "in"
    edge: Literal["", "start", "mid", "end"] = ""
    start: date | None = None
    end: date | None = None
    resolved: bool = False

    def at(self, **changes: object) -> Period:
        return replace(self, **changes)  # type: ignore[arg-type]


class Status(StrEnum):
    PLANNED = "planned"
    SIGNED = "signed"
    ACTUAL = "actual"
    CUMULATIVE = "cumulative"
    FORECAST = "forecast"
    STATED = "stated"


# --- names -----------------------------------------------------------------

EntityKind = Literal["company", "person", "place", "government", "organisation", "media", "project", "product"]
Origin = Literal["glossary", "built-in", "rule", "model", "guess"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, its forms, and where the forms come from.

    ``certain`` is False for a form that is only a guess: it is then shown with
    the original in brackets.
    """

    zh: str
    kind: EntityKind
    en: str
    ja: str
    origin: Origin
    span: Span
    certain: bool = True

    def form(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.ja


# --- what it says ----------------------------------------------------------

Scalar = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of the source that the grammar understood, in both languages.

    ``cat`` is its grammar category (``metric``, ``place``, ``project`` …);
    ``en``/``ja`` are citation forms of a word of the lexicon; a phrase built by
    a rule has ``rule`` and ``parts`` instead. ``attrs`` hold what writers need
    (``en_pl``, ``ctr``, ``dim``, ``the``, ``status`` …).
    """

    cat: str
    span: Span
    en: str = ""
    ja: str = ""
    attrs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rule: str = ""
    parts: Mapping[str, Phrase | Figure | Period] = field(default_factory=lambda: MappingProxyType({}))
    entity: Entity | None = None

    def form(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.ja

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(leaf for leaf in leaves(self) if isinstance(leaf, Figure))

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(leaf for leaf in leaves(self) if isinstance(leaf, Period))

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(leaf.entity for leaf in leaves(self) if isinstance(leaf, Phrase) and leaf.entity)


Slot = Phrase | Figure | Period


def leaves(slot: Slot) -> tuple[Slot, ...]:
    """The words, figures and periods a slot says, in the order of its parts.

    A part whose name begins with ``_`` is read but not said (日本 before a name known in Japan).
    """
    if not isinstance(slot, Phrase) or not slot.parts:
        return (slot,)
    return tuple(leaf for name, part in slot.parts.items() if not name.startswith("_") for leaf in leaves(part))


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the article says, language-neutral.

    ``frame`` names the rule that reads and writes it; ``slots`` are its parts;
    ``span`` is the clause that proves it; ``inherited`` lists the slots that
    came from another clause, with that clause's span in ``proof``. ``whole``
    is True where every character of its clause was understood, so that a
    sentence may be written; False where only a table row may be. ``blocked`` is
    True where part of its sentence was not understood: what the fact lacks may
    then stand there. ``scope`` are words of its sentence that were not understood
    and may narrow what a table row of it says: the row shows them.
    """

    frame: str
    span: Span
    slots: Mapping[str, Slot]
    status: Status
    whole: bool
    blocked: bool = False
    inherited: tuple[str, ...] = ()
    proof: tuple[Span, ...] = ()
    paragraph: int = 0
    sentence: int = 0
    scope: tuple[Span, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(leaf for leaf in self.leaves if isinstance(leaf, Figure))

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(leaf for leaf in self.leaves if isinstance(leaf, Period))

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(leaf.entity for leaf in self.leaves if isinstance(leaf, Phrase) and leaf.entity)

    @property
    def leaves(self) -> tuple[Slot, ...]:
        return tuple(leaf for slot in self.slots.values() for leaf in leaves(slot))


@dataclass(frozen=True, slots=True)
class OpenClause:
    """A clause that could not be put into words, with what is known of it."""

    span: Span
    figures: tuple[Figure, ...] = ()
    periods: tuple[Period, ...] = ()
    entities: tuple[Entity, ...] = ()
    terms: tuple[Phrase, ...] = ()
    blocked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of an article, in its order."""

    article: Article
    sentences: tuple[Span, ...]
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    open_clauses: tuple[OpenClause, ...]
    topic: str = ""
    simplified: Article | None = None

    @property
    def matched(self) -> Article:
        """The article that words are looked for in: Simplified characters at the offsets of ``article``."""
        return self.simplified or self.article

    @property
    def headline(self) -> str:
        """The title to look for words and names in: as it stands and, where that differs, in Simplified characters."""
        return "\n".join(dict.fromkeys((self.article.title, self.matched.title)))


# --- what is written -------------------------------------------------------


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


Part = Literal["headline", "takeaway", "points", "quotes", "figures", "parties"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a brief something stands: ``number`` counts from 0 within the part.

    ``span`` are characters of that statement's text, None where all of it is meant.
    """

    part: Part
    number: int = 0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Doubt about content. ``code`` is stable and documented. ``place`` only where a brief is concerned."""

    code: str
    severity: Severity
    message: str
    source: Span | None = None
    target: Span | None = None
    source_text: str = ""
    target_text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a brief in one language, and what proves it.

    ``refs`` are numbers of ``Brief.sources``; ``originals`` are half-open
    offsets into ``text`` that hold Chinese originals in brackets (set in the
    Source Text character style).
    """

    lang: Lang
    text: str
    spans: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    periods: tuple[Period, ...] = ()
    entities: tuple[Entity, ...] = ()
    refs: tuple[int, ...] = ()
    originals: tuple[tuple[int, int], ...] = ()
    engine: str = "embedded"
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a line of the table measures, the same in every language: what may be compared is settled by it.

    ``metric`` and ``holder`` are Chinese words of the article, ``holder`` empty
    and ``period`` None where the line does not give them.
    """

    metric: str
    figure: Figure
    holder: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the key-figure table, all in the target language.

    ``period`` and ``holder`` are "not stated" in the target language where the
    article does not give them, never guessed. ``change`` may be empty.
    ``measure`` is None where the value is no single amount of one metric.
    ``scope`` is what the label's end says of words of the source that nobody
    could translate and that may narrow what is measured; mostly empty.
    """

    label: str
    value: str
    status: Status
    status_label: str
    period: str
    holder: str
    change: str = ""
    refs: tuple[int, ...] = ()
    figures: tuple[Figure, ...] = ()
    spans: tuple[Span, ...] = ()
    measure: Measure | None = None
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One name in the list of parties: target form, kind in words, original."""

    name: str
    kind: str
    original: str
    certain: bool = True
    refs: tuple[int, ...] = ()
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What the brief could not put into words: the Chinese and what is known of it."""

    source: str
    span: Span
    known: tuple[str, ...] = ()
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of the source that proves what a brief says; ``place`` as in ``Paragraph``."""

    number: int
    span: Span
    text: str
    place: str = ""


Action = Literal["translated", "retried", "repaired", "edited", "rejected"]
Outcome = Literal["kept", "retried", "repaired", "embedded", "row", "open", "left out"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done with a passage: what came of it, and what is wrong with that."""

    action: Action
    text: str
    findings: tuple[Finding, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of one passage of the article on its way into the brief.

    ``kept`` as the engine wrote it (but for names and number forms in the house
    style, ``edited``), ``retried`` or ``repaired``, said by the ``embedded``
    engine, in a ``row`` of the table only, ``open`` as an open item, or
    ``left out`` where the passage was not chosen for the brief.
    """

    span: Span
    outcome: Outcome
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    source_name: str
    source_sha256: str
    engine: str
    version: str
    model: str = ""
    commit: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A finished brief in one language, ready to render.

    ``headline`` always exists in the target language. ``date_line`` is one
    line such as "20 November 2020 · West China Metropolis Daily via Chinaqw".
    """

    lang: Lang
    headline: Statement
    date_line: str
    takeaway: tuple[Statement, ...]
    points: tuple[Statement, ...]
    rows: tuple[Row, ...]
    parties: tuple[Party, ...]
    quotes: tuple[Statement, ...]
    open_items: tuple[OpenItem, ...]
    sources: tuple[SourceSentence, ...]
    findings: tuple[Finding, ...]
    provenance: Provenance
    traces: tuple[Trace, ...] = ()
    title_zh: str = ""
    url: str = ""
    published: datetime | None = None
