"""The commands ``briefing template``: what they write, and what they say of an edited template."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from briefing.cli import run
from briefing.render.package import unzip_parts, zip_parts
from briefing.render.template_report import report_on
from briefing.render.templates import shipped_template

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
FOUND = (
    "note.ja.docx: page 210 × 297 mm, text 176 mm wide; pictures: 1\n"
    "note.ja.docx: sections: headline, date_line, takeaway, points, parties_list, figures, quotes, open_items, "
    "sources, method\n"
    "note.ja.docx: lines: date (header)\n"
    "note.ja.docx: Latin: Times New Roman, Arial\n"
    "note.ja.docx: Japanese and Chinese: Yu Mincho, Yu Gothic, Microsoft YaHei\n"
)


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edited(part: str, before: str, after: str, name: str = "house.docx") -> Path:
    parts = unzip_parts(shipped_template("investor-brief", "en").read_bytes())
    assert before in parts[part].decode()
    parts[part] = parts[part].decode().replace(before, after).encode()
    Path(name).write_bytes(zip_parts(parts))
    return Path(name)


def told(path: Path, severity: str) -> list[str]:
    return [remark.message for remark in report_on(path).remarks if remark.severity == severity]


def test_the_styles_are_listed_with_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "investor-brief  calm and present: one column, sans serif, navy (default)",
        "research-note   dense, as brokers send it: serif text, side box, two tones",
    ]


def test_a_new_template_without_a_language_is_a_pair(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "new", "house.docx"]) == 0
    assert capsys.readouterr().out.split() == ["house.en.docx", "house.ja.docx"]
    assert Path("house.ja.docx").read_bytes() == shipped_template("investor-brief", "ja").read_bytes()


@pytest.mark.parametrize("args", [["note.ja.docx"], ["note.ja"], ["note.docx", "--to", "ja"]], ids=str)
def test_a_new_template_of_one_language_is_one_file(args: list[str]) -> None:
    assert run(["template", "new", *args, "--style", "research-note"]) == 0
    (made,) = Path().iterdir()
    assert made.read_bytes() == shipped_template("research-note", "ja").read_bytes()


def test_a_template_that_is_there_is_replaced_only_by_force(capsys: pytest.CaptureFixture[str]) -> None:
    Path("house.ja.docx").write_bytes(b"mine")
    assert run(["template", "new", "house"]) == 1
    assert capsys.readouterr().err.startswith("error: house.ja.docx: is there already\nhint: ")
    assert [path.name for path in Path().iterdir()] == ["house.ja.docx"]  # nor is half of the pair written
    assert run(["template", "new", "house", "--force"]) == 0
    assert Path("house.ja.docx").read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("args", "line", "code"),
    [
        (["house.doc"], "error: house.doc: a template is a .docx file", 2),
        (["house.en.docx", "--to", "ja"], "error: house.en.docx is named as the en template, not ja", 2),
        (["house.docx", "--to", "zh"], "error: --to: not a language we write: 'zh'", 2),
        (
            ["a.docx", "--style", "broker"],
            "error: no template broker: neither a file, nor a folder, nor a shipped style",
            1,
        ),
    ],
    ids=["old Word", "two languages", "Chinese", "no such style"],
)
def test_a_template_that_cannot_be_made_is_one_line(
    args: list[str], line: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["template", "new", *args]) == code
    assert capsys.readouterr().err.splitlines()[0] == line
    assert not list(Path().iterdir())


def test_what_was_found_in_a_template_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    run(["template", "new", "note.ja.docx", "--style", "research-note"])
    capsys.readouterr()
    assert run(["template", "check", "note.ja.docx"]) == 0
    assert capsys.readouterr().out == (
        "note.ja.docx: note: the logo is still our sample: right-click it in Word > Change Picture\n"
        f"{FOUND}note.ja.docx: can be used; errors: 0, warnings: 0\n"
    )


def test_every_error_is_told_and_the_exit_code_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(DOCUMENT, "{{parties}}", "{{partys}}")
    path = edited(DOCUMENT, "{{quotes}}", "", "b.docx")
    assert run(["template", "check", "house.docx", "b.docx"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "house.docx: error: unknown placeholder {{partys}}; did you mean {{parties}}?"
    assert "b.docx: error: the placeholder {{quotes}} is missing" in lines
    assert lines[-1] == f"{path}: cannot be used; errors: 1, warnings: 0"


def test_a_file_that_is_no_word_document_is_an_error_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("old.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert run(["template", "check", "old.docx", "--json"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    report = json.loads(line)
    assert report["usable"] is False
    assert report["errors"] == ["is an old Word file (.doc); save it in Word as .docx"]


def test_the_answer_in_json_names_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    edited(DOCUMENT, ">Key points<", ">Key points as of {{date}}<")
    assert run(["template", "check", "house.docx", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["lines"] == ["date (body)", "date (header)"]
    assert report["fonts"] == {"Latin": ["Arial"], "Japanese and Chinese": ["Yu Gothic", "Microsoft YaHei"]}
    assert (report["page_mm"], report["text_mm"]) == ([210, 297], 170)


# --- doubts ------------------------------------------------------------------


def test_a_style_without_a_japanese_font_is_doubted() -> None:
    path = edited(STYLES, ' w:eastAsia="Yu Gothic"', "")
    (doubt,) = told(path, "warning")
    assert doubt == (
        "no font for Japanese and Chinese text in the style “Normal” and 17 more: every machine will choose its own"
    )


def test_a_font_of_the_theme_is_doubted() -> None:
    path = edited(STYLES, 'w:ascii="Arial"', 'w:ascii="Arial" w:asciiTheme="minorHAnsi"')
    (doubt,) = told(path, "warning")
    assert doubt.startswith("the font for Latin text in the style “Normal” and ")
    assert doubt.endswith(" more is the theme's: choose the font itself, by its name")


def test_japanese_tagged_as_chinese_is_doubted() -> None:
    path = edited(STYLES, 'w:eastAsia="ja-JP"', 'w:eastAsia="zh-CN"')
    assert told(path, "warning") == ["Japanese text is tagged zh-CN, not ja-JP: line breaks follow other rules"]


def test_english_words_in_the_japanese_template_are_doubted() -> None:
    path = edited(DOCUMENT, "{{points}}", "{{points}}", "house.ja.docx")
    assert told(path, "warning") == ["its name says ja, but its words are English"]


def test_a_heading_that_would_stay_over_an_empty_section_is_doubted() -> None:
    before = '<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">In their words'
    path = edited(DOCUMENT, before, before.replace("Heading1", "TableText"))
    assert told(path, "warning") == [
        "“In their words” before {{quotes}} is in no heading style (one with an outline level), so it stays where "
        "the section is empty"
    ]


def test_a_heading_style_of_the_house_counts_by_the_style_it_is_based_on() -> None:
    document = docx.Document(str(shipped_template("investor-brief", "en")))
    style = document.styles.add_style("House Heading", 1)
    style.base_style = document.styles["Heading 1"]
    next(p for p in document.paragraphs if p.text == "In their words").style = style
    document.save("house.docx")
    assert told(Path("house.docx"), "warning") == []


def test_a_template_protected_against_editing_is_doubted() -> None:
    path = edited(
        SETTINGS, "<w:defaultTabStop", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop'
    )
    (doubt,) = told(path, "warning")
    assert doubt.startswith("it is protected against editing, and so will every brief be")


def test_a_picture_that_would_go_with_a_placeholder_is_doubted() -> None:
    path = edited(DOCUMENT, "{{points}}</w:t></w:r>", "{{points}}</w:t></w:r><w:r><w:pict/></w:r>")
    assert told(path, "warning") == [
        "a picture is anchored to the paragraph of {{points}} and will go with it: move it"
    ]


def test_an_attached_template_is_noted_and_does_not_reach_the_brief() -> None:
    path = edited(
        SETTINGS,
        "<w:defaultTabStop",
        '<w:attachedTemplate r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><w:defaultTabStop',
    )
    assert "it is attached to a Word template (.dotx); the briefs will not be" in told(path, "note")


def test_a_replaced_logo_is_not_noted() -> None:
    parts = unzip_parts(shipped_template("investor-brief", "en").read_bytes())
    parts["word/media/logo.png"] += b"another"
    Path("house.docx").write_bytes(zip_parts(parts))
    assert told(Path("house.docx"), "note") == []
