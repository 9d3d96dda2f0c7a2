"""What a document shows: names in two forms or another's form, segments untranslated, given twice, too long."""

from __future__ import annotations

import pytest

from briefing.review.consistency import consistency
from briefing.review.values import Bitext, Match, Segment
from briefing.values import Lang


def found(pairs: list[tuple[str, str]], lang: Lang = "en") -> list[tuple[str, str, str]]:
    """Severity and code, place, and the text of the translation, for pairs that belong together one by one."""
    source = tuple(Segment(zh, f"line {n}") for n, (zh, _) in enumerate(pairs, start=1))
    target = tuple(Segment(said, f"line {n}") for n, (_, said) in enumerate(pairs, start=1))
    matches = tuple(Match((n,), (n,)) for n in range(len(pairs)))
    rows = []
    for located in consistency(Bitext(source, target), matches, lang):
        finding = located.finding
        assert located.target is not None
        assert finding.target is not None
        assert finding.target.of(target[located.target].text) == finding.target_text
        rows.append((f"{finding.severity} {finding.code}", target[located.target].place, finding.target_text))
    return rows


WRONG = [
    ("农业发展银行增加贷款。", "The Agricultural Bank of China lent more.", "Agricultural Bank of China", "en"),
    ("河南的小麦产量增加。", "Wheat output in Hunan rose.", "Hunan", "en"),
    ("陕西的煤炭产量增加。", "Coal output in Shanxi rose.", "Shanxi", "en"),
    ("农业发展银行增加贷款。", "中国農業銀行は貸し出しを増やした。", "中国農業銀行", "ja"),
]


@pytest.mark.parametrize(("zh", "said", "name", "lang"), WRONG, ids=[name for *_, name, _ in WRONG])
def test_a_name_in_the_form_of_another_is_wrong(zh: str, said: str, name: str, lang: Lang) -> None:
    assert found([(zh, said)], lang) == [("error name.wrong", "line 1", name)]


RIGHT = [
    ("农业发展银行增加贷款。", "The Agricultural Development Bank of China lent more.", "en"),
    ("农业发展银行增加贷款。", "ADBC lent more.", "en"),
    ("农业发展银行增加贷款。", "The bank lent more.", "en"),
    ("农业发展银行和农业银行增加贷款。", "The policy bank and the Agricultural Bank of China lent more.", "en"),
    ("河南的小麦产量增加。", "Wheat output in Henan rose.", "en"),
    ("河南省和湖南省的产量增加。", "Output in both, Hunan foremost, rose.", "en"),
    ("农发行增加贷款。", "農業発展銀行は貸し出しを増やした。", "ja"),
]


@pytest.mark.parametrize(("zh", "said", "lang"), RIGHT)
def test_a_name_said_shortened_or_left_out_is_not_wrong(zh: str, said: str, lang: Lang) -> None:
    assert found([(zh, said)], lang) == []


def test_the_message_tells_both_names() -> None:
    bitext = Bitext((Segment("河南增产。", ""),), (Segment("Hunan produced more.", ""),))
    (located,) = consistency(bitext, [Match((0,), (0,))], "en")
    assert located.finding.message == "河南 is Henan; Hunan is 湖南"


@pytest.mark.parametrize(
    ("first", "second", "said", "lang"),
    [
        ("Macao grew.", "Macau shrank.", "Macau", "en"),
        ("マカオは成長した。", "澳門は縮小した。", "澳門", "ja"),
    ],
)
def test_a_name_in_two_forms_is_a_warning_at_the_second(first: str, second: str, said: str, lang: Lang) -> None:
    pairs = [("澳门经济增长。", first), ("澳门经济下滑。", second), ("澳门经济下滑。", second)]
    assert found(pairs, lang)[:1] == [("warning name.inconsistent", "line 2", said)]


