"""Stretches of folded text whose numerals count nothing.

Owns model numbers, stock codes, telephone numbers, document numbers, clock
times, scores, addresses and the fixed words of ``data/not_figures.txt``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_UNIT = r"(?:kg|KG|km|KM|cm|mm|nm|m2|m3|kWh|KWh|kwh|kW|KW|MWh|MWp|MW|GWh|GW|TWh|kV|TEU|GB|TB|Mbps|Gbps|bps?|BPs?|pcts?|[tgLWmV](?![A-Za-z0-9])|(?:RMB|USD|CNY|EUR|HKD|JPY|GBP)(?![A-Za-z]))"
_MONEY = r"(?:RMB|CNY|USD|HKD|EUR|GBP|JPY|TWD|AUD|CAD|SGD|CHF|MOP|US|HK|NT|AU?|CA?|NZ|S|JP)"
_PATTERNS = (
    r"https?://[^\s，。；、“”（）()一-鿿]+",
    r"(?:www\.)[A-Za-z0-9./?=&_-]+",
    r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+",
    # Stock codes.
    r"[0-9]{1,6}\.(?:SZ|SH|HK|BJ|OC|NQ|SS|US|N|O|T|L|TW|KS)(?![A-Za-z])",
    # Codes with a digit hidden, as lists of names in public texts have them.
    r"(?<=\()[0-9]{1,4}[×*xX][0-9]{2,4}(?:\.(?:SZ|SH|HK|BJ))?(?=[),，])",
    r"(?<=\()(?:SH|SZ|HK)?[03689][0-9]{5}(?=\))|(?<=\()0[0-9]{4}(?=\))",
    r"(?:股票|证券|基金|债券|股份|交易)?代[码号](?:为|是|[:：])?[0-9A-Z]+(?:\.[A-Z]+)?",
    r"(?:SH|SZ|HK|NYSE|NASDAQ|HKEX)[:：]?[0-9]{4,6}",
    # Telephones and numbers of documents.
    r"(?<![0-9])(?:\(?0[0-9]{2,3}\)?-?[0-9]{7,8}|1[3-9][0-9]{9}|[48]00-[0-9]{3,4}-[0-9]{3,4})(?![0-9%.]|[万亿元美港欧英日吨亩平立公千个家人次股件台辆])",
    r"[〔\[【][0-9]{4}[〕\]】]第?[0-9]+号?",
    r"第[0-9,.零〇一二三四五六七八九十百千]+(?:-[0-9]+)?[个家位名次届号条款项章节期批季回轮代版例大届类级任台]?(?:号)?",
    r"[0-9]+(?:-[0-9]+)*号(?:线|楼|院|文|令|公告|文件|车|店|门|仓|机|井|码头|泊位|航站楼|地块|馆|矿|厂|炉|机组|台风|决议|法|法案|选手|位|种子)?",
    r"(?:前|居|列|排名?)[0-9一二三四五六七八九十]{1,2}(?=[，。；、）)”]|$)",
    r"(?:TOP|Top|top|NO\.|No\.|no\.|N[Oo])\s?[0-9]+",
    r"(?:致电|电话|热线|拨打|传真|邮编)(?:[:：为是])?[0-9-]+",
    r"[0-9,]+号专利",
    r"[0-9]0(?:[、和][0-9]0)*后(?![0-9])",
    r"[0-9]{1,2}\+(?:[0-9]{1,2}|[XN])(?![0-9.%])",
    # Clock times and scores.
    r"(?<![0-9.])[0-9]{1,3}比[0-9]{1,3}(?![0-9.%])",
    r"(?<![0-9])[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9])",
    r"(?<![0-9.])[0-9]{1,3}\s?[:：]\s?[0-9]{1,3}(?![0-9.])",
    r"[0-9]+(?:\.[0-9]+)+\.[0-9]+",
    r"[0-9]\.[0-9](?=时代|版|战略|模式|计划)",
    r"[“‘](?:[0-9]{1,2}[.·•][0-9]{1,2}|[0-9]{3}|十一|五一|六一|九一八)[”’]",
    # Letters and digits that are one name. Currency letters and units are none.
    rf"(?!{_MONEY}[$¥]?[0-9])[A-Za-z]+[-‐]?[0-9]+(?:[-‐][0-9]+)*(?:[-‐.]?[A-Za-z0-9])*\+?(?![0-9.,]*[万亿%])",
    rf"[A-Za-z]+[-‐]?[0-9]+(?:[-‐][A-Za-z0-9]+)*[A-Za-z]*(?<!{'RMB'})(?=系列|型|款|股|级)",
    rf"[0-9]+(?:\.[0-9]+)?(?!{_UNIT})[A-Za-z]+[A-Za-z0-9-]*",
    r"[A-Za-z]{2,} [0-9]{1,4}(?= ?[A-Za-z，。、；”》)系型上手电产]|$)(?<!RMB [0-9])(?<!USD [0-9])",
    r"(?:波音|空客|麒麟|骁龙|天玑|长征|神舟|嫦娥|天宫|红旗|东风|标致|马自达|宝马|奔腾|小米|荣耀|幻影|北纬|东经|星舰|国道|省道|京沪|区间)[A-Z]?-?[0-9]+(?![0-9.]*(?:[万亿%]|公里|米|辆|台|年|月|日))[A-Z]?(?:号)?",
    r"(?:歼|轰|(?<![转装搬客货航海空营陆联托承储])运)-?[0-9]{1,2}(?![0-9.,万亿个家吨台辆元年月%])",
    r"(?:沪深|中证|上证|深证|标普|日经|罗素|富时[A-Z]?|科创|创业板|纳斯达克|斯托克|恒生|道琼斯|韩国综合|德国DAX|法国CAC)[0-9]{2,4}(?![0-9.]*点)(?![0-9,.万亿])",
)
# What stands in brackets right after a listed company's name: its code, be digits struck out, or the word for it alone.
SHARE_CODE = re.compile(
    r"\s*\((?:(?:[^()0-9]{0,8})?(?:\d{5,6}(?:\.(?:SH|SZ|HK|BJ|OC|SS|sh|sz|hk))?|\d{4}\.HK|0\d{3,4}"
    r"|\d{1,4}[×*]\d{2,4}(?:\.(?:SH|SZ|HK|BJ))?)(?=[,;，；、)\s])[^()]{0,16}"
    r"|(?:股票|股份|证券|A股|H股)(?:代码|代号|简称)[^()0-9]{0,4})\)"
)
_NUMERALS = "一二三四五六七八九十"
_CHARS = re.compile(r"[0-9A-Za-z〔【\[第前居列排]")


@cache
def _all() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))


def identifiers(text: str) -> list[tuple[int, int]]:
    """Half-open ranges that are names or numbers of something, not amounts, in order."""
    return [match.span() for match in _all().finditer(text)] if _CHARS.search(text) else []


def fixed_words(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of words like 统一, 一线 and 三菱, in order; the longest at each place."""
    return [match.span() for match in _fixed().finditer(text)]


@cache
def _fixed() -> re.Pattern[str]:
    raw = resources.files("briefing").joinpath("data/not_figures.txt").read_text(encoding="utf-8")
    words = {word for line in raw.splitlines() if not line.startswith("#") for word in line.split()}
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        # 六一 is a holiday, the 六一 of 六一万 would be none.
        rest = re.escape(word[1:]) + ("(?![十百千万亿])" if word[-1] in _NUMERALS else "")
        by_first.setdefault(word[0], []).append(rest)
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(by_first.items())))
