"""Projects and what is built by their names, what 项目 means after one, and batches of projects with their place."""

from __future__ import annotations

import pytest
from test_labels import rows

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Article, Brief, Lang, Paragraph, Span


def projects(text: str) -> list[tuple[str, str, str]]:
    article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
    reading = Reader(terms.built_in(), rules.built_in()).read(article)
    return [(e.zh, e.en, e.ja) for e in reading.entities if e.kind == "project" and not e.certain]


def brief(tmp_path, *paragraphs: str, lang: Lang = "en") -> Brief:
    source = tmp_path / "a.txt"
    source.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return brief_of(plan_of(facts_of(str(source), settings=Settings())), lang)


def points(tmp_path, *paragraphs: str, lang: Lang = "en") -> list[str]:
    return [point.text for point in brief(tmp_path, *paragraphs, lang=lang).points]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云澜水库总投资12亿元。", ("云澜水库", "Yunlan Reservoir", "雲瀾ダム")),
        (
            "绵阳高新区汽车零部件产业园项目占地200亩。",
            (
                "绵阳高新区汽车零部件产业园项目",
                "Mianyang Hi-tech Zone auto parts industrial park project",
                "綿陽ハイテク産業開発区自動車部品産業園プロジェクト",
            ),
        ),
        (
            "由绵阳澜启科技有限公司投资建设的锂电池生产项目，总投资9亿元。",
            ("锂电池生产项目", "lithium battery production project", "リチウム電池生産プロジェクト"),
        ),
        (
            "绵阳数据中心二期项目总投资9亿元。",
            ("绵阳数据中心二期项目", "Mianyang data centre phase II project", "綿陽データセンター第2期プロジェクト"),
        ),
    ],
    ids=["a reservoir", "under a zone", "built by somebody", "a phase"],
)
def test_a_project_is_named_by_its_ending(text, name):
    assert name in projects(text)


@pytest.mark.parametrize(
    "text",
    [
        "产业项目总投资12亿元。",
        "重点项目总投资12亿元。",
        "绵阳市重点项目总投资12亿元。",
        "新能源项目总投资12亿元。",
        "全市水库总库容12亿立方米。",
        "大型水库总库容12亿立方米。",
        "签约项目总投资12亿元。",
        "四川项目总投资12亿元。",
        "澜茶加工项目总投资12亿元。",
        "云澜水库管理局总投资12亿元。",
    ],
)
def test_what_may_be_said_of_many_is_no_name(text):
    assert projects(text) == []


def test_the_project_is_the_one_named_before(tmp_path):
    told = points(tmp_path, "云澜水库奠基", "云澜水库18日奠基。该工程总投资12亿元，占地500亩。")
    assert told == ["The Yunlan Reservoir (云澜水库) covers 500 mu, with total investment of RMB 1.2 billion."]


def test_the_project_is_nobodys_where_several_are_named(tmp_path):
    told = points(tmp_path, "水库奠基", "云澜水库和青湖水库18日奠基，共5个项目。该工程总投资12亿元。")
    assert told == []


def test_what_describes_a_project_does_not_end_its_figures(tmp_path):
    told = points(tmp_path, "云澜水库奠基", "云澜水库位于绵阳市北部山区，由省水利集团承建，总投资12亿元。")
    assert told == ["The Yunlan Reservoir's (云澜水库) total investment is RMB 1.2 billion."]


def test_a_batch_has_the_place_and_the_day_of_its_ceremony(tmp_path):
    text = (
        "绵阳市重大项目集中开工",
        "3月8日，绵阳市举行重大项目集中开工活动。此次集中开工项目24个，总投资50亿元，年度计划投资12亿元。"
        "其中，产业项目18个，总投资41亿元；民生项目6个，总投资9亿元。",
    )
    assert points(tmp_path, *text) == [
        "On 8 March, 24 projects started construction in Mianyang, with total investment of RMB 5 billion and planned "
        "investment for the year of RMB 1.2 billion.",
        "The projects include 18 industrial projects (total investment RMB 4.1 billion) and six public welfare "
        "projects (total investment RMB 900 million).",
    ]
    assert points(tmp_path, *text, lang="ja")[0] == (
        "3月8日、綿陽市では24件のプロジェクトが着工し、総投資額は50億元、年間計画投資額は12億元。"
    )


