"""Two right figures of a translation told the wrong way round: the part as the whole, the end as the beginning.

figure.part_whole   3.9 of 7.5 became 7.5 of 3.9
figure.range        from 72.4 to 76.7 became from 76.7 to 72.4

Knows which numbers state which figures, and looks at what stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.values import Figure, Finding, Lang, Severity, Span
from briefing.verify.mentions import Mention, Said

Stated = tuple[Figure, Sequence[Mention]]

_PART = re.compile(r"其中|当中|中有|里有")
_OF_WHICH = {
    "en": re.compile(r"\b(?:of (?:which|whom|them|these)|among (?:which|whom|them|these))\b", re.I),
    "ja": re.compile(r"うち"),
}
# "7 of the 3 factories": the first is the part.
_OF_THE = re.compile(
    r"(?:\s[A-Za-z-]+){0,2}\s(?:out\s)?of\s(?:the|its|their|these|all|a total of)\s(?:[a-z]+\s)?[$€£¥]?"
)
_FROM = re.compile(r"[从由自][^，。；]{0,10}$")
_TO = re.compile(r"[^，。；]{0,8}[到至为]")
_SENTENCE = re.compile(r"[。；;]|\.\s")


def turned_round(source: str, said: Said, stated: Sequence[Stated], lang: Lang) -> Iterator[Finding]:
    """One finding for each pair of neighbours that the translation turns round."""
    ordered = sorted(stated, key=lambda pair: pair[0].span.start)
    for (one, said_one), (other, said_other) in pairwise(ordered):
        gap = source[one.span.end : other.span.start]
        if one.unit != other.unit or one.value is None or other.value is None or _SENTENCE.search(gap):
            continue
        if _PART.search(gap) and other.value < one.value and _parts_turned(said.text, said_one, said_other, lang):
            message = f"{other.text} is the part and {one.text} the whole"
            yield _finding("figure.part_whole", message, other, said_other[0])
        before = source[: one.span.start]
        if _FROM.search(before) and _TO.match(gap) and one.value != other.value and _ends_turned(said_one, said_other):
            message = f"{one.text} is where it began and {other.text} where it ended"
            yield _finding("figure.range", message, one, said_one[0])


def _parts_turned(text: str, wholes: Sequence[Mention], parts: Sequence[Mention], lang: Lang) -> bool:
    if len(wholes) != 1 or len(parts) != 1:
        return False
    whole, part = wholes[0], parts[0]
    if part.end <= whole.start:
        gap = text[part.end : whole.start]
        return _OF_WHICH[lang].search(gap) is not None and not _SENTENCE.search(gap)
    return lang == "en" and whole.end <= part.start and _OF_THE.fullmatch(text, whole.end, part.start) is not None


def _ends_turned(first: Sequence[Mention], last: Sequence[Mention]) -> bool:
    return all(m.link == "to" for m in first) and all(m.link == "from" for m in last)


def _finding(code: str, message: str, figure: Figure, said: Mention) -> Finding:
    place = Span(said.start, said.end)
    return Finding(code, Severity.ERROR, message, figure.span, place, figure.text, said.text)
