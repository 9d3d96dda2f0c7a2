"""Which segments of a translation belong to which of its source."""

from __future__ import annotations

import time

import pytest

from briefing.review.alignment import align_segments, align_sentences
from briefing.review.values import Bitext, Match, Segment
from briefing.values import Lang


def _side(*texts: str) -> tuple[Segment, ...]:
    return tuple(Segment(text, f"paragraph {n}") for n, text in enumerate(texts, start=1))


def _bitext(source: list[str], target: list[str], *, paired: bool = False) -> Bitext:
    return Bitext(_side(*source), _side(*target), paired=paired)


_HEAD = "永安重工上半年扭亏"
_SALES = "永安重工上半年实现营业收入46.3亿元，同比增长12.4%。"
_PROFIT = "公司净利润为3.7亿元，上年同期亏损1.9亿元。"
_PLANT = "公司在嘉善的新厂将于2025年3月投产，年产能8500台。"
_STAFF = "截至6月末，公司共有员工6214人。"
_QUOTE = "“订单情况良好。”董事长说。"

_HEAD_EN = "Yong'an Heavy back in profit in first half"
_SALES_EN = "Yong'an Heavy had first-half revenue of RMB 4.63 billion, up 12.4% year on year."
_PROFIT_EN = "Net profit was RMB 370 million, against a loss of RMB 190 million a year earlier."
_PLANT_EN = "Its new plant in Jiashan is to start up in March 2025 with a capacity of 8,500 units a year."
_STAFF_EN = "At the end of June it had 6,214 employees."
_QUOTE_EN = "“Orders look good,” the chairman said."

_SALES_JA = "永安重工の上半期の営業収入は46億3,000万元で、前年同期比12.4%増となった。"
_PROFIT_JA = "純利益は3億7,000万元（前年同期は1億9,000万元の赤字）。"
_PLANT_JA = "嘉善の新工場は2025年3月に稼働し、年産能力は8,500台。"
_STAFF_JA = "6月末の従業員数は6,214人。"

_ALL = [_HEAD, _SALES, _PROFIT, _PLANT, _STAFF, _QUOTE]
_ALL_EN = [_HEAD_EN, _SALES_EN, _PROFIT_EN, _PLANT_EN, _STAFF_EN, _QUOTE_EN]
_FOUR, _FOUR_JA = [_SALES, _PROFIT, _PLANT, _STAFF], [_SALES_JA, _PROFIT_JA, _PLANT_JA, _STAFF_JA]


@pytest.mark.parametrize(
    ("source", "target", "lang", "wanted"),
    [
        pytest.param(_ALL, _ALL_EN, "en", "0=0 1=1 2=2 3=3 4=4 5=5", id="one-to-one"),
        pytest.param(_FOUR, _FOUR_JA, "ja", "0=0 1=1 2=2 3=3", id="one-to-one-in-japanese"),
        pytest.param(
            _ALL,
            [_HEAD_EN, f"{_SALES_EN} {_PROFIT_EN}", _PLANT_EN, _STAFF_EN, _QUOTE_EN],
            "en",
            "0=0 1,2=1 3=2 4=3 5=4",
            id="two-paragraphs-merged",
        ),
        pytest.param(
            [_HEAD, _SALES + _PROFIT + _PLANT, _STAFF],
            [_HEAD_EN, _SALES_EN, _PROFIT_EN, _PLANT_EN, _STAFF_EN],
            "en",
            "0=0 1=1,2,3 2=4",
            id="a-paragraph-split-in-three",
        ),
        pytest.param(
            _ALL,
            [_HEAD_EN, _SALES_EN, _PLANT_EN, _STAFF_EN, _QUOTE_EN],
            "en",
            "0=0 1=1 2= 3=2 4=3 5=4",
            id="a-paragraph-left-out",
        ),
        pytest.param(
            _FOUR,
            [_SALES_EN, _PROFIT_EN, "Photo: the Jiashan site, seen from the air by our staff.", _PLANT_EN, _STAFF_EN],
            "en",
            "0=0 1=1 =2 2=3 3=4",
            id="a-caption-added",
        ),
        pytest.param(
            _ALL,
            [_HEAD_EN, _SALES_EN, _PLANT_EN, _PROFIT_EN, _STAFF_EN, _QUOTE_EN],
            "en",
            "0=0 1=1 2=3 3=2 4=4 5=5",
            id="neighbours-swapped",
        ),
        pytest.param(
            _ALL,
            [_HEAD_EN, _PROFIT_EN, _PLANT_EN, _STAFF_EN, _QUOTE_EN, _SALES_EN],
            "en",
            "0=0 1=5 2=1 3=2 4=3 5=4",
            id="moved-to-the-end",
        ),
        pytest.param(_FOUR, [_STAFF_JA, *_FOUR_JA[:3]], "ja", "0=1 1=2 2=3 3=0", id="moved-to-the-front-in-japanese"),
        pytest.param(
            ["".join(_FOUR)], _FOUR_JA, "ja", "0=0,1,2,3", id="one-paragraph-of-the-source-for-the-whole-target"
        ),
        pytest.param(
            _FOUR, [" ".join([_SALES_EN, _PROFIT_EN, _PLANT_EN, _STAFF_EN])], "en", "0,1,2,3=0", id="and-of-the-target"
        ),
        pytest.param(
            [_SALES, " ", _STAFF], [_SALES_EN, _STAFF_EN], "en", "0=0 2=1", id="a-blank-paragraph-is-in-no-match"
        ),
        pytest.param(
            ["会议由甲方主持。", "AMG与SKF签约。", "双方表示满意。"],
            ["The meeting was hosted by Party A.", "AMG and SKF signed.", "Both were satisfied."],
            "en",
            "0=0 1=1 2=2",
            id="latin-names",
        ),
    ],
)
def test_segments_find_their_translation(source: list[str], target: list[str], lang: Lang, wanted: str) -> None:
    assert _written(align_segments(_bitext(source, target), lang)) == wanted


