"""A run of a batch: what becomes of each article, of sources that fail, and of a run that cannot go on."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import batches
import pytest
from batch_kills import ROOT, made
from made_articles import made_article, write_articles

from briefing.errors import SourceUnreadable
from briefing.jobs.ledger import Ledger
from briefing.jobs.run import dry_run
from briefing.jobs.sources import Problem
from briefing.jobs.values import State


def states(home: Path) -> dict[str, State]:
    with Ledger.open(home / "ledger.db") as ledger:
        return {Path(item.locator).stem: item.state for item in ledger.items(limit=1000)}


def counts(home: Path) -> Counter:
    return Counter(states(home).values())


def write(home: Path, name: str, text: str) -> None:
    (home / "in").mkdir(exist_ok=True)
    (home / "in" / f"{name}.txt").write_text(text, encoding="utf-8")


# --- articles --------------------------------------------------------------------


def test_every_article_is_briefed_in_both_languages_and_a_second_run_finds_nothing(tmp_path) -> None:
    write_articles(tmp_path / "in", 5)
    first = batches.run(tmp_path, processes=2)
    batches.require_whole(tmp_path, 5)
    second = batches.run(tmp_path, processes=2)
    assert (first.count(State.MADE), first.outcome, first.exit_code) == (5, "done", 0)
    assert (second.count(State.MADE), second.seen, second.exit_code) == (0, 0, 0)


def test_the_files_are_those_that_generate_writes(tmp_path, seeds) -> None:
    from briefing.pipeline import generate
    from briefing.settings import Settings

    write(tmp_path, "jiangnan-results", (seeds / "jiangnan-results.txt").read_text(encoding="utf-8"))
    began = datetime.now(UTC).date()
    batches.run(tmp_path)
    generate(str(seeds / "jiangnan-results.txt"), settings=Settings(engine="embedded", out=tmp_path))
    [document] = (tmp_path / "shelf").rglob("*.en.docx")
    assert document.read_bytes() == (tmp_path / "jiangnan-results.en.docx").read_bytes()
    folder, name = document.relative_to(tmp_path / "shelf").parts
    assert began <= date.fromisoformat(folder) <= datetime.now(UTC).date()  # the day it was found
    assert name == "江南精工2023年净利润下降12-4-拟每10股派3-5元.en.docx"


def test_what_is_no_chinese_article_fails_alone_with_its_reason(tmp_path) -> None:
    write_articles(tmp_path / "in", 2)
    write(tmp_path, "english", "This is an English text about shares, long enough to be read as one. " * 5)
    report = batches.run(tmp_path)
    assert (report.count(State.MADE), report.count(State.FAILED), report.exit_code) == (2, 1, 1)
    [failure] = report.failures
    assert "english.txt" in failure.reason
    assert failure.hint
    assert "shares" not in failure.reason


def test_a_failure_is_told_by_the_next_run_too_and_is_not_its_own(tmp_path) -> None:
    write(tmp_path, "english", "This is an English text about shares, long enough to be read as one. " * 5)
    batches.run(tmp_path)
    again = batches.run(tmp_path)
    assert (again.failed_before, again.count(State.FAILED), again.exit_code) == (1, 0, 0)
    assert any("failed in earlier runs: 1" in line for line in again.lines())


def test_a_fault_of_the_program_costs_one_article_and_quotes_none_of_it(tmp_path) -> None:
    write(tmp_path, "bad", made_article(3) + f"\n{batches.POISON}不应出现在任何地方。")
    write_articles(tmp_path / "in", 2)
    report = batches.run(tmp_path, desk=partial(batches.poisoned_desk, tmp_path / "shelf", "fault"))
    assert (report.count(State.MADE), report.count(State.FAILED)) == (2, 1)
    [failure] = report.failures
    assert "a fault in the program: ZeroDivisionError in batches.py:" in failure.reason
    assert batches.POISON not in failure.reason + failure.hint


@pytest.mark.parametrize("how", ["kill", "hang"])
def test_an_article_that_kills_or_holds_its_worker_fails_after_three_times(tmp_path, capsys, how: str) -> None:
    write(tmp_path, "poison", made_article(3) + f"\n{batches.POISON}")
    write_articles(tmp_path / "in", 3)
    desk = partial(batches.poisoned_desk, tmp_path / "shelf", how)
    report = batches.run(tmp_path, desk=desk, timeout=timedelta(seconds=600 if how == "kill" else 4))
    assert states(tmp_path)["poison"] is State.FAILED
    assert counts(tmp_path) == Counter({State.MADE: 3, State.FAILED: 1})
    assert "its worker was killed or ran out of time on it" in report.failures[0].reason
    assert "poison.txt" in capsys.readouterr().err


def test_a_reprint_is_skipped_and_other_figures_are_a_new_version_that_says_which(tmp_path) -> None:
    text = made_article(3)
    write(tmp_path, "a", text)
    batches.run(tmp_path)
    write(tmp_path, "b", "\n\n".join(text.split("\n")))
    changed = text.replace("86.32亿元", "86.52亿元")
    assert changed != text
    write(tmp_path, "a", changed)
    report = batches.run(tmp_path)
    assert states(tmp_path) == {"a": State.MADE, "b": State.SKIPPED}
    [version] = report.versions
    assert version.version == 2
    assert "Operating revenue, 2023: 86.32亿元 → 86.52亿元" in version.changes
    assert [path.name for path in sorted((tmp_path / "shelf").rglob("*.en.docx"), key=lambda path: len(path.name))] == [
        "江南精工2023年净利润下降12-4-拟每10股派3-5元.en.docx".replace("江南精工", text[:4]),
        "江南精工2023年净利润下降12-4-拟每10股派3-5元-v2.en.docx".replace("江南精工", text[:4]),
    ]


# --- sources ---------------------------------------------------------------------


def discover_with_a_failure(folder: Path):
    yield Problem("feed", SourceUnreadable("https://example.com/rss: answered HTTP 503", hint="later"))
    yield from batches.found(folder)


def discover_for_ever(folder: Path):
    yield from batches.found(folder)
    threading.Event().wait()


def test_a_source_that_fails_is_one_line_and_stops_nothing(tmp_path, capsys) -> None:
    write_articles(tmp_path / "in", 2)
    report = batches.run(tmp_path, discover=partial(discover_with_a_failure, tmp_path / "in"))
    assert (report.count(State.MADE), report.exit_code) == (2, 1)
    told = [line for line in capsys.readouterr().err.splitlines() if "503" in line]
    assert told == ["error: feed: https://example.com/rss: answered HTTP 503"]
    assert json.loads(report.json())["problems"][0]["source"] == "feed"


def test_a_source_that_hangs_is_one_line_and_stops_nothing(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("briefing.jobs.run.LOOK", timedelta(seconds=1))
    write_articles(tmp_path / "in", 2)
    report = batches.run(tmp_path, discover=partial(discover_for_ever, tmp_path / "in"))
    assert (report.count(State.MADE), report.exit_code) == (2, 1)
    assert "error: the sources: no answer any more" in capsys.readouterr().err


def test_a_limit_leaves_the_rest_in_the_queue(tmp_path) -> None:
    write_articles(tmp_path / "in", 5)
    report = batches.run(tmp_path, processes=2, limit=3)
    assert (report.outcome, report.count(State.MADE), report.waiting) == ("limit", 3, 2)


def test_a_dry_run_says_what_it_would_read_and_changes_nothing(tmp_path) -> None:
    write_articles(tmp_path / "in", 3)
    report = dry_run(batches.batch(tmp_path), None)
    assert report.seen == 3
    assert str(tmp_path / "in" / "article-00000.txt") in list(report.lines())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_a_dry_run_leaves_out_what_is_made(tmp_path) -> None:
    write_articles(tmp_path / "in", 1)
    batches.run(tmp_path)
    write_articles(tmp_path / "in", 1, start=1)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        report = dry_run(batches.batch(tmp_path), ledger)
    assert report.would_read == (str(tmp_path / "in" / "article-00001.txt"),)


# --- runs that cannot go on --------------------------------------------------------


@pytest.fixture
def full_disk(tmp_path):
    """A shelf with a quarter of a megabyte; where no file system may be mounted, the test is skipped."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", shelf], capture_output=True)
    if mounted.returncode:
        pytest.skip("needs the right to mount a file system")
    yield shelf
    subprocess.run(["umount", shelf], check=True)


