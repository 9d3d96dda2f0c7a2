"""From a source to finished briefs: the only place that knows the order.

read → facts → plan → write and check → render → read back → put in place
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.assemble import agreed, assemble
from briefing.assemble.condensed import condensed
from briefing.assemble.places import placed
from briefing.assemble.prose import assemble_prose
from briefing.condense.plan import Plan, plan
from briefing.condense.sentences import choose
from briefing.engines import Choice, choose_engine
from briefing.errors import EngineError, OutputError, SettingsError
from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.lexicon.collector import uncollected
from briefing.lexicon.glossary import with_glossaries
from briefing.lexicon.terms import Lexicon
from briefing.protect.passages import translated
from briefing.protect.path import Guard
from briefing.read import fetcher_for, read
from briefing.render import Extras, Forms, render_docx, render_json, render_together, write_atomic
from briefing.render.conversions import undated
from briefing.render.html_page import preview_page
from briefing.render.originals import without_originals
from briefing.render.pdf import office, to_pdf
from briefing.render.rates import read_rates
from briefing.settings import Settings
from briefing.translate.embedded.sentences import Writer
from briefing.translate.engine import Engine
from briefing.values import LANGS, Article, Brief, Finding, Lang, Provenance, Reading, Severity, Statement
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


@dataclass(frozen=True, slots=True)
class Documents:
    """All that was made of one article, nothing of it written yet.

    ``words`` are the Word files and ``more`` what else was asked for, by the
    ending of its name; ``record`` is the JSON, ``findings`` what reading the
    files back found in each.
    """

    briefs: Mapping[Lang, Brief]
    words: Mapping[Lang, bytes]
    record: bytes
    findings: Mapping[Lang, tuple[Finding, ...]]
    engine_note: str = ""
    more: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether the Word files may be given to anyone."""
        return not _wrong(self.findings)


def prepare(settings: Settings) -> tuple[Choice, Extras]:
    """What serves every source of a run. Raises BriefingError for what would fail with each of them."""
    if settings.one_file and len(settings.langs) < len(LANGS):
        raise SettingsError("one file of both languages needs both", hint="leave out --to, or --one-file")
    if settings.pdf:
        office()
    return choose_engine(settings), extras_of(settings)


def extras_of(settings: Settings) -> Extras:
    """What the briefs of a run carry besides themselves. Raises DataError for a rate file that cannot be used."""
    return Extras(
        comments=settings.comments,
        review=settings.review,
        bilingual=settings.bilingual,
        house=settings.house,
        rates=None if settings.fx is None else read_rates(settings.fx, oldest=settings.fx_max_age),
        currency=settings.fx_to,
        forms=Forms(percent=settings.percent, currency=settings.currency, dates=settings.dates),
    )


def generate(source: str, *, settings: Settings, fetcher: Fetcher | None = None) -> Outcome:
    """Write the Word briefs and the JSON of one source, and what else is asked for. Raises BriefingError."""
    chosen, extras = prepare(settings)
    reading = facts_of(source, settings=settings, fetcher=fetcher)
    made = make(reading, chosen, settings=settings, extras=extras)
    name = reading.article.name
    _make_folder(settings.out)
    paths = []
    for ending, data in _files(made, settings).items():
        paths.append(settings.out / f"{name}.{ending}")
        write_atomic(paths[-1], data)
    found = tuple(finding for each in made.findings.values() for finding in each)
    return Outcome(name, tuple(paths), found, made.engine_note)


def _files(made: Documents, settings: Settings) -> dict[str, bytes]:
    """What is put in place, by the ending of its name."""
    words = {} if settings.one_file else {f"{lang}.docx": data for lang, data in made.words.items()}
    return {**(words if made.sound else {}), **made.more, "brief.json": made.record}


def make(
    reading: Reading,
    chosen: Choice,
    *,
    settings: Settings,
    extras: Extras | None = None,
    stage: Callable[[str], None] = lambda _: None,
) -> Documents:
    """The finished files of an article, as bytes. ``stage`` is told what comes next and may raise to stop it."""
    extras = extras_of(settings) if extras is None else extras
    stage("writing")
    written, note = briefs_of(reading, chosen, settings=settings)
    briefs = {lang: placed(extras.forms.brief(brief)) for lang, brief in written.items()}
    words = {
        lang: render_docx(brief, template=settings.template_for(lang), extras=extras) for lang, brief in briefs.items()
    }
    stage("checking")
    findings = {lang: _read_back(data, reading, briefs[lang]) for lang, data in words.items()}
    if extras.rates is not None:
        first = next(iter(briefs))
        findings[first] += undated(briefs[first])  # of the article, so once
    named = {str(lang): data for lang, data in words.items()}
    if settings.one_file and not _wrong(findings):
        together, lost = _together(briefs, settings=settings, extras=extras)
        named, findings = {"-".join(briefs): together}, {lang: findings[lang] + lost[lang] for lang in findings}
    more = {} if _wrong(findings) else _more(named, briefs, reading, settings=settings)
    return Documents(briefs, words, render_json(briefs, reading), findings, note, more)


def _wrong(findings: Mapping[Lang, Sequence[Finding]]) -> bool:
    return any(finding.severity is Severity.ERROR for found in findings.values() for finding in found)


def _together(
    briefs: Mapping[Lang, Brief], *, settings: Settings, extras: Extras
) -> tuple[bytes, dict[Lang, tuple[Finding, ...]]]:
    """Both briefs in one file, and what it does not hold as it was checked."""
    data = render_together(list(briefs.values()), template=settings.template, extras=extras)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brief.docx"
        path.write_bytes(data)
        lines = document_lines(path)
    return data, {lang: differences(brief, lines) for lang, brief in briefs.items()}


def _more(
    documents: Mapping[str, bytes], briefs: Mapping[Lang, Brief], reading: Reading, *, settings: Settings
) -> dict[str, bytes]:
    """What is asked for besides a Word file a language: all is made before any is written."""
    files = {f"{langs}.docx": data for langs, data in documents.items()} if settings.one_file else {}
    if settings.pdf:
        files |= {f"{langs}.pdf": to_pdf(data) for langs, data in documents.items()}
    if settings.html:
        files["preview.html"] = preview_page(briefs, reading)
    return files


def facts_of(source: str, *, settings: Settings, fetcher: Fetcher | None = None) -> Reading:
    """What is understood of one source; ``fetcher`` is that of a call with several."""
    return facts_in(read(source, fetcher=fetcher or fetcher_for([source], settings)), settings=settings)


def warm(settings: Settings) -> None:
    """Loads what the first article would wait for."""
    _reader(settings.glossaries)


def facts_in(article: Article, *, settings: Settings) -> Reading:
    """What is understood of an article that was read."""
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
    return without_originals(statement.text, statement.originals)


def _numbered(name: str) -> bool:
    """Whether a name holds a number that is no figure: Fortune Global 500."""
    return any(c.isdigit() for c in name)
