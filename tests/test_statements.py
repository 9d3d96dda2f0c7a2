"""Whole sentences through the engine: what is stated of a Chinese sentence, in both languages, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief

TITLE = "企业动态"


@pytest.fixture
def brief(tmp_path: Path):
    def write(*paragraphs: str, lang: str = "en") -> Brief:
        source = tmp_path / "article.txt"
        source.write_text("\n\n".join([TITLE, *paragraphs]) + "\n", encoding="utf-8")
        return brief_of(plan_of(facts_of(str(source), settings=Settings())), lang)

    return write


def said(brief: Brief) -> str:
    return " ".join(s.text for s in sorted((*brief.points, *brief.quotes), key=lambda s: s.spans[0].start))


COMPARED = [
    (
        "7月末，中国外汇储备余额为32010亿美元，较6月末下降41亿美元，降幅为0.13%。",
        "China's foreign-exchange reserves were US$3.201 trillion at the end of July, down US$4.1 billion, or 0.13%, "
        "from the end of June.",
        "7月末の中国の外貨準備高は3兆2,010億ドルで、6月末比41億ドル（0.13%）減。",
    ),
    (
        "特斯拉第三季度营收为68亿美元，高于市场预期的63亿美元。",
        "Tesla's revenue was US$6.8 billion in the third quarter, compared with the market forecast of US$6.3 billion.",
        "第3四半期のテスラの売上高は68億ドル（市場予想は63億ドル）。",
    ),
    (
        "日本8月出口同比下降4%，市场预估为下降3%。",
        "Japan's exports fell 4% year on year in August, compared with the market forecast of a fall of 3%.",
        "8月の日本の輸出は前年同月比4%減（市場予想は3%減）。",
    ),
    (
        "德国8月制造业PMI终值为43.5，低于初值43.6，7月为43.2。",
        "Germany's manufacturing purchasing managers' index (final) was 43.5 in August, compared with 43.2 in July "
        "and the preliminary reading of 43.6.",
        "8月のドイツの製造業購買担当者景気指数（PMI）（確報値）は43.5（7月は43.2、速報値は43.6）。",
    ),
    (
        "中国9月出口同比增长14%，环比下降2%。",
        "China's exports rose 14% year on year and fell 2% from the previous month in September.",
        "9月の中国の輸出は前年同月比14%増、前月比2%減。",
    ),
]


@pytest.mark.parametrize(("text", "english", "japanese"), COMPARED, ids=lambda v: v[:12])
def test_what_a_level_is_set_beside_is_told_with_it(brief, text: str, english: str, japanese: str) -> None:
    assert (said(brief(text)), said(brief(text, lang="ja"))) == (english, japanese)


OWN = [
    (
        "特斯拉周三公布的财报显示，第三季度营收为68亿美元；净利润为3.12亿美元。",
        "Tesla's revenue was US$6.8 billion in the third quarter. Tesla's net profit was US$312 million.",
    ),
    (
        "日本财务省周三公布的数据显示，8月出口同比下降4%。",
        "Japan's exports fell 4% year on year in August, according to the Japanese Ministry of Finance.",
    ),
]


@pytest.mark.parametrize(("text", "english"), OWN, ids=lambda v: v[:8])
def test_who_speaks_owns_what_has_no_other_owner(brief, text: str, english: str) -> None:
    assert said(brief(text)) == english


def test_what_goes_on_after_a_forecast_is_still_its_makers(brief) -> None:
    assert said(brief("高盛预计，中国出口将增长5%，进口增长3%。")) == (
        "China's exports are expected to rise 5%, according to Goldman Sachs. "
        "China's imports are expected to rise 3%, according to Goldman Sachs."
    )


def test_a_time_of_its_own_leaves_open_whether_a_clause_is_still_forecast(brief) -> None:
    assert "3%" not in said(brief("高盛预计，2019年中国出口将增长5%，2018年进口增长3%。"))


def test_the_same_period_a_year_earlier_is_no_time_of_its_own(brief) -> None:
    shown = brief("特斯拉第三季度净利润为3.12亿美元，上年同期净亏损6.19亿美元。")
    assert "619" not in said(shown) + str(shown.rows)