def test_a_full_disk_stops_the_run_with_one_line_and_loses_nothing(tmp_path, full_disk, capsys) -> None:
    write_articles(tmp_path / "in", 12)
    report = batches.run(tmp_path)
    assert (report.outcome, report.exit_code, report.count(State.FAILED)) == ("trouble", 1, 0)
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error:")]
    assert len(errors) == 1
    assert "no room left to write" in errors[0]
    assert counts(tmp_path).keys() <= {State.MADE, State.SEEN}
    subprocess.run(["mount", "-o", "remount,size=64m", full_disk], check=True)
    assert batches.run(tmp_path).exit_code == 0
    batches.require_whole(tmp_path, 12)


def test_a_shelf_that_may_not_be_written_stops_the_run_with_one_line(tmp_path, full_disk, capsys) -> None:
    write_articles(tmp_path / "in", 2)
    subprocess.run(["mount", "-o", "remount,ro", full_disk], check=True)
    report = batches.run(tmp_path)
    assert (report.outcome, report.waiting) == ("trouble", 2)
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error:")]
    assert len(errors) == 1
    assert str(full_disk) in errors[0]


def test_a_shelf_below_a_file_stops_the_run_with_one_line(tmp_path, capsys) -> None:
    write_articles(tmp_path / "in", 2)
    (tmp_path / "shelf").write_text("not a folder")
    report = batches.run(tmp_path)
    assert (report.outcome, report.waiting, report.exit_code) == ("trouble", 2, 1)
    assert "Not a directory" in capsys.readouterr().err


