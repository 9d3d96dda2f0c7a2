"""Glossaries in TBX (TermBase eXchange): the form that terminology tools give and take.

Reads ISO 30042 of 2008 (martif, termEntry, langSet, tig, ntig) and of 2019
(tbx, conceptEntry, langSec, termSec) by the names of their elements; writes
the latter as TBX-Basic. A file cannot make us read another: no entity is
expanded, no DTD loaded, no address fetched.

Our category is the entry's subject field, its attributes a note that begins
with ``briefing:``, an English plural a second term marked plural. Of several
terms the preferred ones come first; deprecated and superseded ones are
forbidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from briefing.errors import DataError
from briefing.lexicon.glossary import BETWEEN_FORMS, Entry, categories
from briefing.values import Lang

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOTS = frozenset({"tbx", "martif", "TBX"})
_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_NOTE = "briefing:"
_HINT = "export the glossary as TBX with the languages zh, en and ja"


def read(data: bytes, *, where: str) -> Iterator[Entry]:
    """The entries of a file, a line for each Chinese synonym. Raises DataError naming ``where`` and the line."""
    root = _parsed(data, where=where)
    if _name(root) not in _ROOTS:
        raise DataError(f"{where}: XML, but not TBX: its root is {_name(root)}", hint=_HINT)
    for element in root.iter(etree.Element):
        if _name(element) in _ENTRIES:
            yield from _entries(element)


def written(entries: Sequence[Entry]) -> bytes:
    """A glossary as TBX-Basic in UTF-8."""
    root = etree.Element(
        f"{{{_NAMESPACE}}}tbx", {"style": "dca", "type": "TBX-Basic", _LANG: "zh"}, nsmap={None: _NAMESPACE}
    )
    description = _sub(_sub(_sub(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _sub(description, "p", "Glossary of briefing")
    body = _sub(_sub(root, "text"), "body")
    for number, entry in enumerate(entries, start=1):
        _write(body, entry, number)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _parsed(data: bytes, *, where: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise DataError(f"{where}:{line}: not well-formed XML: {_reason(error)}", hint=_HINT) from error
    for reference in root.iter(etree.Entity):
        raise DataError(
            f"{where}:{reference.sourceline}: uses an entity of its own, which is not read",
            hint="write the characters themselves",
        )
    return root


def _reason(error: etree.XMLSyntaxError) -> str:
    """libxml2's words without its own line and column."""
    return (error.msg or "cannot be read").split(", line ")[0]


def _name(element: Element) -> str:
    return etree.QName(element).localname


@dataclass(frozen=True, slots=True)
class _Form:
    """A term of a language; ``rank`` is 1 for preferred, -1 for deprecated, superseded or forbidden."""

    text: str
    number: str
    rank: int


def _entries(concept: Element) -> Iterator[Entry]:
    zh, en, ja = (_terms(concept, lang) for lang in ("zh", "en", "ja"))
    plural = next((form.text for form in en if form.number == "plural" and form.rank >= 0), "")
    singular = [form for form in en if form.number != "plural"]
    english = _cell(singular, given_up=False) or plural
    for name in [form.text for form in zh if form.rank >= 0] or [""]:
        yield Entry(
            zh=name,
            en=english,
            ja=_cell(ja, given_up=False),
            en_pl="" if plural == english else plural,
            cat=_subject(concept),
            attrs=_attrs(concept),
            line=concept.sourceline or 0,
            en_forbidden=_cell(en, given_up=True),
            ja_forbidden=_cell(ja, given_up=True),
        )


def _cell(forms: Sequence[_Form], *, given_up: bool) -> str:
    return BETWEEN_FORMS.join(dict.fromkeys(form.text for form in forms if (form.rank < 0) is given_up))


def _terms(concept: Element, lang: str) -> list[_Form]:
    """The terms of a language, preferred ones first."""
    found = []
    for section in concept.iter(etree.Element):
        if _name(section) in _LANGUAGES and _is(section.get(_LANG) or section.get("lang") or "", lang):
            found += [_term(each) for each in section.iter(etree.Element) if _name(each) in _TERMS]
    return sorted((form for form in found if form.text), key=lambda form: -form.rank)


def _is(tag: str, lang: str) -> bool:
    """Whether a language tag names ``lang``; of Chinese only what is written in Simplified characters."""
    first, *rest = tag.lower().replace("_", "-").split("-")
    return first == lang and not (lang == "zh" and _TRADITIONAL & set(rest))


def _term(section: Element) -> _Form:
    text = next((_text(each) for each in section.iter(etree.Element) if _name(each) == "term"), "")
    number, rank = "", 0
    for note in section.iter(etree.Element):
        kind, value = note.get("type") or _name(note), _text(note).lower()
        if kind == "grammaticalNumber":
            number = value
        elif kind == "administrativeStatus":
            rank = 1 if value.startswith("preferred") else 0 if value.startswith("admitted") else -1
    return _Form(text, number, rank)


def _subject(concept: Element) -> str:
    """The category, where the subject field is one of ours: those of other tools are words such as finance."""
    found = (_text(e) for e in concept if (e.get("type") or _name(e)) == "subjectField")
    return next((field for field in found if field in categories()), "")


def _attrs(concept: Element) -> str:
    notes = [_text(each) for each in concept if _name(each) == "note"]
    return next((note.removeprefix(_NOTE).strip() for note in notes if note.startswith(_NOTE)), "")


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _write(body: Element, entry: Entry, number: int) -> None:
    concept = _sub(body, "conceptEntry")
    concept.set("id", f"c{number}")
    if entry.cat:
        _sub(concept, "descrip", entry.cat).set("type", "subjectField")
    if entry.attrs:
        _sub(concept, "note", f"{_NOTE} {entry.attrs}")
    _section(concept, "zh", (entry.zh,), ())
    english = _section(concept, "en", entry.allowed("en"), entry.forbidden("en"))
    if entry.en_pl:
        _sub(_one(english, entry.en_pl), "termNote", "plural").set("type", "grammaticalNumber")
    _section(concept, "ja", entry.allowed("ja"), entry.forbidden("ja"))


def _section(concept: Element, lang: Lang | Literal["zh"], allowed: Sequence[str], forbidden: Sequence[str]) -> Element:
    """The terms of a language, with their status where there is more than one."""
    section = _sub(concept, "langSec")
    section.set(_LANG, lang)
    for order, text in enumerate(allowed):
        term = _one(section, text)
        if order or len(allowed) > 1:
            _status(term, "admittedTerm-admn-sts" if order else "preferredTerm-admn-sts")
    for text in forbidden:
        _status(_one(section, text), "deprecatedTerm-admn-sts")
    return section


def _one(section: Element, text: str) -> Element:
    term = _sub(section, "termSec")
    _sub(term, "term", text)
    return term


def _status(term: Element, status: str) -> None:
    _sub(term, "termNote", status).set("type", "administrativeStatus")


def _sub(parent: Element, name: str, text: str | None = None) -> Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    try:
        child.text = text
    except ValueError as error:
        raise DataError(f"{text!r}: holds a character that XML cannot", hint="take out control characters") from error
    return child
