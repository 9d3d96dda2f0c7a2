"""Draft → Article: exact offsets, and the refusal of what is no Chinese article.

Owns the limits on an article's length and the test of its language. Knows
nothing of formats and furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from briefing.errors import NotAnArticle, NotChinese, SourceTooLarge
from briefing.read.draft import Block, Draft
from briefing.read.furniture import furniture
from briefing.values import Article, Paragraph, Span

# An article of a paper is 500 to 5,000 characters, an annual report 300,000.
MAX_CHARACTERS = 1_000_000
MIN_CHINESE = 15
# Japanese prose is 40 to 60 % kana, a Chinese report full of Japanese product names 2 %.
_KANA_SHARE = 0.15
# Latin letters to a Chinese character: 0.3 in reports on technology, over 50 in English with Chinese names.
_LATIN_TO_HAN = 4
_ENGLISH_SHARE = 0.12

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile(r"[\u0370-\u06ff\u0900-\u0dff\u0e00-\u0e7f]")


def build(draft: Draft, *, name: str, where: str, data: bytes, url: str | None) -> Article:
    """The article of a tidied draft; ``where`` names the source in messages."""
    lines = ([draft.title] if draft.title else []) + [block.text for block in draft.blocks]
    text = "\n".join(lines)
    require_size(text, where=where)
    require_chinese(text, where=where)
    start = len(draft.title) + 1 if draft.title else 0
    return Article(
        name=name,
        text=text,
        title=draft.title,
        title_span=Span(0, len(draft.title)) if draft.title else None,
        paragraphs=_paragraphs(draft.blocks, start),
        published=draft.published,
        has_time=draft.has_time,
        inferred=draft.inferred,
        source=draft.source,
        via=draft.via,
        author=draft.author,
        url=url,
        sha256=sha256(data).hexdigest(),
    )


def require_size(text: str, *, where: str) -> None:
    """Raises SourceTooLarge for a text that no article has."""
    if len(text) > MAX_CHARACTERS:
        raise SourceTooLarge(
            f"{where}: has {len(text):,} characters of text, more than the limit of {MAX_CHARACTERS:,}",
            hint="cut it into articles and pass them one by one",
        )


def require_chinese(text: str, *, where: str) -> None:
    """Raises NotChinese for another language, NotAnArticle for too little Chinese."""
    han, kana, latin = _count(_HAN, text), _count(_KANA, text), _count(_LATIN, text)
    if kana > (han + kana) * _KANA_SHARE and kana >= 5:
        _refuse(where, "Japanese")
    if _count(_HANGUL, text) > han:
        _refuse(where, "Korean")
    if latin > han * _LATIN_TO_HAN and latin >= 40:
        _refuse(where, "English" if _is_english(text) else "another language")
    if _count(_OTHER, text) > han:
        _refuse(where, "another language")
    if han < MIN_CHINESE:
        raise NotAnArticle(
            f"{where}: has only {han} Chinese characters, too few for an article",
            hint="pass the whole article; a page that is filled by scripts must be saved from the browser first",
        )


def _paragraphs(blocks: Sequence[Block], start: int) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for block in blocks:
        span = Span(start, start + len(block.text))
        found.append(Paragraph(block.text, span, block.kind, block.page, block.place))
        start = span.end + 1
    return tuple(found)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _is_english(text: str) -> bool:
    words = re.findall(r"[a-z]+", text.lower())
    return sum(word in furniture().english for word in words) > len(words) * _ENGLISH_SHARE


def _refuse(where: str, language: str) -> None:
    raise NotChinese(f"{where}: is in {language}, not Chinese", hint="pass the Chinese original")
