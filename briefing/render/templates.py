"""Which Word template a brief is set in, and whether that file can be used.

Owns the names a template must hold (placeholders, styles) and every reason to
refuse one; knows nothing of how the places are filled.

A placeholder is ``{{name}}``. A *block* stands alone in its paragraph and is
replaced by a section; a *line* may stand anywhere, header and footer included.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from briefing.errors import TemplateError
from briefing.values import LANGS, Lang

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

BLOCKS = (
    "headline",
    "date_line",
    "takeaway",
    "points",
    "figures",
    "parties",
    "quotes",
    "open_items",
    "sources",
    "method",
)
# A template may place these; where it does not, they stand with the block that comes before them.
OPTIONAL = ("chart",)
LINES = ("date", "version")
PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

PARAGRAPH_STYLES = (
    "Table Text",
    "Table Number",
    "Table Head",
    "Table Head Number",
    "Source Text",
    "Note",
    "Reference",
    "Open Item",
)
CHARACTER_STYLES = (
    "Source Text Char",
    "Note Char",
    "Reference Char",
    "Open Item Char",
    "Not Stated",
    "Status Planned",
    "Status Signed",
    "Status Actual",
    "Status Cumulative",
    "Status Forecast",
    "Status Stated",
)
TABLE_STYLES = ("Brief Table",)
STYLES: Mapping[str, tuple[str, ...]] = {
    "paragraph": PARAGRAPH_STYLES,
    "character": CHARACTER_STYLES,
    "table": TABLE_STYLES,
}

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
START_HINT = "start from a copy of templates/investor-brief.en.docx or .ja.docx"


# --- which file --------------------------------------------------------------


def find_template(lang: Lang, override: Path | None = None) -> Path:
    """The template for ``lang``: the given file, its sibling in that language, or the shipped one.

    ``override`` may be a folder holding ``investor-brief.<lang>.docx``, or a
    file; of ``house.en.docx`` and ``house.ja.docx`` either names the pair. A
    file without a language in its name serves both.
    """
    if override is None:
        return _shipped(lang)
    if override.is_dir():
        override = override / f"investor-brief.{lang}.docx"
    stem, dot, tag = override.stem.rpartition(".")
    if dot and tag in LANGS and tag != lang:
        other, override = override, override.with_name(f"{stem}.{lang}{override.suffix}")
        if not override.is_file():
            raise TemplateError(
                f"{other} is the {tag} template, and there is no {override.name} beside it",
                hint=f"add {override.name}, or make only the {tag} brief with --to {tag}",
            )
    if not override.is_file():
        raise TemplateError(f"no template {override}", hint=START_HINT)
    return override


def _shipped(lang: Lang) -> Path:
    package = Path(__file__).resolve().parents[1]
    name = f"investor-brief.{lang}.docx"
    for folder in (package / "_templates", package.parent / "templates"):
        if (folder / name).is_file():
            return folder / name
    raise TemplateError(f"the shipped template {name} is missing", hint="install briefing again")


# --- whether it can be used --------------------------------------------------


def open_template(path: Path) -> Document:
    """The template as a python-docx document. Raises TemplateError with the first thing wrong."""
    data = _read(path)
    _refuse_foreign(path, data)
    document = _document(path, data)
    problems = template_problems(document)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise TemplateError(f"{path}: {problems[0]}{more}", hint=START_HINT)
    return document


def template_problems(document: Document) -> list[str]:
    """Everything that keeps a Word document from being a template, in plain words; empty if nothing."""
    return [*_placeholder_problems(document), *_style_problems(document)]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise TemplateError(f"{path} is larger than {LARGEST >> 20} MB", hint="make its pictures smaller")
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"cannot read the template {path}: {error.strerror}") from error


def _refuse_foreign(path: Path, data: bytes) -> None:
    """One clear line for each kind of file that is no Word document, or one we must not pass on."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise TemplateError(f"{path} is protected by a password", hint="save it in Word without one")
        raise TemplateError(f"{path} is an old Word file (.doc)", hint="save it in Word as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_package(path, package)
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
        raise TemplateError(f"{path} is not a Word document", hint=START_HINT) from error


def _refuse_package(path: Path, package: zipfile.ZipFile) -> None:
    names = {entry.filename: entry.file_size for entry in package.infolist()}
    if sum(names.values()) > LARGEST_UNPACKED:
        raise TemplateError(f"{path} unpacks to more than {LARGEST_UNPACKED >> 20} MB", hint=START_HINT)
    if "[Content_Types].xml" not in names:
        raise TemplateError(f"{path} is a zip file, not a Word document", hint=START_HINT)
    kinds = package.read("[Content_Types].xml").decode("utf-8", errors="replace")
    if "macroEnabled" in kinds or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise TemplateError(f"{path} holds macros", hint="save it in Word as .docx, without macros")
    if "template.main+xml" in kinds:
        raise TemplateError(f"{path} is a Word template file (.dotx)", hint="save it in Word as .docx")
    if MAIN not in kinds:
        raise TemplateError(f"{path} is an Office file, but not a Word document", hint=START_HINT)
    for name in sorted(names):
        if name.endswith(".rels"):
            _refuse_links(path, package.read(name))


def _refuse_links(path: Path, rels: bytes) -> None:
    """A link other than a hyperlink makes Word fetch something when a client opens the brief."""
    for link in ElementTree.fromstring(rels).iter(RELATIONSHIP):
        kind = link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") == "External" and kind not in ("hyperlink", "attachedTemplate"):
            raise TemplateError(
                f"{path} links to another file ({kind})",
                hint="in Word: File > Info > Edit Links to Files > Break Link",
            )


def _document(path: Path, data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        _ = document.element.body, document.styles.element, document.sections[0].page_width
    except (OpcError, LxmlError, KeyError, IndexError, ValueError, AttributeError) as error:
        raise TemplateError(f"{path} is a damaged Word document", hint=START_HINT) from error
    return document


def _placeholder_problems(document: Document) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for text in paragraph_texts(document):
        for name in PLACEHOLDER.findall(text):
            seen[name] += 1
            if name in (*BLOCKS, *OPTIONAL) and PLACEHOLDER.sub("", text).strip():
                yield f"the placeholder {{{{{name}}}}} must stand alone in its paragraph"
    for name in BLOCKS:
        if name not in seen:
            yield f"the placeholder {{{{{name}}}}} is missing"
    for name in (*BLOCKS, *OPTIONAL):
        if seen[name] > 1:
            yield f"the placeholder {{{{{name}}}}} stands {seen[name]} times"
    known = (*BLOCKS, *OPTIONAL, *LINES)
    for name in sorted(seen.keys() - set(known)):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        yield f"unknown placeholder {{{{{name}}}}}" + (f"; did you mean {{{{{near[0]}}}}}?" if near else "")


def _style_problems(document: Document) -> Iterator[str]:
    have = style_ids(document)
    for kind, names in STYLES.items():
        for name in names:
            if (kind, name) not in have:
                yield f"the {kind} style “{name}” is missing"


def style_ids(document: Document) -> dict[tuple[str, str], str]:
    """Style identifiers by kind and name: Word keeps names and rewrites identifiers."""
    return {
        (style.get(f"{W}type", "paragraph"), name.get(f"{W}val", "")): style.get(f"{W}styleId", "")
        for style in document.styles.element.iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }


def paragraph_texts(document: Document) -> Iterator[str]:
    """The text of every paragraph of body, headers and footers, whatever runs it is split into."""
    for root in story_roots(document):
        for paragraph in root.iter(f"{W}p"):
            yield "".join(t.text or "" for t in paragraph.iter(f"{W}t"))


def story_roots(document: Document) -> Iterator[Element]:
    """The body, then each header and footer part, in relationship order."""
    yield document.element.body
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer")):
            yield rel.target_part.element
