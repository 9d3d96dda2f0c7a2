"""Which segments and sentences of a translation belong to which of its source.

Owns the alignment of whole documents: a shortest path over groups of sentences
by length and common clues, within a band around the clues that occur only once
on either side; then a search for what was moved. Knows nothing of files nor of
right and wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from briefing.protect.align import RATIO
from briefing.review.pieces import Clue, Piece, clues, source_pieces, target_pieces
from briefing.review.values import Bitext, Match
from briefing.values import Lang

# Costs and gains in one currency; tried on joined news lines with merged, dropped and swapped ones.
_LENGTH, _MERGE, _BORDER, _EMPTY, _SWAP, _EVEN = 2.5, 0.7, 0.9, 1.5, 0.8, 0.3
_GOES_ON = 1.2
_WEIGHTS = {"number": 2.2, "latin": 1.5, "name": 1.2, "characters": 0.5}
_PLAIN_NUMBER = 1.0  # one digit: 3 of anything
_MOST_GAIN = 7.0
_MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2), (1, 4), (4, 1))
_CROSSED = (-2, -2)
_BAND = 9
_COMMON = 400  # a clue with more possible pairs than this tells nothing
# What a moved sentence must share with its translation: more where it had another partner.
_MOVED_LEAST, _ALONE_LEAST = 1.5, 0.4
_LINKED = 0.34


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that belong together, by their numbers; either side may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A bitext cut into sentences, and which of them belong together, in the source's order."""

    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    beads: tuple[Bead, ...]


def align_segments(bitext: Bitext, lang: Lang) -> tuple[Match, ...]:
    """Which segments belong together, in the source's order; blank segments are in none.

    A bitext that is paired is taken as it is. A sentence that moved into the
    next paragraph does not join the two.
    """
    if bitext.paired:
        return tuple(_paired(bitext))
    return matches(bitext, align_sentences(bitext, lang))


def align_sentences(bitext: Bitext, lang: Lang) -> Alignment:
    """The same for sentences, of a paired bitext within each pair."""
    source, target = source_pieces(bitext.source), target_pieces(bitext.target, lang)
    if not bitext.paired:
        return Alignment(tuple(source), tuple(target), tuple(_beads(source, target, lang)))
    beads: list[Bead] = []
    for match in _paired(bitext):
        left = [i for i, p in enumerate(source) if p.segment in match.source]
        right = [j for j, p in enumerate(target) if p.segment in match.target]
        for bead in _beads([source[i] for i in left], [target[j] for j in right], lang):
            beads.append(Bead(tuple(left[i] for i in bead.source), tuple(right[j] for j in bead.target)))
    return Alignment(tuple(source), tuple(target), tuple(beads))


def _paired(bitext: Bitext) -> Iterator[Match]:
    left, right = len(bitext.source), len(bitext.target)
    for n in range(max(left, right)):
        yield Match((n,) if n < left else (), (n,) if n < right else ())


# --- sentences ---------------------------------------------------------------


def _beads(source: Sequence[Piece], target: Sequence[Piece], lang: Lang) -> list[Bead]:
    if not source or not target:
        return [Bead((i,), ()) for i in range(len(source))] + [Bead((), (j,)) for j in range(len(target))]
    if len(source) == len(target) == 1:
        return [Bead((0,), (0,))]
    grid = _Grid(source, target, lang)
    return _ordered(grid.with_moved(grid.path()))


def _ordered(beads: Iterable[Bead]) -> list[Bead]:
    """In the source's order; target without a source behind what stands before it in the target."""
    beads = list(beads)
    found = sorted((bead for bead in beads if bead.source), key=lambda bead: bead.source)
    homes = {j: at for at, bead in enumerate(found) for j in bead.target}
    loose = sorted((bead for bead in beads if not bead.source), key=lambda bead: bead.target, reverse=True)
    for bead in loose:
        at = max((j for j in homes if j < bead.target[0]), default=None)
        found.insert(0 if at is None else homes[at] + 1, bead)
    return found


