"""Several articles at one model: one batch for all of them, and each gets the answers to what it asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import batches
import pytest
from made_articles import made_article, write_articles

from briefing.engines import Choice
from briefing.errors import EngineError
from briefing.jobs.together import Meeting, Together
from briefing.jobs.values import State
from briefing.jobs.work import Desk
from briefing.settings import Settings
from briefing.translate.engine import Request, Translation


class Counting:
    """An engine that says what it was asked, and counts how often."""

    name = "counting"
    models = (("desk/counting", "1"),)
    grain = "sentence"
    takes_terms = False

    def __init__(self, refuses: str = "") -> None:
        self.batches: list[int] = []
        self.refuses = refuses

    def langs(self) -> frozenset[str]:
        return frozenset({"en", "ja"})

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        self.batches.append(len(requests))
        if self.refuses and any(self.refuses in request.text for request in requests):
            raise EngineError("out of memory")
        return [Translation(f"<{request.text}>") for request in requests]


def ask(engine: Together, meeting: Meeting, texts: Sequence[Sequence[str]]) -> list[object]:
    """One thread for each list of texts, all begun before any asks."""
    answers: list[object] = [None] * len(texts)
    meeting.expect(len(texts))

    def work(number: int) -> None:
        try:
            answers[number] = [t.text for t in engine.translate([Request(text, "en") for text in texts[number]])]
        except EngineError as error:
            answers[number] = error.message
        finally:
            meeting.leave()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return answers


def test_what_three_articles_ask_is_one_batch_and_each_gets_its_own() -> None:
    inner, meeting = Counting(), Meeting()
    assert ask(Together(inner, meeting), meeting, [["a", "b"], ["c"], ["d", "e"]]) == [
        ["<a>", "<b>"],
        ["<c>"],
        ["<d>", "<e>"],
    ]
    assert inner.batches == [5]


def test_an_article_that_the_model_refuses_is_the_only_one_refused() -> None:
    inner, meeting = Counting(refuses="x"), Meeting()
    assert ask(Together(inner, meeting), meeting, [["a"], ["x"], ["c"]]) == [["<a>"], "out of memory", ["<c>"]]


def test_an_article_that_asks_nothing_holds_up_nobody() -> None:
    inner, meeting = Counting(), Meeting()
    meeting.expect(1)
    done: list[object] = []
    other = threading.Thread(target=lambda: done.extend(ask(Together(inner, meeting), meeting, [["a"]])))
    other.start()
    meeting.leave()
    other.join(timeout=20)
    assert done == [["<a>"]]


def test_a_fault_of_the_engine_is_everybodys_and_leaves_nobody_waiting() -> None:
    class Broken(Counting):
        def translate(self, requests: Sequence[Request]) -> list[Translation]:
            raise EngineError(f"broken with {len(requests)}")

    meeting = Meeting()
    assert ask(Together(Broken(), meeting), meeting, [["a"], ["b", "c"]]) == ["broken with 1", "broken with 2"]


# --- in a run --------------------------------------------------------------------


class Telling(Counting):
    """Writes the size of each batch into a file: it lives in another process."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        with self.file.open("a") as file:
            file.write(json.dumps(len(requests)) + "\n")
        return [Translation("", "empty") for _ in requests]


def telling_desk(home: Path) -> Desk:
    engine = Telling(home / "asked")
    return Desk(settings=Settings(engine="embedded"), shelf=home / "shelf", choose=lambda _settings: Choice(engine))


@pytest.mark.parametrize("width", [1, 4])
def test_a_run_gives_the_model_the_sentences_of_several_articles_at_once(tmp_path, width: int) -> None:
    write_articles(tmp_path / "in", 4)
    report = batches.run(tmp_path, desk=partial(telling_desk, tmp_path), width=width)
    assert report.count(State.MADE) == 4
    batches.require_whole(tmp_path, 4)
    first = json.loads((tmp_path / "asked").read_text().splitlines()[0])
    sentences = sum(made_article(number).count("。") for number in range(4 if width == 4 else 1))
    assert first >= sentences
