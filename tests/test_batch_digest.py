"""The digest of a day: what it shows of each brief, and what it does where a record is damaged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from briefing.errors import OutputError
from briefing.jobs.digest import Briefed, write_digests
from briefing.pipeline import generate
from briefing.settings import Settings
from briefing.values import LANGS

DAY = date(2026, 11, 23)
SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    for name in ("beihai-buyback", "jiangnan-results"):
        generate(str(SEEDS / f"{name}.txt"), settings=Settings(out=folder))
    return folder


def briefed(shelf: Path) -> list[Briefed]:
    return [
        Briefed(shelf / f"{name}.brief.json", {lang: shelf / f"{name}.{lang}.docx" for lang in LANGS})
        for name in ("beihai-buyback", "jiangnan-results")
    ]


def lines(path: Path) -> list[str]:
    return [paragraph.text.replace("\u00a0", " ") for paragraph in Document(str(path)).paragraphs if paragraph.text]


def test_a_digest_names_each_brief_and_its_figures(shelf: Path) -> None:
    english, japanese = write_digests(shelf, DAY, briefed(shelf), langs=LANGS, template=None)
    assert lines(english)[:2] == ["Daily digest, 23 November 2026", "2 briefs"]
    assert lines(japanese)[:3] == ["日次ダイジェスト 2026年11月23日", "ブリーフ2件", "見出し一覧"]
    assert lines(english).count("Brief: jiangnan-results.en.docx") == 1
    tables = Document(str(english)).tables
    heads = [cell.text for cell in tables[0].rows[0].cells]
    assert heads == ["Item", "Value", "Status", "Period", "Holder"]  # no column of references: they are in the brief
    assert "RMB 8.632 billion" in [cell.text.replace("\u00a0", " ") for cell in tables[1].columns[1].cells]


def test_the_same_briefs_make_the_same_digest(shelf: Path) -> None:
    first = [path.read_bytes() for path in write_digests(shelf, DAY, briefed(shelf), langs=LANGS, template=None)]
    again = [path.read_bytes() for path in write_digests(shelf, DAY, briefed(shelf), langs=LANGS, template=None)]
    assert first == again


def test_a_new_version_says_which_figures_changed_in_its_language(shelf: Path, tmp_path: Path) -> None:
    text = (SEEDS / "jiangnan-results.txt").read_text(encoding="utf-8")
    old = tmp_path / "jiangnan-results.txt"
    old.write_text(text.replace("86.32亿元", "86.23亿元"), encoding="utf-8")
    generate(str(old), settings=Settings(out=tmp_path))
    _, new = briefed(shelf)
    changed = replace(new, former=tmp_path / "jiangnan-results.brief.json")
    english, japanese = write_digests(shelf, DAY, [changed], langs=LANGS, template=None)
    assert "New version: Operating revenue RMB 8.623 billion → RMB 8.632 billion" in lines(english)
    assert "更新版：売上高 86億2,300万元→86億3,200万元" in lines(japanese)


def test_a_day_without_briefs_says_so(tmp_path: Path) -> None:
    (english,) = write_digests(tmp_path, DAY, [], langs=["en"], template=None)
    assert lines(english)[:2] == ["Daily digest, 23 November 2026", "No briefs were made on this day."]


def test_a_damaged_record_is_one_clear_line(tmp_path: Path) -> None:
    record = tmp_path / "a.brief.json"
    record.write_text('{"briefs": null}', encoding="utf-8")
    with pytest.raises(OutputError, match=r"a\.brief\.json: is no record of a brief"):
        write_digests(tmp_path, DAY, [Briefed(record, {})], langs=LANGS, template=None)
