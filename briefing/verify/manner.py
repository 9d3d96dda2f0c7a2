"""How a figure whose value is right is said: its qualifier, its direction, what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.values import Figure, Finding, Lang, Qualifier, Severity, Span
from briefing.verify.bases import BASES, base_of, compared_otherwise
from briefing.verify.equal import is_money
from briefing.verify.gains import gain_turned
from briefing.verify.mentions import Mention, Said

_UPPER = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
_LOWER = frozenset({Qualifier.NEARLY, Qualifier.AT_MOST})
_NEGATIVE_GROWTH = re.compile(r"负增长|少增|多减|亏损|赤字|逆差|跌幅|降幅|减亏|负")
_LEVEL = re.compile(
    r"(?:增至|增长至|增长到|增加至|增加到|升至|上升至|上升到|提高到|提高至|达到?|扩大到|降至|下降至|下降到|减至|减少到|跌至|涨到|涨至|跌到|降到)约?(?:(?:(?:19|20)\d\d|[去今上前]|同)[年期]的?)?约?$"
)
_FROM = re.compile(r"[从由自][^，。；]{0,12}$")
# 低于4月的38亿 compares with another time: there "down from" is right.
_THAN = re.compile(r"[低高少多大]于[^，。；年月季周日期前]{1,16}$")
_CHANGE = re.compile(
    r"(?:加快|放缓|减慢|回落|提高|上升|下降|收窄|扩大|[增减升降涨跌]|[高低]于[^，。；年季周日]{0,8}|[高低])(?:了|约)?$"
)
# 不会突破3% is at most 3%, though 突破 alone is more.
_NEGATED = re.compile(r"(?:不|未|没|难|无法|勿)[^，。；]{0,5}$")
_APART = re.compile(r"(?:(?P<most>最多|至多)|至少|最少)[^，。；0-9一二三四五六七八九十百千万]{1,5}$")
# 升至5.6% is no rise by 5.6%; of a rate of growth it may be said so.
_REACHED = re.compile(r"[一-龯]?[升降增减涨跌高低少加落长][至到](?:约|了)?$")
_GROWTH = re.compile(r"[增涨降跌升]幅|增速|增长率|速度|增长|下降|扩大|放缓|加快|回落")
_TOTAL = re.compile(r"(?:额|产值|收入|规模)(?:达到?|为)?$")
_PER_ACRE = re.compile(r"\)?\s?(?:per|an?|/)?\s?acres?\b")


def _words(bounded: Figure | Mention) -> str:
    return bounded.qualifier.value.replace("_", " ")


def manner(figure: Figure, mentions: Sequence[Mention], source: str, said: Said, lang: Lang) -> Iterator[Finding]:
    """Findings about the mentions that state this figure; none where one of them says it rightly."""
    if not any(_same_side(figure.qualifier, mention.qualifier) for mention in mentions):
        mention = mentions[0]
        negated = _NEGATED.search(source[max(0, figure.span.start - 10) : figure.span.start])
        reversed_ = not negated and all(_reversed(_bound(figure, source), m.qualifier) for m in mentions)
        severity = Severity.ERROR if reversed_ else Severity.WARNING
        message = f"{figure.text} is {_words(figure)}, the translation says {_words(mention)}"
        yield _finding("figure.qualifier", severity, message, figure, mention)
    if "亩" in source and "英亩" not in source and any(_by_acre(m, said) for m in mentions):
        message = f"{figure.text} is counted by mu, not by acres"
        yield _finding("figure.unit", Severity.ERROR, message, figure, mentions[0])
    if all(_opposed(figure, mention, source) for mention in mentions):
        way = "rose" if figure.direction > 0 else "fell"
        yield _finding("figure.direction", Severity.ERROR, f"{figure.text} {way} in the source", figure, mentions[0])
    elif turned := gain_turned(figure, mentions, source, said, lang):
        message = f"{figure.text} is a {turned}, the translation tells it as the other"
        yield _finding("figure.direction", Severity.ERROR, message, figure, mentions[0])
    elif (base := base_of(figure, source)) and all(compared_otherwise(base, m, said, lang) for m in mentions):
        message = f"{figure.text} is a change {BASES[base]}"
        yield _finding("figure.comparison", Severity.ERROR, message, figure, mentions[0])
    elif all(_misplaced(figure, mention, source) for mention in mentions):
        message = f"{figure.text} is a {'change' if figure.direction else 'level'}, not said as one"
        yield _finding("figure.direction", Severity.ERROR, message, figure, mentions[0])


def _by_acre(mention: Mention, said: Said) -> bool:
    return mention.plain.unit.endswith("/acre") or _PER_ACRE.match(said.text, mention.end) is not None


def _bound(figure: Figure, source: str) -> Qualifier:
    """The qualifier as read, or the 最多 of 最多可容纳5000人, parted from its number."""
    if figure.qualifier is not Qualifier.EXACT:
        return figure.qualifier
    apart = _APART.search(source[max(0, figure.span.start - 10) : figure.span.start])
    if apart is None:
        return Qualifier.EXACT
    return Qualifier.AT_MOST if apart["most"] else Qualifier.AT_LEAST


def _same_side(source: Qualifier, target: Qualifier) -> bool:
    if source == target or source is Qualifier.RANGE:
        return True
    return {source, target} <= _UPPER or {source, target} <= _LOWER


def _reversed(source: Qualifier, target: Qualifier) -> bool:
    return (source in _UPPER and target in _LOWER) or (source in _LOWER and target in _UPPER)


def _opposed(figure: Figure, mention: Mention, source: str) -> bool:
    if figure.direction * mention.direction >= 0 or mention.link in ("to", "from"):
        return False
    around = source[max(0, figure.span.start - 12) : figure.span.end + 4]
    return not _NEGATIVE_GROWTH.search(around)


def _misplaced(figure: Figure, mention: Mention, source: str) -> bool:
    """A change said as where it came from, or a level reached said as the change."""
    before = source[max(0, figure.span.start - 20) : figure.span.start]
    if mention.link == "from" and mention.direction:
        return not _FROM.search(before) and bool((_CHANGE if figure.unit == "pp" else _THAN).search(before))
    reached = _REACHED.search(source, 0, figure.span.start) if figure.unit == "percent" else None
    if reached and not _GROWTH.search(source, max(0, reached.start() - 40), reached.end() - 4):
        return mention.link == "by" and bool(mention.direction) and mention.kind == "number"
    if mention.link != "by" or figure.direction or figure.unit in ("percent", "pp"):
        return False
    return bool(_LEVEL.search(before) and mention.direction) or (is_money(figure.unit) and bool(_TOTAL.search(before)))


def _finding(code: str, severity: Severity, message: str, figure: Figure, said: Mention) -> Finding:
    return Finding(code, severity, message, figure.span, Span(said.start, said.end), figure.text, said.text)
