"""What a measure is set beside: its rise or fall, an earlier level, a forecast, the whole it is part of.

Owns the words of a change and of everything it is compared with, in both
languages. Knows nothing of subjects and verbs.
"""

from __future__ import annotations

import re

from briefing.translate.amounts import write_change, write_figure
from briefing.translate.embedded.words import Slots, Unsayable, Words
from briefing.translate.period_words import is_year_earlier
from briefing.values import Comparison, Figure, Period, Phrase, Slot, Span

# Said of a month that has been told: the one before that, not before today.
# The month before the one told of, which need not be the one before the article.
_LAST_MONTH = {
    "上月": ("in the previous month", "前月"),
    "上个月": ("in the previous month", "前月"),
    "上月末": ("at the end of the previous month", "前月末"),
    "上月底": ("at the end of the previous month", "前月末"),
}
# 同比增加2万人，增长8%: the same rise in another unit.
_RELATIVE = frozenset({"percent", "pp", "permille"})


class Comparisons:
    """Says changes and comparisons in one language. Raises Unsayable where one has no words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._english = words.lang == "en"

    def change(self, slots: Slots, *, verb: bool = False) -> str:
        """The change of a measure in words, or "" where it has none."""
        figure = slots.get("change")
        if not isinstance(figure, Figure):
            return ""
        own = _own_words(slots.get("comp"))
        comparison = None if own or _based(slots) else _comparison(slots.get("comp"))
        text = self._moved(slots, figure, slots.get("dir"), comparison, "comp", verb=verb and self._english)
        if "change2" in slots and "comp2" not in slots:
            text = self._in_both_units(text, slots)
        text = self._since(self._from_own(text, own), slots).removesuffix(",")
        if "comp2" in slots:
            text += self._second(slots, verb=verb and self._english)
        if basis_of_change(slots):
            basis = self._words.say(slots["basis"])
            return f"{text} {basis}" if self._english else f"{basis}で{text}"
        return text

    def _moved(
        self, slots: Slots, figure: Figure, way: Slot | None, comparison: Comparison | None, comp: str, *, verb: bool
    ) -> str:
        if figure.value is not None and figure.value < 0:
            raise Unsayable  # 增速为-2% rises by less than nothing: a sign the words for a rise cannot carry
        period = slots.get("period", slots.get("_period"))
        text = write_change(
            figure,
            self._words.lang,
            direction=1 if figure.text.startswith("翻") else direction(way),  # 翻番 is a rise by itself
            comparison=comparison,
            period=_compared(slots.get(comp), period if isinstance(period, Period) else None),
            mv=attr(slots.get("metric"), "mv") or "amount",
            verb=verb,
        )
        if verb and figure.unit not in _RELATIVE | {"bp", "times"}:
            text = re.sub("^(rose|fell) (?!by )", r"\1 by ", text)
        return or_unsayable(text)

    def _in_both_units(self, text: str, slots: Slots) -> str:
        """Down US$4.1 billion, or 0.13%: one change, told twice."""
        first, second = slots["change"], slots["change2"]
        if not isinstance(first, Figure) or not isinstance(second, Figure) or first.unit == second.unit:
            raise Unsayable
        if direction(slots["dir"]) != direction(slots["dir2"]) or _RELATIVE.isdisjoint({first.unit, second.unit}):
            raise Unsayable
        told, other = self._words.say(first), or_unsayable(write_figure(second, self._words.lang))
        if told not in text:
            told = f"between {told.replace(' to ', ' and ', 1)}"  # up by between RMB 1 billion and RMB 2 billion
        if text.count(told) != 1:
            raise Unsayable
        if not self._english:
            return text.replace(told, f"{told}（{other}）")
        return text.replace(told, f"{told}, or {other},")

    def _second(self, slots: Slots, *, verb: bool) -> str:
        """A change against another period: up 5% year on year and down 2% from the previous month."""
        figure = slots.get("change2")
        if not isinstance(figure, Figure):
            raise Unsayable
        own = _own_words(slots["comp2"])
        comparison = None if own else _comparison(slots["comp2"])
        text = self._moved(slots, figure, slots["dir2"], comparison, "comp2", verb=verb)
        if self._english and direction(slots["dir"]) == direction(slots["dir2"]):
            text = re.sub("^(?:rose|fell|up|down) ", "", text)
        text = self._from_own(text, own)
        return f" and {text}" if self._english else f"、{text}"

    def pace(self, slots: Slots) -> str:
        """How much faster it grew than before: 0.7 percentage points faster than in January–June."""
        if "pacevalue" not in slots:
            return ""
        fell = direction(slots["dir"]) < 0
        if fell != ("pacefall" in slots):
            raise Unsayable  # the pace of growth of what fell
        pace = self._words.say(slots["pacefall" if fell else "pace"])
        value, base = self._words.say(slots["pacevalue"]), slots["pacebase"]
        last = _LAST_MONTH.get(base.text, ("", "")) if isinstance(base, Period) else ("", "")
        if not self._english:
            priced = attr(slots.get("metric"), "mv") in ("price", "index")
            rate = ("下落率" if priced else "減少率") if fell else ("上昇率" if priced else "伸び率")
            return f"（{rate}は{last[1] or self._words.say(base)}から{value}{pace}）"
        if fell:  # not "a fall 0.2 points larger": what rose is the fall
            since = last[0].partition(" ")[2] or self._words.say(base, "bare")
            return f", with the fall {pace} by {value} from {since}"
        when = last[0] or self._words.say(base, "in")
        return f", {value} {pace} than {when}"

    def above(self, slots: Slots) -> str:
        """How far it is above the nation's or the province's: 0.9 percentage points above the national figure."""
        if "abovevalue" not in slots:
            return ""
        told = {"change2", "comp2", "yardvalue", "basevalue"} & slots.keys()
        if told or ("dir" in slots and direction(slots["dir"]) < 0):
            raise Unsayable  # what fell by less is above, and what fell faster below
        way = self._words.say(slots["aboveway"])
        pairs = [
            (self._words.say(slots[whom]), self._words.say(slots[value]))
            for whom, value in (("above", "abovevalue"), ("above2", "abovevalue2"))
            if whom in slots
        ]
        if not self._english:
            return f"（{'、'.join(f'{whom}を{value}' for whom, value in pairs)}{way}）"
        return ", " + " and ".join(f"{value} {way} {whom}" for whom, value in pairs)

    def pull(self, slots: Slots) -> str:
        """How much of a whole's rise or fall it makes: lifting the consumer price index by 0.4 percentage points."""
        if "pullvalue" not in slots:
            return ""
        whole, value = self._words.say(slots["pull"]), self._words.say(slots["pullvalue"])
        lifts = direction(slots["pulldir"]) > 0
        if self._english:
            return f", {'lifting' if lifts else 'lowering'} {whole} by {value}"
        return f"（{whole}を{value}{'押し上げ' if lifts else '押し下げ'}）"

    def times(self, slots: Slots) -> str:
        """How many times the level of a year before it is."""
        if "timesvalue" not in slots:
            return ""
        value = self._words.say(slots["timesvalue"])
        return f", {value} the year-earlier level" if self._english else f"（前年同期の{value}）"

    def _from_own(self, text: str, own: Phrase | None) -> str:
        """A comparison that has words of its own: from the previous trading day, 前営業日比."""
        if own is None:
            return text
        return f"{text} {self._words.say(own)}" if self._english else f"{self._words.say(own)}{text}"

    def _since(self, text: str, slots: Slots) -> str:
        same, base = slots.get("samebase"), slots.get("base")
        if same is not None:
            when = self._words.say(same, "bare")
            return f"{text} from the same period of {when}" if self._english else f"{when}同期比{text}"
        if base is None or "basevalue" in slots:
            return text
        when = self._words.say(base, "bare")
        if _same_period(base):
            return f"{text} from the same period of {when}" if self._english else f"{when}同期比{text}"
        return f"{text} from {when}" if self._english else f"{when}比{text}".replace("初め比", "初比")

    def against(self, slots: Slots) -> str:
        """What the level is compared with: an earlier one, a forecast, another's; "" where nothing is."""
        passed = self._passed(slots) if self._english else ""
        beside = [*self._earlier(slots), *([] if passed else self._yardstick(slots)), *self._peer(slots)]
        if not self._english:
            return f"（{'、'.join(beside)}）" if beside else ""
        compared = f"compared with {' and '.join(beside)}" if beside else ""
        told = " and ".join(text for text in (compared, passed) if text)
        return f", {told}" if told else ""

    def _passed(self, slots: Slots) -> str:
        """On which side of the forecast a level or a rise came out; of a fall 高于 would mislead."""
        falls = "value" not in slots and "dir" in slots and direction(slots["dir"]) < 0
        if "yardway" not in slots or "yarddir" in slots or falls:
            return ""
        return " ".join((self._words.say(slots["yardway"]), *self._yardstick(slots)))

    def _earlier(self, slots: Slots) -> list[str]:
        if "basevalue" not in slots:
            return []
        value, base = self._turned(self._words.say(slots["basevalue"]), slots), slots["base"]
        if _same_period(base):
            when = self._words.say(base, "bare")
            return [f"{value} in the same period of {when}" if self._english else f"{when}同期は{value}"]
        if self._english:
            return [f"{value} {self._words.say(base, 'in')}"]
        return [f"{self._words.say(base, 'bare')}は{value}"]

    def _turned(self, value: str, slots: Slots) -> str:
        """A profit now may have been a loss then."""
        if "baseturn" not in slots:
            return value
        turn = self._words.say(slots["baseturn"])
        return f"{turn} of {value}" if self._english else f"{value}の{turn}"

    def _yardstick(self, slots: Slots) -> list[str]:
        """What was forecast or first reported, as a level or as a change."""
        figure = slots.get("yardvalue")
        if not isinstance(figure, Figure):
            return []
        name, way = self._words.say(slots["yard"]), slots.get("yarddir")
        if way is None:
            value = self._words.say(figure)
            return [f"{name} of {value}" if self._english else f"{name}は{value}"]
        value = self._words.say(figure)
        if self._english:
            return [f"{name} of a {'rise' if direction(way) > 0 else 'fall'} of {value}"]
        return [f"{name}は{value}{'増' if direction(way) > 0 else '減'}"]

    def _peer(self, slots: Slots) -> list[str]:
        if "peervalue" not in slots:
            return []
        value, peer = self._words.say(slots["peervalue"]), slots["peer"]
        if self._english:
            return [f"{value} for {self._words.say(peer, 'np')}"]
        return [f"{self._words.say(peer)}は{value}"]

    def note(self, slots: Slots) -> str:
        """What the level leaves out or holds besides: excluding tax; "" where nothing is told."""
        if "note" not in slots or ("basevalue" in slots and attr(slots["note"], "year") == "1"):
            return ""  # 同比扭亏，上年同期亏损1亿元: the loss itself says so
        return f" ({self._words.say(slots['note'])})" if self._english else f"（{self._words.say(slots['note'])}）"

    def flat(self, slots: Slots) -> str:
        """That it did not change against another time: (flat on the previous period)."""
        if "flat" not in slots:
            return ""
        told = self._words.say(slots["flat"])
        return f" ({told})" if self._english else f"（{told}）"

    def share(self, slots: Slots) -> str:
        """The part of a whole that the level is, in brackets; "" where none is told."""
        if "share" not in slots:
            return ""
        part, before = self._words.say(slots["share"]), self._share_before(slots)
        if "whole" not in slots:
            return f" ({part} of the total)" if self._english else f"（全体の{part}）"
        whole = self._words.say(slots["whole"])
        if whole in _SAYS_NOTHING:
            return ""  # 占数量的6.8%: of the number of what?
        return f" ({part} of {whole}{before})" if self._english else f"（{whole}の{part}{before}）"

    def share_of_moved(self, slots: Slots) -> str:
        """The part of a whole that is said to have moved: rose 12%, making up 31% of output."""
        told = self.share(slots)
        if not told or not self._english:
            return told
        part = told.strip()[1:-1]
        return f", with {part}" if "whole" not in slots else f", making up {part}"

    def _share_before(self, slots: Slots) -> str:
        """What the share was before: 8.4% of revenue, compared with 6.9% a year earlier."""
        if "sharefrom" not in slots:
            return ""
        value, base = self._words.say(slots["sharefrom"]), slots.get("sharebase")
        if base is None:
            return f", from {value}" if self._english else f"、従来は{value}"
        if self._english:
            return f", compared with {value} {self._words.say(base, 'in')}"
        return f"、{self._words.say(base, 'bare')}は{value}"


