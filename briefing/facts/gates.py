"""What a clause that was not understood does to the rest of its sentence.

Owns the words that make what follows no plain fact, those that end that, and
those a clause begins with that only says more of the thing before it
(data/gates.toml).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.facts.clauses import Unit
from briefing.facts.lattice import Lattice
from briefing.values import Period, Phrase, Status

_AGREED = re.compile("(?:签署|签订|签约|签下|达成|订立).*(?:协议|合同|合约|备忘录|订单)")
# A clause that only narrows is short.
_SHORT = 16
# An amount of something: 数控刀具收入28亿元, 普通酒实现营收11亿元, 挖掘机销量3万台.
_OF_PART = re.compile(r"(?:收入|营收|销售额|销量|产量|出货量|交付量|业务|产品|板块)[^0-9，。；]{0,8}[0-9]")
# Not 将近, which is nearly.
_FUTURE = re.compile("将(?!近|军)")


@dataclass(frozen=True, slots=True)
class Blocked:
    """``hedged``: it may be a condition, an opinion or a comparison.

    ``denied``: it may be more than an opinion or a forecast.
    ``supposed``: it may be a condition or a comparison; an opinion ends where somebody else's forecast begins.
    ``dated``: its time is in the part not understood; ``by_day`` where that tells days only (10月24日), which are no
    stretch of time's year or quarter. ``based``: so is what it
    is reckoned on (按上限计算): a line of the table that points to the source, never a sentence. ``voiced``: so is
    who says it.
    ``to_come``: it is an act still to come, so what stands beside it may be too.
    ``signed``: it is an agreement, so an amount beside it is what was agreed.
    ``among``: it tells of a part of the whole (其中, …), and what follows may be that part's.
    ``astray``: a clause was not understood that may have brought in another owner.
    ``parted``: a clause was not understood that gives an amount of a business or of goods, and what follows may be theirs.
    ``another``: another company speaks than the one spoken of.
    ``ahead``: all that hedges it is a forecast or a plan, which what follows it shares.
    """

    hedged: bool = False
    denied: bool = False
    supposed: bool = False
    dated: bool = False
    by_day: bool = True
    based: bool = False
    to_come: bool = False
    signed: bool = False
    voiced: bool = False
    ahead: Status | None = None
    among: bool = False
    astray: bool = False
    parted: bool = False
    another: bool = False
    any: bool = False

    def before(self, grid: Lattice, unit: Unit) -> Blocked:
        """A clause that begins with 但 is no part of the condition or opinion before it, nor a forecast of that opinion."""
        if grid.text.startswith(gate_words("contrasts"), unit.start) or (_foresees(unit) and not self.supposed):
            return replace(self, hedged=False, supposed=False, ahead=None)
        if looks_back(grid, unit):
            return replace(self, hedged=self.hedged and self.supposed, to_come=False, ahead=None)
        return self

    def after(self, grid: Lattice, unit: Unit) -> Blocked:
        """After a clause nobody understood."""
        if says_more(grid, unit):
            return replace(self, any=True)
        text = grid.text[unit.start : unit.end]
        span = grid.article_span(unit.start, unit.end)
        supposed = text.startswith(gate_words("openings")) or text.endswith(gate_words("compared")) or _supposes(text)
        once = _once_there(text)
        hedged = supposed or once or _hedged(text) or _of_a_part(text)
        untold = text.endswith(gate_words("times"))
        times = [p for p in grid.periods if p.span.start < span.end]
        dated = bool(times) or untold
        based = self.based or text.endswith(gate_words("bases"))
        ahead = None if supposed or (self.hedged and self.ahead is None) else _ahead(text) or self.ahead
        ahead = Status.FORECAST if once and not supposed and not self.hedged else ahead
        return Blocked(
            to_come=self.to_come or _will(text),
            voiced=self.voiced or text.endswith(gate_words("sayings")),
            another=self.another or any(re.search(pattern, text) for pattern in gate_words("other_voices")),
            signed=self.signed or bool(_AGREED.search(text)),
            hedged=self.hedged or hedged,
            denied=self.denied or supposed or _doubted(text) or _of_a_part(text),
            supposed=self.supposed or supposed,
            dated=self.dated or dated,
            by_day=self.by_day and not untold and all(p.form in ("day", "moment") for p in times),
            based=based,
            ahead=ahead,
            among=self.among or text.startswith("其中"),
            astray=True,
            parted=self.parted or bool(_OF_PART.search(text)),
            any=True,
        )

    def lost(self) -> Blocked:
        """After 其中 of something that was not understood: its time is not told here."""
        return replace(self, dated=True, by_day=False, among=True, any=True)


def says_nothing(grid: Lattice, unit: Unit) -> bool:
    """Whether a clause only names the office that publishes or the side that is looked at: 据海关统计, 从贸易伙伴看.

    What comes after it is read as if it stood alone.
    """
    text = grid.text[unit.start : unit.end]
    return bool(_silent().match(text)) and not _hedged(text) and not _doubtful_source().search(text)


@cache
def _silent() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})$" for pattern in gate_words("silent")))


@cache
def _doubtful_source() -> re.Pattern[str]:
    return re.compile("|".join(gate_words("doubtful_sources")))


def says_more(grid: Lattice, unit: Unit) -> bool:
    """Whether a clause has no subject of its own: 创历史新高, 连续三个月下滑. What it is about goes on after it."""
    text = grid.text[unit.start : unit.end]
    return text.startswith(gate_words("predicates")) and not _hedged(text)


def looks_back(grid: Lattice, unit: Unit) -> bool:
    """Whether a clause turns from what is expected to what has been: 预计不超过5%，而过去五年平均达到8%."""
    if not grid.text.startswith("而", unit.start):
        return False
    span = grid.article_span(unit.start, unit.end)
    own = [p for p in grid.periods if span.holds(p.span)]
    years = {y for p in grid.periods if p.span.end <= span.start for y in (p.year, p.year_to) if y}
    return bool(own) and all(_is_past(p) or (p.year and years and p.year < min(years)) for p in own)


# 而目前的回收期是23个月: the present stands against what is to come as what has been does.
_NOW = ("目前", "当前", "现在", "如今", "眼下", "截至目前")


def _is_past(period: Period) -> bool:
    return (
        (period.form == "moment" and period.text in _NOW)
        or period.form == "past"
        or any(ref is not None and ref < 0 for ref in (period.year_ref, period.month_ref))
    )


def keeps_measure(grid: Lattice, unit: Unit) -> bool:
    """Whether what comes after such a clause can still be a change of the measure before it."""
    return says_more(grid, unit) and grid.text.startswith(gate_words("records"), unit.start)


def only_announced(text: str) -> bool:
    """Whether a clause about an act says that it is announced, and nothing of its being done: 宣布，收购啤酒厂."""
    for word in gate_words("announcing"):
        _, found, act = text.partition(word)
        if found:
            return not any(settled in act for settled in gate_words("settled"))
    return False


def tells_of_finished(text: str) -> bool:
    """Whether a clause says that what it speaks of is built: what was invested in it is no plan any more."""
    return any(word in text for word in gate_words("finished")) and not (
        _will(text) or _hedged(text) or text.endswith("后")
    )


def is_done(text: str) -> bool:
    """Whether an act is told with a word that it is done."""
    return any(word in text for word in ("了", "已", "完成", "实现"))


def _foresees(unit: Unit) -> bool:
    """Whether a clause names who forecasts what it says: 世界银行预计…."""
    phrase = unit.edge.value if unit.edge is not None else None
    parts = phrase.parts if isinstance(phrase, Phrase) else {}
    modals = (slot for slot in map(parts.get, ("modal", "link")) if isinstance(slot, Phrase))
    named = any(isinstance(slot, Phrase) and slot.cat != "anaphor" for slot in map(parts.get, ("src", "subj")))
    return named and any(modal.attrs.get("m") == "expect" for modal in modals)


def _will(text: str) -> bool:
    """Whether 将 stands in it for what is to come: 将共同出资设立公司, not 将利率下调至2%."""
    found = _FUTURE.search(text)
    if found is not None and text[found.end() :].startswith(gate_words("causing")):
        return True
    return found is not None and not any(word in text[found.end() :] for word in gate_words("handled"))


def _ahead(text: str) -> Status | None:
    """Whether a clause is hedged by a forecast or a plan, and by nothing else."""
    hedges = _hedges(text)
    foreseen, planned = set(gate_words("foresights")), set(gate_words("plans"))
    if not hedges or hedges - foreseen - planned:
        return None
    return Status.FORECAST if hedges & foreseen else Status.PLANNED


def _once_there(text: str) -> bool:
    """Whether a clause says when what follows will be so: 建成后, 项目达产后. What has come about is no such thing."""
    found = any(re.search(pattern, text) for pattern in gate_words("once_there"))
    return found and not any(word in text for word in gate_words("there_already"))


def _supposes(text: str) -> bool:
    return any(word in text for word in gate_words("conditions"))


def _of_a_part(text: str) -> bool:
    """Whether a clause narrows what follows to a place or a business: 在东南亚，销售额增长20%."""
    return len(text) <= _SHORT and any(re.search(pattern, text) for pattern in gate_words("parts_of_all"))


def _doubted(text: str) -> bool:
    """Whether it holds a hedge that is no mere opinion: a wish, a plan, a rumour."""
    return any(word in text for word in gate_words("hedges") if word not in gate_words("opinions"))


def _hedged(text: str) -> bool:
    return bool(_hedges(text))


def _hedges(text: str) -> set[str]:
    """The words that hedge a clause; no plan that it tells as carried out (计划增持的高管已累计增持)."""
    text = _surprises().sub("＿", text)
    found = {word for word in gate_words("hedges") if word in text}
    return {w for w in found if w not in gate_words("plans") or "已" not in text[text.rfind(w) :]}


@cache
def _surprises() -> re.Pattern[str]:
    """高于市场预期的1775亿元: what was expected is over."""
    return re.compile("|".join(gate_words("surprises")))


@cache
def gate_words(name: str) -> tuple[str, ...]:
    """The words of one kind that a gate asks for (data/gates.toml)."""
    return tuple(_gates()[name])


def gate_table(name: str) -> list[dict[str, str]]:
    """The rows of one kind, each with its words in both languages."""
    return _gates()[name]  # type: ignore[no-any-return]


@cache
def _gates() -> dict[str, Any]:
    return tomllib.loads(files("briefing").joinpath("data", "gates.toml").read_text(encoding="utf-8"))
