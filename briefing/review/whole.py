"""Files in, report out.

Owns that the target is in the language that was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from briefing.errors import UsageError
from briefing.lexicon.glossary import Entry
from briefing.review.files import read_bitext
from briefing.review.reviewing import review
from briefing.review.values import Bitext, Kind, Report
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
    glossary: Sequence[Entry] = (),
    published: date | None = None,
) -> Report:
    """The report on two files, or on one that holds both sides."""
    bitext = read_bitext(source, target, lang=lang)
    _require_language(bitext, lang, where=target or source)
    return review(bitext, lang, kind=kind, glossary=glossary, published=published)


def _require_language(bitext: Bitext, lang: Lang, *, where: str) -> None:
    """Refuse the other of our languages: nearly everything in it would be a finding."""
    kana = sum(len(_KANA.findall(segment.text)) for segment in bitext.target)
    latin = sum(len(_LATIN.findall(segment.text)) for segment in bitext.target)
    if lang == "en" and kana > latin:
        raise UsageError(f"{where}: Japanese, not English", hint="give --to ja")
    if lang == "ja" and kana == 0 and latin >= _SOME:
        raise UsageError(f"{where}: English, not Japanese", hint="give --to en")
