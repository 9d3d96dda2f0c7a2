"""Where a report begins after its dateline."""

from __future__ import annotations

import pytest

from briefing.facts.datelines import dateline_end


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("中新网银川10月12日电(记者 李明)某公司宣布扩产。", "某公司宣布扩产。"),
        ("路透北京11月5日 - 出口增长5%。", "出口增长5%。"),
        ("新华社上海2018年10月1日电 新税法将施行。", "新税法将施行。"),
        ("中新网10月5日电，韩国出口下降。", "韩国出口下降。"),
        ("中国网10月5日上线。", "中国网10月5日上线。"),
        ("10月5日，多家公司提价。", "10月5日，多家公司提价。"),
    ],
)
def test_a_dateline_is_no_part_of_the_report(text: str, rest: str) -> None:
    assert text[dateline_end(text) :] == rest
