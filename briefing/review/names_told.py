"""Names of the Chinese over a document: told in two forms, or in the form of another body or place.

Owns which names are looked for and what of them the translation says. How
alike a spelling is to a name belongs to ``protect.likeness``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import islice

from briefing.facts.fold import Folded, fold
from briefing.facts.names import find_names
from briefing.facts.pieces import whole_names
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.terms import ENTITY_CATS, Lexicon, Term, built_in
from briefing.lexicon.terms import Match as Word
from briefing.protect.capitals import runs
from briefing.protect.likeness import likeness
from briefing.review.forms import introduced, loosely
from briefing.review.values import Bitext, Located, Match
from briefing.values import Finding, Lang, Severity, Span
from briefing.verify.pairs import LONGEST

_KINDS = {"company": "company", "gov": "office", "org": "office", "place": "place", "person": "person"}
# Below, a spelling is as often that of another name.
_SPELLED = 0.8
# 农业银行 is to 农业发展银行 0.8, two bodies that share only 银行 0.4.
_CONFUSED = 0.6
_PLACES_CONFUSED = 0.75
_TITLES = re.compile(r"^(?:the|mr|mrs|ms|dr)\b\.?\s*|,?\s(?:co|ltd|inc|corp|limited|plc|llc)\b\.?", re.I)
_TOKEN = re.compile(r"[^\W_]+")
_ENDINGS = ("ers", "er", "ry", "ial", "e", "n", "an", "ese", "s")
# What goes on is another name: State Administration of Grain and Material Reserves.
_GOES_ON = re.compile(r"(?:,? (?:and|of|for|&))? (?:the )?[A-Z]")
_POSSESSED = re.compile(r"['’]s?(?!\w)")
_HOME = "中国"
_LEAST = 4
# Each run is held against each name: a list of hundreds would take minutes and prove nothing.
_MOST_RUNS = 60


@dataclass(frozen=True, slots=True)
class _Name:
    zh: str
    kind: str
    forms: tuple[str, ...]
    level: str
    segment: int
    span: Span


class NamesTold:
    """The names of both sides of a document."""

    def __init__(self, bitext: Bitext, matches: Sequence[Match], lang: Lang) -> None:
        self._bitext = bitext
        self._matches = matches
        self._lang = lang
        self._names: list[list[_Name]] = [[] for _ in bitext.source]
        self._meant: list[frozenset[str]] = []
        self._read()

    def _read(self) -> None:
        """Every name of the source, the longest of those that overlap, and all that its words may mean."""
        texts = [fold(s.text if len(s.text) <= LONGEST else "") for s in self._bitext.source]
        known = [built_in().matches(folded.text) for folded in texts]
        self._meant = [frozenset(f.casefold() for m in found for f in _forms(m.term, self._lang)) for found in known]
        whole = [whole_names(folded.text, found) for folded, found in zip(texts, known, strict=True)]
        placed: list[list[tuple[int, int, Term]]] = [
            [(m.start, m.end, m.term) for m in found if m.term.cat in ENTITY_CATS] for found in whole
        ]
        _add_found(texts, whole, placed)
        for segment, (folded, found_) in enumerate(zip(texts, placed, strict=True)):
            self._names[segment] = list(self._longest(folded, found_, segment))

    def _longest(self, folded: Folded, found: list[tuple[int, int, Term]], segment: int) -> Iterator[_Name]:
        end = 0
        for start, stop, term in sorted(found, key=lambda f: (f[0], -f[1])):
            if start < end:
                continue
            end = stop
            if term.cat in _KINDS and not term.attrs.get("abbr"):
                same = [t for t in built_in().get(term.zh) if t.cat in ENTITY_CATS] or [term]
                forms = tuple(dict.fromkeys(f for t in same for f in _forms(t, self._lang)))
                span = folded.span(start, stop)
                yield _Name(term.zh, _KINDS[term.cat], forms, term.attrs.get("level", ""), segment, span)

    def wrong(self) -> Iterator[Located]:
        """Names that stand in the form of another body or place, which the source does not name."""
        for number, match in enumerate(self._matches):
            near = [n for n in (number - 1, number, number + 1) if 0 <= n < len(self._matches)]
            said_near = "\n".join(self._text(t) for n in near for t in self._matches[n].target)
            meant = frozenset[str]().union(*(self._meant[s] for n in near for s in self._matches[n].source))
            names = self._distinct(match)
            missing = [name for name in names if name.kind != "person" and not self._is_said(name, said_near)]
            for segment in match.target if missing else ():
                strange = [told for told in self._told(segment) if told.form.casefold() not in meant]
                yield from self._confused(missing, strange, segment)

    def _distinct(self, match: Match) -> list[_Name]:
        """The names of the matched source, each once."""
        return list({name.zh: name for segment in match.source for name in self._names[segment]}.values())

    def _confused(self, missing: Sequence[_Name], strange: Sequence[_Told], segment: int) -> Iterator[Located]:
        for told in strange:
            alike = [name for name in missing if _may_be_confused(name, told)]
            if len({name.zh for name in alike}) == 1:
                name = alike[0]
                message = f"{name.zh} is {name.forms[0]}; {told.form} is {told.zh[0]}"
                yield self._located("name.wrong", Severity.ERROR, message, name, segment, told.span)

    def _is_said(self, name: _Name, text: str) -> bool:
        return any(way.search(text) for way in _ways(name.zh, name.forms, self._lang))

    def _told(self, segment: int) -> list[_Told]:
        text = self._text(segment)
        return _told_en(text) if self._lang == "en" else _told_ja(text)

    def _text(self, segment: int) -> str:
        text = self._bitext.target[segment].text
        return text if len(text) <= LONGEST else ""

    def inconsistent(self) -> Iterator[Located]:
        """The first place of each further form of a name."""
        seen: dict[str, list[tuple[str, int]]] = {}
        for match in self._matches:
            for name in self._distinct(match):
                for segment in match.target:
                    for form, span in self._spelled(name, match, segment):
                        before = seen.setdefault(name.zh, [])
                        if all(self._differ(form, other, name.kind) for other, _ in before) and before:
                            first, where = before[0]
                            place = self._bitext.target[where].place
                            message = f"{name.zh} is {form} here and {first} {f'in {place}' if place else 'before'}"
                            yield self._located("name.inconsistent", Severity.WARNING, message, name, segment, span)
                        before.append((form, segment))

    def _spelled(self, name: _Name, beside: Match, segment: int) -> Iterator[tuple[str, Span]]:
        """The forms that the segment has of a name."""
        text = self._text(segment)
        forms = list(name.forms)
        if self._lang == "ja":
            forms += [f for f in (to_japanese(name.zh), name.zh) if f]
        searched = (loosely(form, self._lang).search(text) for form in dict.fromkeys(forms))
        found = [(match.group(), Span(*match.span())) for match in searched if match]
        if self._lang == "ja":
            longest = [(f, s) for f, s in found if not any(s != o and o.holds(s) for _, o in found)]
            yield from longest
        elif found:
            # Turkey and Turkish are one form.
            yield name.forms[0], found[0][1]
        elif name.level != "country":
            yield from self._heard(name, beside, text)

    def _heard(self, name: _Name, match: Match, text: str) -> Iterator[tuple[str, Span]]:
        """The one run of capitals that is spelled like the name, and like no other name of the place."""
        others = [other for other in self._distinct(match) if other.zh != name.zh]
        for run in islice(runs(text), _MOST_RUNS if len(others) < _MOST_RUNS else 0):
            mine = _alike(name, run.text)
            if mine >= _SPELLED and all(_alike(other, run.text) < mine for other in others):
                yield run.text, Span(run.start, run.start + len(run.text))
                return

    def _differ(self, form: str, other: str, kind: str) -> bool:
        if self._lang == "ja":
            one, two = _flat_ja(form), _flat_ja(other)
            explained = any(introduced(s.text, form, other, "ja") for s in self._bitext.target)
            return one not in two and two not in one and not explained
        first, second = _words(form), _words(other)
        if sorted(first) == sorted(second):
            return kind == "person" and first != second
        if "".join(first) == "".join(second) or {*_initials(form), *_initials(other)} & {form, other}:
            return False
        return not _short_for(first, second, kind) and not _short_for(second, first, kind)

    def _located(self, code: str, severity: Severity, message: str, name: _Name, segment: int, span: Span) -> Located:
        source_text = name.span.of(self._bitext.source[name.segment].text)
        said = span.of(self._bitext.target[segment].text)
        return Located(Finding(code, severity, message, name.span, span, source_text, said), name.segment, segment)


@dataclass(frozen=True, slots=True)
class _Told:
    """A known name's form in the translation and whose it is."""

    form: str
    span: Span
    zh: tuple[str, ...]
    kind: str
    level: str


