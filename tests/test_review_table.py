"""The report on a terminal: what stands where, at every width."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import EN, STAFF, VALUE, WHOLE, ZH, found, report
from rich.cells import cell_len
from rich.console import Console

from briefing.review.excerpts import excerpts
from briefing.review.shown import plain_words, summary, visible
from briefing.review.table import print_table, table_lines
from briefing.review.values import Match
from briefing.review.wrapping import wrapped
from briefing.values import Severity, Span


def test_a_finding_is_a_block_with_both_sides_beside_each_other() -> None:
    assert list(table_lines(report(ZH, EN, VALUE), width=90)) == [
        "error  figure.value  another number",
        "  5亿元 became 5 billion yuan",
        "  source, paragraph 1                          target, paragraph 1",
        "  公司投资[5亿元]。                            The company invested [5 billion yuan].",
        "",
        "2 of 2 segments compared; errors: 1, warnings: 0, notes: 0",
    ]


def test_on_a_narrow_terminal_the_target_stands_below_the_source() -> None:
    assert list(table_lines(report(ZH, EN, VALUE), width=30)) == [
        "error  figure.value",
        "  another number",
        "  5亿元 became 5 billion yuan",
        "  source, paragraph 1",
        "  公司投资[5亿元]。",
        "  target, paragraph 1",
        "  The company invested [5",
        "  billion yuan].",
        "",
        "2 of 2 segments compared;",
        "errors: 1, warnings: 0, notes:",
        "0",
    ]


def test_findings_come_in_the_order_of_the_target_those_of_the_whole_document_first() -> None:
    heads = [line for line in table_lines(report(ZH, EN, STAFF, VALUE, WHOLE)) if line[:1] not in ("", " ", "2")]
    assert heads == [
        "note  name.two_forms  name: two forms",
        "error  figure.value  another number",
        "warning  figure.value  another number",
    ]


def test_what_is_not_shown_is_counted_all_the_same() -> None:
    lines = list(table_lines(report(ZH, EN, VALUE, STAFF, WHOLE), least=Severity.ERROR))
    assert sum(line.startswith(("error", "warning", "note ")) for line in lines) == 1
    assert lines[-2:] == [
        "2 of 2 segments compared; errors: 1, warnings: 1, notes: 1",
        "not shown: 2 (--min-severity)",
    ]


def test_no_finding_is_said_plainly() -> None:
    assert list(table_lines(report(ZH, EN))) == ["2 of 2 segments compared; no finding"]


def test_segments_without_a_counterpart_are_not_counted_as_compared() -> None:
    assert summary(report(ZH, EN[:1])) == "1 of 2 segments compared; no finding"


def test_a_brief_is_called_one() -> None:
    said = " ".join(table_lines(report(ZH, EN, kind="brief"), width=200))
    assert said.endswith("read as a brief: what it leaves out is no finding (--as translation compares everything)")


def test_a_side_without_a_place_shows_what_is_matched_with_the_other() -> None:
    lost = found("figure.dropped", source=(1, "3000人"), texts=(ZH, EN))
    lines = list(table_lines(report(ZH, EN, lost)))
    assert lines[3] == "  员工[3000人]。                          It has 300 staff."


def test_a_side_with_nothing_says_so() -> None:
    lost = found("figure.dropped", source=(1, "3000人"), texts=(ZH, EN))
    lines = list(table_lines(report(ZH, EN[:1], lost, matches=(Match((0,), (0,)), Match((1,), ())))))
    assert lines[2] == "  source, paragraph 2                     target: nothing here"


def test_of_a_long_text_both_sides_show_the_same_part() -> None:
    zh = "前面的话很长。" * 40 + "增长12.5%。"
    en = "These are many words before it. " * 40 + "The end of it all."
    lost = found("figure.dropped", source=(0, "12.5%"), texts=((zh,), (en,)))
    left, right = excerpts(lost, Match((0,), (0,)), report((zh,), (en,)).bitext, cells=60)
    assert left is not None
    assert right is not None
    assert left.text.startswith("…")
    assert left.mark.of(left.text) == "12.5%"
    assert right.text.startswith("…")
    assert right.text.endswith("The end of it all.")


def test_a_mark_wider_than_its_room_is_cut() -> None:
    en = "over and over and " * 50
    looped = found("output.repeated", target=(0, en), texts=(ZH, (en,)))
    _, right = excerpts(looped, Match((0,), (0,)), report(ZH[:1], (en,)).bitext, cells=40)
    assert right is not None
    assert cell_len(right.text) <= 40
    assert right.mark == Span(0, len(right.text) - 1)
    assert right.text.endswith("…")


def test_characters_that_steer_a_terminal_do_not_reach_it() -> None:
    en = ("A \x1b[31mred\x07 5 billion yuan\u202e.",)
    wrong = found("figure.value", target=(0, "5 billion yuan"), message="\x1b]0;x\x07", texts=(ZH, en))
    said = "\n".join(table_lines(report(ZH[:1], en, wrong)))
    assert not set(said) & {"\x1b", "\x07", "\u202e"}
    assert "[5 billion yuan]" in said


def _printed(**console: object) -> str:
    file = io.StringIO()
    print_table(report(ZH, EN, VALUE), Console(file=file, width=100, **console))  # type: ignore[arg-type]
    return file.getvalue()


def test_a_pipe_gets_brackets_and_no_colour() -> None:
    said = _printed()
    assert "[5 billion yuan]" in said
    assert "\x1b" not in said


def test_a_terminal_gets_colour_and_no_brackets() -> None:
    said = _printed(force_terminal=True, color_system="standard", no_color=False)
    assert "[5 billion yuan]" not in said
    assert "\x1b[1;4;31m5 billion yuan\x1b[0m" in said


def test_a_terminal_without_colour_gets_brackets() -> None:
    assert "[5亿元]" in _printed(force_terminal=True, color_system="standard", no_color=True)


@pytest.mark.parametrize("width", [1, 24, 40, 71, 72, 80, 119, 400])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = report(tuple(z * 30 for z in ZH), tuple(e * 30 for e in EN), VALUE, STAFF, WHOLE)
    assert max(cell_len(line) for line in table_lines(long, width=width)) <= max(24, width)


def test_the_widest_line_stays_readable() -> None:
    long = report(tuple(z * 30 for z in ZH), tuple(e * 30 for e in EN), VALUE)
    assert max(cell_len(line) for line in table_lines(long, width=1000)) <= 150


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("two words", 6, ["two", "words"]),
        ("公司投资建厂", 8, ["公司投资", "建厂"]),
        ("投资了五亿。建厂", 10, ["投资了五", "亿。建厂"]),
        ("他说「五亿」", 7, ["他说", "「五", "亿」"]),
        ("投资12.5%的", 7, ["投资", "12.5%的"]),
        ("ABCDEFGH", 3, ["ABC", "DEF", "GH"]),
        ("  ", 5, []),
    ],
    ids=["english", "chinese", "no stop at the start", "no bracket at the end", "number whole", "long word", "blank"],
)
def test_lines_end_where_a_reader_expects(text: str, cells: int, lines: list[str]) -> None:
    assert [span.of(text) for span in wrapped(text, cells)] == lines


@given(st.text(alphabet="ab 1。，「」公司投资\n(", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing_but_spaces(text: str, cells: int) -> None:
    spans = list(wrapped(text, cells))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
    assert all(cell_len(span.of(text)) <= cells for span in spans)


def test_a_code_nobody_put_into_words_is_shown_by_its_parts() -> None:
    assert plain_words("term.house_form") == "term: house form"


def test_every_documented_code_has_words(root) -> None:
    rows = (root / "docs/concepts/findings.md").read_text(encoding="utf-8").splitlines()
    codes = [row.split("`")[1] for row in rows if row.startswith("| `")]
    assert len(codes) >= 14
    assert [code for code in codes if plain_words(code) == code.replace(".", ": ").replace("_", " ")] == []


def test_text_made_visible_keeps_its_offsets() -> None:
    text = "a\x1bb\nc\u202ed\ud800e"
    assert visible(text) == "a b c\ufffdd\ufffde"


def test_a_segment_that_is_in_no_match_is_shown_all_the_same() -> None:
    lines = list(table_lines(replace(report(ZH, EN, STAFF), matches=(Match((0,), (0,)),))))
    assert lines[3] == "  员工[3000人]。                          It has [300] staff."
