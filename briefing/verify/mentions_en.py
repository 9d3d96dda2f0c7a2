"""Reading every number of an English translation by anyone, with all it may mean.

The strict reader of our own sentences is ``read_en``; this one forgives: a
number may lend its scale and unit to its neighbours, a word such as "doubled"
is a number, and digits that make no number are kept as garbled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from briefing.verify.around_en import money_before, movement, qualifier, unit_after
from briefing.verify.dates_en import read_dates
from briefing.verify.mentions import ONE, Kind, Mention, Said, Sense
from briefing.verify.scan import fold
from briefing.verify.spelled_en import Number, Token, number_at, ordinals, tokens
from briefing.verify.target_words import codes, senses

_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "hundredth": 100, "hundredths": 100}
_SHARES = re.compile(r"\s(?:in|out of)\s(?:every\s)?(?=\S)")
_GAP = re.compile(
    r"\s?(?:[-–—~/,]|,?\s(?:to|and|or|through|versus|until|till)\s?(?:by\s|about\s|nearly\s|over\s|from\s)?)\s?[$€£¥]?"
)
_HALF_OF = re.compile(r"half(?:\san?\s|-)(?P<unit>year|month|day|hour|minute|century|decade)\b", re.I)
# (360) million is minus 360 million in accounts.
_BRACKETED = re.compile(r"\((\d[\d,.]*)\)(?=\s(?:million|billion|trillion|thousand|yuan)\b)")
_POINT_PART = re.compile(
    r"(?P<part>half|quarter|three[\s-]quarters?)(?:\sof)?(?:\san?|\sone)?[\s-](?:percentage[\s-])?points?\b", re.I
)
_POINT_PARTS = {"h": Decimal("0.5"), "q": Decimal("0.25"), "t": Decimal("0.75")}
_AND_A_HALF = re.compile(r" and a half\b")
_ATTACHED = re.compile(r"[A-Za-z]+(\d)?")
_MONTHLIKE = re.compile(r"[A-Za-z]-?$")
_SUBUNITS = {"cents": ("USD", "EUR", "HKD", "AUD"), "pence": ("GBP",), "fen": ("CNY",), "jiao": ("CNY",)}
_HUNDREDTH, _TENTH = Decimal("0.01"), Decimal("0.1")
_ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12, "XIII": 13, "XIX": 19}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A mention whose neighbours have not lent it anything yet."""

    mention: Mention
    bare: Decimal
    place: Decimal
    scale: Decimal
    unit: str
    money: str


def read(text: str) -> Said:
    """Every number, date and number-like word of the text, in order."""
    folded = _BRACKETED.sub(lambda match: f"-{match[1]} ", fold(text))
    line = tokens(folded)
    drafts = list(_drafts(folded, line))
    mentions = _lent(folded, drafts)
    return read_dates(
        folded, Said(text, tuple(mentions), words=frozenset(t.text.lower() for t in line if t.kind == "word"))
    )


def _drafts(text: str, line: Sequence[Token]) -> Iterator[_Draft]:
    at = 0
    while at < len(line):
        draft, following = _draft_at(text, line, at)
        if draft is not None:
            yield draft
        at = following


def _draft_at(text: str, line: Sequence[Token], at: int) -> tuple[_Draft | None, int]:
    part = _POINT_PART.match(text, line[at].start)
    if part is not None:
        value = _POINT_PARTS[part["part"][0].lower()]
        after = next((i for i in range(at, len(line)) if line[i].start >= part.end()), len(line))
        return _simple(text, line[at], [Sense(value, "pp")], "word", part.end()), after
    vague = _vague(text, line, at)
    if vague is not None:
        return vague
    number = number_at(line, at)
    if number is not None:
        return _quantity(text, line, at, number)
    token = line[at]
    word = token.text.lower()
    if token.kind == "word":
        half_of = _HALF_OF.match(text, token.start)
        if half_of:
            unit = codes("en", "foreign_unit")[half_of["unit"].lower()]
            return _simple(text, token, [Sense(Decimal("0.5"), unit)], "word", half_of.end()), at + 3
        half = _AND_A_HALF.match(text, token.end)
        found = _word(line, at)
        if half and found:
            found = [Sense(s.value + Decimal("0.5"), s.unit) for s in found if s.unit] or found
            return _simple(text, token, found, "word", half.end()), at + 4
        if found:
            return _simple(text, token, found, "ordinal" if word in ordinals() else "word"), at + 1
        if token.text in _ROMAN:
            return _simple(text, token, [Sense(Decimal(_ROMAN[token.text]))], "ordinal"), at + 1
    return None, at + 1


