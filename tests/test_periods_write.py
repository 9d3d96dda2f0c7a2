"""Dates and stretches of time in both languages, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefing.translate.periods import PeriodStyle, Place, write_period
from briefing.values import Lang, Period, PeriodForm, Span
from briefing.verify.compare import verify_statement


def per(form: PeriodForm, text: str = "", **parts: Any) -> Period:
    return Period(Span(0, len(text)), text, form, **parts)


CASES = [
    (per("year", "2019年", year=2019), "in 2019", "2019年"),
    (per("year", "去年", year_ref=-1), "last year", "昨年"),
    (per("year", "今年", year_ref=0), "this year", "今年"),
    (per("year", "明年", year_ref=1), "next year", "来年"),
    (per("year", "前年", year_ref=-2), "the year before last", "一昨年"),
    (per("year", "全年"), "in the full year", "通年"),
    (per("year", "2013年以来", year=2013, relation="since"), "since 2013", "2013年以降"),
    (per("year", "从2013年起", year=2013, relation="from"), "from 2013", "2013年から"),
    (per("year", "2030年前", year=2030, relation="before"), "before 2030", "2030年より前"),
    (per("year", "2030年后", year=2030, relation="after"), "after 2030", "2030年より後"),
    (per("year", "到2025年", year=2025, relation="by"), "by 2025", "2025年まで"),
    (per("year", "直到2025年", year=2025, relation="until"), "until 2025", "2025年まで"),
    (per("year", "2019年底", year=2019, relation="end_of"), "at the end of 2019", "2019年末"),
    (per("year", "2019年初", year=2019, relation="start_of"), "at the start of 2019", "2019年初め"),
    (per("year", "2019年中", year=2019, relation="mid"), "in the middle of 2019", "2019年半ば"),
    (per("half", "2016年上半年", year=2016, half=1), "in the first half of 2016", "2016年上半期"),
    (per("half", "下半年", half=2), "in the second half", "下半期"),
    (per("half", "今年上半年", year_ref=0, half=1), "in the first half of this year", "今年上半期"),
    (per("half", "去年下半年", year_ref=-1, half=2), "in the second half of last year", "昨年下半期"),
    (per("quarter", "第三季度", quarter=3), "in the third quarter", "第3四半期"),
    (per("quarter", "2019年一季度", year=2019, quarter=1), "in the first quarter of 2019", "2019年第1四半期"),
    (per("quarter", "去年四季度", year_ref=-1, quarter=4), "in the fourth quarter of last year", "昨年第4四半期"),
    (
        per("quarters", "2019年前三季度", year=2019, quarter=1, quarter_to=3),
        "in the first three quarters of 2019",
        "2019年第3四半期累計",
    ),
    (per("quarters", "前两季度", quarter=1, quarter_to=2), "in the first two quarters", "第2四半期累計"),
    (
        per("quarters", "前三季度", quarter=1, quarter_to=3, name="calendar"),
        "in the first three quarters",
        "1～9月期",
    ),
    (per("quarters", "二三季度", quarter=2, quarter_to=3), "in the second to third quarters", "第2～第3四半期"),
    (per("month", "8月", month=8), "in August", "8月"),
    (per("month", "2016年7月", year=2016, month=7), "in July 2016", "2016年7月"),
    (per("month", "去年8月", year_ref=-1, month=8), "in August last year", "昨年8月"),
    (per("month", "今年3月", year_ref=0, month=3), "in March this year", "今年3月"),
    (per("month", "上月", month_ref=-1), "last month", "前月"),
    (per("month", "本月", month_ref=0), "this month", "今月"),
    (per("month", "3月以来", month=3, relation="since"), "since March", "3月以降"),
    (per("month", "截至7月", month=7, relation="by"), "by July", "7月まで"),
    (
        per("months", "2016年前7个月", year=2016, month=1, month_to=7),
        "in the first seven months of 2016",
        "2016年1～7月",
    ),
    (per("months", "前11个月", month=1, month_to=11), "in the first 11 months", "1～11月"),
    (per("months", "1-7月", month=1, month_to=7), "in January–July", "1～7月"),
    (per("months", "2019年1至9月", year=2019, month=1, month_to=9), "in January–September 2019", "2019年1～9月"),
    (per("months", "3-5月", month=3, month_to=5), "in March–May", "3～5月"),
    (per("ten_days", "8月上旬", month=8, part=1), "in early August", "8月上旬"),
    (per("ten_days", "8月中旬", month=8, part=2), "in mid-August", "8月中旬"),
    (per("ten_days", "2019年8月下旬", year=2019, month=8, part=3), "in late August 2019", "2019年8月下旬"),
    (per("ten_days", "本月下旬", month_ref=0, part=3), "in the last third of this month", "今月下旬"),
    (per("day", "2020年11月19日", year=2020, month=11, day=19), "on 19 November 2020", "2020年11月19日"),
    (per("day", "11月19日", month=11, day=19), "on 19 November", "11月19日"),
    (per("day", "27日", day=27), "on the 27th", "27日"),
    (per("day", "1日", day=1), "on the 1st", "1日"),
    (per("day", "22日", day=22), "on the 22nd", "22日"),
    (per("day", "23日", day=23), "on the 23rd", "23日"),
    (per("day", "11日", day=11), "on the 11th", "11日"),
    (per("day", "12日", day=12), "on the 12th", "12日"),
    (per("day", "13日", day=13), "on the 13th", "13日"),
    (per("day", "本月5日", month_ref=0, day=5), "on the 5th of this month", "今月5日"),
    (per("day", "去年8月11日", year_ref=-1, month=8, day=11), "on 11 August last year", "昨年8月11日"),
    (per("day", "昨日", day_ref=-1), "yesterday", "昨日"),
    (per("day", "今天", day_ref=0), "today", "本日"),
    (per("day", "周一", name="周一"), "on Monday", "月曜日"),
    (per("day", "星期五", name="星期五"), "on Friday", "金曜日"),
    (
        per("day", "截至2016年8月11日", year=2016, month=8, day=11, relation="by"),
        "as of 11 August 2016",
        "2016年8月11日時点",
    ),
    (per("day", "9月1日起", month=9, day=1, relation="from"), "from 1 September", "9月1日から"),
    (per("day", "9月1日下午3时", month=9, day=1, hour=15), "at 3 p.m. on 1 September", "9月1日午後3時"),
    (per("day", "9月1日15时30分", month=9, day=1, hour=15, minute=30), "at 15:30 on 1 September", "9月1日15時30分"),
    (per("day", "9月1日上午9时", month=9, day=1, hour=9), "at 9 a.m. on 1 September", "9月1日午前9時"),
    (per("days", "9月24-26日", month=9, day=24, day_to=26), "from 24 to 26 September", "9月24～26日"),
    (
        per("days", "9月28日至10月3日", month=9, day=28, month_to=10, day_to=3),
        "from 28 September to 3 October",
        "9月28日～10月3日",
    ),
    (
        per("days", "2019年9月24日至26日", year=2019, month=9, day=24, day_to=26),
        "from 24 to 26 September 2019",
        "2019年9月24～26日",
    ),
    (per("days", "24日至26日", day=24, day_to=26), "from the 24th to the 26th", "24～26日"),
    (per("years", "2003年至2014年", year=2003, year_to=2014), "from 2003 to 2014", "2003～2014年"),
    (per("past", "过去五年", count=5, unit="year"), "over the past five years", "過去5年"),
    (per("past", "近一年", count=1, unit="year"), "over the past year", "過去1年"),
    (per("past", "近几年", unit="year"), "over the past few years", "過去数年"),
    (per("past", "近10个交易日", count=10, unit="个交易日"), "over the past 10 trading days", "過去10営業日"),
    (per("past", "过去12个月", count=12, unit="month"), "over the past 12 months", "過去12カ月"),
    (per("next", "未来三年", count=3, unit="year"), "over the next three years", "今後3年"),
    (per("next", "未来几年", unit="year"), "over the next few years", "今後数年"),
    (per("edge", "年底", edge="end"), "at the end of the year", "年末"),
    (per("edge", "年初", edge="start"), "at the start of the year", "年初め"),
    (per("edge", "月底", edge="end"), "at the end of the month", "月末"),
    (per("edge", "7月底", month=7, edge="end"), "at the end of July", "7月末"),
    (per("edge", "2018年底", year=2018, edge="end", relation="by"), "by the end of 2018", "2018年末まで"),
    (per("edge", "去年底", year_ref=-1, edge="end"), "at the end of last year", "昨年末"),
    (per("edge", "2019年年中", year=2019, edge="mid"), "in the middle of 2019", "2019年半ば"),
    (per("edge", "2020年6月末", year=2020, month=6, edge="end"), "at the end of June 2020", "2020年6月末"),
    (per("edge", "三季度末", quarter=3, edge="end"), "at the end of the third quarter", "第3四半期末"),
    (per("fiscal", "2017财年", year=2017), "in the 2017 financial year", "2017年度"),
    (per("fiscal", "本财年", year_ref=0), "in the current financial year", "今年度"),
    (per("fiscal", "上一财年", year_ref=-1), "in the previous financial year", "前年度"),
    (per("fiscal", "2019年3月止的本财年", year=2019, month=3), "in the year to March 2019", "2019年3月期"),
    (per("decade", "90年代", name="90年代", year=1990), "in the 1990s", "1990年代"),
    (
        per("decade", "十四五时期", name="十四五"),
        "during the Fourteenth Five-Year Plan period",
        "第十四次五カ年計画期間",
    ),
    (
        per("days_range", "2018年7月至2019年3月", year=2018, month=7, start=date(2018, 7, 1), end=date(2019, 3, 31)),
        "from July 2018 to March 2019",
        "2018年7月～2019年3月",
    ),
    (
        per(
            "days_range",
            "2018年12月30日至2019年1月2日",
            year=2018,
            month=12,
            day=30,
            start=date(2018, 12, 30),
            end=date(2019, 1, 2),
        ),
        "from 30 December 2018 to 2 January 2019",
        "2018年12月30日～2019年1月2日",
    ),
    (per("moment", "近日", name="近日"), "recently", "このほど"),
    (per("moment", "最近", name="最近"), "recently", "最近"),
    (per("moment", "目前", name="目前"), "currently", "現在"),
    (per("moment", "截至目前", name="截至目前"), "to date", "現時点"),
    (per("moment", "近年来", name="近年来"), "in recent years", "近年"),
    (per("moment", "年内", name="年内"), "within the year", "年内"),
]


@pytest.mark.parametrize(("period", "english", "japanese"), CASES, ids=[p.text for p, _, _ in CASES])
def test_a_period_is_written_in_both_languages(period: Period, english: str, japanese: str) -> None:
    assert (write_period(period, "en"), write_period(period, "ja")) == (english, japanese)


@pytest.mark.parametrize(
    ("period", "place", "english", "japanese"),
    [
        (CASES[0][0], "bare", "2019", "2019年"),
        (
            per("months", "前7个月", year=2016, month=1, month_to=7),
            "bare",
            "the first seven months of 2016",
            "2016年1～7月",
        ),
        (per("day", "", year=2020, month=11, day=19), "bare", "19 November 2020", "2020年11月19日"),
        (per("day", "", year=2016, month=8, day=11, relation="by"), "bare", "11 August 2016", "2016年8月11日"),
        (
            per("day", "", year=2016, month=8, day=11, relation="by"),
            "table",
            "As of 11 August 2016",
            "2016年8月11日時点",
        ),
        (per("year", "", year=2013, relation="since"), "table", "Since 2013", "2013年以降"),
        (per("half", "", year=2016, half=1), "table", "First half of 2016", "2016年上半期"),
        (per("year", "", year_ref=-1), "table", "Last year", "昨年"),
        (per("moment", "", name="近日"), "table", "Recently", "このほど"),
        (per("quarter", "", quarter=3), "adjective", "third-quarter", "第3四半期"),
        (per("quarter", "", quarter=3, year=2019), "adjective", "third-quarter 2019", "2019年第3四半期"),
        (per("half", "", half=1, year_ref=-1), "adjective", "last year's first-half", "昨年上半期"),
        (per("month", "", month=7), "adjective", "July", "7月"),
        (per("years", "", year=2003, year_to=2014), "adjective", "2003–2014", "2003～2014年"),
    ],
)
def test_a_period_takes_the_form_of_its_place(period: Period, place: Place, english: str, japanese: str) -> None:
    assert (write_period(period, "en", place=place), write_period(period, "ja", place=place)) == (english, japanese)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (per("quarter", "", quarter=3, year=2019), "2019年7～9月期"),
        (per("half", "", half=1), "1～6月期"),
        (per("quarters", "", quarter=1, quarter_to=3), "1～9月期"),
    ],
)
def test_a_house_may_ask_for_quarters_by_their_months(period: Period, expected: str) -> None:
    assert write_period(period, "ja", style=PeriodStyle(quarter_months=True)) == expected


@pytest.mark.parametrize(
    "period",
    [
        per("moment", "某日"),
        per("year", "大大前年", year_ref=-9),
        per("month", "月"),
        per("months", "几个月"),
        per("past", "过去五届", count=5, unit="届"),
        per("decade", "盛世"),
        per("ten_days", "旬"),
    ],
    ids=lambda p: p.text,
)
def test_what_has_no_words_is_not_written(period: Period) -> None:
    assert (write_period(period, "en"), write_period(period, "ja")) == ("", "")


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("period", [p for p, _, _ in CASES], ids=[p.text for p, _, _ in CASES])
def test_a_written_period_holds_no_number_of_its_own(period: Period, lang: Lang) -> None:
    for style in (PeriodStyle(), PeriodStyle(quarter_months=True)):
        said = write_period(period, lang, style=style)
        sentence = f"It opened {said}." if lang == "en" else f"{said}、開業した。"
        assert [f.code for f in verify_statement(sentence, lang, (), (period,), ())] == []
