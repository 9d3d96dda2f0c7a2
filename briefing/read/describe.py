"""An article as the JSON that ``briefing read --json`` prints.

Owns the names of its fields. Knows nothing of how the article was read.
"""

from __future__ import annotations

from typing import Any

from briefing.values import Article


def describe(article: Article) -> dict[str, Any]:
    """Title, date (ISO, with the time where one is known, or null), medium, author, paragraphs."""
    return {
        "name": article.name,
        "title": article.title,
        "published": _published(article),
        "source": article.source,
        "via": article.via,
        "author": article.author,
        "url": article.url,
        "sha256": article.sha256,
        "paragraphs": [
            {
                "text": paragraph.text,
                "kind": paragraph.kind,
                "page": paragraph.page,
                "place": paragraph.place or None,
                "start": paragraph.span.start,
                "end": paragraph.span.end,
            }
            for paragraph in article.paragraphs
        ],
    }


def _published(article: Article) -> str | None:
    if article.published is None:
        return None
    return article.published.isoformat() if article.has_time else article.published.date().isoformat()
