"""Translation models with an encoder, run by transformers: Marian, M2M100, T5.

Owns the language tokens of each. Knows nothing of batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import EngineError
from briefing.translate.engine import Request
from briefing.translate.hf import machine
from briefing.translate.hf.generation import Generation
from briefing.translate.hf.libraries import open_model, open_tokenizer
from briefing.translate.hf.runner import Output, Pending, Prepared, output_limit
from briefing.translate.profiles import ModelSpec

if TYPE_CHECKING:
    import torch

BUDGET = {"cpu": 1_024, "cuda": 8_192}


class Seq2SeqRunner:
    """A loaded encoder-decoder model."""

    ways = 1

    def __init__(self, folder: Path, spec: ModelSpec, *, device: torch.device, length: int | None = None) -> None:
        self.repo = spec.repo
        self.max_input = spec.max_input
        self.budget = BUDGET[device.type]
        self._spec = spec
        model = open_model(folder, spec, machine.number_format(device, large=False)).to(device)
        self._generation = Generation(model, spec.decoding, causal=False, length=length)
        source = {"src_lang": spec.source_token} if spec.architecture == "m2m100" else {}
        self._tokenizer = open_tokenizer(folder, **source)
        self._targets = {lang: self._token(spec.target_tokens.get(lang, "")) for lang in spec.langs}

    def prepare(self, request: Request) -> Prepared:
        tokens = self._tokenizer(request.text, split_special_tokens=True)["input_ids"]
        target = self._targets[request.lang]
        if target is not None and self._spec.architecture != "m2m100":
            tokens = [target, *tokens]
        return Prepared(tuple(tokens), request.lang, output_limit(self._spec, len(tokens)))

    def submit(self, batch: Sequence[Prepared]) -> Pending:
        return lambda: self._run(batch)

    def _run(self, batch: Sequence[Prepared]) -> list[Output]:
        forced = self._targets[batch[0].lang] if self._spec.architecture == "m2m100" else None
        rows = self._generation.rows(batch, first=forced)
        return [Output(self._text(row.tokens), row.cut) for row in rows]

    def _text(self, tokens: list[int]) -> str:
        # Places of M2M100's vocabulary without a word are read as unknown, under another number than the unknown one.
        names = self._tokenizer.convert_ids_to_tokens(tokens)
        known = [token for token, name in zip(tokens, names, strict=True) if name != self._tokenizer.unk_token]
        text: str = self._tokenizer.decode(known, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text.strip()

    def _token(self, name: str) -> int | None:
        """The id of a language token, written as in the vocabulary or (M2M100) as the bare code."""
        if not name:
            return None
        for form in (f"__{name}__", name):
            found = self._tokenizer.convert_tokens_to_ids(form)
            if isinstance(found, int) and found != self._tokenizer.unk_token_id:
                return found
        raise EngineError(
            f"{self.repo}: the tokenizer knows no language token {name}", hint="correct target_tokens in the profile"
        )
