"""Chat models: they are asked in words, and answer with more than was asked for.

Owns prompts and the cleaning of answers, for translation and for headlines and
takeaways. The prompts themselves stand in the profile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.errors import EngineError
from briefing.translate.engine import Request, Translation
from briefing.translate.hf import batches, machine
from briefing.translate.hf.failures import LOAD_HINT
from briefing.translate.hf.generation import Generation
from briefing.translate.hf.libraries import open_model, open_tokenizer
from briefing.translate.hf.runner import Output, Pending, Prepared, output_limit
from briefing.translate.problems import problem_of
from briefing.translate.profiles import ModelSpec
from briefing.values import Lang

if TYPE_CHECKING:
    import torch

BUDGET = {"cpu": 2_048, "cuda": 16_384}
_SLOT = re.compile(r"\{(text|language|terms|context|source|target)\}")
_TERM = "{source} 翻译成 {target}"
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)|\A.*?</think>", re.DOTALL)
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'), ("「", "」"), ("『", "』"), ("'", "'"))


class ChatRunner:
    """A loaded causal model with a chat template."""

    ways = 1

    def __init__(self, folder: Path, spec: ModelSpec, *, device: torch.device, length: int | None = None) -> None:
        self.repo = spec.repo
        self.max_input = spec.max_input
        self.budget = BUDGET[device.type]
        self._spec = spec
        model = open_model(folder, spec, machine.number_format(device, large=True)).to(device)
        self._generation = Generation(model, spec.decoding, causal=True, length=length)
        self._tokenizer = open_tokenizer(folder)
        if not getattr(self._tokenizer, "chat_template", None):
            raise EngineError(f"{spec.repo}: the tokenizer has no chat template", hint=LOAD_HINT)
        self._special = special_tokens(self._tokenizer.get_added_vocab())

    def prepare(self, request: Request) -> Prepared:
        """The request in the fullest prompt form that fits: context is given up before terms are."""
        tokens: list[int] = []
        for prompt in translation_prompts(self._spec, self._without_special(request)):
            tokens = self._tokens(prompt)
            if len(tokens) <= self.max_input:
                break
        limit = output_limit(self._spec, self._length(request.text))
        return Prepared(tuple(tokens), request.lang, limit, quoted=in_quotes(request.text))

    def ask(self, form: str, text: str, lang: Lang) -> Prepared:
        """A prompt form that is no translation, filled in."""
        values = {"text": self._special.sub(" ", text), "language": self._spec.languages.get(lang, lang)}
        tokens = self._tokens(fill(self._spec.prompts[form], values))
        return Prepared(tuple(tokens), lang, output_limit(self._spec, self._length(text)))

    def submit(self, batch: Sequence[Prepared]) -> Pending:
        return lambda: self._run(batch)

    def _run(self, batch: Sequence[Prepared]) -> list[Output]:
        rows = self._generation.rows(batch)
        texts = [self._tokenizer.decode(row.tokens, skip_special_tokens=True) for row in rows]
        return [
            Output(clean(text, quoted=each.quoted), row.cut) for text, row, each in zip(texts, rows, batch, strict=True)
        ]

    def _tokens(self, prompt: str) -> list[int]:
        asked = self._tokenizer.apply_chat_template(
            [{"role": "user", "content": prompt}],
            tokenize=False,
            add_generation_prompt=True,
            # Models that think aloud unless told otherwise read this; others ignore it.
            enable_thinking=False,
        )
        return list(self._tokenizer(asked, add_special_tokens=False)["input_ids"])

    def _length(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _without_special(self, request: Request) -> Request:
        """An article that holds a turn's end would otherwise speak to the model in the user's place."""
        return replace(
            request,
            text=self._special.sub(" ", request.text),
            context=self._special.sub(" ", request.context),
            terms=tuple((self._special.sub(" ", zh), self._special.sub(" ", target)) for zh, target in request.terms),
        )


class ChatCondenser:
    """An instruct model that shortens finished sentences. A form that the profile lacks is answered as empty."""

    def __init__(self, runner: ChatRunner, spec: ModelSpec, *, models: tuple[tuple[str, str], ...]) -> None:
        self.models = models
        self._runner = runner
        self._spec = spec

    def condense(self, points: Sequence[str], lang: Lang, what: Literal["headline", "takeaway"]) -> Translation:
        if what not in self._spec.prompts or lang not in self._spec.langs or not points:
            return Translation("", "empty")
        asked = self._runner.ask(what, "\n".join(points), lang)
        if len(asked.tokens) > self._runner.max_input:
            return Translation("", "cut")
        (output,) = batches.run(self._runner, [asked])
        text = " ".join(output.text.split())
        return Translation(text, problem_of("\n".join(points), text, cut=output.cut))


def translation_prompts(spec: ModelSpec, request: Request) -> list[str]:
    """The prompts that may be used for a request, fullest first."""
    forms = spec.prompts
    wanted = [
        name
        for name, there in (("terms", request.terms), ("context", request.context), ("plain", True))
        if there and name in forms
    ]
    values = {
        "text": request.text,
        "language": spec.languages.get(request.lang, request.lang),
        "terms": "\n".join(
            fill(forms.get("term", _TERM), {"source": zh, "target": target}) for zh, target in request.terms
        ),
        "context": request.context,
    }
    full = [fill(forms[name], values) for name in wanted]
    # A terms form may have a place for the context too; the same form without it comes next.
    bare = [fill(forms["terms"], {**values, "context": ""})] if wanted[0] == "terms" and request.context else []
    return [full[0], *bare, *full[1:]]


def fill(form: str, values: Mapping[str, str]) -> str:
    """The form with its slots filled, in one pass: braces in an article stay what they are."""
    return _SLOT.sub(lambda slot: values.get(slot.group(1), slot.group()), form)


def special_tokens(names: Mapping[str, int]) -> re.Pattern[str]:
    """Finds the tokens with which a chat template marks turns."""
    longest_first = sorted((name for name in names if name.strip()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def clean(text: str, *, quoted: bool = False) -> str:
    """An answer without thoughts before it and, unless the source has them, quotation marks around it all."""
    text = _THOUGHTS.sub("", text).strip()
    return text if quoted or not in_quotes(text) else text[1:-1].strip()


def in_quotes(text: str) -> bool:
    """Whether one pair of quotation marks holds the whole text."""
    text = text.strip()
    return any(
        len(text) > 2 and text[0] == opening and text[-1] == closing and not {opening, closing} & set(text[1:-1])
        for opening, closing in _QUOTES
    )
