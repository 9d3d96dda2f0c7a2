"""The target side of a rule: text with slots, optional parts and a verb.

    {name}  {name.form}   a slot in a form (``pl``, ``poss``, ``in`` …)
    {V}                   the rule's verb in the tense the sentence asks for
    [ … ]                 written only where every slot in it is filled
    [!name … ]            written only where ``name`` is not filled

Owns the syntax; what a form means belongs to the writers of each language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from briefing.errors import DataError

_TOKEN = re.compile(r"\{([A-Za-z0-9_*]+)(?:\.([a-z_]+))?\}|(\[(?:!([a-z0-9_]+) ?)?)|(\])|([^{}\[\]]+)")


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Group:
    """An optional part. ``unless`` names a slot whose presence drops it."""

    parts: tuple[Part, ...]
    unless: str = ""


Part = str | Field | Group
Template = tuple[Part, ...]


def parse(text: str, *, where: str) -> Template:
    """The parts of a template. Raises DataError naming ``where``."""
    stack: list[tuple[list[Part], str]] = [([], "")]
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() != at:
            break
        at = match.end()
        name, form, opened, unless, closed, literal = match.groups()
        if opened:
            stack.append(([], unless or ""))
        elif closed:
            if len(stack) == 1:
                raise DataError(f"{where}: unmatched ] in the template {text!r}")
            parts, condition = stack.pop()
            stack[-1][0].append(Group(tuple(parts), condition))
        else:
            stack[-1][0].append(Field(name, form or "") if name else literal)
    if at != len(text) or len(stack) != 1:
        raise DataError(f"{where}: cannot read the template {text!r}")
    return tuple(stack[0][0])


def names(template: Template) -> frozenset[str]:
    """The slots a template speaks of."""
    found: set[str] = set()
    for part in template:
        if isinstance(part, Field):
            found.add(part.name)
        elif isinstance(part, Group):
            found |= names(part.parts) | ({part.unless} if part.unless else set())
    return frozenset(found)


def fill(template: Template, *, present: Collection[str], write: Callable[[Field], str]) -> str:
    """The text, with ``write`` giving each field's words."""
    return "".join(_fill(part, present=present, write=write) for part in template)


def _fill(part: Part, *, present: Collection[str], write: Callable[[Field], str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Field):
        return write(part)
    if part.unless and part.unless in present:
        return ""
    if not _needs(part) <= set(present):
        return ""
    return fill(part.parts, present=present, write=write)


def _needs(group: Group) -> frozenset[str]:
    """The slots directly inside a group; inner groups answer for themselves."""
    return frozenset(p.name for p in group.parts if isinstance(p, Field) and p.name != "V")
