"""What this machine computes on: cores, device, number format.

Owns the choice; the only knowledge of hardware there is. torch is imported
where it is asked, so that CTranslate2 runs without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from briefing.errors import EngineError

if TYPE_CHECKING:
    import torch

Device = Literal["auto", "cpu", "cuda"]


def cores() -> int:
    """Cores this process may use: a container or ``taskset`` may leave it fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def torch_device(wish: Device) -> torch.device:
    """The device torch runs on. Raises ``EngineError`` where CUDA is asked for and not there."""
    import torch

    there = torch.cuda.is_available()
    if wish == "cuda" and not there:
        raise EngineError("no CUDA device that torch can use", hint="leave out the device, or take cpu")
    if wish != "cpu" and there:
        return torch.device("cuda")
    torch.set_num_threads(cores())
    return torch.device("cpu")


def number_format(device: torch.device, *, large: bool) -> torch.dtype:
    """bfloat16 on CUDA; on a CPU only for large models and where it computes in it natively."""
    import torch

    if device.type == "cuda":
        return torch.bfloat16
    return torch.bfloat16 if large and _cpu_has_bfloat16() else torch.float32


def _cpu_has_bfloat16() -> bool:
    """Without native instructions bfloat16 is converted at every step, slower than float32."""
    import torch

    asks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(bool(ask()) for ask in asks if ask is not None)
