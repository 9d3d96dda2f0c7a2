"""The sample articles are what the guides say they are, and ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted((ROOT / "seeds").glob("*.txt"))
LONGEST_COMMON = 24


def windows(text: str, size: int) -> set[str]:
    flat = re.sub(r"[\s（）()，,。.“”]", "", text)
    return {flat[at : at + size] for at in range(len(flat) - size + 1)}


def test_there_are_six_articles() -> None:
    assert [path.stem for path in TEXTS] == [
        "beihai-buyback",
        "chengdu-signing",
        "guangdong-trade",
        "haiyun-funding",
        "hydrogen-policy",
        "jiangnan-results",
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_has_headline_date_line_and_paragraphs(path: Path) -> None:
    headline, dateline, empty, *rest = path.read_text(encoding="utf-8").split("\n")
    assert not headline.endswith("。")
    assert re.match(r"20\d\d年\d{1,2}月\d{1,2}日( \d\d:\d\d)? 来源：\S+", dateline)
    assert empty == ""
    assert 5 <= sum(1 for line in rest if line) <= 10


def test_the_page_claims_gb2312_and_holds_more() -> None:
    data = (ROOT / "seeds" / "shandong-hydrogen-page.html").read_bytes()
    assert b"charset=gb2312" in data
    page = data.decode("gb18030")
    with pytest.raises(UnicodeEncodeError):
        page.encode("gb2312")
    article = (ROOT / "seeds" / "hydrogen-policy.txt").read_text(encoding="utf-8")
    assert all(line in page for line in article.split("\n")[2:] if line)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_sentence_is_anyone_elses(path: Path, shared: Path) -> None:
    ours = windows(path.read_text(encoding="utf-8"), LONGEST_COMMON)
    for article in sorted((shared / "articles").glob("*.txt")):
        assert ours.isdisjoint(windows(article.read_text(encoding="utf-8"), LONGEST_COMMON)), article.name
