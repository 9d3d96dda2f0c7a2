"""Tables: every number in base units or none, and a line of the key-figure table only where all words agree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import read_samples as samples
from drawn import Text, drawn, paragraph, ruled

from briefing.cli import run
from briefing.facts.reading import Reader
from briefing.facts.table_units import unit_in_brackets, unit_named, units_of_caption
from briefing.lexicon import rules, terms
from briefing.read import read_bytes
from briefing.values import Figure, Period, Phrase, Reading, Status

OPENING = "南岭精密股份有限公司2月28日发布业绩快报，公司经营情况总体良好，各项业务稳步推进，新产品陆续批量供货。"
CLOSING = "公司表示，将继续加大研发投入，推进新生产线建设，进一步提升产品竞争力和市场占有率。"
HEAD = ("项目", "2023年", "2022年", "同比增减（%）")


def page(*rows: Sequence[str], caption: str = "单位：万元 币种：人民币", day: str = "2024-02-28 09:30") -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f"<html><head><title>南岭精密业绩快报</title></head><body><h1>南岭精密业绩快报</h1><p>{day} 来源：南岭日报</p>"
        f"<p>{OPENING}</p><p>{caption}</p><table>{cells}</table><p>{CLOSING}</p></body></html>"
    ).encode()


def read(data: bytes, name: str = "a.html") -> Reading:
    return _reader().read(read_bytes(data, name=name))


@cache
def _reader() -> Reader:
    return Reader(terms.built_in(), rules.built_in())


def figures(reading: Reading) -> dict[str, tuple[str | None, str]]:
    """Every figure of a table by its cell."""
    tables = [p.span for p in reading.article.paragraphs if p.kind == "table"]
    found = [f for f in reading.figures if any(t.holds(f.span) for t in tables)]
    return {f.span.of(reading.article.text): (None if f.value is None else str(f.value), f.unit) for f in found}


def facts(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Metric, value, period and change of every fact that a table tells."""
    return [
        tuple(map(_slot, (f.slots.get(n) for n in ("metric", "value", "period", "change")))) for f in _told(reading)
    ]  # type: ignore[misc]


def _told(reading: Reading) -> list:
    tables = [p.span for p in reading.article.paragraphs if p.kind == "table"]
    return [f for f in reading.facts if any(t.holds(f.span) for t in tables)]


def _slot(slot: object) -> str:
    if isinstance(slot, Phrase):
        return slot.en
    if isinstance(slot, Figure):
        return f"{slot.value * (slot.direction or 1)} {slot.unit}"
    return str(slot.year) if isinstance(slot, Period) else ""


ROWS = (
    HEAD,
    ("营业收入", "123,456.78", "112,233.44", "10.00"),
    ("其中：海外收入", "20,000.00", "25,000.00", "-20.00"),
    ("净利润", "8,765.43", "(1,234.50)", "不适用"),
    ("毛利率（%）", "25.3", "24.1", "增加1.2个百分点"),
    ("基本每股收益（元/股）", "0.42", "-0.06", "-"),
    ("员工人数（人）", "3,210", "3,100", "3.55"),
    ("股东户数", "45,678", "40,000", "14.2"),
)
TOLD = [
    ("operating revenue", "1234567800 CNY", "2023", "10 percent"),
    ("overseas revenue", "200000000 CNY", "2023", "-20 percent"),
    ("net profit", "87654300 CNY", "2023", ""),
    ("gross margin", "25.3 percent", "2023", "1.2 pp"),
    ("earnings per share", "0.42 CNY", "2023", ""),
    ("number of employees", "3210 count", "2023", "3.55 percent"),
]


def test_cells_are_figures_in_base_units_by_label_head_and_caption() -> None:
    assert figures(read(page(*ROWS))) == {
        "123,456.78": ("1234567800", "CNY"),
        "112,233.44": ("1122334400", "CNY"),
        "10.00": ("10", "percent"),
        "20,000.00": ("200000000", "CNY"),
        "25,000.00": ("250000000", "CNY"),
        "-20.00": ("20", "percent"),
        "8,765.43": ("87654300", "CNY"),
        "(1,234.50)": ("-12345000", "CNY"),
        "25.3": ("25.3", "percent"),
        "24.1": ("24.1", "percent"),
        "1.2个百分点": ("1.2", "pp"),
        "0.42": ("0.42", "CNY"),
        "-0.06": ("-0.06", "CNY"),
        "3,210": ("3210", "count"),
        "3,100": ("3100", "count"),
        "3.55": ("3.55", "percent"),
        "14.2": ("14.2", "percent"),
    }


def test_lines_of_the_latest_year_are_facts() -> None:
    reading = read(page(*ROWS))
    assert facts(reading) == TOLD
    assert {f.status for f in _told(reading)} == {Status.ACTUAL}
    assert not any(f.whole for f in _told(reading))


