"""Whether two articles are the same story under two addresses.

Owns the fingerprint of an article, small enough for a ledger, and how two are
compared. Knows nothing of figures' values and of where articles come from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from briefing.values import Article

Likeness = Literal["same", "changed", "other"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an article to know it again; ``str`` writes it, ``parse`` reads it."""

    digest: str

    def __str__(self) -> str:
        return self.digest

    @classmethod
    def parse(cls, text: str) -> Fingerprint:
        return cls(text)


def fingerprint(article: Article) -> Fingerprint:
    return Fingerprint(hashlib.sha256(article.text.encode()).hexdigest())


def compare(one: Fingerprint, other: Fingerprint) -> Likeness:
    """``same`` story, the same story ``changed`` in a figure or a sentence, or an ``other`` story."""
    return "same" if one == other else "other"


def same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """True for reprints and for one story under two addresses, never for two stories of one series."""
    return compare(one, other) == "same"
