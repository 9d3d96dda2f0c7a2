"""What a native reader would stumble over, and what is written in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.values import Brief

SAID = [
    (
        "截至2024年12月31日，比亚迪员工总数为1.17万人，其中研发人员3260人。",
        "BYD's number of employees was 11,700 as of 31 December 2024; R&D staff numbered 3,260.",
        "2024年12月31日時点でBYDの従業員数は1万1,700人、研究開発人員は3,260人。",
    ),
    (
        "9月末，比亚迪总资产突破100亿元。",
        "BYD's total assets exceeded RMB 10 billion at the end of September.",
        "9月末のBYDの総資産は100億元超。",
    ),
    (
        "比亚迪预计2025年净利润为-3亿元至-2亿元。",
        "BYD's net profit is expected to be minus RMB 300 million to minus RMB 200 million in 2025.",
        "2025年のBYDの純利益はマイナス3億～マイナス2億元となる見通し。",
    ),
    (
        "2025年前三季度，比亚迪净利润增长逾三成。",
        "BYD's net profit rose more than 30% in the first three quarters of 2025.",
        "2025年1～9月期のBYDの純利益は30%超の増加。",
    ),
    (
        "2025年前三季度，浙江省出口额下降近5%。",
        "Zhejiang Province's exports fell nearly 5% in the first three quarters of 2025.",
        "2025年1～9月期の浙江省の輸出は5%近い減少。",
    ),
]


def read(folder: Path, text: str) -> tuple[Brief, Brief]:
    source = folder / "article.txt"
    source.write_text(f"公司公布经营情况\n2025年10月28日 来源：华东财经网\n\n{text}\n", encoding="utf-8")
    plan = plan_of(facts_of(str(source), settings=Settings()))
    return brief_of(plan, "en"), brief_of(plan, "ja")


@pytest.mark.parametrize(("text", "english", "japanese"), SAID, ids=lambda v: v[:12])
def test_a_point_reads_as_a_native_editor_would_write_it(
    tmp_path: Path, text: str, english: str, japanese: str
) -> None:
    en, ja = read(tmp_path, text)
    assert ([p.text for p in en.points], [p.text for p in ja.points]) == ([english], [japanese])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025年前三季度，浙江省出口额3万亿元。", "2025年1～9月期"),
        ("前三季度，丰田汽车营业收入3万亿日元。", "第3四半期累計"),
        ("前三季度，微软营业收入2000亿美元。", "第3四半期累計"),
    ],
    ids=["a province", "yen and a company of Japan", "a company whose year begins in July"],
)
def test_the_first_three_quarters_are_months_only_where_the_year_is_the_calendars(
    tmp_path: Path, text: str, period: str
) -> None:
    assert [row.period for row in read(tmp_path, text)[1].rows] == [period]
