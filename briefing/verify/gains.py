"""Whether an amount that is a loss is told as a profit, or the other way round: 亏损 and profit, 顺差 and deficit.

Goes by the clause around the number on both sides, and only where each names
nothing but one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing.values import Figure, Lang
from briefing.verify.equal import is_money
from briefing.verify.mentions import Mention, Said
from briefing.verify.target_words import codes

_LOSS = re.compile(r"净亏|亏损|亏了|赤字|逆差")
_GAIN = re.compile(r"盈利|净利|利润|顺差|盈余|黑字")
# Where one turns into the other nothing can be said: 扭亏为盈, 亏损收窄.
_TURNS = re.compile(r"扭亏|减亏|转[亏盈为]|由[亏盈]|[亏盈]转|收窄|扩大|同比|弥补|相比")
_CLAUSE = re.compile(r"[，。；：、,;:（）()]|\.\s| (?:and|but|while|compared|against|from|versus|after) ")


def gain_turned(figure: Figure, mentions: Sequence[Mention], source: str, said: Said, lang: Lang) -> str:
    """``loss`` or ``gain``, what the amount is, where every number that states it is told as the other; else ''."""
    if not is_money(figure.unit) or figure.value is None:
        return ""
    clause = _clause(source, figure.span.start, figure.span.end)
    loss, gain = bool(_LOSS.search(clause)), bool(_GAIN.search(clause))
    if _TURNS.search(clause):
        return ""
    if figure.value < 0:
        loss, gain = True, False
    if loss == gain:
        return ""
    told = {_told(m, said.text, lang) for m in mentions}
    other = "gain" if loss else "loss"
    return ("loss" if loss else "gain") if told == {other} else ""


def _told(mention: Mention, text: str, lang: Lang) -> str:
    if mention.plain.value < 0:
        return "loss"
    if text[max(0, mention.start - 1) : mention.start] == "(":
        return ""  # as accounts write a loss
    clause = _clause(text, mention.start, mention.end)
    named = {kind for kind in ("loss", "gain") if _words(lang, kind).search(clause)}
    return named.pop() if len(named) == 1 else ""


@cache
def _words(lang: Lang, kind: str) -> re.Pattern[str]:
    listed = [word for word, code in codes(lang, "gain").items() if code == kind]
    words = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", re.I)


def _clause(text: str, start: int, end: int) -> str:
    """The words between the nearest marks on either side; commas within numbers are none."""
    before = _CLAUSE.split(text[max(0, start - 60) : start])[-1]
    after = _CLAUSE.split(text[end : end + 60])[0]
    return f"{before} {after}"
