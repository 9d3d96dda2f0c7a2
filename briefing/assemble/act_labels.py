"""What a Japanese line of the table calls a counted act: ロボットの納入台数, ごみの処理量.

A verbal noun alone (ロボットの納入) names the act, not the number beside it. Owns the
word that makes it one. Knows nothing of what was done.
"""

from __future__ import annotations

import re

from briefing.assemble.desk import Desk
from briefing.values import Fact, Figure, Phrase, Status

# What a number of each counter is called after a verbal noun; of other things it is 数.
_COUNTERS = "件台人社機隻本戸校基便回頭棟枚株隊床輪両冊"
_NUMBER_OF = {"店": "店舗数"} | {counter: f"{counter}数" for counter in _COUNTERS}
_QUANTITIES = re.compile("^(?:t|kg|g|TEU|kWh|MWh|GWh|TWh|m3|L|barrel|tce|bushel|ct|oz)$")
_AREAS = re.compile("^(?:m2|km2|ha|mu)$")
_MONEY = 3
# All of an amount as it is written but its counter.
_COUNTER = re.compile("^.*[0-9万億兆]|超$|近く$|以上$|未満$")
# A verbal noun, be it Chinese or native (引き渡し); what ends otherwise takes no suffix.
_VERBAL = re.compile(r"[一-龠々ァ-ヶーいきぎしちにびみりえけげせてねべめれ]$")
_SAYS_ITS_SIZE = re.compile(r"(?:[額量数率]|残高|売上高|件数|規模|面積|距離|比率|割合|枠)$")


def numbered(desk: Desk, fact: Fact, label: str, figure: Figure, shown: str) -> str:
    """A line's label that ends in the act of its fact, as the number of it; English ones are participles."""
    if desk.lang == "en":
        return label
    done = desk.writer.words.grammar[fact.frame].attrs.get("did_ja", "").removeprefix("の")
    verb = fact.slots.get("v2", fact.slots.get("v"))
    act = done or (desk.writer.words.say(verb, "noun") if isinstance(verb, Phrase) else "")
    return sized_act(label, act, figure, shown) if act else label


# What plans hold and what has been done alike: 项目建设8条生产线.
_LAID_OUT = frozenset({"建设", "新建", "扩建", "改建", "购置", "建"})


def plan_or_deed(fact: Fact, text: str) -> bool:
    """Whether a clause read in part does not say if something is built or only to be."""
    verb = fact.slots.get("v2", fact.slots.get("v"))
    if fact.whole or fact.status not in (Status.ACTUAL, Status.STATED) or not isinstance(verb, Phrase):
        return False
    unmarked = verb.span.of(text) in _LAID_OUT
    return unmarked and not {"modal", "period", "subj", "adv"} & fact.slots.keys()


def sized_act(label: str, act: str, figure: Figure, shown: str) -> str:
    """The label of an amount of ``act``, which stands at its end: ロボットの納入 of 413台 is ロボットの納入台数."""
    counter = _COUNTER.sub("", shown)
    if not label.endswith(act) or _SAYS_ITS_SIZE.search(label) or not _VERBAL.search(label):
        return label
    thing = label.removesuffix(act).removesuffix("の")
    if thing and counter == thing:
        return f"{act}{thing}数"  # ストップ高銘柄数
    if thing.endswith("数"):
        label = f"{thing.removesuffix('数')}の{act}"  # 訪中観光客数の受け入れ
    return label + ("数" if counter == "店" and thing.endswith("店舗") else _word(figure, counter))


def _word(figure: Figure, counter: str) -> str:
    if figure.unit == "count":
        counter = "株" if figure.counter == "股" else counter
        return _NUMBER_OF.get(counter, "数")
    if len(figure.unit) == _MONEY and figure.unit.isupper() and figure.unit != "TEU":
        return "額"
    if _AREAS.match(figure.unit):
        return "面積"
    return "量" if _QUANTITIES.match(figure.unit) else ""


__all__ = ["numbered", "plan_or_deed", "sized_act"]
