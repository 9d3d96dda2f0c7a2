"""Known short names that are only pieces of longer words, and the same names where they are names."""

from __future__ import annotations

import pytest

from briefing.facts.lattice import lattice
from briefing.lexicon import terms
from briefing.lexicon.terms import ENTITY_CATS
from briefing.values import Span

PIECES = [
    ("全国网上零售额同比增长5%", "国网"),
    ("美国网络公司增加投资", "国网"),
    ("重点企业粗钢日产200万吨", "日产"),
    ("该厂日产口罩50万只，日产量居全省第一", "日产"),
    ("青海海南州新能源装机", "海南"),
    ("北大溜河治理工程", "北大"),
    ("新时代中国特色社会主义思想", "时代中国"),
    ("首席执行官加西亚说", "西亚"),
    ("分析师阿德里安认为", "德里"),
    ("美国马里兰工厂", "马里"),
    ("总统阿巴西访问", "巴西"),
    ("欧洲伊利里亚地区", "伊利"),
    ("南昌万达广场开业", "万达"),
    ("乌鲁木齐市招商局表示", "招商局"),
    ("乌鲁木齐招商局表示", "招商局"),
]
WHOLE = [
    ("全国统一大市场中，国网投资500亿元", "国网"),
    ("国网发布公告", "国网"),
    ("日产汽车宣布减产", "日产"),
    ("日产在中国销量下降", "日产"),
    ("海南自贸港建设", "海南"),
    ("海南省出口增长", "海南"),
    ("北大与清华合作", "北大"),
    ("时代中国公告称", "时代中国"),
    ("西亚地区油价上涨", "西亚"),
    ("增加西亚航线", "西亚"),
    ("德里举行会谈", "德里"),
    ("马里和尼日尔签署协议", "马里"),
    ("对巴西出口增长", "巴西"),
    ("巴西里约热内卢举行会议", "巴西"),
    ("巴西达成协议", "巴西"),
    ("伊利股份净利润增长", "伊利"),
    ("万达集团出售资产", "万达"),
    ("招商局集团与中远海运合作", "招商局"),
    ("央企招商局宣布", "招商局"),
    ("与中国平安签署协议", "平安"),
]


def names(text: str) -> set[str]:
    found = lattice(text, Span(0, len(text)), terms.built_in()).matches
    return {m.term.zh for m in found if m.term.cat in ENTITY_CATS}


@pytest.mark.parametrize(("text", "zh"), PIECES, ids=lambda v: v[:10])
def test_a_piece_of_a_longer_word_is_no_name(text: str, zh: str) -> None:
    assert terms.built_in().get(zh)
    assert zh not in names(text)


@pytest.mark.parametrize(("text", "zh"), WHOLE, ids=lambda v: v[:10])
def test_the_same_word_standing_alone_is_one(text: str, zh: str) -> None:
    assert any(name == zh or name.startswith(zh) or name.endswith(zh) for name in names(text))


def test_the_prefecture_of_qinghai_is_named_as_such() -> None:
    assert "海南州" in names("青海海南州新能源装机")
