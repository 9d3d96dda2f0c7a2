"""Whose yuan a bare 元 is in an article that also speaks of Hong Kong."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import facts_of
from briefing.settings import Settings

HEAD = "恒川互动2024年业绩\n\n3月5日，恒川互动在港交所公告业绩：收入312亿元，同比增长8%。"


def unit(text: str, tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return next(f.unit for f in facts_of(str(path), settings=Settings()).figures if f.text.startswith("312亿元"))


@pytest.mark.parametrize("rest", ["末期股息每股0.82港元。", "机构将目标价由78港元上调至80港元。"])
def test_where_hong_kong_dollars_are_written_out_a_bare_yuan_is_the_renminbi(rest: str, tmp_path: Path) -> None:
    assert unit(f"{HEAD}{rest}\n", tmp_path) == "CNY"


def test_where_they_are_not_written_again_it_is_not(tmp_path: Path) -> None:
    assert unit(f"{HEAD}去年收入为288亿元（港元，下同）。\n", tmp_path) != "CNY" or (
        # Of doubtful currency it has no value, and is told nowhere.
        next(
            f for f in facts_of(str(tmp_path / "a.txt"), settings=Settings()).figures if f.text.startswith("312亿元")
        ).value
        is None
    )
