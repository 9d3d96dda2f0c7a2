"""Which verbs name which things: the right word for each, and no label for what a verb is not told of."""

from __future__ import annotations

import pytest

from briefing.facts.reading import Reader
from briefing.facts.senses import kind_of, kinds, sense_of, senses
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, plan_of
from briefing.values import Article, Brief, Lang, Paragraph, Span


def brief(text: str, lang: Lang = "en") -> Brief:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return brief_of(plan_of(Reader(terms.built_in(), rules.built_in()).read(article)), lang)


def labels(text: str, lang: Lang = "en") -> list[str]:
    return [row.label.removesuffix(row.scope) for row in brief(text, lang).rows]


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        ("国产宽体客机", "aircraft"),
        ("外资项目", "project"),
        ("战略合作协议", "agreement"),
        # The longest ending decides: a charging point is no car, an invoice no ticket.
        ("汽车充电桩", "facility"),
        ("增值税发票", "invoice"),
        ("囧囧", ""),
    ],
)
def test_the_ending_of_a_noun_tells_its_kind(thing: str, kind: str) -> None:
    assert kind_of(thing) == kind


@pytest.mark.parametrize(
    ("text", "en", "ja"),
    [
        ("囧囧囧引进15架国产客机。", "Domestically produced airliners acquired", "国産旅客機の導入機数"),
        ("囧囧囧引进了12个外资项目。", "Foreign-funded projects attracted", "外資プロジェクトの誘致件数"),
    ],
)
def test_one_verb_has_the_word_each_thing_asks_for(text: str, en: str, ja: str) -> None:
    assert (labels(text), labels(text, "ja")) == ([en], [ja])


@pytest.mark.parametrize(
    "text", ["囧囧中心受理并注册申请9876件。", "囧囧责令其赔偿修复费用15420元。", "囧囧端开设了三个板块。"]
)
def test_a_verb_that_is_not_told_of_a_thing_names_no_figure(text: str) -> None:
    assert labels(text) == []


def test_trains_that_run_are_counted_otherwise_than_trains_that_are_bought() -> None:
    assert [row.value for row in brief("囧囧囧开行动车组列车5312列。", "ja").rows] == ["5,312本"]


def test_some_verbs_take_whatever_is_counted() -> None:
    assert labels("囧囧囧涉及18个8位税号。") == ["Eight-digit tariff lines involved"]


def test_an_event_whose_verb_does_not_take_its_thing_is_neither_sentence_nor_line() -> None:
    made = brief("小米集团今年共修复费用3亿元。")
    assert (made.points, made.rows) == ((), ())


def test_what_the_data_say_is_sound() -> None:
    known = {term.zh: term for term in terms.built_in().terms() if term.cat in ("verb", "vattr", "vprep", "vi")}
    assert {verb for verb, _ in senses()} <= known.keys()
    assert {kind for _, kind in senses()} - {"amount", "any"} <= set(kinds().values())
    odd = {key for s in senses().values() for key in s.attrs} - {
        "en",
        "past",
        "pp",
        "ea",
        "ja",
        "jt",
        "jn",
        "jp",
        "lp",
        "ctr",
    }
    assert not odd


def test_a_verb_takes_no_kind_that_is_not_told() -> None:
    assert sense_of("引进", "aircraft") is not None
    assert sense_of("引进", "case") is None