class _Grid:
    """Both sides with their lengths and the weight of what each pair of sentences has in common."""

    def __init__(self, source: Sequence[Piece], target: Sequence[Piece], lang: Lang) -> None:
        self._source, self._target = source, target
        self._wanted = list(accumulate((len(p.text) * RATIO[lang] for p in source), initial=0.0))
        self._got = list(accumulate((float(len(p.text)) for p in target), initial=0.0))
        self._first = [_firsts(source), _firsts(target)]
        self._sizes = [_sizes(first) for first in self._first]
        self._index(*clues(source, target, lang))

    def _index(self, left: Sequence[frozenset[Clue]], right: Sequence[frozenset[Clue]]) -> None:
        homes: list[defaultdict[Clue, list[int]]] = [defaultdict(list), defaultdict(list)]
        for side, found in zip(homes, (left, right), strict=True):
            for index, own in enumerate(found):
                for clue in own:
                    side[clue].append(index)
        self._common: defaultdict[tuple[int, int], set[Clue]] = defaultdict(set)
        self._weight: dict[Clue, float] = {}
        self._anchors: list[tuple[int, int]] = []
        for clue, ones in homes[0].items():
            others = homes[1].get(clue, [])
            if not others or len(ones) * len(others) > _COMMON:
                continue
            self._weight[clue] = _worth(clue) * 2 / (len(ones) + len(others))
            if len(ones) == len(others) == 1 and self._weight[clue] > _PLAIN_NUMBER:
                self._anchors.append((ones[0], others[0]))
            for i in ones:
                for j in others:
                    self._common[i, j].add(clue)

    def path(self) -> list[Bead]:
        """The cheapest beads that cover both sides in order."""
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i, (low, high) in enumerate(self._band()):
            for j in range(low, high + 1):
                if i or j:
                    self._reach(best, i, j)
        return list(self._back(best))

    def _reach(self, best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int) -> None:
        cheapest: tuple[float, tuple[int, int]] | None = None
        for di, dj in _MOVES:
            before = best.get((i - di, j - dj))
            if before is not None:
                cost = before[0] + self._cost(i - di, i, j - dj, j)
                if cheapest is None or cost < cheapest[0]:
                    cheapest = cost, (di, dj)
        for di, dj in ((self._sizes[0][i], 0), (0, self._sizes[1][j])):
            before = best.get((i - di, j - dj)) if di + dj > 1 else None
            if before is not None and cheapest is not None:
                cost = before[0] + _EMPTY + _GOES_ON * (di + dj - 2)
                if cost < cheapest[0]:
                    cheapest = cost, (di, dj)
        before = best.get((i - 2, j - 2))
        if before is not None and cheapest is not None and self._may_cross(i, j):
            cost = before[0] + self._cost(i - 2, i - 1, j - 1, j) + self._cost(i - 1, i, j - 2, j - 1) + _SWAP
            if cost < cheapest[0]:
                cheapest = cost, _CROSSED
        if cheapest is not None:
            best[i, j] = cheapest

    def _may_cross(self, i: int, j: int) -> bool:
        return (i - 2, j - 1) in self._common or (i - 1, j - 2) in self._common

    def _back(self, best: dict[tuple[int, int], tuple[float, tuple[int, int]]]) -> Iterator[Bead]:
        i, j = len(self._source), len(self._target)
        while i or j:
            di, dj = best[i, j][1]
            if (di, dj) == _CROSSED:
                yield Bead((i - 1,), (j - 2,))
                yield Bead((i - 2,), (j - 1,))
                i, j = i - 2, j - 2
                continue
            yield Bead(tuple(range(i - di, i)), tuple(range(j - dj, j)))
            i, j = i - di, j - dj

    def _cost(self, i: int, i_end: int, j: int, j_end: int) -> float:
        left, right = i_end - i, j_end - j
        if not left or not right:
            # What follows in a paragraph that is left out is left out with it.
            goes_on = not (self._first[0][i] if left else self._first[1][j])
            return _GOES_ON if goes_on else _EMPTY
        wanted, got = self._wanted[i_end] - self._wanted[i], self._got[j_end] - self._got[j]
        cost = _LENGTH * abs(wanted - got) / (wanted + got + 20)
        if left + right > 2:
            cost += _MERGE * (left + right - 2) + _BORDER * (
                sum(self._first[0][i + 1 : i_end]) + sum(self._first[1][j + 1 : j_end])
            )
        elif self._first[0][i] and self._first[1][j]:
            cost -= _EVEN
        return cost - self._gain(range(i, i_end), range(j, j_end))

    def _gain(self, left: Iterable[int], right: Sequence[int]) -> float:
        shared = [self._common[i, j] for i in left for j in right if (i, j) in self._common]
        if not shared:
            return 0.0
        found = shared[0] if len(shared) == 1 else set().union(*shared)
        return min(_MOST_GAIN, sum(self._weight[clue] for clue in found))

    def _band(self) -> list[tuple[int, int]]:
        """For each number of source sentences the numbers of target sentences that are tried."""
        rows, columns = len(self._source), len(self._target)
        corners = [(0, 0), *_rising(self._anchors), (rows, columns)]
        band = [(columns, 0)] * (rows + 1)
        for (i, j), (i_end, j_end) in pairwise(corners):
            for row in range(i, i_end + 1):
                at = j + (j_end - j) * (row - i) // max(1, i_end - i)
                low, high = (at, at) if i_end > i else (j, j_end)
                band[row] = (min(band[row][0], low), max(band[row][1], high))
        slack = _BAND + abs(rows - columns) // 8
        return [
            (
                max(0, min(low for low, _ in band[max(0, row - slack) : row + slack + 1]) - 2),
                min(columns, max(high for _, high in band[max(0, row - slack) : row + slack + 1]) + 2),
            )
            for row in range(rows + 1)
        ]

    def with_moved(self, beads: Sequence[Bead]) -> list[Bead]:
        """The beads with what was left alone, or shares nothing with its partner, put where its figures are."""
        left = {i for bead in beads for i in bead.source if self._gain((i,), bead.target) < _ALONE_LEAST}
        right = {j for bead in beads for j in bead.target if self._gain(bead.source, (j,)) < _ALONE_LEAST}
        moved = self._moved(left, right, _MOVED_LEAST)
        rest = list(_without(beads, moved))
        left = {i for bead in rest for i in bead.source if not bead.target}
        right = {j for bead in rest for j in bead.target if not bead.source}
        moved += self._moved(left, right, _ALONE_LEAST)
        return self._whole(moved, list(_without(rest, moved)))

    def _moved(self, left: set[int], right: set[int], least: float) -> list[Bead]:
        chances = sorted(
            ((self._gain((i,), (j,)), i, j) for i, j in self._common if i in left and j in right),
            key=lambda chance: (-chance[0], abs(chance[1] - chance[2])),
        )
        moved: list[Bead] = []
        for gain, i, j in chances:
            if gain >= least and i in left and j in right and self._alike(i, j):
                moved.append(Bead((i,), (j,)))
                left.remove(i)
                right.remove(j)
        return moved

    def _alike(self, i: int, j: int) -> bool:
        """Whether the lengths are those of a sentence and of its translation or a part of it."""
        wanted, got = self._wanted[i + 1] - self._wanted[i], self._got[j + 1] - self._got[j]
        return max(wanted, got) < 4 * min(wanted, got) + 40

    def _whole(self, moved: Sequence[Bead], rest: Sequence[Bead]) -> list[Bead]:
        """Sentences that were left over on one side of a paragraph that moved go with its others."""
        found: defaultdict[tuple[int, int], list[Bead]] = defaultdict(list)
        for bead in moved:
            found[self._source[bead.source[0]].segment, self._target[bead.target[0]].segment].append(bead)
        left: list[Bead] = []
        for bead in rest:
            lefts, rights = self._homes(bead)
            home = (
                None
                if bead.source and bead.target
                else next((key for key in found if {key[0]} == lefts or {key[1]} == rights), None)
            )
            (left if home is None else found[home]).append(bead)
        for beads in found.values():
            lone = any(not bead.source or not bead.target for bead in beads)
            left += [_merged(beads)] if lone else beads
        return left

    def _homes(self, bead: Bead) -> tuple[set[int], set[int]]:
        return {self._source[i].segment for i in bead.source}, {self._target[j].segment for j in bead.target}


