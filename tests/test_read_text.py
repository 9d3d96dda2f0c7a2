"""Plain text, scraped pages and Markdown."""

from __future__ import annotations

from datetime import datetime

import pytest
import read_samples as samples

from briefing.read import read_bytes
from briefing.read.bylines import byline_in, opening_of, reporters_in
from briefing.values import Article


def article_of(text: str, name: str = "a.txt") -> Article:
    return read_bytes(text.encode(), name=name)


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def test_a_clean_text_has_its_first_line_as_title() -> None:
    article = article_of(samples.CLEAN)
    assert article.title == samples.TITLE
    assert texts(article) == list(samples.BODY)
    assert article.published is None


@pytest.mark.parametrize("text", [samples.CLEAN, samples.SCRAPED, samples.TRADITIONAL, "\n".join(samples.BODY)])
def test_spans_cut_exactly_their_paragraphs_out_of_the_text(text: str) -> None:
    article = article_of(text)
    assert [p.span.of(article.text) for p in article.paragraphs] == texts(article)
    assert article.text == "\n".join(([article.title] if article.title else []) + texts(article))
    assert article.title_span is None or article.title_span.of(article.text) == article.title


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    article = article_of("\n\n".join(samples.BODY))
    assert (article.title, article.title_span, texts(article)) == ("", None, list(samples.BODY))


def test_a_short_first_line_with_a_full_stop_stays_in_the_body() -> None:
    article = article_of("青禾电池新基地投产。\n\n" + samples.SECOND)
    assert (article.title, texts(article)[0]) == ("", "青禾电池新基地投产。")


def test_a_question_can_be_a_headline() -> None:
    assert article_of("电池还会再降价吗？\n\n" + samples.SECOND).title == "电池还会再降价吗？"


def test_a_scraped_page_loses_its_furniture_and_says_where_it_is_from() -> None:
    article = article_of(samples.SCRAPED)
    assert article.title == samples.TITLE
    assert texts(article) == ["一期投资逾20亿元", *samples.BODY]
    assert article.paragraphs[0].kind == "heading"
    assert (article.source, article.via, article.author) == ("南岭日报", "南岭新闻网", "周明 李小荷")
    assert (article.published, article.has_time) == (datetime(2021, 3, 8, 9, 30), True)


def test_the_sites_name_after_the_title_is_the_medium() -> None:
    article = article_of(f"{samples.TITLE}-新华网\n\n{samples.LEAD}")
    assert (article.title, article.source) == (samples.TITLE, "新华网")


def test_a_hyphen_inside_a_title_stays() -> None:
    title = "上海-新加坡航线货量创新高"
    assert article_of(f"{title}\n\n{samples.LEAD}").title == title


@pytest.mark.parametrize(
    "line",
    [
        "来源：公司公告",
        "风险提示：原材料价格波动可能影响公司业绩。",
        "位置优越、交通便利是该园区吸引企业的原因",
        "下载量最高的APP在上半年新增用户1200万。",
        "未经许可，任何机构不得开展该项业务。",
        "版权所有的收入为3.2亿元。",
    ],
)
def test_a_line_inside_an_article_is_not_taken_for_furniture(line: str) -> None:
    article = article_of("\n\n".join((samples.TITLE, samples.LEAD, samples.SECOND, line, samples.THIRD)))
    assert texts(article) == [samples.LEAD, samples.SECOND, line, samples.THIRD]


