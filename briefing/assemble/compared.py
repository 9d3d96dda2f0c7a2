"""With which month a line's change is compared where its own clause names none: 7月交付3万辆，环比下降5%.

Owns that a sentence which names one month and no other time compares with the month before it. Says nothing of the
line's own time, which stays with its source.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.values import Fact, Reading

# Another stretch of time in the sentence, read as a time or not.
_OTHER_STRETCH = re.compile("[周旬日季年]")


def by_its_month(fact: Fact, reading: Reading) -> Fact:
    """The fact, its changes by the month where its sentence tells of one month only."""
    if "period" in fact.slots or "_period" in fact.slots or "comp" not in fact.slots:
        return fact
    sentence = next((s for s in reading.sentences if s.holds(fact.span)), None)
    if sentence is None:
        return fact
    told = [p for p in reading.periods if sentence.holds(p.span)]
    before = sentence.of(reading.article.text)[: fact.span.end - sentence.start]
    if (
        not told
        or _OTHER_STRETCH.search(before)
        or any(p.form != "month" for p in told)
        or len({p.text for p in told}) != 1
    ):
        return fact
    if told[0].span.start > fact.span.end:
        return fact
    return replace(fact, slots={**fact.slots, "_period": told[0]})


__all__ = ["by_its_month"]
