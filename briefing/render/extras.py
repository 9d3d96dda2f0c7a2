"""What a brief may carry besides itself: comments, a reviewer's table, another layout, a house's name, conversions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What is asked for beside the plain brief.

    ``comments`` marks doubtful places in the margin, ``review`` adds a table of
    all findings, ``bilingual`` sets key points and quotations beside their
    Chinese, ``house`` is the author in the document's properties.
    """

    comments: bool = True
    review: bool = False
    bilingual: bool = False
    house: str = ""


PLAIN = Extras()
