"""Whether an article costs the ledger the same, however much it already holds.

    python benchmarks/ledger.py                          # 100, 10,000 and 1,000,000 rows
    python benchmarks/ledger.py --rows 100 10000 --articles 400 --rounds 5

A ledger of each size is filled by plain inserts, seven in ten made with two briefs each, the rest skipped. Then
articles go their way through it: seen, claimed, begun, made. The ledgers take turns, so that a busy machine
slows all of them; told is the median over all articles, and its ratio to that of the smallest.
Ends with 1 where the largest takes more than 1.2 times as long as the smallest.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from briefing.jobs.ledger import Ledger, schema
from briefing.jobs.values import ArticleRow, BriefRow, Sighting

MOST = 1.2
LEASE = timedelta(seconds=60)
AT_ONCE = 20_000
MOMENT = 1_700_000_000_000


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def filled(path: Path, rows: int) -> None:
    """A ledger with ``rows`` items that have ended."""
    Ledger.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    numbers = iter(range(rows))
    while some := list(islice(numbers, AT_ONCE)):
        made = [number for number in some if number % 10 < 7]
        with engine.begin() as connection:
            connection.execute(insert(schema.item), list(map(item, some)))
            if made:
                connection.execute(insert(schema.article), list(map(article, made)))
                connection.execute(insert(schema.anchor), [row for number in made for row in marks(number)])
                connection.execute(insert(schema.brief), [row for number in made for row in briefs(number)])
    engine.dispose()


def item(number: int) -> dict[str, Any]:
    locator = f"https://example.com/news/{number}.html"
    made = number % 10 < 7
    return {
        "id": digest(f"id-{number}")[:32],
        "key": digest(locator),
        "locator": locator,
        "source": f"feed-{number % 30}",
        "title": f"article {number}",
        "state": "made" if made else "skipped",
        "rule": "" if made else "repeat",
        "article": digest(f"article-{number}") if made else "",
        "first_seen": MOMENT + number,
        "changed": MOMENT + number,
        "attempts": 1,
        "run": f"run-{number // 1000}",
    }


def article(number: int) -> dict[str, Any]:
    stem = f"2026-05-08/article-{number}"
    return {
        "hash": digest(f"article-{number}"),
        "title": f"article {number}",
        "url": f"https://example.com/news/{number}.html",
        "seq": number + 1,
        "source": f"feed-{number % 30}",
        "stem": stem,
        "stem_key": stem,
        "fingerprint": digest(f"story-{number}") * 11,  # as long as that of an article of sixty clauses
        "day": str(date(2020, 1, 1) + timedelta(days=number // 500)),
        "figures": digest(f"figures-{number}"),
        "version": 1,
        "supersedes": "",
        "changes": "[]",
    }


def marks(number: int) -> Iterator[dict[str, Any]]:
    """Ten marks of an article; every thousandth opens with the same words."""
    for place in range(10):
        shared = place == 0 and number % 1000 == 0
        yield {"mark": place if shared else int(digest(f"mark-{number}-{place}")[:8], 16), "article": number + 1}


def briefs(number: int) -> Iterator[dict[str, Any]]:
    for lang in ("en", "ja"):
        yield {
            "article": digest(f"article-{number}"),
            "lang": lang,
            "recipe": "",
            "item": digest(f"id-{number}")[:32],
            "state": "made",
            "path": f"2026-05-08/article-{number}.{lang}.docx",
            "made": MOMENT + number,
        }


def one(ledger: Ledger, name: str) -> float:
    """Seconds that one article's way through the ledger takes."""
    row = ArticleRow(
        hash=digest(name),
        title=name,
        url="",
        published=None,
        source="feed-1",
        stem=f"2026-05-09/{name}",
        fingerprint=digest("story" + name),
        day=date(2026, 5, 9),
        figures=digest("figures" + name),
    )
    began = time.perf_counter()
    ledger.see([Sighting(f"https://example.com/new/{name}", "feed-1")])
    [claimed] = ledger.claim("bench", lease=LEASE)
    order = ledger.begin(claimed.id, row, ("en", "ja"), worker="bench")
    if order is None:
        raise SystemExit("the claim was lost")
    done = [BriefRow(row.hash, lang, path=f"{order.stem}.{lang}.docx") for lang in order.langs]
    ledger.stage(claimed.id, "files", worker="bench")
    ledger.made(claimed.id, done, worker="bench")
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100, 10_000, 1_000_000])
    parser.add_argument("--articles", type=int, default=200, help="articles a round and ledger")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    times: dict[int, list[float]] = {rows: [] for rows in options.rows}
    with tempfile.TemporaryDirectory() as folder:
        ledgers = {}
        for rows in options.rows:
            filled(Path(folder) / f"{rows}.db", rows)
            ledgers[rows] = Ledger.open(Path(folder) / f"{rows}.db")
            for number in range(20):  # the first statements of a connection are compiled
                one(ledgers[rows], f"warm-{number}")
        for number in range(options.rounds * options.articles):
            for rows, ledger in ledgers.items():
                times[rows].append(one(ledger, f"r{number}"))
        for ledger in ledgers.values():
            ledger.close()
    first = statistics.median(times[options.rows[0]])
    print(f"{'rows':>10} {'median ms':>10} {'ratio':>6}")
    for rows in options.rows:
        median = statistics.median(times[rows])
        print(f"{rows:>10,} {median * 1000:>10.3f} {median / first:>6.2f}")
    return 0 if statistics.median(times[options.rows[-1]]) / first <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
