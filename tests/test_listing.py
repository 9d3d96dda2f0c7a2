"""Feeds, sitemaps, index pages and files of addresses: which articles they name."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError, NotAnArticle, SourceMissing, SourceTooLarge, SourceUnreadable
from briefing.read import read_bytes
from briefing.read.fetch import Page
from briefing.read.listing import Entry, canonical, entries

AT = "https://news.example/feed/all.xml"
HOME = "https://finance.news.example.cn/roll/"


def getting(**pages: str | bytes) -> Callable[[str], Page]:
    """A network that holds these pages by the last part of their addresses."""

    def get(url: str) -> Page:
        name = url.rpartition("/")[2].replace(".", "_") or "home"
        if name not in pages:
            raise SourceMissing(f"{url}: does not exist (HTTP 404)", hint="check the address")
        found = pages[name]
        return Page(url, found if isinstance(found, bytes) else found.encode(), None)

    return get


def listed(text: str | bytes, *, at: str = AT, **asked: object) -> list[tuple[str, str, str | None]]:
    """Address, title and moment of each entry of the list ``text`` found at ``at``."""
    name = at.rpartition("/")[2].replace(".", "_") or "home"
    found = entries(at, get=getting(**{name: text}), **asked)  # type: ignore[arg-type]
    return [(each.url, each.title, each.published.isoformat() if each.published else None) for each in found]


# --- feeds -------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>公司公告</title><link>https://news.example/</link>
<item><title><![CDATA[青禾电池&amp;远岸航运签约 <b>总价6亿元</b>]]></title><link>/a/1.html?utm_source=rss#top</link>
  <pubDate>Mon, 23 Nov 2020 09:30:00 +0800</pubDate></item>
<item><title>第二条</title><link> https://news.example/a/2.html </link><pubDate>2020-11-23 10:00:00</pubDate></item>
<item><title>第二条（转载）</title><link>http://www.news.example/a/2.html/?from=rss</link></item>
<item><title>只有编号</title><guid>https://news.example/a/3.html</guid><pubDate>sometime</pubDate></item>
<item><title>没有地址</title></item>
<item><title>不是网页</title><link>javascript:void(0)</link></item>
</channel></rss>"""


def test_a_feed_yields_its_articles_once_each() -> None:
    assert listed(RSS) == [
        (
            "https://news.example/a/1.html?utm_source=rss",
            "青禾电池&远岸航运签约 总价6亿元",
            "2020-11-23T09:30:00+08:00",
        ),
        ("https://news.example/a/2.html", "第二条", "2020-11-23T10:00:00+08:00"),
        ("https://news.example/a/3.html", "只有编号", None),
    ]


def test_an_atom_feed_yields_its_articles() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/b/">
    <entry><title type="html">&lt;i&gt;回购&lt;/i&gt;公告</title><link rel="self" href="/api/1"/>
      <link rel="alternate" href="1.html"/><published>2020-11-23T01:30:00Z</published></entry></feed>"""
    assert listed(atom) == [("https://news.example/b/1.html", "回购公告", "2020-11-23T01:30:00+00:00")]


def test_an_rdf_feed_yields_its_articles() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>x</title></channel>
      <item rdf:about="https://news.example/1"><title>一</title><link>https://news.example/1</link>
      <dc:date>2020-11-23T09:30:00+09:00</dc:date></item></rdf:RDF>"""
    assert listed(rdf) == [("https://news.example/1", "一", "2020-11-23T09:30:00+09:00")]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "big5"])
def test_a_feed_in_gb18030_is_read_whatever_it_declares(declared: str) -> None:
    text = RSS.replace('encoding="utf-8"', f'encoding="{declared}"').replace("第二条<", "镕基㐂第二条公告正文与说明<")
    assert listed(text.encode("gb18030"))[1][1] == "镕基㐂第二条公告正文与说明"


