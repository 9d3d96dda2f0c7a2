"""Bulletins of statistics: whose measures are, of when, and what a row of sectors, cities or firms leaves out."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Lang, Paragraph, Span


def article(title: str, *paragraphs: str) -> Article:
    text, spans = title, []
    for paragraph in paragraphs:
        spans.append(Span(len(text) + 2, len(text) + 2 + len(paragraph)))
        text += f"\n\n{paragraph}"
    told = tuple(Paragraph(p, span) for p, span in zip(paragraphs, spans, strict=True))
    return Article("x", text, title, Span(0, len(title)), told)


def brief(title: str, *paragraphs: str, lang: Lang = "en") -> Brief:
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article(title, *paragraphs))), lang)


def said(title: str, *paragraphs: str, lang: Lang = "en") -> str:
    return " ".join(point.text for point in brief(title, *paragraphs, lang=lang).points)


LANGS: tuple[Lang, Lang] = ("en", "ja")

RETAIL = "4月份，社会消费品零售总额40000亿元，同比增长3%。"


def test_what_a_national_bulletin_tells_of_nobody_is_the_nations() -> None:
    told = "4月份，全国网上零售额9000亿元，增长6%。"
    assert "China's total retail sales of consumer goods were RMB 4 trillion in April" in said("消费回暖", RETAIL, told)
    assert "4月の中国の社会消費品小売総額は4兆元" in said("消费回暖", RETAIL, told, lang="ja")


@pytest.mark.parametrize(
    "other",
    [
        "4月份，全省网上零售额900亿元，增长6%。",
        "4月份，全国网上零售额9000亿元，其中成都市增长6%。",
        "4月份，恒川商贸股份有限公司在全国开店5家。",
        "4月份，日本出口增长5%，全国失业率为2.5%。",
        "4月份，全国网上零售额9000亿元。美联储维持利率不变。",
        "4月份，全国网上零售额9000亿元，全球零售额增长2%。",
    ],
    ids=["a province", "a city", "a company", "another country", "another's central bank", "the world"],
)
def test_one_that_names_a_part_a_company_or_another_country_leaves_it_open(other: str) -> None:
    assert "China's total retail sales" not in said("消费回暖", RETAIL, other)


def test_an_article_without_the_nation_has_no_such_owner() -> None:
    assert said("消费回暖", RETAIL) == ""


HEAD = "1—5月份全国固定资产投资增长4%"
OPENING = "1—5月份，全国固定资产投资200000亿元，同比增长4%。从环比看，5月份固定资产投资下降0.1%。"


def test_a_paragraph_without_a_time_is_of_the_headlines() -> None:
    assert "China's investment in the primary sector was RMB 300 billion in January–May, up 5%" in said(
        HEAD, OPENING, "分产业看，第一产业投资3000亿元，增长5%。"
    )


def test_it_is_not_of_a_headline_that_the_last_dated_paragraph_leaves() -> None:
    told = said(HEAD, OPENING, "5月份，工业投资增长6%。", "分产业看，第一产业投资3000亿元，增长5%。")
    assert "primary sector" not in told


def test_a_stock_takes_no_stretch_of_time() -> None:
    assert "deposits" not in said(HEAD, OPENING, "金融机构人民币各项存款余额3000亿元，增长5%。")


OUTPUT = "5月份，全国规模以上工业增加值同比增长6%。"


def test_a_row_of_sectors_is_told_of_the_first_ones_measure() -> None:
    row = "5月份，采矿业增加值同比增长4%，制造业增长7%，纺织业下降2%。"
    told = said("工业增长", OUTPUT, row)
    assert "China's value added in mining rose 4% year on year in May" in told
    assert "value added in manufacturing rose 7%" in told
    assert "value added in textiles fell 2%" in told
    assert "製造業の付加価値額は7%増" in said("工业增长", OUTPUT, row, lang="ja")


@pytest.mark.parametrize(
    "row",
    [
        "5月份，进口同比增长4%，制造业增长7%。",
        "5月份，采矿业增加值同比增长4%，其中新产品囧囧囧，制造业增长7%。",
        "制造业增长7%。",
    ],
    ids=["after another measure", "after what nobody read", "after nothing"],
)
def test_a_sector_after_something_else_is_nobodys(row: str) -> None:
    assert "in manufacturing" not in said("工业增长", OUTPUT, row)


def test_a_row_of_firms_keeps_the_measure() -> None:
    row = "5月份，国有控股企业增加值同比增长4%；私营企业增长7%。"
    assert "China's private companies' value added rose 7%." in said("工业增长", OUTPUT, row)


def test_a_quarter_after_a_quarter_keeps_the_measure() -> None:
    row = "一季度国内生产总值同比增长5.2%，二季度增长4.8%。"
    assert "Its GDP rose 4.8% in the second quarter." in said("经济增长", "我国经济平稳。", row)


def test_cities_after_a_tier_have_the_price_alone() -> None:
    told = said(
        "9月房价", "9月份，一线城市新建商品住宅销售价格环比下降0.5%。其中，北京和广州分别下降0.7%和0.9%，上海上涨0.6%。"
    )
    assert "New home prices in first-tier cities fell 0.5% from the previous month in September." in told
    assert "Guangzhou's new home prices fell 0.9% from the previous month" in told
    assert "Shanghai's new home prices rose 0.6% from the previous month" in told


def test_towns_and_country_have_the_index_in_them() -> None:
    told = "5月份，全国居民消费价格同比上涨0.5%。其中，城市上涨0.6%，农村上涨0.2%；食品价格上涨3%。"
    assert "consumer price index in rural areas rose 0.2% year on year" in said("物价", told)


def test_food_among_consumer_goods_at_the_factory_gate_is_no_shop_price() -> None:
    told = "5月份，全国工业生产者出厂价格同比下降2%。", "5月份，生活资料价格下降1%。其中，食品价格下降0.9%。"
    assert "food prices at the factory gate fell 0.9%" in said("物价", *told)
    assert "食品の出荷価格は0.9%安" in said("物价", *told, lang="ja")


def test_what_last_years_prices_leave_over_is_told_with_its_sign() -> None:
    told = "据测算，在10月份0.5%的同比涨幅中，上年价格变动的翘尾影响约为-0.3个百分点，新影响约为0.8个百分点。"
    rows = brief("物价", "10月份，全国居民消费价格同比上涨0.5%。", told).points
    assert "about minus 0.3 percentage points came from the carry-over effect of last year" in rows[-1].text


def test_firms_at_large_are_those_of_the_place_the_article_is_about() -> None:
    told = "前三季度，全市固定资产投资增长5%。", "前三季度，规模以上工业企业实现利润30亿元，增长8%。"
    assert "The profit of Huzhou's industrial enterprises above designated size was RMB 3 billion" in said(
        "前三季度湖州市投资增长5%", *told
    )


def test_a_fall_that_widens_is_told_as_widening() -> None:
    told = "5月份，全国工业生产者出厂价格同比下降2%，降幅比上月扩大0.3个百分点。"
    english, japanese = (said("物价", told, lang=lang) for lang in LANGS)
    assert "fell 2% year on year in May, with the fall widening by 0.3 percentage points" in english
    assert "下落率は前月から0.3ポイント拡大" in japanese


def test_what_a_part_adds_to_the_whole_is_told_with_it() -> None:
    told = "5月份，全国食品价格同比上涨2%，影响CPI上涨约0.4个百分点。"
    assert "lifting the consumer price index by about 0.4 percentage points" in said("物价", told)
    assert "消費者物価指数（CPI）を約0.4ポイント押し上げ" in said("物价", told, lang="ja")


def test_loans_among_those_of_households_are_household_loans() -> None:
    told = "前5个月，全国住户贷款增加3000亿元，其中，短期贷款减少100亿元，中长期贷款增加3100亿元。"
    english = said("信贷", told)
    assert "short-term household loans fell by RMB 10 billion" in english
    assert "medium- and long-term household loans rose by RMB 310 billion" in english


def test_an_office_that_publishes_does_not_own_what_it_counts() -> None:
    told = "国家统计局服务业调查中心31日发布数据，5月份，制造业PMI为50.1%。"
    assert "centre's" not in said("制造业景气", told)


def test_an_owner_not_named_again_leaves_no_particle_in_japanese() -> None:
    told = "4月份，大型企业PMI为50.6%，比上月下降0.6个百分点，高于临界点；中型企业PMI为50.4%，高于临界点。"
    assert "。の" not in said("全国制造业PMI", "我国制造业平稳。", told, lang="ja")


def test_the_end_of_the_month_is_that_of_the_month_told() -> None:
    told = "10月末，全国本外币贷款余额250万亿元，同比增长7%。月末人民币贷款余额240万亿元，同比增长8%。"
    assert "outstanding yuan loans were RMB 240 trillion at the end of October" in said("信贷", told)


def test_it_is_no_months_where_another_stands_between() -> None:
    told = "10月末，全国本外币贷款余额250万亿元。9月贷款增加。月末人民币贷款余额240万亿元，同比增长8%。"
    assert "yuan loans were RMB 240 trillion at the end of October" not in said("信贷", told)
