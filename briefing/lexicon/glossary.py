"""A house's own terms: CSV files with the columns zh, en, ja and, if given, cat and attrs.

Owns the form of a user's glossary; what it says wins over the built-in lexicon.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from briefing.errors import DataError
from briefing.lexicon.terms import Lexicon, Term, parse_attrs

_NEEDED = ("zh", "en", "ja")
_DEFAULT_CAT = "org"
_HINT = "a glossary is a CSV file whose first line is zh,en,ja or zh,en,ja,cat,attrs"


def with_glossaries(lexicon: Lexicon, paths: Iterable[Path]) -> Lexicon:
    """``lexicon`` with the terms of the files; later files win. Raises DataError naming file and line."""
    own: dict[tuple[str, str], Term] = {}
    for path in paths:
        own.update({(term.zh, term.cat): term for term in read_glossary(path)})
    return lexicon.extended(own.values()) if own else lexicon


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of one CSV file, UTF-8 with or without a byte order mark."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}", hint="save the glossary as CSV UTF-8") from error
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}", hint="name a glossary that can be read") from error
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise DataError(f"{path}: no column {', '.join(missing)}", hint=_HINT)
    return tuple(_term(row, where=f"{path}:{number}") for number, row in enumerate(rows, start=2))


def _term(row: dict[str, str | None], *, where: str) -> Term:
    zh, en, ja = ((row.get(name) or "").strip() for name in _NEEDED)
    if not (zh and en and ja):
        raise DataError(f"{where}: a term needs zh, en and ja", hint=_HINT)
    attrs = parse_attrs((row.get("attrs") or "").strip(), where=where)
    return Term(zh, (row.get("cat") or "").strip() or _DEFAULT_CAT, en, "", ja, attrs, "glossary")
