"""Names that no term file holds: found with both ends certain, or not at all."""

from __future__ import annotations

import pytest

from briefing.facts.names import NameCandidate, find_names
from briefing.lexicon.terms import Lexicon, parse_terms

TERMS = """zh\tcat\ten\ten_pl\tja\tattrs
中国\tplace\tChina\t\t中国\tlevel=country
日本\tplace\tJapan\t\t日本\tlevel=country
波兰\tplace\tPoland\t\tポーランド\tlevel=country
广东\tplace\tGuangdong\t\t広東\tin=中国;level=province
广州\tplace\tGuangzhou\t\t広州\tin=广东;level=city
广州市\tplace\tGuangzhou\t\t広州市\tin=广东;level=city
香港\tplace\tHong Kong\t\t香港\tin=中国;level=region
横滨\tplace\tYokohama\t\t横浜\tin=日本;level=city
红星机械\tcompany\tHongxing Machinery\t\t紅星機械\tcountry=CN
汉江重工\tcompany\tHangang Heavy\t\t漢江重工\tcountry=KR
酿酒\tindustry\tbrewing\t\t酒造
董事长\ttitle\tchairman\t\t董事長
总经理\ttitle\tgeneral manager\t\t総経理
高级顾问\ttitle\tsenior adviser\t\t上級顧問
市场\tnoun\tmarket\tmarkets\t市場
"""
LEXICON = Lexicon(parse_terms(TERMS, where="test"))


def names(text: str) -> list[NameCandidate]:
    known = [(m.start, m.end, m.term.cat) for m in LEXICON.matches(text)]
    return list(find_names(text, known, lexicon=LEXICON))


def found(text: str, kind: str = "person") -> list[tuple[str, str, str]]:
    return [(n.zh, n.en, n.ja) for n in names(text) if n.kind == kind]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("红星机械董事长毛腾飞表示,订单充足。", ("毛腾飞", "Mao Tengfei", "毛騰飛")),
        ("公司总经理李强宣布涨价。", ("李强", "Li Qiang", "李強")),
        ("出席的还有市长欧阳海洋。", ("欧阳海洋", "Ouyang Haiyang", "欧陽海洋")),
        ("董事长于洪表示,前景看好。", ("于洪", "Yu Hong", "于洪")),
        ("主任王西安、其他人未到。", ("王西安", "Wang Xi'an", "王西安")),
    ],
)
def test_a_person_after_a_post_needs_a_boundary(text: str, person: tuple[str, str, str]) -> None:
    assert found(text) == [person]


