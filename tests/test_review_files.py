"""Files to a bitext: every format's segments, places and clear refusals."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefing.errors import (
    BriefingError,
    NotChinese,
    SourceMissing,
    SourceRefused,
    SourceTooLarge,
    SourceUnreadable,
    UsageError,
)
from briefing.read.plain import join
from briefing.review.columns import Columns, columns
from briefing.review.files import read_bitext
from briefing.review.values import Bitext, Segment
from briefing.values import Lang

ZH = "公司投资5亿元建厂。\n\n工厂年产3000吨。\n"
EN = "The company invests 500 million yuan in a plant.\n\nThe plant makes 3,000 tonnes a year.\n"


@pytest.fixture
def file(tmp_path: Path):
    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pairs(bitext: Bitext) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in zip(bitext.source, bitext.target, strict=True)]


def places(segments: tuple[Segment, ...]) -> list[str]:
    return [segment.place for segment in segments]


# --- text ---------------------------------------------------------------------


def test_two_texts_are_two_rows_of_paragraphs(file) -> None:
    bitext = read_bitext(file("zh.txt", ZH), file("en.txt", EN))
    assert bitext == Bitext(
        (Segment("公司投资5亿元建厂。", "paragraph 1"), Segment("工厂年产3000吨。", "paragraph 2")),
        (
            Segment("The company invests 500 million yuan in a plant.", "paragraph 1"),
            Segment("The plant makes 3,000 tonnes a year.", "paragraph 2"),
        ),
        False,
        "zh.txt",
        "en.txt",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_source_is_read_in_its_own_encoding(file, encoding: str) -> None:
    bitext = read_bitext(file("zh.txt", ZH.encode(encoding)), file("en.txt", EN))
    assert [segment.text for segment in bitext.source] == ["公司投资5亿元建厂。", "工厂年产3000吨。"]


WRAPPED = """\
The company said on Monday that it will build its second plant by the end of 2030,
500 million yuan of which a bank lends. Output of the plant is to reach 3,000 and
more tonnes a year. Sales rose.

