"""Findings as Word comments: at the right characters, and nothing else of the file changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from briefing.errors import UsageError
from briefing.review.comments import annotate
from briefing.review.files import read_bitext
from briefing.review.values import Located, Match, Report
from briefing.values import Finding, Severity, Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ZH = "公司投资5亿元建厂。\n\n甲厂开工。乙厂投资3亿元。丙厂停产。\n"
BOX = (
    '<w:r {0} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>Box 7</w:t></w:r></w:p></w:txbxContent>"
    "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)


def finding(
    source: int | None,
    target: int | None,
    at: tuple[int, int] | None,
    zh: tuple[int, int] | None = None,
    words: str = "",
) -> Located:
    spans = Span(*zh) if zh else None, Span(*at) if at else None
    return Located(
        Finding("figure.value", Severity.ERROR, "5亿元 became 5 billion yuan", *spans, words), source, target
    )


class Desk:
    """A source and a Word translation in a folder, and the reports made from them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source, self.target, self.out = folder / "zh.txt", folder / "en.docx", folder / "out.docx"
        self.source.write_text(ZH, encoding="utf-8")

    def annotate(self, document, *findings: Located, matches: tuple[Match, ...] = ()):
        document.save(str(self.target))
        bitext = read_bitext(str(self.source), str(self.target))
        self.report = Report(bitext, "en", "translation", matches, findings)
        annotate(self.report, self.target, self.out)
        return docx.Document(str(self.out))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def marked(document) -> list[tuple[str, str]]:
    """For each comment the text between its marks and its own text."""
    body = document.element.body
    found = []
    for comment in document.comments:
        inside, text = False, ""
        for element in body.iter():
            number = element.get(qn("w:id"))
            if element.tag == f"{W}commentRangeStart" and number == str(comment.comment_id):
                inside = True
            elif element.tag == f"{W}commentRangeEnd" and number == str(comment.comment_id):
                inside = False
            elif inside and element.tag == f"{W}t":
                text += element.text or ""
        found.append((text, comment.text))
    return found


def styled():
    """A paragraph whose figure goes over three runs of different looks."""
    document = docx.Document()
    paragraph = document.add_paragraph("The firm puts ")
    paragraph.add_run("5 bil").bold = True
    run = paragraph.add_run("lion yu")
    run.italic = True
    paragraph.add_run("an into a plant.")
    return document


def looks(document) -> list[tuple[str, bool | None, bool | None]]:
    """Each character with its look."""
    runs = document.paragraphs[0].runs
    return [(char, run.bold, run.italic) for run in runs for char in run.text]


def test_a_comment_stands_on_its_characters_and_says_what_is_wrong(desk: Desk) -> None:
    document = desk.annotate(styled(), finding(0, 0, (14, 28), (4, 7), "5亿元"))
    assert marked(document) == [
        (
            "5 billion yuan",
            "Error: 5亿元 became 5 billion yuan (figure.value)\nChinese (paragraph 1): 5亿元\n公司投资5亿元建厂。",
        )
    ]
    comment = next(iter(document.comments))
    assert (comment.author, comment.initials, comment.timestamp) == ("briefing", "br", None)


def test_splitting_runs_loses_no_formatting(desk: Desk) -> None:
    before = looks(styled())
    assert looks(desk.annotate(styled(), finding(0, 0, (16, 22)), finding(0, 0, (14, 17)))) == before


def test_overlapping_comments_each_have_their_characters(desk: Desk) -> None:
    document = desk.annotate(styled(), finding(0, 0, (16, 23)), finding(0, 0, (14, 28)), finding(0, 0, (18, 19)))
    assert [text for text, _ in marked(document)] == ["billion", "5 billion yuan", "l"]


