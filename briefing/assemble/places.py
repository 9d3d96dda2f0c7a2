"""Where in a finished brief its findings stand, and which names in it are only guesses.

Owns the way from a finding of the source to the statement that is made of it.
Knows nothing of how a place is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.values import Brief, Finding, Part, Party, Place, Severity, Span, Statement

_STATED: tuple[Part, ...] = ("takeaway", "points", "quotes", "headline")
_GUESS = "name.guess"


def placed(brief: Brief) -> Brief:
    """The brief with a place for every doubt that one of its statements holds, and a note for every guessed name."""
    findings = tuple(replace(f, place=_place(brief, f)) for f in brief.findings)
    guesses = tuple(_guess(brief, n, party) for n, party in enumerate(brief.parties) if not party.certain)
    return replace(brief, findings=(*findings, *guesses))


def _statements(brief: Brief) -> Iterator[tuple[Part, int, Statement]]:
    for part in _STATED:
        held = (brief.headline,) if part == "headline" else getattr(brief, part)
        yield from ((part, n, statement) for n, statement in enumerate(held))


def _place(brief: Brief, finding: Finding) -> Place | None:
    """The first statement made of what the finding is about; none for what is not in the brief."""
    if finding.place is not None or finding.severity is Severity.NOTE or finding.source is None:
        return finding.place
    about = [
        (part, n, statement)
        for part, n, statement in _statements(brief)
        if any(span.overlaps(finding.source) for span in statement.spans)
    ]
    for part, n, statement in about:
        if finding.target_text and (span := _found(statement.text, finding.target_text, finding.target)):
            return Place(part, n, span)
    return Place(*about[0][:2]) if about else None


def _found(text: str, words: str, near: Span | None) -> Span | None:
    """The occurrence of the words that is nearest to where the finding saw them."""
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    if not starts:
        return None
    at = min(starts, key=lambda start: abs(start - (near.start if near else 0)))
    return Span(at, at + len(words))


def _guess(brief: Brief, number: int, party: Party) -> Finding:
    """A name nobody confirmed, at its first mention."""
    return Finding(
        _GUESS,
        Severity.NOTE,
        f"the form of this name is a guess: {party.name}",
        source=party.entity.span if party.entity else None,
        source_text=party.original,
        target_text=party.name,
        place=_mention(brief, party) or Place("parties", number),
    )


def _mention(brief: Brief, party: Party) -> Place | None:
    order: tuple[Part, ...] = ("headline", "takeaway", "points", "quotes")
    for part, n, statement in sorted(_statements(brief), key=lambda held: (order.index(held[0]), held[1])):
        at = statement.text.find(party.name)
        if at >= 0 and party.name:
            return Place(part, n, Span(at, at + len(party.name)))
    return None
