"""Facts of one point in as few sentences as an editor would use, and what must not be joined."""

from __future__ import annotations

import pytest
from test_bulletins import told

TOGETHER = [
    (
        "2024年，比亚迪营业收入80亿元，同比增长5%；净利润6亿元，同比下降2%；资产负债率为54%。",
        "BYD's operating revenue was RMB 8 billion in 2024, up 5% year on year; net profit was RMB 600 million, "
        "down 2% year on year; the debt-to-asset ratio was 54%.",
        "2024年のBYDの売上高は80億元で前年比5%増、純利益は6億元で前年比2%減、資産負債比率は54%。",
    ),
    (
        "2025年前三季度，比亚迪营业收入80亿元，同比增长5%。其中第三季度营业收入30亿元，净利润2亿元。",
        "BYD's operating revenue was RMB 8 billion in the first three quarters of 2025, up 5% year on year. "
        "Its operating revenue was RMB 3 billion in the third quarter; net profit was RMB 200 million.",
        "2025年1～9月期のBYDの売上高は80億元で、前年同期比5%増。第3四半期の売上高は30億元、純利益は2億元。",
    ),
    (
        "2022年至2024年，比亚迪营业收入分别为60亿元、70亿元和80亿元。",
        "BYD's operating revenue was RMB 6 billion in 2022, RMB 7 billion in 2023 and RMB 8 billion in 2024.",
        "BYDの売上高は2022年が60億元、2023年が70億元、2024年が80億元。",
    ),
]


@pytest.mark.parametrize(("zh", "english", "japanese"), TOGETHER, ids=["one time", "two times", "a run of years"])
def test_an_owners_figures_of_one_time_are_one_sentence(zh: str, english: str, japanese: str) -> None:
    assert (told(zh), told(zh, lang="ja")) == (english, japanese)


def test_a_level_and_its_change_told_apart_are_one_clause() -> None:
    zh = "比亚迪前三季度营收480亿元，净利润21亿元，分别增长7%和33%。"
    assert told(zh) == (
        "BYD's revenue was RMB 48 billion in the first three quarters, up 7%; net profit was RMB 2.1 billion, up 33%."
    )


def test_a_basis_of_one_change_is_said_with_each_change_it_is_of() -> None:
    zh = "前三季度，湖北省生产总值40000亿元，按不变价格计算，同比增长6%。其中，第一产业增加值3000亿元，增长4%。"
    assert "up 4% at" in told(zh) or "at constant" not in told(zh).split("4%")[1]


def test_a_japanese_clause_with_a_comma_of_its_own_stays_alone() -> None:
    zh = "8月，上海新建商品住宅销售价格同比上涨5.9%，环比上涨0.4%；二手住宅价格环比下降1%。"
    assert told(zh, lang="ja").count("。") == len(("新築", "中古"))


def test_after_another_companys_figure_the_owner_is_named_again() -> None:
    zh = "2024年，比亚迪净利润6亿元，高于特斯拉的3亿元；营业收入80亿元。"
    assert "; " not in told(zh)


def test_who_acts_again_is_it_but_a_place_is_named() -> None:
    zh = "比亚迪将获得3000万美元首付款，并有资格获得最高4亿美元的里程碑付款。"
    assert ". It is eligible" in told(zh)
    assert "。同社は" in told(zh, lang="ja")


def test_a_frame_of_its_own_names_its_place_again_in_japanese() -> None:
    first = "1至2月，我国社会融资规模增量9.6万亿元，比上年同期多2986亿元。"
    zh = f"{first}其中，对实体经济发放的人民币贷款增加5.63万亿元，同比少增2400亿元。"
    assert "。の" not in told(zh, lang="ja")


def test_stores_are_fewer_by_stores() -> None:
    assert "社減" not in told("截至6月末，比亚迪共有1386家门店，较上年末减少47家。", lang="ja")


def test_a_road_builds_nothing() -> None:
    assert "built" not in told("西环高速公路总投资18亿元，新建高速公路11公里。", title="衡水集中竣工项目15个")