def test_a_fact_of_a_table_is_proven_by_its_row_its_head_and_its_caption() -> None:
    reading = read(page(*ROWS))
    text = reading.article.text
    fact = _told(reading)[0]
    assert fact.span.of(text) == "123,456.78"
    assert [span.of(text) for span in fact.proof[:4]] == [
        "营业收入\t123,456.78\t112,233.44\t10.00",
        "营业收入",
        "2023年",
        "单位：万元 币种：人民币",
    ]


def test_the_same_table_in_word_gives_the_same_facts() -> None:
    data = samples.word(OPENING, CLOSING, "单位：万元 币种：人民币", title="南岭精密业绩快报", rows=ROWS)
    assert facts(read(data, "a.docx")) == TOLD


def test_the_same_table_over_two_pages_of_a_pdf_gives_the_same_facts() -> None:
    widths = (150, 110, 110, 130)
    first = [Text(150, 780, "南岭精密业绩快报", 18), *paragraph(OPENING, x=60, top=740, width=34)]
    first += [Text(60, 160, "单位：万元 币种：人民币"), *ruled(ROWS[:3], x=60, top=150, widths=widths)]
    second = [*ruled((HEAD, *ROWS[3:]), x=60, top=780, widths=widths), *paragraph(CLOSING, x=60, top=560, width=34)]
    assert facts(read(drawn(first, second), "a.pdf")) == TOLD


@pytest.mark.parametrize(
    ("rows", "caption", "cell"),
    [
        pytest.param((HEAD, ("营业收入", "123.4", "99.1", "-")), "主要财务数据", "123.4", id="no unit anywhere"),
        pytest.param((("项目", "2023年（亿元）"), ("营业收入（万元）", "123.4")), "", "123.4", id="two scales"),
        pytest.param((HEAD, ("员工人数", "3,210", "3,100", "3.5")), "单位：万元", "3,210", id="people are no money"),
        pytest.param((HEAD, ("毛利率", "25.3", "24.1", "-")), "单位：万元", "25.3", id="a rate is no money"),
        pytest.param((HEAD, ("毛利率（%）", "25.3", "24.1", "1.2")), "单位：万元", "1.2", id="percent or points"),
        pytest.param(
            (("序号", "项目", "金额"), ("1", "设备", "5"), ("2", "厂房", "7")), "单位：元", "1", id="a line number"
        ),
        pytest.param((HEAD, ("产量", "12.5", "11.0", "13.6")), "单位：万元/万吨", "12.5", id="an amount of something"),
        pytest.param((HEAD, ("营业收入", "(-12.5)", "1", "-")), "单位：万元", "(-12.5)", id="two signs"),
        pytest.param((HEAD, ("营业收入", "12.5注", "1", "-")), "单位：万元", "12.5注", id="a mark in the cell"),
    ],
)
def test_a_number_whose_unit_is_not_certain_is_no_figure(
    rows: tuple[tuple[str, ...], ...], caption: str, cell: str
) -> None:
    assert cell not in figures(read(page(*rows, caption=caption)))


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        pytest.param((HEAD, ("某某指数", "12.5", "11.0", "-")), "单位：万元", id="unknown label"),
        pytest.param((HEAD, ("净利润（扣除后）", "12.5", "11.0", "-")), "单位：万元", id="narrowed label"),
        pytest.param((("项目", "上年同期"), ("净利润", "12.5")), "单位：万元", id="only the period before"),
        pytest.param((("项目", "甲公司", "乙公司"), ("净利润", "12.5", "13")), "单位：万元", id="other companies"),
        pytest.param((("项目", "2025年"), ("净利润", "12.5")), "单位：万元", id="a year to come told as done"),
        pytest.param((HEAD, ("净利润", "12.5", "11.0", "-")), "情景假设 单位：万元", id="a scenario"),
        pytest.param((HEAD, ("子公司情况",), ("净利润", "12.5", "11.0", "-")), "单位：万元", id="under a heading"),
        pytest.param(
            (("", "2023年", "2023年"), ("", "母公司", "合并"), ("净利润", "1.5", "2.5")), "单位：万元", id="of whom"
        ),
        pytest.param((HEAD, ("净利润", "12.5", "11.0")), "单位：万元", id="a cell short"),
    ],
)
def test_a_line_that_is_not_understood_to_the_last_word_is_no_fact(rows: tuple, caption: str) -> None:
    assert facts(read(page(*rows, caption=caption))) == []


def test_a_forecast_column_is_told_as_forecast() -> None:
    reading = read(page(("项目", "2023A", "2024E"), ("营业收入", "100", "120"), caption="单位：百万元"))
    assert [(*told, f.status) for told, f in zip(facts(reading), _told(reading), strict=True)] == [
        ("operating revenue", "120000000 CNY", "2024", "", Status.FORECAST)
    ]


