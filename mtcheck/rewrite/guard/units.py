"""Units and currencies survive: "5 km" is "5 kilometres", and never "5 miles"."""

from __future__ import annotations

import re

from mtcheck.rewrite.guard.change import Change, reason, remembered
from mtcheck.rewrite.guard.numbers import TWELVEMONTH, is_number_word, same_spans

# One line a unit: what it is called, and how else it is written.
_MONEY = """
$ dollar dollars usd
€ euro euros eur
£ pound pounds gbp quid
¥ yen jpy
yuan renminbi rmb cny
₹ rupee rupees inr
₽ ruble rubles rouble roubles rub
₩ krw
franc francs chf
peso pesos
krona krone kronor kroner sek nok dkk
lira liras try
bitcoin bitcoins btc
¢ cent cents penny pence
% percent pct
"""
_MEASURES = """
km kilometer kilometers kilometre kilometres kms
m meter meters metre metres
cm centimeter centimeters centimetre centimetres
mm millimeter millimeters millimetre millimetres
mile miles mi
yard yards yd
foot feet ft
inch inches
kg kilogram kilograms kilo kilos kilogramme kilogrammes
g gram grams gramme grammes
mg milligram milligrams
ton tons
tonne tonnes
pound pounds lb lbs
ounce ounces oz
litre litres liter liters l
ml millilitre millilitres milliliter milliliters
gallon gallons
pint pints
barrel barrels
hectare hectares ha
acre acres
second seconds sec secs
minute minutes min mins
hour hours hr hrs
day days
night nights
week weeks
fortnight
month months
quarter quarters
year years yr yrs
decade decades
century centuries
degree degrees °
celsius
fahrenheit
w watt watts
kw kilowatt kilowatts
mw megawatt megawatts
gw gigawatt gigawatts
kwh
volt volts v
hz hertz
khz
mhz
ghz
bit bits
byte bytes
kb kilobyte kilobytes
mb megabyte megabytes
gb gigabyte gigabytes
tb terabyte terabytes
mph
kmh
knot knots
calorie calories kcal
"""


def _table(lines: str) -> dict[str, str]:
    return {name: row.split()[0] for row in lines.strip().splitlines() for name in row.split()}


_OF_MONEY, _OF_MEASURE = _table(_MONEY), _table(_MEASURES)
# A measure is one after a number and after what makes a noun a rate or a date.
_BEFORE_MEASURE = frozenset(
    "a an per each every last next this past coming previous square cubic".split()
)
_TOKEN = re.compile(
    r"per[ -]cent(?!\w)|km/h|\d+(?:[.,]\d+)*|[^\W\d_]+|[$€£¥₹₽₩¢%‰°]", re.IGNORECASE
)


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    return reason("a unit", units(change.before), units(change.after))


@remembered
def units(text: str) -> list[str]:
    """Units and currencies in alphabetical order, each under one name."""
    found = []
    previous = ""
    for match in _TOKEN.finditer(same_spans(text)):
        token = match.group().casefold()
        if token.startswith("per") and token.endswith("cent"):
            token = "percent"  # noqa: S105
        if token in _OF_MONEY and not (token == "pound" and previous == "a"):  # noqa: S105
            found.append(_OF_MONEY[token])
        elif token == TWELVEMONTH:
            found.append("year?")
        elif token.replace("/", "") in _OF_MEASURE and (
            previous[:1].isdigit() or previous in _BEFORE_MEASURE or is_number_word(previous)
        ):
            found.append(_OF_MEASURE[token.replace("/", "")])
        previous = token
    return sorted(found)
