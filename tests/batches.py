"""A small batch for tests: a folder of articles, a shelf, a ledger; also a program, so that it can be killed."""

from __future__ import annotations

import argparse
import json
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from briefing.jobs.ledger import Ledger
from briefing.jobs.progress import PlainBoard
from briefing.jobs.run import Batch, run_batch
from briefing.jobs.values import Sighting, State
from briefing.jobs.work import Desk
from briefing.settings import Settings
from briefing.values import Article, Reading

POISON = "毒药"


def desk(shelf: Path, engine: str = "embedded") -> Desk:
    return Desk(settings=Settings(engine=engine), shelf=shelf)


def poisoned_desk(shelf: Path, how: str) -> Desk:
    """An article that names poison kills its worker, or holds it for ever."""

    def screen(_source: str, what: Article | Reading) -> str:
        if isinstance(what, Article) and POISON in what.text:
            if how == "kill":
                import os
                import signal

                os.kill(os.getpid(), signal.SIGKILL)
            if how == "fault":
                raise ZeroDivisionError(what.text)
            time.sleep(3600)
        return ""

    return Desk(settings=Settings(engine="embedded"), shelf=shelf, screen=screen)


def found(folder: Path) -> Iterator[Sighting]:
    for path in sorted(folder.glob("*.txt")):
        held = path.stat()
        yield Sighting(str(path), "folder", signature=f"{held.st_size}:{held.st_mtime_ns}")


def batch(home: Path, **more: object) -> Batch:
    """The batch of ``home``: articles in ``in``, briefs in ``shelf``."""
    fields = {
        "name": "test",
        "desk": partial(desk, home / "shelf"),
        "ledger": home / "ledger.db",
        "discover": partial(found, home / "in"),
        "sources": ("folder",),
        "lease": timedelta(seconds=20),
    }
    return Batch(**{**fields, **more})  # type: ignore[arg-type]


def run(home: Path, **more: object):
    """One run of it, here."""
    with Ledger.open(home / "ledger.db") as ledger:
        return run_batch(batch(home, **more), ledger, shown=PlainBoard())


def require_whole(home: Path, count: int) -> None:
    """Every article is on the shelf exactly once, whole, and the ledger says the same."""
    with Ledger.open(home / "ledger.db") as ledger:
        assert ledger.counts() == {State.MADE: count}
        entries = ledger.shelf(limit=count + 1)
        items = {item.article for item in ledger.items(limit=count + 1)}
        assert ledger.holders() == ()
    assert len(entries) == count
    assert {entry.article.hash for entry in entries} == items
    told = sorted(brief.path for entry in entries for brief in entry.briefs)
    shelf = home / "shelf"
    documents = sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*.docx"))
    assert documents == told
    assert len(told) == 2 * count
    for path in documents:
        with zipfile.ZipFile(shelf / path) as package:
            assert package.testzip() is None
    records = list(shelf.rglob("*.brief.json"))
    assert len(records) == count
    assert all(json.loads(path.read_bytes())["schema"] == "briefing/1" for path in records)
    assert {entry.article.version for entry in entries} == {1}


def main() -> int:
    """``python batches.py HOME --processes N``: one run, with the report on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--cluster")
    options = parser.parse_args()
    done = run(options.home, processes=options.processes, cluster=options.cluster)
    sys.stdout.write(done.json() + "\n")
    return done.exit_code


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import batches  # the desk must be known by a name that other processes can import

    sys.exit(batches.main())
