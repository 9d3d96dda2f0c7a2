"""What the ledger says, for a person and for a program.

Owns the lines and the JSON of ``briefing batch status``. Knows nothing of SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from briefing.jobs.ledger import Ledger
from briefing.jobs.values import Item, RunRow, State

SCHEMA = "briefing-batch-status/1"
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


def status_lines(ledger: Ledger, *, shown: int) -> Iterator[str]:
    """Counts, the latest runs, and what failed with its reason; the first ``shown`` of those."""
    counts = ledger.counts()
    yield ", ".join(f"{counts[state]:,} {word}" for state, word in WORDS.items() if counts[state]) or "nothing seen yet"
    yield from map(_run_line, ledger.runs(limit=_RUNS))
    failed = ledger.items(state=State.FAILED, limit=shown)
    for item in failed:
        yield f"failed: {item.source}: {item.locator}"
        yield f"    {item.reason}" + (f" (hint: {item.hint})" if item.hint else "")
    if counts[State.FAILED] > len(failed):
        yield f"and {counts[State.FAILED] - len(failed):,} more; briefing batch export has them all"


def status_table(ledger: Ledger) -> dict[str, object]:
    """The same as JSON, with every failure."""
    counts = ledger.counts()
    return {
        "schema": SCHEMA,
        "counts": {state.value: counts[state] for state in State},
        "runs": [_run_table(run) for run in ledger.runs()],
        "failed": [_item_table(item) for item in ledger.items(state=State.FAILED, limit=max(counts[State.FAILED], 1))],
    }


def _run_line(run: RunRow) -> str:
    ended = f"ended {_minute(run.ended)}" if run.ended else "not ended"
    return (
        f"run {run.id}: started {_minute(run.started)}, {ended}"
        f"{f' ({run.outcome})' if run.outcome else ''}: {run.made} made, {run.failed} failed, {run.skipped} skipped"
    )


def _run_table(run: RunRow) -> dict[str, object]:
    return {
        "id": run.id,
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


def _minute(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")
