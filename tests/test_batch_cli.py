"""``briefing batch`` and ``briefing schedule`` as a desk uses them: what they print, what they leave, how they end."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from made_articles import write_articles

from briefing.cli import run
from briefing.jobs.calendars import rest_day
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import State

ROOT = Path(__file__).resolve().parent.parent
RESULTS = (ROOT / "seeds" / "jiangnan-results.txt").read_text(encoding="utf-8")
BUYBACK = (ROOT / "seeds" / "beihai-buyback.txt").read_text(encoding="utf-8")
SIGNING = (ROOT / "seeds" / "chengdu-signing.txt").read_text(encoding="utf-8")
SMALLEST = 'engine = "embedded"\n[output]\ndir = "shelf"\n[[source]]\nfolder = "inbox"\n'


@dataclass(frozen=True)
class Said:
    code: int
    out: list[str]
    err: list[str]


def briefing(*args: str | Path) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(arg) for arg in args])
    return Said(code, out.getvalue().splitlines(), err.getvalue().splitlines())


def desk(home: Path, more: str = "", **articles: str) -> Path:
    """A folder with an inbox and a configuration; where the configuration is."""
    (home / "inbox").mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (home / "inbox" / f"{name}.txt").write_text(text, encoding="utf-8")
    config = home / "briefings.toml"
    config.write_text(SMALLEST + more + "[run]\nprocesses = 1\n", encoding="utf-8")
    return config


def states(config: Path) -> dict[str, State]:
    with Ledger.open(config.parent / "shelf" / ".briefing" / "ledger.db") as ledger:
        return {Path(item.locator).stem: item.state for item in ledger.items()}


def digest(config: Path, lang: str = "en") -> list[str]:
    [path] = (config.parent / "shelf").glob(f"*/digest.{lang}.docx")
    return [line.text.replace("\u00a0", " ") for line in Document(str(path)).paragraphs if line.text]


# --- a morning: three articles of which one is none, then a second look -------------


@dataclass(frozen=True)
class Morning:
    config: Path
    first: Said
    second: Said
    third: Said


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """Three runs: the first, one after an article was corrected and one copied, one with nothing new."""
    home = tmp_path_factory.mktemp("morning")
    more = '[[source]]\nname = "filings"\nfiles = "filings/*.txt"\n'
    config = desk(home, more, results=RESULTS, english="The company invested 12 million dollars in London.")
    (home / "filings").mkdir()
    (home / "filings" / "buyback.txt").write_text(BUYBACK, encoding="utf-8")
    first = briefing("batch", "run", config, "--report", home / "report.json")
    (home / "inbox" / "results.txt").write_text(RESULTS.replace("86.32亿元", "86.52亿元"), encoding="utf-8")
    (home / "inbox" / "copy.txt").write_text(BUYBACK, encoding="utf-8")
    second = briefing("batch", "run", config)
    return Morning(config, first, second, briefing("batch", "run", config, "--json"))


def test_a_run_says_what_it_made_by_source_and_what_failed(morning: Morning) -> None:
    done = morning.first
    english = morning.config.parent / "inbox" / "english.txt"
    assert done.code == 1
    assert done.out[0].startswith("briefings.toml: 2 made, 1 failed, 0 skipped in ")
    assert done.out[1].split() == ["source", "made", "failed", "skipped"]
    assert sorted(line.split() for line in done.out[2:4]) == [["filings", "1", "0", "0"], ["inbox", "1", "1", "0"]]
    assert done.out[4:] == [f"failed: {english}: is in English, not Chinese"]


def test_the_report_for_programs_says_the_same(morning: Morning) -> None:
    report = json.loads((morning.config.parent / "report.json").read_text(encoding="utf-8"))
    assert report["schema"] == "briefing.batch-report/1"
    assert (report["made"], report["failed"], report["skipped"], report["outcome"]) == (2, 1, 0, "done")
    assert [failure["hint"] for failure in report["failures"]] == ["pass the Chinese original"]


def test_a_corrected_article_is_a_version_and_a_copy_is_no_second_brief(morning: Morning) -> None:
    assert morning.second.out[0].startswith("briefings.toml: 1 made, 0 failed, 1 skipped in ")
    assert [line for line in morning.second.out if line.startswith("version")] == [
        "version 2: 江南精工2023年净利润下降12.4% 拟每10股派3.5元: Operating revenue, 2023: 86.32亿元 → 86.52亿元"
    ]
    assert states(morning.config) == {
        "results": State.MADE,
        "buyback": State.MADE,
        "copy": State.SKIPPED,
        "english": State.FAILED,
    }


def test_a_run_with_nothing_new_makes_nothing_and_remembers_the_failure(morning: Morning) -> None:
    [line] = morning.third.out
    told = json.loads(line)
    assert (morning.third.code, morning.third.err) == (0, [])
    assert (told["made"], told["failed"], told["failed_before"], told["seen"]) == (0, 0, 1, 0)


def test_the_shelf_has_both_languages_a_record_and_the_day_in_a_digest(morning: Morning) -> None:
    names = sorted(path.name for path in (morning.config.parent / "shelf").glob("*/*"))
    title = "江南精工2023年净利润下降12-4-拟每10股派3-5元"
    assert [name for name in names if name.startswith(title)] == [
        f"{title}{version}.{ending}" for version in ("-v2", "") for ending in ("brief.json", "en.docx", "ja.docx")
    ]
    assert len(names) == 12  # three briefs of three files, two digests, the ledger
    assert digest(morning.config)[:2] == [digest(morning.config)[0], "2 briefs"]
    assert "Changed: Operating revenue, 2023: RMB 8.632 billion → RMB 8.652 billion" in digest(morning.config)
    assert "変更：売上高（2023年）：86億3,200万元→86億5,200万元" in digest(morning.config, "ja")


def test_status_tells_counts_runs_and_failures(morning: Morning) -> None:
    done = briefing("batch", "status", morning.config)
    english = morning.config.parent / "inbox" / "english.txt"
    assert done.code == 0
    assert done.out[0] == "2 made, 1 skipped, 1 failed"
    assert [line.split() for line in done.out[1:4]] == [
        ["source", "made", "skipped", "failed"],
        ["inbox", "1", "1", "1"],
        ["filings", "1", "0", "0"],
    ]
    assert [line.rsplit(": ", 1)[1] for line in done.out[4:7]] == [
        "0 made, 0 failed, 0 skipped",
        "1 made, 0 failed, 1 skipped",
        "2 made, 1 failed, 0 skipped",
    ]
    assert done.out[7:] == [
        f"failed: inbox: {english}: is in English, not Chinese",
        "        hint: pass the Chinese original",
    ]


def test_status_for_programs(morning: Morning) -> None:
    [line] = briefing("batch", "status", morning.config, "--json").out
    told = json.loads(line)
    assert told["schema"] == "briefing.batch-status/1"
    assert told["counts"] == {"seen": 0, "claimed": 0, "made": 2, "failed": 1, "skipped": 1, "cancelled": 0}
    assert told["sources"][1] == {"source": "filings", **dict.fromkeys(told["counts"], 0), "made": 1}
    assert [(run["name"], run["outcome"], run["made"]) for run in told["runs"]] == [
        ("briefings.toml", "done", 0),
        ("briefings.toml", "done", 1),
        ("briefings.toml", "done", 2),
    ]
    assert [(each["source"], each["attempts"]) for each in told["failed"]] == [("inbox", 1)]


def test_status_names_what_other_configurations_left_in_the_ledger(morning: Morning) -> None:
    other = morning.config.with_name("filings.toml")
    other.write_text(
        '[output]\ndir = "shelf"\n[[source]]\nname = "filings"\nfiles = "filings/*.txt"\n', encoding="utf-8"
    )
    done = briefing("batch", "status", other)
    assert done.out[:2] == ["1 made", "3 more places are of sources that this configuration does not name"]
    assert briefing("batch", "retry", other).out == ["0 back in the queue"]


def test_the_ledger_is_exported_as_a_table(morning: Morning, tmp_path: Path) -> None:
    out = tmp_path / "ledger.csv"
    assert briefing("batch", "export", morning.config, "--out", out).out == [f"{out}: 4 places"]
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert sorted((Path(row["locator"]).stem, row["state"], row["version"]) for row in rows) == [
        ("buyback", "made", "1"),
        ("copy", "skipped", "1"),
        ("english", "failed", ""),
        ("results", "made", "2"),
    ]


def test_a_days_files_are_exported_as_a_zip(morning: Morning, tmp_path: Path) -> None:
    [day] = [path.name for path in (morning.config.parent / "shelf").iterdir() if path.name[:2] == "20"]
    out = tmp_path / "day.zip"
    done = briefing("batch", "export", morning.config, "--out", out, "--day", day)
    assert done.out == [f"{out}: 11 files of {day}"]
    with zipfile.ZipFile(out) as held:
        assert held.namelist()[:2] == [f"{day}/digest.en.docx", f"{day}/digest.ja.docx"]


@pytest.mark.parametrize(
    ("args", "code", "error"),
    [
        (["export", "--out", "x.xlsx"], 2, "error: x.xlsx: not a form of export"),
        (["export", "--out", "x.zip", "--day", "yesterday"], 2, "error: --day: not a day: 'yesterday'"),
        (["export", "--out", "x.zip", "--day", "2020-01-01"], 1, "error: no briefs of 2020-01-01 on the shelf"),
        (["retry", "--source", "inbx"], 2, "error: --source: no source 'inbx'"),
        (["run", "--since", "soon"], 2, "error: --since: not a day: 'soon'"),
        (["run", "--business-days"], 2, "error: --business-days: the configuration names no calendar"),
    ],
)
def test_what_cannot_be_asked_is_said_with_a_hint(morning: Morning, args: list[str], code: int, error: str) -> None:
    done = briefing("batch", args[0], morning.config, *args[1:])
    assert (done.code, done.err[0], done.out) == (code, error, [])
    assert done.err[1].startswith("hint: ")


def test_a_report_that_cannot_be_written_costs_no_summary(morning: Morning, tmp_path: Path) -> None:
    done = briefing("batch", "run", morning.config, "--report", tmp_path / "none" / "r.json")
    assert done.out[0].startswith("briefings.toml: 0 made, ")
    assert (done.code, done.err[0]) == (1, f"error: no folder {tmp_path / 'none'} to write r.json into")


# --- single runs -----------------------------------------------------------------


def test_a_dry_run_names_what_it_would_read_and_makes_nothing(tmp_path: Path) -> None:
    config = desk(tmp_path, results=RESULTS, signing=SIGNING)
    done = briefing("batch", "run", config, "--dry-run")
    assert done == Said(
        0,
        [
            "briefings.toml: would read 2 new places; nothing was changed",
            str(tmp_path / "inbox" / "results.txt"),
            str(tmp_path / "inbox" / "signing.txt"),
        ],
        [],
    )
    assert not (tmp_path / "shelf").exists()
    assert briefing("batch", "status", config).err[0].endswith("ledger.db: no ledger yet")


def test_a_limit_leaves_the_others_in_the_queue_and_the_next_run_takes_them(tmp_path: Path) -> None:
    config = desk(tmp_path, results=RESULTS, signing=SIGNING)
    first = briefing("batch", "run", config, "--limit", "1")
    assert first.out[0].endswith("; stopped at the limit; 1 wait")
    assert briefing("batch", "run", config, "--dry-run").out == [
        "briefings.toml: would read 0 new places, and 1 that wait in the queue; nothing was changed"
    ]
    assert briefing("batch", "run", config).out[0].startswith("briefings.toml: 1 made, 0 failed, 0 skipped")
    assert digest(config)[1] == "2 briefs"


def test_since_skips_what_is_older_with_its_rule(tmp_path: Path) -> None:
    config = desk(tmp_path, results=RESULTS)  # published on 5 March 2024
    done = briefing("batch", "run", config, "--since", "2024-03-06")
    assert (done.code, done.out[0][:41]) == (0, "briefings.toml: 0 made, 0 failed, 1 skipp")
    briefing("batch", "export", config, "--out", tmp_path / "o.json")
    [row] = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert row["rule"] == "since: published before 2024-03-06"


def test_a_failure_is_retried_after_it_was_mended(tmp_path: Path) -> None:
    config = desk(tmp_path, 'name = "post"\n', a="")
    assert briefing("batch", "run", config).code == 1
    place = tmp_path / "inbox" / "a.txt"
    held = place.stat()
    assert briefing("batch", "retry", config, "--source", "post").out == ["1 back in the queue"]
    place.write_text(SIGNING, encoding="utf-8")
    os.utime(place, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert briefing("batch", "run", config).code == 0
    assert states(config) == {"a": State.MADE}


def test_one_language_and_a_layout_by_source_and_day_of_publication(tmp_path: Path) -> None:
    config = desk(tmp_path, 'name = "desk A"\n', results=RESULTS)
    text = config.read_text(encoding="utf-8").replace(
        '"shelf"\n', '"shelf"\nlayout = "{source}/{published}/{slug}.{lang}.docx"\n'
    )
    config.write_text('to = "ja"\n' + text, encoding="utf-8")
    assert briefing("batch", "run", config).code == 0
    folder = tmp_path / "shelf" / "desk-A" / "2024-03-05"
    assert sorted(path.suffixes[-2:] for path in folder.iterdir()) == [[".brief", ".json"], [".ja", ".docx"]]
    assert list((tmp_path / "shelf").rglob("digest.en.docx")) == []
    assert f"ブリーフ：../desk-A/2024-03-05/{next(folder.glob('*.docx')).name}" in digest(config, "ja")


def test_a_file_with_a_name_in_another_encoding_is_told_and_stops_nothing(tmp_path: Path) -> None:
    config = desk(tmp_path, signing=SIGNING)
    with open(os.fsencode(tmp_path / "inbox") + "/报告.txt".encode("gbk"), "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(RESULTS)
    done = briefing("batch", "run", config)
    assert done.code == 1
    assert [line for line in done.err if line.endswith(".txt: its name is not UTF-8")] != []
    assert states(config) == {"signing": State.MADE}


def test_business_days_leaves_a_run_out_on_a_holiday(tmp_path: Path) -> None:
    config = desk(tmp_path, '[schedule]\ncalendar = ["JP"]\ntimezone = "Asia/Tokyo"\n', signing=SIGNING)
    rest = rest_day(datetime.now(ZoneInfo("Asia/Tokyo")).date(), ["JP"])
    done = briefing("batch", "run", config, "--business-days", "--dry-run")
    assert done.code == 0
    assert (done.err == [f"no run today ({rest})"] and done.out == []) if rest else len(done.out) == 2


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        ('template = "none.docx"\n', 1, "error: no template {home}/none.docx"),
        ('template = "reserch-note"\n', 1, "error: no template reserch-note: neither a file, nor a folder"),
        ('glossary = "none.csv"\n', 1, "error: {home}/none.csv: "),
        ('template = "research-note"\n', 0, ""),
    ],
)
def test_what_would_fail_with_every_article_is_said_once(tmp_path: Path, line: str, code: int, error: str) -> None:
    config = desk(tmp_path, signing=SIGNING)
    config.write_text(line + config.read_text(encoding="utf-8"), encoding="utf-8")
    done = briefing("batch", "run", config, "--dry-run")
    assert done.code == code
    assert "".join(done.err[:1]).startswith(error.format(home=tmp_path))


# --- processes that are told to stop ------------------------------------------------


def started(*args: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefing", *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_run_that_is_stopped_leaves_a_right_digest_and_goes_on_later(tmp_path: Path) -> None:
    config = desk(tmp_path)
    write_articles(tmp_path / "inbox", 200)
    going = started("batch", "run", config)
    until = time.monotonic() + 120
    while not list((tmp_path / "shelf").rglob("*.ja.docx")):
        assert time.monotonic() < until, "nothing was made"
        time.sleep(0.05)
    going.send_signal(signal.SIGINT)
    out, err = going.communicate(timeout=120)
    ended = list(states(config).values())
    with Ledger.open(tmp_path / "shelf" / ".briefing" / "ledger.db") as ledger:
        counts = ledger.counts()
    made = counts[State.MADE]
    assert going.returncode == 0
    assert "; stopped as asked; " in out.splitlines()[0]
    assert err.splitlines()[0].startswith("stopping: the articles in work are finished")
    assert 0 < made < 200
    assert counts == {State.MADE: made, State.SEEN: 200 - made}
    assert set(ended) <= {State.MADE, State.SEEN}
    assert digest(config)[1] == ("1 brief" if made == 1 else f"{made} briefs")


def test_a_schedule_says_when_it_runs_next_and_stops_when_told(tmp_path: Path) -> None:
    config = desk(tmp_path, '[schedule]\ncron = "0 0 29 2 *"\ntimezone = "Asia/Tokyo"\n')
    going = started("schedule", config)
    line = going.stderr.readline()
    going.send_signal(signal.SIGTERM)
    going.communicate(timeout=60)
    assert line.startswith("the first run is due on ")
    assert line.endswith(" 29 February 2028 at 00:00 (Asia/Tokyo)\n") or datetime.now(UTC).year >= 2028
    assert going.returncode == 0


@pytest.mark.parametrize(
    ("schedule", "error"),
    [
        ("", "schedule: is missing"),
        ('[schedule]\ncron = "0 0 30 2 *"\n', "schedule: no day fits cron and calendar"),
    ],
)
def test_a_schedule_that_never_comes_is_refused(tmp_path: Path, schedule: str, error: str) -> None:
    config = desk(tmp_path, schedule)
    done = briefing("schedule", config)
    assert (done.code, done.err[0]) == (2, f"error: {config}: {error}")


@pytest.mark.parametrize("command", ["run", "status", "retry", "export"])
def test_each_command_of_a_batch_is_explained(command: str) -> None:
    assert any(line.strip().startswith(command) for line in briefing("batch", "--help").out)


def test_help_of_the_schedule_tells_holidays_late_runs_overlap_and_summer_time() -> None:
    told = " ".join(" ".join(briefing("schedule", "--help").out).split())
    for words in ("Holidays:", "Late:", "Overlap:", "Clocks:", "calendar", "misfire", "summer time"):
        assert words in told
