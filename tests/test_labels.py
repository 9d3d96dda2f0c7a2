"""Figures of clauses nobody read whole, named by the words beside them: what may be named, and as what."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Lang, Paragraph, Row, Span, Status

OPEN = "某地囧囧囧囧"


def rows(text: str, lang: Lang = "en") -> tuple[Row, ...]:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang).rows


def cells(text: str, lang: Lang = "en") -> list[tuple[str, str, str, Status]]:
    return [(row.label.removesuffix(row.scope), row.value, row.change, row.status) for row in rows(text, lang)]


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        (
            f"{OPEN}签订合同41份。",
            ("Contracts signed", "41", "", Status.SIGNED),
            ("契約の締結件数", "41件", "", Status.SIGNED),
        ),
        (
            f"{OPEN}收购了3家工厂。",
            ("Factories acquired", "3", "", Status.ACTUAL),
            ("買収工場数", "3工場", "", Status.ACTUAL),
        ),
        (
            f"{OPEN}将收购3家工厂。",
            ("Factories to be acquired", "3", "", Status.PLANNED),
            ("買収工場数", "3工場", "", Status.PLANNED),
        ),
        (
            f"{OPEN}有望收购3家工厂。",
            ("Factories to be acquired", "3", "", Status.FORECAST),
            ("買収工場数", "3工場", "", Status.FORECAST),
        ),
        (
            f"{OPEN}预计囧囧囧，收购3家工厂。",
            ("Factories to be acquired", "3", "", Status.FORECAST),
            ("買収工場数", "3工場", "", Status.FORECAST),
        ),
        (
            f"{OPEN}共投资2.5亿美元建设囧囧。",
            ("Amount invested", "US$250 million", "", Status.ACTUAL),
            ("投資額", "2億5,000万ドル", "", Status.ACTUAL),
        ),
        (
            f"{OPEN}签订合同41份，同比下降63%。",
            ("Contracts signed", "41", "down 63% year on year", Status.SIGNED),
            ("契約の締結件数", "41件", "前年同期比63%減", Status.SIGNED),
        ),
        (
            f"{OPEN}约500人参加了囧囧会。",
            ("People taking part", "about 500", "", Status.STATED),
            ("参加（人数）", "約500人", "", Status.STATED),
        ),
        (
            f"{OPEN}分别签订合同41份和12份。",
            ("Contracts signed", "41 and 12 respectively", "", Status.SIGNED),
            ("契約の締結件数", "それぞれ41件、12件", "", Status.SIGNED),
        ),
        (
            f"{OPEN}分别投入资金3亿元、5亿元和8亿元。",
            ("Funds invested", "RMB 300 million, RMB 500 million and RMB 800 million respectively", "", Status.STATED),
            ("資金の投入額", "それぞれ3億元、5億元、8億元", "", Status.STATED),
        ),
        (
            f"{OPEN}结束了此前的五连涨。",
            ("Run ended", "five consecutive rises", "", Status.ACTUAL),
            ("途切れた連続", "5連続上昇", "", Status.ACTUAL),
        ),
        (
            "失业率（4.2%）低于囧囧。",
            ("Unemployment rate", "4.2%", "", Status.STATED),
            ("失業率", "4.2%", "", Status.STATED),
        ),
    ],
)
def test_the_words_beside_a_figure_name_it(text: str, en: tuple, ja: tuple) -> None:
    assert cells(text) == [en]
    assert cells(text, "ja") == [ja]


def test_what_a_label_does_not_say_is_left_to_its_source() -> None:
    (row,) = rows(f"{OPEN}签订合同41份。")
    assert (row.period, row.holder, len(row.refs)) == ("see source", "see source", 1)


@pytest.mark.parametrize(
    "text",
    [
        f"{OPEN}没有签订合同41份。",
        f"若{OPEN}签订合同41份，囧囧。",
        f"{OPEN}未能签订41份合同。",
        f"{OPEN}要求签订合同41份。",
        f"如果囧囧囧，{OPEN}签订合同41份。",
        f"{OPEN}认为囧囧囧，签订合同41份。",
        f"{OPEN}每家签订合同41份。",
        f"{OPEN}没有分别签订合同41份和12份。",
        f"{OPEN}分别签订合同41份。",
        "公司毛利率（35.2%）囧囧囧。",
        f"{OPEN}以签订合同41份。",
        f"{OPEN}签订41份合同囧。",
        "囧囧《签订41份合同》。",
        f"{OPEN}是否签订合同41份？",
        f"{OPEN}将囧囧签订合同41份。",
    ],
)
def test_what_is_denied_supposed_wanted_or_cut_is_not_named(text: str) -> None:
    assert rows(text) == ()


@pytest.mark.parametrize("text", [f"{OPEN}建设3个基地。", f"{OPEN}出口3亿元。"])
def test_verbs_that_may_be_plans_or_measures_name_nothing(text: str) -> None:
    """建设 without 了 is told of plans as of deeds; 出口 may be the exports of the thing before it."""
    assert rows(text) == ()


def test_an_owner_and_a_time_right_before_a_label_are_its_own() -> None:
    (row,) = rows("2021年5月，特斯拉共投资2亿元用于囧囧。")
    assert (row.label.removesuffix(row.scope), row.value, row.period, row.holder) == (
        "Amount invested",
        "RMB 200 million",
        "May 2021",
        "Tesla",
    )


def test_a_figure_a_measure_tells_is_not_named_again() -> None:
    found = rows("特斯拉2021年营业收入达2亿元。囧囧囧囧共投资2亿元。")
    assert [row.value for row in found] == ["RMB 200 million"]


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        (
            f"{OPEN}同意以3亿美元收购囧囧。",
            ("Acquisition price", "US$300 million", "", Status.SIGNED),
            ("買収額", "3億ドル", "", Status.SIGNED),
        ),
        (
            f"{OPEN}将斥资3亿美元全资收购囧囧。",
            ("Acquisition price", "US$300 million", "", Status.PLANNED),
            ("買収額", "3億ドル", "", Status.PLANNED),
        ),
        (
            f"{OPEN}已完成3亿美元的B轮融资。",
            ("Amount raised", "US$300 million", "", Status.STATED),
            ("資金調達額", "3億ドル", "", Status.STATED),
        ),
        (
            f"{OPEN}宣布派发每股0.3元的中期股息。",
            ("Interim dividend", "RMB 0.3 per share", "", Status.PLANNED),
            ("中間配当", "1株当たり0.3元", "", Status.PLANNED),
        ),
    ],
)
def test_the_amount_of_a_deal_is_named_and_says_how_far_it_has_come(text: str, en: tuple, ja: tuple) -> None:
    assert cells(text) == [en]
    assert cells(text, "ja") == [ja]


@pytest.mark.parametrize("text", [f"{OPEN}表示，以3亿美元收购囧囧。", f"{OPEN}建议派发每股0.3元的中期股息。"])
def test_a_deal_that_is_only_told_or_proposed_is_not_named(text: str) -> None:
    assert cells(text) == []


def test_a_line_of_an_act_says_what_is_done_to_the_things() -> None:
    text = "万科将在未来五年关闭100家门店。"
    assert cells(text) == [("Stores to be closed", "100", "", Status.PLANNED)]
    assert cells(text, "ja") == [("店舗の閉鎖数", "100店", "", Status.PLANNED)]


def test_a_line_of_what_is_signed_already_is_not_told_as_to_come() -> None:
    assert cells("万科已签署16份合作协议。") == [("Cooperation agreements signed", "16", "", Status.SIGNED)]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        (f"{OPEN}对每个符合条件的企业给予最高300万元补助。", "Maximum subsidy", "RMB 3 million"),
        (f"{OPEN}方案提出，{OPEN}给予不低于5000元的一次性奖励。", "Incentive payment", "at least RMB 5,000"),
        (f"{OPEN}接待囧囧，日均2.4万人次。", "Average per day", "24,000"),
        (f"{OPEN}二等座票价62元起。", "Lowest second-class fare", "RMB 62"),
    ],
)
def test_what_is_offered_is_named_whoever_gets_it(text, label, value):
    assert cells(text) == [(label, value, "", Status.STATED)]


def test_what_is_not_offered_has_no_line():
    assert cells(f"{OPEN}对违规企业不给予300万元补助。") == []


def test_what_it_takes_to_qualify_is_no_count_of_anything():
    text = f"{OPEN}对年接待入境游客超过1万人次的旅行社给予最高100万元奖励。"
    assert cells(text) == [("Maximum incentive payment", "RMB 1 million", "", Status.STATED)]


@pytest.mark.parametrize("text", ["囧囧囧卡车拟安装600马力发动机。", "囧囧囧新增项目2亿元。"])
def test_what_is_not_told_in_a_unit_is_not_counted_in_it(text: str) -> None:
    """An engine's power is not how many engines there are, and projects have no price of their own."""
    assert cells(text) == []
