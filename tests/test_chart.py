"""The chart parser, on a grammar small enough to work out by hand.

A word costs 10, a rule what it says, and the words of a rule itself nothing.
"""

from __future__ import annotations

import itertools
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.facts.chart import Builder, Chart, Edge, Parser, figure_attrs
from briefing.lexicon.rules import Grammar, parse_rules
from briefing.values import Figure, Phrase, Qualifier, Slot, Span, leaves

SUPERS = {"noun": ("noun", "np", "thing"), "np_built": ("np_built", "np", "thing"), "np": ("np", "thing")}
RULES = {
    "owned": "cat = 'np_built'\nzh = '{p:thing}的{h:np}'\nhead = 'h'",
    "pair": "cat = 'np_built'\nzh = '{m:noun}{h:np}'\nhead = 'h'\ncost = 2\nattrs = { pair = '1' }",
    "list": "cat = 'list'\nzh = '{a:list|noun}、{b:noun}'",
    "some": "cat = 'some'\nzh = '[某]{h:noun}[(厂|场)]'",
    "vp": "cat = 'vp'\nkind = 'wrap'\nzh = '{v:verb}[了]{obj:np}'",
    "vp.modal": "cat = 'vp'\nkind = 'wrap'\nzh = '{modal:modal}{*:vp}'",
    "clause": "cat = 'S'\nkind = 'event'\nzh = '{subj:noun}{*:vp}'",
    "city": "cat = 'gov'\nzh = '{p:place.level=city/zone}府'",
}
WORDS = [
    ("市", "noun", {"n": "1"}),
    ("厂", "noun", {"n": "2"}),
    ("建", "verb", {}),
    ("将", "modal", {"m": "will"}),
    ("拟", "modal", {"m": "plan"}),
    ("蓉", "place", {"level": "city"}),
    ("川", "place", {"level": "province"}),
]


def parser(*chosen: str, rules: dict[str, str] = RULES) -> Parser:
    text = "\n".join(f"[[rule]]\nid = '{name}'\nen = 'x'\nja = 'x'\n{rules[name]}" for name in chosen or rules)
    return Parser(Grammar(parse_rules(text, where="toy"), supers=SUPERS))


def leaf(cat: str, start: int, end: int, attrs: dict[str, str], *, en: str = "", cost: int = 10) -> Edge:
    frozen = MappingProxyType(attrs)
    return Edge(cat, start, end, Phrase(cat, Span(start, end), en, attrs=frozen), frozen, cost, (cat, start, end, en))


def words(text: str) -> list[Edge]:
    return [
        leaf(cat, at, at + len(zh), attrs)
        for at in range(len(text))
        for zh, cat, attrs in WORDS
        if text.startswith(zh, at)
    ]


def parse(text: str, *chosen: str) -> Chart:
    return parser(*chosen).parse(text, words(text), build=Builder(Span))


def whole(text: str, cat: str, *chosen: str) -> tuple[Edge, ...]:
    return parse(text, *chosen).over(0, len(text), cat)


def phrase(edge: Edge) -> Phrase:
    assert isinstance(edge.value, Phrase)
    return edge.value


def bracketed(text: str, slot: Slot) -> str:
    """How a phrase is built: ((市厂)厂)."""
    if not isinstance(slot, Phrase) or not slot.parts:
        return slot.span.of(text)
    return f"({' '.join(f'{name}={bracketed(text, part)}' for name, part in slot.parts.items())})"


def shapes(text: str, cat: str, *chosen: str) -> set[str]:
    return {bracketed(text, edge.value) for edge in whole(text, cat, *chosen)}


# --- what a rule builds ---------------------------------------------------------


@pytest.mark.parametrize("text", ["市", "某市", "市厂", "某市厂", "市场"])
def test_optional_parts_may_be_there_or_not(text: str) -> None:
    assert shapes(text, "some", "some") == {"(h=市)"}


@pytest.mark.parametrize("text", ["某", "市某", "某某市", "市厂厂", "市，厂", ""])
def test_nothing_is_skipped(text: str) -> None:
    assert whole(text, "some", "some") == ()


def test_a_list_grows_to_the_left() -> None:
    assert shapes("市、厂、市、厂", "list", "list") == {"(a=(a=(a=市 b=厂) b=市) b=厂)"}


def test_a_phrase_may_hold_its_own_kind_on_both_sides() -> None:
    assert "(p=市 h=(p=厂 h=市))" in shapes("市的厂的市", "thing", "owned")
    assert "(p=(p=市 h=厂) h=市)" in shapes("市的厂的市", "thing", "owned")


def test_a_word_fits_wherever_a_wider_category_is_asked_for() -> None:
    chart = parse("市")
    assert [e.cat for cat in ("noun", "np", "thing") for e in chart.over(0, 1, cat)] == ["noun"] * 3
    assert chart.over(0, 1, "verb") == ()


@pytest.mark.parametrize(("text", "readings"), [("蓉府", 1), ("川府", 0)])
def test_a_slot_takes_only_words_with_the_attributes_it_names(text: str, readings: int) -> None:
    assert len(whole(text, "gov")) == readings


# --- slots ----------------------------------------------------------------------


def test_merged_slots_become_the_rules_own() -> None:
    (edge,) = whole("市将建厂", "S")
    assert {name: slot.span for name, slot in phrase(edge).parts.items()} == {
        "subj": Span(0, 1),
        "modal": Span(1, 2),
        "v": Span(2, 3),
        "obj": Span(3, 4),
    }


def test_slots_that_clash_are_no_reading() -> None:
    assert whole("将建厂", "vp") != ()
    assert whole("拟将建厂", "vp") == ()


