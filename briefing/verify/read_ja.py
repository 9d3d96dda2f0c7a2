"""Reading figures back from finished Japanese: 204億5,000万元, 11万7,015台, 3割, 1,000社近く, 半減.

Knows nothing of the source. Dates, clock times, ordinals and labels are taken
out first, so that what is left is a quantity.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from briefing.values import Qualifier
from briefing.verify.scan import Item, figure, fold, join_ranges, take_dates
from briefing.verify.target import TargetReading
from briefing.verify.target_words import codes, pattern

SCALES = {"兆": 12, "億": 8, "万": 4, "千": 3, "百": 2}
_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PART = rf"(?:{_NUM})(?:[千百]?[兆億万]|[千百])?"
_LATER = rf"(?:(?:{_NUM})(?:[千百]?[億万]|[千百])?)"
# Joined pieces only behind a scale: 204億5,000万, 11万7,015.
_NUMBER = rf"(?:(?:{_NUM})[千百]?[兆億万]|(?:{_NUM})[千百])(?:{_LATER})*|{_NUM}"

# --- what is no quantity ----------------------------------------------------

_DASH = r"\s?[~\-–—〜から]+\s?"
_LENGTH = r"(?!間|以上|超|近く|近い|足らず|余り|余|弱|強|前後|以内|未満|ぶり|連続|分|程度|級|当たり|あたり)"
DATES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(source), kind)
    for source, kind in (
        (r"(?<![\d,.])(?:\d{4}年|\d{2}年)?\d{1,2}月\d{1,2}日[~〜–-](?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日", "date"),
        (r"(?<![\d,.])(?:\d{4}年|\d{2}年)?\d{1,2}月\d{1,2}[~〜–-]\d{1,2}日", "date"),
        (r"(?<![\d,.])(?:\d{4}年|\d{2}年)?\d{1,2}月\d{1,2}日", "date"),
        (r"(?<![\d,.])\d{4}年\d{1,2}月[~〜–-]\d{4}年\d{1,2}月", "date"),
        (r"(?<![\d,.])(?:\d{4}年度?)?\d{1,2}月?[~〜–-]\d{1,2}月期?", "date"),
        (r"(?<![\d,.])(?:\d{4}年|\d{2}年)?\d{1,2}月(?!間)", "date"),
        (r"(?<![\d,.])(?:19|20)\d{2}年?[~〜–-](?:(?:19|20)\d{2}|\d{2})年度?", "date"),
        (rf"(?<![\d,.~〜])(?:19|20)\d{{2}}年(?:度|代)?{_LENGTH}", "date"),
        (r"(?<![\d,.~〜])(?:19|20)\d{2}年以降", "date"),
        (r"(?<![\d,.])\d0年代", "date"),
        (r"(?<![\d,.])\d{1,2}[~〜–-]\d{1,2}日" + _LENGTH, "date"),
        (rf"(?<![\d,.~〜万億去後])\d{{1,2}}日{_LENGTH}", "date"),
        (r"(?:午前|午後)?\d{1,2}時(?!間)(?:\d{1,2}分|半)?|\b\d{1,2}:\d{2}\b", "date"),
        (r"第[\d,]+", "ordinal"),
        (r"[\d,]+(?:番目|位|号|回目|年目|期連続|世紀)", "ordinal"),
        (
            r"(?<![A-Za-z\d])(?!RMB|CNY|USD|US\b)[A-Za-z]+-?\d+(?:[.-]\d+)*[A-Za-z]*|\d+(?:G|K|D|C|V)(?![A-Za-z])",
            "label",
        ),
        (r"\d+[A-Z]+\d+[A-Za-z\d]*", "label"),
    )
)


def _is_date(text: str, match: re.Match[str]) -> bool:
    if match.group()[:1].isalpha() and match.group().isascii():
        return not re.match(r"(?:US\$|RMB|CNY|HK)", match.group())
    # The 30日 of 過去30日 and the 15号 of a list of stretches are lengths.
    return not re.search(r"(?:過去|今後|直近)$", text[: match.start()])


def _date_numbers(said: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", said.replace(",", "")))


# --- quantities --------------------------------------------------------------

_BEFORE_MONEY = {
    "US$": "USD",
    "USD": "USD",
    "HK$": "HKD",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "JPY",
    "€": "EUR",
    "£": "GBP",
}
_BEFORE_MONEY |= {"$": "USD"}
_LOOSE = {
    "半減": (-1, "0.5", "times"),
    "倍増": (1, "2", "times"),
    "半数": (0, "1", "fraction/2"),
    "半分": (0, "1", "fraction/2"),
    "過半": (0, "1", "fraction/2"),
}

# 1株利益 and 1株当たり配当 name what is measured; 1株当たり5元 is read as a price.
_PER_SHARE = re.compile(r"(?<![\d,.])1(?:株(?:利益|純|配当|損失|当たり|あたり)|(?:人|世帯)(?:当たり|あたり))")


def _names_a_rate(match: re.Match[str]) -> bool:
    return match["per"] is None and bool(_PER_SHARE.match(match.string, match.start()))


@cache
def _item() -> re.Pattern[str]:
    per = (
        rf"(?P<per>(?:(?<![\d,.])1)?(?:{pattern('ja', 'per')})(?:当たり|あたり)|日量|時速|年率|"
        rf"(?<![\d,.])1(?:平方メートル|平方フィート|トン|キログラム|バレル|オンス|ムー|株)(?=約?\d))?"
    )
    sign = r"(?P<sign>マイナス|プラス|−|(?<![\d\w])-(?=\d)|▲|△)?"
    before = "|".join(re.escape(word) for word in sorted(_BEFORE_MONEY, key=len, reverse=True))
    first = rf"(?:{pattern('ja', 'qualifier_before')})?"
    number = rf"(?P<num>(?<![\d,.])(?:{_NUMBER}))"
    tail = rf"(?P<unit>割(?!合|引|当)|{pattern('ja', 'money', 'unit')})?"
    part = rf"(?:{pattern('ja', 'qualifier_before')})?(?P<under>\d+)分の(?P<over>\d+(?:\.\d+)?)"
    loose = rf"(?:{pattern('ja', 'qualifier_before')})?(?P<loose>{'|'.join(_LOOSE)})"
    return re.compile(
        rf"{part}|{loose}|{per}{first}{sign}(?:(?P<money>{before})\s?)?{number}{tail}(?P<tenth>(?<=割)\d分)?"
    )


def _number(said: str) -> tuple[Decimal, Decimal, Decimal]:
    """(value, value without the scale, scale); the scale is 1 where several pieces carry their own."""
    pieces = re.findall(rf"({_NUM})((?:[千百]?[兆億万])|[千百])?", said)
    total = Decimal(0)
    scale = Decimal(1)
    for digits, names in pieces:
        scale = Decimal(10) ** sum(SCALES[name] for name in names)
        total += Decimal(digits.replace(",", "")) * scale
    if len(pieces) == 1:
        return total, Decimal(pieces[0][0].replace(",", "")), scale
    first = Decimal(10) ** sum(SCALES[name] for name in pieces[0][1])
    return total, total, first


def _read_item(match: re.Match[str]) -> Item:
    start, end = match.span()
    if match["under"]:
        value = Decimal(match["over"])
        return Item(start, end, value, f"fraction/{match['under']}", value, closed=True)
    if match["loose"]:
        _, number, unit = _LOOSE[match["loose"]]
        return Item(start, end, Decimal(number), unit, Decimal(number), closed=True)
    value, bare, scale = _number(match["num"])
    word = match["unit"] or ""
    unit = codes("ja", "money").get(word, "") or codes("ja", "unit").get(word, "")
    unit = unit or _BEFORE_MONEY.get(match["money"] or "", "")
    if word == "割":
        tenths = Decimal(match["tenth"][0]) if match["tenth"] else Decimal(0)
        value, bare, unit, scale = value * 10 + tenths, bare * 10 + tenths, "percent", Decimal(1)
    if not unit and re.match(r"[^\W\d_]", match.string[end:]) and not re.match(_AFTER_PARTICLE, match.string[end:]):
        unit = "count"
    if match["per"]:
        unit = _rate(match["per"], unit)
    if match["sign"] in ("マイナス", "−", "-", "▲", "△"):
        value, bare = -value, -bare
    whole = bare if bare != value or scale == 1 else value / scale
    pieces = bool(re.search(r"[兆億万千百].*\d", match["num"]))
    if pieces:
        return Item(start, end, value, unit, value, closed=True)
    return Item(start, end, value, unit, whole, scale, closed=bool(word))


_AFTER_PARTICLE = r"[のにでとはがをもへや、。]|から|まで|超|近く|近い|以上|以下|前後|程度|級|弱|強|余"


def _rate(said: str, unit: str) -> str:
    if said == "日量":
        return f"{unit}/day"
    if said == "時速":
        return f"{'km' if unit == 'kg' else unit}/hour"  # 時速350キロ
    if said == "年率":
        return unit
    return f"{unit}/{codes('ja', 'per')[re.sub('当たり|あたり', '', said).removeprefix('1')]}"


def read(text: str) -> TargetReading:
    """Every figure and every other number of finished Japanese text, in order."""
    folded = fold(text)
    body, dates = take_dates(folded, DATES, _date_numbers, _is_date)
    items = [_read_item(match) for match in _item().finditer(body) if not _names_a_rate(match)]
    figures = []
    for item, upper in join_ranges(body, items, _joins):
        qualifier, end = _qualifier(body, item)
        direction = _LOOSE.get(body[item.end - 2 : item.end], (0,))[0] or _direction(body, end)
        figures.append(figure(text, (item.start, end), item, upper, qualifier, direction))
    return TargetReading(tuple(figures), tuple(sorted(dates, key=lambda d: d.start)))


def _joins(text: str, low: Item, high: Item) -> bool:
    return bool(re.fullmatch(r"\s?[~〜–—-]\s?", text[low.end : high.start]))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?P<counter>[^\W\d_]{{0,6}}?)級?(?P<word>{pattern('ja', 'qualifier_after')})")


def _qualifier(text: str, item: Item) -> tuple[Qualifier, int]:
    said = text[item.start : item.end]
    head = re.match(rf"(?:.*(?:当たり|あたり)|日量|時速)?(?P<word>{pattern('ja', 'qualifier_before')})", said)
    if head:
        return Qualifier(codes("ja", "qualifier_before")[head["word"]]), item.end
    after = _after().match(text, item.end)
    # A counter may stand between: 1,000社近く, 13社以上; a particle may not: 13社の強み.
    if after and not re.search(r"[のにはがでとをも]", after["counter"]) and _whole_word(text, after):
        return Qualifier(codes("ja", "qualifier_after")[after["word"]]), after.end()
    return Qualifier.EXACT, item.end


def _whole_word(text: str, after: re.Match[str]) -> bool:
    """余, 強 and 弱 are qualifiers only where the word ends: not in 強化, 弱含み, 余剰."""
    if after["word"] in ("強", "弱", "余", "超", "ほど"):
        return not re.match(r"[一-龯ァ-ヴ]", text[after.end() :]) or after["word"] == "超"
    return True


@cache
def _move() -> re.Pattern[str]:
    return re.compile(rf"(?:と|の|に当たる|分の?|[^\W\d_]{{0,3}})?(?P<word>{pattern('ja', 'direction')})")


def _direction(text: str, end: int) -> int:
    after = _move().match(text, end)
    if not after:
        return 0
    return 1 if codes("ja", "direction")[after["word"]] == "up" else -1
