"""Text that was read in a wrong encoding and stored so → the text it was.

Owns the two ways in which Chinese UTF-8 is damaged on its way into a page:
taken for Latin letters (æ–°é—») or for GBK (鏂伴椈). Knows nothing of bytes
that were not decoded yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from briefing.errors import SourceUnreadable

# What the bytes 80 to FF are as Latin-1, and as Windows calls those that Latin-1 leaves free.
_WINDOWS = {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_CODES = {chr(code): code for code in range(0x80, 0x100)} | _WINDOWS
_SET = "[" + "".join(map(re.escape, sorted(_CODES))) + "]"
# Two characters in a row prove it; then single ones among digits are mended too.
_RUN, _PROOF = re.compile(_SET + "{3,}"), re.compile(_SET + "{6,}")
# Running Chinese has 0.55 to 0.75 frequent characters; UTF-8 taken for GBK below 0.1.
_FIRST = "äåæçèé"
_RIGHT = 0.4
_WRONG = 0.2
_SAMPLE = 4000
_LEAST = 20
_RUNS = 50


def mended(text: str, likeness: Callable[[str], float], *, where: str) -> str:
    """``text``, with what was stored in a wrong encoding as it was written; unchanged where that proves nothing.

    Raises SourceUnreadable for a text that was damaged so that characters are lost.
    """
    # The first bytes of Chinese characters in UTF-8; looking for them costs nothing.
    if any(char in text for char in _FIRST) and any(
        _from_latin(run.group()) != run.group() for run in islice(_PROOF.finditer(text), _RUNS)
    ):
        text = _RUN.sub(lambda run: _from_latin(run.group()), text)
    return _from_gbk(text, likeness, where=where)


def _from_latin(run: str) -> str:
    try:
        found = bytes(_CODES[char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return run
    return found if all(char > "\xff" or char == "\xa0" for char in found) else run


def _from_gbk(text: str, likeness: Callable[[str], float], *, where: str) -> str:
    wide = re.sub(r"[\x00-\x7f]+", "", text[: _SAMPLE * 20])[:_SAMPLE]
    if len(wide) < _LEAST or likeness(wide) > _WRONG:
        return text
    try:
        found = text.encode("gb18030").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text
    if likeness(found[: _SAMPLE * 20]) < _RIGHT:
        return text
    if "\ufffd" in found:
        raise SourceUnreadable(
            f"{where}: was stored in a wrong encoding, and characters are lost", hint="get the article again"
        )
    return found
