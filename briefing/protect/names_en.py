"""Known names in an engine's English: said, said in another form, replaced by ours, or told wrongly.

For every name of the source that the lexicon, a glossary or a rule knows, the
English must hold its form. Owns the search for what stands in its place: the
same letters, the same words in another order, or the one run of capitals that
sounds like the name or renders it word for word. A replacement is made only
where exactly one run can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.lexicon.terms import Lexicon
from briefing.protect.capitals import Run, runs, tokens, word_list
from briefing.protect.enumerations import items
from briefing.protect.heard import Hearing
from briefing.protect.likeness import likeness, rendered
from briefing.values import Entity

# Calibrated on recorded machine translations of news: below, the nearest run is as often another name.
_ALIKE = 0.62
_CLEAR = 0.12
# A lone run for a lone missing name must stand about where the name stood.
_NEAR = 0.3
_MIN_PREFIX = 4
# What stands after a company's name and is part of none of our forms.
_LEGAL_FORM = re.compile(
    r"(?: \((?![A-Z0-9.]*\d)[^()]{1,20}\))?(?:,? (?:Co(?:mpany|\.)?,? )?(?:Ltd|Limited|Inc|Corporation)\b\.?)"
)
# A Chinese text speaks of its country without naming it.
_HOME = frozenset({"china", "chinese"})
_SHORT = {
    "United Kingdom": ("UK", "U.K.", "Britain", "British"),
    "United States": ("US", "U.S.", "American", "USA"),
    "Federal Reserve": ("Fed", "FED"),
    "European Union": ("EU",),
    "United Nations": ("UN",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """The text with names mended; ``said`` stand in it, ``absent`` nowhere, ``wrong`` are told as something else.

    ``strange`` are runs that no name of the source explains; ``guessed`` are the engine's spellings of Chinese
    that sounds like them, set beside it in brackets; ``replaced`` lists (from, to).
    """

    text: str
    said: tuple[Entity, ...]
    absent: tuple[Entity, ...]
    wrong: tuple[Entity, ...]
    strange: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]
    guessed: tuple[Entity, ...] = ()


def mend(text: str, source: str, entities: Sequence[Entity], lexicon: Lexicon, *, start: int = 0) -> Named:
    """``text`` with the names of ``entities`` in their own forms. ``start``: where ``source`` begins in the article."""
    work = _Work(text, source, lexicon, start)
    work.hear(entities)
    for entity in _distinct(entities):
        work.place(entity)
    work.assign(entities)
    work.bracket(entities)
    return work.result()


def _distinct(entities: Iterable[Entity]) -> list[Entity]:
    """Each name once, longer forms first: "Bank of China" is no mention of China."""
    first: dict[str, Entity] = {}
    for entity in entities:
        if entity.certain and entity.en:
            first.setdefault(entity.en, entity)
    return sorted(first.values(), key=lambda e: (-len(e.en), e.span.start))


class _Work:
    def __init__(self, text: str, source: str, lexicon: Lexicon, start: int) -> None:
        self.text, self.source, self.lexicon, self.start = text, source, lexicon, start
        self.said: list[Entity] = []
        self.missing: list[Entity] = []
        self.wrong: list[Entity] = []
        self.explained: list[tuple[int, int]] = []
        self.replaced: list[tuple[str, str]] = []
        self.guessed: list[Entity] = []
        self.sayable: frozenset[str] = frozenset()
        self.parts: frozenset[str] = frozenset()

    def hear(self, entities: Sequence[Entity]) -> None:
        """What words of the source say in English, those inside a name apart: the 铝 of 美铝公司 is no metal."""
        named = [(e.span.start - self.start, e.span.end - self.start) for e in entities]
        free = [
            m.term
            for m in self.lexicon.matches(self.source)
            if not any(a <= m.start and m.end <= b and m.end - m.start < b - a for a, b in named)
        ]
        self.parts = frozenset(m.term.en.casefold() for m in self.lexicon.matches(self.source) if m.term.cat == "place")
        self.sayable = frozenset(f.casefold() for t in free for f in (t.en, t.en_pl, t.attrs.get("adj", "")) if f)

    def place(self, entity: Entity) -> None:
        """Find a name as it is or nearly is; what is nearly right is put right."""
        spots = [m.span() for m in _spelled(entity.en).finditer(self.text)]
        for spot in spots[::-1]:
            self.put(spot, entity.en)
        short = [m.span() for form in self.others(entity) for m in _spelled(form).finditer(self.text)]
        self.explained += short
        (self.said if spots or short else self.missing).append(entity)

    def others(self, entity: Entity) -> Iterator[str]:
        """Other ways an editor leaves standing: initials, an adjective of a country, a name without its suffix."""
        words = [w for w in re.findall(r"[A-Za-z]+", entity.en) if w[0].isupper()]
        if len(words) > 2:
            yield "".join(w[0] for w in words)
        yield from (f"({m})" for m in re.findall(r"\(([A-Z]{2,})\)", entity.en))
        yield from _SHORT.get(entity.en, ())
        if "Ministry of " in entity.en:
            field = entity.en.partition("Ministry of ")[2].removesuffix(" Affairs")
            yield from (f"Minister of {field}", f"{field} Ministry", f"{field} Minister")
        for term in self.lexicon.get(entity.zh):
            if adjective := term.attrs.get("adj"):
                yield adjective
        if entity.kind in ("company", "organisation") and len(words) > 1 and not self.is_place(words[0]):
            head = entity.en.split()[0]
            if len(head) > _MIN_PREFIX or (head.isupper() and len(head) > 1):
                yield head
        if entity.kind == "company":
            # Wanda for Dalian Wanda Group, Suning for Suning.com.
            plain = word_list("kinds") | word_list("types") | word_list("everyday")
            yield from (w for w in words if len(w) > _MIN_PREFIX and w.casefold() not in plain and not self.is_place(w))
        if entity.kind == "place":
            yield from _stems(entity.en, self.text)
            # Guizhou for Guizhou Province, the North Sea for the North Sea oil fields.
            yield from (" ".join(entity.en.split()[:count]) for count in range(len(words) - 1, 0, -1))

    def is_place(self, word: str) -> bool:
        return word.casefold() in _place_words(self.lexicon)

    def put(self, spot: tuple[int, int], form: str) -> None:
        """``form`` in the place of what stands at ``spot``; later offsets move."""
        start, end = spot
        before = self.text[start:end]
        if before != form:
            self.text = self.text[:start] + form + self.text[end:]
            self.replaced.append((before, form))
            shift = len(form) - len(before)
            self.explained = [(a + shift, b + shift) if a >= end else (a, b) for a, b in self.explained]
        self.explained.append((start, start + len(form)))

    def assign(self, entities: Sequence[Entity]) -> None:
        """Each missing name to the run that can be meant for it: the surest first, then lists, then the last one."""
        while (pair := self.surest()) is not None:
            self.take(*pair)
        known = [e for e in entities if e.certain and e.en]
        for item in sorted(items(self.text, self.source, known, self.missing, self.start), key=lambda i: -i.start):
            self.replace_at((item.start, item.end), item.entity)
            self.settle(item.entity)
        last = self.last_one()
        if last is not None:
            self.take(self.missing[0], last)
        self.echoes(known)

    def echoes(self, known: Sequence[Entity]) -> None:
        """Names said once in their form and once more in the engine's own: the source says them twice."""
        for entity in list(self.said):
            told = sum(e.en == entity.en for e in known) + self.source.count(entity.en)
            often = told > self.text.count(entity.en)
            for run in self.strange() if often else ():
                spellings = {e.zh for e in known if e.en == entity.en}
                alike = max(likeness(zh, run.text, self.lexicon, form=entity.en) for zh in spellings)
                if alike >= _ALIKE and self.eligible(run, entity):
                    for match in reversed(list(re.finditer(rf"(?<!\w){re.escape(run.text)}(?!\w)", self.text))):
                        self.replace_at(match.span(), entity)

    def take(self, entity: Entity, run: Run) -> None:
        for match in reversed(list(re.finditer(rf"(?<!\w){re.escape(run.text)}(?!\w)", self.text))):
            self.replace_at(match.span(), entity)
        self.settle(entity)

    def settle(self, entity: Entity) -> None:
        self.missing.remove(entity)
        self.said.append(entity)

    def surest(self) -> tuple[Entity, Run] | None:
        """The name and the run that are most alike, if no other run is nearly as much so."""
        scored = [
            (likeness(entity.zh, run.text, self.lexicon, form=entity.en, person=entity.kind == "person"), entity, run)
            for entity in self.missing
            for run in self.runs()
            if not self.latin(run) and self.eligible(run, entity)
        ]
        scored = sorted(scored, key=lambda s: (-s[0], s[1].span, s[2].start))
        for score, entity, run in scored:
            rivals = [s for s, e, r in scored if e is entity and r.text != run.text]
            if score >= _ALIKE and score - max(rivals, default=0.0) >= _CLEAR:
                return entity, run
        return None

    def last_one(self) -> Run | None:
        """The only unexplained run for the only missing name, where it stands about where the name stood."""
        if len(self.missing) != 1:
            return None
        entity = self.missing[0]
        found = [run for run in self.runs() if run.strong and not run.text.isupper() and not self.latin(run)]
        found = [run for run in found if self.eligible(run, entity)]
        alone = len({run.text for run in found}) == 1
        return found[0] if alone and self.near(entity, found[0]) else None

    def eligible(self, run: Run, entity: Entity) -> bool:
        """Not a number of things, not a place alone, and of no other kind than the name."""
        if re.search(r"\d\s$", self.text[: run.start]) or self.in_source(run):
            return False
        if entity.kind != "place" and self.names_places(run):
            return False
        meant = rendered(entity.zh, self.lexicon) | set(tokens(entity.en))
        if (entity.en.islower() and not run.text.isupper()) or {w.rstrip("s") for w in run.tokens} & word_list(
            "offices"
        ):
            return False
        kinds = {w.rstrip("s") for w in run.tokens} & word_list("kinds")
        return kinds <= meant or (kinds <= _FIRMS and entity.kind == "company")

    def runs(self) -> list[Run]:
        return list(runs(self.text, self.explained))

    def latin(self, run: Run) -> bool:
        """Whether the source itself holds the word in Latin letters."""
        flat = self.source.casefold()
        return all(token in flat for token in run.tokens)

    def near(self, entity: Entity, run: Run) -> bool:
        there = (entity.span.start - self.start) / max(1, len(self.source))
        return abs(there - run.start / max(1, len(self.text))) <= _NEAR

    def replace_at(self, spot: tuple[int, int], entity: Entity) -> None:
        """The name's form at ``spot``, with or without an article as it takes one."""
        if adjective := self.adjective(self.text[slice(*spot)], entity):
            self.put(spot, adjective)
            return
        start, end = self.with_ends(spot, entity.en)
        if entity.kind == "company" and (legal := _LEGAL_FORM.match(self.text[end:])):
            end += legal.end()
        form = entity.en
        own = re.match(r"[Tt]he ", self.text[start:end])
        start += own.end() if own else 0
        article = re.search(r"\b([Tt])he $", self.text[:start])
        if article and not self.takes_the(entity):
            start = article.start()
        elif not article and self.takes_the(entity):
            form = ("The " if start == 0 else "the ") + form
        self.put((start, end), form)

    def with_ends(self, spot: tuple[int, int], form: str) -> tuple[int, int]:
        """The range with what already stands beside it of the form: "… of China" is not said twice."""
        start, end = spot
        words = form.split()
        for count in range(len(words) - 1, 0, -1):
            tail = re.match(rf"(?:['’]s)? {re.escape(' '.join(words[-count:]))}(?!\w)", self.text[end:], re.IGNORECASE)
            if tail:
                end += tail.end()
                break
        for count in range(len(words) - 1, 0, -1):
            if self.text[:start].casefold().endswith(f"{' '.join(words[:count])} ".casefold()):
                start -= 1 + len(" ".join(words[:count]))
                break
        return start, end

    def adjective(self, said: str, entity: Entity) -> str:
        """The adjective of a country where the text has one: South Korean for Korean."""
        if entity.kind != "place" or not said.endswith(("an", "ese", "ish")):
            return ""
        return next((a for term in self.lexicon.get(entity.zh) if (a := term.attrs.get("adj", "")).endswith(said)), "")

    def takes_the(self, entity: Entity) -> bool:
        return any(term.attrs.get("the") == "1" for term in self.lexicon.get(entity.zh))

    def result(self) -> Named:
        strange = self.strange()
        spared = not strange and self.spares_one()
        absent = [e for e in self.missing if spared or e.en.islower() or (e.kind == "place" and not strange)]
        # A medium is the article's source, not its matter.
        wrong = [e for e in self.missing if e not in absent and e.kind != "media"]
        names = tuple(dict.fromkeys(run.text for run in strange))
        return Named(
            self.text, tuple(self.said), tuple(absent), tuple(wrong), names, tuple(self.replaced), tuple(self.guessed)
        )

    def strange(self) -> list[Run]:
        found = [run for run in self.runs() if run.strong and not self.latin(run)]
        return [
            run
            for run in found
            if not self.in_source(run) and not self.initials(run) and run.text.casefold() not in self.parts
        ]

    def bracket(self, entities: Sequence[Entity]) -> None:
        """The Chinese beside names that are only the engine's guess, where the Chinese is certain."""
        hearing = Hearing(self.source, self.start, entities, self.lexicon)
        strange = self.strange()
        person = hearing.person([run.text for run in strange])
        for run in strange[::-1]:
            heard = hearing.the_person() if run.text == person else hearing.of(run.text)
            if heard is not None:
                place = [m.end() for m in re.finditer(rf"(?<!\w){re.escape(run.text)}(?:['’]s?)?(?!\w)", self.text)][:1]
                self.guessed.append(replace(heard, en=run.text))
                for end in place:
                    self.text = f"{self.text[:end]} ({heard.zh}){self.text[end:]}"
                self.explained = [m.span() for e in self.said for m in _spelled(e.en).finditer(self.text)]
                self.explained += [m.span() for e in self.guessed for m in _spelled(e.en).finditer(self.text)]

    def spares_one(self) -> bool:
        """Whether one name may be left out: another one that acts is said, and nothing stands in its place."""
        actors = [e for e in self.said if e.kind not in ("place", "media")]
        gone = [e for e in self.missing if e.kind != "place"]
        return bool(actors) and len(gone) == 1 and gone[0].kind != "person"

    def initials(self, run: Run) -> bool:
        """Whether a run in capitals is the initials of a term of the source: FTA for 自贸协定."""
        letters = re.sub(r"[^A-Za-z]", "", run.text).rstrip("s")
        if not letters.isupper() or len(letters) < 2:
            return False
        forms = {m.term.en for m in self.lexicon.matches(self.source)}
        return any(letters == "".join(w[0].upper() for w in re.findall(r"[A-Za-z]+", form)) for form in forms)

    def names_places(self, run: Run) -> bool:
        return all(self.is_place(token) for token in run.tokens)

    def in_source(self, run: Run) -> bool:
        """Whether a word of the source, no name of ours perhaps, is what the run says: 对华 as China."""
        said = run.text.casefold()
        return said in self.sayable or said in _HOME


