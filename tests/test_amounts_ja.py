"""Figures in Japanese, worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.translate.amounts import AmountStyle, write_change, write_figure
from briefing.translate.unit_words import unit_words
from briefing.values import Comparison, Figure, Period, PeriodForm, Qualifier, Span

YOY, POP = Comparison.YEAR_ON_YEAR, Comparison.PREVIOUS_PERIOD


def fig(value: str | None, unit: str, text: str = "", **more: object) -> Figure:
    if "upper" in more:
        more |= {"upper": Decimal(str(more["upper"])), "qualifier": Qualifier.RANGE}
    number = None if value is None else Decimal(value)
    return Figure(Span(0, len(text)), text, number, unit, **more)  # type: ignore[arg-type]


AMOUNTS = [
    ("20450000000", "CNY", "204億5,000万元"),
    ("20450000000.0", "CNY", "204億5,000万元"),
    ("1961000000", "USD", "19億6,100万ドル"),
    ("2355000000", "HKD", "23億5,500万香港ドル"),
    ("860100000000", "CNY", "8,601億元"),
    ("13210000000000", "CNY", "13兆2,100億元"),
    ("613110000", "CNY", "6億1,311万元"),
    ("2090000000000", "CNY", "2兆900億元"),
    ("782.52", "CNY", "782.52元"),
    ("3000000", "EUR", "300万ユーロ"),
    ("115000000000", "GBP", "1,150億ポンド"),
    ("5000000000", "JPY", "50億円"),
    ("5000000000000", "KRW", "5兆ウォン"),
    ("10000", "CNY", "1万元"),
    ("9999", "CNY", "9,999元"),
    ("10009", "CNY", "1万9元"),
    ("99999999", "CNY", "9,999万9,999元"),
    ("100000000", "CNY", "1億元"),
    ("100000005", "CNY", "1億5元"),
    ("100050000", "CNY", "1億5万元"),
    ("12345678901234", "CNY", "12兆3,456億7,890万1,234元"),
    ("12345.67", "CNY", "1万2,345.67元"),
    ("1000000000000", "CNY", "1兆元"),
    ("12000000000000000", "CNY", "12,000兆元"),
    ("0.35", "CNY", "0.35元"),
    ("15000.0", "CNY", "1万5,000元"),
    ("6600", "CNY/m2", "1平方メートル当たり6,600元"),
    ("72.5", "USD/barrel", "1バレル当たり72.5ドル"),
    ("3850", "CNY/t", "1トン当たり3,850元"),
    ("1.25", "CNY/share", "1株当たり1.25元"),
    ("2000000", "CNY/mu", "1ムー当たり200万元"),
    ("3.5", "percent", "3.5%"),
    ("0.05", "percent", "0.05%"),
    ("1200", "percent", "1,200%"),
    ("5", "permille", "5‰"),
    ("1.7", "pp", "1.7ポイント"),
    ("66", "bp", "66ベーシスポイント"),
    ("2", "times", "2倍"),
    ("2.5", "times", "2.5倍"),
    ("1", "fraction/3", "3分の1"),
    ("2", "fraction/3", "3分の2"),
    ("1", "fraction/2", "半分"),
    ("3", "fraction/16", "16分の3"),
    ("338000", "t", "33万8,000トン"),
    ("1531000", "t", "153万1,000トン"),
    ("9600000", "km2", "960万平方キロメートル"),
    ("500", "mu", "500ムー"),
    ("12.5", "ha", "12.5ヘクタール"),
    ("64000", "TEU", "6万4,000TEU"),
    ("50000", "barrel/day", "日量5万バレル"),
    ("350", "km/hour", "時速350キロメートル"),
    ("1000", "MW", "1,000メガワット"),
    ("120000000000", "kWh", "1,200億キロワット時"),
    ("36", "km", "36キロメートル"),
    ("80", "kg", "80キログラム"),
    ("20", "year", "20年間"),
    ("12", "month", "12カ月"),
    ("3", "week", "3週間"),
    ("100", "day", "100日間"),
    ("24", "hour", "24時間"),
    ("30", "minute", "30分間"),
    ("3285.46", "", "3,285.46"),
    ("-3.5", "percent", "マイナス3.5%"),
    ("-1200000000", "CNY", "マイナス12億元"),
]


@pytest.mark.parametrize(("value", "unit", "expected"), AMOUNTS, ids=[f"{v} {u}" for v, u, _ in AMOUNTS])
def test_an_amount_is_written_in_japanese_with_every_digit(value: str, unit: str, expected: str) -> None:
    assert write_figure(fig(value, unit), "ja") == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (fig("200", "CNY", qualifier=Qualifier.ABOUT), "約200元"),
        (fig("20000000000", "CNY", qualifier=Qualifier.OVER), "200億元超"),
        (fig("1000", "count", counter="家", qualifier=Qualifier.NEARLY), "1,000社近く"),
        (fig("13", "count", counter="家", qualifier=Qualifier.AT_LEAST), "13社以上"),
        (fig("2000", "count", counter="人", qualifier=Qualifier.AT_MOST), "最大2,000人"),
        (fig("8", "percent", qualifier=Qualifier.ABOUT), "約8%"),
        (fig("1", "fraction/3", qualifier=Qualifier.OVER), "3分の1超"),
        (fig("20", "year", qualifier=Qualifier.OVER), "20年超"),
        (fig("20", "year", qualifier=Qualifier.ABOUT), "約20年間"),
        (fig("10", "day", qualifier=Qualifier.AT_LEAST), "10日以上"),
        (fig("50000", "barrel/day", qualifier=Qualifier.ABOUT), "日量約5万バレル"),
        (fig("6600", "CNY/m2", qualifier=Qualifier.ABOUT), "1平方メートル当たり約6,600元"),
        (fig("6600", "CNY/m2", qualifier=Qualifier.OVER), "1平方メートル当たり6,600元超"),
        (fig("1200000000000", "CNY", "1.2—1.5万亿", upper="1500000000000"), "1兆2,000億～1兆5,000億元"),
        (fig("300000000", "CNY", "3—5亿元", upper="500000000"), "3～5億元"),
        (fig("300000000", "CNY", "3亿—5亿元", upper="500000000"), "3億～5億元"),
        (fig("30000", "CNY", "30000—50000元", upper="50000"), "3万～5万元"),
        (fig("8000", "CNY", "8000—12000元", upper="12000"), "8,000～1万2,000元"),
        (fig("1", "t", "1吨到150万吨", upper="1500000"), "1～1,500,000トン"),
        (fig("3", "percent", "3%-5%", upper="5"), "3～5%"),
        (fig("3", "year", "3-5年", upper="5"), "3～5年間"),
        (fig("5000000000", "CNY", multiple="class"), "50億元級"),
        (fig("21", "", "正21"), "プラス21"),
        (fig("-23", "", "负23"), "マイナス23"),
        (fig("8.0", "percent", "8.0%"), "8.0%"),
    ],
)
def test_qualifiers_ranges_and_signs_are_kept(figure: Figure, expected: str) -> None:
    assert write_figure(figure, "ja") == expected


@pytest.mark.parametrize(
    ("counter", "expected"),
    [
        ("家", "326社"),
        ("项", "326件"),
        ("辆", "326台"),
        ("列", "326本"),
        ("人", "326人"),
        ("名", "326人"),
        ("所", "326校"),
        ("种", "326種類"),
        ("次", "326回"),
        ("艘", "326隻"),
        ("架", "326機"),
        ("户", "326戸"),
        ("条", "326本"),
        ("股", "326株"),
        ("座", "326カ所"),
        ("个", "326"),
        ("新", "326"),
    ],
)
def test_a_counter_of_the_source_becomes_the_japanese_one(counter: str, expected: str) -> None:
    assert write_figure(fig("326", "count", counter=counter), "ja") == expected


def test_the_counter_of_the_noun_wins() -> None:
    assert write_figure(fig("117015", "count", counter="个"), "ja", ctr="台") == "11万7,015台"


def test_the_house_may_ask_for_a_wide_percent_sign() -> None:
    assert write_figure(fig("3.5", "percent"), "ja", style=AmountStyle(percent_ja="％")) == "3.5％"


@pytest.mark.parametrize("figure", [fig(None, "CNY"), fig("5", "XXQ"), fig("5", "CNY/xq"), fig("5", "fraction/x")])
def test_what_has_no_number_or_an_unknown_unit_is_not_written(figure: Figure) -> None:
    assert write_figure(figure, "ja") == ""
    assert write_change(figure, "ja", direction=1, comparison=YOY, period=None, mv="amount") == ""


def period(form: PeriodForm) -> Period:
    return Period(Span(0, 0), "", form)


@pytest.mark.parametrize(
    ("value", "unit", "direction", "comparison", "form", "mv", "verb", "expected"),
    [
        ("2.9", "percent", 1, YOY, None, "amount", False, "前年同期比2.9%増"),
        ("2.9", "percent", -1, YOY, "month", "amount", False, "前年同月比2.9%減"),
        ("2.9", "percent", 1, YOY, "year", "amount", False, "前年比2.9%増"),
        ("2.9", "percent", 1, YOY, "months", "amount", False, "前年同期比2.9%増"),
        ("2.9", "percent", 1, YOY, "half", "amount", True, "前年同期比2.9%増加"),
        ("2.9", "percent", 1, YOY, "fiscal", "amount", False, "前年度比2.9%増"),
        ("2.9", "percent", 1, POP, "month", "price", False, "前月比2.9%高"),
        ("2.9", "percent", -1, POP, "month", "price", False, "前月比2.9%安"),
        ("2.9", "percent", -1, POP, "month", "price", True, "前月比2.9%下落"),
        ("2.9", "percent", 1, POP, "quarter", "price", True, "前四半期比2.9%上昇"),
        ("2.9", "percent", -1, POP, None, "index", False, "前期比2.9%下落"),
        ("2.9", "percent", 1, POP, "day", "index", False, "前日比2.9%上昇"),
        ("0.9", "pp", -1, POP, "month", "rate", False, "前月比0.9ポイント低下"),
        ("0.9", "pp", 1, None, None, "amount", False, "0.9ポイント上昇"),
        ("20", "bp", -1, None, None, "rate", False, "20ベーシスポイント低下"),
        ("5000000000", "CNY", 1, YOY, None, "amount", False, "前年同期比50億元増"),
        ("2.9", "percent", 1, None, None, "amount", False, "2.9%増"),
        ("1.5", "times", 1, YOY, None, "amount", False, "前年同期の水準の1.5倍に当たる増加"),
        ("2.9", "percent", 0, YOY, None, "amount", False, "前年同期比2.9%"),
    ],
)
def test_a_change_says_basis_size_and_direction(
    value: str, unit: str, direction: int, comparison: Comparison, form: PeriodForm, mv: str, verb: bool, expected: str
) -> None:
    when = period(form) if form else None
    said = write_change(
        fig(value, unit), "ja", direction=direction, comparison=comparison, period=when, mv=mv, verb=verb
    )
    assert said == expected


def test_every_japanese_word_can_be_written_in_japanese() -> None:
    words = unit_words()
    for table in (words.money, words.unit, words.per, words.counter):
        for code, entry in table.items():
            said = entry.ja + entry.ja_short
            assert said.encode("cp932").decode("cp932") == said, code
