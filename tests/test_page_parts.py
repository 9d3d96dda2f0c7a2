"""Tables, times and texts in scripts: one rule each."""

from __future__ import annotations

from datetime import datetime

import pytest
import read_samples as samples

from briefing.read import read_bytes
from briefing.read.when import day_in_url, epoch_in, told_by, without_year
from briefing.values import Article

NOW = (datetime(2023, 3, 1, 1, 30), True)


def _read(text: str) -> Article:
    return read_bytes(text.encode(), name="a.html")


def _page(body: str, head: str = "") -> str:
    return f"<html><head><title>{samples.TITLE}</title>{head}</head><body><h1>{samples.TITLE}</h1>{body}</body></html>"


def _prose(*extra: str) -> str:
    return "".join(f"<p>{text}</p>" for text in (*samples.BODY, *extra))


# --- tables ------------------------------------------------------------------


def _rows(table: str, before: str = "") -> list[tuple[str, str]]:
    article = _read(_page(f"<div>{_prose()}{before}{table}</div>"))
    return [(p.kind, p.text) for p in article.paragraphs if p.kind in ("table", "caption")]


def test_a_cell_over_two_columns_stands_in_both() -> None:
    table = (
        "<table><tr><th>项目</th><th colspan=2>金额</th></tr><tr><td>一期</td><td>20.3</td><td>18.1</td></tr></table>"
    )
    assert _rows(table) == [("table", "项目\t金额\t金额"), ("table", "一期\t20.3\t18.1")]


def test_a_cell_over_two_rows_stands_in_both_and_the_others_keep_their_columns() -> None:
    table = (
        "<table><tr><td rowspan=2>一期</td><td>收入</td><td>20.3</td></tr><tr><td>利润</td><td>1.9</td></tr></table>"
    )
    assert _rows(table) == [("table", "一期\t收入\t20.3"), ("table", "一期\t利润\t1.9")]


def test_an_empty_first_cell_keeps_the_figures_under_their_heads() -> None:
    table = "<table><tr><td></td><td>2022年</td></tr><tr><td>收入</td><td>20.3</td></tr></table>"
    assert _rows(table) == [("table", "\t2022年"), ("table", "收入\t20.3")]


@pytest.mark.parametrize("unit", ["单位：亿元", "（单位：万元）", "金额单位：人民币千元", "（亿元）"])
def test_a_line_with_the_unit_right_above_a_table_is_its_caption(unit: str) -> None:
    table = "<table><tr><td>收入</td><td>20.3</td></tr><tr><td>利润</td><td>1.9</td></tr></table>"
    found = _rows(table, before=f"<p align=right>{unit}</p>")
    assert found == [("caption", unit), ("table", "收入\t20.3"), ("table", "利润\t1.9")]


def test_a_caption_and_a_line_over_the_whole_width_stand_before_the_rows() -> None:
    table = (
        "<table><caption>主要数据</caption><tr><td colspan=2>单位：亿元</td></tr>"
        "<tr><td>收入</td><td>20.3</td></tr><tr><td>利润</td><td>1.9</td></tr></table>"
    )
    expected = [("caption", "主要数据"), ("caption", "单位：亿元"), ("table", "收入\t20.3"), ("table", "利润\t1.9")]
    assert _rows(table) == expected


def test_a_table_that_says_it_has_a_million_columns_is_read_with_those_it_has() -> None:
    row = '<tr><td colspan="99999" rowspan="99999">收入</td><td>20.3</td></tr>'
    assert ("table", "\t".join(["收入"] * 60 + ["20.3"])) in _rows(
        f"<table>{row}<tr><td>一</td><td>二</td></tr></table>"
    )


# --- times -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今天 00:10", (datetime(2023, 3, 1, 0, 10), True)),
        ("昨天 22:18", (datetime(2023, 2, 28, 22, 18), True)),
        ("前天", (datetime(2023, 2, 27), False)),
        ("20分钟前", (datetime(2023, 3, 1), False)),
        ("3小时前", (datetime(2023, 2, 28), False)),
        # Between 00:30 and 23:30 of the day before: nobody knows which.
        ("1小时前", None),
        ("发布于昨日", (datetime(2023, 2, 28), False)),
    ],
)
def test_words_for_a_time_are_counted_from_when_the_page_was_made(
    words: str, expected: tuple[datetime, bool] | None
) -> None:
    assert told_by(words, now=NOW) == expected


def test_hours_ago_need_the_hour_of_the_page() -> None:
    assert told_by("3小时前", now=(datetime(2023, 3, 1), False)) is None


