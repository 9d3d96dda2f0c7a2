"""Bulletins of statistics: whose figures they are and of when, where a clause nobody reads stands in between."""

from __future__ import annotations

import re

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Lang, Paragraph, Span


def brief(*paragraphs: str, title: str = "", lang: Lang = "en") -> Brief:
    text = "\n".join((title, *paragraphs) if title else paragraphs)
    at = len(title) + 1 if title else 0
    found = []
    for paragraph in paragraphs:
        found.append(Paragraph(paragraph, Span(at, at + len(paragraph))))
        at += len(paragraph) + 1
    article = Article("x", text, title, Span(0, len(title)) if title else None, tuple(found))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)


def told(*paragraphs: str, title: str = "", lang: Lang = "en") -> str:
    return " ".join(point.text for point in brief(*paragraphs, title=title, lang=lang).points)


TITLE = "上半年衡水工业投资增长8%"


@pytest.mark.parametrize(
    "clause",
    [
        "据衡水市统计局发布的统计数据，",
        "记者7月20日从衡水市政府新闻办召开的新闻发布会上获悉，",
        "衡水市统计局20日发布数据，",
        "在消费政策带动下，",
        "从主要行业看，",
    ],
)
def test_a_clause_that_only_names_an_office_or_a_side_takes_nothing_away(clause: str) -> None:
    text = f"{clause}上半年，全市固定资产投资同比下降2.4%，其中房地产开发投资下降9.1%。"
    assert told(text, title=TITLE) == (
        "Hengshui's fixed-asset investment fell 2.4% year on year in the first half; "
        "property development investment fell 9.1%."
    )


@pytest.mark.parametrize("clause", ["据有关部门预测，", "据知情人士透露的统计数据，", "剔除城区后，"])
def test_a_clause_that_makes_it_doubtful_is_no_such_clause(clause: str) -> None:
    assert told(f"{clause}上半年，全市固定资产投资同比下降2.4%。", title="衡水经济") == ""


def test_a_clause_about_the_measure_before_leaves_owner_and_time_to_the_next() -> None:
    text = "上半年，衡水进出口50亿元，增长7%，规模居全省第五。其中，出口30亿元，增长9%；进口20亿元，增长4%。"
    assert told(text) == (
        "Hengshui's trade was RMB 5 billion in the first half, up 7%; "
        "exports were RMB 3 billion, up 9%; imports were RMB 2 billion, up 4%."
    )


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("上半年衡水工业投资增长8%", "Hengshui's"),
        # Two cities, a partner, another rank: no city is meant.
        ("衡水沧州工业投资双双增长", ""),
        ("河北对衡水投资增长", ""),
        ("河北工业投资增长", ""),
    ],
)
def test_the_city_is_the_one_the_headline_names(title: str, owner: str) -> None:
    found = told("上半年，全市固定资产投资同比下降2.4%。", title=title)
    assert (f"{owner} fixed-asset investment" in found) if owner else ("fixed-asset" not in found)


@pytest.mark.parametrize(
    ("zh", "en", "ja"),
    [
        (
            "上半年，衡水固定资产投资下降2.4%，扣除房地产开发投资后增长3.1%；工业投资增长8%。",
            "Excluding property development investment, its fixed-asset investment rose 3.1%. "
            "Its industrial investment rose 8%.",
            "不動産開発投資を除くベースで、固定資産投資は3.1%増。工業投資は8%増。",
        ),
        (
            "上半年，衡水居民人均可支配收入20000元，名义增长5.2%，扣除价格因素实际增长4.9%。",
            "; per capita disposable income rose 4.9% in real terms.",
            "1人当たり可処分所得は実質で4.9%増。",
        ),
        (
            "上半年，衡水工业投资增长8%，分别高于全国、全省0.7个和1.2个百分点。",
            "rose 8% in the first half, 0.7 percentage points above the national rate "
            "and 1.2 percentage points above the provincial rate.",
            "8%増（全国を0.7ポイント、省全体を1.2ポイント上回る）。",
        ),
        (
            "上半年，衡水工业投资增长8%，高于全省平均水平0.7个百分点。",
            "rose 8% in the first half, 0.7 percentage points above the provincial average.",
            "8%増（省平均を0.7ポイント上回る）。",
        ),
        (
            "上半年，衡水对美国出口5亿元，是去年同期的1.6倍。",
            "were RMB 500 million in the first half, 1.6 times the year-earlier level.",
            "5億元（前年同期の1.6倍）。",
        ),
        (
            "上半年，东盟继续为河北第一大贸易伙伴，双边贸易值达60亿元，增长3%，占全省外贸总值的12%。",
            "Hebei's total trade with ASEAN was RMB 6 billion (12% of the province's total foreign trade) "
            "in the first half, up 3%.",
            "60億元（省全体の貿易総額の12%）で、3%増。",
        ),
        (
            "上半年，衡水限额以上家电和通讯器材零售额分别增长12%、9%。",
            "home appliance retail sales by units above designated size rose 12%",
            "一定規模以上",
        ),
    ],
)
def test_what_bulletins_say_beside_a_measure_is_told_in_both_languages(zh: str, en: str, ja: str) -> None:
    assert (en in told(zh), ja in told(zh, lang="ja")) == (True, True)


def test_what_is_above_is_told_of_one_change_only() -> None:
    assert "above" not in told("6月，衡水工业投资同比增长8%，环比增长2%，高于全国0.7个百分点。")


