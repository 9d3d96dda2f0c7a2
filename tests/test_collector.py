"""The garbage collector rests while tables are built, and only then."""

from __future__ import annotations

import gc

import pytest

from briefing.lexicon.collector import uncollected


@pytest.fixture(autouse=True)
def collector():
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was(on: bool) -> None:
    (gc.enable if on else gc.disable)()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() is on


def test_it_comes_back_after_an_error() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="bad table"), uncollected():
        raise ValueError("bad table")
    assert gc.isenabled()