@pytest.mark.parametrize(
    "text",
    [
        "董事长任期为三年。",
        "公司设董事长高级顾问一名。",
        "董事长于今日宣布。",
        "总经理成本意识强。",
        "该公司总裁全球市场经验丰富。",
        "部长级会议召开。",
        "董事长陈明华东区考察。",
        "高级副总裁表示,价格会涨。",
        "公司总裁曾表示,会涨。",
        "“海棠·月石”发布。",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert found(text) == []


def test_a_name_before_its_post_must_recur() -> None:
    assert found("姚幸福董事长来了。") == []
    assert [n.start for n in names("姚幸福董事长来了。姚幸福说,好。")] == [0, 9]


def test_mister_shows_a_person_but_not_where_from() -> None:
    assert found("嘉宾有姚幸福。姚幸福先生致辞。") == [("姚幸福", "", "")] * 2


def test_an_envoy_abroad_is_from_home() -> None:
    assert found("中国驻韩国大使王建国表示。") == [("王建国", "Wang Jianguo", "王建国")]
    assert found("韩国驻中国大使朴大勋表示。") == [("朴大勋", "", "")]


def test_later_mentions_count_once_a_post_proved_the_name() -> None:
    text = "董事长姚幸福表示满意。会后姚幸福说,明年再来。"
    assert [(n.start, n.end) for n in names(text)] == [(3, 6), (13, 16)]


def test_a_list_goes_on_from_a_proven_name() -> None:
    assert [zh for zh, _, _ in found("市长王建国、李志强、陈卫东出席。")] == ["王建国", "李志强", "陈卫东"]


def test_two_possible_ends_give_no_name() -> None:
    assert found("董事长张有为表示,好。") == []
    assert [zh for zh, _, _ in found("董事长张有为表示,好。会上张有为说,行。")] == ["张有为", "张有为"]


@pytest.mark.parametrize(
    "text",
    [
        "韩国汉江重工董事长朴大勋表示。",
        "汉江重工总经理李明博指出。",
        "总统马克龙表示。",
        "波兰央行行长王力表示。",
        "香港财政司司长王力表示。",
        "总裁马斯克表示。",
    ],
)
def test_who_may_not_be_chinese_has_no_pinyin(text: str) -> None:
    assert [(n.en, n.ja, n.certain) for n in names(text)] == [("", "", False)]


@pytest.mark.parametrize("zh", ["御子神大介", "增田弘道", "南武志"])
def test_a_japanese_name_has_its_kanji_and_no_reading(zh: str) -> None:
    ja = {"增田弘道": "増田弘道"}.get(zh, zh)
    assert [(n.zh, n.en, n.ja, n.certain) for n in names(f"该社日本法人社长{zh}表示。")] == [(zh, "", ja, False)]


@pytest.mark.parametrize("text", ["首席执行官史蒂芬·米克尔森表示。", "红星机械的总裁史蒂芬·米克尔森,今年六十岁。"])
def test_a_foreign_name_is_one_span_without_forms(text: str) -> None:
    assert [(n.zh, n.en, n.ja, n.certain) for n in names(text)] == [("史蒂芬·米克尔森", "", "", False)]


def test_the_spelling_the_article_gives_is_the_foreign_names() -> None:
    text = "首席执行官史蒂芬·米克尔森(Stephen Mikkelsen)表示。会后史蒂芬·米克尔森离开。"
    assert [(n.start, n.en, n.ja, n.certain) for n in names(text)] == [
        (5, "Stephen Mikkelsen", "Stephen Mikkelsen", False),
        (37, "Stephen Mikkelsen", "Stephen Mikkelsen", False),
    ]


@pytest.mark.parametrize("bracket", ["(CEO)", "(Oslo)", "(Bank of Norway)", "(左)"])
def test_what_else_stands_in_brackets_is_no_spelling(bracket: str) -> None:
    assert found(f"首席执行官史蒂芬·米克尔森{bracket}表示。") == [("史蒂芬·米克尔森", "", "")]


def test_a_name_japan_cannot_print_has_no_japanese_form() -> None:
    assert found("董事长翟明宇表示。") == [("翟明宇", "Zhai Mingyu", "")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("广州市天河区", ("天河区", "Tianhe District", "天河区")),
        ("位于广州荷塘区的工厂", ("荷塘区", "Hetang District", "荷塘区")),
        ("广州新筑车站扩建", ("新筑车站", "Xinzhu Station", "新築駅")),
        ("广东东阳县", ("东阳县", "Dongyang County", "東陽県")),
    ],
)
def test_a_place_under_a_known_one_takes_pinyin(text: str, place: tuple[str, str, str]) -> None:
    assert found(text, "place") == [place]


def test_a_place_under_a_place_just_found_counts_too() -> None:
    assert [zh for zh, _, _ in found("广州市天河区石牌街道", "place")] == ["天河区", "石牌街道"]


@pytest.mark.parametrize(
    "text",
    [
        "广州地区",
        "广州市场",
        "广东农村",
        "广州港口",
        "香港天河区",
        "横滨天河区",
        "广州各区",
        "广州高铁路线",
        "天河区",
        "广东全省各县",
    ],
)
def test_what_only_ends_like_a_place_is_none(text: str) -> None:
    assert found(text, "place") == []


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("广州红棉酿酒集团今日成立", ("广州红棉酿酒集团", "Guangzhou Hongmian Brewing Group", "広州紅棉醸酒集団")),
        ("“红棉酿酒集团”", ("红棉酿酒集团", "Hongmian Brewing Group", "紅棉醸酒集団")),
        ("红棉股份有限公司公告", ("红棉股份有限公司", "Hongmian Co., Ltd.", "紅棉")),
    ],
)
def test_a_company_with_a_certain_left_end_is_found(text: str, company: tuple[str, str, str]) -> None:
    assert found(text, "company") == [company]
    assert not any(n.certain for n in names(text))


@pytest.mark.parametrize(
    "text", ["该公司", "上市公司", "多家银行", "红棉集团今日成立", "收购红棉集团", "广州市场公司", "香港红棉集团"]
)
def test_a_company_without_one_is_not(text: str) -> None:
    assert found(text, "company") == []


def test_a_japanese_company_keeps_its_characters() -> None:
    assert found("(东山制钢株式会社)", "company") == [("东山制钢株式会社", "", "東山製鋼株式会社")]


def test_a_latin_name_with_a_legal_form_keeps_its_spelling() -> None:
    (found,) = [n for n in find_names("软件商Zeta+株式会社在上海开业。", ()) if n.kind == "company"]
    assert (found.zh, found.en, found.ja, found.certain) == ("Zeta+株式会社", "Zeta+", "Zeta+", False)
