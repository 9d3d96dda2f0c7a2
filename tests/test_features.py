"""Features and world news: firms told one after another, words that a unit or an article proves, bounds, forecasts."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief, Lang


def brief(text: str, lang: Lang, tmp_path: Path) -> Brief:
    path = tmp_path / "a.txt"
    path.write_text(text + "市场人士普遍关注后续走势，各方看法不尽相同。\n", encoding="utf-8")
    return brief_of(plan_of(facts_of(str(path), settings=Settings())), lang)


def said(text: str, tmp_path: Path, lang: Lang = "en") -> str:
    return " ".join(s.text for s in brief(text, lang, tmp_path).points)


def lines(text: str, tmp_path: Path, lang: Lang = "en") -> list[tuple[str, str, str]]:
    return [(r.label.split(" (source")[0], r.value, r.period) for r in brief(text, lang, tmp_path).rows]


LIST = "芯片\n\n第二季度台积电营收300亿美元，环比增长17%；{between}三星电子营收为31亿美元，环比增长8%。\n"


def test_firms_told_in_turn_share_the_time_told_first(tmp_path: Path) -> None:
    assert ("Revenue", "US$3.1 billion", "Second quarter") in lines(LIST.format(between=""), tmp_path)


@pytest.mark.parametrize("between", ["去年，", "截至目前，", "10月，"])
def test_another_time_ends_the_list(between: str, tmp_path: Path) -> None:
    assert ("Revenue", "US$3.1 billion", "Second quarter") not in lines(LIST.format(between=between), tmp_path)


YEARS = "展望\n\n联邦公开市场委员会成员预计，2025年美国经济将增长1.6%，高于此前预测的1.4%；{then}失业率为4.5%。\n"


@pytest.mark.parametrize(("then", "told"), [("2025年底", "forecast"), ("2026年", "forecast"), ("2024年", "")])
def test_what_is_told_of_a_year_as_far_ahead_is_foreseen_too(then: str, told: str, tmp_path: Path) -> None:
    rows = brief(YEARS.format(then=then), "en", tmp_path).rows
    assert [r.status_label for r in rows if r.label.startswith("Unemployment rate")] == [told] * bool(told)


def test_a_rank_between_two_firms_says_more_of_the_first(tmp_path: Path) -> None:
    text = "电池\n\n前三季度，宁德时代装车量200GWh，位居第一；比亚迪装车量100GWh，位居第二；中创新航装车量34GWh。\n"
    assert {period for _, _, period in lines(text, tmp_path)} == {"First three quarters"}


def test_apple_is_a_company_among_phones_and_a_fruit_in_orchards(tmp_path: Path) -> None:
    phones = "手机市场\n\n第三季度全球智能手机出货量为3亿台。苹果出货量为1000万台，iPhone销售好于预期。\n"
    orchard = "果园丰收\n\n今年，果农种植的苹果产量为82万吨。\n"
    assert "Apple's smartphone shipments were 10 million" in said(phones, tmp_path)
    assert "Apple" not in " ".join(label for label, _, _ in lines(orchard, tmp_path)).replace("Apple output", "")


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("2024年中国装机量为29万台。", "Installations"),
        ("2024年中国装机量为29GWh。", "Battery installations"),
        ("去年，电商平台成交额为80亿元。", "E-commerce platform transaction value"),
    ],
)
def test_a_metric_is_called_what_its_unit_or_sentence_shows(sentence: str, label: str, tmp_path: Path) -> None:
    assert [found for found, _, _ in lines(f"数据\n\n{sentence}\n", tmp_path)] == [label]


def test_what_exchanges_trade_is_no_shopping(tmp_path: Path) -> None:
    labels = [label for label, _, _ in lines("期市\n\n10日，平台显示，国债期货成交额为80亿元，下降5%。\n", tmp_path)]
    assert "ransaction value" not in " ".join(labels)


@pytest.mark.parametrize(("lang", "value"), [("en", "less than RMB 200,000"), ("ja", "20万元未満")])
def test_below_a_bound_is_not_up_to_it(lang: Lang, value: str, tmp_path: Path) -> None:
    assert [v for _, v, _ in lines("新车\n\n新车型售价将低于20万元。\n", tmp_path, lang)] == [value]


def test_up_to_a_bound_stays_so(tmp_path: Path) -> None:
    assert [v for _, v, _ in lines("新车\n\n新车型售价不超过20万元。\n", tmp_path)] == ["up to RMB 200,000"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("韩国银行19日宣布，维持2.5%的基准利率不变。", "the Bank of Korea kept the benchmark interest rate at 2.5%"),
        ("英国央行宣布将基准利率下调25个基点至3.75%至4%之间。", "by 25 basis points to 3.75–4%"),
        (
            "世界银行将今年全球经济增速预期下调0.2个百分点至2.4%。",
            "cut its forecast for world economic growth this year",
        ),
        ("丰田预计2025财年(2025年4月至2026年3月)净利润同比减少44%。", "Toyota's net profit is expected to fall 44%"),
        ("2025年上半年，丰田在华新车销量为80万辆。", "Toyota's new car sales in China were 800,000 vehicles"),
    ],
)
def test_world_news_is_told_whole(text: str, told: str, tmp_path: Path) -> None:
    assert told in said(f"国际财经\n\n{text}\n", tmp_path)


@pytest.mark.parametrize(
    "text", ["韩国银行可能将基准利率维持在2.5%不变。", "市场预计欧洲央行将把存款机制利率维持在2%。"]
)
def test_what_a_bank_may_do_is_not_told_as_done(text: str, tmp_path: Path) -> None:
    assert "kept" not in said(f"国际财经\n\n{text}\n", tmp_path)


def test_a_forecast_after_a_level_is_of_the_same_market(tmp_path: Path) -> None:
    text = "市场规模\n\n据集邦咨询统计，2024年我国智能手机市场规模为110亿元，同比增长26%，预计2027年将突破300亿元。\n"
    assert "China's smartphone market size is expected to reach more than RMB 30 billion in 2027." in said(
        text, tmp_path
    )


def test_a_later_year_without_a_level_before_it_is_nobodys(tmp_path: Path) -> None:
    text = "市场规模\n\n多家厂商正在扩产，预计2027年将突破300亿元。\n"
    assert said(text, tmp_path) == ""


def test_a_condition_of_another_plan_is_not_the_first_ones(tmp_path: Path) -> None:
    plan = "关税\n\n美国宣布，拟自11月1日起对进口卡车加征25%的关税{rest}\n"
    own = plan.format(rest="，该方案尚待国会批准。")
    others = plan.format(rest="。墨西哥计划上调进口汽车关税，该方案尚待国会批准。")
    assert "subject to approval" in said(own, tmp_path)
    assert "subject to approval" not in said(others, tmp_path)


def test_a_stake_in_one_firm_is_not_one_stake(tmp_path: Path) -> None:
    text = "收购\n\n三一集团拟收购一家啤酒厂60%股权。\n"
    assert "one 60%" not in said(text, tmp_path)
    assert not [label for label, value, _ in lines(text, tmp_path) if value == "1"]


def test_deliveries_worldwide_are_told_so(tmp_path: Path) -> None:
    text = "交付\n\n特斯拉第二季度全球交付38.4万辆，同比下降13.5%。\n"
    assert (
        said(text, tmp_path)
        == "In the second quarter, Tesla delivered 384,000 vehicles worldwide, down 13.5% year on year."
    )
    assert ("Vehicles delivered worldwide", "384,000", "Second quarter") in lines(text, tmp_path)


@pytest.mark.parametrize("opening", ["本报讯 ", "本报讯(记者 李明)", "本报北京讯 "])
def test_a_papers_own_dateline_hides_no_name(opening: str, tmp_path: Path) -> None:
    text = f"业绩\n\n{opening}三一集团前三季度营业收入为20亿元。\n"
    assert said(text, tmp_path) == "Sany Group's operating revenue was RMB 2 billion in the first three quarters."


@pytest.mark.parametrize(
    ("rest", "status"), [("今年8月起满产", "stated"), ("预计今年8月投产", "planned"), ("占地300亩", "planned")]
)
def test_the_investment_of_a_phase_that_runs_is_no_plan(rest: str, status: str, tmp_path: Path) -> None:
    rows = brief(f"工厂\n\n该公司主要生产功率模块，一期投资12.8亿元，{rest}。\n", "en", tmp_path).rows
    assert [r.status_label for r in rows if r.label.startswith("First-phase")] == [status]


def test_shipments_of_a_country_need_their_goods(tmp_path: Path) -> None:
    text = "数据\n\n前三季度，中国累计出货量约为2.08亿台。\n"
    assert "shipments" not in said(text, tmp_path)


def test_an_estimate_is_stated_not_actual(tmp_path: Path) -> None:
    text = "补贴\n\n据中金公司测算，今年全国智能手机市场规模约为3000亿元。\n"
    rows = brief(text, "en", tmp_path).rows
    assert [(r.value, r.status_label) for r in rows] == [("about RMB 300 billion", "stated")]


def test_per_cut_is_a_condition(tmp_path: Path) -> None:
    text = "利率\n\n每降息25个基点，三一集团利息支出将减少约12亿元。\n"
    assert said(text, tmp_path) == ""


def test_products_are_due_and_do_not_plan(tmp_path: Path) -> None:
    text = "工厂\n\n首批产品计划2027年下线。三一集团计划2027年上市。\n"
    assert "initial products are due to roll off the line" in said(text, tmp_path)


def test_companies_that_did_something_are_no_bare_count(tmp_path: Path) -> None:
    text = "回购\n\n去年，已有30家企业签署协议，并陆续公布进展情况。\n"
    assert "Companies" not in [label for label, _, _ in lines(text, tmp_path)]


def test_what_a_works_costs_is_not_its_citys(tmp_path: Path) -> None:
    assert said("工厂\n\n匈牙利塞格德工厂总投资约40亿欧元。\n", tmp_path) == ""


def test_a_firms_shipments_are_of_the_goods_its_market_names(tmp_path: Path) -> None:
    text = "电脑\n\n第三季度全球个人电脑出货量为7580万台。惠普出货量为1500万台。\n"
    bare = "电脑\n\n第三季度，惠普出货量为1500万台。\n"
    assert "PC shipments were 15 million" in said(text, tmp_path)
    assert "shipments" not in said(bare, tmp_path)


def test_a_market_rises_from_one_year_to_another(tmp_path: Path) -> None:
    text = "市场\n\n集邦咨询预计，中国智能手机市场规模将从2024年的1.2万亿元增长至2030年的2万亿元。\n"
    assert "in 2030, compared with RMB 1.2 trillion in 2024, according to TrendForce." in said(text, tmp_path)


@pytest.mark.parametrize(("when", "status"), [("全年", "stated"), ("去年", "actual")])
def test_a_whole_year_told_by_a_speaker_may_be_to_come(when: str, status: str, tmp_path: Path) -> None:
    text = f"英特尔\n\n英特尔首席执行官陈立武表示，英特尔{when}资本支出约为180亿美元。\n"
    assert [r.status_label for r in brief(text, "en", tmp_path).rows] == [status]


def test_what_was_delivered_in_a_country_is_not_all(tmp_path: Path) -> None:
    text = "交付\n\n2024年，三一集团在德国交付新车417辆，同比下降18%。\n"
    assert "New cars delivered in Germany" in [label for label, _, _ in lines(text, tmp_path)]


def test_a_share_without_its_market_is_a_line_with_its_source(tmp_path: Path) -> None:
    text = "手机\n\n第三季度，折叠屏市场继续升温；三星以64%的市场份额位居第一。\n"
    assert "ranked" not in said(text, tmp_path)
    assert "Market share" in [label for label, _, _ in lines(text, tmp_path)]


def test_a_quarter_of_one_company_is_not_the_next_ones(tmp_path: Path) -> None:
    text = "零售\n\n瑞幸咖啡第三季度业绩超出预期。星巴克同店销售额增长1%。\n"
    assert "third quarter" not in said(text, tmp_path)


def test_passengers_carried_are_no_seats(tmp_path: Path) -> None:
    text = "航空\n\n国泰航空10月载客量为253.6万人次，同比增长25.8%。\n"
    assert "Cathay Pacific's passenger traffic was 2.536 million in October" in said(text, tmp_path)
