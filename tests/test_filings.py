"""Announcements as companies word them: whose they are, within which bounds, within which time, on what reckoned."""

from __future__ import annotations

import pytest
from test_company_acts import said

from briefing.facts.figures import read_figures
from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Figure, Paragraph, Span


def article(title: str, *paragraphs: str) -> Article:
    text = "\n".join((title, *paragraphs))
    starts = [text.index(p) for p in paragraphs]
    placed = tuple(Paragraph(p, Span(s, s + len(p))) for p, s in zip(paragraphs, starts, strict=True))
    return Article("x", text, title, Span(0, len(title)), placed)


def points(title: str, *paragraphs: str) -> list[str]:
    reading = Reader(terms.built_in(), rules.built_in()).read(article(title, *paragraphs))
    return [point.text.replace("’", "'") for point in brief_of(plan_of(reading), "en").points]


def amounts(text: str) -> list[tuple[str, str, str]]:
    def told(figure: Figure) -> tuple[str, str, str]:
        return str(figure.value), str(figure.upper or ""), str(figure.qualifier)

    return [told(figure) for figure in read_figures(text)]


@pytest.mark.parametrize(
    ("zh", "read"),
    [
        ("不低于人民币3亿元（含）且不超过人民币6亿元（含）", [("300000000", "600000000", "range")]),
        ("不低于3000万元（含3000万元），不高于5000万元（含本数，下同）", [("30000000", "50000000", "range")]),
        ("增持不低于总股本的1%且不超过总股本的2%", [("1", "2", "range")]),
        ("价格不超过人民币21.5元/股（含）", [("21.5", "", "at_most")]),
        # Of two things, of two units, or worded as a rule: no range.
        ("不低于3000万元，投资期不超过5000万元", [("30000000", "", "at_least"), ("50000000", "", "at_most")]),
        ("不低于3000万元，不超过净利润的50%", [("30000000", "", "at_least"), ("50", "", "at_most")]),
        ("不低于5000万元，不超过3000万元", [("50000000", "", "at_least"), ("30000000", "", "at_most")]),
        ("处3000元以上8000元以下罚款", [("3000", "", "at_least"), ("8000", "", "at_most")]),
    ],
)
def test_a_least_and_a_most_of_one_amount_are_one_range(zh: str, read: list[tuple[str, str, str]]) -> None:
    assert amounts(zh) == read


@pytest.mark.parametrize(
    ("zh", "en", "ja"),
    [
        (
            "三一集团（600031）公告，公司拟使用自有资金以集中竞价交易方式回购公司股份，用于员工持股计划。"
            "回购资金总额不低于3亿元（含）且不超过6亿元（含），回购价格不超过21.5元/股（含）。",
            "Sany Group's share buyback is to total RMB 300 million to RMB 600 million, at up to RMB 21.5 per share.",
            "三一集団の自社株取得の総額は3億～6億元、取得価格は1株当たり最大21.5元。",
        ),
        (
            "三一集团公告，按回购金额上限和回购价格上限测算，预计回购股份数量约为2790.7万股，约占公司当前总股本的0.33%。",
            "At the maximum amount and the maximum price, Sany Group expects to buy back about 27.907 million shares, "
            "or about 0.33% of the share capital.",
            "取得額・価格の上限ベースで、三一集団は自社株を約2,790万7,000株（発行済み株式の約0.33%）取得する見込み。",
        ),
        (
            "三一集团公告，公司控股股东中国平安计划自2025年6月4日起6个月内，通过上海证券交易所交易系统以集中竞价方式"
            "增持公司股份，增持金额不低于5000万元，不超过1亿元。",
            "Sany Group's controlling shareholder Ping An Insurance plans to buy RMB 50 million to RMB 100 million of "
            "the company's shares in the six months from 4 June 2025.",
            "三一集団の支配株主の中国平安保険は2025年6月4日から6カ月の間に同社株を5,000万～1億元分買い増す計画。",
        ),
        (
            "三一集团公布，持股5%以上股东中国平安计划自本公告披露之日起15个交易日后的3个月内，以集中竞价、大宗交易方式"
            "合计减持公司股份不超过1200万股，即不超过公司总股本的3%。",
            "Sany Group's 5%-plus shareholder Ping An Insurance plans to sell up to 12 million shares in the company, "
            "or up to 3% of the share capital, in the three months starting 15 trading days after the announcement.",
            "三一集団の5%以上の株主の中国平安保険は公告の15営業日後から3カ月の間に同社株を最大1,200万株"
            "（発行済み株式の最大3%）売却する計画。",
        ),
        (
            "三一集团公告，公司近日收到控股股东中国平安函告，获悉其将所持有的500万股公司股份办理了质押，"
            "占其所持股份的20%，占公司总股本的2%。",
            "Sany Group's controlling shareholder Ping An Insurance pledged 5 million shares in the company, or 20% of "
            "its holding and 2% of the share capital.",
            "三一集団の支配株主の中国平安保険は同社株500万株（保有株の20%、発行済み株式の2%）を担保に差し入れた。",
        ),
        (
            "三一集团2025年度第二期中期票据在银行间市场成功发行，发行规模15亿元，期限3年，票面利率2.08%。",
            "Sany Group issued RMB 1.5 billion of medium-term notes with a term of three years and a coupon of 2.08%.",
            "三一集団は期間3年間、表面利率2.08%の中期手形を15億元発行した。",
        ),
    ],
)
def test_an_announcement_is_told_with_its_bounds_its_time_and_its_basis(zh: str, en: str, ja: str) -> None:
    assert (said(zh).replace("’", "'"), said(zh, "ja")) == (en, ja)


