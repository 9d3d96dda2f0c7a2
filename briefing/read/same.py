"""Whether two articles are the same story under two addresses.

Owns the fingerprint of an article, small enough for a ledger, and how two are
compared: clause by clause, with the numbers taken out of the words and compared
by themselves. Knows nothing of what the numbers mean and where articles come from.

In doubt two articles are two stories: a story briefed twice is a nuisance, one
that is never briefed a loss. Two days of one series share their words and differ
in dates and figures; a reprint shares both; a correction differs in a few.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.values import Article

Likeness = Literal["same", "changed", "other"]

# A long report is known by its beginning; what is copied is cut at the end.
_MOST_CLAUSES = 240
# Less is a fragment such as 据悉 or a byline, which editors add and drop.
_FRAGMENT = 5
# Editors change a clause or two at the start, not all of the longest.
_OPENING, _ANCHORS = 16, 10
# A flash that a digest of the day contains is not that digest.
_PART = 0.35
# What two texts share where both have something of their own: an edited reprint, not one mould.
_EDITED = 0.8
# Figures of three digits and more that agree; by chance they do not.
_PROOF = 3
# So many of them tell two days of a series apart even where the words name no day.
_DAYLESS_PROOF = 6
_DATE_PROOF = 8

_N = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)[百千万亿]*"
_TOKEN = re.compile(
    rf"(?P<term>第?{_N}[条款项]|{_N}个?[年月天日]期)|(?P<day>\d{{1,2}}[:时点]\d{{1,2}}(?:分|:\d\d)?|(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|{_N}(?:[-~—–至到]+{_N})*(?:年|月|日|号|时|季度|期|届))"
    rf"|(?P<figure>{_N})"
)
_STOP = re.compile(r"[。！？；\n]|[,!?;:](?!\d)|(?<!\d)[,!?;:]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# 新华社北京11月23日电（记者 某某）, 本报讯: each house puts its own before the first sentence.
_DATELINE = re.compile(
    r"^.{0,30}?(?:社|报|网|台)[^,。]{0,24}?(?:电|讯)\s*(?:\([^)]{0,40}\))?\s*|^\([^)]{0,30}(?:记者|通讯员)[^)]{0,30}\)\s*"
)
_DATED = re.compile(rf"{_N}[日号]|\d{{4}}[-/]\d{{1,2}}[-/]\d")
_DAY, _PROVING = 1, 2
_HEAD = struct.Struct(">B?I")
_CLAUSE = struct.Struct(">IBB")
_NUMBER = struct.Struct(">I")
_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Number:
    """``key`` stands for value and unit of scale; ``is_day`` for what names a time or an issue."""

    key: int
    is_day: bool
    is_proof: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    """``words`` stands for the clause without its numbers; ``size`` is its length, at most 255."""

    words: int
    size: int
    numbers: tuple[_Number, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an article to know it again; ``str`` writes it, ``parse`` reads it.

    ``day`` is that of publication; ``dated`` is True where the words themselves name a day.
    """

    day: date | None
    dated: bool
    clauses: tuple[_Clause, ...]

    @property
    def anchors(self) -> frozenset[int]:
        """Marks of its opening: two articles of one story share one, so that a ledger need not compare with all."""
        telling = sorted(self.clauses[:_OPENING], key=lambda clause: -clause.size)
        return frozenset(clause.words for clause in telling[:_ANCHORS])

    def __str__(self) -> str:
        data = bytearray(_HEAD.pack(_VERSION, self.dated, self.day.toordinal() if self.day else 0))
        for clause in self.clauses:
            data += _CLAUSE.pack(clause.words, clause.size, len(clause.numbers))
            for number in clause.numbers:
                flags = _DAY * number.is_day + _PROVING * number.is_proof
                data += _NUMBER.pack(number.key << 2 | flags)
        return base64.b85encode(bytes(data)).decode("ascii")

    @classmethod
    def parse(cls, text: str) -> Fingerprint:
        """The fingerprint that ``str`` wrote; ValueError for any other text."""
        try:
            data = base64.b85decode(text)
            version, dated, ordinal = _HEAD.unpack_from(data)
            if version != _VERSION:
                raise ValueError(f"not a fingerprint of this version: {version}")
            return cls(date.fromordinal(ordinal) if ordinal else None, dated, tuple(_unpacked(data)))
        except (struct.error, binascii.Error, OverflowError) as error:
            raise ValueError("not a fingerprint") from error


def fingerprint(article: Article) -> Fingerprint:
    """What is kept of ``article``: its body, not its headline, which every reprint writes anew."""
    body = "\n".join(part.text for part in article.paragraphs if part.kind in ("body", "table"))
    text = _THOUSANDS.sub("", unicodedata.normalize("NFKC", body))
    lines = [_DATELINE.sub("", line.strip()) for line in text.split("\n")]
    clauses = (_clause(piece) for line in lines for piece in _STOP.split(line))
    found = [clause for clause in clauses if clause][:_MOST_CLAUSES]
    dated = any(_DATED.search(line) for line in lines)
    return Fingerprint(article.published.date() if article.published else None, dated, tuple(found))


def same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """True for reprints and for one story under two addresses, never for two stories of one series."""
    return compare(one, other) == "same"


