"""Own rewriters: any sequence-to-sequence model of transformers (extra `hf`).

One prompt a span. It is a template, `mtcheck_prompt` in the model's config.json or else
`PROMPT`, with the fields

- `{marked}`: the sentence with the span in square brackets,
- `{sentence}`: the sentence as it stands,
- `{span}`: the span alone.

The model may answer with the sentence, with or without the brackets, or with the phrase alone.
Only what it writes in place of the span is taken: of a sentence, the words between the span's
neighbours; when it changed the neighbours too, nothing. The confidence is the probability that
the model gives to its whole answer; it is not calibrated.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.errors import ModelError, UsageError

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.models.proposer import Candidate, Proposer

PROMPT = "Replace the phrase in square brackets by the right English phrase: {marked}"
_SCHEME = "hf:"
_FIELDS = frozenset(("marked", "sentence", "span"))
_FIELD = re.compile(r"\{(\w+)\}")
_CONTEXT = 400
_BATCH = 8
_BEAMS = 4
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_EDGE = ".,;:!?\"“”'‘’()[]"
_HASHED = 1 << 20


def load_own(name: str) -> Proposer:
    """The rewriter `hf:NAME-OR-DIRECTORY`.

    UsageError for another kind of name; ModelError when the extra or the model is missing, or
    when the model is damaged or of another kind.
    """
    if not name.startswith(_SCHEME) or len(name) == len(_SCHEME):
        raise UsageError(f"unknown rewriter {name!r}; own rewriters are hf:NAME-OR-DIRECTORY")
    try:
        import torch  # noqa: F401  (heavy, and an extra)
        import transformers
    except ImportError as error:
        raise ModelError(
            f"--rewriter {name} needs transformers and torch: pip install 'mtcheck[hf]'"
        ) from error
    where = name.removeprefix(_SCHEME)
    if (where.startswith((".", "/", "~")) or "\\" in where) and not Path(where).is_dir():
        raise ModelError(f"rewriter {name}: no such directory")
    try:
        with _quiet(transformers):
            tokenizer = transformers.AutoTokenizer.from_pretrained(where)
            model = transformers.AutoModelForSeq2SeqLM.from_pretrained(where)
            return Seq2Seq(name, tokenizer, model)
    except ModelError:
        raise
    except Exception as error:  # (damaged files raise errors of every kind)
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(f"rewriter {name} cannot be loaded: {first}") from error


class Seq2Seq:
    """Proposes with a transformers model; `tokenizer` and `model` are its own types."""

    def __init__(self, name: str, tokenizer: Any, model: Any) -> None:
        self._tokenizer = tokenizer
        self._model = model.eval()
        self._prompt = str(getattr(model.config, "mtcheck_prompt", PROMPT))
        unknown = set(_FIELD.findall(self._prompt)) - _FIELDS
        if unknown or not _FIELD.search(self._prompt):
            raise ModelError(
                f"rewriter {name}: mtcheck_prompt needs fields out of {', '.join(sorted(_FIELDS))}"
            )
        where = name.removeprefix(_SCHEME)
        revision = str(getattr(model.config, "_commit_hash", None) or _directory_hash(Path(where)))
        self.signature = f"hf:{Path(where).name}@{revision[:8]}"

    def propose(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[list[Candidate]]:
        """Up to four candidates a span, best first."""
        asked = [_sentence(article, start, end) for start, end in spans]
        answers: list[list[Candidate]] = []
        for at in range(0, len(asked), _BATCH):
            batch = asked[at : at + _BATCH]
            answers += self._answer(batch, [spans[at + i] for i in range(len(batch))], article)
        return answers

    def _answer(
        self,
        sentences: list[tuple[str, str]],
        spans: Sequence[tuple[int, int]],
        article: Article,
    ) -> list[list[Candidate]]:
        import torch

        texts = [article[span] for span in spans]
        prompts = [
            fill(self._prompt, left, span, right)
            for (left, right), span in zip(sentences, texts, strict=True)
        ]
        encoded = self._tokenizer(prompts, return_tensors="pt", padding=True, truncation=True)
        longest = int(encoded["input_ids"].shape[1])
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = self._model.generate(
                input_ids=encoded["input_ids"],
                attention_mask=encoded["attention_mask"],
                num_beams=_BEAMS,
                num_return_sequences=_BEAMS,
                max_new_tokens=longest + 16,
                length_penalty=0.0,
                do_sample=False,
                return_dict_in_generate=True,
                output_scores=True,
            )
        written = self._tokenizer.batch_decode(result.sequences, skip_special_tokens=True)
        chances = result.sequences_scores.exp().clamp(0.0, 1.0).tolist()
        return [
            list(
                _candidates(
                    sentence, text, written[i * _BEAMS :][:_BEAMS], chances[i * _BEAMS :][:_BEAMS]
                )
            )
            for i, (sentence, text) in enumerate(zip(sentences, texts, strict=True))
        ]


def fill(prompt: str, left: str, span: str, right: str) -> str:
    """The prompt of one span with `left` and `right` of it in its sentence."""
    values = {
        "marked": f"{left}[{span}]{right}",
        "sentence": f"{left}{span}{right}",
        "span": span,
    }
    return _FIELD.sub(lambda match: values[match.group(1)], prompt)


def replacement(left: str, span: str, right: str, written: str) -> str | None:
    """What a model wrote in place of `span`, or None where that cannot be told."""
    bracketed = _BRACKETS.findall(written)
    if len(bracketed) == 1 and not _BRACKETS.search(left + span + right):
        return str(bracketed[0]).strip()
    before, after, words = left.split(), right.split(), written.split()
    lead, tail = _shared(before, words), _shared(after[::-1], words[::-1])
    if lead == len(before) and tail == len(after) and lead + tail <= len(words):
        return " ".join(words[lead : len(words) - tail])
    if len(words) <= 2 * len(span.split()) + 3 and not lead and not tail:
        return " ".join(words)  # the phrase alone
    return _aligned(before, span.split(), after, words)


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one.casefold().strip(_EDGE) != other.casefold().strip(_EDGE):
            break
        count += 1
    return count


def _aligned(before: list[str], span: list[str], after: list[str], words: list[str]) -> str | None:
    """The words between the span's neighbours, when both neighbours were kept."""
    source = [word.casefold().strip(_EDGE) for word in (*before, *span, *after)]
    target = [word.casefold().strip(_EDGE) for word in words]
    place: dict[int, int] = {}
    for block in SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks():
        place |= {block.a + i: block.b + i for i in range(block.size)}
    low, high = len(before), len(before) + len(span)
    if (before and low - 1 not in place) or (after and high not in place):
        return None
    start = place[low - 1] + 1 if before else 0
    end = place[high] if after else len(words)
    return " ".join(words[start:end]) if start <= end else None


