from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.facts.fold import fold
from briefing.values import Span


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２．５％", "12.5%"),
        ("（２０１９）", "(2019)"),
        ("增长 11.8 % ， 达 200 亿元", "增长11.8%，达200亿元"),
        ("增长,但是;结果:好!", "增长，但是；结果：好！"),
        ("跌1.7%;7月交货,涨4%,5%", "跌1.7%；7月交货，涨4%，5%"),
        ("1,200.5元, 07:30", "1,200.5元，07:30"),
        ("１，１８７亿", "1,187亿"),
        ("约5，000家", "约5,000家"),
        ("兩億餘元", "两亿余元"),
        ('公司称"没有问题"。', "公司称“没有问题”。"),
        ("「没有」", "“没有”"),
        ("Let's talk 的数据", "Let's talk的数据"),
        ("New York 分行", "New York分行"),
        ("5 ㎡", "5 m2"),
        ("二○一八年", "二〇一八年"),
        ("乾隆与徵收", "乾隆与徵收"),
        ("①②", "①②"),
        ("a\u200bb", "ab"),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_folded_span_leads_back_to_the_original_without_the_spaces_around_it() -> None:
    text = "增长 11.8 % ， 达到"
    folded = fold(text)
    start = folded.text.index("11.8%")
    assert folded.span(start, start + 5) == Span(3, 9)
    assert folded.span(start, start + 5).of(text) == "11.8 %"


def test_a_dropped_space_is_remembered() -> None:
    assert fold("5万 3000人").gap(2)
    assert not fold("5万3000人").gap(2)


@given(st.text(alphabet=st.sampled_from("增长亿元億兩１２3 ,，.．%％\"'\n\t（）( \u3000Aｂ㎡：:"), max_size=40))
def test_offsets_rise_and_stay_inside(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@given(st.text(max_size=40))
def test_any_text_can_be_folded(text: str) -> None:
    folded = fold(text)
    assert folded.span(0, len(folded.text)).end <= len(text)
