"""What the words beside a number make of it, in both directions: qualifiers and words that only look like them."""

from __future__ import annotations

import pytest

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods

ABOUT, EXACT, MOST, LEAST = "about", "exact", "at_most", "at_least"
QUALIFIERS = [
    ("需要约3亿元", [ABOUT]),
    ("更换约2万台", [ABOUT]),
    ("损失约5亿元", [ABOUT]),
    ("供应约5万吨", [ABOUT]),
    ("签约3亿元", [EXACT]),
    ("节约3亿元", [EXACT]),
    ("违约3亿元", [EXACT]),
    ("预约3万人", [EXACT]),
    ("履约2亿元", [EXACT]),
    ("制约5%", [EXACT]),
    ("公约3条", [EXACT]),
    ("合约3份", [EXACT]),
    ("条约2项", [EXACT]),
    ("失约3次", [EXACT]),
    ("应约3人", [EXACT]),
    ("相约3人", [EXACT]),
    ("收购要约3亿元", [EXACT]),
    ("最高可达3亿元", [MOST]),
    ("最高奖励2000万元", [MOST]),
    ("给予补贴最高500万元", [MOST]),
    ("最高价为30元", [EXACT]),
    ("盘中创最高3000点", [EXACT]),
    ("回购不超过公司总股本的3%", [MOST]),
    ("不低于公司净资产的30%", [LEAST]),
    ("利润不低于市场预期的3亿元", [EXACT]),
    ("占公司总股本的3%", [EXACT]),
    ("分别约3亿元、5亿元", [ABOUT, ABOUT]),
    ("分别不低于3亿元、4亿元和5亿元", [LEAST, LEAST, LEAST]),
    ("约3亿元、5亿元", [ABOUT, EXACT]),
    ("分别约3亿元，职工5人", [ABOUT, EXACT]),
    ("在97.2附近徘徊", [ABOUT]),
    ("车站3公里附近居民", [EXACT]),
]


@pytest.mark.parametrize(("text", "expected"), QUALIFIERS, ids=lambda v: str(v)[:14])
def test_a_word_beside_a_number_qualifies_it_or_is_a_word_of_its_own(text: str, expected: list[str]) -> None:
    assert [str(figure.qualifier) for figure in read_figures(text)] == expected


COUNTED = [
    ("20个亿元以上项目", ("20", "count")),
    ("新增20个10亿元以上项目", ("20", "count")),
    ("投资2个亿元", ("200000000", "CNY")),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED, ids=lambda v: str(v)[:14])
def test_a_number_of_projects_of_a_size_is_no_amount(text: str, expected: tuple[str, str]) -> None:
    first = read_figures(text)[0]
    assert (str(first.value), first.unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("投产后年产能5万吨", []), ("建成后年均收入3亿元", []), ("计划后年投产", ["后年"]), ("后年将增长3%", ["后年"])],
)
def test_after_something_is_no_year_to_come(text: str, expected: list[str]) -> None:
    assert [period.text for period in read_periods(text)] == expected
