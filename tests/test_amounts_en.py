"""Figures in English, worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.translate.amounts import write_change, write_figure
from briefing.values import Comparison, Figure, Period, Qualifier, Span

YOY, POP = Comparison.YEAR_ON_YEAR, Comparison.PREVIOUS_PERIOD


def fig(value: str | None, unit: str, text: str = "", **more: object) -> Figure:
    if "upper" in more:
        more |= {"upper": Decimal(str(more["upper"])), "qualifier": Qualifier.RANGE}
    number = None if value is None else Decimal(value)
    return Figure(Span(0, len(text)), text, number, unit, **more)  # type: ignore[arg-type]


AMOUNTS = [
    # money
    ("20450000000", "CNY", "RMB 20.45 billion"),
    ("20450000000.0", "CNY", "RMB 20.45 billion"),
    ("2.045E+10", "CNY", "RMB 20.45 billion"),
    ("782.52", "CNY", "RMB 782.52"),
    ("1961000000", "USD", "US$1.961 billion"),
    ("2355000000", "HKD", "HK$2.355 billion"),
    ("3000000", "EUR", "€3 million"),
    ("115000000000", "GBP", "£115 billion"),
    ("5000000000", "JPY", "¥5 billion"),
    ("5000000000000", "KRW", "KRW 5 trillion"),
    ("860100000000", "CNY", "RMB 860.1 billion"),
    ("13210000000000", "CNY", "RMB 13.21 trillion"),
    ("613110000", "CNY", "RMB 613.11 million"),
    ("2090000000000", "CNY", "RMB 2.09 trillion"),
    ("873000000000", "CNY", "RMB 873 billion"),
    ("10000", "CNY", "RMB 10,000"),
    ("999999", "CNY", "RMB 999,999"),
    ("1000000", "CNY", "RMB 1 million"),
    ("999999999", "CNY", "RMB 999,999,999"),
    ("1000000000", "CNY", "RMB 1 billion"),
    ("1234500", "CNY", "RMB 1.2345 million"),
    ("1234567", "CNY", "RMB 1,234,567"),
    ("1234567.89", "CNY", "RMB 1,234,567.89"),
    ("12345678901234", "CNY", "RMB 12,345,678,901,234"),
    ("100000000000000", "CNY", "RMB 100 trillion"),
    ("0.35", "CNY", "RMB 0.35"),
    ("15000.0", "CNY", "RMB 15,000"),
    ("30000", "TWD", "TWD 30,000"),
    ("6600", "CNY/m2", "RMB 6,600 per square metre"),
    ("72.5", "USD/barrel", "US$72.5 per barrel"),
    ("3850", "CNY/t", "RMB 3,850 per tonne"),
    ("1.25", "CNY/share", "RMB 1.25 per share"),
    ("2000000", "CNY/mu", "RMB 2 million per mu"),
    ("1300", "USD/oz", "US$1,300 per ounce"),
    # ratios
    ("3.5", "percent", "3.5%"),
    ("0.05", "percent", "0.05%"),
    ("100", "percent", "100%"),
    ("1200", "percent", "1,200%"),
    ("5", "permille", "5‰"),
    ("1.7", "pp", "1.7 percentage points"),
    ("1", "pp", "1 percentage point"),
    ("66", "bp", "66 basis points"),
    ("2", "times", "2 times"),
    ("2.5", "times", "2.5 times"),
    ("1", "fraction/3", "one-third"),
    ("2", "fraction/3", "two-thirds"),
    ("1", "fraction/2", "half"),
    ("1", "fraction/4", "one-quarter"),
    ("3", "fraction/4", "three-quarters"),
    ("9", "fraction/10", "nine-tenths"),
    ("3", "fraction/16", "3/16"),
    # measures
    ("338000", "t", "338,000 tonnes"),
    ("1531000", "t", "1.531 million tonnes"),
    ("1", "t", "1 tonne"),
    ("0.5", "t", "0.5 tonnes"),
    ("9600000", "km2", "9.6 million square kilometres"),
    ("500", "mu", "500 mu"),
    ("12.5", "ha", "12.5 hectares"),
    ("64000", "TEU", "64,000 TEU"),
    ("50000", "barrel/day", "50,000 barrels per day"),
    ("350", "km/hour", "350 km/h"),
    ("1000", "MW", "1,000 MW"),
    ("120000000000", "kWh", "120 billion kWh"),
    ("36", "km", "36 km"),
    ("5", "m", "5 metres"),
    ("80", "kg", "80 kg"),
    ("3500000", "m3", "3.5 million cubic metres"),
    # stretches of time
    ("20", "year", "20 years"),
    ("5", "year", "five years"),
    ("1", "year", "one year"),
    ("12", "month", "12 months"),
    ("7", "month", "seven months"),
    ("100", "day", "100 days"),
    ("19.5", "day", "19.5 days"),
    ("24", "hour", "24 hours"),
    # bare
    ("3285.46", "", "3,285.46"),
    ("50", "", "50"),
    ("-3.5", "percent", "minus 3.5%"),
    ("-1200000000", "CNY", "minus RMB 1.2 billion"),
]


@pytest.mark.parametrize(("value", "unit", "expected"), AMOUNTS, ids=[f"{v} {u}" for v, u, _ in AMOUNTS])
def test_an_amount_is_written_in_english_with_every_digit(value: str, unit: str, expected: str) -> None:
    assert write_figure(fig(value, unit), "en") == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (fig("200", "CNY", qualifier=Qualifier.ABOUT), "about RMB 200"),
        (fig("20000000000", "CNY", qualifier=Qualifier.OVER), "more than RMB 20 billion"),
        (fig("1000", "count", qualifier=Qualifier.NEARLY), "nearly 1,000"),
        (fig("13", "count", qualifier=Qualifier.AT_LEAST), "at least 13"),
        (fig("2000", "count", qualifier=Qualifier.AT_MOST), "up to 2,000"),
        (fig("8", "percent", qualifier=Qualifier.ABOUT), "about 8%"),
        (fig("1", "fraction/3", qualifier=Qualifier.OVER), "more than one-third"),
        (fig("1200000000000", "CNY", "1.2—1.5万亿", upper="1500000000000"), "RMB 1.2–1.5 trillion"),
        (
            fig("1200000000000", "CNY", "1.2万亿至1.5万亿元", upper="1500000000000"),
            "RMB 1.2 trillion to RMB 1.5 trillion",
        ),
        (fig("300000000", "CNY", "3亿—5亿元", upper="500000000"), "RMB 300 million to RMB 500 million"),
        (fig("900000000", "CNY", "9亿-12亿元", upper="1200000000"), "RMB 900 million to RMB 1.2 billion"),
        (fig("3", "percent", "3%-5%", upper="5"), "3–5%"),
        (fig("0.5", "pp", "0.5至1个百分点", upper="1"), "0.5–1 percentage points"),
        (fig("300", "t", "300-500吨", upper="500"), "300–500 tonnes"),
        (fig("30000", "t", "3-5万吨", upper="50000"), "30,000–50,000 tonnes"),
        (fig("1", "t", "1吨到150万吨", upper="1500000"), "1–1,500,000 tonnes"),
        (fig("10", "CNY/m2", "10-12元", upper="12"), "RMB 10–12 per square metre"),
        (fig("3", "year", "3-5年", upper="5"), "three to five years"),
        (fig("5000000000", "CNY", multiple="class"), "RMB 5 billion-class"),
        (fig("500000000", "CNY", multiple="class"), "RMB 500 million-class"),
        (fig("21", "", "正21"), "plus 21"),
        (fig("-23", "", "负23"), "minus 23"),
        (fig("8.0", "percent", "8.0%"), "8.0%"),
        (fig("8.0", "percent", "８.０％"), "8.0%"),
        (fig("8.0", "percent", "8%"), "8%"),
    ],
)
def test_qualifiers_ranges_and_signs_are_kept(figure: Figure, expected: str) -> None:
    assert write_figure(figure, "en") == expected


@pytest.mark.parametrize(
    ("value", "noun", "plural", "expected"),
    [
        ("6", "project", "projects", "six projects"),
        ("28", "agreement", "agreements", "28 agreements"),
        ("9", "proposal", "proposals", "nine proposals"),
        ("10", "proposal", "proposals", "10 proposals"),
        ("1", "brewery", "breweries", "one brewery"),
        ("117015", "vehicle", "vehicles", "117,015 vehicles"),
        ("16190000", "passenger", "passengers", "16.19 million passengers"),
        ("1.5", "project", "projects", "1.5 projects"),
        ("5", "aircraft", "", "five aircraft"),
    ],
)
def test_a_count_takes_its_noun_and_small_ones_are_words(value: str, noun: str, plural: str, expected: str) -> None:
    assert write_figure(fig(value, "count"), "en", noun=noun, noun_plural=plural) == expected


@pytest.mark.parametrize(
    ("counter", "expected"),
    [("辆", "326 vehicles"), ("股", "326 shares"), ("人", "326 people"), ("家", "326"), ("个", "326"), ("新", "326")],
)
def test_a_counter_gives_the_noun_only_where_it_can_be_no_other(counter: str, expected: str) -> None:
    assert write_figure(fig("326", "count", counter=counter), "en") == expected


def test_a_range_of_small_counts_is_in_words() -> None:
    figure = fig("3", "count", "3至5个", upper="5")
    assert write_figure(figure, "en", noun="project", noun_plural="projects") == "three to five projects"


@pytest.mark.parametrize("figure", [fig(None, "CNY"), fig("5", "XXQ"), fig("5", "CNY/xq"), fig("5", "fraction/x")])
def test_what_has_no_number_or_an_unknown_unit_is_not_written(figure: Figure) -> None:
    assert write_figure(figure, "en") == ""
    assert write_change(figure, "en", direction=1, comparison=YOY, period=None, mv="amount") == ""


def test_the_qualifier_can_be_left_to_the_caller() -> None:
    assert write_figure(fig("8", "percent", qualifier=Qualifier.ABOUT), "en", qualified=False) == "8%"


MONTH = Period(Span(0, 0), "8月", "month", month=8)
QUARTER = Period(Span(0, 0), "三季度", "quarter", quarter=3)


@pytest.mark.parametrize(
    ("figure", "direction", "comparison", "period", "verb", "expected"),
    [
        (fig("2.9", "percent"), 1, YOY, None, False, "up 2.9% year on year"),
        (fig("2.9", "percent"), -1, YOY, MONTH, True, "fell 2.9% year on year"),
        (fig("2.9", "percent"), 1, None, None, False, "up 2.9%"),
        (fig("2.9", "percent"), 1, None, None, True, "rose 2.9%"),
        (fig("0.9", "pp"), -1, POP, MONTH, False, "down 0.9 percentage points from the previous month"),
        (fig("0.9", "pp"), -1, YOY, MONTH, False, "down 0.9 percentage points from a year earlier"),
        (fig("1.3", "percent"), 1, POP, QUARTER, False, "up 1.3% from the previous quarter"),
        (fig("1.3", "percent"), 1, POP, None, False, "up 1.3% from the previous period"),
        (fig("8", "percent", qualifier=Qualifier.ABOUT), -1, None, None, False, "down about 8%"),
        (fig("5000000000", "CNY"), 1, YOY, None, False, "up RMB 5 billion from a year earlier"),
        (fig("1.5", "times"), 1, YOY, None, False, "up by 1.5 times the year-earlier level"),
        (fig("1.5", "times"), 1, None, None, True, "rose by 1.5 times the earlier level"),
        (fig("3", "percent", "3%-5%", upper="5"), 1, None, None, False, "up 3–5%"),
        (
            fig("900000000", "CNY", "9亿-12亿元", upper="1200000000"),
            1,
            None,
            None,
            False,
            "up by between RMB 900 million and RMB 1.2 billion",
        ),
    ],
)
def test_a_change_says_direction_size_and_basis(
    figure: Figure, direction: int, comparison: Comparison | None, period: Period | None, verb: bool, expected: str
) -> None:
    said = write_change(figure, "en", direction=direction, comparison=comparison, period=period, mv="amount", verb=verb)
    assert said == expected