def test_an_engine_that_cannot_be_had_stops_the_run_before_any_article(tmp_path) -> None:
    write_articles(tmp_path / "in", 2)
    report = batches.run(tmp_path, desk=partial(batches.desk, tmp_path / "shelf", "no-such-engine"))
    assert (report.outcome, report.waiting, report.count(State.FAILED)) == ("trouble", 2, 0)
    assert "no-such-engine" in report.trouble.message


def test_a_ledger_on_a_full_disk_is_said_in_one_line(tmp_path) -> None:
    script = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from ledgers import sighting
from briefing.errors import LedgerError
from briefing.jobs.ledger import Ledger
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Ledger.open(Path(sys.argv[1])) as ledger:
    ledger.see([sighting("a")])
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        ledger.see(sighting(str(number)) for number in range(20_000))
    except LedgerError as error:
        print(error.message)
"""
    command = [sys.executable, "-c", script, str(tmp_path / "ledger.db"), str(ROOT / "tests")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stderr == ""
    assert "ledger.db: the ledger" in done.stdout
    assert "disk" in done.stdout or "no room left" in done.stdout
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.counts()[State.SEEN] >= 1


# --- stopping --------------------------------------------------------------------


@contextlib.contextmanager
def running(home: Path):
    command = [sys.executable, str(ROOT / "tests" / "batches.py"), str(home), "--processes", "2"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ, text=True)
    try:
        while made(home) < 2 and process.poll() is None:
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_finishes_what_is_in_hand_and_leaves_the_rest(tmp_path, number: signal.Signals) -> None:
    write_articles(tmp_path / "in", 60)
    with running(tmp_path) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert json.loads(out)["outcome"] == "stopped"
    assert "stopping: the articles in work are finished" in err
    ended = counts(tmp_path)
    assert ended.keys() == {State.MADE, State.SEEN}
    assert ended[State.SEEN] > 20


def test_a_second_signal_stops_at_once_and_nothing_is_lost(tmp_path) -> None:
    write_articles(tmp_path / "in", 60)
    with running(tmp_path) as process:
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert json.loads(out)["outcome"] == "stopped"
    assert counts(tmp_path).keys() == {State.MADE, State.SEEN}
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert all(item.attempts <= 1 for item in ledger.items(limit=100))
