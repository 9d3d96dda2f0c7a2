"""Whole sentences about work that is due, records since a date and what is built, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.facts.figures import figures_in
from briefing.facts.fold import fold
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.translate.amounts import write_figure
from briefing.values import Lang

SAID = [
    (
        "按照工作安排，整改工作须于2021年6月底前全部完成，各地区要抓紧推进有关任务。",
        "Before the end of June 2021, rectification work is to be fully completed.",
        "2021年6月末までに、是正作業はすべて完了する予定。",
    ),
    (
        "日本8月出口同比降幅为2015年3月以来最大，降幅大于市场预期的下滑4.2%。",
        "In August, Japan’s exports recorded the largest fall year on year since March 2015, larger than the market "
        "forecast of a 4.2% fall.",
        "8月、日本の輸出の前年同月比減少幅は2015年3月以降で最大（市場予想は4.2%減）。",
    ),
    (
        "成都年底将完成18万平方米的产业园二期主体工程，其他工程也在抓紧推进。",
        "At the end of the year, Chengdu will complete the main works (180,000 square metres) of the second phase of "
        "the industrial park.",
        "年末、成都は産業パーク第2期の本体工事（18万平方メートル）を完成させる。",
    ),
    (
        "大型企业计划在2021年3月止的本财年研发费用提高7.4%，高于上次调查。",
        "In the year to March 2021, large companies’ R&D expenses are planned to rise 7.4%.",
        "2021年3月期、大企業の研究開発費は7.4%増加する計画。",
    ),
    (
        "其余2180万股将用于注销，以减少注册资本，公司股东会已经批准有关议案。",
        "The remaining 21.8 million shares will be cancelled to reduce the registered capital.",
        "残りの2,180万株は消却し、登録資本金を減らす。",
    ),
    (
        "三一集团与喜力签订商标许可协议，为期15年，公司表示将继续扩大业务。",
        "Sany Group signed a trademark licence agreement lasting 15 years with Heineken.",
        "三一集団はハイネケンと期間15年間の商標ライセンス契約を結んだ。",
    ),
    (
        "绵阳产业园建成后可年产新能源汽车8万辆，将带动当地就业，有关部门表示支持。",
        "The Mianyang Industrial Park (绵阳产业园) is expected to produce 80,000 new-energy vehicles a year "
        "once completed.",
        "綿陽産業園（绵阳产业园）は完成後、年間8万台の新エネルギー車を生産する見通し。",
    ),
]
RUNS = [
    ("股价此前五连涨", "five consecutive rises", "5連続上昇"),
    ("股价7连跌", "seven consecutive falls", "7連続下落"),
    ("沪指三连阳", "three consecutive rises", "3連続上昇"),
]
NO_RUNS = ["该股四连涨停", "内蒙古二连浩特", "球队夺得三连冠"]
UNSAID = [
    "预计日本9月出口同比降幅为2015年7月以来最大，企业信心受到影响，市场担忧。",
    "四川、福建两省试点工作基本完成，将分别划转国有资本31亿元、47亿元。",
    "如果议案获得批准，剩余500万股将用于注销，以减少注册资本，公司会另行公告。",
    "日本8月出口同比降幅为2015年3月以来最大，降幅大于市场预期的增长4.2%。",
    "四川、福建两省整改工作大体完成，分别划转国有资本31亿元、47亿元、52亿元。",
    "成都年底可能完成18万平方米的产业园二期主体工程，其他工程也在抓紧推进。",
]


def points(tmp_path: Path, text: str, lang: Lang) -> list[str]:
    source = tmp_path / "article.txt"
    source.write_text(f"企业动态\n\n{text}\n", encoding="utf-8")
    return [p.text for p in brief_of(plan_of(facts_of(str(source), settings=Settings())), lang).points]


@pytest.mark.parametrize(("zh", "en", "ja"), SAID)
def test_news_is_said_in_both_languages(tmp_path: Path, zh: str, en: str, ja: str) -> None:
    assert [text.replace("'", "’") for text in points(tmp_path, zh, "en")] == [en]
    assert points(tmp_path, zh, "ja") == [ja]


@pytest.mark.parametrize("zh", UNSAID)
def test_what_does_not_fit_together_is_not_said(tmp_path: Path, zh: str) -> None:
    assert points(tmp_path, zh, "en") == []


@pytest.mark.parametrize(("zh", "en", "ja"), RUNS)
def test_a_run_of_rises_or_falls_is_a_figure(zh: str, en: str, ja: str) -> None:
    assert [(write_figure(f, "en"), write_figure(f, "ja")) for f in figures_in(fold(zh))] == [(en, ja)]


@pytest.mark.parametrize("zh", NO_RUNS)
def test_words_that_begin_like_a_run_are_none(zh: str) -> None:
    assert figures_in(fold(zh)) == ()
