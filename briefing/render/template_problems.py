"""Everything that keeps a Word document from being a template, in plain words.

Owns the reasons to refuse one that opens in Word: placeholders missing,
misspelt, doubled or where they cannot work, styles missing or of the wrong
kind, drafts that clients must not see. Knows nothing of how places are filled.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing.render.stories import W, placed_paragraphs, story_roots, text_of, texts_apart
from briefing.render.template_names import (
    ALL_BLOCKS,
    BLOCKS,
    OTHER_FORMS,
    PLACEHOLDER,
    PLACEHOLDERS,
    STYLES,
    braced,
    section_of,
)

if TYPE_CHECKING:
    from docx.document import Document

# {headline}, {{headline}, ｛｛headline｝｝ and the like; folded to plain letters before it is compared.
BRACED = re.compile(r"[{｛]+\s*([^{}｛｝]{1,30}?)\s*[}｝]+")
LIKE = 0.6  # of difflib: partys and parties, source and sources; not date and data_room
FETCHING = re.compile(r"^\s*(INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|IMPORT)\b", re.I)
TRACKED = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "numberingChange",
)


def template_problems(document: Document) -> list[str]:
    """What is wrong with a template, most telling first; empty if nothing."""
    return [*_placeholder_problems(document), *_style_problems(document), *_draft_problems(document)]


# --- placeholders ------------------------------------------------------------


def _placeholder_problems(document: Document) -> Iterator[str]:
    seen: Counter[str] = Counter()
    strange: dict[str, str] = {}
    for where, paragraph in placed_paragraphs(document):
        text = text_of(paragraph)
        for found in BRACED.finditer(text):
            name = found[1]
            if name in PLACEHOLDERS and PLACEHOLDER.fullmatch(found[0]):
                seen[name] += 1
                yield from _place_problems(name, where, alone=text.strip() == found[0])
            elif PLACEHOLDER.fullmatch(found[0]) or meant(name):
                strange[found[0]] = meant(name)
    for kind, text in texts_apart(document):
        for name in PLACEHOLDER.findall(text):
            yield f"the placeholder {braced(name)} stands in a {kind}, where nothing is filled"
    for text, name in strange.items():
        yield f"unknown placeholder {text}" + (f"; did you mean {braced(name)}?" if name else "")
    yield from _count_problems(seen, {section_of(name) for name in strange.values()})


def _place_problems(name: str, where: str, *, alone: bool) -> Iterator[str]:
    if name not in ALL_BLOCKS:
        return
    if where != "body":
        hint = ": use a table cell instead" if where == "text box" else ""
        yield f"the placeholder {braced(name)} stands in a {where}, where a section cannot be set{hint}"
    elif not alone:
        yield f"the placeholder {braced(name)} must stand alone in its paragraph"


def _count_problems(seen: Counter[str], misspelt: set[str]) -> Iterator[str]:
    for name in BLOCKS:
        forms = [name, *(form for form, of in OTHER_FORMS.items() if of == name)]
        used = [form for form in forms if seen[form]]
        if not used and name not in misspelt:
            yield f"the placeholder {braced(name)} is missing"
        elif len(used) > 1:
            yield f"{' and '.join(map(braced, used))} say the same: keep one"
    for name in sorted(ALL_BLOCKS):
        if seen[name] > 1:
            yield f"the placeholder {braced(name)} stands {seen[name]} times"


def meant(name: str) -> str:
    """The placeholder somebody most likely meant; empty if it is like none."""
    plain = re.sub(r"[\s\-]+", "_", unicodedata.normalize("NFKC", name).casefold().strip())
    near = difflib.get_close_matches(plain, PLACEHOLDERS, n=1, cutoff=LIKE)
    return near[0] if near else ""


# --- styles ------------------------------------------------------------------


def _style_problems(document: Document) -> Iterator[str]:
    have = {
        name.get(f"{W}val", ""): style.get(f"{W}type", "paragraph")
        for style in document.styles.element.iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }
    wanted = {name: kind for kind, names in STYLES.items() for name in names}
    spare = [name for name in have if name not in wanted]
    for name, kind in wanted.items():
        if name in have and have[name] != kind:
            yield f"the style “{name}” is a {have[name]} style here, and must be a {kind} style"
        elif name not in have:
            near = difflib.get_close_matches(name, spare, n=1, cutoff=LIKE)
            yield f"the {kind} style “{name}” is missing" + (f"; was “{near[0]}” renamed from it?" if near else "")


# --- what a client must not get ----------------------------------------------


def _draft_problems(document: Document) -> Iterator[str]:
    roots = list(story_roots(document))
    changes = sum(1 for root in roots for _ in root.iter(*(f"{W}{tag}" for tag in TRACKED)))
    if changes:
        yield f"it holds tracked changes ({changes}), which clients would see: accept or reject all of them"
    comments = sum(1 for root in roots for _ in root.iter(f"{W}commentReference"))
    if comments:
        yield f"it holds comments ({comments}), which clients would see: delete them"
    for root in roots:
        for code in root.iter(f"{W}instrText"):
            if found := FETCHING.match(code.text or ""):
                yield f"it holds the field {found[1].upper()}, which would fetch another file: replace it by its result"
        if next(root.iter(f"{W}altChunk"), None) is not None:
            yield "it holds an inserted file (altChunk): open it in Word and save it again"