LISTED = "恒川汽车（600312）公告，公司拟回购股份。"


@pytest.mark.parametrize(
    "body",
    [
        "公司与中国平安签订了服务合同。截至7月末，公司在手订单合计214亿元。",
        "保荐机构为中国平安。截至7月末，公司在手订单合计214亿元。",
    ],
)
def test_the_company_is_the_one_that_announces_whoever_else_is_named_inside_a_clause(body: str) -> None:
    told = points("恒川汽车拟回购股份", LISTED, body)
    assert any("order backlog was RMB 21.4 billion" in point and "Hengchuan Auto" in point for point in told)


@pytest.mark.parametrize(
    "body",
    [
        "中国平安经营稳健。截至7月末，公司在手订单合计214亿元。",
        "合资公司已经成立。截至7月末，公司在手订单合计214亿元。",
        "标的公司主营业务稳健，截至7月末，公司在手订单合计214亿元。",
        "截至7月末，该公司在手订单合计214亿元。",
    ],
)
def test_it_is_not_where_another_company_is_spoken_of(body: str) -> None:
    assert not any(
        "order backlog" in point for point in points("恒川汽车拟回购股份", LISTED, "中国平安是伙伴。" + body)
    )


def test_a_price_told_beside_the_rise_of_a_year_makes_no_sentence() -> None:
    assert points("恒川汽车拟回购股份", LISTED, "公司股价年内累计上涨47%，报18.6元。") == []


@pytest.mark.parametrize(
    ("zh", "en", "ja"),
    [
        (
            "三一集团公布，持股5%以上股东中国平安计划在未来6个月内合计减持公司股份不超过900万股，即不超过公司总股本的3%。"
            "其中，通过大宗交易方式减持不超过600万股，即不超过公司总股本的2%。",
            "Of these, Ping An Insurance plans to sell up to 6 million shares through block trades, or up to 2% of the "
            "share capital.",
            "うち、中国平安保険は大口取引で株式を最大600万株（発行済み株式の最大2%）売却する計画。",
        ),
        (
            "三一集团公告，控股股东中国平安拟通过协议转让方式转让公司5%股份，转让价格为12.6元/股，转让总价为3.15亿元。",
            "Sany Group's controlling shareholder Ping An Insurance plans to sell 5% of the company's shares for RMB "
            "315 million, at RMB 12.6 per share.",
            "三一集団の支配株主の中国平安保険は同社株の5%を3億1,500万元（1株当たり12.6元）で譲渡する計画。",
        ),
        (
            "三一集团公告，2024年度利润分配预案为：拟以公司总股本8亿股为基数，向全体股东每10股派发现金红利3.5元（含税），"
            "预计派发现金红利总额为2.8亿元。",
            "Sany Group plans to pay a cash dividend of RMB 3.5 before tax per 10 shares for 2024, or RMB 280 million "
            "in all, on a share capital of 800 million shares.",
            "三一集団は2024年について10株につき3.5元（税引き前）、総額2億8,000万元の現金配当を実施する計画"
            "（株式数は8億株）。",
        ),
        (
            "江西证监局决定对三一集团责令改正，给予警告，并处以600万元罚款。",
            "Sany Group has been fined RMB 6 million by the China Securities Regulatory Commission's Jiangxi bureau.",
            "三一集団は中国証券監督管理委員会江西監管局から600万元の制裁金を科された。",
        ),
        (
            "三一集团拟向不超过35名特定对象发行股票，募集资金总额不超过18亿元，发行数量不超过2.4亿股。",
            "Sany Group plans to raise up to RMB 1.8 billion through a private placement of up to 240 million shares.",
            "三一集団は最大2億4,000万株の第三者割当増資で最大18億元を調達する計画。",
        ),
    ],
)
def test_more_of_an_announcement(zh: str, en: str, ja: str) -> None:
    assert en in said(zh).replace("’", "'")
    assert ja in said(zh, "ja")


@pytest.mark.parametrize(
    "zh",
    [
        "江西证监局拟决定对三一集团责令改正，给予警告，并处以600万元罚款。",
        "三一集团：股东拟减持不超过3%股份。",  # of one holder or several?
        "三一集团公告，若回购金额不低于5000万元且不超过1亿元，将增强信心。",
    ],
)
def test_what_is_not_settled_or_of_nobody_makes_no_sentence(zh: str) -> None:
    assert said(zh) == ""


def test_the_plan_of_a_programme_that_is_over_makes_no_sentence() -> None:
    plan = "公司于2024年2月披露回购方案，回购资金总额不低于1亿元且不超过2亿元，回购价格不超过30元/股。"
    assert any("is to total" in point for point in points("恒川汽车回购股份", LISTED, plan))
    assert points("恒川汽车回购股份", LISTED, plan, "公司本次回购股份已实施完毕。") == []
