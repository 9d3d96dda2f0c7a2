"""Finished Word files: every number must be one that the article supports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from briefing.errors import SourceUnreadable
from briefing.values import Figure, Lang, Period, Qualifier, Span
from briefing.verify.documents import document_lines, literal_numbers, verify_document

ARTICLE = "11月19日,15个项目签约,总投资超204.5亿元,同比下降2.9%。第三季度,326家世界500强企业投资5G。"
FIGURES = (
    Figure(Span(7, 11), "15个项目", Decimal(15), "count", counter="个"),
    Figure(Span(14, 24), "总投资超204.5亿元", Decimal("20450000000"), "CNY", qualifier=Qualifier.OVER),
    Figure(Span(25, 33), "同比下降2.9%", Decimal("2.9"), "percent", direction=-1),
    Figure(Span(39, 43), "326家", Decimal(326), "count", counter="家"),
)
PERIODS = (
    Period(Span(0, 6), "11月19日", "day", month=11, day=19),
    Period(Span(34, 38), "第三季度", "quarter", quarter=3),
)


def write(path: Path, *lines: str, styled: tuple[str, str] | None = None, table: str = "", run: str = "") -> Path:
    document: Any = docx.Document()
    for name in ("Source Text", "Note", "Reference", "Open Item"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.styles.add_style(f"{name} Char", WD_STYLE_TYPE.CHARACTER)
    for line in lines:
        document.add_paragraph(line)
    if styled:
        document.add_paragraph(styled[1], style=styled[0])
    if table:
        document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = table
    if run:
        document.add_paragraph("Text ").add_run(run, style="Source Text Char")
    document.save(str(path))
    return path


def codes(path: Path, lang: Lang, **more: Any) -> list[str]:
    return [f.code for f in verify_document(path, FIGURES, PERIODS, lang, ARTICLE, **more)]


RIGHT = [
    ("en", "On 19 November, 15 projects worth more than RMB 20.45 billion were signed, down 2.9%."),
    ("en", "In the third quarter, 326 Global 500 companies invested in 5G."),
    ("en", "1. Points [3] and [4, 5] are reference marks."),
    ("en", "It was one of the first."),
    ("ja", "11月19日、15件に調印。総額は204億5,000万元超で2.9%減。"),
    ("ja", "第3四半期に世界500強の326社が5Gに投資した。"),
]


@pytest.mark.parametrize(("lang", "line"), RIGHT, ids=[line[:30] for _, line in RIGHT])
def test_what_the_article_supports_passes(tmp_path: Path, lang: Lang, line: str) -> None:
    assert codes(write(tmp_path / "brief.docx", line), lang) == []


WRONG = [
    ("en", "Investment was RMB 204.5 billion.", "figure.value"),
    ("en", "Investment was US$20.45 billion.", "figure.unit"),
    ("en", "Investment was RMB 20.54 billion.", "figure.added"),
    ("en", "It fell 3.9%.", "figure.added"),
    ("en", "It fell 2.9 percentage points.", "figure.unit"),
    ("en", "There were 327 companies.", "figure.added"),
    ("en", "There were seven companies.", "figure.added"),
    ("en", "It was signed on 18 November.", "date.added"),
    ("en", "It was signed on 19 November 2019.", "date.added"),
    ("en", "They invested in 6G.", "figure.added"),
    ("en", "The 项目 was signed.", "residue.chinese"),
    ("ja", "総額は2,045億元。", "figure.value"),
    ("ja", "総額は204億5,000万ドル。", "figure.unit"),
    ("ja", "3.9%減。", "figure.added"),
    ("ja", "11月18日に調印。", "date.added"),
    ("ja", "第4四半期。", "date.added"),
    ("ja", "项目に調印。", "residue.chinese"),
]


@pytest.mark.parametrize(("lang", "line", "code"), WRONG, ids=[line[:30] for _, line, _ in WRONG])
def test_what_the_article_does_not_support_is_an_error(tmp_path: Path, lang: Lang, line: str, code: str) -> None:
    assert codes(write(tmp_path / "brief.docx", line), lang) == [code]


def test_tables_within_tables_are_read(tmp_path: Path) -> None:
    assert codes(write(tmp_path / "brief.docx", table="RMB 204.5 billion"), "en") == ["figure.value"]


@pytest.mark.parametrize("style", ["Source Text", "Note", "Reference"])
def test_evidence_notes_and_marks_are_left_out(tmp_path: Path, style: str) -> None:
    path = write(tmp_path / "brief.docx", styled=(style, "总投资999亿元"), run="总投资")
    assert codes(path, "en") == []
    assert document_lines(path) == ("Text ",)


def test_open_items_are_checked(tmp_path: Path) -> None:
    path = write(tmp_path / "brief.docx", styled=("Open Item", "RMB 999 billion"))
    assert codes(path, "en") == ["figure.added"]


def test_the_date_of_publication_and_the_names_given_are_supported(tmp_path: Path) -> None:
    path = write(tmp_path / "brief.docx", "21 December 2020 · Channel 24")
    assert codes(path, "en") == ["figure.added", "date.added"]
    assert codes(path, "en", published=date(2020, 12, 21), names=("Channel 24",)) == []


def test_a_file_that_is_no_word_document_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(b"not a zip")
    with pytest.raises(SourceUnreadable, match=r"no Word file: brief\.docx"):
        verify_document(path, (), (), "en", "")


def test_numbers_are_found_in_digits_and_in_characters() -> None:
    assert literal_numbers("第三季度的１０，009件和十五个、二十三") >= {Decimal(n) for n in (3, 10009, 15, 23)}
