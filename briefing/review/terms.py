"""A house's own terms over a document: not given, given in a form the house forbids, given in two forms.

Owns which term stands where in the Chinese and whether its neighbourhood has
a form of it. How a form may be inflected belongs to ``review.forms``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.facts.fold import fold
from briefing.lexicon.glossary import Entry
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Term, built_in
from briefing.lexicon.terms import Match as Word
from briefing.review.forms import exactly, introduced, loosely, spots
from briefing.review.values import Bitext, Located, Match
from briefing.values import Finding, Lang, Severity, Span

# What crosses a term's edge and is as long as this, or as the term, may be a word of its own: 行动 across 农行.
_WORD = 3
_LONGEST = 6
# No known word is longer.
_REACH = 30


def term_findings(bitext: Bitext, matches: Sequence[Match], lang: Lang, glossary: Sequence[Entry]) -> Iterator[Located]:
    """Where the translation leaves the house's terms: term.missing, term.forbidden, term.inconsistent."""
    if not any(entry.zh and entry.allowed(lang) for entry in glossary):
        return
    work = _Work(bitext, matches, lang, glossary)
    for number in range(len(matches)):
        yield from work.of_match(number)
    yield from work.in_two_forms()


@dataclass(frozen=True, slots=True)
class _Place:
    """A term in the Chinese: the segment and where it stands in its text."""

    entry: Entry
    segment: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Said:
    """A form in the translation: which of the allowed ones, the segment and where it stands in its text."""

    form: str
    segment: int
    span: Span


class _Work:
    def __init__(self, bitext: Bitext, matches: Sequence[Match], lang: Lang, glossary: Sequence[Entry]) -> None:
        self._bitext = bitext
        self._matches = matches
        self._lang = lang
        self._entries = {fold(entry.zh).text: entry for entry in glossary if entry.zh and entry.allowed(lang)}
        own = Lexicon(Term(zh, "", "", "", "") for zh in self._entries)
        self._places = [tuple(_places(s.text, i, own, self._entries)) for i, s in enumerate(bitext.source)]
        self._first: dict[str, dict[str, tuple[_Place, _Said]]] = {}

    def of_match(self, number: int) -> Iterator[Located]:
        match = self._matches[number]
        here = [place for segment in match.source for place in self._places[segment]]
        if not here or not any(self._bitext.target[segment].text.strip() for segment in match.target):
            return
        seen: dict[str, _Place] = {}
        for place in here:
            seen.setdefault(place.entry.zh, place)
        for place in seen.values():
            others = [p.entry for p in seen.values() if p.entry is not place.entry]
            yield from self._of_place(place, number, others)

    def _of_place(self, place: _Place, number: int, others: Sequence[Entry]) -> Iterator[Located]:
        match = self._matches[number]
        wrong = list(self._forbidden(place.entry, match.target, others))
        for said in wrong:
            message = f"{place.entry.zh} is not to be {said.form}: {_list(place.entry, self._lang)}"
            yield self._located("term.forbidden", Severity.ERROR, message, place, said)
        found = list(self._said(place.entry, match.target))
        for said in found:
            if not any(said.form in other.allowed(self._lang) for other in others):
                self._first.setdefault(place.entry.zh, {}).setdefault(said.form, (place, said))
        if not found and not wrong and not self._nearby(place.entry, number):
            message = f"{place.entry.zh} should be {_list(place.entry, self._lang)}"
            yield self._located("term.missing", Severity.WARNING, message, place, None, match.target[0])

    def _nearby(self, entry: Entry, number: int) -> bool:
        """Whether a neighbour says it: sentences are moved and merged."""
        beside = [self._matches[n].target for n in (number - 1, number + 1) if 0 <= n < len(self._matches)]
        return any(True for target in beside for _ in self._said(entry, target))

    def _said(self, entry: Entry, target: Sequence[int]) -> Iterator[_Said]:
        for segment in target:
            text = self._bitext.target[segment].text
            patterns = [(form, loosely(form, self._lang, _plural(entry, form))) for form in entry.allowed(self._lang)]
            for form, start, end in spots(text, patterns):
                yield _Said(form, segment, Span(start, end))

    def _forbidden(self, entry: Entry, target: Sequence[int], others: Sequence[Entry]) -> Iterator[_Said]:
        """Forbidden forms as written; not those inside an allowed one or right for another term of the same place."""
        allowed = tuple(form for each in (entry, *others) for form in each.allowed(self._lang))
        right = [(form, exactly(form, self._lang, entry.forbidden(self._lang))) for form in allowed]
        wrong = [(form, exactly(form, self._lang, allowed)) for form in entry.forbidden(self._lang)]
        for segment in target if wrong else ():
            text = self._bitext.target[segment].text
            good = [Span(start, end) for _, start, end in spots(text, right)]
            for form, start, end in spots(text, wrong):
                if not any(span.holds(Span(start, end)) for span in good):
                    yield _Said(form, segment, Span(start, end))

    def _located(
        self, code: str, severity: Severity, message: str, place: _Place, said: _Said | None, segment: int | None = None
    ) -> Located:
        source_text = place.span.of(self._bitext.source[place.segment].text)
        target_text = said.span.of(self._bitext.target[said.segment].text) if said else ""
        target = said.span if said else None
        finding = Finding(code, severity, message, place.span, target, source_text, target_text)
        return Located(finding, place.segment, said.segment if said else segment)

    def in_two_forms(self) -> Iterator[Located]:
        """Each other allowed form than the first, unless one of them is introduced as short for the other."""
        for zh, forms in self._first.items():
            (first, (_, at)), *rest = forms.items()
            where = self._bitext.target[at.segment].place
            for form, (place, said) in rest:
                if any(introduced(s.text, first, form, self._lang) for s in self._bitext.target):
                    continue
                message = f"{zh} is {form} here and {first} in {where}" if where else f"{zh} is {form} and {first}"
                yield self._located("term.inconsistent", Severity.WARNING, message, place, said)