@pytest.mark.parametrize(
    ("zh", "first", "second"),
    [
        ("土耳其出口增加。", "Turkey exported more.", "Turkish exports rose."),
        ("美国出口增加。", "The United States exported more.", "U.S. exports rose."),
        ("日本央行加息。", "The Bank of Japan raised its rate.", "The BOJ raised its rate."),
        ("广东省出口增加。", "Guangdong Province exported more.", "Guangdong exported more."),
        ("外交部发表声明。", "The Ministry of Foreign Affairs spoke.", "The foreign ministry spoke."),
    ],
)
def test_adjectives_initials_and_short_forms_are_no_second_form(zh: str, first: str, second: str) -> None:
    assert found([(zh, first), (zh, second)]) == []


def test_a_japanese_form_that_is_introduced_is_no_second_form() -> None:
    pairs = [("澳门增长。", "マカオ（澳門）は成長した。"), ("澳门下滑。", "澳門は縮小した。")]
    assert found(pairs, "ja") == []


UNTRANSLATED = [
    ("公司在南京新建一座电池工厂。", "公司在南京新建一座电池工厂。", "en"),
    ("公司在南京新建一座电池工厂。", "会社は南京に電池工場を建設する。", "en"),
    ("公司在南京新建一座电池工厂。", "Компания построит завод.", "en"),
    ("公司在南京新建一座电池工厂。", "公司在南京新建一座电池工厂。", "ja"),
    ("公司在南京新建一座电池工厂。", "The company builds a battery plant.", "ja"),
]


@pytest.mark.parametrize(("zh", "said", "lang"), UNTRANSLATED)
def test_a_segment_in_another_language_is_not_translated(zh: str, said: str, lang: Lang) -> None:
    assert ("error output.untranslated", "line 1", said) in found([(zh, said)], lang)


TRANSLATED = [
    ("公司在南京新建一座电池工厂。", "The company (公司) builds a battery plant in Nanjing.", "en"),
    ("腾讯、阿里巴巴", "Tencent, Alibaba", "ja"),
    ("中国农业银行", "中国農業銀行", "ja"),
    ("二〇二四年度经营业绩说明会资料", "二〇二四年度経営業績説明会資料", "ja"),
    ("2024", "2024", "ja"),
    ("IBM and SAP sell it", "IBM and SAP sell it", "ja"),
]


@pytest.mark.parametrize(("zh", "said", "lang"), TRANSLATED)
def test_names_headings_and_what_was_no_chinese_are_translated(zh: str, said: str, lang: Lang) -> None:
    assert [row for row in found([(zh, said)], lang) if "untranslated" in row[0]] == []


def test_one_translation_of_two_texts_is_a_warning() -> None:
    pairs = [("公司在南京新建电池工厂。", "The company builds a battery plant."), ("董事会批准了年度预算。",) * 2]
    pairs[1] = (pairs[1][0], pairs[0][1])
    assert found(pairs) == [("warning output.repeated", "line 2", "The company builds a battery plant.")]


def test_one_translation_of_the_same_or_nearly_the_same_text_is_none() -> None:
    said = "The company builds a battery plant."
    assert found([("公司在南京新建电池工厂。", said), ("公司在南京新建电池工厂", said)]) == []


SENTENCE = "公司今年将在南京新建一座电池工厂并扩大研发中心的规模。"
TRANSLATION = "The company will build a battery plant in Nanjing this year and expand its research centre."


def test_a_translation_out_of_proportion_is_a_warning() -> None:
    pairs = [(SENTENCE, TRANSLATION)] * 5 + [(SENTENCE * 3, "The company will build a plant.")]
    assert found(pairs) == [("warning output.length", "line 6", "The company will build a plant.")]
    long = " ".join([TRANSLATION[:-1] + f" in phase {n}." for n in "ABCD"])
    assert found([(SENTENCE, long)]) == [("warning output.length", "line 1", long)]


def test_a_brief_is_short_without_being_out_of_proportion() -> None:
    pairs = [(SENTENCE * 3, "The company will build a plant."), (SENTENCE * 4, "It will also expand its research.")]
    assert found(pairs) == []
