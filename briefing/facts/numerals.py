"""Chinese and Arabic numerals as written in Chinese text, read exactly or not at all.

Owns the grammar of one number: digits, thousands commas, 万 and 亿, Chinese
numerals, and mixtures (1亿2000万, 11万7015). Knows nothing of units or of
what stands around a number. All values are ``Decimal``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
SCALES: dict[str, Decimal] = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "十亿": Decimal(10**9),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
    "十万亿": Decimal(10**13),
    "百万亿": Decimal(10**14),
    "千万亿": Decimal(10**15),
    "兆": Decimal(10**12),
    "十兆": Decimal(10**13),
    "百兆": Decimal(10**14),
    "千兆": Decimal(10**15),
}
# 千瓦, 千米, 兆瓦 … are units, 百分点 too, and 万一 and 百度 are words.
_SCALE = r"(?:十(?!足|分之)|百(?!分|度|货|姓|科|强|年)|千(?![瓦米克卡伏斤焦帕赫分])|万(?!科|达集)|亿"
# 兆 is a million million of money in Taiwan, of anything else a million (百兆宽带), or nobody says.
_OF_MONEY = r"(?=(?:零?[0-9][0-9,.]*[十百千]?[亿万]|零?[零一二三四五六七八九十百千]+[亿万])*多?(?:新?台|美|日|港|欧|韩|澳|加|英|新加坡)?(?:元|币|圆|镑|人民币))"
_PLAIN_SCALE = _SCALE + rf"|兆{_OF_MONEY})"
_MONEY_SCALE = _SCALE + r"|兆(?![瓦赫焦帕欧比字]))"
_AFTER_MONEY = ("币", "元", "圆", "$", "¥")
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_HAN_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_MORE = r"[多余来几]"


def _runs(scale: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Numbers that begin with digits, and those in Chinese numerals, with these words of scale."""
    han = rf"(?:[{_HAN_DIGIT}十拾]|佰|仟|{scale})"
    more = r"个(?=[万亿])|[多余](?:个(?=[万亿]))?|来"
    return (
        re.compile(
            rf"(?P<run>{ARABIC}(?:{scale}+(?:零?{ARABIC})?)*)(?P<more>{more}|几(?=[十百千万亿]))?(?P<tail>{scale}*)"
        ),
        re.compile(rf"(?P<run>{han}+(?:点[{_HAN_DIGIT}]+{scale}*)?)(?P<more>{more}|几)?(?P<tail>{scale}*)"),
    )