def test_years_down_the_side_and_metrics_over_the_columns_are_read_too() -> None:
    rows = (("年度", "营业收入（亿元）", "净利润（亿元）"), ("2022年", "10.5", "1.25"), ("2023年", "12.5", "1.5"))
    assert facts(read(page(*rows, caption=""))) == [
        ("operating revenue", "1250000000 CNY", "2023", ""),
        ("net profit", "150000000 CNY", "2023", ""),
    ]


def test_a_change_against_the_start_of_the_year_is_not_told_as_year_on_year() -> None:
    rows = (("项目", "期末余额", "期初余额", "比期初增减（%）"), ("总资产", "300", "250", "20"))
    assert facts(read(page(*rows))) == [("total assets", "3000000 CNY", "", "")]


def test_the_unit_of_another_currency_counts() -> None:
    rows = (HEAD, ("营业收入", "1,200", "1,000", "20"))
    assert figures(read(page(*rows, caption="单位：百万港元")))["1,200"] == ("1200000000", "HKD")


def test_a_bare_yuan_in_a_table_of_hong_kong_has_no_value() -> None:
    data = page(HEAD, ("营业收入", "1,200", "1,000", "20"), caption="单位：百万元").replace(
        "南岭".encode(), "香港".encode()
    )
    assert figures(read(data))["1,200"] == (None, "CNY")


def test_a_cell_that_tells_something_is_read_as_text() -> None:
    reading = read(page(("项目", "进展"), ("一期", "已于本月投产，总投资36.5亿元，设计产能12万台。"), caption=""))
    assert figures(reading)["36.5亿元"] == ("3650000000", "CNY")


def test_numbers_of_a_table_are_never_counts_of_nothing() -> None:
    reading = read(page(HEAD, ("营业收入", "12.3", "10.1", "21.8"), caption="单位：亿元"))
    assert {f.unit for f in reading.figures if f.text in ("12.3", "10.1")} == {"CNY"}
    assert next(f.value for f in reading.figures if f.text == "12.3") == Decimal(1_230_000_000)


def test_the_brief_shows_the_lines_in_both_languages_and_where_they_stand(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_bytes(page(*ROWS))
    assert run(["generate", str(source), "--out", str(tmp_path / "out")]) == 0
    briefs = json.loads((tmp_path / "out" / "a.brief.json").read_text(encoding="utf-8"))["briefs"]
    shown = {lang: [(r["label"], r["value"], r["change"]) for r in briefs[lang]["rows"]] for lang in ("en", "ja")}
    assert shown["en"][:4] == [
        ("Operating revenue", "RMB 1,234.5678 million", "up 10% year on year"),
        ("Overseas revenue", "RMB 200 million", "down 20% year on year"),
        ("Net profit", "RMB 87.6543 million", ""),
        ("Gross margin", "25.3%", "up 1.2 percentage points from a year earlier"),
    ]
    assert shown["ja"][:4] == [
        ("売上高", "12億3,456万7,800元", "前年比10%増"),
        ("海外売上高", "2億元", "前年比20%減"),
        ("純利益", "8,765万4,300元", ""),
        ("粗利益率", "25.3%", "前年比1.2ポイント上昇"),
    ]
    assert all(
        "findings" not in b or not [f for f in b["findings"] if f["severity"] == "error"] for b in briefs.values()
    )


@pytest.mark.parametrize(
    ("text", "code", "factor"),
    [
        ("万元", "CNY", 10_000),
        ("人民币百万元", "CNY", 1_000_000),
        ("千港元", "HKD", 1_000),
        ("百万美元", "USD", 1_000_000),
        ("亿千瓦时", "kWh", 100_000_000),
        ("万元/吨", "CNY/t", 10_000),
        ("元/股", "CNY/share", 1),
        ("%", "percent", 1),
        ("万辆", "count", 10_000),
    ],
)
def test_a_unit_is_read_with_its_scale(text: str, code: str, factor: int) -> None:
    unit = unit_named(text)
    assert unit is not None
    assert (unit.code, unit.factor) == (code, factor)


@pytest.mark.parametrize("text", ["名称", "万", "2023年", "扣除后", "万%", "亿美元的"])
def test_other_words_are_no_units(text: str) -> None:
    assert unit_named(text) is None


def test_a_caption_may_name_two_units_and_its_currency_apart() -> None:
    units = units_of_caption("金额单位：亿元、% 币种：港元")
    assert units is not None
    assert [(u.code, u.factor) for u in units] == [("HKD", 100_000_000), ("percent", 1)]
    assert unit_in_brackets("净利润（未经审计）（万元）")[2]