def _written(matches: tuple[Match, ...]) -> str:
    return " ".join(f"{','.join(map(str, m.source))}={','.join(map(str, m.target))}" for m in matches)


def test_a_sentence_that_moved_into_the_next_paragraph_joins_nothing() -> None:
    source = [
        _SALES + _PROFIT + _STAFF,
        _PLANT + "新厂占地面积12.5万平方米，分两期建设。该项目是当地重点工程，已列入规划。",
    ]
    target = [
        f"{_SALES_EN} {_PROFIT_EN}",
        f"{_STAFF_EN} {_PLANT_EN} The plant covers 125,000 sq m and is built in two phases. It is a key local project.",
    ]
    assert _written(align_segments(_bitext(source, target), "en")) == "0=0 1=1"


def test_a_paired_bitext_is_taken_as_it_is() -> None:
    bitext = _bitext([_SALES, _PROFIT, _STAFF], [_PROFIT_EN, _SALES_EN], paired=True)
    assert align_segments(bitext, "en") == (Match((0,), (0,)), Match((1,), (1,)), Match((2,), ()))


def test_the_sentences_of_a_pair_are_aligned_within_it() -> None:
    alignment = align_sentences(_bitext([_SALES + _STAFF], [f"{_SALES_EN} {_STAFF_EN}"], paired=True), "en")
    assert [(bead.source, bead.target) for bead in alignment.beads] == [((0,), (0,)), ((1,), (1,))]


def test_a_quotation_in_the_middle_of_a_japanese_sentence_does_not_end_it() -> None:
    alignment = align_sentences(_bitext([_QUOTE], ["「受注は好調だ。」と会長は述べた。増産する。"]), "ja")
    assert [piece.text for piece in alignment.target] == ["「受注は好調だ。」と会長は述べた。", "増産する。"]


def test_an_empty_side_matches_nothing() -> None:
    assert align_segments(_bitext([_SALES], []), "en") == (Match((0,), ()),)
    assert align_segments(_bitext([], [_SALES_EN]), "en") == (Match((), (0,)),)


def _long(count: int) -> tuple[list[str], list[str]]:
    source = [f"第{n}车间的产量为{n * 37 + 1011}台，其中三分之一用于出口。设备运行正常。" for n in range(count)]
    target = [
        f"Workshop {n} made {n * 37 + 1011:,} units, a third of them for export. The machines ran normally."
        for n in range(count)
    ]
    return source, target


def test_three_hundred_paragraphs_with_two_left_out_are_aligned_in_a_second() -> None:
    source, target = _long(300)
    del target[200], target[50]
    before = time.process_time()
    found = align_segments(_bitext(source, target), "en")
    assert time.process_time() - before < 3  # a machine under load; 0.6 s on an idle one
    assert [m.source for m in found if not m.target] == [(50,), (200,)]
    assert Match((120,), (119,)) in found
    assert Match((299,), (297,)) in found
