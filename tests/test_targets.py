"""Levels that a plan sets for a time to come, and what a plant is to bring once it is there."""

from __future__ import annotations

import pytest
from test_labels import OPEN, cells, rows

from briefing.values import Status

HEAD = "《方案》提出，到2040年，"


@pytest.mark.parametrize(
    ("text", "value", "period", "holder"),
    [
        (f"{HEAD}四川省清洁能源装机容量达到1.5亿千瓦。", "150 million kW", "By 2040", "Sichuan Province"),
        (f"{HEAD}四川省国产化率不低于85%。", "at least 85%", "By 2040", "Sichuan Province"),
        ("到2040年，四川省国产化率不低于85%。", "at least 85%", "By 2040", "Sichuan Province"),
        ("按照规划，到2040年，四川省国产化率达到85%。", "85%", "By 2040", "Sichuan Province"),
        ("按照规划，到2040年，四川省国产化率将达到85%。", "85%", "By 2040", "Sichuan Province"),
        (f"{HEAD}{OPEN}，{OPEN}国产化率不低于85%。", "at least 85%", "By 2040", "see source"),
    ],
    ids=["a document sets it", "with a bound", "the bound alone", "by plan", "by plan, to come", "in an open clause"],
)
def test_what_a_plan_sets_is_planned(text, value, period, holder):
    (row,) = rows(text)
    assert (row.value, row.period, row.holder, row.status) == (value, period, holder, Status.PLANNED)


def test_the_next_level_is_of_the_same_plan():
    first, second = rows(f"{HEAD}四川省国产化率不低于85%，自给率达到90%以上。")
    assert (second.value, second.period, second.status) == ("at least 90%", first.period, Status.PLANNED)


@pytest.mark.parametrize(
    "text",
    [
        "分析师认为，到2040年，四川省国产化率达到85%。",
        "预计到2040年，成本下降，到2040年四川省国产化率达到85%。",
        "到2040年，四川省国产化率达到85%。",
        f"如果到2040年，{OPEN}国产化率不低于85%。",
    ],
    ids=["an opinion", "a forecast", "nobody's", "a condition"],
)
def test_what_somebody_foresees_is_no_target(text):
    assert all(row.status is not Status.PLANNED for row in rows(text))


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        (
            f"{OPEN}，一期投产后年产能10万吨。",
            ("Annual production capacity, once in operation (first phase)", "100,000 tonnes", "", Status.FORECAST),
            ("年間生産能力（第1期の稼働後）", "10万トン", "", Status.FORECAST),
        ),
        (
            f"{OPEN}，项目全部达产后年缴税收2亿元。",
            ("Annual tax payments, at full capacity", "RMB 200 million", "", Status.FORECAST),
            ("年間納税額（フル生産時）", "2億元", "", Status.FORECAST),
        ),
    ],
    ids=["of a phase", "of all"],
)
def test_what_a_plant_brings_once_it_is_there_is_a_forecast(text, en, ja):
    assert cells(text) == [en]
    assert cells(text, "ja") == [ja]


def test_what_it_costs_is_not_of_that_time():
    _, cost = cells(f"{OPEN}，达产后年缴税收2亿元，总投资20亿元。")
    assert cost == ("Total investment", "RMB 2 billion", "", Status.PLANNED)


def test_what_followed_may_have_come_about():
    assert cells("四川省工厂投产后销售额已达3亿元。") == []
