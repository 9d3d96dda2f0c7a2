"""One pass of ``generate``: rows of tokens in, rows of new tokens out, always the same for the same rows.

Owns padding, search options and where an output ends. Knows nothing of
tokenizers and prompts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.translate.hf.runner import Prepared
from briefing.translate.profiles import Decoding

if TYPE_CHECKING:
    import torch

# What a model's own generation settings may keep: which tokens are what. How to search is for the profile.
_KEPT = ("bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id", "bad_words_ids")


@dataclass(frozen=True, slots=True)
class Row:
    """New tokens of one input, without the token that ends them."""

    tokens: list[int]
    cut: bool


class Generation:
    """``generate`` of one model with one way of searching. ``length`` forces an exact number of tokens."""

    def __init__(self, model: Any, decoding: Decoding, *, causal: bool, length: int | None = None) -> None:
        from transformers import GenerationConfig

        own = model.generation_config
        ids = {name: getattr(own, name, None) for name in _KEPT}
        ids = {name: getattr(model.config, name, None) if value is None else value for name, value in ids.items()}
        ends = ids["eos_token_id"]
        self._ends = frozenset(ends if isinstance(ends, list) else [] if ends is None else [ends])
        pad = ids["pad_token_id"]
        self._pad = ids["pad_token_id"] = min(self._ends, default=0) if pad is None else pad
        self._options = {
            **{name: value for name, value in ids.items() if value is not None},
            "do_sample": False,
            "num_beams": decoding.beams,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram,
        }
        # Otherwise generate would fill what is not set from here, temperatures and length limits among it.
        model.generation_config = GenerationConfig(**self._options)
        self._model, self._causal, self._length = model, causal, length

    def rows(self, batch: Sequence[Prepared], *, first: int | None = None) -> list[Row]:
        """The new tokens of each input; ``first`` is the token an output must begin with, and no part of it."""
        import torch
        from transformers import GenerationConfig

        ids, mask = self._padded(batch)
        extra = 0 if first is None else 1
        limit = self._length or max(each.limit for each in batch)
        options: dict[str, Any] = {**self._options, "max_new_tokens": limit + extra}
        if first is not None:
            options["forced_bos_token_id"] = first
        if self._length:
            options["min_new_tokens"] = limit + extra
        with torch.inference_mode():
            made = self._model.generate(
                input_ids=ids, attention_mask=mask, generation_config=GenerationConfig(**options)
            )
        # A decoder of its own begins with its start token, a causal model with the whole input.
        skip = (ids.shape[1] if self._causal else 1) + extra
        return [self._row(tokens[skip:], each.limit) for tokens, each in zip(made.tolist(), batch, strict=True)]

    def _padded(self, batch: Sequence[Prepared]) -> tuple[torch.Tensor, torch.Tensor]:
        """Causal models continue the last token, so their padding stands on the left."""
        import torch

        width = max(len(each.tokens) for each in batch)
        ids, mask = [], []
        for each in batch:
            fill = [self._pad] * (width - len(each.tokens))
            none, some = [0] * len(fill), [1] * len(each.tokens)
            ids.append([*fill, *each.tokens] if self._causal else [*each.tokens, *fill])
            mask.append([*none, *some] if self._causal else [*some, *none])
        device = self._model.device
        return torch.tensor(ids, device=device), torch.tensor(mask, device=device)

    def _row(self, tokens: list[int], limit: int) -> Row:
        """Cut by its own limit, not by the longest of the batch: company must not change the answer."""
        end = next((place for place, token in enumerate(tokens) if token in self._ends), len(tokens))
        return Row(tokens[:end], cut=end >= limit)
