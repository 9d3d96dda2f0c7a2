"""A house's own terms: files that win over the built-in lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import DataError
from briefing.lexicon.glossary import read_glossary, terms_to_check, with_glossaries
from briefing.lexicon.terms import Lexicon, Term

HINT = "a glossary is a CSV file whose first line is zh,en,ja or zh,en,ja,cat,attrs"
BUILT_IN = Lexicon([Term("三菱重工", "company", "MHI", "", "三菱重工業"), Term("项目", "noun", "project", "", "案件")])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.csv"


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def complaint(path: Path) -> tuple[str, str]:
    with pytest.raises(DataError) as error:
        read_glossary(path)
    return error.value.message, error.value.hint


def test_three_columns_are_enough(path: Path) -> None:
    (term,) = read_glossary(write(path, "zh,en,ja\n天府数投,Tianfu Data,天府数投\n"))
    assert term == Term("天府数投", "", "Tianfu Data", "", "天府数投", {}, "glossary")


@pytest.mark.parametrize(
    ("written", "found"),
    [("海云（中国）", "海云(中国)"), ("Ａ股", "A股"), ('"创新\n中心"', "创新中心"), ("海云 Robotics", "海云 Robotics")],
)
def test_names_are_written_as_they_are_looked_for(path: Path, written: str, found: str) -> None:
    (term,) = read_glossary(write(path, f"zh,en,ja\n{written},x,y\n"))
    assert term.zh == found


def test_category_and_attributes_are_taken_where_given(path: Path) -> None:
    write(path, "zh,en,ja,cat,attrs\n天府新区,Tianfu New Area,天府新区,place,level=zone;the=1\n")
    (term,) = read_glossary(path)
    assert (term.cat, dict(term.attrs)) == ("place", {"level": "zone", "the": "1"})


def test_columns_may_stand_in_any_order_and_others_are_ignored(path: Path) -> None:
    (term,) = read_glossary(write(path, "note,ja,zh,en\n2020,銅,铜,copper\n"))
    assert (term.zh, term.en, term.ja) == ("铜", "copper", "銅")


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["without mark", "with mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_spreadsheets_save_it_in_their_own_ways(path: Path, start: str, line_end: str) -> None:
    write(path, f'{start}zh,en,ja{line_end}铜," copper, refined ",銅{line_end}')
    assert [(t.zh, t.en, t.ja) for t in read_glossary(path)] == [("铜", "copper, refined", "銅")]


@pytest.mark.parametrize(
    ("text", "missing"),
    [("zh,en\n", "ja"), ("zh\n", "en, ja"), ("中文,英文,日文\n", "zh, en, ja"), ("", "zh, en, ja")],
)
def test_a_missing_column_is_named(path: Path, text: str, missing: str) -> None:
    assert complaint(write(path, text)) == (f"{path}: no column {missing}", HINT)


@pytest.mark.parametrize("row", [",copper,銅", "铜,,銅", "铜,copper,", "铜,copper", "铜, ,銅"])
def test_a_missing_cell_is_named_with_its_line(path: Path, row: str) -> None:
    write(path, f"zh,en,ja\n铁,iron,鉄\n{row}\n")
    assert complaint(path) == (f"{path}:3: a term needs zh, en and ja", HINT)


@pytest.mark.parametrize(
    ("before", "line"),
    [("", 2), ("\n\n", 4), ("铁,iron,鉄\n\n", 4), ('铁,"iron\nore",鉄\n', 4), ('\n铁,"iron\nore",鉄\n\n', 6)],
    ids=["first", "after blank lines", "after a blank line", "after a cell of two lines", "after both"],
)
def test_the_line_named_is_the_one_an_editor_shows(path: Path, before: str, line: int) -> None:
    assert complaint(write(path, f"zh,en,ja\n{before}铜,,銅\n"))[0] == f"{path}:{line}: a term needs zh, en and ja"


def test_a_row_of_several_lines_is_named_by_its_first(path: Path) -> None:
    assert complaint(write(path, 'zh,en,ja\n"铜\n精\n矿",,銅精鉱\n'))[0] == f"{path}:2: a term needs zh, en and ja"


def test_a_plural_is_taken_where_given(path: Path) -> None:
    (term,) = read_glossary(write(path, "zh,en,en_pl,ja\n加氢站,filling station,filling stations,水素ステーション\n"))
    assert (term.en, term.en_pl) == ("filling station", "filling stations")


def test_wrong_attributes_are_named_with_their_line(path: Path) -> None:
    write(path, "zh,en,ja,attrs\n铜,copper,銅,ctr\n")
    assert complaint(path)[0] == f"{path}:2: attributes are written key=value;key=value"


def test_a_file_that_is_not_utf8_says_so(path: Path) -> None:
    path.write_bytes("zh,en,ja\n项目,project,案件\n".encode("gb18030"))
    assert complaint(path) == (f"{path}: not UTF-8 at byte 9", "save the glossary as CSV UTF-8")


def test_a_file_that_is_not_there_says_so(path: Path) -> None:
    assert complaint(path) == (f"{path}: No such file or directory", "name a glossary that can be read")


def test_the_houses_term_replaces_the_built_in_one_where_rules_find_it(path: Path) -> None:
    lexicon = with_glossaries(BUILT_IN, [write(path, "zh,en,ja\n三菱重工,Mitsubishi Heavy,三菱重工\n")])
    assert [(t.en, t.cat, t.origin) for t in lexicon.get("三菱重工")] == [("Mitsubishi Heavy", "company", "glossary")]
    assert [t.en for t in lexicon.get("项目")] == ["project"]


def test_a_term_nobody_knows_is_an_organisation(path: Path) -> None:
    lexicon = with_glossaries(BUILT_IN, [write(path, "zh,en,ja\n天府数投,Tianfu Data,天府数投\n")])
    assert [t.cat for t in lexicon.get("天府数投")] == ["org"]


def test_a_given_category_stands(path: Path) -> None:
    lexicon = with_glossaries(BUILT_IN, [write(path, "zh,en,ja,cat\n三菱重工,the MHI share,三菱重工株,product\n")])
    assert [t.cat for t in lexicon.get("三菱重工")] == ["product"]


@pytest.mark.parametrize(
    ("en", "attrs"), [("sales", {"dim": "money", "num": "pl"}), ("turnover", {"dim": "money"})], ids=["same", "other"]
)
def test_what_rules_ask_of_a_term_is_kept_but_not_the_number_of_another_word(path: Path, en: str, attrs: dict) -> None:
    known = Lexicon([Term("销售额", "metric", "sales", "", "売上", {"dim": "money", "num": "pl"})])
    (term,) = with_glossaries(known, [write(path, f"zh,en,ja\n销售额,{en},売上高\n")]).get("销售额")
    assert (term.cat, dict(term.attrs), term.ja) == ("metric", attrs, "売上高")


def test_of_two_glossaries_the_later_wins(tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", "zh,en,ja\n铜,copper,銅\n铁,iron,鉄\n")
    second = write(tmp_path / "b.csv", "zh,en,ja\n铜,refined copper,精錬銅\n")
    lexicon = with_glossaries(BUILT_IN, [first, second])
    assert [t.en for t in (*lexicon.get("铜"), *lexicon.get("铁"))] == ["refined copper", "iron"]


def test_without_glossaries_the_lexicon_is_the_same_one() -> None:
    assert with_glossaries(BUILT_IN, []) is BUILT_IN


# --- for checking a translation --------------------------------------------------


def test_a_glossary_to_check_with_needs_the_language_checked_alone(path: Path) -> None:
    write(path, "zh,ja,ja_forbidden\n铜,銅|カッパー,ブロンズ\n铁,鉄,\n铁,鉄材,\n")
    entries = terms_to_check([path], "ja")
    assert [(e.zh, e.allowed("ja"), e.forbidden("ja")) for e in entries] == [
        ("铜", ("銅", "カッパー"), ("ブロンズ",)),
        ("铁", ("鉄材",), ()),
    ]
    with pytest.raises(DataError) as error:
        terms_to_check([path], "en")
    assert error.value.message == f"{path}: no column en"


def test_a_term_to_check_without_its_form_is_named_with_its_line(path: Path) -> None:
    with pytest.raises(DataError) as error:
        terms_to_check([write(path, "zh,en\n铜,copper\n铁,|\n")], "en")
    assert error.value.message == f"{path}:3: a term needs zh and en"


def test_a_form_allowed_and_forbidden_is_an_error(path: Path) -> None:
    write(path, "zh,en,ja,en_forbidden\n铜,copper,銅,red metal|copper\n")
    assert complaint(path)[0] == f"{path}:2: copper is allowed and forbidden"


def test_the_first_of_several_forms_is_written(path: Path) -> None:
    (term,) = read_glossary(write(path, "zh,en,ja\n电动汽车,electric vehicle | EV,電気自動車|EV\n"))
    assert (term.en, term.ja) == ("electric vehicle", "電気自動車")
