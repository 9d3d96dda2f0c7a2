"""What the model libraries raise, as one line with a hint.

The border between their errors and ours. Owns which errors mean "no memory".
Imports none of the libraries: what they raise is told by name and message.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.errors import EngineError

_NO_MEMORY = re.compile(
    r"out of memory|bad_alloc|can't allocate memory|cannot allocate memory|failed to allocate|not enough memory", re.I
)
_MEMORY_HINT = "close other programs, or choose a smaller profile: briefing models list"
LOAD_HINT = "fetch the model again: briefing models pull PROFILE"


def is_out_of_memory(error: BaseException) -> bool:
    """Whether fewer inputs might fit: torch, CUDA, CTranslate2 and Python say it in different ways."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and _NO_MEMORY.search(str(error)) is not None


def failed(repo: str, error: BaseException) -> EngineError:
    """A model that stopped while it ran. The library's own words are left out: they may quote the text."""
    return EngineError(
        f"{repo}: the model failed while it ran ({type(error).__name__})",
        hint="try another profile: briefing models list",
    )


@contextmanager
def loading(repo: str, *, done: str = "loaded", hint: str = LOAD_HINT) -> Iterator[None]:
    """Turns whatever goes wrong while a model is loaded into ``EngineError``; ours pass."""
    try:
        yield
    except EngineError:
        raise
    except _kinds() as error:
        if is_out_of_memory(error):
            raise EngineError(f"{repo}: not enough memory, the model cannot be {done}", hint=_MEMORY_HINT) from error
        raise EngineError(f"{repo}: cannot be {done}: {_line(error)}", hint=hint) from error


def _kinds() -> tuple[type[Exception], ...]:
    """What a library raises for a file it cannot use. Safetensors' own error derives from ``Exception`` alone."""
    from safetensors import SafetensorError

    known = (OSError, ValueError, LookupError, RuntimeError, TypeError, AttributeError, ImportError, EOFError)
    return (*known, MemoryError, pickle.UnpicklingError, SafetensorError)


def _line(error: BaseException) -> str:
    first = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return first if len(first) <= 200 else first[:199] + "…"
