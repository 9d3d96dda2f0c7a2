"""PDF announcements: reading order, paragraphs over pages, tables, notes, the forms of filings."""

from __future__ import annotations

import json

import read_samples as samples
from drawn import Rule, Text, drawn, paragraph, ruled, spaced

from briefing.cli import run
from briefing.read import read_bytes
from briefing.values import Article

FIRST = (
    "公司本年度在南岭市新建两条生产线，设计产能每年三十万套，全部投产后将使现有产能增加约四成，满足未来三年的订单需求。"
)
SECOND = "报告期内海外市场继续增长，公司在三个国家设立了子公司，当地客户明显增加，海外业务已经成为新的增长来源之一。"
THIRD = "公司将根据市场需求安排后续投资，并按照规定及时履行信息披露义务，请广大投资者注意投资风险，理性作出投资决策。"
HEAD = ("项目", "2023年", "2022年", "同比增减（%）")
ROWS = (
    ("营业收入", "9,876.5", "8,230.4", "20.0"),
    ("净利润", "543.2", "-12.0", "不适用"),
    ("总资产", "30,500", "28,000", "8.9"),
)
WIDTHS = (100, 110, 110, 130)


def read(*pages: list[Text | Rule]) -> Article:
    return read_bytes(drawn(*pages), name="a.pdf")


def told(article: Article) -> list[tuple[str, str, str]]:
    return [(p.kind, p.text, p.place) for p in article.paragraphs]


def test_the_left_column_is_read_before_the_right_one() -> None:
    left = [*paragraph(FIRST, x=60, top=700, width=18), *paragraph(SECOND, x=60, top=610, width=18)]
    right = paragraph(THIRD, x=320, top=700, width=18)
    article = read([Text(120, 760, samples.TITLE, 18), *left, *right])
    assert article.title == samples.TITLE
    assert told(article) == [("body", FIRST, "page 1"), ("body", SECOND, "page 1"), ("body", THIRD, "page 1")]


def test_a_table_with_ruling_lines_is_rows_and_no_prose() -> None:
    page = [*paragraph(FIRST, x=60, top=700, width=34), Text(60, 640, "单位：万元")]
    page += [*ruled((HEAD, *ROWS), x=60, top=620, widths=WIDTHS), *paragraph(SECOND, x=60, top=500, width=34)]
    assert told(read(page))[1:] == [
        ("caption", "单位：万元", "page 1"),
        *(("table", "\t".join(row), "page 1") for row in (HEAD, *ROWS)),
        ("body", SECOND, "page 1"),
    ]


def test_a_table_set_by_white_space_is_rows_too() -> None:
    page = [*paragraph(FIRST, x=60, top=700, width=34), *spaced((HEAD, *ROWS), x=60, top=620, widths=WIDTHS)]
    page += paragraph(SECOND, x=60, top=500, width=34)
    assert told(read(page))[1:-1] == [("table", "\t".join(row), "page 1") for row in (HEAD, *ROWS)]


def test_a_table_that_runs_over_pages_has_its_head_once_and_each_row_its_page() -> None:
    first = [*paragraph(FIRST, x=60, top=700, width=34), *ruled((HEAD, ROWS[0]), x=60, top=200, widths=WIDTHS)]
    second = [*ruled((HEAD, *ROWS[1:]), x=60, top=760, widths=WIDTHS), *paragraph(SECOND, x=60, top=600, width=34)]
    assert told(read(first, second))[1:-1] == [
        ("table", "\t".join(HEAD), "page 1"),
        ("table", "\t".join(ROWS[0]), "page 1"),
        ("table", "\t".join(ROWS[1]), "page 2"),
        ("table", "\t".join(ROWS[2]), "page 2"),
    ]


