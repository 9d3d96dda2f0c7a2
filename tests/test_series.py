"""Articles on several pages."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
import read_samples as samples

from briefing.errors import SourceMissing, SourceUnreadable
from briefing.read import _read_pages
from briefing.read.draft import Block, Draft
from briefing.read.fetch import Page
from briefing.read.series import continues, joined, next_page
from briefing.values import Article

URL = "https://news.example/a/1234.html"
PAGES = Path(__file__).parent / "pages"


def _next(links: str, url: str = URL) -> str | None:
    return next_page(lxml.html.document_fromstring(f"<html><body>{links}</body></html>"), url)


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        (URL, '<a href="1234_2.html">下一页</a>', "https://news.example/a/1234_2.html"),
        (URL, '<a href="/a/1234-2.html#p">下一页 &gt;</a>', "https://news.example/a/1234-2.html"),
        (URL, '<a href="1234_1.html">下一頁</a>', "https://news.example/a/1234_1.html"),
        (URL, '<a href="1234_2.html">2</a><a href="1234_3.html">3</a>', "https://news.example/a/1234_2.html"),
        (URL, '<a href="?page=2">下一页</a>', "https://news.example/a/1234.html?page=2"),
        (URL, '<link rel="next" href="1234_p2.html">', "https://news.example/a/1234_p2.html"),
        ("https://news.example/a/1234_2.html", '<a href="1234_3.html">下页</a>', "https://news.example/a/1234_3.html"),
        ("https://news.example/a/1234_2.html", '<a href="1234_2.html">下一页</a>', None),
        (URL, '<a href="1235.html">下一篇</a>', None),
        (URL, '<a href="1235.html">下一页</a>', None),
        (URL, '<link rel="next" href="1235.html">', None),
        (URL, '<a href="https://other.example/a/1234_2.html">下一页</a>', None),
        (URL, '<a href="javascript:next()">下一页</a>', None),
        (URL, '<a href="1234_2.html">图集：新基地</a>', None),
    ],
)
def test_the_next_page_is_the_same_address_with_the_next_number(url: str, link: str, expected: str | None) -> None:
    assert _next(link, url) == expected


def _draft(*texts: str, title: str = samples.TITLE) -> Draft:
    return Draft(tuple(Block(text) for text in texts), title=title)


def test_pages_are_joined_in_order_without_the_head_that_each_repeats() -> None:
    note = "编者按：青禾电池的新基地引起关注。"
    found = joined([_draft(note, samples.LEAD, title=f"{samples.TITLE}(1)"), _draft(note, samples.SECOND)])
    assert (found.title, [block.text for block in found.blocks]) == (
        samples.TITLE,
        [note, samples.LEAD, samples.SECOND],
    )


def test_a_paragraph_cut_by_the_pages_end_is_whole_again() -> None:
    found = joined([_draft(samples.THIRD[:30]), _draft(samples.THIRD[30:])])
    assert [block.text for block in found.blocks] == [samples.THIRD]


def test_the_same_page_under_another_number_adds_nothing() -> None:
    found = joined([_draft(samples.LEAD, samples.SECOND), _draft(samples.LEAD, samples.SECOND)])
    assert [block.text for block in found.blocks] == [samples.LEAD, samples.SECOND]


def test_a_page_with_another_headline_is_another_article() -> None:
    assert continues(_draft(), _draft(title=f"{samples.TITLE}（2）"))
    assert not continues(_draft(), _draft(title="别家公司发布新品"))


# --- with something that fetches --------------------------------------------


def _joined(pages: dict[str, bytes], first: str) -> tuple[Article, list[str]]:
    asked: list[str] = []

    def get(url: str) -> Page:
        asked.append(url)
        if url not in pages:
            raise SourceMissing(f"{url}: does not exist", hint="check the address")
        return Page(url=url, data=pages[url], charset=None)

    return _read_pages(first, get), asked


def test_an_article_on_three_pages_is_read_whole() -> None:
    base = "https://news.example/sd/t20230725_3301"
    files = {f"{base}{tail}.html": (PAGES / f"series{tail}.html").read_bytes() for tail in ("", "_2", "_3")}
    article, asked = _joined(files, f"{base}.html")
    assert asked == list(files)
    assert article.title == "船台满了：松江造船的订单之年"
    assert [p.text[:6] for p in article.paragraphs] == [
        "沿着江岸走进",
        "“去年这个时",
        "订单回暖的背",
        "与此同时，钢",
        "公司计划投资",
        "魏强说，人手",
    ]


def _numbered(number: int, following: int | None) -> bytes:
    link = f'<a href="1234_{following}.html">下一页</a>' if following else ""
    text = f"<p>{samples.LEAD}第{number}页的文字说，这里有{number}座厂房。</p>"
    return f"<html><head><title>{samples.TITLE}</title></head><body><div>{text}</div>{link}</body></html>".encode()


def test_no_more_than_twenty_pages_are_asked_for() -> None:
    pages = {f"https://news.example/a/1234_{n}.html": _numbered(n, n + 1) for n in range(2, 60)}
    article, asked = _joined({URL: _numbered(1, 2)} | pages, URL)
    assert (len(asked), len(article.paragraphs)) == (20, 20)


def test_a_further_page_that_does_not_exist_ends_the_article() -> None:
    article, asked = _joined({URL: _numbered(1, 2)}, URL)
    assert (len(asked), len(article.paragraphs)) == (2, 1)


def test_a_further_page_that_cannot_be_had_is_an_error_as_the_article_would_look_whole() -> None:
    def get(url: str) -> Page:
        if url == URL:
            return Page(url=url, data=_numbered(1, 2), charset=None)
        raise SourceUnreadable(f"{url}: the server answered HTTP 503", hint="try again later")

    with pytest.raises(SourceUnreadable, match=r"1234_2\.html: the server answered HTTP 503"):
        _read_pages(URL, get)


def test_pages_that_lead_in_a_circle_are_read_once() -> None:
    def get(url: str) -> Page:
        # Whatever is asked for, the server sends the reader back to the first page.
        return Page(url=URL, data=_numbered(1, 2), charset=None)

    assert len(_read_pages(URL, get).paragraphs) == 1
