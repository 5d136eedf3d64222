"""A thesaurus of words that lie near each other in the encoder's own word vectors.

Spinners that swap by vector, or by nothing that can be told, write such words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from mtcheck.training.inflection import analyses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tokenizers import Tokenizer
    from torch import Tensor

_BLOCK = 2000


def neighbours(vectors: Tensor, tokenizer: Tokenizer, words: int, nearest: int) -> Iterator[str]:
    """Lines `word,neighbour,…` as Moby's, of whole words among the first `words` pieces.

    `vectors` (pieces, hidden). Forms of one lemma are no neighbours.
    """
    pieces = sorted((row, piece) for piece, row in tokenizer.get_vocab().items() if row < words)
    found = [
        (row, piece, {reading[0] for reading in analyses(piece)})
        for row, piece in pieces
        if piece.isalpha() and piece.isascii() and len(piece) > 2
    ]
    if not found:
        return
    some = vectors.detach().float()[[row for row, _, _ in found]]
    unit = torch.nn.functional.normalize(some - some.mean(0), dim=1)
    reach = min(2 * nearest, len(found))
    for start in range(0, len(found), _BLOCK):
        near = (unit[start : start + _BLOCK] @ unit.T).topk(reach).indices.tolist()
        for (_, word, lemmas), row in zip(found[start : start + _BLOCK], near, strict=True):
            others = [
                found[other][1] for other in row if found[other][2] and not found[other][2] & lemmas
            ][:nearest]
            if lemmas and others:
                yield ",".join([word, *others])
