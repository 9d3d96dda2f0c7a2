"""Where words go: data to standard output, everything else to standard error.

Owns the form of error, hint and finding lines. Knows nothing of commands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from briefing.errors import BriefingError


def put(lines: Iterable[str]) -> None:
    """Data, line by line."""
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """A message for a person."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def complain(error: BriefingError, *, about: str = "") -> None:
    """``error:`` what and where, then ``hint:`` what to do, where there is something to do."""
    say(f"error: {located(error, about)}")
    if error.hint:
        say(f"hint: {error.hint}")


def located(error: BriefingError, about: str) -> str:
    """The message in one line, with the source in front unless it already names it."""
    message = " ".join(error.message.split())
    return message if not about or about in message else f"{about}: {message}"