@pytest.mark.parametrize(
    "broken",
    [
        RSS[: RSS.index("<item><title>只有")]
        + "<item><title>一 & 二</title><link>https://news.example/a/3.html?x=1&y=2",
        "Notice: Undefined index: page in /www/db.php on line 7\n" + RSS,
        RSS.replace("第二条<", "第二条\x0b\x00<").replace("\x00", ""),
        "\n\n " + RSS,
        RSS.replace("</rss>", ""),
    ],
    ids=["cut off", "a warning before it", "a control character", "blank lines before it", "not closed"],
)
def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(broken: str) -> None:
    found = listed(broken)
    assert [url for url, _, _ in found][:2] == [
        "https://news.example/a/1.html?utm_source=rss",
        "https://news.example/a/2.html",
    ]


def test_a_feed_without_items_is_no_error() -> None:
    assert listed('<rss version="2.0"><channel><title>x</title></channel></rss>') == []


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [\n<!ENTITY x SYSTEM "file:///etc/hostname">]>'
HIDDEN = "<!-- <rss> --><?pi <rss> ?>" + OUTSIDE
PARAMETER = '<!DOCTYPE r [<!ENTITY % x SYSTEM "https://bad.example/x.dtd"> %x;]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, HIDDEN, PARAMETER])
@pytest.mark.parametrize(
    "root",
    [
        "<rss version='2.0'><channel><item><title>&x;&b;</title><link>https://news.example/1</link></item></channel></rss>",
        "<urlset><url><loc>https://news.example/&x;&b;</loc></url></urlset>",
    ],
)
def test_entities_of_a_list_are_refused(doctype: str, root: str) -> None:
    with pytest.raises(SourceUnreadable, match="declares entities of its own, which are not read"):
        listed(doctype + root)


def test_a_doctype_without_entities_is_no_harm() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "https://bad.example/rss.dtd">'
    assert len(listed(RSS.replace("<rss", doctype + "<rss"))) == 3


def _long_feed(count: int) -> str:
    item = "<item><title>第{0}号公告</title><link>/a/{0}.html</link><description>{1}</description></item>"
    body = "据介绍，公司第一季度营业收入20.3亿元。" * 5
    return f"<rss version='2.0'><channel>{''.join(item.format(n, body) for n in range(count))}</channel></rss>"


@pytest.mark.parametrize("broken", [False, True])
def test_a_long_feed_is_read_to_its_end(broken: bool) -> None:
    text = _long_feed(3_000).replace("第1号", "第1号&一" if broken else "第1号")
    assert [url for url, _, _ in listed(text)] == [f"https://news.example/a/{n}.html" for n in range(3_000)]


# --- sitemaps ----------------------------------------------------------------

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a/1.html</loc><lastmod>2020-11-23</lastmod></url>
<url><loc>
  https://news.example/a/2.html?id=2&amp;p=1
