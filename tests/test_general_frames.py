"""What is said the same way in the news of any field: nearly, spans and seasons, aims, doubling, looking back."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Lang, Paragraph, Span


def brief(text: str, lang: Lang = "en") -> Brief:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)


def said(text: str, lang: Lang = "en") -> str:
    return " ".join(point.text for point in brief(text, lang).points)


@pytest.mark.parametrize(
    ("zh", "en", "ja"),
    [
        (
            "去年四川省出口额几乎增长了10%。",
            "Sichuan Province's exports rose nearly 10% last year.",
            "昨年の四川省の輸出は10%近い増加。",
        ),
        (
            "与上年同期相比，四川省出口额增长了5%。",
            "Sichuan Province's exports rose 5% year on year.",
            "四川省の輸出は前年同期比5%増。",
        ),
        (
            "四川省出口额三年间增长了5%。",
            "Sichuan Province's exports rose 5% over three years.",
            "3年間で、四川省の輸出は5%増。",
        ),
        (
            "2018年秋季四川省失业率为5%。",
            "Sichuan Province's unemployment rate was 5% in the autumn of 2018.",
            "2018年秋の四川省の失業率は5%。",
        ),
        (
            "四川省的目标是将失业率控制在5%。",
            "Sichuan Province aims to keep the unemployment rate at 5%.",
            "四川省は失業率を5%に保つことを目標としている。",
        ),
        (
            "四川省2018年出口额增长近两倍。",
            "Sichuan Province's exports nearly tripled in 2018.",
            "2018年の四川省の輸出は3倍近くに増加。",
        ),
        (
            "四川省2018年出口额翻了两番。",
            "Sichuan Province's exports quadrupled in 2018.",
            "2018年の四川省の輸出は4倍に増加。",
        ),
        (
            "四川省失业率连续三个月下降。",
            "Sichuan Province's unemployment rate fell for three months in a row.",
            "四川省の失業率は3カ月連続で低下した。",
        ),
        (
            "四川省2018年出口额是2010年的5倍。",
            "In 2018, Sichuan Province's exports came to 5 times the level of 2010.",
            "2018年、四川省の輸出は2010年の5倍だった。",
        ),
    ],
)
def test_both_languages_say_it(zh: str, en: str, ja: str) -> None:
    assert (said(zh), said(zh, "ja")) == (en, ja)


def test_what_has_been_is_no_part_of_the_forecast_before_it() -> None:
    text = said("央行预计2019年通胀率为3%，而2018年通胀率为2.1%。")
    assert text.endswith("China's inflation rate was 2.1% in 2018.")


def test_a_condition_reaches_over_what_has_been() -> None:
    assert "2.1%" not in said("如果囧囧囧囧，而2018年四川省失业率为2.1%。")


@pytest.mark.parametrize("text", ["到2025年，四川省出口额翻一番。", "到2025年，四川省出口额增长5%。"])
def test_a_target_is_no_fact(text: str) -> None:
    assert (said(text), brief(text).rows) == ("", ())


def test_the_day_before_is_handed_to_no_other_clause() -> None:
    text = "上一交易日上证指数报3000点。深证成指报9000点。"
    assert [row.period for row in brief(text).rows if "Shenzhen" in row.label] in ([], ["see source"])
