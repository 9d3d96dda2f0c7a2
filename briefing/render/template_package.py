"""Whether a file is a Word document that can be passed on: one clear line for each that cannot.

Owns what is told from bytes, zip entries and relationships; knows nothing of
placeholders and styles. Hints say what to do in Word.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from briefing.errors import TemplateError

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES, DOCUMENT = "[Content_Types].xml", "word/document.xml"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
START_HINT = "start from one of ours: briefing template new FILE"
AS_DOCX = "save it in Word as .docx"
# What other files begin with.
FOREIGN = ((b"{\\rtf", "an RTF file"), (b"%PDF", "a PDF"), (b"<", "a page or XML file"))


def template_bytes(path: Path) -> bytes:
    """The bytes of a file that is a Word document. Raises TemplateError with why it is none, or cannot be used."""
    data = _read(path)
    if not data:
        raise TemplateError(f"{path} is empty", hint=START_HINT)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise TemplateError(f"{path} is protected by a password", hint="save it in Word without one")
        raise TemplateError(f"{path} is an old Word file (.doc)", hint=AS_DOCX)
    for start, kind in FOREIGN:
        if data.startswith(start):
            raise TemplateError(f"{path} is {kind}, not a Word document", hint=AS_DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(path, package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise TemplateError(f"{path} is not a Word document", hint=START_HINT) from error
    return data


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise TemplateError(f"{path} is larger than {LARGEST >> 20} MB", hint="make its pictures smaller")
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"cannot read the template {path}: {error.strerror}", hint=START_HINT) from error


def _check_package(path: Path, package: zipfile.ZipFile) -> None:
    names = {entry.filename: entry.file_size for entry in package.infolist()}
    if sum(names.values()) > LARGEST_UNPACKED:
        raise TemplateError(f"{path} unpacks to more than {LARGEST_UNPACKED >> 20} MB", hint=START_HINT)
    if any(entry.flag_bits & 1 for entry in package.infolist()):
        raise TemplateError(f"{path} is protected by a password", hint="save it in Word without one")
    _check_kind(path, package, list(names))
    for name in sorted(names):
        if name.endswith((".xml", ".rels")):
            _check_part(path, name, package.read(name))


def _check_kind(path: Path, package: zipfile.ZipFile, names: list[str]) -> None:
    if "mimetype" in names and b"opendocument" in package.read("mimetype"):
        raise TemplateError(f"{path} is an OpenDocument file", hint=AS_DOCX)
    if TYPES not in names:
        raise TemplateError(f"{path} is a zip file, not a Word document", hint=START_HINT)
    kinds = package.read(TYPES).decode("utf-8", errors="replace")
    if "macroEnabled" in kinds or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise TemplateError(f"{path} holds macros", hint="save it in Word as .docx, without macros")
    if any("activex/" in name.lower() for name in names):
        raise TemplateError(f"{path} holds an ActiveX control", hint="delete the control in Word")
    if "template.main+xml" in kinds:
        raise TemplateError(f"{path} is a Word template file (.dotx)", hint=AS_DOCX)
    if MAIN not in kinds:
        raise TemplateError(f"{path} is an Office file, but not a Word document", hint=START_HINT)


def _check_part(path: Path, name: str, data: bytes) -> None:
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise TemplateError(f"{path} is a damaged Word document ({name}, line {line})", hint=START_HINT) from error
    if name == DOCUMENT and STRICT in data[:4000]:
        raise TemplateError(
            f"{path} is saved as Strict Open XML",
            hint="save it in Word as “Word Document (.docx)”, not the strict form",
        )
    if name.endswith(".rels"):
        _refuse_links(path, root)


def _refuse_links(path: Path, root: ElementTree.Element) -> None:
    """A link other than a hyperlink makes Word fetch something when a client opens the brief."""
    for link in root.iter(RELATIONSHIP):
        kind = link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") == "External" and kind not in ("hyperlink", "attachedTemplate"):
            raise TemplateError(
                f"{path} links to another file ({kind})",
                hint="in Word: File > Info > Edit Links to Files > Break Link",
            )
