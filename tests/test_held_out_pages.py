"""Pages written in the manner of Chinese sites before their reading was measured, against the articles put into them.

``lines`` are the article's lines as they were written, sub-headlines with
them; ``must_not_contain`` is what stood around them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.read import read
from briefing.read.describe import describe
from briefing.read.draft import flat

PAGES = Path(__file__).parent / "pages"
FOLDERS = [PAGES / "held_out_1", PAGES / "held_out_2"]
GOLD: list[tuple[Path, dict[str, Any]]] = [
    (folder / gold["page"], gold)
    for folder in FOLDERS
    for gold in json.loads((folder / "pages.json").read_text(encoding="utf-8"))
]

each_page = pytest.mark.parametrize(("path", "gold"), GOLD, ids=[path.stem for path, _ in GOLD])


@each_page
def test_title_and_moment_are_those_of_the_article(path: Path, gold: dict[str, Any]) -> None:
    found = describe(read(path))
    # Some pages show minutes where their scripts tell seconds.
    assert (found["title"], str(found["published"])[:10]) == (gold["title_zh"], gold["published"][:10])
    if "T" in gold["published"]:
        assert str(found["published"])[:16] == gold["published"][:16]


@each_page
def test_no_line_of_the_article_is_lost_or_out_of_order(path: Path, gold: dict[str, Any]) -> None:
    paragraphs = [flat(paragraph.text) for paragraph in read(path).paragraphs]
    places = [next((at for at, text in enumerate(paragraphs) if flat(line) in text), None) for line in gold["lines"]]
    assert [line for line, place in zip(gold["lines"], places, strict=True) if place is None] == []
    assert places == sorted(places)


@each_page
def test_nothing_that_stood_around_the_article_is_read(path: Path, gold: dict[str, Any]) -> None:
    text = flat("".join(paragraph.text for paragraph in read(path).paragraphs))
    assert [unwanted for unwanted in gold["must_not_contain"] if flat(unwanted) in text] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_every_page_of_a_folder_has_its_gold(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.html")) == sorted(p.name for p, _ in GOLD if p.parent == folder)
