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
from briefs_for_rendering import brief

from briefing.errors import TemplateError
from briefing.render import find_template, render_docx
from briefing.render.package import unzip_parts, zip_parts
from briefing.values import LANGS

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
def test_the_shipped_template_is_found(lang: str) -> None:
    assert find_template(lang).name == f"investor-brief.{lang}.docx"  # type: ignore[arg-type]


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


def test_the_shipped_templates_are_what_the_script_builds(root: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(root / "tools" / "build_templates.py"), str(tmp_path)], check=True)
    for lang in LANGS:
        built = unzip_parts((tmp_path / f"investor-brief.{lang}.docx").read_bytes())
        assert built == unzip_parts((root / "templates" / f"investor-brief.{lang}.docx").read_bytes())
