"""Which articles a batch leaves out, and what it says of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from briefing.errors import SettingsError
from briefing.jobs.config import Filter
from briefing.jobs.filters import CHINA, Rules
from briefing.pipeline import facts_of
from briefing.settings import Settings
from briefing.values import Reading

NOW = datetime(2024, 3, 6, 7, 30, tzinfo=CHINA)
ARTICLE = """江汉新能源拟投资15亿元建设储能电池项目
2024-03-05 09:00
江汉新能源科技股份有限公司3月5日公告，公司拟投资15亿元，在武汉建设储能电池项目。
丸红株式会社将持有项目公司20%的股权，项目预计2026年投产。
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("in") / "storage.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return facts_of(str(path), settings=Settings())


def rule(reading: Reading, **given: object) -> str:
    rules = Rules((Filter.model_validate(given),), NOW)
    return rules.of_article(reading.article) or rules.of_reading(reading)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"keywords": ["储能", "光伏"]}, ""),
        ({"keywords": "儲能"}, ""),  # the same word in Traditional characters
        ({"keywords": ["光伏"]}, "keywords: none of 光伏"),
        ({"without": ["电池"]}, "without: holds 电池"),
        ({"without": ["光伏"]}, ""),
        ({"parties": ["Marubeni"]}, ""),
        ({"parties": ["丸紅"]}, ""),
        ({"parties": ["江汉新能源"]}, ""),
        ({"parties": ["宁德时代"]}, "parties: none of 宁德时代 is named"),
        ({"minimum": "10亿元"}, ""),
        ({"minimum": "15亿元"}, ""),
        ({"minimum": "15.1亿元"}, "minimum: no amount of 15.1亿元 or more"),
        ({"minimum": "1亿美元"}, "minimum: no amount of 1亿美元 or more"),  # another currency is never compared
        ({"since": "2024-03-05"}, ""),
        ({"since": "2024-03-06"}, "since: published before 2024-03-06"),
        ({"newest": "1d"}, ""),  # 22 hours and a half old
        ({"newest": "22h"}, "newest: published too long ago"),
    ],
)
def test_each_rule_keeps_or_names_what_it_leaves_out(reading: Reading, given: dict[str, object], expected: str) -> None:
    assert rule(reading, **given) == expected


def test_the_rules_of_the_file_and_of_the_source_must_both_hold(reading: Reading) -> None:
    rules = Rules((Filter(keywords=("储能",)), Filter(without=("武汉",))), NOW)
    assert rules.of_article(reading.article) == "without: holds 武汉"


def test_a_minimum_that_is_no_amount_is_said_before_anything_is_read() -> None:
    with pytest.raises(SettingsError, match="not an amount: '100'"):
        Rules((Filter(minimum="100"),), NOW)