def _plural(entry: Entry, form: str) -> str:
    """The irregular plural that the glossary gives for its first form."""
    return entry.en_pl if form in entry.allowed("en")[:1] else ""


def _list(entry: Entry, lang: Lang) -> str:
    return " or ".join(entry.allowed(lang))


def _places(text: str, segment: int, own: Lexicon, entries: dict[str, Entry]) -> Iterator[_Place]:
    """The house's terms in a text, the longest of those that overlap, none that is a piece of a longer word."""
    folded = fold(text)
    found = own.matches(folded.text)
    if not found:
        return
    for word in _longest(found):
        near = (o for at in range(max(0, word.start - _REACH), word.end) for o in built_in().at(folded.text, at))
        if not any(_cuts(other, word, folded.text) for other in near if other.term.zh not in entries):
            yield _Place(entries[word.term.zh], segment, folded.span(word.start, word.end))


def _longest(found: Sequence[Word]) -> list[Word]:
    """Of the terms that overlap the longest, in order."""
    kept: list[Word] = []
    taken = bytearray(max(word.end for word in found))
    for word in sorted(found, key=lambda w: (w.start - w.end, w.start)):
        if not any(taken[word.start : word.end]):
            kept.append(word)
            taken[word.start : word.end] = b"\x01" * (word.end - word.start)
    return sorted(kept, key=lambda w: w.start)


def _cuts(other: Word, word: Word, text: str) -> bool:
    """Whether a known word shows the term to be a piece of it: 中国银行 in 中国银行业协会 or 中国银行间市场."""
    length = word.end - word.start
    if other.start >= word.end or word.start >= other.end or other.end - other.start < min(_WORD, length):
        return False
    if other.start <= word.start and word.end <= other.end:
        if other.end - other.start == length:
            return False
        return other.term.cat in ENTITY_CATS or not _made_of(other, word, text)
    if word.start <= other.start and other.end <= word.end:
        return False
    # 电动汽车销量 ends with a word too, however 汽车销量 may be one.
    return not (_begins(text, word.end) if other.end > word.end else _ends(text, word.start))


def _made_of(other: Word, word: Word, text: str) -> bool:
    """电动汽车企业 is 电动汽车 and 企业: what is left is a word too. 银行间市场 is not 银行 and 间市场."""
    rest = [text[other.start : word.start], text[word.end : other.end]]
    return all(not part or built_in().get(part) for part in rest)


def _begins(text: str, at: int) -> bool:
    """Whether a word of two characters or more begins at ``at``."""
    return any(found.end - found.start > 1 for found in built_in().at(text, at))


def _ends(text: str, at: int) -> bool:
    return any(built_in().get(text[start:at]) for start in range(max(0, at - _LONGEST), at - 1))