def _candidates(
    sentence: tuple[str, str], span: str, written: Sequence[str], chances: Sequence[float]
) -> Iterator[Candidate]:
    from mtcheck.models.proposer import Candidate

    seen = set()
    for text, chance in sorted(zip(written, chances, strict=True), key=lambda p: -p[1]):
        found = replacement(sentence[0], span, sentence[1], text)
        # An empty answer is a model at a loss rather than a wish to delete.
        if found and found not in seen:
            seen.add(found)
            yield Candidate(found, chance)


def _sentence(article: Article, start: int, end: int) -> tuple[str, str]:
    """What stands left and right of the span in its sentences, cut to whole words."""
    touched = article.sentence_range(start, end)
    first = article.sentences[touched[0]].start if touched else start
    last = article.sentences[touched[-1]].end if touched else end
    left = article.text[min(first, start) : start]
    right = article.text[end : max(last, end)]
    if len(left) > _CONTEXT:
        left = left[-_CONTEXT:].split(" ", 1)[-1]
    if len(right) > _CONTEXT:
        right = right[:_CONTEXT].rsplit(" ", 1)[0]
    return _one_line(left), _one_line(right)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _directory_hash(folder: Path) -> str:
    """Hash over names and sizes of the files, and the first mebibyte of each."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest.update(f"{path.name} {path.stat().st_size}\n".encode())
                digest.update(file.read(_HASHED))
    return digest.hexdigest()


@contextmanager
def _quiet(transformers: Any) -> Iterator[None]:
    """No progress bars, warnings or log lines of the libraries on the user's terminal."""
    logging = transformers.utils.logging
    level = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(level)
