"""What a line of the table says of the words beside it that nobody could read, and where it needs to say nothing."""

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
        ("公司还计划明年在东南亚新开200家门店。", "en", "Stores to be opened (source adds 在东南亚)"),
        ("公司还计划明年在东南亚新开200家门店。", "ja", "店舗の新規開設（原文では「在东南亚」）"),
        ("该公司中国区上一财年营收为29.6亿美元。", "en", "Revenue (source adds 中国区)"),
    ],
)
def test_what_stands_unread_before_a_figures_words_is_shown_beside_them(text: str, lang: Lang, label: str) -> None:
    assert labels(text, lang) == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("分产品看，玉米种子收入4.1亿元，毛利率31.2%。", "Gross margin (source adds 玉米种子收入)"),
        ("囧记酒店集团称，旗下酒店平均入住率囧71.3%，平均房价下降3%。", "Average room rate (source adds 旗下酒店)"),
        ("其中囧囧地块，由囧囧置业以46.8亿元竞得，溢价率28%。", "Premium (source adds 由囧囧置业)"),
    ],
)
def test_a_measure_of_no_thing_of_its_own_shows_what_the_clause_before_is_about(text: str, label: str) -> None:
    assert label in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "某地囧囧，签订合同41份。",
        "此外，公司目前已签订合同41份。",
        "全市去年共签订合同41份。",
        "据囧囧数据显示，签订合同41份。",
    ],
)
def test_words_that_narrow_nothing_are_not_shown(text: str) -> None:
    assert labels(text) == ["Contracts signed"]


def test_words_too_long_for_a_cell_are_pointed_to() -> None:
    long = "某地囧囧囧囧囧囧囧囧囧囧囧囧囧囧"
    assert labels(f"{long}收购了3家工厂。") == ["Factories acquired (in part; see source)"]
    assert labels(f"{long}收购了3家工厂。", "ja") == ["工場の買収（一部。原文参照）"]


def test_a_clause_read_whole_shows_nothing() -> None:
    assert all(not row.scope for row in brief("2024年，中国出口25万亿元，同比增长7.1%。").rows)


def test_a_short_name_or_a_code_in_brackets_narrows_nothing() -> None:
    text = "南岭精密股份有限公司（证券代码：600999，以下简称“公司”）2023年实现营业收入1.2亿元，创下纪录。"
    assert [row.scope for row in brief(text).rows] == [""]
    text = "南岭精密股份有限公司（以下简称“公司”）2023年实现营业收入1.2亿元，创下纪录。"
    assert [row.scope for row in brief(text).rows] == [""]


def test_a_line_with_words_left_out_is_no_headline_and_compares_with_nothing() -> None:
    made = brief("该公司中国区上一财年营收为29.6亿美元。")
    assert made.rows[0].measure is None
    assert made.headline.text == "Key figures of the announcement"


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
    quoted = [run for run in runs if run.text == "中国区"]
    assert len(quoted) == 2
    assert {run.style.name for run in quoted} == {"Source Text Char"}


def test_a_japanese_label_joins_thing_and_deed_once() -> None:
    assert labels("某地上线短剧360部。", "ja")[0].startswith("ショートドラマの提供開始")


def test_both_languages_have_words_around_a_quotation() -> None:
    for lang in ("en", "ja"):
        assert len(labels_for(lang).text["scope"].split("{words}")) == 2
