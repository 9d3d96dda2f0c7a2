"""The ledger: places are queued once, claims end, an article is briefed once, failures stay until they are mended."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from ledgers import LEASE, NOON, Clock, article, briefs_of, sighting, states

from briefing.errors import LedgerError, QueueFull
from briefing.jobs.ledger import Ledger
from briefing.jobs.ledger.queue import ATTEMPTS, STRIKES
from briefing.jobs.values import Sighting, State

GRACE = LEASE.total_seconds() / 2


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path, clock):
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock.now, elapsed=clock.elapsed) as opened:
        yield opened


@pytest.fixture
def item(ledger):
    """One item that worker ``w`` holds."""
    ledger.see([sighting("a")])
    [claimed] = ledger.claim("w", lease=LEASE)
    return claimed


def finished(ledger, name: str, **more: object) -> str:
    """An article seen, claimed, begun and made; the id of its item."""
    ledger.see([sighting(name, **more.pop("seen", {}))])  # type: ignore[arg-type]
    [claimed] = ledger.claim("w", lease=LEASE)
    row = article(name, **more)
    order = ledger.begin(claimed.id, row, ("en", "ja"))
    ledger.made(claimed.id, briefs_of(row, order.langs))
    return claimed.id


def began(ledger, place: str, row, *, worker: str = "w"):
    """The order for what is read at a new place, and the place's id."""
    ledger.see([sighting(place)])
    [claimed] = ledger.claim(worker, lease=LEASE)
    return ledger.begin(claimed.id, row, ("en", "ja"), worker=worker), claimed.id


# --- places ----------------------------------------------------------------------


def test_a_place_seen_twice_is_queued_once(ledger) -> None:
    assert ledger.see([sighting("a"), sighting("b")]) == 2
    assert ledger.see([sighting("b"), sighting("c")]) == 1
    assert ledger.counts() == Counter({State.SEEN: 3})


def test_a_made_place_is_queued_again_only_when_its_signature_changes(ledger) -> None:
    finished(ledger, "a", seen={"signature": "1"})
    assert ledger.see([sighting("a", signature="1")]) == 0
    assert ledger.see([sighting("a", signature="2")]) == 1
    assert ledger.counts() == Counter({State.SEEN: 1})


def test_a_place_that_changes_while_it_is_worked_on_is_queued_at_the_next_look(ledger, item) -> None:
    assert ledger.see([sighting("a", signature="2")]) == 0
    ledger.made(item.id, [])
    assert ledger.see([sighting("a", signature="2")]) == 1


def test_ten_thousand_sightings_are_taken_as_they_come(ledger) -> None:
    assert ledger.see(sighting(str(number)) for number in range(10_000)) == 10_000


def test_a_job_is_never_found_again_by_its_place(ledger) -> None:
    page = Sighting("https://example.com/a", "page", options={"langs": "en"})
    assert ledger.submit(page, limit=5).id != ledger.submit(page, limit=5).id
    assert ledger.see([Sighting("https://example.com/a", "feed")]) == 1


def test_a_job_may_bring_its_id_and_keeps_its_options(ledger) -> None:
    job = ledger.submit(Sighting("upload:0a.txt", "page", id="0a", options={"langs": "ja"}), limit=5)
    assert (job.id, job.options, job.state) == ("0a", {"langs": "ja"}, State.SEEN)


def test_no_more_jobs_wait_than_the_limit(ledger) -> None:
    ledger.see([sighting("a")])  # batch work does not count
    ledger.submit(Sighting("upload:1", "page", options={}), limit=1)
    with pytest.raises(QueueFull, match="1 jobs wait already"):
        ledger.submit(Sighting("upload:2", "page", options={}), limit=1)


# --- claims ----------------------------------------------------------------------


def test_two_workers_never_get_the_same_item(ledger) -> None:
    ledger.see([sighting("a"), sighting("b"), sighting("c")])
    first = ledger.claim("one", count=2, lease=LEASE)
    second = ledger.claim("two", count=2, lease=LEASE)
    assert [i.locator for i in (*first, *second)] == ["/in/a.txt", "/in/b.txt", "/in/c.txt"]