def _merged(beads: Sequence[Bead]) -> Bead:
    return Bead(
        tuple(sorted(i for bead in beads for i in bead.source)), tuple(sorted(j for bead in beads for j in bead.target))
    )


def _without(beads: Iterable[Bead], moved: Sequence[Bead]) -> Iterator[Bead]:
    """What is left of the beads."""
    gone = _merged(moved)
    for bead in beads:
        left = Bead(
            tuple(i for i in bead.source if i not in gone.source), tuple(j for j in bead.target if j not in gone.target)
        )
        if left.source or left.target:
            yield left


def _firsts(pieces: Sequence[Piece]) -> list[bool]:
    return [not n or pieces[n - 1].segment != piece.segment for n, piece in enumerate(pieces)]


def _sizes(first: Sequence[bool]) -> list[int]:
    """Behind each piece the number of pieces of the segment that ends there, 0 within one."""
    sizes, begun = [0], 0
    for n in range(len(first)):
        begun = n if first[n] else begun
        sizes.append(n + 1 - begun if n + 1 == len(first) or first[n + 1] else 0)
    return sizes


def _worth(clue: Clue) -> float:
    kind, what = clue
    return _PLAIN_NUMBER if kind == "number" and len(str(what)) == 1 else _WEIGHTS[kind]


