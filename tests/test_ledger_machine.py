"""Whatever two runners do, and whenever one of them dies: no item is lost, none is made twice, no failure vanishes."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from ledgers import LEASE, Clock, article, briefs_of, sighting

from briefing.jobs.ledger import Ledger
from briefing.jobs.values import Item, State

RUNNERS = ("one", "two")
PLACES = tuple("abcde")


@dataclass(frozen=True)
class Held:
    """What a runner believes it holds; it may be wrong after a pause."""

    runner: str
    item: Item


class Runners(RuleBasedStateMachine):
    held = Bundle("held")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.ledger = self.opened()
        self.places: set[str] = set()
        self.written: dict[str, int] = {}
        self.failures: set[str] = set()

    def opened(self) -> Ledger:
        path = Path(self.folder.name) / "ledger.sqlite"
        return Ledger.open(path, clock=self.clock.now, elapsed=self.clock.elapsed)

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    @initialize(names=st.sets(st.sampled_from(PLACES), min_size=2))
    def start(self, names: set[str]) -> None:
        self.see(names)

    @rule(names=st.sets(st.sampled_from(PLACES)))
    def see(self, names: set[str]) -> None:
        new = names - self.places
        assert self.ledger.see(map(sighting, sorted(names))) == len(new)
        self.places |= new

    @rule(target=held, runner=st.sampled_from(RUNNERS), count=st.integers(1, 3))
    def claim(self, runner: str, count: int) -> object:
        got = self.ledger.claim(runner, count=count, lease=LEASE)
        assert all(item.state is State.CLAIMED and item.worker == runner for item in got)
        return multiple(*(Held(runner, item) for item in got))

    @rule(held=consumes(held))
    def make(self, held: Held) -> None:
        name = Path(held.item.locator).stem
        # Places a and b tell the same article: it must not be made from both.
        row = article("a" if name == "b" else name)
        order = self.ledger.begin(held.item.id, row, ("en", "ja"), worker=held.runner)
        if order is None:
            return
        if order.rule:
            assert self.ledger.skipped(held.item.id, rule=order.rule, worker=held.runner)
            return
        assert self.ledger.made(held.item.id, briefs_of(row, order.langs), worker=held.runner)
        for lang in order.langs:
            self.written[f"{row.hash}.{lang}"] = self.written.get(f"{row.hash}.{lang}", 0) + 1

    @rule(held=consumes(held), again=st.booleans())
    def fail(self, held: Held, again: bool) -> None:
        if self.ledger.failed(held.item.id, reason="not Chinese", again=again, worker=held.runner):
            self.failures.add(held.item.id)

    @rule(held=held)
    def begin_and_stop_there(self, held: Held) -> None:
        self.ledger.begin(held.item.id, article(Path(held.item.locator).stem), ("en", "ja"), worker=held.runner)

    @rule(runner=st.sampled_from(RUNNERS))
    def stop_in_order(self, runner: str) -> None:
        self.ledger.release(runner)

    @rule(runner=st.sampled_from(RUNNERS), struck=st.booleans())
    def die(self, runner: str, struck: bool) -> None:
        for item in self.ledger.lost(runner, struck=struck):
            if item.state is State.FAILED:
                self.failures.add(item.id)

    @rule(runner=st.sampled_from(RUNNERS))
    def renew(self, runner: str) -> None:
        self.ledger.renew(runner, lease=LEASE)

    @rule(seconds=st.sampled_from([1, 20, 31, 61, 200]))
    def time_passes(self, seconds: int) -> None:
        self.clock.forward(seconds)

    @rule(hours=st.sampled_from([-5, 26]))
    def the_clock_is_set(self, hours: int) -> None:
        self.clock.set(hours)

    @rule()
    def the_process_starts_anew(self) -> None:
        self.ledger.close()
        self.ledger = self.opened()

    @rule()
    def retry(self) -> None:
        assert self.ledger.retry() == len(self.failures)
        self.failures.clear()

    @rule()
    def revive(self) -> None:
        self.ledger.revive(tries=3)
        still = {item.id for item in self.ledger.items(state=State.FAILED)}
        assert still <= self.failures
        self.failures = still

    @invariant()
    def no_place_is_lost(self) -> None:
        assert sum(self.ledger.counts().values()) == len(self.places)

    @invariant()
    def nothing_is_made_twice(self) -> None:
        assert all(times == 1 for times in self.written.values())

    @invariant()
    def what_was_made_is_on_the_shelf_and_nothing_else(self) -> None:
        shelf = [f"{b.article}.{b.lang}" for entry in self.ledger.shelf() for b in entry.briefs]
        assert sorted(shelf) == sorted(self.written)

    @invariant()
    def no_failure_vanishes(self) -> None:
        failed = {item.id for item in self.ledger.items(state=State.FAILED)}
        assert self.failures <= failed
        self.failures = failed  # what was claimed too often fails by itself

    @invariant()
    def every_failure_has_its_reason_and_every_claim_its_worker(self) -> None:
        for item in self.ledger.items():
            assert bool(item.reason) == (item.state is State.FAILED)
            assert bool(item.worker) == (item.until is not None) == (item.state is State.CLAIMED)

    @invariant()
    def an_item_that_ended_well_has_its_article_on_the_shelf(self) -> None:
        hashes = {entry.article.hash for entry in self.ledger.shelf()}
        for item in self.ledger.items(state=State.MADE):
            assert item.article in hashes


class TestRunners(Runners.TestCase):
    settings = settings(
        max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )


@pytest.mark.parametrize("place", PLACES)
def test_after_any_deaths_one_runner_brings_every_place_to_its_end(tmp_path, place: str) -> None:
    clock = Clock()
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock.now, elapsed=clock.elapsed) as ledger:
        ledger.see(map(sighting, PLACES))
        ledger.claim("dead", count=PLACES.index(place) + 1, lease=LEASE)
        for _ in range(3):
            clock.forward(LEASE.total_seconds())
            while got := ledger.claim("w", lease=LEASE):
                row = article(Path(got[0].locator).stem)
                ledger.begin(got[0].id, row, ("en",))
                ledger.made(got[0].id, briefs_of(row, ("en",)))
        assert dict(ledger.counts()) == {State.MADE: len(PLACES)}