def test_jobs_go_before_batch_work_and_tried_items_after_untried_ones(ledger) -> None:
    ledger.see([sighting("a"), sighting("b"), sighting("urgent", priority=5)])
    assert [ledger.claim("w", lease=LEASE)[0].locator for _ in range(2)] == ["/in/urgent.txt", "/in/a.txt"]
    ledger.lost("w", struck=True)
    ledger.see([sighting("c")])
    assert [ledger.claim("w", lease=LEASE)[0].locator for _ in range(4)] == [
        "/in/urgent.txt",
        "/in/b.txt",
        "/in/c.txt",
        "/in/a.txt",
    ]


def test_only_the_sources_asked_for_are_claimed(ledger) -> None:
    ledger.see([sighting("a", source="x"), sighting("b", source="y")])
    assert [i.source for i in ledger.claim("w", count=9, lease=LEASE, sources=["y"])] == ["y"]


def test_a_claim_that_nobody_renews_is_doubted_and_then_free(ledger, clock, item) -> None:
    clock.forward(LEASE.total_seconds())
    assert ledger.claim("other", lease=LEASE) == ()
    clock.forward(GRACE)
    assert [i.id for i in ledger.claim("other", lease=LEASE)] == [item.id]


def test_a_claim_that_is_renewed_stays(ledger, clock, item) -> None:
    for _ in range(10):
        clock.forward(LEASE.total_seconds() / 2)
        assert ledger.renew("w", lease=LEASE) == 1
        assert ledger.claim("other", lease=LEASE) == ()


def test_who_lost_the_claim_can_no_longer_end_the_item(ledger, clock, item) -> None:
    ledger.lost("w", struck=False)
    [taken] = ledger.claim("other", lease=LEASE)
    assert ledger.begin(item.id, article("a"), ("en",), worker="w") is None
    assert not ledger.stage(item.id, "files", worker="w")
    assert not ledger.made(item.id, [], worker="w")
    assert not ledger.failed(item.id, reason="late", worker="w")
    assert ledger.item(taken.id).worker == "other"


def test_a_released_item_counts_as_never_tried(ledger, item) -> None:
    assert ledger.release("w") == 1
    assert (ledger.item(item.id).state, ledger.item(item.id).attempts) == (State.SEEN, 0)


def test_an_item_on_which_three_workers_died_fails_with_the_reason(ledger) -> None:
    ledger.see([sighting("a")])
    for _ in range(STRIKES):
        [claimed] = ledger.claim("w", lease=LEASE)
        ledger.lost("w", struck=True)
    failed = ledger.item(claimed.id)
    assert failed.state is State.FAILED
    assert failed.reason == "its worker was killed or ran out of time on it, again and again"


def test_a_machine_that_goes_down_costs_no_article_until_it_went_down_often(ledger) -> None:
    ledger.see([sighting("a")])
    seen = []
    for _ in range(ATTEMPTS):
        ledger.claim("w", lease=LEASE)
        ledger.lost("w", struck=False)
        seen.append(ledger.items()[0].state)
    assert seen == [State.SEEN] * (ATTEMPTS - 1) + [State.FAILED]


def test_a_cancelled_item_stops_at_its_next_stage(ledger, item) -> None:
    assert ledger.stage(item.id, "reading")
    assert ledger.cancel(item.id)
    assert not ledger.stage(item.id, "facts")
    assert ledger.cancelled(item.id)
    assert ledger.item(item.id).state is State.CANCELLED
    assert not ledger.cancel(item.id)


def test_what_waits_is_cancelled_at_once(ledger) -> None:
    ledger.see([sighting("a")])
    [waiting] = ledger.items()
    assert ledger.cancel(waiting.id)
    assert ledger.claim("w", lease=LEASE) == ()


def test_what_was_to_be_cancelled_is_not_taken_up_again_after_its_worker_died(ledger, item) -> None:
    ledger.cancel(item.id)
    ledger.lost("w", struck=True)
    assert ledger.item(item.id).state is State.CANCELLED


def test_ten_threads_claim_a_hundred_items_once_each(tmp_path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.see(sighting(str(number)) for number in range(100))
        taken: list[str] = []

        def work(name: str) -> None:
            with Ledger.open(tmp_path / "ledger.sqlite") as mine:
                while got := mine.claim(name, count=3, lease=LEASE):
                    taken.extend(i.id for i in got)

        threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(taken), len(set(taken))) == (100, 100)


# --- time ------------------------------------------------------------------------


