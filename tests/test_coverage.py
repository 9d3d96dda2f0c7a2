"""How much of a folder is understood, and which words and patterns stand in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing import coverage
from briefing.cli import run
from briefing.coverage import Blocker, Coverage, Measure, coverage_lines, coverage_table, gathered
from briefing.facts.reading import Reader
from briefing.facts.shape import Piece, pattern_of, pieces_of, rule_words
from briefing.lexicon import rules
from briefing.lexicon.terms import Lexicon, Term
from briefing.read import read
from briefing.values import Reading

WORDS = frozenset({"新签", "合同", "与"})
LEXICON = Lexicon(
    [
        Term("青岛港", "company", "Qingdao Port", "", "青島港"),
        Term("销售", "metric", "sales", "", "販売"),
        Term("设备", "noun", "equipment", "", "設備"),
        Term("大", "noun", "big thing", "", "大物"),
    ]
)


def reading_of(folder: Path, sentence: str) -> Reading:
    path = folder / "article.txt"
    path.write_text(f"关于企业经营情况的报道\n\n{sentence}\n", encoding="utf-8")
    return Reader(LEXICON, rules.built_in()).read(read(str(path)))


def cut(folder: Path, sentence: str) -> tuple[Piece, ...]:
    reading = reading_of(folder, sentence)
    (clause,) = [clause for clause in reading.open_clauses if clause.figures]
    return pieces_of(clause, reading, lexicon=LEXICON, words=WORDS)


# --- the shape of a clause -----------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "pattern"),
    [
        ("青岛港2025年新签销售合同36亿元。", "[holder][period]新签[metric]合同[money]"),
        ("青岛港囧囧新签设备销售合同约36亿元。", "[holder][?]新签[noun][metric]合同[money]"),
        ("新签设备设备合同8份。", "新签[noun]合同[count]"),
        ("青岛港与囧囧新签合同36亿元、8份。", "[holder]与[?]新签合同[money]、[count]"),
    ],
)
def test_a_pattern_keeps_words_and_abstracts_slots(tmp_path: Path, sentence: str, pattern: str) -> None:
    assert pattern_of(cut(tmp_path, sentence)) == pattern


def test_what_is_unknown_is_one_stretch(tmp_path: Path) -> None:
    found = cut(tmp_path, "青岛港囧囧囧合同36亿元。")
    assert [piece.text for piece in found if piece.slot == "?"] == ["囧囧囧"]


def test_a_single_known_character_does_not_cut_an_unknown_word(tmp_path: Path) -> None:
    found = cut(tmp_path, "青岛港囧大囧合同36亿元。")
    assert [piece.text for piece in found if piece.slot == "?"] == ["囧大囧"]


def test_no_character_of_a_clause_is_lost(tmp_path: Path) -> None:
    found = cut(tmp_path, "青岛港2025年囧囧新签的设备销售合同约36亿元。")
    assert "".join(piece.text for piece in found) == "青岛港2025年囧囧新签的设备销售合同约36亿元"


def test_words_that_rules_spell_out_are_collected() -> None:
    assert {"的", "与"} <= rule_words(rules.built_in())


# --- counts ----------------------------------------------------------------------

ONE = Measure(figures=4, stated=1, understood=1, open=2, terms=("囧", "囧囧"), patterns=("[?][money]", "[?][money]"))
OTHER = Measure(figures=6, stated=2, understood=3, open=2, terms=("囧囧",), patterns=("[?][count]", "[?][money]"))


def test_counts_add_up_and_the_most_widespread_comes_first() -> None:
    assert gathered([ONE, OTHER]) == Coverage(
        articles=2,
        figures=10,
        stated=3,
        understood=4,
        open=4,
        terms=(Blocker("囧囧", 2, 2), Blocker("囧", 1, 1)),
        patterns=(Blocker("[?][money]", 3, 2), Blocker("[?][count]", 1, 1)),
    )


def test_a_person_reads_shares_and_ranks() -> None:
    assert list(coverage_lines(gathered([ONE, OTHER]))) == [
        "2 articles",
        "10 figures, 3 stated (30 %)",
        "8 clauses with figures, 4 understood (50 %)",
        "",
        "unknown words: 2",
        "articles  clauses",
        "       2        2  囧囧",
        "       1        1  囧",
        "",
        "clauses without a rule: 2",
        "articles  clauses",
        "       2        3  [?][money]",
        "       1        1  [?][count]",
    ]


def test_nothing_measured_divides_by_nothing() -> None:
    assert list(coverage_lines(gathered([])))[:3] == [
        "0 articles",
        "0 figures, 0 stated (none)",
        "0 clauses with figures, 0 understood (none)",
    ]


def test_only_the_first_of_many_are_shown_to_a_person() -> None:
    words = tuple(chr(ord("一") + n) for n in range(coverage.MOST_SHOWN + 1))
    lines = list(coverage_lines(gathered([Measure(0, 0, 0, 0, words, ())])))
    assert lines[4] == "unknown words: 31, the first 30"
    assert len([line for line in lines if line.endswith(words)]) == 30
    assert len(coverage_table(gathered([Measure(0, 0, 0, 0, words, ())]))["terms"]) == 31


# --- the command -------------------------------------------------------------------

KNOWN = "2024年，广东省出口4.35万亿元，同比增长7.9%。"
BLOCKED = "2024年，广东省囧囧囧囧出口3亿元。"
LONG = "2024年，广东省囧囧囧囧囧囧囧囧囧囧囧囧出口3亿元。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, sentence in {"a": KNOWN, "b": BLOCKED, "c": BLOCKED.replace("3亿", "5亿"), "d": LONG}.items():
        text = f"广东省外贸情况的报道\n\n{sentence}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_counted_and_its_blockers_ranked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", str(folder), "--report", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["articles"] == 4
    assert table["figures"] == {"read": 5, "stated": 2}
    assert table["clauses"]["open"] == 3
    assert table["terms"] == [{"term": "囧囧囧囧", "clauses": 2, "articles": 2}]
    assert table["patterns"] == [{"pattern": "[holder][?][metric][money]", "clauses": 3, "articles": 3}]


def test_explain_names_the_stretch_nobody_knows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", str(folder / "b.txt"), "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("  广东省囧囧囧囧出口3亿元")
    assert lines[at - 1 : at + 2] == ["1 clauses not understood", lines[at], "    blocked by: 囧囧囧囧"]


def test_a_term_of_the_glossary_blocks_no_more(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder / "own.csv"
    own.write_text("zh,en,ja,cat\n囧囧囧囧,widget,ウィジェット,product\n", encoding="utf-8")
    assert run(["facts", str(folder), "--report", "--json", "--glossary", str(own)]) == 0
    assert json.loads(capsys.readouterr().out)["terms"] == []


def test_an_article_that_cannot_be_read_is_named_and_the_others_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "e.txt").write_text("", encoding="utf-8")
    assert run(["facts", str(folder), "--report"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("4 articles\n")
    assert f"{folder / 'e.txt'}" in said.err


def test_where_nothing_is_read_there_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", str(tmp_path / "none.txt"), "--report"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"error: {tmp_path / 'none.txt'}: ")
