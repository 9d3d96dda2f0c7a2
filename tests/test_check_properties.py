"""Whatever the texts are: checking them ends soon and without an error, and one wrong figure is found."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.facts.figures import read_figures
from briefing.lexicon.glossary import Entry
from briefing.review.consistency import consistency
from briefing.review.terms import term_findings
from briefing.review.values import Bitext, Match, Segment
from briefing.translate.amounts import write_figure
from briefing.values import LANGS, Lang
from briefing.verify.pairs import LONGEST, verify_pair

WORDS = (
    "零一二三四五六七八九十百千万亿兆点两半几数多约超近至分之成倍翻年月日季度元吨亩米%‰.,，。、()（）-~/:"
    "0123456789０９৪㊀②½Ⅻ億円割増減 \n\x00\u200b\u0301\ud800\udfff\U0001f600"
)
PHRASES = (
    "中国银行",
    "农发行",
    "同比增长",
    "第三季度",
    "2020年",
    "million",
    "per cent",
    "RMB",
    "first",
    "twenty-",
    "前年",
)
anything = st.text(st.characters(), max_size=80) | st.text(st.sampled_from(WORDS), max_size=80)
phrased = st.lists(st.sampled_from(PHRASES) | st.sampled_from(WORDS), max_size=40).map("".join)
texts = anything | phrased
GLOSSARY = (
    Entry("中国银行", "Bank of China|BOC", "中国銀行|バンク", en_forbidden="China Bank", ja_forbidden="チャイナ"),
    Entry("亿", "hundred million", "億", en_forbidden="million"),
)
WITHOUT_DEADLINE = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def paired(sources: Sequence[str], targets: Sequence[str]) -> tuple[Bitext, list[Match]]:
    """Segments that belong together by their number; what is left over belongs to nothing."""
    bitext = Bitext(tuple(Segment(s, "") for s in sources), tuple(Segment(t, "") for t in targets))
    numbers = range(max(len(sources), len(targets)))
    places = [((n,) if n < len(sources) else (), (n,) if n < len(targets) else ()) for n in numbers]
    return bitext, [Match(*place) for place in places]


@WITHOUT_DEADLINE
@given(texts, texts, st.sampled_from(LANGS))
def test_any_two_texts_can_be_compared_and_every_finding_quotes_what_stands_there(
    source: str, target: str, lang: Lang
) -> None:
    for finding in verify_pair(source, target, lang):
        assert finding.source is None or finding.source.of(source) == finding.source_text
        assert finding.target is None or finding.target.of(target) == finding.target_text


@WITHOUT_DEADLINE
@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4), st.sampled_from(LANGS))
def test_any_document_can_be_held_against_itself_and_a_glossary(
    sources: list[str], targets: list[str], lang: Lang
) -> None:
    bitext, matches = paired(sources, targets)
    for located in (*consistency(bitext, matches, lang), *term_findings(bitext, matches, lang, GLOSSARY)):
        finding = located.finding
        if finding.source is not None and located.source is not None:
            assert finding.source.of(sources[located.source]) == finding.source_text
        if finding.target is not None and located.target is not None:
            assert finding.target.of(targets[located.target]) == finding.target_text


@given(anything.filter(str.strip))
def test_any_form_of_a_glossary_makes_a_pattern(form: str) -> None:
    bitext, matches = paired(["铜价上涨。"], [f"The {form} price rose."])
    for lang in LANGS:
        list(term_findings(bitext, matches, lang, [Entry("铜", form, form, en_forbidden="copper" + form)]))


SIZE = 50_000
UNITS: tuple[str, ...] = (
    "1",
    "亿",
    "一亿",
    "1,",
    "1,234",
    "0",
    "一二三",
    "(",
    "1%",
    "2020年",
    "1-",
    "约1",
    "十",
    "1/",
    "1:",
    "a",
    "A1",
    "A-1.",
)
UNITS += (
    "million ",
    "twenty-",
    "a1",
    "1st ",
    "千",
    "半",
    "数",
    "\ud800",
    " ",
    "中国银行",
    "1.1",
    "Aa ",
    "@",
    "5284",
    "分之一",
)


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_long_texts_take_seconds_at_most(unit: str) -> None:
    long = (unit * (LONGEST // len(unit) + 1))[:LONGEST]
    began = monotonic()
    verify_pair(long, "It built 5 plants in 2020.", "en")
    verify_pair("2020年建成5家工厂。", long, "en")
    verify_pair("2020年建成5家工厂。", long, "ja")
    assert monotonic() - began < 30


@pytest.mark.parametrize("unit", ["1", "亿", "中国银行", "Bank of China ", "Aa ", "((", "1億"])
@pytest.mark.parametrize("size", [LONGEST, SIZE], ids=["as long as names are looked for", "longer"])
def test_long_segments_take_seconds_at_most(unit: str, size: int) -> None:
    long = (unit * (size // len(unit) + 1))[:size]
    bitext, matches = paired([long, long], [long, long])
    began = monotonic()
    for lang in LANGS:
        list(consistency(bitext, matches, lang))
        list(term_findings(bitext, matches, lang, GLOSSARY))
    assert monotonic() - began < 60


def test_what_is_too_long_to_compare_says_so() -> None:
    (finding,) = verify_pair("亿" * (LONGEST + 1), "a", "en")
    assert (finding.code, str(finding.severity)) == ("pair.long", "warning")
    assert finding.message == "not compared: longer than 10,000 characters"


@pytest.mark.parametrize("number", ["9" * 40, "9" * 41, "9" * 5000, "1" + ",000" * 2000, "九" * 5000, "一亿" * 3000])
def test_a_number_of_endless_digits_is_none(number: str) -> None:
    assert [f for f in read_figures(f"投资{number}元。") if f.value is not None and len(number) > 40] == []


# --- one wrong figure ---------------------------------------------------------

MONEY = ("万元", "亿元", "万亿元", "元", "万美元", "亿美元", "亿日元", "亿欧元")
# What is measured, and its unit: (before the figure, scale and unit of the Chinese, English frame, Japanese frame).
FRAMES = (
    ("公司投资", MONEY, "The company invested {}.", "同社は{}を投資した。"),
    ("全年产量为", ("万吨", "吨", "亿吨"), "Annual output was {}.", "年間生産量は{}だった。"),
    ("建筑面积为", ("万平方米", "平方米"), "The floor area is {}.", "建築面積は{}である。"),
    ("线路全长", ("公里",), "The line is {} long.", "路線の長さは{}である。"),
    ("全年发电", ("亿千瓦时", "万千瓦时"), "It generated {} over the year.", "年間発電量は{}だった。"),
    ("市场份额为", ("%",), "The market share was {}.", "市場シェアは{}だった。"),
)  # fmt: skip
QUALIFIERS = ("", "", "约", "超过", "近", "至少")


@st.composite
def amounts(draw: st.DrawFn) -> tuple[int, str, str, str]:
    """A frame, a qualifier, digits without closing zeros, and one of the frame's units."""
    frame = draw(st.integers(0, len(FRAMES) - 1))
    unit = draw(st.sampled_from(FRAMES[frame][1]))
    whole = draw(st.integers(11, 98 if unit == "%" else 989))
    tenth = draw(st.integers(1, 9)) if unit not in ("元", "吨", "平方米") else 0
    return frame, draw(st.sampled_from(QUALIFIERS)), f"{whole}.{tenth}" if tenth else str(whole), unit


