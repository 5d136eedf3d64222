"""The surface form of a replacement: capitals, spaces, punctuation, line ends, "a" or "an"."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from mtcheck.article import Article
from mtcheck.knowledge.indefinite import agreeing

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_ARTICLE_BEFORE = re.compile(r"(?<![^\W_])(an?)([^\S\r\n]+)\Z", re.IGNORECASE)
_ARTICLE_AT_END = re.compile(r"(?<![^\W_])(an?)\Z", re.IGNORECASE)
_FIRST_SOUND = re.compile(r"\s*[\"“‘'(]?\s*([^\W_]+)")
_FINAL = ".,;:!?…"
_SHORT = frozenset("a an the and or but nor of in on at to by for from with as is".split())
_LINE_END = re.compile(r"[^\S\r\n]*(\r\n|\r|\n)\s*")


class Fitted(NamedTuple):
    """A replacement of `article.text[start:end]`, which contains the asked span."""

    start: int
    end: int
    text: str


class Surface:
    """Fits bare candidates into one article."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def _forms(self) -> dict[str, str]:
        """How words are written that the article writes in capitals wherever it has a choice.

        A word that only stands beside other capitals may be a common one in a longer name
        ("Summit Meeting") and is left out.
        """
        text = self.article.text
        starts = {sentence.start for sentence in self.article.sentences}
        words = [text[start:end] for start, end in self.article.words]
        capital = [False, *(word != word.casefold() for word in words), False]
        forms: dict[str, str | None] = {}
        for place, (word, (start, _)) in enumerate(zip(words, self.article.words, strict=True), 1):
            if not capital[place]:
                forms[word] = None
            elif start not in starts and not (capital[place - 1] or capital[place + 1]):
                forms.setdefault(word.casefold(), word)
        return {folded: form for folded, form in forms.items() if form} | {"i": "I"}

    def fit(self, start: int, end: int, candidate: str) -> Fitted:
        """The candidate as it should stand there; the span grows over "a" or "an" before it.

        An empty candidate deletes the span and one of the spaces around it.
        """
        span = self.article.text[start:end]
        words = " ".join(candidate.split())
        if not words:
            return self._deletion(start, end)
        core = span.strip()
        words = self._case(start, core, self._known(words))
        words = _punctuation(core, words, self.article.text[end : end + 1])
        words = _lines(core, words)
        words = self._ending(end, words)
        lead, tail = _edges(span)
        return self._agreeing(start, end, lead + words + tail)

    def _deletion(self, start: int, end: int) -> Fitted:
        text = self.article.text
        before, after = text[start - 1 : start], text[end : end + 1]
        if before in (" ", "\u00a0") and (not after or after.isspace() or after in _FINAL):
            return Fitted(start - 1, end, "")
        if after == " " and (not before or before.isspace()):
            return Fitted(start, end + 1, "")
        return Fitted(start, end, "")

    def _known(self, words: str) -> str:
        """Names as the article writes them; networks without case write them small."""
        if words != words.casefold():
            return words
        return _WORD.sub(lambda m: self._forms.get(m.group(), m.group()), words)

    def _case(self, start: int, span: str, words: str) -> str:
        letters = [c for c in span if c.isalpha()]
        if not letters:
            return words
        if all(c.isupper() for c in letters):
            shouted = len(letters) > 1 and (len(letters) > 5 or self._loud(start))
            if shouted:
                return words.upper()
        if _titled(span) or (letters[0].isupper() and self._in_title(start)):
            return _title(words)
        if letters[0].isupper() and span[:1].isalpha() and self._opens(start):
            return words[:1].upper() + words[1:]
        return words

    def _sentence(self, start: int) -> str:
        touched = self.article.sentence_range(start, start + 1)
        return self.article[self.article.sentences[touched[0]]] if touched else ""

    def _loud(self, start: int) -> bool:
        return self._sentence(start).isupper()

    def _in_title(self, start: int) -> bool:
        return _titled(self._sentence(start))

    def _opens(self, start: int) -> bool:
        """True unless a word of the same sentence stands before."""
        touched = self.article.sentence_range(start, start + 1)
        if not touched:
            return True
        first = self.article.sentences[touched[0]].start
        return not _WORD.search(self.article.text[first:start])

    def _ending(self, end: int, words: str) -> str:
        """A final "a" or "an" agrees with the word after the span."""
        match = _ARTICLE_AT_END.search(words)
        following = _FIRST_SOUND.match(self.article.text, end)
        if not match or not following:
            return words
        return words[: match.start()] + agreeing(match.group(), following.group(1))

    def _agreeing(self, start: int, end: int, words: str) -> Fitted:
        """Widened over the indefinite article before the span, when it must change."""
        text = self.article.text
        match = _ARTICLE_BEFORE.search(text[max(0, start - 8) : start])
        first = _FIRST_SOUND.match(words)
        if match and first:
            needed = agreeing(match.group(1), first.group(1))
            at = start - len(match.group())
            if needed != match.group(1) and self.article.is_prose(at, end):
                return Fitted(at, end, needed + match.group(2) + words)
        return Fitted(start, end, words)


def _titled(text: str) -> bool:
    """Two words or more, all of them large but the short ones."""
    listed = [word for word in _WORD.findall(text) if word.casefold() not in _SHORT]
    return len(listed) > 1 and all(not w[0].isalpha() or w[0].isupper() for w in listed)


def _title(words: str) -> str:
    first = True

    def large(match: re.Match[str]) -> str:
        nonlocal first
        word = match.group()
        keep = word.casefold() in _SHORT and not first
        first = False
        return word if keep else word[0].upper() + word[1:]

    return _WORD.sub(large, words)


def _edges(span: str) -> tuple[str, str]:
    """White space at both ends."""
    lead = span[: len(span) - len(span.lstrip())]
    return lead, span[len(span.rstrip()) :]


def _punctuation(span: str, words: str, following: str) -> str:
    """The span's final punctuation, and none that would stand twice."""
    core = words.rstrip(_FINAL)
    had = span[len(span.rstrip(_FINAL)) :]
    if had:
        return (core or words) + had if core else words
    if core and words != core and (following in _FINAL or following.isspace()):
        # Initials such as "U.S." end in their own full stop.
        return words if "." in core else core
    return words


def _lines(span: str, words: str) -> str:
    """A line end within the span stays after as many words, so that wrapped text stays wrapped."""
    ends = list(_LINE_END.finditer(span))
    if not ends:
        return words
    parts = words.split(" ")
    for match in reversed(ends):
        place = len(span[: match.start()].split())
        if 0 < place < len(parts):
            parts[place - 1 : place + 1] = [parts[place - 1] + match.group(1) + parts[place]]
    return " ".join(parts)
