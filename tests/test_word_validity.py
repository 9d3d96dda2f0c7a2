"""Finished files against the schemas of Word, and through LibreOffice and back."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import bare
from charted_briefs import charted
from libre_office import converted
from lxml import etree
from ooxml_validator import VERSIONS, faults, required, validator
from test_conversions import rates
from test_render_word import lines

from briefing.assemble.places import placed
from briefing.render import Extras, find_template, render_docx, render_together
from briefing.values import LANGS, Lang

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOW = "npm install --no-package-lock --prefix tests/validator"
FILES = ("bare", "charted", "everything", "together", "workbook")


@cache
def made(name: str, lang: Lang, folder: Path) -> bytes:
    full = placed(charted(lang))
    if name == "bare":
        return render_docx(bare(lang))
    if name == "charted":
        return render_docx(full)
    if name == "together":
        return render_together([full, placed(charted("ja" if lang == "en" else "en"))])
    if name == "workbook":
        with zipfile.ZipFile(io.BytesIO(render_docx(full))) as package:
            return package.read("word/embeddings/chart1.xlsx")
    return render_docx(full, extras=Extras(review=True, bilingual=True, rates=rates(folder), house="Kabuto"))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FILES)
def test_files_satisfy_the_schemas_of_word(name: str, lang: Lang, version: str, tmp_path: Path) -> None:
    required(validator(), "Open XML SDK validator", HOW)
    file = tmp_path / ("a.xlsx" if name == "workbook" else "a.docx")
    file.write_bytes(made(name, lang, tmp_path))
    assert faults(file, version) == []


@pytest.mark.parametrize("lang", LANGS)
def test_another_house_style_satisfies_them_too(lang: Lang, tmp_path: Path) -> None:
    required(validator(), "Open XML SDK validator", HOW)
    full = placed(charted(lang))
    house = find_template(lang).with_name(f"research-note.{lang}.docx")
    both = [placed(charted("en")), placed(charted("ja"))]
    asked = Extras(review=True, bilingual=True, rates=rates(tmp_path))
    made_of = {
        "alone.docx": render_docx(full, template=house, extras=asked),
        "both.docx": render_together(both, template=house, extras=asked),
    }
    for name, data in made_of.items():
        (tmp_path / name).write_bytes(data)
        assert faults(tmp_path / name, VERSIONS[-1]) == []


BROKEN = {
    "a chart out of order": (
        "word/charts/chart1.xml",
        b'<c:barDir val="bar"/>',
        b'<c:varyColors val="0"/><c:barDir val="bar"/>',
    ),
    "a comment that is no comment": ("word/comments.xml", b"</w:comments>", b"<w:sectPr/></w:comments>"),
    "a paragraph out of order": (
        "word/document.xml",
        b"<w:keepNext/><w:spacing",
        b'<w:jc w:val="left"/><w:keepNext/><w:spacing',
    ),
    "a setting nobody knows": ("word/settings.xml", b"</w:settings>", b"<w:nobody/></w:settings>"),
}


@pytest.mark.parametrize(("part", "right", "wrong"), BROKEN.values(), ids=BROKEN)
def test_the_validator_sees_what_is_wrong(part: str, right: bytes, wrong: bytes, tmp_path: Path) -> None:
    required(validator(), "Open XML SDK validator", HOW)
    with zipfile.ZipFile(io.BytesIO(made("charted", "en", tmp_path))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert right in parts[part]
    parts[part] = parts[part].replace(right, wrong, 1)
    with zipfile.ZipFile(tmp_path / "broken.docx", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert [fault for fault in faults(tmp_path / "broken.docx", VERSIONS[-1]) if fault.startswith(f"/{part} ")]


def bars(data: bytes) -> list[list[tuple[str, str]]]:
    """The bars of each series: category and number."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        name = next(n for n in package.namelist() if n.startswith("word/charts/chart"))
        chart = etree.fromstring(package.read(name))
    found = []
    for series in chart.iter(f"{C}ser"):
        names = {p.get("idx"): p.findtext(f"{C}v") for p in series.iterfind(f"{C}cat//{C}pt")}
        points = [(names[p.get("idx")], p.findtext(f"{C}v")) for p in series.iterfind(f"{C}val//{C}pt")]
        found.append([(str(name), str(value)) for name, value in points if value])
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_keeps_text_styles_tables_comments_and_chart(lang: Lang, tmp_path: Path) -> None:
    before = render_docx(placed(charted(lang)), extras=Extras(review=True))
    after = converted(before, tmp_path, "docx:MS Word 2007 XML").read_bytes()
    ours, theirs = docx.Document(io.BytesIO(before)), docx.Document(io.BytesIO(after))
    assert list(lines(theirs)) == list(lines(ours))
    assert [c.text for c in theirs.comments] == [c.text for c in ours.comments]
    assert len(list(ours.comments)) == 2
    assert bars(after) == bars(before)
    assert theirs.core_properties.title == ours.core_properties.title


def test_libreoffice_keeps_both_languages_of_one_file(tmp_path: Path) -> None:
    before = made("together", "en", tmp_path)
    after = converted(before, tmp_path, "docx:MS Word 2007 XML").read_bytes()
    held = [line for line in lines(docx.Document(io.BytesIO(after))) if not line.endswith("|")]
    assert held == [line for line in lines(docx.Document(io.BytesIO(before))) if not line.endswith("|")]
