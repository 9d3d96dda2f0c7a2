"""What a change is compared with, in the source and around the number of a translation: a year or a period before.

The base named in the number's own clause counts; only where that names none
is the rest of the sentence asked, and not if the clause compares with something else.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.values import Comparison, Figure, Lang
from briefing.verify.mentions import Mention, Said
from briefing.verify.target_words import codes

BASES = {Comparison.YEAR_ON_YEAR: "from a year before", Comparison.PREVIOUS_PERIOD: "from the period before"}
_CLOSE = 60
_SENTENCE = re.compile(r"[;。；]|\.\s")
_CLAUSE = {
    "en": re.compile(r",\s|\s(?:and|but|while|or)\s|[()]"),
    "ja": re.compile(r"[、,（）()]"),
}
# Compared with something that is named otherwise.
_OTHERWISE = {
    "en": re.compile(r"\b(?:than|compared (?:with|to)|versus|against|from)\b", re.I),
    "ja": re.compile(r"と比べ|に比べ|と比較|から|より"),
}
# A bare "last month" may only say when: it is a base behind one of these.
_BEHIND = (
    r"(?:from|than|over|with|against|versus|to|on|by|of|as|(?:same|corresponding) [a-z]+)\s(?:in\s|that of\s)?"
    r"(?:the\s)?(?:[a-z]+\s(?:of\s|in\s)?(?:the\s)?)?"
)
_PLAIN = re.compile(r"(?:last|previous|preceding) ")
_SOURCE = (
    (
        re.compile(r"[比较](?:上|前)(?:一)?个?(?:月|季度?|周|交易日)(?![末底初])[^，。；]{0,8}$"),
        Comparison.PREVIOUS_PERIOD,
    ),
    (re.compile(r"[比较](?:上年|去年|前一年)(?:同期|同月)?(?![末底初])[^，。；]{0,8}$"), Comparison.YEAR_ON_YEAR),
)


def base_of(figure: Figure, source: str) -> Comparison | None:
    """What the source compares this figure with: as it was read, or 比上月 right before it."""
    if figure.comparison or figure.unit not in ("percent", "pp"):
        return figure.comparison
    before = source[max(0, figure.span.start - 20) : figure.span.start]
    return next((base for pattern, base in _SOURCE if pattern.search(before)), None)


def compared_otherwise(comparison: Comparison, mention: Mention, said: Said, lang: Lang) -> bool:
    """Whether only the other base of comparison is named for the number."""
    before = _SENTENCE.split(said.text[max(0, mention.start - _CLOSE) : mention.start])[-1]
    after = _SENTENCE.split(said.text[mention.end : mention.end + _CLOSE])[0]
    clause = f"{_CLAUSE[lang].split(before)[-1]} {_CLAUSE[lang].split(after)[0]}"
    named = _named(clause, lang)
    if not named and not _OTHERWISE[lang].search(clause):
        named = _named(f"{before} {after}", lang)
    return bool(named) and comparison.value not in named


def _named(text: str, lang: Lang) -> set[str]:
    return {kind for kind in ("yoy", "pop") if _words(lang, kind).search(text)}


@cache
def _words(lang: Lang, kind: str) -> re.Pattern[str]:
    listed = [word for word, code in codes(lang, "comparison").items() if code == kind]
    words = [f"{_BEHIND}{re.escape(w)}" if lang == "en" and _PLAIN.match(w) else re.escape(w) for w in listed]
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(words)})(?![A-Za-z])", re.I)
