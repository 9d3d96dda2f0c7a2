"""Names nobody knows in the style of company, funding and regional news, and what must not be taken for one."""

from __future__ import annotations

import pytest

from briefing.facts.fold import fold
from briefing.facts.names import find_names
from briefing.facts.pieces import whole_names
from briefing.lexicon.terms import built_in

COMPANIES = [
    ("岚启智行宣布完成3亿元B轮融资，由启曜资本领投。", ["岚启智行", "启曜资本"]),
    ("顾立衡科技近日完成数千万元天使轮融资。", ["顾立衡科技"]),
    ("星澜医药(688999.SH)公告，上半年净利润下降12%。", ["星澜医药"]),
    ("星澜医药股份有限公司发布年报。星澜医药营收增长8%，星澜股价上涨。", ["星澜医药股份有限公司", "星澜医药", "星澜"]),
    ("上市公司海岳重工发布公告称，拟回购股份。", ["海岳重工"]),
    ("据报道，恒川汽车旗下品牌将进入欧洲市场。", ["恒川汽车"]),
    ("车企恒川汽车与电池厂商澄能科技签署合作协议。", ["恒川汽车", "澄能科技"]),
    ("机器人公司“灵踪”完成新一轮融资。", ["灵踪"]),
    ("云朔航空开通三条航线。云朔航空今年运送旅客300万人次。", ["云朔航空"]),
    ("珠海初创企业瀚海微芯获得5000万元投资。", ["瀚海微芯"]),
    ("近日，澜起星图宣布收购芯片设计公司砺芯半导体。", ["澜起星图", "砺芯半导体"]),
    ("瑞岚生物（股票代码：301999）昨日涨停。", ["瑞岚生物"]),
    ("瑞岚生物：上半年净利润同比增长30%", ["瑞岚生物"]),
    ("由北极光年集团控股的云朔航空计划上市。", ["云朔航空"]),
    ("投资方包括启曜资本、临渊创投和红石榴基金。", ["启曜资本", "临渊创投", "红石榴基金"]),
    ("深圳市砺芯半导体科技有限公司成立于2015年。", ["深圳市砺芯半导体科技有限公司"]),
    ("砺芯(深圳)半导体科技有限公司获得订单。", ["砺芯(深圳)半导体科技有限公司"]),
    ("睿泽控股董事长梁启文表示，公司将扩大产能。", ["睿泽控股"]),
]
NO_COMPANIES = [
    "多家汽车企业宣布涨价。新能源汽车宣布降价。",
    "国产汽车发布新车型。国产汽车销量增长。",
    "该公司董事长表示，其子公司发布公告。",
    "如果董事长同意，如果总经理同意，就可以签约。",
    "民营银行发布年报。地方国资控股企业发布公告。",
    "现代科技推动生产。高新科技发布会召开。",
    "强化上市公司监管，强化股东责任。",
    "受访者称，昨晚宣布的消息令市场意外。",
    "公司旗下产品“云图”发布。",
    "网约车平台“快跑”的司机表示不满。",
    "据证监会公告，将修改规则。",
    "外资证券宣布进入市场，合资证券公告增资。",
    "受益于能源价格上涨，能源股票走强。",
    "股东大会通过决议，控股股东持股30%。",
]
PERSONS = [
    ("睿泽控股董事长梁启文表示，公司将扩大产能。", ["梁启文"]),
    ("“订单很多。”陆知行说，工厂在加班。", ["陆知行"]),
    ("鼎岳证券分析师陆知行认为，价格会回落。", ["陆知行"]),
    ("周亦航董事长介绍，项目进展顺利。", ["周亦航"]),
    ("沈若川介绍，今年的产量增长10%。", ["沈若川"]),
    ("创始人兼CEO周亦航说，融资用于研发。", ["周亦航"]),
    ("会议选举梁启文为董事长。梁启文今年52岁。", ["梁启文"]),
]
NO_PERSONS = [
    "高峰期表示明显。",
    "业内人士说，价格会涨。",
    "常务副市长说，项目顺利。",
    "温伯格说，油价会跌。马斯克说，产量会升。",
    "方案说，要扩大开放。",
    "任正式表示反对的人不多。",
    "首席执行官史密斯兰表示乐观。",
]
PLACES = [
    ("项目位于苏州市白荡镇云台村。", ["白荡镇", "云台村"]),
    ("企业落户合肥枫林开发区。枫林开发区面积10平方公里。", ["枫林开发区"]),
    ("浙江省桐庐县石舍镇发布规划，石舍镇将建工厂。", ["石舍镇"]),
    ("该市双岭区的工厂投产。", ["双岭区"]),
    ("记者来到青泉县柳塘镇河沟村。", ["青泉县", "柳塘镇", "河沟村"]),
]
NO_PLACES = [
    "苏州各镇、成都多个村受益。",
    "该市城区的工厂停产。",
    "防止村干部参与，建立村级制度。",
    "推进小镇建设，特色小镇数量增加。",
    "印尼栋加拉县受灾。",
    "游客参观古镇和水乡。",
]


def found(text: str, kind: str) -> list[str]:
    folded = fold(text).text
    known = [(m.start, m.end, m.term.cat) for m in whole_names(folded, built_in().matches(folded))]
    return [n.zh for n in find_names(folded, known) if n.kind == kind and (kind != "person" or n.en)]


@pytest.mark.parametrize(("text", "names"), COMPANIES)
def test_companies_of_news_are_found(text: str, names: list[str]) -> None:
    assert sorted(set(found(text, "company"))) == sorted(names)


@pytest.mark.parametrize("text", NO_COMPANIES)
def test_what_is_no_company_is_left(text: str) -> None:
    assert found(text, "company") == []


@pytest.mark.parametrize(("text", "names"), PERSONS)
def test_persons_of_news_are_found(text: str, names: list[str]) -> None:
    assert sorted(set(found(text, "person"))) == sorted(names)


@pytest.mark.parametrize("text", NO_PERSONS)
def test_what_is_no_person_has_no_pinyin(text: str) -> None:
    assert found(text, "person") == []


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_places_of_news_are_found(text: str, names: list[str]) -> None:
    assert sorted(set(found(text, "place"))) == sorted(names)


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_is_no_place_is_left(text: str) -> None:
    assert found(text, "place") == []
