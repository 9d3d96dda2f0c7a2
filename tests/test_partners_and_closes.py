"""Trade told of several partners at once, whose it is, and the day of a closing report that only its opening names."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Lang


def sentences(text: str, lang: Lang, tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    brief = brief_of(plan_of(facts_of(str(path), settings=Settings())), lang)
    return " ".join(s.text for s in brief.points)


def rows(text: str, tmp_path: Path) -> dict[str, tuple[str, str]]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    brief = brief_of(plan_of(facts_of(str(path), settings=Settings())), "en")
    return {row.label.split(" (source")[0]: (row.value, row.change) for row in brief.rows}


TRADE = "福建外贸稳中有进\n\n今年前5个月，福建对{list}分别为{values}，{moves}。\n"


def test_each_partner_has_its_own_amount_and_change(tmp_path: Path) -> None:
    text = TRADE.format(list="东盟、欧盟和日本进出口", values="1520亿元、810亿元和300亿元", moves="分别增长9%、4%和2%")
    assert rows(text, tmp_path) == {
        "Total trade with ASEAN": ("RMB 152 billion", "up 9%"),
        "Total trade with the European Union": ("RMB 81 billion", "up 4%"),
        "Total trade with Japan": ("RMB 30 billion", "up 2%"),
    }


def test_exports_and_imports_keep_their_direction(tmp_path: Path) -> None:
    out = rows("甲\n\n今年前5个月，福建对美国、韩国出口分别为90亿元和40亿元。\n", tmp_path)
    home = rows("甲\n\n今年前5个月，福建自巴西、智利进口分别为30亿元和20亿元。\n", tmp_path)
    assert [*out, *home] == [
        "Exports to the United States",
        "Exports to South Korea",
        "Imports from Brazil",
        "Imports from Chile",
    ]


def test_lists_of_unequal_length_say_nothing(tmp_path: Path) -> None:
    text = TRADE.format(list="东盟、欧盟和日本进出口", values="1520亿元和810亿元", moves="增速较快")
    assert not {"Total trade with ASEAN", "Total trade with Japan"} & rows(text, tmp_path).keys()


CLOSE = "A股收盘\n\n{day}，A股三大指数走势分化。截至{what}，上证指数报3105.2点，涨0.4%；深证成指报9780.5点，跌0.3%。\n"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "At the close on 8 May, the Shanghai"), ("ja", "5月8日の終値で、上海総合指数は")]
)
def test_a_close_is_of_the_day_the_report_opens_with(lang: Lang, said: str, tmp_path: Path) -> None:
    assert said in sentences(CLOSE.format(day="5月8日", what="收盘"), lang, tmp_path)


def test_a_report_without_a_day_has_none(tmp_path: Path) -> None:
    assert "At the close on" not in sentences(CLOSE.format(day="当天", what="收盘"), "en", tmp_path)


NATION = "前8个月外贸增长\n\n海关总署发布数据，今年前8个月，我国进出口总值30万亿元，增长3%。\n\n{rest}\n"


def holders(text: str, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    brief = brief_of(plan_of(facts_of(str(path), settings=Settings())), "en")
    return {row.value: row.holder for row in brief.rows}


def test_what_bulletins_of_the_country_tell_is_the_countrys(tmp_path: Path) -> None:
    found = holders(NATION.format(rest="前8个月，民营企业进出口17万亿元，增长7%，占56.7%。"), tmp_path)
    assert found["RMB 17 trillion"] == "China"


def test_where_a_province_is_named_too_it_is_nobodys(tmp_path: Path) -> None:
    rest = "广东进出口6万亿元。前8个月，民营企业进出口17万亿元，增长7%，占56.7%。"
    assert holders(NATION.format(rest=rest), tmp_path)["RMB 17 trillion"] != "China"


def test_trade_in_tonnes_is_not_all_that_a_country_buys(tmp_path: Path) -> None:
    found = holders(NATION.format(rest="8月进口大豆900万吨；前8个月累计进口7300万吨，增长4%。"), tmp_path)
    assert found.get("73 million tonnes") != "China"
