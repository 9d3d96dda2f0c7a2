"""Word files: what a reader of the page sees, in its order, and where it stands."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import read_samples as samples
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from briefing.read import read_bytes
from briefing.values import Article

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INTRO = "公司本年度在南岭市新建两条生产线，全部投产后将使现有产能增加约四成，满足未来三年的订单需求。"


def article_of(document: Document) -> Article:
    return read_bytes(samples.saved(document), name="a.docx")


def with_part(data: bytes, *, name: str, xml: str, kind: str) -> bytes:
    """The file with one more part of the main document, under the relationship rIdX."""
    out = BytesIO()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for item in old.infolist():
            text = old.read(item.filename)
            if item.filename == "word/_rels/document.xml.rels":
                rel = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{name}"/></Relationships>'
                text = text.replace(b"</Relationships>", rel.encode())
            if item.filename == "[Content_Types].xml":
                part = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
                override = f'<Override PartName="/word/{name}" ContentType="{part}"/></Types>'
                text = text.replace(b"</Types>", override.encode())
            new.writestr(item, text)
        new.writestr(f"word/{name}", xml)
    return out.getvalue()


def table(document: Document, rows: list[list[str]]) -> object:
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


def test_paragraphs_are_counted_as_a_person_counts_them() -> None:
    document = docx.Document()
    for text in (INTRO, "", samples.SECOND):
        document.add_paragraph(text)
    table(document, [["项目", "金额"], ["一期", "20.3亿元"]])
    document.add_paragraph(samples.THIRD)
    assert [(p.place, p.text) for p in article_of(document).paragraphs] == [
        ("paragraph 1", INTRO),
        ("paragraph 3", samples.SECOND),
        ("table 1, row 1", "项目\t金额"),
        ("table 1, row 2", "一期\t20.3亿元"),
        ("paragraph 4", samples.THIRD),
    ]


def test_a_merged_cell_says_its_words_in_all_it_covers_and_its_number_once() -> None:
    document = docx.Document()
    document.add_paragraph(INTRO)
    made = table(
        document,
        [
            ["分类", "2023年", "", ""],
            ["", "金额", "占比", "合计"],
            ["白酒", "12.5", "60%", "20.8"],
            ["啤酒", "8.3", "40%", ""],
        ],
    )
    made.cell(0, 0).merge(made.cell(1, 0))
    made.cell(0, 1).merge(made.cell(0, 3))
    made.cell(2, 3).merge(made.cell(3, 3))
    assert [p.text for p in article_of(document).paragraphs[1:]] == [
        "分类\t2023年\t2023年\t2023年",
        "分类\t金额\t占比\t合计",
        "白酒\t12.5\t60%\t20.8",
        "啤酒\t8.3\t40%\t",
    ]


def test_a_table_inside_a_cell_is_read_after_its_row() -> None:
    document = docx.Document()
    document.add_paragraph(INTRO)
    made = table(document, [["名称", "说明"], ["一期", "明细如下"]])
    inner = made.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "设备", "3.2亿元"
    assert [(p.place, p.text) for p in article_of(document).paragraphs[1:]] == [
        ("table 1, row 1", "名称\t说明"),
        ("table 1, row 2", "一期\t明细如下"),
        ("table 2, row 1", "设备\t3.2亿元"),
    ]


def numbered(document: Document, text: str, *, level: int, list_id: str = "77") -> None:
    paragraph = document.add_paragraph(text)._p
    properties = paragraph.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'))


def with_list(document: Document) -> None:
    """A list 一、二、 with 1.1, 1.2 below it."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate([("chineseCounting", "%1、"), ("decimal", "(%2)")])
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="770">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="770"/></w:num>'))


def test_the_numbers_that_word_sets_before_lists_are_text() -> None:
    document = docx.Document()
    with_list(document)
    document.add_paragraph(INTRO)
    for level, text in (
        (0, "投资计划如下。"),
        (1, "第一期投资3.2亿元。"),
        (1, "第二期投资4.1亿元。"),
        (0, "风险提示如下。"),
        (1, "需求可能低于预期。"),
    ):
        numbered(document, text, level=level)
    assert [p.text for p in article_of(document).paragraphs[1:]] == [
        "一、投资计划如下。",
        "(1)第一期投资3.2亿元。",
        "(2)第二期投资4.1亿元。",
        "二、风险提示如下。",
        "(1)需求可能低于预期。",
    ]


def test_bullets_are_no_text() -> None:
    document = docx.Document()
    document.add_paragraph(INTRO)
    document.add_paragraph(samples.SECOND, style="List Bullet")
    assert article_of(document).paragraphs[1].text == samples.SECOND


def test_an_outline_level_makes_a_heading_whatever_its_style_is_called() -> None:
    document = docx.Document()
    document.add_paragraph(INTRO)
    heading = document.add_paragraph("公司对下一年度的经营作如下安排，供投资者参考，不构成承诺")
    heading._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="1"/>'))
    document.add_paragraph(samples.SECOND)
    assert [p.kind for p in article_of(document).paragraphs] == ["body", "heading", "body"]


def test_a_footnote_follows_the_paragraph_that_points_to_it() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(INTRO)
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph(samples.SECOND)
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>产能按设计值计算。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = with_part(samples.saved(document), name="footnotes.xml", xml=notes, kind="footnotes")
    assert [(p.place, p.text) for p in read_bytes(data, name="a.docx").paragraphs] == [
        ("paragraph 1", INTRO),
        ("paragraph 1", "产能按设计值计算。"),
        ("paragraph 2", samples.SECOND),
    ]


def test_a_text_box_is_read_once_and_not_into_the_paragraph_it_hangs_on() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(INTRO)
    inner = f"<w:txbxContent><w:p><w:r><w:t>{samples.SECOND}</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    wps = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    v = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    paragraph._p.append(
        parse_xml(
            f"<w:r {W} {mc} {wps} {v}><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx>'
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    assert [p.text for p in article_of(document).paragraphs] == [INTRO, samples.SECOND]


def test_a_row_that_was_deleted_and_text_moved_away_do_not_count() -> None:
    document = docx.Document()
    document.add_paragraph(INTRO)
    made = table(document, [["项目", "金额"], ["一期", "20.3亿元"], ["二期", "9.9亿元"]])
    row = made.rows[2]._tr.get_or_add_trPr()
    row.append(parse_xml(f'<w:del {W} w:id="9" w:author="x"/>'))
    moved = document.add_paragraph()._p
    moved.append(parse_xml(f"<w:moveFrom {W}><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>"))
    moved.append(parse_xml(f"<w:moveTo {W}><w:r><w:t>移来的话在这里，全文如上所示。</w:t></w:r></w:moveTo>"))
    assert [p.text for p in article_of(document).paragraphs[1:]] == [
        "项目\t金额",
        "一期\t20.3亿元",
        "移来的话在这里，全文如上所示。",
    ]
    assert moved.tag == qn("w:p")
