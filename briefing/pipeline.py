"""From a source to finished briefs: the only place that knows the order.

read → facts → plan → write and check → render → read back → put in place
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.assemble import agreed, assemble
from briefing.assemble.condensed import condensed
from briefing.assemble.prose import assemble_prose
from briefing.condense.plan import Plan, plan
from briefing.condense.sentences import choose
from briefing.engines import Choice, choose_engine
from briefing.errors import EngineError, OutputError
from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.lexicon.collector import uncollected
from briefing.lexicon.glossary import with_glossaries
from briefing.lexicon.terms import Lexicon
from briefing.protect.passages import translated
from briefing.protect.path import Guard
from briefing.read import fetcher_for, read
from briefing.render import render_docx, render_json, write_atomic
from briefing.settings import Settings
from briefing.translate.embedded.sentences import Writer
from briefing.translate.engine import Engine
from briefing.values import LANGS, Brief, Finding, Lang, Provenance, Reading, Severity, Statement
from briefing.verify.documents import document_lines, verify_document
from briefing.version import __version__

if TYPE_CHECKING:
    from briefing.read.fetch import Fetcher

EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made of one source. ``findings`` are those of both languages."""

    name: str
    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    engine_note: str = ""


def generate(source: str, *, settings: Settings, fetcher: Fetcher | None = None) -> Outcome:
    """Write the Word briefs and the JSON of one source. Raises BriefingError."""
    chosen = choose_engine(settings)
    reading = facts_of(source, settings=settings, fetcher=fetcher)
    briefs, note = briefs_of(reading, chosen, settings=settings)
    documents = {lang: render_docx(brief, template=settings.template_for(lang)) for lang, brief in briefs.items()}
    findings = [finding for lang, data in documents.items() for finding in _read_back(data, reading, briefs[lang])]
    name = reading.article.name
    _make_folder(settings.out)
    paths = []
    if not any(finding.severity is Severity.ERROR for finding in findings):
        for lang, data in documents.items():
            paths.append(settings.out / f"{name}.{lang}.docx")
            write_atomic(paths[-1], data)
    paths.append(settings.out / f"{name}.brief.json")
    write_atomic(paths[-1], render_json(briefs, reading))
    return Outcome(name, tuple(paths), tuple(findings), note)


def facts_of(source: str, *, settings: Settings, fetcher: Fetcher | None = None) -> Reading:
    """What is understood of one source; ``fetcher`` is that of a call with several."""
    article = read(source, fetcher=fetcher or fetcher_for([source], settings))
    return _reader(settings.glossaries).read(article)


def briefs_of(reading: Reading, chosen: Choice, *, settings: Settings) -> tuple[dict[Lang, Brief], str]:
    """The briefs of an article, by an engine where there is one and it writes the language, and what to say of it."""
    plan = plan_of(reading)
    try:
        return {lang: _brief(plan, lang, chosen, settings) for lang in settings.langs}, chosen.note
    except EngineError as error:
        if not chosen.replaceable:
            raise
        return {lang: brief_of(plan, lang) for lang in settings.langs}, f"engine: embedded ({error.message})"


def _brief(plan: Plan, lang: Lang, chosen: Choice, settings: Settings) -> Brief:
    engine = chosen.engine
    if engine is None or lang not in engine.langs():
        brief = brief_of(plan, lang)
    else:
        brief = prose_of(plan, lang, engine, lexicon=_reader(settings.glossaries).lexicon)
    return brief if chosen.condenser is None else condensed(brief, chosen.condenser)


def prose_of(chosen: Plan, lang: Lang, engine: Engine, *, lexicon: Lexicon) -> Brief:
    """The brief of a plan in an engine's words, as far as they can be proven."""
    article = chosen.reading.article
    guarded = Guard(chosen.reading, lexicon, lang).all(translated(chosen.reading, engine, lang), engine)
    names = ", ".join(repo for repo, _ in engine.models)
    commits = ", ".join(commit for _, commit in engine.models)
    provenance = Provenance(article.name, article.sha256, engine.name, __version__, model=names, commit=commits)
    writer = Writer(rules.built_in(), lang)
    return assemble_prose(chosen, lang, writer, guarded, choose(chosen.reading), provenance=provenance)


def plan_of(reading: Reading) -> Plan:
    """What both languages will say."""
    return agreed(plan(reading), {lang: Writer(rules.built_in(), lang) for lang in LANGS})


def brief_of(chosen: Plan, lang: Lang) -> Brief:
    """The embedded engine's brief of a plan."""
    article = chosen.reading.article
    provenance = Provenance(article.name, article.sha256, EMBEDDED, __version__)
    return assemble(chosen, lang, Writer(rules.built_in(), lang), provenance=provenance)


@cache
def _reader(glossaries: tuple[Path, ...]) -> Reader:
    with uncollected():
        return Reader(with_glossaries(terms.built_in(), glossaries), rules.built_in())


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}", hint="name a folder you may write to with --out") from error


def _read_back(data: bytes, reading: Reading, brief: Brief) -> tuple[Finding, ...]:
    """The finished Word file against the article: what a reader of the file will see."""
    article = reading.article
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brief.docx"
        path.write_bytes(data)
        return differences(brief, document_lines(path)) + verify_document(
            path,
            reading.figures,
            reading.periods,
            brief.lang,
            article.text,
            names=tuple(form for e in reading.entities if _numbered(form := e.form(brief.lang))),
            published=article.published.date() if article.published else None,
            checked=[
                _without_originals(s)
                for s in (brief.headline, *brief.takeaway, *brief.points, *brief.quotes)
                if s.engine != EMBEDDED
            ],
        )


def differences(brief: Brief, lines: Sequence[str]) -> tuple[Finding, ...]:
    """Error findings for what the file does not hold letter for letter as it was checked, names and qualifiers too."""
    text = "\n".join(lines).replace("\u00a0", " ")
    wanted = [_without_originals(s) for s in (brief.headline, *brief.takeaway, *brief.points, *brief.quotes)]
    wanted += [row.value for row in brief.rows]
    message = "the finished file differs from what was checked"
    return tuple(
        Finding("document.differs", Severity.ERROR, message, target_text=piece) for piece in wanted if piece not in text
    )


def _without_originals(statement: Statement) -> str:
    """What a checker sees of a sentence: Chinese quoted in it is evidence, not text."""
    text = statement.text
    for start, end in sorted(statement.originals, reverse=True):
        text = text[:start] + text[end:]
    return text


def _numbered(name: str) -> bool:
    """Whether a name holds a number that is no figure: Fortune Global 500."""
    return any(c.isdigit() for c in name)
