"""Numbers survive, in digits or in words: "2" is "two", "1,200" is "twelve hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from mtcheck.rewrite.guard.change import Change, reason, remembered

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_CARDINAL = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
_FEW_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_ORDINAL = {
    **{word: value for value, word in enumerate(_FEW_ORDINALS, 1)},
    **{word + "th": value for word, value in _CARDINAL.items() if 13 <= value < 20},
    **{word[:-1] + "ieth": value for word, value in _CARDINAL.items() if value >= 20},
}
_SCALE = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_VAGUE = frozenset(
    "half twice thrice dozens scores hundreds thousands millions billions trillions".split()
)
_TOKEN = re.compile(
    r"(?P<sign>(?<![\w.,)])[-−](?=\d))?"
    r"(?P<digits>\d+(?:[.,]\d+)*)(?P<ending>st\b|nd\b|rd\b|th\b|s\b|(?:k|bn|mn)\b)?"
    r"|(?P<single>[\u00bc-\u00be\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2150-\u2189])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# The same length of time; spinners and translators swap one for the other.
TWELVEMONTH = "twelvemonth"
_YEAR = re.compile(r"\b(?:12|twelve)[\s-]months?\b", re.IGNORECASE)


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    return reason("a number", numbers(change.before), numbers(change.after))


@remembered
def numbers(text: str) -> list[str]:
    """Values in order; ordinals as "#3". "one" and "first" are optional: they also mean no number.

    "twenty-five", "2.5 million" and "two hundred and six" are one value each.
    """
    return list(_values(same_spans(text)))


def is_number_word(word: str) -> bool:
    """True for words that say how many or which, such as "five", "dozen" or "third"."""
    return word in _CARDINAL or word in _ORDINAL or word in _SCALE or word in _VAGUE


def same_spans(text: str) -> str:
    """`text` with "12 months" written as one word, which is a year and no number."""
    return _YEAR.sub(TWELVEMONTH, text)


class _Value:
    """A number in words while it is being read."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.part = Decimal(0)
        self.terms: list[str] = []

    def accepts(self, value: int) -> bool:
        """True when "twenty" can go on with "five", "hundred" with "six"."""
        if not self.terms:
            return True
        if self.part == 0:
            return value < 1000
        if self.part % 100 == 0:
            return value < 100
        return value < 10 and self.part % 100 >= 20 and self.part % 10 == 0

    def add(self, value: Decimal, term: str) -> None:
        self.part += value
        self.terms.append(term)

    def scale(self, factor: int, term: str) -> None:
        self.part = (self.part or Decimal(1)) * factor
        if factor >= 1000:
            self.total += self.part
            self.part = Decimal(0)
        self.terms.append(term)

    def take(self) -> Iterator[str]:
        if self.terms:
            shown = _shown(self.total + self.part)
            yield shown + "?" if self.terms == ["one"] else shown
            self.__init__()  # type: ignore[misc]


def _values(text: str) -> Iterator[str]:
    value = _Value()
    end = 0
    for match in _TOKEN.finditer(text):
        if text[end : match.start()].strip(" \t\r\n-"):
            yield from value.take()
        if match["digits"]:
            yield from value.take()
            yield from _digits(match, value)
        elif match["single"]:
            yield from value.take()
            yield match["single"]
        else:
            yield from _word(match["word"].casefold(), value)
        end = match.end()
    yield from value.take()


def _word(word: str, value: _Value) -> Iterator[str]:
    if word in _CARDINAL:
        if not value.accepts(_CARDINAL[word]):
            yield from value.take()
        value.add(Decimal(_CARDINAL[word]), word)
    elif word in _ORDINAL:
        yield from _ordinal(word, value)
    elif word in _SCALE and len(word) > 2:
        value.scale(_SCALE[word], word)
    elif word != "and" or not value.terms or value.terms[-1] not in _SCALE:
        yield from value.take()
        if word in _VAGUE:
            yield word


def _digits(match: re.Match[str], value: _Value) -> Iterator[str]:
    ending = (match["ending"] or "").casefold()
    digits = match["digits"]
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if match["sign"]:
        digits = "-" + digits
    if ending in ("st", "nd", "rd", "th"):
        yield "#" + digits
    elif ending == "s":
        yield digits + "s"
    else:
        try:
            # Kept open: a scale word may follow. Trailing zeros and odd commas stay as written.
            number = Decimal(digits)
        except InvalidOperation:
            yield digits
            return
        if _shown(number) != digits and not ending:
            yield digits
            return
        value.add(number, digits)
        if ending:
            value.scale(_SCALE[ending], ending)


def _ordinal(word: str, value: _Value) -> Iterator[str]:
    number = _ORDINAL[word]
    if value.terms and value.accepts(number):
        yield f"#{_shown(value.total + value.part + number)}"
        value.__init__()  # type: ignore[misc]
        return
    yield from value.take()
    yield "#1?" if number == 1 else f"#{number}"


def _shown(number: Decimal) -> str:
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else format(number.normalize(), "f")
