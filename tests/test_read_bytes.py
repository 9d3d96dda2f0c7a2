"""Encodings, kinds and bad input."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
import read_samples as samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import (
    BriefingError,
    NotAnArticle,
    NotChinese,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
    UsageError,
)
from briefing.read import expand, read, read_bytes

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"]
)
def test_a_simplified_text_is_read_in_each_encoding(encoding: str) -> None:
    assert read_bytes(samples.CLEAN.encode(encoding), name="a.txt").text == samples.CLEAN.strip().replace("\n\n", "\n")


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "gb18030", "utf-16"])
def test_a_traditional_text_is_read_in_each_encoding(encoding: str) -> None:
    article = read_bytes(samples.TRADITIONAL.encode(encoding), name="a.txt")
    assert article.text == samples.TRADITIONAL.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("stored", "declared"),
    [("gb18030", "gb2312"), ("gbk", "gbk"), ("utf-8", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "nonsense")],
)
def test_a_page_is_read_whatever_it_declares(stored: str, declared: str) -> None:
    assert read_bytes(samples.page(declared).encode(stored), name="a.html").title == samples.TITLE


def test_a_rare_character_survives_a_page_that_says_gb2312() -> None:
    text = samples.page("gb2312").replace("青禾", "青䶮")
    assert "青䶮电池8日宣布" in read_bytes(text.encode("gb18030"), name="a.htm").text


@pytest.mark.parametrize(
    ("data", "name", "error", "message"),
    [
        (b"", "a.txt", NotAnArticle, "a.txt: is empty (0 bytes)"),
        (b"", "a.docx", NotAnArticle, "a.docx: is empty (0 bytes)"),
        (b" \n\n ", "a.txt", NotAnArticle, "a.txt: has only 0 Chinese characters, too few for an article"),
        (
            "今天股市上涨。".encode(),
            "a.txt",
            NotAnArticle,
            "a.txt: has only 6 Chinese characters, too few for an article",
        ),
        (samples.ENGLISH.encode(), "a.txt", NotChinese, "a.txt: is in English, not Chinese"),
        (samples.JAPANESE.encode(), "a.txt", NotChinese, "a.txt: is in Japanese, not Chinese"),
        (samples.JAPANESE.encode("shift_jis"), "a.txt", NotChinese, "a.txt: is in Japanese, not Chinese"),
        (samples.JAPANESE.encode("euc_jp"), "a.txt", NotChinese, "a.txt: is in Japanese, not Chinese"),
        (
            "회사는 새로운 공장을 짓는다고 발표했다. ".encode() * 5,
            "a.txt",
            NotChinese,
            "a.txt: is in Korean, not Chinese",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", SourceUnreadable, "a.txt: is a picture, not text"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a.docx", SourceUnreadable, "a.docx: is a picture, not text"),
        (bytes(range(256)) * 9, "a.txt", SourceUnreadable, "a.txt: neither text nor a format that is read"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            SourceUnreadable,
            "a.docx: is encrypted with a password",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", SourceUnreadable, "a.doc: is in the old Word format .doc"),
        (
            b"PK\x03\x04 and then nothing",
            "a.docx",
            SourceUnreadable,
            "a.docx: is a damaged or incomplete Word or zip file",
        ),
        (b"%PDF-1.4 and then nothing", "a.pdf", SourceUnreadable, "a.pdf: is a damaged or incomplete PDF"),
        (b"{\\rtf1 }", "a.doc", SourceUnreadable, "a.doc: is an RTF document, which is not read"),
        (samples.CLEAN.encode() * 9000, "a.txt", SourceTooLarge, None),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") and len(value) < 8 else "",
)
def test_bad_input_gives_one_clear_line_and_a_hint(
    data: bytes, name: str, error: type[BriefingError], message: str | None
) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, name=name)
    assert message is None or caught.value.message == message
    assert caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint


def test_the_kind_is_told_by_content_not_by_the_ending() -> None:
    expected = read_bytes(samples.word(*samples.BODY), name="a.docx").text
    assert read_bytes(samples.word(*samples.BODY), name="a.txt").text == expected
    assert read_bytes(samples.page().encode(), name="a.txt").title == samples.TITLE


def test_the_same_bytes_have_the_same_hash_whatever_their_name() -> None:
    one, other = (read_bytes(samples.CLEAN.encode(), name=name) for name in ("a.txt", "b.txt"))
    assert (one.sha256, one.name, other.name) == (other.sha256, "a", "b")


def test_standard_input_is_read() -> None:
    article = read("-", stdin=BytesIO(samples.CLEAN.encode()))
    assert (article.name, article.title) == ("stdin", samples.TITLE)


def test_a_missing_file_and_a_folder_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match=r"none\.txt: no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(SourceUnreadable, match="is a folder, not a file"):
        read(tmp_path)
    with pytest.raises(UsageError, match="only http and https"):
        read("ftp://example.com/a.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    with pytest.raises(SourceTooLarge, match="larger than the limit of 20 MB"):
        read(path)


def test_a_folder_becomes_its_readable_files_in_order(tmp_path: Path) -> None:
    names = ("b.txt", "a.md", "a.en.docx", "a.ja.docx", "a.brief.json", ".hidden.txt", "x.csv", "c.HTML", "~$c.docx")
    for name in names:
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text("x")
    found = expand([str(tmp_path), "https://example.com/", "-"])
    assert found == [*(str(tmp_path / name) for name in ("a.md", "b.txt", "c.HTML")), "https://example.com/", "-"]


def test_a_folder_without_anything_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="holds no file that can be read"):
        expand([str(tmp_path)])


SOURCES = {
    "docx": samples.word(*samples.BODY),
    "pdf": samples.pdf([(90, 700, samples.LEAD[:30])]),
    "html": samples.page().encode(),
    "txt": samples.CLEAN.encode("gb18030"),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(SOURCES)),
    cut=st.floats(0, 1),
    patch=st.binary(max_size=12),
    at=st.floats(0, 1),
)
def test_damaged_bytes_give_an_article_or_our_own_error(kind: str, cut: float, patch: bytes, at: float) -> None:
    data = SOURCES[kind][: int(len(SOURCES[kind]) * cut)]
    place = int(len(data) * at)
    with suppress(BriefingError):
        assert read_bytes(data[:place] + patch + data[place + len(patch) :], name=f"a.{kind}").text
