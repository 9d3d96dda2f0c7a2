"""Which template is chosen, and one clear line for each that cannot be used."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import bare, brief

from briefing.errors import TemplateError
from briefing.render import find_template, render_docx
from briefing.render.package import unzip_parts, zip_parts
from briefing.render.template_names import HOUSE_STYLES
from briefing.values import LANGS, Lang

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCUMENT, STYLES, TYPES, RELS = (
    "word/document.xml",
    "word/styles.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)


def changed(part: str, before: str, after: str) -> bytes:
    parts = unzip_parts(find_template("en").read_bytes())
    text = parts[part].decode()
    assert before in text
    parts[part] = text.replace(before, after).encode()
    return zip_parts(parts)


def zipped(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return target.getvalue()


WORD = "vnd.openxmlformats-officedocument.wordprocessingml"
PICTURE = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://example.com/a.png" TargetMode="External"/></Relationships>'
)
TEXT_BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{}{}'
    "</mc:AlternateContent></w:r>"
).format(
    *(
        f'<mc:{kind}><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r>'
        f"<w:t>{{{{quotes}}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:{kind}>"
        for kind in ("Choice", "Fallback")
    )
)
INSERTED = '<w:ins w:id="90" w:author="A"><w:r><w:t> and more</w:t></w:r></w:ins>'
FETCHING = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "C:\\x.docx" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NOTES = (
    '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>As of {{date}}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def with_part(name: str, data: bytes) -> bytes:
    return zip_parts(unzip_parts(find_template("en").read_bytes()) | {name: data})


def with_footnote() -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId98" Type="{base}" Target="footnotes.xml"/></Relationships>'
    kind = f'<Override PartName="/word/footnotes.xml" ContentType="application/{WORD}.footnotes+xml"/></Types>'
    parts = unzip_parts(changed(RELS, "</Relationships>", link)) | {"word/footnotes.xml": NOTES.encode()}
    parts[TYPES] = parts[TYPES].replace(b"</Types>", kind.encode())
    return zip_parts(parts)


def encrypted_zip() -> bytes:
    """A zip whose first entry says that it is encrypted."""
    data = bytearray(find_template("en").read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[entry + 8] |= 1
    return bytes(data)


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "a .doc": (lambda: OLE, " is an old Word file (.doc)"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), " is protected by a password"),
    "text": (lambda: b"{{headline}}", " is not a Word document"),
    "empty": (lambda: b"", " is empty"),
    "a cut zip": (lambda: find_template("en").read_bytes()[:3000], " is not a Word document"),
    "a zip": (lambda: zipped(a="b"), " is a zip file, not a Word document"),
    "a workbook": (
        lambda: changed(TYPES, "wordprocessingml.document.main", "spreadsheetml.sheet.main"),
        " is an Office file, but not a Word document",
    ),
    "macros": (
        lambda: changed(TYPES, f"{WORD}.document.main", "vnd.ms-word.document.macroEnabled.main"),
        " holds macros",
    ),
    "a .dotx": (lambda: changed(TYPES, "document.main+xml", "template.main+xml"), " is a Word template file (.dotx)"),
    "damaged XML": (
        lambda: changed(DOCUMENT, "</w:body>", ""),
        " is a damaged Word document (word/document.xml, line 2)",
    ),
    "an outside picture": (
        lambda: changed(RELS, "</Relationships>", PICTURE),
        " links to another file (image)",
    ),
    "a missing placeholder": (lambda: changed(DOCUMENT, "{{quotes}}", ""), ": the placeholder {{quotes}} is missing"),
    "a misspelt placeholder": (
        lambda: changed(DOCUMENT, "{{parties}}", "{{partys}}"),
        ": unknown placeholder {{partys}}; did you mean {{parties}}?",
    ),
    "a strange placeholder": (
        lambda: changed(DOCUMENT, ">Key points<", ">{{dates}}<"),
        ": unknown placeholder {{dates}}; did you mean {{date}}?",
    ),
    "a placeholder twice": (
        lambda: changed(DOCUMENT, ">Key points<", ">{{points}}<"),
        ": the placeholder {{points}} stands 2 times",
    ),
    "a placeholder in a sentence": (
        lambda: changed(DOCUMENT, "{{points}}", "Points: {{points}}"),
        ": the placeholder {{points}} must stand alone in its paragraph",
    ),
    "braces of a Japanese keyboard": (
        lambda: changed(DOCUMENT, "{{points}}", "｛｛points｝｝"),
        ": unknown placeholder ｛｛points｝｝; did you mean {{points}}?",
    ),
    "one brace": (
        lambda: changed(DOCUMENT, "{{points}}", "{points}"),
        ": unknown placeholder {points}; did you mean {{points}}?",
    ),
    "a capital letter": (
        lambda: changed(DOCUMENT, "{{open_items}}", "{{Open items}}"),
        ": unknown placeholder {{Open items}}; did you mean {{open_items}}?",
    ),
    "two forms of one block": (
        lambda: changed(DOCUMENT, ">Key points<", ">{{parties_list}}<"),
        ": {{parties}} and {{parties_list}} say the same: keep one",
    ),
    "a block in the header": (
        lambda: changed("word/header1.xml", "{{date}}", "{{points}}"),
        ": the placeholder {{points}} stands in a header, where a section cannot be set (and 1 more)",
    ),
    "a block in the footer": (
        lambda: changed("word/footer1.xml", "Page ", "{{sources}}"),
        ": the placeholder {{sources}} stands in a footer, where a section cannot be set (and 1 more)",
    ),
    "a block in a text box": (
        lambda: changed(DOCUMENT, ">{{quotes}}</w:t></w:r>", f">x</w:t></w:r>{TEXT_BOX}"),
        ": the placeholder {{quotes}} stands in a text box, where a section cannot be set: use a table cell instead",
    ),
    "a placeholder in a footnote": (
        with_footnote,
        ": the placeholder {{date}} stands in a footnote, where nothing is filled",
    ),
    "tracked changes": (
        lambda: changed(DOCUMENT, ">Key points</w:t></w:r>", f">Key points</w:t></w:r>{INSERTED}"),
        ": it holds tracked changes (1), which clients would see: accept or reject all of them",
    ),
    "comments": (
        lambda: changed(DOCUMENT, ">Key points</w:t></w:r>", '>Key points</w:t><w:commentReference w:id="1"/></w:r>'),
        ": it holds comments (1), which clients would see: delete them",
    ),
    "a field that fetches": (
        lambda: changed(DOCUMENT, ">Key points</w:t></w:r>", f">Key points</w:t></w:r>{FETCHING}"),
        ": it holds the field INCLUDETEXT, which would fetch another file: replace it by its result",
    ),
    "a style of another kind": (
        lambda: changed(
            STYLES, 'w:type="paragraph" w:customStyle="1" w:styleId="Note"', 'w:type="table" w:styleId="Note"'
        ),
        ": the style “Note” is a table style here, and must be a paragraph style",
    ),
    "a macro beside an honest type": (lambda: with_part("word/vbaProject.bin", b"x"), " holds macros"),
    "an ActiveX control": (lambda: with_part("word/activeX/activeX1.bin", b"x"), " holds an ActiveX control"),
    "damaged styles": (
        lambda: changed(STYLES, "</w:docDefaults>", ""),
        " is a damaged Word document (word/styles.xml, line 2)",
    ),
    "Strict Open XML": (
        lambda: changed(
            DOCUMENT,
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        " is saved as Strict Open XML",
    ),
    "an OpenDocument file": (
        lambda: zipped(mimetype="application/vnd.oasis.opendocument.text"),
        " is an OpenDocument file",
    ),
    "RTF": (lambda: b"{\\rtf1 {{headline}}}", " is an RTF file, not a Word document"),
    "a page": (lambda: b"<html>{{headline}}</html>", " is a page or XML file, not a Word document"),
    "an encrypted zip": (encrypted_zip, " is protected by a password"),
    "a missing style": (
        lambda: changed(STYLES, 'w:val="Open Item"', 'w:val="Open Point"'),
        ": the paragraph style “Open Item” is missing; was “Open Point” renamed from it?",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_template_gets_one_clear_line(case: str, tmp_path: Path) -> None:
    make, message = BROKEN[case]
    path = tmp_path / "house.docx"
    path.write_bytes(make())
    with pytest.raises(TemplateError) as caught:
        render_docx(brief("en"), template=path)
    assert caught.value.message == f"{path}{message}"
    assert caught.value.hint


def test_a_placeholder_split_into_runs_is_still_filled(tmp_path: Path) -> None:
    split = '{{</w:t></w:r><w:r><w:t xml:space="preserve">da</w:t></w:r><w:r><w:t>te}}'
    path = tmp_path / "house.docx"
    path.write_bytes(changed("word/header1.xml", "{{date}}", split))
    document = docx.Document(io.BytesIO(render_docx(brief("en"), template=path)))
    assert document.sections[0].header.paragraphs[0].text.strip() == "Investor Brief\t19 April 2026"


def test_a_block_split_into_runs_and_marked_by_the_spelling_check_is_still_filled(tmp_path: Path) -> None:
    split = '{{po</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>int</w:t></w:r><w:r><w:t>s}}'
    path = tmp_path / "house.docx"
    path.write_bytes(changed(DOCUMENT, "{{points}}", split))
    document = docx.Document(io.BytesIO(render_docx(brief("en"), template=path)))
    assert sum(paragraph.style.name == "Key Point" for paragraph in document.paragraphs) == 6


def in_cell(block: str) -> bytes:
    """The template with one block moved into the second cell of a table, and the columns of the table named."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{text}</w:p></w:tc>'
        for width, text in ((5000, ""), (4000, f"<w:r><w:t>{block}</w:t></w:r>"))
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"
    parts = unzip_parts(find_template("en").read_bytes())
    text = parts[DOCUMENT].decode()
    start = text.rindex("<w:p>", 0, text.index(block))
    end = text.index("</w:p>", start) + len("</w:p>")
    parts[DOCUMENT] = (text[:start] + table + text[end:]).encode()
    return zip_parts(parts)