def _simple(text: str, token: Token, said: Sequence[Sense], kind: Kind, end: int | None = None) -> _Draft:
    stop = token.end if end is None else end
    direction, link = movement(text, token.start, stop)
    mention = Mention(
        token.start,
        stop,
        text[token.start : stop],
        tuple(said),
        kind,
        qualifier(text, token.start, stop),
        direction,
        link,
    )
    return _Draft(mention, said[0].value, ONE, ONE, said[0].unit, "")


def _word(line: Sequence[Token], at: int) -> list[Sense]:
    """What a single word counts as: doubled, decade, third; hyphenated pairs such as two-fold are numbers already."""
    word = line[at].text.lower()
    found = [_sense(code) for code in senses("en", "number_word").get(word, ())]
    if at + 2 < len(line) and line[at + 1].text == "-":
        joined = f"{word}-{line[at + 2].text.lower()}"
        found += [_sense(code) for code in senses("en", "number_word").get(joined, ())]
    if word in ordinals():
        value = Decimal(ordinals()[word])
        found = [Sense(value, "ordinal"), *_shares_of(ONE, ordinals()[word]), *found]
    elif word in _PARTS:
        found += _shares_of(ONE, _PARTS[word])
    return found


def _sense(code: str) -> Sense:
    value, _, unit = code.partition(" ")
    return Sense(Decimal(value), unit)


def _shares_of(value: Decimal, parts: int) -> list[Sense]:
    return [Sense(value, f"fraction/{parts}")] if parts > 1 else []


def _quantity(text: str, line: Sequence[Token], at: int, number: Number) -> tuple[_Draft, int]:
    start, end = line[at].start, line[number.last].end
    begin, money = money_before(text, start)
    negative = _negative(text, start) or _negative(text, begin)
    stop, unit = unit_after(text, end)
    label = not money and bool(_MONTHLIKE.search(text[max(0, start - 2) : start])) and number.scale == 1
    label = label and not re.search(r"[a-z]-$", text[max(0, start - 2) : start])
    attached = not unit and number.digits and _ATTACHED.match(text, end)
    label = label or bool(attached)
    garbled = number.garbled or bool(attached and attached[1] and number.place < 1)  # 3.14zh1
    kind: Kind = "garbled" if garbled else "ordinal" if number.ordinal else "label" if label else "number"
    value = -number.value if negative else number.value
    plain = [*_with_unit(value, number.place, unit, money)]
    shares, last = _fractions(text, line, at, number)
    plain += shares
    if line[number.last].text.lower() == "dozen":  # 十余 is said as "more than a dozen"
        plain += _with_unit(value * 10 / 12, number.place, unit, money)
    direction, link = movement(text, begin, stop)
    mention = Mention(
        begin,
        stop,
        text[begin:stop],
        tuple(plain),
        kind,
        qualifier(text, begin, stop),
        -1 if negative else direction,
        link,
        number.digits,
        number.scale > 1,
    )
    scale = number.scale
    return _Draft(mention, value / scale, number.place / scale, scale, unit, money), last + 1


def _negative(text: str, start: int) -> bool:
    return bool(
        re.search(r"(?:\bminus\s|\bnegative\s|−|(?:^|[\s(,])-)[$€£¥]?$", text[max(0, start - 10) : start], re.I)
    )


def _with_unit(value: Decimal, place: Decimal, unit: str, money: str) -> Iterator[Sense]:
    """A sense for each unit it may be in: pounds are money or weight, and both $ and yuan may be said."""
    above, slash, below = unit.partition("/")
    rate = slash + below
    for code in filter(None, (money, *above.split("|"))):
        if code in _SUBUNITS:
            part = _TENTH if code == "jiao" else _HUNDREDTH
            yield from (Sense(value * part, owner + rate, place * part) for owner in _SUBUNITS[code])
        elif code != "count" or not money:
            yield Sense(value, code + rate, place)
    if not money and not unit:
        yield Sense(value, "", place)