def test_a_clock_set_back_an_hour_frees_nothing_early_and_nothing_late(tmp_path, clock, ledger, item) -> None:
    clock.set(hours=-1)
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock.now, elapsed=clock.elapsed) as fresh:
        assert fresh.claim("other", lease=LEASE) == ()
        clock.forward(LEASE.total_seconds())
        fresh.claim("other", lease=LEASE)
        clock.forward(GRACE)
        assert [i.id for i in fresh.claim("other", lease=LEASE)] == [item.id]


def test_a_clock_set_forward_a_day_takes_nothing_from_a_worker_that_renews(tmp_path, clock, ledger, item) -> None:
    clock.set(hours=24)
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock.now, elapsed=clock.elapsed) as fresh:
        assert fresh.claim("other", lease=LEASE) == ()  # doubted
        clock.forward(LEASE.total_seconds() / 3)
        assert ledger.renew("w", lease=LEASE) == 1
        clock.forward(GRACE)
        assert fresh.claim("other", lease=LEASE) == ()


def test_after_a_clock_went_a_day_ahead_and_came_back_a_dead_workers_claim_still_ends(tmp_path, clock, ledger) -> None:
    clock.set(hours=24)
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock.now, elapsed=clock.elapsed) as ahead:
        ahead.see([sighting("a")])
        ahead.claim("dead", lease=LEASE)
    clock.set(hours=-24)
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock.now, elapsed=clock.elapsed) as fresh:
        clock.forward(LEASE.total_seconds())
        fresh.claim("w", lease=LEASE)
        clock.forward(GRACE)
        assert len(fresh.claim("w", lease=LEASE)) == 1


def test_a_clock_set_while_we_run_moves_no_claim(clock, ledger, item) -> None:
    clock.set(hours=24)
    ledger.claim("other", lease=LEASE)
    clock.forward(GRACE + 1)
    assert ledger.claim("other", lease=LEASE) == ()


# --- articles --------------------------------------------------------------------


def test_a_new_article_gets_the_name_it_wishes_and_both_languages(ledger) -> None:
    order, _ = began(ledger, "a", article("a"))
    assert (order.stem, order.langs, order.rule, order.version) == ("2026-05-08/a", ("en", "ja"), "", 1)


def test_two_articles_that_wish_one_name_get_two(ledger) -> None:
    stems = [
        began(ledger, name, article(name, stem=wish), worker=name)[0].stem
        for name, wish in [("a", "x/News"), ("b", "x/news"), ("c", "x/news")]
    ]
    assert stems == ["x/News", "x/news-2", "x/news-3"]


def test_a_hundred_articles_of_one_name_get_a_hundred(ledger) -> None:
    stems = {began(ledger, str(n), article(str(n), stem="news", hash=f"{n:064d}"[::-1]))[0].stem for n in range(100)}
    assert len(stems) == 100


def test_the_same_text_at_another_place_is_a_repeat(ledger) -> None:
    finished(ledger, "a")
    order, _ = began(ledger, "b", article("a"))
    assert (order.langs, order.rule, order.repeats) == ((), "repeat", "hash-a")


def test_the_same_text_that_another_is_at_work_on_is_a_repeat_too(ledger) -> None:
    began(ledger, "a", article("a"), worker="one")
    order, _ = began(ledger, "b", article("a"), worker="two")
    assert (order.langs, order.rule) == ((), "repeat")


def test_the_same_text_whose_maker_failed_is_made_from_the_second_place(ledger) -> None:
    _, first = began(ledger, "a", article("a"))
    ledger.failed(first, reason="no room")
    order, _ = began(ledger, "b", article("a"))
    assert (order.stem, order.langs) == ("2026-05-08/a", ("en", "ja"))


def test_a_reprint_is_skipped_with_the_article_it_repeats(ledger) -> None:
    finished(ledger, "a")
    order, _ = began(ledger, "b", article("b", fingerprint="story-a", figures="figures-a"))
    assert (order.langs, order.rule, order.repeats) == ((), "reprint", "hash-a")


def test_the_same_story_with_other_figures_is_a_new_version(ledger) -> None:
    finished(ledger, "a")
    order, place = began(ledger, "b", article("b", fingerprint="story-a", stem="2026-05-08/a"))
    assert (order.stem, order.version, order.supersedes.hash) == ("2026-05-08/a-v2", 2, "hash-a")
    changed = "revenue: 12.3亿元 → 12.5亿元"
    ledger.made(place, briefs_of(article("b", stem=order.stem)), changes=[changed])
    newest = ledger.shelf()[0].article
    assert (newest.version, newest.supersedes, newest.changes) == (2, "hash-a", (changed,))