def _add_found(
    texts: Sequence[Folded], known: Sequence[Sequence[Word]], placed: list[list[tuple[int, int, Term]]]
) -> None:
    """The names that only rules find, over the whole document: a name proved once is found everywhere."""
    starts, at = [], 0
    for folded in texts:
        starts.append(at)
        at += len(folded.text) + 1
    terms = [(m.start + s, m.end + s, m.term.cat) for s, found in zip(starts, known, strict=True) for m in found]
    number = 0
    for name in find_names("\n".join(folded.text for folded in texts), terms):
        while number + 1 < len(starts) and starts[number + 1] <= name.start:
            number += 1
        base = starts[number]
        if name.end - base <= len(texts[number].text):
            cat = {"government": "gov", "organisation": "org"}.get(name.kind, name.kind)
            placed[number].append((name.start - base, name.end - base, Term(name.zh, cat, name.en, "", name.ja)))


def _forms(term: Term, lang: Lang) -> tuple[str, ...]:
    found = (term.en, term.en_pl, term.attrs.get("adj", "")) if lang == "en" else (term.ja,)
    return tuple(form for form in found if form)


@lru_cache(maxsize=4096)
def _ways(zh: str, forms: tuple[str, ...], lang: Lang) -> tuple[re.Pattern[str], ...]:
    """All that counts as saying a name: its forms, without China before or a level after, its initials."""
    found = list(forms)
    if lang == "ja":
        found += [f for f in (to_japanese(zh), zh) if f]
        found += [f.removeprefix(_HOME) for f in found if len(f) >= _LEAST + len(_HOME)]
        found += [f[:-1] for f in found if f[-1:] in "省市県区" and len(f) > 2]
    else:
        found += [" ".join(f.split()[:-1]) for f in forms if f.endswith((" Province", " City", " County", " District"))]
        found += [short for form in forms if form.count(" ") > 1 for short in _initials(form)]
    return tuple(loosely(form, lang) for form in dict.fromkeys(found) if form)


