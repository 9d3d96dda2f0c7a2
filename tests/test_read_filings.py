"""A whole announcement as exchanges publish it: written in Word, turned into a PDF by LibreOffice, read and briefed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from briefing.cli import run
from briefing.read import read
from briefing.values import Article

TITLE = "南岭精密股份有限公司2023年年度业绩公告"
LEAD = (
    "南岭精密股份有限公司（以下简称“公司”）2023年实现营业收入123,456.78万元，同比增长10%；实现净利润8,765.43万元。"
    "公司拟以自有资金5亿元在南岭市建设新的生产线，项目建设期为两年。"
)
REST = (
    "报告期内，公司围绕主营业务持续推进产品升级，加强成本管理，海外市场收入保持稳定增长，产能利用率处于较高水平，"
    "并持续加大研发投入，新产品陆续实现批量供货，客户结构进一步优化，整体经营质量稳步提升。"
)
ROWS = [
    ("项目", "2023年", "2022年", "增减变动幅度（%）"),
    ("营业收入", "123,456.78", "112,233.44", "10.00"),
    ("净利润", "8,765.43", "-1,234.50", "不适用"),
    *((f"第{n}分部收入", f"{n},000.00", f"{n},500.00", "-5.00") for n in range(1, 31)),
    ("毛利率（%）", "25.3", "24.1", "增加1.2个百分点"),
]


def office() -> str:
    """LibreOffice; CI installs it, so there its absence is an error."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI"):
        pytest.fail("soffice is not installed")
    if found is None:
        pytest.skip("soffice is not installed")
    return found


def announcement() -> docx.document.Document:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    section = document.sections[0]
    section.header.paragraphs[0].text = "南岭精密股份有限公司 2023年年度业绩公告"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = code
        foot.add_run()._r.append(element)
    document.add_paragraph("证券代码：600999    证券简称：南岭精密    公告编号：2024-008")
    for line in ("南岭精密股份有限公司", "2023年年度业绩公告"):
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run(line).font.size = Pt(18)
    document.add_paragraph(
        "本公司董事会及全体董事保证本公告内容不存在任何虚假记载、误导性陈述或者重大遗漏，并承担法律责任。"
    )
    for text in (LEAD, "一、主要财务数据", "单位：万元 币种：人民币"):
        document.add_paragraph(text)
    table = document.add_table(rows=len(ROWS), cols=4)
    table.style = "Table Grid"
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for text in ("二、经营情况说明", *[REST] * 6, "特此公告。"):
        document.add_paragraph(text)
    for text in ("南岭精密股份有限公司董事会", "2024年3月8日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


@pytest.fixture(scope="module")
def filing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filing")
    announcement().save(str(folder / "filing.docx"))
    command = [office(), "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf"]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "filing.docx")],
        check=True,
        capture_output=True,
        env=environment,
    )
    return folder


def rows(article: Article) -> list[tuple[str, ...]]:
    return [tuple(p.text.split("\t")) for p in article.paragraphs if p.kind == "table"]


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_an_announcement_is_read_without_its_forms(filing: Path, ending: str) -> None:
    article = read(filing / f"filing.{ending}")
    body = [p.text for p in article.paragraphs if p.kind == "body"]
    assert body == [LEAD, *[REST] * 6]
    assert rows(article) == ROWS
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-03-08"


def test_title_and_pages_of_the_pdf(filing: Path) -> None:
    article = read(filing / "filing.pdf")
    assert article.title == TITLE
    pages = [p.page or 0 for p in article.paragraphs]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert pages[-1] == 2
    table = [p.page for p in article.paragraphs if p.kind == "table"]
    assert (table[0], table[-1]) == (1, 2)


def test_the_brief_of_the_pdf_has_the_figures_of_text_and_table(filing: Path, tmp_path: Path) -> None:
    import json

    assert run(["generate", str(filing / "filing.pdf"), "--out", str(tmp_path)]) == 0
    brief = json.loads((tmp_path / "filing.brief.json").read_text(encoding="utf-8"))["briefs"]["en"]
    shown = {(row["label"].removesuffix(row["scope"]), row["value"], row["change"]) for row in brief["rows"]}
    assert ("Operating revenue", "RMB 1,234.5678 million", "up 10% year on year") in shown
    places = {source["text"].partition("\t")[0]: source["place"] for source in brief["sources"]}
    assert (places["营业收入"], places["毛利率（%）"]) == ("page 1", "page 2")
    assert ("Gross margin", "25.3%", "up 1.2 percentage points from a year earlier") in shown