def test_a_table_in_a_cell_is_as_wide_as_the_cell_and_leaves_the_paragraph_that_word_needs(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(in_cell("{{figures}}"))
    cell = docx.Document(io.BytesIO(render_docx(brief("en"), template=path))).tables[0].cell(0, 1)
    assert len(cell.tables[0].rows) == 10
    assert sum(column.width.twips for column in cell.tables[0].columns) == 4000 - 2 * 108
    assert cell._tc[-1].tag.endswith("}p")


def test_an_empty_section_leaves_a_cell_that_word_can_open(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(in_cell("{{quotes}}"))
    document = docx.Document(io.BytesIO(render_docx(bare("en"), template=path)))
    assert [paragraph.text for paragraph in document.tables[0].cell(0, 1).paragraphs] == [""]


def test_a_section_of_the_page_that_ends_at_a_placeholder_still_ends_there(tmp_path: Path) -> None:
    end = '<w:sectPr><w:type w:val="continuous"/><w:cols w:num="2" w:space="400"/></w:sectPr></w:pPr>'
    path = tmp_path / "house.docx"
    whole = unzip_parts(find_template("en").read_bytes())[DOCUMENT].decode()
    before = whole[whole.rindex("<w:p>", 0, whole.index("{{points}}")) : whole.index("{{points}}")]
    path.write_bytes(changed(DOCUMENT, before, before.replace("</w:pPr>", end)))
    document = docx.Document(io.BytesIO(render_docx(brief("en"), template=path)))
    assert len(document.sections) == 2


def test_a_line_in_a_text_box_is_filled_in_both_its_drawings(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    box = TEXT_BOX.replace("{{quotes}}", "As of {{date}}")
    path.write_bytes(changed(DOCUMENT, ">Key points</w:t></w:r>", f">Key points</w:t></w:r>{box}"))
    parts = unzip_parts(render_docx(brief("en"), template=path))
    assert parts[DOCUMENT].count(b"As of 19 April 2026") == 2


def test_renamed_style_identifiers_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(changed(STYLES, 'w:styleId="ReferenceChar"', 'w:styleId="a7"'))
    parts = unzip_parts(render_docx(brief("en"), template=path))
    assert b'w:rStyle w:val="a7"' in parts[DOCUMENT]


def test_the_house_moves_sections_and_the_brief_follows(tmp_path: Path) -> None:
    document = docx.Document(str(find_template("en")))
    body = document.element.body
    takeaway = [p._p for p in document.paragraphs if p.text in ("Takeaway", "{{takeaway}}")]
    for paragraph in takeaway:
        body.insert(len(body) - 1, paragraph)
    path = tmp_path / "house.docx"
    document.save(str(path))
    rendered = docx.Document(io.BytesIO(render_docx(brief("en"), template=path)))
    assert rendered.paragraphs[-2].text == "Takeaway"
    assert rendered.paragraphs[-1].text.startswith("The RMB\u00a018.64\u00a0billion announced is a plan")


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_template_is_found(lang: Lang) -> None:
    assert find_template(lang).name == f"investor-brief.{lang}.docx"


def test_either_file_of_a_pair_names_the_pair(tmp_path: Path) -> None:
    english, japanese = tmp_path / "house.en.docx", tmp_path / "house.ja.docx"
    for path in (english, japanese):
        path.touch()
    assert (find_template("ja", english), find_template("en", japanese)) == (japanese, english)


def test_one_file_without_a_language_serves_both(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.touch()
    assert find_template("en", path) == find_template("ja", path) == path


def test_a_template_of_the_other_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "house.en.docx"
    path.touch()
    with pytest.raises(TemplateError, match=r"is the en template, and there is no house\.ja\.docx beside it"):
        find_template("ja", path)


def test_a_missing_template_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"^no template "):
        find_template("en", tmp_path / "none.docx")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("style", HOUSE_STYLES)
def test_a_shipped_style_goes_by_its_name(style: str, lang: Lang) -> None:
    assert find_template(lang, Path(style)).name == f"{style}.{lang}.docx"


def test_a_name_that_is_no_style_says_which_are() -> None:
    with pytest.raises(TemplateError) as caught:
        find_template("en", Path("reserch-note"))
    assert caught.value.message == "no template reserch-note: neither a file, nor a folder, nor a shipped style"
    assert caught.value.hint == "did you mean research-note?"


def test_the_shipped_templates_are_what_the_script_builds(root: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(root / "tools" / "build_templates.py"), str(tmp_path)], check=True)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(f"{style}.{lang}.docx" for style in HOUSE_STYLES for lang in LANGS)
    for name in names:
        assert unzip_parts((tmp_path / name).read_bytes()) == unzip_parts((root / "templates" / name).read_bytes())
