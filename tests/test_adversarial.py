"""Sentences that invite a wrong statement: what may be said of each was worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief, Status

TITLE = "企业动态与市场观察简讯一览"


@pytest.fixture
def brief(tmp_path: Path):
    def write(text: str, lang: str = "en") -> Brief:
        source = tmp_path / "article.txt"
        source.write_text(f"{TITLE}\n\n{text}\n", encoding="utf-8")
        return brief_of(plan_of(facts_of(str(source), settings=Settings())), lang)

    return write


def said(brief: Brief) -> str:
    gap = " " if brief.lang == "en" else ""
    return gap.join(s.text for s in sorted((*brief.points, *brief.quotes), key=lambda s: s.spans[0].start))


def rows(brief: Brief) -> list[tuple[str, str, str]]:
    return [(row.label.removesuffix(row.scope), row.value, str(row.status)) for row in brief.rows]


# What is denied, asked, supposed, rumoured, ordered or announced without being done: nothing at all is stated.
NOTHING_IS_SO = [
    "宏远科技否认将投资50亿元建设新工厂。",
    "海尔智家表示，不会裁员5000人。",
    "如果出口下降5%，中国经济增速将放缓至5.8%。",
    "难道中国经济增速会跌破6%吗？",
    "中国出口真的增长了10%吗？",
    "没有一家公司的利润超过10亿元。",
    "有消息称，阿里巴巴拟回购100亿美元股票。",
    "据知情人士透露，滴滴出行正考虑在香港上市，筹资20亿美元。",
    "三一集团宣布，收购一家啤酒厂。",
    "三一集团表示，裁员5000人。",
    "三一集团将员工薪酬下调10%。",
    "财政部将企业税率下调5%。",
    "中小企业贷款利率不得超过5.5%。",
    "公司营业收入翻一番，达到50亿元。",
    "公司营业收入能否达到50亿元尚待观察。",
    "公司营业收入本应增长5%。",
    "全年销售额首次未能突破100亿元。",
    "华晨宝马计划追加投资30亿欧元。",
    "四季度，港口计划完成投资14.5亿元。",
    "2018/19年度中国大豆进口量预计为9400万吨。",
]


@pytest.mark.parametrize("text", NOTHING_IS_SO, ids=lambda v: v[:12])
def test_nothing_is_stated_of_what_may_not_be_so(brief, text: str) -> None:
    assert (said(brief(text)), rows(brief(text))) == ("", [])


TOLD = [
    (
        "三一集团宣布，收购了一家啤酒厂。",
        "Sany Group acquired one brewery.",
        "三一集団は1カ所のビール工場を買収した。",
    ),
    (
        "三一集团已将汽车价格下调10%。",
        "Sany Group has cut the price of cars by 10%.",
        "三一集団は自動車の価格を10%引き下げた。",
    ),
    (
        "三一集团建议派发中期股息每股0.5元。",
        "Sany Group has proposed an interim dividend of RMB 0.5 per share.",
        "三一集団は1株当たり0.5元の中間配当を提案した。",
    ),
    (
        "巴斯夫与湛江市签署谅解备忘录，计划投资100亿美元建设一体化基地。",
        "BASF signed a memorandum of understanding with Zhanjiang. "
        "BASF plans to invest US$10 billion to build an integrated base.",
        "BASFは湛江市と了解覚書を締結した。BASFは一体型拠点を建設するため、100億ドルを投資する計画。",
    ),
    (
        "印度储备银行将回购利率提高25个基点至6.5%。",
        "The Reserve Bank of India raised the repo rate by 25 basis points to 6.5%.",
        "インド準備銀行はレポ金利を25ベーシスポイント引き上げて6.5%とした。",
    ),
    (
        "商业银行不良贷款余额2.03万亿元。",
        "Commercial banks' non-performing loans were RMB 2.03 trillion.",
        "商業銀行の不良債権残高は2兆300億元。",
    ),
    (
        "新公司年销售额约150亿欧元。",
        "The new company's annual sales were about €15 billion.",
        "新会社の年間売上高は約150億ユーロ。",
    ),
    (
        "云澜水库计划2020年建成。该工程总投资约30亿元。",
        "In 2020, the Yunlan Reservoir (云澜水库) is planned to be completed. "
        "The Yunlan Reservoir's (云澜水库) total investment is about RMB 3 billion.",
        "2020年、雲瀾ダム（云澜水库）は完成する計画。雲瀾ダム（云澜水库）の総投資額は約30億元。",
    ),
    (
        "国庆假期全国共接待游客6.15亿人次，同比增长8.2%。",
        "Over the National Day holiday, visitors received in China came to 615 million, up 8.2% year on year.",
        "国慶節連休中、中国の受け入れ観光客数は延べ6億1,500万人、前年同期比8.2%増。",
    ),
    (
        "阿里巴巴集团2日公布2019财年第二季度业绩，营收851.48亿元人民币。",
        "Alibaba Group's revenue was RMB 85.148 billion in the second quarter of the 2019 financial year.",
        "2019年度第2四半期のアリババ集団の売上高は851億4,800万元。",
    ),
    (
        "戴姆勒集团第三季度息税前利润下降27%，至24.9亿欧元。",
        "Daimler Group's earnings before interest and tax were €2.49 billion in the third quarter, down 27%.",
        "第3四半期のダイムラーグループの利払い・税引き前利益（EBIT）は24億9,000万ユーロで、27%減。",
    ),
    (
        "三一集团与中国平安签订5亿元采购合同，合同期3年。",
        "Sany Group signed a purchase contract worth RMB 500 million with Ping An Insurance.",
        "三一集団は中国平安保険と5億元の購入契約を締結した。",
    ),
    (
        "目前丰田汽车在中国的年产能约为116万辆。",
        "Toyota's annual production capacity in China is about 1.16 million vehicles currently.",
        "現在のトヨタ自動車の中国での年間生産能力は約116万台。",
    ),
    (
        "从环比看，7月份全国居民消费价格上涨0.4%。",
        "China's consumer price index rose 0.4% from the previous month in July.",
        "7月の中国の消費者物価指数（CPI）は前月比0.4%上昇。",
    ),
]


@pytest.mark.parametrize(("text", "en", "ja"), TOLD, ids=lambda v: v[:12])
def test_what_is_so_is_told_as_it_is(brief, text: str, en: str, ja: str) -> None:
    assert said(brief(text)) == en
    assert said(brief(text, "ja")) == ja


ROWS = [
    # The amount is the deal's, not the buyer's; the price that of the goods, not the country's.
    ("中国建筑近期获得7个重大项目，金额合计229.3亿元。", [("Major projects won", "7", "actual")]),
    (
        "中国铁矿石进口量为10.64亿吨，均价每吨70美元。",
        [
            ("Iron ore imports", "1.064 billion tonnes", "actual"),
            ("Average price of iron ore imports", "US$70 per tonne", "stated"),
        ],
    ),
    # What was invested in a plant that runs is no plan any more.
    (
        "一期项目已投产，总投资20亿元。",
        [("Total investment", "RMB 2 billion", "stated")],
    ),
    # The company's own figures are no part of what it plans.
    ("三一集团将收购啤酒厂，营业收入增长5%。", []),
    ("三一集团取消发行10亿元公司债券。", []),
    ("中国零售平台年度活跃用户达6.01亿。", [("Retail platform annual active users in China", "601 million", "actual")]),
    ("中国恒大将向法拉第未来投资20亿美元，持股45%。", []),
    # A market has paid its price; one that is asked is only stated.
    ("万科股价收于25.6元。", [("Closing share price", "RMB 25.6", "actual")]),
    ("蔚来汽车发行价为6.26美元。", [("Issue price", "US$6.26", "stated")]),
    # Which of the two the total is of only the source's words beside it say.
    (
        "成都高新区去年引进项目100个，其中外资项目20个，总投资500亿元。",
        [("Projects attracted", "100", "actual"), ("Total investment", "RMB 50 billion", "planned")],
    ),
    # Floor area that is sold has its time, as the sales do.
    (
        "万科前10月实现合同销售金额4857.8亿元，合同销售面积3280.9万平方米。",
        [
            ("Contracted sales", "RMB 485.78 billion", "actual"),
            ("Contracted floor area sold", "32.809 million square metres", "actual"),
        ],
    ),
    ("有分析师表示，腾讯控股第三季度净利润增长5%。", [("Net profit", "up 5%", "actual")]),
    (
        "中国集成电路出口2330亿个，出口额9051亿元。",
        [
            ("Integrated circuit exports", "233 billion units", "actual"),
            ("Integrated circuit exports by value", "RMB 905.1 billion", "actual"),
        ],
    ),
    ("公司引入12名基石投资者。", [("Cornerstone investors brought in", "12", "actual")]),
    ("全省重点项目开工率达到85%。", [("Construction-start rate of key projects", "85%", "actual")]),
    ("燃油车零售93.4万辆。", [("Petrol car retail sales volume", "934,000 vehicles", "actual")]),
    ("该省收购小麦500万吨。", [("Purchases of wheat", "5 million tonnes", "actual")]),
    ("7月船舶出口增长23%。", [("Ship exports", "up 23%", "actual")]),
    ("某公司新增装机5亿千瓦。", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=lambda v: v[:12] if isinstance(v, str) else "")
def test_a_line_of_the_table_says_what_it_is_of(brief, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(brief(text)) == expected


def test_floor_area_that_was_sold_is_told_with_its_period(brief) -> None:
    periods = [row.period for row in brief("万科前10月实现合同销售金额4857.8亿元，合同销售面积3280.9万平方米。").rows]
    assert periods == ["First 10 months", "First 10 months"]


def test_who_says_it_is_not_known_so_no_sentence_says_it(brief) -> None:
    assert said(brief("有分析师表示，腾讯控股第三季度净利润增长5%。")) == ""


def test_a_time_that_has_no_words_is_left_to_the_source_and_not_called_missing(brief) -> None:
    shown = brief("美国上周首次申请失业救济人数减少8000人，至20.7万人。")
    assert [row.period for row in shown.rows] == ["see source"]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("日本10月全国核心消费者物价指数同比上升3.0%。", "see source"),
        ("日本对中国出口下降。10月全国失业率为2.6%。", "see source"),
        ("前8个月，全国对日本出口增长5%。", "China"),
        ("上半年全省固定资产投资同比下降1.7%。", "see source"),
        ("三一集团营业收入增长5%，该公司净利润为2亿元。", "Sany Group"),
    ],
)
def test_whose_it_is_has_to_be_proved(brief, text: str, holder: str) -> None:
    assert brief(text).rows[-1].holder == holder


def test_the_company_spoken_of_is_the_one_named_just_before(brief) -> None:
    text = "三一集团成立于上世纪。晨海电池在江苏建厂。新厂不久前投产。该公司前三季度营业利润为46亿元。"
    assert "Sany" not in said(brief(text))
    assert [row.holder for row in brief(text).rows if row.label.removesuffix(row.scope) == "Operating profit"] == [
        "see source"
    ]


def test_the_company_and_its_subsidiaries_are_no_companies_at_large(brief) -> None:
    read = brief("公司及子公司的对外担保余额为62.3亿元。")
    assert (said(read), [row.holder for row in read.rows]) == ("", ["see source"])


def test_a_joint_venture_without_a_name_is_not_the_company(brief) -> None:
    text = "三一集团营业收入为50亿元。合资公司由两家各出资一半，注册资本为80亿元。"
    assert [row.holder for row in brief(text).rows if row.label.removesuffix(row.scope) == "Registered capital"] == [
        "see source"
    ]


@pytest.mark.parametrize("text", ["日产电机前三季度营业收入为50亿元。", "三一集团日产钢材5万吨。"])
def test_a_brand_is_no_beginning_of_a_longer_word(brief, text: str) -> None:
    assert "Nissan" not in str(brief(text))


@pytest.mark.parametrize(
    "text",
    ["丰田汽车前三季度销量为50万辆。", "比亚迪新能源汽车销量为5万辆。", "华为电子产品销量为5万台。"],
)
def test_goods_after_a_brand_are_the_brands(brief, text: str) -> None:
    assert brief(text).rows[0].holder in ("Toyota", "Toyota Motor", "BYD", "Huawei Technologies")


def test_sales_of_what_goes_unsaid_are_not_the_countrys(brief) -> None:
    text = "1—10月份，全国新建商品房销售面积72000万平方米，同比下降6.8%，销售额69000亿元，下降9.6%。"
    assert "China's sales" not in said(brief(text))
    told = [(row.label.removesuffix(row.scope), row.holder) for row in brief(text).rows]
    assert ("Sales", "see source") in told


def test_goods_named_again_are_still_the_countrys(brief) -> None:
    text = "前三季度，全国太阳能发电装机容量为11.3亿千瓦，风电装机容量为5.8亿千瓦。"
    assert [row.holder for row in brief(text).rows] == ["China", "China"]


@pytest.mark.parametrize(
    "text",
    [
        "根据正在讨论的方案，三一集团将出售至多60%的股权。",
        "三一集团收购徐工51%股权。该交易尚需股东大会批准。",
        "总裁表示，此次收购将使公司的日供水能力从320万吨增至500万吨，服务人口约2700万人。",
        "投资者目前押注12月再次降息的概率约为67%。",
    ],
)
def test_what_is_discussed_bet_on_or_to_be_approved_is_not_so(brief, text: str) -> None:
    read = brief(text)
    assert (said(read), rows(read)) == ("", [])


def test_a_deal_that_is_done_is_told(brief) -> None:
    assert "bought 51%" in said(brief("三一集团收购了徐工51%股权。"))


def test_a_preliminary_figure_is_only_stated(brief) -> None:
    read = brief("日本内阁府公布的初步数据显示，日本三季度实际国内生产总值环比下降0.4%。")
    assert [status for _, _, status in rows(read)] == ["stated"]


def test_a_forecast_by_somebody_not_understood_is_a_line_of_the_table_only(brief) -> None:
    read = brief("三一集团净利润为5亿元。董事长李明在业绩说明会上称，预计全年营收将不低于180亿元。")
    assert "18 billion" not in said(read)
    assert ("Revenue", "at least RMB 18 billion", "forecast") in rows(read)


def test_what_a_company_expects_of_itself_is_told_as_its_own(brief) -> None:
    assert said(brief("三一集团预计前三季度净亏损33亿元至36亿元。")).endswith("according to the company.")


def test_the_first_days_of_a_month_are_no_days_past(brief) -> None:
    assert "from 1 to 20 November" in said(brief("韩国11月前20天出口同比增长8.2%。"))


def test_a_higher_fixing_is_a_stronger_yuan_in_both_languages(brief) -> None:
    text = "人民币对美元中间价上调35个基点，报7.1500。"
    assert [row.change for row in brief(text).rows] == ["stronger by 35 basis points"]
    assert [row.change for row in brief(text, lang="ja").rows] == ["35ベーシスポイントの元高"]


def test_a_market_index_falls_as_prices_do(brief) -> None:
    assert [row.change for row in brief("上证指数下跌1.2%，报3500点。", lang="ja").rows] == ["1.2%下落"]


WAITING = [
    (
        "三一集团拟收购华润啤酒20%股权，交易对价30亿元，方案尚需股东大会审议。",
        "subject to shareholder approval.",
        "（株主総会の承認が条件）。",
    ),
    (
        "三一集团计划投资20亿元建设新工厂。上述事项尚待主管部门批准。",
        "subject to regulatory approval.",
        "（当局の承認が条件）。",
    ),
    (
        "三一集团计划投资20亿元建设新工厂，能否实施存在不确定性。",
        "which remains uncertain.",
        "（実施は不確実）。",
    ),
    (
        "三一集团计划投资20亿元建设新工厂，须经股东大会及监管部门批准。",
        "subject to shareholder and regulatory approval.",
        "（株主と当局の承認が条件）。",
    ),
]


@pytest.mark.parametrize(("text", "english", "japanese"), WAITING, ids=lambda v: v[:12])
def test_an_act_is_told_with_the_approval_it_waits_for(brief, text: str, english: str, japanese: str) -> None:
    assert said(brief(text)).endswith(english)
    assert said(brief(text, lang="ja")).endswith(japanese)


def test_approval_of_one_act_is_not_that_of_another_paragraphs(brief) -> None:
    text = "三一集团计划投资20亿元建设新工厂。\n\n华润啤酒尚需股东大会审议年度报告。"
    assert said(brief(text)) == "Sany Group plans to invest RMB 2 billion to build a new factory."


def test_a_deal_that_is_only_signed_and_waits_is_no_deed(brief) -> None:
    read = brief("三一集团签署协议，以30亿元收购华润啤酒20%股权，交易须经监管部门批准。")
    assert (said(read), rows(read)) == ("", [])


def test_a_preliminary_figure_is_called_so_in_both_languages(brief) -> None:
    text = "初步核算，上半年广东省地区生产总值6.9万亿元，同比增长4.2%。"
    assert said(brief(text)) == (
        "Guangdong Province's gross regional product (preliminary) was RMB 6.9 trillion in the first half, "
        "up 4.2% year on year."
    )
    assert said(brief(text, lang="ja")) == "上半期の広東省の域内総生産（速報値）は6兆9,000億元で、前年同期比4.2%増。"


def test_all_a_company_reports_after_preliminary_results_is_preliminary(brief) -> None:
    read = brief("三一集团披露业绩快报。2025年，三一集团净利润为5亿元。")
    assert [row.label.removesuffix(row.scope) for row in read.rows] == ["Net profit (preliminary)"]


def test_unaudited_figures_are_called_so(brief) -> None:
    read = brief("三一集团2025年净利润为5亿元，上述数据未经审计。")
    assert [row.label.removesuffix(row.scope) for row in read.rows] == ["Net profit (unaudited)"]


def test_a_level_is_told_as_of_its_day(brief) -> None:
    text = "截至6月末，三一集团负债率为54.3%。"
    assert said(brief(text)) == "Sany Group's debt ratio was 54.3% as of the end of June."
    assert said(brief(text, lang="ja")) == "6月末時点で三一集団の負債比率は54.3%。"


def test_the_previous_year_is_not_last_year_of_the_reader(brief) -> None:
    text = "截至2025年末，三一集团总资产50亿元，较上年末增长5%。"
    assert said(brief(text)).endswith("up 5% from the end of the previous year.")
    assert said(brief(text, lang="ja")).endswith("前年末比5%増。")


def test_a_month_that_ends_no_quarter_is_compared_with_the_month_before(brief) -> None:
    assert (
        brief("10月末，全国能繁母猪存栏4000万头，环比下降0.1%。").rows[0].change == "down 0.1% from the previous month"
    )
    assert (
        brief("9月末，全国能繁母猪存栏4000万头，环比下降0.1%。").rows[0].change == "down 0.1% from the previous period"
    )


@pytest.mark.parametrize(
    "text",
    [
        "在东南亚，三一集团销售额增长20%。",
        "海外业务方面，三一集团营收增长20%。",
        "三一集团持有公司股份500万股。",
        "日均产量7.6亿立方米。",
        "在岸人民币对美元16:30收盘报6.9738。",
        "前11个月累计出口1.08亿吨，增长6.7%。",
        "化工行业利润下降，员工行动起来。",
    ],
)
def test_a_figure_that_lost_its_part_its_goods_or_its_owner_is_told_nowhere(brief, text: str) -> None:
    assert (said(brief(text)), rows(brief(text))) == ("", [])


def test_a_policy_before_a_clause_narrows_nothing(brief) -> None:
    assert said(brief("在政策带动下，三一集团营收增长20%。")) == "Sany Group's revenue rose 20%."


def test_a_capacity_of_one_phase_is_not_the_projects(brief) -> None:
    read = brief("项目分两期推进，一期投资9亿元，预计2026年底投产，年产能100架。")
    assert rows(read) == [("First-phase investment", "RMB 900 million", "planned")]


def test_without_its_time_a_figure_is_a_line_of_the_table(brief) -> None:
    read = brief("2025年上半年，三一集团营收50亿元。9月，专家赴首尔。华润啤酒销量增长5%。")
    assert said(read) == "Sany Group's revenue was RMB 5 billion in the first half of 2025."
    assert [row.period for row in read.rows if row.label.removesuffix(row.scope) == "Sales volume"] == ["see source"]


def test_the_only_time_an_article_names_is_that_of_what_was_made(brief) -> None:
    text = "一季度，常州市地区生产总值2586亿元，增长5.9%。\n\n常州市社会消费品零售总额821亿元，增长4.7%。"
    assert "total retail sales of consumer goods were RMB 82.1 billion in the first quarter" in said(brief(text))


def test_a_quarter_told_inside_a_year_is_not_the_time_of_the_next_sentence(brief) -> None:
    text = "三一集团全年营收54亿元，下降6.8%，其中第四季度营收13亿元，下降14.5%。三一集团机床业务收入31亿元。"
    assert [row.period for row in brief(text).rows if "business" in row.label.removesuffix(row.scope)] == ["see source"]


def test_the_margin_of_a_business_is_not_the_companys(brief) -> None:
    read = brief("三一集团机床业务收入31亿元，毛利率21.4%。")
    told = [(row.label.removesuffix(row.scope), row.holder) for row in read.rows]
    assert ("Gross margin", "see source") in told


def test_a_backlog_is_not_of_three_quarters(brief) -> None:
    read = brief("前三季度，三一集团新签合同额120亿元，在手订单350亿元。")
    assert [row.period for row in read.rows if row.label.removesuffix(row.scope) == "Order backlog"] == ["see source"]


def test_an_office_does_not_own_the_figures_it_publishes(brief) -> None:
    read = brief("国家统计局12月31日发布数据，12月份，制造业采购经理指数为50.1%。")
    assert "National Bureau of Statistics" not in [row.holder for row in read.rows]


def test_the_money_of_a_whole_field_is_not_the_companys(brief) -> None:
    read = brief("三一集团上半年营收50亿元。数据显示，今年前10个月国内创新药领域融资总额约52亿美元。")
    assert [row.holder for row in read.rows if "5.2 billion" in row.value] == ["see source"]


def test_households_short_term_loans_are_not_all(brief) -> None:
    read = brief("前两个月，住户贷款减少1942亿元，其中短期贷款减少3596亿元。")
    assert [row.label.removesuffix(row.scope) for row in read.rows] == ["Household loans", "Short-term household loans"]


def test_the_ends_of_a_loss_are_both_below_zero(brief) -> None:
    read = brief("三一集团预计2025年净利润为-2.9亿元至-2.1亿元。")
    assert [row.value for row in read.rows] == ["minus RMB 290 million to minus RMB 210 million"]


def test_a_change_on_a_comparable_basis_keeps_it(brief) -> None:
    read = brief("维拉蒙集团公布，截至9月30日的2025/26财年上半年销售额为49.2亿欧元，按可比口径计算下降5.9%。")
    assert [(row.change, row.period) for row in read.rows] == [("down 5.9% on a comparable basis", "see source")]


def test_the_year_before_the_one_of_a_fiscal_half_is_not_told(brief) -> None:
    read = brief("三一集团董事长称，净营业收入大增，2025/26财年上半年销售额为49亿元。")
    assert "First half" not in [row.period for row in read.rows]


def test_a_group_nobody_knows_is_not_told_as_groups(brief) -> None:
    assert "groups" not in said(brief("上半年，江苏机场集团营收增长7.8%。"))


def test_which_business_only_the_source_says(brief) -> None:
    read = brief("三一集团业绩增长，主要得益于液冷产品放量，该业务收入2.3亿元。")
    assert "The business" not in [row.holder for row in read.rows]


def test_what_only_companies_have_is_theirs_in_the_country(brief) -> None:
    read = brief("沃尔科公布，美国同店销售额增长4.5%。")
    assert [(row.label.removesuffix(row.scope), row.holder) for row in read.rows] == [
        ("Same-store sales in the United States", "see source")
    ]
    japanese = brief("沃尔科公布，美国同店销售额增长4.5%。", lang="ja")
    assert [row.label.removesuffix(row.scope) for row in japanese.rows] == ["既存店売上高（米国）"]


def test_what_beat_a_forecast_makes_no_forecast(brief) -> None:
    read = brief("沃尔科总营收为1795亿美元，囧囧高于市场预期的1775亿美元；调整后每股收益0.62美元。")
    assert [row.status for row in read.rows if row.label.removesuffix(row.scope) == "Adjusted earnings per share"] == [
        "actual"
    ]


def test_a_share_of_nothing_named_is_no_line(brief) -> None:
    assert "Share" not in [
        row.label.removesuffix(row.scope) for row in brief("全球电池出货226GWh，其中中国企业占比超过九成。").rows
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Which plot? A sentence by itself does not say.
        "2024年，该地块容积率为2.2。",
        # A place makes more than one thing.
        "目前，宁夏年产能8.7万吨。",
    ],
)
def test_a_sentence_is_only_told_of_what_it_names(brief, text: str) -> None:
    assert brief(text).points == ()


def test_a_country_has_railways_that_need_no_name(brief) -> None:
    assert said(brief("2024年，全国铁路发送旅客43亿人次。")) != ""


def test_a_name_is_not_found_across_two_words(brief) -> None:
    """空客 is Airbus, but not in 航空|客座率."""
    assert "Airbus" not in str(brief("囧翼航空客座率87.9%，票价下降。"))
    assert "Airbus" in str(brief("2024年，空客交付766架飞机。"))


def test_this_company_is_the_parent_where_the_parent_was_spoken_of_last(brief) -> None:
    text = "宁德时代致歉。其母公司称，罚款将计入损益。该公司上半年营收71.8亿元。"
    assert [row.holder for row in brief(text).rows if "7.18" in row.value] == ["see source"]


def test_a_year_of_something_else_is_not_the_time_of_what_follows(brief) -> None:
    far = "囧" * 110
    text = f"{far}。2011年推出的规则囧囧囧囧。小米集团已支付2亿元。"
    assert "2011" not in said(brief(text))


def test_what_is_expected_by_a_person_is_a_forecast(brief) -> None:
    text = "分析师李明预计，二季度杭州新房成交量将环比增长10%至15%。"
    assert {row.status for row in brief(text).rows} <= {Status.FORECAST}


def test_a_quarter_is_no_part_of_a_name(brief) -> None:
    text = "囧曜汽车发布业绩。囧曜当季营收67.3亿元，囧曜汽车当季净亏损9.6亿元。"
    assert "当季" not in str([row.holder for row in brief(text).rows])