def test_a_place_that_says_something_else_later_is_a_new_version_and_so_is_the_next(ledger) -> None:
    finished(ledger, "a", seen={"signature": "1"})
    versions = []
    for number in (2, 3):
        ledger.see([sighting("a", signature=str(number))])
        [claimed] = ledger.claim("w", lease=LEASE)
        row = article(f"a{number}", fingerprint=f"other-{number}")
        order = ledger.begin(claimed.id, row, ("en",))
        versions.append((order.version, order.supersedes.hash))
        ledger.made(claimed.id, briefs_of(row, ("en",)))
    assert versions == [(2, "hash-a"), (3, "hash-a2")]


def test_a_place_touched_without_a_change_stays_made(ledger) -> None:
    place = finished(ledger, "a", seen={"signature": "1"})
    ledger.see([sighting("a", signature="2")])
    [claimed] = ledger.claim("w", lease=LEASE)
    order = ledger.begin(claimed.id, article("a"), ("en", "ja"))
    assert (order.langs, order.rule, sorted(order.there)) == ((), "", ["en", "ja"])
    ledger.made(place, [])
    assert ledger.counts() == Counter({State.MADE: 1})


def test_a_language_added_later_is_made_alone(ledger) -> None:
    ledger.see([sighting("a")])
    [claimed] = ledger.claim("w", lease=LEASE)
    ledger.begin(claimed.id, article("a"), ("en",))
    ledger.made(claimed.id, briefs_of(article("a"), ("en",)))
    order, _ = began(ledger, "b", article("a"))
    assert (order.langs, order.there) == (("ja",), ("en",))


def test_another_recipe_is_another_brief_with_files_of_its_own(ledger) -> None:
    finished(ledger, "a")
    job = ledger.submit(Sighting("upload:1", "page", options={"template": "house"}), limit=9)
    ledger.claim("w", lease=LEASE)
    order = ledger.begin(job.id, article("a"), ("en", "ja"), recipe="0123456789abcdef")
    assert (order.stem, order.langs) == ("2026-05-08/a.01234567", ("en", "ja"))


def test_an_item_that_was_killed_midway_goes_on_under_its_name(ledger) -> None:
    first, place = began(ledger, "a", article("a"))
    ledger.lost("w", struck=False)
    ledger.claim("other", lease=LEASE)
    again = ledger.begin(place, article("a"), ("en", "ja"), worker="other")
    assert (again.stem, again.langs) == (first.stem, first.langs)


def test_what_repeats_a_text_that_vanished_is_read_again(ledger) -> None:
    _, first = began(ledger, "a", article("a"), worker="one")
    _, second = began(ledger, "b", article("a"), worker="two")
    ledger.skipped(second, rule="repeat")
    ledger.lost("one", struck=False)
    [claimed] = ledger.claim("one", lease=LEASE)
    assert claimed.id == first
    ledger.begin(first, article("z"), ("en", "ja"))
    assert states(ledger)["/in/b.txt"] is State.SEEN


def test_a_brief_with_an_error_fails_the_item_with_its_reason(ledger, item) -> None:
    row = article("a")
    ledger.begin(item.id, row, ("en", "ja"))
    ledger.made(item.id, briefs_of(row, state=State.FAILED, reason="2 errors", errors=2))
    assert (ledger.item(item.id).state, ledger.item(item.id).reason) == (State.FAILED, "2 errors")
    assert ledger.shelf() == ()


# --- failures --------------------------------------------------------------------


def test_a_failure_stays_until_it_is_retried(ledger, item) -> None:
    ledger.failed(item.id, reason="not Chinese", hint="pass the Chinese original")
    assert ledger.see([sighting("a")]) == 0
    assert ledger.revive() == 0
    assert ledger.counts() == Counter({State.FAILED: 1})
    assert ledger.retry(source="elsewhere") == 0
    assert ledger.retry(ids=[item.id]) == 1
    assert (ledger.item(item.id).state, ledger.item(item.id).reason) == (State.SEEN, "")


