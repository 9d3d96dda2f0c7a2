"""The target side of a rule: slots, optional parts, and what is wrong with a template."""

from __future__ import annotations

import pytest

from briefing.errors import DataError
from briefing.lexicon.templates import Field, Group, fill, names, parse


def written(template: str, **slots: str) -> str:
    def write(field: Field) -> str:
        return f"{slots.get(field.name, field.name)}{'.' + field.form if field.form else ''}"

    return fill(parse(template, where="x"), present=slots, write=write)


@pytest.mark.parametrize(
    ("template", "parts"),
    [
        ("", ()),
        ("related work", ("related work",)),
        ("{m} {h}", (Field("m", ""), " ", Field("h", ""))),
        ("{h.np}", (Field("h", "np"),)),
        ("{V}", (Field("V", ""),)),
        ("[ with {with.np}]", (Group((" with ", Field("with", "np"))),)),
        ("[!subj {obj}]", (Group((Field("obj", ""),), "subj"),)),
        ("[!subj by]", (Group(("by",), "subj"),)),
        ("[a[b]]", (Group(("a", Group(("b",)))),)),
        ("（{list}を含む）", ("（", Field("list", ""), "を含む）")),
    ],
)
def test_a_template_is_text_slots_and_groups(template: str, parts: tuple[object, ...]) -> None:
    assert parse(template, where="x") == parts


@pytest.mark.parametrize(
    ("template", "slots", "text"),
    [
        ("{m} {h}", {"m": "steel", "h": "pipe"}, "steel pipe"),
        ("{h.pl}", {"h": "pipe"}, "pipe.pl"),
        ("built[ in {p}]", {"p": "Chengdu"}, "built in Chengdu"),
        ("built[ in {p}]", {}, "built"),
        ("built[ by {a} in {p}]", {"a": "TCL"}, "built"),
        ("built[ by {a}[ in {p}]]", {"a": "TCL"}, "built by TCL"),
        ("built[ by {a}[ in {p}]]", {"p": "Chengdu"}, "built"),
        ("[[ in {p}]]", {"p": "Chengdu"}, " in Chengdu"),
        ("[{s} ]{V}[!s ed]", {"s": "TCL"}, "TCL V"),
        ("[{s} ]{V}[!s  ed]", {}, "V ed"),
        ("[!s {p} was built]", {"p": "a plant"}, "a plant was built"),
        ("[!s {p} was built]", {}, ""),
        ("[!s {p}[ in {q}]]", {"p": "plant", "s": "TCL", "q": "Chengdu"}, ""),
        ("[{V} it]", {}, "V it"),
        ("[still]", {}, "still"),
    ],
)
def test_a_group_is_written_only_where_its_slots_are_filled(template: str, slots: dict[str, str], text: str) -> None:
    assert written(template, **slots) == text


@pytest.mark.parametrize(
    ("template", "spoken_of"),
    [
        ("text", set()),
        ("{m} {h.pl}", {"m", "h"}),
        ("[{a}[ {b}]]", {"a", "b"}),
        ("[!c {a}]", {"a", "c"}),
        ("{V}", {"V"}),
    ],
)
def test_a_template_tells_the_slots_it_speaks_of(template: str, spoken_of: set[str]) -> None:
    assert names(parse(template, where="x")) == spoken_of


@pytest.mark.parametrize("template", ["{a", "a}", "{}", "{a b}", "{a.}", "{a.B}", "[a", "[[a]", "{a[b]}", "[!s {a}"])
def test_a_template_that_cannot_be_read_is_named_with_its_rule(template: str) -> None:
    with pytest.raises(DataError) as error:
        parse(template, where="frames/x.toml:np.mod")
    assert error.value.message == f"frames/x.toml:np.mod: cannot read the template {template!r}"


@pytest.mark.parametrize("template", ["a]", "[a]]", "]"])
def test_a_bracket_that_closes_nothing_is_an_error(template: str) -> None:
    with pytest.raises(DataError) as error:
        parse(template, where="frames/x.toml:np.mod")
    assert error.value.message == f"frames/x.toml:np.mod: unmatched ] in the template {template!r}"
