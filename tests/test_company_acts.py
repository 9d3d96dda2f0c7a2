"""Acts of companies as whole sentences: programmes with limits, consortia, licences, names as filings write them."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Lang, Paragraph, Span


def brief(text: str, lang: Lang = "en") -> Brief:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)


def said(text: str, lang: Lang = "en") -> str:
    return " ".join(point.text for point in brief(text, lang).points)


@pytest.mark.parametrize(
    ("zh", "en", "ja"),
    [
        (
            "三一集团（600031）公告，拟以2亿元至4亿元回购股份，回购价格不超过12.5元/股。",
            "Sany Group plans to buy back RMB 200 million to RMB 400 million of its own shares, according to the "
            "company. Sany Group's buyback price will be up to RMB 12.5 per share.",
            "三一集団は2億～4億元分の自社株を取得する計画。三一集団の自社株の取得価格は1株当たり最大12.5元。",
        ),
        (
            "三一集团：股东中国平安拟以集中竞价、大宗交易方式合计减持不超过公司总股本的2%。",
            "Shareholder Ping An Insurance plans to sell up to 2% of the shares in Sany Group.",
            "株主の中国平安保険は三一集団の株式を最大2%売却する計画。",
        ),
        (
            "三一集团近日完成近2亿元C+轮融资，由高盛、红杉资本联合领投。",
            "Sany Group raised nearly RMB 200 million in its Series C+ funding round, led by Goldman "
            "Sachs and Sequoia Capital.",
            "三一集団はゴールドマン・サックス、セコイア・キャピタル主導のシリーズC+で2億元近くを調達した。",
        ),
        (
            "三一集团：联合体中标5亿元高速公路项目。",
            "A consortium involving Sany Group won an expressway project worth RMB 500 million.",
            "三一集団が関わる企業連合は5億元の高速道路プロジェクトを受注した。",
        ),
        (
            "三一集团将获得3000万美元首付款，并有资格获得最高4亿美元的里程碑付款。",
            "Sany Group will receive an upfront payment of US$30 million. Sany Group is eligible for up to "
            "US$400 million in milestone payments.",
            "三一集団は一時金3,000万ドルを受け取る。三一集団はマイルストーンを最大4億ドル受け取る可能性がある。",
        ),
        (
            "三一集团被证监会罚没3亿元。",
            "Sany Group has been hit with RMB 300 million in fines and confiscations by the China Securities "
            "Regulatory Commission.",
            "三一集団は中国証券監督管理委員会から制裁金と没収で計3億元の処分を受けた。",
        ),
    ],
)
def test_an_act_is_told_with_its_limits_in_both_languages(zh: str, en: str, ja: str) -> None:
    assert (said(zh).replace("’", "'"), said(zh, "ja")) == (en, ja)


@pytest.mark.parametrize(
    "zh",
    [
        "三一集团参与的联合体可能中标5亿元高速公路项目。",
        "如获批准，三一集团将获得3000万美元首付款。",
        "三一集团未被罚没3亿元。",
        "三一集团否认近日完成近2亿元C+轮融资。",
    ],
)
def test_what_may_be_is_supposed_or_denied_is_not_told(zh: str) -> None:
    assert said(zh) == ""


def test_the_amount_of_a_consortium_is_not_that_of_one_of_it() -> None:
    text = "三一集团：联合体中标5亿元高速公路项目。"
    assert not said(text).startswith("Sany Group")
    assert [row.holder for row in brief(text).rows if row.holder == "Sany Group"] == []


def test_a_name_keeps_the_code_of_its_share_be_digits_struck_out() -> None:
    for code in ("300126", "300×26", "300126.SZ", "股票代码略"):
        assert said(f"恒川环保（{code}）公告，拟以2亿元回购股份。").startswith(
            "Hengchuan Environmental (恒川环保) plans"
        )


def test_digits_struck_out_of_a_code_count_nothing() -> None:
    article = "恒川环保（300×26）发布公告。"
    read = Reader(terms.built_in(), rules.built_in()).read(
        Article("x", article, "", None, (Paragraph(article, Span(0, len(article))),))
    )
    assert read.figures == ()


def test_the_amount_of_an_act_that_makes_no_sentence_is_told_by_its_label() -> None:
    text = "三一集团、中国平安到会。同日，公司与高盛签约，公司将获得8000万美元首付款。"
    assert [(row.value, row.status.value) for row in brief(text).rows] == [("US$80 million", "planned")]
