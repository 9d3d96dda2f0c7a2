"""What articles about results are made of: whose they are, what a level stands beside, the share on its day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief

Write = Callable[..., Brief]


@pytest.fixture
def brief(tmp_path: Path) -> Write:
    def write(*paragraphs: str, lang: str = "en") -> Brief:
        source = tmp_path / "article.txt"
        source.write_text("\n\n".join(paragraphs), encoding="utf-8")
        return brief_of(plan_of(facts_of(str(source), settings=Settings())), lang)

    return write


def said(brief: Brief) -> str:
    return " ".join(point.text for point in brief.points)


TITLE = "霁川精工三季报：营收增长5%"


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        pytest.param(
            "霁川精工（688777.SH）10月28日晚间披露三季报，前三季度实现营业收入12.5亿元，同比增长8.2%。",
            "operating revenue was RMB 1.25 billion in the first three quarters, up 8.2% year on year.",
            "売上高は12億5,000万元で、前年同期比8.2%増。",
            id="a share code beside the name",
        ),
        pytest.param(
            "霁川精工10月28日晚间披露三季报，前三季度研发费用0.9亿元，占营收比重由上年同期的5.1%升至7.2%。",
            "RMB 90 million (7.2% of revenue, compared with 5.1% a year earlier)",
            "9,000万元（売上高の7.2%、前年同期は5.1%）",
            id="a share that moved",
        ),
        pytest.param(
            "霁川精工10月28日晚间披露三季报，前三季度净利润1.3亿元，同比扭亏为盈。",
            "net profit was RMB 130 million (against a loss a year earlier)",
            "純利益は1億3,000万元（前年同期は赤字）",
            id="a profit after a loss",
        ),
        pytest.param(
            "霁川精工10月28日晚间披露三季报，前三季度净利润1.3亿元，上年同期仅0.4亿元。",
            "net profit was RMB 130 million in the first three quarters, compared with RMB 40 million a year earlier.",
            "純利益は1億3,000万元（前年同期は4,000万元）。",
            id="the year before without a verb",
        ),
        pytest.param(
            "霁川精工10月28日晚间披露三季报。单看第三季度，公司营业收入5亿元，同比下降3%。",
            "operating revenue was RMB 500 million in the third quarter, down 3% year on year.",
            "第3四半期の霽川精工（霁川精工）の売上高は5億元で、前年同期比3%減。",
            id="a quarter said apart",
        ),
        pytest.param(
            "截至2025年9月30日止六个月，霁川精工收入9亿港元，同比增长4%。",
            "revenue was HK$900 million in April–September 2025, up 4% year on year.",
            "2025年4～9月の",
            id="months that end with a day",
        ),
    ],
)
def test_what_results_are_told_with(brief: Write, text: str, english: str, japanese: str) -> None:
    assert english in said(brief(TITLE, text))
    assert japanese in said(brief(TITLE, text, lang="ja"))


def test_the_share_on_its_day_is_told_move_by_move(brief: Write) -> None:
    text = "10月28日，霁川精工低开3%，盘中一度跌逾7%，收跌4.1%，总市值55亿元。"
    told = said(brief(TITLE, text))
    assert "shares opened 3% lower." in told
    assert "were down more than 7% at one point in the session." in told
    assert "shares closed 4.1% lower. Its market capitalisation was RMB 5.5 billion." in told


def test_what_comes_in_over_months_takes_no_day_of_a_balance_sheet(brief: Write) -> None:
    text = "截至6月末，霁川精工存货4.2亿元，较年初增加3000万元，经营现金流净额1.1亿元。"
    assert "cash flow" not in said(brief(TITLE, text))


def test_a_share_of_the_whole_does_not_rise_by_a_rate_of_the_revenue(brief: Write) -> None:
    text = "霁川精工上半年海外收入3亿元，毛利改善，占比75%，同比增长61%。"
    assert not any("61%" in row.change and row.value == "75%" for row in brief(TITLE, text).rows)


def test_the_margin_after_overseas_revenue_is_not_the_companys(brief: Write) -> None:
    text = "霁川精工上半年海外收入3亿元，占比24%，毛利率41%。"
    assert "41%" not in said(brief(TITLE, text))


def test_the_company_a_headline_opens_with_is_the_company_where_it_was_named_last(brief: Write) -> None:
    first = "霁川精工（688777）发布公告，岚溪控股董事长到场。"
    own = "霁川精工上半年经营平稳。上半年，公司实现营收18亿元，同比下降4%。"
    assert "霁川精工) revenue was RMB 1.8 billion" in said(brief(TITLE, first, own))
    other = "岚溪控股主营投资。上半年，公司实现营收18亿元，同比下降4%。"
    assert "霁川精工) revenue" not in said(brief(TITLE, first, other))


def test_an_item_is_of_the_company_it_begins_with_unless_that_writes_about_others(brief: Write) -> None:
    items = ("晚间公告：多家公司披露业绩", "【业绩】霁川精工：前三季度净利润1.1亿元，同比增长7%。")
    assert "霁川精工) net profit was RMB 110 million" in said(brief(*items))
    broker = "【研报】中信证券：前三季度净利润1.1亿元，同比增长7%。"
    assert "110 million" not in said(brief("晚间研报：券商看好制造业", broker))


def test_what_a_company_gives_notice_of_is_a_forecast(brief: Write) -> None:
    text = "霁川精工1月15日发布运营数据。公司同日预告，2025年归母净利润为18亿元至22亿元。"
    assert "was RMB 1.8 billion" not in said(brief(TITLE, text))


def test_a_run_of_years_gives_each_year_its_level_or_none(brief: Write) -> None:
    levels = "霁川精工营收分别为2.1亿元、3.4亿元和5.2亿元"
    told = said(brief(TITLE, f"2022年至2024年，{levels}，研发费用分别为0.5亿元、0.6亿元和0.7亿元。"))
    assert "revenue was RMB 210 million in 2022, RMB 340 million in 2023 and RMB 520 million in 2024." in told
    assert "Its R&D expenses were RMB 50 million in 2022, RMB 60 million in 2023 and RMB 70 million in 2024." in told
    assert "RMB 340 million" not in said(brief(TITLE, f"2021年至2024年，{levels}。"))


def test_what_an_analyst_foresees_is_not_of_whom_was_spoken_of_before(brief: Write) -> None:
    text = "前三季度，商业银行净利润同比增长1.1%。研究员许知远预计，明年净息差将收窄5个基点。"
    rows = brief("银行业三季度业绩", text).rows
    assert [row.holder for row in rows if row.period == "Next year"] == ["see source"]


def test_a_count_set_against_a_year_ago_has_been(brief: Write) -> None:
    text = "霁川汽车12月1日公布，11月交付新车4.12万辆，同比增长62%。"
    assert "delivered 41,200 new cars, up 62% year on year" in said(brief("霁川汽车11月交付量创新高", text))


def test_a_name_japanese_cannot_write_goes_by_its_english_form_there(brief: Write) -> None:
    """鑫 is no Japanese character: the bank is told of all the same."""
    made = brief("鑫川银行三季报出炉", "鑫川银行发布三季报。前三季度，鑫川银行净利润62亿元，同比增长4.9%。", lang="ja")
    assert made.rows[0].holder == "Xinchuan Bank（鑫川银行）"