_FIRMS = frozenset({"group", "company", "corporation", "bank"})


@lru_cache(maxsize=4)
def _place_words(lexicon: Lexicon) -> frozenset[str]:
    forms = [f for t in lexicon.terms() if t.cat == "place" for f in (t.en, t.attrs.get("adj", ""))]
    return frozenset(w.casefold() for form in forms for w in re.findall(r"[A-Za-z]+", form))


def _stems(form: str, text: str) -> Iterator[str]:
    """Adjectives of a place by their stem: Scottish for Scotland, Tajik for Tajikistan."""
    stem = re.sub(r"(?:land|stan|istan|ia|y|a|o)$", "", form)
    if len(stem) >= _MIN_PREFIX and " " not in form:
        yield from (m.group() for m in re.finditer(rf"\b{re.escape(stem)}\w{{0,4}}\b", text))


@lru_cache(maxsize=4096)
def _spelled(form: str) -> re.Pattern[str]:
    """The form whatever its capitals, apostrophes, hyphens and spaces: Xian for Xi'an, Credit-Suisse."""
    letters = [re.escape(c) for c in form if c.isalnum()]
    if not letters:
        return re.compile(r"(?!)")
    loose = r"[\s'’.&-]{0,2}".join(letters) if len(letters) > _MIN_PREFIX - 1 else re.escape(form)
    flags = re.IGNORECASE if len(letters) > _MIN_PREFIX - 1 else 0
    return re.compile(rf"(?<![\w'’]){loose}(?![\w])", flags)
