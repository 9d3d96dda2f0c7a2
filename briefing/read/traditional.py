"""Furniture taken off a source in Traditional characters, by the same rules as off one in Simplified.

Owns the way there and back: the lines are tidied in Simplified characters, and
what is kept stands again as the source writes it.
"""

from __future__ import annotations

from dataclasses import replace

from briefing.read.draft import Draft, clean, cleaned
from briefing.read.tidy import tidy
from briefing.script import is_traditional, simplified


def tidied(draft: Draft) -> Draft:
    """``draft`` without furniture, in the characters of the source, whichever they are."""
    lines = list(cleaned(draft.blocks))
    source = "\n".join([clean(draft.title), *(line.text for line in lines)])
    if not is_traditional(source):
        return tidy(draft)
    matched = simplified(source)
    title, *texts = matched.split("\n")
    blocks = tuple(replace(line, text=text) for line, text in zip(lines, texts, strict=True))
    found = tidy(replace(draft, title=title, blocks=blocks, source=simplified(draft.source or "") or None))
    given = {simplified(name): name for name in (draft.source, draft.via, draft.author) if name}
    return _as_written(found, matched, source, given=given)


def _as_written(draft: Draft, matched: str, source: str, *, given: dict[str, str]) -> Draft:
    lines = dict(zip(matched.split("\n"), source.split("\n"), strict=True))

    def written(text: str) -> str:
        at = matched.find(text)
        return lines.get(text) or (source[at : at + len(text)] if at >= 0 else text)

    def named(text: str | None) -> str | None:
        return (given.get(text) or " ".join(map(written, text.split(" ")))) if text else None

    return replace(
        draft,
        title=written(draft.title),
        blocks=tuple(replace(block, text=written(block.text)) for block in draft.blocks),
        source=named(draft.source),
        via=named(draft.via),
        author=named(draft.author),
    )
