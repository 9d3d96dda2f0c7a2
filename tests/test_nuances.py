"""Words beside a figure that no line of the table tells, and changes that are of something else."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Paragraph, Span


def brief(text: str) -> Brief:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), "en")


def cells(text: str) -> list[tuple[str, str, str]]:
    return [(row.label.removesuffix(row.scope), row.value, row.change) for row in brief(text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "该计划可回购股份约300万股至500万股。",
        "某地囧囧预计，这一方案每年节省3亿欧元。",
        "某地囧囧，回答“扩大投资”的企业占41%。",
        "某地囧囧产品占集团营业收入的41%。",
        "某地囧囧称，工厂年产能为1300万条。",
        "某地囧囧囧囧为期六个月。",
        "囧囧贯通后的三家工厂。",
        "该股囧囧，较18元的发行价上涨65%。",
    ],
)
def test_a_figure_that_would_say_less_or_something_else_is_not_told(text: str) -> None:
    assert cells(text) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("囧囧囧；进口大豆5000万吨，增加4%。", [("Imports of soybeans", "50 million tonnes", "up 4%")]),
        ("囧囧开工项目囧囧囧，总投资80亿元，比去年同期增加3个。", [("Total investment", "RMB 8 billion", "")]),
        (
            "上半年全省地区生产总值为50亿元，按不变价格计算，同比增长5%，比一季度加快0.2个百分点。",
            [
                (
                    "Gross regional product",
                    "RMB 5 billion",
                    "up 5% year on year at constant prices; 0.2 percentage points faster than in the first quarter",
                )
            ],
        ),
        ("销量下降2%，价格下降3%。", [("Sales volume", "down 2%", "")]),
        ("囧囧线路覆盖25家工厂。", [("Factories covered", "25", "")]),
    ],
)
def test_what_is_told_is_told_of_the_right_thing(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert cells(text) == rows


def test_a_headline_is_no_figure_of_nobody() -> None:
    assert "41" not in brief("囧囧囧囧签订合同41份。").headline.text


def test_a_measure_compared_year_on_year_is_told() -> None:
    assert cells("2017年比亚迪净利润增幅达到30%。") == [("Net profit", "up 30%", "")]
    assert cells("同比，5月恒川汽车销量增长5%。") == [("Vehicle sales", "up 5%", "")]
