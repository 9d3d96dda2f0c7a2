"""Every quantity of a Chinese text: exact value in base units, or none at all.

Owns finding numbers and joining them with their units, qualifiers, ranges and
changes. Dates belong to ``periods``; names with numbers in them to
``identifiers``. A figure whose words give no single number has ``value`` None;
a number in digits is never left out without a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.facts.bounds import past_included, with_joined_bounds
from briefing.facts.fold import Folded, fold
from briefing.facts.identifiers import fixed_words, identifiers
from briefing.facts.numerals import DIGITS, Numeral, han_value, read_numeral
from briefing.facts.periods import folded_periods
from briefing.facts.surroundings import beside_a_range, change_before, qualifier_after, qualifier_before
from briefing.facts.units import Unit, denominator, read_unit, unit_table
from briefing.values import Comparison, Figure, Qualifier

_START = re.compile(r"[0-9一二三四五六七八九十百千万亿两半数几每翻过近超壹贰叁肆伍陆柒捌玖]|零(?=点)|人均")
_GOES_ON = re.compile(
    r"(?:直|统一|全部|一律|均|逐步|大幅|进一步)?(?:降|下降|下调|调降|调低|减|上调|提高|提升|升|增|调整|调)(?:为|至|到)"
)
_RANGE = re.compile(r"[-–—~－]{1,2}|至|到")
_PERCENT = re.compile(r"(?P<of>百|千|万)分之(?P<sign>负)?")
_PARTS_OF = re.compile(
    r"(?P<low>[一二三四五六七八九十百两0-9]{1,4})分之(?P<high>[一二三四五六七八九十0-9]{1,3})(?![0-9年月日])"
)
_TENTHS = re.compile(
    r"(?P<n>[一二两三四五六七八九0-9])(?:(?:[-—~至到]{1,2})(?P<n2>[一二三四五六七八九0-9]))?成(?P<rest>半|[一二三四五六七八九](?![成家个名项年人种]))?(?!立|功|为|都|本|员(?!工)|果|交|长|熟|品|分|绩|效|人|型|像|就|形|套|片|语|份|全|败|正比|年|了|名|色|因|渝)"
)
_HALF = re.compile(
    r"(?P<pre>超过?|逾|近|不到|不足|将近|接近|约|过)?(?P<half>一半|半数|(?<=过)半(?![个数年天小夜场路])|(?<=[近超到足])半(?=的|[，。；、以]|$))(?P<post>以上|左右|多)?"
)
_DOUBLING = re.compile(r"翻(?:了)?(?P<n>[一两二三四])?番|翻倍")
_MANY = re.compile(
    r"(?<![指倍总人户系函参整分次件家天复多少半无基因双岁页级度号位票])(?:好?几|数)(?P<scale>[十百千万亿]+)[多余来]?"
)
_MANY_UNIT = re.compile(r"[一-鿿%]")
_SLASH = re.compile(r"(?<![0-9./])(?P<n>[1-9])/(?P<d>[2-9]|10)(?![0-9/.])")
_CLASS = re.compile(r"(?:量)?级(?!别)")
_SIGN_BEFORE = re.compile(r"(?:^|[一-鿿，。；：、(“\s])$")
_SPLIT_LIST = re.compile(r"(?:和|及|与|以及|、|，)(?:约|近|超过?|逾)?$")
_LIST = re.compile(r"[、和与及](?=[0-9])")
# 亿元以上项目: projects of a size.
_PROJECTS = re.compile(r"(?:及)?以上的?(?:[一-鿿]{0,6}?)项目")
# 时速350公里, 每小时提高到350公里: a length in an hour, be the hour told before the number.
_AN_HOUR = re.compile(r"(?<![小同定准及临])时速(?:[为达到约近超高最由从自提升降可]|标准|目标|等级|[0-9]{2,3}公里)*$")
_SPEEDS = frozenset({"km", "mile", "nmi"})
_EACH = re.compile(r"(?:分别|各|依次)(?:为|是|达|达到|增长|下降|增加|减少)?$")
# 20个亿元以上项目: the number counts projects of a size.
_OF_SIZE = re.compile(
    r"(?P<n>[0-9]+)个(?=[十百千]?[万亿]+(?:美|欧|日|港|澳|韩)?元(?:及)?(?:以上|级)的?(?:及以上)?的?(?!人民币)[一-鿿])"
)
_TIMES_HALF = re.compile(r"半(?!年|个|导|成|径|价|夜|天|数|小)")
_BARE_UNITS = frozenset({"money", "mass", "area", "energy", "power", "volume"})
_HAN = "零〇一二两三四五六七八九十百千万亿"
_ONE_NOT_AFTER = frozenset("上下这那每某任哪同新首唯统单均之逐第其另万专合归划不")
_HALF_UNITS = {"年": "year", "个月": "month", "个小时": "hour", "小时": "hour", "个世纪": ""}
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}$")
_ONE = Decimal(1)
# The ends of a range are given to the same digit, or nearly.
_OTHER_PLACES = 2
# 内陆, 肆意: one formal digit alone is a number only before money.
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖")
_MONEY = frozenset("元圆角分")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure in folded offsets, before its span is turned into one of the original."""

    start: int
    end: int
    value: Decimal | None
    unit: str
    upper: Decimal | None = None
    counter: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    multiple: str = ""
    number: int = 0
    dim: str = ""


