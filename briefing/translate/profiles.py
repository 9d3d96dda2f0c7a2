"""Model profiles: which models write which language, under which licence, and how they are asked.

A profile is a TOML file in ``models/`` (in an installed wheel ``_models/``) or in
the user's own folder. Owns their form and what may stand in them. Knows nothing
of what lies on this machine (``hf.store``) nor how a model is run (``hf``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from briefing.values import Lang

Architecture = Literal["marian", "m2m100", "t5", "causal"]
Runtime = Literal["ctranslate2", "transformers"]
Role = Literal["translate", "condense"]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How text is searched for: always repeatable, so greedy (``beams = 1``) or beam search."""

    beams: int = 1
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model of a profile.

    ``repo``        repo id on the hub, or a local folder.
    ``revision``    the commit (40 hex digits) or a branch; a lock file pins what was fetched.
    ``langs``       the languages it writes from Chinese.
    ``source_token``, ``target_tokens``  language codes of the tokenizer (M2M100: zh, ja; T5: ``<2ja>``;
                    Marian with several targets: ``>>jpn<<``), empty where it needs none.
    ``prompts``     causal models: prompt forms by name, ``plain``, ``terms`` (with ``{terms}``), ``context``
                    (with ``{context}``), ``headline``, ``takeaway``; ``{text}`` and ``{language}`` are filled in.
    ``disk_mb``, ``memory_mb``  sizes of the weights and of a running model.
    ``max_input``, ``max_output``  token limits of one request.
    """

    repo: str
    revision: str
    architecture: Architecture
    licence: str
    commercial: bool
    langs: tuple[Lang, ...]
    runtime: Runtime = "transformers"
    role: Role = "translate"
    source_token: str = ""
    target_tokens: dict[Lang, str] = field(default_factory=dict)
    prompts: dict[str, str] = field(default_factory=dict)
    languages: dict[Lang, str] = field(default_factory=dict)
    decoding: Decoding = Decoding()
    disk_mb: int = 0
    memory_mb: int = 0
    max_input: int = 512
    max_output: int = 512


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of models. ``rank``: ``auto`` takes the highest whose weights are here and that fits."""

    name: str
    about: str
    rank: int
    models: tuple[ModelSpec, ...]

    @property
    def commercial(self) -> bool:
        return all(model.commercial for model in self.models)

    @property
    def langs(self) -> frozenset[Lang]:
        return frozenset(lang for model in self.models if model.role == "translate" for lang in model.langs)
