"""Which format bytes are in, told by the bytes themselves.

Owns signatures and the messages for formats that are not read. A file's
ending only decides between plain text and Markdown.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Literal, NoReturn
from zipfile import BadZipFile, ZipFile

from briefing.errors import NotAnArticle, SourceUnreadable

Format = Literal["text", "markdown", "html", "docx", "pdf"]

ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|br|meta|article|table|span)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|\*\*\S.*\*\*\s*$)|\[[^\]\n]+\]\([^)\n]+\)", re.MULTILINE)


def binary_kind(data: bytes, *, where: str) -> Format | None:
    """``docx`` or ``pdf``, or None where the bytes may be text.

    Raises NotAnArticle for no bytes, SourceUnreadable for a format not read.
    """
    if not data:
        raise NotAnArticle(f"{where}: is empty (0 bytes)", hint="check that the file was saved or copied completely")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _in_zip(data, where=where)
    if data.startswith(_OLE):
        _refuse_ole(data, where=where)
    _refuse_others(data, where=where)
    return None


def text_kind(text: str, *, ending: str) -> Format:
    """``html``, ``markdown`` or ``text``, by the marks in the text."""
    if len(_TAGS.findall(text[:5000])) >= 2 or (ENDINGS.get(ending) == "html" and "<" in text):
        return "html"
    if ENDINGS.get(ending) == "markdown" or (not ending and _MARKDOWN.search(text[:5000])):
        return "markdown"
    return "text"


def _in_zip(data: bytes, *, where: str) -> Format:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SourceUnreadable(
            f"{where}: is a damaged or incomplete Word or zip file", hint="copy or download it again"
        ) from error
    if "word/document.xml" in names:
        return "docx"
    what = next((what for start, what in _ZIPPED.items() if any(n.startswith(start) for n in names)), "a zip archive")
    raise _refused(where, what)


_ZIPPED = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint file", "word/": "a damaged Word file"}


def _refuse_ole(data: bytes, *, where: str) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SourceUnreadable(
            f"{where}: is encrypted with a password", hint="open it in Word, remove the password and save it again"
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise SourceUnreadable(f"{where}: is in the old Word format .doc", hint="save it as .docx in Word")
    raise _refused(where, "an old Office file")


def _refuse_others(data: bytes, *, where: str) -> None:
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    # "BM" alone could open a text: a bitmap has zero bytes in its header.
    if webp or any(data.startswith(mark) for mark in _PICTURES if mark != b"BM" or b"\x00" in data[:16]):
        raise SourceUnreadable(
            f"{where}: is a picture, not text", hint="recognise its text first (OCR) and pass the text"
        )
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise _refused(where, what)
    if data[4:8] == b"ftyp":
        raise _refused(where, "a video file")


def _refused(where: str, what: str) -> SourceUnreadable:
    return SourceUnreadable(f"{where}: is {what}, which is not read", hint="read are .txt, .md, .html, .docx and .pdf")
