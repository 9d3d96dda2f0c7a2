"""What only a whole document shows: names, segments left untranslated, given twice, or out of proportion.

Owns everything but names, which are ``names_told``'s. Whether a figure is
right is for ``verify``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.facts.fold import fold
from briefing.review.names_told import NamesTold
from briefing.review.values import Bitext, Located, Match
from briefing.values import Finding, Lang, Severity, Span

_HAN = re.compile(r"[㐀-鿿]")
_KANA = re.compile(r"[぀-ヿｦ-ﾝ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# Shorter Chinese without kana may be a Japanese name or heading: 中国農業銀行.
_LONGER_THAN_A_NAME = 10
_WORDS = 4
# Characters of the translation for a Chinese one, letters and digits of the source counted as a third. Median and
# limits from 19,964 English sentences of two large engines: 0.09 % lie beyond. Japanese keeps half the spread.
_RATIO = {"en": 3.4, "ja": 1.35}
_MOST, _LEAST, _SLACK = 2.0, 2.0, 15
_THIRD = 3
# A whole document much shorter than a translation is a brief, whose segments have no proportion.
_BRIEF = 0.6
_AGAIN = {"en": 25, "ja": 12}
_OTHER_TEXT = 0.3


def consistency(bitext: Bitext, matches: Sequence[Match], lang: Lang) -> Iterator[Located]:
    """Names first, then what is wrong with whole segments."""
    names = NamesTold(bitext, matches, lang)
    yield from names.wrong()
    yield from names.inconsistent()
    yield from _untranslated(bitext, matches, lang)
    yield from _given_again(bitext, matches, lang)
    yield from _out_of_proportion(bitext, matches, lang)


def _untranslated(bitext: Bitext, matches: Sequence[Match], lang: Lang) -> Iterator[Located]:
    for match in matches:
        source = "\n".join(bitext.source[s].text for s in match.source)
        for segment in match.target:
            text = bitext.target[segment].text
            if reason := _not_in(text, source, lang):
                message = f"not translated: {reason}"
                yield _whole(bitext, "output.untranslated", Severity.ERROR, message, match, segment)


def _not_in(text: str, source: str, lang: Lang) -> str:
    """Why ``text`` is not in the language it should be in, or nothing."""
    body = _BRACKETS.sub("", text) or text
    han, kana, latin = (len(kind.findall(body)) for kind in (_HAN, _KANA, _LATIN))
    other = sum(char.isalpha() for char in body) - han - kana - latin
    if not _HAN.search(source):
        return ""
    if lang == "en":
        if han + kana > 1 and (han + kana) * _THIRD > latin:
            return "Japanese" if kana * _THIRD > han else "Chinese"
        return "another script" if other > latin + han + kana else ""
    if kana == 0 and han >= _LONGER_THAN_A_NAME and han > latin and _is_chinese(body, source):
        return "Chinese"
    words = len(re.findall(r"[A-Za-z]{2,}", body))
    if words >= _WORDS and latin > _THIRD * _THIRD * (han + kana) and len(_HAN.findall(source)) > words:
        return "English"
    return "another script" if other > latin + han + kana else ""


def _is_chinese(text: str, source: str) -> bool:
    """The source itself, or characters that only Chinese has; a Japanese heading of kanji alone is neither."""
    if _shared(fold(text).text, fold(source).text) > 1 - _OTHER_TEXT:
        return True
    return any(char in "的了是们这为与从将对" for char in text)


def _given_again(bitext: Bitext, matches: Sequence[Match], lang: Lang) -> Iterator[Located]:
    """The same translation of two different texts: one of them is not translated."""
    first: dict[str, tuple[str, str]] = {}
    for match in matches:
        source = "\n".join(bitext.source[s].text for s in match.source)
        text = " ".join(" ".join(bitext.target[t].text for t in match.target).split())
        if len(text) < _AGAIN[lang] or not _HAN.search(source):
            continue
        before, place = first.setdefault(text, (source, bitext.target[match.target[0]].place))
        if before != source and _shared(before, source) < _OTHER_TEXT:
            message = f"the same as the translation of another text{f' in {place}' if place else ''}"
            yield _whole(bitext, "output.repeated", Severity.WARNING, message, match, match.target[0])


def _shared(one: str, other: str) -> float:
    """How much of the pairs of characters two texts share."""
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(first & second) / max(1, len(first | second))


def _out_of_proportion(bitext: Bitext, matches: Sequence[Match], lang: Lang) -> Iterator[Located]:
    measured = []
    for match in matches:
        wanted = sum(_weight(bitext.source[s].text) for s in match.source) * _RATIO[lang]
        got = float(sum(len(bitext.target[t].text.strip()) for t in match.target))
        if wanted and got:
            measured.append((match, wanted, got))
    whole = sum(got for *_, got in measured) / max(1.0, sum(wanted for _, wanted, _ in measured))
    for match, wanted, got in measured:
        slack = _SLACK * _RATIO[lang]
        if got > _MOST * wanted + slack:
            message = f"{got / wanted:.1f} times as long as a translation usually is"
        elif got < wanted / _LEAST - slack / _LEAST and whole >= _BRIEF:
            message = f"only {got / wanted:.0%} as long as a translation usually is"
        else:
            continue
        yield _whole(bitext, "output.length", Severity.WARNING, message, match, match.target[0])


def _weight(text: str) -> float:
    han = len(_HAN.findall(text))
    return han + (sum(char.isalnum() for char in text) - han) / _THIRD


def _whole(bitext: Bitext, code: str, severity: Severity, message: str, match: Match, target: int) -> Located:
    """A finding on whole segments: the first of the source, ``target`` of the translation."""
    source = match.source[0] if match.source else None
    source_text = bitext.source[source].text if source is not None else ""
    said = bitext.target[target].text
    span = Span(0, len(source_text)) if source is not None else None
    return Located(Finding(code, severity, message, span, Span(0, len(said)), source_text, said), source, target)