def pair(frame: int, qualifier: str, number: str, unit: str, lang: Lang) -> tuple[str, str]:
    """The Chinese and its right translation, the figure as the product writes it."""
    before, _, english, japanese = FRAMES[frame]
    source = f"{before}{qualifier}{number}{unit}。"
    (figure,) = read_figures(source)
    said = write_figure(figure, lang)
    assert said
    return source, (english if lang == "en" else japanese).format(said)


def errors(source: str, target: str, lang: Lang) -> list[str]:
    found = verify_pair(source, target, lang)
    return [f.code for f in found if f.severity == "error" and f.code.startswith("figure.")]


@WITHOUT_DEADLINE
@given(amounts(), st.sampled_from(LANGS))
def test_a_right_translation_has_no_finding(amount: tuple[int, str, str, str], lang: Lang) -> None:
    source, target = pair(*amount, lang)
    assert verify_pair(source, target, lang) == (), (source, target)


@WITHOUT_DEADLINE
@given(amounts(), st.sampled_from(LANGS), st.integers(0, 2), st.integers(1, 8))
def test_another_digit_is_found(amount: tuple[int, str, str, str], lang: Lang, place: int, step: int) -> None:
    frame, qualifier, number, unit = amount
    digits = [i for i, char in enumerate(number) if char.isdigit()]
    at = digits[place % len(digits)]
    other = (int(number[at]) - 1 + step) % 9 + 1
    changed = number[:at] + str(other) + number[at + 1 :]
    source, _ = pair(frame, qualifier, number, unit, lang)
    _, target = pair(frame, qualifier, changed, unit, lang)
    assert errors(source, target, lang), (source, target)


@WITHOUT_DEADLINE
@given(amounts(), st.sampled_from(LANGS), st.sampled_from((-4, -3, -2, -1, 1, 2, 3, 4)))
def test_another_power_of_ten_is_found(amount: tuple[int, str, str, str], lang: Lang, power: int) -> None:
    frame, qualifier, number, unit = amount
    changed = format(Decimal(number).scaleb(power).normalize(), "f")
    source, _ = pair(frame, qualifier, number, unit, lang)
    _, target = pair(frame, qualifier, changed, unit, lang)
    assert errors(source, target, lang), (source, target)


OTHER_UNIT = {"元": "美元", "美元": "元", "日元": "元", "欧元": "日元", "吨": "元", "%": "公里", "公里": "%"}


@WITHOUT_DEADLINE
@given(amounts(), st.sampled_from(LANGS))
def test_another_unit_is_found(amount: tuple[int, str, str, str], lang: Lang) -> None:
    frame, qualifier, number, unit = amount
    scale = unit[: len(unit) - len(unit.lstrip("万亿"))]
    other = OTHER_UNIT.get(unit.lstrip("万亿"), "吨")
    source, _ = pair(frame, qualifier, number, unit, lang)
    _, target = pair(frame, qualifier, number, scale + other, lang)
    assert errors(source, target, lang), (source, target)


@WITHOUT_DEADLINE
@given(amounts(), st.sampled_from(LANGS))
def test_a_figure_left_out_or_put_in_is_found(amount: tuple[int, str, str, str], lang: Lang) -> None:
    source, target = pair(*amount, lang)
    silent = "It was reported." if lang == "en" else "同社が発表した。"
    without = "公司发表公告。"
    assert errors(source, silent, lang), source
    assert errors(without, target, lang), target
