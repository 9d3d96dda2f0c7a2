"""Pages in the manner of many kinds of Chinese sites, written by us, against what a person reads there.

``tests/pages/pages.json`` is the gold, in the form of the scoring tool for
real pages; ``marked`` are all lines of a page that are no running text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.read import read
from briefing.read.describe import describe

PAGES = Path(__file__).parent / "pages"
GOLD: list[dict[str, Any]] = json.loads((PAGES / "pages.json").read_text(encoding="utf-8"))

each_page = pytest.mark.parametrize("gold", GOLD, ids=[str(gold["page"]) for gold in GOLD])


@each_page
def test_the_head_of_a_page_is_read(gold: dict[str, Any]) -> None:
    found = describe(read(PAGES / gold["page"]))
    assert [found[name] for name in ("title", "published", "source", "author")] == [
        gold[name] for name in ("title_zh", "published", "source", "author")
    ]


@each_page
def test_the_text_of_a_page_is_read_from_its_first_word_to_its_last_and_nothing_else(gold: dict[str, Any]) -> None:
    paragraphs = read(PAGES / gold["page"]).paragraphs
    running = [paragraph.text for paragraph in paragraphs if paragraph.kind == "body"]
    assert running[0].startswith(gold["first_paragraph_starts"])
    assert running[-1].endswith(gold["last_paragraph_ends"])
    assert [text for text in gold["must_not_contain"] if any(text in p.text for p in paragraphs)] == []


@each_page
def test_sub_headlines_captions_and_rows_are_known_as_such(gold: dict[str, Any]) -> None:
    paragraphs = read(PAGES / gold["page"]).paragraphs
    assert [[p.kind, p.text] for p in paragraphs if p.kind != "body"] == gold["marked"]


def test_every_page_of_the_folder_has_its_gold() -> None:
    assert sorted(path.name for path in PAGES.glob("*.html")) == sorted(str(gold["page"]) for gold in GOLD)
