"""Bytes → text: which encoding they are in.

Owns the order in which encodings are believed: byte-order mark, UTF-8, what
the document declares, then the guess whose text is most like Chinese. Knows
nothing of formats.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import islice

from resiliparse.parse.encoding import detect_encoding

from briefing.errors import SourceUnreadable
from briefing.read.furniture import furniture
from briefing.read.mojibake import mended

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
# Pages say gb2312 or gbk and use characters of gb18030; likewise big5 and its Hong Kong extension.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"} | {
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
}
# Python's own, which no page is in and some of which raise what they like.
_NOT_OF_PAGES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape"}) | {
    "raw-unicode-escape",
    "undefined",
    "utf-7",
    "mbcs",
    "oem",
}
_GUESSES = ("gb18030", "big5hkscs", "shift_jis", "euc_jp")
_WIDE_GUESSES = ("utf-16-le", "utf-16-be")
# Share of kana and of the 500 most frequent Chinese characters among all characters beyond ASCII.
# Running Chinese text has 0.55 to 0.75, the same bytes in a wrong encoding below 0.10.
_ENOUGH = 0.3
_WIDE = re.compile(r"[\x00-\x7f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HEAD = 8192
_BEFORE = 64
_SAMPLE = 20_000
# A page cut off in the middle of a character or with one bad byte is still read (U+FFFD shows the place).
_BAD_SHARE, _BAD_IN_CHINESE, _BAD_ANYWHERE = 0.002, 0.005, 12
# Text copied out of programs holds a few control characters; binary data holds them everywhere (12 % of random bytes).
_STRAYS = 3
_CONTROL_SHARE = 0.005


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """The text of ``data`` without its byte-order mark.

    Raises SourceUnreadable where no encoding yields text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    return mended(_decoded(data, where=where, declared=declared), likeness, where=where)


def _decoded(data: bytes, *, where: str, declared: str | None) -> str:
    for encoding in _candidates(data, declared):
        text = _strict(data, encoding)
        if text is not None and _is_text(text):
            return text
    damaged = data.decode("utf-8", errors="replace")
    if _forgiven(damaged) and _is_text(damaged):
        return damaged
    return _least_bad(data, where=where)


def likeness(text: str) -> float:
    """How much of what is beyond ASCII is frequent Chinese or kana, from 0 to 1."""
    wide = _WIDE.sub("", text)
    return (len(wide) - len(wide.translate(_table()))) / len(wide) if wide else 0.0


@cache
def _table() -> dict[int, None]:
    """What likeness counts, for deleting it."""
    kana = (chr(code) for code in range(0x3041, 0x30FF))
    return dict.fromkeys(map(ord, (*furniture().frequent, *kana, *"，。、：；（）“”")))


def _candidates(data: bytes, declared: str | None) -> list[str]:
    named = [declared] if declared else []
    named += [found.group(1).decode("ascii") for found in islice(_DECLARED.finditer(data[:_HEAD]), 6)]
    wanted = ["utf-8"]
    for name in named:
        encoding = _WIDER.get(name.lower(), name.lower())
        # A false declaration must not win over the text itself.
        if _known(encoding) and _score(data, encoding) >= _ENOUGH:
            wanted.append(encoding)
    return [*wanted, *_guessed(data)]


def _guessed(data: bytes) -> list[str]:
    guesses = _WIDE_GUESSES if b"\x00" in data[:_HEAD] else _GUESSES
    scored = sorted(((_score(data, guess), guess) for guess in guesses), reverse=True)
    return [guess for score, guess in scored if score >= _ENOUGH]


def _score(data: bytes, encoding: str) -> float:
    # The cut may fall into a character, so both ends are forgiven.
    start = _first_wide(data)
    text = data[start : start + _SAMPLE].decode(encoding, errors="replace")
    bad = text[4:-4].count("\ufffd")
    return likeness(text) - 5 * bad / max(len(text), 1)


def _forgiven(text: str) -> bool:
    """Whether so few bytes are bad that the rest is believed; more are in what reads as Chinese."""
    bad = text.count("\ufffd")
    if bad <= len(text) * _BAD_SHARE:
        return True
    return bad <= _BAD_ANYWHERE + len(text) * _BAD_IN_CHINESE and likeness(text) >= _ENOUGH


def _first_wide(data: bytes) -> int:
    """Where to look: the head of a page may be all ASCII. Even, as two bytes may be one character."""
    found = _HIGH.search(data)
    return max(found.start() - _BEFORE, 0) // 4 * 4 if found else 0


def _least_bad(data: bytes, *, where: str) -> str:
    """A legacy encoding with a few bad bytes; else the detector's word; else an error."""
    for encoding in (*_guessed(data), _detected(data)):
        text = data.decode(encoding, errors="replace")
        if _forgiven(text) and _is_text(text) and likeness(text) >= _ENOUGH:
            return text
    raise SourceUnreadable(
        f"{where}: neither text nor a format that is read", hint="read are .txt, .md, .html, .docx and .pdf"
    )


def _detected(data: bytes) -> str:
    name = str(detect_encoding(data[:_SAMPLE]) or "utf-8")
    return name if _known(name) else "utf-8"


def _strict(data: bytes, encoding: str) -> str | None:
    """The text, or None where a byte does not fit; half a character at the end is left out."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except (UnicodeDecodeError, LookupError):
        return None


def _known(encoding: str) -> bool:
    try:
        found = codecs.lookup(encoding)
        return bool(found._is_text_encoding) and found.name not in _NOT_OF_PAGES
    except LookupError:
        return False


def _is_text(text: str) -> bool:
    """False for binary data that happens to be valid in an encoding."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    return controls <= _STRAYS + len(sample) * _CONTROL_SHARE
