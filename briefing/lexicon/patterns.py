"""The Chinese side of a rule: a small pattern language, expanded into flat sequences.

    {name:cat}          a slot; ``{name:cat|cat.key=value}`` takes any of them
    {*:cat}             a slot whose own slots become the rule's
    (甲|乙|丙)           one of these words
    [ … ]               may be left out
    everything else     stands as written; （ ） stand for the brackets of the text

Owns the pattern syntax and its lint; knows nothing of texts or of what a
category means. Source of the idea: slot grammars (DESIGN, embedded engine).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product

from briefing.errors import DataError

MERGE = "*"
_MAX_VARIANTS = 96

_TOKEN = re.compile(r"\{([^{}]*)\}|\(([^()]*)\)|([\[\]])|([^\[\](){}]+)")


@dataclass(frozen=True, slots=True)
class Words:
    """One of several literal words."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """A slot: which categories it takes, and which attribute values (all must hold)."""

    name: str
    cats: tuple[str, ...]
    attrs: tuple[tuple[str, frozenset[str]], ...] = field(default=())


Element = Words | Want


def expand(pattern: str, *, where: str) -> tuple[tuple[Element, ...], ...]:
    """Every sequence the pattern stands for. Raises DataError naming ``where``."""
    tokens = _tokens(pattern, where=where)
    variants, rest = _sequence(tokens, where=where)
    if rest:
        raise DataError(f"{where}: unmatched ] in {pattern}")
    if len(variants) > _MAX_VARIANTS:
        raise DataError(f"{where}: {len(variants)} variants", hint="split the rule: fewer optional parts")
    if any(not variant for variant in variants):
        raise DataError(f"{where}: the pattern may match nothing")
    return tuple(dict.fromkeys(variants))


def optional_words(pattern: str) -> tuple[str, ...]:
    """Literal words that stand inside optional parts: what a reading could silently skip."""
    found: list[str] = []
    depth = 0
    for match in _TOKEN.finditer(pattern):
        _, words, bracket, literal = match.groups()
        if bracket:
            depth += 1 if bracket == "[" else -1
        elif depth and (words or literal):
            found.extend(words.split("|") if words else [literal])
    return tuple(found)


def _tokens(pattern: str, *, where: str) -> list[Element | str]:
    found: list[Element | str] = []
    at = 0
    for match in _TOKEN.finditer(pattern):
        if match.start() != at:
            raise DataError(f"{where}: cannot read the pattern at {pattern[at:]!r}")
        at = match.end()
        slot, words, bracket, literal = match.groups()
        if bracket:
            found.append(bracket)
        elif slot is not None:
            found.append(_want(slot, where=where))
        else:
            written = words if words is not None else literal
            found.append(Words(tuple(written.replace("（", "(").replace("）", ")").split("|"))))
    if at != len(pattern):
        raise DataError(f"{where}: cannot read the pattern at {pattern[at:]!r}")
    return found


def _want(text: str, *, where: str) -> Want:
    name, colon, cats = text.partition(":")
    if not colon or not name or not cats:
        raise DataError(f"{where}: a slot is written {{name:category}}, not {{{text}}}")
    names, attrs = [], []
    for choice in cats.split("|"):
        cat, *conditions = choice.split(".")
        names.append(cat)
        attrs += [_condition(c, where=where) for c in conditions]
    return Want(name, tuple(names), tuple(attrs))


def _condition(text: str, *, where: str) -> tuple[str, frozenset[str]]:
    key, equals, values = text.partition("=")
    if not equals:
        raise DataError(f"{where}: a condition is written key=value, not {text!r}")
    return key, frozenset(values.split("/"))


def _sequence(tokens: list[Element | str], *, where: str) -> tuple[list[tuple[Element, ...]], list[Element | str]]:
    """Variants up to the bracket that closes this level, and the tokens after it."""
    parts: list[list[tuple[Element, ...]]] = []
    rest = tokens
    while rest:
        head, rest = rest[0], rest[1:]
        if head == "]":
            return _combine(parts), ["]", *rest]
        if head == "[":
            inner, rest = _sequence(rest, where=where)
            if not rest:
                raise DataError(f"{where}: a [ is never closed")
            rest = rest[1:]
            parts.append([(), *inner])
        elif not isinstance(head, str):
            parts.append([(head,)])
    return _combine(parts), []


def _combine(parts: list[list[tuple[Element, ...]]]) -> list[tuple[Element, ...]]:
    return [tuple(element for piece in choice for element in piece) for choice in product(*parts)]
