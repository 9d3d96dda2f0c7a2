"""The time a paragraph opens with is that of the measures after it, until another time or a speaker comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import facts_of
from briefing.settings import Settings
from briefing.values import Fact, Period


def facts(text: str, tmp_path: Path) -> dict[str, Fact]:
    path = tmp_path / "a.txt"
    path.write_text(f"广东外贸平稳增长\n\n去年，广东进出口9.4万亿元。\n\n{text}\n", encoding="utf-8")
    return {f.figures[0].text: f for f in facts_of(str(path), settings=Settings()).facts if f.figures}


def time_of(fact: Fact) -> str:
    period = fact.slots.get("period")
    return period.text if isinstance(period, Period) else ""


HEAD = "今年前7个月，广东民营企业进出口3.1万亿元，增长6%，占62.3%；"


@pytest.mark.parametrize(
    "rest",
    [
        "外商投资企业进出口1.4万亿元，下降1.5%。",
        "外商投资企业进出口1.4万亿元，比去年同期下降1.5%。",
    ],
)
def test_the_time_runs_on_over_a_share_nobody_understood(rest: str, tmp_path: Path) -> None:
    found = facts(HEAD + rest, tmp_path)["1.4万亿元"]
    assert (time_of(found), "period" in found.inherited, found.whole) == ("今年前7个月", True, True)


@pytest.mark.parametrize(
    "rest",
    [
        "目前，外商投资企业进出口1.4万亿元，下降1.5%。",
        "结构继续优化。专家认为，外商投资企业进出口1.4万亿元，下降1.5%。",
        "7月当月汽车出口增两成，外商投资企业进出口1.4万亿元，下降1.5%。",
        "结构继续优化。质量稳步提升。\n\n外商投资企业进出口1.4万亿元，下降1.5%。",
    ],
)
def test_another_time_a_speaker_or_a_new_paragraph_ends_it(rest: str, tmp_path: Path) -> None:
    found = facts(HEAD + rest, tmp_path).get("1.4万亿元")
    assert found is None or time_of(found) != "今年前7个月"


def test_a_level_is_of_no_stretch_of_time(tmp_path: Path) -> None:
    text = "前三季度，江城重工股份有限公司营业收入52亿元，同比增长4%，占八成。江城重工在手订单130亿元。"
    assert time_of(facts(text, tmp_path)["130亿元"]) == ""


def test_a_report_day_before_the_time_is_no_other_time(tmp_path: Path) -> None:
    text = "记者5月9日从浙江省商务厅获悉,今年一季度，浙江实际使用外资40亿美元，占一成。浙江制造业实际使用外资12亿美元。"
    assert time_of(facts(text, tmp_path)["12亿美元"]) == "今年一季度"
