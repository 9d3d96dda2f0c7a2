"""Rendered Word documents: their text line by line, and the XML of fonts, languages, tables and links."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest
from briefs_for_rendering import bare, brief
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from briefing.render import find_template, render_docx
from briefing.render.labels import labels_for
from briefing.values import LANGS, Lang, Statement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVIDENCE = {"Source Text", "Source Text Char", "Note", "Note Char"}
# Child order of the schema (CT_PPr, CT_RPr, CT_TblPr, CT_TcPr), as far as we write it.
SCHEMA = """
pPr pStyle keepNext keepLines widowControl numPr pBdr shd tabs kinsoku wordWrap overflowPunct topLinePunct \
autoSpaceDE autoSpaceDN snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr
rPr rStyle rFonts b bCs i iCs color spacing kern sz szCs u shd lang
tblPr tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption
tcPr tcW tcBorders shd
trPr cantSplit tblHeader
pBdr top left bottom right
"""
ORDER = {tag: children for tag, *children in map(str.split, SCHEMA.strip().splitlines())}


def opened(lang: Lang) -> Document:
    return docx.Document(io.BytesIO(render_docx(brief(lang))))


def text_of(block: etree._Element) -> str:
    return "".join(t.text or "" for t in block.iter(f"{W}t"))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def lines(document: Document) -> Iterator[str]:
    """One line a paragraph, ``Style|text``; one line a table row, cells between bars."""
    names = {style.style_id: style.name for style in document.styles}
    for block in document.element.body:
        if block.tag == f"{W}p":
            style = block.find(f"{W}pPr/{W}pStyle")
            yield f"{'Normal' if style is None else names[style.get(f'{W}val')]}|{text_of(block)}"
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield "row|" + "|".join(
                    "/".join(text_of(p) for p in cell.iter(f"{W}p")).replace("\u00a0", "_")
                    for cell in row.iter(f"{W}tc")
                )


def test_an_english_brief_reads_line_by_line() -> None:
    got = [line.replace("\u00a0", "_") for line in lines(opened("en"))]
    assert got[:7] == [
        "Title|Qingyu New Area signs 12_projects with Japanese companies; RMB_18.64_billion_planned",
        "Date Line|19_April 2026 · Qingyu Evening Post (青屿晚报) · Zhou Ming",
        "Takeaway Heading|Takeaway",
        "Takeaway|The RMB_18.64_billion announced is a plan: what the zone reports as paid in is US$487_million for "
        "2025._[2][6] The largest single project with a figure is Kowan's research centre, about RMB_2.4_billion in "
        "its first phase._[3]",
        "Heading 1|Key points",
        "Key Point|Twelve projects were signed at the conference on 18_April, with planned investment of "
        "RMB_18.64_billion in all; eight of them are to go to the Smart Manufacturing Park in the north of the "
        "zone._[1][2]",
        "Key Point|Kowan Heavy Industries is to set up a low-carbon equipment research centre. The first phase "
        "costs about RMB_2.4_billion and is expected to be completed in the first half of 2027, with annual capacity "
        "of 1,200_hydrogen compressor sets._[3]",
    ]
    assert "row|Item|Value|Change|Status|Period|Holder|Ref." in got
    assert "row|Trade with Japan|RMB_7.32_billion|−3.1% y/y|actual|Q1_2026|Qingyu New Area|[9]" in got
    assert (
        "row|company|Kowan Heavy Industries (港湾重工业株式会社)_[3]; "
        "Donglan Biotech (spelling unconfirmed) (东澜生物)_[4]; "
        "Wakodo Regenerative Medicine (和光堂再生医疗)_[4]; Sanwa Bussan (三和物产)_[10]"
    ) in got


def test_a_japanese_brief_reads_line_by_line() -> None:
    got = list(lines(opened("ja")))
    assert got[0] == "Title|青嶼新区、日本企業と12件の調印　計画投資186億4,000万元"
    assert "row|計画投資総額(調印12件)|186億4,000万元||_計画_|記載なし|青嶼新区|[2]" in got
    assert "row|合弁会社の登録資本|6億元||_契約済み_|記載なし|東瀾生物(东澜生物)、和光堂再生医療|[4]" in got
    assert "row|冷链物流课题拟依托保税仓开展医药品分拨|判明事項なし|" in got
    assert "Source Text|[2]会上共有12个项目签约,计划总投资186.4亿元,其中8个项目将落户新区北部的智造园。" in got


@pytest.mark.parametrize("lang", LANGS)
def test_sections_stand_in_their_order(lang: Lang) -> None:
    sections = labels_for(lang).sections
    headings = [line.partition("|")[2] for line in lines(opened(lang)) if line.startswith("Heading 1|")]
    order = ("points", "figures", "parties", "quotes", "open_items", "sources", "method")
    assert headings == [sections[name] for name in order]


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_section_leaves_neither_heading_nor_placeholder(lang: Lang) -> None:
    document = docx.Document(io.BytesIO(render_docx(bare(lang))))
    got = list(lines(document))
    sections = labels_for(lang).sections
    headings = [line.partition("|")[2] for line in got if "Heading" in line.partition("|")[0]]
    assert headings == [sections[name] for name in ("points", "sources", "method")]
    assert "{{" not in "".join(got) + text_of(document.sections[0].header._element)


def test_the_change_column_stands_only_where_a_row_has_a_change() -> None:
    full = brief("en")
    still = replace(full, rows=tuple(replace(row, change="") for row in full.rows))
    got = list(lines(docx.Document(io.BytesIO(render_docx(still)))))
    assert "row|Item|Value|Status|Period|Holder|Ref." in got


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_has_its_bookmark_and_every_cited_source_a_way_back(lang: Lang) -> None:
    body = opened(lang).element.body
    anchors = [a for link in body.iter(f"{W}hyperlink") if (a := link.get(f"{W}anchor"))]
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    ids = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert set(anchors) == set(marks)
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd"))
    assert {f"cited_{n}" for n in range(1, 11)} <= set(anchors)


def test_the_way_back_leads_to_the_first_key_point_that_cites() -> None:
    body = opened("en").element.body
    mark = next(m for m in body.iter(f"{W}bookmarkStart") if m.get(f"{W}name") == "cited_2")
    assert text_of(mark.getparent()).startswith("Twelve projects were signed")


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_that_is_not_the_articles_is_a_reference_or_a_note(lang: Lang) -> None:
    document = opened(lang)
    names = {style.style_id: style.name for style in document.styles}
    for link in document.element.body.iter(f"{W}hyperlink"):
        assert {names[style.get(f"{W}val")] for style in link.iter(f"{W}rStyle")} <= {"Reference Char", "Note Char"}
    typed = [line for line in lines(document) if line.startswith("Key Point|")]
    for line, point in zip(typed, brief(lang).points, strict=True):
        assert plain(line).startswith(f"Key Point|{point.text}")
    assert document.styles["Key Point"].element.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "1"


def test_japanese_outside_the_evidence_can_be_written_in_cp932() -> None:
    document = opened("ja")
    for paragraph in document.element.body.iter(f"{W}p"):
        if style_of(document, paragraph, "pPr/pStyle") in EVIDENCE:
            continue
        for run in paragraph.iter(f"{W}r"):
            if style_of(document, run, "rPr/rStyle") not in EVIDENCE:
                text_of(run).replace("\u00a0", "").encode("cp932")


def style_of(document: Document, block: etree._Element, path: str) -> str:
    found = block.find("/".join(f"{W}{step}" for step in path.split("/")))
    names = {style.style_id: style.name for style in document.styles}
    return "" if found is None else str(names[found.get(f"{W}val")])


def test_english_has_chinese_only_in_its_own_style() -> None:
    document = opened("en")
    for paragraph in document.element.body.iter(f"{W}p"):
        if style_of(document, paragraph, "pPr/pStyle") in EVIDENCE:
            continue
        for run in paragraph.iter(f"{W}r"):
            if any("\u3040" <= c <= "\u9fff" for c in text_of(run)):
                assert style_of(document, run, "rPr/rStyle") == "Source Text Char", text_of(run)


@pytest.mark.parametrize("lang", LANGS)
def test_every_style_names_its_fonts_and_languages(lang: Lang) -> None:
    styles = docx.Document(str(find_template(lang))).styles.element
    checked = 0
    for style in [styles.find(f"{W}docDefaults"), *styles.iter(f"{W}style")]:
        if style.get(f"{W}type") in ("table", "numbering") or style.get(f"{W}styleId") == "DefaultParagraphFont":
            continue
        name = style.find(f"{W}name")
        chinese = name is not None and name.get(f"{W}val").startswith("Source Text")
        fonts, tag = next(style.iter(f"{W}rFonts")), next(style.iter(f"{W}lang"))
        assert fonts.get(f"{W}eastAsia") == ("Microsoft YaHei" if chinese else "Yu Gothic")
        assert tag.get(f"{W}eastAsia") == ("zh-CN" if chinese else "ja-JP")
        assert (tag.get(f"{W}val"), fonts.get(f"{W}ascii")) == ("en-GB", "Arial")
        assert not [key for key in fonts.keys() if key.endswith("Theme")]  # noqa: SIM118
        checked += 1
    assert checked > 30


def test_both_templates_have_the_same_styles() -> None:
    english, japanese = ([s.name for s in docx.Document(str(find_template(lang))).styles] for lang in LANGS)
    assert english == japanese


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_repeats_its_head_and_splits_no_row(lang: Lang) -> None:
    tables = list(opened(lang).element.body.iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == 9638


@pytest.mark.parametrize("lang", LANGS)
def test_children_stand_in_the_order_of_the_schema(lang: Lang) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(brief(lang)))) as package:
        parts = [etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "styles", "numbering")]
    for node in (node for part in parts for node in part.iter(*(f"{W}{tag}" for tag in ORDER))):
        places = [ORDER[etree.QName(node).localname].index(etree.QName(child).localname) for child in node]
        assert places == sorted(places), etree.tostring(node)


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_brief_gives_the_same_bytes(lang: Lang) -> None:
    first = render_docx(brief(lang))
    assert first == render_docx(brief(lang))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_properties_say_what_the_document_is() -> None:
    core = opened("ja").core_properties
    assert (core.title, core.author, core.language) == (brief("ja").headline.text, "", "ja-JP")
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.isoformat()[:16] == "2026-04-19T08:30"


def test_header_and_footer_carry_house_date_and_page_fields() -> None:
    section = opened("ja").sections[0]
    assert text_of(section.header._element).strip() == "投資家向け要約2026年4月19日"
    assert text_of(section.footer._element) == "1／1 ページ"
    codes = [code.text for code in section.footer._element.iter(f"{W}instrText")]
    assert codes == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "https://me:secret@example.com/", "http://["]
)
def test_only_a_plain_web_address_becomes_a_link(url: str) -> None:
    document = docx.Document(io.BytesIO(render_docx(replace(brief("en"), url=url))))
    assert not [rel for rel in document.part.rels.values() if rel.is_external]


def test_the_article_is_linked_with_an_escaped_address() -> None:
    targets = [rel.target_ref for rel in opened("en").part.rels.values() if rel.is_external]
    assert targets == ["https://news.example.com/2026/04/19/%E9%9D%92%E5%B1%BF.html?id=7"]


def test_characters_that_xml_cannot_hold_are_shown_as_replaced() -> None:
    odd = replace(brief("en"), points=(Statement("en", "Sales\x0b rose\ud800 & <fell>"),))
    got = list(lines(docx.Document(io.BytesIO(render_docx(odd)))))
    assert "Key Point|Sales\ufffd rose\ufffd & <fell>" in got


def test_a_reference_without_source_sentence_is_refused() -> None:
    lost = replace(brief("en"), points=(Statement("en", "Sales rose.", refs=(99,)),))
    with pytest.raises(ValueError, match="points refers to source sentence 99, which the brief does not hold"):
        render_docx(lost)


def test_importing_the_renderer_does_not_import_word_libraries() -> None:
    code = "import sys, briefing.render; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_status_of_an_amount_is_a_style() -> None:
    document = opened("en")
    table = next(document.element.body.iter(f"{W}tbl"))
    got = [style_of(document, row[4].find(f".//{qn('w:r')}"), "rPr/rStyle") for row in list(table.iter(f"{W}tr"))[1:]]
    planned, actual, cumulative = "Status Planned", "Status Actual", "Status Cumulative"
    assert got == [planned] * 3 + ["Status Signed", "Status Forecast"] + [actual] * 2 + [cumulative] * 2
