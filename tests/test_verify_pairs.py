"""Translations by anyone, checked against the exact reading of the Chinese."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods
from briefing.translate.amounts import write_figure
from briefing.values import Finding, Lang, Severity, Span
from briefing.verify.pairs import verify_pair, verify_translation


def errors(source: str, target: str, lang: Lang, published: date | None = None) -> list[tuple[str, str]]:
    """Code and source text of each error."""
    found = verify_pair(source, target, lang, published=published)
    return [(f.code, f.source_text) for f in found if f.severity is Severity.ERROR]


RIGHT_ENGLISH = [
    ("项目总投资5.2亿元。", "The project has a total investment of 520 million yuan."),
    ("项目总投资5.2亿元。", "Total investment in the project: RMB0.52 billion."),
    ("项目总投资5.2亿元。", "The project will cost 5.2 hundred million CNY."),
    ("项目总投资12亿元。", "The project will cost 12 hundred million yuan."),
    ("项目总投资1.2万亿元。", "The project will cost RMB1.2 trn."),
    ("项目总投资1.2万亿元。", "The project will cost one trillion two hundred billion yuan."),
    ("融资12亿美元。", "It raised $1.2bn."),
    ("融资12亿美元。", "It raised 1,200 million US dollars."),
    ("融资12亿港元。", "It raised $1.2 billion."),
    ("占地240万亩。", "It covers 2.4 million mu."),
    ("占地240万亩。", "It covers 160,000 hectares."),
    ("占地240万亩。", "It covers about 395,400 acres."),
    ("三分之一的企业停产。", "A third of the companies stopped production."),
    ("三分之一的企业停产。", "One in three companies stopped production."),
    ("两成企业停产。", "One in five companies stopped production."),
    ("超九成企业复工。", "More than nine out of ten companies resumed work."),
    ("50%的企业复工。", "Half of the companies resumed work."),
    ("利润翻了一番。", "Profit doubled."),
    ("利润增长一倍。", "There was a two-fold rise in profit."),
    ("利润增长一倍。", "Profit rose 100 percent."),
    ("产量是去年的两倍。", "Output is twice last year's."),
    ("数十家企业参加。", "Dozens of companies took part."),
    ("投资数千万元。", "The investment is tens of millions of yuan."),
    ("补贴几十万元。", "The subsidy is hundreds of thousands of yuan."),
    ("第三次会议召开。", "The third meeting was held."),
    ("第26届会议召开。", "The 26th session was held."),
    ("他今年23岁。", "He is a 23-year-old."),
    ("主队以3比1获胜。", "The home team won 3-1."),
    ("产量为3至5万吨。", "Output is 30,000 to 50,000 tons."),
    ("产量为3至5万吨。", "Output is between 30 and 50 thousand tonnes."),
    ("两家公司分别投资1.2亿元和3.4亿元。", "The two companies invested 120 and 340 million yuan respectively."),
    ("营收34.56亿港元。", "Revenue was about HK$3.46 billion."),
    ("营收34.56亿港元。", "Revenue was HK$3.46 billion."),
    ("工期一年半。", "Construction takes a year and a half."),
    ("工期一年半。", "Construction takes 18 months."),
    ("十年来增长迅速。", "It has grown fast for a decade."),
    ("报纸每份50美分。", "A newspaper costs 50 cents."),
    ("两国签署协议。", "The countries signed an agreement."),
    ("两国签署协议。", "Both countries signed an agreement."),
    ("一家工厂投产。", "A factory went into operation."),
    ("张明、李强、王伟三人获奖。", "Zhang Ming, Li Qiang and Wang Wei won prizes."),
    ("CPI同比上涨2.1%。", "CPI rose 2.1 per cent year on year."),
    ("利润同比下降6.4%。", "Profit was 6.4% lower than a year earlier."),
    ("进口负增长3.2%。", "Imports contracted 3.2%."),
    ("2020年开工。", "Work began in 2020."),
    ("7月2日开工。", "Work began on 2 July."),
    ("7月2日开工。", "Work began on July 2nd."),
    ("7月2日开工。", "Work began on 7/2."),
    ("27日开工。", "Work began on the 27th."),
    ("27日开工。", "Work began on Friday."),
    ("上午9时开工。", "Work began at 9 a.m."),
    ("15时30分结束。", "It ended at 3:30 p.m."),
    ("15时30分结束。", "It ended at 1530 hours."),
    ("去年产量增加。", "Output rose last year."),
    ("第三季度增长。", "It grew in the third quarter."),
    ("三季度增长。", "It grew in Q3."),
    ("上半年增长。", "It grew in the first six months."),
    ("2020年上半年增长。", "It grew in H1 2020."),
    ("1-7月增长。", "It grew in the first seven months."),
    ("1至10月增长。", "It grew from January to October."),
    ("90年代初建成。", "It was built in the early 1990s."),
    ("2018—2020年实施。", "It runs from 2018 to 2020."),
    ("过去五年增长迅速。", "It has grown fast in the past five years."),
    ("二十年来增长迅速。", "It has grown fast for two decades."),
    ("半个小时后开工。", "Work began half an hour later."),
    ("十余家企业参加。", "More than a dozen companies took part."),
    ("价格高1倍。", "The price is twice as high."),
    ("浓度不得高于5毫克。", "The concentration shall not be higher than 5 mg."),
    ("增幅不会突破3%。", "The rise will not exceed 3%."),
    (
        "5月顺差43亿美元，高于4月的38亿美元。",
        "The May surplus was $4.3 billion, up from $3.8 billion in April.",
    ),
    ("成绩为2分13秒48。", "The time was 2:13.48."),
    ("上世纪70、80年代建成。", "They were built in the 1970s and 1980s."),
    ("2003年至2014年实施。", "It ran from 2003-14."),
    ("下午2点至4点开会。", "The meeting is from 2 to 4 pm."),
    ("十三五规划实施。", "The 13th Five-Year Plan was carried out."),
    ("万辆货车上路。", "10,000 trucks are on the road."),
    ("农历十月十四开工。", "Work began on the 14th day of the tenth lunar month."),
    ("产量环比增长3%，同比增长5%。", "Output rose 3% month on month and 5% year on year."),
    ("产量同比增长3%。", "Output rose 3%."),
    ("连续3天接待3个代表团。", "It received three foreign delegations on three consecutive days."),
    ("发射CX-4和5G卫星。", "It launched CX-4 and 5G satellites."),
    ("华为P30手机热销。", "Huawei's P30 sells well."),
]


@pytest.mark.parametrize(("source", "target"), RIGHT_ENGLISH, ids=[t for _, t in RIGHT_ENGLISH])
def test_a_right_english_translation_has_no_error(source: str, target: str) -> None:
    assert errors(source, target, "en") == []


WRONG_ENGLISH = [
    ("项目总投资5.2亿元。", "The project will cost 5.2 billion yuan.", "figure.value", "5.2亿元"),
    ("项目总投资5.2亿元。", "The project will cost 52 million yuan.", "figure.value", "5.2亿元"),
    ("项目总投资340.57亿元。", "The project will cost 34.57 billion yuan.", "figure.value", "340.57亿元"),
    ("项目总投资4307万元。", "The project will cost 4.30.7 million yuan.", "figure.value", "4307万元"),
    ("项目总投资5.2亿元。", "The project will cost $520 million.", "figure.unit", "5.2亿元"),
    ("项目总投资5.2亿元。", "The project counts 520 million.", "figure.unit", "5.2亿元"),
    ("项目总投资5.2亿元。", "The project is large.", "figure.dropped", "5.2亿元"),
    ("占地50亩。", "It covers 50 acres.", "figure.unit", "50亩"),
    ("亩产410公斤。", "It yields 410 kg per acre.", "figure.unit", "410公斤"),
    ("产量增长3%。", "Output fell 3%.", "figure.direction", "3%"),
    ("增速比一年前加快0.4个百分点。", "Growth was up from 0.4 percentage points.", "figure.direction", "0.4个百分点"),
    ("产值增至300亿元。", "Output value increased by 30 billion yuan.", "figure.direction", "300亿元"),
    ("成绩须在480分以上。", "The score may be up to 480 points.", "figure.qualifier", "480分以上"),
    ("产量为3至5万吨。", "Output is 3 to 5 tonnes.", "figure.value", "3至5万吨"),
    ("营收1528亿日元。", "Revenue was 153.8 billion yen.", "figure.value", "1528亿日元"),
    ("学习中共十九大精神。", "They study the 19 major spirits of the party.", "figure.unit", "中共十九大"),
    ("数十亿元的投资。", "An investment of tens of billions of yuan.", "figure.value", "数十亿元"),
    ("几百万元的投资。", "An investment of millions of dollars.", "figure.unit", "几百万元"),
    ("收窄0.2个百分点。", "It narrowed by 0.2%.", "figure.percent_point", "0.2个百分点"),
    ("甲投资5亿元，乙投资5亿元。", "A invests 500 million yuan, B 50 million yuan.", "figure.value", "5亿元"),
    ("购买036B型巡逻艇。", "It buys Type 063B patrol boats.", "figure.value", "036"),
    ("过去五年增长迅速。", "It has grown fast in recent years.", "date.dropped", "过去五年"),
    ("2016年3月和2016年2月。", "In March 2018 and February 2016.", "date.value", "2016年3月"),
    ("10月1日电，10月1日开工。", "October 5: work began on October 1.", "date.value", "10月1日"),
    ("产量环比增长3%。", "Output rose 3% year on year.", "figure.comparison", "3%"),
    ("产量同比增长3%。", "Output rose 3% from the previous month.", "figure.comparison", "3%"),
    ("五人参加五公里比赛。", "Five people ran a race of 2 km.", "figure.value", "五公里"),
    ("申请数不超过700件。", "The applications did not exceed 70.", "figure.value", "不超过700件"),
    ("先投资3亿元，再投资2亿。", "It invests 300 million yuan, then $200 million.", "figure.unit", "2亿"),
    ("桥长82英尺（25米）。", "The bridge is 82 feet (2.5 metres) long.", "figure.value", "25米"),
    ("不超过4.23%。", "It is no more than 4.2%.", "figure.value", "不超过4.23%"),
    ("2020年开工。", "Work began in 2021.", "date.value", "2020年"),
    ("2020年开工。", "Work began.", "date.dropped", "2020年"),
    ("7月2日开工。", "Work began on 3 July.", "date.value", "7月2日"),
    ("7月2日开工。", "Work began on 2 June.", "date.value", "7月2日"),
    ("7月2日开工。", "Work began.", "date.dropped", "7月2日"),
    ("26日开工。", "Work began on 26 February.", "date.value", "26日"),
    ("周五开工。", "Work began on Thursday.", "date.value", "周五"),
    ("第三季度增长。", "It grew in the second quarter.", "date.quarter", "第三季度"),
    ("前三季度增长。", "It grew in the previous three quarters.", "date.value", "前三季度"),
    ("下半年增长。", "It grew in the first half.", "date.quarter", "下半年"),
    ("15时30分结束。", "It ended at 4:30 p.m.", "date.value", "15时30分"),
]


@pytest.mark.parametrize(("source", "target", "code", "text"), WRONG_ENGLISH, ids=[t for _, t, *_ in WRONG_ENGLISH])
def test_a_wrong_english_translation_is_caught(source: str, target: str, code: str, text: str) -> None:
    assert (code, text) in errors(source, target, "en")


RIGHT_JAPANESE = [
    ("项目总投资5.2亿元。", "総投資額は5億2,000万元。"),
    ("项目总投资5.2亿元。", "総投資額は5億2000万人民元。"),
    ("项目总投资5.2亿元。", "総投資額は5.2億元。"),
    ("项目总投资1.22万亿元。", "総投資額は1兆2,200億元。"),
    ("融资3000余万美元。", "3,000万ドル余りを調達した。"),
    ("融资约3000万美元。", "約3,000万米ドルを調達した。"),
    ("融资超3000万美元。", "3,000万ドル超を調達した。"),
    ("三成企业停产。", "3割の企業が生産を停止した。"),
    ("利润减半。", "利益は半減した。"),
    ("利润翻了一番。", "利益は倍増した。"),
    ("产量是去年的2倍。", "生産量は昨年の2倍だ。"),
    ("产量同比增长8.7%。", "生産量は前年同期比8.7%増だった。"),
    ("数百亿元的投资。", "数百億元の投資。"),
    ("建成20座工厂。", "二十の工場を建てた。"),
    ("三分之一的企业停产。", "3分の1の企業が生産を停止した。"),
    ("第三季度增长。", "第3四半期は伸びた。"),
    ("第三季度增长。", "7～9月期は伸びた。"),
    ("2020年上半年增长。", "2020年1～6月期は伸びた。"),
    ("7月2日开工。", "7月2日に着工した。"),
    ("27日开工。", "27日に着工した。"),
    ("上午9时30分开始。", "午前9時半に始まる。"),
    ("1-7月增长。", "1～7月は伸びた。"),
    ("历时三年半。", "3年半かけた。"),
    ("报纸每份50美分。", "新聞は1部50セント。"),
    ("八成以上企业复工。", "八割以上の企業が再開した。"),
    ("1.5万家门店。", "1万5千店舗。"),
    ("占全国的四分之一。", "全国の四分の一を占める。"),
    ("占全国的四分之一。", "全国の25％を占める。"),
    ("近千名代表参加。", "千人近い代表が参加した。"),
    ("融资300万港元。", "300万HKドルを調達した。"),
    ("占地1200亩。", "敷地面積は80ヘクタール。"),
    ("2003年至2014年实施。", "2003～14年に実施した。"),
    ("过去五年增长迅速。", "この五年で急成長した。"),
    ("占地160万平方米。", "敷地は160万平方メートル。"),
]


@pytest.mark.parametrize(("source", "target"), RIGHT_JAPANESE, ids=[t for _, t in RIGHT_JAPANESE])
def test_a_right_japanese_translation_has_no_error(source: str, target: str) -> None:
    assert errors(source, target, "ja") == []


WRONG_JAPANESE = [
    ("项目总投资5.2亿元。", "総投資額は52億元。", "figure.value", "5.2亿元"),
    ("项目总投资1.22万亿元。", "総投資額は1,220億元。", "figure.value", "1.22万亿元"),
    ("项目总投资5.2亿元。", "総投資額は5億2,000万円。", "figure.unit", "5.2亿元"),
    ("项目总投资5.2亿元。", "総投資額は大きい。", "figure.dropped", "5.2亿元"),
    ("产量同比增长8.7%。", "生産量は前年同期比8.7%減だった。", "figure.direction", "8.7%"),
    ("产值增至300亿元。", "生産額は300億元増加した。", "figure.direction", "300亿元"),
    ("三成企业停产。", "4割の企業が生産を停止した。", "figure.value", "三成"),
    ("产量环比增长3%。", "生産量は前年同月比3%増。", "figure.comparison", "3%"),
    ("占地1200亩。", "敷地面積は1200エーカー。", "figure.unit", "1200亩"),
    ("下降1.7个百分点。", "1.7％低下した。", "figure.percent_point", "1.7个百分点"),
    ("2020年开工。", "2021年に着工した。", "date.value", "2020年"),
    ("7月2日开工。", "7月3日に着工した。", "date.value", "7月2日"),
    ("第三季度增长。", "第2四半期は伸びた。", "date.quarter", "第三季度"),
    ("下半年增长。", "上半期は伸びた。", "date.quarter", "下半年"),
]


@pytest.mark.parametrize(("source", "target", "code", "text"), WRONG_JAPANESE, ids=[t for _, t, *_ in WRONG_JAPANESE])
def test_a_wrong_japanese_translation_is_caught(source: str, target: str, code: str, text: str) -> None:
    assert (code, text) in errors(source, target, "ja")


# --- what is only a warning, or nothing ------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("营收34.56亿港元。", "Revenue was HK$3.46 billion.", "figure.qualifier"),
        ("营收约34亿港元。", "Revenue was HK$3.4 billion.", "figure.qualifier"),
        ("四部门发文。", "The departments published it.", "figure.dropped"),
    ],
)
def test_less_exact_is_a_warning(source: str, target: str, code: str) -> None:
    (found,) = verify_pair(source, target, "en")
    assert (found.code, found.severity) == (code, Severity.WARNING)


def test_a_number_nothing_accounts_for_is_added() -> None:
    (found,) = verify_pair("公司投资5亿元。", "The company invested 500 million yuan in 37 plants.", "en")
    assert (found.code, found.source, found.target_text) == ("figure.added", None, "37")


def test_a_relative_year_may_be_said_by_its_number_where_the_date_is_known() -> None:
    assert errors("去年产量增加。", "Output rose in 2019.", "en", published=date(2020, 5, 1)) == []


# --- the output as a whole ---------------------------------------------------------


def test_an_empty_translation_is_one_error_over_the_whole_source() -> None:
    (found,) = verify_pair("公司投资5亿元。", "  ", "en")
    assert (found.code, found.source, found.target) == ("output.empty", Span(0, 8), None)


@pytest.mark.parametrize(
    ("target", "lang"),
    [
        ("The company said that the company said that the company said that the company said that it", "en"),
        ("a new and a new and a new and a new and a new and a new and", "en"),
        ("会社は新しい工場を建て、会社は新しい工場を建て、会社は新しい工場を建て、", "ja"),
    ],
)
def test_a_loop_is_repeated_output(target: str, lang: Lang) -> None:
    assert [f.code for f in verify_pair("公司建厂。", target, lang)] == ["output.repeated"]


def test_chinese_outside_brackets_is_residue() -> None:
    assert [f.code for f in verify_pair("公司建厂。", "The 公司 builds a plant.", "en")] == ["residue.chinese"]
    assert verify_pair("公司建厂。", "Gongsi (公司) builds a plant.", "en") == ()


# --- places ---------------------------------------------------------------------------


def test_findings_carry_both_places() -> None:
    source, target = "昨天，项目总投资５.2亿元。", "The project cost $52 million yesterday."
    (found,) = [f for f in verify_pair(source, target, "en") if f.severity is Severity.ERROR]
    assert found.source is not None
    assert found.target is not None
    assert (found.source.of(source), found.target.of(target)) == ("５.2亿元", "$52 million")


def test_figures_and_periods_already_read_give_the_same_findings() -> None:
    source, target = "7月2日，项目总投资5.2亿元。", "On 3 July the project cost 52 million yuan."
    found: tuple[Finding, ...] = verify_translation(read_figures(source), read_periods(source), target, "en", source)
    assert found == verify_pair(source, target, "en")
    assert [f.code for f in found] == ["figure.value", "date.value"]


# --- what our own writers say of any figure is right, ten times as much is not -------------------

AMOUNTS = st.builds(lambda digits, power: Decimal(digits).scaleb(power), st.integers(11, 99999), st.integers(-2, 8))
UNITS = st.sampled_from(
    ["元", "美元", "港元", "吨", "亩", "平方米", "%", "个百分点", "家", "万元", "亿元", "亿美元", "万吨"]
)


@given(AMOUNTS, UNITS, st.sampled_from(["", "约", "超过", "近"]), st.sampled_from(["en", "ja"]))
@settings(max_examples=200, deadline=None)
def test_any_figure_as_we_write_it_is_right_and_ten_times_as_much_is_wrong(
    amount: Decimal, unit: str, qualifier: str, lang: Lang
) -> None:
    frame = {"en": "The total is {}.", "ja": "総計は{}。"}[lang]
    source = f"总量为{qualifier}{format(amount.normalize(), 'f')}{unit}。"
    (figure,) = read_figures(source)
    assert figure.value is not None
    assert errors(source, frame.format(write_figure(figure, lang)), lang) == []
    wrong = replace(figure, value=figure.value * 10)
    assert [code for code, _ in errors(source, frame.format(write_figure(wrong, lang)), lang)] == ["figure.value"]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        pytest.param("当年出了9个“双万元户”。", "Nine “two million households” emerged.", ["two million"], id="idiom"),
        pytest.param("数百万人参加。", "Several million people took part.", [], id="vague"),
        pytest.param("约两百万人参加。", "About two million people took part.", [], id="in-words-on-both-sides"),
    ],
)
def test_a_large_number_in_words_needs_a_source_too(source: str, target: str, found: list[str]) -> None:
    assert [f.target_text for f in verify_pair(source, target, "en") if f.code == "figure.added"] == found


SAID_BY_THE_PRESS = [
    ("项目投资12亿元。", "The project costs RMB1.2bn."),
    ("项目投资12亿元。", "The project will cost CNY 1.2 bn."),
    ("项目投资12亿元。", "The project will cost 12 hundred million yuan."),
    ("总规模1.2万亿元。", "The total is RMB1.2 trn."),
    ("总规模1.2万亿元。", "The total is Rmb1.2tn."),
    ("净亏损3.6亿元。", "Net result: (360) million yuan."),
    ("净利润为-3.6亿元。", "Net profit was (RMB360 million)."),
    ("净利润为-3.6亿元。", "Net profit came to -RMB360m."),
    ("净利润为-3.6亿元。", "The company posted a net loss of RMB360 million."),
    ("利润下降6.4%。", "Profit: (6.4%)"),
    ("三分之一的企业停产。", "A third of companies halted production."),
    ("五分之一的居民失业。", "One in five residents is out of work."),
    ("五分之一的居民失业。", "A fifth of residents are out of work."),
    ("四分之三的企业复工。", "Three-quarters of companies resumed work."),
    ("价格翻了一番。", "Prices rose two-fold."),
    ("价格翻了一番。", "Prices doubled."),
    ("2021财年营收12亿美元。", "Revenue in FY2021 was $1.2bn."),
    ("2021财年营收12亿美元。", "Revenue in fiscal 2021 was $1.2bn."),
    ("2021财年第三季度营收12亿美元。", "Revenue in 3Q FY21 was $1.2bn."),
    ("2021财年第三季度营收12亿美元。", "Third-quarter fiscal 2021 revenue was $1.2bn."),
    ("占地1500亩。", "It covers 100 hectares."),
    ("占地1500亩。", "It covers 1,500 mu (100 hectares)."),
    ("十几家企业参加。", "More than a dozen firms took part."),
    ("十多家企业参加。", "Over ten firms took part."),
    ("加息25个基点。", "It raised rates by a quarter of a percentage point."),
    ("加息25个基点。", "It raised rates by 0.25 percentage points."),
    ("加息50个基点。", "It raised rates by half a percentage point."),
    ("加息25个基点。", "It raised rates by 25bp."),
    ("上调0.25个百分点。", "It was raised by 25 basis points."),
    ("利率上调0.5个百分点。", "Rates were raised by half a point."),
    ("产量由3万吨增至5万吨。", "Output rose from 30,000 to 50,000 tonnes."),
    ("产量由3万吨增至5万吨。", "Output rose to 50,000 tonnes from 30,000 tonnes."),
    ("最多可容纳5000人。", "It holds up to 5,000 people."),
    ("最多可容纳5000人。", "It holds as many as 5,000 people."),
    ("至少35人死亡。", "At least 35 people died."),
    ("CPI同比上涨2.1%，环比下降0.3%。", "CPI rose 2.1% from a year earlier but fell 0.3% month on month."),
    ("GDP同比增长4.8%，环比增长1.3%。", "GDP grew 4.8% year on year and 1.3% quarter on quarter."),
    ("分别增长3.5%、4.2%和5.1%。", "They grew 3.5, 4.2 and 5.1 percent respectively."),
    ("分别为1.2亿元、3.4亿元和5.6亿元。", "They were RMB120m, RMB340m and RMB560m respectively."),
    ("共有3800万用户。", "It has thirty-eight million users."),
    ("共有1200名员工。", "It has twelve hundred employees."),
    ("约两千名员工。", "It has about two thousand employees."),
    ("占比超过一半。", "It accounts for more than half."),
    ("占比超过一半。", "It makes up the majority."),
    ("全球第二大经济体。", "The world's second-largest economy."),
    ("第三届进博会开幕。", "The third CIIE opened."),
    ("第三届进博会开幕。", "CIIE 3 opened."),
    (
        "第一、二、三季度分别增长6.9%、6.9%、6.8%。",
        "It grew 6.9%, 6.9% and 6.8% in the first, second and third quarters respectively.",
    ),
    ("各占一半。", "It is evenly split."),
    ("80后员工占五成。", "Those born in the 1980s make up half of the staff."),
    ("汇率为7.85港元兑1美元。", "The rate was HK$7.85 per US dollar."),
    ("其中出口9641亿元，进口7059亿元。", "Exports were RMB964.1 billion and imports RMB705.9 billion."),
    ("总额7500亿欧元，其中3900亿欧元为赠款。", "Of the 750 billion euros, 390 billion will be grants."),
    ("总额7500亿欧元，其中3900亿欧元为赠款。", "The fund is worth €750 billion, of which €390 billion are grants."),
    ("总额7500亿欧元，其中3900亿欧元为赠款。", "€390 billion of the €750 billion will be grants."),
    ("上月CPI同比上涨3%。", "CPI rose 3% last month."),
    ("同比增长3%，低于上季度的5%。", "It grew 3% on the year, down from 5% in the previous quarter."),
    ("逆差12亿美元。", "The deficit was $1.2bn."),
    ("由盈利1亿元转为亏损2亿元。", "It swung from a profit of RMB100 million to a loss of RMB200 million."),
    ("增长率为5%左右。", "Growth is about five per cent."),
    ("每斤12元。", "12 yuan per 500 grams."),
    ("每斤12元。", "24 yuan per kilogram."),
    ("每公斤24元。", "24 yuan a kilo."),
    ("每平方米1.2万元。", "RMB12,000 per sq m."),
    ("日产量9.5万桶。", "Output is 95,000 barrels per day."),
    ("2022年上半年净利润1.5亿元。", "Net profit in 1H22 was RMB150m."),
    ("2022年上半年净利润1.5亿元。", "Net profit in the six months to June 2022 was RMB150m."),
    ("2022年第四季度净利润1.5亿元。", "Net profit in 4Q22 was RMB150m."),
    ("中个位数增长。", "Growth in the mid-single digits."),
    ("实现两位数增长。", "Double-digit growth was achieved."),
    ("第一季度，公司营收增长10%至15%。", "Revenue rose by 10% to 15% in Q1."),
    ("营收增长10%至15%。", "Revenue rose 10-15%."),
    ("降至10%以下。", "It fell below 10%."),
    ("不低于10%。", "It is no lower than 10%."),
    ("净利润为1.5亿至1.8亿元。", "Net profit will be between RMB150 million and RMB180 million."),
    ("净利润为1.5亿至1.8亿元。", "Net profit will be RMB150-180 million."),
    ("半年报显示营收30亿元。", "The interim report shows revenue of 3 billion yuan."),
    ("公司拥有3家工厂，其中2家在越南。", "Two of the company's three factories are in Vietnam."),
    ("全国14亿人口。", "The country's 1.4 billion people."),
    ("投资额达千亿元。", "Investment reached RMB100 billion."),
    ("投资额达数千亿元。", "Investment ran to hundreds of billions of yuan."),
    ("产量提高近三倍。", "Output almost quadrupled."),
    ("产量提高到三倍。", "Output tripled."),
    ("减少三分之二。", "It fell by two thirds."),
    ("股价下跌逾一成。", "The shares fell by more than a tenth."),
    ("股价下跌逾一成。", "The shares fell more than 10 percent."),
    ("八成以上的人同意。", "More than four in five agree."),
    ("八成以上的人同意。", "More than four-fifths agree."),
]


@pytest.mark.parametrize(("source", "target"), SAID_BY_THE_PRESS, ids=[t for _, t in SAID_BY_THE_PRESS])
def test_what_the_english_press_writes_is_no_error(source: str, target: str) -> None:
    assert errors(source, target, "en") == []


ONE_SLIP = [
    ("净利润为-3.6亿元。", "Net profit was RMB360 million.", "figure.direction", "-3.6亿元"),
    ("净亏损3.6亿元。", "The company made a profit of RMB360 million.", "figure.direction", "3.6亿元"),
    ("三分之一的企业停产。", "Two-thirds of companies halted production.", "figure.value", "三分之一"),
    ("价格翻了一番。", "Prices tripled.", "figure.value", "翻了一番"),
    ("五分之一的居民失业。", "One in six residents is out of work.", "figure.value", "五分之一"),
    ("近半数的企业停产。", "Nearly a third of companies halted production.", "figure.value", "近半数"),
    (
        "总额7500亿欧元，其中3900亿欧元为赠款。",
        "The fund is worth €390 billion, of which €750 billion are grants.",
        "figure.part_whole",
        "3900亿欧元",
    ),
    (
        "总额7500亿欧元，其中3900亿欧元为赠款。",
        "€750 billion of the €390 billion will be grants.",
        "figure.part_whole",
        "3900亿欧元",
    ),
    ("公司拥有5家工厂，其中3家在越南。", "Five of the three factories are in Vietnam.", "figure.part_whole", "3家"),
    ("产能利用率从72.4%升到76.7%。", "Capacity use rose from 76.7% to 72.4%.", "figure.range", "72.4%"),
    (
        "GDP同比增长4.8%，环比增长1.3%。",
        "GDP grew 1.3% year on year and 4.8% quarter on quarter.",
        "figure.comparison",
        "4.8%",
    ),
    ("第三届进博会开幕。", "The second CIIE opened.", "figure.ordinal", "第三"),
    ("全球第二大经济体。", "The world's third-largest economy.", "figure.ordinal", "第二"),
    ("毛利率提高1.8个百分点。", "The gross margin rose by 1.8 percent.", "figure.percent_point", "1.8个百分点"),
    ("毛利率为23.6%。", "The gross margin was 23.6 percentage points.", "figure.percent_point", "23.6%"),
    ("营收增长10%至15%。", "Revenue rose 10-25%.", "figure.range", "10%至15%"),
    (
        "净利润为1.5亿至1.8亿元。",
        "Net profit will be between RMB150 million and RMB280 million.",
        "figure.range",
        "1.5亿至1.8亿元",
    ),
    ("第三季度增长。", "It grew in Q4.", "date.quarter", "第三季度"),
    ("占地1500亩。", "It covers 1,500 hectares.", "figure.unit", "1500亩"),
    ("最多可容纳5000人。", "It holds at least 5,000 people.", "figure.qualifier", "5000人"),
    ("至少35人死亡。", "Up to 35 people died.", "figure.qualifier", "至少35人"),
    ("加息25个基点。", "It raised rates by 25 percentage points.", "figure.unit", "25个基点"),
    ("投资5.2亿元。", "It costs 5.2 billion yuan.", "figure.value", "5.2亿元"),
    ("产量为4.3万吨。", "Output is 4,300 tonnes.", "figure.value", "4.3万吨"),
    ("产量为4.3万吨。", "Output is 4.3 million tonnes.", "figure.value", "4.3万吨"),
    ("投资额达数千亿元。", "Investment ran to tens of billions of yuan.", "figure.value", "数千亿元"),
    ("投资2450万元。", "It costs 24.05 million yuan.", "figure.value", "2450万元"),
    ("2021财年营收12亿美元。", "Revenue in FY2022 was $1.2bn.", "date.value", "2021财年"),
    ("逆差12亿美元。", "The surplus was $1.2bn.", "figure.direction", "12亿美元"),
    ("八成以上的人同意。", "Fewer than four in five agree.", "figure.qualifier", "八成以上"),
    ("增长至5.6%。", "It grew by 5.6%.", "figure.direction", "5.6%"),
    ("降至3.2万吨。", "It fell by 32,000 tonnes.", "figure.direction", "3.2万吨"),
    ("比上月下降0.3%。", "It fell 0.3% from a year earlier.", "figure.comparison", "0.3%"),
    ("增长1.5倍。", "It rose 5.1 times.", "figure.value", "1.5倍"),
    ("下跌2.1%。", "It gained 2.1%.", "figure.direction", "2.1%"),
    ("星期五开会。", "The meeting is on Thursday.", "date.value", "星期五"),
    ("下午3时开会。", "The meeting is at 3 a.m.", "date.value", "下午3时"),
    ("连续第四个月下跌。", "It fell for the fifth month in a row.", "figure.ordinal", "第四"),
    ("排名第五。", "It ranks sixth.", "figure.ordinal", "第五"),
    ("2016年至2020年实施。", "It runs from 2016 to 2022.", "date.value", "2016年至2020年"),
    ("产量为30万斤。", "Output is 300,000 kilograms.", "figure.unit", "30万斤"),
    ("一期投资20亿元。", "Phase II will cost 2 billion yuan.", "figure.ordinal", "一期投资"),
]


@pytest.mark.parametrize(("source", "target", "code", "text"), ONE_SLIP, ids=[t for _, t, *_ in ONE_SLIP])
def test_one_slip_in_english_is_caught(source: str, target: str, code: str, text: str) -> None:
    assert errors(source, target, "en")[0] == (code, text)


@pytest.mark.parametrize(
    ("source", "target", "lang", "cause"),
    [
        ("投资5.2亿元。", "It costs 5.2 billion yuan.", "en", "亿 read as billion"),
        ("产量为4.3万吨。", "Output is 4,300 tonnes.", "en", "万 read as thousand"),
        ("产量为4.3万吨。", "Output is 4.3 million tonnes.", "en", "万 read as million"),
        ("总规模1.2万亿元。", "The total is 1.2 billion yuan.", "en", "万亿 read as billion"),
        ("产量为9652万吨。", "生産量は9,652トン。", "ja", "万 is lost"),
        ("投资5273元。", "It costs 5,723 yuan.", "en", "digits transposed"),
        ("投资5273元。", "It costs 5,373 yuan.", "en", "a digit slipped"),
        ("投资5273元。", "It costs 573 yuan.", "en", "a digit is missing"),
        ("投资5273元。", "It costs 52,733 yuan.", "en", "a digit too many"),
    ],
)
def test_the_likely_cause_is_said(source: str, target: str, lang: Lang, cause: str) -> None:
    assert [cause in found.message for found in verify_pair(source, target, lang)] == [True]


def test_nobody_who_writes_japanese_reads_a_word_as_billion() -> None:
    (found,) = verify_pair("投资5.2亿元。", "52億元を投じる。", "ja")
    assert found.message == "5.2亿元 became 52億元 (by a factor of 10^1)"


def test_a_finding_quotes_what_stands_there_and_not_what_was_made_of_it() -> None:
    (found,) = verify_pair("建成５家工厂。", "It built ７ plants.", "en")
    assert (found.source_text, found.target_text) == ("５家", "７")


def test_a_qualifier_is_said_in_words() -> None:
    (found,) = verify_pair("员工超过3000人。", "It has up to 3,000 employees.", "en")
    assert found.message == "超过3000人 is over, the translation says at most"
