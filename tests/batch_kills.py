"""A batch that is killed again and again: the routine behind the tests and the benchmark of it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from batches import require_whole
from made_articles import write_articles

ROOT = Path(__file__).resolve().parent.parent
# Loading takes a second or two; a kill before anything is claimed proves little.
LOADED_SECONDS = 60.0


@dataclass(frozen=True)
class Plan:
    """``kills`` times, ``runners`` programs on one ledger; each time the whole group of one or only its driver dies."""

    articles: int
    kills: int
    runners: int = 1
    processes: int = 2
    cluster: str | None = None
    seed: int = 1


def start(home: Path, plan: Plan) -> subprocess.Popen:
    command = [sys.executable, str(ROOT / "tests" / "batches.py"), str(home), "--processes", str(plan.processes)]
    if plan.cluster:
        command += ["--cluster", plan.cluster]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (home / "log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=environ, start_new_session=True)


def made(home: Path) -> int:
    """How many articles are made; looked up past the ledger, whose opening would hold up the run."""
    file = home / "ledger.db"
    if not file.exists():
        return 0
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute("SELECT count(*) FROM item WHERE state = 'made'").fetchone()[0]
        except sqlite3.OperationalError:  # not set up yet
            return 0


def kill(process: subprocess.Popen, *, group: bool) -> None:
    """``kill -9``, of the driver and its workers or of the driver alone."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL) if group else process.kill()
    process.wait()


def killed_and_resumed(home: Path, plan: Plan) -> int:
    """Runs, kills at random moments of the work, resumes to the end, requires everything; how often it was killed."""
    rng = random.Random(plan.seed)
    write_articles(home / "in", plan.articles)
    runners = [start(home, plan) for _ in range(plan.runners)]
    deaths = 0
    moments = sorted(rng.sample(range(plan.articles * 9 // 10), plan.kills))
    try:
        for moment in moments:
            _wait_for(home, moment, runners)
            time.sleep(rng.random() * 0.2)
            victim = rng.randrange(plan.runners)
            deaths += runners[victim].poll() is None
            kill(runners[victim], group=rng.random() < 0.7)
            runners[victim] = start(home, plan)
        codes = [runner.wait(timeout=1800) for runner in runners]
    finally:
        for runner in runners:
            kill(runner, group=True)
    assert codes == [0] * plan.runners, (home / "log").read_text(encoding="utf-8")[-2000:]
    require_whole(home, plan.articles)
    return deaths


def _wait_for(home: Path, moment: int, runners: list[subprocess.Popen]) -> None:
    """Until ``moment`` articles are made: so the kills spread over the work and not over the clock."""
    until = time.monotonic() + LOADED_SECONDS + moment
    while made(home) < moment and time.monotonic() < until:
        assert any(runner.poll() is None for runner in runners), (home / "log").read_text(encoding="utf-8")[-2000:]
        time.sleep(0.05)
