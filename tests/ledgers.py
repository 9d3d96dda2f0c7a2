"""What tests of the ledger stand on: a clock they move, articles that hold nothing but their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from briefing.jobs.values import ArticleRow, BriefRow, Sighting, State

LEASE = timedelta(seconds=60)
NOON = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The clock on the wall, which can be set, and the time that passes, which cannot."""

    wall: datetime = NOON
    passed: float = 0.0

    def now(self) -> datetime:
        return self.wall

    def elapsed(self) -> float:
        return self.passed

    def forward(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.passed += seconds

    def set(self, hours: float) -> None:
        self.wall += timedelta(hours=hours)


def sighting(name: str, **more: object) -> Sighting:
    return Sighting(**{"locator": f"/in/{name}.txt", "source": "in", **more})  # type: ignore[arg-type]


def article(name: str, **more: object) -> ArticleRow:
    fields = {
        "hash": f"hash-{name}",
        "title": name,
        "url": "",
        "published": None,
        "source": "in",
        "stem": f"2026-05-08/{name}",
        "fingerprint": f"story-{name}",
        "day": date(2026, 5, 8),
        "figures": f"figures-{name}",
    }
    return ArticleRow(**{**fields, **more})  # type: ignore[arg-type]


def briefs_of(row: ArticleRow, langs: tuple[str, ...] = ("en", "ja"), **more: object) -> list[BriefRow]:
    return [BriefRow(row.hash, lang, path=f"{row.stem}.{lang}.docx", **more) for lang in langs]  # type: ignore[arg-type]


def states(ledger) -> dict[str, State]:
    return {item.locator: item.state for item in ledger.items(limit=1000)}
