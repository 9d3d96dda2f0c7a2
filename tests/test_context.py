"""What a clause takes over from the clause before, and what it never does."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from briefing.facts.context import NOTHING, Known, Resolved, resolve
from briefing.lexicon.rules import Rule
from briefing.values import Period, Phrase, Slot, Span

MEASURE = Rule("m", "S0", "", (), kind="measure")
EVENT = Rule("e", "S0", "", (), kind="event")
BEFORE = Span(0, 9)
YEAR = Period(Span(0, 5), "2019年", "year", year=2019)


def phrase(cat: str, en: str = "", **attrs: str) -> Phrase:
    return Phrase(cat, Span(0, 1), en, attrs=MappingProxyType(attrs))


TCL, CHENGDU = phrase("company", "TCL"), phrase("place", "Chengdu", level="city")
REVENUE, RATE = phrase("metric", "revenue", holder="company"), phrase("metric", "exchange rate", holder="market")
CITY, FIRM = phrase("anaphor", "the city", **{"for": "place"}), phrase("anaphor", "the company", **{"for": "company"})


def known(**slots: Slot) -> Known:
    return Known(slots, BEFORE)


def measure(before: Known, **parts: Slot) -> Resolved:
    return resolve(MEASURE, {"metric": REVENUE, **parts}, before=before, among=False)


def test_holder_and_period_come_from_the_clause_before_with_its_proof() -> None:
    found = measure(known(holder=TCL, period=YEAR))
    assert (found.slots["holder"], found.slots["period"]) == (TCL, YEAR)
    assert (found.inherited, found.proof, found.whole) == (("period", "holder"), (BEFORE,), True)


def test_the_subject_of_an_event_is_the_holder_of_what_follows() -> None:
    assert measure(known(subj=TCL)).slots["holder"] == TCL


def test_nothing_before_gives_nothing() -> None:
    assert measure(NOTHING) == Resolved({"metric": REVENUE}, (), (), False)


def test_what_a_clause_says_itself_is_kept() -> None:
    own = Period(Span(9, 14), "2020年", "year", year=2020)
    found = measure(known(holder=TCL, period=YEAR), holder=CHENGDU, period=own)
    assert (found.slots["holder"], found.slots["period"]) == (CHENGDU, own)
    assert (found.inherited, found.proof) == ((), ())


def test_a_rate_of_the_market_needs_no_holder() -> None:
    found = resolve(MEASURE, {"metric": RATE, "period": YEAR}, before=known(holder=TCL), among=False)
    assert "holder" not in found.slots
    assert found.whole


def test_a_rate_of_the_market_without_a_day_is_no_statement() -> None:
    assert not resolve(MEASURE, {"metric": RATE}, before=known(holder=TCL), among=False).whole


def test_only_a_period_is_taken_for_a_period() -> None:
    assert "period" not in measure(known(holder=TCL, period=phrase("noun", "year"))).slots


@pytest.mark.parametrize("among", [True, False])
def test_after_among_the_holder_is_still_that_of_the_clause_before(among: bool) -> None:
    found = resolve(MEASURE, {"metric": REVENUE}, before=known(holder=TCL), among=among)
    assert found.slots["holder"] == TCL


def test_an_event_takes_over_the_subject() -> None:
    found = resolve(EVENT, {"v": phrase("verb", "sign")}, before=known(subj=TCL), among=False)
    assert (found.slots["subj"], found.inherited) == (TCL, ("subj",))


def test_of_a_counted_list_the_count_is_taken() -> None:
    counted = Phrase("cnp", Span(0, 4), parts={"n": phrase("count"), "h": phrase("noun"), "list": phrase("items")})
    holder = measure(known(subj=counted)).slots["holder"]
    assert isinstance(holder, Phrase)
    assert (set(holder.parts), holder.attrs["the"]) == ({"n", "h"}, "1")


def test_what_only_connects_is_no_slot() -> None:
    assert "_filler" not in measure(NOTHING, _filler=phrase("filler")).slots


# --- 全市, 该公司 ---------------------------------------------------------------


@pytest.mark.parametrize(("anaphor", "named"), [(CITY, CHENGDU), (FIRM, TCL)], ids=["全市", "该公司"])
@pytest.mark.parametrize("slot", ["holder", "subj"])
def test_an_anaphor_is_the_name_of_its_kind_before_it(anaphor: Phrase, named: Phrase, slot: str) -> None:
    found = measure(known(**{slot: named}), holder=anaphor)
    assert (found.slots["holder"], found.whole) == (named, True)


@pytest.mark.parametrize(("anaphor", "other"), [(CITY, TCL), (FIRM, CHENGDU)], ids=["全市", "该公司"])
def test_an_anaphor_is_never_a_name_of_another_kind(anaphor: Phrase, other: Phrase) -> None:
    assert not measure(known(holder=other), holder=anaphor).whole


@pytest.mark.parametrize("anaphor", [CITY, FIRM], ids=["全市", "该公司"])
def test_an_anaphor_with_nothing_before_it_is_left_out(anaphor: Phrase) -> None:
    assert measure(NOTHING, holder=anaphor) == Resolved({"metric": REVENUE}, (), (), False, elsewhere=True)


def test_of_two_names_an_anaphor_is_the_first() -> None:
    both = Phrase("names", Span(0, 4), parts={"a": TCL, "b": phrase("company", "LG")})
    assert measure(known(subj=both), holder=FIRM).slots["holder"] == TCL


def test_the_nation_stands_for_itself() -> None:
    nation = phrase("anaphor", "China", **{"is": "中国"})
    assert measure(known(holder=TCL), holder=nation).slots["holder"] == nation
