"""Companies no term file holds: by definition, by the beginning of their full name, by what only a company has."""

from __future__ import annotations

import pytest

from briefing.facts.names import find_names
from briefing.lexicon.terms import built_in


def companies(text: str) -> list[tuple[int, str, str]]:
    known = [(m.start, m.end, m.term.cat) for m in built_in().matches(text)]
    return [(n.start, n.zh, n.en) for n in find_names(text, known) if n.kind == "company"]


def test_a_defined_short_form_is_the_company_wherever_it_stands() -> None:
    text = "宁东新能源科技有限公司(以下简称“宁东新能源”)12日宣布扩产。宁东新能源称,工程顺利。"
    assert [(zh, en) for _, zh, en in companies(text)] == [
        ("宁东新能源科技有限公司", "Ningdong New Energy Technology Co., Ltd."),
        ("宁东新能源", "Ningdong New Energy"),
        ("宁东新能源", "Ningdong New Energy"),
    ]


def test_the_beginning_of_a_full_name_is_the_company() -> None:
    text = "江南精工股份有限公司发布公告。江南精工净利润下降。"
    assert [(at, zh) for at, zh, _ in companies(text)] == [(0, "江南精工股份有限公司"), (15, "江南精工")]


def test_latin_letters_are_a_company_where_the_text_says_so() -> None:
    text = "软银收购芯片设计公司ARM。ARM去年营收增长。"
    assert [(at, en) for at, _, en in companies(text) if en == "ARM"] == [(10, "ARM"), (14, "ARM")]


@pytest.mark.parametrize(
    "text",
    [
        "GDP增速放缓。GDP同比增长。",
        "业内人士表示涨价。业内人士称将降价。",
        "ARM涨价了。",
        "公交公司IC卡销售中心。IC卡已售完。",
        "石油企业JX能源认为，需求回落。JX能源拟减产。",
        "董事长表示满意。董事长称将增资。",
    ],
)
def test_what_may_be_anything_is_no_company(text: str) -> None:
    assert companies(text) == []


def test_a_word_or_a_place_before_an_ending_is_a_name_where_headline_and_text_open_with_it() -> None:
    text = "振华海运一季度预盈12亿元\n\n振华海运4月8日发布业绩预告，预计净利润增长。"
    assert {zh for _, zh, _ in companies(text)} == {"振华海运"}


def test_the_same_word_told_once_is_no_company() -> None:
    assert companies("振华海运业务的发展。各地海运业务增长。") == []


def test_a_stretch_of_time_before_a_round_of_funding_is_no_company() -> None:
    assert "半年内" not in {zh for _, zh, _ in companies("这是公司半年内完成的第二笔融资。")}


def test_the_code_of_a_mainland_share_makes_a_name_of_what_stands_before_it() -> None:
    text = "安和里(600991)披露三季报。安和里前三季度亏损1亿元。"
    assert [(zh, en) for _, zh, en in companies(text)] == [("安和里", "Anheli"), ("安和里", "Anheli")]


def test_the_code_of_a_foreign_share_does_not() -> None:
    assert companies("安和里(6098.T)披露三季报。") == []
