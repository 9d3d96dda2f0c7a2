"""Reading every number of a Japanese translation by anyone, with all it may mean.

Goes by the strict reader of our own Japanese and adds what others write:
words that are numbers by their sense, kanji numerals, orders of magnitude.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from briefing.facts.numerals import han_value
from briefing.values import Qualifier
from briefing.verify import read_ja
from briefing.verify.dates_ja import ERA, read_dates, year_of_era
from briefing.verify.equal import is_money
from briefing.verify.mentions import ONE, Mention, Said, Sense
from briefing.verify.scan import fold
from briefing.verify.target import TargetDate, TargetFigure
from briefing.verify.target_words import codes, pattern, senses

_SCALE = {"万": 4, "億": 8, "兆": 12, "千": 3, "百": 2, "十": 1}
_KANJI = re.compile(r"[一二三四五六七八九十百千]+(?:[万億兆][一二三四五六七八九十百千]*)*")
_VAGUE = re.compile(
    r"数(?P<scale>[十百千]*[万億兆]*)|(?<![\d一二三四五六七八九十百千万億])(?P<bare>[百千]?[万億兆]|[百千])(?=[^\d一-龯]|[人名社元円台件店万])"
)
_HALF = Decimal("0.5")
_SHARE = re.compile(r"([一二三四五六七八九十]+)分の([一二三四五六七八九十]+)")
_HUNDREDTH = Decimal("0.01")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百数何]$")
_SEN = re.compile(r"(\d{1,2})銭")
_INDEX = re.compile(r"平均|ダウ|日経|TOPIX|指数")
_MORE_OR_LESS = {"近い": Qualifier.NEARLY, "余り": Qualifier.OVER}


def read(text: str) -> Said:
    """Every number, date and number-like word of the text, in order."""
    folded = fold(text)
    reading = read_ja.read(text)
    eras = list(_eras(folded))
    mentions = [_of_figure(folded, found) for found in reading.figures if not _within(found, eras)]
    mentions += [mention for date in reading.dates if not _within(date, eras) for mention in _of_date(date)]
    mentions += eras
    mentions += [*_words(folded), *_shares(folded), *_kanji(folded), *_vague(folded)]
    return read_dates(folded, Said(text, tuple(sorted(mentions, key=lambda m: (m.start, m.end)))))


def _eras(text: str) -> Iterator[Mention]:
    """平成7年 is 1995."""
    for match in ERA.finditer(text):
        year = Decimal(year_of_era(match))
        yield Mention(match.start(), match.end(), match.group(), (Sense(year),), digits=True)


def _within(found: TargetFigure | TargetDate, spans: list[Mention]) -> bool:
    return any(span.start < found.end and found.start < span.end for span in spans)


def _of_figure(text: str, found: TargetFigure) -> Mention:
    place = _place(found.text)
    said = [Sense(value, found.unit, place) for value in (found.value, found.upper) if value is not None]
    if text.startswith("半", found.end) and found.unit:  # 3年半
        said = [Sense(sense.value + _HALF, sense.unit, _HALF) for sense in said]
    if found.text.endswith("キロ"):  # of goods or of a road
        said += [Sense(s.value, re.sub(r"^kg", "km", s.unit), s.place) for s in said if s.unit.startswith("kg")]
    sen = _SEN.match(text, found.end) if found.unit == "JPY" else None
    if sen:
        said = [Sense(s.value + Decimal(sen[1]) / 100, s.unit, _HUNDREDTH) for s in said]
    if is_money(found.unit) and _INDEX.search(text):  # the Nikkei and the Dow are quoted in money
        said += [Sense(s.value, "point", s.place) for s in said]
    cents = None if is_money(found.unit) else _cents().match(text, found.end)
    if cents:
        said = [Sense(s.value / 100, codes("ja", "cents")[cents.group()], s.place / 100) for s in said]
    end = max(found.end, cents.end() if cents else 0)
    return Mention(
        found.start,
        end,
        found.text if end == found.end else text[found.start : end],
        tuple(said),
        "number",
        _stated(found),
        found.direction,
        _link(text, found),
        any(char.isdigit() for char in found.text),
        any(char in _SCALE for char in found.text),
    )


@cache
def _cents() -> re.Pattern[str]:
    return re.compile(pattern("ja", "cents"))


def _stated(found: TargetFigure) -> Qualifier:
    """The qualifier of the strict reader; 余り is a little more in the press."""
    if found.qualifier is Qualifier.RANGE:
        return Qualifier.EXACT
    return Qualifier.OVER if found.text.endswith("余り") else found.qualifier


def _place(said: str) -> Decimal:
    """What the last digit written is worth: 億 of 26億, 百万 of 26.43億."""
    last = re.findall(r"(\d[\d,]*(?:\.(\d+))?)([千百]?[兆億万]|[千百])?", fold(said))
    if not last:
        return ONE
    _, decimals, scale = last[-1]
    power = sum(_SCALE[char] for char in scale) - len(decimals)
    return Decimal(1).scaleb(power)


def _link(text: str, found: TargetFigure) -> str:
    after = text[found.end : found.end + 4]
    if re.match(r"(?:から|より)", after):
        return "from"
    if re.match(r"(?:に|へ|まで)", after):
        return "to"
    return "by" if found.direction else ""


def _of_date(date: TargetDate) -> Iterator[Mention]:
    kind = {"ordinal": "ordinal", "label": "label", "date": "number"}[date.kind]
    for number in date.numbers:
        unit = "ordinal" if kind == "ordinal" else ""
        yield Mention(date.start, date.end, date.text, (Sense(Decimal(number), unit),), kind, digits=True)  # type: ignore[arg-type]


@cache
def _number_words() -> re.Pattern[str]:
    return re.compile(pattern("ja", "number_word"))


def _words(text: str) -> Iterator[Mention]:
    known = senses("ja", "number_word")
    for match in _number_words().finditer(text):
        if match.group() == "倍" and _COUNTED.search(text[: match.start()]):
            continue
        said = []
        for code in known[match.group().lower()]:
            value, _, unit = code.partition(" ")
            said.append(Sense(Decimal(value), unit))
        kind = _around(text, match.start(), match.end())
        yield Mention(match.start(), match.end(), match.group(), tuple(said), "word", kind)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"(?:割(?!合|引|当)|{pattern('ja', 'money', 'unit')})")


def _shares(text: str) -> Iterator[Mention]:
    """A share in kanji: 四分の一."""
    for match in _SHARE.finditer(text):
        below, above = (han_value(n) or Decimal(n) for n in match.groups())
        if below > 1:
            kind = _around(text, match.start(), match.end())
            yield Mention(*match.span(), match.group(), (Sense(above, f"fraction/{below}"),), "word", kind)


def _kanji(text: str) -> Iterator[Mention]:
    """三回, 五カ国, 十数年, 二百三十億元: any numeral, since few words of a number's form are longer."""
    for match in _KANJI.finditer(text):
        value = han_value(match.group().replace("億", "亿").replace("兆", "万亿"))
        if value is None:
            continue
        found = _unit().match(text, match.end())
        unit, worth = "", value
        if found:
            unit = (codes("ja", "money") | codes("ja", "unit")).get(found.group(), "percent")
            worth = value * 10 if found.group() == "割" else value
        end = found.end() if found else match.end()
        senses_ = (Sense(worth, unit), Sense(value, ""))
        kind = _around(text, match.start(), end)
        yield Mention(match.start(), end, text[match.start() : end], senses_, "word", kind)


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:{pattern('ja', 'qualifier_before')})$"),
        re.compile(rf"[^\W\d_のにはがでとをも]{{0,3}}?(?P<word>近い|余り|{pattern('ja', 'qualifier_after')})"),
    )


