"""Translation models run by CTranslate2 on the CPU: no torch, no transformers.

Owns the layout of workers and the options of its search. Knows nothing of how a
model was converted (``conversion``) or text cut into pieces (``pieces``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.translate.engine import Request
from briefing.translate.hf import machine
from briefing.translate.hf.pieces import Pieces, vocabulary
from briefing.translate.hf.runner import Output, Pending, Prepared, output_limit
from briefing.translate.profiles import ModelSpec

BUDGET = 1_024


class CTranslateRunner:
    """A converted model with one worker a core: workers need no waiting for each other, threads of one worker do."""

    budget = BUDGET

    def __init__(self, folder: Path, spec: ModelSpec, *, length: int | None = None) -> None:
        import ctranslate2

        self.repo = spec.repo
        self.max_input = spec.max_input
        self.ways = machine.cores()
        self._spec = spec
        self._pieces = Pieces(folder, spec, vocabulary(folder))
        self.translator = ctranslate2.Translator(str(folder), device="cpu", inter_threads=self.ways, intra_threads=1)
        self._length = length

    def prepare(self, request: Request) -> Prepared:
        tokens = self._pieces.source(request.text, request.lang)
        return Prepared(tuple(tokens), request.lang, output_limit(self._spec, len(tokens)))

    def submit(self, batch: Sequence[Prepared]) -> Pending:
        first = self._pieces.first(batch[0].lang)
        # What an output must begin with counts as a part of it.
        limit = len(first) + (self._length or max(each.limit for each in batch))
        started = self.translator.translate_batch(
            [list(each.tokens) for each in batch],
            target_prefix=[first] * len(batch) if first else None,
            asynchronous=True,
            # A conversion without such a map writes any token.
            use_vmap=True,
            beam_size=self._spec.decoding.beams,
            repetition_penalty=self._spec.decoding.repetition_penalty,
            no_repeat_ngram_size=self._spec.decoding.no_repeat_ngram,
            # Long inputs were divided before; CTranslate2 would drop their end without a word.
            max_input_length=0,
            # By default it never lets an output be empty; what it then writes is worse than nothing.
            min_decoding_length=limit if self._length else 0,
            max_decoding_length=limit,
        )
        return lambda: [
            self._output(each, result.result().hypotheses[0], len(first))
            for each, result in zip(batch, started, strict=True)
        ]

    def _output(self, asked: Prepared, pieces: list[str], skip: int) -> Output:
        new = pieces[skip:]
        return Output(self._pieces.text(new), cut=len(new) >= asked.limit)
