"""Text to pieces and back without transformers, by the rules of each model family.

Owns what transformers' tokenizers do for Marian, M2M100 and T5; tests hold the
two side by side. Pieces are strings, as CTranslate2 wants them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.errors import EngineError
from briefing.translate.hf.failures import LOAD_HINT
from briefing.translate.profiles import ModelSpec
from briefing.values import Lang

END = "</s>"
# What no reader should see. Language tokens are taken off by place, not by name.
_SILENT = frozenset({END, "<s>", "<pad>", "<unk>"})
# What CTranslate2 calls the places of M2M100's vocabulary that have no word.
_MADE_UP = "madeupword"
# The files of a folder that the rules below read.
FILES = ("source.spm", "target.spm", "sentencepiece.bpe.model", "spiece.model", "tokenizer.json")

Encode = Callable[[str], list[str]]
Decode = Callable[[list[str]], str]


class Pieces:
    """The pieces of one model. ``vocabulary`` is what the converted model knows."""

    def __init__(self, folder: Path, spec: ModelSpec, vocabulary: frozenset[str]) -> None:
        self._encode, self._decode = _codec(folder, spec)
        self._spec = spec
        named = {lang: _token(spec, spec.target_tokens.get(lang, ""), vocabulary) for lang in spec.langs}
        head = _token(spec, spec.source_token, vocabulary) if spec.architecture == "m2m100" else []
        # M2M100 reads its own language first and begins its output with the other one; the rest are told the target.
        self._before = {lang: head or token for lang, token in named.items()}
        self._first = {lang: token if head else [] for lang, token in named.items()}

    def source(self, text: str, lang: Lang) -> list[str]:
        return [*self._before[lang], *self._encode(text), END]

    def first(self, lang: Lang) -> list[str]:
        """What an output must begin with; empty where it may begin with anything."""
        return self._first[lang]

    def text(self, pieces: Sequence[str]) -> str:
        return self._decode([piece for piece in pieces if piece not in _SILENT and _MADE_UP not in piece]).strip()


def vocabulary(folder: Path) -> frozenset[str]:
    """Every token of a converted model."""
    return frozenset(json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8")))


def _token(spec: ModelSpec, name: str, known: frozenset[str]) -> list[str]:
    if not name:
        return []
    for form in (f"__{name}__", name):
        if form in known:
            return [form]
    raise EngineError(
        f"{spec.repo}: the tokenizer knows no language token {name}", hint="correct the tokens in the profile"
    )


def _codec(folder: Path, spec: ModelSpec) -> tuple[Encode, Decode]:
    if spec.architecture == "marian":
        return _sentencepiece(folder / "source.spm")[0], _sentencepiece(folder / "target.spm")[1]
    if (folder / "tokenizer.json").is_file():
        return _tokenizers(folder / "tokenizer.json")
    for name in ("sentencepiece.bpe.model", "spiece.model"):
        if (folder / name).is_file():
            return _sentencepiece(folder / name)
    raise EngineError(f"{spec.repo}: the tokenizer files are missing", hint=LOAD_HINT)


def _sentencepiece(file: Path) -> tuple[Encode, Decode]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(file))

    def encode(text: str) -> list[str]:
        return list(model.encode(text, out_type=str))

    def decode(pieces: list[str]) -> str:
        return str(model.decode_pieces(pieces)).replace("▁", " ")

    return encode, decode


def _tokenizers(file: Path) -> tuple[Encode, Decode]:
    from tokenizers import Tokenizer

    model = Tokenizer.from_file(str(file))
    # "</s>" in an article is text.
    model.encode_special_tokens = True
    special = frozenset(token.content for token in model.get_added_tokens_decoder().values() if token.special)

    def encode(text: str) -> list[str]:
        return list(model.encode(text, add_special_tokens=False).tokens)

    def decode(pieces: list[str]) -> str:
        words = [piece for piece in pieces if piece not in special]
        return str(model.decoder.decode(words)) if model.decoder else "".join(words).replace("▁", " ")

    return encode, decode
