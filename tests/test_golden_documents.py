"""Both house styles in both languages, line by line, as a person has looked at them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import brief
from golden_documents import FOLDER, golden_lines
from ooxml_validator import VERSIONS, faults, required, validator

from briefing.render import Extras, render_docx, render_together
from briefing.render.package import unzip_parts
from briefing.render.template_names import HOUSE_STYLES
from briefing.render.templates import shipped_template
from briefing.values import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("style", HOUSE_STYLES)
def test_a_brief_is_set_as_its_golden_file_says(style: str, lang: Lang) -> None:
    golden = (FOLDER / f"{style}.{lang}.txt").read_text(encoding="utf-8").splitlines()
    assert golden_lines(render_docx(brief(lang), template=Path(style))) == golden


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("style", HOUSE_STYLES)
def test_the_same_brief_in_any_style_gives_the_same_bytes(style: str, lang: Lang) -> None:
    assert render_docx(brief(lang), template=Path(style)) == render_docx(brief(lang), template=Path(style))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("style", HOUSE_STYLES)
def test_no_style_leaves_a_font_to_the_theme(style: str, lang: Lang) -> None:
    parts = unzip_parts(render_docx(brief(lang), template=Path(style)))
    assert b"Theme=" not in parts["word/styles.xml"] + parts["word/document.xml"]


def test_the_two_house_styles_are_set_in_another_order_and_font() -> None:
    first, second = (golden_lines(render_docx(brief("en"), template=Path(style))) for style in HOUSE_STYLES)
    headings = [
        [line.partition("|")[2] for line in lines if "Heading" in line.partition("|")[0]] for lines in (first, second)
    ]
    assert sorted(headings[0]) == sorted(headings[1])
    assert headings[0] != headings[1]
    assert "fonts|Normal|Arial|Yu Gothic|en-GB ja-JP" in first
    assert "fonts|Normal|Times New Roman|Yu Mincho|en-GB ja-JP" in second


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("style", HOUSE_STYLES)
def test_templates_and_briefs_of_every_style_satisfy_the_schemas_of_word(
    style: str, lang: Lang, tmp_path: Path
) -> None:
    required(validator(), "Open XML SDK validator", "npm ci --prefix tests/validator")
    made = tmp_path / "made.docx"
    made.write_bytes(render_docx(brief(lang), template=Path(style)))
    assert [faults(path, version) for path in (made, shipped_template(style, lang)) for version in VERSIONS] == [[]] * 4


def test_a_second_brief_in_one_file_keeps_its_columns_and_begins_on_a_page_of_its_own() -> None:
    data = render_together([brief("en"), brief("ja")], template=Path("research-note"))
    sections = docx.Document(io.BytesIO(data)).sections
    assert [str(section.start_type).partition(" ")[0] for section in sections] == [
        "NEW_PAGE", "CONTINUOUS", "CONTINUOUS", "NEW_PAGE", "CONTINUOUS", "CONTINUOUS",
    ]  # fmt: skip


def test_what_only_the_file_format_needs_has_no_height() -> None:
    data = render_docx(brief("en"), template=Path("research-note"), extras=Extras(bilingual=True))
    cell = docx.Document(io.BytesIO(data)).tables[0].cell(0, 0)
    assert len(cell.tables) == 1
    assert (cell.paragraphs[-1].text, cell.paragraphs[-1].paragraph_format.line_spacing.pt) == ("", 1)
    assert cell.paragraphs[-1].style.name == "Normal"
