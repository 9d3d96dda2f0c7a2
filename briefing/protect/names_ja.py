"""Known names in an engine's Japanese: in our form, left in Chinese characters and put right, or missing.

Japanese text often keeps a Chinese name as it stands; then exactly one reading
is possible, and the name is put into the form used in Japan. Owns that repair.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.lexicon.characters import to_japanese
from briefing.lexicon.terms import Lexicon
from briefing.protect.names_en import Named
from briefing.values import Entity


def mend(text: str, source: str, entities: Sequence[Entity], lexicon: Lexicon, *, start: int = 0) -> Named:
    """``text`` with the names of ``entities`` in their Japanese forms."""
    said: list[Entity] = []
    wrong: list[Entity] = []
    replaced: list[tuple[str, str]] = []
    for entity in sorted(_distinct(entities), key=lambda e: -len(e.zh)):
        kept = (entity.zh, to_japanese(entity.zh) or "")
        form = next((f for f in kept if f and f != entity.ja and f in text), "")
        if entity.ja in text or any(entity.ja in other.ja for other in said):
            said.append(entity)
        elif form:
            text = text.replace(form, entity.ja)
            replaced.append((form, entity.ja))
            said.append(entity)
        else:
            wrong.append(entity)
    return Named(text, tuple(said), (), tuple(wrong), (), tuple(replaced))


def _distinct(entities: Sequence[Entity]) -> list[Entity]:
    first: dict[str, Entity] = {}
    for entity in entities:
        if entity.certain and entity.ja and entity.kind != "media":
            first.setdefault(entity.ja, entity)
    return list(first.values())
