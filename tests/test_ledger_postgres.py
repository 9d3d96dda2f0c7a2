"""The ledger in PostgreSQL: it keeps what it keeps in SQLite, between connections that really run at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import postgres
import pytest
from ledgers import LEASE, Clock, article, briefs_of, sighting
from sqlalchemy import create_engine

# What holds in SQLite holds here: the same tests, given the ledger below.
from test_ledger import (  # noqa: F401
    test_a_claim_that_is_renewed_stays,
    test_a_claim_that_nobody_renews_is_doubted_and_then_free,
    test_a_failure_stays_until_it_is_retried,
    test_a_job_may_bring_its_id_and_keeps_its_options,
    test_a_made_place_is_queued_again_only_when_its_signature_changes,
    test_a_place_seen_twice_is_queued_once,
    test_a_released_item_counts_as_never_tried,
    test_an_entry_of_the_shelf_names_its_briefs_and_its_item,
    test_an_item_on_which_three_workers_died_fails_with_the_reason,
    test_jobs_go_before_batch_work_and_tried_items_after_untried_ones,
    test_no_more_jobs_wait_than_the_limit,
    test_only_the_sources_asked_for_are_claimed,
    test_runs_are_told_with_how_they_ended,
    test_ten_thousand_sightings_are_taken_as_they_come,
    test_the_shelf_is_searched_by_day_words_language_and_source,
    test_what_may_pass_is_tried_again_up_to_a_limit,
    test_who_lost_the_claim_can_no_longer_end_the_item,
)

from briefing.cli import run
from briefing.errors import LedgerError
from briefing.jobs.ledger import Ledger, schema
from briefing.jobs.ledger.address import address
from briefing.jobs.values import State

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    yield from postgres.served()


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The address of a database without tables."""
    yield server
    engine = create_engine(address(server)[1])
    schema.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(database: str, clock: Clock):
    with Ledger.open(database, clock=clock.now, elapsed=clock.elapsed) as opened:
        yield opened


@pytest.fixture
def item(ledger):
    ledger.see([sighting("a")])
    [claimed] = ledger.claim("w", lease=LEASE)
    return claimed


def at_once(database: str, count: int, work) -> list:
    """What ``work(ledger, number)`` gives in so many threads that begin together, each with its own connection."""
    together = threading.Barrier(count)

    def one(number: int):
        with Ledger.open(database) as mine:
            together.wait(30)
            return work(mine, number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_six_connections_claim_a_hundred_items_once_each(database: str) -> None:
    with Ledger.open(database) as ledger:
        ledger.see(sighting(str(number)) for number in range(100))

    def claimed(mine: Ledger, number: int) -> list[str]:
        taken: list[str] = []
        while got := mine.claim(f"w{number}", count=3, lease=LEASE):
            taken += [each.id for each in got]
        return taken

    taken = [each for some in at_once(database, 6, claimed) for each in some]
    assert (len(taken), len(set(taken))) == (100, 100)


def test_connections_that_see_the_same_places_at_once_queue_each_once(database: str) -> None:
    places = [sighting(str(number)) for number in range(50)]
    assert sum(at_once(database, 4, lambda mine, _: mine.see(places))) == 50
    with Ledger.open(database) as ledger:
        assert ledger.counts() == Counter({State.SEEN: 50})


def test_one_article_at_four_places_is_ordered_once_though_all_begin_together(database: str) -> None:
    with Ledger.open(database) as ledger:
        ledger.see(sighting(str(number)) for number in range(4))

    def begun(mine: Ledger, number: int):
        [claimed] = mine.claim(f"w{number}", lease=LEASE)
        return mine.begin(claimed.id, article("a"), ("en", "ja"), worker=f"w{number}")

    orders = at_once(database, 4, begun)
    assert sorted(order.langs for order in orders) == [(), (), (), ("en", "ja")]
    assert sorted(order.rule for order in orders) == ["", "repeat", "repeat", "repeat"]


def test_articles_of_one_title_that_begin_together_get_names_of_their_own(database: str) -> None:
    with Ledger.open(database) as ledger:
        ledger.see(sighting(str(number)) for number in range(3))

    def begun(mine: Ledger, number: int) -> str:
        [claimed] = mine.claim(f"w{number}", lease=LEASE)
        row = article(f"n{number}", stem="2026-05-08/results")
        order = mine.begin(claimed.id, row, ("en",), worker=f"w{number}")
        mine.made(claimed.id, briefs_of(row, ("en",)), worker=f"w{number}")
        return order.stem

    assert sorted(at_once(database, 3, begun)) == ["2026-05-08/results", "2026-05-08/results-2", "2026-05-08/results-3"]


def test_runners_that_open_an_empty_database_together_make_one_ledger(database: str) -> None:
    assert at_once(database, 4, lambda mine, _: mine.counts()) == [Counter()] * 4


def test_a_batch_keeps_its_ledger_there(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes((SEEDS / "chengdu-signing.txt").read_bytes())
    config = tmp_path / "briefings.toml"
    config.write_text(
        f'engine = "embedded"\nledger = "{database}"\n[output]\ndir = "shelf"\ndigest = false\n'
        '[[source]]\nfolder = "in"\n[run]\nprocesses = 2\n',
        encoding="utf-8",
    )
    assert run(["batch", "run", str(config)]) == 0
    assert run(["batch", "run", str(config)]) == 0
    with Ledger.open(database) as ledger:
        assert ledger.counts() == Counter({State.MADE: 1})
        assert [run.made for run in ledger.runs()] == [0, 1]
    assert len(list((tmp_path / "shelf").rglob("*.docx"))) == 2
    assert not (tmp_path / "shelf" / ".briefing" / "ledger.db").exists()


# --- addresses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ("postgresql://desk@db/briefs", "postgresql+pg8000://desk@db/briefs"),
        ("postgres://desk@db/briefs", "postgresql+pg8000://desk@db/briefs"),
        ("postgresql+psycopg://desk@db/briefs", "postgresql+psycopg://desk@db/briefs"),
    ],
)
def test_an_address_without_a_driver_gets_ours(given: str, opened: str) -> None:
    assert address(given)[1].render_as_string() == opened


def test_a_database_that_is_not_there_is_said_in_the_servers_words(server: str) -> None:
    with pytest.raises(LedgerError) as error:
        Ledger.open(server.replace("desk@", "desk:secret@").replace("/postgres", "/none"))
    assert error.value.message.endswith('the ledger does not answer: database "none" does not exist')
    assert "secret" not in error.value.message


def test_a_server_that_does_not_answer_is_said_in_one_line() -> None:
    with pytest.raises(LedgerError, match="does not answer") as error:
        Ledger.open("postgresql://desk@127.0.0.1:1/none")
    assert "\n" not in error.value.message


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("sslmode=sometimes", "no such sslmode: sometimes"),
        ("target_session_attrs=any", "no such parameter: target_session_attrs"),
        ("sslmode=verify-full&sslrootcert=/none.pem", "sslrootcert: /none.pem cannot be read"),
    ],
)
def test_a_parameter_that_cannot_be_kept_is_refused(query: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        Ledger.open(f"postgresql://desk@127.0.0.1:1/none?{query}")
