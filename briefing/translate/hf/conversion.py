"""CTranslate2's form of a model, made once and kept in a cache folder.

Owns the cache: its names, that a folder in it is whole or absent, and that two
processes may make the same one. The one place that needs transformers and torch
for CTranslate2; once the folder is there, neither is imported.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefing.errors import EngineError
from briefing.translate.hf import folder as folders
from briefing.translate.hf import outputs
from briefing.translate.hf.failures import loading
from briefing.translate.hf.pieces import FILES, vocabulary
from briefing.translate.profiles import ModelSpec

QUANTISATION = "int8"
# What a conversion consists of; one more whenever its files change, so that none of before is used.
_LAYOUT = 2
# Written last: a folder without it, or with files of other sizes, is not whole.
_SEAL = "converted.json"
_HALF = ".half-"
_SPARE = 64 * 2**20
_STALE_SECONDS = 24 * 3600

Convert = Callable[[Path, ModelSpec, Path, str], None]
FreeBytes = Callable[[Path], int]


def converted(
    folder: Path,
    spec: ModelSpec,
    *,
    commit: str,
    cache: Path,
    quantisation: str = QUANTISATION,
    convert: Convert | None = None,
    free_bytes: FreeBytes | None = None,
) -> Path:
    """The converted model's folder, made where it is not there yet.

    Raises ``EngineError`` where the model's folder is not whole, the disk is too
    full or the conversion fails; nothing half-made stays behind.
    """
    weights = folders.check(folder, spec)
    target = cache / _name(folder, spec, commit, quantisation, weights)
    if _whole(target):
        return target
    _make_room(cache, spec, weights, free_bytes or _free_bytes)
    with loading(spec.repo, done="converted", hint=f"make room in {cache}, or fetch the model again"):
        return _made(folder, spec, target, quantisation, convert or _convert)


def _made(folder: Path, spec: ModelSpec, target: Path, quantisation: str, convert: Convert) -> Path:
    with _half_made(target.parent) as half:
        convert(folder, spec, half / "model", quantisation)
        for name in FILES:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, half / "model" / name)
        _seal(half / "model")
        _put(half / "model", target)
    return target


def _name(folder: Path, spec: ModelSpec, commit: str, quantisation: str, weights: list[Path]) -> str:
    """Readable, and different for whatever would give other files. A folder without a commit is known by its files."""
    import ctranslate2

    seen = commit or repr([(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in weights])
    place = "" if commit else folder.resolve()
    key = hashlib.sha256(f"{_LAYOUT}\n{spec.repo}\n{seen}\n{place}".encode()).hexdigest()[:12]
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", spec.repo).strip("-.")[-60:]
    return f"{readable}-{key}-{quantisation}-ct2-{ctranslate2.__version__}"


def _whole(target: Path) -> bool:
    try:
        sizes = json.loads((target / _SEAL).read_text(encoding="utf-8"))["sizes"]
        return all((target / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _make_room(cache: Path, spec: ModelSpec, weights: list[Path], free_bytes: FreeBytes) -> None:
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(
            f"{cache}: the folder for converted models cannot be made ({type(error).__name__})",
            hint="set XDG_CACHE_HOME to a folder that can be written",
        ) from error
    needed = sum(file.stat().st_size for file in weights) + _SPARE
    free = free_bytes(cache)
    if free < needed:
        raise EngineError(
            f"{spec.repo}: {needed // 2**20:,} MB are needed to convert it, {free // 2**20:,} MB are free in {cache}",
            hint="make room, or set XDG_CACHE_HOME to a folder on another disk",
        )


def _free_bytes(cache: Path) -> int:
    return shutil.disk_usage(cache).free


@contextmanager
def _half_made(cache: Path) -> Iterator[Path]:
    """A folder beside the finished ones, gone whatever happens; what a killed process left goes a day later."""
    for old in cache.glob(_HALF + "*"):
        if time.time() - old.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    half = Path(tempfile.mkdtemp(prefix=_HALF, dir=cache))
    try:
        yield half
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _seal(model: Path) -> None:
    """Every file on the disk before the folder gets its name, and their sizes beside them."""
    files = sorted(file for file in model.iterdir() if file.is_file())
    for file in files:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
    sizes = {file.name: file.stat().st_size for file in files}
    (model / _SEAL).write_text(json.dumps({"sizes": sizes}), encoding="utf-8")


def _put(model: Path, target: Path) -> None:
    """Gives the folder its name. Where another process was first, its folder is as good as ours."""
    try:
        model.rename(target)
    except OSError:
        if _whole(target):
            return
        # What lies there is broken: out of the way in one step, then ours in its place.
        target.rename(model.parent / "broken")
        model.rename(target)


class _WholeVocabulary:
    """A tokenizer that counts M2M100's language tokens to its vocabulary: since version 5 transformers leaves
    them out, and CTranslate2 would give their places to made-up words."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)

    def get_vocab(self) -> dict[str, int]:
        return {**self._tokenizer.get_vocab(), **getattr(self._tokenizer, "lang_token_to_id", {})}


def _convert(folder: Path, spec: ModelSpec, target: Path, quantisation: str) -> None:
    import torch
    from ctranslate2.converters import TransformersConverter

    from briefing.translate.hf.libraries import open_model, open_tokenizer

    class Converter(TransformersConverter):  # type: ignore[misc]  # the package has no types
        """CTranslate2's converter with our way of opening files."""

        def load_model(self, _kind: Any, _name: str, **_options: Any) -> Any:
            model = open_model(folder, spec, torch.float32)
            if hasattr(model.config, "scale_decoder_outputs"):
                # transformers 5 says of every T5 that its embeddings are tied, and keeps here what the
                # converter wants to know: whether outputs are scaled.
                model.config.tie_word_embeddings = model.config.scale_decoder_outputs
            return model

        def load_tokenizer(self, _kind: Any, _name: str, **_options: Any) -> Any:
            tokenizer = open_tokenizer(folder)
            if getattr(tokenizer, "separate_vocabs", False):
                # The converter would give both sides the vocabulary of the source.
                raise EngineError(
                    f"{spec.repo}: has a vocabulary for each language, which CTranslate2 is not given here",
                    hint='set runtime = "transformers" in the profile',
                )
            return _WholeVocabulary(tokenizer)

    Converter(str(folder)).convert(str(target), quantization=quantisation)
    if spec.architecture == "marian":
        tokens = vocabulary(target)
        outputs.restrict(target, tokens, source=folder / "source.spm", target=folder / "target.spm")