def compare(one: Fingerprint, other: Fingerprint) -> Likeness:
    """``same`` story; the same story ``changed`` in some of its figures; or an ``other`` one.

    A reprint may have another headline, dateline and end, and a few words changed. The
    order of the two does not matter.
    """
    if {clause.words for clause in one.clauses}.isdisjoint(clause.words for clause in other.clauses):
        return "other"
    pair = _Pair.of(one, other)
    if pair.is_strange or pair.days_differ or _may_be_another_day(one, other, pair):
        return "other"
    if pair.conflicts or pair.moved_days or pair.diverging:
        return "changed" if pair.is_correction else "other"
    if not pair.both_own or (pair.shared >= _EDITED and pair.proofs >= _PROOF):
        return "same"
    return "other"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two fingerprints laid side by side.

    ``shared``      of the shorter's text, the part that stands in the other
    ``part``        how long the shorter is against the longer
    ``both_own``    each has something that the other lacks
    ``proofs``      figures of some length that agree where the words agree
    ``conflicts``   figures that differ where the words agree
    ``moved_days``  times that differ where the words agree
    ``diverging``   figures in the words of their own that the other has nowhere
    """

    shared: float
    part: float
    both_own: bool
    proofs: int
    conflicts: int
    moved_days: int
    diverging: int

    @classmethod
    def of(cls, one: Fingerprint, other: Fingerprint) -> _Pair:
        mine, theirs = Counter(clause.words for clause in one.clauses), Counter(c.words for c in other.clauses)
        sizes = _size(one.clauses), _size(other.clauses)
        common = sum(size * min(mine[w], theirs[w]) for w, size in {c.words: c.size for c in one.clauses}.items())
        own = [[c for c in f.clauses if c.words not in known] for f, known in ((one, theirs), (other, mine))]
        agreed, conflicts, moved = _laid_side_by_side(one, other)
        return cls(
            shared=common / max(min(sizes), 1),
            part=min(sizes) / max(*sizes, 1),
            both_own=all(_beyond_its_end(clauses, f) for clauses, f in zip(own, (one, other), strict=True)),
            proofs=agreed,
            conflicts=conflicts,
            moved_days=moved,
            diverging=min(_nowhere(own[0], other), _nowhere(own[1], one)),
        )

    @property
    def is_strange(self) -> bool:
        return self.shared < _EDITED - 0.2 or self.part < _PART

    @property
    def days_differ(self) -> bool:
        """Two days of one series; a report full of equal figures with one date put right is no series."""
        return bool(self.moved_days) and not (
            self.moved_days == 1 and not self.conflicts and self.proofs >= _DATE_PROOF
        )

    @property
    def is_correction(self) -> bool:
        return self.proofs >= max(self.conflicts, 2 * self.diverging, 1)


def _may_be_another_day(one: Fingerprint, other: Fingerprint, pair: _Pair) -> bool:
    """The same few words about 今日, published on two days, are two stories."""
    if one.day is None or other.day is None or one.day == other.day:
        return False
    return not (one.dated and other.dated) and pair.proofs < _DAYLESS_PROOF


def _laid_side_by_side(one: Fingerprint, other: Fingerprint) -> tuple[int, int, int]:
    """(Figures that agree, that differ, times that differ) in clauses of the same words."""
    agreed = conflicts = moved = 0
    theirs = _by_words(other)
    for words, mine in _by_words(one).items():
        # The same words may come several times; what is left over on one side only was cut off there.
        left, right = Counter(mine), Counter(theirs.get(words, ()))
        agreed += sum(number.is_proof for numbers in (left & right).elements() for number in numbers)
        for first, second in zip((left - right).elements(), (right - left).elements(), strict=False):
            for number, counterpart in zip(first, second, strict=False):
                if number == counterpart:
                    agreed += number.is_proof
                elif number.is_day or counterpart.is_day:
                    moved += 1
                else:
                    conflicts += 1
    return agreed, conflicts, moved


def _by_words(print_: Fingerprint) -> dict[int, list[tuple[_Number, ...]]]:
    found: dict[int, list[tuple[_Number, ...]]] = {}
    for clause in print_.clauses:
        found.setdefault(clause.words, []).append(clause.numbers)
    return found


def _beyond_its_end(own: list[_Clause], whole: Fingerprint) -> bool:
    """Whether there is more than a last clause, which a cut may have left in half."""
    return bool(own) and own != [whole.clauses[-1]]


def _nowhere(own: list[_Clause], other: Fingerprint) -> int:
    """Figures of these clauses that the other article has nowhere."""
    known = {number.key for clause in other.clauses for number in clause.numbers}
    return len({n.key for clause in own for n in clause.numbers if n.is_proof and n.key not in known})


def _size(clauses: tuple[_Clause, ...]) -> int:
    return sum(clause.size for clause in clauses)


def _clause(piece: str) -> _Clause | None:
    """None for a fragment without a number."""
    words = "".join(char for char in _TOKEN.sub("#", piece) if char.isalnum() or char == "#")
    if len(words) < _FRAGMENT and "#" not in words:
        return None
    numbers = tuple(_number(match) for match in _TOKEN.finditer(piece))[:255]
    return _Clause(_digest(words, 32), min(len(words), 255), numbers)


def _number(match: re.Match[str]) -> _Number:
    digits = re.sub(r"[百千万亿.]", "", match.group()).strip("0")
    return _Number(
        _digest(match.group(), 30),
        is_day=match.lastgroup == "day",
        is_proof=match.lastgroup == "figure" and len(digits) >= 3,
    )


def _digest(text: str, bits: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=4).digest()) >> (32 - bits)


def _unpacked(data: bytes) -> Iterator[_Clause]:
    at = _HEAD.size
    while at < len(data):
        words, size, count = _CLAUSE.unpack_from(data, at)
        at += _CLAUSE.size
        numbers = struct.unpack_from(f">{count}I", data, at)
        at += _NUMBER.size * count
        yield _Clause(words, size, tuple(_Number(n >> 2, bool(n & _DAY), bool(n & _PROVING)) for n in numbers))