</loc><lastmod>2020-11-24T00:00:00+08:00</lastmod><news:news><news:publication_date>2020-11-23T08:00:00+08:00
</news:publication_date><news:title>第二条</news:title></news:news></url>
<url><lastmod>2020-11-23</lastmod></url><url><loc>mailto:a@news.example</loc></url></urlset>"""


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())], ids=["plain", "gzip"])
def test_a_sitemap_yields_its_pages(pack: Callable[[str], bytes]) -> None:
    assert listed(pack(SITEMAP), at="https://news.example/sitemap.xml.gz", kind="sitemap") == [
        ("https://news.example/a/1.html", "", "2020-11-23T00:00:00+08:00"),
        ("https://news.example/a/2.html?id=2&p=1", "第二条", "2020-11-23T08:00:00+08:00"),
    ]


def test_a_sitemap_without_namespace_or_end_is_read() -> None:
    assert len(listed("<urlset><url><loc>/a/1</loc></url><url><loc>/a/2</loc></url><url><loc>/a/")) == 2


def _index(*parts: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap>{part}</sitemap>" for part in parts) + "</sitemapindex>"


def _urls(*names: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>https://news.example/{name}</loc></url>" for name in names) + "</urlset>"


def test_an_index_is_followed_newest_part_first_and_no_further_than_needed() -> None:
    index = _index(
        "<loc>/old.xml</loc><lastmod>2019-01-01</lastmod>",
        "<loc>/new.xml.gz</loc><lastmod>2020-11-23</lastmod>",
        "<loc>/gone.xml</loc><lastmod>2020-06-01</lastmod>",
        "<loc>/undated.xml</loc>",
    )
    asked: list[str] = []
    pages = getting(index_xml=index, old_xml=_urls("1", "2"), new_xml_gz=gzip.compress(_urls("3", "1").encode()))

    def get(url: str) -> Page:
        asked.append(url.rpartition("/")[2])
        return pages(url)

    found = entries("https://news.example/index.xml", get=get, limit=3)
    assert [each.url[-1] for each in found] == ["3", "1", "2"]
    assert asked == ["index.xml", "new.xml.gz", "gone.xml", "old.xml"]


def test_an_index_that_names_itself_ends() -> None:
    index = _index("<loc>/index.xml</loc>", "<loc>/INDEX2.xml</loc>", "<loc>/index.xml?spm=1</loc>")
    assert entries("https://news.example/index.xml", get=getting(index_xml=index)) == ()


def test_a_part_that_cannot_be_had_is_not_passed_over_unseen() -> None:
    def get(url: str) -> Page:
        if url.endswith("index.xml"):
            return Page(url, _index("<loc>/part.xml</loc>").encode(), None)
        raise SourceUnreadable(f"{url}: the server answered HTTP 403", hint="open it in a browser")

    with pytest.raises(SourceUnreadable, match=r"part\.xml: the server answered HTTP 403"):
        entries("https://news.example/index.xml", get=get)


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(SourceTooLarge, match="larger than the limit of 50 MB"):
        listed(gzip.compress(bytes(60 * 2**20)))


def test_a_damaged_gzip_file_is_one_line() -> None:
    with pytest.raises(SourceUnreadable, match="is a damaged gzip file"):
        listed(gzip.compress(SITEMAP.encode())[:-20])


def test_a_large_sitemap_is_read_flat() -> None:
    text = _urls(*(f"a/{number}.html" for number in range(50_000)))
    tracemalloc.start()
    found = entries(AT, get=getting(all_xml=text), limit=10)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 10
    assert peak < 8 * len(text)


# --- index pages -------------------------------------------------------------

INDEX = """<html><head><title>滚动新闻</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>
<div class="top-nav"><a href="/2020/index.html">二〇二〇年全国两会专题报道</a>
<a href="/stock/20201101/99.html">股市行情与分析专栏首页</a></div>
<ul class="list">
<li><a href="/roll/2020-11-23/doc-iiz1001.shtml"
 title="青禾电池南岭基地投产 年产能达12亿瓦时">青禾电池南岭基地投产 年产...</a>
<span>2020-11-23 09:30</span></li>
<li><a href="//stock.news.example.cn/2020-11-22/doc-iiz1002.shtml?from=roll"><img src="x.jpg"></a>
    <h3><a href="//stock.news.example.cn/2020-11-22/doc-iiz1002.shtml">远岸航运上季营收增长一成</a></h3>
    <p>据悉，公司还将增购货轮。<a href="//stock.news.example.cn/2020-11-22/doc-iiz1002.shtml">查看详情</a></p></li>
