"""Glossaries as terminology tools give them: TBX in and out, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli import run
from briefing.errors import DataError
from briefing.lexicon import tbx
from briefing.lexicon.glossary import Entry, csv_text, entries_of, read_glossary
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings

OF_2019 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <text><body>
    <conceptEntry id="c1">
      <descrip type="subjectField">noun</descrip>
      <langSec xml:lang="zh-Hans"><termSec><term>加氢站</term></termSec></langSec>
      <langSec xml:lang="en-GB">
        <termSec><term>filling stations</term><termNote type="grammaticalNumber">plural</termNote></termSec>
        <termSec><term>filling station</term></termSec>
      </langSec>
      <langSec xml:lang="ja"><termSec><term>水素ステーション</term></termSec></langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""
OF_2008 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
  <termEntry>
    <descrip type="subjectField">finance</descrip>
    <langSet xml:lang="zh-CN"><tig><term>精炼铜</term></tig><tig><term>电解铜</term></tig></langSet>
    <langSet xml:lang="zh-TW"><tig><term>精煉銅</term></tig></langSet>
    <langSet xml:lang="en-US">
      <ntig><termGrp><term>blister</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
      </termGrp></ntig>
      <tig><term>cathode</term></tig>
      <tig><term>refined copper</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    </langSet>
    <langSet xml:lang="ja"><tig><term>精製銅</term></tig></langSet>
  </termEntry>
</body></text></martif>
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.tbx"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def complaint(path: Path) -> tuple[str, str]:
    with pytest.raises(DataError) as error:
        read_glossary(path)
    return error.value.message, error.value.hint


# --- reading -------------------------------------------------------------------


def test_the_form_of_2019_is_read(path: Path) -> None:
    assert entries_of(write(path, OF_2019)) == (
        Entry("加氢站", "filling station", "水素ステーション", "filling stations", "noun", "", 4),
    )


def test_the_form_of_2008_is_read_with_synonyms_and_with_what_was_given_up_as_forbidden(path: Path) -> None:
    assert entries_of(write(path, OF_2008)) == (
        Entry("精炼铜", "refined copper|cathode", "精製銅", line=4, en_forbidden="blister"),
        Entry("电解铜", "refined copper|cathode", "精製銅", line=4, en_forbidden="blister"),
    )


def test_a_brief_is_written_with_the_preferred_form(path: Path) -> None:
    assert [(t.zh, t.en) for t in read_glossary(write(path, OF_2008))] == [
        ("精炼铜", "refined copper"),
        ("电解铜", "refined copper"),
    ]


def test_an_entry_without_a_language_is_named_with_its_line(path: Path) -> None:
    write(path, OF_2019.replace('xml:lang="ja"', 'xml:lang="ko"'))
    assert complaint(path)[0] == f"{path}:4: a term needs zh, en and ja"


def test_broken_xml_is_named_with_its_line(path: Path) -> None:
    message, hint = complaint(write(path, OF_2019.replace("</conceptEntry>", "")))
    assert message.startswith(f"{path}:13: not well-formed XML: ")
    assert "\n" not in message
    assert hint == "export the glossary as TBX with the languages zh, en and ja"


@pytest.mark.parametrize("text", ["", "zh,en,ja\n"], ids=["empty", "csv"])
def test_what_is_no_xml_says_so(path: Path, text: str) -> None:
    assert complaint(write(path, text))[0].startswith(f"{path}:1: not well-formed XML")


def test_other_xml_says_what_it_is(path: Path) -> None:
    assert complaint(write(path, "<xliff/>"))[0] == f"{path}: XML, but not TBX: its root is xliff"


@pytest.mark.parametrize("kind", ["SYSTEM", ""], ids=["of a file", "of its own"])
def test_no_entity_is_expanded(path: Path, kind: str) -> None:
    secret = path.with_name("secret.txt")
    secret.write_text("not to be read", encoding="utf-8")
    declared = f'<!DOCTYPE tbx [<!ENTITY x {kind} "{secret.as_uri() if kind else "words"}">]>'
    text = OF_2019.replace("<tbx ", f"{declared}<tbx ", 1).replace("加氢站", "加氢站&x;")
    assert complaint(write(path, text)) == (
        f"{path}:6: uses an entity of its own, which is not read",
        "write the characters themselves",
    )


# --- writing ---------------------------------------------------------------------

ENTRIES = (
    Entry("海云（中国）", "Haiyun & Co. (China)", "海雲（中国）", "", "company", "country=CN"),
    Entry("加氢站", "filling station", "水素ステーション", "filling stations", "noun", "ctr=カ所"),
    Entry("铜", "copper", "銅"),
    Entry(
        "电动汽车", "electric vehicle|EV", "電気自動車|EV", "electric vehicles", "noun", "", 0, "electric car", "電動車"
    ),
)


def unplaced(entries: tuple[Entry, ...]) -> list[tuple[str, ...]]:
    return [(e.zh, e.en, e.ja, e.en_pl, e.cat, e.attrs, e.en_forbidden, e.ja_forbidden) for e in entries]


def test_what_is_written_is_read_back_alike(path: Path) -> None:
    path.write_bytes(tbx.written(ENTRIES))
    assert unplaced(entries_of(path)) == unplaced(ENTRIES)


def test_csv_has_only_the_columns_that_are_filled(tmp_path: Path) -> None:
    assert csv_text(ENTRIES[2:3]) == "zh,en,ja\n铜,copper,銅\n"
    path = tmp_path / "house.csv"
    path.write_text(csv_text(ENTRIES), encoding="utf-8")
    assert unplaced(entries_of(path)) == unplaced(ENTRIES)


def test_a_character_xml_cannot_hold_is_an_error() -> None:
    with pytest.raises(DataError) as error:
        tbx.written([Entry("铜\x01", "copper", "銅")])
    assert error.value.message == "'铜\\x01': holds a character that XML cannot"


# --- commands ----------------------------------------------------------------------


def test_convert_goes_both_ways_and_replaces_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "house.csv", "zh,en,ja,cat\n铜,copper,銅,product\n")
    assert run(["glossary", "convert", str(source)]) == 0
    assert run(["glossary", "convert", str(tmp_path / "house.tbx"), "--out", str(tmp_path / "back.csv")]) == 0
    assert (tmp_path / "back.csv").read_bytes() == source.read_bytes()
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "house.tbx"), str(tmp_path / "back.csv")]
    assert run(["glossary", "convert", str(source)]) == 1
    assert capsys.readouterr().err.splitlines()[0] == f"error: {tmp_path / 'house.tbx'}: is there already"


def test_nothing_is_written_of_a_glossary_with_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "house.csv", "zh,en,ja\n铜,,銅\n")
    assert run(["glossary", "convert", str(source)]) == 1
    assert not (tmp_path / "house.tbx").exists()
    assert f"{source}:2: a term needs zh, en and ja" in capsys.readouterr().err


def test_check_says_everything_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["铜,copper,銅,metall", "", "铁,,鉄,product", "钢,钢 steel,钢,product", "钢,steel,鋼,product"]
    source = write(tmp_path / "house.csv", "\n".join(["zh,en,ja,cat", *rows, ""]))
    assert run(["glossary", "check", str(source)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"warning: {source}:2: no rule asks for the category metall",
        f"error: {source}:4: a term needs zh, en and ja",
        f"warning: {source}:5: 钢 steel is to be English and holds Chinese characters",
        f"warning: {source}:5: 钢 is to be Japanese and holds 钢",
        f"warning: {source}:6: 钢 is given on line 5 too; the later one counts",
        f"{source}: 4 terms; errors: 1, warnings: 4",
    ]


def test_check_of_a_clean_glossary_is_clean(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["glossary", "check", str(write(path, OF_2019))]) == 0
    assert capsys.readouterr().out == f"{path}: 1 terms; errors: 0, warnings: 0\n"


# --- in a brief ------------------------------------------------------------------------

ARTICLE = "浔阳囧业经营情况\n2025年3月4日\n\n2024年，浔阳囧业营业收入为36.5亿元，同比增长4%。\n"


@pytest.mark.parametrize("ending", ["csv", "tbx"])
def test_a_term_of_either_form_lets_a_sentence_be_read(tmp_path: Path, ending: str) -> None:
    entry = Entry("浔阳囧业", "Xunyang Widgets", "潯陽部品", cat="company", attrs="country=CN")
    path = tmp_path / f"house.{ending}"
    path.write_bytes(tbx.written([entry]) if ending == "tbx" else csv_text([entry]).encode())
    source = write(tmp_path / "article.txt", ARTICLE)
    plan = plan_of(facts_of(str(source), settings=Settings(glossaries=(path,))))
    assert brief_of(plan, "en").points[0].text == (
        "Xunyang Widgets' operating revenue was RMB 3.65 billion in 2024, up 4% year on year."
    )
    assert brief_of(plan, "ja").points[0].text == "2024年の潯陽部品の売上高は36億5,000万元で、前年比4%増。"
