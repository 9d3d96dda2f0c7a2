"""Rules: what a rule file may say, what the lint finds, and the grammar that comes with the program."""

from __future__ import annotations

import pytest

from briefing.errors import DataError
from briefing.lexicon.patterns import MERGE, Want
from briefing.lexicon.rules import KINDS, Grammar, Rule, built_in, lint, parse_rules
from briefing.lexicon.terms import ENTITY_CATS
from briefing.lexicon.terms import built_in as built_in_terms

FIGURE_CATS = frozenset({"money", "percent", "pp", "count", "qty", "num", "times", "price", "dur", "period"})


def entry(**values: object) -> str:
    """One rule of a file; a phrase of two slots unless told otherwise."""
    given = {"id": "np.mod", "cat": "np", "zh": "{m:mod}{h:noun}", "en": "{m} {h}", "ja": "{m}{h}"} | values
    lines = [f"{key} = {value if isinstance(value, list | int) else repr(value)}" for key, value in given.items()]
    return "\n".join(["[[rule]]", *lines, ""])


def rule(**values: object) -> Rule:
    (made,) = parse_rules(entry(**values), where="x")
    return made


def complaint(text: str) -> str:
    with pytest.raises(DataError) as error:
        parse_rules(text, where="frames/x.toml")
    return error.value.message


def wants(made: Rule) -> list[Want]:
    return [element for variant in made.variants for element in variant if isinstance(element, Want)]


# --- the form of a file ---------------------------------------------------------


def test_a_rule_is_a_phrase_unless_it_says_otherwise() -> None:
    made = rule()
    assert (made.id, made.cat, made.kind, made.cost, made.status) == ("np.mod", "np", "phrase", 0, "")
    assert [[w.name for w in variant] for variant in made.variants] == [["m", "h"]]


def test_one_example_or_several_are_both_a_list() -> None:
    assert rule(example="数字项目").example == ("数字项目",)
    assert rule(example=["数字项目", "重点项目"]).example == ("数字项目", "重点项目")
    assert rule().counter == ()


def test_attributes_are_text_whatever_the_file_writes() -> None:
    (made,) = parse_rules(f"{entry()}attrs = {{ the = 1, num = 'pl' }}", where="x")
    assert dict(made.attrs) == {"the": "1", "num": "pl"}


def test_a_file_without_rules_holds_none() -> None:
    assert parse_rules("# nothing yet", where="x") == ()


def test_a_file_that_is_no_toml_is_named() -> None:
    assert complaint("[[rule]\n").startswith("frames/x.toml: ")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"colour": "red"}, "unknown or missing keys ['colour']"),
        ({"kind": "clause"}, "kind is one of phrase, event, measure, wrap, label"),
        ({"zh": "甲]"}, "unmatched ] in 甲]"),
        ({"en": "[{m}"}, "cannot read the template '[{m}'"),
        ({"en": "{m} {x}"}, "the en template speaks of ['x'], which the pattern never fills"),
        ({"ja": "[!x {m}]"}, "the ja template speaks of ['x'], which the pattern never fills"),
        ({"en": ""}, "no en template"),
        ({"ja": ""}, "no ja template"),
        ({"kind": "event", "ja": ""}, "no ja template"),
        ({"en": "{m} {V} {h}"}, "a template with {V} needs verb_en and verb_ja, two forms each"),
        (
            {"en": "{m} {V}", "verb_en": ["sign", "signed"]},
            "a template with {V} needs verb_en and verb_ja, two forms each",
        ),
        (
            {"en": "{m} {V}", "verb_en": ["sign"], "verb_ja": ["結ぶ", "結んだ"]},
            "a template with {V} needs verb_en and verb_ja, two forms each",
        ),
    ],
)
def test_a_wrong_rule_is_named_with_its_file_and_id(values: dict[str, object], message: str) -> None:
    assert complaint(entry(**values)) == f"frames/x.toml:np.mod: {message}"


