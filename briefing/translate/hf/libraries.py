"""transformers, opened the way we want it: local files, safe weights, nothing run, nothing said.

Owns every ``from_pretrained``. Knows nothing of requests.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import EngineError
from briefing.translate.hf import folder as folders
from briefing.translate.hf.failures import LOAD_HINT
from briefing.translate.profiles import ModelSpec

if TYPE_CHECKING:
    import torch


def open_model(folder: Path, spec: ModelSpec, dtype: torch.dtype) -> Any:
    """The model with all its weights, ready to run, on the CPU.

    transformers fills weights that a file lacks with chance and only warns;
    here they are an ``EngineError``.
    """
    folders.check(folder, spec)
    transformers = quiet_transformers()
    causal = spec.architecture == "causal"
    kind = transformers.AutoModelForCausalLM if causal else transformers.AutoModelForSeq2SeqLM
    model, told = kind.from_pretrained(
        folder,
        dtype=dtype,
        use_safetensors=True,
        local_files_only=True,
        trust_remote_code=False,
        output_loading_info=True,
    )
    if missing := sorted(told["missing_keys"]):
        raise EngineError(f"{spec.repo}: {len(missing)} weights are missing, {missing[0]} first", hint=LOAD_HINT)
    return model.eval()


def open_tokenizer(folder: Path, **options: str) -> Any:
    """The tokenizer of a model's folder."""
    transformers = quiet_transformers()
    with warnings.catch_warnings():
        # Marian's tokenizer asks for a package that it would not use for what we call.
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        return transformers.AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, **options
        )


def quiet_transformers() -> Any:
    """transformers without progress bars and advice: standard error belongs to the user."""
    import transformers

    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    return transformers
