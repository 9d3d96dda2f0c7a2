"""Blocks of other articles and readers' words, told by their shape alone; times and media of lists in scripts."""

from __future__ import annotations

import pytest
import read_samples as samples

from briefing.read import read_bytes
from briefing.values import Article

GOES_ON = "公司预计明年一季度投产，年产能为3万吨。"
ENDS = "截至发稿，公司没有回应记者的询问。"
LINKS = '<a href="/1">甲公司披露半年报</a><a href="/2">乙公司回购股份</a><a href="/3">丙公司换帅</a>'


def _read(body: str, head: str = "") -> Article:
    page = f"<html><head><title>{samples.TITLE}</title>{head}</head><body><h1>{samples.TITLE}</h1>{body}</body></html>"
    return read_bytes(page.encode(), name="a.html")


def _texts(body: str) -> list[str]:
    return [paragraph.text for paragraph in _read(body).paragraphs]


def _prose(*extra: str) -> str:
    return "".join(f"<p>{text}</p>" for text in (*samples.BODY, *extra))


@pytest.mark.parametrize("head", ["延伸阅读", "相关报道：", "推荐阅读", "相關閱讀"])
def test_the_text_goes_on_behind_links_to_other_articles(head: str) -> None:
    box = f'<div class="k7"><b>{head}</b><div>{LINKS}</div></div>'
    assert _texts(f"<div>{_prose()}{box}<p>{GOES_ON}</p><p>{ENDS}</p></div>") == [*samples.BODY, GOES_ON, ENDS]


def test_recommended_articles_with_summaries_are_left_out_though_they_say_more_than_the_article() -> None:
    summary = "丁公司日前表示，将在三年内建成两条产线，具体金额尚待披露。"
    item = f'<dl><dt><a href="/x">丁公司宣布扩产</a></dt><dd>{summary}</dd></dl>'
    assert _texts(f'<div>{_prose()}<div class="k8"><h2>推荐阅读</h2>{item * 12}</div></div>') == list(samples.BODY)


def test_prose_under_such_a_head_that_links_nowhere_is_kept() -> None:
    box = f"<div><h3>相关内容</h3><p>{GOES_ON}</p><p>{ENDS}</p></div>"
    assert GOES_ON in _texts(f"<div><p>{samples.BODY[0]}</p>{box}{_prose()}</div>")


@pytest.mark.parametrize(
    "comment",
    [
        "<div><b>江边树</b><i>3小时前 湖北</i></div><div>早就该这样了，支持。</div><div>回复 赞 12</div>",
        "<div><b>江边树</b></div><div>早就该这样了，支持。</div><div>08-21 10:15 湖北 回复 赞(3)</div>",
        "<div>江边树 发表于 2023-08-21 10:15:30</div><div>早就该这样了，支持。</div><div><a>回复</a> <a>举报</a></div>",
    ],
)
def test_comments_without_a_heading_and_without_telling_names_are_no_part_of_the_text(comment: str) -> None:
    listed = f"<div class='k1'>{comment}</div>" * 3
    assert _texts(f"<div>{_prose(ENDS)}<div class='k0'>{listed}</div></div>") == [*samples.BODY, ENDS]


def test_moments_in_the_text_are_no_comments() -> None:
    lines = ["8月21日10:15，公司宣布停牌。", "8月22日9:30，公司股票复牌，当日涨停。", ENDS]
    assert _texts(f"<div>{_prose(*lines)}</div>") == [*samples.BODY, *lines]


def test_a_link_behind_the_last_word_is_cut_off() -> None:
    assert _texts(f"<div>{_prose()}<p>{ENDS} <a href='/'>返回首页网，查看更多</a></p></div>")[-1] == ENDS


LISTED = ",".join(
    f'{{"title":"别的文章{day}","ptime":"2023-07-0{day} 08:00:00","source":"某{day}网"}}' for day in (1, 2, 3, 4)
)


def test_the_times_and_media_of_a_list_are_not_the_articles() -> None:
    article = _read(f"<div>{_prose()}</div><script>var more=[{LISTED}]</script>")
    assert (article.published, article.source) == (None, None)


def test_the_time_beside_the_pages_own_title_is_the_articles_though_a_list_follows() -> None:
    own = f'{{"title":"{samples.TITLE}","ptime":"2023-08-21 19:05:00"}}'
    article = _read(f"<div>{_prose()}</div><script>var all=[{own},{LISTED}]</script>")
    assert str(article.published) == "2023-08-21 19:05:00"


def test_a_headline_set_in_two_lines_is_known_behind_column_and_site() -> None:
    half = len(samples.TITLE) // 2
    page = (
        f"<html><head><title>{samples.TITLE}_交通运输_某某政府网</title></head><body>"
        f"<div><p>{samples.TITLE[:half]}<br>{samples.TITLE[half:]}</p>{_prose()}</div></body></html>"
    )
    assert read_bytes(page.encode(), name="a.html").title == samples.TITLE
