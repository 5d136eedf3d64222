"""The indefinite article that a word asks for, as far as its letters tell how it sounds.

Exceptions are those that 1.1 million indefinite articles of edited English showed.
"""

from __future__ import annotations

import re

# Words whose first sound is not that of their first letter.
_VOWEL_SOUND = re.compile(
    r"(?:hour|honou?r|honest|heir|8|1[18](?:\D|\Z|,\d{3}|\d{3}(?:\D|\Z)))", re.IGNORECASE
)
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!d(?!i?r)|[nm][a-z])|unanim|u[st][aei]|utop|usu|usa[bg]|ubiq|u(?=[gk][ar]|igh|ly|dac)"
    r"|ur(?=an|in|o(?!u)|u)|eu|ewe|once|one(?![a-z]*r)|ouija|u[kK]?\Z)",
    re.IGNORECASE,
)
# Begin with their vowel for some authors, by dialect or by age.
_EITHER = re.compile(
    r"herbs?\Z|herbal|homage|histor|hyster|hispan|hermaph|heroic|habitu|hotel|hilari|hallucin"
    r"|harass|hondur|hidalgo|haught",
    re.IGNORECASE,
)
_CONSONANT = "b-df-hj-np-tv-xz"
_LETTERS = re.compile(
    rf"\w?[A-Z]{{2}}\w*|[A-Z][a-z][A-Z]|[a-z]+[A-Z]\w*|[A-Z]|X[^aeiou\W]\w*|[{_CONSONANT.upper()}]?[{_CONSONANT}]+"
)
_VOWELS = "aeiouáàâäéèêëíìîïóòôöúùûü"


def article_for(word: str) -> str | None:
    """What stands before `word`, "a" or "an"; None where it may be read by letters ("FBI")."""
    if _LETTERS.fullmatch(word):
        return None
    if _VOWEL_SOUND.match(word):
        return "an"
    if word[0].isdigit() or _CONSONANT_SOUND.match(word):
        return "a"
    return "an" if word[0].casefold() in _VOWELS else "a"


def either(word: str) -> bool:
    """True where both "a" and "an" are written before `word` ("historic")."""
    return _EITHER.match(word) is not None


def agreeing(written: str, following: str) -> str:
    """`written` ("a", "An", …) as the next word asks; unchanged where that is in doubt."""
    wanted = article_for(following)
    if wanted is None or written.casefold() == wanted:
        return written
    if written.isupper() and len(written) > 1:
        return wanted.upper()
    return wanted.capitalize() if written[0].isupper() else wanted
