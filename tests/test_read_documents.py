"""Word files and PDFs."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
import read_samples as samples
from docx.oxml import parse_xml
from pypdf import PdfReader, PdfWriter

from briefing.errors import SourceTooLarge, SourceUnreadable
from briefing.read import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEFT, STEP, WIDTH = 90, 18, 34


def test_a_word_file_gives_title_paragraphs_and_table_rows() -> None:
    rows = (("项目", "金额"), ("一期", "20.3亿元"))
    article = read_bytes(samples.word(*samples.BODY, rows=rows), name="a.docx")
    assert article.title == samples.TITLE
    assert [(p.kind, p.text) for p in article.paragraphs] == [
        *(("body", text) for text in samples.BODY),
        ("table", "项目\t金额"),
        ("table", "一期\t20.3亿元"),
    ]


def test_a_word_file_without_a_title_style_takes_a_first_line_like_a_headline() -> None:
    article = read_bytes(samples.word(samples.TITLE, *samples.BODY, title=""), name="a.docx")
    assert article.title == samples.TITLE


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:t>青禾电池宣布新基地总投资为</w:t></w:r>"
            "<w:del><w:r><w:delText>35</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>36.5</w:t></w:r></w:ins><w:r><w:t>亿元，已于本周投产。</w:t></w:r></w:p>"
        ),
    )
    article = read_bytes(samples.saved(document), name="a.docx")
    assert article.text == "青禾电池宣布新基地总投资为36.5亿元，已于本周投产。"


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(SourceTooLarge, match=r"unpacks to 1.. MB, more than the limit of 100 MB"):
        read_bytes(samples.swollen(samples.word(*samples.BODY), size=101 * 2**20), name="a.docx")


def wrapped(text: str, *, top: int) -> list[tuple[float, float, str]]:
    """Lines of ``text`` with the first one indented, from ``top`` down."""
    first, rest = text[: WIDTH - 2], text[WIDTH - 2 :]
    lines = [(LEFT + 24, top, first)]
    for at in range(0, len(rest), WIDTH):
        lines.append((LEFT, top - STEP * len(lines), rest[at : at + WIDTH]))
    return lines


def test_lines_of_a_pdf_become_paragraphs_again_across_pages() -> None:
    first = [(LEFT, 760, samples.TITLE), *wrapped(samples.LEAD, top=720), *wrapped(samples.SECOND, top=640)]
    article = read_bytes(samples.pdf([*first, (290, 40, "- 1 -")], wrapped(samples.THIRD, top=760)), name="a.pdf")
    assert article.title == samples.TITLE
    assert [(p.text, p.page) for p in article.paragraphs] == [
        (samples.LEAD, 1),
        (samples.SECOND, 1),
        (samples.THIRD, 2),
    ]


def test_running_heads_of_a_pdf_are_left_out() -> None:
    pages = [[(LEFT, 800, "青禾电池公告"), *wrapped(text, top=700)] for text in samples.BODY]
    assert [p.text for p in read_bytes(samples.pdf(*pages), name="a.pdf").paragraphs] == list(samples.BODY)


def test_a_scan_is_said_to_have_no_text_layer() -> None:
    with pytest.raises(SourceUnreadable, match=r"scan\.pdf: has no text layer") as caught:
        read_bytes(samples.pdf([]), name="scan.pdf")
    assert "OCR" in caught.value.hint


def test_an_encrypted_pdf_is_said_to_be_encrypted() -> None:
    writer = PdfWriter(PdfReader(BytesIO(samples.pdf([(90, 700, samples.LEAD)]))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    with pytest.raises(SourceUnreadable, match=r"a\.pdf: is encrypted with a password"):
        read_bytes(stream.getvalue(), name="a.pdf")
