"""Names in English text, by their capitals: where they stand and which of them nothing explains.

Owns what makes a run of capitalised words a name rather than the first word of
a sentence or a word that English writes large. Knows nothing of Chinese.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.lexicon.terms import ENTITY_CATS, built_in

_WORD = r"[A-ZÀ-Þ][\w'’.&-]*[\w&]|[A-ZÀ-Þ]"
_LINK = r"(?:\s(?:of(?:\sthe)?|and|for|the|de|du|van|von|&)\s|\s)"
_RUN = re.compile(rf"(?<![\w$€£¥-])(?:{_WORD})(?:{_LINK}(?:{_WORD}))*")
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ][\w'’&-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;][\"”’')]*\s+|[“\"(]\s?)$")


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row; ``strong``: at least one of them is no common word."""

    start: int
    end: int
    text: str
    strong: bool

    @property
    def tokens(self) -> list[str]:
        return tokens(self.text)


def tokens(text: str) -> list[str]:
    """The words of a name in small letters, without possessives and little words."""
    return [w for t in _TOKEN.findall(text) if (w := possessed(t).casefold()) not in _LITTLE]


def possessed(token: str) -> str:
    return re.sub(r"['’]s?$", "", token)


_LITTLE = frozenset({"of", "the", "and", "for", "de", "du", "van", "von", "s"})


def runs(text: str, explained: Iterable[tuple[int, int]] = ()) -> Iterator[Run]:
    """The capitalised runs of ``text`` outside the ``explained`` ranges, without what merely begins a sentence."""
    masked = list(text)
    for start, end in explained:
        masked[start:end] = "\x00" * (end - start)
    body = "".join(masked)
    for match in _RUN.finditer(body):
        start, end = match.span()
        start += _opening(body, start, end)
        said = re.sub(r"(?:['’]s?|\.)$", "", body[start:end])
        end = start + len(said)
        if said and not _everyday(said):
            yield Run(start, end, said, strong=any(not known_word(t) for t in tokens(said)))


def _opening(body: str, start: int, end: int) -> int:
    """How much of a run's head only begins a sentence: everyday words there have no capital of their own."""
    if not _SENTENCE_START.search(body[:start]):
        return 0
    skipped = 0
    for token in re.finditer(r"\S+\s?", body[start:end]):
        word = possessed(token.group().strip(" .,"))
        if not known_word(word.casefold()):
            return skipped
        rest = body[start + token.end() : end]
        if rest and word.casefold() not in word_list("closed"):
            return skipped  # "Bank of China" at the head of a sentence is still a name
        skipped = token.end()
    return skipped


def _everyday(said: str) -> bool:
    words = [part for token in tokens(said) for part in token.split("-")]
    return all(w in _always_large() or w in _function_words() for w in words)


def known_word(word: str) -> bool:
    """Whether a word in small letters is one that any business text may hold."""
    word = word.casefold()
    if word in vocabulary() or word in _function_words() or word in _always_large():
        return True
    if "-" in word:
        return all(known_word(part) for part in word.split("-") if part)
    if len(word) >= _LONG_WORD and word.endswith(_FORMED):
        return True
    return any(word.endswith(end) and word[: -len(end)] + more in vocabulary() for end, more in _ENDINGS)


# Long words with these endings are formed by rule: hardly a name is.
_LONG_WORD = 8
_FORMED = (
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ance", "ence", "ship", "ism", "able",
    "ive", "ical", "ional", "ing", "ings", "ance", "ised", "ized", "ally", "ation",
)  # fmt: skip


_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
)


@cache
def vocabulary() -> frozenset[str]:
    """Every English word of the lexicon's common terms (no names)."""
    words = {
        token.casefold()
        for term in built_in().terms()
        if term.cat not in ENTITY_CATS
        for form in (term.en, term.en_pl)
        for token in _TOKEN.findall(form)
        if token.islower()
    }
    return frozenset(words)


@cache
def _data() -> dict[str, list[str]]:
    raw = resources.files("briefing").joinpath("data", "english_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of ``data/english_words.toml``, in small letters."""
    return frozenset(word.casefold() for word in _data()[name])


def _function_words() -> frozenset[str]:
    return word_list("everyday")


def _always_large() -> frozenset[str]:
    return word_list("large")
