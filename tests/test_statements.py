"""Whole sentences through the engine: what is stated of a Chinese sentence, in both languages, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief

TITLE = "企业动态"


@pytest.fixture
def brief(tmp_path: Path):
    def write(*paragraphs: str, lang: str = "en") -> Brief:
        source = tmp_path / "article.txt"
        source.write_text("\n\n".join([TITLE, *paragraphs]) + "\n", encoding="utf-8")
        return brief_of(plan_of(facts_of(str(source), settings=Settings())), lang)

    return write


def said(brief: Brief) -> str:
    return " ".join(s.text for s in sorted((*brief.points, *brief.quotes), key=lambda s: s.spans[0].start))


COMPARED = [
    (
        "7月末，中国外汇储备余额为32010亿美元，较6月末下降41亿美元，降幅为0.13%。",
        "China's foreign-exchange reserves were US$3.201 trillion at the end of July, down US$4.1 billion, or 0.13%, "
        "from the end of June.",
        "7月末の中国の外貨準備高は3兆2,010億ドルで、6月末比41億ドル（0.13%）減。",
    ),
    (
        "特斯拉第三季度营收为68亿美元，高于市场预期的63亿美元。",
        "Tesla's revenue was US$6.8 billion in the third quarter, above the market forecast of US$6.3 billion.",
        "第3四半期のテスラの売上高は68億ドル（市場予想は63億ドル）。",
    ),
    (
        "日本8月出口同比下降4%，市场预估为下降3%。",
        "Japan's exports fell 4% year on year in August, compared with the market forecast of a fall of 3%.",
        "8月の日本の輸出は前年同月比4%減（市場予想は3%減）。",
    ),
    (
        "德国8月制造业PMI终值为43.5，低于初值43.6，7月为43.2。",
        "Germany's manufacturing purchasing managers' index (final) was 43.5 in August, compared with 43.2 in July "
        "and below the preliminary reading of 43.6.",
        "8月のドイツの製造業購買担当者景気指数（PMI）（確報値）は43.5（7月は43.2、速報値は43.6）。",
    ),
    (
        "中国9月出口同比增长14%，环比下降2%。",
        "In September, China's exports rose 14% year on year and fell 2% from the previous month.",
        "9月の中国の輸出は前年同月比14%増、前月比2%減。",
    ),
]


@pytest.mark.parametrize(("text", "english", "japanese"), COMPARED, ids=lambda v: v[:12])
def test_what_a_level_is_set_beside_is_told_with_it(brief, text: str, english: str, japanese: str) -> None:
    assert (said(brief(text)), said(brief(text, lang="ja"))) == (english, japanese)


OWN = [
    (
        "特斯拉周三公布的财报显示，第三季度营收为68亿美元；净利润为3.12亿美元。",
        "Tesla's revenue was US$6.8 billion in the third quarter; net profit was US$312 million.",
    ),
    (
        "日本财务省周三公布的数据显示，8月出口同比下降4%。",
        "Japan's exports fell 4% year on year in August, according to the Japanese Ministry of Finance.",
    ),
]


@pytest.mark.parametrize(("text", "english"), OWN, ids=lambda v: v[:8])
def test_who_speaks_owns_what_has_no_other_owner(brief, text: str, english: str) -> None:
    assert said(brief(text)) == english


def test_what_goes_on_after_a_forecast_is_still_its_makers(brief) -> None:
    assert said(brief("高盛预计，中国出口将增长5%，进口增长3%。")) == (
        "China's exports are expected to rise 5%, according to Goldman Sachs. "
        "China's imports are expected to rise 3%, according to Goldman Sachs."
    )


def test_a_time_of_its_own_leaves_open_whether_a_clause_is_still_forecast(brief) -> None:
    assert "3%" not in said(brief("高盛预计，2019年中国出口将增长5%，2018年进口增长3%。"))


def test_the_same_period_of_a_quarter_is_a_year_earlier_and_no_year(brief) -> None:
    text = "特斯拉第三季度净利润为3.12亿美元，上年同期净亏损6.19亿美元。"
    assert said(brief(text)) == (
        "Tesla's net profit was US$312 million in the third quarter, compared with a net loss of US$619 million "
        "a year earlier."
    )
    assert (
        said(brief(text, lang="ja"))
        == "第3四半期のテスラの純利益は3億1,200万ドル（前年同期は6億1,900万ドルの純損失）。"
    )


SAME_PERIOD = [
    ("中国上半年出口同比增长5%，增速比上年同期加快2个百分点。", "2 percentage points faster than a year earlier."),
    ("特斯拉第三季度净利润为3亿美元，高于去年同期的2亿美元。", "compared with US$200 million a year earlier."),
    ("特斯拉第三季度净利润为3亿美元，高于2018年同期的2亿美元。", "US$200 million in the same period of 2018."),
]


@pytest.mark.parametrize(("text", "end"), SAME_PERIOD, ids=lambda v: v[-12:])
def test_what_a_level_was_in_the_same_period_says_which(brief, text: str, end: str) -> None:
    assert said(brief(text)).endswith(end)


def test_a_fall_is_not_said_to_lie_above_a_forecast(brief) -> None:
    text = "中国9月出口同比下降2.5%，低于市场预期的3%。"
    assert said(brief(text)) == (
        "China's exports fell 2.5% year on year in September, compared with the market forecast of 3%."
    )


def test_what_is_set_beside_an_event_is_shown_where_its_words_have_no_place_for_it(brief) -> None:
    shown = brief("成都引进项目57个，高于市场预期的50个。")
    assert said(shown) == "Chengdu attracted 57 projects."
    assert [item.source for item in shown.open_items] == ["高于市场预期的50个"]


LISTS = [
    (
        "4月，中国制造业新订单指数和生产指数为51.4%和49.8%，分别较上月下降0.6和0.7个百分点。",
        "China's manufacturing new orders index was 51.4% in April, down 0.6 percentage points from the previous "
        "month; the production index was 49.8%, down 0.7 percentage points from the previous month.",
    ),
    (
        "上半年，浙江、江苏出口分别为5200亿元和8100亿元，同比分别增长3%和11%。",
        "Zhejiang's exports were RMB 520 billion in the first half, up 3% year on year. "
        "Jiangsu's exports were RMB 810 billion in the first half, up 11% year on year.",
    ),
    ("浙江、江苏、安徽出口分别为5200亿元和8100亿元。", ""),
]


@pytest.mark.parametrize(("text", "english"), LISTS, ids=lambda v: v[:8])
def test_a_list_gives_each_its_own_figures_or_none(brief, text: str, english: str) -> None:
    assert said(brief(text)) == english


def test_a_bare_change_is_that_of_the_measure_before_it(brief) -> None:
    text = "中国平安上半年营业收入5300亿元，创历史同期新高，同比增长8%，净利润650亿元。"
    assert said(brief(text)) == (
        "Ping An Insurance's operating revenue was RMB 530 billion in the first half, up 8% year on year; "
        "net profit was RMB 65 billion."
    )


def test_a_bare_change_after_what_is_not_understood_is_nobodys(brief) -> None:
    shown = brief("中国平安上半年营业收入5300亿元，某某环节另有安排，同比增长8%。")
    assert "8%" not in said(shown) + str(shown.rows)


def test_the_basis_stays_with_every_figure_of_its_sentence(brief) -> None:
    text = "以美元计价，中国9月出口同比增长14%，进口同比增长13%。"
    assert said(brief(text)) == (
        "In US dollar terms, China's exports rose 14% year on year in September; imports rose 13% year on year."
    )
    assert [row.label for row in brief(text).rows] == ["Exports, in US dollar terms", "Imports, in US dollar terms"]


@pytest.mark.parametrize("text", ["与6月相比，7月中国消费者价格指数为101%。", "剔除囧囧，美国零售销售环比增长0.2%。"])
def test_a_basis_that_was_not_understood_blocks_the_figure(brief, text: str) -> None:
    shown = brief(text)
    assert (said(shown), shown.rows) == ("", ())


def test_a_counted_thing_is_told_with_its_change(brief) -> None:
    shown = brief("成都引进项目57个，同比增长12%。")
    assert said(shown) == "Chengdu attracted 57 projects, up 12% year on year."
    assert [(row.value, row.change) for row in shown.rows] == [("57", "up 12% year on year")]


def test_the_time_of_one_measure_reaches_the_next_sentence_of_the_same_holder(brief) -> None:
    assert said(brief("韩国5月对日本出口增长7%。", "韩国对印度出口下滑11%。")) == (
        "South Korea's exports to Japan rose 7% in May. South Korea's exports to India fell 11% in May."
    )


def test_the_time_does_not_reach_over_a_sentence_with_another(brief) -> None:
    told = brief("韩国5月对日本出口增长7%。", "专家6月将赴首尔。", "韩国对印度出口下滑11%。")
    assert said(told) == "South Korea's exports to Japan rose 7% in May."
    assert [(row.label.removesuffix(row.scope), row.period) for row in told.rows][1:] == [
        ("Exports to India", "see source")
    ]


def test_the_only_company_of_an_article_is_what_the_company_means(brief) -> None:
    shown = brief("江南精工股份有限公司发布年报。", "江南精工净利润下降。", "2023年，公司净利润为7亿元，同比下降12%。")
    assert (
        said(shown) == "Jiangnan Precision's (江南精工) net profit was RMB 700 million in 2023, down 12% year on year."
    )


def test_a_contracts_amount_is_not_the_companys(brief) -> None:
    shown = brief("特斯拉与6家企业签署供货协议，合同金额合计12亿元。")
    assert [(row.label.removesuffix(row.scope), row.holder, str(row.status)) for row in shown.rows] == [
        ("Companies", "Tesla", "stated"),  # the contracts are signed, the companies are not
        ("Contract value", "see source", "signed"),
    ]


def test_a_forecast_as_a_headline_says_so(brief) -> None:
    shown = brief("预计明年三月房地产开发投资增速为4.6%，同上月差不多，主要由于竣工增加。")
    assert "4.6%" not in shown.headline.text or "forecast" in shown.headline.text


def test_our_country_is_the_holder_of_what_it_signed(brief) -> None:
    shown = brief("目前，我国已与24个国家签署了16个自由贸易协定。")
    assert [(row.value, row.holder, str(row.status)) for row in shown.rows] == [
        ("24", "China", "stated"),
        ("16", "China", "signed"),
    ]
    assert not shown.headline.text.startswith("Currently")


def test_growth_is_told_with_its_pace(brief) -> None:
    text = "9月份，中国规模以上工业增加值同比增长5.8%，增速较上月回落0.3个百分点。"
    assert said(brief(text)).endswith(
        "rose 5.8% year on year in September, 0.3 percentage points slower than in the previous month."
    )
    assert said(brief(text, lang="ja")).endswith("前年同月比5.8%増（伸び率は前月から0.3ポイント縮小）。")


ROWS = [
    ("受此消息影响的特斯拉股价当日大涨41%。", [("Share price", "up 41%", "Tesla")]),
    (
        "某某板块上半年实现营业收入50亿元。",
        [("Operating revenue", "RMB 5 billion", "see source")],
    ),
    ("某某网第三季度净营业收入为94亿元人民币。", []),
    ("某人士的股息和租金收入为8万美元。", []),
    ("某某板块预计今年实现营业收入50亿元。", []),
    ("某基金于香港的股票投资亏损收窄至47亿港元。", []),
]


@pytest.mark.parametrize(("text", "rows"), ROWS, ids=lambda v: str(v)[:8])
def test_a_measure_ends_an_open_clause_as_a_row_only_where_nothing_can_belong_to_it(
    brief, text: str, rows: list
) -> None:
    assert [(row.label.removesuffix(row.scope), row.value, row.holder) for row in brief(text).rows] == rows


@pytest.mark.parametrize(
    "text",
    [
        "香港9月零售业总销货价值为361亿元。",
        "台积电第三季度营业收入为2600亿元，同比增长1%。",
        "恒生指数下跌，腾讯市值为3万亿元。",
    ],
)
def test_bare_yuan_away_from_the_mainland_is_no_renminbi(brief, text: str) -> None:
    shown = brief(text)
    assert "RMB" not in said(shown) + str([row.value for row in shown.rows]) + str([i.known for i in shown.open_items])


def test_renminbi_by_name_is_renminbi_anywhere(brief) -> None:
    assert "RMB 10 billion" in said(brief("腾讯控股上半年在香港的营业收入为人民币100亿元。"))


def test_the_day_of_an_event_is_not_that_of_a_sites_size(brief) -> None:
    text = "云澜水库于2021年6月动工，建筑面积17万平方米，总投资41亿元人民币。"
    assert said(brief("今年桂林接待游客预计突破1.2亿人次。", text)) == (
        "Guilin's visitors received are expected to reach more than 120 million this year. "
        "In June 2021, the Yunlan Reservoir (云澜水库) started construction. "
        "Its gross floor area is 170,000 square metres; total investment is RMB 4.1 billion."
    )


def test_a_project_nobody_named_makes_no_sentence(brief) -> None:
    assert said(brief("该项目于2021年6月动工，建筑面积17万平方米，总投资41亿元人民币。")) == ""


def test_a_level_that_will_be_moved_to_is_told_as_to_come(brief) -> None:
    shown = brief("英国通胀率将于明年升至3%。")
    assert said(shown) == "The United Kingdom's inflation rate will rise to 3% next year."
    assert [row.status for row in shown.rows] == ["forecast"]


def test_a_price_a_bank_forecasts_is_not_the_banks(brief) -> None:
    shown = brief("高盛预计，今年第四季度布伦特原油均价将达到每桶75美元。")
    assert "Goldman Sachs'" not in said(shown)
    assert [row.holder for row in shown.rows] == ["see source"]


def test_a_company_forecasts_its_own_sales(brief) -> None:
    assert said(brief("中芯国际预计第四季度收入环比下降7%至9%，毛利率介于15%至17%之间。")) == (
        "In the fourth quarter, SMIC's revenue is expected to fall 7–9% from the previous period, according to the "
        "company. Its gross margin is expected to reach 15–17%, according to the company."
    )


def test_more_of_an_increase_is_no_increase(brief) -> None:
    shown = brief("前三季度人民币贷款增加13万亿元，同比多增2万亿元。")
    assert "2 trillion" not in said(shown) + str([(row.value, row.change) for row in shown.rows])


def test_a_quarter_of_a_financial_year_is_no_year(brief) -> None:
    shown = brief("苹果公司第四财季营收629亿美元。")
    assert "financial year" not in said(shown) + str(shown)


def test_a_share_of_a_whole_stands_with_the_level(brief) -> None:
    text = "2023年，特斯拉研发投入5亿元，占营业收入的6.3%。"
    assert said(brief(text)) == "Tesla's R&D spending was RMB 500 million (6.3% of operating revenue) in 2023."
    assert [(row.value, row.change) for row in brief(text).rows] == [("RMB 500 million", "6.3% of operating revenue")]


def test_a_company_with_its_country_is_not_its_own_source(brief) -> None:
    text = "德国大众汽车集团公布，前三季度营业利润为109亿欧元。"
    assert said(brief(text)) == "Volkswagen's operating profit was €10.9 billion in the first three quarters."


def test_the_same_owner_is_named_once_in_a_point(brief) -> None:
    text = "特斯拉第三季度营收为68亿美元；净利润为3亿美元。"
    assert said(brief(text, lang="ja")) == "第3四半期のテスラの売上高は68億ドル、純利益は3億ドル。"


def test_another_company_between_is_named_again(brief) -> None:
    text = "特斯拉第三季度营收为68亿美元，高于通用汽车的60亿美元；净利润为3亿美元。"
    assert said(brief(text)) == (
        "Tesla's revenue was US$6.8 billion in the third quarter, compared with US$6 billion for General Motors. "
        "Tesla's net profit was US$300 million."
    )


def test_three_sides_are_not_three_things(brief) -> None:
    assert "three" not in said(brief("法国、德国与波兰签订三方能源协议。"))


PACES = [
    (
        "中国9月CPI同比上涨2.5%，涨幅比上月扩大0.2个百分点。",
        "China's consumer price index rose 2.5% year on year in September, 0.2 percentage points faster than in the "
        "previous month.",
    ),
    (
        "中国前三季度出口同比增长6.4%，比上年同期加快0.4个百分点。",
        "China's exports rose 6.4% year on year in the first three quarters, 0.4 percentage points faster than a year "
        "earlier.",
    ),
    (
        "中国9月出口同比下降2.5%，降幅比上月收窄0.2个百分点。",
        "China's exports fell 2.5% year on year in September, with the fall narrowing by 0.2 percentage points from "
        "the previous month.",
    ),
]


@pytest.mark.parametrize(("text", "english"), PACES, ids=lambda v: v[:10])
def test_the_pace_of_a_change_is_told_by_its_way(brief, text: str, english: str) -> None:
    assert said(brief(text)) == english


def test_a_pace_of_nothing_told_is_no_fact(brief) -> None:
    shown = brief("某项指标同比上升，涨幅比上月扩大0.2个百分点。")
    assert (said(shown), shown.rows) == ("", ())


def test_the_time_of_a_report_is_that_of_its_figures(brief) -> None:
    text = "丰田汽车5月8日发布的2018财年合并财报显示，净利润下降24.5%，降至1.88万亿日元。"
    assert said(brief(text)) == "Toyota's net profit was ¥1.88 trillion in the 2018 financial year, down 24.5%."


def test_a_companys_own_forecast_names_it_once_in_japanese(brief) -> None:
    text = "中芯国际预计，第四季度毛利率为17%。"
    assert said(brief(text, lang="ja")) == "SMICによると、第4四半期の粗利益率は17%となる見通し。"


def test_a_kind_of_thing_owns_no_contracts(brief) -> None:
    text = "中国建筑1至9月新签合同额1.8万亿元，其中基础设施业务新签合同额4500亿元。"
    assert "infrastructure's" not in said(brief(text)).lower()


def test_a_companys_own_plan_is_told_without_a_source_in_japanese(brief) -> None:
    text = "阿斯利康宣布，将在无锡投资1亿美元建设新工厂。"
    assert said(brief(text, lang="ja")) == "アストラゼネカは無錫で新工場を建設するため、1億ドルを投資する。"


def test_changes_told_after_several_levels_are_theirs_in_order(brief) -> None:
    assert said(brief("特斯拉前三季度营收480亿元，净利润21亿元，分别增长7%和33%。")) == (
        "Tesla's revenue was RMB 48 billion in the first three quarters, up 7%; net profit was RMB 2.1 billion, up 33%."
    )


@pytest.mark.parametrize(
    "text",
    [
        "特斯拉前三季度营收480亿元，总资产900亿元，净利润21亿元，分别增长7%和33%。",
        "特斯拉前三季度营收480亿元，分别增长7%和33%。",
        "特斯拉前三季度营收480亿元，净利润21亿元，某项安排另行公布，分别增长7%和33%。",
    ],
)
def test_changes_that_are_not_as_many_as_the_levels_are_nobodys(brief, text: str) -> None:
    assert "33%" not in said(brief(text))


@pytest.mark.parametrize("text", ["除中国外，特斯拉销量增长20%。", "不考虑汇率因素，特斯拉销量增长20%。"])
def test_what_is_left_out_of_a_figure_is_not_forgotten(brief, text: str) -> None:
    shown = brief(text)
    assert (said(shown), shown.rows) == ("", ())


def test_besides_is_no_exception(brief) -> None:
    assert said(brief("除此之外，特斯拉销量增长20%。")) == "Tesla's sales volume rose 20%."


DATED = [
    (
        "苹果公司第三财季营收为629亿美元，同比增长5%。",
        "Apple's revenue was US$62.9 billion in the third fiscal quarter, up 5% year on year.",
        "会計年度第3四半期のアップルの売上高は629億ドルで、前年同期比5%増。",
    ),
    (
        "苹果公司2018财年第三季度营收为629亿美元。",
        "Apple's revenue was US$62.9 billion in the third quarter of the 2018 financial year.",
        "2018年度第3四半期のアップルの売上高は629億ドル。",
    ),
    (
        "特斯拉股价上周五收于800美元，较前一交易日上涨2%。",
        "Tesla's share price was US$800 last Friday, up 2% from the previous trading day.",
        "先週金曜日のテスラの株価は800ドルで、前営業日比2%高。",
    ),
]


@pytest.mark.parametrize(("text", "english", "japanese"), DATED, ids=lambda v: v[:10])
def test_a_time_is_told_as_narrowly_as_it_stands(brief, text: str, english: str, japanese: str) -> None:
    assert (said(brief(text)), said(brief(text, lang="ja"))) == (english, japanese)


@pytest.mark.parametrize(
    "text", ["中国9月出口同比增长-3.5%，进口情况另行公布。", "中国9月进口增速为-2%，出口增长-3.5%。"]
)
def test_a_rise_below_nothing_is_no_rise(brief, text: str) -> None:
    shown = brief(text)
    assert "3.5" not in said(shown) + str([(row.value, row.change) for row in shown.rows])


TO_COME = [
    "四川新项目将于2021年投产，实现销售收入500亿元。",
    "预计全年四川旅游收入为3亿元，进口增长5%，出口5亿元。",
    "四川预计接待游客500万人次，旅游收入达到1万亿元。",
    "预计国庆期间四川接待游客500万人次，实现旅游收入1万亿元。",
]


@pytest.mark.parametrize("text", TO_COME, ids=lambda v: v[:10])
def test_what_follows_a_modal_in_its_sentence_is_to_come_too(brief, text: str) -> None:
    rows = brief(text).rows
    assert {row.status for row in rows} <= {"forecast", "planned"}


@pytest.mark.parametrize("text", ["专家建议特斯拉投资5亿元建设新厂。", "某协会申请特斯拉投资5亿元。"])
def test_what_somebody_suggests_or_asks_for_is_nobodys_act(brief, text: str) -> None:
    shown = brief(text)
    assert (said(shown), [row.value for row in shown.rows]) == ("", [])


FORESEEN = "The World Bank is forecasting that China's economy will grow 5% in 2024."


@pytest.mark.parametrize(
    ("before", "english"),
    [("部分官员认为减税好处多", FORESEEN), ("如果减税好处多", ""), ("若减税好处多", "")],
    ids=["opinion", "condition", "opening"],
)
def test_an_opinion_ends_where_somebody_elses_forecast_begins(brief, before: str, english: str) -> None:
    assert said(brief(f"{before}，世界银行预计2024年中国经济将增长5%。")) == english


def test_a_forecast_is_not_put_off_by_a_headline(brief) -> None:
    shown = brief("世界银行预计2024年中国经济将增长5%，市场早有准备。", lang="ja")
    assert shown.headline.text == "世界銀行は2024年の中国の成長率を5%と予測"


SAID_SHORT = [
    (
        "7月，中国出口同比仅下降0.9%，市场早有准备。",
        "China's exports fell 0.9% year on year in July.",
        "7月の中国の輸出は前年同月比0.9%減。",
    ),
    (
        "比亚迪7月销量首次突破10万辆。",
        "BYD's sales volume exceeded 100,000 vehicles in July.",
        "7月のBYDの販売量は10万台超。",
    ),
    (
        "去年，巴西的“绿地投资”为20亿美元。",
        "Brazil's greenfield investment was US$2 billion last year.",
        "昨年のブラジルのグリーンフィールド投資は20億ドル。",
    ),
    (
        "2017年比亚迪净利润增幅达到30%。",
        "BYD's net profit rose 30% in 2017.",
        "2017年のBYDの純利益は30%増。",
    ),
    (
        "据俄政府预测，2016年俄罗斯的通胀率为7.5%。",
        "Russia's inflation rate is expected to reach 7.5% in 2016, according to the Russian government.",
        "ロシア政府によると、2016年のロシアのインフレ率は7.5%となる見通し。",
    ),
    (
        "美联储预计2018年将加息3次，市场早有准备。",
        "The Federal Reserve is forecasting that interest rates will be raised three times in 2018.",
        "米連邦準備理事会（FRB）は2018年に3回の利上げを予測する。",
    ),
]


@pytest.mark.parametrize(("text", "english", "japanese"), SAID_SHORT, ids=lambda v: v[:10])
def test_words_of_the_teller_keep_no_figure_back(brief, text: str, english: str, japanese: str) -> None:
    assert (said(brief(text)), said(brief(text, lang="ja"))) == (english, japanese)


def test_trains_that_run_are_counted_among_those_before(brief) -> None:
    rows = brief("截至今年8月11日，郑州共开行中欧班列300列，其中2016年开行90列，同比增长40%。").rows
    assert [(row.holder, row.period, row.value, row.change) for row in rows] == [
        ("Zhengzhou", "As of 11 August this year", "300 trains", ""),
        ("Zhengzhou", "2016", "90 trains", "up 40% year on year"),
    ]


def test_a_list_of_projects_stays_a_list(brief) -> None:
    text = "东瀛电机华南研发中心、日本樱田中国区总部、粤日动画研究院项目等12个项目现场集中签约，计划投资总额88亿元。"
    told = said(brief(text))
    assert "a project and" not in told
    assert told.count("12 projects") <= 1


def test_a_figure_after_another_company_is_not_that_of_the_company_before(brief) -> None:
    read = brief("三一集团第三季度净利润为8亿元，同比增长3%。小米集团囧囧囧囧，估值介于50亿至60亿美元之间。")
    assert [(row.label.removesuffix(row.scope), row.holder) for row in read.rows] == [
        ("Net profit", "Sany Group"),
        ("Valuation", "see source"),
    ]


def test_what_a_shareholder_is_named_for_does_not_make_the_company_its_own(brief) -> None:
    read = brief("控股股东三一集团增持1236万股。前三季度，公司实现营业收入45.6亿元。")
    assert [row.holder for row in read.rows if row.label.removesuffix(row.scope) == "Operating revenue"] == [
        "see source"
    ]


def test_a_loss_a_year_earlier_is_told_as_a_loss(brief) -> None:
    read = brief("三一集团第三季度净利润为8亿元，去年同期亏损2亿元。")
    assert "compared with a loss of RMB 200 million a year earlier" in said(read)


def test_what_a_planned_investment_adds_is_not_told_as_done(brief) -> None:
    read = brief("三一集团今年计划投资56亿元，新增新能源装机200万千瓦。")
    assert [row.label for row in read.rows] == ["Planned investment"]


def test_since_this_year_is_so_far_this_year(brief) -> None:
    assert said(brief("今年迄今，三一集团股价上涨2%。")) == "Sany Group's share price has risen 2% so far this year."
