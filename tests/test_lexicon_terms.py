"""Terms: how the files are read, how words are found in text, and the files that come with the program."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources

import pytest

from briefing.errors import DataError
from briefing.lexicon.terms import Lexicon, Term, built_in, parse_attrs, parse_terms
from briefing.values import Status

VERBS = ("verb", "vattr", "vprep", "vi")
SURU = re.compile("[一-龥ァ-ヶー・々A-Z]+する")
HEADER = "zh\tcat\ten\ten_pl\tja\tattrs\n"
FILES = sorted((resources.files("briefing") / "data" / "terms").iterdir(), key=lambda f: f.name)
TERM_FILES = [file for file in FILES if file.name.endswith(".tsv")]
every_file = pytest.mark.parametrize("file", TERM_FILES, ids=lambda file: file.name)

# docs/concepts/lexicon.md, and what the words that hold a clause together carry (function.tsv).
KNOWN_KEYS = frozenset(
    [
        *("country", "code", "the", "level", "in", "adj", "abbr"),
        *("wp", "unit", "dim", "mv", "holder", "status", "num", "sense", "ctr", "hum", "of"),
        *("m", "d", "c", "k", "full", "cum", "only", "past", "pp", "jt", "jp", "jn", "lp", "ea", "for", "is"),
    ]
)
KNOWN_VALUES = {
    "dim": "money count ratio growth rate price index area mass volume energy power distance duration any",
    "mv": "amount price rate index yuan",
    "holder": "company place project market person any pair",
    "status": " ".join(Status),
    "num": "pl",
    "the": "1",
    "abbr": "1",
    "hum": "1",
    "m": "will plan aim expect may agree decide doing done",
    "d": "1 -1",
    "c": "yoy pop",
    "level": "country region province city district county zone town site",
}


def word(zh: str, cat: str = "noun", *, en: str = "thing") -> Term:
    return Term(zh, cat, en, "", "物")


def found(text: str, *terms: Term) -> list[str]:
    return [match.term.zh for match in Lexicon(terms).matches(text)]


# --- the form of a file ---------------------------------------------------------


def test_a_line_is_a_term() -> None:
    (term,) = parse_terms(f"{HEADER}啤酒厂\tnoun\tbrewery\tbreweries\tビール工場\tctr=工場;num=pl\n", where="x")
    assert (term.zh, term.cat, term.en, term.en_pl, term.ja) == ("啤酒厂", "noun", "brewery", "breweries", "ビール工場")
    assert dict(term.attrs) == {"ctr": "工場", "num": "pl"}
    assert term.origin == "built-in"


def test_the_last_cell_may_be_left_out() -> None:
    (term,) = parse_terms(f"{HEADER}数字\tmod\tdigital\t\tデジタル", where="x")
    assert dict(term.attrs) == {}


def test_comments_and_empty_lines_are_no_terms() -> None:
    lines = f"{HEADER}# metals\n\n铜\tproduct\tcopper\t\t銅\n   \n"
    assert [term.zh for term in parse_terms(lines, where="x")] == ["铜"]


def test_cells_lose_the_spaces_around_them() -> None:
    (term,) = parse_terms(f"{HEADER} 铜 \tproduct\t copper\t\t銅 \t ctr = 件 ; num=pl", where="x")
    assert (term.zh, term.en, term.ja) == ("铜", "copper", "銅")
    assert dict(term.attrs) == {"ctr": "件", "num": "pl"}


@pytest.mark.parametrize(
    "line",
    [
        "铜 product copper 銅",
        "铜\tproduct\tcopper\t\t",
        "铜\tproduct\t\t\t銅",
        "铜\t\tcopper\t\t銅",
        "\tproduct\tcopper\t\t銅",
        "铜\tproduct\tcopper\t銅",
        "铜\tproduct\tcopper\t\t銅\tctr=件\tmore",
    ],
)
def test_a_wrong_line_is_named_with_its_file_and_number(line: str) -> None:
    with pytest.raises(DataError) as error:
        parse_terms(f"{HEADER}# metals\n{line}\n", where="terms/metals.tsv")
    assert error.value.message == "terms/metals.tsv:3: a term needs zh, cat, en, en_pl, ja and attrs"
    assert error.value.hint == "cells are separated by tabs"


@pytest.mark.parametrize("attrs", ["ctr", "=件", "ctr=", "ctr=件;num", "ctr:件"])
def test_wrong_attributes_are_named_with_their_file_and_number(attrs: str) -> None:
    with pytest.raises(DataError) as error:
        parse_terms(f"{HEADER}铜\tproduct\tcopper\t\t銅\t{attrs}", where="terms/metals.tsv")
    assert error.value.message == "terms/metals.tsv:2: attributes are written key=value;key=value"


@pytest.mark.parametrize(
    ("cell", "attrs"),
    [("", {}), ("a=1", {"a": "1"}), ("a=1;b=2;", {"a": "1", "b": "2"}), ("a=b=c", {"a": "b=c"})],
)
def test_attributes_are_pairs(cell: str, attrs: dict[str, str]) -> None:
    assert dict(parse_attrs(cell, where="x")) == attrs


# --- finding words --------------------------------------------------------------


def test_what_begins_at_one_place_is_found_longest_first() -> None:
    terms = [word("中"), word("中国人民银行"), word("中国")]
    assert found("中国人民银行说", *terms)[:3] == ["中国人民银行", "中国", "中"]


def test_overlapping_words_are_all_found() -> None:
    assert found("成都市场好", word("成都市"), word("市场")) == ["成都市", "市场"]


def test_a_match_says_where_it_stands() -> None:
    (match,) = Lexicon([word("银行")]).matches("中国银行说")
    assert (match.start, match.end) == (2, 4)


def test_one_word_of_two_categories_is_found_as_both() -> None:
    matches = Lexicon([word("投资", "noun"), word("投资", "verb")]).matches("投资了")
    assert [match.term.cat for match in matches] == ["noun", "verb"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("TCL公司", ["TCL"]),
        ("收购TCL", ["TCL"]),
        ("由TCL、三星", ["TCL"]),
        ("the TCL group", ["TCL"]),
        ("TCLX公司", []),
        ("MTCL公司", []),
        ("TCL2公司", []),
        ("8TCL公司", []),
    ],
)
def test_latin_words_are_found_only_whole(text: str, hits: list[str]) -> None:
    assert found(text, word("TCL")) == hits


def test_chinese_beside_digits_needs_no_space() -> None:
    assert found("15家企业2个", word("企业")) == ["企业"]


def test_an_empty_text_holds_no_words() -> None:
    assert found("", word("企业")) == []


# --- a user's terms -------------------------------------------------------------


def test_a_users_term_replaces_the_built_in_one_in_every_category() -> None:
    own = word("投资", "program", en="Invest Plan")
    lexicon = Lexicon([word("投资", "noun"), word("投资", "verb"), word("企业")]).extended([own])
    assert lexicon.get("投资") == (own,)
    assert len(lexicon) == 2


def test_a_lexicon_stays_as_it_was_when_it_is_extended() -> None:
    lexicon = Lexicon([word("投资")])
    lexicon.extended([word("投资", en="other"), word("企业")])
    assert lexicon.get("投资")[0].en == "thing"
    assert lexicon.get("企业") == ()


# --- the files that come with the program ---------------------------------------


@every_file
def test_a_file_begins_with_its_columns(file) -> None:
    assert file.read_text(encoding="utf-8").startswith(HEADER)


@every_file
def test_a_file_holds_no_word_twice_in_one_category(file) -> None:
    terms = parse_terms(file.read_text(encoding="utf-8"), where=file.name)
    counted = Counter((term.zh, term.cat) for term in terms)
    assert [pair for pair, times in counted.items() if times > 1] == []
    assert counted


@every_file
def test_japanese_forms_can_be_typed_in_japan(file) -> None:
    terms = parse_terms(file.read_text(encoding="utf-8"), where=file.name)
    assert [t.ja for t in terms if t.ja != t.ja.encode("cp932", errors="replace").decode("cp932")] == []


@every_file
def test_attributes_are_of_the_documented_kind(file) -> None:
    terms = parse_terms(file.read_text(encoding="utf-8"), where=file.name)
    assert [(t.zh, key) for t in terms for key in t.attrs if key not in KNOWN_KEYS] == []


@pytest.mark.parametrize(("key", "values"), KNOWN_VALUES.items(), ids=KNOWN_VALUES)
def test_attributes_have_documented_values(key: str, values: str) -> None:
    odd = [(t.zh, t.attrs[key]) for t in built_in().terms() if key in t.attrs and t.attrs[key] not in values.split()]
    assert odd == []


@pytest.mark.parametrize("zh", ["营业收入", "国务院", "签署", "同比", "全市"])
def test_the_built_in_lexicon_knows(zh: str) -> None:
    assert next(match.term.zh for match in built_in().at(f"{zh}。", 0)) == zh


def test_every_metric_says_what_it_measures_and_how_it_moves() -> None:
    metrics = [term for term in built_in().terms() if term.cat == "metric"]
    assert [t.zh for t in metrics if not {"dim", "mv", "holder"} <= t.attrs.keys()] == []


def test_every_verb_has_its_past_in_both_languages() -> None:
    verbs = [term for term in built_in().terms() if term.cat in VERBS]
    assert [t.zh for t in verbs if "jt" not in t.attrs] == []
    assert [t.zh for t in verbs if "past" not in t.attrs and not t.en.startswith("be ")] == []


def test_every_verb_has_a_japanese_noun_for_a_label_or_drops_its_ending() -> None:
    verbs = [term for term in built_in().terms() if term.cat in VERBS and "jn" not in term.attrs]
    assert [t.zh for t in verbs if SURU.fullmatch(t.ja) is None] == []


def test_a_verb_without_an_object_says_what_follows_the_noun_of_a_label() -> None:
    verbs = [term for term in built_in().terms() if term.cat == "vi" and "ea" not in term.attrs]
    assert [t.zh for t in verbs if not t.en.startswith("be ")] == []


@pytest.mark.parametrize("text", ["检测机构30家", "印刷企业30家", "认证企业30家"])
def test_a_verb_that_names_things_too_is_no_plain_verb(text: str) -> None:
    cats = {match.term.cat for match in built_in().at(text, 0) if len(match.term.zh) == 2}
    assert "vattr" in cats
    assert "verb" not in cats


def test_no_word_is_both_a_plain_verb_and_one_that_names_things() -> None:
    both = [{term.cat for term in built_in().get(term.zh)} for term in built_in().terms() if term.cat == "vattr"]
    assert [cats for cats in both if "verb" in cats] == []
