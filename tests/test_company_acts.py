"""Acts of companies as whole sentences: programmes with limits, consortia, licences, names as filings write them."""

from __future__ import annotations

import pytest

from briefing.facts.names import find_names
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
            "company. Its buyback price will be up to RMB 12.5 per share.",
            "三一集団は2億～4億元分の自社株を取得する計画。同社の自社株の取得価格は1株当たり最大12.5元。",
        ),
        (
            "三一集团：股东中国平安拟以集中竞价、大宗交易方式合计减持不超过公司总股本的2%。",
            "Sany Group's shareholder Ping An Insurance plans to sell up to 2% of the company's shares.",
            "三一集団の株主の中国平安保険は同社株の最大2%を売却する計画。",
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
            "Sany Group will receive an upfront payment of US$30 million. It is eligible for up to "
            "US$400 million in milestone payments.",
            "三一集団は一時金3,000万ドルを受け取る。同社はマイルストーンを最大4億ドル受け取る可能性がある。",
        ),
        (
            "三一集团被证监会罚没3亿元。",
            "Sany Group has been hit with RMB 300 million in fines and confiscations by the China Securities "
            "Regulatory Commission.",
            "三一集団は中国証券監督管理委員会から制裁金と没収で計3億元の処分を受けた。",
        ),
        (
            "三一集团：控股股东累计增持1.5%股份。",
            "Sany Group's controlling shareholder bought 1.5% of the company's shares in total.",
            "三一集団の支配株主は累計で同社株の1.5%を買い増した。",
        ),
        (
            "三一集团及3名责任人被证监会处以合计900万元罚款。",
            "Sany Group and three people responsible have been fined RMB 9 million in total by the China Securities "
            "Regulatory Commission.",
            "三一集団と責任者3人は中国証券監督管理委員会から合計900万元の制裁金を科された。",
        ),
        (
            "截至6月30日，三一集团已累计回购公司股份300万股，占总股本的0.5%，最高价为12元/股，最低价为10元/股，"
            "支付的总金额为3300万元。",
            "As of 30 June, Sany Group had bought back 3 million shares in total, or 0.5% of the share capital, for "
            "RMB 33 million (highest price: RMB 12 per share; lowest price: RMB 10 per share).",
            "6月30日時点で、三一集団は累計で自社株を300万株（発行済み株式の0.5%）、3,300万元で取得した"
            "（最高価格は1株当たり12元、最低価格は1株当たり10元）。",
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


def test_a_share_by_itself_is_of_nothing_named() -> None:
    assert "share" not in said("三一集团公告，三一集团牵头的联合体中标。三一集团份额为55%。")


def test_shares_bought_are_not_the_shares_one_has() -> None:
    assert brief("三一集团：控股股东累计增持200万股。").rows == ()


def companies(text: str) -> set[str]:
    known = [(m.start, m.end, m.term.cat) for m in terms.built_in().matches(text)]
    return {name.zh for name in find_names(text, known) if name.kind == "company"}


def test_a_listed_company_is_also_named_without_the_word_for_shares() -> None:
    text = "岚启路桥股份(600×12)公告,新签合同额下降。其中,岚启路桥承建两座桥。"
    assert companies(text) == {"岚启路桥股份", "岚启路桥"}


def test_a_digest_tells_each_company_by_what_follows_the_colon() -> None:
    assert companies("岚启光电:第二大股东拟减持。\n恒澜化工:与某市签订供货合同。") == {"岚启光电", "恒澜化工"}
    assert companies("智能家居:与市场签约增多。") == set()


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("三一集团：控股股东累计增持1.5%股份。", "三一集団の支配株主は累計で同社株の1.5%を買い増し"),
        ("证监会对三一集团罚款500万元。", "中国証券監督管理委員会は三一集団に500万元の制裁金を科す"),
    ],
)
def test_a_japanese_headline_keeps_the_end_of_a_verb_that_is_no_noun(sentence: str, headline: str) -> None:
    assert brief(sentence, "ja").headline.text == headline
