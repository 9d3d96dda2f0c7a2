"""Several articles at one model: their sentences are translated together.

Owns the meeting: each article is worked on in a thread of its own, and when all
that are under way wait for the model, it gets everything they ask for as one
batch. Knows nothing of models and articles.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefing.errors import EngineError
from briefing.translate.engine import Engine, Request, Translation
from briefing.values import Lang


@dataclass(slots=True)
class _Asked:
    """What one article waits for. Exactly one of ``answers`` and ``error`` comes."""

    requests: Sequence[Request]
    answers: list[Translation] | None = None
    error: BaseException | None = None


@dataclass(slots=True)
class Meeting:
    """Counts who is under way. The same meeting serves every engine opened in a process."""

    condition: threading.Condition = field(default_factory=threading.Condition)
    under_way: int = 0
    waiting: dict[int, list[_Asked]] = field(default_factory=dict)

    def expect(self, articles: int) -> None:
        """So many articles are begun now, each in a thread that will ``leave``: a batch waits for their parts."""
        with self.condition:
            self.under_way += articles

    def leave(self) -> None:
        with self.condition:
            self.under_way -= 1
            self.condition.notify_all()

    @property
    def complete(self) -> bool:
        return sum(map(len, self.waiting.values())) >= self.under_way


class Together:
    """An engine that answers as the one inside does, for several threads at once."""

    def __init__(self, inner: Engine, meeting: Meeting) -> None:
        self._inner, self._meeting = inner, meeting

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def models(self) -> tuple[tuple[str, str], ...]:
        return self._inner.models

    @property
    def grain(self) -> Literal["sentence", "paragraph"]:
        return self._inner.grain

    @property
    def takes_terms(self) -> bool:
        return self._inner.takes_terms

    def langs(self) -> frozenset[Lang]:
        return self._inner.langs()

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        mine = _Asked(requests)
        meeting, key = self._meeting, id(self._inner)
        with meeting.condition:
            meeting.waiting.setdefault(key, []).append(mine)
            meeting.condition.notify_all()
            while mine.answers is None and mine.error is None:
                if meeting.complete and meeting.waiting.get(key):
                    self._serve(meeting.waiting.pop(key))
                    meeting.condition.notify_all()
                else:
                    meeting.condition.wait()
        if mine.error is not None:
            raise mine.error
        return mine.answers or []

    def _serve(self, asked: Sequence[_Asked]) -> None:
        """All at once; where that fails each alone, so that one article's trouble is not everybody's."""
        try:
            answers = iter(self._inner.translate([request for each in asked for request in each.requests]))
            for each in asked:
                each.answers = [next(answers) for _ in each.requests]
        except EngineError:
            for each in asked:
                self._serve_alone(each)
        except BaseException as error:
            for each in asked:  # nobody waits for an answer that will not come
                each.error = error
            raise

    def _serve_alone(self, each: _Asked) -> None:
        try:
            each.answers = self._inner.translate(each.requests)
        except EngineError as error:
            each.error = error
