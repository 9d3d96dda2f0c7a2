"""Log lines on standard error: when, how bad, what. No article, address or query ever stands in one.

Owns their form.
"""

from __future__ import annotations

import logging
import sys


def set_up(level: int = logging.INFO) -> None:
    """Our own lines and the server's warnings; the server's own access log stays off, as it writes queries."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    for name, least in (("briefing.web", level), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(least)
        logger.propagate = False
