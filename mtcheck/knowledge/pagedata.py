"""What pages print about themselves: time stamps, players, weather, embedded posts.

Each is told by its form alone: every word of a piece has to be a date, a clock time or a word that
such lines are made of. `kind` names what a whole line is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Kind = Literal[
    "time stamp",
    "label of a player",
    "weather",
    "embedded post",
    "shortcode",
    "hashtags",
    "price list",
    "page numbers",
]

_MAX_LENGTH = 200
_FEW_WORDS = 3
_PART = re.compile(r"\s+[-–—|·•/]+\s+|\s*[|·•()]\s*|,\s+(?=\d{1,2}[:.]\d\d)")
_WORD = re.compile(r"[^\W_]+(?:[:.][^\W_]+)*%?|[+-]\d+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:am|pm|hrs|h|z)?|\d{1,2}(?:am|pm)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}")
_NUMBER = re.compile(r"[+-]?\d{1,4}(?:st|nd|rd|th|º)?|\d{1,2}[.]")
_BY = re.compile(r" by (?:[A-Z][\w.'’-]+ ?){1,4}$")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan"
    " feb mar apr jun jul aug sep sept oct nov dec ocak şubat mart nisan mayıs haziran temmuz"
    " ağustos eylül ekim kasım aralık januar februar märz mai juni juli oktober dezember enero"
    " febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janeiro"
    " fevereiro março maio junho julho setembro outubro novembro dezembro gennaio febbraio"
    " aprile maggio giugno luglio settembre ottobre dicembre janvier février mars avril juin"
    " juillet août septembre octobre décembre januari februari maart augustus maret mei agustus"
    " desember января февраля марта апреля мая июня июля августа сентября октября ноября"
    " декабря".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun senin selasa rabu kamis jumat sabtu minggu pazartesi salı çarşamba perşembe cuma"
    " cumartesi pazar lunes martes miércoles jueves viernes sábado domingo montag dienstag mittwoch"
    " donnerstag freitag samstag sonntag".split()
)
_ZONES = frozenset(
    "gmt utc bst ist est edt et cst cdt ct mst mdt mt pst pdt pt cet cest eet eest aest aedt awst"
    " acst nzst nzdt wib wita wit pkt sgt hkt jst kst msk trt trst wat eat sast uae".split()
)
_SAID = frozenset(
    "updated published posted modified edited created uploaded issued reported revised"
    " güncelleme yayınlanma yayınlanma aktualisiert veröffentlicht actualizado publicado"
    " aggiornato pubblicato aktualizacja opublikowano".split()
)
_FILL = frozenset(
    "last first on at of the and date time by am pm a p m a.m p.m hrs hour hours min mins"
    " minute minutes read reading ago today yesterday sec secs day days week weeks month"
    " months comment comments share shares reads de del da um uhr alle ore views tarihi son".split()
)
_AGO = re.compile(r"\bago\b|\bmin(?:ute)?s? read\b", re.IGNORECASE)
_PLAYER = frozenset(
    "play pause mute unmute video audio player is loading loaded progress current time duration"
    " remaining live stream type seek to playback rate speed chapters descriptions captions"
    " subtitles off on selected settings fullscreen full screen picture-in-picture picture in"
    " volume quality auto track now playing skip back forward seconds share x live watch next up ad"
    " replay default caption size language buffered volume 0 1x 720p 1080p 480p 360p".split()
)
_TOLD = frozenset("loaded duration unmute mute fullscreen playback captions subtitles".split())
_LENGTHS = re.compile(r"(?:▶\s*)?\d{1,2}:\d\d(?::\d\d)?\s*/\s*-?\d{1,2}:\d\d(?::\d\d)?")
_SKY = frozenset(
    "sunny clear cloudy mostly partly partially rain rainy showers light heavy snow fog foggy haze"
    " hazy mist overcast thunderstorms thunderstorm storm windy humid drizzle clouds broken"
    " scattered few sky fair c f h l feels like watch live weather today tonight".split()
)
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d)?\s?[°º](?!\d)")
_HANDLE = r"\(@[\w.]{2,40}\)"
_POSTED = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?),? 20\d\d"
_POST = re.compile(
    r"\bpic\.twitter\.com/\w+|https?://t\.co/\w+"
    r"|^\[(?:embed|gambas|video|tweet|instagram|gallery)\b"
    rf"|^— [^()\n]{{1,50}} {_HANDLE}"
    rf"|^A post shared by .{{1,60}}{_HANDLE}"
    r"|^(?:View|See) this post on \w+$"
    rf"|^[^()\n]{{1,40}} {_HANDLE} (?:on )?{_POSTED}$"
    r"|^Follow @\w{2,30}$",
    re.IGNORECASE,
)
_MARK = re.compile(r"@\w|^\[|twitter\.com/|t\.co/|this post")
_SHORTCODE = re.compile(
    r"\[/?(?:ad|adsense|adinserter|caption|gallery|video|audio|embed|youtube|contact-form(?:-7)?"
    r"|vc_\w+|et_pb_\w+|\w+_\d+)(?:[ _][^\[\]\n]*)?\](?:\[/\w+\])?",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{3})?:? [$€£]?\d[\d.,]* \(?[-+−▲▼] ?\d+[.,]\d+ ?%\)?")
_PAGES = re.compile(
    r"(?:[«‹<] ?)?(?:\d{1,4}[ |…]+){3,}(?:\d{1,4}|[Nn]ext|[Ll]ast|[»›>])(?: ?[»›>])?"
)
_HASHTAGS = re.compile(r"#\w+(?:[ ,]+#\w+)+")
_Test = Callable[[str], object]


def is_post(text: str) -> bool:
    """True for a line with the marks that networks leave in the posts that they embed."""
    short = len(text) <= 2 * _MAX_LENGTH
    return short and _MARK.search(text) is not None and _POST.search(text) is not None


def kind(text: str) -> Kind | None:
    """What a line (stripped) is that a page prints about itself, or None."""
    if len(text) > _MAX_LENGTH:
        return "embedded post" if is_post(text) else None
    tests: tuple[tuple[Kind, _Test], ...] = (
        ("embedded post", is_post),
        ("shortcode", _SHORTCODE.fullmatch),
        ("hashtags", _HASHTAGS.fullmatch),
        ("price list", _PRICE.fullmatch),
        ("page numbers", _PAGES.fullmatch),
        ("label of a player", _player),
        ("weather", _weather),
        ("time stamp", _stamp),
    )
    return next((name for name, test in tests if test(text)), None)


def _all(words: list[str], known: frozenset[str]) -> bool:
    return all(word in known or _NUMBER.fullmatch(word) for word in words)


def _player(text: str) -> bool:
    if _LENGTHS.fullmatch(text):
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    told = sum(word in _TOLD for word in words)
    plain = [w for w in words if not (_CLOCK.fullmatch(w) or w.endswith("%"))]
    measured = len(plain) < len(words)
    return told > 0 and told + measured > 1 and _all(plain, _PLAYER)


def _weather(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    return _DEGREES.match(text) is not None and _all(words, _SKY)


def _stamp(text: str) -> bool:
    """Date and time that say they are a stamp, and pieces of at most three words beside them."""
    pieces = [piece.strip(" ,:;-–") for piece in _PART.split(text)]
    own = [piece for piece in pieces if piece and _dated(piece)]
    rest = [piece for piece in pieces if piece and not _dated(piece)]
    if not own or any(len(_WORD.findall(piece)) > _FEW_WORDS for piece in rest):
        return False
    whole = " ".join(own)
    words = [word.lower() for word in _WORD.findall(whole)]
    timed = any(_CLOCK.fullmatch(word) or word in _MONTHS for word in words)
    said = not _SAID.isdisjoint(words) and (timed or _DATE.search(whole) is not None)
    return said or _AGO.search(whole) is not None


def _dated(piece: str) -> bool:
    """True when every word belongs to a date, a time or their labels."""
    piece = _BY.sub("", piece)
    words = [word.lower().rstrip(".") for word in _WORD.findall(_DATE.sub(" 1 ", piece))]
    return bool(words) and all(
        word in _MONTHS
        or word in _DAYS
        or word in _ZONES
        or word in _SAID
        or word in _FILL
        or _CLOCK.fullmatch(word)
        or _NUMBER.fullmatch(word)
        for word in words
    )