def test_a_day_without_its_year_is_the_last_one_up_to_the_page() -> None:
    assert without_year("02-27 22:05", now=NOW[0]) == (datetime(2023, 2, 27, 22, 5), True)
    assert without_year("12月30日 08:00", now=NOW[0]) == (datetime(2022, 12, 30, 8, 0), True)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2022-03/08/content_1.htm", datetime(2022, 3, 8)),
        ("https://a.example/2022/0308/c1.html", datetime(2022, 3, 8)),
        ("https://a.example/a/20220308/1.html", datetime(2022, 3, 8)),
        ("https://a.example/2022/3/8/1.html", datetime(2022, 3, 8)),
        ("https://a.example/20221399/1.html", None),
        ("https://a.example/c1_2022030812345.html", None),
        ("https://a.example/20220308/20220309.html", None),
    ],
)
def test_an_address_gives_the_day_it_carries(url: str, day: datetime | None) -> None:
    assert day_in_url(url) == day


def test_seconds_since_1970_are_told_on_chinas_clock() -> None:
    assert epoch_in("1669860000") == epoch_in("1669860000000") == (datetime(2022, 12, 1, 10, 0), True)
    assert epoch_in("16698600") is None


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2022-03-08T01:30:00Z", datetime(2022, 3, 8, 9, 30)),
        ("2022-03-08T01:30:00+00:00", datetime(2022, 3, 8, 9, 30)),
        ("2022-03-08T09:30:00+08:00", datetime(2022, 3, 8, 9, 30)),
        ("2022-03-08T10:30:00+09:00", datetime(2022, 3, 8, 10, 30)),
        ("2022年3月8日 下午3:05", datetime(2022, 3, 8, 15, 5)),
        ("2022年03月08日 星期二 09:30", datetime(2022, 3, 8, 9, 30)),
        ("民國111年3月8日", datetime(2022, 3, 8)),
        ("Tue, 08 Mar 2022 01:30:00 GMT", datetime(2022, 3, 8, 9, 30)),
    ],
)
def test_a_stamp_is_read_in_the_forms_that_pages_have(stamp: str, expected: datetime) -> None:
    head = f'<meta property="article:published_time" content="{stamp}">'
    assert _read(_page(f"<div>{_prose()}</div>", head)).published == expected


def test_yesterday_without_a_date_of_the_page_is_no_date() -> None:
    assert _read(_page(f"<p>南岭日报 昨天 22:18</p><div>{_prose()}</div>")).published is None


def test_yesterday_beside_the_time_of_the_page_is_a_date() -> None:
    page = _page(f"<script>var serverTime = 1669860000;</script><p>南岭日报 昨天 22:18</p><div>{_prose()}</div>")
    assert _read(page).published == datetime(2022, 11, 30, 22, 18)


def test_a_time_in_a_script_that_the_address_denies_is_another_articles() -> None:
    script = '<script>x={"publishTime":"2022-02-01 10:00"}</script>'
    head = f'<link rel="canonical" href="https://a.example/20220308/1.html">{script}'
    article = _read(_page(f"<div>{_prose()}</div>", head))
    assert (article.published, article.has_time) == (datetime(2022, 3, 8), False)


# --- scripts -----------------------------------------------------------------

MARKUP = "".join(f"<p>{text}</p>" for text in samples.BODY)


@pytest.mark.parametrize(
    "script",
    [
        f'window.__DATA__ = {{"a":{{"title":"{samples.TITLE}","content":"{MARKUP}"}}}};',
        "var content = '" + MARKUP.replace("<", "\\x3c") + "';",
        f'render({{title: "{samples.TITLE}", body: "' + MARKUP.replace("<", "\\u003C") + '"})',
        'x = JSON.parse("{\\"content\\":\\"' + MARKUP + '\\"}")',
        "y = `" + "\n".join(samples.BODY) + "`",
        'self.push([1,"' + MARKUP.replace("<", "&lt;").replace(">", "&gt;") + '"])',
    ],
    ids=["object", "hex escapes", "unquoted names", "parsed string", "template string", "entities"],
)
def test_an_article_that_lies_in_a_script_is_found_whatever_its_form(script: str) -> None:
    article = _read(
        f"<html><head><title>{samples.TITLE}</title></head><body><div></div><script>{script}</script></body></html>"
    )
    assert (article.title, [p.text for p in article.paragraphs]) == (samples.TITLE, list(samples.BODY))


def test_a_text_in_a_script_does_not_displace_the_article_that_is_seen() -> None:
    other = "本网站用户协议：用户在使用本服务前，应当仔细阅读全部条款，并同意接受约束。" * 6
    page = _page(f'<div>{_prose()}</div><script>var rules = {{"agreement": "{other}"}};</script>')
    assert [p.text for p in _read(page).paragraphs] == list(samples.BODY)


def test_an_article_shown_in_part_is_completed_from_the_script_that_holds_all_of_it() -> None:
    page = _page(f'<div><p>{samples.LEAD}</p></div><script>s = {{"html": "{MARKUP}"}};</script>')
    assert [p.text for p in _read(page).paragraphs] == list(samples.BODY)
