"""One report from a bitext: what was compared, and every finding at its place.

Owns the order of a review and what only a whole document shows: what was moved,
what was left out, whether the target is a translation or a brief. What is
wrong with two texts is for ``verify`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from briefing.lexicon.glossary import Entry
from briefing.protect.align import RATIO
from briefing.review.alignment import Alignment, Bead, align_sentences, matches
from briefing.review.brief import brief_findings, quoted
from briefing.review.consistency import consistency
from briefing.review.joined import joined
from briefing.review.neighbours import Place, settled
from briefing.review.terms import term_findings
from briefing.review.values import Bitext, Kind, Located, Match, Report
from briefing.values import Figure, Finding, Lang, Severity, Span
from briefing.verify.equal import Fit, fit
from briefing.verify.mentions import Mention

# Translations of whole news texts have 0.8 to 1.3 of the usual length, 40 briefs written by hand 0.14 to 0.65.
_BRIEF_BELOW = 0.65
_NEAR, _SEGMENTS = 6, 2
_WIDE = 3
# A brief leaves things out, is short, and quotes its source.
_OF_TRANSLATIONS = frozenset({"term.missing", "output.untranslated", "output.length", "output.repeated"})


def review(
    bitext: Bitext,
    lang: Lang,
    *,
    kind: Kind | None = None,
    glossary: Sequence[Entry] = (),
    published: date | None = None,
) -> Report:
    """Everything that is doubtful about the target of ``bitext``, in the target's order."""
    day = published.date() if isinstance(published, datetime) else published
    kind = kind or kind_of(bitext, lang)
    alignment = align_sentences(bitext, lang)
    found = (
        brief_findings(bitext, lang, day)
        if kind == "brief"
        else list(_Translation(bitext, alignment, lang, day).findings())
    )
    matched = matches(bitext, alignment)
    whole = (*consistency(bitext, matched, lang), *term_findings(bitext, matched, lang, glossary))
    found += (located for located in whole if kind != "brief" or located.finding.code not in _OF_TRANSLATIONS)
    found = list(_of_translated(found, matched))
    ordered = sorted(found, key=lambda located: _order(located, alignment))
    return Report(bitext, lang, kind, matched, tuple(ordered))


def _of_translated(found: Sequence[Located], matched: Sequence[Match]) -> Iterator[Located]:
    """The findings without those that only say once more of an untranslated segment that it is not translated."""
    bare = {f.target for f in found if f.finding.code == "output.untranslated" and f.target is not None}
    behind = {source for match in matched if bare.intersection(match.target) for source in match.source}
    for located in found:
        doubled = located.finding.code.startswith(("residue.", "figure.", "date."))
        of_it = located.target in bare or (located.target is None and located.source in behind)
        if not (doubled and of_it):
            yield located


def kind_of(bitext: Bitext, lang: Lang) -> Kind:
    """A brief is much shorter than a translation would be; what it quotes of the source does not count."""
    if bitext.paired:
        return "translation"
    wanted = sum(len(segment.text) for segment in bitext.source) * RATIO[lang]
    got = sum(len(s.text) for s in bitext.target if not quoted(s.text, bitext))
    return "brief" if got < wanted * _BRIEF_BELOW else "translation"


def _order(located: Located, alignment: Alignment) -> tuple[int, int, int]:
    """Where the finding stands in the target, or where its source would stand."""
    finding = located.finding
    if located.target is not None and finding.target is not None:
        return located.target, finding.target.start, 0
    last = 0
    for bead in alignment.beads:
        if any(alignment.source[i].segment == located.source for i in bead.source):
            spans = [alignment.target[j].segment for j in bead.target]
            return (
                (spans[0] if spans else last),
                10**9 if not spans else 0,
                finding.source.start if finding.source else 0,
            )
        last = alignment.target[bead.target[-1]].segment if bead.target else last
    return last, 10**9, 0