@pytest.mark.parametrize("key", ["cat", "zh"])
def test_a_rule_needs_its_category_and_its_pattern(key: str) -> None:
    lines = [line for line in entry().splitlines() if not line.startswith(f"{key} =")]
    assert complaint("\n".join(lines)).startswith("frames/x.toml:np.mod: unknown or missing keys")


def test_a_rule_without_an_id_is_a_question_mark() -> None:
    assert complaint("[[rule]]\ncat = 'np'\nzh = '甲'").startswith("frames/x.toml:?: unknown or missing keys")


def test_both_verb_forms_in_both_languages_are_enough() -> None:
    made = rule(en="{m} {V} {h}", verb_en=["sign", "signed"], verb_ja=["結ぶ", "結んだ"])
    assert (made.verb_en, made.verb_ja) == (("sign", "signed"), ("結ぶ", "結んだ"))


def test_a_clause_may_speak_of_what_it_takes_over() -> None:
    made = rule(kind="event", en="{m} {h}[ in {period}][ {src}][ {place}]")
    assert made.kind == "event"


def test_what_a_merged_slot_brings_is_not_known_beforehand() -> None:
    assert rule(zh="{*:vp}", en="{obj}", ja="{obj}").zh == "{*:vp}"


@pytest.mark.parametrize("kind", ["measure", "wrap"])
def test_clauses_that_others_write_need_no_template(kind: str) -> None:
    assert rule(kind=kind, en="", ja="").en == ()


def test_an_id_is_used_once() -> None:
    with pytest.raises(DataError) as error:
        Grammar([rule(), rule(cat="noun")], supers={})
    assert error.value.message == "frames: the id np.mod is used twice"


# --- lint -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "words"),
    [
        ("{m:mod}[约]{h:noun}", ("约",)),
        ("{m:mod}[预计将]{h:noun}", ("预计将",)),
        ("{m:mod}[(超|逾|的)]{h:noun}", ("超", "逾")),
        ("{m:mod}[甲[不]]{h:noun}", ("不",)),
        ("{m:mod}[同比]{h:noun}", ("同比",)),
        ("{m:mod}[去年的]{h:noun}", ("去年的",)),
        ("{m:mod}[之一]{h:noun}", ("之一",)),
        ("{m:mod}约{h:noun}", ()),
        ("{m:mod}(约|超){h:noun}", ()),
        ("{m:mod}[的]{h:noun}", ()),
    ],
)
def test_words_that_change_the_claim_may_not_be_optional(zh: str, words: tuple[str, ...]) -> None:
    assert lint(rule(zh=zh)) == words


# --- the grammar that comes with the program ------------------------------------


def test_the_built_in_grammar_makes_nothing_optional_that_changes_the_claim() -> None:
    assert [(made.id, lint(made)) for made in built_in().rules.values() if lint(made)] == []


def test_every_category_a_built_in_rule_asks_for_exists() -> None:
    rules = built_in().rules.values()
    known = {term.cat for term in built_in_terms().terms()} | {made.cat for made in rules}
    known |= set(built_in().supers) | FIGURE_CATS | ENTITY_CATS | {"place_abbr", "aside"}
    assert [(made.id, cat) for made in rules for want in wants(made) for cat in want.cats if cat not in known] == []


def test_every_built_in_head_and_subject_is_a_slot() -> None:
    rules = [made for made in built_in().rules.values() if MERGE not in {w.name for w in wants(made)}]
    odd = [made.id for made in rules if not {made.head, made.subj} - {""} <= {w.name for w in wants(made)}]
    assert odd == []


def test_every_kind_of_rule_is_in_use() -> None:
    assert {made.kind for made in built_in().rules.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("cat", "also"),
    [
        ("company", {"name", "actor", "holder", "item", "object"}),
        ("noun", {"thing", "np", "actor", "object"}),
        ("money", {"fig"}),
        ("place", {"name", "where", "holder"}),
    ],
)
def test_a_category_is_also_all_that_include_it(cat: str, also: set[str]) -> None:
    supers = built_in().supers[cat]
    assert supers[0] == cat
    assert also <= set(supers)
