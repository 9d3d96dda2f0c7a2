"""Batches: which inputs run together, and what happens when they do not fit into memory.

Owns order, size and repetition. Knows nothing of models: whatever has the form
of a ``Runner`` will do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from briefing.errors import EngineError
from briefing.translate.hf.failures import failed, is_out_of_memory
from briefing.translate.hf.runner import Output, Pending, Prepared, Runner

# A batch may be half padding at most: below that more rows cost less than one more pass through the weights.
WORST_PADDING = 2


def run(runner: Runner, inputs: Sequence[Prepared]) -> list[Output]:
    """One output an input, in their order; equal inputs run once.

    A batch that runs out of memory is halved until its halves fit. Raises
    ``EngineError`` where one input alone does not fit, or the model fails.
    """
    different = list(dict.fromkeys(inputs))
    done: dict[Prepared, Output] = {}
    rounds = plan([len(each.tokens) for each in different], budget=runner.budget, ways=runner.ways)
    started: list[tuple[list[Prepared], Pending]] = []
    for batch in ([different[place] for place in places] for places in rounds):
        started.append((batch, _start(runner, batch)))
    for batch, pending in started:
        done.update(zip(batch, _wait(runner, batch, pending), strict=True))
    return [done[each] for each in inputs]


def plan(lengths: Sequence[int], *, budget: int, ways: int = 1) -> list[list[int]]:
    """Places of the inputs that run together, longest first.

    A batch times its longest input stays within ``budget`` (a single input may
    be longer), at most half of it is padding, and ``ways`` batches can run at
    once, so that no worker waits for another.
    """
    share = math.ceil(len(lengths) / max(ways, 1))
    batches: list[list[int]] = []
    real = 0
    for place in sorted(range(len(lengths)), key=lambda place: (-lengths[place], place)):
        batch = batches[-1] if batches else []
        padded = lengths[batch[0]] * (len(batch) + 1) if batch else 0
        real += lengths[place]
        if not batch or len(batch) >= share or padded > budget or padded > WORST_PADDING * real:
            batches.append([place])
            real = lengths[place]
        else:
            batch.append(place)
    return batches


# What the libraries raise for an input they cannot take, or no memory; anything else is a mistake of ours.
_RUNNING = (RuntimeError, MemoryError, ValueError, LookupError)


def _start(runner: Runner, batch: list[Prepared]) -> Pending:
    """A batch that fails as it starts fails where it is waited for: one place judges failures."""
    try:
        return runner.submit(batch)
    except _RUNNING as error:
        return partial(_raise, error)


def _raise(error: BaseException) -> list[Output]:
    raise error


def _wait(runner: Runner, batch: list[Prepared], pending: Pending) -> list[Output]:
    try:
        return pending()
    except _RUNNING as error:
        if not is_out_of_memory(error):
            raise failed(runner.repo, error) from error
        if len(batch) == 1:
            raise _too_long(runner, batch[0]) from error
    # Outside of the except block: the error holds what the failed batch had in memory.
    middle = len(batch) // 2
    return [output for half in (batch[:middle], batch[middle:]) for output in _wait(runner, half, _start(runner, half))]


def _too_long(runner: Runner, single: Prepared) -> EngineError:
    return EngineError(
        f"{runner.repo}: out of memory with a single sentence of {len(single.tokens)} tokens",
        hint="close other programs, or choose a smaller profile: briefing models list",
    )
