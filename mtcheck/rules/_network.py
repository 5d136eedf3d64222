"""What the rules that rest on the tagger share: words grouped into spans that read well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtcheck.article import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLOSED = frozenset(
    """a an the this that these those of in on at to for with by from as into onto over under
    about around round between among against towards toward within without during through and or
    but if so than then when while because since although though also not no is are was were be
    been being am has have had do does did will would can could may might shall should must it its
    he she they them his her their we our us you your i me my who whom whose which what there here
    one two three four five six seven eight nine ten up down out off only just even very much more
    most many some any all both each every other another such own same too again still""".split()
)
"""Function words: a swap among them seldom changes what a sentence says."""


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring suspicious words: places in the text, and the mean score of the suspicious."""

    start: int
    end: int
    score: float
    words: tuple[str, ...]

    @property
    def grammatical(self) -> bool:
        """True when all of it is function words or digits."""
        return all(word.lower() in CLOSED or word.isdigit() for word in self.words)


def groups(
    article: Article,
    scores: NDArray[np.float32] | Sequence[float],
    *,
    seed: float,
    grow: float,
    longest: int = 6,
) -> Iterator[Group]:
    """Runs of words that score at least `seed`, grown over words of at least `grow` between them.

    No run crosses the end of a sentence or a comma, a bracket or a quotation mark, and none is
    longer than `longest` words.
    """
    words = article.words
    run: list[int] = []
    for index in range(len(words)):
        if scores[index] >= seed:
            if run and (len(run) >= longest or not _joined(article, run[-1], index)):
                yield _group(article, scores, run, seed)
                run = []
            run.append(index)
        elif (
            run
            and scores[index] >= grow
            and len(run) < longest - 1
            and index + 1 < len(words)
            and scores[index + 1] >= seed
            and _joined(article, run[-1], index)
            and _joined(article, index, index + 1)
        ):
            run.append(index)
        elif run:
            yield _group(article, scores, run, seed)
            run = []
    if run:
        yield _group(article, scores, run, seed)


def _joined(article: Article, left: int, right: int) -> bool:
    gap = article.text[article.words[left].end : article.words[right].start]
    return gap in (" ", "-", "\xa0", "  ")


def _group(
    article: Article, scores: NDArray[np.float32] | Sequence[float], run: list[int], seed: float
) -> Group:
    chosen = [float(scores[i]) for i in run if scores[i] >= seed]
    start, end = article.words[run[0]].start, article.words[run[-1]].end
    return Group(
        start, end, sum(chosen) / len(chosen), tuple(article[article.words[i]] for i in run)
    )
