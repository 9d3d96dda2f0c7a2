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
    assert "Samsung Electronics' revenue was US$3.1 billion in the second quarter" in said(
        LIST.format(between=""), tmp_path
    )


@pytest.mark.parametrize("between", ["去年，", "预计", "此前公布的数据显示，"])
def test_another_time_or_a_forecast_ends_the_list(between: str, tmp_path: Path) -> None:
    assert "Samsung Electronics' revenue was US$3.1 billion in the second quarter" not in said(
        LIST.format(between=between), tmp_path
    )


def test_a_rank_between_two_firms_says_more_of_the_first(tmp_path: Path) -> None:
    text = "电池\n\n前三季度，宁德时代装车量200GWh，位居第一；比亚迪装车量100GWh，位居第二；中创新航装车量34GWh。\n"
    assert {period for _, _, period in lines(text, tmp_path)} == {"First three quarters"}


def test_apple_is_a_company_among_phones_and_a_fruit_in_orchards(tmp_path: Path) -> None:
    phones = "手机市场\n\n第三季度，苹果出货量为1000万台，iPhone销售好于预期。\n"
    orchard = "果园丰收\n\n今年，果农种植的苹果产量为82万吨。\n"
    assert "Apple's shipments were 10 million units in the third quarter." in said(phones, tmp_path)
    assert "Apple" not in " ".join(label for label, _, _ in lines(orchard, tmp_path)).replace("Apple output", "")


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("2024年中国装机量为29万台。", "Installations"),
        ("2024年中国装机量为29GWh。", "Battery installations"),
        ("去年，电商平台成交额为80亿元。", "Transaction value"),
        ("10日，沪深两市成交额为8000亿元。", "Combined turnover in Shanghai and Shenzhen"),
    ],
)
def test_a_metric_is_called_what_its_unit_or_sentence_shows(sentence: str, label: str, tmp_path: Path) -> None:
    assert [found for found, _, _ in lines(f"数据\n\n{sentence}\n", tmp_path)] == [label]


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
