"""Parts and paces of a measure told before, whose cars an association counts, and holidays as times."""

from __future__ import annotations

import pytest
from test_labels import rows
from test_national_bulletins import said

from briefing.facts.numbering import numbered
from briefing.facts.periods import folded_periods
from briefing.translate import periods_en, periods_ja

PORTS = "6月份，全国港口完成货物吞吐量9亿吨，同比增长4%。其中，沿海港口完成6亿吨，增长3%；内河港口完成3亿吨，增长5%。"
AIR = (
    "6月份，全国民航完成旅客运输量5000万人次，同比增长6%，其中国际航线完成600万人次，同比增长24%；"
    "完成货邮运输量80万吨，同比增长15%。"
)


def test_a_part_is_told_of_the_measure_before() -> None:
    told = said("6月港口生产平稳", PORTS)
    assert "Coastal ports' cargo throughput was 600 million tonnes" in told
    assert "Inland ports' cargo throughput was 300 million tonnes, up 5%" in told
    assert "沿海港湾の貨物取扱量は6億トン" in said("6月港口生产平稳", PORTS, lang="ja")


def test_after_a_part_the_whole_is_told_again() -> None:
    holders = {row.value: row.holder for row in rows(AIR)}
    assert holders["6 million"] == "International routes"
    assert holders["800,000 tonnes"] != "International routes"


@pytest.mark.parametrize(
    "text",
    [
        "6月份，全国港口完成货物吞吐量9亿吨。其中，沿海港口完成投资60亿元。",
        "6月份，全国港口计划完成货物吞吐量9亿吨。其中，沿海港口完成6亿元。",
        "其中，沿海港口完成6亿吨。",
    ],
)
def test_what_is_counted_otherwise_is_no_part(text: str) -> None:
    assert "oastal ports' cargo" not in said("港口生产平稳", text)


def test_a_daily_pace_is_of_the_goods_before() -> None:
    told = rows("9月份，全国原油产量4000万吨，同比增长2%；日均产量130万吨。")
    assert told[-1].label.startswith("Average daily crude oil output")
    other = rows("9月份，全国原油加工量4000万吨，同比增长2%；日均产量130万吨。")
    assert other[-1].label.startswith("Average daily output")


def test_no_association_makes_the_cars_it_counts() -> None:
    text = "11月11日，中国汽车工业协会发布数据，10月，汽车产销分别完成300万辆和290万辆，同比分别增长12%和9%。"
    assert "China's car output and sales" in said("汽车产销", text)
    other = "11月11日，云州市汽车行业协会发布数据，10月，汽车产销分别完成3万辆和2万辆，同比分别增长12%和9%。"
    assert "output and sales" not in said("汽车产销", other)


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("国庆假期", "over the National Day holiday", "国慶節連休中"),
        ("端午节假期3天", "over the Dragon Boat Festival holiday", "端午節連休中"),
        ("2025年春节假期", "over the Lunar New Year holiday of 2025", "2025年の春節連休中"),
        ("暑运期间", "over the summer travel season", "夏の特別輸送期間中"),
        ("今年“双11”期间", "over the Singles' Day shopping season of this year", "今年の「独身の日」商戦期間中"),
        ("暑期档(6月1日至8月31日)", "over the summer film season", "夏の映画シーズン中"),
    ],
)
def test_holidays_are_times(text: str, english: str, japanese: str) -> None:
    (period,) = folded_periods(text)
    assert (periods_en.write(period), periods_ja.write(period)) == (english, japanese)


@pytest.mark.parametrize("text", ["国庆假期前四天", "春节假期首日", "国庆晚会", "端午龙舟赛", "春节假期返程"])
def test_a_part_of_a_holiday_is_not_the_holiday(text: str) -> None:
    assert all(period.form != "season" for period in folded_periods(text))


def test_passenger_and_tonne_kilometres_are_units_of_their_own() -> None:
    told = rows("6月份，全国铁路旅客周转量完成1200亿人公里，同比增长3%；完成运输总周转量130亿吨公里。")
    assert [row.value for row in told] == ["120 billion passenger-km", "13 billion tonne-km"]
    japanese = rows("6月份，全国铁路旅客周转量完成1200亿人公里，同比增长3%。", "ja")
    assert japanese[0].value == "1,200億人キロ"


def test_what_a_cubic_metre_holds_is_weighed() -> None:
    (row,) = rows("6月份，杭州市PM2.5平均浓度为26微克/立方米。")
    assert row.value == "26 micrograms per cubic metre"


@pytest.mark.parametrize(
    ("text", "length"),
    [("一、粮食播种面积", 2), ("(二)进口", 3), ("一、二线城市房价", 0), ("第一、二季度", 0), ("十、百货", 2)],
)
def test_a_number_of_a_paragraph_is_no_word_of_it(text: str, length: int) -> None:
    assert numbered(text) == length


def test_the_fast_trains_do_not_own_what_follows() -> None:
    text = "6月份，全国铁路发送旅客4亿人次，同比增长5%，其中动车组列车发送旅客3亿人次；旅客周转量完成1200亿人公里。"
    assert rows(text)[-1].holder != "High-speed trains"


def test_what_each_or_all_may_have_passed_is_no_sentence() -> None:
    text = "截至11月11日24点，600个品牌成交额破亿元，同比增长46%。"
    assert "600 brands'" not in said("购物节收官", text)


def test_a_rank_by_share_has_its_time() -> None:
    text = "二季度全球智能手机出货量3亿部。其中，三星出货6000万部，市场份额20%，位居第一。"
    assert "ranked first" not in said("手机市场", text)


def test_who_publishes_a_figure_says_so() -> None:
    told = said("运价周报", "7月18日，上海航运交易所发布的上海出口集装箱综合运价指数为1600点，较上期下跌5%。")
    assert "was 1,600 points on 18 July, down 5% from the previous period" in told
    assert "according to the Shanghai Shipping Exchange" in told
