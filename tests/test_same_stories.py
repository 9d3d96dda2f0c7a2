"""Which articles are one story: reprints, corrections, and the days of a series, which never are."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.read.same import Fingerprint, compare, fingerprint, same_story
from briefing.values import Article, Paragraph, Span


def article(body: str, *, title: str = "", day: str | None = None) -> Article:
    """An article of the paragraphs of ``body``, one to a line."""
    paragraphs = tuple(Paragraph(line, Span(0, len(line))) for line in body.split("\n") if line)
    published = datetime.fromisoformat(day) if day else None
    return Article("a", title + "\n" + body, title, None, paragraphs, published)


def between(one: str, other: str, *, days: tuple[str | None, str | None] = (None, None)) -> str:
    """How two bodies compare; the same in both directions."""
    prints = [fingerprint(article(body, day=day)) for body, day in zip((one, other), days, strict=True)]
    found = compare(*prints)
    assert compare(*reversed(prints)) == found
    assert same_story(*prints) == (found == "same")
    if found != "other":
        assert prints[0].anchors & prints[1].anchors
    return found


FACTORY = """青禾电池11月23日宣布，位于南岭市的新基地当天投产，总投资36.5亿元，设计年产能12亿瓦时。
公司表示，新基地全部达产后，预计每年新增销售收入约48亿元，带动就业两千余人。
今年上半年，青禾电池实现营业收入21.7亿元，同比增长18.4%；净利润1.92亿元，同比下降3.25%。
业内人士认为，随着储能需求上升，行业集中度将进一步提高，中小厂商面临更大压力。
公司董事长在投产仪式上说，二期工程将于明年开工。"""
FIXING = (
    "外汇交易中心今晨公布的人民币中间价（2020年11月{day}日）如下：美元报{usd}元，欧元报{eur}元，"
    "每百日元报{jpy}元，港元报0.84770元。当日价格供银行间市场各方参考，客户挂牌价由各行自定。"
)
REPO = "央行早间公告，今日在公开市场做了500亿元的7天期逆回购，利率仍是2.20%，意在让银行间资金面保持平稳。"


# --- the same ----------------------------------------------------------------


@pytest.mark.parametrize(
    "reprint",
    [
        FACTORY,
        "（记者 周明）" + FACTORY,
        "南岭新闻网11月24日电（记者 周明 李小荷）" + FACTORY,
        FACTORY.replace("，", ", ").replace("。\n", "。\n\n　　"),
        FACTORY.replace("36.5亿", "３６．５亿"),
        "\n".join(FACTORY.split("\n")[:3]),
        FACTORY[: FACTORY.index("行业集中度") + 3],
        FACTORY + "\n编辑提示：以上内容供读者参考，不构成任何投资建议。",
        "据悉，" + FACTORY.replace("业内人士认为", "有分析人士认为").replace("将进一步提高", "会继续提高"),
    ],
    ids=["whole", "reporter", "dateline", "spaces", "full width", "tail cut", "cut in a clause", "ending", "edited"],
)
def test_a_reprint_is_the_same_story(reprint: str) -> None:
    assert between(FACTORY, reprint, days=("2020-11-23", "2020-11-24")) == "same"


def test_the_headline_does_not_count() -> None:
    one, other = (
        fingerprint(article(FACTORY, title=title)) for title in ("青禾电池新基地投产", "12亿瓦时！南岭再添新厂")
    )
    assert one == other


def test_thousands_marks_do_not_count() -> None:
    assert between(FACTORY + "\n出货1234567套，均价890元。", FACTORY + "\n出货1,234,567套，均价890元。") == "same"


# --- changed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("36.5亿元", "3.65亿元"),
        ("48亿元", "48万元"),
        ("18.4%", "18.6%"),
        ("两千余人", "三千余人"),
        ("1.92亿元", "1.29亿元"),
    ],
)
def test_a_correction_of_a_figure_is_a_changed_story(before: str, after: str) -> None:
    assert before in FACTORY
    assert between(FACTORY, FACTORY.replace(before, after)) == "changed"


def test_a_correction_with_other_words_is_a_changed_story() -> None:
    corrected = FACTORY.replace("总投资36.5亿元", "项目投资总额达到38.15亿元").replace("36.5", "")
    original = FACTORY.replace("36.5", "36.52")
    assert between(original, corrected) == "changed"


# --- other -------------------------------------------------------------------

SERIES = {
    "fixing": (
        FIXING.format(day=23, usd="6.5719", eur="7.7942", jpy="6.3313"),
        FIXING.format(day=24, usd="6.5809", eur="7.7937", jpy="6.3036"),
    ),
    "fixing with one rate moved": (
        FIXING.format(day=23, usd="6.5719", eur="7.7942", jpy="6.3313"),
        FIXING.format(day=24, usd="6.5720", eur="7.7942", jpy="6.3313"),
    ),
    "fixing with no rate moved": (
        FIXING.format(day=23, usd="6.5719", eur="7.7942", jpy="6.3313"),
        FIXING.format(day=24, usd="6.5719", eur="7.7942", jpy="6.3313"),
    ),
    "price index": (
        "国家统计局数据显示，10月份，全国居民消费价格同比上涨0.5%。其中，城市上涨0.5%，农村上涨0.5%；食品价格上涨2.2%。",
        "国家统计局数据显示，11月份，全国居民消费价格同比下降0.5%。其中，城市下降0.4%，农村下降0.8%；食品价格下降2.0%。",
    ),
    "close": (
        "截至收盘，上证指数报3414.49点，上涨1.09%；深证成指报13955.59点，上涨0.73%；两市成交额9012亿元。",
        "截至收盘，上证指数报3402.82点，下跌0.34%；深证成指报13808.66点，下跌1.05%；两市成交额8391亿元。",
    ),
    "two issues of a lottery": (
        "第2020123期开奖结果揭晓，一等奖开出5注，每注奖金718万元，奖池累计8.95亿元。",
        "第2020124期开奖结果揭晓，一等奖开出8注，每注奖金642万元，奖池累计8.99亿元。",
    ),
    "two quarters": (
        "公司发布业绩公告，第二季度营业收入为35.6亿元，毛利率为21.4%，净利润为4.18亿元。",
        "公司发布业绩公告，第三季度营业收入为37.9亿元，毛利率为22.3%，净利润为4.52亿元。",
    ),
    "two companies fined": (
        "证监局对甲骨科技出具警示函，因其未按规定披露关联交易，违反第四十条规定，处以50万元罚款，并记入诚信档案。",
        "证监局对远岸航运出具警示函，因其未按规定披露关联交易，违反第四十条规定，处以50万元罚款，并记入诚信档案。",
    ),
    "a flash and the digest that holds it": (
        "青禾电池新基地当天投产，总投资36.5亿元。",
        "青禾电池新基地当天投产，总投资36.5亿元。\n" + FIXING.format(day=23, usd="6.5719", eur="7.7942", jpy="6.3313"),
    ),
    "two stories": (FACTORY, REPO),
}


@pytest.mark.parametrize("pair", SERIES.values(), ids=SERIES.keys())
def test_two_stories_of_one_mould_are_two_stories(pair: tuple[str, str]) -> None:
    assert between(*pair) == "other"


def test_the_same_words_on_two_days_are_two_stories_where_they_name_no_day() -> None:
    assert between(REPO, REPO, days=("2020-11-23", "2020-11-24")) == "other"
    assert between(REPO, REPO, days=("2020-11-23", "2020-11-23")) == "same"
    dated = REPO.replace("今日", "11月23日")
    assert between(dated, dated, days=("2020-11-23", "2020-11-24")) == "same"


def test_a_term_is_no_day() -> None:
    term = REPO.replace("7天期", "1年期")
    assert between(term, term, days=("2020-11-16", "2020-12-15")) == "other"


def test_one_date_put_right_in_a_long_report_is_a_correction() -> None:
    rows = "".join(f"第{name}季度销售额为{at}3.{at}7亿元。" for at, name in enumerate("甲乙丙丁戊己庚辛壬癸", start=1))
    report = "公司11月20日公布经营数据。" + rows.replace("第", "").replace("季度", "产品")
    assert between(report, report.replace("11月20日", "11月21日")) == "changed"


# --- properties --------------------------------------------------------------

WORDS = st.text(
    alphabet="青禾电池南岭基地投产公司表示预计新增销售收入带动就业营业净利润同比增长下降", min_size=6, max_size=20
)
FIGURES = st.decimals(min_value=100, max_value=99999, places=2).filter(lambda value: str(value)[-1] != "0")


@st.composite
def bodies(draw: st.DrawFn) -> str:
    clauses = draw(st.lists(st.tuples(WORDS, FIGURES), min_size=4, max_size=12, unique_by=lambda clause: clause[0]))
    return "11月23日，" + "".join(f"{words}{figure}万元。" for words, figure in clauses)


@given(bodies())
def test_an_article_is_itself(body: str) -> None:
    assert between(body, body) == "same"


@given(bodies())
def test_a_fingerprint_survives_being_written(body: str) -> None:
    print_ = fingerprint(article(body, day="2020-11-23"))
    assert Fingerprint.parse(str(print_)) == print_
    assert str(print_).isascii()


@given(bodies(), st.data())
def test_a_figure_that_moved_is_never_the_same(body: str, data: st.DataObject) -> None:
    figures = re.findall(r"\d+\.\d\d", body)
    moved = data.draw(st.sampled_from(figures))
    assert between(body, body.replace(moved, moved[:-1] + str((int(moved[-1]) + 1) % 10), 1)) == "changed"


@given(bodies())
def test_another_day_with_other_figures_is_another_story(body: str) -> None:
    moved = re.sub(r"\d+\.\d\d", lambda match: match.group()[::-1].replace(".", "7") + ".13", body)
    assert between(body, moved.replace("11月23日", "11月24日")) == "other"


@given(bodies(), st.data())
def test_a_cut_off_tail_is_the_same(body: str, data: st.DataObject) -> None:
    stops = [match.end() for match in re.finditer("。", body)]
    kept = data.draw(st.sampled_from(stops[len(stops) // 2 :]))
    assert between(body, body[:kept]) == "same"


@given(st.text())
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with suppress(ValueError):
        assert str(Fingerprint.parse(text)) == text


def test_a_fingerprint_is_small() -> None:
    assert len(str(fingerprint(article(FACTORY)))) < 400
    assert len(str(fingerprint(article("\n".join(f"第{n}项，营业收入{n}.75亿元。" for n in range(5000)))))) < 4000


def test_an_article_without_words_is_like_no_other() -> None:
    assert between("", "") == "other"