# Wholes that do not say what they are made of.
_SAYS_NOTHING = frozenset(
    {"number", "quantity", "amount", "value", "total", "scale", "size", "数", "数量", "金額", "規模"}
)


def basis_of_change(slots: Slots) -> bool:
    """GDP为50亿元，按可比价格计算增长5%: the level is in today's prices, only its change is not."""
    basis, value = slots.get("basis"), slots.get("value")
    if "basis_said" in slots:
        return True  # 扣除价格因素实际增长5%: said of the change itself
    if not isinstance(basis, Phrase) or value is None or "change" not in slots:
        return False
    return basis.span.start > value.span.start or basis.rule in ("basis.comparable", "basis.constant_prices")


def _same_period(base: Slot) -> bool:
    """2018年同期: the same part of a year that is named; 上年同期 says so itself."""
    return isinstance(base, Period) and base.text.endswith("同期") and not is_year_earlier(base)


def _based(slots: Slots) -> bool:
    return "samebase" in slots or ("base" in slots and "basevalue" not in slots)


def _own_words(comp: Slot | None) -> Phrase | None:
    return comp if isinstance(comp, Phrase) and comp.attrs.get("own") == "1" else None


def _compared(comp: Slot | None, period: Period | None) -> Period | None:
    """The period whose form says what it is compared with: 较上月 is by the month whatever the sentence is about."""
    unit = attr(comp, "unit")
    if not unit and period is not None and period.relation in ("since", "from"):
        return None  # 今年以来 is no whole year: 前年同期比
    return Period(Span(0, 0), "", "month" if unit == "month" else "quarter") if unit else period


def _comparison(comp: Slot | None) -> Comparison | None:
    code = attr(comp, "c")
    return Comparison(code) if code else None


def direction(slot: Slot | None) -> int:
    """Whether a word of change goes up (1) or down (-1)."""
    return int(attr(slot, "d") or 0)


def attr(slot: Slot | None, key: str) -> str:
    return slot.attrs.get(key, "") if isinstance(slot, Phrase) else ""


def or_unsayable(text: str) -> str:
    if not text:
        raise Unsayable
    return text