@lru_cache(maxsize=20_000)
def _likeness(zh: str, said: str, form: str, person: bool) -> float:
    return likeness(zh, said, built_in(), form=form, person=person)


def _alike(name: _Name, said: str) -> float:
    return _likeness(name.zh, said, name.forms[0] if name.forms else "", name.kind == "person")


def _may_be_confused(name: _Name, told: _Told) -> bool:
    """Whether the other's form can only be a mistake for the name: 农业发展银行 as Agricultural Bank of China."""
    if not name.forms or (name.kind == "place") is not (told.kind == "place"):
        return False
    if name.kind == "place":
        close = SequenceMatcher(None, name.forms[0].casefold(), told.form.casefold()).ratio() >= _PLACES_CONFUSED
        return name.level == told.level != "" and close
    if len(name.zh) < _LEAST or any(zh in name.zh or name.zh in zh for zh in told.zh):
        return False
    return any(SequenceMatcher(None, name.zh, zh).ratio() >= _CONFUSED for zh in told.zh)


def _words(form: str) -> list[str]:
    return _TOKEN.findall(_POSSESSED.sub("", _TITLES.sub("", form)).casefold())


def _initials(form: str) -> tuple[str, str]:
    """RBS for Royal Bank of Scotland, BOJ for Bank of Japan."""
    words = _TOKEN.findall(form)
    return "".join(w[0] for w in words if w[0].isupper()), "".join(w[0].upper() for w in words)


def _short_for(short: Sequence[str], form: Sequence[str], kind: str) -> bool:
    """Whether every word of one is a word of the other; of offices and places in any form (Ministry, Minister)."""
    if kind in ("company", "person"):
        return set(short) <= set(form)
    stems = frozenset[str]().union(*(_stems(word) for word in form))
    return all(_stems(word) & stems for word in short)


@lru_cache(maxsize=4096)
def _stems(word: str) -> frozenset[str]:
    return frozenset({word, *(word.removesuffix(end) for end in _ENDINGS)})


def _flat_ja(form: str) -> str:
    return re.sub(r"[・･ーｰ\s=＝]", "", form)


@cache
def _known(lang: Lang) -> dict[str, tuple[Term, ...]]:
    """The known names of bodies and places by their form."""
    found: dict[str, tuple[Term, ...]] = {}
    for term in built_in().terms():
        if term.cat in _KINDS and term.cat != "person" and not term.attrs.get("abbr"):
            form = term.en if lang == "en" else term.ja
            found[form] = (*found.get(form, ()), term)
    return found


@cache
def _by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form in _known("en"):
        words = tuple(_TOKEN.findall(form))
        if words and words[0][0].isupper():
            found.setdefault(words[0], []).append((words, form))
    return {first: tuple(sorted(forms, key=lambda f: -len(f[0]))) for first, forms in found.items()}


def _told_en(text: str) -> list[_Told]:
    """The known forms that stand in an English text, the longest at each word."""
    tokens = list(_TOKEN.finditer(text))
    found, end = [], 0
    for at, token in enumerate(tokens):
        for words, form in _by_first_word().get(token.group(), ()) if at >= end else ():
            if tuple(t.group() for t in tokens[at : at + len(words)]) == words:
                end = at + len(words)
                stop = tokens[end - 1].end()
                if not _GOES_ON.match(text, stop):
                    found.append(_told(form, token.start(), stop, "en"))
                break
    return found


@cache
def _japanese_forms() -> Lexicon:
    return Lexicon(Term(form, "", "", "", form) for form in _known("ja") if len(form) > 1)


def _told_ja(text: str) -> list[_Told]:
    found, end = [], 0
    for match in _japanese_forms().matches(text):
        if match.start >= end:
            end = match.end
            found.append(_told(match.term.ja, match.start, match.end, "ja"))
    return found


def _told(form: str, start: int, end: int, lang: Lang) -> _Told:
    terms = _known(lang)[form]
    zh = tuple(dict.fromkeys(term.zh for term in terms))
    return _Told(form, Span(start, end), zh, _KINDS[terms[0].cat], terms[0].attrs.get("level", ""))
