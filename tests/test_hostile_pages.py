"""Pages made to break a reader: an article or one clear line, with bounded work."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
import read_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError, NotAnArticle, SourceTooLarge, SourceUnreadable
from briefing.read import read_bytes
from briefing.read.decode import decode
from briefing.read.tree import MAX_TAGS

HEAD = f"<html><head><title>{samples.TITLE}</title></head><body>"
PROSE = "".join(f"<p>{text}</p>" for text in samples.BODY)
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


@pytest.mark.parametrize(
    ("page", "error", "message"),
    [
        (
            HEAD + "<div>" * 100_000 + samples.LEAD,
            SourceUnreadable,
            "a.html: nests its elements more than 2,048 deep, which no browser shows",
        ),
        (HEAD + PROSE + "<b>" * (MAX_TAGS + 1), SourceTooLarge, "a.html: holds more than 300,000 tags"),
        (HEAD + "字<br>" * 60_000, SourceTooLarge, "a.html: has 60,000 lines, more than the limit of 50,000"),
        (
            HEAD + "字" * 2_000_001,
            SourceTooLarge,
            "a.html: shows 2,000,001 characters of text, more than the limit of 2,000,000",
        ),
        ("x" * (50 * 2**20), SourceTooLarge, "a.html: is larger than the limit of 20 MB"),
        (
            (HEAD + PROSE).encode().decode("gb18030", "ignore"),
            SourceUnreadable,
            "a.html: was stored in a wrong encoding, and characters are lost",
        ),
    ],
    ids=["deep", "tags", "lines", "text", "bytes", "lost characters"],
)
def test_a_page_beyond_all_measure_is_refused_in_one_line(page: str, error: type[BriefingError], message: str) -> None:
    with pytest.raises(error) as caught:
        read_bytes(page.encode(), name="a.html")
    assert (caught.value.message, "\n" in caught.value.hint, bool(caught.value.hint)) == (message, False, True)


# Each of these took minutes in a reader that looks at the same characters twice.
HOSTILE = {
    "style tags opened 5,000 times": "<font>" * 5_000 + PROSE,
    "2,000 nested titles": '<div class="title">' * 2_000 + PROSE,
    "escaped quotes": PROSE + '<script>var a="' + '\\"' * 500_000 + "</script>",
    "open template strings": PROSE + "<script>" + "`\\" * 500_000 + "</script>",
    "values that never end": PROSE + '<script>新={"a":' + '[{"a":' * 100_000 + "</script>",
    "assignments": PROSE + "<script>新" + '={"a":1,' * 200_000 + "</script>",
    "names of times": PROSE + "<script>" + "publish_time:" * 100_000 + "</script>",
    "times that are none": PROSE + "<script>" + 'publishTime="2020-01-99",' * 50_000 + "</script>",
    "a title of a million words": f"<title>{'字_' * 1_000_000}</title>" + PROSE,
    "an attribute of a million words": f'<p class="{"x " * 1_000_000}">' + PROSE,
    "spans that claim 10 to the 10 cells": PROSE
    + "<table>"
    + "<tr><td colspan=99999 rowspan=99999>字</td><td>二</td></tr>" * 2_000,
    "cells in cells": PROSE + "<table>" + "<tr><td><div>" * 600,
    "an inline drawing": PROSE + "<svg><path d='" + "M0 0 " * 500_000 + "'/></svg>",
    "null bytes": PROSE.replace("<p>", "<p>\0"),
    "spaces": PROSE + "</body" + " " * 1_000_000 + "<p>" + "\u3000 " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_like_any_other(name: str) -> None:
    article = read_bytes((HEAD + HOSTILE[name]).encode(), name="a.html")
    assert [text for text in samples.BODY if text in article.text] == list(samples.BODY)


def test_ten_thousand_rows_are_all_read() -> None:
    rows = "".join(f"<tr><td>{n}号厂房</td><td>{n}.5</td></tr>" for n in range(10_000))
    article = read_bytes((HEAD + f"<div>{PROSE}<table>{rows}</table></div>").encode(), name="a.html")
    assert [p.text for p in article.paragraphs if p.kind == "table"][-1] == "9999号厂房\t9999.5"


@settings(max_examples=60, deadline=None)
@given(
    page=st.sampled_from([path.read_bytes() for path in PAGES]),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 400),
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from(
                    [b"<div>" * 300, b"<!--", b"<script>", b'"', b"\\u", b"&#", b"\0" * 9, b"]]>", b"</p>"]
                ),
            ),
        ),
        max_size=6,
    ),
)
def test_a_damaged_page_gives_an_article_or_one_clear_line(page: bytes, edits: list[tuple[float, int, bytes]]) -> None:
    for place, cut, patch in edits:
        at = int(len(page) * place)
        page = page[:at] + patch + page[at + cut :]
    assert _said(page).count("\n") == 0


def _said(page: bytes) -> str:
    """The one line that says why a page is not read, or two where a paragraph does not stand where it should."""
    try:
        article = read_bytes(page, name="a.html")
    except BriefingError as error:
        return error.message if error.hint else "\n"
    return "\n" if any(p.span.of(article.text) != p.text for p in article.paragraphs) else "read"


# --- encodings ---------------------------------------------------------------

PAGE = samples.page("gb2312")
# As a page with all its style in its head: 40 kB before the first Chinese character.
LONG = PAGE.replace("<html><head>", f"<html><head><style>{'a{b:c}' * 7_000}</style>")


def _windows(data: bytes) -> str:
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252") for byte in data
    )


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode().decode("latin-1").encode(),
        _windows(PAGE.encode()).encode(),
        PAGE.encode("utf-16-le"),
        PAGE.encode("utf-16-be"),
        LONG.encode("utf-16-le"),
        LONG.encode("gb18030"),
        PAGE.encode("gb18030")[:-1] + "版".encode("gb18030")[:1],
        PAGE.encode() + "版".encode()[:2],
        PAGE.replace("<p>", "<p>\0").encode(),
    ],
    ids=[
        "UTF-8 twice",
        "UTF-8 taken for Windows Latin",
        "UTF-16 without a mark",
        "UTF-16 big-endian",
        "UTF-16 behind a long head",
        "GBK behind a long head",
        "half a character of GBK",
        "two thirds of a character of UTF-8",
        "null bytes",
    ],
)
def test_a_page_in_a_damaged_encoding_is_read(data: bytes) -> None:
    article = read_bytes(data, name="a.html")
    assert (article.title, article.paragraphs[0].text) == (samples.TITLE, samples.LEAD)


@pytest.mark.parametrize(
    "header", ["utf-8", "gbk", "iso-8859-1", "big5", "idna", "punycode", "utf-7", "undefined", "x"]
)
@pytest.mark.parametrize("stored", ["utf-8", "gb18030"])
def test_the_text_itself_is_believed_before_header_and_page(header: str, stored: str) -> None:
    assert samples.LEAD in decode(PAGE.encode(stored), where="a.html", declared=header)


def test_a_text_written_in_entities_is_read() -> None:
    text = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in PAGE)
    twice = text.replace("&#", "&amp;#")
    assert read_bytes(text.encode(), name="a.html").paragraphs[0].text == samples.LEAD
    assert read_bytes(twice.encode(), name="a.html").paragraphs[0].text == samples.LEAD


def test_french_in_a_chinese_page_is_no_damage() -> None:
    text = samples.LEAD + "法国公司“Société Générale”参与投资，项目名为“Éléonore”。"
    assert decode(text.encode(), where="a.txt") == text


@pytest.mark.parametrize("name", ["idna", "punycode", "unicode_escape", "hz", "utf-7", "rot13", "zlib"])
def test_no_declared_name_of_a_codec_brings_its_own_errors(name: str) -> None:
    assert codecs.lookup(name)
    with pytest.raises((NotAnArticle, SourceUnreadable)):
        read_bytes(f"<html><meta charset={name}>".encode() + bytes(range(128, 256)), name="a.html")
