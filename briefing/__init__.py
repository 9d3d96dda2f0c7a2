"""Checking translations from Python: ``check`` for two texts, ``check_files`` for documents.

Imports its parts only when called, so that ``briefing --help`` costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.review.values import Kind, Report
    from briefing.values import Finding

__all__ = ["check", "check_files"]


def check(
    source_text: str,
    target_text: str,
    to: str = "en",
    *,
    glossary: Iterable[str | PathLike[str]] = (),
    published: date | None = None,
) -> tuple[Finding, ...]:
    """The findings on ``target_text`` as a translation of the Chinese ``source_text``; spans are offsets of these.

    Texts of several lines are compared line by line, with what stands around. ``to`` is ``en`` or ``ja``,
    ``glossary`` names CSV or TBX files, ``published`` is the day the article counts 去年 and 昨日 from. Raises
    ``UsageError`` for another language, ``DataError`` for a glossary that cannot be used.
    """
    from briefing.check_cli import language, terms_of
    from briefing.review.single import check_pair, check_texts

    several = "\n" in source_text.strip() or "\n" in target_text.strip()
    compare = check_texts if several else check_pair
    return compare(
        source_text, target_text, language(to), glossary=terms_of(glossary, language(to)), published=published
    )


def check_files(
    source: str | PathLike[str],
    target: str | PathLike[str] | None = None,
    to: str = "en",
    *,
    kind: Kind | None = None,
    glossary: Iterable[str | PathLike[str]] = (),
    published: date | None = None,
) -> Report:
    """The report on two files, or on one that holds both sides (TMX, XLIFF, CSV, two-column Word).

    ``kind`` says whether the target is a translation or a brief, where its length does not. Raises
    ``SourceError`` for a file that cannot be read, and what ``check`` raises.
    """
    from briefing.check_cli import language, terms_of
    from briefing.review.whole import review_files

    other = None if target is None else str(target)
    terms = terms_of(glossary, language(to))
    return review_files(str(source), other, language(to), kind=kind, glossary=terms, published=published)
