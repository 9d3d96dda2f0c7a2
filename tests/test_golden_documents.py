"""Both house styles in both languages, line by line, as a person has looked at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from briefs_for_rendering import brief
from golden_documents import FOLDER, golden_lines

from briefing.render import render_docx
from briefing.render.package import unzip_parts
from briefing.render.template_names import HOUSE_STYLES
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
