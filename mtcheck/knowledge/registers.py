"""Registers that stand apart from the press and the web: the law's English, and old English.

They choose words that spinners choose as well, for reasons of their own, and no network here has
read much of them. Their closed-class words give them away: a spinner has no synonyms for these and
a translation engine hardly writes them.
"""

from __future__ import annotations

import re

_LEGAL = (
    "hereby herein hereto hereof hereunder hereinafter hereinbefore herewith hereinabove"
    " thereof  thereto therefrom thereunder thereat therewith theretofore whereof whereto"
    " wherefrom aforesaid  forthwith appellant appellants appellee appellees dicta obiter"
    " estoppel derogation plurality  shall alia mutandis"
)
_OLD = (
    "thou thee thy thine thyself ye hath doth hast dost shalt wilt unto betwixt shew shewn"
    " shewed  'tis 'twas nay wherefore methinks ere hither thither whither whence yea verily"
    " lest begat spake  saith quoth"
)
MARKS = frozenset(f"{_LEGAL} {_OLD}".split())
"""Words of these registers, lower case, straight apostrophes."""
ODDS, MOST = 1.5, 3
"""What each of them takes from the log odds that an article is damaged, and how many count."""
_WORD = re.compile(r"'?[a-z]+")


def apart(text: str) -> float:
    """Log odds that the register of `text` takes from its looking spun or translated.

    Grows with the number of different marks.
    """
    plain = text.lower().replace("’", "'").replace("‘", "'")
    return ODDS * min(MOST, len(MARKS.intersection(_WORD.findall(plain))))
