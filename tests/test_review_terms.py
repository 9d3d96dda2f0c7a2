"""A house's terms over a document: forms and their inflection, pieces of longer words, forbidden and mixed forms."""

from __future__ import annotations

import pytest

from briefing.lexicon.glossary import Entry
from briefing.review.terms import term_findings
from briefing.review.values import Bitext, Match, Segment
from briefing.values import Lang

Row = tuple[str, str, str]


def found(pairs: list[tuple[str, str]], glossary: list[Entry], lang: Lang = "en") -> list[Row]:
    """Code, place in the target and its text, for pairs that belong together one by one."""
    source = tuple(Segment(zh, f"line {n}") for n, (zh, _) in enumerate(pairs, start=1))
    target = tuple(Segment(said, f"line {n}") for n, (_, said) in enumerate(pairs, start=1))
    matches = tuple(Match((n,), (n,)) for n in range(len(pairs)))
    rows = []
    for located in term_findings(Bitext(source, target), matches, lang, glossary):
        finding = located.finding
        assert located.source is not None
        assert located.target is not None
        assert finding.source is not None
        assert finding.source.of(source[located.source].text) == finding.source_text
        said = finding.target.of(target[located.target].text) if finding.target else ""
        rows.append((f"{finding.severity} {finding.code}", target[located.target].place, said))
    return rows


MISSING, FORBIDDEN, MIXED = "warning term.missing", "error term.forbidden", "warning term.inconsistent"
CAR = Entry("电动汽车", "electric vehicle|EV", "電気自動車|EV", en_forbidden="electric car", ja_forbidden="電動車")
BANK = Entry("农行", "AgBank", "農業銀行")


@pytest.mark.parametrize(
    "said",
    [
        "electric vehicle",
        "electric vehicles",
        "Electric Vehicles",
        "electric-vehicle",
        "electric\u00a0vehicle",
        "electric vehicle's",
        "electric vehicles’",
        "EV",
        "EVs",
    ],
)
def test_every_allowed_form_and_its_inflections_are_the_term(said: str) -> None:
    assert found([("电动汽车销量增加。", f"Sales of {said} rose.")], [CAR]) == []


@pytest.mark.parametrize(
    "said", ["Sales rose.", "Sales of electric-powered vehicles rose.", "Every ev rose.", "EVA rose.", "REV rose."]
)
def test_a_term_that_is_not_said_is_missing(said: str) -> None:
    assert found([("电动汽车销量增加。", said)], [CAR]) == [(MISSING, "line 1", "")]


def test_the_message_lists_what_is_allowed() -> None:
    bitext = Bitext((Segment("电动汽车销量增加。", ""),), (Segment("Sales rose.", ""),))
    (located,) = term_findings(bitext, [Match((0,), (0,))], "en", [CAR])
    assert located.finding.message == "电动汽车 should be electric vehicle or EV"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("公司", "company", ""), "Companies grew."),
        (Entry("谅解备忘录", "memorandum of understanding", ""), "Two memorandums of understanding were signed."),
        (Entry("标准", "criterion", "", en_pl="criteria"), "The criteria are met."),
        (Entry("新能源汽车", "new energy vehicles", ""), "A new-energy vehicle was sold."),
        (Entry("西安", "Xi'an", ""), "It is in Xi’an."),
    ],
)
def test_plurals_regular_irregular_and_inside(entry: Entry, said: str) -> None:
    assert found([(f"{entry.zh}。", said)], [entry]) == []


@pytest.mark.parametrize(
    "zh",
    ["农发行增加贷款。", "中国农业发展银行增加贷款。", "涉农行业增加投资。"],
)
def test_another_body_is_not_the_term(zh: str) -> None:
    assert found([(zh, "Lending rose.")], [BANK, Entry("农业银行", "AgBank", "農業銀行")]) == []


@pytest.mark.parametrize(
    "zh", ["中国银行间市场扩大。", "中国银行保险监督管理委员会发布通知。", "中国银行业协会发布报告。"]
)
def test_a_term_that_is_a_piece_of_a_longer_word_is_not_asked_for(zh: str) -> None:
    assert found([(zh, "It grew.")], [Entry("中国银行", "Bank of China", "中国銀行")]) == []