_RUNS = {False: _runs(_PLAIN_SCALE), True: _runs(_MONEY_SCALE)}
_ARABIC_PART = re.compile(rf"(零?)({ARABIC})([十百千万亿兆]*)")
_MORE_BEFORE_WORD = re.compile(
    r"(?:多(?:样|元[化]|边|媒|晶|方|功能|层次|维|达)|余(?:额|姚|杭|热|下|地|震)|来(?:自|到|说|看|源|访|华|临|宾|京|料|宝|电))"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number of the text.

    ``value`` is None where the words give no single number (十几, 三四百) or no
    certain one. ``scale`` is its closing 万 or 亿, which a range lends to its
    lower end. ``bare`` marks 万, 百亿 without any digit. ``more`` is 多, 余 or 来.
    """

    start: int
    end: int
    value: Decimal | None
    kind: str
    scale: Decimal = Decimal(1)
    more: str = ""
    bare: bool = False
    digits: bool = False


def read_numeral(text: str, start: int) -> Numeral | None:
    """The number that begins exactly at ``start``, the longest one; None where there is none."""
    arabic, han = _RUNS[text[max(0, start - 1) : start] in _AFTER_MONEY]
    if text[start : start + 1].isascii():
        match = arabic.match(text, start)
        return _from_arabic(match, text) if match else None
    match = han.match(text, start)
    return _from_han(match, text) if match else None


def _parts(match: re.Match[str], text: str) -> tuple[str, str, int]:
    """Run with the tail's scale, 多 or 余, and the end; 多样 and 余额 are words of their own."""
    run, more, tail, end = match["run"], match["more"] or "", match["tail"], match.end()
    if more and not tail and (_MORE_BEFORE_WORD.match(text, match.end("run")) or more == "个"):
        return run, "", match.end("run")
    if more == "几" and not tail and match.end("more") == match.end("run"):
        return run, "", match.end("run")
    return run + tail, more[:1] if more != "个" else "", end


def _from_arabic(match: re.Match[str], text: str) -> Numeral:
    run, more, end = _parts(match, text)
    value, scale = arabic_value(run)
    if more == "几":
        value = None
    return Numeral(match.start(), end, value, "digits", scale=scale, more=more if more != "几" else "", digits=True)


def arabic_value(run: str) -> tuple[Decimal | None, Decimal]:
    """The value of digits with scales and its closing scale; None where the parts do not fit each other.

    Each part must be smaller than one of the scale before it; only a part that
    has a scale may have decimals; a last part without one needs two digits,
    for 1万5 may mean 15,000.
    """
    total, last = Decimal(0), Decimal(0)
    scale = SCALES[""]
    parts = list(_ARABIC_PART.finditer(run))
    if not parts or "".join(p.group() for p in parts) != run:
        return None, scale
    for order, part in enumerate(parts):
        zero, digits, written = part.groups()
        if written not in SCALES:
            return None, scale
        number, scale = Decimal(digits.replace(",", "")), SCALES[written]
        amount = number * scale
        if order:
            short = not written and (("." in digits) or (len(digits) < 2 and not zero))
            far = last >= 10**8 and not written and not zero
            if amount >= last or short or far:
                return None, scale
        if order < len(parts) - 1 and "." in digits:
            return None, scale
        total += amount
        last = scale
    return total, scale


def _from_han(match: re.Match[str], text: str) -> Numeral | None:
    run, more, end = _parts(match, text)
    run = run.translate(_FORMAL)
    if more == "几":
        return Numeral(match.start(), end, None, "han", scale=_closing_scale(run))
    if run[0] in "零〇" and "点" not in run:
        return None
    bare = run in SCALES and not run.startswith("十")  # 十万 has its digit
    kind = "one" if run == "一" else "han"
    value = SCALES[run] if bare else han_value(run)
    if re.search(r"[百千万亿]一$", run):
        # 五千万一年 is fifty million a year, 两万一 may be 21,000.
        return Numeral(match.start(), end, None, kind)
    if value is None and not _approximate(run):
        return None
    return Numeral(match.start(), end, value, kind, scale=_closing_scale(run), more=more, bare=bare)


def _closing_scale(run: str) -> Decimal:
    closing = re.search(r"[万亿兆]+$", run)
    return SCALES.get(closing.group(), Decimal(1)) if closing else Decimal(1)


def _approximate(run: str) -> bool:
    """Whether the run is 三四百 or 七八: two digits in sequence that mean about so many."""
    pair = re.search(r"[一二两三四五六七八九]{2}", run)
    if pair is None or re.search(r"[零〇一二两三四五六七八九]{3}", run):
        return False
    low, high = (DIGITS[c] for c in pair.group())
    return high == low + 1 or pair.group() == "三五"


def han_value(run: str) -> Decimal | None:
    """The value of a Chinese numeral such as 一亿零五百万, 三千五, 三点五; None where it is none."""
    run = run.translate(_FORMAL)
    whole, dot, rest = run.partition("点")
    if dot:
        fraction = re.match(r"[零〇一二三四五六七八九]+", rest)
        head = han_value(whole) if whole not in ("零", "〇") else Decimal(0)
        if fraction is None or head is None or head >= 10000:
            return None
        written = rest[fraction.end() :]
        digits = "".join(str(DIGITS[c]) for c in fraction.group())
        return (head + Decimal(f"0.{digits}")) * SCALES[written] if written in SCALES else None
    return _whole(run)


def _whole(run: str) -> Decimal | None:
    for scale_char, scale in (("兆", 10**12), ("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        head, found, tail = run.partition(scale_char)
        if not found:
            continue
        high = _whole(head) if head else None
        if high is None or (high >= 10000 and scale != 10**8) or high >= 10**4:
            return None
        low = _tail(tail, scale)
        return None if low is None else high * scale + low
    value = _below_ten_thousand(run)
    return None if value is None else Decimal(value)


def _tail(tail: str, scale: int) -> Decimal | None:
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and tail in DIGITS and DIGITS[tail]:
        return Decimal(DIGITS[tail] * scale // 10)
    low = _whole(tail[1:]) if tail[0] in "零〇" and len(tail) > 1 else _whole(tail)
    return low if low is not None and low < scale else None


def _below_ten_thousand(run: str) -> int | None:
    if len(run) == 1 and run in DIGITS:
        return DIGITS[run]
    total, digit, last, zero = 0, None, 10_000, False
    for order, char in enumerate(run):
        if char in SMALL_SCALES:
            scale = SMALL_SCALES[char]
            if scale >= last or (digit is None and not (char == "十" and (order == 0 or zero or total))):
                return None
            total += (1 if digit is None else digit) * scale
            digit, last, zero = None, scale, False
        elif char not in DIGITS:
            return None
        elif DIGITS[char] == 0:
            if digit is not None or zero or not total:
                return None
            zero = True
        else:
            if digit is not None:
                return None
            digit = DIGITS[char]
    if digit is None:
        return None if zero else total
    # 一百五 is 150, 一百零五 is 105.
    return total + (digit if zero or last in (10, 10_000) else digit * last // 10)
