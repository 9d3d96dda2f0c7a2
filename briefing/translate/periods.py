"""Dates and stretches of time in English and Japanese, in the words of a finished sentence.

Owns the choice of language. Says only what the period holds: a year that the
text left open stays "last year" or is not said at all. An empty string means
that the period cannot be put into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.translate import periods_en, periods_ja
from briefing.values import Lang, Period

Place = Literal["in", "bare", "adjective", "table"]


@dataclass(frozen=True, slots=True)
class PeriodStyle:
    """What a house may set. ``quarter_months`` writes 7～9月期 for 第3四半期 and 1～6月期 for 上半期.

    It is off by default: the months are not figures of the article.
    """

    quarter_months: bool = False


DEFAULT = PeriodStyle()


def write_period(period: Period, lang: Lang, *, place: Place = "in", style: PeriodStyle = DEFAULT) -> str:
    """The period for one place of a sentence.

    ``in``         with its preposition: "in the first seven months of 2016", 2016年1～7月
    ``bare``       without: "19 November 2020"
    ``adjective``  before a noun: "third-quarter"
    ``table``      as the only words of a table cell: "As of 11 August 2016"
    """
    if lang == "en":
        return periods_en.write(period, place=place)
    return periods_ja.write(period, place=place, quarter_months=style.quarter_months)
