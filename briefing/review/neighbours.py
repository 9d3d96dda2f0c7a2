"""Whether what a sentence lacks, or has too much, is in the sentences around it.

Owns the accounting of figures over a neighbourhood: a number next door accounts
for a figure here only if no figure next door needs it. Knows nothing of
segments and of reports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods, resolve
from briefing.review.joined import Joined
from briefing.values import Figure, Finding, Lang, Period
from briefing.verify.compare import period_numbers
from briefing.verify.documents import literal_numbers
from briefing.verify.equal import Fit, fit
from briefing.verify.mentions import Mention, Said
from briefing.verify.pairs import verify_translation
from briefing.verify.read_target import read_said

# What stands where a sentence was left out: a text that says nothing.
NOTHING_SAID = "—"
# One and two stand in words of every kind.
_TELLING = 2
_WRITTEN = re.compile(r"[0-9０-９]+(?:[.,][0-9]+)*")
_WRITTEN_ZH = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[一二三四五六七八九十百千两〇零]+")


@dataclass(frozen=True)
class Place:
    """Sentences that belong together, as read once. Either side may be empty."""

    source: Joined
    target: Joined
    lang: Lang
    published: date | None = None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(read_figures(self.source.text))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return tuple(resolve(period, self.published) for period in read_periods(self.source.text))

    @cached_property
    def said(self) -> Said:
        return read_said(self.target.text, self.lang)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        said = self.target.text or NOTHING_SAID
        return verify_translation(self.figures, self.periods, said, self.lang, self.source.text)

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Numbers of the source without scale or unit: of names, ranks and dates."""
        dated = {Decimal(n) for period in self.periods for n in period_numbers(period)}
        return literal_numbers(self.source.text) | dated

    @cached_property
    def unsaid(self) -> frozenset[Decimal]:
        """Numbers of the source that the translation does not say."""
        said = {abs(sense.value) for mention in self.said.mentions for sense in mention.senses}
        said |= {Decimal(n) for date_ in self.said.dates for n in (date_.year, date_.month, *date_.days) if n}
        return frozenset(n for n in literal_numbers(self.source.text) if n > _TELLING and n not in said)

    @cached_property
    def says_more(self) -> bool:
        """Whether the translation has more numbers than the source; months are words in English."""
        own = re.sub(r"\d+月", "", unicodedata.normalize("NFKC", self.source.text))
        return len(_WRITTEN.findall(self.target.text)) > len(_WRITTEN_ZH.findall(own))

    def figure_of(self, finding: Finding) -> Figure | None:
        return next((f for f in self.figures if f.span == finding.source and f.value is not None), None)

    def mention_of(self, finding: Finding) -> Mention | None:
        at = finding.target
        return next((m for m in self.said.mentions if at and (m.start, m.end) == (at.start, at.end)), None)

    def spare_mention(self, figure: Figure) -> Mention | None:
        """A number of the translation that states the figure and that no figure here needs."""
        fitting = [m for m in self.said.mentions if states(m, figure)]
        needed = sum(any(states(m, own) for m in fitting) for own in self.figures)
        return fitting[-1] if len(fitting) > needed else None

    def spare_figure(self, mention: Mention) -> Figure | None:
        """A figure of the source that the mention states and that no number here says."""
        fitting = [f for f in self.figures if states(mention, f)]
        said = sum(any(states(m, f) for f in fitting) for m in self.said.mentions)
        return fitting[0] if len(fitting) > said else None

    def supports(self, mention: Mention) -> bool:
        """Whether the source states the number at all."""
        if any(states(mention, figure) for figure in self.figures):
            return True
        plain = mention.kind != "garbled" and not mention.scaled and mention.plain.unit in ("", "count", "ordinal")
        return plain and any(abs(sense.value) in self.numbers for sense in mention.senses)


