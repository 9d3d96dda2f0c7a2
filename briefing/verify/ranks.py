"""Ranks and numbered names of the source: 第三次, 第26届, 十九大, 二期, CX-4. The number must come back in some form.

They are no quantities and so no figures. Whether it is an ordinal or a plain
number in the translation hardly matters, but 十九大 is no nineteen of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefing.facts.fold import fold
from briefing.facts.numerals import han_value
from briefing.values import Figure, Finding, Lang, Period, Severity, Span
from briefing.verify.documents import literal_numbers
from briefing.verify.mentions import Mention, Said

_RANK = re.compile(
    r"第(?P<rank>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}(?!,[0-9]{3})|[一二三四五六七八九十百千零〇两]{1,8})(?!季|财季|[一二三四1-4]?产业|.?者|一|[0-9])"
    r"|(?:中共|党的?|共产党)(?P<congress>十[一二三四五六七八九]|二十)大(?!报告以来)"
    r"|(?<![第0-9一二三四五六七八九十分学预工长短近远中后定周如到日按])(?P<phase>[一二三四])期(?:工程|建设|项目|总?投资|投产)"
)
_LOOSE_BELOW = 3


def ranks(source: str, said: Said, lang: Lang) -> Iterator[Finding]:
    """One finding for each rank whose number the translation does not have."""
    folded = fold(source)
    for match in _RANK.finditer(folded.text):
        written = match["rank"] or match["congress"] or match["phase"]
        value = Decimal(written.replace(",", "")) if written.isascii() else han_value(written)
        if value is None:
            continue
        span = folded.span(*match.span())
        text = span.of(source)
        fitting = [
            m
            for m in said.mentions
            if m.kind != "word" and any(s.value == value and "/" not in s.unit for s in m.senses)
        ]
        instead = None if fitting or (value <= 4 and int(value) in said.quarters) else _other_rank(folded.text, said)
        if instead is not None:
            message = f"{text} became {instead.text}"
            place = Span(instead.start, instead.end)
            yield Finding("figure.ordinal", Severity.ERROR, message, span, place, text, instead.text)
        elif value < _LOOSE_BELOW and match["rank"]:
            continue
        elif not fitting and not (value <= 4 and int(value) in said.quarters):
            severity = Severity.ERROR if match["phase"] or value > _LOOSE_BELOW else Severity.WARNING
            yield Finding("figure.dropped", severity, f"the translation does not state {text}", span, None, text)
        elif fitting and match["congress"] and lang == "en" and all(m.kind == "number" for m in fitting):
            place = Span(fitting[0].start, fitting[0].end)
            message = f"{text} is a name, not a count"
            yield Finding("figure.unit", Severity.ERROR, message, span, place, text, fitting[0].text)


def _other_rank(source: str, said: Said) -> Mention | None:
    """A rank of the translation whose number the source has nowhere."""
    known = literal_numbers(source) | {Decimal(1), *map(Decimal, re.findall(r"(?<![0-9.])[0-9]+(?![0-9.])", source))}
    known |= {v for run in re.findall(r"[一二三四五六七八九十百]+", source) if (v := han_value(run)) is not None}
    for mention in said.mentions:
        if mention.kind != "ordinal" or any(s.value in known for s in mention.senses if "/" not in s.unit):
            continue
        if not any(date.start < mention.end and mention.start < date.end for date in said.dates):
            return mention
    return None


def lost_names(
    source: str, said: Said, figures: Sequence[Figure], periods: Sequence[Period], added: Sequence[Finding]
) -> Iterator[Finding]:
    """Digits of names (036B, 4K) and of scores that are not in the translation, where a number nobody needs is.

    Without such a number the name may have been translated by its sense, and nothing is said.
    """
    if not added:
        return
    folded = fold(source)
    covered = [*(figure.span for figure in figures), *(period.span for period in periods)]
    written = {digits.lstrip("0") for digits in re.findall(r"\d+", said.text)}
    spelled = {str(int(sense.value)) for mention in said.mentions for sense in mention.senses}
    for match in re.finditer(r"[0-9]+", folded.text):
        span = folded.span(*match.span())
        digits = match.group().lstrip("0")
        if folded.text.startswith("后", match.end()) and re.search(rf"(?:19|20){match.group()}(?!\d)", said.text):
            continue  # the 80后 are born in the 1980s
        if any(span.overlaps(other) for other in covered) or digits in written | spelled:
            continue
        place, text = added[0].target, span.of(source)
        message = f"{text} became {added[0].target_text}"
        yield Finding("figure.value", Severity.ERROR, message, span, place, text, added[0].target_text)
        return
