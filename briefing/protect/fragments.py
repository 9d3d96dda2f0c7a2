"""English that is no sentence: a noun with a relative clause behind it, as models make of items of a list.

output.fragment   the main clause has no verb

Owns that test. A finite verb is looked for outside relative and participial
clauses, by its form; a few nouns in -s and -ed may pass for one, so that the
test rather misses a fragment than refuses a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.values import Finding, Severity, Span

# Without a comma before it a relative clause has no end that could be seen.
_RELATIVE = re.compile(r",\s(?:which|where|whose|who|whom)\b[^,;:]*", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|"
    r"[a-z]+ed|[a-z]{3,}s|rose|fell|grew|shrank|sank|made|said|saw|held|led|won|lost|sold|bought|built|began|became|came|"
    r"went|took|gave|got|set|cut|hit|put|shut|hurt|quit|split|spread|cost|beat|read|kept|left|found|lay|rang|struck|met|paid|sent|spent|stood|told|thought|wrote|brought|drew|drove|"
    r"ran|rise|fall|grow|remain|account|include|reach|show|continue|expect|plan|say|want|need|make|take|see)\b|['’](?:s|re|ve|ll|d)\s"
)


def fragments(text: str) -> Iterator[Finding]:
    """The finding for a text without a main clause."""
    main = _RELATIVE.sub("", text)
    if main != text and not _VERB.search(main[1:]):
        yield Finding(
            "output.fragment", Severity.ERROR, "no sentence: its main clause has no verb", target=Span(0, len(text))
        )
