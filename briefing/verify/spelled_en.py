"""English numbers in digits and words, with their scales: 12 hundred million, two hundred and thirty, half a million.

Reads one number at a token of the text. Knows nothing of units, dates or what
stands around the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from briefing.verify.target_words import codes

TOKEN = re.compile(
    r"(?P<ordinal>\d{1,3}(?:,\d{3})+(?:st|nd|rd|th)\b|\d+(?:st|nd|rd|th)\b)|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[A-Za-z]+)|(?P<other>[^\sA-Za-z0-9])"
)
_SOUND = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TWENTY = 20
_HUNDRED = Decimal(100)
_SIGNS = frozenset("$€£¥")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number from one token to another: its value, what its last digit is worth, the scale it closes with."""

    value: Decimal
    place: Decimal
    last: int
    scale: Decimal = Decimal(1)
    digits: bool = False
    garbled: bool = False
    ordinal: bool = False


def tokens(text: str) -> list[Token]:
    return [Token(m.lastgroup or "", m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]


@cache
def _small() -> dict[str, int]:
    return {word: int(value) for word, value in codes("en", "number_name").items()}


@cache
def ordinals() -> dict[str, int]:
    return {word: int(value) for word, value in codes("en", "ordinal").items()}


@cache
def _scales() -> dict[str, Decimal]:
    return {word: Decimal(10) ** int(power) for word, power in codes("en", "scale").items()} | {
        "dozen": Decimal(12),
        "dozens": Decimal(12),
    }


def number_at(line: Sequence[Token], at: int) -> Number | None:
    """The longest number that begins at this token."""
    token = line[at]
    if token.kind == "ordinal":
        value = Decimal(re.sub(r"\D", "", token.text))
        return Number(value, Decimal(1), at, digits=True, ordinal=True)
    if token.kind == "number":
        return _digits(line, at)
    if token.kind == "word":
        return _words(line, at)
    return None


def _digits(line: Sequence[Token], at: int) -> Number:
    said = line[at].text
    garbled = _SOUND.fullmatch(said) is None
    value = Decimal(0) if garbled else Decimal(said.replace(",", ""))
    place = Decimal(1).scaleb(-len(said.partition(".")[2])) if not garbled else Decimal(1)
    number = Number(value, place, at, digits=True, garbled=garbled)
    number = _scaled(line, number)
    return _continued(line, number)


def _scaled(line: Sequence[Token], number: Number) -> Number:
    """The number times the scale words that follow: million, hundred million, 100 million."""
    at, scale = number.last, Decimal(1)
    while (step := _scale_at(line, at, first=scale == 1)) is not None:
        at, scale = step[0], scale * step[1]
    return Number(
        number.value * scale, number.place * scale, at, scale, number.digits, number.garbled, ordinal=number.ordinal
    )


def _scale_at(line: Sequence[Token], at: int, *, first: bool) -> tuple[int, Decimal] | None:
    following = at + 1
    if following < len(line) and line[following].text == "-" and following + 1 < len(line):
        following += 1
    if following >= len(line):
        return None
    token, gap = line[following], line[following].start - line[at].end
    word = token.text.lower()
    scale = _scales().get(word)
    if token.kind == "word" and scale is not None:
        if token.text == "BN" and not _amount_of_money(line, at):
            return None  # a name
        if len(word) == 1 and (gap or line[at].kind != "number" or not _amount_of_money(line, at)):
            return None
        return following, scale
    if first and gap == 1 and token.text in ("100", "10,000", "10000") and line[at].kind == "number":
        later = _scale_at(line, following, first=False)
        if later is not None or token.text != "100":
            return following, Decimal(token.text.replace(",", ""))
    if first and gap == 1 and token.text.lower() == "ten" and following + 1 < len(line):
        return (following, Decimal(10)) if line[following + 1].text.lower() == "thousand" else None
    return None


def _amount_of_money(line: Sequence[Token], at: int) -> bool:
    """Whether a currency stands beside the number: only then are m, k and b scales; 3M and 4K are names."""
    before = line[at - 1] if at else None
    after = line[at + 2] if at + 2 < len(line) else None
    near = before is not None and before.end == line[at].start
    return (near and before is not None and (before.text in _SIGNS or before.text.isupper())) or (
        after is not None and after.text.lower() in _currency_words()
    )


@cache
def _currency_words() -> frozenset[str]:
    return frozenset(word.lower() for word in codes("en", "foreign_money_after"))


def _continued(line: Sequence[Token], number: Number) -> Number:
    """With what follows in a smaller scale: 1 billion 200 million, three and a half."""
    after = [token.text.lower() for token in line[number.last + 1 : number.last + 4]]
    if after == ["and", "a", "half"]:
        half = Decimal("0.5") * number.scale
        return Number(number.value + half, half, number.last + 3, number.scale, number.digits, number.garbled)
    following = number.last + 1
    if number.scale < 1000 or following >= len(line) or line[following].start - line[number.last].end != 1:
        return number
    if line[following].kind not in ("number",):
        return number
    rest = _scaled(line, _plain_digits(line, following))
    if rest.garbled or rest.scale >= number.scale or rest.scale == 1 or rest.value >= number.scale:
        return number
    return Number(number.value + rest.value, rest.place, rest.last, rest.scale, digits=True)


def _plain_digits(line: Sequence[Token], at: int) -> Number:
    said = line[at].text
    if not _SOUND.fullmatch(said):
        return Number(Decimal(0), Decimal(1), at, garbled=True)
    return Number(Decimal(said.replace(",", "")), Decimal(1).scaleb(-len(said.partition(".")[2])), at, digits=True)


def _words(line: Sequence[Token], at: int) -> Number | None:
    """One hundred and sixty thousand; a million; half a million; two point five billion; twenty-first."""
    total = current = Decimal(0)
    place, last, seen, ordinal, scale = Decimal(1), at - 1, False, False, Decimal(1)
    position = at
    while position < len(line):
        word = line[position].text.lower()
        if word == "half" and _half_scale(line, position) and not seen:
            current, seen, last = Decimal("0.5"), True, position
            position += 2
            continue
        if word in ("a", "an") and not seen and _names_scale(line, position + 1):
            current, seen, last = Decimal(1), True, position
        elif word in _small() and _may_add(current, _small()[word]):
            current, seen, last = current + _small()[word], True, position
        elif seen and word in ordinals() and current % 100 >= _TWENTY and _may_add(current, ordinals()[word]):
            current, ordinal, last = current + ordinals()[word], True, position
            break
        elif seen and word == "hundred" and 0 < current < _HUNDRED:
            current, last, scale = current * 100, position, _HUNDRED
        elif seen and word in _scales() and len(word) > 1 and (current or total):
            scale = _scales()[word]
            total, current, last = (
                (total + current) * scale if not current else total + current * scale,
                Decimal(0),
                position,
            )
        elif seen and word == "point" and (decimal := _decimals(line, position + 1)):
            current, place, last = current + decimal[0], decimal[1], decimal[2]
            position = last
        elif not (seen and (word == "-" or (word == "and" and scale > 1)) and position + 1 < len(line)):
            break
        position += 1
    if not seen:
        return None
    closing = scale if current == 0 else Decimal(1)
    return _continued(line, Number(total + current, place * closing, last, closing, ordinal=ordinal))


def _may_add(current: Decimal, value: int) -> bool:
    if current == 0:
        return True
    tens = current % 100
    return tens == 0 or (tens % 10 == 0 and value < 10)


def _names_scale(line: Sequence[Token], at: int) -> bool:
    return at < len(line) and len(line[at].text) > 1 and line[at].text.lower() in _scales()


def _half_scale(line: Sequence[Token], at: int) -> bool:
    return at + 2 < len(line) and line[at + 1].text.lower() in ("a", "an") and _names_scale(line, at + 2)


def _decimals(line: Sequence[Token], at: int) -> tuple[Decimal, Decimal, int] | None:
    said = ""
    position = at
    while position < len(line) and (value := _small().get(line[position].text.lower())) is not None and value < 10:
        said += str(value)
        position += 1
    if not said:
        return None
    return Decimal(f"0.{said}"), Decimal(1).scaleb(-len(said)), position - 1