def test_a_covered_cell_of_a_merged_head_says_what_covers_it() -> None:
    edges = (60, 160, 260, 360)
    marks: list[Text | Rule] = [Rule(60, y, 360, y) for y in (620, 580, 560)]
    marks += [Rule(160, 600, 360, 600), *(Rule(x, 560, x, 620) for x in (60, 160, 360)), Rule(260, 560, 260, 600)]
    marks += [
        Text(64, 595, "项目", 10),
        Text(200, 605, "2023年", 10),
        Text(180, 585, "金额", 10),
        Text(280, 585, "占比", 10),
    ]
    marks += [Text(x + 4, 565, text, 10) for x, text in zip(edges, ("白酒", "12.5", "60%"), strict=False)]
    page = [*paragraph(FIRST, x=60, top=700, width=34), *marks]
    assert [p.text for p in read(page).paragraphs[1:]] == [
        "项目\t2023年\t2023年",
        "项目\t金额\t占比",
        "白酒\t12.5\t60%",
    ]


def test_a_paragraph_over_two_pages_names_both() -> None:
    lines = paragraph(FIRST + SECOND, x=60, top=110, width=34)
    lines = [line for line in lines if line.y >= 90]
    rest = (FIRST + SECOND)[32 + 34 :]
    article = read(lines, paragraph(rest, x=60, top=760, width=34, indent=False))
    assert told(article) == [("body", FIRST + SECOND, "pages 1–2")]
    assert article.paragraphs[0].page == 1


def test_a_note_at_the_foot_does_not_break_the_paragraph_over_it() -> None:
    lines = [line for line in paragraph(FIRST + SECOND, x=60, top=136, width=34) if line.y >= 118]
    note = Text(60, 92, "注1：产能按设计值计算。", 9)
    rest = (FIRST + SECOND)[32 + 34 :]
    article = read([*lines, note], paragraph(rest, x=60, top=760, width=34, indent=False))
    assert [p.text for p in article.paragraphs] == [FIRST + SECOND, "注1：产能按设计值计算。"]
    assert article.paragraphs[1].place == "page 1"


def test_a_figure_that_had_no_room_on_its_line_does_not_end_the_paragraph() -> None:
    page = [
        Text(84, 700, "公司本年度实现营业收入的情况良好而且全年的收入总额已经达到"),
        Text(60, 682, "123,456.78万元，比上年有所增加。"),
    ]
    page += paragraph(SECOND, x=60, top=640, width=36)
    assert read(page).paragraphs[0].text.endswith("总额已经达到123,456.78万元，比上年有所增加。")


def test_the_forms_of_a_filing_are_left_out_and_the_day_it_is_signed_on_is_its_date() -> None:
    assurance = (
        "本公司董事会及全体董事保证本公告内容不存在任何虚假记载、误导性陈述或者重大遗漏，"
        "并对其内容的真实性、准确性和完整性承担法律责任。"
    )
    page = [
        Text(60, 770, "证券代码：600999 证券简称：南岭精密 公告编号：2024-008", 10),
        Text(150, 730, "南岭精密股份有限公司", 18),
        Text(150, 700, "关于建设新生产线的公告", 18),
        *paragraph(assurance, x=60, top=660, width=34),
        *paragraph(FIRST, x=60, top=590, width=34),
        Text(84, 520, "特此公告。"),
        Text(330, 480, "南岭精密股份有限公司董事会"),
        Text(380, 460, "二〇二四年三月八日"),
    ]
    article = read(page)
    assert article.title == "南岭精密股份有限公司关于建设新生产线的公告"
    assert told(article) == [("body", FIRST, "page 1")]
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-03-08"


def test_page_numbers_with_their_total_are_left_out() -> None:
    pages = [
        [*paragraph(text, x=60, top=700, width=34), Text(260, 40, f"第{n}页 共3页")]
        for n, text in enumerate((FIRST, SECOND, THIRD), 1)
    ]
    assert [p.text for p in read(*pages).paragraphs] == [FIRST, SECOND, THIRD]


def test_read_shows_where_each_paragraph_stands(tmp_path, capsys) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(drawn(paragraph(FIRST, x=60, top=700, width=34), paragraph(SECOND, x=60, top=700, width=34)))
    assert run(["read", str(source), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["paragraphs"]
    assert [(p["page"], p["place"]) for p in found] == [(1, "page 1"), (2, "page 2")]
