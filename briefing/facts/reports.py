"""The time 报告期 means: that of the one report an article is about.

澜川电子披露2025年半年度报告。报告期内，…: the first half of 2025. Knows the names of companies' periodic reports and
nothing else; where an article names two of them the words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from briefing.facts.periods import read_periods
from briefing.values import CALENDAR, Period

_REPORT = re.compile(
    r"(?P<year>20\d\d)年?(?:年度)?(?:的)?(?P<kind>年度报告|年报|年度业绩|半年度报告|半年报|半年度业绩|中期报告|中期业绩|中报"
    r"|一季报|一季度报告|第一季度报告|三季报|三季度报告|第三季度报告)(?!预告|期)"
)
_YEAR: Mapping[str, object] = {"form": "year"}
_HALF: Mapping[str, object] = {"form": "half", "half": 1}
_FIRST: Mapping[str, object] = {"form": "quarter", "quarter": 1}
_THREE: Mapping[str, object] = {"form": "quarters", "quarter": 1, "quarter_to": 3, "name": CALENDAR}
# What each report covers, by how its name begins.
_COVERS = (
    ("年", _YEAR),
    ("半", _HALF),
    ("中", _HALF),
    ("一", _FIRST),
    ("第一", _FIRST),
    ("三", _THREE),
    ("第三", _THREE),
)
_MEANT = ("报告期", "报告期内")
_END = ("报告期末", "期末")
# The last month of each report's time.
_ENDS = {"year": "年末", "half": "年6月末", "quarter": "年3月末", "quarters": "年9月末"}


def of_the_report(period: Period, text: str) -> Period:
    """报告期内 as the time of the only report the article ``text`` names with its year; any other period as it is.

    So is 报告期末 its last day.
    """
    if period.text in ("期内", "年内") and period.form == "moment" and (ended := _ended(text)) is not None:
        return ended.at(span=period.span, text=period.text)
    if period.text not in (*_MEANT, *_END) or period.form != "moment":
        return period
    covered = _covered(text)
    if covered is None:
        return period
    if period.text in _MEANT:
        return period.at(**{"name": "", **covered})
    (end,) = read_periods(f"{covered['year']}{_ENDS[str(covered['form'])]}")
    return end.at(span=period.span, text=period.text)


# 截至2024年8月31日止六个月, as Hong Kong's reports name their time.
_ENDED = re.compile(r"截[至止]20\d\d年\d{1,2}月\d{1,2}日止的?(?:[三六九369]个月|年度|全年|半年度?|第?[一二三四]?季度)")


@lru_cache(maxsize=4)
def _ended(text: str) -> Period | None:
    """The one stretch of time that ends with a day, where the article names just one."""
    named = set(_ENDED.findall(text))
    periods = read_periods(named.pop()) if len(named) == 1 else ()
    return periods[0] if periods else None


def of_the_annual_report(period: Period, text: str) -> Period:
    """全年 as the year of the only annual report, and of no other report, that the article names."""
    year = _annual(text) if period.text == "全年" and period.year is None else None
    return period if year is None else period.at(year=year)


@lru_cache(maxsize=4)
def _annual(text: str) -> int | None:
    """The year of the one annual report, where the article does not look ahead to another year as a whole."""
    reports = {(m["year"], _COVERS[_number(m["kind"])][1]["form"]) for m in _REPORT.finditer(text)}
    years = {year for year, form in reports if form == "year"}
    if len(years) != 1 or len(reports) != 1 or _NEXT_YEAR.search(text):
        return None
    return int(years.pop())


_NEXT_YEAR = re.compile(
    r"全年[^，。；]{0,10}(?:预计|目标|计划|指引|预期|力争|有望|将)|(?:预计|目标|计划|预期|力争|有望|展望|今年|指引)[^，。；]{0,10}全年"
)


@lru_cache(maxsize=4)
def _covered(text: str) -> Mapping[str, object] | None:
    reports = {(m["year"], _number(m["kind"])) for m in _REPORT.finditer(text)}
    if len(reports) != 1:
        return None
    ((year, number),) = reports
    return MappingProxyType({"year": int(year), **_COVERS[number][1]})


def _number(kind: str) -> int:
    return next(i for i, (head, _) in enumerate(_COVERS) if kind.startswith(head))