def states(mention: Mention, figure: Figure) -> bool:
    """Whether the number is the figure, or an end of it, its unit said or left out."""
    values = (value for value in (figure.value, figure.upper) if value is not None)
    return any(fit(value, figure, mention) <= Fit.BARE for value in values)


# Figures that are right or wrong as such; the other findings hang on the words around them.
_ACCOUNTED = frozenset({"figure.value", "figure.dropped", "figure.unit"})


def settled(
    finding: Finding, here: Place, around: Sequence[Place], beside: Sequence[Place], wide: Place
) -> Finding | None:
    """The finding, another in its place, or None where the neighbourhood accounts for it.

    ``beside`` are those of ``around`` that follow or precede in the same paragraph; ``wide`` is the place with its
    neighbours as one text.
    """
    mention = here.mention_of(finding)
    if finding.code == "figure.added":
        return None if mention is not None and _sourced(mention, here, around, beside) else finding
    figure = here.figure_of(finding)
    if finding.code in _ACCOUNTED and figure is not None and not _unit_unsaid(figure, mention):
        return _accounted(finding, figure, mention, around)
    if finding.code.startswith(("date.", "figure.unit", "figure.dropped")):
        return finding if _stays(finding, here, around, wide) else None
    return finding


def _sourced(mention: Mention, here: Place, around: Sequence[Place], beside: Sequence[Place]) -> bool:
    """Whether a number without a source here was taken from next door, not put in the place of one of here."""
    if any(place.supports(mention) for place in beside) and len(mention.text.strip()) > 1:
        return True
    if here.unsaid or not here.says_more:
        values = {abs(sense.value) for sense in mention.senses}
        return any(place.spare_figure(mention) or (not mention.scaled and values & place.unsaid) for place in around)
    return any(place.supports(mention) for place in around)


def _unit_unsaid(figure: Figure, mention: Mention | None) -> bool:
    return mention is not None and states(mention, figure)


def _accounted(finding: Finding, figure: Figure, mention: Mention | None, around: Sequence[Place]) -> Finding | None:
    elsewhere = any(p.spare_mention(figure) for p in around)
    sourced = mention is None or any(p.spare_figure(mention) for p in around)
    if elsewhere and sourced:
        return None
    if mention is None or not (elsewhere or sourced):
        return finding
    if sourced:
        message = f"the translation does not state {figure.text}"
        return Finding("figure.dropped", finding.severity, message, finding.source, None, finding.source_text)
    if any(p.supports(mention) for p in around):
        return None
    message = f"the source has no {mention.text}"
    return Finding("figure.added", finding.severity, message, None, finding.target, "", finding.target_text)


def _stays(finding: Finding, here: Place, around: Sequence[Place], wide: Place) -> bool:
    """Whether the doubt is still there when the neighbourhood is read as one text."""
    if any(_same(finding, here, other, wide) for other in wide.findings):
        return True
    # A date next door that is right for its own sentence proves nothing of this one.
    lone = finding.code == "date.value" and finding.source is not None and not _bare_day(finding, here)
    return lone and not any(_gone(f, place, wide) for place in around for f in place.findings)


def _gone(finding: Finding, place: Place, wide: Place) -> bool:
    """Whether a doubt about a date next door is none when both are read as one text."""
    if not finding.code.startswith("date.") or not place.source.segments <= wide.source.segments:
        return False
    return not any(_same(finding, place, other, wide) for other in wide.findings)


def _bare_day(finding: Finding, here: Place) -> bool:
    return any(p.span == finding.source and p.month is None and p.day is not None for p in here.periods)


def _same(finding: Finding, here: Place, other: Finding, wide: Place) -> bool:
    if finding.code.partition(".")[0] != other.code.partition(".")[0]:
        return False
    if finding.source and other.source and here.source.place(finding.source) == wide.source.place(other.source):
        return True
    return bool(
        finding.target
        and other.target
        and here.target.parts
        and here.target.place(finding.target) == wide.target.place(other.target)
    )
