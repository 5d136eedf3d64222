"""What a passage is about, as far as judging an office in it needs: time, fiction, business."""

from __future__ import annotations

import re
from functools import cached_property

from mtcheck.article import Article

_YEAR = re.compile(r"(?<![\d.,$€£])(1[0-9]{3}|20[0-9]{2})(?!\d|[.,]\d)")
_PAST = re.compile(
    r"\b(?:century|centuries|dynasty|medieval|ancient|empires?|reign(?:ed|s)?|throne|crown(?:ed)?"
    r"|abdicat\w+|exiled?|deposed|overthr\w+|heirs?|(?:[Cc]ivil|[Ww]orld) [Ww]ar|born|died|dead"
    r"|the last (?=king|queen|emperor|president|prime|chancellor)|Nazi|Napoleon\w*|revolution\w*"
    r"|guillotine|beheaded|coup|colon(?:y|ial)|histor\w+|siege|conquer\w+|treaty of|proclaimed"
    r"|ruled(?! out)|monarch(?:y|ies|s)?|nobles?|grand(?:son|father)|assassinat\w+|imperial"
    r"|statue|portrait|tomb|castle|palace|ancestors?|descend\w+)\b",
    re.IGNORECASE,
)
_GONE = re.compile(r"\b(?:former|ex|late|then|wars?|veteran|once|retired)\b", re.IGNORECASE)
_PLAY = re.compile(
    r"\b(?:tournament|match(?:es)?|tennis|football|soccer|cricket|rugby|boxing|wrestl\w+|goals?"
    r"|champions?|championship|album|concert|tour|songs?|band|singer|rapper|hip-hop|pop|jazz|blues"
    r"|festival|fans?|striker|Kong|Tut|Latifah|James|Lear|Arthur|Momo|restaurant|menu|chef|mattress"
    r"|fashion|brand|salmon|penguins?|bees?|crabs?|chess|cards?)\b"
)
_MODERN = re.compile(
    r"\b(?:NATO|EU|UN|U\.N\.|G7|G8|G20|European (?:Union|Commission|Council)|United Nations|summit"
    r"|White House|Kremlin|Brussels|(?:press|news|video) conference|television|TV|tweet\w*|Twitter"
    r"|Facebook|internet|online|website|video|climate|nuclear|missiles?|sanctions|Economic Forum"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|percent|billion|euros?|election|parliamentary)\b"
)
_FICTION = re.compile(
    r"\b(?:novels?|fiction\w*|films?|movies?|sitcom|TV series|drama|comedy|character|joked?|joking"
    r"|imagin\w+|what if|hypothetical\w*|parod\w+|satir\w+|spoof|video game|Model [A-Z]\w+|fantasy"
    r"|alternate|myth\w*|legend\w*|fairy|comic|Netflix|Hollywood|nickname\w*|self-(?:styled|proclaimed"
    r"|declared)|so-called|would-be|pretender|mock|pageant|carnival)\b",
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"\b(?:CEO|CFO|COO|chief executive|shareholders?|subsidiary|Inc|Corp|Ltd|plc|PLC|GmbH|LLC|FIFA"
    r"|UEFA|FIBA|IOC|NHL|NBA|MLB|[Ff]ederation|[Uu]niversity|campus|Rotary|Lions Club|Eurogroup|ECB"
    r"|Eurobank|World Bank|European Central Bank|executives?|general manager|vice president)\b"
)
_ANY_BODY = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|clubs?|associations?|football|soccer|hockey|league|colleges?|students?"
    r"|schools?|boards?|unions?|foundations?|institutes?|societ(?:y|ies)|chambers?|academ(?:y|ies)"
    r"|airlines?|carmakers?|automakers?|factor(?:y|ies)|engines?|brands?|banks?|studios?|unit|chairman"
    r"|chairwoman|employees|workers|players?|coach|team|orchestra|museum|court|committee|senate"
    r"|assembly|council|commission|Toyota|Honda|Nissan|Sony)\b",
    re.IGNORECASE,
)
_REACH = 400


class Setting:
    """Reads evidence from the surroundings of a place in an article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._text = article.masked

    @cached_property
    def years(self) -> list[int]:
        """All years that the article mentions, sorted."""
        return sorted({int(m[1]) for m in _YEAR.finditer(self._text)})

    def sentence(self, start: int, end: int) -> str:
        """The sentences that `start:end` lies in."""
        return self._around(start, end, 0)

    def past(self, start: int, end: int, *, recent: bool) -> bool:
        """True when the passage speaks of history; with `recent`, of anything bygone."""
        around = self._around(start, end, 1)
        return bool(_PAST.search(around) or (recent and _GONE.search(around)))

    def play(self, start: int, end: int) -> bool:
        """True when the passage is about sport or art, where kings are nicknames."""
        return _PLAY.search(self.sentence(start, end)) is not None

    def modern(self, start: int, end: int) -> bool:
        """True when the passage is news of our time."""
        return _MODERN.search(self._around(start, end, 1)) is not None

    def fiction(self, start: int, end: int) -> bool:
        """True when the passage is about something imagined."""
        return _FICTION.search(self.sentence(start, end)) is not None

    def business(self, start: int, end: int, *, wide: bool) -> bool:
        """True when the office may be a company's, a club's or another body's.

        With `wide` any word of a body in the sentence or its neighbours counts, otherwise only
        telling ones in the sentence.
        """
        if _BUSINESS.search(self.sentence(start, end)):
            return True
        return wide and _ANY_BODY.search(self._around(start, end, 1)) is not None

    def _around(self, start: int, end: int, neighbours: int) -> str:
        hit = self._article.sentence_range(start, max(end, start + 1))
        spans = self._article.sentences[max(0, hit.start - neighbours) : hit.stop + neighbours]
        if not spans:
            return self._text[max(0, start - _REACH) : end + _REACH]
        first = max(spans[0].start, start - _REACH)
        return self._text[first : min(spans[-1].end, end + _REACH)]
