"""Which words of its source a line of the table shows, and where it needs none."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.render import render_docx
from briefing.render.labels import labels_for
from briefing.settings import Settings
from briefing.values import Article, Brief, Lang, Paragraph, Span


def brief(text: str, lang: Lang = "en") -> Brief:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)


def labels(text: str, lang: Lang = "en") -> list[str]:
    return [row.label for row in brief(text, lang).rows]


@pytest.mark.parametrize(
    ("text", "lang", "label"),
    [
        ("该公司中国区上一财年营收为29.6亿美元。", "en", "Revenue (source: 该公司中国区上一财年营收为29.6亿美元)"),
        ("该公司中国区上一财年营收为29.6亿美元。", "ja", "売上高（原文「该公司中国区上一财年营收为29.6亿美元」）"),
        # Brackets of the source stand inside the quotation's own.
        ("囧囧（囧区）的毛利率为29.6%。", "en", "Gross margin (source: 囧囧〔囧区〕的毛利率为29.6%)"),
    ],
)
def test_a_line_nobody_vouches_for_shows_the_words_of_its_source(text: str, lang: Lang, label: str) -> None:
    assert labels(text, lang) == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # What an amount without a name of its own is of may stand in the clause before it …
        ("囧囧类种子收入4.1亿元，毛利率31.2%。", "Gross margin (source: 囧囧类种子收入4.1亿元，毛利率31.2%)"),
        ("大蒜囧囧齐跌，毛利率下降9.5%。", "Gross margin (source: 大蒜囧囧齐跌，毛利率下降9.5%)"),
        # … but a stop ends it, and what names its own thing needs no other figure's words.
        ("囧囧类种子收入4.1亿元；毛利率31.2%。", "Gross margin (source: 毛利率31.2%)"),
        (
            "囧囧出口7.1亿元，天然橡胶进口量增加21.6%。",
            "Natural rubber import volume (source: 天然橡胶进口量增加21.6%)",
        ),
    ],
)
def test_the_words_reach_back_as_far_as_they_may_narrow_the_figure(text: str, label: str) -> None:
    assert label in labels(text)


def test_of_a_long_sentence_its_opening_and_the_figures_own_clause_are_shown() -> None:
    middle = "囧" * 20
    far = f"今年前10个月，{middle}，{middle}，毛利率31.2%。"
    assert labels(far) == [f"Gross margin (source: 今年前10个月…{middle}，毛利率31.2%)"]


def test_who_speaks_is_no_opening() -> None:
    far = "囧囧中心发布的数据显示，" + "囧" * 30 + "，毛利率31.2%。"
    assert labels(far) == ["Gross margin (source: " + "囧" * 30 + "，毛利率31.2%)"]


def test_a_clause_read_whole_shows_nothing() -> None:
    assert all(not row.scope for row in brief("2024年，中国出口25万亿元，同比增长7.1%。").rows)


def test_a_line_that_names_its_owner_in_its_own_clause_shows_nothing() -> None:
    text = "据囧囧统计，2024年中国出口25万亿元，囧囧囧。"
    assert [row.scope for row in brief(text).rows] == [""]


def test_a_line_with_words_left_out_is_no_headline_and_compares_with_nothing() -> None:
    made = brief("该公司中国区上一财年营收为29.6亿美元。")
    assert made.rows[0].measure is None
    assert made.headline.text == "Key figures from the article"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_in_word_the_words_of_the_source_are_set_as_source_text(tmp_path: Path, lang: Lang) -> None:
    """中国区 could be Japanese by its characters: it is a quotation all the same, and each line shows it."""
    made = brief("该公司中国区上一财年营收为29.6亿美元。该公司中国区上一财年净利润为3.1亿美元。", lang)
    path = tmp_path / "x.docx"
    path.write_bytes(render_docx(made, template=Settings().template_for(lang)))
    runs = [
        run
        for table in docx.Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    quoted = [run for run in runs if "中国区" in run.text]
    assert len(quoted) == 2
    assert {run.style.name for run in quoted} == {"Source Text Char"}


def test_both_languages_have_words_around_a_quotation() -> None:
    for lang in ("en", "ja"):
        assert len(labels_for(lang).text["scope"].split("{words}")) == 2


def test_a_number_with_a_comma_is_not_cut() -> None:
    text = "囧囧工厂一期年产能为3,000台，毛利率不到四成。"
    assert "Gross margin (source: 囧囧工厂一期年产能为3,000台，毛利率不到四成)" in labels(text)


def test_a_clause_too_long_for_a_cell_says_that_it_began_before() -> None:
    long = "囧" * 60
    (label,) = labels(f"{long}的毛利率为31.2%。")
    assert label.startswith("Gross margin (source: …囧")
    assert label.endswith("囧的毛利率为31.2%)")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # Beside a plan nobody read a measure is stated, not actual; what was done before is.
        ("囧囧拟囧囧囧囧，毛利率31.2%。", "stated"),
        ("囧囧拟囧囧囧囧，已囧囧，毛利率31.2%。", "actual"),
        ("囧囧囧囧，毛利率31.2%。", "actual"),
        # A bid that is won is no contract yet.
        ("囧囧囧囧中标囧囧，合同总额12亿元。", "stated"),
        ("囧囧囧囧签下囧囧，合同总额12亿元。", "signed"),
    ],
)
def test_what_stands_beside_an_unread_clause_is_not_surer_than_it(text: str, status: str) -> None:
    assert [row.status_label for row in brief(text).rows] == [status]


def test_a_line_without_owner_or_time_shows_its_source_though_it_was_read_whole() -> None:
    assert [bool(row.scope) for row in brief("南岭县有42家A级景区。").rows] in ([], [True])
    assert [bool(row.scope) for row in brief("2024年，中国出口25万亿元，同比增长7.1%。").rows] == [False]
