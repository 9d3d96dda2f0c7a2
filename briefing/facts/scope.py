"""Which words of the source a line of the table shows beside a figure whose clause nobody vouches for.

出口值下降9.5% may be of garlic, of a province or of a country, and only its sentence says which. A line whose owner was
not read in its own clause therefore shows the words that lead up to its figure. Owns which stretch that is: from
the last stop, or, where that is far off, what the sentence opens with and the figure's own clause. Knows nothing of how
a stretch is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.values import Fact, Phrase, Span, Status

_STOPS = "；。！？;!?\n"
_ENDS = "，：" + _STOPS + ",:"
_CLAUSES = "，,：:" + _STOPS
# The slots whose figure a line gives first.
_TOLD = ("value", "n", "amount", "change", "obj")
# No more of the source than this stands in a cell; of an opening clause no more than this.
_LONGEST, _OPENING = 44, 22
_WORD = re.compile(r"[\w]")
_FIGURE = re.compile(r"[\d%]|[一二三四五六七八九十两百千万亿]+[成倍万亿]")
# A measure of a place or a market with fewer characters (进出口) names nothing. Who speaks tells nothing of what is measured.
_NAMED = 5
_SPOKEN = re.compile("(?:讯|电|获悉|介绍|表示|说|显示|公告|透露|称)$")


def with_scopes(facts: Sequence[Fact], text: str, sentences: Sequence[Span]) -> list[Fact]:
    """The facts, each that was not read whole with the stretches of its sentence that say what it is of.

    ``sentences``: those of running text; the rows of a table have their heads.
    """
    found = []
    for fact in facts:
        within = next((s for s in sentences if s.holds(fact.span)), None)
        vouched = within is None or _says_whose(fact, text, within)
        unsure = not fact.whole or _of_something_spoken_of(fact)
        needed = within is not None and ((unsure and not vouched) or _leaves_out(fact))
        found.append(replace(fact, scope=_stretches(fact, text, within)) if needed and within else fact)
    return found


def _leaves_out(fact: Fact) -> bool:
    """Whether a line would have no owner or no time; what markets show is nobody's, and what is to come has none yet."""
    metric = fact.slots.get("metric")
    closing = fact.frame.startswith("mkt.")
    named = fact.slots.values() if closing else [metric]
    nobodys = any(isinstance(name, Phrase) and name.attrs.get("holder") in ("market", "pair") for name in named)
    ahead = fact.status in (Status.PLANNED, Status.FORECAST, Status.SIGNED)
    owned = nobodys or bool({"holder", "subj"} & fact.slots.keys())
    sized = all(figure.unit in _SIZES for figure in fact.figures)
    return not (owned and (ahead or sized or {"period", "closed", "noon"} & fact.slots.keys()))


# A size is what it is at any time.
_SIZES = frozenset({"km", "m", "km/hour", "km2", "m2", "ha", "mu", "cm", "mm", "month", "year"})


def _of_something_spoken_of(fact: Fact) -> bool:
    """该公路全长217公里: a sentence may say "the road"; a line of the table has no name for it."""
    subject = fact.slots.get("subj")
    if not isinstance(subject, Phrase) or subject.entities or "metric" in fact.slots:
        return False
    return subject.attrs.get("this") == "1" or not (subject.parts or "is" in subject.attrs)


def _says_whose(fact: Fact, text: str, sentence: Span) -> bool:
    """Whether a fact fills its clause from the beginning and names its own owner there."""
    owner = fact.slots.get("holder") or fact.slots.get("subj")
    named = owner is not None and fact.span.holds(owner.span) and bool(getattr(owner, "entities", ()))
    return named and _start(text, fact.span.start, sentence, _CLAUSES) == fact.span.start


def _stretches(fact: Fact, text: str, sentence: Span) -> tuple[Span, ...]:
    """What leads up to a figure, and the figure: from the last stop, or in two pieces where that is too long."""
    end = _end(fact, text, sentence)
    begin = _start(text, fact.span.start, sentence, _STOPS)
    clause = _start(text, fact.span.start, sentence, _CLAUSES)
    own = clause if end - clause <= _LONGEST else _whole_figure(text, end - _LONGEST)
    first = Span(
        begin, next((at for at in range(begin, own) if text[at] in _CLAUSES and not _in_figure(text, at)), begin)
    )
    told = () if first.end - first.start > _OPENING or _SPOKEN.search(first.of(text)) else (first,)
    room = _LONGEST - sum(piece.end - piece.start for piece in told)
    start, named = own, _names_its_thing(fact)
    while start > begin and end - (before := _start(text, start - 2, sentence, _CLAUSES)) <= room:
        if named and _FIGURE.search(text[before:start]):
            break  # 创业板指涨0.53%，科创50指数跌1.24%: nothing of the first narrows the second
        start = before
    opening = tuple(piece for piece in told if piece.start < piece.end < start - 1 and not named)
    if start == own > clause and not opening:
        opening = (Span(own, own),)  # the clause has more words in front
    return (*opening, Span(start, end))


def _names_its_thing(fact: Fact) -> bool:
    """Whether a measure says of what it is (新能源汽车产量, 恒生指数), so that no other figure's words narrow it."""
    metric = fact.slots.get("metric")
    if not isinstance(metric, Phrase):
        return False
    of_all = metric.attrs.get("holder") in ("place", "market") and metric.span.end - metric.span.start >= _NAMED
    return of_all or bool(metric.parts)


def _end(fact: Fact, text: str, sentence: Span) -> int:
    """The end of the clause in which the figure of a line stands."""
    told = next((fact.slots[name] for name in _TOLD if name in fact.slots), None)
    if {"n", "a"} <= fact.slots.keys():
        told = fact.slots["a"]  # 接待游客50万人次，实现旅游收入6亿元: two lines, and the second figure is the last told
    at = fact.span.end if told is None else told.span.end
    return next((e for e in range(at, sentence.end) if text[e] in _ENDS and not _in_figure(text, e)), sentence.end)


def _in_figure(text: str, at: int) -> bool:
    """Whether a mark stands inside a number: 3,000."""
    return text[at] in ",.:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _whole_figure(text: str, at: int) -> int:
    """A place to cut that is not inside a number."""
    while at > 0 and (text[at].isascii() and (text[at].isalnum() or text[at] in ",.")):
        at -= 1
    return at + 1 if text[at] in _CLAUSES else at


def _start(text: str, at: int, sentence: Span, marks: str) -> int:
    """Where what holds ``at`` begins, after the last of some marks."""
    ends = (m.end() for m in re.finditer(f"[{re.escape(marks)}]", text[sentence.start : at]))
    starts = [sentence.start + end for end in ends if not _in_figure(text, sentence.start + end - 1)]
    start = max(starts, default=sentence.start)
    while start < at and not _WORD.match(text[start]) and text[start] not in "“《「（(":
        start += 1
    return start
