"""Projects counted by their size, and the money told beside them."""

from __future__ import annotations

import pytest
from test_labels import rows

from briefing.facts.figures import read_figures
from briefing.values import Status

TEXT = "今年一季度，成都新开工亿元以上项目24个，总投资50亿元。"


def test_projects_of_a_size_are_counted():
    found = [(r.label, r.value, r.status) for r in rows(TEXT)]
    assert found == [
        ("Projects of at least RMB 100 million that started construction", "24", Status.ACTUAL),
        ("Total investment", "RMB 5 billion", Status.PLANNED),
    ]
    (row,) = rows("今年一季度，成都签约亿元以上项目24个。", "ja")
    assert (row.label, row.value, row.holder) == ("1億元以上のプロジェクトの契約件数", "24件", "成都")


def test_the_money_beside_an_act_has_a_line_that_names_what_it_is_for():
    found = {r.label: (r.value, r.status) for r in rows("今年一季度，成都引进24个项目，总投资50亿元。")}
    assert found["Total investment for 24 projects"] == ("RMB 5 billion", Status.PLANNED)


@pytest.mark.parametrize(
    ("text", "value"),
    [("新签约亿元以上项目12个", 100_000_000), ("亿元及以上工业项目12个", 100_000_000), ("亿元的市场", None)],
)
def test_a_bare_bound_is_a_figure_only_before_projects(text, value):
    found = [f for f in read_figures(text) if f.unit == "CNY"]
    assert [f.value for f in found] == ([] if value is None else [value])
