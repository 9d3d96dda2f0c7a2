"""Reports of the markets: their day, the lines of their indices, and lists of partners with falls among them."""

from __future__ import annotations

from test_bulletins import brief, told


def test_every_index_told_at_the_close_has_a_line() -> None:
    rows = brief(
        "4月8日，A股三大指数集体收涨。截至收盘，沪指报3120.5点，涨0.4%；深成指报9950.2点，跌0.2%；创业板指报1990点，涨1.1%。"
    ).rows
    assert [(row.label, row.value, row.change, row.period) for row in rows] == [
        ("Shanghai Composite Index", "3,120.5 points", "up 0.4%", "8 April"),
        ("Shenzhen Component Index", "9,950.2 points", "down 0.2%", "8 April"),
        ("ChiNext Index", "1,990 points", "up 1.1%", "8 April"),
    ]


def test_the_lines_of_indices_are_told_in_japanese_too() -> None:
    text = "4月8日，A股三大指数集体收跌。截至收盘，沪指跌0.4%，报3120.5点；深成指跌0.2%，报9950.2点。"
    rows = brief(text, lang="ja").rows
    assert [(row.label, row.value, row.change) for row in rows] == [
        ("上海総合指数", "3,120.5ポイント", "0.4%下落"),
        ("深セン成分指数", "9,950.2ポイント", "0.2%下落"),
    ]


def test_a_contract_has_its_delivery_in_its_line() -> None:
    text = "4月8日，纽约商品交易所5月交货的轻质原油期货价格上涨0.8美元，收于每桶62.4美元，涨幅为1.3%。"
    row = brief(text).rows[0]
    assert (row.value, row.change) == ("US$62.4 per barrel", "up US$0.8, or 1.3%")
    assert row.label.endswith("futures for May delivery on the New York Mercantile Exchange")


def test_up_to_a_day_is_no_trading_day() -> None:
    first = "截至4月7日，两市融资余额报1.8万亿元。"
    assert "7 April" not in told(first, "港股三大指数集体下跌。大市成交2100亿港元。").replace("as of 7 April", "")
    found = told(first, "4月8日，港股三大指数集体下跌。大市成交2100亿港元。")
    assert "market turnover was HK$210 billion on 8 April" in found


def test_another_day_ends_the_session() -> None:
    found = told("4月8日，A股震荡走低。", "4月9日，某公司公告了年报。", "两市全天成交1.5万亿元。")
    assert "8 April" not in found


def test_what_one_index_did_in_between_keeps_no_day_from_the_next() -> None:
    text = "4月8日，A股冲高回落。沪指早盘一度上攻3150点，午后走低；深证成指报9950.2点，跌0.2%。"
    assert "Shenzhen Component Index was 9,950.2 points on 8 April" in told(text)
    assert "8 April" not in told("4月8日，A股冲高回落。早盘，沪指走低；深证成指报9950.2点，跌0.2%。")


def test_a_minus_in_a_row_of_rates_is_a_fall() -> None:
    text = "前5个月，山西对东盟、美国和日本分别进出口80亿元、60亿元和50亿元，增速分别为5.4%、-7.3%和2.2%。"
    rows = brief(text).rows
    assert [row.change for row in rows] == ["up 5.4%", "down 7.3%", "up 2.2%"]
    assert {row.holder for row in rows} == {"Shanxi"}


def test_a_row_of_partners_of_another_length_is_nothing() -> None:
    assert not brief("前5个月，山西对东盟、美国和日本分别进出口80亿元和60亿元。").rows


def test_whose_first_partner_it_is_may_be_left_to_the_article() -> None:
    found = told(
        "前5个月，山西进出口900亿元，增长4%。",
        "东盟继续保持第一大贸易伙伴地位，前5个月进出口80亿元，增长5%。",
        title="前5个月山西进出口增长4%",
    )
    assert "Shanxi's total trade with ASEAN was RMB 8 billion in the first five months, up 5%" in found


def test_a_headline_tells_no_second_owner_s_amount_without_him() -> None:
    found = brief("4月8日，A股缩量。沪市成交额4653亿元，深市成交额7714亿元。")
    assert "771.4" not in found.headline.text


def test_the_close_of_the_morning_is_none_of_the_day() -> None:
    text = "4月8日早盘，A股三大指数涨跌不一，截至午间收盘，沪指涨0.31%，报3120.5点，深成指跌0.16%，报9950.2点。"
    assert told(text).startswith("At midday on 8 April, the Shanghai Composite Index rose 0.31% to 3,120.5 points")
    assert [row.label for row in brief(text).rows] == [
        "Shanghai Composite Index, at midday",
        "Shenzhen Component Index, at midday",
    ]
    assert "前引け" in told(text, lang="ja")


def test_what_is_told_at_midday_is_no_amount_of_the_day() -> None:
    text = "4月8日早盘，A股三大指数涨跌不一。截至午间收盘，沪指涨0.31%，报3120.5点。"
    assert "RMB 700 billion on 8 April" not in told(f"{text}两市成交额7000亿元。")
    assert "half-day turnover in Shanghai and Shenzhen was RMB 700 billion on 8 April" in told(
        f"{text}两市半日成交额7000亿元。"
    )
