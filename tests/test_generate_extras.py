"""``briefing generate`` with what may be asked for besides the plain briefs: files, flags, settings, error lines."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import docx
import pytest
from lxml import html

from briefing.cli import run
from briefing.errors import SettingsError
from briefing.read import expand
from briefing.settings import load

SEED = Path(__file__).parents[1] / "seeds" / "jiangnan-results.txt"  # published on 5 March 2024
RATES = "date,from,to,rate,source\n2024-03-04,CNY,JPY,20.81,Bank of Example\n2024-03-04,USD,JPY,150.2,Bank of Example\n"


def made(folder: Path, *flags: str) -> list[str]:
    """The names of the files in the folder after a clean run."""
    assert run(["generate", str(SEED), "--out", str(folder), "--engine", "embedded", *flags]) == 0
    return sorted(path.name.removeprefix("jiangnan-results.") for path in folder.iterdir())


PLAIN = ["brief.json", "en.docx", "ja.docx"]


def test_nothing_more_is_made_than_was_asked_for(tmp_path: Path) -> None:
    assert made(tmp_path) == PLAIN


def test_the_preview_is_a_page_with_both_languages_and_the_chinese(tmp_path: Path) -> None:
    assert made(tmp_path, "--html") == [*PLAIN, "preview.html"]
    page = html.fromstring((tmp_path / "jiangnan-results.preview.html").read_bytes())
    assert page.xpath("//main//*[@data-lang]/@data-lang") == ["zh", "en", "ja"]
    assert page.get("lang") == "en"


def test_both_languages_in_one_file_stand_in_for_two(tmp_path: Path) -> None:
    assert made(tmp_path, "--one-file") == ["brief.json", "en-ja.docx"]
    texts = [p.text for p in docx.Document(str(tmp_path / "jiangnan-results.en-ja.docx")).paragraphs]
    assert texts.index("Key points") < texts.index("要点")


def test_one_file_of_both_languages_needs_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", str(SEED), "--out", str(tmp_path), "--one-file", "--to", "ja"]) == 2
    assert capsys.readouterr().err == (
        "error: one file of both languages needs both\nhint: leave out --to, or --one-file\n"
    )


def test_converted_amounts_come_with_a_rate_file_only(tmp_path: Path) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text(RATES, encoding="utf-8")
    made(tmp_path / "a", "--fx", str(rates), "--fx-to", "jpy")
    made(tmp_path / "b")
    files = {name: docx.Document(str(tmp_path / name / "jiangnan-results.en.docx")) for name in "ab"}
    cells = {name: [p.text for c in file.tables[0]._cells for p in c.paragraphs] for name, file in files.items()}
    notes = [text.replace("\u00a0", " ") for text in cells["a"] if "converted" in text]
    # 8,632,000,000 × 20.81 = 179,631,920,000; 548,000,000 × 20.81 = 11,403,880,000.
    assert notes[0] == "≈ ¥180 billion (converted)"
    assert "≈ ¥11.4 billion (converted)" in notes
    assert not [text for text in cells["b"] if "converted" in text]


def test_a_missing_rate_is_one_line_and_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("date,from,to,rate,source\n2024-02-01,CNY,USD,0.14,Bank of Example\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run(["generate", str(SEED), "--out", str(out), "--engine", "embedded", "--fx", str(rates)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == (
        f"error: {SEED}: {rates}: the last rate from CNY to USD before 2024-03-05 is of 2024-02-01, "
        "more than 7 days older"
    )
    assert lines[1].startswith("hint: add a later one")
    assert not out.exists()


def test_an_article_without_a_date_is_made_with_one_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rates.csv").write_text(RATES, encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text(
        "青屿公司营业收入增长\n2025年，青屿公司实现营业收入86.32亿元，同比增长4.7%。\n", encoding="utf-8"
    )
    flags = ["--out", str(tmp_path / "o"), "--engine", "embedded", "--fx", str(tmp_path / "rates.csv")]
    assert run(["generate", str(article), *flags]) == 0
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning")] == [
        f"warning: {article}: no date in the article, so no exchange rate fits: its amounts are not converted "
        "[fx.undated]"
    ]


def test_a_bad_rate_file_is_one_error_of_the_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("nonsense\n", encoding="utf-8")
    assert run(["generate", str(SEED), str(SEED.with_name("chengdu-signing.txt")), "--fx", str(rates)]) == 1
    assert capsys.readouterr().err.count("error:") == 1


def test_the_house_is_the_author_and_the_article_gives_the_day(tmp_path: Path) -> None:
    made(tmp_path, "--house", "Kabuto Securities")
    core = docx.Document(str(tmp_path / "jiangnan-results.ja.docx")).core_properties
    assert (core.author, core.language, core.created.replace(tzinfo=None)) == (
        "Kabuto Securities",
        "ja-JP",
        datetime(2024, 3, 5, 20, 10),
    )
    assert core.title.startswith("2023年の江南精工")
    assert core.subject == "中国発表資料の投資家向け要約"


def test_guessed_names_are_commented_unless_that_is_not_wanted(tmp_path: Path) -> None:
    made(tmp_path / "a")
    made(tmp_path / "b", "--no-comments")
    counts = [len(docx.Document(str(tmp_path / n / "jiangnan-results.en.docx")).comments) for n in "ab"]
    assert counts[0] >= 1
    assert counts[1] == 0


def test_the_json_says_where_a_finding_stands(tmp_path: Path) -> None:
    made(tmp_path)
    held = json.loads((tmp_path / "jiangnan-results.brief.json").read_bytes())
    guess = next(f for f in held["briefs"]["en"]["findings"] if f["code"] == "name.guess")
    assert guess["place"]["part"] == "headline"


def test_files_made_earlier_are_no_sources(tmp_path: Path) -> None:
    made(tmp_path, "--html", "--one-file")
    (tmp_path / "jiangnan-results.en.pdf").write_bytes(b"%PDF-")
    (tmp_path / "news.txt").write_text("新闻", encoding="utf-8")
    assert expand([str(tmp_path)]) == [str(tmp_path / "news.txt")]


WRONG_SETTINGS = {
    'fx_to = "EUR"': "fx_to: not a currency we convert into: 'EUR'",
    "fx_max_age = -1": "fx_max_age: not a number of days: -1",
    "pdf = 3": "pdf: neither true nor false: 3",
    'house = "a\\nb"': "house: not a name: 'a\\nb'",
}


@pytest.mark.parametrize(("line", "message"), WRONG_SETTINGS.items())
def test_a_wrong_setting_is_named(line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(folder=tmp_path, environ={})
    assert caught.value.message == f"{tmp_path / 'briefing.toml'}: {message}"


def test_settings_may_ask_for_everything(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text(
        "comments = false\nreview = true\nbilingual = true\none_file = true\npdf = true\nhtml = true\n"
        'house = "Kabuto"\nfx = "rates.csv"\nfx_to = "usd"\nfx_max_age = 3\n',
        encoding="utf-8",
    )
    held = load(folder=tmp_path, environ={})
    assert (held.comments, held.review, held.bilingual, held.one_file, held.pdf, held.html) == (False, *[True] * 5)
    assert (held.house, held.fx, held.fx_to, held.fx_max_age) == ("Kabuto", tmp_path / "rates.csv", "USD", 3)
