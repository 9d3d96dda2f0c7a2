"""Microsoft's Open XML SDK validator, which knows the schemas of ISO 29500 transitional and the rules beyond them.

It comes as a program of its own with the npm package of ``tests/validator``
(``npm install --no-package-lock --prefix tests/validator``), or is named by ``OOXML_VALIDATOR``.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).parent / "validator" / "node_modules" / "@xarsh"
# What its documents must satisfy: the first version that knows ISO 29500, and today's.
VERSIONS = ("Office2010", "Microsoft365")


@cache
def validator() -> Path | None:
    named = os.environ.get("OOXML_VALIDATOR")
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "")
    machine = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "")
    name = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
    path = Path(named) if named else HOME / f"ooxml-validator-{system}-{machine}" / name
    return path if path.is_file() else None


def required(found: object, what: str, how: str) -> None:
    """Go on with what was found; without it fail on a CI machine and skip elsewhere."""
    if found:
        return
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(f"no {what} on this CI machine; {how}")
    pytest.skip(f"no {what} here; {how}")


def faults(file: Path, version: str) -> list[str]:
    """What the validator says against a file: part, place and message of each fault."""
    program = validator()
    assert program is not None
    answer = subprocess.run([program, file, version], capture_output=True, text=True, check=False, timeout=120)
    found = json.loads(answer.stdout)
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in found["errors"]] + [
        "not ok" for _ in [0] if not found["ok"] and not found["errors"]
    ]
