"""Where in the translation a finding stands: which segment, which characters.

Owns the place of what has none there: a figure that was dropped belongs to
the end of the sentence it should stand in. Knows nothing of Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.facts.segment import sentences
from briefing.protect.align import align, target_sentences
from briefing.review.values import Located, Match, Report
from briefing.values import Article, Paragraph, Span

# Beyond this a match is no paragraph but a text that nobody aligned: its end is as good a guess.
_MOST_SENTENCES = 60
_LAST_WORD = re.compile(r"[^\s、。，,「」]{1,24}[\s。！？.!?」』）)”\"’]*$")


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of a segment of the target."""

    segment: int
    span: Span


def spot_of(report: Report, located: Located) -> Spot | None:
    """Where a comment on this finding goes; None for a translation without a segment."""
    bitext, finding = report.bitext, located.finding
    if not bitext.target:
        return None
    if located.target is not None and finding.target is not None:
        return Spot(located.target, finding.target)
    match = _match(report, located)
    if located.source is not None and finding.source is not None and match is not None and match.target:
        return _sentence_end(report, match, located.source, finding.source)
    if located.target is not None:
        return _whole(report, located.target)
    if match is not None and match.target:
        return _whole(report, match.target[0])
    return _before(report, located.source) if located.source is not None else _whole(report, 0)


def source_sentence(report: Report, located: Located) -> str:
    """The Chinese sentence a finding is about; empty where it names none."""
    if located.source is None or located.finding.source is None:
        return ""
    text = report.bitext.source[located.source].text
    return next((s.of(text) for s in _sentences(text) if s.overlaps(located.finding.source)), "")


def _match(report: Report, located: Located) -> Match | None:
    for match in report.matches:
        if located.source in match.source or (located.source is None and located.target in match.target):
            return match
    return None


def _whole(report: Report, segment: int) -> Spot:
    return Spot(segment, Span(0, len(report.bitext.target[segment].text)))


def _before(report: Report, source: int) -> Spot:
    """The end of what was translated last before this segment; the very beginning where nothing was."""
    earlier = [m.target[-1] for m in report.matches if m.source and m.target and m.source[0] < source]
    if not earlier:
        return _whole(report, 0)
    return Spot(max(earlier), _last_word(report.bitext.target[max(earlier)].text, 0))


def _sentence_end(report: Report, match: Match, source: int, at: Span) -> Spot:
    """The last word of the target sentence that stands for the source's sentence at ``at``."""
    chinese = [(n, span) for n in match.source for span in _sentences(report.bitext.source[n].text)]
    pieces = _pieces(report, match)
    wanted = next((k for k, (n, span) in enumerate(chinese) if n == source and span.overlaps(at)), len(chinese) - 1)
    if not pieces or max(len(chinese), len(pieces)) > _MOST_SENTENCES:
        segment = match.target[-1]
        return Spot(segment, _last_word(report.bitext.target[segment].text, 0))
    segment, span = pieces[_last_piece(report, chinese, pieces, wanted)]
    return Spot(segment, _last_word(span.of(report.bitext.target[segment].text), span.start))


def _last_piece(report: Report, chinese: list[tuple[int, Span]], pieces: list[tuple[int, Span]], wanted: int) -> int:
    """The number of the last target sentence of the bead that holds the wanted source sentence."""
    bitext = report.bitext
    texts = [span.of(bitext.target[n].text) for n, span in pieces]
    gap = "" if report.lang == "ja" else " "
    whole, ends, at = gap.join(texts), [], 0
    for text in texts:
        at += len(text) + len(gap)
        ends.append(at - len(gap))
    last, start = 0, 0
    for bead in align([span.of(bitext.source[n].text) for n, span in chinese], whole, report.lang):
        if bead.target:
            start = whole.index(bead.target, start) + len(bead.target)
            last = next(k for k, end in enumerate(ends) if end >= start)
        if bead.source[1] > wanted:
            break
    return last


def _pieces(report: Report, match: Match) -> list[tuple[int, Span]]:
    """The target sentences of a match with the segment each is in."""
    found = []
    for number in match.target:
        text, at = report.bitext.target[number].text, 0
        for piece in target_sentences(text, report.lang):
            start = text.index(piece, at)
            at = start + len(piece)
            found.append((number, Span(start, at)))
    return found


def _sentences(text: str) -> list[Span]:
    whole = Article("", text, "", None, (Paragraph(text, Span(0, len(text))),))
    return [span for _, span in sentences(whole)]


def _last_word(text: str, start: int) -> Span:
    found = _LAST_WORD.search(text)
    return Span(start + (found.start() if found else 0), start + len(text))
