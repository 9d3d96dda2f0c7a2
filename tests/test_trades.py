"""What a term of a trade may be a figure of, and what that trade calls it."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Lang, Paragraph, Phrase, Span, Status


def read(text: str) -> Article:
    return Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))


def told(text: str) -> list[tuple[str, str, Status]]:
    """English term, written amount and status of each measure of ``text``."""
    reading = Reader(terms.built_in(), rules.built_in()).read(read(text))
    measures = [fact for fact in reading.facts if isinstance(fact.slots.get("metric"), Phrase)]
    return [(m.slots["metric"].form("en"), m.slots["value"].span.of(text), m.status) for m in measures]


def rows(text: str, lang: Lang) -> list[tuple[str, str]]:
    brief = brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(read(text))), lang)
    return [(row.label.partition("（")[0].partition(" (")[0], row.value) for row in brief.rows]


@pytest.mark.parametrize(
    "text",
    [
        "10月总保费达32元/亩。",  # a premium for each field, no sum
        "10月净利润达5亿份。",
        "10月毛利率达5亿元。",
        "10月月活用户达30%。",
        "10月离岸价为7.1。",  # of a currency
        "10月累计投资达70%。",  # of what was planned
    ],
)
def test_a_figure_with_a_unit_its_measure_cannot_have_is_not_read(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "term", "amount"),
    [
        ("10月离岸价为560美元/吨。", "FOB price", "560美元/吨"),
        ("10月毛利率为30%。", "gross margin", "30%"),
        ("10月出口为5万辆。", "exports", "5万辆"),
        ("10月出口为5亿美元。", "exports", "5亿美元"),
        ("10月中签率为16%。", "lottery success rate", "16%"),
        ("10月平均回本周期为20个月。", "payback period", "20个月"),
    ],
)
def test_one_with_a_unit_it_can_have_is(text: str, term: str, amount: str) -> None:
    (said,) = told(text)
    assert (said[0] in ("", term), said[1]) == (True, amount)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("囧海银行10月28日公告，前三季度营业收入86.7亿元。", "営業収益"),
        ("囧海证券前三季度营业收入86.7亿元。", "営業収益"),
        ("公司获得银行授信，前三季度营业收入86.7亿元。", "売上高"),
        ("囧海科技前三季度营业收入86.7亿元。", "売上高"),
    ],
)
def test_banks_and_brokers_have_operating_income_in_japanese(text: str, label: str) -> None:
    assert rows(text, "ja") == [(label, "86億7,000万元")]


def test_an_age_and_a_number_of_days_are_no_lengths_of_time() -> None:
    assert rows("10月平均机龄为5.1年。", "ja") == [("平均機齢", "5.1年")]
    assert rows("10月库存周转天数为38天。", "ja") == [("在庫回転日数", "38日")]


def test_what_is_so_now_is_no_part_of_the_plan_before_it() -> None:
    text = "她把目标定为开店100家，计划新店面积控制在80平方米以内，而目前的退货率是23%。"
    assert [status for term, _, status in told(text) if term == "return rate"] == [Status.ACTUAL]


def test_apps_are_told_as_apps() -> None:
    text = "公司去年上线应用120个。"
    assert ("Apps launched", "120") in rows(text, "en")


@pytest.mark.parametrize(("place", "label"), [("湖北", "域内総生産"), ("中国", "国内総生産")])
def test_what_a_province_produces_is_regional_in_japanese(place: str, label: str) -> None:
    assert rows(f"2024年，{place}GDP增长5.9%。", "ja") == [(label, "5.9%増")]


def test_people_employed_after_counted_shops_are_those_of_the_shops() -> None:
    text = "目前，开封有1860家餐馆，从业人员2.4万人。"
    brief = brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(read(text))), "en")
    assert "employed" not in " ".join(point.text for point in brief.points)
    assert [row.holder for row in brief.rows if row.value.startswith("24,000")] in ([], ["see source"])


@pytest.mark.parametrize(
    ("text", "label"),
    [("2024年，比亚迪收入80亿元。", "売上高"), ("2024年，杭州门票收入80亿元。", "入場料収入")],
    ids=["a company", "tickets"],
)
def test_what_a_company_earns_is_its_sales_in_japanese(text: str, label: str) -> None:
    assert [found for found, _ in rows(text, "ja")] == [label]
