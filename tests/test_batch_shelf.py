"""The shelf: what is taken away from it, what goes after its time, and the digest of each day."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from ledgers import LEASE, Clock, article, sighting

from briefing.errors import OutputError, UsageError
from briefing.jobs import layout
from briefing.jobs.archive import day_files, export_to
from briefing.jobs.daily import Shelf, renew_digests
from briefing.jobs.ledger import Ledger
from briefing.jobs.retention import clear
from briefing.jobs.values import BriefRow, State
from briefing.pipeline import generate
from briefing.settings import Settings
from briefing.values import LANGS

SEEDS = Path(__file__).parents[1] / "seeds"
DAY = date(2026, 5, 8)
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path, clock):
    with Ledger.open(tmp_path / "ledger.db", clock=clock.now, elapsed=clock.elapsed) as opened:
        yield opened


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "shelf"


def put(ledger, root: Path, name: str, *, run: str = "", langs=LANGS, **more: object):
    """An article that a worker made: its rows in the ledger, its files on the shelf (which hold only their name)."""
    ledger.see([sighting(name)], run=run)
    [claimed] = ledger.claim("w", lease=LEASE, run=run)
    order = ledger.begin(claimed.id, article(name, **more), langs)
    paths = {lang: layout.document(order.stem, lang) for lang in langs}
    ledger.made(claimed.id, [BriefRow(f"hash-{name}", lang, path=path) for lang, path in paths.items()])
    for path in (*paths.values(), layout.record(order.stem)):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    return order.stem


def there(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


# --- export ----------------------------------------------------------------------


def test_a_table_for_excel_has_a_mark_and_no_formulas(ledger, root, tmp_path) -> None:
    put(ledger, root, "a", title="=HYPERLINK(1)")
    put(ledger, root, "b", title='江南精工"回购",\n公告')
    told = export_to(tmp_path / "out.csv", ledger, root, DAY)
    data = (tmp_path / "out.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert told == f"{tmp_path / 'out.csv'}: 2 places"
    assert data.startswith(b"\xef\xbb\xbfsource,locator,title,state,")
    assert [row["title"] for row in rows] == ["'=HYPERLINK(1)", '江南精工"回购",\n公告']
    assert (rows[0]["locator"], rows[0]["state"], rows[0]["day"]) == ("/in/a.txt", "made", "2026-05-08")
    assert rows[0]["documents"] == "2026-05-08/a.en.docx 2026-05-08/a.ja.docx"


def test_failures_are_exported_with_reason_and_hint(ledger, root, tmp_path) -> None:
    ledger.see([sighting("a")])
    [claimed] = ledger.claim("w", lease=LEASE)
    ledger.failed(claimed.id, reason="/in/a.txt: is empty", hint="check it")
    export_to(tmp_path / "out.json", ledger, root, DAY)
    [row] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (row["state"], row["reason"], row["hint"], row["documents"]) == (
        "failed",
        "/in/a.txt: is empty",
        "check it",
        "",
    )


def test_json_is_one_list_and_jsonl_a_row_to_a_line(ledger, root, tmp_path) -> None:
    ledger.see(sighting(f"{number:04d}") for number in range(2345))  # more than are asked for at a time
    for ending in ("json", "jsonl"):
        assert export_to(tmp_path / f"o.{ending}", ledger, root, DAY).endswith("2345 places")
    listed = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == listed
    assert [row["locator"] for row in listed] == [f"/in/{number:04d}.txt" for number in range(2345)]


def test_an_empty_ledger_is_an_empty_list(ledger, root, tmp_path) -> None:
    export_to(tmp_path / "o.json", ledger, root, DAY)
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8")) == []


def test_a_zip_holds_the_files_of_its_day_under_their_places(ledger, root, tmp_path) -> None:
    put(ledger, root, "a", stem="{lang}/feed/a")
    put(ledger, root, "b", stem="2026-05-09/b", day=date(2026, 5, 9))
    (root / "2026-05-08").mkdir()
    (root / "2026-05-08" / "digest.en.docx").write_text("digest", encoding="utf-8")
    (root / "en" / "feed" / "notes.txt").write_text("somebody's own", encoding="utf-8")
    export_to(tmp_path / "o.zip", ledger, root, DAY)
    first = (tmp_path / "o.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "o.zip") as held:
        assert held.namelist() == [
            "2026-05-08/digest.en.docx",
            "en/feed/a.en.docx",
            "ja/feed/a.ja.docx",
            "feed/a.brief.json",
        ]
        assert held.read("en/feed/a.en.docx") == b"en/feed/a.en.docx"
    export_to(tmp_path / "o.zip", ledger, root, DAY)
    assert (tmp_path / "o.zip").read_bytes() == first


def test_a_day_without_files_and_an_unknown_form_are_said(ledger, root, tmp_path) -> None:
    with pytest.raises(OutputError, match="no briefs of 2026-05-08 on the shelf"):
        export_to(tmp_path / "o.zip", ledger, root, DAY)
    with pytest.raises(UsageError, match=r"o\.xlsx: not a form of export"):
        export_to(tmp_path / "o.xlsx", ledger, root, DAY)
    assert list(tmp_path.glob("o.*")) == []


# --- retention -------------------------------------------------------------------


def test_files_go_after_their_time_and_the_ledger_remembers(ledger, root, clock) -> None:
    put(ledger, root, "a")
    clock.forward(86400)
    put(ledger, root, "b", stem="2026-05-09/b", day=date(2026, 5, 9))
    (root / "2026-05-08" / "digest.en.docx").write_text("digest", encoding="utf-8")
    assert clear(ledger, root, before=date(2026, 5, 9), zone=UTC) == 4
    assert there(root) == ["2026-05-09/b.brief.json", "2026-05-09/b.en.docx", "2026-05-09/b.ja.docx"]
    assert not (root / "2026-05-08").exists()
    assert ledger.counts() == {State.MADE: 2}
    assert ledger.see([sighting("a")]) == 0  # it is not briefed again
    assert clear(ledger, root, before=date(2026, 5, 9), zone=UTC) == 0


def test_what_is_not_ours_is_never_touched(ledger, root) -> None:
    put(ledger, root, "a")
    own = ["2026-05-08/a.docx", "2026-05-08/digest.notes.docx", "2026-05-08/c.en.docx", "2020-01-01/old.en.docx", "x"]
    for name in own:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("somebody's own", encoding="utf-8")
    clear(ledger, root, before=date(2027, 1, 1), zone=UTC)
    assert there(root) == sorted(own)


def test_an_article_of_an_old_day_that_was_made_today_stays_for_its_time(ledger, root, clock) -> None:
    put(ledger, root, "a")
    clock.forward(3 * 86400)  # a run that was stopped on Friday goes on on Monday
    put(ledger, root, "b")
    (root / "2026-05-08" / "digest.ja.docx").write_text("digest", encoding="utf-8")
    assert clear(ledger, root, before=date(2026, 5, 10), zone=UTC) == 3
    assert there(root) == [
        "2026-05-08/b.brief.json",
        "2026-05-08/b.en.docx",
        "2026-05-08/b.ja.docx",
        "2026-05-08/digest.ja.docx",
    ]


def test_the_day_something_was_made_is_that_of_the_schedules_place(ledger, root, clock) -> None:
    clock.wall = datetime(2026, 5, 8, 20, 0, tzinfo=UTC)  # the 9th in Tokyo
    put(ledger, root, "a")
    assert clear(ledger, root, before=date(2026, 5, 9), zone=TOKYO) == 0
    assert clear(ledger, root, before=date(2026, 5, 9), zone=UTC) == 3


def test_other_layouts_are_cleared_with_their_empty_folders_but_never_the_shelf(ledger, root) -> None:
    put(ledger, root, "a", stem="feed/2026-05-01/a")
    clear(ledger, root, before=date(2026, 5, 9), zone=UTC)
    assert list(root.iterdir()) == []


def test_every_recipe_of_the_page_goes_with_its_record(ledger, root) -> None:
    ledger.see([sighting("a")])
    [claimed] = ledger.claim("w", lease=LEASE)
    order = ledger.begin(claimed.id, article("a"), ("en",), recipe="0123456789")
    path = layout.document(order.stem, "en")
    ledger.made(claimed.id, [BriefRow("hash-a", "en", "0123456789", path=path)])
    for name in (path, layout.record(order.stem)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    assert there(root) == ["2026-05-08/a.01234567.brief.json", "2026-05-08/a.01234567.en.docx"]
    assert len(day_files(ledger, root, DAY)) == 2
    assert clear(ledger, root, before=date(2026, 5, 9), zone=UTC) == 2


# --- digests ---------------------------------------------------------------------


def brief(ledger, root: Path, seed: str, **more: object) -> str:
    """A real brief of a seed on the shelf."""
    stem = put(ledger, root, seed, **more)
    generate(str(SEEDS / f"{seed}.txt"), settings=Settings(out=root / "made"))
    (root / layout.record(stem)).write_bytes((root / "made" / f"{seed}.brief.json").read_bytes())
    return stem


def lines(path: Path) -> list[str]:
    return [paragraph.text.replace("\u00a0", " ") for paragraph in Document(str(path)).paragraphs if paragraph.text]


def renewed(ledger, root: Path, run: str, *, today: date = DAY, langs=("en",)) -> list[str]:
    renew_digests(ledger, Shelf(root, langs, None), run=run, today=today)
    return [name for name in there(root) if name.rsplit("/", 1)[-1].startswith("digest.")]


def test_a_run_renews_the_digest_of_each_day_it_made_briefs_of(ledger, root) -> None:
    run = ledger.start_run("b.toml")
    brief(ledger, root, "beihai-buyback", run=run)
    brief(ledger, root, "jiangnan-results", run=run, day=date(2026, 5, 9), stem="2026-05-09/j")
    ledger.end_run(run, outcome="stopped", ended={})
    found = renewed(ledger, root, run, today=date(2026, 5, 10))
    assert found == ["2026-05-08/digest.en.docx", "2026-05-09/digest.en.docx"]
    assert lines(root / found[1])[1] == "1 brief"


def test_what_a_killed_run_made_is_told_by_the_next_run(ledger, root) -> None:
    killed = ledger.start_run("b.toml")
    brief(ledger, root, "beihai-buyback", run=killed)
    assert renewed(ledger, root, ledger.start_run("b.toml"), today=date(2026, 5, 10)) == ["2026-05-08/digest.en.docx"]


def test_a_run_that_made_nothing_leaves_the_days_digest_as_it_is(ledger, root) -> None:
    run = ledger.start_run("b.toml")
    brief(ledger, root, "beihai-buyback", run=run)
    ledger.end_run(run, outcome="done", ended={})
    [name] = renewed(ledger, root, run)
    (root / name).write_text("marked", encoding="utf-8")
    idle = ledger.start_run("b.toml")
    ledger.end_run(idle, outcome="done", ended={})
    renewed(ledger, root, idle)
    assert (root / name).read_text(encoding="utf-8") == "marked"


def test_a_day_without_briefs_gets_no_digest(ledger, root) -> None:
    assert renewed(ledger, root, ledger.start_run("b.toml")) == []


def test_links_lead_from_the_digest_to_briefs_in_other_folders(ledger, root) -> None:
    run = ledger.start_run("b.toml")
    brief(ledger, root, "beihai-buyback", run=run, stem="feed/2024-02-06/buyback")
    [name] = renewed(ledger, root, run)
    links = [relation.target_ref for relation in Document(str(root / name)).part.rels.values() if relation.is_external]
    assert links == ["../feed/2024-02-06/buyback.en.docx"]


def test_a_version_replaced_on_the_same_day_is_not_told_as_if_it_held(ledger, root) -> None:
    run = ledger.start_run("b.toml")
    brief(ledger, root, "jiangnan-results", run=run)
    ledger.see([sighting("jiangnan-results", signature="2")], run=run)
    [claimed] = ledger.claim("w", lease=LEASE, run=run)
    order = ledger.begin(claimed.id, article("new", figures="other"), ("en",))
    assert order.version == 2
    record = json.loads((root / "2026-05-08/jiangnan-results.brief.json").read_text(encoding="utf-8"))
    record["briefs"]["en"]["rows"][0]["value"] = "RMB 8.652 billion"
    (root / layout.record(order.stem)).write_text(json.dumps(record), encoding="utf-8")
    ledger.made(claimed.id, [BriefRow("hash-new", "en", path=layout.document(order.stem, "en"))])
    [english, _] = renewed(ledger, root, run, langs=LANGS)
    told = lines(root / english)
    assert told[1] == "1 brief"
    assert "Changed: Operating revenue, 2023: RMB 8.632 billion → RMB 8.652 billion" in told
    assert "New version; replaces: jiangnan-results.en.docx" in told
    assert lines(root / "2026-05-08/digest.ja.docx")[1] == "ブリーフ1件"  # the first is still the one in Japanese


def test_a_damaged_record_is_told_after_the_digests_are_written(ledger, root) -> None:
    run = ledger.start_run("b.toml")
    brief(ledger, root, "beihai-buyback", run=run)
    stem = put(ledger, root, "b", run=run, day=date(2026, 5, 7), stem="2026-05-07/b")
    with pytest.raises(OutputError, match=f"{layout.record(stem)}: is no record of a brief"):
        renewed(ledger, root, run)
    assert lines(root / "2026-05-08/digest.en.docx")[1] == "1 brief"


class Growing:
    """A ledger in which another runner makes a brief right after this one has looked at the shelf."""

    def __init__(self, ledger, more) -> None:
        self._ledger, self._more = ledger, [more]

    def __getattr__(self, name: str):
        return getattr(self._ledger, name)

    def shelf(self, *asked, **wanted):
        found = self._ledger.shelf(*asked, **wanted)
        if self._more:
            self._more.pop()()
        return found


def test_of_two_runners_the_last_to_write_has_seen_the_whole_day(ledger, root) -> None:
    run = ledger.start_run("b.toml")
    brief(ledger, root, "beihai-buyback", run=run)
    growing = Growing(ledger, lambda: brief(ledger, root, "jiangnan-results"))
    [name] = renewed(growing, root, run)
    assert lines(root / name)[1] == "2 briefs"


def test_keep_counts_days(ledger, root) -> None:
    put(ledger, root, "a")
    assert clear(ledger, root, before=DAY - timedelta(days=1), zone=UTC) == 0
    assert clear(ledger, root, before=DAY, zone=UTC) == 0
    assert clear(ledger, root, before=DAY + timedelta(days=1), zone=UTC) == 3
