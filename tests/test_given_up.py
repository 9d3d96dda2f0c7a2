"""Plans that came to nothing or were carried out, and owners that a bare noun does not name."""

from __future__ import annotations

import pytest
from test_bulletins import brief

from briefing.values import Status


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("某某生物暂缓上市，原计划募资不超过12亿元。", "up to RMB 1.2 billion", Status.STATED),
        ("某某生物筹备上市，计划募资不超过12亿元。", "up to RMB 1.2 billion", Status.PLANNED),
    ],
    ids=["given up", "still planned"],
)
def test_what_was_planned_once_is_not_planned_now(text: str, value: str, status: Status) -> None:
    assert [(row.value, row.status) for row in brief(text, title="某某生物").rows if row.value == value] == [
        (value, status)
    ]


def test_firms_without_a_name_are_told_of_by_their_source() -> None:
    shown = brief("企业去年销售收入8.4亿元。", title="泸州签约17个项目")
    assert not shown.points
    assert [bool(row.scope) for row in shown.rows] == [True]


def test_a_bond_by_its_number_names_no_second_house() -> None:
    shown = brief("瑞临集团公告，议案获得通过。", title="瑞临集团“21瑞临02”展期")
    assert "Ruilin (" not in shown.headline.text
