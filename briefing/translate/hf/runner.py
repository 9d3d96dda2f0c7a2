"""What runs one model: token sequences in, text out, one batch at a time.

Owns the values between an engine and its models and how long an output may
become. Knows nothing of batches (``batches``), of long sentences (``engine``)
nor of any library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.translate.engine import Request
from briefing.translate.profiles import ModelSpec
from briefing.values import Lang

# English and Japanese need up to two tokens where Chinese needs one; what runs past three is a loop.
OUTPUT_PER_INPUT = 3
SHORTEST_LIMIT = 32


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request as one model reads it.

    ``limit``   an output with that many tokens was cut off.
    ``quoted``  quotation marks hold the whole source, so they may hold the output.
    """

    tokens: tuple[str, ...] | tuple[int, ...]
    lang: Lang
    limit: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """What a model wrote. ``cut``: it did not come to an end within its limit."""

    text: str
    cut: bool = False


Pending = Callable[[], list[Output]]


class Runner(Protocol):
    """One loaded model.

    ``repo``       whose model it is, for messages.
    ``ways``       how many batches run side by side.
    ``budget``     tokens of one batch, padding included.
    ``max_input``  tokens of one input.
    """

    @property
    def repo(self) -> str: ...

    @property
    def ways(self) -> int: ...

    @property
    def budget(self) -> int: ...

    @property
    def max_input(self) -> int: ...

    def prepare(self, request: Request) -> Prepared:
        """The request as tokens; never cut short."""
        ...

    def submit(self, batch: Sequence[Prepared]) -> Pending:
        """Starts a batch of one language and returns what waits for it, in the order of the batch.

        Whatever the library raises comes through: what ran out of memory can be
        tried again in halves (``batches``), the rest is turned into an
        ``EngineError`` in one place.
        """
        ...


def output_limit(spec: ModelSpec, input_tokens: int) -> int:
    """How many tokens an output of so long an input may have."""
    return min(spec.max_output, max(SHORTEST_LIMIT, OUTPUT_PER_INPUT * input_tokens))
