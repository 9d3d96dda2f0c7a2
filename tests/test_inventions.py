"""Units and dates that a model adds, and main clauses that it leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods
from briefing.protect.edges import edges_lost, with_edges
from briefing.protect.fragments import fragments
from briefing.protect.inventions import dates_invented, units_invented


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        pytest.param("汇率达到1.11。", "The rate reached 1.11%.", ["1.11%"], id="percent"),
        pytest.param("投资已达4个亿。", "Investment is 400 million dollars.", ["400 million dollars"], id="dollars"),
        pytest.param("含金8克。", "It holds 8k of gold.", ["8k"], id="small-k"),
        pytest.param("员工5000人。", "It has 5k employees.", [], id="five-thousand"),
        pytest.param("股价收于24.85。", "The share closed at 24.85 yuan.", [], id="yuan-of-a-chinese-price"),
    ],
)
def test_units_that_the_source_does_not_have(source: str, target: str, found: list[str]) -> None:
    assert [f.target_text for f in units_invented(target, read_figures(source), "en")] == found


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        pytest.param("1月18日公布。", "It was published on 18 January 2017.", ["18 January 2017"], id="year"),
        pytest.param("仪式于2018年4月举行。", "It was held on 21 April 2018.", ["21 April 2018"], id="day"),
        pytest.param("仪式于二〇一八年四月举行。", "It was held in April 2018.", [], id="year-in-characters"),
        pytest.param("下午3时开始。", "It began at 3:00 p.m.", [], id="afternoon"),
    ],
)
def test_dates_that_the_source_does_not_have(source: str, target: str, found: list[str]) -> None:
    assert [f.target_text for f in dates_invented(target, source, read_periods(source), "en")] == found


def test_the_year_of_the_article_is_no_invention() -> None:
    source, target = "1月18日公布。", "It was published on 18 January 2024."
    assert list(dates_invented(target, source, read_periods(source), "en", published=date(2024, 1, 19))) == []


def test_a_noun_with_a_relative_clause_is_no_sentence() -> None:
    assert [f.code for f in fragments("Wine from Chile, where tariffs are reduced to zero.")] == ["output.fragment"]


@pytest.mark.parametrize(
    "text", ["Tariffs on wine, which were 14%, are now zero.", "The plant, which employs 300 people, shut in May."]
)
def test_a_sentence_with_a_relative_clause_is_one(text: str) -> None:
    assert list(fragments(text)) == []


def test_the_end_of_a_year_is_said_where_only_the_year_was() -> None:
    periods = read_periods("2020年底前基本完成。")
    text = "It will largely be completed by 2020."
    assert [f.code for f in edges_lost(text, periods, "en")] == ["date.value"]
    assert with_edges(text, periods, "en") == "It will largely be completed by the end of 2020."


def test_an_end_that_is_said_is_left_as_it_is() -> None:
    periods = read_periods("2020年底前基本完成。")
    assert (
        with_edges("It will be completed by year-end 2020.", periods, "en") == "It will be completed by year-end 2020."
    )