class _Translation:
    """A translation sentence by sentence, each with its neighbourhood."""

    def __init__(self, bitext: Bitext, alignment: Alignment, lang: Lang, published: date | None) -> None:
        self._bitext, self._alignment, self._lang, self._published = bitext, alignment, lang, published
        self._places = [self._place([bead]) for bead in alignment.beads]

    def _place(self, beads: Sequence[Bead]) -> Place:
        source = sorted({i for bead in beads for i in bead.source})
        target = sorted({j for bead in beads for j in bead.target})
        return Place(
            joined([self._alignment.source[i] for i in source], self._bitext.source),
            joined([self._alignment.target[j] for j in target], self._bitext.target),
            self._lang,
            self._published,
        )

    def findings(self) -> Iterator[Located]:
        left_out: set[int] = set()
        for number, place in enumerate(self._places):
            if self._bitext.paired and not place.target.text:
                yield from self._unpaired(place)
                continue
            kept = [found for finding in place.findings if (found := self._settled(number, finding)) is not None]
            if place.target.text:
                yield from (_located(finding, place) for finding in _once(kept))
            else:
                yield from self._left_out(number, kept, left_out)

    def _unpaired(self, place: Place) -> Iterator[Located]:
        """A unit without its translation."""
        segment, span = place.source.place(Span(0, len(place.source.text)))
        message = "there is no translation"
        found = Finding("output.empty", Severity.ERROR, message, span, None, place.source.text)
        yield Located(found, segment)

    def _settled(self, number: int, finding: Finding) -> Finding | None:
        near = self._near(number)
        around = [self._places[n] for n in near]
        close = [n for n in near if abs(n - number) <= _WIDE]
        wide = self._place([self._alignment.beads[n] for n in (*close, number)])
        here = self._places[number]
        beside = [self._places[n] for n in near if abs(n - number) == 1 and _same_paragraph(here, self._places[n])]
        found = settled(finding, here, around, beside, wide)
        if found is None or self._bitext.paired:
            return found
        figure, mention = here.figure_of(found), here.mention_of(found)
        if found.code == "figure.dropped" and figure is not None:
            return self._moved(number, figure, found)
        if found.code == "figure.added" and mention is not None and self._from_afar(number, mention):
            return None  # the note stands where the figure is missing
        return found

    def _from_afar(self, number: int, mention: Mention) -> bool:
        if not _distinct(mention.plain.value):
            return False
        figures = (place.spare_figure(mention) for n, place in enumerate(self._places) if n != number)
        return any(f and fit(f.value or Decimal(0), f, mention) is Fit.SAME for f in figures)

    def _near(self, number: int) -> list[int]:
        """The numbers of the places around: a few sentences, not more than two segments away."""
        here = self._places[number]
        within = range(max(0, number - _NEAR), min(len(self._places), number + _NEAR + 1))
        return [n for n in within if n != number and _close(here, self._places[n])]

    def _moved(self, number: int, figure: Figure, finding: Finding) -> Finding:
        """A note instead, where the figure stands far away and nothing there needs it."""
        if not _distinct(figure.value):
            return finding
        for place in self._places:
            mention = place.spare_mention(figure) if place is not self._places[number] else None
            if mention is None or fit(figure.value or Decimal(0), figure, mention) is not Fit.SAME:
                continue
            segment, _ = place.target.place(Span(mention.start, mention.end))
            message = f"{figure.text} is stated far from here: {self._bitext.target[segment].place}"
            return replace(finding, code="figure.moved", severity=Severity.NOTE, message=message)
        return finding

    def _left_out(self, number: int, kept: Sequence[Finding], left_out: set[int]) -> Iterator[Located]:
        """One finding for a sentence or segment without a translation, an error where it held figures."""
        place = self._places[number]
        segment, span = place.source.place(Span(0, len(place.source.text)))
        for finding in kept:
            if finding.severity is Severity.NOTE:
                yield _located(finding, place)
        doubts = [f for f in kept if f.severity is not Severity.NOTE and f.source_text]
        lost = [f.source_text for f in doubts if f.severity is Severity.ERROR and f.code.startswith("figure.")]
        whole = span == Span(*_inner(self._bitext.source[segment].text))
        if lost:
            message = f"not translated, and nothing around states {', '.join(dict.fromkeys(lost))}"
            found = Finding("output.untranslated", Severity.ERROR, message, span, None, place.source.text)
            yield Located(found, segment)
        elif whole or doubts or self._segment_alone(segment, number, left_out):
            found = Finding("output.untranslated", Severity.WARNING, "not translated", span, None, place.source.text)
            yield Located(found, segment)

    def _segment_alone(self, segment: int, number: int, left_out: set[int]) -> bool:
        """Whether no sentence of the segment has a translation; said once."""
        if segment in left_out or any(p.target.text for p in self._places if segment in p.source.segments):
            return False
        left_out.add(segment)
        return True


def _once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Without a number "added" that is the wrong part of a date."""
    dated = [f.target for f in found if f.code == "date.value" and f.target]
    for finding in found:
        if finding.code == "figure.added" and finding.target and any(d.overlaps(finding.target) for d in dated):
            continue
        yield finding


def _inner(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _close(here: Place, other: Place) -> bool:
    for one, two in ((here.source.segments, other.source.segments), (here.target.segments, other.target.segments)):
        if any(abs(a - b) <= _SEGMENTS for a in one for b in two):
            return True
    return False


def _same_paragraph(here: Place, other: Place) -> bool:
    return bool(here.source.segments & other.source.segments and here.target.segments & other.target.segments)


def _distinct(value: Decimal | None) -> bool:
    """Whether a number is long enough not to be met by chance."""
    return value is not None and len(value.normalize().as_tuple().digits) > 1


def _located(finding: Finding, place: Place) -> Located:
    source = place.source.place(finding.source) if finding.source and place.source.parts else None
    target = place.target.place(finding.target) if finding.target and place.target.parts else None
    moved = replace(finding, source=source[1] if source else None, target=target[1] if target else None)
    return Located(moved, source[0] if source else None, target[0] if target else None)