def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in order, with spans into it."""
    folded = fold(text)
    return tuple(replace(figure, text=figure.span.of(text)) for figure in figures_in(folded))


def figures_in(folded: Folded) -> tuple[Figure, ...]:
    """The figures of folded text; spans are of the original, ``text`` is as folded."""
    drafts = _with_shared_qualifiers(folded.text, _Scanner(folded).drafts())
    return tuple(with_joined_bounds(folded, _with_changes(folded, drafts)))


def _with_shared_qualifiers(text: str, drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """分别不低于3亿元、4亿元和5亿元: what 分别 stands before holds for each of the list."""
    shared, last = Qualifier.EXACT, None
    for draft in drafts:
        goes_on = last is not None and draft.unit == last.unit and _SPLIT_LIST.fullmatch(text[last.end : draft.start])
        if _EACH.search(text[: draft.start]) and draft.start < draft.number and draft.upper is None:
            shared = draft.qualifier
        elif not goes_on or draft.qualifier is not Qualifier.EXACT:
            shared = Qualifier.EXACT
        elif shared is not Qualifier.EXACT and draft.upper is None:
            draft = replace(draft, qualifier=shared)
        yield draft
        last = draft


def _with_changes(folded: Folded, drafts: Iterable[_Draft]) -> Iterator[Figure]:
    last: Figure | None = None
    last_end = 0
    for draft in drafts:
        direction, comparison = change_before(folded.text, draft.start)
        if not direction and last is not None and last.direction and draft.unit == last.unit == "percent":
            between = folded.text[last_end : draft.start]
            direction, comparison = (
                (last.direction, last.comparison) if _SPLIT_LIST.fullmatch(between) else (0, comparison)
            )
        figure = _figure(folded, draft, direction=direction, comparison=comparison)
        yield figure
        last, last_end = figure, draft.end


def _figure(folded: Folded, draft: _Draft, *, direction: int, comparison: Comparison | None) -> Figure:
    qualifier = draft.qualifier
    return Figure(
        span=folded.span(draft.start, draft.end),
        text=folded.text[draft.start : draft.end],
        value=_plain_number(draft.value),
        unit=draft.unit,
        upper=_plain_number(draft.upper),
        counter=draft.counter,
        qualifier=qualifier,
        direction=direction,
        comparison=comparison,
        multiple="class" if draft.multiple else "",
    )


class _Scanner:
    """One pass over folded text, left to right."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._text = folded.text
        self._floor = 0
        self._taken = _cover(len(self._text), ((p.span.start, p.span.end) for p in folded_periods(self._text)))
        self._names = _cover(len(self._text), (*identifiers(self._text), *fixed_words(self._text)))

    def drafts(self) -> Iterator[_Draft]:
        at = 0
        while match := _START.search(self._text, at):
            at = match.start()
            if self._taken[at] or self._names[at]:
                at = self._skip(at)
                continue
            draft = self._read(at)
            if draft is None:
                at = self._past(at)
                continue
            if draft.start < self._floor:
                draft = replace(draft, start=self._floor)
            yield draft
            at = self._floor = draft.end

    def _skip(self, at: int) -> int:
        while at < len(self._text) and (self._taken[at] or self._names[at]):
            if self._taken[at]:
                self._floor = at + 1
            at += 1
        return at

    def _past(self, at: int) -> int:
        """Past a number that was not read as a figure, so that its end is not read as another one."""
        numeral = read_numeral(self._text, at)
        if numeral is not None and numeral.digits:
            return max(at + 1, numeral.end)
        return at + 1

    def _read(self, at: int) -> _Draft | None:
        draft = self._special(at)
        if draft is not None:
            return None if self._crosses(draft) else draft
        if self._text[at] in "每人":
            return self._per(at)
        if sized := _OF_SIZE.match(self._text, at):
            return self._finish(at, sized.end(), Decimal(sized["n"]), Unit("count", "count", counter="个"))
        numeral = self._numeral(at)
        if numeral is None:
            return None
        draft = self._range(numeral) or self._plain(numeral)
        return draft if draft is None or not self._crosses(draft) else None

    def _crosses(self, draft: _Draft) -> bool:
        return any(self._taken[i] for i in range(draft.number, draft.end))

    # --- forms of their own -------------------------------------------------

    def _special(self, at: int) -> _Draft | None:
        char = self._text[at]
        if char in "百千万":
            return self._out_of(at)
        if char == "翻":
            return self._doubling(at)
        if char in "数几":
            return self._many(at)
        if char in "过近超半一" and (half := self._half(at)) is not None:
            return half
        return self._parts(at) or self._tenths(at) or self._slash(at)

    def _out_of(self, at: int) -> _Draft | None:
        match = _PERCENT.match(self._text, at)
        if match is None:
            return None
        unit = {"百": "percent", "千": "permille", "万": "fraction/10000"}[match["of"]]
        if self._text.startswith("百", match.end()) and match["of"] == "百":
            return self._finish(at, match.end() + 1, Decimal(100), Unit(unit, "ratio"))
        numeral = read_numeral(self._text, match.end())
        if numeral is None or (numeral.value is None and numeral.digits):
            return None
        value = None if numeral.value is None else -numeral.value if match["sign"] else numeral.value
        upper, end = None, numeral.end
        join = re.compile(r"(?:至|到|-|—|~)(?:百分之)?").match(self._text, end)
        high = read_numeral(self._text, join.end()) if join else None
        if high is not None and high.value is not None and value is not None and high.value > value:
            upper, end = high.value, high.end
        return self._finish(at, end, value, Unit(unit, "ratio"), upper=upper, more=bool(numeral.more))

    def _parts(self, at: int) -> _Draft | None:
        match = _PARTS_OF.match(self._text, at)
        if match is None:
            return None
        low, high = _small(match["low"]), _small(match["high"])
        if low is None or high is None or not low:
            return None
        return self._finish(at, match.end(), Decimal(high), Unit(f"fraction/{low}", "ratio"))

    def _slash(self, at: int) -> _Draft | None:
        match = _SLASH.match(self._text, at)
        if match is None or int(match["n"]) >= int(match["d"]):
            return None
        return self._finish(at, match.end(), Decimal(match["n"]), Unit(f"fraction/{match['d']}", "ratio"))

    def _tenths(self, at: int) -> _Draft | None:
        match = _TENTHS.match(self._text, at)
        if match is None or self._text[at - 1 : at] in tuple("第0123456789.十百千万亿"):
            return None
        low = _small(match["n"])
        if low is None:
            return None
        extra = (
            Decimal(5)
            if match["rest"] == "半"
            else Decimal(_small(match["rest"]) or 0)
            if match["rest"]
            else Decimal(0)
        )
        if match["n2"]:
            high = _small(match["n2"])
            return (
                None
                if high is None or high <= low
                else self._finish(
                    at, match.end(), Decimal(low * 10), Unit("percent", "ratio"), upper=Decimal(high * 10)
                )
            )
        return self._finish(at, match.end(), Decimal(low * 10) + extra, Unit("percent", "ratio"))

    def _half(self, at: int) -> _Draft | None:
        match = _HALF.match(self._text, at)
        if match is not None:
            word = match["pre"] or ""
            number = match.start("half")
            draft = self._finish(number, match.end("half"), _ONE, Unit("fraction/2", "ratio"))
            if word == "过":
                return replace(draft, start=at, qualifier=Qualifier.OVER)
            return draft
        if self._text[at] == "半":
            for word, unit in _HALF_UNITS.items():
                if unit and self._text.startswith(word, at + 1) and not self._text.startswith(("年报", "年度"), at + 1):
                    return self._finish(at, at + 1 + len(word), Decimal("0.5"), Unit(unit, "duration"))
        return None

    def _doubling(self, at: int) -> _Draft | None:
        match = _DOUBLING.match(self._text, at)
        if match is None:
            return None
        times = 2 ** DIGITS[match["n"]] if match["n"] else 2
        return self._finish(at, match.end(), Decimal(times), Unit("times", "ratio"))

    def _many(self, at: int) -> _Draft | None:
        match = _MANY.match(self._text, at)
        if match is None:
            return None
        unit = read_unit(self._text, match.end(), kind="digits")
        if unit is None:
            return self._finish(at, match.end(), None, Unit("", ""))
        return self._finish(at, unit.end, None, unit)

    def _per(self, at: int) -> _Draft | None:
        """每股0.5元: the rate is part of the figure."""
        if self._text[at] != "每":
            return None
        below = denominator(self._text, at + 1)
        if below is None or below[0] in ("year", "month", "week", "day", "quarter", "person", "household", "time"):
            return None
        skip = re.compile(r"(?:约为?|近|超过?|逾|高达|达到?|为)?").match(self._text, below[1])
        start = skip.end() if skip else below[1]
        if start >= len(self._text) or self._taken[start]:
            return None
        numeral = read_numeral(self._text, start)
        if numeral is None or numeral.value is None or numeral.bare:
            return None
        unit = read_unit(self._text, numeral.end, kind=numeral.kind)
        if unit is None or unit.dim not in ("money", "distance", "mass", "volume", "energy"):
            return None
        inner = self._range(numeral) or self._plain(numeral)
        if inner is None or inner.value is None:
            return None
        return replace(inner, start=at, unit=f"{unit.code}/{below[0]}", dim="rate")

    # --- numbers --------------------------------------------------------------

    def _numeral(self, at: int) -> Numeral | None:
        text = self._text
        if text[at] in "半每人翻过近超数几":
            return None
        numeral = read_numeral(text, at)
        if numeral is None or (text[at] in _FORMAL and numeral.end == at + 1 and text[at + 1 : at + 2] not in _MONEY):
            return None
        before = text[at - 1 : at]
        if before and (before in "第" or (text[at] in "百千万亿" and before.isdigit())):
            return None
        if numeral.kind == "one" and before in _ONE_NOT_AFTER and before:
            return None
        if (
            not numeral.digits
            and before
            and (before in _HAN or (before == "点" and text[at - 2 : at - 1] in tuple(_HAN)))
        ):
            return None
        if (
            numeral.digits
            and before
            and (before == "." or (before.isascii() and before.isalpha() and not self._prefix(at)[1]))
        ):
            return None
        if any(self._taken[i] for i in range(numeral.start, numeral.end)):
            return None
        if (
            not numeral.digits
            and "点" in text[at : numeral.end]
            and re.match(r"[分钟时]", text[numeral.end : numeral.end + 1] or "x")
        ):
            return None
        return self._checked(numeral)

    def _checked(self, numeral: Numeral) -> Numeral:
        """No value where a dropped space shows that two numbers were run together: 5万 3000人."""
        inner = re.compile(r"[十百千万亿](?=[0-9])")
        for match in inner.finditer(self._text, numeral.start, numeral.end):
            if self._folded.gap(match.end()) and not self._folded.gap(match.start()):
                return replace(numeral, value=None)
        if re.compile(r"，[0-9]{3}(?![0-9])").match(self._text, numeral.end) and numeral.digits and numeral.scale == 1:
            head = self._text[numeral.start : numeral.end]
            if len(head) <= 3:
                return replace(numeral, value=None, end=numeral.end + 4)
        return numeral

    def _prefix(self, start: int) -> tuple[int, str]:
        """A currency before the number: its start and code."""
        window = self._text[max(self._floor, start - 5) : start]
        stripped = window.rstrip()
        for form, code in _prefixes():
            if stripped.endswith(form):
                return start - len(window) + len(stripped) - len(form), code
        return start, ""

    def _sign(self, start: int) -> tuple[int, int]:
        """Where a sign before the number begins, and the sign."""
        text = self._text
        before = text[start - 1 : start]
        if start - 1 < self._floor:
            return start, 1
        if text[max(self._floor, start - 2) : start] == "零下":
            return start - 2, -1
        if before == "负" and text[start - 2 : start - 1] not in tuple("抱肩胜背"):
            return start - 1, -1
        if before in ("-", "+") and text[start].isascii() and _SIGN_BEFORE.search(text[: start - 1][-1:]):
            return start - 1, -1 if before == "-" else 1
        if before == "正" and re.search(r"(?:^|[为是至的从到，、（(降升])$", text[: start - 1][-1:]):
            return start - 1, 1
        return start, 1

    def _range(self, low: Numeral) -> _Draft | None:
        if low.bare or low.more or low.value is None:
            return None
        first = read_unit(self._text, low.end, kind=low.kind)
        middle = first.end if first else low.end
        join = _RANGE.match(self._text, middle)
        if join is None and first is not None:
            first, middle = None, low.end
            join = _RANGE.match(self._text, middle)
        if (
            join is None
            or join.end() >= len(self._text)
            or self._taken[join.start()]
            or self._taken[join.end()]
            or self._names[join.end()]
        ):
            return None
        minus = self._text[join.end()] == "负" or (self._text[join.end()] == "-" and join.group() in ("至", "到", "~"))
        sign_at, sign = (join.end() + 1, -1) if minus else (join.end(), 1)
        start, high_code = self._skip_prefix(sign_at)
        high = read_numeral(self._text, start) if start < len(self._text) else None
        if high is None or high.bare or high.value is None or high.digits != low.digits:
            return None
        second = read_unit(self._text, high.end, kind=high.kind)
        dash = join.group() not in ("至", "到")
        low_start, low_sign = self._sign(low.start)
        value, upper = low.value * low_sign, high.value * sign
        if first is not None and (second is None or (first.code, first.counter) != (second.code, second.counter)):
            return None
        if first is None and second is None and not dash and not high.scale > 1:
            return None
        end = second.end if second else high.end
        if first is not None and not dash and self._is_change(low_start, first, end=end, places=(low, high)):
            return None
        if first is None and low.scale == 1 and high.scale > 1 and value * high.scale < upper:
            value *= high.scale
        elif first is None and low.scale == 1 and high.scale > 1 and not value < upper:
            return None
        unit = second or Unit("", "")
        if not value < upper or (second is None and dash and high.scale == 1 and low.scale == 1):
            return self._score(low, end, dash=dash, known=second is not None)
        return self._finish(
            low_start,
            end,
            value * unit.factor,
            unit,
            upper=upper * unit.factor,
            number=low.start,
            more=bool(high.more),
            prefix=high_code,
        )

    def _score(self, low: Numeral, end: int, *, dash: bool, known: bool) -> _Draft | None:
        """6-2 has no single number, and nothing says which: no value."""
        if not dash or not low.digits or known:
            return None
        return _Draft(low.start, end, None, "", number=low.start)

    def _is_change(self, start: int, unit: Unit, *, end: int, places: tuple[Numeral, Numeral]) -> bool:
        """Whether 上涨3元至45元 and 下跌0.7%至3.14159% name a change and a level rather than a range.

        由8%到20%降为零 goes from a range to something else: where it goes comes after it.
        """
        if self._text[start - 1 : start] in ("从", "由"):
            return _GOES_ON.match(self._text, end) is None
        direction = 0 if beside_a_range(self._text, start) else change_before(self._text, start)[0]
        low, high = (len(self._text[n.start : n.end].partition(".")[2]) for n in places)
        return direction != 0 and (unit.code != "percent" or abs(high - low) >= _OTHER_PLACES)

    def _skip_prefix(self, start: int) -> tuple[int, str]:
        for form, code in _prefixes():
            if self._text.startswith(form, start):
                return start + len(form), code
        return start, ""

    def _plain(self, numeral: Numeral) -> _Draft | None:
        unit, more, value = self._unit(numeral)
        if not self._counts(numeral, unit):
            return None
        if not unit.code and numeral.digits and not numeral.more and (shared := self._shared(numeral)) is not None:
            return shared
        start, sign = self._sign(numeral.start)
        if sign == 1 and start < numeral.start and self._text[start] == "正" and unit.code:
            start = numeral.start
        if value is not None:
            value = value * sign * unit.factor
        end = unit.end or numeral.end
        if unit.code == "CNY" and not numeral.bare:
            value, end = self._small_change(value, end)
        return self._finish(
            start,
            end,
            value,
            unit,
            number=numeral.start,
            more=bool(numeral.more) or more,
            about=numeral.more == "来",
            bare=numeral.bare,
        )

    def _shared(self, numeral: Numeral) -> _Draft | None:
        """3.2、4.5亿元: a decimal shares scale and unit of its neighbour; whole numbers (2、3亿) have no sure value."""
        join = _LIST.match(self._text, numeral.end)
        if join is None or numeral.scale != 1:
            return None
        other = read_numeral(self._text, join.end())
        if (
            other is None
            or not other.digits
            or other.value is None
            or self._taken[join.end()]
            or self._names[join.end()]
        ):
            return None
        unit = read_unit(self._text, other.end)
        if unit is None:
            return None
        low, high = self._text[numeral.start : numeral.end], self._text[join.end() : other.end][:1]
        if join.group() == "、" and len(low) == 1 and low.isdigit() and int(low) + 1 == int(high):
            # 2、3亿元 is two or three hundred million.
            return self._finish(numeral.start, unit.end, None, unit)
        if other.scale == 1 and unit.code not in ("pp", "bp") and unit.dim != "money":
            return None
        decimal = "." in self._text[numeral.start : numeral.end]
        value = numeral.value * other.scale * unit.factor if decimal and numeral.value is not None else None
        bare = replace(unit, end=numeral.end)
        return self._finish(numeral.start, numeral.end, value, bare, number=numeral.start)

    def _unit(self, numeral: Numeral) -> tuple[Unit, bool, Decimal | None]:
        """The unit after the number, whether 多 stands inside it (两个多月), and the value with a half (两年半)."""
        text, end, value = self._text, numeral.end, numeral.value
        if text.startswith(("个多", "个半"), end):
            inner = (
                read_unit(text, end + 2, kind="digits")
                if text[end + 2 : end + 3] not in ("月",)
                else Unit("month", "duration", end + 3)
            )
            if inner is not None and inner.dim == "duration":
                half = text[end + 1] == "半"
                return inner, not half, value + Decimal("0.5") if half and value is not None else value
        unit = read_unit(text, end, kind=numeral.kind)
        if unit is None:
            return Unit("", ""), False, value
        if (
            text.startswith("半", unit.end)
            and unit.code in ("year", "times", "hour")
            and _TIMES_HALF.match(text, unit.end)
            and value is not None
        ):
            return replace(unit, end=unit.end + 1), False, value + Decimal("0.5")
        return unit, False, value

    def _small_change(self, value: Decimal | None, end: int) -> tuple[Decimal | None, int]:
        match = re.compile(r"([0-9])角(?:([0-9])分)?").match(self._text, end)
        if match is None or value is None:
            return value, end
        return value + Decimal(match[1]) / 10 + Decimal(match[2] or 0) / 100, match.end()

    def _counts(self, numeral: Numeral, unit: Unit) -> bool:
        """Whether the number is a quantity here at all."""
        text = self._text
        if numeral.bare:
            return self._bare_counts(numeral, unit)
        if numeral.digits:
            if (
                unit.code == "point"
                and numeral.value is not None
                and numeral.value <= 24
                and numeral.value == int(numeral.value)
            ):
                return change_before(text, numeral.start)[0] != 0
            return True
        if unit.code:
            if unit.code == "day" and text[unit.end - 1] == "日":
                return False
            return not (
                unit.code in ("point", "m3", "m2", "L", "li", "CNY")
                and len(text[numeral.start : numeral.end]) == 1
                and unit.end == numeral.end + 1
                and text[numeral.end] in "点方平升里角"  # 三点, 三方: hours and parties
            )
        written = text[numeral.start : numeral.end]
        return numeral.value is not None and numeral.value >= 1000 and written[-1] in "万亿千百多余"

    def _bare_counts(self, numeral: Numeral, unit: Unit) -> bool:
        """万, 百亿 and the like count after 近, 上, 超 or before 多, 级 or, from 百万 on, a unit."""
        text = self._text
        _, said = qualifier_before(text, numeral.start, self._floor, bare=True)
        if said is not None or numeral.more:
            return True
        if _CLASS.match(text, unit.end or numeral.end) and (numeral.value or 0) >= 10_000:
            return True
        if unit.dim == "money" and _PROJECTS.match(text, unit.end):
            return True
        if text[numeral.start - 1 : numeral.start] == "(" and text[unit.end : unit.end + 1] == ")":
            return False
        large = numeral.value is not None and numeral.value >= 10**6 and text[numeral.start : numeral.end] != "亿"
        if text[numeral.start : numeral.end] == "千万" and text[numeral.end : numeral.end + 1] in tuple("别不要记莫"):
            return False
        return large and (unit.dim in _BARE_UNITS or unit.dim in ("", "count"))

    # --- what stands beside ---------------------------------------------------

    def _finish(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        unit: Unit,
        *,
        upper: Decimal | None = None,
        number: int | None = None,
        more: bool = False,
        about: bool = False,
        bare: bool = False,
        prefix: str = "",
    ) -> _Draft:
        """The draft with its qualifier, currency prefix and class."""
        number = start if number is None else number
        code, counter = unit.code, unit.counter
        end = max(end, unit.end)
        head, currency = self._prefix(start)
        currency = currency or prefix
        money, per, below = code.partition("/")
        if currency and money in ("", "CNY"):
            code, start = currency + per + below, min(head, start)
        begin, said = qualifier_before(self._text, start, self._floor, bare=bare)
        if code in _SPEEDS and _AN_HOUR.search(self._text, max(0, begin - 16), begin):
            code = f"{code}/hour"
        multiple = ""
        level = _CLASS.match(self._text, end)
        if level and (unit.code or bare or (value is not None and value >= 10_000)) and unit.counter != "级":
            end, multiple = level.end(), "class"
        tail, after = qualifier_after(self._text, end, more=unit.dim in ("money", "duration", "ratio", "distance"))
        if upper is not None:
            qualifier = Qualifier.ABOUT if Qualifier.ABOUT in (said, after) else Qualifier.RANGE
            begin, tail = (begin, tail) if said else (start, tail)
        elif said is not None:
            qualifier = said
        elif more:
            qualifier = Qualifier.ABOUT if about else Qualifier.OVER
        else:
            qualifier = after or Qualifier.EXACT
        tail = past_included(self._text, tail) if str(qualifier) in ("at_least", "at_most", "range") else tail
        return _Draft(
            begin,
            tail,
            value,
            code,
            upper=upper,
            counter=counter,
            qualifier=qualifier,
            multiple=multiple,
            number=number,
            dim=unit.dim,
        )


def _plain_number(value: Decimal | None) -> Decimal | None:
    """Whole numbers without a point: 350000000, not 350000000.0."""
    return (
        value.quantize(_ONE)
        if value is not None and value == value.to_integral_value() and abs(value) < 10**25
        else value
    )


def _cover(length: int, ranges: Iterable[tuple[int, int]]) -> bytearray:
    covered = bytearray(length + 1)
    for start, end in ranges:
        covered[start:end] = b"\x01" * (end - start)
    return covered


def _small(word: str) -> int | None:
    if word.isascii():
        return int(word)
    value = han_value(word)
    return None if value is None else int(value)


_PREFIX_ORDER: list[tuple[str, str]] = []


def _prefixes() -> list[tuple[str, str]]:
    if not _PREFIX_ORDER:
        _PREFIX_ORDER.extend(sorted(unit_table().prefixes.items(), key=lambda pair: (-len(pair[0]), pair[0])))
    return _PREFIX_ORDER
