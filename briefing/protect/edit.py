"""The small things an editor changes in every text: spaces, quotation marks, list letters, doubled words.

Owns house style that needs no knowledge of the source; changes no figure and no name.
"""

from __future__ import annotations

import re

from briefing.values import Lang

_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"^\s*\(?[a-z]\)\s+", ""),  # "(b) A 50 per cent reduction": list letters that models invent
        (r"^(?:And|But|So)\s+(?=[a-z])", ""),
        (r"\s+", " "),
        (r"\s+([,.;:!?%)\]])", r"\1"),
        (r"([(\[])\s+", r"\1"),
        (r"\bper cent\b", "percent"),
        (r"(\d)\s+percent\b(?!age)", r"\1%"),
        (r"\bR\s&\sD\b", "R&D"),
        (r"\bthe United States dollar\b", "the US dollar"),
        (r"\b(\w+)( \1\b)+(?<!that that)(?<!had had)", r"\1"),
        (r"\b(\w+)/\1\b", r"\1"),
        (r"\.{2,}$", "."),
        (r"([.!?])([”\"]?)\.$", r"\1\2"),
        (r"[;,]$", "."),
    )
)
_JAPANESE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"[ \t]+(?=[ぁ-ヿ㐀-鿿、。])|(?<=[ぁ-ヿ㐀-鿿、。])[ \t]+", ""),
        (r"､", "、"),
        (r"｡", "。"),
        (r"，(?=[^\d])", "、"),
        (r"(?<=\d)％", "%"),
        (r"。{2,}", "。"),
    )
)


# 我国 is China to a reader abroad; what people say in quotation marks stays theirs.
_OURS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"\b[Oo]ur country['’]s\b", "China's"),
        (r"\b[Oo]ur country\b", "China"),
        (r"\b[Oo]ur\b(?! (?:company|group|newspaper|reporter))", "China's"),
        (r"\b[Ww]e have\b", "China has"),
    )
)


def edited(text: str, lang: Lang, source: str = "") -> str:
    """``text`` as the house prints it; ``source`` is the Chinese behind it."""
    if lang == "en" and "我国" in source and not re.search(r"[“\"]", text):
        for pattern, form in _OURS:
            text = pattern.sub(form, text)
    for pattern, form in _ENGLISH if lang == "en" else _JAPANESE:
        text = pattern.sub(form, text)
    text = text.strip()
    return text[:1].upper() + text[1:] if lang == "en" else text
