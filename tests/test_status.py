"""Whether an amount is planned, signed, actual …: the words of the clause decide, in this order."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from briefing.facts.status import status_of
from briefing.lexicon.rules import Rule
from briefing.values import Phrase, Span, Status

Given = dict[str, dict[str, str]]


def status(given: Given, *, rule: str = "") -> str:
    slots = {name: Phrase("x", Span(0, 1), attrs=MappingProxyType(attrs)) for name, attrs in given.items()}
    return status_of(Rule("r", "S0", "", (), status=rule), slots)


@pytest.mark.parametrize(
    ("m", "expected"),
    [
        *(("will", "planned"), ("plan", "planned"), ("aim", "planned"), ("decide", "planned"), ("doing", "planned")),
        *(("agree", "signed"), ("expect", "forecast"), ("may", "forecast"), ("done", "actual")),
    ],
)
def test_a_modal_decides(m: str, expected: str) -> None:
    assert status({"modal": {"m": m}}) == expected
    assert status({"link": {"m": m}}) == expected


@pytest.mark.parametrize(
    ("given", "rule", "expected"),
    [
        ({}, "", "actual"),
        ({}, "signed", "signed"),
        ({"metric": {"status": "signed"}}, "", "signed"),
        ({"v": {"status": "signed"}}, "", "signed"),
        ({"obj": {"status": "planned"}}, "", "planned"),
        ({"metric": {"status": "signed"}, "modal": {"m": "plan"}}, "", "planned"),
        ({"metric": {"status": "planned"}, "v": {"status": "signed"}}, "", "planned"),
        ({"metric": {"status": "planned"}, "adv": {"cum": "1"}}, "", "planned"),
        ({"adv": {"cum": "1"}}, "signed", "cumulative"),
        ({"link": {"cum": "1"}}, "", "cumulative"),
        ({"link": {"cum": "1", "m": "expect"}}, "", "forecast"),
        ({"metric": {"dim": "price"}}, "", "stated"),
        ({"metric": {"dim": "price"}}, "signed", "signed"),
        ({"metric": {"dim": "price", "holder": "market"}}, "", "actual"),
        ({"metric": {"dim": "price", "mv": "amount"}}, "", "actual"),
        ({"metric": {"dim": "price"}, "change": {}}, "", "actual"),
        ({"metric": {"dim": "money"}}, "", "actual"),
    ],
)
def test_the_stronger_word_wins(given: Given, rule: str, expected: str) -> None:
    assert status(given, rule=rule) == expected


def test_every_status_is_one_of_the_known() -> None:
    with pytest.raises(ValueError, match="doubtful"):
        status({"metric": {"status": "doubtful"}})


def test_the_modal_comes_before_the_link() -> None:
    assert status({"link": {"m": "expect"}, "modal": {"m": "agree"}}) == Status.SIGNED
