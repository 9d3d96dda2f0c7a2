"""The engine behind every profile of models: routes requests by language and judges what comes back.

Owns the way of a request: which model, in which parts, and whether the output
is a translation at all. Knows nothing of libraries or files (``load``) nor of
what makes a translation right.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefing.errors import EngineError
from briefing.translate.engine import Request, Translation
from briefing.translate.hf import batches
from briefing.translate.hf.clauses import divide
from briefing.translate.hf.runner import Output, Prepared, Runner
from briefing.translate.problems import problem_of
from briefing.values import Lang

# Parts of one sentence are put together as the language writes sentences in a row.
_BETWEEN: Mapping[Lang, str] = {"en": " ", "ja": ""}


@dataclass(frozen=True, slots=True)
class _Part:
    """A request, or what could be divided off it. ``prepared`` is None where there is nothing to translate."""

    text: str
    prepared: Prepared | None
    too_long: bool = False


class ModelEngine:
    """Loaded models, one for each language it writes. Several threads may share it; they take turns."""

    grain: Literal["sentence", "paragraph"] = "sentence"

    def __init__(
        self,
        name: str,
        runners: Mapping[Lang, Runner],
        *,
        models: tuple[tuple[str, str], ...],
        takes_terms: bool = False,
    ) -> None:
        self.name = name
        self.models = models
        self.takes_terms = takes_terms
        self._runners = dict(runners)
        self._turn = threading.Lock()

    def langs(self) -> frozenset[Lang]:
        return frozenset(self._runners)

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """One answer a request, in order. Raises ``EngineError`` where a model fails."""
        if unknown := sorted({request.lang for request in requests} - self.langs()):
            raise EngineError(f"engine {self.name} was not opened for {unknown[0]}", hint="open it for this language")
        answers: dict[int, Translation] = {}
        with self._turn:
            for lang in dict.fromkeys(request.lang for request in requests):
                places = [place for place, request in enumerate(requests) if request.lang == lang]
                answered = _translate(self._runners[lang], [requests[place] for place in places])
                answers.update(zip(places, answered, strict=True))
        return [answers[place] for place in range(len(requests))]


def _translate(runner: Runner, requests: list[Request]) -> list[Translation]:
    parts = {request: _parts(runner, request) for request in dict.fromkeys(requests)}
    wanted = [part.prepared for each in parts.values() for part in each if part.prepared and not part.too_long]
    outputs = dict(zip(wanted, batches.run(runner, wanted), strict=True))
    done = {request: _joined(each, outputs, request.lang) for request, each in parts.items()}
    return [done[request] for request in requests]


def _parts(runner: Runner, request: Request) -> list[_Part]:
    if not any(letter.isalnum() for letter in request.text):
        return [_Part(request.text, None)]
    known: dict[str, Prepared] = {}

    def fits(text: str) -> bool:
        known[text] = runner.prepare(replace(request, text=text))
        return len(known[text].tokens) <= runner.max_input

    texts = divide(request.text, fits)
    return [_Part(text, known[text], too_long=len(known[text].tokens) > runner.max_input) for text in texts]


def _joined(parts: list[_Part], outputs: Mapping[Prepared, Output], lang: Lang) -> Translation:
    """The parts of one request together; the first problem of any is the problem of the whole."""
    done = [_judged(part, outputs) for part in parts]
    text = _BETWEEN[lang].join(each.text for each in done)
    return Translation(text, next((each.problem for each in done if each.problem), ""))


def _judged(part: _Part, outputs: Mapping[Prepared, Output]) -> Translation:
    if part.prepared is None:
        return Translation("", "empty")
    if part.too_long:
        # Nothing was translated: a model given half a sentence would write half a truth.
        return Translation("", "cut")
    output = outputs[part.prepared]
    text = " ".join(output.text.split())
    return Translation(text, problem_of(part.text, text, cut=output.cut))
