"""Names and acronyms survive, whatever their case."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from mtcheck.article import Article
from mtcheck.rewrite.guard.change import Change, Token, plain

_SUFFIXES = ("ly", "ing", "ed", "tion", "ment", "ness", "ity", "ous", "ive", "able")
# Words that open sentences and are never names: pronouns, articles, conjunctions, prepositions.
_FUNCTION = frozenset(
    """
    a an the this that these those it its he she they we you i his her their our your my who
    what which when where why how if as at by for from in into of off on onto over to up with
    and or but nor so yet because although though while after before since until than then
    there here not no all any both each every either neither few many more most much other
    others some such also only just even still again once is are was were be been has have had
    do does did may might can could must should will would about above across against along
    among around below between beyond despite during except inside near outside per through
    throughout toward towards under upon via within without first second third last next one
    two three four five six seven eight nine ten however moreover meanwhile therefore thus
    instead indeed perhaps maybe now
    """.split()
)
_ALSO_NAMES = frozenset(("may", "will"))
_INITIAL = re.compile(r"[^\W_]")
_LONG = 4


class Names:
    """What an article shows about its capital letters."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def _titled(self) -> list[bool]:
        """For each sentence: headings, where capitals say nothing."""
        return [self._is_title(index) for index in range(len(self.article.sentences))]

    def _is_title(self, index: int) -> bool:
        start, end = self.article.sentences[index]
        listed = [
            self.article[span]
            for span in (self.article.words[i] for i in self.article.word_range(start, end))
        ]
        long = [word for word in listed[1:] if len(word) >= _LONG and word[0].isalpha()]
        return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)

    @cached_property
    def _forms(self) -> tuple[frozenset[str], frozenset[str]]:
        """Words written large within sentences, and words written small anywhere."""
        large, small = set(), set()
        for start, end in self.article.words:
            word = self.article.text[start:end]
            if word[0].isupper():
                if not self._free(start):
                    large.add(plain(word))
            else:
                small.add(plain(word))
        return frozenset(large), frozenset(small)

    @property
    def known(self) -> frozenset[str]:
        """Folded words that the article writes large within sentences and never small."""
        large, small = self._forms
        return large - small

    @property
    def common(self) -> frozenset[str]:
        """Folded words that the article writes small somewhere."""
        return self._forms[1]

    def opens(self, position: int) -> bool:
        """True when no word of the sentence stands before the position."""
        index = bisect_right(self.article.sentences, (position, len(self.article.text) + 1)) - 1
        if index < 0:
            return True
        start = self.article.sentences[index].start
        return not _INITIAL.search(self.article.text, start, position)

    def titled(self, position: int) -> bool:
        """True when the sentence at the position is a heading."""
        index = bisect_right(self.article.sentences, (position, len(self.article.text) + 1)) - 1
        return index >= 0 and self._titled[index]

    def _free(self, position: int) -> bool:
        return self.titled(position) or self.opens(position)


def check(change: Change, names: Names) -> str | None:
    """Why the change is refused, or None."""
    lost = [t.text for t in change.lost if _is_name(t, change.origin + t.start, names)]
    gained = []
    for token in change.gained:
        if _is_small(token.text) and plain(token.text) not in names.known:
            continue
        # Where the token comes to stand; within the replacement only its own sentence ends count.
        inside = change.start - change.origin
        lead = change.after[inside : token.start]
        position = change.start if token.start >= inside else change.origin + token.start
        if lead.rstrip()[-1:] in (".", "!", "?", ":") or (
            names.opens(position) and not _INITIAL.search(lead)
        ):
            if _is_acronym(token.text) or plain(token.text) in names.known:
                gained.append(token.text)
        elif _is_name(token, position, names, opening=False):
            gained.append(token.text)
    if not lost and not gained:
        return None
    if not gained:
        return f"drops a name ({', '.join(lost)})"
    if not lost:
        return f"adds a name ({', '.join(gained)})"
    return f"changes a name ({', '.join(lost)} → {', '.join(gained)})"


def doubt(change: Change, names: Names) -> str | None:
    """Why a person should look, or None: a sentence's first word, which may be a name."""
    for token in change.lost:
        word = plain(token.text)
        position = change.origin + token.start
        if (
            token.text[0].isupper()
            and (names.opens(position) or names.titled(position))
            and word not in _FUNCTION
            and word not in names.common
            and not word.endswith(_SUFFIXES)
        ):
            return f"may drop a name ({token.text})"
    return None


def _is_name(token: Token, position: int, names: Names, *, opening: bool | None = None) -> bool:
    word = token.text
    if _is_small(word):
        return False
    folded = plain(word)
    if folded in ("i", "") or folded.startswith("i'") or word[0] in "'’":
        return False
    if _is_acronym(word):
        return not names.titled(position) or not word.isalpha() or folded in names.known
    if not word.isascii() and word.isalpha() and word.upper() == word.lower():
        return True  # a script without capitals
    if not word[0].isupper() or (folded in _FUNCTION and folded not in _ALSO_NAMES):
        return False
    free = names.titled(position) or (names.opens(position) if opening is None else opening)
    return not free or folded in names.known


def _is_small(word: str) -> bool:
    """Written without any capital, in a script that has them: most words."""
    return word.isascii() and word.islower()


def _is_acronym(word: str) -> bool:
    """`NATO`, `U.S.`, `iPhone`, `McDonald`; also letters with digits, such as `G7`."""
    return any(c.isupper() for c in word[1:]) or (
        any(c.isdigit() for c in word) and any(c.isalpha() and c.isupper() for c in word)
    )
