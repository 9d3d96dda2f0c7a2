"""Dates and stretches of time in Chinese text.

Owns their forms, the words that tie a fact to them (截至, 以来, 底前) and their
resolution against the article's date. A period fills only what the text says.
Knows nothing of figures.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from briefing.facts.fold import Folded, fold
from briefing.facts.holidays import HOLIDAY, STARTS, holiday
from briefing.facts.numerals import han_value
from briefing.values import Period, Span

_H = "零〇一二三四五六七八九"
_YEAR_REFS = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "后年": 2, "上一年度": -1,
    "上年度": -1, "上一年": -1, "上年": -1, "今年度": 0,
}  # fmt: skip
# What these years are counted from is said elsewhere in the text, not by the article's date.
_OTHER_BASE = frozenset({"上年", "上年度", "上一年", "上一年度", "当年", "同年", "次年", "翌年"})
_MONTH_REFS = {"本": 0, "这": 0, "上": -1, "上上": -2, "下": 1}
_DAY_REFS = {
    "今日": 0, "今天": 0, "今晚": 0, "今晨": 0, "昨日": -1, "昨天": -1, "昨晚": -1, "前日": -2, "前天": -2, "明日": 1, "明天": 1, "后天": 2,
}  # fmt: skip
_UNITS = {
    "年": "year", "个年头": "year", "季度": "quarter", "个季度": "quarter", "个月": "month", "周": "week", "个星期": "week", "天": "day",
    "日": "day", "小时": "hour", "个小时": "hour", "个交易日": "trading_day", "交易日": "trading_day", "个工作日": "working_day",
    "工作日": "working_day", "分钟": "minute",
}  # fmt: skip

_N = r"(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})"
_YNUM = rf"(?:(?:1[5-9]|20|21)[0-9]{{2}}|(?:一[五六七八九]|二[零〇一])[{_H}]{{2}})"
_YEAR = rf"(?:{_YNUM}年(?!级|轮|期)(?:年?度(?![假报]))?|今年(?!度)|本年度?|去年|大前年|前年|明年|来年|(?<![产建成业工用期婚课束营])后年(?!会|[均产销收薪化营利度])|上一?年度?|今年度|当年|同年|次年|翌年)"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY_CHAR = r"[日号](?!元|本|币|圆|均|产|内瓦|式|货|常|渐|益|程|用|韩|美|资|系|方|军|线|楼|文|语|经|媒|线路|令|公告|文件|国|光|活|利)"
_TO = r"(?:至|到|--|——|—|-|–|~|－)"
_REFMONTH = r"(?:本|这个?|上上个?|上个?|下个?|当|同)月(?!份?牙)"
_CLOCK_WORD = r"(?:上午|下午|凌晨|清晨|早上|早晨|早间|晚上|晚间|傍晚|中午|午间|午后|夜间|深夜|盘中|收盘|晚|早)"
_CLOCK = r"[0-9]{1,2}(?:[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9%])|[时点](?!期|代|间|段|速|尚|评|名|赞)(?:[0-9]{1,2}分(?!之|点|别)|半|整)?(?:许|左右)?)"
_TIME = rf"(?:{_CLOCK_WORD}?(?:北京时间|当地时间)?{_CLOCK_WORD}?(?P<clock>{_CLOCK})|(?P<part_of_day>上午|下午|凌晨|晚间|晚上|傍晚|中午|盘后|早间|午间|晚|早(?!盘)))"

_CORES: tuple[tuple[str, str], ...] = (
    # 2018年9月5日至2019年3月1日, 2018年9月至2019年3月
    ("span_days", rf"(?P<y>{_YEAR})(?P<m>{_M})月(?P<d>{_D})[日号]?{_TO}(?P<y2>{_YEAR})(?P<m2>{_M})月(?P<d2>{_D})[日号]"),
    ("span_months", rf"(?P<y>{_YEAR})的?(?P<m>{_M})月份?{_TO}(?P<y2>{_YEAR})的?(?P<m2>{_M})月(?:份)?(?![0-9])"),
    # 截至2025年9月30日止六个月: the months that end there, as companies of Hong Kong report them.
    ("ended", rf"截[至止](?P<y>{_YNUM}年)?(?P<m>{_M})月(?:(?P<d>{_D})日|底|末)止的?(?:(?P<n>[三六九369])个月|(?P<half>半年度?)|第?(?P<q>[一二三四])季度|(?P<three>季度)|(?P<full>年度|全年))"),
    ("fiscal_end", rf"截[至止]?(?P<y>{_YNUM}年)(?P<m>{_M})月(?:底|末|(?P<d>{_D})日)?(?:止|为止)?的?(?:上一?|本|整个)?(?:财政年度|财年|会计年度)"),
    # 2019年3月止的本财年: without 截至 only what follows says that it is an end.
    ("fiscal_end", rf"(?P<y>{_YNUM}年)(?P<m>{_M})月(?:底|末|(?P<d>{_D})日)?(?:止|为止|结束)的?(?:上一?|本|整个)?(?:财政年度|财年|会计年度)"),
    ("days", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<m>{_M})月|(?P<mr>{_REFMONTH}))?(?P<d>{_D})[日号]?{_TO}(?:(?P<m2>{_M})月)?(?P<d2>{_D}){_DAY_CHAR}"),
    ("day", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<m>{_M})月(?:份)?|(?P<mr>{_REFMONTH}))(?P<d>{_D})[日号](?:\(?(?:周|星期)[一二三四五六日天]\)?)?{_TIME}?"),
    ("slash_day", r"(?<![0-9./-])(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9./-])"),
    ("ten_days", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<m>{_M})月份?|(?P<mr>{_REFMONTH}))(?P<part>[上中下])旬"),
    # 11月前20天 are its first twenty days, not the twenty days past.
    ("first_days", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<m>{_M})月份?|(?P<mr>{_REFMONTH}))的?前(?P<d2>{_D})[天日](?!津)"),
    ("months", rf"(?:(?P<y>{_YEAR})的?)?(?P<m>{_M})月?份?{_TO}(?P<m2>{_M})月份?(?![0-9])"),
    ("first_months", rf"(?:(?P<y>{_YEAR})的?)?前(?P<m2>{_N})个?月(?!份)"),
    ("month_edge", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<m>{_M})月份?|(?P<mr>{_REFMONTH}))(?P<edge>底|末|初|中(?=[，。；、]|$))(?!级|层|步|始)"),
    ("fiscal", rf"(?:(?P<y>{_YNUM})年?|(?P<yr>本|上一?|下一?|今|该))(?P<fy>财政年度|财年|会计年度)(?:第?(?P<q>[一二三四1-4])(?:财?季度?)|(?P<half>上|下)半(?:财年|年))?"),
    ("fiscal_quarter", rf"(?:(?P<y>{_YEAR})的?)?第(?P<q>[一二三四1-4])财季"),
    ("half", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<half>[上下])半年(?!报)(?:度)?|(?<=年)半年度(?!报))"),
    ("quarters", rf"(?:(?P<y>{_YEAR})的?)?(?:前(?P<q2>[一二两三四1-4])个?季度?|(?P<q>[一二三四1-4])(?:季度)?{_TO}(?P<q3>[一二三四1-4])季度)(?!报)"),
    ("quarter", rf"(?:(?P<y>{_YEAR})的?)?(?P<of>第)?(?P<q>[一二三四1-4])季度?(?![节候报苹花风])(?:末|(?P<edge>底|初))?"),
    ("quarter_short", rf"(?P<y>{_YEAR})[Qq](?P<q>[1-4])|(?P<y4>20[0-9]{{2}})[Qq](?P<q4>[1-4])"),
    ("year_edge", rf"(?:(?P<y>{_YEAR})的?|(?<=[，。；：、到于在至\n“(前])|^|(?<=年)|(?<=截至)|(?<=截止)|(?<![0-9一二三四五六七八九十])(?=年[底末初]))(?P<year_word>年)?(?P<edge>底|末|初|中(?=[，。；、，的]|$))(?!级|层|步|始|期|端|部)"),
    ("month", rf"(?:(?P<y>{_YEAR})的?)?(?:(?P<m>{_M})月(?![亮饼球嫂子刊息薪度经])份?|(?P<mr>{_REFMONTH})份?)(?!{_D}[日号]|号|日(?!本|元|圆|均|企|产|资|式))"),
    ("years", rf"(?P<y>{_YNUM})年?(?:度)?{_TO}(?P<y2>{_YNUM})年(?:度)?(?!级|轮)|(?<=[(（《])(?P<y6>(?:19|20)[0-9]{{2}}){_TO}(?P<y7>(?:19|20)[0-9]{{2}})(?=[)）])|(?P<y8>(?:19|20)[0-9]{{2}})[-/—–](?P<ys>[0-9]{{2}})(?=年度|财年|赛季|学年)(?:年度|财年|赛季|学年)"),
    ("year_digits", r"(?<![0-9])(?P<y4>20[0-9]{2})(?=[)》])|(?:^|(?<=[“《‘(【\n。]))(?P<y5>20[0-2][0-9])(?=[一-鿿])(?![年至到万亿千百多余年])"
     r"|(?<=[的了届在为于行])(?P<y9>20[0-2][0-9])(?=中国|世界|全球|国际|赛季|亚洲|全国)"),
    ("year_month", r"(?<![0-9.])(?P<y4>(?:19|20)[0-9]{2})\.(?P<m>0[1-9]|1[0-2])(?=[—-])|(?<=[—-])(?P<y5>(?:19|20)[0-9]{2})\.(?P<m0>0[1-9]|1[0-2])(?![0-9点])"),
    ("day_called", rf"(?:^|(?<=[间于在到，。；、(日]))(?P<d>{_D})号(?=晚|上午|下午|早|凌晨|表示|说|在|举行|，|。|起|前|之前|至)(?P<part_of_day>晚上?|上午|下午|凌晨|早上?)?"),
    ("year_lone", rf"(?P<y>{_YEAR})(?:同期|全年(?:度)?)?"),
    ("full_year", r"(?P<full>全年)(?!龄|无休|级)"),
    ("past", rf"(?:过去的?|近|最近|近段|刚过去的?|此前的?|之前的?|前)(?P<some>[几数]十?|十几|(?P<n>{_N})多?|(?=个?月|年))(?P<u>年(?!轻|级|代)|个?季度|个月|周|个星期|天|日|小时|个小时|个?交易日|个?工作日)(?:的?(?:时间|间|里|中(?=[，。、；：]|$)|内(?!蒙|地|陆|需|销|贸|资)))?来?"),
    ("past_came", rf"(?P<n>{_N})(?:多|余)?(?P<u>年|个月|个季度|天|个交易日|周)(?:多|余)?以?来(?!自|到|说|看|源|访|华)"),
    # 一年间: a stretch whose place in time the text leaves to what is around it.
    ("span", rf"(?P<n>(?!(?:1[5-9]|20|21)[0-9]{{2}}年){_N})(?P<u>年|个季度|个月|周|个星期|天|个交易日)(?:时间)?(?:之)?间(?!隔|接|谍|歇|断|或)"),
    ("next", rf"(?:未来|今后|接下来的?|往后)(?P<some>[几数]|(?:(?P<n>{_N})(?:{_TO}{_N})?))(?P<u>年(?!轻|级|代)|个?季度|个月|周|个星期|天|日|小时|个小时|个?交易日|个?工作日)(?:的?(?:时间|间|里|内))?"),
    ("decade", r"(?:(?:上个?世纪|20世纪|二十世纪)?(?:[1-9]0?[、和])*(?P<dec>[1-9]0|[一二三四五六七八九]十)年代(?:初|末|中期|后期)?|(?P<cent>[0-9]{1,2}|[一二]?十[一二三四五六七八九]?|上个?|本)世纪(?:初|末|中叶|以来)?|(?P<dec4>(?:19|20)[0-9]0)年代)"),
    ("plan", r"[“\"]?(?P<plan>十[一二三四五]五)[”\"]?(?:时期|期间|规划期?|末期?|初期?|以来)?"),
    ("weekday", r"(?P<wr>[上本这下]上?个?)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?!刊|报|大福)" + rf"{_TIME}?"),
    ("week", r"(?P<wr>[上本这下])(?:个?周(?!期(?![货权指价现]))|个?星期)(?:末)?"),  # 回本周期, not 上周期货
    ("day_ref", rf"(?P<dr>今日|今天|今晚|今晨|昨日|昨天|昨晚|前日|前天|明日|明天|后天){_TIME}?"),
    ("day_lone", r"(?<![0-9.,:%/年月-])(?P<d>3[01]|[12][0-9]|0?[1-9])日(?!元|本|币|圆|均|产|内|式|货|常|渐|益|程|用|韩|美元|资|系|方军|游|志|子|后)" + rf"{_TIME}?"),
    ("season", rf"(?P<y>{_YEAR})的?(?P<season>春节|国庆|晚些时候|早些时候)(?:期间|前后)?"),
    ("holiday", rf"(?:(?P<y>{_YEAR})的?)?{HOLIDAY}"),
    ("season_of", rf"(?:(?P<y>{_YEAR})的?)?(?P<season>[春夏秋冬])(?:季|天)(?!里|学期|学|招|运动|奥运|残奥|广交|拍|新|款|系列|时装|攻势|赛|班|会|装|号|论坛|达沃斯|交易|运行|作物|清洁|用|高峰|疗|到来|播|收|耕)(?:期间)?"),
    ("clock_full", r"(?<![0-9.])(?P<clock>(?:[01]?[0-9]|2[0-4])(?:时[0-5]?[0-9]分|时许|时整|时(?=[，。、和各起前后至])|点整|点半|点钟))(?!之|点)"),
    ("clock", rf"(?:北京时间|当地时间|美东时间|{_CLOCK_WORD})(?P<clock>{_CLOCK})|(?P<clock2>(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9](?:[:：][0-5][0-9])?)(?![0-9%])(?:许|左右)?"),
    ("moment", r"(?P<word>[上前]一个?交易日|上个交易日|截[至止]目前|到目前为止|目前为止|迄今为止|截[至止]发稿(?:时|前)?|至今(?![年天日晚晨])|迄今(?!为)|目前|当前|现在|如今|眼下|日前|近日|近期|近来|近年来?|近些年来?|最近(?!的)|不久前|前不久|此前|今后|年内|同期|同日|同月|当日|当天|当月|当时|报告期[内末初]?|期[内末初]|当季(?!度)|该季度|本季度?(?!末|初|报)|季内|年初至今|月底|月初|月末|周末|长期以来|一直以来|随后|去年同期|上年同期|前期|后期(?=[，。]))"),
)  # fmt: skip
_MOMENTS_LAST = frozenset({"moment"})
_BEFORE = re.compile(
    r"(?P<by>截至到?|截止到?|截)$|(?P<since>自从?|从)$|(?P<until>直到|直至)$|(?P<to>(?:^|(?<=[，。；：、“(计划\n]))到)$|(?P<at>)$"
)
_AFTER = re.compile(
    r"(?P<since>以来|至今|迄今(?!为)|开始至今)|(?P<from>起(?!来|到|步|草|诉|价|重|点|飞|源|伏)|开始(?!实|建))|(?P<by>为止|止(?!损|步|跌))"
    r"|(?P<before>之前|以前|前(?![一二两三四五六七八九十0-9几后往列景述者夕瞻沿期端]))|(?P<after>之后|以后|后(?!续|期|市|来|者|勤|备|台|面|盾|的?第|半))|(?P<during>期间)"
)
# 第二季 of a television series is none: 第二季营收, 第二季净利润.
_OF_RESULTS = re.compile(
    r"的?(?:总|净|每股|毛|核心|调整后|经调整|基础|整体)?(?:营收|营业|利润|收入|销售|业绩|财报|盈利|亏损|毛利|产量|销量|交付|出货|GDP|国内生产总值|经济增长|资本支出|净利|净亏)"
)
_HINT = re.compile(r"[年月日号旬季周天财目当现如眼日近至迄最不此今同报期月长一随前上过未往接世昨明后:：Qq\-/.五时点]")
_LONE_NOT_BEFORE = re.compile(r"(?:为期|历时|连续|长达|共|每|第|近|满)$")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    form: str
    fields: dict[str, Any] = field(default_factory=dict)


# A character each form can begin with, so that most places are passed over with one look.
_DIGIT_START = "0123456789"
_HAN_START = "一二三四五六七八九十"
_YEAR_START = _DIGIT_START + "一二今本去大前明来后上当同次翌"
_STARTS: dict[str, str] = {
    "span_days": _YEAR_START, "span_months": _YEAR_START, "ended": "截", "fiscal_end": "截" + _YEAR_START, "days": _YEAR_START + _HAN_START + "这下",
    "day": _YEAR_START + _HAN_START + "这下", "slash_day": "12", "ten_days": _YEAR_START + _HAN_START + "这下", "first_days": _YEAR_START + _HAN_START + "这下",
    "months": _YEAR_START + _HAN_START, "first_months": _YEAR_START + "前", "month_edge": _YEAR_START + _HAN_START + "这下",
    "fiscal": _DIGIT_START + "一二本上下今该", "fiscal_quarter": _YEAR_START + "第", "half": _YEAR_START + "上下",
    "quarters": _YEAR_START + _HAN_START + "前", "quarter": _YEAR_START + _HAN_START + "第", "quarter_short": _YEAR_START,
    "year_edge": _YEAR_START + "年", "month": _YEAR_START + _HAN_START + "这下", "years": "12一二", "year_lone": _YEAR_START,
    "full_year": "全", "past": "过近最刚此之前", "past_came": _DIGIT_START + _HAN_START + "两百", "next": "未今接往",
    "span": _DIGIT_START + _HAN_START + "两百", "season_of": _YEAR_START + "春夏秋冬",
    "decade": _DIGIT_START + _HAN_START + "上二本", "plan": "十“\"", "weekday": "上本这下周星礼", "week": "上本这下",
    "day_ref": "今昨前明后", "day_lone": _DIGIT_START, "season": _YEAR_START, "holiday": _YEAR_START + STARTS,
    "clock": "北当美上下凌清早晚傍中午夜深盘收" + _DIGIT_START,
    "clock_full": _DIGIT_START, "year_digits": "2", "year_month": "12", "day_called": _DIGIT_START + _HAN_START, "moment": "截到目迄至当现如眼日近最不前此今年同报期月周国春十长一随去上后该本季",
}  # fmt: skip


@cache
def _by_char() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """The patterns that can begin with a character; compiled at first use."""
    patterns = tuple((name, re.compile(pattern)) for name, pattern in _CORES)
    return {
        char: tuple((name, pattern) for name, pattern in patterns if char in _STARTS[name])
        for char in set("".join(_STARTS.values()))
    }


def read_periods(text: str) -> tuple[Period, ...]:
    """The periods of ``text`` in order, with spans into it."""
    folded = fold(text)
    return tuple(_original(period, folded, text) for period in _scan(folded.text))


def periods_in(folded: Folded) -> tuple[Period, ...]:
    """The periods of folded text; spans are of the original, ``text`` is as folded."""
    return tuple(_original(period, folded, None) for period in _scan(folded.text))


def folded_periods(text: str) -> tuple[Period, ...]:
    """The periods of text that is folded already, with spans into it."""
    return tuple(_scan(text))


def _original(period: Period, folded: Folded, text: str | None) -> Period:
    span = folded.span(period.span.start, period.span.end)
    return period.at(span=span, text=period.text if text is None else span.of(text))


def _scan(text: str) -> Iterator[Period]:
    at, last = 0, 0
    by_char = _by_char()
    while at < len(text):
        patterns = by_char.get(text[at])
        found = _longest(text, at, patterns) if patterns else None
        if found is None:
            at += 1
            continue
        period = _tied(text, found, last)
        yield period
        at = last = period.span.end


def _longest(text: str, at: int, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> _Found | None:
    best: tuple[int, _Found] | None = None
    for name, pattern in patterns:
        match = pattern.match(text, at)
        if match is None or match.end() == at or (best is not None and match.end() <= best[0]):
            continue
        if not _allowed(name, match, text):
            continue
        form, fields = _fields(name, match)
        if form:
            best = (match.end(), _Found(at, match.end(), form, fields))
    return best[1] if best else None


def _allowed(name: str, match: re.Match[str], text: str) -> bool:
    """Whether what stands before does not make the words something else."""
    before = text[max(0, match.start() - 3) : match.start()]
    prior = before[-1:]
    if match.group()[0].isdigit() and (prior.isdigit() or (prior in (".", ",", "-", "/") and before[-2:-1].isdigit())):
        return False
    if match.group()[0] in _H + "十百" and prior and prior in _H + "十百千万亿两第":
        return False
    if name == "first_months" and match["y"] is None and prior in tuple("提目以之日"):
        return False
    if name == "day_lone" and _LONE_NOT_BEFORE.search(before):
        return False
    if (
        name in ("month", "months", "quarter", "quarters", "day")
        and prior == "第"
        and not match.group().startswith("第")
    ):
        return False
    if name == "quarter" and match.group()[-1] == "季" and match["y"] is None and match["of"] is None:
        return False
    if name == "quarter" and match.group()[-1] == "季" and match["of"] and match["y"] is None:
        return _OF_RESULTS.match(text, match.end()) is not None
    if name == "past" and match.group().startswith("前") and (prior in "以之目日此提年期" and prior != ""):
        return False
    if name == "past" and match.group().startswith("近") and prior in tuple("附邻靠最接将"):
        return False
    if name == "past" and match["n"] is None and match["some"] == "" and not match.group().startswith("近"):
        return False
    if name == "past_came" and (prior in tuple("第每几数") or re.match(r"(?:1[5-9]|20|21)[0-9]{2}年", match.group())):
        return False
    if name == "span" and (prior in tuple("第每几数近前去来后过") or prior.isdigit()):
        return False
    if name == "season_of" and match["y"] is None and prior and prior not in "，。；：于在到、年从自至“(\n将":
        return False
    if name == "plan" and prior in tuple("五六七八九"):
        return False
    if name == "moment":
        return _moment_allowed(match.group(), prior, text[match.end() : match.end() + 1])
    if name == "weekday" and prior in tuple("一二三四五六七八九十每逢"):
        return match["wr"] is not None
    if name == "year_lone" and match.group() in ("本年", "同年", "前年", "后年") and prior in tuple("根样基日文资成"):
        return False
    if name == "month" and match["y"] is None and match["m"] is not None and prior in tuple("个"):
        return False
    if name == "clock_full":
        return _clock_of(match["clock"], match.group()) is not None
    if name == "clock":
        return _clock_of(match["clock"] or match["clock2"], match.group()) is not None
    return True


def _moment_allowed(word: str, prior: str, following: str) -> bool:
    if word in ("目前",) and prior in ("节", "栏", "题", "项"):
        return False
    if word == "日前":
        return not prior.isdigit()
    if word == "近日" and following in ("点",):
        return False
    if word in ("当时", "同期", "期内", "前期", "当天", "当日", "至今") and prior in tuple("不"):
        return False
    if word in ("期内", "期末", "期初", "季内"):
        return prior in tuple("，。；：、\n较比与") or prior == ""
    if word == "年内":
        return not (prior.isdigit() or prior in tuple("一二两三四五六七八九十几数"))
    if word == "前期":
        return False
    if word in ("现在", "如今") or len(word) > 2:
        return True
    return not (word == "当前" and prior == "应")


def _fields(name: str, match: re.Match[str]) -> tuple[str, dict[str, Any]]:
    """The form and what the text says of it; an empty form where numbers are out of range."""
    got = {key: value for key, value in match.groupdict().items() if value is not None}
    fields: dict[str, Any] = {}
    _year_fields(got, fields)
    for key in ("m", "d"):
        if key in got:
            fields[{"m": "month", "d": "day"}[key]] = _number(got[key])
        if f"{key}2" in got:
            fields[{"m": "month_to", "d": "day_to"}[key]] = _number(got[f"{key}2"])
    if "mr" in got:
        word = got["mr"].removesuffix("月").removesuffix("个")
        if word in _MONTH_REFS:
            fields["month_ref"] = _MONTH_REFS[word]
        else:
            fields["name"] = got["mr"]
    clock = got.get("clock") or got.get("clock2")
    if clock:
        at = _clock_of(clock, match.group())
        if at is not None:
            fields["hour"], fields["minute"] = at
    return _FORMS[name](got, fields, match.group())


def _year_fields(got: dict[str, str], fields: dict[str, Any]) -> None:
    for key, target in (
        ("y", "year"),
        ("y4", "year"),
        ("y6", "year"),
        ("y8", "year"),
        ("y5", "year"),
        ("y9", "year"),
        ("y2", "year_to"),
        ("y7", "year_to"),
    ):
        if key not in got:
            continue
        word = got[key].rstrip("年度") if got[key][0] in _DIGIT_START + _H else got[key]
        if word[0] in _DIGIT_START or word[0] in _H:
            fields[target] = int(word) if word.isascii() else int("".join(str(_digit(c)) for c in word))
            continue
        if word in _OTHER_BASE:
            fields["name"] = word
        if word in _YEAR_REFS:
            fields["year_ref"] = _YEAR_REFS[word]


def _digit(char: str) -> int:
    return 0 if char == "〇" else _H.index(char) - 1 if char != "零" else 0


def _number(word: str) -> int | None:
    if word.isascii():
        return int(word)
    value = han_value(word)
    return None if value is None else int(value)


def _clock_of(clock: str, text: str) -> tuple[int, int] | None:
    numbers = [int(n) for n in re.findall(r"[0-9]+", clock)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 30 if "半" in clock else 0
    if hour < 12 and any(word in text for word in ("下午", "晚", "傍晚", "午后", "夜间", "深夜")):
        hour += 12
    return (hour, minute) if hour <= 24 and minute < 60 else None


_Fields = tuple[str, dict[str, Any]]
_Fill = Callable[[dict[str, str], dict[str, Any], str], _Fields]


def _span_of(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    first, last = fields.get("year"), fields.get("year_to")
    month, month_to = fields.get("month"), fields.get("month_to")
    if first is None or last is None or month is None or month_to is None:
        return "", fields
    day, day_to = fields.get("day"), fields.get("day_to")
    try:
        start = date(first, month, day or 1)
        end = date(last, month_to, day_to or calendar.monthrange(last, month_to)[1])
    except ValueError:
        return "", fields
    return ("days_range", {**fields, "start": start, "end": end}) if start < end else ("", fields)


def _day(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return ("day", fields) if _real_day(fields.get("month"), fields.get("day"), fields.get("year")) else ("", fields)


def _days(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    month, month_to = fields.get("month"), fields.get("month_to")
    day, day_to = fields.get("day"), fields.get("day_to")
    if day is None or day_to is None or not (_real_day(month, day) and _real_day(month_to or month, day_to)):
        return "", fields
    if month_to is None and day >= day_to:
        return "", fields
    if month is None and "month_ref" not in fields and not re.search(r"[日号](?:至|到|-|—|~|–)|[0-9]", text):
        return "", fields
    return "days", fields


def _first_days(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return ("days", {**fields, "day": 1}) if (fields.get("day_to") or 0) > 1 else ("", fields)


def _real_day(month: int | None, day: int | None, year: int | None = None) -> bool:
    if day is None or not 1 <= day <= 31:
        return False
    return month is None or day <= (
        calendar.monthrange(year, month)[1] if year else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    )


def _ten_days(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "ten_days", {**fields, "part": {"上": 1, "中": 2, "下": 3}[got["part"]]}


def _months(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    month, month_to = fields.get("month") or 1, fields.get("month_to")
    if month_to is None or not 1 <= month_to <= 12 or month >= month_to:
        return ("", fields) if month_to != 1 or "m" in got else ("months", {**fields, "month": 1})
    return "months", {**fields, "month": month}


def _edge_name(char: str) -> str:
    return {"底": "end", "末": "end", "初": "start", "中": "mid"}[char]


def _month_edge(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "edge", {**fields, "edge": _edge_name(got["edge"])}


def _year_edge(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if "y" not in got and "year_word" not in got:
        return "", fields
    return "edge", {**fields, "edge": _edge_name(got["edge"])}


def _ended(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    """The months, the half or the year that end with a day: 截至2025年9月30日止六个月."""
    last, year = fields["month"], {"year": fields.get("year")}
    if "full" in got:
        return ("year", year) if last == 12 else ("fiscal", fields)
    if "half" in got:
        return ("half", {**year, "half": last // 6}) if last in (6, 12) else ("", fields)
    if "q" in got:
        quarter = _number(got["q"]) or 0
        return ("quarter", {**year, "quarter": quarter}) if last == 3 * quarter else ("", fields)
    first = last - (3 if "three" in got else _number(got["n"]) or last) + 1
    return ("months", {**year, "month": first, "month_to": last}) if first > 0 else ("", fields)


def _fiscal_end(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "fiscal", fields


def _fiscal(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if "yr" in got:
        fields = {
            **fields,
            "year_ref": {"本": 0, "今": 0, "该": None, "上": -1, "上一": -1, "下": 1, "下一": 1}[got["yr"]],
        }
    if "q" in got:
        fields = {**fields, "quarter": _number(got["q"])}
    if "half" in got:
        fields = {**fields, "half": 1 if got["half"] == "上" else 2}
    return "fiscal", fields


def _fiscal_quarter(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "fiscal", {**fields, "quarter": _number(got["q"])}


def _half(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "half", {**fields, "half": 2 if got.get("half") == "下" else 1}


def _quarters(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    last = _number(got.get("q2") or got["q3"])
    first = _number(got["q"]) if "q" in got else 1
    if first is None or last is None or first > last or not 1 <= last <= 4:
        return "", fields
    if first == last:
        return "quarter", {**fields, "quarter": first}
    return "quarters", {**fields, "quarter": first, "quarter_to": last}


def _quarter(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    fields = {**fields, "quarter": _number(got.get("q") or got["q4"])}
    if text[-1] in "末底初":
        return "edge", {**fields, "edge": _edge_name(text[-1])}
    return "quarter", fields


def _month(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if got.get("mr") in ("当月", "同月"):
        return "moment", {**fields, "name": got["mr"]}
    return "month", fields


def _years(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if "ys" in got:
        year = fields["year"]
        fields = {**fields, "year_to": year - year % 100 + int(got["ys"])}
        return ("years", fields) if fields["year_to"] == year + 1 else ("", fields)
    return ("years", fields) if fields["year"] < fields["year_to"] else ("", fields)


def _year_lone(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if got["y"] in ("当年", "同年", "次年", "翌年"):
        return "moment", {**fields, "name": got["y"]}
    if text.endswith("同期"):
        return "year", {**fields, "name": fields.get("name") or "同期"}
    return "year", fields


def _stretch(form: str) -> _Fill:
    def fill(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
        unit = _UNITS.get(got["u"]) or _UNITS.get("个" + got["u"].removeprefix("个")) or ""
        if "n" not in got:
            count = None
            if got.get("some") == "" and text.startswith("近"):
                return "moment", {**fields, "name": text}
        else:
            count = _number(got["n"])
            if count is None:
                return "", fields
        if form == "next" and re.search(r"(?:至|到|-|—|~|–)", text):
            count = None
        return form, {**fields, "count": count, "unit": unit}

    return fill


def _decade(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if "dec4" in got:
        return "decade", {**fields, "year": int(got["dec4"]), "name": text}
    if "dec" in got:
        tens = _number(got["dec"])
        if tens is None or tens % 10:
            return "", fields
        return "decade", {**fields, "year": 1900 + tens if tens >= 30 or "世纪" in text else None, "name": text}
    return "decade", {**fields, "name": text}


def _plan(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "decade", {**fields, "name": got["plan"]}


def _weekday(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "day", fields


def _week(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "moment", {**fields, "name": text}


def _day_ref(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "day", {**fields, "day_ref": _DAY_REFS[got["dr"]]}


def _named(form: str) -> _Fill:
    def fill(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
        return form, {**fields, "name": fields.get("name") or text}

    return fill


def _moment(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    if text in ("月底", "月末"):
        return "edge", {**fields, "edge": "end"}
    if text == "月初":
        return "edge", {**fields, "edge": "start"}
    if text in ("去年同期", "上年同期"):
        return "year", {**fields, "year_ref": -1, "name": "上年" if text[0] == "上" else "同期"}
    return "moment", {**fields, "name": text}


def _digits_year(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "year", fields


def _year_month(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "month", {**fields, "month": int(got.get("m") or got["m0"])}


def _clock(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "day", fields


def _season(got: dict[str, str], fields: dict[str, Any], text: str) -> _Fields:
    return "season", {**fields, "name": got["season"]}


def _plain(form: str) -> _Fill:
    return lambda got, fields, text: (form, fields)


_FORMS: dict[str, _Fill] = {
    "span_days": _span_of, "span_months": _span_of, "ended": _ended, "fiscal_end": _fiscal_end, "days": _days, "day": _day, "slash_day": _day,
    "ten_days": _ten_days, "first_days": _first_days, "months": _months, "first_months": _months, "month_edge": _month_edge, "fiscal": _fiscal,
    "fiscal_quarter": _fiscal_quarter, "half": _half, "quarters": _quarters, "quarter": _quarter, "quarter_short": _quarter,
    "year_edge": _year_edge, "month": _month, "years": _years, "year_lone": _year_lone, "full_year": _plain("year"),
    "past": _stretch("past"), "past_came": _stretch("past"), "span": _stretch("span"), "season_of": _season, "next": _stretch("next"), "decade": _decade, "plan": _plan,
    "weekday": _weekday, "week": _week, "day_ref": _day_ref, "day_lone": _day, "season": _named("moment"), "holiday": holiday, "clock": _clock,
    "clock_full": _clock, "year_digits": _digits_year, "year_month": _year_month,
    "day_called": _day, "moment": _moment,
}  # fmt: skip
_NO_TIES = frozenset({"past", "next", "span", "moment"})


def _tied(text: str, found: _Found, last: int) -> Period:
    """The period with the words that tie it: 截至 before it, 以来 after it."""
    start, end, relation = found.start, found.end, "in"
    fields = dict(found.fields)
    if found.form not in _NO_TIES:
        before = _BEFORE.search(text[max(last, start - 3) : start])
        kind = before.lastgroup if before and before.group() else None
        after = _AFTER.match(text, end)
        tail = after.lastgroup if after else None
        if kind == "by":
            start, relation = start - len(before.group()) if before else start, "by"
            if tail == "by":
                end = after.end() if after else end
        elif kind == "until":
            start, relation = start - len(before.group()) if before else start, "until"
        elif tail in ("since", "from") and after:
            end, relation = after.end(), tail
            if kind == "since" and before:
                start = start - len(before.group())
        elif tail in ("before", "after") and after:
            end, relation = after.end(), tail
        elif tail == "during" and after:
            end = after.end()
        elif tail == "by" and after:
            end, relation = after.end(), "until"
        elif kind == "to" and before:
            start, relation = start - 1, "by"
    return Period(span=Span(start, end), text=text[start:end], form=found.form, relation=relation, **fields)  # type: ignore[arg-type]


def resolve(period: Period, published: date | None) -> Period:
    """The period with absolute year, month and day where the article's date makes them certain.

    A month without a year is the latest that had begun by then, but only
    within the same year; a bare day is one of that month if it is not later
    than ``published``, or of the month before within the first five days of a
    month. Everything else stays as it was.
    """
    if published is None or period.resolved or period.name in _OTHER_BASE or period.name in ("当月", "同月", "同期"):
        return period
    if period.day_ref is not None:
        day = published + timedelta(days=period.day_ref)
        return period.at(year=day.year, month=day.month, day=day.day, resolved=True)
    if period.month_ref is not None:
        index = published.year * 12 + published.month - 1 + period.month_ref
        return period.at(year=index // 12, month=index % 12 + 1, resolved=True)
    if period.year_ref is not None:
        return period.at(year=published.year + period.year_ref, resolved=True) if period.form != "fiscal" else period
    if period.year is not None or period.relation not in ("in", "by", "since"):
        return period
    if period.form in ("day", "days", "month", "months", "ten_days") and period.month is not None:
        return _month_of_year(period, published)
    if period.form == "day" and period.day is not None and period.month is None:
        return _day_of_month(period, published)
    return period


def _month_of_year(period: Period, published: date) -> Period:
    last = period.month_to or period.month or 0
    if last < published.month or (last == published.month and (period.day_to or period.day or 1) <= published.day):
        return period.at(year=published.year, resolved=True)
    return period


def _day_of_month(period: Period, published: date) -> Period:
    day = period.day or 0
    if day <= published.day:
        return period.at(year=published.year, month=published.month, resolved=True)
    before = published.replace(day=1) - timedelta(days=1)
    if published.day <= 5 and before.day >= day >= 25:
        return period.at(year=before.year, month=before.month, resolved=True)
    return period
