"""Whether two articles of the ledger tell one story.

Owns how the fingerprints that were written down are compared, and the marks
under which they are found. Knows nothing of SQL nor of what is then made.
"""

from __future__ import annotations

import hashlib

from briefing.jobs.values import ArticleRow
from briefing.read.same import Fingerprint, Likeness, compare

__all__ = ["Likeness", "anchors", "likeness"]


def anchors(fingerprint: str) -> frozenset[int]:
    """Marks of a fingerprint: two articles of one story share one. One in another form is its own only mark."""
    parsed = _parsed(fingerprint)
    if parsed is not None:
        return parsed.anchors
    return frozenset({int.from_bytes(hashlib.sha256(fingerprint.encode()).digest()[:4])} if fingerprint else ())


def likeness(known: ArticleRow, new: ArticleRow) -> Likeness:
    """``same`` for a reprint, ``changed`` for one story with other figures, else ``other``."""
    if not known.fingerprint or not new.fingerprint:
        return "other"
    if known.fingerprint == new.fingerprint:
        return "same" if known.figures == new.figures else "changed"
    one, other = _parsed(known.fingerprint), _parsed(new.fingerprint)
    return "other" if one is None or other is None else compare(one, other)


def _parsed(fingerprint: str) -> Fingerprint | None:
    try:
        return Fingerprint.parse(fingerprint)
    except ValueError:
        return None