def test_what_may_pass_is_tried_again_up_to_a_limit(ledger) -> None:
    ledger.see([sighting("a")])
    for _ in range(3):
        [claimed] = ledger.claim("w", lease=LEASE)
        ledger.failed(claimed.id, reason="the host does not answer", again=True)
        ledger.revive(tries=3)
    assert ledger.counts() == Counter({State.FAILED: 1})


# --- answers ---------------------------------------------------------------------


def test_the_shelf_is_searched_by_day_words_language_and_source(ledger) -> None:
    finished(ledger, "江南精工", source="feed")
    finished(ledger, "100%增长", day=date(2026, 5, 9))
    assert [e.article.title for e in ledger.shelf()] == ["100%增长", "江南精工"]
    assert [e.article.title for e in ledger.shelf(date(2026, 5, 8))] == ["江南精工"]
    assert [e.article.title for e in ledger.shelf(text="0%增")] == ["100%增长"]
    assert [e.article.title for e in ledger.shelf(source="feed", lang="ja")] == ["江南精工"]
    assert [e.article.title for e in ledger.shelf(limit=1, offset=1)] == ["江南精工"]
    assert ledger.days() == ((date(2026, 5, 9), 1), (date(2026, 5, 8), 1))


def test_an_entry_of_the_shelf_names_its_briefs_and_its_item(ledger) -> None:
    place = finished(ledger, "a")
    [entry] = ledger.shelf()
    assert [(b.lang, b.path, b.made) for b in entry.briefs] == [
        ("en", "2026-05-08/a.en.docx", NOON),
        ("ja", "2026-05-08/a.ja.docx", NOON),
    ]
    assert entry.item == place
    assert ledger.article("hash-a") == entry


def test_runs_are_told_with_how_they_ended(ledger, clock) -> None:
    run = ledger.start_run("morning")
    clock.forward(90)
    ledger.end_run(run, outcome="done", ended={State.MADE: 3, State.FAILED: 1})
    [row] = ledger.runs()
    assert (row.name, row.ended - row.started, row.outcome) == ("morning", timedelta(seconds=90), "done")
    assert (row.made, row.failed, row.skipped) == (3, 1, 0)


# --- files that are no ledger ------------------------------------------------------


def broken(tmp_path, kind: str):
    path = tmp_path / "ledger.sqlite"
    if kind == "text":
        path.write_text("this is no database, only text long enough to look at" * 50)
    elif kind == "damaged":
        with Ledger.open(path) as ledger:
            ledger.see(sighting(str(n)) for n in range(2000))
        for extra in path.parent.glob("*-wal"):
            extra.unlink()
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(40_000))
    elif kind == "foreign":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE songs (name TEXT)")
        connection.close()
    elif kind == "newer":
        Ledger.open(path).close()
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE ledger SET version = 99")
        connection.close()
    elif kind == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("text", "the ledger is no database"),
        ("damaged", "the ledger is damaged"),
        ("foreign", "is a database of another program"),
        ("newer", "was written by a newer version (form 99, this one knows 1)"),
        ("folder", "the ledger cannot be opened"),
    ],
)
def test_a_file_that_is_no_ledger_is_said_in_one_line(tmp_path, kind: str, message: str) -> None:
    path = broken(tmp_path, kind)
    with pytest.raises(LedgerError) as error, Ledger.open(path) as ledger:
        ledger.see(sighting(str(n)) for n in range(2000))
    assert message in error.value.message
    assert "\n" not in error.value.message
    assert str(path) in error.value.message
    assert error.value.hint


def test_a_ledger_below_a_file_is_said_in_one_line(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="no folder for the ledger"):
        Ledger.open(tmp_path / "file" / "ledger.sqlite")


def test_a_database_without_a_driver_is_said_without_its_password() -> None:
    with pytest.raises(LedgerError) as error:
        Ledger.open("oracle+nothing://desk:secret@db/briefs")
    assert "secret" not in error.value.message
    assert "desk:***@db" in error.value.message


def test_a_ledger_is_opened_again_by_the_next_process(tmp_path) -> None:
    with Ledger.open(tmp_path / "new" / "ledger.sqlite") as ledger:
        finished(ledger, "a")
    with Ledger.open(str(tmp_path / "new" / "ledger.sqlite")) as ledger:
        assert ledger.counts() == Counter({State.MADE: 1})
