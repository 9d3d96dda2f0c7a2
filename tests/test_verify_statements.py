"""Planted errors in finished sentences: each must be found, and a right sentence must pass."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.values import Entity, Figure, Lang, Period, Qualifier, Span
from briefing.verify.compare import verify_statement

INVESTMENT = Figure(Span(0, 9), "总投资超204.5亿元", Decimal("20450000000"), "CNY", qualifier=Qualifier.OVER)
PROJECTS = Figure(Span(10, 15), "15个项目", Decimal(15), "count", counter="个")
FALL = Figure(Span(20, 26), "下降2.9%", Decimal("2.9"), "percent", direction=-1)
DAY = Period(Span(30, 36), "11月19日", "day", month=11, day=19)
SANY = Entity("三一集团", "company", "Sany Group", "三一集団", "built-in", Span(40, 44))
FIGURES = (INVESTMENT, PROJECTS, FALL)

GOOD_EN = "On 19 November Sany Group signed 15 projects worth more than RMB 20.45 billion, down 2.9%."
GOOD_JA = "三一集団は11月19日、15件の事業に調印した。総額は204億5,000万元超で、2.9%減った。"


def codes(text: str, lang: Lang) -> list[str]:
    return [f.code for f in verify_statement(text, lang, FIGURES, (DAY,), (SANY,))]


@pytest.mark.parametrize(("text", "lang"), [(GOOD_EN, "en"), (GOOD_JA, "ja")])
def test_a_right_sentence_has_no_findings(text: str, lang: Lang) -> None:
    assert codes(text, lang) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("20.45 billion", "204.5 billion", "figure.value"),
        ("20.45 billion", "2.045 billion", "figure.value"),
        ("20.45 billion", "20.45 million", "figure.value"),
        ("20.45 billion", "20.54 billion", "figure.value"),
        ("RMB 20.45", "US$20.45", "figure.unit"),
        ("RMB 20.45", "¥20.45", "figure.unit"),
        ("more than RMB", "RMB", "figure.qualifier"),
        ("more than RMB", "nearly RMB", "figure.qualifier"),
        ("more than RMB", "about RMB", "figure.qualifier"),
        ("15 projects", "about 15 projects", "figure.qualifier"),
        ("down 2.9%", "up 2.9%", "figure.direction"),
        ("down 2.9%", "down 2.9 percentage points", "figure.unit"),
        ("down 2.9%", "down 29%", "figure.value"),
        (", down 2.9%", "", "figure.dropped"),
        ("15 projects", "projects", "figure.dropped"),
        ("15 projects", "six projects", "figure.value"),
        ("down 2.9%", "down 2.9%, with 40 more planned", "figure.added"),
        ("19 November", "18 November", "date.added"),
        ("19 November", "19 October", "date.added"),
        ("19 November", "19 November 2019", "date.added"),
        ("Sany Group", "Sany Heavy Industry", "name.form"),
        ("Sany Group", "三一集团 Sany Group", "residue.chinese"),
    ],
)
def test_a_planted_error_in_english_is_found(old: str, new: str, code: str) -> None:
    assert old in GOOD_EN
    assert codes(GOOD_EN.replace(old, new), "en") == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("204億5,000万元", "2,045億元", "figure.value"),
        ("204億5,000万元", "20億4,500万元", "figure.value"),
        ("204億5,000万元", "204億5,000元", "figure.value"),
        ("万元超", "万ドル超", "figure.unit"),
        ("万元超", "万円超", "figure.unit"),
        ("万元超", "万元", "figure.qualifier"),
        ("万元超", "万元近く", "figure.qualifier"),
        ("15件", "約15件", "figure.qualifier"),
        ("2.9%減", "2.9%増", "figure.direction"),
        ("2.9%減", "2.9ポイント減", "figure.unit"),
        ("、2.9%減った", "ある", "figure.dropped"),
        ("15件の事業", "事業", "figure.dropped"),
        ("15件", "51件", "figure.value"),
        ("2.9%減った", "2.9%減った。ほかに40件を計画", "figure.added"),
        ("11月19日", "11月18日", "date.added"),
        ("11月19日", "2019年11月19日", "date.added"),
        ("三一集団", "三一重工", "name.form"),
        ("事業", "项目", "residue.chinese"),
    ],
)
def test_a_planted_error_in_japanese_is_found(old: str, new: str, code: str) -> None:
    assert old in GOOD_JA
    assert codes(GOOD_JA.replace(old, new), "ja") == [code]


def test_the_message_names_the_power_of_ten() -> None:
    text = GOOD_EN.replace("20.45 billion", "204.5 billion")
    (finding,) = verify_statement(text, "en", FIGURES, (DAY,), (SANY,))
    assert finding.message == "总投资超204.5亿元 became more than RMB 204.5 billion (by a factor of 10^1)"
    assert finding.target is not None
    assert finding.target.of(text) == "more than RMB 204.5 billion"


def test_a_number_in_a_name_is_no_figure() -> None:
    zone = Entity("798艺术区", "place", "798 Art Zone", "798芸術区", "built-in", Span(0, 6))
    assert verify_statement("It is in 798 Art Zone.", "en", (), (), (zone,)) == ()


def test_the_length_of_a_period_is_no_added_figure() -> None:
    months = Period(Span(0, 8), "2016年前7个月", "months", year=2016, month=1, month_to=7)
    years = Period(Span(0, 4), "过去五年", "past", count=5, unit="year")
    text = "In the first seven months of 2016 it fell; over the past five years it rose."
    assert verify_statement(text, "en", (), (months, years), ()) == ()


def test_a_fall_may_carry_its_sign_in_the_number() -> None:
    negative = Figure(Span(0, 5), "负3.5%", Decimal("-3.5"), "percent")
    assert verify_statement("Growth was minus 3.5%.", "en", (negative,), (), ()) == ()
    assert [f.code for f in verify_statement("Growth was 3.5%.", "en", (negative,), (), ())] != []


def test_two_amounts_that_are_swapped_in_currency_are_both_found() -> None:
    yuan = Figure(Span(0, 5), "50亿元", Decimal("5000000000"), "CNY")
    dollars = Figure(Span(6, 11), "20亿美元", Decimal("2000000000"), "USD")
    text = "It paid US$5 billion and RMB 2 billion."
    assert [f.code for f in verify_statement(text, "en", (yuan, dollars), (), ())] == ["figure.unit", "figure.unit"]


def test_half_of_a_range_is_not_the_range() -> None:
    figure = Figure(Span(0, 6), "3亿—5亿元", Decimal(300000000), "CNY", Decimal(500000000), qualifier=Qualifier.RANGE)
    assert verify_statement("It will cost RMB 300–500 million.", "en", (figure,), (), ()) == ()
    assert verify_statement("It will cost RMB 500 million.", "en", (figure,), (), ()) != ()
