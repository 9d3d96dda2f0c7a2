"""Articles that a page keeps in its scripts → their lines and what is said beside them.

Owns how prose is found in JSON and in strings of a script, whatever they are
called. Knows nothing of single sites: what tells an article is that it is the
longest run of Chinese sentences, and its title and time stand close to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import unquote

from briefing.read.draft import clean
from briefing.read.tree import STOPS, Node

Json = Any

# Shorter prose is a summary, a slogan or a notice.
LEAST = 60
_LEAST_STOPS = 3
_STOP = re.compile(f"[{STOPS}]")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,4000}>")
# Where a value begins in a script: assigned, passed on or all there is. Objects of code have names without quotes.
_BEGINS = re.compile(r"""(?:\A|[=(,]|return)\s{0,40}(?=\{\s{0,40}"|\[\s{0,40}[\[{"])""")
_CALLED = re.compile(r"(?:JSON\.parse|decodeURIComponent|unescape)\(\s{0,9}(?=[\"'])")
# A string ends at its mark, at the line's end or with the script: what was looked at is never looked at again.
_LITERAL = re.compile(
    r"""(?:(?<![\w$])(?P<mark>["']?)(?P<key>[A-Za-z_$][\w$]{0,40})(?P=mark)\s{0,9}[:=]\s{0,9}"""
    r"""(?:[A-Za-z_$.]{1,30}\(\s{0,9})?)?"""
    r"""(?:"(?P<double>[^"\\\n]*+(?:\\.[^"\\\n]*+)*+)["\n]?|'(?P<single>[^'\\\n]*+(?:\\.[^'\\\n]*+)*+)['\n]?"""
    r"""|`(?P<back>[^`\\]*+(?:\\.[^`\\]*+)*+)`?)""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "\n", "v": "\n", "\n": ""}
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_VALUES = 24
_STRINGS = 20_000
_NODES = 200_000
_LEVELS = 3
# The script's own data about an article stand in the objects around its text, not farther out.
_AROUND = 4
_LONGEST_FACT = 200


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of an article found in a script; ``facts`` are the short values around it, the nearest first."""

    pieces: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def is_markup(self) -> bool:
        return any(_TAG.search(piece) for piece in self.pieces)

    @property
    def size(self) -> int:
        return sum(len(_bare(piece)) for piece in self.pieces)

    def fact(self, names: tuple[str, ...]) -> Iterator[str]:
        """Values whose name is one of ``names``, in the order of the names, each the nearest first."""
        for name in names:
            yield from (value for key, value in self.facts if key == name)


def prose_in(root: Node) -> Prose | None:
    """The longest article in the scripts of a page, or None where none holds any."""
    found = [prose for script in root.iter("script") if (prose := _of_script(str(script.text or "")))]
    return max(found, key=lambda prose: prose.size, default=None)


def _of_script(text: str) -> Prose | None:
    text = text.strip()
    if len(text) < LEAST or not _may_hold_chinese(text):
        return None
    if text.startswith(("%7B", "%5B", "%7b", "%5b")):
        text = unquote(text)
    found = [prose for value in _values(text) if (prose := _longest(value))]
    best = max(found, key=lambda prose: prose.size, default=None)
    return best or _of_literals(text)


def _may_hold_chinese(text: str) -> bool:
    return not text.isascii() or "\\u" in text or "\\x" in text or "&#" in text or bool(_PERCENT.search(text[:4000]))


# --- values ----------------------------------------------------------------


def _values(text: str) -> Iterator[Json]:
    """The JSON values of a script, each looked for once."""
    decoder, at, failed = json.JSONDecoder(strict=False), 0, 0
    text = re.sub(r":\s{0,9}undefined\b", ":null", text)
    while failed < _VALUES and (begins := _BEGINS.search(text, at)):
        try:
            value, at = decoder.raw_decode(text, begins.end())
            yield value
        except (ValueError, RecursionError):
            failed, at = failed + 1, begins.end() + 1
    for match in islice(_CALLED.finditer(text), _VALUES):
        literal = _LITERAL.match(text, match.end())
        if literal and (value := _parsed(unquote(_string(literal)))) is not None:
            yield value


def _parsed(text: str) -> Json:
    """The value of a string that is JSON itself, else None."""
    text = text.strip()
    if len(text) < LEAST or text[0] not in "[{":
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _longest(value: Json) -> Prose | None:
    """The longest prose of a value: one string, or a list that holds a paragraph an item."""
    best: tuple[int, tuple[str, ...], tuple[Json, ...]] = (0, (), ())
    stack: list[tuple[Json, tuple[Json, ...], int]] = [(value, (), 0)]
    for _ in range(_NODES):
        if not stack:
            break
        item, around, level = stack.pop()
        if isinstance(item, str):
            if level < _LEVELS and (inner := _parsed(item)) is not None:
                stack.append((inner, around, level + 1))
            elif (weight := _weight(item)) > best[0]:
                best = (weight, (item,), around)
        elif isinstance(item, list):
            pieces = _paragraphs(item)
            if len(pieces) > 1 and (weight := sum(map(_weight, pieces))) > best[0]:
                best = (weight, pieces, around)
            stack.extend((child, around, level) for child in reversed(item))
        elif isinstance(item, dict):
            stack.extend((child, (item, *around[: _AROUND - 1]), level) for child in reversed(item.values()))
    weight, pieces, around = best
    return Prose(pieces, tuple(_facts(around))) if weight else None


def _weight(text: str) -> int:
    """Characters of Chinese prose; 0 for what is none."""
    if len(text) < LEAST // 4 or (text.isascii() and "&#" not in text and not _PERCENT.search(text[:40])):
        return 0
    bare = _bare(text)
    stops = len(_STOP.findall(bare))
    han = sum("\u3400" <= char <= "\u9fff" for char in bare)
    return han if (stops >= 1 and han >= LEAST // 4 and han > len(bare) * 0.3) else 0


def _paragraphs(items: list[Json]) -> tuple[str, ...]:
    """The text of each item that is a paragraph; nothing where the items are articles with titles of their own."""
    pieces: list[str] = []
    for item in items:
        if isinstance(item, str):
            pieces.append(item)
        elif isinstance(item, dict):
            if _is_article(item):
                return ()
            texts = list(_strings(item))
            if texts:
                pieces.append(max(texts, key=len))
    prose = sum(_weight(piece) > 0 for piece in pieces)
    return tuple(pieces) if prose >= max(2, len(pieces) * 0.3) else ()


def _is_article(item: dict[str, Json]) -> bool:
    titles = [key for key, value in item.items() if "title" in key.lower() and isinstance(value, str) and value]
    return bool(titles) and any(isinstance(v, str) and (_weight(v) or v.startswith("http")) for v in item.values())


def _strings(item: dict[str, Json]) -> Iterator[str]:
    """Chinese strings of an item and of the values right inside it."""
    for value in islice(item.values(), 40):
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
        for text in islice(inner, 40):
            if isinstance(text, dict):
                yield from (t for t in islice(text.values(), 40) if isinstance(t, str) and not t.isascii())
            elif isinstance(text, str) and not text.isascii():
                yield text


def _facts(around: tuple[Json, ...]) -> Iterator[tuple[str, str]]:
    """Short values of the objects around a text and of those right inside them, by lower-case name without marks."""
    for thing in around:
        for name, value in thing.items():
            yield from _fact(name, value)
        for name, value in thing.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                value = value[0]
            if isinstance(value, dict) and value not in around:
                for inner, short in islice(value.items(), 60):
                    yield from _fact(name if inner == "name" else inner, short)


def _fact(name: str, value: Json) -> Iterator[tuple[str, str]]:
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        return
    text = clean(unescape(str(value)[: _LONGEST_FACT + 1]))
    if 0 < len(text) <= _LONGEST_FACT:
        yield plain_name(name), text


def plain_name(name: str) -> str:
    """``publish_time`` and ``publishTime`` are one name."""
    return re.sub(r"[_\-:.\s]", "", name).lower()


# --- strings of a script that is no JSON -----------------------------------


def _of_literals(text: str) -> Prose | None:
    """The longest prose among the script's strings, with the strings named beside it."""
    found: list[tuple[str, str]] = []
    for literal in islice(_LITERAL.finditer(text), _STRINGS):
        found.append((literal.group("key") or "", _string(literal)))
    weights = [_weight(value) for _, value in found]
    best = max(range(len(found)), key=weights.__getitem__, default=-1)
    if best < 0 or not weights[best]:
        return None
    inner = _parsed(found[best][1])
    if inner is not None and (prose := _longest(inner)):
        return prose
    near = sorted(range(len(found)), key=lambda at: abs(at - best))
    facts = (fact for at in near[:200] if found[at][0] for fact in _fact(*found[at]))
    return Prose((found[best][1],), tuple(facts))


def _string(literal: re.Match[str]) -> str:
    """What a literal says, its escapes read."""
    text = literal.group("double") or literal.group("single") or literal.group("back") or ""
    return _joined_surrogates(_ESCAPE.sub(_unescaped, text)) if "\\" in text else text


def _unescaped(escape: re.Match[str]) -> str:
    four, two, braced, other = escape.groups()
    if code := four or two or braced:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else ""
    return _ESCAPES.get(other, other)


def _joined_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# --- lines -----------------------------------------------------------------


def _bare(piece: str) -> str:
    return _TAG.sub("", unescape(piece) if "&" in piece else piece)


def markup_of(prose: Prose) -> str:
    """The prose as HTML: tags that were escaped are tags again, line feeds part paragraphs."""
    pieces = [_tagged(piece) for piece in prose.pieces]
    return "<html><body><div>" + "\n".join(pieces) + "</div></body></html>"


def _tagged(piece: str) -> str:
    if "&lt;" in piece and not _TAG.search(piece):
        piece = unescape(piece)
    if _PERCENT.match(piece):
        piece = unquote(piece)
    if _TAG.search(piece):
        return f"<div>{piece}</div>"
    lines = [line for line in re.split(r"[\r\n]+", piece) if clean(line)]
    return "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in lines)
