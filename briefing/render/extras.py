"""What a brief may carry besides itself: comments, a reviewer's table, another layout, a house's name, conversions."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.render.forms import OURS, Forms
from briefing.render.rates import Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What is asked for beside the plain brief.

    ``comments`` marks doubtful places in the margin, ``review`` adds a table of
    all findings, ``bilingual`` sets key points and quotations beside their
    Chinese, ``house`` is the author in the document's properties. With
    ``rates`` the amounts of the table are also given converted, those of the
    English brief in ``currency`` (empty: US dollars where the rates have them).
    ``forms`` tells how the template's own ``{{date}}`` is written; the brief
    comes in its form already.
    """

    comments: bool = True
    review: bool = False
    bilingual: bool = False
    house: str = ""
    rates: Rates | None = None
    currency: str = ""
    forms: Forms = OURS


PLAIN = Extras()
