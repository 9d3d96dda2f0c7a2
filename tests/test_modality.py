"""What a modal does to a verb, in both languages."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from briefing.facts.status import status_of
from briefing.lexicon.rules import Rule
from briefing.lexicon.terms import built_in
from briefing.translate.embedded.modality import DONE, finite, gerund, japanese, modality, passive
from briefing.values import Phrase, Span, Status


def phrase(cat: str, en: str = "", ja: str = "", **attrs: str) -> Phrase:
    return Phrase(cat, Span(0, 1), en, ja, MappingProxyType(attrs))


SIGN = phrase("verb", "sign", "締結する", past="signed", pp="signed", jt="締結した")
HELD = phrase("vi", "be held", "開かれる", jt="開かれた")
FORMS = [
    ("done", "signed", "signed", "was signed", "were signed", "締結した"),
    ("will", "will sign", "will sign", "will be signed", "will be signed", "締結する"),
    ("plan", "plans to sign", "plan to sign", "plans to be signed", "plan to be signed", "締結する計画"),
    ("aim", "aims to sign", "aim to sign", "aims to be signed", "aim to be signed", "締結することを目指す"),
    (
        *("expect", "is expected to sign", "are expected to sign"),
        *("is expected to be signed", "are expected to be signed", "締結する見通し"),
    ),
    ("may", "may sign", "may sign", "may be signed", "may be signed", "締結する可能性がある"),
    (
        *("doing", "is in the process of signing", "are in the process of signing"),
        *("is being signed", "are being signed", "締結する作業を進めている"),
    ),
]


@pytest.mark.parametrize(("m", "one", "many", "passive_one", "passive_many", "ja"), FORMS, ids=[f[0] for f in FORMS])
def test_a_verb_follows_its_modal(m: str, one: str, many: str, passive_one: str, passive_many: str, ja: str) -> None:
    mode = modality({"modal": phrase("modal", m=m)})
    assert [finite(SIGN, mode, plural=plural) for plural in (False, True)] == [one, many]
    assert [passive(SIGN, mode, plural=plural) for plural in (False, True)] == [passive_one, passive_many]
    assert japanese(SIGN, mode) == ja


def test_a_verb_of_being_bends_its_first_word() -> None:
    assert finite(HELD, DONE, plural=False) == "was held"
    assert finite(HELD, DONE, plural=True) == "were held"
    assert finite(HELD, modality({"modal": phrase("modal", m="will")}), plural=False) == "will be held"


def test_a_verb_without_a_japanese_past_keeps_its_plain_form() -> None:
    assert japanese(phrase("vi", "lie", "位置する"), DONE) == "位置する"


def test_a_clause_without_a_modal_is_done() -> None:
    assert modality({}) is DONE
    assert modality({"modal": phrase("modal", m="done")}) is DONE


def test_the_modal_comes_before_the_link() -> None:
    slots = {"link": phrase("link", m="expect"), "modal": phrase("modal", m="agree")}
    assert modality(slots).status is Status.SIGNED


@pytest.mark.parametrize("m", sorted({t.attrs["m"] for t in built_in().terms() if "m" in t.attrs}))
def test_what_the_verb_says_is_what_the_table_says(m: str) -> None:
    slots = {"modal": phrase("modal", m=m)}
    assert (modality(slots).status or Status.ACTUAL) is status_of(Rule("r", "S0", "", ()), slots)


@pytest.mark.parametrize(
    ("base", "form"),
    [
        *(("sign", "signing"), ("release", "releasing"), ("agree", "agreeing"), ("buy back", "buying back")),
        *(("take a stake in", "taking a stake in"), ("set up", "setting up"), ("win", "winning")),
    ],
)
def test_the_first_word_takes_the_ing(base: str, form: str) -> None:
    assert gerund(base) == form
