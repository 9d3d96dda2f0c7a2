"""A model's folder, looked at before any library opens it: is it whole, and is it the model it should be.

Owns which files a model needs and how a half-downloaded one shows. Reads heads
and sizes only, imports no library, and says what is missing by name; the
libraries would say it in a page, or not at all.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

from briefing.errors import EngineError
from briefing.translate.hf.failures import LOAD_HINT
from briefing.translate.profiles import Architecture, ModelSpec

# model_type of config.json. A causal model may be of any type that is none of these.
_TYPES: dict[Architecture, frozenset[str]] = {
    "marian": frozenset({"marian"}),
    "m2m100": frozenset({"m2m_100"}),
    "t5": frozenset({"t5", "mt5", "umt5"}),
}
_SEQ2SEQ = frozenset().union(*_TYPES.values())
# Any one of these sets makes a tokenizer.
TOKENIZERS: dict[Architecture, tuple[tuple[str, ...], ...]] = {
    "marian": (("source.spm", "target.spm", "vocab.json"),),
    "m2m100": (("tokenizer.json",), ("sentencepiece.bpe.model", "vocab.json"), ("sentencepiece.bpe.model",)),
    "t5": (("tokenizer.json",), ("spiece.model",)),
    "causal": (("tokenizer.json",), ("vocab.json", "merges.txt"), ("tokenizer.model",)),
}
_SAFE, _SAFE_INDEX = "model.safetensors", "model.safetensors.index.json"


def check(folder: Path, spec: ModelSpec) -> list[Path]:
    """The weight files of a folder that is whole. Raises ``EngineError`` naming what is missing or broken."""
    if not folder.is_dir():
        raise _broken(spec, f"no such folder: {folder}")
    _check_type(spec, _json(spec, folder / "config.json"))
    _check_tokenizer(folder, spec)
    weights = _weights(folder, spec)
    for file in weights:
        if not file.is_file():
            raise _broken(spec, f"{file.name} is missing (half-downloaded?)")
        _check_safetensors(spec, file)
    return weights


def _check_type(spec: ModelSpec, config: dict[str, Any]) -> None:
    found = str(config.get("model_type", ""))
    known = _TYPES.get(spec.architecture)
    if found in known if known is not None else found not in _SEQ2SEQ:
        return
    raise EngineError(
        f"{spec.repo}: holds a {found or 'nameless'} model, the profile says {spec.architecture}",
        hint="correct architecture in the profile",
    )


def _check_tokenizer(folder: Path, spec: ModelSpec) -> None:
    wanted = TOKENIZERS[spec.architecture]
    if any(all((folder / name).is_file() for name in names) for names in wanted):
        return
    missing = [name for name in wanted[0] if not (folder / name).is_file()]
    raise _broken(spec, f"the tokenizer file {missing[0]} is missing")


def _weights(folder: Path, spec: ModelSpec) -> list[Path]:
    if (folder / _SAFE).is_file():
        return [folder / _SAFE]
    if (folder / _SAFE_INDEX).is_file():
        shards = _json(spec, folder / _SAFE_INDEX).get("weight_map")
        if not isinstance(shards, dict) or not shards:
            raise _broken(spec, f"{_SAFE_INDEX} names no weights")
        return [folder / name for name in sorted({str(name) for name in shards.values()})]
    if any(folder.glob("*.bin")):
        raise EngineError(
            f"{spec.repo}: has only pickled weights, which can run code and are not loaded",
            hint="name a revision with safetensors in the profile",
        )
    raise _broken(spec, f"no weights: {_SAFE} is missing")


def _check_safetensors(spec: ModelSpec, file: Path) -> None:
    """The head says how long the file must be."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        start = stream.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else size
        if length + 8 > size:
            raise _broken(spec, f"{file.name} ends within its head (half-downloaded?)")
        try:
            head = json.loads(stream.read(length))
            ends = [tensor["data_offsets"][1] for name, tensor in head.items() if name != "__metadata__"]
            expected = 8 + length + max(ends, default=0)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise _broken(spec, f"{file.name} is no safetensors file") from error
    if size != expected:
        raise _broken(spec, f"{file.name} has {size:,} of {expected:,} bytes (half-downloaded?)")


def _json(spec: ModelSpec, file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _broken(spec, f"{file.name} is missing") from error
    except (OSError, ValueError) as error:
        raise _broken(spec, f"{file.name} cannot be read") from error
    if not isinstance(content, dict):
        raise _broken(spec, f"{file.name} cannot be read")
    return content


def _broken(spec: ModelSpec, what: str) -> EngineError:
    return EngineError(f"{spec.repo}: {what}", hint=LOAD_HINT)
