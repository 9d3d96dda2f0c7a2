from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.facts.figures import read_figures
from briefing.facts.fold import fold
from briefing.facts.periods import periods_in, read_periods, resolve
from briefing.values import Period

TABLES = Path(__file__).parent / "tables"
FIELDS = (
    "year", "year_to", "year_ref", "half", "quarter", "quarter_to", "month", "month_to", "month_ref", "part", "day",
    "day_to", "day_ref", "hour", "minute", "count", "unit", "name", "relation", "edge", "start", "end",
)  # fmt: skip
PUBLISHED = date(2020, 11, 20)


def _expected() -> dict[str, list[tuple[str, str, str]]]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for line in (TABLES / "periods_zh.tsv").read_text(encoding="utf-8").split("\n")[1:]:
        if line:
            source, text, form, fields = line.split("\t")
            table.setdefault(source, []).append((text, form, fields))
    return table


def _shown(period: Period) -> tuple[str, str, str]:
    said = [(name, getattr(period, name)) for name in FIELDS]
    kept = [
        f"{name}={value}" for name, value in said if value not in (None, "") and (name, value) != ("relation", "in")
    ]
    return period.text, period.form, " ".join(kept)


def _only(text: str) -> Period:
    (period,) = read_periods(text)
    return period


@pytest.mark.parametrize(("source", "expected"), _expected().items())
def test_a_period_is_read_as_it_stands(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert [_shown(period) for period in read_periods(source)] == expected


def test_decades_in_a_list_are_one_period() -> None:
    period = _only("上世纪70、80年代")
    assert (period.form, period.year, period.text) == ("decade", 1980, "上世纪70、80年代")


@pytest.mark.parametrize("source", ["9月30日美国宣布", "11月5日本公司公告", "9月30日韩国央行"])
def test_a_day_of_a_month_is_read_before_any_word(source: str) -> None:
    assert _only(source).form == "day"


def test_some_tens_of_years_are_no_ten_years() -> None:
    assert [p.text for p in read_periods("几十年来")] == []


@pytest.mark.parametrize("source", list(_expected()))
def test_a_period_is_never_a_figure(source: str) -> None:
    assert read_figures(source) == ()


@pytest.mark.parametrize(
    "source",
    [
        "5年",
        "3个月",
        "10天",
        "第一届",
        "1月嫂",
        "一年级",
        "日元",
        "30日元",
        "节目前半段",
        "2月31日",
        "13月",
        "5日均线",
        "周大福",
        "月饼",
        "四季酒店",
        "前3名",
        "回本周期为9个月",
    ],
)
def test_a_length_or_a_name_is_no_period(source: str) -> None:
    assert [period.text for period in read_periods(source)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年", (2020, None, None)),
        ("去年12月", (2019, 12, None)),
        ("本月", (2020, 11, None)),
        ("上月", (2020, 10, None)),
        ("昨日", (2020, 11, 19)),
        ("9月", (2020, 9, None)),
        ("11月19日", (2020, 11, 19)),
        ("19日", (2020, 11, 19)),
        ("截至8月11日", (2020, 8, 11)),
    ],
)
def test_the_article_date_makes_a_relative_period_absolute(text: str, expected: tuple[int | None, ...]) -> None:
    period = resolve(_only(text), PUBLISHED)
    assert (period.year, period.month, period.day) == expected
    assert period.resolved


@pytest.mark.parametrize("text", ["30日", "12月", "12月31日前", "上年", "同年", "上年同期", "三季度", "周一", "本财年"])
def test_what_is_not_certain_stays_as_it_was(text: str) -> None:
    period = _only(text)
    assert resolve(period, PUBLISHED) == period


def test_a_late_day_read_on_the_first_days_of_a_month_is_of_the_month_before() -> None:
    period = resolve(_only("30日"), date(2020, 12, 2))
    assert (period.year, period.month, period.day) == (2020, 11, 30)


def test_nothing_is_resolved_without_an_article_date() -> None:
    assert resolve(_only("今年"), None) == _only("今年")


def test_periods_of_folded_text_have_spans_of_the_original() -> None:
    text = "截至 2019 年 6 月 30 日 ，"
    assert [p.span.of(text) for p in periods_in(fold(text))] == ["截至 2019 年 6 月 30 日"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("前三季度中国出口", "前三季度"),
        ("前7个月中国进出口", "前7个月"),
        ("10月中国制造业", "10月"),
        ("前三季度内蒙古产量", "前三季度"),
    ],
)
def test_a_period_leaves_the_name_behind_it_whole(text: str, period: str) -> None:
    assert [found.text for found in read_periods(text)] == [period]