A second paragraph stands here.
"""


@pytest.mark.parametrize("name", ["en.txt", "en.md"])
def test_wrapped_english_lines_are_joined_by_a_space(file, name: str) -> None:
    bitext = read_bitext(file("zh.txt", ZH), file(name, WRAPPED))
    assert [segment.text for segment in bitext.target] == [
        "The company said on Monday that it will build its second plant by the end of 2030, 500 million yuan of which "
        "a bank lends. Output of the plant is to reach 3,000 and more tonnes a year. Sales rose.",
        "A second paragraph stands here.",
    ]


def test_english_lines_that_were_not_wrapped_stay_paragraphs(file) -> None:
    lines = "A plant for 500 million yuan\nThe company builds it in the second half of the year.\nSales rose 3%."
    bitext = read_bitext(file("zh.txt", ZH), file("en.txt", lines))
    assert [segment.text for segment in bitext.target] == lines.splitlines()


def test_marks_of_markdown_are_no_text_and_cells_are_segments(file) -> None:
    text = "# A plant\n\nIt costs **500 million** yuan.\n\n| Year | Tonnes |\n|---|---|\n| 2030 | 3,000 |\n"
    bitext = read_bitext(file("zh.md", ZH), file("en.md", text))
    assert [(s.text, s.place) for s in bitext.target] == [
        ("A plant", "title"),
        ("It costs 500 million yuan.", "paragraph 1"),
        ("Year", "paragraph 2, column 1"),
        ("Tonnes", "paragraph 2, column 2"),
        ("2030", "paragraph 3, column 1"),
        ("3,000", "paragraph 3, column 2"),
    ]


PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p><p>{2}</p></article></body></html>"


def test_pages_are_read_without_what_surrounds_the_article(file) -> None:
    zh = PAGE.format("新工厂开工", "公司今年投资5亿元在当地建设一座新的工厂。", "工厂建成以后每年可以生产3000吨产品。")
    en = PAGE.format("Work on a plant begins", "The company puts 500 million yuan into it.", "It makes 3,000 tonnes.")
    bitext = read_bitext(file("zh.html", zh), file("en.html", en))
    assert [s.text for s in bitext.source] == [
        "新工厂开工",
        "公司今年投资5亿元在当地建设一座新的工厂。",
        "工厂建成以后每年可以生产3000吨产品。",
    ]
    assert [s.text for s in bitext.target] == [
        "Work on a plant begins",
        "The company puts 500 million yuan into it.",
        "It makes 3,000 tonnes.",
    ]


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("by 2030,", "500 million", "by 2030, 500 million"),
        ("3", "million yuan.", "3 million yuan."),
        ("year-", "on-year", "year-on-year"),
        ("投资5", "00万元", "投资500万元"),
    ],
)
def test_lines_of_a_pdf_are_joined_as_their_language_does(one: str, other: str, whole: str) -> None:
    assert join(one, other) == whole


def test_the_source_may_come_from_standard_input(file, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ZH.encode())))
    bitext = read_bitext("-", file("en.txt", EN))
    assert (bitext.source_name, len(bitext.source), len(bitext.target)) == ("standard input", 2, 2)


def test_both_sides_cannot_come_from_standard_input() -> None:
    with pytest.raises(UsageError, match="-: standard input holds one text"):
        read_bitext("-", "-")


@pytest.mark.parametrize("turned", [False, True], ids=["source", "target"])
def test_an_address_is_fetched_on_either_side_under_the_same_rules(file, turned: bool) -> None:
    address, text = "http://127.0.0.1:9/a.html", file("zh.txt", ZH)
    with pytest.raises(SourceRefused, match="is an address inside a private network, which is not read"):
        read_bitext(*((text, address) if turned else (address, text)))


# --- Word ---------------------------------------------------------------------


def word(*blocks: str) -> bytes:
    document = docx.Document()
    for block in blocks:
        document.add_paragraph(block)
    return saved(document)


def rich() -> bytes:
    document = docx.Document()
    document.add_heading("Plant", 1)
    document.add_paragraph("")
    document.add_paragraph("It costs 5 yuan.\nSecond line.")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
    table.cell(0, 2).text = "Right"
    table.cell(1, 0).text = "First"
    table.cell(1, 0).add_paragraph("Second")
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Inner"
    for name, text in (("Source Text", "中文原文"), ("Note", "a note")):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(text, name)
    last = document.add_paragraph("Kept ")
    document.styles.add_style("Reference", WD_STYLE_TYPE.CHARACTER)
    last.add_run("[1]", "Reference")
    last._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'))
    last._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>in</w:t></w:r></w:ins>'))
    return saved(document)


def test_word_text_is_what_a_reader_sees_with_its_place(file) -> None:
    bitext = read_bitext(file("zh.docx", word("公司投资5亿元。")), file("en.docx", rich()))
    assert [(s.text, s.place) for s in bitext.target] == [
        ("Plant", "paragraph 1"),
        ("It costs 5 yuan.", "paragraph 2, line 1"),
        ("Second line.", "paragraph 2, line 2"),
        ("Both", "table 1, row 1, column 1"),
        ("Right", "table 1, row 1, column 3"),
        ("First", "table 1, row 2, column 1"),
        ("Second", "table 1, row 2, column 1, paragraph 2"),
        ("Inner", "table 1, row 2, column 2, table 1, row 1, column 1"),
        ("Kept in", "paragraph 3"),
    ]


BOX = (
    '<w:r {0} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once(file) -> None:
    document = docx.Document()
    document.add_paragraph("Before")._p.append(parse_xml(BOX.format(nsdecls("w"))))
    bitext = read_bitext(file("zh.txt", ZH), file("en.docx", saved(document)))
    assert [(s.text, s.place) for s in bitext.target] == [
        ("Before", "paragraph 1"),
        ("In a box", "text box 1, paragraph 1"),
    ]


def two_columns(*rows: tuple[str, str], before: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(before)
    table = document.add_table(0, 2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


@pytest.mark.parametrize("turned", [False, True], ids=["source left", "source right"])
def test_a_two_column_table_holds_both_sides(file, turned: bool) -> None:
    rows = [("原文", "Translation"), ("公司投资5亿元。", "It invests 500 million yuan."), ("工厂开工。", "")]
    content = two_columns(*((b, a) if turned else (a, b) for a, b in rows), before="Draft")
    bitext = read_bitext(file("both.docx", content), None)
    assert bitext.paired
    assert pairs(bitext) == [("公司投资5亿元。", "It invests 500 million yuan."), ("工厂开工。", "")]
    assert places(bitext.target) == ["table 1, row 2", "table 1, row 3"]


def test_a_text_box_in_a_cell_is_read_once_too(file) -> None:
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "公司投资。", "It invests."
    cells[1].paragraphs[0]._p.append(parse_xml(BOX.format(nsdecls("w"))))
    bitext = read_bitext(file("both.docx", saved(document)), None)
    assert pairs(bitext) == [("公司投资。", "It invests.\nIn a box")]


def test_paragraphs_of_two_cells_belong_together_one_by_one(file) -> None:
    bitext = read_bitext(file("both.docx", two_columns(("甲厂开工。\n乙厂停产。", "A starts.\nB stops."))), None)
    assert pairs(bitext) == [("甲厂开工。", "A starts."), ("乙厂停产。", "B stops.")]
    assert places(bitext.source) == ["table 1, row 1, paragraph 1", "table 1, row 1, paragraph 2"]


def test_a_word_file_with_much_else_is_one_side(file) -> None:
    content = two_columns(("公司", "Company"), before="公司今年投资5亿元，在当地建设一座新的工厂，明年投产。")
    with pytest.raises(UsageError, match=r"both\.docx: holds no table of the Chinese beside its translation"):
        read_bitext(file("both.docx", content), None)


# --- CSV ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "zh,en\n投资5亿元。,It invests 500 million yuan.\n开工。,Work begins.\n"),
        ("a.csv", "Target;Source\nIt invests 500 million yuan.;投资5亿元。\nWork begins.;开工。\n"),
        ("a.tsv", "投资5亿元。\tIt invests 500 million yuan.\n开工。\tWork begins.\n"),
        (
            "a.csv",
            "ID,Source (zh-CN),Status,Target (en-GB)\n1,投资5亿元。,ok,It invests 500 million yuan.\n"
            "2,开工。,ok,Work begins.\n",
        ),
        ("a.csv", '"It invests 500 million yuan.",投资5亿元。\r\n\r\n"Work begins.","开工。"\r\n'),
    ],
    ids=["named", "turned, semicolons", "tabs without head", "four columns", "by characters"],
)
def test_the_columns_of_a_csv_file_are_found(file, name: str, content: str) -> None:
    bitext = read_bitext(file(name, content), None, lang="en")
    assert pairs(bitext) == [("投资5亿元。", "It invests 500 million yuan."), ("开工。", "Work begins.")]


def test_a_row_of_a_csv_file_is_named_as_a_spreadsheet_counts_it(file) -> None:
    bitext = read_bitext(file("a.csv", "zh,en\n\n投资。,It invests.\n"), None)
    assert places(bitext.source) == ["row 3"]


def test_excel_saves_unicode_text_as_utf_16_with_tabs(file) -> None:
    bitext = read_bitext(file("a.tsv", "中文\t日本語\n投资5亿元。\t5億元を投資する。\n".encode("utf-16")), None)
    assert pairs(bitext) == [("投资5亿元。", "5億元を投資する。")]


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", Columns(0, 1, True)), ("ja", Columns(0, 2, True))], ids=["en", "ja"]
)
def test_the_language_chooses_among_translations(lang: Lang, expected: Columns) -> None:
    assert columns([["中文", "英文", "日文"], ["开工。", "Work begins.", "着工した。"]], lang) == expected


@pytest.mark.parametrize(
    "row", [["来源", "Source"], ["中文", "Chinese"], ["译文", "Translation"]], ids=["plain", "language", "side"]
)
def test_words_about_languages_in_a_text_are_no_head(row: list[str]) -> None:
    assert columns([row, ["开工。", "Work begins."]], "en") == Columns(0, 1, False)


# --- TMX and XLIFF --------------------------------------------------------------

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu tuid="x7"><tuv xml:lang="ZH-CN"><seg>投资<bpt i="1">&lt;b&gt;</bpt>5亿元<ept i="1">&lt;/b&gt;</ept>。</seg></tuv>
<tuv xml:lang="en-US"><seg>It invests <hi>500 million</hi>
   yuan.</seg></tuv><tuv xml:lang="ja"><seg>5億元を投資する。</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Nein</seg></tuv><tuv xml:lang="en"><seg>No</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>开工。</seg></tuv><tuv xml:lang="en"><seg/></tuv></tu>
</body></tmx>"""


