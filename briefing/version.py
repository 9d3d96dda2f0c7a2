"""The version of the program, written into every brief it makes."""

from __future__ import annotations

__version__ = "0.1.0"
