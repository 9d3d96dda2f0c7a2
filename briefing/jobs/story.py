"""An article as the ledger knows it: hash, fingerprint, digest of its figures, the day it is filed under.

Owns these digests. Knows nothing of what is made of equal ones.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.jobs.layout import Layout
from briefing.jobs.values import ArticleRow
from briefing.read.same import fingerprint
from briefing.values import Article, Reading

_CHINA = ZoneInfo("Asia/Shanghai")


def row_of(reading: Reading, *, source: str, layout: Layout, seen: date) -> ArticleRow:
    """The row an article asks for; its stem is a wish.

    It is filed under the day it was ``seen``: who comes for the morning's files finds
    what the night's articles said too.
    """
    article = reading.article
    return ArticleRow(
        hash=content_hash(article),
        title=article.title or article.name,
        url=article.url or "",
        published=_zoned(article.published),
        source=source,
        stem=layout.stem(article, source=source, day=seen),
        fingerprint=str(fingerprint(article)),
        day=seen,
        figures=_figures(reading),
    )


def content_hash(article: Article) -> str:
    """The same for the same title and text, whatever white space a page or a file puts between."""
    return _digest("".join(article.text.split()))


def _figures(reading: Reading) -> str:
    signatures = sorted(
        "/".join((str(figure.value), str(figure.upper), figure.unit, str(figure.qualifier)))
        for figure in reading.figures
    )
    return _digest("\n".join(signatures))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _zoned(moment: datetime | None) -> datetime | None:
    """A time without a zone is China's."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=_CHINA)