def _around(text: str, start: int, end: int) -> Qualifier:
    """What is said right before or after a number in kanji about how exact it is."""
    before, after = _bounds()
    head = before.search(text[max(0, start - 5) : start])
    if head:
        return Qualifier(codes("ja", "qualifier_before")[head.group()])
    tail = after.match(text, end)
    if tail is None:
        return Qualifier.EXACT
    return _MORE_OR_LESS.get(tail["word"]) or Qualifier(codes("ja", "qualifier_after")[tail["word"]])


def _vague(text: str) -> Iterator[Mention]:
    for match in _VAGUE.finditer(text):
        power = sum(_SCALE[char] for char in match["scale"] or match["bare"] or "")
        if power:
            found = _unit().match(text, match.end())
            unit = (codes("ja", "money") | codes("ja", "unit")).get(found.group(), "") if found else ""
            value = Decimal(10) ** power
            kind = _around(text, match.start(), match.end())
            yield Mention(
                match.start(), match.end(), match.group(), (Sense(value, unit, value),), "vague", kind, scaled=True
            )


def names_money(text: str) -> bool:
    """Whether a currency is named anywhere in the text."""
    return re.search(rf"{pattern('ja', 'money')}|[$€£¥]|RMB|CNY|USD", fold(text)) is not None
