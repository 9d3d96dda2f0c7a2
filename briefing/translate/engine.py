"""What an engine is: Chinese sentences in, sentences of a target language out, nothing believed.

Owns the protocol between the pipeline and whatever writes prose. Knows neither
models nor files (``hf``, ``recorded``) nor what becomes of a sentence that is
wrong (``protect``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from briefing.values import Lang

Problem = Literal["", "empty", "repeated", "cut", "missing"]


@dataclass(frozen=True, slots=True)
class Request:
    """One piece of Chinese to put into ``lang``.

    ``text``     a sentence, or a whole paragraph for engines of that grain.
    ``context``  the article around it, for models that take one; may be empty.
    ``terms``    (Chinese, target form) of names, terms, figures and dates that
                 must stand in the result; only engines that take terms see them.
    """

    text: str
    lang: Lang
    context: str = ""
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of a request. With a ``problem`` it is no translation, whatever ``text`` holds.

    ``empty``: nothing came; ``repeated``: it turned in a loop; ``cut``: it ran
    into the token limit; ``missing``: a recorded file has no such source.
    """

    text: str
    problem: Problem = ""


class Engine(Protocol):
    """Anything that writes prose. Same requests, same answers, in the order of the requests."""

    @property
    def name(self) -> str:
        """The profile's name, as in ``--engine``."""
        ...

    @property
    def models(self) -> tuple[tuple[str, str], ...]:
        """(repo id or folder, commit) of every model that writes, for the provenance."""
        ...

    @property
    def grain(self) -> Literal["sentence", "paragraph"]:
        """How much of the text a request should hold."""
        ...

    @property
    def takes_terms(self) -> bool:
        """Whether ``Request.terms`` reach the model."""
        ...

    def langs(self) -> frozenset[Lang]:
        """The languages it can write."""
        ...

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """One answer a request. Raises ``EngineError`` where the engine itself fails (memory, files)."""
        ...


class Condenser(Protocol):
    """An instruct model that may shorten finished, verified sentences; what it writes is verified again."""

    @property
    def models(self) -> tuple[tuple[str, str], ...]: ...

    def condense(self, points: Sequence[str], lang: Lang, what: Literal["headline", "takeaway"]) -> Translation:
        """One headline or a takeaway of one or two sentences, made of ``points`` alone."""
        ...
