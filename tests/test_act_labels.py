"""What Japanese lines of the table call counted acts, and the month a change is compared with."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_bulletins import brief

from briefing.assemble.act_labels import sized_act
from briefing.values import Figure, Span

LABELS = [
    ("ロボットの納入", "納入", "count", "413台", "ロボットの納入台数"),
    ("プロジェクトの着工", "着工", "count", "26件超", "プロジェクトの着工件数"),
    ("店舗の閉鎖", "閉鎖", "count", "120店", "店舗の閉鎖数"),
    ("航路の開設", "開設", "count", "83航路", "開設航路数"),
    ("銘柄のストップ高", "ストップ高", "count", "57銘柄", "ストップ高銘柄数"),
    ("永久債の発行", "発行", "CNY", "最大50億元", "永久債の発行額"),
    ("ごみの処理", "処理", "t", "338万トン", "ごみの処理量"),
    ("コンテナの輸送", "輸送", "TEU", "102万TEU", "コンテナの輸送量"),
    ("持ち分の取得比率", "取得", "percent", "67%", "持ち分の取得比率"),
    ("高速道路の新設", "新設", "km", "11キロメートル", "高速道路の新設"),
    ("店舗", "開設", "count", "120店", "店舗"),
]


@pytest.mark.parametrize(("label", "act", "unit", "shown", "named"), LABELS, ids=lambda v: str(v)[:12])
def test_a_line_names_the_number_not_the_act(label: str, act: str, unit: str, shown: str, named: str) -> None:
    figure = Figure(Span(0, 1), "1", Decimal(1), unit)
    assert sized_act(label, act, figure, shown) == named


def test_visits_are_told_as_visits_in_japanese() -> None:
    rows = brief("国庆假期，衡水接待游客50万人次。", lang="ja").rows
    assert [(row.label.split("（")[0], row.value) for row in rows] == [("受け入れ観光客数", "延べ50万人")]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("7月，某某机构监测的乘用车零售量为20万辆，环比下降5%。", "from the previous month"),
        ("7月第二周，某某机构监测的乘用车零售量为20万辆，环比下降5%。", "from the previous period"),
    ],
    ids=["a month", "a week of a month"],
)
def test_a_line_of_one_month_is_compared_with_the_month_before(text: str, since: str) -> None:
    assert [row.change for row in brief(text).rows] == [f"down 5% {since}"]