def test_a_batch_is_told_of_the_place_of_its_own_sentence(tmp_path):
    told = points(
        tmp_path,
        "四川开工项目",
        "3月8日，绵阳市举行集中开竣工活动，9个项目开工、总投资50亿元，4个项目竣工、总投资7亿元。",
    )
    assert told == [
        "On 8 March, nine projects started construction in Mianyang, with total investment of RMB 5 billion.",
        "On 8 March, four projects were completed in Mianyang, with total investment of RMB 700 million.",
    ]


def test_groups_of_nothing_told_make_no_sentence(tmp_path):
    assert points(tmp_path, "项目动态", "其中，产业项目18个，总投资41亿元；民生项目6个，总投资9亿元。") == []


def test_what_a_project_is_to_be_is_not_actual():
    (row,) = rows("云澜水库占地500亩。")
    assert (row.label, row.status_label, row.holder) == ("Site area", "stated", "Yunlan Reservoir (云澜水库)")


def test_a_plan_of_a_place_is_told_with_its_year(tmp_path):
    told = points(
        tmp_path,
        "云南出台规划",
        "根据规划，到2035年，云南省将建成机场20个，培育龙头企业50家，旅游业总收入达到2万亿元。",
    )
    assert told == [
        "By 2035, Yunnan Province aims to build 20 airports. By 2035, Yunnan Province aims to foster 50 leading "
        "companies. Its tourism revenue is targeted to reach RMB 2 trillion by 2035."
    ]


@pytest.mark.parametrize(
    "text",
    ["截至目前，全省培育龙头企业50家。", "从2020年到2023年，全省建成机场20个。", "到2023年底，全省已建成机场20个。"],
)
def test_what_has_been_built_is_no_target(tmp_path, text):
    assert not any("aims" in told for told in points(tmp_path, "云南发布数据", text))


def test_jobs_and_output_are_told_as_expected_once_it_is_there(tmp_path):
    text = "绵阳高新区汽车零部件产业园项目总投资12亿元。项目达产后，预计年产值可达20亿元，可提供就业岗位500个。"
    assert points(tmp_path, "绵阳项目", text)[-1].endswith(
        "annual output value is expected to reach RMB 2 billion. At full capacity, it is expected to create 500 jobs."
    )


def test_what_comes_after_it_is_built_is_not_actual():
    told = {r.label: r.status_label for r in rows("建成后，可解决周边群众饮水难题，新增灌溉面积12万亩。")}
    assert set(told.values()) == {"forecast"}


def test_the_seventh_phase_is_no_seven():
    assert [r.value for r in rows("绵阳电池基地七期项目竣工投产。")] == []


def test_a_zone_nobody_knows_is_not_the_city_it_is_named_after(tmp_path):
    told = points(tmp_path, "青岛项目", "6月26日，青岛澜海片区举行签约仪式，共签约项目37个，总投资286亿元。")
    assert told == []


def test_those_who_sign_are_not_signed(tmp_path):
    told = points(tmp_path, "绵阳签约", "5月21日，绵阳与三一集团签约。")
    assert not any("were signed" in text for text in told)


def test_what_a_project_consists_of_is_not_told_as_built(tmp_path):
    text = "绵阳高新区汽车零部件产业园项目总投资12亿元，分两期建设，建设8条生产线。"
    assert points(tmp_path, "绵阳项目奠基", text) == [
        "The Mianyang Hi-tech Zone auto parts industrial park project's (绵阳高新区汽车零部件产业园项目) total "
        "investment is RMB 1.2 billion."
    ]
    assert [r.status_label for r in rows(text) if r.value == "8"] == ["planned"]


def test_what_a_document_proposes_is_not_done():
    told = {r.label: r.status_label for r in rows("《措施》提出，设立总规模50亿元的产业基金。")}
    assert set(told.values()) <= {"planned", "stated"}


def test_a_batch_still_to_come_has_not_started(tmp_path):
    told = points(tmp_path, "绵阳项目", "3月8日，绵阳市将举行集中开工活动，24个项目集中开工，总投资50亿元。")
    assert not any("started" in text for text in told)


def test_what_goes_on_after_a_batch_is_not_the_places(tmp_path):
    told = points(tmp_path, "绵阳项目", "3月8日，绵阳市24个项目集中开工，总投资50亿元，涵盖新材料、食品加工等领域。")
    assert told == ["On 8 March, 24 projects started construction in Mianyang, with total investment of RMB 5 billion."]
