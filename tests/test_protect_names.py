"""Names in an engine's English: put into their forms, and never one name for another."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.lexicon.terms import built_in
from briefing.protect.names_en import Named, mend
from briefing.values import Entity, EntityKind, Span


def entity(source: str, zh: str, en: str, kind: EntityKind = "company", *, certain: bool = True) -> Entity:
    at = source.index(zh)
    return Entity(zh, kind, en, en, "built-in", Span(at, at + len(zh)), certain)


def mended(source: str, target: str, names: Sequence[tuple[str, str, EntityKind]]) -> Named:
    return mend(target, source, [entity(source, zh, en, kind) for zh, en, kind in names], built_in())


@pytest.mark.parametrize(
    ("source", "target", "names", "want"),
    [
        pytest.param(
            "马自达8月销量增长。",
            "Madheda's sales rose in August.",
            [("马自达", "Mazda", "company")],
            "Mazda's sales rose in August.",
            id="sounds-like-it",
        ),
        pytest.param(
            "海关总署公布数据。",
            "The General Customs Administration published data.",
            [("海关总署", "General Administration of Customs", "government")],
            "The General Administration of Customs published data.",
            id="the-same-words-in-another-order",
        ),
        pytest.param(
            "西安的工厂投产。",
            "The Xian plant went into operation.",
            [("西安", "Xi'an", "place")],
            "The Xi'an plant went into operation.",
            id="letters-without-the-apostrophe",
        ),
        pytest.param(
            "欧洲央行维持利率。",
            "The ECB kept its rates.",
            [("欧洲央行", "European Central Bank", "government")],
            "The ECB kept its rates.",
            id="initials-stand",
        ),
        pytest.param(
            "德国出口下降。",
            "German exports fell.",
            [("德国", "Germany", "place")],
            "German exports fell.",
            id="the-adjective-of-a-country-stands",
        ),
    ],
)
def test_a_name_comes_into_its_form(
    source: str, target: str, names: list[tuple[str, str, EntityKind]], want: str
) -> None:
    found = mended(source, target, names)
    assert (found.text, found.wrong) == (want, ())


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        pytest.param(
            "高峰表示，自贸协定有15个。",
            "He said there were 15 FTAs.",
            [("高峰", "Gao Feng", "person")],
            id="initials-are-no-person",
        ),
        pytest.param(
            "贵州茅台股价上涨。",
            "Share prices rose in Guizhou.",
            [("贵州茅台", "Kweichow Moutai", "company")],
            id="a-province-is-no-company",
        ),
        pytest.param(
            "西安铁路局发送旅客。",
            "The Xian Railway Station carried passengers.",
            [("西安铁路局", "Xi'an Railway Bureau", "company")],
            id="a-station-is-no-bureau",
        ),
    ],
)
def test_another_name_is_never_taken_for_it(source: str, target: str, names: list[tuple[str, str, EntityKind]]) -> None:
    found = mended(source, target, names)
    assert found.text == target
    assert [e.zh for e in found.wrong] == [names[0][0]]


def test_a_foreign_person_stands_with_the_chinese_beside_the_guess() -> None:
    found = mended("分析师约翰·卡特表示乐观。", "Analyst John Carter was optimistic.", [])
    assert found.text == "Analyst John Carter (约翰·卡特) was optimistic."
    assert [(e.zh, e.en, e.certain, e.origin) for e in found.guessed] == [("约翰·卡特", "John Carter", False, "model")]


def test_a_name_that_nothing_explains_is_strange() -> None:
    found = mended("公司在当地建厂。", "Glorbex Industries will build a plant there.", [])
    assert found.strange == ("Glorbex Industries",)


def test_words_of_the_source_in_latin_letters_explain_themselves() -> None:
    assert (
        mended("公司推出CX-60和Zentria平台。", "The company launched the CX-60 and the Zentria platform.", []).strange
        == ()
    )
