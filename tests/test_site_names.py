"""Railways, sights and airports by their endings, and what is no name of one."""

from __future__ import annotations

import pytest
from test_labels import rows

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.values import Article, Paragraph, Span


def sites(text: str) -> list[tuple[str, str, str, bool]]:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    reading = Reader(terms.built_in(), rules.built_in()).read(article)
    found = [e for e in reading.entities if e.zh.endswith(("铁路", "高铁", "景区", "机场", "高速公路"))]
    return [(e.zh, e.en, e.ja, e.certain) for e in found]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("桂贺铁路全长216公里。", ("桂贺铁路", "Guihe Railway", "桂賀鉄道", False)),
        ("今年，桂贺高铁全长216公里。", ("桂贺高铁", "Guihe High-speed Railway", "桂賀高速鉄道", False)),
        ("龙脊山景区接待游客15万人次。", ("龙脊山景区", "Longjishan Scenic Area", "龍脊山景勝地", False)),
        ("桂林机场旅客吞吐量12万人次。", ("桂林机场", "Guilin Airport", "桂林空港", True)),
    ],
    ids=["a railway", "a high-speed railway", "a sight", "an airport"],
)
def test_a_site_is_named_by_its_ending(text, site):
    assert site in sites(text)


@pytest.mark.parametrize(
    "text",
    [
        "货运铁路全长216公里。",
        "在建高铁全长216公里。",
        "热门景区接待游客15万人次。",
        "全市景区接待游客15万人次。",
        "主要景区接待游客15万人次。",
        "桂贺高铁站占地216亩。",
        "部分机场旅客吞吐量下降。",
    ],
)
def test_words_before_the_ending_are_no_name(text):
    assert sites(text) == []


def test_words_that_say_it_better_stay():
    assert sites("成渝高铁全长308公里。") == []


def test_visits_and_their_income_have_lines_of_their_own():
    found = rows("国庆假期，龙脊山景区接待游客15.2万人次，实现旅游收入2.4亿元，同比分别增长6.1%和8%。")
    assert [(r.label, r.value, r.change, r.period, r.holder) for r in found] == [
        (
            "Visitors received",
            "152,000",
            "up 6.1% year on year",
            "National Day holiday",
            "Longjishan Scenic Area (龙脊山景区)",
        ),
        (
            "Tourism revenue",
            "RMB 240 million",
            "up 8% year on year",
            "National Day holiday",
            "Longjishan Scenic Area (龙脊山景区)",
        ),
    ]


def test_a_lines_length_and_speed_have_lines_of_their_own():
    found = rows("桂贺铁路全长216公里，设计时速200公里。", "ja")
    assert [(r.label, r.value, r.holder) for r in found] == [
        ("全長", "216キロメートル", "桂賀鉄道（桂贺铁路）"),
        ("設計速度", "時速200キロメートル", "桂賀鉄道（桂贺铁路）"),
    ]


def test_visits_without_a_time_in_an_article_with_times_are_lines_only():
    (row,) = rows("2025年7月1日，囧囧囧囧。龙脊山景区接待游客15.2万人次。")
    assert (row.value, row.period) == ("152,000", "see source")
