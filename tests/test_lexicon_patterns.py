"""The Chinese side of a rule: what a pattern stands for, and what is wrong with it."""

from __future__ import annotations

import pytest

from briefing.errors import DataError
from briefing.lexicon.patterns import Element, Want, Words, expand, optional_words


def shown(element: Element) -> str:
    if isinstance(element, Words):
        return "/".join(element.forms)
    return f"<{element.name}:{'|'.join(element.cats)}>"


def variants(pattern: str) -> list[str]:
    return [" ".join(map(shown, variant)) for variant in expand(pattern, where="x")]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("其中", ["其中"]),
        ("(与|和|同)", ["与/和/同"]),
        ("{v:verb}", ["<v:verb>"]),
        ("{p:company|org}", ["<p:company|org>"]),
        ("{v:verb}了{obj:np}", ["<v:verb> 了 <obj:np>"]),
        ("[人民]政府", ["政府", "人民 政府"]),
        ("[了|在]{obj:np}", ["<obj:np>", "了/在 <obj:np>"]),
        ("[甲]乙[丙]", ["乙", "乙 丙", "甲 乙", "甲 乙 丙"]),
        ("甲[乙[丙]]", ["甲", "甲 乙", "甲 乙 丙"]),
        ("甲[乙][乙]", ["甲", "甲 乙", "甲 乙 乙"]),
        ("(发布|公布)的[{a:b}(上|下)]", ["发布/公布 的", "发布/公布 的 <a:b> 上/下"]),
        ("[{subj:actor}]{*:vp}", ["<*:vp>", "<subj:actor> <*:vp>"]),
    ],
)
def test_a_pattern_stands_for_every_way_to_leave_its_options_out(pattern: str, expected: list[str]) -> None:
    assert variants(pattern) == expected


def test_conditions_of_a_slot_list_the_values_they_take() -> None:
    ((want,),) = expand("{p:place.level=city/zone.the=1}", where="x")
    assert want == Want("p", ("place",), (("level", frozenset({"city", "zone"})), ("the", frozenset({"1"}))))


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("甲]乙", "unmatched ] in 甲]乙"),
        ("甲[乙", "a [ is never closed"),
        ("[[甲]乙", "a [ is never closed"),
        ("", "the pattern may match nothing"),
        ("[甲]", "the pattern may match nothing"),
        ("[甲][{a:b}]", "the pattern may match nothing"),
        ("[甲][乙][丙][丁][戊][己]庚[辛]", "128 variants"),
        ("甲(乙", "cannot read the pattern at '(乙'"),
        ("甲)乙", "cannot read the pattern at ')乙'"),
        ("甲{a:b", "cannot read the pattern at '{a:b'"),
        ("甲}", "cannot read the pattern at '}'"),
        ("{company}", "a slot is written {name:category}, not {company}"),
        ("{:company}", "a slot is written {name:category}, not {:company}"),
        ("{a:}", "a slot is written {name:category}, not {a:}"),
        ("{p:place.level}", "a condition is written key=value, not 'level'"),
    ],
)
def test_a_wrong_pattern_is_named_with_its_rule(pattern: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        expand(pattern, where="frames/x.toml:np.mod")
    assert error.value.message == f"frames/x.toml:np.mod: {message}"


def test_too_many_options_come_with_advice() -> None:
    with pytest.raises(DataError) as error:
        expand("甲[乙][乙][乙][乙][乙][乙][乙]", where="x")
    assert error.value.hint == "split the rule: fewer optional parts"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("甲{a:b}(乙|丙)", ()),
        ("甲[约]乙", ("约",)),
        ("[约|超]{a:b}", ("约|超",)),
        ("甲[(上|下)乙]", ("上", "下", "乙")),
        ("甲[乙[丙]丁]戊", ("乙", "丙", "丁")),
        ("甲[{a:b}]", ()),
    ],
)
def test_words_inside_optional_parts_are_listed(pattern: str, words: tuple[str, ...]) -> None:
    assert optional_words(pattern) == words
