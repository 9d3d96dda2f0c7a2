"""The protected path: an engine's text for a passage, made right or refused.

translated → checked → retried with the exact figures and names → repaired in
place where one reading is possible → edited into the house form → checked again

Owns the order of these steps and the record of them. What is refused here is
left to the embedded engine by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.lexicon.terms import Lexicon
from briefing.protect import figures as amounts
from briefing.protect import names_en, names_ja
from briefing.protect.edges import edges_lost, with_edges
from briefing.protect.edit import edited
from briefing.protect.fragments import fragments
from briefing.protect.inventions import dates_invented, units_invented
from briefing.protect.meaning import lost
from briefing.protect.passages import Known, Passage, known_of
from briefing.translate.amounts import write_figure
from briefing.translate.engine import Engine, Request
from briefing.translate.periods import write_period
from briefing.values import Action, Entity, Finding, Lang, Outcome, Reading, Severity, Step, Trace
from briefing.verify.compare import mask_names
from briefing.verify.pairs import verify_translation
from briefing.verify.relations import relations


@dataclass(frozen=True, slots=True)
class Guarded:
    """A passage and the text that may stand for it in the brief; ``text`` is empty where none may.

    ``said`` are the names in the text, ``strange`` names in it that the source does not explain.
    """

    passage: Passage
    known: Known
    text: str
    outcome: Outcome
    said: tuple[Entity, ...] = ()
    strange: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What the last check left to look at."""
        checked = [step for step in self.steps if step.action in ("translated", "retried", "repaired")]
        return tuple(f for f in checked[-1].findings if f.severity is Severity.WARNING) if checked else ()

    @property
    def trace(self) -> Trace:
        return Trace(self.passage.span, self.outcome, self.steps)


