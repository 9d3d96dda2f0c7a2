"""A sentence cut into what was understood and what was not."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from briefing.facts.chart import Chart, Edge
from briefing.facts.clauses import reading, units
from briefing.values import Phrase, Span


def clause(start: int, end: int, *, cost: int = 10, cat: str = "S", **slots: tuple[int, int]) -> Edge:
    parts = {name: Phrase("noun", Span(*place)) for name, place in (slots or {"v": (start, end)}).items()}
    value = Phrase(cat, Span(start, end), parts=MappingProxyType(parts))
    return Edge(cat, start, end, value, MappingProxyType({}), cost, (start, end, cost, *sorted(slots.items())))


def chart(text: str, *clauses: Edge) -> Chart:
    made = Chart(text, {})
    for edge in clauses:
        assert made.add(edge)
    return made


def cut(text: str, *clauses: Edge) -> list[str]:
    """Every unit's words, those not understood in brackets; empty ones left out."""
    found = [(text[u.start : u.end], u.edge) for u in units(chart(text, *clauses))]
    return [words if edge else f"[{words}]" for words, edge in found if words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙", ["[甲乙]"]),
        ("甲乙。", ["[甲乙]"]),
        ("甲，乙；丙：丁！", ["[甲]", "[乙]", "[丙]", "[丁]"]),
        ("甲、乙，丙", ["[甲、乙]", "[丙]"]),
        ("“甲。”", ["[甲]"]),
        ("他说：“甲，乙。”", ["[他说]", "[甲]", "[乙]"]),
        ("甲……乙", ["[甲]", "[乙]"]),
        ("", []),
    ],
)
def test_what_nobody_understood_is_cut_at_the_borders(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_clause_between_two_borders_is_a_unit() -> None:
    assert cut("甲甲，乙乙，丙丙。", clause(3, 5)) == ["[甲甲]", "乙乙", "[丙丙]"]


def test_a_clause_may_run_over_borders() -> None:
    assert cut("甲甲，乙乙，丙丙。", clause(0, 5)) == ["甲甲，乙乙", "[丙丙]"]


def test_a_clause_that_ends_between_borders_is_no_unit() -> None:
    assert cut("甲甲甲，乙乙。", clause(0, 2), clause(4, 6)) == ["[甲甲甲]", "乙乙"]


def test_the_quotes_around_a_clause_are_not_its_own() -> None:
    assert cut("他说：“甲乙。”", clause(4, 6)) == ["[他说]", "甲乙"]


def test_other_categories_are_no_clauses() -> None:
    assert cut("甲乙。", clause(0, 2, cat="np")) == ["[甲乙]"]


def test_most_characters_understood_wins() -> None:
    assert cut("甲甲，乙乙，丙丙。", clause(0, 5), clause(3, 8), clause(0, 2)) == ["甲甲", "乙乙，丙丙"]


def test_the_comma_inside_one_clause_makes_it_the_better_cover() -> None:
    assert cut("甲甲，乙乙。", clause(0, 2, cost=1), clause(3, 5, cost=1), clause(0, 5, cost=90)) == ["甲甲，乙乙"]


def test_of_as_many_characters_fewer_units_win() -> None:
    text = "甲，“乙，丙”"
    both = [clause(0, 1), clause(3, 6), clause(0, 4), clause(5, 6)]
    assert cut(text, *both[2:]) == ["甲，“乙", "丙"]
    assert cut(text, *both) == ["甲，“乙", "丙"]


def test_of_as_many_units_the_cheaper_reading_wins() -> None:
    text = "甲，乙，丙"
    left, right = [clause(0, 3, cost=10), clause(4, 5)], [clause(0, 1), clause(2, 5, cost=9)]
    assert cut(text, *left, *right) == ["甲", "乙，丙"]


def test_a_unit_keeps_its_reading() -> None:
    edge = clause(0, 2)
    (unit,) = units(chart("甲乙。", edge))
    assert (unit.start, unit.end, unit.edge) == (0, 2, edge)


# --- one reading or none --------------------------------------------------------


def test_readings_that_say_the_same_count_as_one() -> None:
    first, second = clause(0, 2, subj=(0, 1), v=(1, 2)), clause(0, 2, v=(1, 2), subj=(0, 1))
    again = Edge("S", 0, 2, second.value, second.attrs, second.cost, ("other rule",))
    assert reading(chart("甲乙", first, again), 0, 2) == first


@pytest.mark.parametrize(
    "other", [{"obj": (0, 1), "v": (1, 2)}, {"subj": (0, 2)}, {"subj": (0, 1), "v": (1, 2), "adv": (1, 2)}]
)
def test_readings_that_disagree_are_none(other: dict[str, tuple[int, int]]) -> None:
    two = chart("甲乙", clause(0, 2, subj=(0, 1), v=(1, 2)), clause(0, 2, **other))
    assert reading(two, 0, 2) is None
    assert [unit.edge for unit in units(two)] == [None]


def test_a_cheaper_reading_settles_a_disagreement() -> None:
    cheap = clause(0, 2, cost=9, subj=(0, 1), v=(1, 2))
    assert reading(chart("甲乙", clause(0, 2, obj=(0, 1), v=(1, 2)), cheap), 0, 2) == cheap


def test_a_stretch_without_a_clause_has_no_reading() -> None:
    assert reading(chart("甲乙", clause(0, 1)), 0, 2) is None
