"""Whether an article is to be briefed, by the rules of a configuration.

Owns what keywords, parties, amounts and dates are compared with, and the words
of the rule an article fell under. Knows nothing of ledgers and sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from briefing.errors import SettingsError
from briefing.facts.figures import read_figures
from briefing.facts.fold import fold
from briefing.jobs.config import BatchConfig, Filter
from briefing.values import Article, Figure, Reading

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Rules:
    """The filters of one source: those of the whole file and its own; every one must hold.

    Each answer is the rule an article fell under, in words, or empty where it passes.
    """

    filters: tuple[Filter, ...]
    now: datetime
    minima: tuple[Figure, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Raises SettingsError for a minimum that is no amount."""
        object.__setattr__(self, "minima", tuple(_amount(f.minimum) for f in self.filters if f.minimum))

    def of_article(self, article: Article) -> str:
        """By what stands in the text: no facts are needed."""
        text = _same(article.text)
        return next((rule for each in self.filters if (rule := self._of_text(each, article, text))), "")

    def of_reading(self, reading: Reading) -> str:
        """By who is named and how much it is about."""
        for each in self.filters:
            if each.parties and not _names_one(reading, each.parties):
                return f"parties: none of {', '.join(each.parties)} is named"
        for least in self.minima:
            if not any(_reaches(figure, least) for figure in reading.figures):
                return f"minimum: no amount of {least.text} or more"
        return ""

    def _of_text(self, each: Filter, article: Article, text: str) -> str:
        if each.keywords and not any(_same(word) in text for word in each.keywords):
            return f"keywords: none of {', '.join(each.keywords)}"
        if found := next((word for word in each.without if _same(word) in text), ""):
            return f"without: holds {found}"
        if each.since and article.published and article.published.date() < each.since:
            return f"since: published before {each.since.isoformat()}"
        if each.newest and article.published and self._age_of(article.published) > each.newest:
            return "newest: published too long ago"
        return ""

    def _age_of(self, published: datetime) -> timedelta:
        """A time without a zone is China's."""
        return self.now - (published if published.tzinfo else published.replace(tzinfo=CHINA))


def _amount(text: str) -> Figure:
    figures = read_figures(text)
    if len(figures) != 1 or figures[0].value is None or not figures[0].unit or figures[0].text != text.strip():
        raise SettingsError(f"filter: minimum: not an amount: {text!r}", hint="write it in Chinese, such as 1亿元")
    return figures[0]


def _reaches(figure: Figure, least: Figure) -> bool:
    reached = max((value for value in (figure.value, figure.upper) if value is not None), default=None)
    return figure.unit == least.unit and reached is not None and least.value is not None and reached >= least.value


def _names_one(reading: Reading, parties: Sequence[str]) -> bool:
    wanted = [_same(party) for party in parties]
    text = _same(reading.article.text)
    names = {_same(form) for entity in reading.entities for form in (entity.zh, entity.en, entity.ja)}
    return any(party in names or party in text for party in wanted)


def _same(text: str) -> str:
    """Simplified, half-width, without case: 台積電 and 台积电 are one."""
    return fold(text).text.casefold()


@dataclass(frozen=True, slots=True)
class Screens:
    """The rules of every source of a configuration, by the source's name."""

    of_source: Mapping[str, Rules]

    @classmethod
    def of(cls, config: BatchConfig, now: datetime, *, since: date | None = None) -> Screens:
        """``since`` is for this run alone, besides what the file says."""
        run = (Filter(since=since),) if since else ()
        pairs = zip(config.names(), config.source, strict=True)
        return cls({name: Rules((config.filter, source.filter, *run), now) for name, source in pairs})

    def __call__(self, source: str, what: Article | Reading) -> str:
        """The rule an article falls under; empty where it passes, and where its source is no longer ours."""
        rules = self.of_source.get(source)
        if rules is None:
            return ""
        return rules.of_article(what) if isinstance(what, Article) else rules.of_reading(what)
