"""What a brief is headed by where the article's own headline was not read: never a stray figure."""

from __future__ import annotations

import pytest
from test_bulletins import brief

HEADED = [
    (
        "业绩稳步向前，衡水工业投资迈上新台阶",
        ("上半年，衡水居民消费价格上涨0.3%。", "上半年，衡水工业投资增长8%。"),
        "Hengshui's industrial investment rose 8% in the first half",
        "上半期の衡水の工業投資は8%増",
    ),
    (
        "比亚迪迎来丰收季，员工喜笑颜开",
        ("2024年，比亚迪营业收入80亿元，同比增长5%。",),
        "BYD's operating revenue was RMB 8 billion in 2024, up 5% year on year",
        "2024年のBYDの売上高は80億元で、前年比5%増",
    ),
    (
        "比亚迪遭股东减持，市场议论纷纷",
        ("公告称，股东完成减持。", "某某环节另有安排。", "截至6月末，比亚迪存货为37亿元。"),
        "BYD: key figures",
        "BYDの主要数値",
    ),
]


@pytest.mark.parametrize(
    ("title", "paragraphs", "english", "japanese"), HEADED, ids=["its words", "first asked for", "its name"]
)
def test_a_brief_is_headed_by_what_its_article_is_headed_by(
    title: str, paragraphs: tuple[str, ...], english: str, japanese: str
) -> None:
    heads = [brief(*paragraphs, title=title, lang=lang).headline.text for lang in ("en", "ja")]
    assert heads == [english, japanese]


@pytest.mark.parametrize(
    "title",
    ["德国机械商在华扩产，当地人士称看好前景", "一枝玫瑰的时差：花农的账本", "衡水食品：一花一世界"],
    ids=["whence somebody is", "nobody", "somebody unknown"],
)
def test_a_headline_that_names_nobody_known_lends_no_name(title: str) -> None:
    shown = brief("某某环节另有安排。", "上半年，衡水居民消费价格上涨0.3%。", title=title)
    assert shown.headline.text == "Key figures from the article"