@pytest.mark.parametrize(
    ("lead", "source", "author", "published"),
    [
        (
            "中新网南岭9月8日电 (周明 李荷)8日，当地举行2021年下半年项目开工仪式。",
            "中新网",
            "周明 李荷",
            datetime(2021, 9, 8),
        ),
        ("中新网南岭3月8日电 (周明)8日，当地公布2021年下半年项目计划。", "中新网", "周明", None),
        ("中新网南岭9月8日电 8日，当地公布2020年下半年数据，较2021年计划为低。", "中新网", None, None),
        ("路透南岭11月5日 - 青禾电池周五公布，计划收购两家工厂。", "路透", None, None),
        ("路透南岭10月1日 - 该公司在2022年3月止的本财年计划投资5亿元。", "路透", None, datetime(2021, 10, 1)),
        ("新京报讯（记者 周明）青禾电池8日宣布新基地投产。", "新京报", "周明", None),
    ],
    ids=["half year holds the day", "half year of other months", "a later year", "no year", "fiscal year", "no day"],
)
def test_a_reports_opening_stays_and_gives_medium_reporters_and_only_a_proven_year(
    lead: str, source: str, author: str | None, published: datetime | None
) -> None:
    article = article_of(f"{lead}\n\n{samples.SECOND}")
    assert texts(article)[0] == lead
    assert (article.source, article.author, article.published) == (source, author, published)


@pytest.mark.parametrize(
    ("line", "published", "source"),
    [
        ("2021-03-08 09:30 来源：南岭日报 作者：周明", datetime(2021, 3, 8, 9, 30), "南岭日报"),
        ("发布时间：2021年3月8日　来源：南岭日报", datetime(2021, 3, 8), "南岭日报"),
        ("宏观 腾讯财经2021-03-08 09:30分享", datetime(2021, 3, 8, 9, 30), "腾讯财经"),
        ("2021/3/8", datetime(2021, 3, 8), None),
    ],
)
def test_bylines(line: str, published: datetime, source: str | None) -> None:
    byline = byline_in(line)
    assert byline is not None
    assert (byline.published, byline.source) == (published, source)


@pytest.mark.parametrize("line", ["2021年3月8日新规实施", "2021年13月8日", samples.LEAD, "营业收入增长"])
def test_lines_that_are_no_bylines(line: str) -> None:
    assert byline_in(line) is None


def test_a_line_of_reporters_gives_their_names() -> None:
    byline = reporters_in("南岭日报-山海新闻记者 周明 李小荷")
    assert byline is not None
    assert (byline.source, byline.author) == ("南岭日报", "周明 李小荷")


def test_a_sentence_that_begins_with_a_date_is_no_opening() -> None:
    assert opening_of("9月8日，公司公布业绩。") is None


def test_wrapped_lines_are_joined_without_spaces() -> None:
    wrapped = ("\n".join(text[at : at + 26] for at in range(0, len(text), 26)) for text in samples.BODY)
    assert texts(article_of("\n\n".join((samples.TITLE, *wrapped)))) == list(samples.BODY)


def test_lines_without_blank_lines_between_them_are_paragraphs_of_their_own() -> None:
    article = article_of("\n".join((samples.TITLE, "2021年3月8日 09:30 来源：南岭日报", *samples.BODY)))
    assert (article.title, texts(article), article.source) == (samples.TITLE, list(samples.BODY), "南岭日报")


def test_control_characters_and_outer_spaces_go_and_the_rest_stays() -> None:
    article = article_of(f"\u3000\u3000青禾\u200b电池\x07称，投资３．５亿元，占比 12％。\u3000\n\n{samples.SECOND}")
    assert texts(article)[0] == "青禾电池称，投资３．５亿元，占比 12％。"


def test_traditional_characters_stay_traditional() -> None:
    assert article_of(samples.TRADITIONAL).text == samples.TRADITIONAL.replace("\n\n", "\n")


def test_markdown_loses_its_marks() -> None:
    head = f"# {samples.TITLE}\n\n**{samples.LEAD}**\n\n## 业绩\n\n"
    items = f"- [{samples.THIRD}](https://example.com/a)\n- {samples.SECOND}\n\n"
    text = head + items + "| 项目 | 金额 |\n|---|---|\n| 一期 | 20.3亿元 |\n"
    article = article_of(text, name="a.md")
    assert article.title == samples.TITLE
    assert [(p.kind, p.text) for p in article.paragraphs] == [
        ("body", samples.LEAD),
        ("heading", "业绩"),
        ("body", samples.THIRD),
        ("body", samples.SECOND),
        ("table", "项目\t金额"),
        ("table", "一期\t20.3亿元"),
    ]
