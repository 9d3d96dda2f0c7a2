"""Days, months, quarters, weekdays and clock times of a Japanese translation, in any usual form.

7月2日, 7/2, 2020-07-02, 第3四半期, 1～3月期, 上半期, 午後3時半. Knows nothing of the
source; bare years are left to the numbers of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.verify.mentions import Said, SaidDate

_DASH = r"\s?[~\-–—〜から]+\s?"
_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|(?:令和|平成|昭和)(?:\d{1,2}|元))年\s?)?(?P<month>1[0-2]|0?[1-9])月\s?"
    rf"(?:(?P<days>\d{{1,2}}日?(?:(?:{_DASH}|[、,・と])\d{{1,2}}日?(?!間))*)(?<=日))?"
)
_MONTHS = re.compile(rf"(?P<low>1[0-2]|0?[1-9])(?:月{_DASH}|{_DASH})(?P<high>1[0-2]|0?[1-9])月")
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_SLASH = re.compile(r"(?<![\d/])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?![\d/])")
_QUARTER = re.compile(r"(?:第\s?(?P<q>[1-4一二三四])(?:四半期|クォーター)|Q(?P<n>[1-4])|(?P<n2>[1-4])Q)", re.I)
_HALF = re.compile(
    r"(?P<first>上半期|上期|前半|上半年|1~6月|1-6月|1〜6月)|(?P<second>下半期|下期|後半|下半年|7~12月|7-12月)"
)
_CLOCK = re.compile(
    r"(?P<noon>午前|午後|夜|朝|未明|夕方|深夜|昼)?(?P<hour>\d{1,2})(?:時(?!間)(?:(?P<minute>\d{1,2})分|(?P<half>半))?|:(?P<minute2>\d\d))"
)
_WEEKDAY = re.compile(r"([月火水木金土日])曜")
_NAMES = {c: n + 1 for n, c in enumerate("月火水木金土日")}
ERA = re.compile(r"(?P<era>令和|平成|昭和)(?P<count>\d{1,2}|元)年度?")
_BEFORE_ERA = {"令和": 2018, "平成": 1988, "昭和": 1925}
_HAN = {"一": 1, "二": 2, "三": 3, "四": 4}


def read_dates(text: str, said: Said) -> Said:
    """``said`` completed by the dates of ``text``."""
    return replace(
        said,
        dates=tuple(sorted(_dates(text), key=lambda date: date.start)),
        quarters=frozenset(_quarters(text)),
        halves=frozenset(1 if match["first"] else 2 for match in _HALF.finditer(text)),
        clocks=frozenset(_clocks(text)),
        weekdays=frozenset(_NAMES[name] for name in _WEEKDAY.findall(text)),
    )


def year_of_era(match: re.Match[str]) -> int:
    """The year of a match of ``ERA``; 元年 is the first."""
    return _BEFORE_ERA[match["era"]] + (1 if match["count"] == "元" else int(match["count"]))


def _year(said: str) -> int:
    era = ERA.fullmatch(f"{said}年")
    return year_of_era(era) if era else int(said)


def _dates(text: str) -> Iterator[SaidDate]:
    for match in _DAY.finditer(text):
        days = tuple(int(n) for n in re.findall(r"\d+", match["days"] or ""))
        year = _year(match["year"]) if match["year"] else None
        yield SaidDate(*match.span(), match.group(), year, int(match["month"]), days)
    for match in _MONTHS.finditer(text):
        yield SaidDate(*match.span(), match.group(), None, int(match["low"]))
    for match in _ISO.finditer(text):
        yield SaidDate(*match.span(), match.group(), int(match["year"]), int(match["month"]), (int(match["day"]),))
    for match in _SLASH.finditer(text):
        yield SaidDate(*match.span(), match.group(), None, int(match["month"]), (int(match["day"]),))


def _quarters(text: str) -> Iterator[int]:
    for match in _QUARTER.finditer(text):
        written = match["q"] or match["n"] or match["n2"]
        yield _HAN.get(written) or int(written)


def _clocks(text: str) -> Iterator[tuple[int, int]]:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or (30 if match["half"] else 0))
        if match["noon"] in ("午後", "夜", "夕方") and hour < 12:
            hour += 12
        yield hour, minute
        if match["noon"] is None:
            yield (hour + 12) % 24, minute
    if "正午" in text:
        yield 12, 0
