"""What the ledger says, for a person and for a program.

Owns the lines and the JSON of ``briefing batch status``. Knows nothing of SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from briefing.jobs.ledger import Ledger
from briefing.jobs.values import Item, RunRow, State

SCHEMA = "briefing.batch-status/1"
# How people call the states, in the order of work.
WORDS = {
    State.SEEN: "waiting",
    State.CLAIMED: "in work",
    State.MADE: "made",
    State.SKIPPED: "skipped",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
}
_RUNS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which sources the ledger is asked, and in which zone its times are told."""

    sources: Sequence[str]
    zone: tzinfo


def status_lines(ledger: Ledger, asked: Asked, *, shown: int) -> Iterator[str]:
    """Counts by source, the latest runs, and what failed with its reason; the first ``shown`` of those."""
    counts = ledger.by_source(asked.sources)
    total = sum(counts.values(), Counter[State]())
    yield ", ".join(f"{total[state]:,} {word}" for state, word in WORDS.items() if total[state]) or "nothing seen yet"
    if len(asked.sources) > 1 and total:
        yield from _by_source(counts, asked.sources, [state for state in WORDS if total[state]])
    if others := ledger.counts(jobs=False).total() - sum(total.values()):
        yield f"{others:,} more places are of sources that this configuration does not name"
    yield from (_run_line(run, asked.zone) for run in ledger.runs(limit=_RUNS))
    yield from _failures(ledger, counts, asked.sources, shown)


def _by_source(counts: Mapping[str, Counter[State]], sources: Sequence[str], states: Sequence[State]) -> Iterator[str]:
    width = max(map(len, (*sources, "source")))
    yield "  ".join(("source".ljust(width), *(f"{WORDS[state]:>9}" for state in states)))
    for source in sources:
        held = counts.get(source, Counter())
        yield "  ".join((source.ljust(width), *(f"{held[state]:>9,}" for state in states)))


def _failures(
    ledger: Ledger, counts: Mapping[str, Counter[State]], sources: Sequence[str], shown: int
) -> Iterator[str]:
    left = sum(held[State.FAILED] for held in counts.values())
    for item in _failed(ledger, sources, shown):
        left -= 1
        yield f"failed: {item.source}: {_told(item)}"
        if item.hint:
            yield f"        hint: {item.hint}"
    if left:
        yield f"and {left:,} more; briefing batch export has them all"


def _failed(ledger: Ledger, sources: Sequence[str], limit: int) -> Iterator[Item]:
    for source in sources:
        found = ledger.items(state=State.FAILED, source=source, limit=limit)
        limit -= len(found)
        yield from found
        if limit <= 0:
            return


def _told(item: Item) -> str:
    """The reason, which names the place as a rule."""
    return item.reason if item.locator in item.reason else f"{item.locator}: {item.reason}"


def status_table(ledger: Ledger, asked: Asked) -> dict[str, object]:
    """The same as JSON, with every failure."""
    counts = ledger.by_source(asked.sources)
    total = sum(counts.values(), Counter[State]())
    return {
        "schema": SCHEMA,
        "counts": {state.value: total[state] for state in State},
        "sources": [
            {"source": source, **{state.value: counts.get(source, Counter())[state] for state in State}}
            for source in asked.sources
        ],
        "runs": [_run_table(run) for run in ledger.runs()],
        "failed": [_item_table(item) for item in _failed(ledger, asked.sources, max(total[State.FAILED], 1))],
    }


def _run_line(run: RunRow, zone: tzinfo) -> str:
    ended = f"{_minute(run.ended, zone)}, {run.outcome}" if run.ended else "not ended"
    return (
        f"run of {run.name or 'a batch'}: {_minute(run.started, zone)} to {ended}: "
        f"{run.made} made, {run.failed} failed, {run.skipped} skipped"
    )


def _run_table(run: RunRow) -> dict[str, object]:
    return {
        "id": run.id,
        "name": run.name,
        "started": run.started.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "outcome": run.outcome,
        "made": run.made,
        "failed": run.failed,
        "skipped": run.skipped,
    }


def _item_table(item: Item) -> dict[str, object]:
    keys = ("source", "locator", "title", "reason", "hint", "attempts")
    return {key: getattr(item, key) for key in keys}


def _minute(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
