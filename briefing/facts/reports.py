"""The time 报告期 means: that of the one report an article is about.

澜川电子披露2025年半年度报告。报告期内，…: the first half of 2025. Knows the names of companies' periodic reports and
nothing else; where an article names two of them the words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

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


def of_the_report(period: Period, text: str) -> Period:
    """报告期内 as the time of the only report the article ``text`` names with its year; any other period as it is."""
    if period.text not in _MEANT or period.form != "moment":
        return period
    covered = _covered(text)
    return period if covered is None else period.at(**{"name": "", **covered})


@lru_cache(maxsize=4)
def _covered(text: str) -> Mapping[str, object] | None:
    reports = {(m["year"], _number(m["kind"])) for m in _REPORT.finditer(text)}
    if len(reports) != 1:
        return None
    ((year, number),) = reports
    return MappingProxyType({"year": int(year), **_COVERS[number][1]})


def _number(kind: str) -> int:
    return next(i for i, (head, _) in enumerate(_COVERS) if kind.startswith(head))
