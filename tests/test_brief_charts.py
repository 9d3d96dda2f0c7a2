"""Charts of briefs: what may stand in one, what they say, and the parts they are made of."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import brief
from charted_briefs import METRICS, YEAR, amount, charted, row, rows
from docx.oxml.ns import qn
from lxml import etree

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.render import find_template, render_docx
from briefing.render.chart_choice import comparable
from briefing.render.chart_table import chart_table
from briefing.render.forms import Forms
from briefing.render.workbook import workbook
from briefing.settings import Settings
from briefing.values import LANGS, Figure, Lang, Period, Qualifier, Row, Span, Status
from briefing.verify.charts import chart_lines
from briefing.verify.documents import verify_document

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def labels(found: list[Row]) -> list[str] | None:
    chosen = comparable(found)
    return None if chosen is None else [row.label for row in chosen.rows]


def three(*third: object, **more: object) -> list[Row]:
    """Two rows that can be compared and a third to judge."""
    figure = third[0] if third else amount("548000000")
    return [*rows("en", 2), row("en", METRICS["spending"], figure, **more)]  # type: ignore[arg-type]


def test_three_amounts_of_one_holder_and_period_are_compared() -> None:
    assert labels(three()) == ["Operating revenue", "Net profit", "R&D spending"]


def test_two_amounts_are_no_chart() -> None:
    assert labels(list(rows("en", 2))) is None


NOT_COMPARABLE = {
    "another currency": three(amount("548000000", "USD")),
    "a range": three(replace(amount("5E8"), upper=Decimal("6E8"), qualifier=Qualifier.RANGE)),
    "a bound from above": three(amount("5E8", qualifier=Qualifier.AT_MOST)),
    "less than": three(replace(amount("5E8", qualifier=Qualifier.NEARLY), text="不到5亿元")),
    "a class": three(amount("5E8", multiple="class")),
    "no number": three(replace(amount("5E8"), value=None)),
    "a loss written as a negative number": three(amount("-5E8")),
    "another period": three(period=replace(YEAR, year=2024)),
    "no period": three(period=None),
    "another holder": three(holder=("东澜生物", "Donglan Biotech", "東瀾生物")),
    "no holder": three(holder=("", "", "")),
    "too small to be seen": three(amount("170000000")),
    "no measure": [replace(each, measure=None) for each in three()],
}


@pytest.mark.parametrize("held", NOT_COMPARABLE.values(), ids=NOT_COMPARABLE)
def test_what_differs_in_kind_is_no_third_bar(held: list[Row]) -> None:
    assert labels(held) is None


@pytest.mark.parametrize("metric", ["人均收入", "平均成本", "收入增速", "收盘价"])
def test_an_average_a_rate_or_a_price_is_no_amount(metric: str) -> None:
    held = [*rows("en", 2), row("en", (metric, "X", "X"), amount("548000000"))]
    assert labels(held) is None


def test_revenue_and_assets_are_not_of_a_kind() -> None:
    held = [*rows("en", 2), row("en", ("总资产", "Total assets", "総資産"), amount("9000000000"))]
    assert labels(held) is None


def test_the_same_amount_told_twice_is_one_bar() -> None:
    again = row("en", METRICS["revenue"], amount("8632000000"))
    assert labels([*rows("en", 2), again]) is None


def test_two_amounts_for_the_same_thing_are_in_doubt_and_no_bar() -> None:
    other = row("en", METRICS["revenue"], amount("8700000000"))
    assert labels([*rows("en", 4), other]) == ["Net profit", "R&D spending", "Operating costs"]


def test_one_metric_is_compared_by_holder() -> None:
    output = ("产量", "Output", "生産量")
    held = [
        row("en", output, amount(value, "t"), holder=(name, name, name))
        for name, value in (("A", "300"), ("B", "200"), ("C", "100"))
    ]
    chosen = comparable(held)
    assert chosen is not None
    assert (chosen.layout, len(chosen.rows)) == ("holders", 3)


def test_tonnes_of_different_things_are_not_compared() -> None:
    held = [row("en", (name, name, name), amount("300", "t")) for name in ("钢产量", "煤产量", "铝产量")]
    assert labels(held) is None


def test_one_metric_is_compared_over_years_but_not_a_year_with_its_quarter() -> None:
    years = [replace(YEAR, year=year) for year in (2023, 2024, 2025)]
    held = [row("en", METRICS["revenue"], amount(f"{n}E9"), period=year) for n, year in enumerate(years, start=3)]
    quarter = Period(Span(0, 1), "四季度", "quarter", year=2025, quarter=4)
    of_quarter = row("en", METRICS["revenue"], amount("2E9"), period=quarter)
    chosen = comparable([*held, of_quarter])
    assert chosen is not None
    assert (chosen.layout, [each.period for each in chosen.rows]) == ("periods", ["2023", "2024", "2025"])
    assert labels([*held[:2], of_quarter]) is None


def test_agreed_sums_need_no_period_but_a_holder() -> None:
    held = [
        row(
            "en", METRICS["investment"], amount(f"{n}E9"), status=Status.PLANNED, holder=(name, name, name), period=None
        )
        for n, name in enumerate(("A", "B", "C"), start=1)
    ]
    assert labels(held) == ["Planned total investment"] * 3
    nobody = row("en", METRICS["investment"], amount("1E9"), holder=("", "", ""), period=None)
    assert labels([*held[:2], nobody]) is None


def test_what_is_too_far_apart_is_left_out_and_that_is_said() -> None:
    made = replace(charted("en", 3), rows=(*rows("en", 3), row("en", METRICS["cost"], amount("90000000000"))))
    table = chart_table(made)
    assert table is not None
    assert [bar.name for bar in table.bars] == ["Operating revenue", "Net profit", "R&D spending"]
    assert table.note.endswith("Amounts too far apart to compare are in the table only.")


def test_at_most_eight_bars() -> None:
    held = [row("en", (f"{c}收入", f"{c} revenue", ""), amount(f"{n}E9")) for n, c in enumerate("ABCDEFGHIJ", start=1)]
    assert len(labels(held) or ()) == 8


SAID: dict[Lang, list[tuple[str, str, str]]] = {
    "en": [
        ("8632", '"RMB "#,##0" million"', "actual"),
        ("715", '"RMB "#,##0" million"', "stated"),
        ("548", '"about RMB "#,##0" million"', "planned"),
        ("6100", '"more than RMB "#,##0" million"', "forecast"),
        ("1200.5", '"nearly RMB "#,##0.0" million"', "signed"),
        ("3190", '"at least RMB "#,##0" million"', "cumulative"),
    ],
    "ja": [
        ("86.32", '#,##0.00"億元"', "実績"),
        ("7.15", '#,##0.00"億元"', "記載値"),
        ("5.48", '"約"#,##0.00"億元"', "計画"),
        ("61", '#,##0"億元超"', "予想"),
        ("12.005", '#,##0.000"億元近く"', "締結済み"),
        ("31.9", '#,##0.0"億元以上"', "累計"),
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_bars_share_a_scale_and_keep_every_digit_and_qualifier(lang: Lang) -> None:
    table = chart_table(charted(lang))
    assert table is not None
    assert [(f"{bar.value:f}", bar.number_format, bar.status_label) for bar in table.bars] == SAID[lang]
    assert table.unit == {"en": "RMB million", "ja": "億元"}[lang]


SCALES = [
    ("en", ("6700000000000", "4350000000000", "2350000000000"), ["6.7", "4.35", "2.35"], "RMB trillion"),
    ("en", ("2090000000000", "1220000000000", "873000000000"), ["2090", "1220", "873"], "RMB billion"),
    ("en", ("900000", "800000", "45000"), ["900000", "800000", "45000"], "RMB"),
    ("ja", ("45000000000000", "2000000000000", "900000000000"), ["45", "2", "0.9"], "兆元"),
    ("ja", ("9000000", "800000", "450000"), ["900", "80", "45"], "万元"),
]


@pytest.mark.parametrize(("lang", "values", "shown", "unit"), SCALES)
def test_the_scale_leaves_readable_numbers(lang: Lang, values: tuple[str, ...], shown: list[str], unit: str) -> None:
    held = [row(lang, METRICS[m], amount(v)) for m, v in zip(("revenue", "cost", "profit"), values, strict=True)]
    table = chart_table(replace(brief(lang), rows=tuple(held)))
    assert table is not None
    assert ([f"{bar.value:f}" for bar in table.bars], table.unit) == (shown, unit)


def test_the_alternative_text_tells_what_the_chart_shows() -> None:
    made = document(charted("en", 3))
    properties = next(made.element.body.iter(qn("wp:docPr")))
    assert properties.get("descr") == (
        "Bar chart. Qingyu New Area · 2025. Operating revenue: RMB 8.632 billion (actual); "
        "Net profit: RMB 715 million (stated); R&D spending: about RMB 548 million (planned)."
    )
    assert properties.get("title") == "Qingyu New Area · 2025"


def document(made: object, template: Path | None = None) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(made, template=template)))  # type: ignore[arg-type]


def parts(lang: Lang) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render_docx(charted(lang)))) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_chart_stands_after_the_table_of_figures() -> None:
    body = document(charted("en")).element.body
    table = next(body.iter(qn("w:tbl")))
    after = [block for block in table.itersiblings() if block.tag == qn("w:p")][:3]
    drawn = [bool(list(block.iter(qn("w:drawing")))) for block in after]
    assert drawn == [False, True, False]
    assert (
        "".join(t.text for t in after[2].iter(qn("w:t")))
        == "Chart: exact amounts as in the table; one may be part of another."
    )


def test_a_template_may_place_the_chart(tmp_path: Path) -> None:
    house = docx.Document(str(find_template("en")))
    place = next(p for p in house.paragraphs if p.text == "{{points}}")
    place.insert_paragraph_before("{{chart}}")
    house.save(str(tmp_path / "house.docx"))
    blocks = list(document(charted("en"), tmp_path / "house.docx").element.body)
    drawn = next(n for n, block in enumerate(blocks) if list(block.iter(qn("w:drawing"))))
    assert drawn < next(n for n, block in enumerate(blocks) if block.tag == qn("w:tbl"))


def test_a_template_with_a_place_for_a_chart_serves_a_brief_without_one(tmp_path: Path) -> None:
    house = docx.Document(str(find_template("en")))
    house.add_paragraph("{{chart}}")
    house.save(str(tmp_path / "house.docx"))
    made = document(brief("en"), tmp_path / "house.docx")
    assert not list(made.element.body.iter(qn("w:drawing")))
    assert not any("{{" in p.text for p in made.paragraphs)


def test_every_status_has_a_series_with_colour_and_hatching() -> None:
    chart = etree.fromstring(parts("en")["word/charts/chart1.xml"])
    looks = []
    for series in chart.iter(f"{C}ser"):
        look = series.find(f"{C}spPr")
        pattern, solid = look.find(f"{A}pattFill"), look.find(f"{A}solidFill")
        colour = (pattern if pattern is not None else solid).find(f".//{A}srgbClr").get("val")
        looks.append((series.findtext(f"{C}tx//{C}v"), "" if pattern is None else pattern.get("prst"), colour))
    assert looks == [
        ("actual", "", "1F3A5F"),
        ("stated", "narVert", "5B6775"),
        ("planned", "wdUpDiag", "7A4B00"),
        ("forecast", "wdDnDiag", "7A4B00"),
        ("signed", "lgCheck", "1F3A5F"),
        ("cumulative", "dkHorz", "1F3A5F"),
    ]


@pytest.mark.parametrize(("lang", "tag"), [("en", "en-GB"), ("ja", "ja-JP")])
def test_language_and_fonts_of_the_chart_are_those_of_the_tables(lang: Lang, tag: str) -> None:
    chart = etree.fromstring(parts(lang)["word/charts/chart1.xml"])
    assert chart.find(f"{C}lang").get("val") == tag
    assert {e.get("lang") for e in chart.iter(f"{A}defRPr", f"{A}rPr", f"{A}endParaRPr")} == {tag}
    assert {e.get("typeface") for e in chart.iter(f"{A}latin")} == {"Arial"}
    assert {e.get("typeface") for e in chart.iter(f"{A}ea")} == {"Yu Gothic"}


def test_the_workbook_holds_what_the_chart_shows() -> None:
    with zipfile.ZipFile(io.BytesIO(parts("en")["word/embeddings/chart1.xlsx"])) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    cells = {c.get("r"): "".join(c.itertext()) for c in sheet.iter("{*}c")}
    assert [cells[f"{column}1"] for column in "ABCD"] == ["RMB million", "actual", "stated", "planned"]
    assert {place: text for place, text in cells.items() if place[1:] in ("2", "6")} == {
        "A2": "Operating revenue",
        "B2": "8632",
        "A6": "Other operating revenue",
        "F6": "1200.5",
    }


def test_a_workbook_ends_at_column_z() -> None:
    with pytest.raises(ValueError, match="more than 26 columns"):
        workbook([["x"] * 27])


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_brief_gives_the_same_chart_and_workbook(lang: Lang) -> None:
    assert render_docx(charted(lang)) == render_docx(charted(lang))


def test_the_reader_of_finished_files_sees_the_labels(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(render_docx(charted("ja", 3)))
    assert chart_lines(file) == (
        "青嶼新区・2025年",
        "売上高: 86.32億元",
        "純利益: 7.15億元",
        "研究開発費: 約5.48億元",
    )


def test_a_bar_ten_times_too_long_is_an_error(tmp_path: Path) -> None:
    article = "2025年营业收入86.32亿元，净利润7.15亿元，研发投入约5.48亿元。"
    figures = [f for each in rows("en", 3) for f in each.figures]
    data = render_docx(replace(charted("en", 3), points=(), takeaway=(), quotes=(), open_items=(), parties=()))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = {name: package.read(name) for name in package.namelist()}
    held["word/charts/chart1.xml"] = held["word/charts/chart1.xml"].replace(b"<c:v>8632<", b"<c:v>86320<")
    file = tmp_path / "wrong.docx"
    with zipfile.ZipFile(file, "w") as package:
        for name, blob in held.items():
            package.writestr(name, blob)
    found = verify_document(file, figures, (YEAR,), "en", article)
    charted_wrong = [f.message for f in found if "86,320" in f.message]
    assert [f.split(", in:")[0] for f in charted_wrong] == ["RMB 86,320 million is 8632000000 by a factor of 10^1"]


def test_a_figure_is_never_rounded_for_a_chart() -> None:
    odd = Figure(Span(0, 1), "x", Decimal("1234567890.12"), "CNY")
    held = (*rows("en", 2), row("en", METRICS["cost"], odd))
    table = chart_table(replace(brief("en"), rows=held))
    assert table is not None
    assert (f"{table.bars[2].value:f}", table.bars[2].decimals) == ("1234.56789012", 8)


def test_a_house_that_writes_cny_gets_its_chart_in_cny() -> None:
    table = chart_table(Forms(currency="CNY").brief(charted("en")))
    assert table is not None
    assert table.unit == "CNY million"
    assert table.bars[2].number_format == '"about CNY "#,##0" million"'


def test_rows_carry_what_they_measure_unless_they_leave_something_out(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    text = "2023年，小米集团营业收入86.32亿元，净利润7.15亿元，回购支付总金额5.48亿元（不含交易费用）。"
    article.write_text(f"小米集团公布业绩\n{text}\n", encoding="utf-8")
    made = brief_of(plan_of(facts_of(str(article), settings=Settings())), "ja")
    measured = {row.figures[0].text: row.measure and row.measure.metric for row in made.rows}
    assert measured["7.15亿元"] == "净利润"
    assert measured["5.48亿元"] is None