def without_comments(data: bytes) -> dict[str, bytes]:
    """The parts of a file in one XML form, without marks of comments and with neighbouring runs of one look joined."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name)
            if "comments" not in name and name != "[Content_Types].xml" and not name.endswith("document.xml.rels"):
                parts[name] = _plain(content) if name.endswith((".xml", ".rels")) else content
    return parts


def _plain(content: bytes) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    root[:] = sorted(root, key=lambda child: child.get("Id", ""))  # the order of relationships means nothing
    for mark in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")):
        gone = mark.getparent() if mark.tag.endswith("Reference") else mark
        gone.getparent().remove(gone)
    for run in list(root.iter(f"{W}r")):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and _look(before) == _look(run):
            before.extend(child for child in run if child.tag != f"{W}rPr")
            run.getparent().remove(run)
    for text in list(root.iter(f"{W}t")):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)
    return etree.tostring(root, method="c14n")


def _look(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def furnished():
    """A document with most of what a house puts into one."""
    document = docx.Document()
    document.add_heading("Plant", 1)
    paragraph = document.add_paragraph("See ")
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:rPr><w:u w:val="single"/></w:rPr>'
            "<w:t>the 5 plants</w:t></w:r></w:hyperlink>"
        )
    )
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> REF x </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>table 4</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="3" w:author="A"><w:r><w:t> from 2030</w:t></w:r></w:ins>')
    )
    table = document.add_table(1, 2, "Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "5 billion\tyuan"
    document.add_paragraph("Box here: ")._p.append(parse_xml(BOX.format(nsdecls("w"))))
    document.sections[0].header.paragraphs[0].text = "House"
    return document


def test_links_fields_insertions_cells_and_boxes_take_comments(desk: Desk) -> None:
    document = desk.annotate(
        furnished(),
        finding(0, 1, (8, 9)),
        finding(0, 1, (22, 23)),
        finding(0, 1, (29, 33)),
        finding(0, 3, (2, 14)),
        finding(0, 5, (4, 5)),
    )
    assert [s.text for s in desk.report.bitext.target][1] == "See the 5 plantstable 4 from 2030"
    assert [text for text, _ in marked(document)] == ["5", "4", "2030", "billionyuan", "Box 7"]
    references = list(document.element.body.iter(f"{W}commentReference"))
    assert [r.getparent().getparent().tag for r in references] == [f"{W}p"] * 5
    assert not any(box.findall(f".//{W}commentRangeStart") for box in document.element.body.iter(f"{W}txbxContent"))


def test_nothing_else_of_the_file_changes(desk: Desk) -> None:
    desk.annotate(furnished(), *(finding(0, 1, (n, n + 2)) for n in (0, 3, 8, 22, 29)), finding(0, 3, (2, 14)))
    assert without_comments(desk.out.read_bytes()) == without_comments(desk.target.read_bytes())


def test_comments_that_were_there_stay(desk: Desk) -> None:
    document = styled()
    document.add_comment(document.paragraphs[0].runs[1:2], "look here", "A. Reader", "AR")
    after = desk.annotate(document, finding(0, 0, (14, 28)))
    assert [(c.author, c.text.splitlines()[0]) for c in after.comments] == [
        ("A. Reader", "look here"),
        ("briefing", "Error: 5亿元 became 5 billion yuan (figure.value)"),
    ]
    assert [text for text, _ in marked(after)] == ["5 bil", "5 billion yuan"]


def plants():
    document = docx.Document()
    document.add_paragraph("The firm builds a plant.")
    document.add_paragraph("Plant A starts work. Plant B takes an investment. Plant C stops.")
    return document


BOTH = (Match((0,), (0,)), Match((1,), (1,)))


def test_a_dropped_figure_is_said_at_the_end_of_the_sentence_it_should_stand_in(desk: Desk) -> None:
    dropped = finding(1, None, None, (9, 12), "3亿元")
    ((text, said),) = marked(desk.annotate(plants(), dropped, matches=BOTH))
    assert text == "investment."
    assert said.splitlines()[1:] == ["Chinese (paragraph 2): 3亿元", "乙厂投资3亿元。"]


def test_a_finding_on_a_whole_segment_is_said_on_all_of_it(desk: Desk) -> None:
    ((text, _),) = marked(desk.annotate(plants(), finding(0, None, None), matches=BOTH))
    assert text == "The firm builds a plant."


def test_what_was_not_translated_is_said_where_it_would_follow(desk: Desk) -> None:
    matches = (Match((0,), (0,)), Match((1,), ()), Match((), (1,)))
    ((text, _),) = marked(desk.annotate(plants(), finding(1, None, None, (9, 12)), matches=matches))
    assert text == "plant."


FOOTNOTES = (
    f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
    "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>In 2030.</w:t></w:r></w:p></w:footnote>"
    "</w:footnotes>"
)


def test_a_finding_in_a_footnote_is_said_at_its_mark(desk: Desk) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = styled()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.paragraphs[0]._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    after = desk.annotate(document, finding(0, 1, (3, 7)))
    assert (desk.report.bitext.target[1].text, desk.report.bitext.target[1].place) == ("In 2030.", "footnote 1")
    start = next(after.element.body.iter(f"{W}commentRangeStart"))
    assert start.getnext().find(f"{W}footnoteReference") is not None


def test_a_table_with_both_sides_takes_comments_in_the_translation_even_where_it_is_empty(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, texts in zip(
        table.rows, (("公司投资5亿元。\n建厂。", "It invests 5 billion yuan."), ("开工。", "")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    target, out = tmp_path / "both.docx", tmp_path / "out.docx"
    document.save(str(target))
    bitext = read_bitext(str(target), None, lang="en")
    assert [segment.text for segment in bitext.source] == ["公司投资5亿元。\n建厂。", "开工。"]
    report = Report(bitext, "en", "translation", BOTH, (finding(0, 0, (11, 25)), finding(1, 1, None)))
    annotate(report, target, out)
    after = docx.Document(str(out))
    assert [text for text, _ in marked(after)] == ["5 billion yuan", ""]
    assert after.tables[0].cell(1, 1)._tc.find(f".//{W}commentReference") is not None


def test_the_same_input_gives_the_same_bytes(desk: Desk) -> None:
    desk.annotate(styled(), finding(0, 0, (14, 28)))
    first = desk.out.read_bytes()
    annotate(desk.report, desk.target, desk.out)
    assert desk.out.read_bytes() == first


def test_a_text_takes_no_comments(desk: Desk) -> None:
    desk.annotate(styled())
    with pytest.raises(UsageError, match=r"zh\.txt: only a Word file takes comments"):
        annotate(desk.report, desk.source, desk.out)


def test_another_file_than_the_one_that_was_checked_is_refused(desk: Desk) -> None:
    desk.annotate(styled())
    plants().save(str(desk.target))
    with pytest.raises(UsageError, match="is not the translation that was checked"):
        annotate(desk.report, desk.target, desk.out)


def test_the_translation_itself_is_never_written_over(desk: Desk) -> None:
    desk.annotate(styled())
    before = desk.target.read_bytes()
    with pytest.raises(UsageError, match="is the translation itself"):
        annotate(replace(desk.report, findings=()), desk.target, desk.target)
    assert desk.target.read_bytes() == before


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_copy_and_shows_the_comments(desk: Desk) -> None:
    desk.annotate(furnished(), finding(0, 1, (8, 9)), finding(0, 3, (2, 14)), finding(0, 5, (4, 5)))
    profile = f"-env:UserInstallation={(desk.folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(desk.folder), str(desk.out)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with zipfile.ZipFile(desk.folder / "out.odt") as package:
        content = package.read("content.xml").decode()
    assert content.count("<office:annotation ") == 3
    assert content.count("<dc:creator>briefing</dc:creator>") == 3
