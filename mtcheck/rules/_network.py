"""What the rules that rest on the tagger share: words grouped into spans that read well."""

from __future__ import annotations

from collections.abc import Iterator
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
    """Neighbouring suspicious words: places in the text, and their mean score."""

    start: int
    end: int
    score: float
    words: tuple[str, ...]

    @property
    def grammatical(self) -> bool:
        """True when all of it is function words or digits."""
        return all(word.lower() in CLOSED or word.isdigit() for word in self.words)

    @property
    def looks(self) -> str:
        """How a message begins to say what is wrong with it."""
        return "the words look" if len(self.words) > 1 else "the word looks"


def groups(
    article: Article,
    scores: NDArray[np.float32],
    *,
    seed: float,
    alike: float = 0.45,
    longest: int = 5,
) -> Iterator[Group]:
    """Runs of neighbouring words that score at least `seed`, and alike.

    A word joins the run before it when neither score is below `alike` times the other: a sure
    word is not stretched over doubtful ones beside it. No run crosses the end of a sentence, a
    comma, a bracket or a quotation mark, and none is longer than `longest` words.
    """
    run: list[int] = []
    for index in range(len(article.words)):
        score = float(scores[index])
        if score < seed:
            continue
        if run:
            mean = sum(float(scores[i]) for i in run) / len(run)
            near = run[-1] == index - 1 and _joined(article, run[-1], index)
            if not near or len(run) == longest or min(score, mean) < alike * max(score, mean):
                yield _group(article, scores, run)
                run = []
        run.append(index)
    if run:
        yield _group(article, scores, run)


def best_level(scores: NDArray[np.float32]) -> float:
    """The score from which reporting words makes the expected F1 of the article highest.

    For calibrated scores that is half of the highest F1: where the network knows the spinner it
    can afford to be strict, where it is sure of few words it has to take doubtful ones.
    """
    import numpy as np

    ranked = np.sort(scores)[::-1].astype(np.float64)
    count = np.arange(1, len(ranked) + 1)
    return float((np.cumsum(ranked) / (count + ranked.sum())).max(initial=0.0))


def lower_names(article: Article, scores: NDArray[np.float32], least: float) -> NDArray[np.float32]:
    """A copy of `scores` where capitalised words inside sentences below `least` score 0.

    Spinners leave names alone; a headline's words are capitalised too.
    """
    starts = {start for start, _ in article.sentences}
    lowered = scores.copy()
    for index, (start, _) in enumerate(article.words):
        if scores[index] < least and article.text[start].isupper() and start not in starts:
            lowered[index] = 0.0
    return lowered


def _joined(article: Article, left: int, right: int) -> bool:
    gap = article.text[article.words[left].end : article.words[right].start]
    return gap in (" ", "-", "\xa0", "  ")


def _group(article: Article, scores: NDArray[np.float32], run: list[int]) -> Group:
    start, end = article.words[run[0]].start, article.words[run[-1]].end
    score = sum(float(scores[i]) for i in run) / len(run)
    return Group(start, end, score, tuple(article[article.words[i]] for i in run))
