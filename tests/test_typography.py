"""Where lines may break, what an original takes with it, and how a house writes figures and days."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import brief

from briefing.cli import run
from briefing.errors import SettingsError
from briefing.render.forms import Forms
from briefing.render.originals import original_spans, without_originals
from briefing.render.package import unzip_parts
from briefing.render.spacing import held_together, without_widow
from briefing.render.template_names import HOUSE_STYLES
from briefing.render.templates import shipped_template
from briefing.settings import load
from briefing.values import Statement

HELD = [
    ("about RMB 18.64 billion in all", "about RMB_18.64_billion in all"),
    ("US$487 million in 2025 and 28 projects", "US$487_million in 2025 and 28_projects"),
    ("as of 31 December 2023", "as of 31_December 2023"),
    ("by November 20, 2020", "by November_20, 2020"),
    ("in Q1 2026 and H1 2027", "in Q1_2026 and H1_2027"),
    ("24.86 billion kWh", "24.86_billion_kWh"),
    ("down 1.7 percentage points", "down 1.7_percentage points"),
    ("12 of them, 5 to go", "12 of them, 5 to go"),
    ("in 2019 sales rose", "in 2019 sales rose"),
    ("1,200 representatives", "1,200 representatives"),
]


@pytest.mark.parametrize(("text", "held"), HELD, ids=[text for text, _ in HELD])
def test_no_unit_scale_or_currency_stands_alone_at_a_lines_head(text: str, held: str) -> None:
    assert held_together(text).replace("\u00a0", "_") == held
    assert len(held_together(text)) == len(text)


def test_a_headline_does_not_end_in_a_line_of_one_short_word() -> None:
    assert without_widow("Net profit fell 12.4% in 2023") == "Net profit fell 12.4% in\u00a02023"
    assert without_widow("Signed in all") == "Signed in\u00a0all"
    assert without_widow("Chengdu signs agreements") == "Chengdu signs agreements"


@pytest.mark.parametrize(
    ("text", "original", "left"),
    [
        ("Jiangnan's (江南精工) sales rose", (12, 16), "Jiangnan's sales rose"),
        ("Jiangnan's (江南精工) sales rose", (11, 17), "Jiangnan's sales rose"),
        ("江南精工（江南精工）の売上高", (0, 4), "江南精工の売上高"),
        ("江南精工（江南精工）の売上高", (5, 9), "江南精工の売上高"),
        ("東瀾生物(东澜生物)と", (5, 9), "東瀾生物と"),
        ("the name 江南精工 alone", (9, 13), "the name  alone"),
    ],
)
def test_an_original_takes_its_brackets_with_it(text: str, original: tuple[int, int], left: str) -> None:
    assert without_originals(text, [original]) == left


def test_originals_named_twice_are_one() -> None:
    assert original_spans("A (甲) b", [(3, 4), (2, 5)]) == ((1, 5),)


# --- forms -------------------------------------------------------------------

US = Forms(currency="CNY", dates="month-day")
DAYS = [
    ("On 19 November 2020 it signed", "On November 19, 2020, it signed"),
    ("as of 31 December 2023. Its staff", "as of December 31, 2023. Its staff"),
    ("from 15 to 18 April", "from April 15 to 18"),
    ("on 15–18 April 2020, in Chengdu", "on April 15–18, 2020, in Chengdu"),
    ("30 April to 5 May", "April 30 to May 5"),
    ("in November 2020", "in November 2020"),
    ("RMB 1.5 March was", "CNY 1.5 March was"),
]


@pytest.mark.parametrize(("text", "wanted"), DAYS, ids=[text for text, _ in DAYS])
def test_days_take_the_form_of_the_house(text: str, wanted: str) -> None:
    assert US.text(text, "en") == wanted


def test_the_renminbi_and_percentages_take_the_form_of_the_house() -> None:
    assert US.text("RMB 18.64 billion in RMB bonds", "en") == "CNY 18.64 billion in RMB bonds"
    assert Forms(percent="%").text("12.6％増、RMB 3", "ja") == "12.6%増、RMB 3"
    assert Forms(percent="%").text("12.6％", "en") == "12.6％"


def test_originals_move_with_the_words_around_them() -> None:
    said = Statement("en", "On 18 April 2026 Donglan (东澜) signed", originals=((26, 28),))
    moved = US.brief(replace(brief("en"), points=(said,))).points[0]
    (start, end) = moved.originals[0]
    assert moved.text == "On April 18, 2026, Donglan (东澜) signed"
    assert moved.text[start:end] == "东澜"


def test_a_brief_in_our_own_form_is_left_alone() -> None:
    assert Forms().brief(brief("en")) is not None
    assert Forms().brief(brief("ja")) == brief("ja")


def test_briefs_in_the_forms_of_a_house_pass_every_check(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "briefing.toml").write_text('percent = "%"\ncurrency = "CNY"\ndates = "month-day"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    seeds = [str(path) for path in sorted((root / "seeds").glob("*.txt"))]
    assert run(["generate", *seeds, "--out", "briefs", "--engine", "embedded", "--template", "research-note"]) == 0
    table = json.loads(Path("briefs/jiangnan-results.brief.json").read_text(encoding="utf-8"))["briefs"]
    assert table["en"]["rows"][0]["value"] == "CNY 8.632 billion"
    assert table["en"]["date_line"].startswith("March 5, 2024")
    assert not [row for row in table["ja"]["rows"] if "％" in row["value"] + row["change"]]
    header = docx.Document("briefs/jiangnan-results.en.docx").sections[0].header
    assert header.tables[0].cell(0, 2).text == "March 5, 2024"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("currency", "¥", "--currency: neither RMB nor CNY: '¥'"),
        ("percent", "pct", "--percent: neither ％ nor %: 'pct'"),
        ("dates", "iso", "--dates: neither day-month nor month-day: 'iso'"),
    ],
)
def test_a_form_that_the_checks_cannot_read_is_refused(key: str, value: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load({key: value}, folder=tmp_path, environ={})
    assert caught.value.message == f"command line: {message}"


def test_one_word_is_a_folder_where_there_is_one_and_else_a_style(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text('template = "research-note"\n', encoding="utf-8")
    assert load(folder=tmp_path, environ={}).template == Path("research-note")
    (tmp_path / "research-note").mkdir()
    assert load(folder=tmp_path, environ={}).template == tmp_path / "research-note"


# --- Japanese line breaks ----------------------------------------------------


@pytest.mark.parametrize("style", HOUSE_STYLES)
def test_the_lists_of_japanese_line_breaks_are_as_long_as_word_takes(style: str) -> None:
    settings = unzip_parts(shipped_template(style, "ja").read_bytes())["word/settings.xml"].decode()
    lists = {
        kind: settings.partition(f'<w:noLineBreaks{kind} w:lang="ja-JP" w:val="')[2].partition('"/>')[0]
        for kind in ("After", "Before")
    }
    assert set("0123456789兆億約第「（") <= set(lists["After"])
    assert set("兆億万円元、。ー」）％") <= set(lists["Before"])
    assert len(lists["After"]) <= 50
    assert len(lists["Before"]) <= 100


@pytest.mark.skipif(shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="needs LibreOffice")
def test_libreoffice_sets_no_amount_apart_in_english(root: Path, tmp_path: Path) -> None:
    points = tuple(
        Statement("en", "x" * k + " raised about RMB 18.64 billion on 18 April from 1,200 sets and more" * 3)
        for k in range(1, 40)
    )
    from briefing.render import render_docx

    path = tmp_path / "long.docx"
    path.write_bytes(render_docx(replace(brief("en"), points=points), template=Path("research-note")))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*office, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, env=dict(os.environ)
    )
    text = subprocess.run(["pdftotext", "-raw", str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True)
    lines = [line.strip() for line in text.stdout.decode().splitlines()]
    broken = [line for line in lines if line.endswith((" RMB", "18.64", " 18", "1,200"))]
    assert len(lines) > 100
    assert broken == []
