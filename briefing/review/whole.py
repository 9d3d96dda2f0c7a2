"""Files in, report out; a report on plain texts; terms of one pair; comments: the other modules put together.

Owns the order of the steps, and that the target is in the language that was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from briefing.errors import UsageError
from briefing.lexicon.terms import Term
from briefing.review.values import Bitext, Kind, Located, Match, Report
from briefing.values import Lang

_KANA, _LATIN = re.compile("[\u3041-\u30fa]"), re.compile("[A-Za-z]")
# Latin letters in a Japanese table without kana: names and units have fewer.
_SOME = 40


def review_files(
    source: str,
    target: str | None,
    lang: Lang,
    *,
    kind: Kind | None = None,
    glossary: Sequence[Term] = (),
    published: date | None = None,
) -> Report:
    """The report on two files, or on one that holds both sides."""
    bitext: Bitext = import_module("briefing.review.files").read_bitext(source, target, lang=lang)
    _require_language(bitext, lang, where=target or source)
    return review_texts(bitext, lang, kind=kind, glossary=glossary, published=published)


def _require_language(bitext: Bitext, lang: Lang, *, where: str) -> None:
    """Refuse the other of our languages: nearly everything in it would be a finding."""
    kana = sum(len(_KANA.findall(segment.text)) for segment in bitext.target)
    latin = sum(len(_LATIN.findall(segment.text)) for segment in bitext.target)
    if lang == "en" and kana > latin:
        raise UsageError(f"{where}: Japanese, not English", hint="give --to ja")
    if lang == "ja" and kana == 0 and latin >= _SOME:
        raise UsageError(f"{where}: English, not Japanese", hint="give --to en")


def review_texts(
    bitext: Bitext,
    lang: Lang,
    *,
    kind: Kind | None = None,
    glossary: Sequence[Term] = (),
    published: date | None = None,
) -> Report:
    reviewing = import_module("briefing.review.reviewing")
    report: Report = reviewing.review(bitext, lang, kind=kind, glossary=glossary, published=published)
    return report


def terms_of_pair(bitext: Bitext, lang: Lang, glossary: Sequence[Term]) -> tuple[Located, ...]:
    """What is wrong with the terms of one segment."""
    found: Iterable[Located] = import_module("briefing.review.terms").term_findings(
        bitext, (Match((0,), (0,)),), lang, glossary
    )
    return tuple(found)


def write_comments(report: Report, target: Path, out: Path) -> None:
    import_module("briefing.review.comments").annotate(report, target, out)
