"""What a run did: for people, for programs, and as an exit code.

Owns the words of the summary and the form ``briefing.batch-report/1``:

    {"schema", "run", "name", "started", "ended", "seconds", "outcome", "trouble",
     "made", "failed", "skipped", "waiting", "failed_before", "seen",
     "sources":  [{"source", "made", "failed", "skipped"}],
     "failures": [{"source", "locator", "title", "reason", "hint"}],
     "problems": [{"source", "reason", "hint"}],
     "versions": [{"title", "version", "changes"}]}

``outcome`` is ``done``, ``limit``, ``stopped`` (as was asked), ``trouble`` (then
it says what) or ``dry run`` (then ``seen`` tells what would be read). Knows
nothing of how the work went on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from briefing.console import located
from briefing.errors import BriefingError
from briefing.jobs.sources import Problem
from briefing.jobs.values import ArticleRow, Item, State
from briefing.render import write_atomic

SCHEMA = "briefing.batch-report/1"
DONE, LIMIT, STOPPED, TROUBLE, DRY_RUN = "done", "limit", "stopped", "trouble", "dry run"
# Failures and places named in the summary; all of them are in the report.
SHOWN = 20
_ENDS = (State.MADE, State.FAILED, State.SKIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run, over."""

    run: str
    name: str
    started: datetime
    ended: datetime
    seconds: float
    outcome: str
    ends: Mapping[str, Counter[State]] = field(default_factory=dict)
    failures: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: tuple[ArticleRow, ...] = ()
    waiting: int = 0
    failed_before: int = 0
    seen: int = 0
    would_read: tuple[str, ...] = ()
    trouble: BriefingError | None = None

    def count(self, state: State) -> int:
        return sum(ends[state] for ends in self.ends.values())

    @property
    def exit_code(self) -> int:
        """1 where something of this run failed, a source could not be looked at, or it could not go on."""
        return 1 if self.trouble or self.problems or self.count(State.FAILED) else 0

    def json(self) -> str:
        return json.dumps(self._table(), ensure_ascii=False, sort_keys=True)

    def write(self, path: Path) -> None:
        write_atomic(path, (json.dumps(self._table(), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode())

    def lines(self) -> Iterator[str]:
        """The summary as text."""
        if self.outcome == DRY_RUN:
            yield from self._would_be()
            return
        yield self._headline()
        if len(self.ends) > 1:
            yield from self._by_source()
        for row in self.versions[:SHOWN]:
            yield f"version {row.version}: {row.title}: {'; '.join(row.changes) or 'no figure changed'}"
        for item in self.failures[:SHOWN]:
            yield f"failed: {item.reason if item.locator in item.reason else f'{item.locator}: {item.reason}'}"
        if (more := len(self.failures) - SHOWN) > 0:
            yield f"failed: {more} more; see briefing batch status"
        if self.failed_before:
            yield f"failed in earlier runs: {self.failed_before}; see briefing batch status, then briefing batch retry"

    def _headline(self) -> str:
        counts = ", ".join(f"{self.count(state)} {state}" for state in _ENDS)
        rate = self.count(State.MADE) / self.seconds if self.seconds else 0.0
        line = f"{self.name or 'batch'}: {counts} in {spoken(self.seconds)} ({rate:.1f} articles a second)"
        how = {DONE: "", LIMIT: "; stopped at the limit", STOPPED: "; stopped as asked", TROUBLE: "; could not go on"}
        return line + how.get(self.outcome, "") + (f"; {self.waiting} wait" if self.waiting else "")

    def _by_source(self) -> Iterator[str]:
        width = max(len(source) for source in self.ends)
        yield "  ".join(("source".ljust(width), *(f"{state:>8}" for state in _ENDS)))
        for source, ends in self.ends.items():
            yield "  ".join((source.ljust(width), *(f"{ends[state]:>8}" for state in _ENDS)))

    def _would_be(self) -> Iterator[str]:
        queue = f", and {self.waiting} that wait in the queue" if self.waiting else ""
        yield f"{self.name or 'batch'}: would read {self.seen} new places{queue}; nothing was changed"
        yield from self.would_read[:SHOWN]
        if (more := self.seen - SHOWN) > 0:
            yield f"and {more} more"

    def _table(self) -> dict[str, object]:
        return {
            "schema": SCHEMA,
            "run": self.run,
            "name": self.name,
            "started": self.started.isoformat(),
            "ended": self.ended.isoformat(),
            "seconds": round(self.seconds, 3),
            "outcome": self.outcome,
            "trouble": None if self.trouble is None else located(self.trouble, ""),
            **{state.value: self.count(state) for state in _ENDS},
            "waiting": self.waiting,
            "failed_before": self.failed_before,
            "seen": self.seen,
            "sources": [{"source": s, **{e.value: ends[e] for e in _ENDS}} for s, ends in self.ends.items()],
            "failures": [
                {"source": i.source, "locator": i.locator, "title": i.title, "reason": i.reason, "hint": i.hint}
                for i in self.failures
            ],
            "problems": [
                {"source": p.source, "reason": located(p.error, p.source), "hint": p.error.hint} for p in self.problems
            ],
            "versions": [{"title": v.title, "version": v.version, "changes": list(v.changes)} for v in self.versions],
        }


def spoken(seconds: float) -> str:
    """``2 min 14 s``."""
    whole = round(seconds)
    if whole < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