class Guard:
    """Holds an engine's sentences in one language against one article."""

    def __init__(self, reading: Reading, lexicon: Lexicon, lang: Lang) -> None:
        self.reading, self.lexicon, self.lang = reading, lexicon, lang

    def all(self, passages: Sequence[Passage], engine: Engine) -> list[Guarded]:
        """Every passage checked; those that failed are asked for once more."""
        first = [self.one(passage) for passage in passages]
        failed = [i for i, g in enumerate(first) if not g.text and g.passage.problem != "missing"]
        if failed and engine.grain == "sentence":
            answers = engine.translate([self.request(first[i].passage, engine) for i in failed])
            for i, answer in zip(failed, answers, strict=True):
                passage = replace(first[i].passage, target=answer.text, problem=answer.problem)
                again = self.one(passage, retried=True)
                first[i] = replace(again, steps=(*first[i].steps, *again.steps))
        return first

    def request(self, passage: Passage, engine: Engine) -> Request:
        """The passage again, with what must stand in it: as terms, or for engines without, in the text itself."""
        terms = tuple(self.terms(known_of(self.reading, passage.span)))
        text = passage.source
        if not engine.takes_terms:
            for zh, form in sorted(terms, key=lambda term: -len(term[0])):
                text = text.replace(zh, f" {form} " if self.lang == "en" else form)
        return Request(text, self.lang, context=self.reading.article.text, terms=terms)

    def terms(self, known: Known) -> Iterator[tuple[str, str]]:
        pairs = [(f.text, write_figure(f, self.lang)) for f in known.figures if f.value is not None]
        pairs += [(p.text, write_period(p, self.lang, place="bare")) for p in known.periods]
        pairs += [(e.zh, e.form(self.lang)) for e in known.entities if e.certain]
        return (pair for pair in dict.fromkeys(pairs) if all(pair))

    def one(self, passage: Passage, *, retried: bool = False) -> Guarded:
        known = known_of(self.reading, passage.span)
        action: Action = "retried" if retried else "translated"
        if passage.problem or not passage.target.strip():
            step = Step(action, passage.target, problem=passage.problem or "empty")
            return Guarded(passage, known, "", "open", steps=(step,))
        named = self.named(passage.target, passage, known)
        found = self.check(named, passage, known)
        steps = [Step(action, passage.target, found)]
        text = named.text
        outcome: Outcome = "retried" if retried else "kept"
        if _errors(found) or any(f.code == "figure.qualifier" for f in found):
            repaired, after = self.repair(named, passage, known, found)
            if repaired or _errors(found):
                text = repaired
                steps.append(Step("repaired" if text else "rejected", text or named.text, after))
                outcome = "repaired"
        if not text:
            return Guarded(passage, known, "", "open", steps=tuple(steps))
        final = self.house_form(text, passage, known)
        if final != text and not _errors(self.check(replace(named, text=final), passage, known)):
            text = final
        if text != steps[-1].text:
            steps.append(Step("edited", text))
        said = (*named.said, *named.guessed)
        return Guarded(passage, known, text, outcome, said, named.strange, tuple(steps))

    def named(self, text: str, passage: Passage, known: Known) -> names_en.Named:
        mend = names_en.mend if self.lang == "en" else names_ja.mend
        return mend(text, passage.source, known.entities, self.lexicon, start=passage.span.start)

    def check(self, named: names_en.Named, passage: Passage, known: Known) -> tuple[Finding, ...]:
        """What is wrong with a text: figures, dates, names, residue, and what is only planned."""
        forms = [e.form(self.lang) for e in known.entities if any(c.isdigit() for c in e.form(self.lang))]
        body = mask_names(named.text, forms)
        found = self.figures_and_dates(body, passage, known)
        missing = tuple(
            Finding(
                "name.form",
                Severity.ERROR,
                f"{entity.zh} should appear as {entity.form(self.lang)}",
                source=entity.span,
                source_text=entity.zh,
            )
            for entity in named.wrong
            # A headline may leave a name out; it may not give another.
            if not passage.title or named.strange
        )
        unproven = tuple(
            Finding(
                "name.unverified",
                Severity.WARNING,
                f"the engine's own name, which nothing in the source explains: {name}",
                source=passage.span,
                target_text=name,
            )
            for name in named.strange
        )
        if self.lang == "en":
            right, _ = amounts.pairs(named.text, "en", known.figures, known.periods)
            stated = [(pair.target, pair.figure) for pair in right]
            found = (*found, *relations(passage.source, named.text, stated, start=passage.span.start))
            if not passage.title:
                found = (*found, *fragments(named.text))
        return (*found, *missing, *unproven, *lost(passage.source, named.text, self.lang, start=passage.span.start))

    def figures_and_dates(self, text: str, passage: Passage, known: Known) -> tuple[Finding, ...]:
        """What the fair check finds, with the article's offsets: it reads every way to say a figure."""
        start = passage.span.start
        figures = [replace(f, span=f.span.shift(-start)) for f in known.figures]
        periods = [replace(p, span=p.span.shift(-start)) for p in known.periods]
        found = verify_translation(figures, periods, text, self.lang, passage.source)
        article = self.reading.article
        published = article.published.date() if article.published and not article.inferred else None
        found = (
            *found,
            *units_invented(text, figures, self.lang),
            *dates_invented(text, passage.source, known.periods, self.lang, published=published),
            *edges_lost(text, periods, self.lang),
        )
        return tuple(replace(f, source=f.source.shift(start) if f.source else None) for f in found)

    def repair(
        self, named: names_en.Named, passage: Passage, known: Known, found: Sequence[Finding]
    ) -> tuple[str, tuple[Finding, ...]]:
        """The text with wrong amounts put right and what is then left to say against it; "" where that is an error."""
        _, wrong = amounts.pairs(named.text, self.lang, known.figures, known.periods)
        text = amounts.repaired(named.text, self.lang, wrong) if wrong else named.text
        text = with_edges(text, known.periods, self.lang)
        if text in ("", named.text):
            return "", tuple(found)
        after = self.check(replace(named, text=text), passage, known)
        return ("" if _errors(after) else text), after

    def house_form(self, text: str, passage: Passage, known: Known) -> str:
        right, _ = amounts.pairs(text, self.lang, known.figures, known.periods)
        return edited(amounts.in_house_form(text, self.lang, right), self.lang, passage.source)


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
