"""How surely an English spelling is meant for a Chinese name: by its sound, its letters, or word for word.

Owns that measure alone; who takes which name for which is ``names_en``'s.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from pypinyin import lazy_pinyin

from briefing.lexicon.terms import Lexicon
from briefing.protect.capitals import known_word, tokens, word_list

_LETTERS = re.compile(r"[^a-z0-9]")
_WORDS = re.compile(r"[A-Za-z]+")
_MIN_SOUND, _MIN_BLURRED, _BLURRED, _PERSON = 3, 5, 0.8, 3
_SPELLED_AND_RENDERED = 0.85
_LONGEST_INITIALS = 6
# English spells these sounds of a transliteration in more than one way.
_SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("v", "w"), ("th", "t"), ("ee", "i"))


def likeness(zh: str, said: str, lexicon: Lexicon, *, form: str = "", person: bool = False) -> float:
    """1 for the same letters or a word-for-word rendering, 0 for nothing in common. ``form``: the name's English."""
    letters, sound = _flat(said), "".join(lazy_pinyin(zh.replace("·", "")))
    alike = max(_ratio(letters, _flat(form)), _ratio(letters, sound), _ratio(_sounds(letters), _sounds(sound)))
    if said.isupper() and len(said) <= _LONGEST_INITIALS:
        alike = max(alike, _ratio(letters, "".join(w[0] for w in tokens(form))))
    words = tokens(said)
    meant = rendered(zh, lexicon) | {w.casefold() for w in _WORDS.findall(form)}
    if person and form and words and form.split()[0].casefold() in (words[0], words[-1]) and len(words) <= _PERSON:
        return 1.0  # the surname in pinyin: Yao Happiness for 姚幸福
    known = [w for w in words if w in meant or w.removesuffix("s") in meant or _heard(w, sound)]
    # A type word alone (Bank, Group) renders the type, not the name.
    telling = [w for w in known if w not in word_list("kinds") | word_list("types")]
    return max(alike, len(known) / len(words) if telling else 0.0)


def _heard(word: str, sound: str) -> bool:
    """Whether a word is, but for a letter or two, a stretch of the name's sound: Huayun in huarun…"""
    if len(word) < _MIN_SOUND or word in sound:
        return len(word) >= _MIN_SOUND
    if len(word) < _MIN_BLURRED:
        return False
    stretches = (sound[at : at + size] for size in (len(word), len(word) - 1) for at in range(len(sound)))
    return any(_ratio(word, stretch) >= _BLURRED for stretch in stretches)


def _begins(words: list[str], zh: str) -> bool:
    """Whether a name is spelled in pinyin at its head and translated in the rest: Haiyun Intelligent for 海云智能."""
    if len(words) < 2 or len(words[0]) <= _MIN_SOUND:
        return False
    syllables = lazy_pinyin(zh)
    spelled = next((n for n in range(1, len(syllables)) if "".join(syllables[:n]) == words[0]), 0)
    # Most Chinese words have two characters.
    return spelled > 1 and len(zh) == spelled + 2 * len(words[1:]) and all(known_word(word) for word in words[1:])


def spelling(zh: str, said: str) -> float:
    """How surely ``said`` is a spelling of the whole of ``zh``: by its sound, or in pinyin with a translated end."""
    letters, sound = _flat(said), "".join(lazy_pinyin(zh.replace("·", "")))
    alike = max(_ratio(letters, sound), _ratio(_sounds(letters), _sounds(sound)))
    return max(alike, _SPELLED_AND_RENDERED * _begins(tokens(said), zh))


@lru_cache(maxsize=4096)
def rendered(zh: str, lexicon: Lexicon) -> frozenset[str]:
    """The English words of all terms inside a name: what a word-for-word translation would hold."""
    inside = [m.term for m in lexicon.matches(zh) if m.term.zh != zh]
    forms = [f for t in inside for f in (t.en, t.en_pl, t.attrs.get("adj", ""))]
    return frozenset(w.casefold() for form in forms for w in _WORDS.findall(form))


def _flat(text: str) -> str:
    return _LETTERS.sub("", text.casefold())


def _sounds(letters: str) -> str:
    for spelling, sound in _SOUNDS:
        letters = letters.replace(spelling, sound)
    return letters


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0
