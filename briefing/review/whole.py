"""Files in, report out; a report on plain texts; terms of one pair; comments: the other modules put together.

Owns nothing but the order of the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from briefing.lexicon.terms import Term
from briefing.review.values import Bitext, Kind, Located, Match, Report
from briefing.values import Lang


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
    return review_texts(bitext, lang, kind=kind, glossary=glossary, published=published)


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
