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


def test_what_a_plan_lays_out_is_no_line_of_things_built() -> None:
    laid_out = brief("某某环节另有安排，用地20亩，建设8条生产线。").rows
    built = brief("某某环节另有安排，用地20亩，建成了8条生产线。").rows
    assert not any("built" in row.label for row in laid_out)
    assert [row.value for row in built if "lines" in row.label] in (["8"], [])


def test_how_often_is_not_how_much() -> None:
    assert not any(row.value == "three times" for row in brief("上周，衡水最高用电负荷三次刷新纪录。").rows)


def test_what_is_done_together_is_done_by_several() -> None:
    headline = brief("某某环节另有安排。", title="衡水重大项目集中开工").headline.text
    assert headline == "Hengshui major projects started construction together"


def test_the_price_of_imported_goods_names_the_trade_once() -> None:
    rows = brief("上半年，衡水铁矿砂进口量增加3%，进口均价下跌7%。").rows
    assert "Import price of iron ore" in [row.label.split(" (")[0] for row in rows]
    assert not any("imports" in row.label and "price" in row.label for row in rows)