def test_a_wrapping_rule_leaves_writing_to_what_it_wraps() -> None:
    assert phrase(whole("将建厂", "vp")[0]).rule == "vp"
    assert phrase(whole("市将建厂", "S")[0]).rule == "clause"


def test_a_phrase_has_the_attributes_of_its_head_and_of_its_rule() -> None:
    (edge,) = whole("市厂", "np", "pair")
    assert dict(edge.attrs) == {"n": "2", "pair": "1"}
    assert dict(phrase(edge).attrs) == dict(edge.attrs)


def test_the_builder_says_where_a_phrase_stands_in_the_article() -> None:
    chart = parser("some").parse("市场", words("市场"), build=Builder(lambda start, end: Span(start + 90, end + 90)))
    assert phrase(chart.over(0, 2, "some")[0]).span == Span(90, 92)


# --- which readings are kept ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cat", "cost"), [("市", "np", 10), ("市厂", "np", 22), ("市的厂", "np", 20), ("市厂的厂", "np", 32)]
)
def test_a_reading_costs_its_words_and_its_rules(text: str, cat: str, cost: int) -> None:
    assert [edge.cost for edge in whole(text, cat, "pair", "owned")][:1] == [cost]


def test_a_phrase_of_nothing_but_words_costs_one_word() -> None:
    rules = {"fixed": "cat = 'np'\nzh = '其中'\ncost = 3"}
    chart = parser(rules=rules).parse("其中", [], build=Builder(Span))
    assert [edge.cost for edge in chart.over(0, 2, "np")] == [13]


@pytest.mark.parametrize("order", [1, -1], ids=["dear first", "cheap first"])
def test_the_cheaper_reading_of_a_stretch_wins(order: int) -> None:
    chart = Chart("市厂", SUPERS)
    dear, cheap = leaf("noun", 0, 2, {}, en="dear", cost=12), leaf("noun", 0, 2, {}, en="cheap", cost=9)
    for edge in (dear, cheap)[::order]:
        chart.add(edge)
    assert chart.starting(0, "noun") == chart.starting(0, "np") == (cheap,)


def test_the_same_reading_is_kept_once() -> None:
    chart = Chart("市", SUPERS)
    assert chart.add(leaf("noun", 0, 1, {}))
    assert not chart.add(leaf("noun", 0, 1, {}))


def test_the_cheapest_category_answers_for_a_wider_one() -> None:
    chart = Chart("市", SUPERS)
    dear, cheap = leaf("noun", 0, 1, {}, cost=10), leaf("np_built", 0, 1, {}, cost=8)
    assert chart.add(dear)
    assert chart.add(cheap)
    assert chart.over(0, 1, "np") == (cheap,)
    assert chart.over(0, 1, "noun") == (dear,)


def test_readings_of_equal_cost_are_all_kept() -> None:
    assert shapes("市的厂的市", "np_built", "owned") == {"(p=市 h=(p=厂 h=市))", "(p=(p=市 h=厂) h=市)"}


def test_no_more_than_four_readings_of_equal_cost_are_kept() -> None:
    chart = Chart("市", SUPERS)
    assert [chart.add(leaf("noun", 0, 1, {}, en=str(n))) for n in range(6)] == [True] * 4 + [False] * 2


# --- whatever the text ----------------------------------------------------------

TEXTS = st.text(alphabet="市厂的建将拟了、某蓉府x ，", max_size=14)
NO_WORDS_OF_THEIR_OWN = ("pair", "vp.modal", "clause")


def edges(chart: Chart) -> list[Edge]:
    cats = ("thing", "list", "some", "vp", "S", "gov", "verb", "modal")
    return [edge for start in range(len(chart.text) + 1) for cat in cats for edge in chart.starting(start, cat)]


@given(TEXTS)
def test_no_text_breaks_the_parser(text: str) -> None:
    for edge in edges(parse(text)):
        assert 0 <= edge.start < edge.end <= len(text)
        assert edge.value.span == Span(edge.start, edge.end)


@given(TEXTS)
def test_words_of_a_reading_stand_inside_it_in_order(text: str) -> None:
    for edge in edges(parse(text)):
        spans = [slot.span for slot in leaves(edge.value)]
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_a_reading_covers_every_character_between_its_ends(text: str) -> None:
    rules = {**RULES, "vp": "cat = 'vp'\nkind = 'wrap'\nzh = '{v:verb}{obj:np}'"}
    chosen = parser("vp", *NO_WORDS_OF_THEIR_OWN, rules=rules)
    for edge in edges(chosen.parse(text, words(text), build=Builder(Span))):
        assert "".join(slot.span.of(text) for slot in leaves(edge.value)) == text[edge.start : edge.end]


# --- figures --------------------------------------------------------------------


def test_a_slot_may_ask_these_of_a_figure() -> None:
    figure = Figure(Span(0, 4), "约50亿元", Decimal("5E9"), "CNY", qualifier=Qualifier.ABOUT)
    assert dict(figure_attrs(figure, dim="money")) == {
        "dim": "money",
        "unit": "CNY",
        "counter": "",
        "class": "",
        "q": "about",
        "valued": "1",
    }


def test_a_figure_without_a_number_is_not_valued() -> None:
    assert figure_attrs(Figure(Span(0, 2), "数家", None, "count", counter="家"), dim="count")["valued"] == ""


def test_choices_of_words_do_not_multiply() -> None:
    """Twelve choices of three words are half a million sentences, and a grammar is compiled at every start."""
    rules = {"chain": "cat = 'chain'\nzh = '" + "(甲|甲乙|丙)" * 12 + "{h:noun}'"}
    text = "甲乙" * 11 + "丙" + "市"
    chart = parser(rules=rules).parse(text, words(text), build=Builder(Span))
    assert [(e.start, e.end) for e in chart.over(0, len(text), "chain")] == [(0, len(text))]