@pytest.mark.parametrize(
    "text",
    [
        "上半年，衡水民营企业进出口41亿元，增长7%，其中出口32亿元，增长8%，进口9亿元，增长2%。",
        "上半年，衡水一般贸易进出口39亿元，增长5%；出口30亿元。",
        "上半年，衡水机电产品出口20亿元，增长9%，进口3亿元，下降1%。",
    ],
)
def test_exports_after_a_part_of_trade_are_not_the_places(text: str) -> None:
    assert not re.search(r"(?:; |\. Its )(?:exports|imports) were", told(text))


def test_the_same_time_is_that_of_the_figure_before() -> None:
    text = "上半年，衡水对东盟进出口60亿元，增长3%；同期，对欧盟进出口增长7%。"
    assert told(text).endswith("in the first half, up 3%; trade with the EU rose 7%.")


def test_that_month_is_the_month_told_last() -> None:
    text = "6月，中国汽车出口30万辆，同比增长9%。当月摩托车出口80万辆，同比增长5%。"
    (row,) = [row for row in brief(text).rows if "otorcycle" in row.label]
    assert row.period == "June"


def test_that_month_is_none_where_another_stands_between() -> None:
    text = "6月，中国汽车出口30万辆，同比增长9%，较5月高峰回落。当月摩托车出口80万辆，同比增长5%。"
    (row,) = [row for row in brief(text).rows if "otorcycle" in row.label]
    assert row.period == "see source"


def test_one_month_looked_aside_at_gives_its_time_to_no_other_sentence() -> None:
    text = "上半年，衡水工业投资增长8%。6月当月，衡水出口增长5%。衡水居民消费价格同比下降0.2%。"
    assert "consumer price index fell" not in told(text)


def test_a_report_of_the_markets_names_its_day_once() -> None:
    text = "周二（3月11日），A股三大指数震荡走低。两市全天成交1.5万亿元，较上一交易日缩量1200亿元。"
    assert told(text) == (
        "The combined turnover in Shanghai and Shenzhen was RMB 1.5 trillion on 11 March, "
        "down RMB 120 billion from the previous trading day."
    )


@pytest.mark.parametrize("text", ["上证指数全周上涨1.5%。", "隔夜恒生指数上涨1.5%。", "恒生指数年内上涨1.5%。"])
def test_that_day_is_not_the_time_of_other_sessions(text: str) -> None:
    assert "11 March" not in told(f"周二（3月11日），A股三大指数震荡走低。{text}")


def test_a_day_of_the_month_is_no_country() -> None:
    text = "汽车信息平台8日发布的数据显示，6月全国乘用车市场零售180万辆，同比增长4%。"
    assert [row.holder for row in brief(text).rows] == ["China"]


def test_what_is_to_come_gives_no_time_to_what_was() -> None:
    text = "上半年，衡水工业投资增长8%。预计三季度将有所回升。"
    assert "in the first half" in told(text, "衡水社会消费品零售总额40亿元，增长4%。").split(". ")[-1]


def test_a_place_the_headline_names_owns_what_bulletins_tell_until_another_is_named() -> None:
    found = told(
        "上半年，衡水市进出口50亿元，增长6%。",
        "民营企业进出口41亿元，增长7%。",
        "同期，沧州市进出口20亿元，增长4%。",
        "一般贸易进出口30亿元。",
        title="上半年衡水进出口增长6%",
    )
    assert "Hengshui's trade by private companies was RMB 4.1 billion" in found
    assert "general trade" not in found


def test_the_seat_of_an_office_is_no_place_an_article_is_about() -> None:
    assert told("上半年，全市进出口50亿元，增长6%。", title="衡水海关：上半年外贸增长6%") == ""


def test_goods_that_are_named_are_not_those_named_before() -> None:
    text = "8月，韩国半导体出口118亿美元，增长38%，汽车出口51亿美元，下降4%。"
    assert "semiconductor vehicle" not in told(text)


def test_figures_of_incomplete_statistics_make_no_sentence() -> None:
    assert told("据不完全统计，上半年，衡水进出口50亿元，增长6%。") == ""


def test_after_a_month_and_a_year_so_far_a_part_is_of_neither() -> None:
    text = "6月，中国乘用车市场零售180万辆；今年以来累计零售1000万辆，同比增长8%。其中，新能源乘用车零售90万辆。"
    found = brief(text)
    assert "cumulative passenger vehicle retail sales volume has been 10 million vehicles so far this year" in told(
        text
    )
    assert [row.period for row in found.rows if row.label.startswith("New-energy")] == ["see source"]


def test_an_operation_announced_for_the_same_day_is_of_that_day() -> None:
    text = "中国人民银行5月8日公告，当日以固定利率、数量招标方式开展了1500亿元7天期逆回购操作，操作利率1.40%。"
    assert told(text) == (
        "On 8 May, the People's Bank of China conducted RMB 150 billion of reverse repos "
        "with a term of seven days at a rate of 1.40%."
    )


def test_yuan_are_no_other_countrys() -> None:
    text = "9月，德国服务业PMI为51.5。9月末，M2余额335万亿元，同比增长8.4%。"
    assert "Germany's broad money" not in told(text)


def test_the_city_is_also_the_one_whose_office_the_sentence_opens_with() -> None:
    text = "衡水市商务局的数据显示，上半年，全市实际使用外资2亿美元，同比增长6%。"
    assert told(text, title="外资企业看好北方").startswith("Hengshui's actual use of foreign capital")
