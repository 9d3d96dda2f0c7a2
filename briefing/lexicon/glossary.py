"""A house's own terms: CSV or TBX files that win over the built-in lexicon.

Owns the form of a user's glossary as CSV (columns zh, en, ja and, if given,
en_pl, cat, attrs, en_forbidden, ja_forbidden; several forms in a cell are
separated by |) and what becomes of its entries; TBX is read and written by
``tbx``. Knows nothing of articles.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from briefing.errors import DataError
from briefing.lexicon.terms import Lexicon, Term, built_in, parse_attrs
from briefing.values import LANGS, Lang

_NEEDED = ("zh", "en", "ja")
COLUMNS = ("zh", "en", "ja", "en_pl", "cat", "attrs", "en_forbidden", "ja_forbidden")
BETWEEN_FORMS = "|"
_DEFAULT_CAT = "org"
# Categories the grammar knows although no built-in term has them.
_WITHOUT_TERMS = frozenset({"project", "org_kind"})
_HINT = "a glossary is a CSV file whose first line is zh,en,ja or zh,en,ja,cat,attrs"
_TBX_ENDINGS = frozenset({".tbx", ".xml"})
# The reading text has these in half width; a glossary typed in Chinese has them in full.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SPACE_IN_CHINESE = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
_HALF_WIDTH |= {ord("（"): ord("("), ord("）"): ord(")"), ord("＆"): ord("&")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One term as a file has it; ``line`` is where it begins. ``cat`` is empty where none is given.

    ``en`` and ``ja`` may hold several forms, the one to be written first; a forbidden form is none to be written.
    """

    zh: str
    en: str
    ja: str
    en_pl: str = ""
    cat: str = ""
    attrs: str = ""
    line: int = 0
    en_forbidden: str = ""
    ja_forbidden: str = ""

    def allowed(self, lang: Lang) -> tuple[str, ...]:
        """The forms a text may have, the preferred one first."""
        return _forms(self.en if lang == "en" else self.ja)

    def forbidden(self, lang: Lang) -> tuple[str, ...]:
        """The forms a text may not have for this term."""
        return _forms(self.en_forbidden if lang == "en" else self.ja_forbidden)


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.strip() for form in cell.split(BETWEEN_FORMS) if form.strip()))


def with_glossaries(lexicon: Lexicon, paths: Iterable[Path]) -> Lexicon:
    """``lexicon`` with the terms of the files; later files win. Raises DataError naming file and line."""
    own: dict[tuple[str, str], Term] = {}
    for path in paths:
        for term in read_glossary(path):
            own.update({(each.zh, each.cat): each for each in _settled(term, lexicon)})
    return lexicon.extended(own.values()) if own else lexicon


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of one file; ``cat`` is empty where none is given. Raises DataError naming file and line."""
    return tuple(term_of(entry, path) for entry in entries_of(path))


def terms_to_check(paths: Iterable[Path], lang: Lang) -> tuple[Entry, ...]:
    """The entries that a translation into ``lang`` is held against; of the same Chinese the later one counts.

    Unlike ``read_glossary`` it needs no forms in the other language. Raises DataError naming file and line.
    """
    found: dict[str, Entry] = {}
    for path in paths:
        for entry in entries_of(path, needed=("zh", lang)):
            if not entry.zh or not entry.allowed(lang):
                raise DataError(f"{path}:{entry.line}: a term needs zh and {lang}", hint="" if is_tbx(path) else _HINT)
            _agree(entry, f"{path}:{entry.line}")
            found[_folded(entry.zh)] = replace(entry, zh=_folded(entry.zh))
    return tuple(found.values())


def entries_of(path: Path, *, needed: Sequence[str] = _NEEDED) -> tuple[Entry, ...]:
    """The entries of a file as they stand, even incomplete ones. Raises DataError where it cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}", hint="name a glossary that can be read") from error
    if is_tbx(path):
        from briefing.lexicon import tbx

        return tuple(tbx.read(data, where=str(path)))
    return tuple(_csv_entries(_text(data, path), path, needed))


@cache
def categories() -> frozenset[str]:
    """Every category that a rule or a name finder may ask for."""
    return frozenset({term.cat for term in built_in().terms()} | _WITHOUT_TERMS)


def is_tbx(path: Path) -> bool:
    return path.suffix.lower() in _TBX_ENDINGS


def term_of(entry: Entry, path: Path) -> Term:
    """The entry as a term. Raises DataError naming file and line."""
    where = f"{path}:{entry.line}"
    if not (entry.zh and entry.allowed("en") and entry.allowed("ja")):
        raise DataError(f"{where}: a term needs zh, en and ja", hint="" if is_tbx(path) else _HINT)
    _agree(entry, where)
    attrs = parse_attrs(entry.attrs, where=where)
    en, ja = entry.allowed("en")[0], entry.allowed("ja")[0]
    return Term(_folded(entry.zh), entry.cat, en, entry.en_pl, ja, attrs, "glossary")


def _agree(entry: Entry, where: str) -> None:
    """Raises DataError where a form is allowed and forbidden."""
    for lang in LANGS:
        both = [form for form in entry.forbidden(lang) if form in entry.allowed(lang)]
        if both:
            raise DataError(f"{where}: {both[0]} is allowed and forbidden", hint="take it out of one of the columns")


def _folded(zh: str) -> str:
    """A name as the text has it when words are looked for: half width, no space inside Chinese."""
    return _SPACE_IN_CHINESE.sub("", zh.translate(_HALF_WIDTH))


def csv_text(entries: Sequence[Entry]) -> str:
    """A glossary as CSV, with the columns that some entry fills."""
    columns = [name for name in COLUMNS if name in _NEEDED or any(getattr(e, name) for e in entries)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([getattr(entry, name) for name in columns] for entry in entries)
    return out.getvalue()


def _settled(term: Term, lexicon: Lexicon) -> tuple[Term, ...]:
    """A term without a category takes the place of the built-in ones of its name, so that rules still find it."""
    if term.cat:
        return (term,)
    known = lexicon.get(term.zh)
    if not known:
        return (replace(term, cat=_DEFAULT_CAT),)
    return tuple(_in_place_of(old, term) for old in known)


def _in_place_of(old: Term, term: Term) -> Term:
    """The user's forms with the category of the built-in term, and what it says that is not of its English word."""
    if term.en == old.en:
        return replace(
            term, cat=old.cat, en_pl=term.en_pl or old.en_pl, attrs=MappingProxyType({**old.attrs, **term.attrs})
        )
    kept = {key: value for key, value in old.attrs.items() if key != "num"}
    return replace(term, cat=old.cat, attrs=MappingProxyType({**kept, **term.attrs}))


def _text(data: bytes, path: Path) -> str:
    """UTF-8 with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}", hint="save the glossary as CSV UTF-8") from error


def _csv_entries(text: str, path: Path, needed: Sequence[str]) -> Iterator[Entry]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in needed if name not in (rows.fieldnames or ())]
        if missing:
            raise DataError(f"{path}: no column {', '.join(missing)}", hint=_HINT)
        for row in rows:
            inside = sum((row[name] or "").count("\n") for name in rows.fieldnames or ())
            cells = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
            yield Entry(**cells, line=rows.line_num - inside)
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: {error}", hint=_HINT) from error
