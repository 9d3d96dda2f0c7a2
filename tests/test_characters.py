"""Chinese names in the characters Japan prints."""

from __future__ import annotations

import pytest

from briefing.lexicon.characters import is_japanese_text, to_japanese


@pytest.mark.parametrize(
    ("zh", "ja"),
    [
        ("云南", "雲南"),
        ("杨飞", "楊飛"),
        ("阳光", "陽光"),
        ("卫星", "衛星"),
        ("毛腾飞", "毛騰飛"),
        ("里海", "里海"),
        ("后海", "後海"),
        ("皇后", "皇后"),
        ("国发", "国発"),
        ("龙湖", "龍湖"),
        ("黑龙江", "黒竜江"),
        ("老白干", "老白乾"),
        ("若干", "若干"),
        ("沈阳", "瀋陽"),
        ("沈从文", "沈従文"),
        ("范增", "范増"),
        ("规范", "規範"),
        ("粤海", "粤海"),
        ("豫园", "豫園"),
        ("滨海", "浜海"),
        ("复合", "複合"),
        ("复兴", "復興"),
        ("制药", "製薬"),
        ("御子神", "御子神"),
    ],
)
def test_names_take_japanese_characters(zh: str, ja: str) -> None:
    assert to_japanese(zh) == ja


@pytest.mark.parametrize(("zh", "ja"), [("華為", "華為"), ("東風汽車", "東風汽車"), ("廣州", "広州"), ("臺灣", "台湾")])
def test_traditional_characters_are_read_too(zh: str, ja: str) -> None:
    assert to_japanese(zh) == ja


def test_what_is_not_chinese_stays() -> None:
    assert to_japanese("TCL科技 2号") == "TCL科技 2号"


@pytest.mark.parametrize("zh", ["珹", "深圳", "翟明", "郝"])
def test_a_name_japan_cannot_print_has_no_form(zh: str) -> None:
    assert to_japanese(zh) is None


@pytest.mark.parametrize("zh", ["长三角一体化发展", "中国联合网络通信", "农历面粉", "青岛啤酒集团"])
def test_every_character_has_exactly_one(zh: str) -> None:
    ja = to_japanese(zh)
    assert ja is None or len(ja) == len(zh)


@pytest.mark.parametrize(("text", "printable"), [("発電所", True), ("发电", False), ("深圳", False), ("深セン", True)])
def test_japanese_text_is_what_cp932_holds(text: str, printable: bool) -> None:
    assert is_japanese_text(text) is printable