<li><a href="/roll/2020-11-21/doc-iiz1003.shtml">央行下调利率</a></li>
<li><a href="/roll/2020-11-20/doc-iiz1004.shtml">前十月工业利润同比增长0.7%</a></li>
<li><a href="/roll/2020-11-20/doc-iiz1005.shtml">远岸航运拟回购至多一亿股</a></li>
<li><a href="/company/about.html">公司简介以及发展历程介绍</a></li>
<li><a href="https://ad.example/20201123/1234567.html">点击就送千元大礼包限时领取</a></li>
<li><a href="javascript:more()">展开更多今日最新滚动新闻</a></li>
<li><a href="/roll/20201123/">今日全部滚动新闻一览</a></li>
</ul>
<div class="pages"><a href="/roll/index_2.html">下一页：更多滚动新闻内容</a></div>
<div id="footer"><a href="/license/20200101.html">互联网新闻信息服务许可证号</a></div>
</body></html>"""


def test_an_index_page_yields_its_headlines_and_nothing_around_them() -> None:
    assert listed(INDEX, at=HOME)[:-2] == [
        (
            "https://finance.news.example.cn/roll/2020-11-23/doc-iiz1001.shtml",
            "青禾电池南岭基地投产 年产能达12亿瓦时",
            "2020-11-23T09:30:00+08:00",
        ),
        (
            "https://stock.news.example.cn/2020-11-22/doc-iiz1002.shtml",
            "远岸航运上季营收增长一成",
            "2020-11-22T00:00:00+08:00",
        ),
        (
            "https://finance.news.example.cn/roll/2020-11-21/doc-iiz1003.shtml",
            "央行下调利率",
            "2020-11-21T00:00:00+08:00",
        ),
    ]


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        ("", "2020/1123/c1004-1.html", "https://finance.news.example.cn/roll/2020/1123/c1004-1.html"),
        ("<base href='/deep/'>", "1123456.html", "https://finance.news.example.cn/deep/1123456.html"),
        ("<base href='https://a.news.example.cn/'>", "1123456.html", "https://a.news.example.cn/1123456.html"),
        ("", "?id=1123456", "https://finance.news.example.cn/roll/?id=1123456"),
        ("", "../news/chan-neng-da-12-yi.html", "https://finance.news.example.cn/news/chan-neng-da-12-yi.html"),
        ("", "/news/newsDetail_forward_4569900", "https://finance.news.example.cn/news/newsDetail_forward_4569900"),
        ("", " /a/1123456.html\n", "https://finance.news.example.cn/a/1123456.html"),
    ],
)
def test_links_are_followed_from_where_the_page_says(base: str, href: str, expected: str) -> None:
    page = f"<html>{base}<p><a href='{href}'>青禾电池南岭基地投产，年产能达12亿瓦时</a></p></html>"
    assert [url for url, _, _ in listed(page, at=HOME)] == [expected]


@pytest.mark.parametrize(
    "path",
    [
        "/zhengce/content/202011/23/content_5563642.htm",
        "./202011/t20201123_40123.html",
        "/a/202011231712345678.html",
        "/new/disclosure/detail?annId=1208812345&orgId=9900",
        "/articles/3610123",
        "/2020-11-23/101630000.html",
        "/n1/2020/1123/c1004-31940000.html",
        "/fortune/20231123/aabbccdd11223344aabbccdd11223344/c.html",
        "/news,yw-202011-4621234.htm",
    ],
)
def test_addresses_of_articles_come_in_many_forms(path: str) -> None:
    page = f"<html><p><a href='{path}'>证监会同意青禾电池首次公开发行股票注册</a></p></html>"
    assert len(listed(page, at=HOME)) == 1


@pytest.mark.parametrize(
    "headline",
    [
        "证监会同意青禾电池科创板注册",
        "工信部发放新一批许可证",
        "网络游戏备案新规发布",
        "市场监管总局：鼓励举报价格违法",
        "隐私保护新规下月实施",
    ],
)
def test_words_of_footers_also_stand_in_headlines(headline: str) -> None:
    assert len(listed(f"<html><p><a href='/a/20201123/1.html'>{headline}</a></p></html>", at=HOME)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "互联网新闻信息服务许可证编号：10120170072",
        "南ICP备00000000号-1",
        "违法和不良信息举报电话：000-0000000",
        "南公网安备 00000000000000号",
        "手机客户端下载",
        "用户服务协议",
    ],
)
def test_lines_of_footers_are_no_headlines(text: str) -> None:
    real = "<a href='/a/20201123/1.html'>青禾电池南岭基地投产</a>"
    page = f"<html><p>{real}</p><p><a href='/a/20200101/9.html'>{text}</a></p></html>"
    assert [title for _, title, _ in listed(page, at=HOME)] == ["青禾电池南岭基地投产"]


def test_a_saved_page_that_names_its_address_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.html"
    link = "<link rel='canonical' href='https://finance.news.example.cn/roll/'>"
    file.write_text(INDEX.replace("</head>", link + "</head>"), encoding="utf-8")
    assert entries(str(file))[0].url == "https://finance.news.example.cn/roll/2020-11-23/doc-iiz1001.shtml"
    file.write_text(INDEX, encoding="utf-8")
    with pytest.raises(SourceUnreadable, match="is a page saved without its address"):
        entries(str(file))


def test_a_page_without_headlines_says_so() -> None:
    with pytest.raises(SourceUnreadable, match="holds no links that look like articles") as caught:
        listed(INDEX[: INDEX.index("<body>")] + "<body><a href='/'>首页</a>", at=HOME)
    assert caught.value.hint.startswith("its feed is https://finance.news.example.cn/rss.xml; ")
    with pytest.raises(SourceUnreadable, match="holds no links that look like articles"):
        listed("<html><body><script>load()</script><a href='/'>首页</a></body></html>", at=HOME)


def test_a_page_of_many_thousand_links_is_read_to_its_end() -> None:
    links = "".join(f"<a href='/a/{n}001.html'>青禾电池第{n}次公告全文</a><br>" for n in range(5_000))
    assert len(listed(f"<html><div class='list'>{links}</div></html>", at=HOME)) == 5_000


# --- files of addresses, and what a list is ----------------------------------


def test_a_file_of_addresses_may_hold_titles_and_remarks(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    lines = (
        "\ufeff# 每日必读",
        "",
        "https://news.example/a/1.html#page=2  # 头条",
        "http://www.news.example/a/1.html?utm_medium=mail",
        "https://news.example/a/2.html\t青禾电池 公告",
        "   ",
    )
    file.write_text("\r\n".join(lines), encoding="utf-8")
    assert entries(str(file)) == (
        Entry("https://news.example/a/1.html"),
        Entry("https://news.example/a/2.html", "青禾电池 公告"),
    )


def test_a_line_that_is_no_address_is_named(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("https://news.example/1\nnews.example/2\n", encoding="utf-8")
    with pytest.raises(SourceUnreadable, match=r"urls\.txt: line 2 is no web address") as caught:
        entries(str(tmp_path / "urls.txt"), kind="urls")
    assert caught.value.hint


def test_a_list_is_taken_for_what_it_is(tmp_path: Path) -> None:
    for name, text in {"a.xml": RSS, "b.xml": SITEMAP, "c": "https://news.example/1"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [len(entries(str(tmp_path / name))) for name in ("a.xml", "b.xml", "c")] == [3, 2, 1]


@pytest.mark.parametrize(
    ("kind", "text", "message", "hint"),
    [
        ("feed", INDEX, "is a page, not a feed", "its feed is https://finance.news.example.cn/rss.xml"),
        ("feed", "<html><p>x</p></html>", "is a page, not a feed", "name it as page, or pass a feed"),
        ("page", RSS, "is a feed, not a page", "name it as feed, or pass a page"),
        ("urls", SITEMAP, "is a sitemap, not a list of addresses", "name it as sitemap, or pass a list of addresses"),
    ],
)
def test_a_list_of_another_kind_is_refused(kind: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(SourceUnreadable, match=message) as caught:
        listed(text, at=HOME, kind=kind)
    assert caught.value.hint == hint


def test_a_sitemap_may_be_a_mere_list_of_addresses() -> None:
    assert len(listed("https://news.example/1\nhttps://news.example/2\n", kind="sitemap")) == 2


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"", NotAnArticle, "is empty"),
        (b" \n", NotAnArticle, "is empty"),
        (bytes(range(256)) * 9, SourceUnreadable, "neither text nor a format that is read"),
        ("只是一段文字，没有地址。".encode(), SourceUnreadable, "line 1 is no web address"),
    ],
)
def test_what_is_no_list_is_one_line(data: bytes, error: type[BriefingError], message: str) -> None:
    with pytest.raises(error, match=message):
        listed(data)


@pytest.mark.parametrize("source", ["no-such-file.xml", "\0", "."])
def test_a_file_that_cannot_be_read_is_one_line(source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BriefingError):
        entries(source)


def test_a_limit_is_kept() -> None:
    assert [url for url, _, _ in listed(RSS, limit=1)] == ["https://news.example/a/1.html?utm_source=rss"]


def test_times_are_read_with_their_zones() -> None:
    from briefing.read.listed.moments import moment

    known = {
        "Mon, 23 Nov 2020 09:30:00 GMT": "2020-11-23T09:30:00+00:00",
        "2020-11-23T09:30:00+09:00": "2020-11-23T09:30:00+09:00",
        "2020年11月23日 09:30": "2020-11-23T09:30:00+08:00",
        "2020/11/3": "2020-11-03T00:00:00+08:00",
        "11-23 09:30": None,
        "2020-13-01": None,
        "": None,
    }
    assert {text: found.isoformat() if isinstance(found := moment(text), datetime) else None for text in known} == known


# --- a list where an article is asked for ------------------------------------


@pytest.mark.parametrize(
    ("text", "what", "key"),
    [
        (RSS, "a feed with 3 articles", "feed"),
        (SITEMAP, "a sitemap with 2 pages", "sitemap"),
        (_index("<loc>/1.xml</loc>"), "an index of 1 sitemap", "sitemap"),
        (_index("<loc>/1.xml</loc>", "<loc>/2.xml</loc>"), "an index of 2 sitemaps", "sitemap"),
    ],
)
def test_a_list_is_no_article_and_says_how_to_follow_it(text: str, what: str, key: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        read_bytes(text.encode(), name="a.xml", url="https://news.example/a.xml")
    assert caught.value.message == f"https://news.example/a.xml: is {what}, not an article"
    assert f'{key} = "https://news.example/a.xml"' in caught.value.hint


# --- one page, several addresses ---------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/a/1.html",
        "https://www.news.example/a/1.html",
        "https://NEWS.example:443/a/1.html",
        "https://news.example./a/1.html/",
        "https://news.example//a/1.html#comments",
        "https://news.example/a/1.html?utm_source=x&spm=1.2&from=wechat&share_token=9&_=77",
        "https://news.example/%61/1.html",
    ],
)
def test_addresses_of_one_page_have_one_form(url: str) -> None:
    assert canonical(url) == canonical("https://news.example/a/1.html") == "news.example/a/1.html"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?id=1&p=2", "https://news.example/a?p=2&id=1&from=x"),
        ("https://news.example/a/", "https://news.example/a/index.html"),
        ("https://中国新闻.example/年报", "https://xn--fiqs8stwm660c.example/%E5%B9%B4%E6%8A%A5"),
    ],
)
def test_what_does_not_matter_is_left_out(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/a", "https://m.news.example/a"),
        ("https://news.example/a", "https://news.example:8080/a"),
        ("https://news.example/A", "https://news.example/a"),
        ("https://news.example/a?id=", "https://news.example/a"),
        ("https://news.example/a%2Fb", "https://news.example/a/b"),
    ],
)
def test_what_may_be_another_page_stays_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@given(st.text())
def test_any_text_has_a_form_that_stays(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


# --- anything ----------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "<rss>",
        "<urlset>",
        "<sitemapindex>",
        "<html>",
        "<item>",
        "<url>",
        "<loc>",
        "<sitemap>",
        "<pubDate>",
        "<link>",
        "<a href='/2020/1123456.html'>",
        "</a>",
        "https://[bad/",
        "https://news.example/1",
        "<!DOCTYPE x [",
        "]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#0;",
        "2020-99-99",
        "<base href='://'>",
        "青禾电池南岭基地投产",
        "\x00",
        "\ufffe",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=8), max_size=25), st.sampled_from(["auto", "feed", "sitemap", "page", "urls"])
)
def test_any_list_gives_addresses_or_one_line(pieces: list[str], kind: str) -> None:
    try:
        found = entries(AT, kind=kind, get=getting(all_xml="".join(pieces).encode("utf-8", "replace")))  # type: ignore[arg-type]
    except BriefingError as error:
        assert "\n" not in error.message  # noqa: PT017
        assert error.hint  # noqa: PT017
    else:
        assert all(each.url.startswith(("http://", "https://")) for each in found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_addresses_or_one_line(data: bytes) -> None:
    with suppress(BriefingError):
        assert all(each.url.startswith("http") for each in entries(AT, get=getting(all_xml=data)))


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" + "<a>" * 100_000,
        "<html>" + "<div>" * 100_000 + "<a href='/20201123/1.html'>青禾电池南岭基地投产</a>",
        "<urlset>" + "<url>" * 100_000,
        "<!--" * 100_000,
        "<!DOCTYPE " + "[" * 100_000,
        "<?" * 100_000,
    ],
    ids=["feed", "page", "sitemap", "comments", "doctype", "instructions"],
)
def test_deep_or_endless_markup_names_no_article(text: str) -> None:
    found = []
    with suppress(BriefingError):
        found = listed(text, at=HOME)
    assert found == []
