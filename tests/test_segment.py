"""Sentences: where they end, and that no character is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.facts.segment import sentences
from briefing.values import Article, Paragraph, Span


def article(*paragraphs: str, title: str = "") -> Article:
    """Title and paragraphs joined by line feeds, as articles are."""
    at = len(title) + 1 if title else 0
    made = []
    for text in paragraphs:
        made.append(Paragraph(text, Span(at, at + len(text))))
        at += len(text) + 1
    whole = "\n".join([*([title] if title else []), *paragraphs])
    return Article("x", whole, title, Span(0, len(title)) if title else None, tuple(made))


def split(*paragraphs: str) -> list[str]:
    made = article(*paragraphs)
    return [span.of(made.text) for _, span in sentences(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签约。", ["签约。"]),
        ("签约", ["签约"]),
        ("签约。开工！投产？", ["签约。", "开工！", "投产？"]),
        ("真的?!真的。", ["真的?!", "真的。"]),
        ("甲，乙；丙：丁。", ["甲，乙；丙：丁。"]),
        ("增长3.5%，达1.2亿元。", ["增长3.5%，达1.2亿元。"]),
        ("投资约50亿元 。 占地200亩 。", ["投资约50亿元 。", "占地200亩 。"]),
        ("  甲。\u3000\u3000乙。\n", ["甲。", "乙。"]),
        ("甲\n乙", ["甲", "乙"]),
        ("等等……后来", ["等等……", "后来"]),
        ("", []),
        (" \u3000 ", []),
    ],
)
def test_a_sentence_ends_at_its_full_stop(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“开工。”随后离开。", ["他说：“开工。”", "随后离开。"]),
        ("他说：“开工。”“投产！”", ["他说：“开工。”", "“投产！”"]),
        ("他说：「開工。」後來離開。", ["他说：「開工。」", "後來離開。"]),
        ("他说：“他喊‘开工！’”之后", ["他说：“他喊‘开工！’”", "之后"]),
        ("投产（另有一期。）二期", ["投产（另有一期。）", "二期"]),
        ("他说：“开工。 ”随后离开。", ["他说：“开工。 ”", "随后离开。"]),
        ('他说："开工。"随后离开。', ['他说："开工。"', "随后离开。"]),
    ],
)
def test_closing_quotes_stay_with_their_sentence(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_the_title_comes_first_and_is_one_sentence() -> None:
    made = article("甲。乙。", "丙。", title="签约！开工！")
    found = [(number, span.of(made.text)) for number, span in sentences(made)]
    assert found == [(-1, "签约！开工！"), (0, "甲。"), (0, "乙。"), (1, "丙。")]


def test_spans_are_places_in_the_article() -> None:
    assert sentences(article(" 甲。乙", title="题")) == ((-1, Span(0, 1)), (0, Span(3, 5)), (0, Span(5, 6)))


TEXT = st.text(alphabet=st.sampled_from('甲乙9a，。！？!?…”“』」）(" \u3000\t\n.、\u200b'), max_size=40)


def dense(text: str) -> str:
    return "".join(text.split())


@given(st.lists(TEXT, max_size=4))
def test_no_character_but_white_space_is_lost(paragraphs: list[str]) -> None:
    assert dense("".join(split(*paragraphs))) == dense("".join(paragraphs))


@given(st.lists(TEXT, max_size=4))
def test_sentences_stand_in_order_without_white_space_at_their_ends(paragraphs: list[str]) -> None:
    made = article(*paragraphs)
    spans = [span for _, span in sentences(made)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert [s.of(made.text) for s in spans] == [s.of(made.text).strip() for s in spans]
    assert all(span.start < span.end for span in spans)
