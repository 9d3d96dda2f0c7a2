"""Results told in news: what stands beside a level, profit warnings, whose a business's figure is."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Lang, Paragraph, Span


def brief(text: str, lang: Lang = "en") -> Brief:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)


def said(text: str, lang: Lang = "en") -> str:
    return " ".join(point.text for point in brief(text, lang).points)


def rows(text: str) -> list[tuple[str, str, str, str]]:
    made = brief(text).rows
    return [(row.label.partition(" (source")[0], row.value, row.period, row.holder) for row in made]


def status_of(text: str, value: str) -> list[str]:
    return [row.status_label for row in brief(text).rows if row.value == value]


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        (
            "小米集团2024年毛利率21.5%，与上半年持平。",
            "Xiaomi's gross margin was 21.5% (unchanged from the first half) in 2024.",
            "2024年のシャオミの粗利益率は21.5%（上半期と同水準）。",
        ),
        (
            "小米集团2024年第三季度毛利率为21.5%，去年同期为20.1%，上季度为20.9%。",
            "Xiaomi's gross margin was 21.5% (20.1% a year earlier and 20.9% in the previous quarter) "
            "in the third quarter of 2024.",
            "2024年第3四半期のシャオミの粗利益率は21.5%（前年同期は20.1%、前四半期は20.9%）。",
        ),
        (
            "小米集团2024年研发投入3亿元，占营业收入的7.5%，同比增长26%。",
            "Xiaomi's R&D spending was RMB 300 million (7.5% of operating revenue) in 2024, up 26% year on year.",
            "2024年のシャオミの研究開発費は3億元（売上高の7.5%）で、前年比26%増。",
        ),
        (
            "小米集团2024年第四季度单季实现营业收入15亿元，同比增长3%。",
            "Xiaomi's operating revenue was RMB 1.5 billion in the fourth quarter of 2024, up 3% year on year.",
            "2024年第4四半期のシャオミの売上高は15億元で、前年同期比3%増。",
        ),
        (
            "小米集团2024年归母净利润1.2亿元，上年同期亏损8000万元，实现扭亏为盈。",
            "Xiaomi's net profit attributable to the parent was RMB 120 million in 2024, "
            "compared with a loss of RMB 80 million a year earlier.",
            "2024年のシャオミの親会社株主に帰属する純利益は1億2,000万元（前年同期は8,000万元の赤字）。",
        ),
    ],
    ids=["flat", "two earlier levels", "the amount grew, not the share", "quarter by itself", "turn said twice"],
)
def test_what_stands_beside_a_level_is_told_with_it(text: str, en: str, ja: str) -> None:
    assert (said(text), said(text, "ja")) == (en, ja)


def test_a_profit_warning_gives_its_rise_as_ranges_in_money_and_per_cent() -> None:
    text = "小米集团公告，预计2024年归母净利润为4亿元至5亿元，与上年同期相比，将增加1亿元至2亿元，同比增长30%至60%。"
    assert "up by between RMB 100 million and RMB 200 million, or 30–60%, from a year earlier" in said(text)
    assert "前年比1億～2億元（30～60%）増" in said(text, "ja")


def test_an_amount_that_rises_to_a_level_is_no_range() -> None:
    assert "up by between" not in said("小米集团2024年净利润同比增加1亿元至5亿元。")


@pytest.mark.parametrize(
    "text",
    [
        "小米集团公告，公司第四季度预计盈利3亿元至5亿元。",
        "小米集团公告。公司第四季度预计净利润为3亿元，第三季度盈利4亿元。",
    ],
)
def test_the_stretch_before_the_verb_of_expecting_is_that_of_what_is_expected(text: str) -> None:
    assert "fourth quarter" in said(text).lower()


def test_the_margin_after_a_business_that_nobody_read_is_not_the_companys() -> None:
    text = "小米集团2024年营业收入50亿元。分产品看，蓝翎垫片收入28亿元，同比增长15%，占营业收入的54%，毛利率38%。"
    assert "38%" not in said(text)


def test_another_business_is_not_owned_by_the_one_before_it() -> None:
    text = (
        "小米集团2024年营业收入50亿元。玉米种子业务实现收入8亿元，毛利率24%；"
        "水稻种子业务收入3亿元；经营现金流净额2亿元。"
    )
    owners = {label: holder for label, _, _, holder in rows(text)}
    assert owners["Gross margin"] == "Corn seed business"
    assert "Corn" not in owners["Rice seed business revenue"] + owners["Net operating cash flow"]


def test_what_is_sold_of_goods_made_is_of_those_goods() -> None:
    assert "methanol sales volume was 810,000 tonnes." in said("小米集团2024年甲醇产量82万吨，销量81万吨。")
    assert "sales were" not in said("小米集团2024年甲醇产量82万吨，销售额20亿元。")


def test_a_forecast_of_the_market_makes_nothing_after_it_a_forecast() -> None:
    text = "小米集团2024年营业收入50亿元，某项蓝翎指标同比增长4%，市场此前预期为3%；每股收益3.3元。"
    assert "forecast" not in status_of(text, "RMB 3.3")


def test_a_brokers_report_tells_nothing_of_the_broker() -> None:
    text = (
        "国泰君安发布研报称，首次覆盖恒川物流（603977），给予“增持”评级。公司2024年上半年实现营收58亿元，同比增长16%。"
    )
    assert all("Guotai" not in holder for _, _, _, holder in rows(text))


def test_the_share_of_a_banks_income_is_one_of_its_operating_income_in_japanese() -> None:
    assert "営業収益の70%" in said("招商银行2024年利息净收入110亿元，同比下降2.7%，占营业收入的70%。", "ja")


@pytest.mark.parametrize(
    ("text", "en"),
    [
        (
            "小米集团披露2024年年报。公司全年实现营业收入5亿元，同比增长3%。",
            "Xiaomi's operating revenue was RMB 500 million in 2024, up 3% year on year.",
        ),
        (
            "小米集团披露2024年半年报。报告期末，公司总资产712亿元，较期初增长6.1%。",
            "Xiaomi's total assets were RMB 71.2 billion at the end of June 2024, up 6.1% from the start",
        ),
        (
            "小米集团发布截至2024年8月31日止六个月中期业绩。期内公司收入32亿元（人民币，下同），同比减少5.8%。",
            "Xiaomi's revenue was RMB 3.2 billion in March–August 2024, down 5.8% year on year.",
        ),
    ],
    ids=["the full year", "the end of the period", "in the period"],
)
def test_the_time_of_a_report_is_that_of_its_figures(text: str, en: str) -> None:
    assert en in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "小米集团披露2024年年报。公司预计全年营业收入5亿元。",
        "小米集团披露2024年年报和2025年一季报。公司全年实现营业收入5亿元，同比增长3%。",
    ],
    ids=["looks ahead", "two reports"],
)
def test_a_full_year_that_may_be_another_has_no_number(text: str) -> None:
    assert "in 2024" not in said(text)


def test_what_follows_a_profit_warning_is_the_companys_own() -> None:
    text = "小米集团发布2024年半年度业绩预告，经财务部门初步测算，预计2024年半年度净利润为2亿元，同比减少5%。"
    assert said(text).startswith("Xiaomi's net profit is expected to reach RMB 200 million in the first half of 2024")


def test_another_company_that_speaks_keeps_its_figures() -> None:
    text = "小米集团前三季度净利润3亿元。与公司同业的某某数控当日披露，前三季度实现营业收入18亿元。"
    assert "1.8 billion" not in said(text)


def test_shops_counted_like_rooms_are_no_rooms() -> None:
    text = "小米集团期末共有1200间门店。"
    assert all("room" not in row.value for row in brief(text).rows)
    assert "room" not in said(text)


@pytest.mark.parametrize(
    ("text", "en"),
    [
        (
            "小米集团2024年第三季度净利润3亿元。当季毛利率为13.1%。",
            "gross margin was 13.1% in the third quarter of 2024",
        ),
        (
            "小米集团2024年毛利率为10.9%，同比提升1.2pct。",
            "10.9% in 2024, up 1.2 percentage points from a year earlier",
        ),
        (
            "小米集团维持2025年营业收入同比增长30%以上的指引。",
            "guidance of operating revenue growth of at least 30% for 2025",
        ),
        (
            "小米集团2024年汇兑收益0.32亿元，去年同期汇兑损失0.41亿元。",
            "compared with a foreign-exchange loss of RMB 41 million",
        ),
        ("小米集团对存货计提跌价准备5200万元。", "booked RMB 52 million in inventory write-downs"),
    ],
    ids=["that quarter", "points as pct", "guidance kept", "a loss of another kind", "stock written down"],
)
def test_what_results_say_in_so_many_words_is_told(text: str, en: str) -> None:
    assert en in said(text)


def test_that_quarter_is_none_after_a_longer_stretch() -> None:
    assert (
        "in the third quarter"
        not in said("小米集团第三季度净利润3亿元，前三季度净利润9亿元。当季毛利率为13.1%。").partition("gross margin")[
            2
        ]
    )


def test_a_forecast_of_several_years_stays_one_after_a_clause_nobody_read() -> None:
    text = "小米集团公告，预计2025-2026年营业收入分别为5亿元、6亿元，某增速分别为4%、5%；净利润分别为1亿元、2亿元。"
    assert "net profit was" not in said(text)
    assert set(status_of(text, "RMB 200 million")) <= {"forecast", "Forecast"}


def test_the_margin_right_after_a_business_is_that_of_the_business() -> None:
    text = "小米集团2024年储能系统业务收入7亿元，毛利率15%；充电桩业务收入3亿元。"
    assert "15%" not in said(text)
    assert "charging point business revenue was RMB 300 million" in said(text)


def test_a_range_after_a_warning_is_expected_in_a_sentence_of_its_own_too() -> None:
    text = "小米集团公告，预计2024年年度净利润为-5亿元到-4亿元。扣除非经常性损益的净利润为-6亿元到-5亿元。"
    assert "items is expected to be minus RMB 600 million to minus RMB 500 million" in said(text)


def test_a_range_without_a_warning_stays_as_it_is() -> None:
    assert "expected" not in said("小米集团2024年毛利率介于15%至17%之间。")


def test_what_follows_a_report_in_its_sentence_is_of_the_company_that_published_it() -> None:
    text = "8月22日，小米集团发布2024年半年报，公司上半年实现营业总收入183亿元，同比增长12%。"
    assert said(text).startswith("Xiaomi's operating revenue was RMB 18.3 billion in the first half")


def test_customers_deposits_are_the_banks() -> None:
    owners = [
        holder for _, _, _, holder in rows("招商银行2024年末总资产1万亿元；客户存款总额8000亿元。不良贷款率0.9%。")
    ]
    assert not any("ustomer" in holder for holder in owners)


def test_a_quarters_own_profit_takes_the_quarter_told_before_it() -> None:
    text = "小米集团2024年第二季度营收96亿元；单季归母净利润10亿元，同比增长6%。"
    assert "quarterly" not in said(text)
    assert "RMB 1 billion" in said(text)
