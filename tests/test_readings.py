"""Pinyin of people and places, and what can be a person's name."""

from __future__ import annotations

import pytest

from briefing.lexicon.readings import is_person_name, person_en, place_en, surname_of


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("姚幸福", "Yao Xingfu"),
        ("欧阳修", "Ouyang Xiu"),
        ("毛腾飞", "Mao Tengfei"),
        ("张西安", "Zhang Xi'an"),
        ("王安", "Wang An"),
        ("单田芳", "Shan Tianfang"),
        ("解振华", "Xie Zhenhua"),
        ("任正非", "Ren Zhengfei"),
        ("曾庆红", "Zeng Qinghong"),
        ("仇和平", "Qiu Heping"),
        ("查文宇", "Zha Wenyu"),
        ("区永明", "Ou Yongming"),
        ("盖明", "Ge Ming"),
        ("朴永哲", "Piao Yongzhe"),
        ("尉迟明", "Yuchi Ming"),
        ("万俟文", "Moqi Wen"),
        ("吕强", "Lyu Qiang"),
        ("李晟", "Li Sheng"),
        ("王重阳", "Wang Chongyang"),
        ("陈建国", "Chen Jianguo"),
    ],
)
def test_people_are_read_surname_first(zh: str, en: str) -> None:
    assert person_en(zh) == en


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("天河", "Tianhe"),
        ("荷塘", "Hetang"),
        ("西安", "Xi'an"),
        ("吕梁", "Lüliang"),
        ("重庆", "Chongqing"),
        ("六安", "Lu'an"),
        ("台州", "Taizhou"),
        ("朝阳", "Chaoyang"),
        ("珲春", "Hunchun"),
        ("长寿", "Changshou"),
        ("闵行", "Minhang"),
        ("东阿", "Dong'e"),
    ],
)
def test_places_are_one_word(zh: str, en: str) -> None:
    assert place_en(zh) == en


@pytest.mark.parametrize("zh", ["姚幸福", "欧阳修", "李强", "上官云珠", "任正非"])
def test_a_surname_and_a_given_name_are_a_person(zh: str) -> None:
    assert is_person_name(zh)


@pytest.mark.parametrize("zh", ["", "李", "欧阳", "李的", "王将说", "张江园区", "甲乙丙", "高于去", "李A"])
def test_function_words_and_strangers_are_not(zh: str) -> None:
    assert not is_person_name(zh)


@pytest.mark.parametrize(("zh", "surname"), [("欧阳修", "欧阳"), ("欧文", "欧"), ("单于", "单"), ("甲", "")])
def test_the_longer_surname_wins(zh: str, surname: str) -> None:
    assert surname_of(zh) == surname
