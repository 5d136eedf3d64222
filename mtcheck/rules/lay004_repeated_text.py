"""LAY004: a sentence or paragraph that stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article, Span
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.rules._lines import lines
from mtcheck.rules.base import Context, rule

_SENTENCE_WORDS = 12
_PARAGRAPH_WORDS = 10
_ADJACENT_WORDS = 6
_SAFE_WORDS = 20
_LABEL = ("**", "__", "#", "|", ">")
_ARTICLE_WORDS = 1500
_ONE = "The council approved the plan for the new library on Monday after a long debate."


@rule(
    id="LAY004",
    name="repeated-text",
    category=Category.LAYOUT,
    mqm="Accuracy/Addition",
    severity=Severity.MINOR,
    failing=(f"{_ONE} All agreed.\n\nThe mayor left early. {_ONE}", f"{_ONE}\n\n{_ONE}"),
    passing=(
        "I have a dream. It is deeply rooted. I have a dream.",
        f"{_ONE} It approved the plan for the new pool on Monday after a long debate.",
    ),
    fixed=(f"{_ONE} All agreed.\n\nThe mayor left early. ", f"{_ONE}\n\n"),
)
def repeated_text(article: Article, context: Context) -> Iterator[Finding]:
    """A paragraph or a long sentence that the article has had before, word for word.

    Pasted quotes, teasers and captions leave such copies. Short sentences may be repeated for
    effect, and texts of thousands of words sum up what they said: there, sentences are reported
    only directly behind their like. The fix deletes the later copy.
    """
    del context
    lowered = article.masked.lower()
    copied: list[Span] = []
    seen: set[tuple[str, ...]] = set()
    for line in lines(article).items:
        words = tuple(lowered[line.start : line.end].split())
        if len(words) < _PARAGRAPH_WORDS or not line.stopped or line.text.startswith(_LABEL):
            continue
        if words in seen:
            copied.append(Span(line.start, line.end))
            safety = Safety.SAFE if len(words) >= _SAFE_WORDS else Safety.UNSAFE
            yield _finding(article, copied[-1], "paragraph", 0.95, safety)
        seen.add(words)
    yield from _sentences(article, lowered, copied)


def _sentences(article: Article, lowered: str, copied: list[Span]) -> Iterator[Finding]:
    short = len(article.words) <= _ARTICLE_WORDS
    seen: set[tuple[str, ...]] = set()
    previous: tuple[str, ...] = ()
    inside = iter([*copied, Span(len(lowered) + 1, len(lowered) + 1)])
    done = next(inside)
    for start, end in article.sentences:
        while done.end <= start:
            done = next(inside)
        words = tuple(lowered[start:end].split())
        beside = words == previous and len(words) >= _ADJACENT_WORDS
        known = short and words in seen and len(words) >= _SENTENCE_WORDS
        ended = lowered[end - 1] in ".!?\"”’'"
        if (beside or known) and start < done.start and ended:
            confidence = 0.9 if beside else 0.85
            yield _finding(article, Span(start, end), "sentence", confidence, Safety.UNSAFE)
        seen.add(words)
        previous = words


def _finding(article: Article, span: Span, what: str, confidence: float, safety: Safety) -> Finding:
    return repeated_text.finding(
        article,
        *span,
        f"The article has had this {what} before",
        confidence=confidence,
        evidence=f"an earlier {what} is the same, word for word",
        suggestions=[Suggestion("", confidence, safety)],
    )
