"""The report as a page: what is marked where, and that nothing of a text becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from reports import EN, STAFF, VALUE, WHOLE, ZH, found, report

from briefing.review.marks import Mark, pieces
from briefing.review.page import page
from briefing.review.values import Match
from briefing.values import Severity, Span


def _tree(*args, **kwargs):
    return html.document_fromstring(page(*args, **kwargs))


def _row_texts(tree) -> list[list[str]]:
    rows = tree.xpath('//main/div[starts-with(@class, "row")]')
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_both_texts_stand_beside_each_other_with_the_message_at_their_side() -> None:
    assert _row_texts(_tree(report(ZH, EN, VALUE))) == [
        [
            "paragraph 1 公司投资5亿元1。",
            "paragraph 1 The company invested 5 billion yuan1.",
            "1 error: another number5亿元 became 5 billion yuan figure.value source target",
        ],
        ["paragraph 2 员工3000人。", "paragraph 2 It has 300 staff.", ""],
    ]


def test_findings_are_marked_at_their_characters() -> None:
    tree = _tree(report(ZH, EN, VALUE, STAFF))
    assert [(mark.get("class"), mark.text) for mark in tree.xpath("//mark")] == [
        ("error", "5亿元"),
        ("error", "5 billion yuan"),
        ("warning", "3000人"),
        ("warning", "300"),
    ]


def test_marks_and_messages_lead_to_each_other() -> None:
    tree = _tree(report(ZH, EN, VALUE, STAFF, WHOLE))
    anchors = set(tree.xpath("//@id"))
    links = tree.xpath("//a/@href")
    assert len(links) == 8  # a number at each of four marks, and a way back
    assert {link.removeprefix("#") for link in links} <= anchors


def test_languages_are_said_for_fonts_and_voices() -> None:
    tree = _tree(report(ZH, ("同社は5億元を投じた。", "従業員は3000人。"), lang="ja"))
    assert tree.xpath("//main//p/@lang") == ["zh-Hans", "ja", "zh-Hans", "ja"]


def test_counts_stand_on_top() -> None:
    tree = _tree(report(ZH, EN, VALUE, STAFF, WHOLE))
    counts = [" ".join(item.text_content().split()) for item in tree.xpath('//ul[@class="counts"]/li')]
    assert counts == ["1 error", "1 warning", "1 note"]
    assert [row.text_content() for row in tree.xpath('//table[@class="codes"]/tr')] == [
        "2another numberfigure.value",
        "1name: two formsname.two_forms",
    ]


def test_no_finding_is_said_plainly() -> None:
    assert "No finding." in _tree(report(ZH, EN)).xpath("//header")[0].text_content()


@pytest.mark.parametrize("least", list(Severity))
def test_the_page_opens_with_the_severity_asked_for(least: Severity) -> None:
    tree = _tree(report(ZH, EN, VALUE), least=least)
    assert tree.xpath("//input[@checked]/@id") == [str(least)]


def test_the_filter_needs_no_script_and_the_page_loads_nothing() -> None:
    text = page(report(ZH, EN, VALUE))
    tree = html.document_fromstring(text)
    assert tree.xpath("//script | //link | //img | //iframe | //@src | //@style | //form") == []
    assert not re.search(r"url\(|@import|https?:", text)
    assert [label.get("for") for label in tree.xpath("//label")] == ["error", "warning", "note", "only"]


def test_the_policy_allows_the_page_s_own_style_sheet_and_nothing_else() -> None:
    tree = _tree(report(ZH, EN))
    digest = base64.b64encode(hashlib.sha256(tree.xpath("//style")[0].text.encode()).digest()).decode()
    (policy,) = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_nothing_of_a_text_becomes_markup() -> None:
    evil = "</p><script>alert(1)</script>\"'&<b>5"
    zh, en = (evil,), (evil,)
    wrong = found("figure.value", source=(0, "<b>5"), target=(0, "<script>"), message=evil, texts=(zh, en))
    tree = _tree(report(zh, en, wrong))
    assert tree.xpath("//script") == []
    assert [mark.text for mark in tree.xpath("//mark")] == ["<b>5", "<script>"]
    assert _row_texts(tree)[0][0] == f"paragraph 1 {evil}1"


def test_file_names_and_places_are_escaped_too() -> None:
    made = report(ZH, EN)
    bitext = made.bitext
    hostile = type(bitext)(bitext.source, bitext.target, source_name="<i>a", target_name="b&c")
    tree = html.document_fromstring(page(type(made)(hostile, "en", "translation", made.matches, ())))
    assert tree.xpath("//title")[0].text == "Check of <i>a and b&c"


def test_a_finding_on_a_side_without_text_is_shown() -> None:
    lost = found("figure.dropped", source=(1, "3000人"), texts=(ZH, EN))
    rows = _row_texts(_tree(report(ZH, EN[:1], lost)))
    assert rows[1][:2] == ["paragraph 2 员工3000人1。", "nothing here"]


def test_segments_in_no_match_are_shown_all_the_same() -> None:
    rows = _row_texts(_tree(report(ZH, EN, matches=(Match((0, 1), (0,)),))))
    assert [row[1] for row in rows] == [
        "paragraph 1 The company invested 5 billion yuan.",
        "paragraph 2 It has 300 staff.",
    ]


def test_a_finding_about_the_whole_document_comes_first() -> None:
    assert _row_texts(_tree(report(ZH, EN, VALUE, WHOLE)))[0] == [
        "the whole document",
        "",
        "1 note: name: two formsa name has two forms name.two_forms",
    ]


def test_the_same_report_gives_the_same_page() -> None:
    assert page(report(ZH, EN, VALUE)) == page(report(ZH, EN, VALUE))


def test_marks_that_overlap_share_their_characters() -> None:
    first, second = Mark(1, VALUE), Mark(2, STAFF)
    got = [
        (piece.span, [m.number for m in piece.marks], [m.number for m in piece.ending])
        for piece in pieces("abcdef", [(Span(1, 4), first), (Span(3, 9), second)])
    ]
    assert got == [
        (Span(0, 1), [], []),
        (Span(1, 3), [1], []),
        (Span(3, 4), [1, 2], [1]),
        (Span(4, 6), [2], [2]),
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: Span(min(ends), max(ends))), max_size=5
)


@given(st.text(max_size=10), SPANS)
def test_pieces_are_the_text_again_and_end_each_mark_once(text: str, spans: list[Span]) -> None:
    marks = [Mark(number, VALUE) for number in range(len(spans))]
    cut = list(pieces(text, list(zip(spans, marks, strict=True))))
    assert "".join(piece.span.of(text) for piece in cut) == text
    assert sorted(mark.number for piece in cut for mark in piece.ending) == list(range(len(spans)))
