"""Whose yuan a bare 元 is in an article that also speaks of Hong Kong."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import facts_of
from briefing.settings import Settings
from briefing.values import Figure

HEAD = "恒川互动2024年业绩\n\n3月5日，恒川互动在港交所公告业绩：收入312亿元，同比增长8%。"


def read(text: str, tmp_path: Path) -> Figure:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return next(f for f in facts_of(str(path), settings=Settings()).figures if f.text.startswith("312亿元"))


@pytest.mark.parametrize("rest", ["末期股息每股0.82港元。", "机构将目标价由78港元上调至80港元。"])
def test_where_hong_kong_dollars_are_written_out_a_bare_yuan_is_the_renminbi(rest: str, tmp_path: Path) -> None:
    figure = read(f"{HEAD}{rest}\n", tmp_path)
    assert (figure.unit, figure.value) == ("CNY", 31_200_000_000)


def test_where_they_are_not_written_again_it_is_of_doubtful_currency_and_told_nowhere(tmp_path: Path) -> None:
    assert read(f"{HEAD}去年收入为288亿元（港元，下同）。\n", tmp_path).value is None