def _rising(anchors: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of anchors that rises on both sides."""
    chains: list[tuple[int, list[tuple[int, int]]]] = []
    for i, j in sorted(set(anchors)):
        at = bisect_left(chains, j, key=lambda chain: chain[0])
        chain = (j, [*(chains[at - 1][1] if at else []), (i, j)])
        chains[at : at + 1] = [chain]
    return chains[-1][1] if chains else []


# --- segments ------------------------------------------------------------------


def matches(bitext: Bitext, alignment: Alignment) -> tuple[Match, ...]:
    """The segments that sentences join; a link that is a small part of both its segments joins nothing."""
    groups = _Groups()
    for number in range(len(bitext.source)):
        if bitext.source[number].text.strip():
            groups.add(("source", number))
    for number in range(len(bitext.target)):
        if bitext.target[number].text.strip():
            groups.add(("target", number))
    for left, right in _links(bitext, alignment):
        groups.join(("source", left), ("target", right))
    found = [
        Match(
            tuple(sorted(n for side, n in group if side == "source")),
            tuple(sorted(n for side, n in group if side == "target")),
        )
        for group in groups.all()
    ]
    beads = _ordered(Bead(match.source, match.target) for match in found)
    return tuple(Match(bead.source, bead.target) for bead in beads)


def _links(bitext: Bitext, alignment: Alignment) -> Iterator[tuple[int, int]]:
    shares: defaultdict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for bead in alignment.beads:
        left = {alignment.source[i].segment for i in bead.source}
        right = {alignment.target[j].segment for j in bead.target}
        for one in left:
            for other in right:
                mine = sum(len(alignment.source[i].text) for i in bead.source if alignment.source[i].segment == one)
                its = sum(len(alignment.target[j].text) for j in bead.target if alignment.target[j].segment == other)
                shares[one, other][0] += mine / len(bitext.source[one].text)
                shares[one, other][1] += its / len(bitext.target[other].text)
    best = [
        {end: max(max(share) for link, share in shares.items() if link[side] == end) for end in ends}
        for side, ends in enumerate(({link[0] for link in shares}, {link[1] for link in shares}))
    ]
    for (one, other), share in shares.items():
        if max(share) >= _LINKED or max(share) in (best[0][one], best[1][other]):
            yield one, other


class _Groups:
    """Sets of segments that are joined two by two."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, int], tuple[str, int]] = {}

    def add(self, node: tuple[str, int]) -> None:
        self._parent.setdefault(node, node)

    def join(self, one: tuple[str, int], other: tuple[str, int]) -> None:
        self._parent[self._root(one)] = self._root(other)

    def _root(self, node: tuple[str, int]) -> tuple[str, int]:
        while self._parent[node] != node:
            node = self._parent[node]
        return node

    def all(self) -> list[list[tuple[str, int]]]:
        found: defaultdict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        for node in self._parent:
            found[self._root(node)].append(node)
        return list(found.values())
