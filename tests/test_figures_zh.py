from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.facts.figures import figures_in, read_figures
from briefing.facts.fold import fold
from briefing.facts.numerals import arabic_value, han_value
from briefing.facts.periods import read_periods
from briefing.facts.spell import spell_han, spell_number, spell_zh
from briefing.values import Figure, Qualifier, Span

TABLES = Path(__file__).parent / "tables"


def _rows(name: str) -> list[list[str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line]


def _expected() -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for source, *fields in _rows("figures_zh.tsv"):
        table.setdefault(source, []).append(tuple(fields))
    return table


def _shown(figure: Figure) -> tuple[str, ...]:
    return (
        figure.text,
        "none" if figure.value is None else str(figure.value),
        "" if figure.upper is None else str(figure.upper),
        figure.unit,
        figure.counter,
        figure.qualifier.value,
        str(figure.direction) if figure.direction else "",
        figure.comparison.value if figure.comparison else "",
        figure.multiple,
    )


@pytest.mark.parametrize(("source", "expected"), _expected().items())
def test_a_figure_is_read_exactly(source: str, expected: list[tuple[str, ...]]) -> None:
    assert [_shown(figure) for figure in read_figures(source)] == expected


@pytest.mark.parametrize("source", [row[0] for row in _rows("never_figures_zh.tsv")])
def test_a_word_with_a_numeral_in_it_is_no_figure(source: str) -> None:
    assert [figure.text for figure in read_figures(source)] == []


@pytest.mark.parametrize("source", ["1万5", "1.2亿3000万元", "1亿2000元", "5万 3000人", "12，345元", "3，187亿元"])
def test_what_is_not_certain_has_no_value(source: str) -> None:
    assert [figure.value for figure in read_figures(source)] == [None]


@pytest.mark.parametrize(
    "source", ["内陆省会城市", "流言四起", "三元锂电池", "“8·11”汇改", "退一万步说", "老两口", "六本木"]
)
def test_a_word_or_name_is_no_figure(source: str) -> None:
    assert read_figures(source) == ()


@pytest.mark.parametrize(
    ("source", "value", "upper"),
    [
        ("奖金十万元", 100_000, None),
        ("十万人参加", 100_000, None),
        ("罚款三到十万元", 30_000, 100_000),
        ("十亿元", 10**9, None),
    ],
)
def test_ten_before_a_scale_is_a_number(source: str, value: int, upper: int | None) -> None:
    assert [(figure.value, figure.upper) for figure in read_figures(source)] == [(value, upper)]


def test_a_change_and_a_level_of_other_precision_are_no_range() -> None:
    assert [figure.value for figure in read_figures("利率下跌0.7%至3.14159%")] == [Decimal("0.7"), Decimal("3.14159")]
    (figure,) = read_figures("预计增长10%至12.5%")
    assert (figure.value, figure.upper) == (10, Decimal("12.5"))


def test_eleven_digits_with_a_unit_are_no_telephone() -> None:
    assert [figure.value for figure in read_figures("总额13000000000元，电话13000000000。")] == [13 * 10**9]


def test_a_formal_digit_alone_counts_money() -> None:
    assert [figure.value for figure in read_figures("人民币陆元整")] == [6]


def test_a_dash_before_a_chinese_numeral_is_no_sign() -> None:
    assert [figure.value for figure in read_figures("发言人 - 两名女士")] == [2]


def test_pence_are_hundredths_of_a_pound() -> None:
    (figure,) = read_figures("售价40便士")
    assert (figure.value, figure.unit) == (Decimal("0.4"), "GBP")


def test_the_span_covers_qualifier_number_and_unit() -> None:
    text = "去年产值约为 1.2 亿元左右。"
    (figure,) = read_figures(text)
    assert figure.span.of(text) == figure.text == "约为 1.2 亿元左右"


def test_figures_of_folded_text_have_spans_of_the_original() -> None:
    text = "增长 11.8 % ， 达 200 亿元"
    assert [f.span.of(text) for f in figures_in(fold(text))] == ["11.8 %", "200 亿元"]


def test_a_fall_keeps_its_written_value_and_has_a_direction() -> None:
    (figure,) = read_figures("同比减少1.7个百分点")
    assert (figure.value, figure.direction) == (Decimal("1.7"), -1)


@given(st.integers(1, 10**12 - 1))
def test_a_chinese_numeral_reads_back(number: int) -> None:
    assert han_value(spell_han(number)) == number
    (figure,) = read_figures(f"共计{spell_han(number)}元。")
    assert figure.value == number


@given(st.decimals(0, 10**14, places=3) | st.integers(0, 10**14).map(Decimal))
def test_a_number_in_digits_reads_back(value: Decimal) -> None:
    assert arabic_value(spell_number(value))[0] == value


_UNITS = st.sampled_from(
    [("CNY", ""), ("USD", ""), ("percent", ""), ("pp", ""), ("m2", ""), ("t", ""), ("kWh", ""), ("CNY/t", "")]
    + [("count", counter) for counter in ("家", "个", "人", "辆", "项", "人次")]
)
_QUALIFIERS = st.sampled_from([q for q in Qualifier if q is not Qualifier.RANGE])


@given(st.integers(2, 10**13).map(Decimal), _UNITS, _QUALIFIERS, st.sampled_from(["", "class"]))
def test_a_spelled_figure_reads_back(
    value: Decimal, unit: tuple[str, str], qualifier: Qualifier, multiple: str
) -> None:
    figure = Figure(Span(0, 0), "", value, unit[0], counter=unit[1], qualifier=qualifier, multiple=multiple)  # type: ignore[arg-type]
    (read,) = read_figures(f"该项目涉及{spell_zh(figure)}。")
    assert (read.value, read.unit, read.counter, read.qualifier, read.multiple) == (value, *unit, qualifier, multiple)


@given(st.integers(1, 10**6), st.integers(1, 10**6), _UNITS)
def test_a_spelled_range_reads_back(low: int, step: int, unit: tuple[str, str]) -> None:
    figure = Figure(Span(0, 0), "", Decimal(low), unit[0], Decimal(low + step), unit[1], qualifier=Qualifier.RANGE)
    (read,) = read_figures(f"预计{spell_zh(figure)}。")
    assert (read.value, read.upper, read.unit, read.counter) == (low, low + step, *unit)


_PIECES = st.sampled_from(
    [*"0123456789一二两三四五六七八九十百千万亿零半几数多余成点",
     *"分之倍翻番第负正-+—至到.,，、。%‰$¥元月日年时期季度个家",
     *"人约近超过不以上下左右同比环比增长降每股/()（）“” \n　１２．％",
     "美元", "亿元", "个百分点", "2019年", "截至", "万亿", "同比", "上半年", "CX-4", "600519.SH", "以来"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=30))
def test_any_text_gives_figures_in_order_that_are_in_the_text(text: str) -> None:
    figures, periods = read_figures(text), read_periods(text)
    for found in (figures, periods):
        assert all(item.span.of(text) == item.text and item.text for item in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert not any(f.span.overlaps(p.span) for f in figures for p in periods)


def test_a_sentence_takes_less_than_a_millisecond() -> None:
    text = "公告显示，2020年前三季度公司实现营业收入约12.6亿元，同比增长8.7%，净利润1亿2000万元，增加1.7个百分点。"
    read_figures(text)
    started = time.perf_counter()
    for _ in range(20):
        read_figures(text)
    # Ten times what it takes, so that a busy machine does not fail it.
    assert (time.perf_counter() - started) / 20 < 0.01
