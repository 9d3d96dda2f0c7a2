"""报告期内 means the time of the report an article is about."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Lang, Paragraph, Span


def sentences(text: str, lang: Lang = "en") -> list[str]:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    made = brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)
    return [row.period for row in made.rows]


@pytest.mark.parametrize(
    ("report", "en", "ja"),
    [
        ("2024年年度报告", "2024", "2024年"),
        ("2025年半年报", "First half of 2025", "2025年上半期"),
        ("2025年一季报", "First quarter of 2025", "2025年第1四半期"),
        ("2025年第三季度报告", "First three quarters of 2025", "2025年1～9月期"),
    ],
)
def test_the_reporting_period_is_that_of_the_report(report: str, en: str, ja: str) -> None:
    text = f"小米集团披露{report}。报告期内，小米集团营业收入5亿元，同比增长3%。"
    assert (sentences(text), sentences(text, "ja")) == ([en], [ja])


@pytest.mark.parametrize(
    "text",
    [
        "小米集团披露半年报。报告期内，小米集团营业收入5亿元，同比增长3%。",
        "小米集团披露2024年年报和2025年一季报。报告期内，小米集团营业收入5亿元，同比增长3%。",
    ],
)
def test_where_no_one_report_is_named_with_its_year_the_words_stay(text: str) -> None:
    assert sentences(text) == ["In the reporting period"]


def test_a_years_report_is_compared_with_the_year_before() -> None:
    article = "小米集团披露2024年年度报告。报告期内，小米集团营业收入5亿元，同比增长3%。"
    text = Article("x", article, "", None, (Paragraph(article, Span(0, len(article))),))
    made = brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(text)), "ja")
    assert made.rows[0].change == "前年比3%増"
