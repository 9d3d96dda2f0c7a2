"""The digest of a day: what it shows of each brief, and what it does where a record is damaged."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

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
    english, japanese = write_digests(shelf, DAY, briefed(shelf), langs=LANGS, template=None).files
    assert lines(english)[:2] == ["Daily digest, 23 November 2026", "2 briefs"]
    assert lines(japanese)[:3] == ["日次ダイジェスト 2026年11月23日", "ブリーフ2件", "見出し一覧"]
    assert lines(english).count("Brief: jiangnan-results.en.docx") == 1
    tables = Document(str(english)).tables
    heads = [cell.text for cell in tables[0].rows[0].cells]
    assert heads == ["Item", "Value", "Status", "Period", "Holder"]  # no column of references: they are in the brief
    assert "RMB 8.632 billion" in [cell.text.replace("\u00a0", " ") for cell in tables[1].columns[1].cells]


def test_the_same_briefs_make_the_same_digest(shelf: Path) -> None:
    first = [path.read_bytes() for path in write_digests(shelf, DAY, briefed(shelf), langs=LANGS, template=None).files]
    again = [path.read_bytes() for path in write_digests(shelf, DAY, briefed(shelf), langs=LANGS, template=None).files]
    assert first == again


def test_a_new_version_says_which_figures_changed_in_its_language(shelf: Path, tmp_path: Path) -> None:
    text = (SEEDS / "jiangnan-results.txt").read_text(encoding="utf-8")
    old = tmp_path / "jiangnan-results.txt"
    old.write_text(text.replace("86.32亿元", "86.23亿元"), encoding="utf-8")
    generate(str(old), settings=Settings(out=tmp_path))
    _, new = briefed(shelf)
    former = {lang: tmp_path / f"jiangnan-results.{lang}.docx" for lang in LANGS}
    changed = replace(new, former=tmp_path / "jiangnan-results.brief.json", replaced=former)
    english, japanese = write_digests(shelf, DAY, [changed], langs=LANGS, template=None).files
    assert "Changed: Operating revenue, 2023: RMB 8.623 billion → RMB 8.632 billion" in lines(english)
    assert "変更：売上高（2023年）：86億2,300万元→86億3,200万元" in lines(japanese)
    way = os.path.relpath(tmp_path, shelf)
    assert f"New version; replaces: {way}/jiangnan-results.en.docx" in lines(english)
    assert f"更新版。差し替え前：{way}/jiangnan-results.ja.docx" in lines(japanese)


def test_a_version_without_another_figure_still_says_what_it_replaces(shelf: Path) -> None:
    _, new = briefed(shelf)
    same = replace(new, former=new.record, replaced={"en": shelf / "before.en.docx"})
    (english,) = write_digests(shelf, DAY, [same], langs=["en"], template=None).files
    assert [line for line in lines(english) if "Changed" in line] == []
    assert "New version; replaces: before.en.docx" in lines(english)


def test_a_brief_without_rows_has_its_headline_and_its_file(tmp_path: Path) -> None:
    source = tmp_path / "talks.txt"
    source.write_text("商务部召开座谈会\n\n商务部在北京召开座谈会，听取企业意见。\n", encoding="utf-8")
    generate(str(source), settings=Settings(out=tmp_path))
    talks = Briefed(tmp_path / "talks.brief.json", {"en": tmp_path / "talks.en.docx"})
    (english,) = write_digests(tmp_path, DAY, [talks], langs=["en"], template=None).files
    assert Document(str(english)).tables == []
    assert "Brief: talks.en.docx" in lines(english)
    assert lines(english)[3] == "The Ministry of Commerce held a symposium"


def test_a_brief_in_one_language_stands_in_that_digest_alone(shelf: Path) -> None:
    first, second = briefed(shelf)
    only = replace(first, documents={"ja": first.documents["ja"]})
    english, japanese = write_digests(shelf, DAY, [only, second], langs=LANGS, template=None).files
    assert lines(english)[1] == "1 brief"
    assert lines(japanese)[1] == "ブリーフ2件"


def test_a_table_stays_on_the_page_of_its_headline(shelf: Path) -> None:
    (english,) = write_digests(shelf, DAY, briefed(shelf)[:1], langs=["en"], template=None).files
    table = Document(str(english)).tables[0]
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for row in table.rows[1:] for cell in row.cells]
    assert kept == [True] * 25


def test_a_day_without_briefs_says_so(tmp_path: Path) -> None:
    (english,) = write_digests(tmp_path, DAY, [], langs=["en"], template=None).files
    assert lines(english)[:2] == ["Daily digest, 23 November 2026", "No briefs were made on this day."]


@pytest.mark.parametrize("text", ['{"briefs": null}', '{"briefs": {"en": {"headline": {}}}}', "no JSON"])
def test_a_damaged_record_costs_its_own_entry_and_is_one_clear_line(shelf: Path, tmp_path: Path, text: str) -> None:
    record = tmp_path / "a.brief.json"
    record.write_text(text, encoding="utf-8")
    damaged = Briefed(record, {"en": tmp_path / "a.en.docx"})
    done = write_digests(tmp_path, DAY, [damaged, briefed(shelf)[0]], langs=["en"], template=None)
    assert [fault.message for fault in done.faults] == [
        f"{record}: is no record of a brief, so the digest leaves it out"
    ]
    assert lines(done.files[0])[1] == "1 brief"
