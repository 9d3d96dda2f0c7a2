"""What a folder of weights has to hold, and what of it is missing or cut off.

Owns the names of files per architecture and the look into a safetensors header.
Knows nothing of where folders lie (``cache``) and reads no weights.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefing.translate.profiles import Architecture

CONFIG = "config.json"
INDEX = "model.safetensors.index.json"
WEIGHTS = "model.safetensors"
# Everything a model and its tokenizer are loaded from, and the licence that goes with them; nothing pickled.
WANTED = re.compile(
    r"model.*\.safetensors|model\.safetensors\.index\.json|config\.json|generation_config\.json|preprocessor_config\.json"
    r"|tokenizer.*|special_tokens_map\.json|added_tokens\.json|(source_|target_)?vocab\.\w+|merges\.txt|.*\.spm"
    r"|.*\.model|chat_template.*|(LICEN[SC]E|NOTICE)(\..*)?",
    re.IGNORECASE,
)
_SHARD = re.compile(r"-\d+-of-0*([2-9]|[1-9]\d+)\.safetensors$")
# The sets of files a tokenizer can be built from; one of them has to be whole.
_TOKENIZERS: Mapping[Architecture, tuple[tuple[str, ...], ...]] = {
    "marian": (("source.spm", "target.spm", "vocab.json"),),
    "m2m100": (("tokenizer.json",), ("sentencepiece.bpe.model", "vocab.json")),
    "t5": (("tokenizer.json",), ("spiece.model",)),
    "causal": (("tokenizer.json",), ("vocab.json", "merges.txt"), ("tokenizer.model",)),
}
_HEADER_LENGTH = 8
# The format's own limit; a larger number is no length but something else.
_LONGEST_HEADER = 100_000_000


def missing(folder: Path, architecture: Architecture, sizes: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """What keeps a model from being loaded, a line each, empty if nothing does.

    ``sizes`` are those of the files as they were fetched, where that is known.
    """
    problems = dict(_problems(folder, architecture))
    for name, size in (sizes or {}).items():
        if name not in problems and (found := _size(folder / name)) != size:
            problems[name] = name if found is None else cut_off(name, found, size)
    return tuple(problems.values())


def _problems(folder: Path, architecture: Architecture) -> Iterator[tuple[str, str]]:
    if _size(folder / CONFIG) is None:
        yield CONFIG, CONFIG
    for name in _weights(folder):
        problem = _problem(folder, name)
        if problem:
            yield name, problem
    lacking = [[name for name in names if _size(folder / name) is None] for names in _TOKENIZERS[architecture]]
    yield from ((name, name) for name in min(lacking, key=len))


def _weights(folder: Path) -> list[str]:
    """The names of the files that hold the weights, as the index says or as they lie there."""
    if _size(folder / INDEX) is not None:
        return _shards(folder / INDEX)
    found = sorted(file.name for file in folder.glob("*.safetensors"))
    if any(_SHARD.search(name) for name in found):
        return [*found, INDEX]
    return found or [WEIGHTS]


def _shards(index: Path) -> list[str]:
    try:
        return sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return [index.name]


def _problem(folder: Path, name: str) -> str:
    found = _size(folder / name)
    if found is None:
        pickled = name == WEIGHTS and any(folder.glob("*.bin"))
        return f"{name} (there are only pickled weights, which are not loaded)" if pickled else name
    if name == INDEX:
        return f"{name} is damaged"
    size = stated_size(folder / name)
    if size is None:
        return f"{name} is damaged"
    return cut_off(name, found, size) if found != size else ""


def stated_size(weights: Path) -> int | None:
    """How long a safetensors file is by its own header; None where it has none that can be read."""
    try:
        with weights.open("rb") as file:
            length = int.from_bytes(file.read(_HEADER_LENGTH), "little")
            if length > _LONGEST_HEADER:
                return None
            tensors = json.loads(file.read(length))
        ends = [entry["data_offsets"][1] for name, entry in tensors.items() if name != "__metadata__"]
        return _HEADER_LENGTH + length + max(ends, default=0)
    except (OSError, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return None


def cut_off(name: str, found: int, size: int) -> str:
    """The line for a file that is not as long as it should be."""
    return f"{name} is cut off ({found:,} of {size:,} bytes)" if found < size else f"{name} is damaged"


def size_words(size: float) -> str:
    """Bytes as people read them: 4.1 GB, 0.7 GB, 12 MB."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e8 else f"{size / 1e6:,.0f} MB"


def _size(file: Path) -> int | None:
    """The size of a file; None where there is none, or only a link that leads nowhere."""
    return file.stat().st_size if file.is_file() else None
