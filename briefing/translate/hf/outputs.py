"""Which tokens a converted Marian model may write, as CTranslate2's vocabulary map.

Owns the rule and the file. A Marian vocabulary is that of two languages together,
and more than half of the work of a step is the choice among all of it. Knows
nothing of how the weights were converted.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

# Where fewer fall away than a fifth, what is gained is not worth another file.
_MOST = 0.8
_MAP = "vmap.txt"
# The characters that divide the file's fields: a token that has one cannot be listed.
_DIVIDERS = frozenset(" \t\n\r")


def restrict(converted: Path, vocabulary: Collection[str], *, source: Path, target: Path) -> None:
    """Writes the map into the folder of a converted model, where it is worth it.

    ``source`` and ``target`` are the SentencePiece models of the two sides. Takes
    effect where CTranslate2 is called with ``use_vmap``.
    """
    kept = writable(vocabulary, source=_pieces(source), target=_pieces(target))
    if kept:
        # One line, for no words of the source: these tokens are open to every text.
        (converted / _MAP).write_bytes(f"\t{' '.join(kept)}\n".encode())


def writable(vocabulary: Collection[str], *, source: Collection[str], target: Collection[str]) -> list[str]:
    """The vocabulary without the words of the source alone; empty where all of it should stay open.

    Single characters stay: for what the target side has no piece, a rare character of
    a name, its training data had the character itself. So does what neither side has.
    """
    closed = {piece for piece in set(source) - set(target) if len(piece.lstrip("▁")) > 1}
    kept = sorted(token for token in vocabulary if token not in closed)
    told = not any(_DIVIDERS & set(token) or not token for token in kept)
    return kept if told and len(kept) < _MOST * len(vocabulary) else []


def _pieces(file: Path) -> frozenset[str]:
    """What a SentencePiece model may make of text: neither its end of a sentence nor its unknown."""
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(file))
    places = range(model.get_piece_size())
    return frozenset(
        model.id_to_piece(place) for place in places if not (model.is_control(place) or model.is_unknown(place))
    )
