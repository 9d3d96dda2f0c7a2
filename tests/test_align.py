"""Which target sentences belong to which source sentences of a paragraph."""

from __future__ import annotations

import pytest

from briefing.protect.align import align, target_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "Sales rose 3.5%. Profit fell.", ["Sales rose 3.5%.", "Profit fell."], id="a-decimal-point-ends-nothing"
        ),
        pytest.param(
            "Acme Co. Ltd. of the U.S. bought it. Mr. Li left at 9 a.m. Monday.",
            ["Acme Co. Ltd. of the U.S. bought it.", "Mr. Li left at 9 a.m. Monday."],
            id="abbreviations",
        ),
        pytest.param('He said: "We grew." Then he left.', ['He said: "We grew."', "Then he left."], id="quotation"),
    ],
)
def test_english_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert target_sentences(text, "en") == sentences


def test_japanese_is_cut_at_its_full_stops() -> None:
    assert target_sentences("売上高は増えた。「減益だ。」と述べた。", "ja") == [
        "売上高は増えた。",
        "「減益だ。」",
        "と述べた。",
    ]


def test_two_sentences_merged_into_one_are_one_bead() -> None:
    sources = ["产量为30万吨。", "同比增长5.2%。", "公司有员工1200人。"]
    target = "Output was 300,000 tonnes, up 5.2% from a year earlier. The company has 1,200 employees."
    assert [(b.source, b.target) for b in align(sources, target, "en")] == [
        ((0, 2), "Output was 300,000 tonnes, up 5.2% from a year earlier."),
        ((2, 3), "The company has 1,200 employees."),
    ]


def test_a_sentence_that_was_not_translated_is_an_empty_bead() -> None:
    sources = ["产量为30万吨。", "工厂位于苏州工业园区，占地面积为8万平方米。", "公司有员工1200人。"]
    target = "Output was 300,000 tonnes. The company has 1,200 employees."
    assert [(b.source, b.target) for b in align(sources, target, "en")] == [
        ((0, 1), "Output was 300,000 tonnes."),
        ((1, 2), ""),
        ((2, 3), "The company has 1,200 employees."),
    ]


def test_what_a_model_added_has_no_source_and_goes() -> None:
    target = "Output was 300,000 tonnes. Read all 500 stories on our website today. The company has 1,200 employees."
    beads = align(["产量为30万吨。", "公司有员工1200人。"], target, "en")
    assert [b.target for b in beads] == ["Output was 300,000 tonnes.", "The company has 1,200 employees."]