def test_units_of_tmx_come_without_their_inline_codes(file) -> None:
    bitext = read_bitext(file("a.tmx", TMX), None, lang="en")
    assert pairs(bitext) == [("投资5亿元。", "It invests 500 million yuan."), ("开工。", "")]
    assert places(bitext.target) == ["unit 1 (x7)", "unit 3"]


def test_the_japanese_of_tmx_is_chosen_by_the_language(file) -> None:
    assert pairs(read_bitext(file("a.tmx", TMX), None, lang="ja")) == [("投资5亿元。", "5億元を投資する。")]


def test_tmx_in_utf_16_is_read(file) -> None:
    content = TMX.replace("UTF-8", "UTF-16").encode("utf-16")
    assert len(read_bitext(file("memory.xml", content), None, lang="en").source) == 2


XLIFF_1 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="zh-CN" target-language="en-GB"><body><group>
<trans-unit id="a"><source>投资<g id="1">5亿元</g>。<x id="2"/></source><target>It invests <g id="1">500 million</g> \
yuan.</target><alt-trans><source>别的</source><target>Other</target></alt-trans></trans-unit>
<trans-unit id="b"><source>甲。乙。</source>
<seg-source><mrk mtype="seg" mid="4">甲。</mrk><mrk mtype="seg" mid="5">乙。</mrk></seg-source>
<target><mrk mtype="seg" mid="4">A.</mrk> <mrk mtype="seg" mid="5">B.</mrk></target></trans-unit>
<trans-unit id="c" translate="no"><source>X1</source></trans-unit>
<trans-unit id="d"><source>未译。</source></trans-unit>
</group></body></file></xliff>"""

XLIFF_2 = """<xliff version="2.0" srcLang="zh" trgLang="ja" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="u"><segment><source>投资<pc id="1">5亿元</pc>。</source><target>5億元を\
<ph id="2"/>投資する。</target></segment><ignorable><source> </source></ignorable>
<segment><source>开工。</source><target>着工した。</target></segment></unit></file></xliff>"""


def test_units_and_marked_segments_of_xliff_1(file) -> None:
    bitext = read_bitext(file("a.xlf", XLIFF_1), None, lang="en")
    assert pairs(bitext) == [
        ("投资5亿元。", "It invests 500 million yuan."),
        ("甲。", "A."),
        ("乙。", "B."),
        ("未译。", ""),
    ]
    assert places(bitext.source) == ["unit 1", "unit 2, segment 4", "unit 2, segment 5", "unit 4"]


def test_segments_of_xliff_2(file) -> None:
    bitext = read_bitext(file("a.xliff", XLIFF_2), None)
    assert pairs(bitext) == [("投资5亿元。", "5億元を投資する。"), ("开工。", "着工した。")]
    assert places(bitext.target) == ["unit 1, segment 1", "unit 1, segment 2"]


def test_a_file_into_chinese_is_turned(file) -> None:
    turned = '<xliff version="1.2"><file source-language="en" target-language="zh-TW"><body><trans-unit>'
    turned += "<source>Work begins.</source><target>動工。</target></trans-unit></body></file></xliff>"
    assert pairs(read_bitext(file("a.xlf", turned), None)) == [("動工。", "Work begins.")]


# --- refusals -------------------------------------------------------------------

BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tmx><body><tu><tuv><seg>&b;</seg></tuv></tu></body></tmx>'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>&a;</body></tmx>'


@pytest.mark.parametrize(
    ("name", "content", "kind", "message"),
    [
        ("a.tmx", "<tmx><body>", SourceUnreadable, "FILE:1: not well-formed XML: "),
        ("a.tmx", "", SourceUnreadable, "FILE:1: not well-formed XML: "),
        ("a.tmx", BOMB, SourceUnreadable, "FILE: declares entities of its own, which are not read"),
        ("a.tmx", OUTSIDE, SourceUnreadable, "FILE: declares entities of its own, which are not read"),
        ("a.tmx", "<html/>", SourceUnreadable, "FILE: XML, but neither TMX nor XLIFF: its root is html"),
        ("a.tmx", TMX.replace("ZH-CN", "fr").replace('"zh"', '"fr"'), SourceUnreadable, "FILE: no unit in zh and "),
        ("a.xlf", XLIFF_1.replace("zh-CN", "de"), SourceUnreadable, "FILE: nothing from zh to en or ja (de to en)"),
        ("a.csv", 'zh,en\n"开工,Work\n', SourceUnreadable, "FILE:2: no CSV: unexpected end of data"),
        ("a.csv", "a,b\nc,d\n", SourceUnreadable, "FILE: no column with Chinese and its translation"),
        ("a.csv", "开工" + "," * 300, SourceUnreadable, "FILE:1: has 301 columns"),
        ("a.csv", "开工\n停产\n", SourceUnreadable, "FILE: no column with Chinese and its translation"),
        ("a.txt", ZH, UsageError, "FILE: holds one side only"),
        ("a.xlsx", b"PK\x03\x04", SourceUnreadable, "FILE: is a workbook, which is not read"),
        ("a.docx", b"PK\x03\x04broken", SourceUnreadable, "FILE: is a damaged or incomplete Word or zip file"),
    ],
)
def test_one_file_that_cannot_be_read_is_named(
    file, name: str, content: str | bytes, kind: type[BriefingError], message: str
) -> None:
    where = file(name, content)
    with pytest.raises(kind) as raised:
        read_bitext(where, None)
    assert raised.value.message.replace(where, "FILE").startswith(message)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("source", "target", "kind", "message"),
    [
        (("en.txt", EN), ("zh.txt", ZH), NotChinese, "FILE: holds no Chinese"),
        (("ja.txt", "工場を建設する。"), ("en.txt", EN), NotChinese, "FILE: is in Japanese"),
        (("zh.txt", ZH), ("zh2.txt", ZH * 2), SourceUnreadable, "OTHER: is in Chinese, no translation"),
        (("zh.txt", ZH), ("en.txt", " \n"), SourceUnreadable, "OTHER: holds no text"),
        (("a.tmx", TMX), ("en.txt", EN), UsageError, "FILE: holds both sides by itself"),
        (("zh.txt", ZH), ("a.csv", "zh,en"), UsageError, "OTHER: holds both sides by itself"),
    ],
    ids=["turned", "japanese", "chinese twice", "empty", "tmx and text", "text and csv"],
)
def test_two_files_that_are_no_translation_are_refused(
    file, source: tuple[str, str], target: tuple[str, str], kind: type[BriefingError], message: str
) -> None:
    first, second = file(*source), file(*target)
    with pytest.raises(kind) as raised:
        read_bitext(first, second)
    assert raised.value.message.replace(first, "FILE").replace(second, "OTHER") == message
    assert raised.value.hint


def test_a_missing_file_is_named(file, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"nowhere\.txt: no such file"):
        read_bitext(file("zh.txt", ZH), str(tmp_path / "nowhere.txt"))


def test_a_file_beyond_the_limit_is_refused(file) -> None:
    with pytest.raises(SourceTooLarge, match="is larger than the limit of 20 MB"):
        read_bitext(file("zh.txt", ZH), file("en.txt", b"a" * (20 * 1024 * 1024 + 1)))