def test_the_longest_of_the_houses_own_terms_counts() -> None:
    glossary = [Entry("汽车", "car", "自動車"), CAR]
    assert found([("电动汽车销量增加。", "EV sales rose.")], glossary) == []


def test_a_term_before_another_word_is_asked_for() -> None:
    assert found([("电动汽车企业增多。", "There are more firms.")], [CAR]) == [(MISSING, "line 1", "")]


def test_a_term_moved_to_the_next_sentence_is_not_missing() -> None:
    pairs = [("电动汽车销量增加。", "Sales rose."), ("增长很快。", "Electric vehicles did very well.")]
    assert found(pairs, [CAR]) == []


def test_what_is_not_translated_at_all_is_not_a_missing_term() -> None:
    assert found([("电动汽车销量增加。", " ")], [CAR]) == []


def test_a_forbidden_form_is_an_error_and_not_missing_too() -> None:
    assert found([("电动汽车销量增加。", "Electric cars sold well.")], [CAR]) == [
        (FORBIDDEN, "line 1", "Electric cars")
    ]


def test_a_forbidden_form_is_free_where_the_term_is_not() -> None:
    assert found([("轿车销量增加。", "Electric cars sold well.")], [CAR]) == []


def test_a_forbidden_form_may_be_right_for_another_term_or_a_part_of_an_allowed_one() -> None:
    vehicle = Entry("电动汽车", "electric vehicle", "", en_forbidden="vehicle|electric car")
    assert found([("电动汽车和电动轿车。", "Electric vehicles and electric cars.")], [
        vehicle, Entry("电动轿车", "electric car", "")
    ]) == []  # fmt: skip


def test_capitals_count_where_they_are_the_difference() -> None:
    entry = Entry("互联网", "internet", "", en_forbidden="Internet")
    assert found([("互联网发展。", "The internet grows.")], [entry]) == []
    assert found([("互联网发展。", "The Internet grows.")], [entry]) == [(FORBIDDEN, "line 1", "Internet")]


def test_two_forms_in_one_document_are_a_warning_at_the_second() -> None:
    pairs = [("电动汽车增加。", "Electric vehicles rose."), ("电动汽车减少。", "EVs fell."), ("电动汽车。", "EVs.")]
    assert found(pairs, [CAR]) == [(MIXED, "line 2", "EVs")]


def test_a_short_form_that_is_introduced_is_no_second_form() -> None:
    pairs = [("电动汽车增加。", "Electric vehicles (EVs) rose."), ("电动汽车减少。", "EVs fell.")]
    assert found(pairs, [CAR]) == []


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("データセンター", "データ・センターを建設"),
        ("データ・センター", "データセンターを建設"),
        ("データセンター", "データセンタを建設"),
        ("サーバ", "サーバーを購入"),
        ("ＥＶ", "EVを発売"),
        ("EV電池", "ＥＶ電池を発売"),
        ("農業銀行", "中国農業銀行が"),
    ],
)
def test_japanese_is_the_same_with_or_without_dot_and_long_vowel(form: str, said: str) -> None:
    assert found([("农行。", said)], [Entry("农行", "", form)], "ja") == []


@pytest.mark.parametrize(("form", "said"), [("ビル", "ビルド"), ("EV", "REVを"), ("電気自動車", "電動車")])
def test_japanese_inside_another_word_is_not_the_term(form: str, said: str) -> None:
    assert found([("大楼。", said)], [Entry("大楼", "", form)], "ja") == [(MISSING, "line 1", "")]


def test_a_japanese_form_forbidden_for_its_vowel_is_found() -> None:
    entry = Entry("服务器", "", "サーバー", ja_forbidden="サーバ")
    assert found([("服务器。", "サーバーを購入")], [entry], "ja") == []
    assert found([("服务器。", "サーバを購入")], [entry], "ja") == [(FORBIDDEN, "line 1", "サーバ")]


def test_traditional_and_full_width_chinese_is_the_same_term() -> None:
    assert found([("電動汽車增加。", "Sales rose.")], [CAR]) == [(MISSING, "line 1", "")]
