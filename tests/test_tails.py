"""The figure at the end of a clause nobody read, named by the measure right before it."""

from __future__ import annotations

import pytest
from test_labels import OPEN, cells, rows

from briefing.values import Status


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        (
            f"{OPEN}风电场装机容量30万千瓦。",
            ("Installed capacity", "300,000 kW", "", Status.STATED),
            ("発電設備容量", "30万キロワット", "", Status.STATED),
        ),
        (
            f"{OPEN}景区接待游客12.5万人次，同比增长8%。",
            ("Visitors received", "125,000", "up 8% year on year", Status.STATED),
            ("受け入れ観光客数", "延べ12万5,000人", "前年同期比8%増", Status.STATED),
        ),
        (
            f"{OPEN}项目总投资20亿元。",
            ("Total investment", "RMB 2 billion", "", Status.PLANNED),
            ("総投資額", "20億元", "", Status.PLANNED),
        ),
    ],
    ids=["a size", "with its change", "a plan by its name"],
)
def test_a_measure_at_the_end_names_its_figure(text, en, ja):
    assert cells(text) == [en]
    assert cells(text, "ja") == [ja]


def test_the_line_quotes_what_it_is_of():
    (row,) = rows(f"{OPEN}风电场装机容量30万千瓦。")
    assert row.scope == f" (source: {OPEN}风电场装机容量30万千瓦)"


@pytest.mark.parametrize(
    "text",
    [
        f"{OPEN}保本营业收入3亿元。",
        f"{OPEN}拖累国内生产总值增长0.2个百分点。",
        f"{OPEN}高于行业毛利率30%。",
        f"{OPEN}要求装机容量达到30万千瓦。",
        f"{OPEN}若装机容量达到30万千瓦。",
        f"{OPEN}合约资产4亿元。",
        f"{OPEN}出口4亿元。",
        f"到2040年，{OPEN}装机容量达到30万千瓦。",
    ],
    ids=[
        "to break even",
        "a cause",
        "another's",
        "wanted",
        "supposed",
        "a part",
        "of goods",
        "to come",
    ],
)
def test_what_may_be_anothers_has_no_line(text):
    assert cells(text) == []
