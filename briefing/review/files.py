"""Files, or one file with both sides → ``Bitext``.

Owns the choice of the reader for a file, told by its bytes and by its ending
only where they do not, and that the source is Chinese and the target is not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from briefing.errors import NotChinese, SourceMissing, SourceTooLarge, SourceUnreadable, UsageError
from briefing.read import MAX_BYTES, read
from briefing.read.kind import binary_kind
from briefing.review import csv_files, text_files, tmx, xliff, xml_files
from briefing.review.columns import HAN, KANA, LATIN
from briefing.review.values import Bitext, Segment
from briefing.review.word_pairs import word_pairs
from briefing.review.word_text import open_word, passages
from briefing.values import Lang

_URL = re.compile(r"https?://", re.IGNORECASE)
_XML_ROOT = re.compile(rb"<(?:\w+:)?(tmx|xliff)[\s>]")
_XML_ENDINGS = frozenset({".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"})
_SHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".ods"})
_KANA_SHARE = 0.15
_ENOUGH = 15

Pairs = list[tuple[Segment, Segment]]


def read_bitext(source: str, target: str | None, *, lang: Lang | None = None) -> Bitext:
    """Both sides of a translation: of two files, or of one that holds both (TMX, XLIFF, CSV, a Word table).

    ``source`` may be anything that ``briefing.read`` reads, ``-`` for standard input too. ``lang`` chooses among the
    translations of a file that has several. Raises SourceMissing, SourceUnreadable, SourceTooLarge, NotChinese, and
    UsageError for one file too many or too few.
    """
    if target is None:
        pairs = _pairs(source, lang)
        left, right = tuple(a for a, _ in pairs), tuple(b for _, b in pairs)
        bitext = Bitext(left, right, True, _name(source), _name(source))
    else:
        if source == target == "-":
            raise UsageError("-: standard input holds one text", hint="give the other as a file")
        left, right = tuple(_source(source)), tuple(_side(target))
        bitext = Bitext(left, right, False, _name(source), _name(target))
    _require_chinese(bitext.source, where=source)
    if target is not None:
        _require_translation(bitext.target, where=target)
    return bitext


def file_bytes(where: str) -> bytes:
    """The bytes of a file, or of standard input (``-``)."""
    if where == "-":
        return _within(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    path = Path(where)
    if path.suffix.lower() in _SHEETS:
        raise SourceUnreadable(f"{where}: is a workbook, which is not read", hint="save the sheet as CSV (UTF-8)")
    try:
        if path.is_dir():
            raise SourceUnreadable(f"{where}: is a folder, not a file", hint="pass the file")
        with path.open("rb") as stream:
            return _within(stream.read(MAX_BYTES + 1), where)
    except FileNotFoundError as error:
        raise SourceMissing(f"{where}: no such file", hint="check the path") from error
    except (OSError, ValueError) as error:
        raise SourceUnreadable(
            f"{where}: cannot be opened ({type(error).__name__})", hint="check its rights"
        ) from error


def _within(data: bytes, where: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise SourceTooLarge(
            f"{where}: is larger than the limit of {MAX_BYTES // 1024**2} MB", hint="cut it into several files"
        )
    return data


# --- both sides in one file --------------------------------------------------


def _pairs(where: str, lang: Lang | None) -> Pairs:
    if _URL.match(where):
        raise _one_side(where)
    data = file_bytes(where)
    if _is_xml(data, where):
        pairs = _xml_pairs(data, where, lang)
    elif _ending(where) in csv_files.ENDINGS:
        pairs = csv_files.read_csv(data, where=where, lang=lang)
    elif binary_kind(data, where=where) == "docx":
        found = word_pairs(open_word(data, where=where), where=where, lang=lang)
        pairs = [(a.segment, b.segment) for a, b in found]
    else:
        raise _one_side(where)
    if not pairs:
        raise SourceUnreadable(f"{where}: holds no translation", hint="check that it was exported with its targets")
    return pairs


def _xml_pairs(data: bytes, where: str, lang: Lang | None) -> Pairs:
    root = xml_files.parsed(data, where=where)
    if xml_files.name(root) == "tmx":
        return tmx.read_tmx(root, where=where, lang=lang)
    if xml_files.name(root) == "xliff":
        return xliff.read_xliff(root, where=where, lang=lang)
    raise SourceUnreadable(
        f"{where}: XML, but neither TMX nor XLIFF: its root is {xml_files.name(root)}",
        hint="export it as TMX or XLIFF from the translation tool",
    )


def _is_xml(data: bytes, where: str) -> bool:
    # UTF-16 has a zero byte at every second place of what matters here.
    head = data[:4096].replace(b"\x00", b"")
    return bool(_XML_ROOT.search(head)) or _ending(where) in _XML_ENDINGS


def _one_side(where: str) -> UsageError:
    return UsageError(
        f"{where}: holds one side only",
        hint="give its translation as a second file (TMX, XLIFF, CSV and a two-column Word table hold both)",
    )


# --- one side ----------------------------------------------------------------


def _source(where: str) -> Sequence[Segment]:
    """The Chinese side; a page or PDF is read as an article, without what surrounds it."""
    if _URL.match(where):
        return text_files.read_article(read(where))
    return _side(where, article=True)


def _side(where: str, *, article: bool = False) -> Sequence[Segment]:
    if _URL.match(where):
        return _fetched(where)
    data = file_bytes(where)
    if _is_xml(data, where) or _ending(where) in csv_files.ENDINGS:
        raise UsageError(f"{where}: holds both sides by itself", hint="give it alone, without a second file")
    kind = binary_kind(data, where=where)
    if kind == "docx":
        return [found.segment for found in passages(open_word(data, where=where), where=where)]
    if kind == "pdf":
        tidied = article and where != "-"
        return text_files.read_article(read(where)) if tidied else text_files.read_pages(data, where=where)
    if article and where != "-" and _ending(where) in (".html", ".htm"):
        return text_files.read_article(read(where))
    return text_files.read_lines(data, where=where, ending=_ending(where))


def _fetched(url: str) -> Sequence[Segment]:
    """A translation on the web; ``briefing.read`` would refuse it as no Chinese article."""
    from briefing.read.fetch import fetch

    page = fetch(url)
    if binary_kind(page.data, where=url) is not None:
        raise SourceUnreadable(f"{url}: is no page", hint="save the file and pass it")
    return text_files.read_lines(page.data, where=url, ending=".html", charset=page.charset)


# --- the languages -----------------------------------------------------------


def _require_chinese(segments: Sequence[Segment], *, where: str) -> None:
    han, kana, _ = _counts(segments)
    if han == 0 or kana > (han + kana) * _KANA_SHARE:
        what = "is in Japanese" if kana else "holds no Chinese"
        raise NotChinese(f"{where}: {what}", hint="the Chinese source comes first, then its translation")


def _require_translation(segments: Sequence[Segment], *, where: str) -> None:
    if not segments:
        raise SourceUnreadable(f"{where}: holds no text", hint="check that it was saved or copied completely")
    han, kana, latin = _counts(segments)
    if han >= _ENOUGH and latin < han and kana <= han * 0.02:
        raise SourceUnreadable(
            f"{where}: is in Chinese, no translation", hint="the Chinese source comes first, then its translation"
        )


def _counts(segments: Sequence[Segment]) -> tuple[int, ...]:
    return tuple(sum(len(p.findall(segment.text)) for segment in segments) for p in (HAN, KANA, LATIN))


def _ending(where: str) -> str:
    return Path(where).suffix.lower()


def _name(where: str) -> str:
    if _URL.match(where):
        return Path(urlsplit(where).path).name or where
    return "standard input" if where == "-" else Path(where).name