def _fractions(text: str, line: Sequence[Token], at: int, number: Number) -> tuple[list[Sense], int]:
    """Two-thirds, three quarters, nine out of ten, 3/4, and the last token that is read."""
    following = number.last + 1
    if following < len(line) and line[following].text in ("-", "/"):
        following += 1
    if following >= len(line) or number.scale > 1:
        return [], number.last
    word = line[following].text.lower()
    parts = _PARTS.get(word) or ordinals().get(word, 0)
    if parts:
        # The thirds of two-thirds are not a third beside them; three quarters may be nine months.
        return _shares_of(number.value, parts), number.last if word.startswith("quarter") else following
    slash = following == number.last + 2 and line[number.last + 1].text == "/"
    among = _SHARES.match(text, line[number.last].end)
    if among:
        following = next(i for i, token in enumerate(line) if token.start >= among.end())
    below = number_at(line, following) if slash or among else None
    if below is None or below.garbled or not 1 < below.value <= 1000 or below.value != int(below.value):
        return [], number.last
    return _shares_of(number.value, int(below.value)), number.last


@cache
def _scale_words() -> dict[str, Decimal]:
    return {
        word: Decimal(10) ** int(power)
        for word, power in codes("en", "scale").items()
        if len(word) > 2 and word not in ("mio", "bln", "mln", "trn", "lakh", "lakhs")
    }


def _vague(text: str, line: Sequence[Token], at: int) -> tuple[_Draft, int] | None:
    """Tens of millions, several hundred thousand, a trillion-yuan market without any number."""
    token = line[at]
    if token.kind != "word":
        return None
    word = token.text.lower()
    power = codes("en", "vague").get(word)
    if power is not None and word != "dozen":
        value, last = Decimal(10) ** int(power), at
        while last + 2 < len(line) and line[last + 1].text.lower() == "of":
            later = codes("en", "vague").get(line[last + 2].text.lower())
            if later is None:
                break
            value, last = value * Decimal(10) ** int(later), last + 2
        return _vague_draft(text, line, at, last, value)
    last = at + 1 if word in codes("en", "some") else at
    if word == "couple" and last < len(line) and line[last].text.lower() == "of":
        last += 1
    if last < len(line) and line[last].text == "-":
        last += 1
    value = ONE
    first = last
    while last < len(line) and (scale := _scale_words().get(line[last].text.lower())) is not None:
        value, last = value * scale, last + 1
    if last == first:
        return None
    return _vague_draft(text, line, at, last - 1, value)


def _vague_draft(text: str, line: Sequence[Token], at: int, last: int, value: Decimal) -> tuple[_Draft, int]:
    begin, money = money_before(text, line[at].start)
    stop, unit = unit_after(text, line[last].end)
    said = tuple(_with_unit(value, value, unit, money))
    direction, link = movement(text, begin, stop)
    mention = Mention(
        begin, stop, text[begin:stop], said, "vague", qualifier(text, begin, stop), direction, link, scaled=True
    )
    return _Draft(mention, ONE, ONE, value, unit, money), last + 1


def _lent(text: str, drafts: Sequence[_Draft]) -> list[Mention]:
    """The mentions with what their neighbours lend them: 3 to 5 million yuan, $2, 3 and 4 billion."""
    out: list[Mention] = []
    lender: _Draft | None = None
    for position in range(len(drafts) - 1, -1, -1):
        draft = drafts[position]
        later = drafts[position + 1] if position + 1 < len(drafts) else None
        if later is None or lender is None or not _GAP.fullmatch(text, draft.mention.end, later.mention.start):
            lender = draft
        elif draft.mention.kind == "number":
            draft = _borrowing(draft, lender)
        out.append(draft.mention)
        if draft.scale > 1 or (draft.unit and draft.unit != "count"):
            lender = draft
    return _money_forward(text, out[::-1])


def _borrowing(draft: _Draft, lender: _Draft) -> _Draft:
    extra: list[Sense] = []
    unit = draft.unit if draft.unit not in ("", "count") or draft.money else lender.unit
    money = draft.money or lender.money
    for scale in {ONE, lender.scale if draft.scale == 1 else ONE}:
        extra += _with_unit(draft.bare * draft.scale * scale, draft.place * draft.scale * scale, unit, money)
    known = draft.mention.senses
    mention = replace(draft.mention, senses=(*known, *(s for s in extra if s not in known)))
    return replace(draft, mention=mention)


def _money_forward(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """A currency before the first number holds for the second: $2 to 3 billion."""
    out: list[Mention] = []
    for mention in mentions:
        if out and mention.kind == "number" and mention.plain.unit in ("", "count"):
            earlier = out[-1]
            unit = earlier.plain.unit
            if (
                len(unit) in (1, 3)
                and unit.isupper() | (unit == "$")
                and _GAP.fullmatch(text, earlier.end, mention.start)
            ):
                added = Sense(mention.plain.value, unit, mention.plain.place)
                mention = replace(mention, senses=(*mention.senses, added))
        out.append(mention)
    return out
